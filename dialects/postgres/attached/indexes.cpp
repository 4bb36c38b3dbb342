// Names of indexes (and of the constraints that they keep), and what is said of them.
#include <fmt/format.h>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

void carry_indexes(AttachedReading& r) {
  auto alter = [&](const std::string& what) {
    r.to.on_shadow.push_back("ALTER TABLE " + r.s + " " + what);
  };
  auto identity = r.rows(
      "SELECT c.relreplident::text FROM pg_class AS c WHERE c.oid = $1::oid AND c.relreplident IN "
      "('f', 'n')");
  if (!identity.empty())
    alter(identity[0][0].text == "f" ? "REPLICA IDENTITY FULL" : "REPLICA IDENTITY NOTHING");
  for (auto& row :
       r.rows("SELECT k.conname, pg_get_constraintdef(k.oid), x.reltablespace <> 0 FROM "
              "pg_constraint AS k JOIN pg_class AS x ON x.oid = k.conindid WHERE k.conrelid = "
              "$1::oid AND k.contype = 'x' ORDER BY k.conname")) {
    if (row[2].as_int())
      r.refuse(fmt::format("constraint \"{}\" is kept by an index in a tablespace of its own",
                           row[0].text));
    r.to.exclusions[row[0].text] = row[1].text;
  }
  for (auto& row : r.rows(
           "SELECT x.relname, obj_description(x.oid, 'pg_class'), i.indisclustered, "
           "i.indisreplident, (SELECT string_agg(format('ALTER COLUMN %s SET STATISTICS %s', "
           "a.attnum, a.attstattarget), ', ' ORDER BY a.attnum) FROM pg_attribute AS a WHERE "
           "a.attrelid = x.oid AND a.attstattarget >= 0), (SELECT string_agg(e.extname, chr(30) "
           "ORDER BY e.extname) FROM pg_depend AS d JOIN pg_extension AS e ON e.oid = d.refobjid "
           "WHERE d.classid = 'pg_class'::regclass AND d.objid = x.oid AND d.refclassid = "
           "'pg_extension'::regclass AND d.deptype = 'x'), concat(i.indexprs::text, "
           "i.indpred::text) ~ ':varattno 0 ' FROM pg_index AS i JOIN pg_class AS x ON "
           "x.oid = i.indexrelid WHERE i.indrelid = $1::oid AND i.indisvalid AND " +
           not_our_own("x.relname") + " ORDER BY x.relname")) {
    auto& name = row[0].text;
    if (r.replaced(name)) {
      if (row[3].as_int())
        r.refuse(
            fmt::format("index \"{}\", which the new table has not, is the replica identity "
                        "of \"{}\"",
                        name, r.names.table));
      continue;
    }
    // The server words it with the table's name, which the shadow has not when its indexes are
    // built: that is behind the copy.
    if (row[6].as_int())
      r.refuse(
          fmt::format("index \"{}\" is over the row of table \"{}\" as a whole: drop it, and "
                      "create it again when this has contracted",
                      name, r.names.table));
    auto shadow = r.on_shadow(name), index = qualified(r.names.schema, shadow);
    if (!row[1].is_null())
      r.to.on_shadow.push_back(
          fmt::format("COMMENT ON INDEX {} IS {}", index, quote_literal(row[1].text)));
    auto same = name == r.change.old_key ? r.change.same_as_old_key : shadow;
    if (row[2].as_int()) alter("CLUSTER ON " + quote_name(same));
    if (row[3].as_int()) alter("REPLICA IDENTITY USING INDEX " + quote_name(same));
    if (!row[4].is_null())
      r.to.on_shadow.push_back(fmt::format("ALTER INDEX {} {}", index, row[4].text));
    if (!row[5].is_null())
      for (auto& extension : split(row[5].text, '\x1e'))
        r.to.on_shadow.push_back(
            fmt::format("ALTER INDEX {} DEPENDS ON EXTENSION {}", index, quote_name(extension)));
    r.exchange_names("ALTER INDEX", r.names.schema, name);
  }
}

}  // namespace migrate::postgres
