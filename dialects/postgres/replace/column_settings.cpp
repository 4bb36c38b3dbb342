#include "dialects/postgres/replace/column_settings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

std::string fact(const Column& column, const char* name) {
  auto found = column.extra.find(name);
  return found == column.extra.end() ? "" : found->second;
}

bool has_storage(const std::string& type) {
  static const std::vector<std::string> known = {
      "text", "character varying", "character", "numeric", "bytea", "json", "jsonb",
      "bit",  "bit varying",       "xml",       "tsvector"};
  return type.ends_with("[]") ||
         std::find(known.begin(), known.end(), base_type(type)) != known.end();
}

std::string behind_expression(const std::string& definition) {
  auto end = definition.rfind(')');
  return end == std::string::npos ? "" : definition.substr(end + 1);
}

}  // namespace

std::vector<std::string> grants_of(const Column& column) {
  auto all = fact(column, "acl");
  return all.empty() ? std::vector<std::string>() : split(all, '\n');
}

std::vector<std::string> column_grants(const std::vector<std::string>& grants,
                                       const std::string& table_sql, const std::string& column) {
  std::vector<std::string> sql;
  for (auto& grant : grants) {
    auto space = grant.find(' ');
    sql.push_back(fmt::format("GRANT {} ({}) ON {}{}", grant.substr(0, space), quote_name(column),
                              table_sql, grant.substr(space)));
  }
  return sql;
}

std::vector<std::string> storage_of(const Column& first, const std::string& table_sql,
                                    const std::string& column, const std::string& type) {
  std::vector<std::string> sql;
  if (!has_storage(type) && base_type(type) != base_type(first.type)) return sql;
  for (auto [name, what] : {std::pair{"storage", "STORAGE"}, {"compression", "COMPRESSION"}})
    if (auto value = fact(first, name); !value.empty())
      sql.push_back(fmt::format("ALTER TABLE {} ALTER COLUMN {} SET {} {}", table_sql,
                                quote_name(column), what, value));
  return sql;
}

std::vector<std::string> settings_of(const Column& first, const std::string& table_sql,
                                     const std::string& column, const std::string& type,
                                     const std::optional<std::string>& said) {
  auto sql = column_grants(grants_of(first), table_sql, column);
  auto alter = [&](const std::string& what) {
    sql.push_back(
        fmt::format("ALTER TABLE {} ALTER COLUMN {} SET {}", table_sql, quote_name(column), what));
  };
  if (auto target = fact(first, "statistics_target"); !target.empty())
    alter("STATISTICS " + target);
  if (auto options = fact(first, "options"); !options.empty()) alter("(" + options + ")");
  for (auto& one : storage_of(first, table_sql, column, type)) sql.push_back(one);
  auto& comment = said ? *said : first.comment;
  if (!comment.empty())
    sql.push_back(fmt::format("COMMENT ON COLUMN {}.{} IS {}", table_sql, quote_name(column),
                              quote_literal(comment)));
  return sql;
}

namespace {

struct Described {
  std::string name;  // of the constraint or index
  std::vector<std::string> statements;
};

std::vector<Described> described_over(const Table& table, const std::string& column) {
  std::vector<Described> all;
  auto found = table.extra.find("described:" + column);
  if (found == table.extra.end()) return all;
  for (auto& one : split(found->second, '\x1e')) {
    auto end = one.find('\x1d');
    if (end != std::string::npos) all.push_back({one.substr(0, end), {}});
    all.back().statements.push_back(end == std::string::npos ? one : one.substr(end + 1));
  }
  return all;
}

}  // namespace

std::vector<std::string> descriptions(const Table& table, const std::string& column) {
  std::vector<std::string> sql;
  for (auto& one : described_over(table, column))
    sql.insert(sql.end(), one.statements.begin(), one.statements.end());
  return sql;
}

std::vector<std::string> described(const Table& table, const std::string& constraint) {
  std::vector<std::string> sql;
  for (auto& column : table.columns)
    for (auto& one : described_over(table, column.name))
      for (auto& statement : one.statements)
        if (one.name == constraint && std::find(sql.begin(), sql.end(), statement) == sql.end())
          sql.push_back(statement);
  return sql;
}

std::string inheritance_of(const Check& check) {
  auto end = behind_expression(check.definition);
  return end.find(" NO INHERIT") == std::string::npos ? "" : " NO INHERIT";
}

void require_enforced(const Planning& p, const Table& table, const Column& column) {
  auto require = [&](const std::string& name, const std::string& definition) {
    if (behind_expression(definition).find(" NOT ENFORCED") == std::string::npos) return;
    unsupported(p.at(),
                fmt::format("constraint {} over \"{}\".\"{}\" is NOT ENFORCED", name, table.name,
                            column.name),
                "drop it before, and add it again after contract");
  };
  auto among = [&](const std::vector<std::string>& columns) {
    return std::find(columns.begin(), columns.end(), column.name) != columns.end();
  };
  for (auto& check : table.checks)
    if (reads(check, column.name)) require(check.name, check.definition);
  for (auto& key : table.foreign_keys)
    if (among(key.columns)) require(key.name, key.definition);
  for (auto& key : table.referenced_by)
    if (among(key.ref_columns)) require(key.name, key.definition);
}

}  // namespace migrate::postgres
