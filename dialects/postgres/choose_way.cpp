#include "dialects/postgres/choose_way.hpp"

#include <fmt/format.h>

#include "dialects/postgres/plan_shadow.hpp"
#include "dialects/postgres/replacement.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/units.hpp"

namespace migrate::postgres {

namespace {

// Smaller ones are through in a minute either way.
constexpr std::uint64_t worth_a_choice = 1'000'000;
// How many times as long in place has to take: a shadow needs disk for a second table, and each
// write after its exchange goes to a log until contract.
constexpr double clearly = 3;

std::string in_words(double seconds) {
  return seconds < 100 ? fmt::format("about {:.0f} s", seconds)
                       : fmt::format("about {:.0f} min", seconds / 60);
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
// written once more for every row, in a shadow it is sorted once.
WayEstimates estimate_ways(const Table& table) {
  auto rows = static_cast<double>(table.estimated_rows) / 1e6;
  auto indexes = static_cast<double>(table.indexes.size());
  return {rows * (3.2 + 3.3 * indexes), rows * (2.5 + 0.6 * indexes)};
}

bool plan_by_cheaper_way(Planning& p, const AlterColumn& op) {
  auto& table = p.table(op.table);
  if (op.way != AlterColumn::Way::by_itself || !is_replaced(table, op) ||
      table.estimated_rows < worth_a_choice)
    return false;
  auto ways = estimate_ways(table);
  auto both = fmt::format(
      "{}: a second column takes {}, a shadow table {} ({} rows, {}; estimates of the work alone)",
      table.name, in_words(ways.in_place), in_words(ways.shadow), table.estimated_rows,
      table.indexes.size() == 1 ? "1 index" : fmt::format("{} indexes", table.indexes.size()));
  auto in_place = [&](const std::string& because) {
    p.note(fmt::format("{}; in place, because {}", both, because));
    return false;
  };
  if (ways.in_place < clearly * ways.shadow)
    return in_place("a shadow needs disk for a second table, and is not three times as fast");
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
  auto bytes = table.bytes;
  plan_rebuild(p, op.table);
  p.note(
      fmt::format("{}; through a shadow table, which needs up to {} of disk until contract; "
                  "`strategy: in_place` does without",
                  both, format_size(bytes)));
  return true;
}

}  // namespace migrate::postgres
