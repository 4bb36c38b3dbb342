#include <fmt/format.h>

#include "migration/batch_statement.hpp"
#include "migration/operations/parse.hpp"
#include "migration/sql_split.hpp"

namespace migrate {

void check_batch_statement(const Source& source, const SqlBackfill& backfill, int line) {
  const SqlText& sql = backfill.sql;
  std::optional<BatchProblem> problem;
  for (const EngineKind engine : all_engines) {
    const RawSql* text = sql.for_engine(engine);
    if (text == nullptr || find_split_problem(text->value, engine)) continue;
    const auto found = batch_problem(text->value, engine, backfill.table.value);
    // A text for every engine may use one engine's lexical rules (check_splits).
    if (!found && sql.any) return;
    if (found && !problem) problem = found;
  }
  if (problem) source_error(source, "VALUE", problem->what, line, {"write: " + problem->instead});
}

namespace {

std::vector<SqlBackfill::Assignment> read_assignments(const Fields& fields) {
  const Node& node = fields.require("set");
  if (node.kind != Node::Kind::map || node.entries.empty())
    fields.bad_value("set", "must be a map of column names to expressions");
  std::vector<SqlBackfill::Assignment> all;
  for (const Entry& entry : node.entries) {
    const SqlText value = fields.sql_of("set", entry.value);
    if (entry.key.empty() || !value.given())
      fields.bad_value("set", "must be a map of column names to expressions");
    all.push_back({Identifier(entry.key), value});
  }
  return all;
}

}  // namespace

OperationBody parse_backfill(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "backfill", {"table", "key", "set", "where", "sql", "down"},
                      line);
  SqlBackfill result;
  result.table = fields.identifier("table");
  if (const Node* key = fields.find("key")) {
    if (key->kind == Node::Kind::scalar)
      result.key = {fields.identifier("key")};
    else
      result.key = fields.identifiers("key");
    if (result.key.empty()) fields.bad_value("key", "must name at least one column");
  }
  const bool set = fields.find("set") != nullptr;
  const bool sql = fields.find("sql") != nullptr;
  if (set == sql)
    source_error(source, set ? "VALUE" : "MISSING",
                 set ? "backfill.set and backfill.sql exclude one another"
                     : "backfill needs `set` or `sql`: what a batch does",
                 set ? fields.line_of("sql") : line,
                 {"example: set: {total: \"qty * price\"}, where: total IS NULL",
                  "example: sql: UPDATE orders SET total = 0 WHERE {{batch}}"});
  if (set) {
    result.set = read_assignments(fields);
    result.where = fields.optional_sql("where");
  } else {
    if (fields.find("where") != nullptr)
      fields.bad_value("where", "goes with `set`; in `sql` it is a part of the statement");
    result.sql = fields.sql("sql");
    check_splits(source, result.sql, fields.line_of("sql"));
    check_batch_statement(source, result, fields.line_of("sql"));
  }
  result.down = fields.optional_sql("down");
  check_splits(source, result.down, fields.line_of("down"));
  return result;
}

}  // namespace migrate
