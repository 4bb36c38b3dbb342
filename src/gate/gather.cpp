#include "gate/gather.hpp"

#include "gate/old_names.hpp"

namespace migrate {

void gather(GateInput& input, const Migration& migration, const std::vector<StepRecord>& steps,
            const GateSources& sources, Asking asking) {
  for (auto& record : sources.store.migrations()) input.known_ids.insert(record.id);
  input.sessions = sources.dialect.sessions(sources.connection);
  input.old_names = old_names(migration);
  gather_writes(input, steps, sources.connection, asking);
  auto engine = sources.dialect.kind();
  if (asking == Asking::in_short) {
    for (auto& check : input.settings.checks)
      input.checks.push_back(
          {true, shown(check, engine) + ": asked by `migrate gate` and by contract only", "unknown",
           "", true});
    return;
  }
  gather_statements(input, migration, steps, sources);
  input.checks = run_checks(input.settings.checks, migration.id, sources.connection, engine);
}

}  // namespace migrate
