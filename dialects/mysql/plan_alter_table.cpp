// alter_table: any ALTER of the server's own, through a shadow.
#include <fmt/format.h>

#include "dialects/mysql/alter_text.hpp"
#include "dialects/mysql/shadow.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

void plan_alter_table(Planning& p, const AlterTable& op) {
  auto& table = p.table(op.table);
  auto alter =
      read_alter(require_sql(op.alter, p.flavour.kind, "alter", p.at()), p.flavour.kind, p.at());
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
  plan_shadow(p, table, change);
}

}  // namespace migrate::mysql
