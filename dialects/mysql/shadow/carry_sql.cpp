#include "dialects/mysql/shadow/carry_sql.hpp"

#include <fmt/format.h>

#include "dialects/mysql/batch_sql.hpp"
#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/quote.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

std::string as(const Column& to, const Column& from, const std::string& value) {
  if (!is_text(to) || (from.charset == to.charset && from.collation == to.collation)) return value;
  if (to.charset.empty()) return value;
  return fmt::format("CONVERT({} USING {}) COLLATE {}", value, to.charset, to.collation);
}

bool by_bytes(const Column& from, const Column& to) {
  return is_text(from) && is_text(to) && from.collation != to.collation;
}

std::string same_bytes(const Column& column, const std::string& name, const std::string& value) {
  return fmt::format("CAST({} AS BINARY) = CAST(CONVERT({} USING {}) AS BINARY)", name, value,
                     column.charset.empty() ? "utf8mb4" : column.charset);
}

std::string to_key(const Carry& c, const std::string& alias, const std::string& value_format) {
  std::vector<std::string> equal;
  for (std::size_t i = 0; i < c.key.size(); ++i) {
    auto& [from, to] = c.key[i];
    auto value = replace_all(replace_all(value_format, "%name", quote(from.name)), "%i",
                             std::to_string(i + 1));
    equal.push_back(fmt::format("{}{} = {}", alias, quote(to.name), as(to, from, value)));
    if (by_bytes(from, to)) equal.push_back(same_bytes(to, alias + quote(to.name), value));
  }
  return join(equal, " AND ");
}

std::string from_key(const Carry& c, const std::string& alias, const KeyValue& value) {
  std::vector<std::string> equal;
  for (std::size_t i = 0; i < c.key.size(); ++i) {
    auto& [from, to] = c.key[i];
    auto name = alias + quote(from.name);
    equal.push_back(name + " = " + value(from, i));
    if (by_bytes(from, to)) equal.push_back(same_bytes(from, name, value(from, i)));
  }
  return join(equal, " AND ");
}

std::string key_names(const Carry& c, const std::string& prefix) {
  std::vector<std::string> names;
  for (auto& [from, to] : c.key) names.push_back(prefix + quote(from.name));
  return join(names, ", ");
}

std::string read_value(const Carry& c, const CarriedColumn& column) {
  return column.value.empty() ? quote(c.from.name) + "." + quote(column.from.name)
                              : "(" + column.value + ")";
}

std::string insert_from(const Carry& c, const std::string& from) {
  return unchecked(c, "INSERT",
                   fmt::format("INTO {} ({}) SELECT {} FROM {}", quote(c.to.name),
                               target_columns(c), read_values(c), from));
}

std::string same_after(const Flavour& flavour, const CarriedColumn& column, const std::string& a,
                       const std::string& b) {
  bool as_it_is = column.value.empty() && column.from.type == column.to.type &&
                  column.from.charset == column.to.charset;
  // MariaDB 10.11.19: y = 1999 AND NOT (y <=> z) holds where both are 1999 and a YEAR.
  if (as_it_is && data_type(column.to) == "year") return fmt::format("({} + 0) <=> ({} + 0)", a, b);
  if (as_it_is) return same(column.to, a, b);
  if (data_type(column.to) == "json" && !flavour.json_is_text)
    return fmt::format("CAST({} AS JSON) <=> {}", a, b);
  if (!is_text(column.to)) return fmt::format("{} <=> {}", a, b);
  auto charset = column.to.charset.empty() ? "utf8mb4" : column.to.charset;
  return fmt::format("CAST(CONVERT({} USING {}) AS BINARY) <=> CAST({} AS BINARY)", a, charset, b);
}

namespace {

bool by_hash(const Carry& c) {
  if (!c.flavour.hash_joins || c.key.size() != 1) return false;
  auto is_integer = [](const Column& column) {
    return data_type(column).find("int") != std::string::npos;
  };
  auto& [from, to] = c.key[0];
  auto* key = c.to.walking_key();
  return is_integer(from) && is_integer(to) && key && key->columns() == std::vector{to.name};
}

// `of_now`: of the rows of `to`, and how the two are joined.
std::string beside(const Carry& c, const std::string& where, const std::string& hint,
                   const std::string& of_now) {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < c.key.size(); ++i)
    values.push_back(fmt::format("{} AS migrate_key_{}", quote(c.key[i].first.name), i + 1));
  for (std::size_t i = 0; i < c.columns.size(); ++i)
    values.push_back(fmt::format("{} AS migrate_value_{}", read_value(c, c.columns[i]), i + 1));
  std::vector<std::string> equal;
  for (std::size_t i = 0; i < c.columns.size(); ++i)
    equal.push_back(same_after(c.flavour, c.columns[i],
                               fmt::format("migrate_was.migrate_value_{}", i + 1),
                               "migrate_now." + quote(c.columns[i].to.name)));
  return fmt::format(
      "(SELECT {} FROM {}{} WHERE {}) AS migrate_was LEFT JOIN {} AS migrate_now{} WHERE "
      "{} OR NOT ({})",
      join(values, ", "), quote(c.from.name), hint, where, quote(c.to.name), of_now,
      is_missing(c.key[0].second, "migrate_now."), join(equal, " AND "));
}

}  // namespace

std::string is_missing(const Column& key, const std::string& alias) {
  auto type = data_type(key);
  bool quirk = type == "date" || type == "datetime";
  return alias + quote(key.name) + (quirk ? " <=> NULL" : " IS NULL");
}

std::string beside(const Carry& c, const std::string& where, const std::string& hint) {
  return beside(c, where, hint, " ON " + to_key(c, "migrate_now.", "migrate_was.migrate_key_%i"));
}

// "+ 0": no index is over that, so that the server does not look each row up.
std::string beside_in_range(const Carry& c, std::vector<BatchParam>& params) {
  auto range = in_range(c.from, params);
  if (!by_hash(c)) return beside(c, range, walk_hint(c.from));
  auto on = fmt::format("{} ON migrate_now.{} + 0 = migrate_was.migrate_key_1 AND ",
                        walk_hint(c.to), quote(c.key[0].second.name));
  return beside(c, range, walk_hint(c.from), on + in_range(c.to, params, "migrate_now."));
}

std::string range_hint(const Carry& c) {
  return by_hash(c) ? " /*+ SET_VAR(join_buffer_size = 16777216) */" : "";
}

std::string was_keys(const Carry& c) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < c.key.size(); ++i)
    keys.push_back(fmt::format("migrate_was.migrate_key_{}", i + 1));
  return join(keys, ", ");
}

std::string target_columns(const Carry& c) {
  std::vector<std::string> names;
  for (auto& column : c.columns) names.push_back(quote(column.to.name));
  return join(names, ", ");
}

std::string read_values(const Carry& c) {
  std::vector<std::string> values;
  for (auto& column : c.columns) values.push_back(read_value(c, column));
  return join(values, ", ");
}

std::string unchecked(const Carry& c, const std::string& verb, const std::string& rest) {
  if (c.to.foreign_keys.empty() && !c.referenced && c.kin.empty()) return verb + " " + rest;
  if (c.flavour.statement_settings)
    return fmt::format("SET STATEMENT foreign_key_checks = 0 FOR {} {}", verb, rest);
  return fmt::format("{} /*+ SET_VAR(foreign_key_checks = OFF) */ {}", verb, rest);
}

}  // namespace migrate::mysql
