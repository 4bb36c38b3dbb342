#include "dialects/sqlite/operations/planning.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/batches.hpp"
#include "dialects/sqlite/catalog/create_table_text.hpp"
#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/catalog/places.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/state.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

Table& Planning::table(const Identifier& name) const {
  auto& found = require_table(schema, name, at);
  if (auto kind = found.extra.find("kind"); kind != found.extra.end() && kind->second == "virtual")
    unsupported(
        at, fmt::format("\"{}\" is a virtual table: its module alone can change it", name.value));
  return found;
}

void Planning::require_new_name(const Identifier& name) const {
  require_name(name, name_limit, true, at);
  if (is_own_object(name.value))
    unsupported(at, fmt::format("names that begin with migrate_ are this tool's own: \"{}\"",
                                printable(name.value)));
  if (starts_with_ci(name.value, "sqlite_"))
    unsupported(at, fmt::format("names that begin with sqlite_ are SQLite's own: \"{}\"",
                                printable(name.value)));
}

void Planning::note(std::string text) const {
  if (std::find(plan.notes.begin(), plan.notes.end(), text) == plan.notes.end())
    plan.notes.push_back(std::move(text));
}

void Planning::reads(const std::string& table, const std::string& column) const {
  plan.touches.push_back({table, "*reads " + column});
}

void Planning::reads(const Table& table, const ConstraintText& words) const {
  using Kind = ConstraintText::Kind;
  if (!words.name.empty()) plan.touches.push_back({table.name, "*constraint " + words.name});
  for (auto& column : table.columns) {
    auto is = [&](auto& name) { return same_name(name, column.name); };
    if (std::any_of(words.columns.begin(), words.columns.end(), is) ||
        ((words.kind == Kind::check || words.kind == Kind::generated) &&
         mentions(words.value, column.name)))
      reads(table.name, column.name);
  }
  if (words.kind != Kind::references) return;
  const auto parent = tokenize(words.value).at(0).value;
  for (auto& [name, other] : schema.tables) {
    if (!same_name(name, parent)) continue;
    reads(name, "");  // the table, which may have none of the columns in these words
    for (auto& column : other.columns)
      if (mentions(words.value, column.name)) reads(name, column.name);
  }
}

void Planning::rewrites(const Table& table, const std::string& column) const {
  auto named = [&](const std::string& sql) {
    return mentions(sql, table.name) && (column.empty() || mentions(sql, column));
  };
  for (auto& [name, other] : schema.tables) {
    if (same_name(name, table.name)) continue;
    const bool refers =
        std::any_of(other.foreign_keys.begin(), other.foreign_keys.end(),
                    [&](auto& key) { return same_name(key.ref_table, table.name); });
    if ((refers && named(definition_of(other))) ||
        std::any_of(other.triggers.begin(), other.triggers.end(),
                    [&](auto& trigger) { return named(trigger.definition); }))
      plan.touches.push_back({name, "*rewritten"});
  }
}

TextEdit Planning::edit_column(const Table& table, const std::string& sql, const ColumnText& column,
                               TextRange range, const std::string& to) const {
  const auto text = parse_create_table(sql);
  auto found = column_edit(sql, *text, column, range, to);
  for (auto& other : found.others) reads(table.name, other);
  for (auto& one : column.constraints)
    if (one.range.begin < found.words.end && one.range.end > found.words.begin) reads(table, one);
  return found.edit;
}

Step& Planning::ddl(Phase phase, std::string title, const Table& table,
                    std::vector<std::string> sql) const {
  auto& step = add_step(plan, phase, StepKind::ddl, std::move(title));
  step.table = table.name;
  step.sql = std::move(sql);
  step.transactional = true;
  step.lock = brief_lock();
  return step;
}

Step& Planning::fill(std::string title, const Table& table, const std::string& set,
                     const std::string& condition) const {
  auto& step = add_step(plan, Phase::backfill, StepKind::fill, std::move(title));
  step.table = table.name;
  step.transactional = true;
  step.strategy = Strategy::in_place;
  step.why = "short batches in key order; readers and other writers come between them";
  step.lock = write_lock("one batch", "each batch and its checkpoint commit together");
  auto key = walk_columns(table, at);
  step.batch = make_batch(table, key,
                          fmt::format("UPDATE {} SET {} WHERE {} AND {}", quote(table.name), set,
                                      in_range(key), condition));
  return step;
}

Step& Planning::verify(Phase phase, std::string title, const Table& table,
                       const std::string& condition) const {
  return walk(StepKind::verify, phase, std::move(title), table, condition);
}

void Planning::search(Phase phase, std::string title, const Table& table,
                      const std::string& condition) const {
  walk(StepKind::search, phase, std::move(title), table, condition);
}

Step& Planning::walk(StepKind kind, Phase phase, std::string title, const Table& table,
                     const std::string& condition) const {
  auto& step = add_step(plan, phase, kind, std::move(title));
  step.table = table.name;
  step.why = kind == StepKind::verify ? proven_complete : named_first;
  step.lock = {"none", table.name, "", "reads only; a reader never blocks a writer in WAL mode"};
  auto key = walk_columns(table, at);
  std::vector<std::string> quoted;
  for (auto& column : key) quoted.push_back(quote(column));
  step.batch =
      make_batch(table, key,
                 fmt::format("SELECT {} FROM {} WHERE {} AND {} LIMIT 5", join(quoted, ", "),
                             quote(table.name), in_range(key), condition));
  return step;
}

