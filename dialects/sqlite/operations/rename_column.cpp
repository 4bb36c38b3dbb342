#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/batches.hpp"
#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/operations/left_out.hpp"
#include "dialects/sqlite/operations/planning.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/state.hpp"
#include "dialects/sqlite/sync.hpp"
#include "dialects/sqlite/triggers/user_triggers.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "plan/quarantine.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

// ADD COLUMN takes literals only; CURRENT_TIMESTAMP and expressions are not copied.
std::optional<std::string> constant_default(const Column& column) {
  if (!column.default_sql || !column.default_constant) return std::nullopt;
  if (is_current_time(*column.default_sql)) return std::nullopt;
  if (same_name(*column.default_sql, "NULL")) return std::nullopt;
  return column.default_sql;
}

bool on_column(const Index& index, const std::string& column) {
  return std::any_of(index.parts.begin(), index.parts.end(),
                     [&](const IndexPart& part) { return part.column == column; });
}

bool is_plain(const Index& index) {
  return index.predicate.empty() && std::none_of(index.parts.begin(), index.parts.end(),
                                                 [](auto& part) { return part.column.empty(); });
}

std::string copy_of_index(const Table& table, const Index& index, const std::string& name,
                          const RenameColumn& operation) {
  std::vector<std::string> parts;
  for (auto& part : index.parts) {
    auto text = quote(part.column == operation.from.value ? operation.to.value : part.column);
    if (!part.options.empty()) text += " " + part.options;
    if (part.descending) text += " DESC";
    parts.push_back(text);
  }
  return fmt::format("CREATE {}INDEX {} ON {} ({})", index.unique ? "UNIQUE " : "", quote(name),
                     quote(table.name), join(parts, ", "));
}

void require_renamable(const Planning& planning, const Table& table, const Column& from,
                       const RenameColumn& operation) {
  if (same_name(operation.from.value, operation.to.value))
    unsupported(planning.at, "SQLite's names ignore case: the two names are the same column",
                "rename it directly with `sql: ALTER TABLE … RENAME COLUMN …`");
  for (auto& column : table.columns)
    if (same_name(column.name, operation.to.value))
      require_no_column(table, Identifier(column.name), planning.at);
  if (from.generated)
    unsupported(planning.at,
                fmt::format("{}.{} is a generated column: nothing can be written to it, "
                            "so that a second name cannot be kept in step",
                            table.name, from.name));
  if (table.extra.contains("without_rowid") && from.extra.contains("pk"))
    unsupported(planning.at,
                fmt::format("{}.{} is part of the primary key of a WITHOUT ROWID table: new code "
                            "could not insert a row without it",
                            table.name, from.name));
  // The second column is as the first one: so it has the same default and indexes.
  require_no_unique(planning, table, from, "a trigger fills it");
  require_rules_pass(planning, table, from);
  look_at_readers(planning, table, from.name, operation.to.value);
}

}  // namespace

