// Row security. A policy whose expression has a subquery may name the table itself, there or as
// what an outer column belongs to, and one that reads the row as a whole does (`orders.*`): such a
// one can be made only where the new table has its name.
#include <fmt/format.h>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/quote.hpp"

namespace migrate::postgres {

void carry_policies(AttachedReading& r) {
  auto row =
      r.rows("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = $1::oid").at(0);
  if (row[0].as_int()) {
    r.arm_new.push_back("ENABLE ROW LEVEL SECURITY");
    r.disarm_new.push_back("DISABLE ROW LEVEL SECURITY");
  }
  // Who owns a table sees all of it but for FORCE.
  if (row[1].as_int()) {
    r.arm_new.push_back("FORCE ROW LEVEL SECURITY");
    r.disarm_new.push_back("NO FORCE ROW LEVEL SECURITY");
    r.disarm_old.push_back("NO FORCE ROW LEVEL SECURITY");
    r.arm_old.push_back("FORCE ROW LEVEL SECURITY");
  }
  for (auto& policy : r.rows(
           "SELECT p.polname, concat(CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' "
           "END, CASE p.polcmd WHEN '*' THEN '' WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR "
           "INSERT' WHEN 'w' THEN ' FOR UPDATE' ELSE ' FOR DELETE' END, CASE WHEN p.polroles <> "
           "'{0}'::oid[] THEN ' TO ' || (SELECT string_agg(quote_ident(pg_get_userbyid(u.role)), "
           "', ' ORDER BY u.position) FROM unnest(p.polroles) WITH ORDINALITY AS u(role, "
           "position)) END, ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', ' WITH CHECK "
           "(' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'), obj_description(p.oid, "
           "'pg_policy'), concat(p.polqual::text, p.polwithcheck::text) ~ '[{]SUBLINK|:varattno 0 "
           "', "
           "p.oid FROM pg_policy AS p WHERE p.polrelid = $1::oid ORDER BY p.polname")) {
    auto name = quote_name(policy[0].text);
    if (!r.keeps_its_columns(
            fmt::format("policy \"{}\" of table \"{}\"", policy[0].text, r.names.table),
            "d.classid = 'pg_policy'::regclass AND d.objid = " + policy[4].text))
      continue;
    auto make = [&](const std::string& table) {
      Statements sql = {fmt::format("CREATE POLICY {} ON {}{}", name, table, policy[1].text)};
      if (!policy[2].is_null())
        sql.push_back(fmt::format("COMMENT ON POLICY {} ON {} IS {}", name, table,
                                  quote_literal(policy[2].text)));
      return sql;
    };
    bool retyped = !r.change.retyped.empty();
    if (policy[3].as_int()) {
      add_all(r.forth.after, make(r.t));
      add_all(r.back.before, {fmt::format("DROP POLICY {} ON {}", name, r.t)});
      if (retyped) add_all(r.try_after, make(r.t));
    } else {
      add_all(r.to.on_shadow, make(r.s));
      if (retyped) add_all(r.try_on_shadow, make(r.s));
    }
  }
}

}  // namespace migrate::postgres
