#include "dialects/postgres/catalog/inspect_presence.hpp"

namespace migrate::postgres {

Presence read_presence(db::Connection& connection) {
  // 16384 is FirstNormalObjectId: what is below came with the server. Each branch is a range of an
  // index or a small catalog.
  auto row =
      connection
          .query(
              "SELECT EXISTS (SELECT 1 FROM pg_policy), "
              "EXISTS (SELECT 1 FROM pg_trigger WHERE NOT tgisinternal), "
              "EXISTS (SELECT 1 FROM pg_statistic_ext), "
              "EXISTS (SELECT 1 FROM pg_rewrite WHERE oid >= 16384), "
              "EXISTS (SELECT 1 FROM pg_description WHERE objoid >= 16384 AND classoid = "
              "'pg_constraint'::regclass), "
              "EXISTS (SELECT 1 FROM pg_index WHERE indisclustered) OR EXISTS (SELECT 1 FROM "
              "pg_description d JOIN pg_class x ON x.oid = d.objoid AND x.relkind IN ('i', 'I') "
              "WHERE d.objoid >= 16384 AND d.classoid = 'pg_class'::regclass) OR EXISTS (SELECT 1 "
              "FROM pg_class x JOIN pg_attribute e ON e.attrelid = x.oid WHERE x.oid >= 16384 AND "
              "x.relkind IN ('i', 'I') AND e.attstattarget >= 0), "
              // A default depends on its own column, a generated column on others.
              "EXISTS (SELECT 1 FROM pg_depend d WHERE d.refclassid = 'pg_class'::regclass AND "
              "d.refobjid >= 16384 AND d.refobjsubid > 0 AND (d.classid IN "
              "('pg_policy'::regclass, 'pg_publication_rel'::regclass, 'pg_proc'::regclass, "
              "'pg_rewrite'::regclass, 'pg_trigger'::regclass) OR d.classid = "
              "'pg_class'::regclass AND d.objid = d.refobjid AND d.objsubid > 0 OR d.classid = "
              "'pg_attrdef'::regclass AND EXISTS (SELECT 1 FROM pg_attrdef e WHERE e.oid = d.objid "
              "AND e.adnum <> d.refobjsubid))), "
              "EXISTS (SELECT 1 FROM pg_publication) OR EXISTS (SELECT 1 FROM pg_subscription_rel)")
          .rows.at(0);
  Presence found;
  found.policies = row[0].as_int();
  found.triggers = row[1].as_int();
  found.statistics = row[2].as_int();
  found.rules = row[3].as_int();
  found.constraint_comments = row[4].as_int();
  found.index_settings = row[5].as_int();
  found.holders = row[6].as_int();
  found.replication = row[7].as_int();
  return found;
}

}  // namespace migrate::postgres
