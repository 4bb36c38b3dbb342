#include "plan/preconditions.hpp"

#include <fmt/format.h>

#include "migration/inline_sql.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

const char* const edit = "correct the migration file, then `migrate plan`";

std::string hint(const std::string& word, const std::vector<std::string>& names) {
  auto near = nearest(word, names);
  return near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near);
}

// Characters as the server counts them: code points, not bytes.
std::size_t code_points(const std::string& text) {
  std::size_t n = 0;
  for (unsigned char c : text) n += (c & 0xC0) != 0x80;
  return n;
}

}  // namespace

Table& require_table(Schema& schema, const Identifier& table, const Location& at) {
  if (auto* found = schema.table(table.value)) return *found;
  std::vector<std::string> names;
  for (auto& [name, _] : schema.tables) names.push_back(name);
  refuse("MIG-PLAN-NO-TABLE",
         fmt::format("there is no table \"{}\" in {}{}", table.value, schema.name,
                     hint(table.value, names)),
         edit, at.text());
}

Column& require_column(Table& table, const Identifier& column, const Location& at) {
  if (auto* found = table.column(column.value)) return *found;
  std::vector<std::string> names;
  for (auto& c : table.columns) names.push_back(c.name);
  refuse("MIG-PLAN-NO-COLUMN",
         fmt::format("table \"{}\" has no column \"{}\"{}", table.name, column.value,
                     hint(column.value, names)),
         edit, at.text());
}

void no_constraint(const Table& table, const std::string& name,
                   const std::vector<std::string>& known, const Location& at) {
  refuse(
      "MIG-PLAN-NO-CONSTRAINT",
      fmt::format("table \"{}\" has no constraint \"{}\"{}", table.name, name, hint(name, known)),
      edit, at.text());
}

void require_no_table(const Schema& schema, const Identifier& table, const Location& at) {
  if (schema.table(table.value))
    refuse("MIG-PLAN-EXISTS", fmt::format("table \"{}\" exists already", table.value), edit,
           at.text());
}

void require_no_column(const Table& table, const Identifier& column, const Location& at) {
  if (table.column(column.value))
    refuse("MIG-PLAN-EXISTS",
           fmt::format("table \"{}\" has a column \"{}\" already", table.name, column.value), edit,
           at.text());
}

void require_no_index(const Schema& schema, const Identifier& index, const Location& at) {
  for (auto* table : schema.tables_with_index(index.value))
    refuse(
        "MIG-PLAN-EXISTS",
        fmt::format("there is an index \"{}\" already, on table \"{}\"", index.value, table->name),
        edit, at.text());
}

void require_name(const Identifier& name, std::size_t limit, bool limit_in_bytes,
                  const Location& at) {
  auto bad = [&](std::string why) {
    refuse("MIG-PLAN-NAME",
           fmt::format("the name \"{}\" {}", shorten(printable(name.value), 200), why), edit,
           at.text());
  };
  if (name.empty()) bad("is empty");
  if (name.value.find('\0') != std::string::npos) bad("holds a NUL byte");
  if (!is_utf8(name.value)) bad("is not valid UTF-8");
  auto length = limit_in_bytes ? name.value.size() : code_points(name.value);
  if (length > limit)
    bad(fmt::format("is {} {} long; the server keeps {}", length,
                    limit_in_bytes ? "bytes" : "characters", limit));
}

void unsupported(const Location& at, std::string what, std::string instead) {
  refuse("MIG-PLAN-UNSUPPORTED", std::move(what), std::move(instead), at.text());
}

std::string require_sql(const SqlText& text, EngineKind engine, const std::string& field,
                        const Location& at) {
  if (auto* sql = text.for_engine(engine)) return sql->value;
  refuse("MIG-PLAN-NO-SQL", fmt::format("`{}` says nothing for {}", field, name_of(engine)),
         fmt::format("add a `{}:` entry under `{}`, or leave {} out by `engines:`", name_of(engine),
                     field, name_of(engine)),
         at.text());
}

std::string require_type(const SqlText& text, EngineKind engine, const Location& at) {
  auto type = require_sql(text, engine, "type", at);
  if (auto problem = inline_problem(type, engine))
    refuse("MIG-PLAN-TYPE",
           fmt::format("`type` would hide or cut off what follows it in a statement: it holds {}",
                       *problem),
           "correct the migration file", at.text());
  return type;
}

std::string require_expression(const SqlText& text, EngineKind engine, const std::string& field,
                               const Location& at) {
  return without_line_comments(require_sql(text, engine, field, at), engine);
}

std::string sql_or_empty(const SqlText& text, EngineKind engine) {
  auto* sql = text.for_engine(engine);
  return sql ? sql->value : "";
}

std::string expression_or_empty(const SqlText& text, EngineKind engine) {
  return without_line_comments(sql_or_empty(text, engine), engine);
}

}  // namespace migrate
