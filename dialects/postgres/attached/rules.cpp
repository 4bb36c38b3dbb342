// Rules of the table. Their actions may name it, so they are made where the new table has its name;
// on the old table they stand still from then on.
#include <fmt/format.h>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

// The server keeps with a rule which lock each relation in it takes (3: ROW EXCLUSIVE).
void note_rule_targets(AttachedReading& r, const std::string& rules, bool back) {
  for (auto& row : r.rows(
           "SELECT n.nspname, c.relname, n.oid = (SELECT t.relnamespace FROM pg_class AS t WHERE "
           "t.oid = $1::oid), c.relkind IN ('r', 'p') AND has_table_privilege(c.oid, 'UPDATE, "
           "DELETE, TRUNCATE') FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = "
           "c.relnamespace WHERE c.oid IN (SELECT m[1]::oid FROM pg_rewrite AS w CROSS JOIN "
           "LATERAL regexp_matches(w.ev_action::text, ':relid (\\d+) (?::\\w+ \\S+ "
           ")*?:rellockmode 3', 'g') AS m WHERE " +
           rules + ") ORDER BY 1, 2")) {
    auto sql = qualified(row[0].text, row[1].text);
    auto& target = r.rule_targets[sql];
    target.name = row[2].as_int() ? row[1].text : sql;
    target.table = row[3].as_int() != 0;
    target.back |= back;
  }
}

void carry_rules(AttachedReading& r) {
  note_rule_targets(r, "w.ev_class = $1::oid", false);
  for (auto& row :
       r.rows("SELECT w.rulename, rtrim(pg_get_ruledef(w.oid), ';'), w.ev_enabled::text, "
              "obj_description(w.oid, 'pg_rewrite'), w.oid FROM pg_rewrite AS w WHERE w.ev_class = "
              "$1::oid ORDER BY w.rulename")) {
    auto name = quote_name(row[0].text);
    if (!r.keeps_its_columns(fmt::format("rule \"{}\" of table \"{}\"", row[0].text, r.names.table),
                             "d.classid = 'pg_rewrite'::regclass AND d.objid = " + row[4].text))
      continue;
    Statements sql = {row[1].text};
    auto& enabled = row[2].text;
    if (enabled != "O")
      sql.push_back(fmt::format("ALTER TABLE {} {} RULE {}", r.t,
                                enabled == "D"   ? "DISABLE"
                                : enabled == "R" ? "ENABLE REPLICA"
                                                 : "ENABLE ALWAYS",
                                name));
    if (!row[3].is_null())
      sql.push_back(
          fmt::format("COMMENT ON RULE {} ON {} IS {}", name, r.t, quote_literal(row[3].text)));
    add_all(r.forth.after, sql);
    if (!r.change.retyped.empty()) add_all(r.try_after, sql);
    add_all(r.back.before, {fmt::format("DROP RULE {} ON {}", name, r.t)});
    if (enabled == "D") continue;
    r.disarm_old.push_back("DISABLE RULE " + name);
    r.arm_old.push_back(fmt::format("ENABLE {}RULE {}",
                                    enabled == "R"   ? "REPLICA "
                                    : enabled == "A" ? "ALWAYS "
                                                     : "",
                                    name));
  }
}

}  // namespace migrate::postgres
