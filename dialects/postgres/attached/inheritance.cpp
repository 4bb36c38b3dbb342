// Parents and children by inheritance. A column or a constraint that a child has only from its
// parent becomes one of its own when the two part, and stays one: such a child is not carried.
#include <fmt/format.h>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/quote.hpp"

namespace migrate::postgres {

namespace {

constexpr auto parts = R"((SELECT count(*) > 1 FROM pg_inherits AS m WHERE m.inhrelid = c.oid),
  EXISTS (SELECT 1 FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attinhcount > 0 AND NOT a.attislocal
    AND NOT a.attisdropped) OR EXISTS (SELECT 1 FROM pg_constraint AS k WHERE k.conrelid = c.oid AND
    k.coninhcount > 0 AND NOT k.conislocal))";

// What keeps `child` from leaving one parent and coming to another one without a trace.
bool can_move(const AttachedReading& r, const std::string& child, bool several, bool inherited) {
  if (several)
    r.refuse(
        fmt::format("table \"{}\" inherits from several tables, whose order would change", child));
  else if (inherited)
    r.refuse(
        fmt::format("table \"{}\" has columns or constraints that are only inherited: they "
                    "would become its own",
                    child));
  return !several && !inherited;
}

}  // namespace

void carry_inheritance(AttachedReading& r) {
  auto children = r.rows(
      std::string("SELECT n.nspname, c.relname, pg_has_role(c.relowner, 'USAGE'), "
                  "pg_get_userbyid(c.relowner), n.oid = (SELECT t.relnamespace FROM pg_class AS t "
                  "WHERE t.oid = $1::oid), ") +
      parts +
      " FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid JOIN pg_namespace AS n ON "
      "n.oid = c.relnamespace JOIN pg_class AS t ON t.oid = i.inhparent WHERE i.inhparent = "
      "$1::oid AND t.relkind = 'r' ORDER BY 1, 2");
  auto parents = r.rows(
      std::string("SELECT n.nspname, p.relname, ") + parts +
      " FROM pg_class AS c JOIN pg_inherits AS i ON i.inhrelid = c.oid JOIN pg_class AS p ON p.oid "
      "= i.inhparent JOIN pg_namespace AS n ON n.oid = p.relnamespace WHERE c.oid = $1::oid AND "
      "NOT c.relispartition ORDER BY 1, 2");
  if (children.empty() && parents.empty()) return;
  auto& change = r.change;
  if (!change.retyped.empty() || !change.renamed.empty() || !change.dropped.empty()) {
    r.refuse(fmt::format("table \"{}\" {}: its columns must stay what they are", r.names.table,
                         parents.empty() ? "is inherited from" : "inherits from another one"));
    return;
  }
  auto move = [&](const std::string& child, const std::string& parent) {
    auto part = fmt::format("ALTER TABLE {} NO INHERIT {}", child, parent);
    auto join = fmt::format("ALTER TABLE {} INHERIT {}", child, parent);
    r.forth.before.push_back(part);
    r.forth.after.push_back(join);
    r.back.before.push_back(part);
    r.back.after.push_back(join);
  };
  for (auto& row : children) {
    if (!row[2].as_int())
      r.refuse(
          fmt::format("table \"{}\" inherits from \"{}\" and belongs to role {}, for which "
                      "this role may not act",
                      row[1].text, r.names.table, row[3].text));
    if (!can_move(r, row[1].text, row[5].as_int(), row[6].as_int())) continue;
    auto child = qualified(row[0].text, row[1].text);
    move(child, r.t);
    r.to.tables.push_back(child);
    r.to.locked.add({row[4].as_int() ? row[1].text : child});
  }
  for (auto& row : parents)
    if (can_move(r, r.names.table, row[2].as_int(), row[3].as_int()))
      move(r.t, qualified(row[0].text, row[1].text));
}

}  // namespace migrate::postgres
