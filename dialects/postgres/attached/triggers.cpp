// The user's triggers. On the shadow they stand still until the exchange, on the old table from
// then on: what is copied, or carried over by a log, has fired them already.
#include <fmt/format.h>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

void carry_triggers(AttachedReading& r) {
  for (auto& row : r.rows(
           "SELECT g.tgname, pg_get_triggerdef(g.oid), g.tgenabled::text, obj_description(g.oid, "
           "'pg_trigger'), (SELECT string_agg(e.extname, chr(30) ORDER BY e.extname) FROM "
           "pg_depend AS d JOIN pg_extension AS e ON e.oid = d.refobjid WHERE d.classid = "
           "'pg_trigger'::regclass AND d.objid = g.oid AND d.refclassid = "
           "'pg_extension'::regclass AND d.deptype = 'x'), g.oid, quote_ident(n.nspname) || '.' || "
           "quote_ident(c.relname), obj_description(nullif(g.tgconstraint, 0), 'pg_constraint') "
           "FROM pg_trigger AS g JOIN pg_class AS c ON c.oid = g.tgrelid JOIN pg_namespace AS n ON "
           "n.oid = c.relnamespace WHERE g.tgrelid = $1::oid AND NOT g.tgisinternal AND "
           "g.tgparentid = 0 AND " +
           not_our_own("g.tgname") + " ORDER BY g.tgname")) {
    auto name = quote_name(row[0].text);
    if (!r.keeps_its_columns(
            fmt::format("trigger \"{}\" of table \"{}\"", row[0].text, r.names.table),
            "d.classid = 'pg_trigger'::regclass AND d.objid = " + row[5].text))
      continue;
    auto& sql = r.to.on_shadow;
    auto create = on_another_table(row[1].text, row[6].text, r.s);
    add_all(sql, {create, fmt::format("ALTER TABLE {} DISABLE TRIGGER {}", r.s, name)});
    if (!r.change.retyped.empty()) r.try_on_shadow.push_back(create);
    if (!row[3].is_null())
      sql.push_back(
          fmt::format("COMMENT ON TRIGGER {} ON {} IS {}", name, r.s, quote_literal(row[3].text)));
    if (!row[7].is_null())
      sql.push_back(fmt::format("COMMENT ON CONSTRAINT {} ON {} IS {}", name, r.s,
                                quote_literal(row[7].text)));
    if (!row[4].is_null())
      for (auto& extension : split(row[4].text, '\x1e'))
        sql.push_back(fmt::format("ALTER TRIGGER {} ON {} DEPENDS ON EXTENSION {}", name, r.s,
                                  quote_name(extension)));
    auto& enabled = row[2].text;
    if (enabled == "D") continue;
    auto enable = fmt::format("ENABLE {}TRIGGER {}",
                              enabled == "R"   ? "REPLICA "
                              : enabled == "A" ? "ALWAYS "
                                               : "",
                              name);
    auto disable = "DISABLE TRIGGER " + name;
    r.arm_new.push_back(enable);
    r.disarm_old.push_back(disable);
    r.disarm_new.push_back(disable);
    r.arm_old.push_back(enable);
  }
}

}  // namespace migrate::postgres
