// The schema as recorded against the live one.
#include <algorithm>
#include <cctype>

#include "engine/impl.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

bool uses(const std::string& text, const std::string& table) {
  const auto sql = lower(text), name = lower(table);
  auto part_of_name = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  for (auto at = sql.find(name); at != std::string::npos; at = sql.find(name, at + 1)) {
    const auto end = at + name.size();
    if ((at == 0 || !part_of_name(sql[at - 1])) && (end == sql.size() || !part_of_name(sql[end])))
      return true;
  }
  return false;
}

std::string table_of(const std::string& column) {
  return column.substr(0, column.find('\x1f'));
}

// Tables with a view or a trigger whose text follows a change of one of `tables`: a view is
// recorded with each table that it reads, and on SQLite a trigger of any table may name the column
// renamed.
void add_reading(const Schema& schema, const std::set<std::string>& tables,
                 std::set<std::string>& found) {
  std::set<std::string> views, over;  // as Table::views and as Schema::views call them
  for (auto& name : tables)
    if (auto* table = schema.table(name)) views.insert(table->views.begin(), table->views.end());
  auto follows = [&](const View& view) {
    return std::any_of(view.columns.begin(), view.columns.end(),
                       [&](auto& column) { return tables.count(table_of(column)) > 0; }) ||
           std::any_of(view.reads.begin(), view.reads.end(),
                       [&](auto& other) { return over.count(other) > 0; });
  };
  for (bool more = true; more;) {
    more = false;
    for (auto& view : schema.views)
      if (follows(view) && over.insert(view.name).second) more = true;
  }
  for (auto& view : schema.views)
    if (over.count(view.name))
      for (auto& column : view.columns) found.insert(table_of(column));
  for (auto& [name, table] : schema.tables) {
    bool shared = std::any_of(table.views.begin(), table.views.end(),
                              [&](auto& view) { return views.count(view) > 0; });
    bool named = std::any_of(table.triggers.begin(), table.triggers.end(), [&](auto& trigger) {
      return std::any_of(tables.begin(), tables.end(),
                         [&](auto& touched) { return uses(trigger.definition, touched); });
    });
    if (shared || named) found.insert(name);
  }
}

// What a change of these tables changes elsewhere: partitions and heirs, foreign keys, which follow
// a table to its new name, and policies, views and triggers, whose text names columns of other
// tables.
void add_related(const Schema& schema, std::set<std::string>& tables) {
  auto named = [&](const Table& table, const char* fact) {
    auto found = table.extra.find(fact);
    if (found == table.extra.end()) return false;
    auto& parent = found->second;
    return tables.count(parent) > 0 || tables.count(parent.substr(parent.rfind('.') + 1)) > 0;
  };
  for (std::size_t before = 0; before != tables.size();) {
    before = tables.size();
    for (auto& [name, table] : schema.tables)
      if (named(table, "partition_of") || named(table, "inherits")) tables.insert(name);
  }
  std::set<std::string> referring;
  for (auto& [name, table] : schema.tables)
    for (auto& key : table.foreign_keys)
      if (tables.count(key.ref_table)) referring.insert(name);
  for (auto& [name, table] : schema.tables)
    if (auto read = table.extra.find("policies_read"); read != table.extra.end())
      for (auto& other : split(read->second, '\x1f'))
        if (tables.count(other)) referring.insert(name);
  add_reading(schema, tables, referring);
  tables.merge(referring);
}

// Of a phase that was begun and not ended.
void refuse_unfinished(Store& store) {
  for (auto& record : store.migrations())
    if (record.stage == Stage::expanding || record.stage == Stage::backfilling ||
        record.stage == Stage::hiding || record.stage == Stage::unhiding ||
        record.stage == Stage::contracting || record.stage == Stage::rolling_back)
      refuse("MIG-DRIFT-UNFINISHED",
             record.id + " is " + std::string(name_of(record.stage)) +
                 ": what it has changed so far cannot be told from what others did",
             "finish it with the same command, then `migrate drift`");
}

}  // namespace

Engine::Impl::Remembered Engine::Impl::read_schema(const Migration* migration,
                                                   const std::vector<Touch>& touches) {
  Remembered read;
  bool all = migration == nullptr || !store().has_recorded_schema() ||
             std::any_of(touches.begin(), touches.end(),
                         [](const Touch& touch) { return touch.table.empty(); }) ||
             std::any_of(migration->operations.begin(), migration->operations.end(),
                         [](const Operation& operation) {
                           return std::holds_alternative<SqlOperation>(operation.body) ||
                                  std::holds_alternative<SqlBackfill>(operation.body);
                         });
  auto schema = inspect();
  dialect().read_details(session.connection(), schema);
  if (all) {
    read.facts = facts_of(schema);
    return read;
  }
  std::set<std::string> tables;
  for (auto& touch : touches) tables.insert(touch.table);
  add_related(schema, tables);
  for (auto& name : tables)
    if (auto* table = schema.table(name)) {
      auto facts = facts_of(*table);
      read.facts.insert(read.facts.end(), facts.begin(), facts.end());
    }
  read.tables = std::move(tables);
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
           "`migrate drift --accept`, or any phase of a migration, records it");
  refuse_unfinished(store);
  auto schema = impl_->inspect();
  impl_->dialect().read_details(impl_->session.connection(), schema);
  return differences(recorded, facts_of(schema));
}

std::vector<SchemaDifference> Engine::accept_drift() {
  std::vector<SchemaDifference> accepted;
  impl_->leased([&](StepRunner& runner) {
    refuse_unfinished(impl_->store());
    const auto recorded = impl_->store().recorded_schema();
    const auto schema = impl_->read_schema(nullptr, {});
    if (!recorded.empty()) accepted = differences(recorded, schema.facts);
    runner.fenced([&](Store& s) {
      Impl::remember(s, schema);
      s.event("", "drift accepted", std::to_string(accepted.size()) + " differences");
    });
  });
  return accepted;
}

}  // namespace migrate
