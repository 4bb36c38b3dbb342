// Owner and privileges of a table and of its columns.
#include <fmt/format.h>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/catalog/access.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/column_settings.hpp"

namespace migrate::postgres {

void carry_access(AttachedReading& r) {
  auto rows = r.rows(fmt::format(
      "SELECT s.place, s.sql FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace "
      "CROSS JOIN LATERAL (SELECT {} AS name) AS q CROSS JOIN LATERAL {} CROSS JOIN LATERAL ({}) "
      "AS s WHERE c.oid = $1::oid ORDER BY s.place, s.of",
      quote_literal(r.s), own_access_sql(table_access), access_sql(table_access)));
  // Nobody whom default privileges name reads the copy; who may use the table does later.
  for (auto& row : rows)
    (row[0].as_int() <= 2 ? r.to.before_copy : r.to.on_shadow).push_back(row[1].text);
  for (auto& row : r.rows(
           "SELECT a.attname, g.privilege_type || ' TO ' || CASE WHEN g.grantee = 0 THEN 'PUBLIC' "
           "ELSE quote_ident(pg_get_userbyid(g.grantee)) END || CASE WHEN g.is_grantable THEN ' "
           "WITH GRANT OPTION' ELSE '' END FROM pg_attribute AS a, aclexplode(a.attacl) WITH "
           "ORDINALITY AS g(grantor, grantee, privilege_type, is_grantable, position) WHERE "
           "a.attrelid = $1::oid AND NOT a.attisdropped ORDER BY a.attnum, g.position"))
    if (!r.dropped(row[0].text))
      add_all(r.to.on_shadow, column_grants({row[1].text}, r.s, r.column(row[0].text)));
  for (auto& row : r.rows("SELECT w.why FROM pg_class AS c JOIN LATERAL (" + access_reasons_sql() +
                          ") AS w ON true WHERE c.oid = $1::oid ORDER BY 1"))
    r.refuse(fmt::format("table \"{}\" cannot be made anew: {}", r.names.table, row[0].text));
  // https://www.postgresql.org/docs/current/sql-altertable.html: "that role must have CREATE
  // privilege on the table's schema".
  for (auto& row : r.rows(
           "SELECT pg_get_userbyid(c.relowner), n.nspname FROM pg_class AS c JOIN pg_namespace AS "
           "n ON n.oid = c.relnamespace WHERE c.oid = $1::oid AND c.relowner <> "
           "current_user::regrole AND NOT has_schema_privilege(c.relowner, n.oid, 'CREATE') AND "
           "NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"))
    r.refuse(
        fmt::format("table \"{}\" cannot be made anew: its owner {} may not create a table "
                    "in schema {}",
                    r.names.table, row[0].text, row[1].text));
}

}  // namespace migrate::postgres
