// What several kinds of evidence share.
#pragma once
#include <set>
#include <string>

#include "gate/gate.hpp"

namespace migrate {

// Of what `status` leaves out.
inline constexpr const char* asked_by_the_gate = "asked by `migrate gate` and by contract only";

// Those the file names, else every registered one.
std::set<std::string> apps_concerned(const GateInput& input);
Millis age_of(const GateInput& input, EpochMs at);
// "3s ago" by the server's clock.
std::string age(const GateInput& input, EpochMs at);
// "web/web-1 runs version 1.4.0 (schema 20260101000000_x), seen 3s ago"
std::string describe(const GateInput& input, const AppInstance& instance);
// What is asked for: "schema 20260101000000_x or newer"
std::string newer_schema(const GateInput& input);
// Why a schema that is not known to have the migration counts as old: "old code", or more.
std::string old_code(const GateInput& input, const std::string& schema);
// Of a kind that could not be had: it closes the gate where the file requires it.
Evidence missing_evidence(const GateInput& input, const std::string& kind, const std::string& why);
// Required of names that nobody knows: missing, so that the gate is not opened by what was never
// looked for.
void judge_own_sql(const GateInput& input, const std::string& kind, std::vector<Evidence>& out);

}  // namespace migrate
