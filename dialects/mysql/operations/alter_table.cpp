// alter_table: any ALTER of the server's own, through a shadow.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/operations/alter_text.hpp"
#include "dialects/mysql/shadow/plan.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// The shadow has none of these names: each is the old table's, until contract.
void refuse_names_of_constraints(Planning& p, const Table& table, const AlterText& alter) {
  auto named = [&](auto& all, const std::string& name) {
    return std::any_of(all.begin(), all.end(),
                       [&](auto& one) { return lower(one.name) == lower(name); });
  };
  for (auto& name : alter.constraints) {
    if (named(table.foreign_keys, name))
      unsupported(
          p.at(),
          fmt::format("alter_table: {} is a foreign key, which is an operation of its own", name),
          "use drop_constraint, before or behind");
    if (!p.flavour.checks_belong_to_tables && named(table.checks, name))
      unsupported(p.at(),
                  fmt::format("alter_table: the name of CHECK {} is the old table's until "
                              "contract, and its copy's is the server's choice",
                              name),
                  "drop it by drop_constraint in a migration before; what takes its place may be "
                  "added here");
  }
}

}  // namespace

void plan_alter_table(Planning& p, const AlterTable& op) {
  auto& table = p.table(op.table);
  auto alter =
      read_alter(require_sql(op.alter, p.flavour.kind, "alter", p.at()), p.flavour.kind, p.at());
  refuse_names_of_constraints(p, table, alter);
  ShadowChange change;
  change.alter = alter.text;
  change.what = shorten(printable(replace_all(alter.text, "\n", " ")), 60);
  change.why = "alter_table asks for a rebuild";
  // Names of columns are compared without case; the schema's are the catalog's.
  auto in_catalog = [&](const std::string& name) {
    for (auto& column : table.columns)
      if (lower(column.name) == lower(name)) return column.name;
    return require_column(table, Identifier(name), p.at()).name;
  };
  for (auto& [from, to] : alter.renamed) change.renamed[in_catalog(from)] = to;
  for (auto& name : alter.dropped)
    for (auto& column : table.columns)
      if (lower(column.name) == lower(name)) change.dropped.insert(column.name);
  plan_shadow(p, change, table);
}

}  // namespace migrate::mysql
