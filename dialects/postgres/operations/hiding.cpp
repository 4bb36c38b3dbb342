#include "dialects/postgres/operations/hiding.hpp"

#include <fmt/format.h>

#include "dialects/postgres/quote.hpp"
#include "plan/quarantine.hpp"

namespace migrate::postgres {

namespace {

constexpr std::size_t name_limit = 63;

Step& add_hiding(Planning& p, const Table& table, const std::string& title) {
  auto& step = add_step(p.plan, Phase::contract, StepKind::ddl, title);
  step.table = table.name;
  step.hides = true;
  step.transactional = true;
  step.strategy = Strategy::instant;
  return step;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

}  // namespace

std::string hidden_name_of(Planning& p, const Table& table, const std::string& column) {
  return migrate::hidden_name_of(p.migration, p.plan, table.name, column, name_limit);
}

void hide_column(Planning& p, const Table& table, const std::string& column,
                 const std::string& hidden, const Sync& before, const Sync& after) {
  auto q = p.q(table.name);
  auto rename = [&](const std::string& from, const std::string& to) {
    return fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", q, quote_name(from),
                       quote_name(to));
  };
  auto lock = fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", q);
  auto& step = add_hiding(p, table, fmt::format("hide {}.{}", table.name, column));
  step.sql = {lock};
  append(step.sql, before.drop);
  step.sql.push_back(rename(column, hidden));
  append(step.sql, after.create);
  step.undo = {lock};
  append(step.undo, after.drop);
  step.undo.push_back(rename(hidden, column));
  append(step.undo, before.create);
  step.lock = Lock::access_exclusive(whole(table), "a name changes, and what keeps it filled");
  step.why = "who still uses it meets an error while it can be brought back, filled as before";
}

std::string hide_table(Planning& p, const Table& table) {
  if (!p.migration.hides_first()) return table.name;
  auto hidden = hidden_name({table.name}, name_limit);
  auto& step = add_hiding(p, table, fmt::format("hide table {}", table.name));
  step.sql = {fmt::format("ALTER TABLE {} RENAME TO {}", p.q(table.name), quote_name(hidden))};
  step.undo = {fmt::format("ALTER TABLE {} RENAME TO {}", p.q(hidden), quote_name(table.name))};
  step.lock = Lock::access_exclusive(table.name, "a name changes");
  step.undo_lock = Lock::access_exclusive(hidden, "a name changes");
  step.why = "who still uses it meets an error while it can be brought back, with its rows";
  return hidden;
}

}  // namespace migrate::postgres