Step& Planning::check(Phase phase, std::string title, const Table& table, std::string sql) const {
  auto& step = add_step(plan, phase, StepKind::check, std::move(title));
  step.table = table.name;
  step.sql = {std::move(sql)};
  step.lock = {"none", table.name, "", "reads only"};
  return step;
}

LockImpact write_lock(std::string hold, std::string why) {
  return {"write lock", "the database file", std::move(hold), std::move(why)};
}

LockImpact brief_lock() {
  return write_lock("milliseconds: catalog only",
                    "readers go on in WAL mode; other writers wait as for any short write");
}

LockImpact rewriting_lock() {
  return write_lock(
      "in proportion to the table: DROP COLUMN writes every row anew",
      "readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY");
}

LockImpact dropping_lock() {
  return write_lock(
      "in proportion to the table: its pages go to the free list",
      "readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY");
}

LockImpact building_lock() {
  return write_lock(
      "in proportion to the table: the index is built in one go",
      "SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter "
      "gets SQLITE_BUSY");
}

namespace {

// `set`: the new text of the definition, where `condition` is what stands there.
std::vector<std::string> set_definition(const std::string& table, const std::string& set,
                                        const std::string& condition,
                                        const std::string& expectation, const std::string& then) {
  return {
      "PRAGMA writable_schema=ON",
      fmt::format("UPDATE sqlite_schema SET sql = {}\nWHERE type = 'table' AND name = {} AND {}",
                  set, quote_text(table), condition),
      "PRAGMA writable_schema=RESET", expect_statement(expectation, then)};
}

}  // namespace

std::vector<std::string> edit_definition(const std::string& table, const std::string& from,
                                         const std::string& to, const std::string& expectation,
                                         const std::string& condition) {
  const auto was = quote_text(from);
  return set_definition(
      table, fmt::format("replace(sql, {}, {})", was, quote_text(to)),
      fmt::format("length(sql) - length(replace(sql, {0}, '')) = length({0})", was), expectation,
      condition);
}

std::string definition_of(const Table& table) {
  auto sql = table.extra.find("sql");
  return sql == table.extra.end() ? "" : sql->second;
}

std::vector<std::string> change_definition(const std::string& table, const TextEdit& edit,
                                           const std::string& expectation) {
  // Of the UPDATE: what it puts in may stand there already where the part was not found.
  return change_definition(table, edit, expectation, "changes() = 1");
}

std::vector<std::string> change_definition(const std::string& table, const TextEdit& edit,
                                           const std::string& expectation,
                                           const std::string& condition) {
  const auto was = quote_text(edit.from);
  auto sql = edit.at_end
                 ? set_definition(table,
                                  fmt::format("substr(sql, 1, length(sql) - length({})) || {}", was,
                                              quote_text(edit.to)),
                                  fmt::format("substr(sql, -length({0})) = {0}", was), expectation,
                                  condition)
                 : edit_definition(table, edit.from, edit.to, expectation, condition);
  for (auto* statement : {"CREATE VIEW migrate_definition_changed AS SELECT 1",
                          "DROP VIEW migrate_definition_changed"})
    sql.push_back(statement);
  return sql;
}

std::string write_as_read(const Table& table, const std::string& column, const std::string& value) {
  return fmt::format("UPDATE {0} SET {1} = {1} WHERE {1} COLLATE BINARY IS {2}", quote(table.name),
                     quote(column), value);
}

std::string nullable_condition(const std::string& table, const std::string& column, bool nullable) {
  return fmt::format("SELECT \"notnull\" = {} FROM pragma_table_info({}) WHERE name = {}",
                     nullable ? 0 : 1, quote_text(table), quote_text(column));
}

NotNullEdit not_null_edit(const Table& table, const std::string& column, const Location& at,
                          const std::string& restored_as) {
  const auto sql = definition_of(table);
  auto text = parse_create_table(sql);
  auto* found = text ? text->column(column) : nullptr;
  auto* not_null = found ? found->constraint(ConstraintText::Kind::not_null) : nullptr;
  if (!not_null)
    unsupported(at,
                fmt::format("the NOT NULL of {}.{} comes from its table (STRICT or WITHOUT ROWID "
                            "primary key) and cannot be set aside",
                            table.name, column));
  auto marker =
      "/*" +
      object_name({"not_null", replace_all(table.name, "*/", ""), replace_all(column, "*/", "")},
                  120) +
      "*/";
  auto name = table.name + "." + column;
  NotNullEdit edit;
  auto change = text_edit(sql, not_null->range, marker, whole_column(sql, *found));
  edit.relaxed = edited(sql, not_null->range, marker);
  edit.relax = edit_definition(table.name, change.from, change.to,
                               name + " accepts NULL; its triggers refuse it from here on",
                               nullable_condition(table.name, column, true));
  const auto& restored = restored_as.empty() ? column : restored_as;
  edit.restore = {expect_statement("no row of " + table.name + " has a NULL in " + column,
                                   fmt::format("NOT EXISTS (SELECT 1 FROM {} WHERE {} IS NULL)",
                                               quote(table.name), quote(restored)))};
  for (auto& statement : edit_definition(
           table.name, marker,
           sql.substr(not_null->range.begin, not_null->range.end - not_null->range.begin),
           name + " is NOT NULL again", nullable_condition(table.name, restored, false)))
    edit.restore.push_back(statement);
  return edit;
}

}  // namespace migrate::sqlite
