#include "gate/gather.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

// Of its own accord no trigger forgets anything. Whoever is in the way is let be: next time, then.
void forget_old_notes(const Step::Noting& noting, db::Connection& connection) {
  if (noting.forget.empty()) return;
  try {
    connection.query(noting.forget);
  } catch (const db::DbError& e) {
    if (e.failure() == db::Failure::connection_lost) throw;
  }
}

}  // namespace

void gather_writes(GateInput& input, const std::vector<StepRecord>& steps,
                   db::Connection& connection, Asking asking) {
  auto& writes = input.writes.emplace();
  for (auto& record : steps) {
    if (!record.step.noting || record.status != StepStatus::done) continue;
    auto& noting = *record.step.noting;
    OldWrites found{noting.name, std::nullopt, "", Millis(noting.every_ms), ""};
    try {
      auto rows = connection.query(noting.last).rows;
      if (!rows.empty() && !rows[0][0].is_null()) {
        found.last_at = rows[0][0].as_int();
        found.by = rows[0][1].text;
      }
      if (asking == Asking::all) forget_old_notes(noting, connection);
    } catch (const db::DbError& e) {
      if (e.failure() == db::Failure::connection_lost) throw;
      found.missing = printable(e.what());
    }
    writes.push_back(std::move(found));
  }
}

}  // namespace migrate