void plan_rename_column(const Planning& planning, const RenameColumn& operation) {
  auto& table = planning.table(operation.table);
  auto& from = require_column(table, operation.from, planning.at);
  planning.require_new_name(operation.to);
  require_renamable(planning, table, from, operation);
  planning.rewrites(table, from.name);

  const auto t = quote(table.name), a = quote(from.name), b = quote(operation.to);
  const auto apart = differs(from, a, b);
  const auto default_sql = constant_default(from);
  // A trigger fills the old column only after the row was checked: a NOT NULL without a value of
  // its own would refuse new code's INSERT before.
  const bool relaxed = !from.nullable && !from.identity &&
                       (!from.default_sql || same_name(*from.default_sql, "NULL"));
  NotNullEdit edit;
  if (relaxed) edit = not_null_edit(table, from.name, planning.at);
  const auto sync =
      same_value_triggers(table, from, operation.to.value, default_sql, relaxed, planning.at);

  auto add = fmt::format("ALTER TABLE {} ADD COLUMN {}", t, b);
  if (!from.type.empty()) add += " " + from.type;
  if (!from.collation.empty()) add += " COLLATE " + quote(from.collation);
  if (default_sql) add += " DEFAULT " + *default_sql;

  std::vector<std::string> sql = edit.relax;
  sql.push_back(add);
  sql.insert(sql.end(), sync.create.begin(), sync.create.end());
  auto& expand = planning.ddl(Phase::expand,
                              fmt::format("add {0}.{2} beside {0}.{1}, kept in step by triggers",
                                          table.name, from.name, operation.to.value),
                              table, sql);
  expand.strategy = Strategy::in_place;
  expand.why = relaxed
                   ? "a second column; the NOT NULL of the first one is enforced by the triggers "
                     "until contract, because new code leaves it out"
                   : "a second column that both versions may write";
  expand.undo = edit.restore;
  expand.undo.insert(expand.undo.end(), sync.drop.begin(), sync.drop.end());
  expand.undo.push_back(fmt::format("ALTER TABLE {} DROP COLUMN {}", t, b));
  expand.undo_lock = rewriting_lock();

  planning.fill(fmt::format("fill {}.{} from {}", table.name, operation.to.value, from.name), table,
                fmt::format("{} = {}", b, a), apart);

  std::vector<std::string> drop_copies;
  for (auto& index : table.indexes) {
    if (!on_column(index, from.name)) continue;
    if (!is_plain(index)) {
      planning.note(
          fmt::format("index {} (partial or on an expression) serves {} only after contract",
                      index.name, operation.to.value));
      continue;
    }
    auto name = object_name(
        {"copy", table.name, index.name.empty() ? "key" : index.name, operation.to.value}, 120);
    auto& build = planning.ddl(Phase::backfill,
                               fmt::format("index {}.{} as {} is", table.name, operation.to.value,
                                           index.primary ? "the primary key" : index.name),
                               table, {copy_of_index(table, index, name, operation)});
    build.strategy = Strategy::in_place;
    build.why = "new code reads by the new name before contract";
    build.lock = building_lock();
    build.undo = {"DROP INDEX IF EXISTS " + quote(name)};
    drop_copies.push_back(build.undo[0]);
  }

  auto compared =
      fmt::format("compare {0}.{1} with {0}.{2}", table.name, operation.to.value, from.name);
  planning.verify(Phase::backfill, compared, table, apart);
  if (planning.hides_first) {
    const auto known = contract_steps(planning.plan);
    planning.verify(Phase::contract, compared + " before it is hidden", table, apart);
    hides_from(planning.plan, known);
  }
  const auto called = hide_columns(planning, table, {from.name}).front();
  const auto first = quote(called), still_apart = differs(from, first, b);
  if (relaxed) edit = not_null_edit(table, from.name, planning.at, called);
  planning.verify(Phase::contract, compared + " again",
                  with_column_called(table, from.name, called), still_apart);

  std::vector<std::string> finish = {
      expect_statement(fmt::format("{0}.{1} and {0}.{2} hold the same in every row", table.name,
                                   from.name, operation.to.value),
                       fmt::format("NOT EXISTS (SELECT 1 FROM {} WHERE {})", t, still_apart))};
  finish.insert(finish.end(), edit.restore.begin(), edit.restore.end());
  finish.insert(finish.end(), sync.drop.begin(), sync.drop.end());
  finish.insert(finish.end(), drop_copies.begin(), drop_copies.end());
  finish.push_back(fmt::format("ALTER TABLE {} DROP COLUMN {}", t, b));
  finish.push_back(fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", t, first, b));
  auto& contract = planning.ddl(Phase::contract,
                                fmt::format("drop the second column, rename {}.{} to {}",
                                            table.name, from.name, operation.to.value),
                                table, finish);
  contract.strategy = Strategy::in_place;
  contract.why =
      "the first column keeps its indexes, constraints and foreign keys; all in one transaction, "
      "so "
      "that no write falls between the triggers' end and the new name";
  contract.destructive = true;
  contract.lock = rewriting_lock();

  require_writable(planning, table, {from.name, operation.to.value});
  planning.note(
      fmt::format("until contract {} has one more column: INSERT INTO {} VALUES (…) without "
                  "a column list fails",
                  table.name, table.name));
  note_unique_in_between(planning, table, from);
  if (from.identity)
    planning.note(
        fmt::format("{} is the rowid: after an INSERT that gives {} alone, "
                    "last_insert_rowid() tells the number SQLite chose first",
                    from.name, operation.to.value));
}

}  // namespace migrate::sqlite
