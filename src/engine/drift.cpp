// The schema as recorded against the live one.
#include <algorithm>

#include "engine/impl.hpp"
#include "util/error.hpp"

namespace migrate {

Engine::Impl::Remembered Engine::Impl::read_schema(const Migration* migration,
                                                   const std::vector<Touch>& touches) {
  Remembered read;
  bool all = migration == nullptr || store().recorded_schema().empty() ||
             std::any_of(touches.begin(), touches.end(),
                         [](const Touch& touch) { return touch.table.empty(); }) ||
             std::any_of(migration->operations.begin(), migration->operations.end(),
                         [](const Operation& operation) {
                           return std::holds_alternative<SqlOperation>(operation.body) ||
                                  std::holds_alternative<SqlBackfill>(operation.body);
                         });
  if (!all) {
    read.tables.emplace();
    for (auto& touch : touches) read.tables->insert(touch.table);
  }
  read.facts =
      facts_of(dialect().inspect(session.connection(), read.tables ? &*read.tables : nullptr));
  return read;
}

void Engine::Impl::remember(Store& store, const Remembered& read) {
  store.record_schema(read.facts, read.tables ? &*read.tables : nullptr);
}

std::vector<SchemaDifference> Engine::drift() {
  auto& store = impl_->store();
  auto recorded = store.recorded_schema();
  if (recorded.empty())
    refuse("MIG-DRIFT-NOTHING", "no schema has been recorded in this database yet",
           "`migrate baseline`, or any phase of a migration, records it");
  for (auto& record : store.migrations())
    if (record.stage == Stage::expanding || record.stage == Stage::backfilling ||
        record.stage == Stage::contracting || record.stage == Stage::rolling_back)
      refuse("MIG-DRIFT-UNFINISHED",
             record.id + " is " + std::string(name_of(record.stage)) +
                 ": what it has changed so far cannot be told from what others did",
             "finish it with the same command, then `migrate drift`");
  return differences(recorded, facts_of(impl_->inspect()));
}

}  // namespace migrate
