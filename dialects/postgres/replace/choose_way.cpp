#include "dialects/postgres/replace/choose_way.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/replace/replacement.hpp"
#include "dialects/postgres/shadow/plan.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/units.hpp"

namespace migrate::postgres {

namespace {

// Smaller ones are through in a minute either way.
constexpr std::uint64_t worth_a_choice = 1'000'000;
// How many times as long in place has to take: each write after the exchange of a shadow goes to a
// log until contract. Disk is no difference between the two, but for how long.
constexpr double clearly = 3;

std::string in_words(const WayEstimate& way) {
  return (way.seconds < 100 ? fmt::format("about {:.0f} s", way.seconds)
                            : fmt::format("about {:.0f} min", way.seconds / 60)) +
         fmt::format(", {} of WAL", format_size(static_cast<std::uint64_t>(way.wal)));
}

// Seconds for each byte outside of the rows, which a shadow writes and both sides of its comparison
// read. Assumed, not measured.
constexpr double toast_seconds = 1e-8;

std::uint64_t heap_of(const Table& table, std::uint64_t toast) {
  return table.bytes - std::min(table.bytes, table.index_bytes + toast);
}

// None of a table that is not there yet.
std::uint64_t toast_of(const Planning& p, const Table& table) {
  if (!p.live) return 0;
  auto rows = p.live
                  ->query(
                      "SELECT pg_total_relation_size(reltoastrelid) FROM pg_class WHERE oid = "
                      "to_regclass($1::text) AND reltoastrelid <> 0",
                      {db::Value::of(p.q(table.name))})
                  .rows;
  return rows.empty() ? 0 : static_cast<std::uint64_t>(rows[0][0].as_int());
}

// Whether values of the column may lie outside of their rows: a second one then writes its own.
bool has_toast(const Planning& p, const Table& table, const std::string& column) {
  if (!p.live) return true;
  auto rows = p.live
                  ->query(
                      "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass($1::text) AND "
                      "attname = $2::text AND attstorage = 'p'",
                      {db::Value::of(p.q(table.name)), db::Value::of(column)})
                  .rows;
  return rows.empty();
}

// What an exchange would have to carry or lock with the table. All of it can be: who wants that
// says `strategy: shadow`.
std::string ties_of(const Planning& p, const Table& table) {
  for (auto& other : p.migration.operations)
    for (auto& touch : touches(other))
      if (&other != p.operation && touch.table == table.name)
        return "another operation of the migration works on it";
  if (!table.referenced_by.empty()) return "foreign keys of other tables refer to it";
  if (!table.foreign_keys.empty()) return "it has foreign keys";
  if (!table.views.empty()) return "views read it";
  if (!table.triggers.empty()) return "it has triggers";
  if (table.extra.count("publications")) return "it is published";
  return {};
}

}  // namespace

// Microseconds for each row, from runs over 2,000,000 (docs/performance.md): in place each index is
// written once more for every row, in a shadow it is sorted once. Bytes of WAL from runs with one,
// three and five indexes, over narrow rows and wide ones (docs/decisions/0027): in place each page
// is written as it was and each row as it is, and an entry of each index with it; a shadow's pages
// are written once, and an entry of the log of copied rows for each. Values outside of their rows
// stay where they are in place.
WayEstimates estimate_ways(const Table& table, std::uint64_t toast) {
  const auto rows = static_cast<double>(table.estimated_rows);
  const auto indexes = static_cast<double>(table.indexes.size());
  const auto bytes = static_cast<double>(table.bytes);
  const auto heap = static_cast<double>(heap_of(table, toast));
  return {{rows / 1e6 * (3.2 + 3.3 * indexes), 1.9 * heap + rows * (200 + 87 * indexes)},
          {rows / 1e6 * (2.5 + 0.6 * indexes) + static_cast<double>(toast) * toast_seconds,
           bytes + rows * 30}};
}

bool is_mostly_toast(const Table& table, std::uint64_t toast) {
  return toast > heap_of(table, toast);
}

bool plan_by_cheaper_way(Planning& p, const AlterColumn& op) {
  auto& table = p.table(op.table);
  if (op.way != AlterColumn::Way::by_itself || !is_replaced(table, op) ||
      table.estimated_rows < worth_a_choice)
    return false;
  const auto toast = toast_of(p, table);
  const bool own_toast = has_toast(p, table, op.column.value);
  auto ways = estimate_ways(table, toast);
  auto both = fmt::format(
      "{}: a second column takes {} and up to {} of disk, which the table keeps; a shadow table "
      "{} and up to {} until contract ({} rows, {}; estimates of the work alone)",
      table.name, in_words(ways.in_place),
      format_size(own_toast ? table.bytes : table.bytes - std::min(table.bytes, toast)),
      in_words(ways.shadow), format_size(table.bytes), table.estimated_rows,
      table.indexes.size() == 1 ? "1 index" : fmt::format("{} indexes", table.indexes.size()));
  auto in_place = [&](const std::string& because) {
    p.note(fmt::format("{}; in place, because {}", both, because));
    return false;
  };
  if (is_mostly_toast(table, toast))
    return in_place(
        fmt::format("{} of its values lie outside of its rows (TOAST), more than in "
                    "them: {}, and a shadow writes and compares them all",
                    format_size(toast),
                    own_toast ? "but for the column's own they stay there" : "they stay there"));
  if (ways.in_place.seconds < clearly * ways.shadow.seconds)
    return in_place(
        "a shadow is not three times as fast, and logs each write from its exchange until "
        "contract");
  if (auto ties = ties_of(p, table); !ties.empty())
    return in_place(ties + "; `strategy: shadow` carries that along");
  // Much can be refused of a shadow, by files that know nothing of this choice: it is tried on a
  // plan that is thrown away.
  auto schema = p.schema;
  auto plan = p.plan;
  Planning trial{p.migration, schema, plan, p.search_path, p.live, p.operation};
  try {
    plan_rebuild(trial, op.table);
  } catch (const Error& error) {
    return in_place("a shadow is refused: " + error.report().what);
  }
  plan_rebuild(p, op.table);
  p.note(both + "; through a shadow table; `strategy: in_place` does otherwise");
  return true;
}

}  // namespace migrate::postgres
