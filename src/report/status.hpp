// `migrate status` and `migrate gate` as text.
#pragma once
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "report/style.hpp"

namespace migrate::report {

// What was ordered from elsewhere, and what the throttle's sources read: one line each.
std::string orders_text(const Orders& orders);
std::string readings_text(const std::vector<Reading>& readings, const Style& style);

std::string status_text(const StatusReport& report, const Style& style);

// Every line of evidence, for and against.
std::string gate_text(const std::vector<Verdict>& verdicts, const Style& style);
// "users.age (column): was …, is …", one line each.
std::string drift_text(const std::vector<SchemaDifference>& found, const Style& style);
std::string verify_text(const std::vector<VerifyFinding>& findings, const Style& style);
// `now`: the server's clock.
std::string apps_text(const std::vector<AppInstance>& instances, EpochMs now, const Style& style);

// How much of a running batched step is done, from its checkpoint alone.
struct Pace {
  double fraction = -1;  // 0 to 1; below 0: unknown
  double rows_per_second = 0;
  std::optional<Millis> eta;
};
Pace pace_of(const Checkpoint& point, std::uint64_t rows_estimated);

}  // namespace migrate::report
