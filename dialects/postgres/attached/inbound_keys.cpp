// Foreign keys of other tables. They know the table by its identity, so each is made anew, NOT
// VALID: every row that it would look at has passed the old one, and VALIDATE follows.
#include <fmt/format.h>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/quote.hpp"

namespace migrate::postgres {

namespace {

Validation validation(const std::string& table, const std::string& name) {
  return {table, name,
          fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", table, quote_name(name)),
          fmt::format("SELECT count(*) FROM pg_catalog.pg_constraint WHERE conrelid = "
                      "to_regclass({}) AND conname = {} AND convalidated",
                      quote_literal(table), quote_literal(name))};
}

}  // namespace

void carry_inbound_keys(AttachedReading& r) {
  std::string enforced = r.version >= 180000 ? "k.conenforced" : "true";
  for (auto& row : r.rows(
           "SELECT n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid), k.convalidated, " +
           enforced +
           ", obj_description(k.oid, 'pg_constraint'), c.relkind = 'p', pg_has_role(c.relowner, "
           "'USAGE'), pg_get_userbyid(c.relowner), (SELECT string_agg(a.attname::text, ', ') FROM "
           "unnest(k.confkey) AS u(number) JOIN pg_attribute AS a ON a.attrelid = k.confrelid AND "
           "a.attnum = u.number), k.oid, (SELECT string_agg(quote_ident(a.attname), "
           "', ' ORDER BY u.position) FROM unnest(k.confkey) WITH ORDINALITY AS u(number, "
           "position) JOIN pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.number) "
           "FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_namespace AS "
           "n ON n.oid = c.relnamespace WHERE k.contype = 'f' AND k.confrelid = $1::oid AND "
           "k.conrelid <> $1::oid AND k.conparentid = 0 AND " +
           not_our_own("k.conname") + " ORDER BY 1, 2, 3")) {
    auto &name = row[2].text, &definition = row[3].text;
    auto table = qualified(row[0].text, row[1].text);
    auto what = fmt::format("foreign key \"{}\" of table \"{}\"", name, row[1].text);
    if (!row[8].as_int())
      r.refuse(
          fmt::format("{} belongs to role {}, for which this role may not act", what, row[9].text));
    bool enforced_now = row[5].as_int() != 0, valid = row[4].as_int() != 0;
    // https://www.postgresql.org/docs/17/sql-altertable.html: "the NOT VALID option … not on
    // partitioned tables".
    if (row[7].as_int() && r.version < 180000) {
      r.refuse(
          fmt::format("{}, which is partitioned, can be given to another table only by "
                      "reading all rows under the lock (PostgreSQL 18 can do without)",
                      what));
      continue;
    }
    if (!r.keeps_its_columns(what,
                             "d.classid = 'pg_constraint'::regclass AND d.objid = " + row[11].text))
      continue;
    auto quoted = quote_name(name);
    auto drop = fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", table, quoted);
    Statements make = {fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}{}", table, quoted,
                                   definition, valid && enforced_now ? " NOT VALID" : "")};
    if (!row[6].is_null())
      make.push_back(fmt::format("COMMENT ON CONSTRAINT {} ON {} IS {}", quoted, table,
                                 quote_literal(row[6].text)));
    r.forth.before.push_back(drop);
    add_all(r.forth.after, make);
    r.back.before.push_back(drop);
    add_all(r.back.after, make);
    if (valid && enforced_now) {
      r.to.after_swap.push_back(validation(table, name));
      r.to.after_swap_back.push_back(validation(table, name));
    }
    bool retyped = false;
    for (auto& [column, type] : r.change.retyped)
      retyped |= (", " + row[10].text + ", ").find(", " + column + ", ") != std::string::npos;
    if (retyped)
      add_all(r.try_after,
              {drop, fmt::format("ALTER TABLE {} ADD UNIQUE ({})", r.t, row[12].text), make[0]});
    r.to.tables.push_back(table);
    r.to.locked.add({row[0].text == r.names.schema ? row[1].text : table});
  }
}

}  // namespace migrate::postgres
