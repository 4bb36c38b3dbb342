#include "dialects/mysql/batch_sql.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

using Source = BatchParam::Source;

// Below, the search costs nothing worth saving.
constexpr std::uint64_t large_table = 100000;
// Beyond, batches would become too many, each of too few rows. Estimates may be a quarter off.
constexpr double numbers_per_row = 2;

const Index& key_of(const Table& table) {
  return *table.walking_key();
}

std::vector<std::string> key_columns(const Table& table) {
  return key_of(table).columns();
}

// The rows at or behind (or before) a bound, as the server ranges over an index: the first column
// alone for the range, then an OR chain. MySQL does not range over row comparisons.
std::string bound(const Table& table, Source source, bool lower, std::vector<BatchParam>& params,
                  const std::string& prefix = "") {
  auto names = key_columns(table);
  int last = static_cast<int>(names.size()) - 1;
  auto value = [&](int i) {
    params.push_back({source, i});
    return key_placeholder(*table.column(names[static_cast<std::size_t>(i)]));
  };
  auto name = [&](int i) { return prefix + quote(names[static_cast<std::size_t>(i)]); };
  const char* strict = lower ? ">" : "<";
  const char* loose = lower ? ">=" : "<=";
  std::string sql = fmt::format("{} {} {}", name(0), loose, value(0));
  if (last == 0) return sql;
  sql += " AND (";
  std::string close = ")";
  for (int i = 0; i < last; ++i) {
    sql += fmt::format("{} {} {}", name(i), strict, value(i));
    sql += fmt::format(" OR ({} = {} AND (", name(i), value(i));
    close += "))";
  }
  sql += fmt::format("{} {} {}", name(last), loose, value(last));
  return sql + close;
}

std::string select_key(const Table& table) {
  std::vector<std::string> values;
  for (auto& name : key_columns(table))
    values.push_back(key_value(*table.column(name), quote(name)));
  return join(values, ", ");
}

}  // namespace

std::string walk_hint(const Table& table) {
  auto& key = key_of(table);
  std::string_view end = key.definition;
  bool hidden = end.ends_with("INVISIBLE") || end.ends_with("IGNORED");
  return hidden ? "" : " FORCE INDEX (" + quote(key.name) + ")";
}

Batch walk(const Table& table, const Location& at, bool by_numbers) {
  auto* key = table.walking_key();
  if (!key)
    unsupported(
        at,
        fmt::format("table \"{}\" has neither a primary key nor a unique index over NOT NULL "
                    "columns: there is nothing to walk it by in batches",
                    table.name),
        "add a primary key first");
  for (auto& part : key->parts)
    if (auto problem = key_problem(*table.column(part.column)); !problem.empty())
      unsupported(at, fmt::format("table \"{}\" can be walked by its key \"{}\" only, whose column "
                                  "\"{}\" {}",
                                  table.name, key->name, part.column, problem));
  Batch batch;
  batch.table = table.name;
  batch.key = key_columns(table);
  batch.estimated_rows = table.estimated_rows;
  auto from = quote(table.name) + walk_hint(table);
  std::vector<std::string> forward, backward;
  for (auto& name : batch.key) {
    forward.push_back(quote(name));
    backward.push_back(quote(name) + " DESC");
  }
  batch.start.sql = fmt::format("SELECT {} FROM {} ORDER BY {} LIMIT 1", select_key(table), from,
                                join(forward, ", "));
  batch.end.sql = fmt::format("SELECT {} FROM {} ORDER BY {} LIMIT 1", select_key(table), from,
                              join(backward, ", "));
  if (by_numbers) {
    batch.by_numbers = true;
    auto name = quote(batch.key.at(0));
    bool is_unsigned = table.column(batch.key[0])->type.find("unsigned") != std::string::npos;
    // No further than the end: the sum cannot exceed its type. Left to itself, MySQL may take
    // parameters that only meet each other for doubles.
    batch.bounds = {fmt::format("SELECT {0} FROM {1} WHERE {0} >= CAST(? AS {2}) + LEAST(CAST(? AS "
                                "{2}), CAST(? AS {2}) - CAST(? AS {2})) AND {0} <= ? ORDER BY {0} "
                                "LIMIT 2",
                                name, from, is_unsigned ? "UNSIGNED" : "SIGNED"),
                    {{Source::from, 0},
                     {Source::offset, 0},
                     {Source::end, 0},
                     {Source::from, 0},
                     {Source::end, 0}}};
    return batch;
  }
  auto low = bound(table, Source::from, true, batch.bounds.params);
  auto high = bound(table, Source::end, false, batch.bounds.params);
  batch.bounds.params.push_back({Source::offset, 0});
  batch.bounds.sql = fmt::format("SELECT {} FROM {} WHERE {} AND {} ORDER BY {} LIMIT 2 OFFSET ?",
                                 select_key(table), from, low, high, join(forward, ", "));
  return batch;
}

bool suits_numbers(db::Connection& connection, const Table& table) {
  auto* key = table.walking_key();
  if (!key || key->parts.size() != 1 || table.estimated_rows < large_table) return false;
  auto& column = *table.column(key->parts[0].column);
  if (data_type(column).find("int") == std::string::npos) return false;
  auto name = quote(column.name);
  auto limits = connection
                    .query(fmt::format("SELECT MIN({0}), MAX({0}) FROM {1}{2}", name,
                                       quote(table.name), walk_hint(table)))
                    .rows.at(0);
  if (limits.at(0).is_null()) return false;
  // The first and the last of all that the type has are further apart than an integer can say.
  auto width = std::stod(limits[1].text) - std::stod(limits[0].text);
  return width <= numbers_per_row * static_cast<double>(table.estimated_rows);
}

std::string in_range(const Table& table, std::vector<BatchParam>& params,
                     const std::string& prefix) {
  auto low = bound(table, Source::from, true, params, prefix);
  return low + " AND " + bound(table, Source::to, false, params, prefix);
}

// The server sets them behind the last assignment: what an expression reads is the row's own value.
std::string keep_the_rest(const Table& table, const std::vector<std::string>& assigned) {
  std::string kept;
  for (auto& column : table.columns) {
    bool given = std::any_of(assigned.begin(), assigned.end(),
                             [&](auto& name) { return lower(name) == lower(column.name); });
    if (column.extra.count("on_update") && !given)
      kept += fmt::format(", {0} = {0}", quote(column.name));
  }
  return kept;
}

Batch fill_batch(const Table& table, const std::vector<std::string>& assigned,
                 const std::string& assignments, const std::string& condition, const Location& at) {
  auto batch = walk(table, at);
  auto range = in_range(table, batch.work.params);
  batch.work.sql =
      fmt::format("UPDATE {}{} SET {}{} WHERE {} AND ({})", quote(table.name), walk_hint(table),
                  assignments, keep_the_rest(table, assigned), range, condition);
  return batch;
}

Batch verify_batch(const Table& table, const std::string& condition, const Location& at) {
  auto batch = walk(table, at);
  auto range = in_range(table, batch.work.params);
  batch.work.sql = fmt::format("SELECT {} FROM {}{} WHERE {} AND ({}) LIMIT 5", select_key(table),
                               quote(table.name), walk_hint(table), range, condition);
  return batch;
}

}  // namespace migrate::mysql
