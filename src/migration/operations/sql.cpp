#include <fmt/format.h>

#include "migration/inline_sql.hpp"
#include "migration/operations/parse.hpp"
#include "migration/sql_split.hpp"
#include "util/error.hpp"

namespace migrate {

void check_splits(const Source& source, const SqlText& sql, int line, bool exact) {
  // A text for every engine may use one engine's lexical rules: it is wrong only where no engine
  // can split it.
  std::optional<SplitProblem> problem;
  for (const EngineKind engine : all_engines) {
    const RawSql* text = sql.for_engine(engine);
    if (text == nullptr) continue;
    const std::optional<SplitProblem> found = find_split_problem(text->value, engine);
    if (!found && sql.any) return;
    if (found && !problem) problem = found;
  }
  if (!problem) return;
  const Location at{source.path, exact ? line + problem->line : line};
  refuse(
      "MIG-SQL-SPLIT",
      exact ? problem->what : fmt::format("{} (line {} of the SQL)", problem->what, problem->line),
      "correct the file, then run: migrate validate", at.text());
}

namespace {

[[noreturn]] void hides(const Fields& fields, std::string_view key, const std::string& what) {
  fields.bad_value(key,
                   "stands in the middle of a line of SQL, and would hide or cut off what "
                   "follows it there: it holds " +
                       what);
}

}  // namespace

void check_inline(const Fields& fields, std::string_view key, const SqlText& sql) {
  std::optional<std::string> problem;
  for (const EngineKind engine : all_engines) {
    const RawSql* text = sql.for_engine(engine);
    if (text == nullptr) continue;
    const auto found = inline_problem(text->value, engine);
    // As in check_splits; the planner looks again by its own engine's rules.
    if (!found && sql.any) return;
    if (found && !problem) problem = found;
  }
  if (problem) hides(fields, key, *problem);
}

void check_inline(const Fields& fields, std::string_view key, const std::string& text) {
  if (const auto problem = inline_problem(text, EngineKind::postgres)) hides(fields, key, *problem);
}

OperationBody parse_sql(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "sql", {"up", "down", "onComplete"}, line);
  SqlOperation result;
  result.up = fields.sql("up");
  result.down = fields.optional_sql("down");
  result.on_complete = fields.flag("onComplete");
  if (fields.find("down") != nullptr && fields.find("onComplete") != nullptr)
    fields.bad_value("onComplete", "and sql.down exclude one another: contract is not undone");
  check_splits(source, result.up, fields.line_of("up"));
  check_splits(source, result.down, fields.line_of("down"));
  return result;
}

}  // namespace migrate
