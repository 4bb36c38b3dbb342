#include "dialects/postgres/operations/not_yet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "dialects/postgres/operations/constraint.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto later = "use a later migration, after this one has contracted";

// Several migrations are planned on one schema: what one of them is ahead in is there for the next.
void mark(const Planning& p, Table& table, const std::string& fact, const std::string& what) {
  table.extra[fact] = p.migration.id + '\x1f' + what;
}

std::optional<std::string> marked(const Planning& p, const Table& table, const std::string& fact) {
  auto found = table.extra.find(fact);
  auto ours = p.migration.id + '\x1f';
  if (found == table.extra.end() || !found->second.starts_with(ours)) return std::nullopt;
  return found->second.substr(ours.size());
}

}  // namespace

void keeps_its_name(const Planning& p, Table& table, const std::string& constraint, bool index,
                    const std::string& why) {
  auto what = fmt::format("constraint \"{}\" of table \"{}\" {} by this migration, in contract",
                          constraint, table.name, why);
  mark(p, table, "kept_name:" + constraint, what);
  if (index) mark(p, table, "kept_index:" + constraint, what);
}

void is_renamed_at_last(const Planning& p, Table& table, const std::string& from,
                        const std::string& to, bool index) {
  keeps_its_name(p, table, from, index, fmt::format("is renamed to \"{}\"", to));
  mark(p, table, "new_name:" + to, *marked(p, table, "kept_name:" + from));
}

void require_free_by_then(const Planning& p, const Table& table, const std::string& constraint) {
  if (auto kept = marked(p, table, "kept_name:" + constraint))
    unsupported(p.at(), *kept + ": until then nothing else can have its name",
                "choose another name, or " + std::string(later));
}

void require_free_by_then(const Planning& p, const std::string& index) {
  for (auto& [_, table] : p.schema.tables)
    if (auto kept = marked(p, table, "kept_index:" + index))
      unsupported(p.at(), *kept + ": until then its index has that name",
                  "choose another name, or " + std::string(later));
}

void require_not_changing(const Planning& p, const Table& table, const std::string& constraint) {
  for (auto* fact : {"new_name:", "kept_name:"})
    if (auto kept = marked(p, table, fact + constraint)) unsupported(p.at(), *kept, later);
}

void keeps_its_key(const Planning& p, Table& table, const std::string& key) {
  mark(p, table, "kept_key", key);
}

void require_no_key_kept(const Planning& p, const Table& table) {
  if (auto key = marked(p, table, "kept_key"))
    unsupported(
        p.at(),
        fmt::format("table \"{}\" has its primary key \"{}\" until contract, when this migration "
                    "drops it, and can have one only",
                    table.name, *key),
        "leave drop_constraint out: create_constraint alone puts the new key in the place of the "
        "old one");
}

void comes_in_backfill(const Planning& p, Table& table, const std::string& index) {
  mark(p, table, "to_come:" + index, "");
}

bool is_to_come(const Planning& p, const Table& table, const std::string& index) {
  return marked(p, table, "to_come:" + index).has_value();
}

UniqueFrom unique_from(const Planning& p, const Table& table, std::vector<std::string> columns) {
  std::sort(columns.begin(), columns.end());
  auto from = UniqueFrom::nowhere;
  for (auto& index : table.indexes) {
    // One that is WITHOUT OVERLAPS takes only a key that says PERIOD.
    if (!index.unique || !index.valid || !index.predicate.empty() || index.method == "gist" ||
        table.extra.count("deferrable:" + index.name))
      continue;
    auto parts = index.columns();
    std::sort(parts.begin(), parts.end());
    if (parts != columns) continue;
    if (!is_to_come(p, table, index.name)) return UniqueFrom::expand;
    from = UniqueFrom::backfill;
  }
  return from;
}

void require_parent_key_in_expand(const Planning& p, const std::string& key, const Table& parent,
                                  std::vector<std::string> columns) {
  if (auto* primary = parent.primary_key(); primary && columns.empty())
    columns = primary->columns();
  if (unique_from(p, parent, columns) != UniqueFrom::backfill) return;
  unsupported(p.at(),
              fmt::format("foreign key \"{}\" is made in expand, and this migration makes {} ({}) "
                          "unique in backfill",
                          key, parent.name, join(columns, ", ")),
              "add it in a later migration, when this one has backfilled");
}

void require_in_expand(const Planning& p, const Table& table, const Rule& rule) {
  require_free_by_then(p, table, rule.name);
  if (!rule.parent.empty())
    require_parent_key_in_expand(p, rule.name, *p.schema.table(rule.parent), rule.parent_columns);
}

}  // namespace migrate::postgres
