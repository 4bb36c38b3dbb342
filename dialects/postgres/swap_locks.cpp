#include "dialects/postgres/swap_locks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

// Children (`inbound`: whose foreign keys change) before parents (`drops`: what a DROP of the
// column's own foreign keys locks).
Statements tables_of(const std::vector<const Replacement*>& all, bool inbound, bool drops) {
  Statements tables;
  auto add = [&](const std::string& table) {
    if (std::find(tables.begin(), tables.end(), table) == tables.end()) tables.push_back(table);
  };
  for (auto* r : all)
    for (auto& key : r->inbound)
      if (inbound) add(key.table);
  for (auto* r : all) add(r->q);
  for (auto* r : all)
    for (auto& key : r->table.foreign_keys)
      if (drops &&
          std::find(key.columns.begin(), key.columns.end(), r->first.name) != key.columns.end())
        add(r->p.schema.table(key.ref_table) ? r->p.q(key.ref_table) : key.ref_table);
  return tables;
}

std::string in_order(const Statements& tables) {
  std::string sql = fmt::format("  LOCK TABLE {} IN ACCESS EXCLUSIVE MODE;\n", tables.front());
  auto others = Statements(tables.begin() + 1, tables.end());
  return sql + fmt::format(
                   "  SET LOCAL lock_timeout = '{}ms';\n  LOCK TABLE {} IN ACCESS EXCLUSIVE "
                   "MODE;\n",
                   second_lock_wait, join(others, ", "));
}

}  // namespace

SwapLocks lock_all(const std::vector<const Replacement*>& all, bool inbound, bool drops) {
  return lock_in_either_order(tables_of(all, inbound, drops));
}

SwapLocks lock_in_either_order(const std::vector<std::string>& tables) {
  if (tables.size() == 1) return {{}, "LOCK TABLE " + tables.front() + " IN ACCESS EXCLUSIVE MODE"};
  auto back = tables;
  std::reverse(back.begin(), back.end());
  // What is taken, and set, inside of the block is taken back with it.
  auto either = fmt::format("\nBEGIN\n{}EXCEPTION WHEN lock_not_available THEN\n{}END\n",
                            in_order(tables), in_order(back));
  return {{"LOCK TABLE " + join(tables, ", ") + " IN SHARE UPDATE EXCLUSIVE MODE"},
          "DO " + dollar_quote(either)};
}

}  // namespace migrate::postgres
