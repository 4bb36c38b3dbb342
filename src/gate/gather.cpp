#include "gate/gather.hpp"

#include <algorithm>

#include "gate/evidence_text.hpp"
#include "gate/old_names.hpp"

namespace migrate {

// Both times count as they prove least: builds may know that one since it was first recorded, and
// may have left this one out until it was expanded last.
std::string overtaken_by(Store& store, const MigrationRecord& record) {
  auto records = store.migrations();
  std::erase_if(records, [&](auto& other) { return other.id <= record.id; });
  if (records.empty()) return "";
  auto first = store.first_recorded();
  std::string newest;
  for (auto& other : records) {
    auto known = first.find(other.id);
    auto at = known == first.end() ? other.started_at : std::min(known->second, other.started_at);
    if (at < record.started_at) newest = std::max(newest, other.id);
  }
  return newest;
}

void gather_checks(GateInput& input, const Migration& migration, const GateSources& sources,
                   Asking asking) {
  auto engine = sources.dialect.kind();
  if (asking == Asking::all) {
    input.checks = run_checks(input.settings.checks, migration.id, sources.connection, engine);
    return;
  }
  for (auto& check : input.settings.checks)
    input.checks.push_back(
        {true, shown(check, engine) + ": " + asked_by_the_gate, "unknown", "", true});
}

namespace {

// The later of the two. Where a server does not tell that it was away (another one has taken its
// place, or the network was), whoever waited here has seen it.
std::optional<GateInput::Reachable> reachable(const GateSources& sources, EpochMs now) {
  std::optional<GateInput::Reachable> found;
  if (auto time = sources.dialect.writable_for(sources.connection))
    found = {now - time->count(), "the server started to take writes"};
  if (sources.found_again_at > (found ? found->since : 0))
    found = {sources.found_again_at, "this command found the database again"};
  return found;
}

}  // namespace

void gather(GateInput& input, const Migration& migration, const std::vector<StepRecord>& steps,
            const GateSources& sources, Asking asking) {
  for (auto& record : sources.store.migrations()) input.known_ids.insert(record.id);
  input.overtaken_by = overtaken_by(sources.store, input.record);
  input.reachable = reachable(sources, input.now);
  input.sessions = sources.dialect.sessions(sources.connection);
  input.old_names = old_names(migration);
  input.own_sql = std::any_of(steps.begin(), steps.end(), [](auto& record) {
    return record.step.phase == Phase::contract && record.step.kind == StepKind::sql;
  });
  gather_writes(input, steps, sources.connection, asking);
  // A server that keeps none says so at once.
  if (asking == Asking::all || !sources.dialect.capabilities().keeps_statements)
    gather_statements(input, migration, steps, sources);
}

}  // namespace migrate
