#include "dialects/postgres/triggers/user_triggers.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "dialects/postgres/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// The first word of all our triggers' names.
constexpr std::string_view ours = "zz_migrate_";

// Behind the name, of one that fires BEFORE each row; empty for others. As pg_get_triggerdef writes
// it: "INSERT OR DELETE OR UPDATE OF a, b ON …".
std::string_view events_of(const Trigger& trigger) {
  std::string_view all = trigger.definition;
  constexpr std::string_view create = "CREATE TRIGGER ", before = " BEFORE ";
  if (!all.starts_with(create) || all.ends_with("/* disabled */") ||
      all.find(" FOR EACH ROW ") == std::string_view::npos)
    return {};
  all.remove_prefix(create.size());
  bool quoted = false;
  while (!all.empty() && (quoted || all.front() != ' ')) {
    if (all.front() == '"') quoted = !quoted;
    all.remove_prefix(1);
  }
  if (!all.starts_with(before)) return {};
  return all.substr(before.size());
}

bool fires_on_insert(std::string_view events) {
  return events.starts_with("INSERT ");
}

bool fires_on_update(std::string_view events) {
  return events.substr(0, events.find(" ON ")).find("UPDATE") != std::string_view::npos;
}

// Those that the plan knows.
void add_with_partitions(const Planning& p, const Table& table, std::vector<const Table*>& all) {
  all.push_back(&table);
  auto below = table.extra.find("partitions");
  if (below == table.extra.end()) return;
  for (auto& name : split(below->second, '\x1f'))
    if (auto* partition = p.schema.table(name)) add_with_partitions(p, *partition, all);
}

std::vector<const Table*> with_partitions(const Planning& p, const Table& table) {
  std::vector<const Table*> all;
  add_with_partitions(p, table, all);
  return all;
}

}  // namespace

void require_no_later_triggers(const Planning& p, const Table& table) {
  for (auto* one : with_partitions(p, table))
    for (auto& trigger : one->triggers) {
      auto events = events_of(trigger);
      if (trigger.name < ours || !(fires_on_insert(events) || fires_on_update(events))) continue;
      unsupported(p.at(),
                  fmt::format("table \"{}\" has trigger {}, which PostgreSQL would fire behind the "
                              "one that keeps the columns in step",
                              one->name, trigger.name),
                  fmt::format("give it a name before zz_migrate for the time of the migration: "
                              "ALTER TRIGGER {} ON {} RENAME TO …",
                              quote_name(trigger.name), p.q(one->name)));
    }
}

bool changes_filled_rows(const Planning& p, const Table& table) {
  for (auto* one : with_partitions(p, table))
    for (auto& trigger : one->triggers)
      // What the server has leaves a row as it is, or alone: one that the fill changes it must see.
      if (fires_on_update(events_of(trigger)) &&
          trigger.definition.find("suppress_redundant_updates_trigger()") == std::string::npos)
        return true;
  return false;
}

}  // namespace migrate::postgres
