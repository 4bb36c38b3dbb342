// What else knows the table by its identity and is not its own: policies and rules of other tables,
// SQL functions with a parsed body. The same text, stored anew, means the new table.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// `table`: that is locked, empty for none; `name`: the same for people.
void store_anew(AttachedReading& r, const std::string& sql, const std::string& table,
                const std::string& name) {
  r.forth.after.push_back(sql);
  r.back.after.push_back(sql);
  if (!r.change.retyped.empty()) r.try_after.push_back(sql);
  if (table.empty()) return;
  auto& all = r.to.tables;
  if (std::find(all.begin(), all.end(), table) == all.end()) all.push_back(table);
  r.to.locked.add({name});
}

// `row`: oid of the thing, its text, schema, name, owner, whether this role may act for that.
bool may(const AttachedReading& r, const db::Row& row, const std::string& what,
         const char* catalog) {
  if (!row[5].as_int())
    r.refuse(
        fmt::format("{} reads table \"{}\" and belongs to role {}, for which this role may "
                    "not act",
                    what, r.names.table, row[4].text));
  return r.keeps_its_columns(
      what, fmt::format("d.classid = '{}'::regclass AND d.objid = {}", catalog, row[0].text));
}

std::string shown(const AttachedReading& r, const db::Row& row) {
  return row[2].text == r.names.schema ? row[3].text : qualified(row[2].text, row[3].text);
}

// Each once, whatever it depends on by.
std::string depends(const std::string& catalog, const std::string& oid) {
  return "EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.classid = '" + catalog +
         "'::regclass AND d.objid = " + oid +
         " AND d.refclassid = 'pg_class'::regclass AND d.refobjid = $1::oid)";
}

void carry_policies_of_others(AttachedReading& r) {
  for (auto& row : r.rows(
           "SELECT p.oid, concat(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', ' WITH "
           "CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'), n.nspname, c.relname, "
           "pg_get_userbyid(c.relowner), pg_has_role(c.relowner, 'USAGE'), p.polname FROM "
           "pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid JOIN pg_namespace AS n ON "
           "n.oid = c.relnamespace WHERE p.polrelid <> $1::oid AND " +
           depends("pg_policy", "p.oid") + " ORDER BY 3, 4, 7")) {
    auto what = fmt::format("policy \"{}\" of table \"{}\"", row[6].text, row[3].text);
    auto table = qualified(row[2].text, row[3].text);
    if (may(r, row, what, "pg_policy"))
      store_anew(
          r, fmt::format("ALTER POLICY {} ON {}{}", quote_name(row[6].text), table, row[1].text),
          table, shown(r, row));
  }
}

void carry_rules_of_others(AttachedReading& r) {
  note_rule_targets(r,
                    "EXISTS (SELECT 1 FROM pg_class AS o WHERE o.oid = w.ev_class AND o.relkind IN "
                    "('r', 'p') AND o.oid <> $1::oid) AND " +
                        depends("pg_rewrite", "w.oid"),
                    true);
  constexpr std::string_view create = "CREATE RULE";
  for (auto& row :
       r.rows("SELECT w.oid, rtrim(pg_get_ruledef(w.oid), ';'), n.nspname, c.relname, "
              "pg_get_userbyid(c.relowner), pg_has_role(c.relowner, 'USAGE'), w.rulename FROM "
              "pg_rewrite AS w JOIN pg_class AS c ON c.oid = w.ev_class JOIN pg_namespace AS n ON "
              "n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND c.oid <> $1::oid AND " +
              depends("pg_rewrite", "w.oid") + " ORDER BY 3, 4, 7")) {
    auto what = fmt::format("rule \"{}\" of table \"{}\"", row[6].text, row[3].text);
    if (may(r, row, what, "pg_rewrite"))
      store_anew(r, "CREATE OR REPLACE RULE" + row[1].text.substr(create.size()),
                 qualified(row[2].text, row[3].text), shown(r, row));
  }
}

// A parsed body keeps the identity of the table, also in a session that waits for it: what that
// read behind the exchange is the old table once, what it wrote would be lost. The server keeps
// with the body which lock each relation in it takes (2: ROW SHARE, 3: ROW EXCLUSIVE).
void carry_functions(AttachedReading& r) {
  if (r.version < 140000) return;
  for (auto& row :
       r.rows("SELECT p.oid, rtrim(pg_get_functiondef(p.oid), E' \\n'), n.nspname, p.proname, "
              "pg_get_userbyid(p.proowner), pg_has_role(p.proowner, 'USAGE'), p.oid::regprocedure, "
              "p.prosqlbody::text ~ (':relid ' || $1::oid || ' (?::\\w+ \\S+ )*?:rellockmode "
              "[23] ') FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE "
              "p.prosqlbody "
              "IS NOT NULL AND " +
              depends("pg_proc", "p.oid") + " ORDER BY 7")) {
    auto what = "function " + row[6].text;
    if (row[7].as_int())
      r.refuse(
          fmt::format("{} writes or locks rows of table \"{}\" in a parsed body: a call that waits "
                      "at the exchange would do so in the old table (until contract give it a body "
                      "that is a string, AS $$ … $$)",
                      what, r.names.table));
    else if (may(r, row, what, "pg_proc"))
      store_anew(r, row[1].text, "", "");
  }
}

}  // namespace

void carry_readers(AttachedReading& r) {
  carry_policies_of_others(r);
  carry_rules_of_others(r);
  carry_functions(r);
}

}  // namespace migrate::postgres
