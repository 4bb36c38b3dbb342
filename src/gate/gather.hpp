// Asks the server and the world for what a verdict needs, at the moment of the verdict. In no
// transaction: a check may take its time, and nothing is held meanwhile.
#pragma once
#include "dialects/dialect.hpp"
#include "gate/gate.hpp"

namespace migrate {

// Whom to ask.
struct GateSources {
  db::Connection& connection;
  const Dialect& dialect;
  Store& store;
  EpochMs found_again_at = 0;  // when this command had lost the database; 0: it has not
};

enum class Asking {
  all,       // the gate, and contract
  in_short,  // `status`: nothing that takes long or has an effect
};

// The checks, which may take minutes: before anything else of `input` is read.
void gather_checks(GateInput& input, const Migration& migration, const GateSources& sources,
                   Asking asking);
void gather(GateInput& input, const Migration& migration, const std::vector<StepRecord>& steps,
            const GateSources& sources, Asking asking);

// Where the server only counts the calls of a statement, a count that has grown since it was last
// looked at means a call just now. Called when a phase ends, it makes `quiet` run from there.
// Throws DbError for a lost connection only.
void gather_statements(GateInput& input, const Migration& migration,
                       const std::vector<StepRecord>& steps, const GateSources& sources);

// What the triggers of `steps` have noted. Throws DbError for a lost connection only.
void gather_writes(GateInput& input, const std::vector<StepRecord>& steps,
                   db::Connection& connection, Asking asking);

// One each, in their order.
std::vector<CheckOutcome> run_checks(const std::vector<GateCheck>& checks,
                                     const std::string& migration, db::Connection& connection,
                                     EngineKind engine);
// A check as a person may see it: its name, or what it asks without what may be secret.
std::string shown(const GateCheck& check, EngineKind engine);

}  // namespace migrate
