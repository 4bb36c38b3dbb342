// What cannot be carried to another table. Whatever depends on the table, or on the type of its
// rows, is asked of the catalog; what no other file takes care of is refused.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/catalog/dependents_of_table.hpp"

namespace migrate::postgres {

namespace {

void refuse_kinds_of_tables(AttachedReading& r) {
  auto row = r.rows(
                  "SELECT c.relkind::text, c.relpersistence::text, c.relispartition FROM "
                  "pg_class AS c WHERE c.oid = $1::oid")
                 .at(0);
  auto say = [&](const char* what) {
    r.refuse(fmt::format("table \"{}\" {}", r.names.table, what));
  };
  if (row[0].text == "p") say("is partitioned: its partitions have the rows");
  if (row[0].text == "f") say("is a foreign table: its rows are on another server");
  if (row[1].text == "t") say("is a temporary one of a session");
  if (row[2].as_int()) say("is a partition of another table");
}

// To a publication of all tables the shadow belongs, too, from its first row on; and a subscriber
// that has no such table stops.
void refuse_replication(AttachedReading& r) {
  std::string schemas =
      r.version >= 150000
          ? " UNION SELECT p.pubname, ' publishes schema ' || n.nspname FROM "
            "pg_publication_namespace AS m JOIN pg_publication AS p ON p.oid = m.pnpubid JOIN "
            "pg_namespace AS n ON n.oid = m.pnnspid JOIN pg_class AS c ON c.relnamespace = n.oid "
            "WHERE c.oid = $1::oid"
          : "";
  for (auto& row :
       r.rows("SELECT p.pubname, ' publishes all tables' FROM pg_publication AS p WHERE "
              "p.puballtables AND $1::oid IS NOT NULL" +
              schemas + " ORDER BY 1"))
    r.refuse(
        fmt::format("publication \"{}\"{}: the new table would be sent to subscribers while "
                    "it is filled",
                    row[0].text, row[1].text));
  // Changes are applied to the table that the subscription has synchronised, and to no other.
  if (!r.rows("SELECT 1 FROM pg_subscription_rel AS s WHERE s.srrelid = $1::oid").empty())
    r.refuse(
        fmt::format("table \"{}\" is filled by a subscription, which would leave the new "
                    "table alone",
                    r.names.table));
}

void refuse_dependents(AttachedReading& r) {
  // Each has a file that takes care of it.
  static const std::set<std::string> carried = {"view",        "rule",     "policy",   "key",
                                                "publication", "function", "sequence", "child"};
  for (auto& row : r.rows(dependents_of_table("$1::oid"))) {
    auto &kind = row[0].text, &name = row[1].text;
    if (kind == "materialized view")
      r.refuse(
          fmt::format("materialized view {} reads table \"{}\": to make it again would read "
                      "all its rows under the lock",
                      name, r.names.table));
    else if (kind == "row type")
      r.refuse(fmt::format("{} is built on the row type of table \"{}\"", name, r.names.table));
    else if (kind == "numbered")
      r.refuse(
          fmt::format("{} uses the sequence of an identity column of table \"{}\", and the new "
                      "table has one of its own",
                      name, r.names.table));
    else if (!carried.count(kind))
      r.refuse(fmt::format("{} depends on table \"{}\"", name, r.names.table));
  }
  // Such a variable would keep the type of the old table's rows in sessions that run on.
  for (auto& row : r.live
                       .query("SELECT p.oid::regprocedure, pg_get_userbyid(p.proowner) FROM "
                              "pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang WHERE "
                              "l.lanname = 'plpgsql' AND NOT pg_has_role(p.proowner, 'USAGE') AND "
                              "position(lower($1::text) || '%rowtype' IN "
                              "translate(lower(p.prosrc), E' \\t\\n\"', '')) > 0 ORDER BY 1",
                              {db::Value::of(r.names.table)})
                       .rows)
    r.refuse(
        fmt::format("function {} has a variable of {}%ROWTYPE and belongs to role {}, for "
                    "which this role may not act",
                    row[0].text, r.names.table, row[1].text));
}

// LIKE refuses such a check, and the shadow has not the name by which the server words it. One that
// is NOT VALID may come with the exchange, when that name is there.
void refuse_checks_of_whole_rows(AttachedReading& r) {
  for (auto& row :
       r.rows("SELECT k.conname FROM pg_constraint AS k WHERE k.conrelid = $1::oid AND k.contype = "
              "'c' AND k.convalidated AND k.conbin::text ~ ':varattno 0 ' ORDER BY k.conname"))
    r.refuse(
        fmt::format("constraint \"{}\" is over the row of table \"{}\" as a whole: drop it, and "
                    "create it again when this has contracted",
                    row[0].text, r.names.table));
}

// Names like the tool's own would be passed over. Its own triggers call functions of its schema,
// and it makes no statistics object on a table that is in use.
void refuse_names_like_our_own(AttachedReading& r) {
  for (auto& row :
       r.rows("SELECT format('trigger %I', g.tgname) FROM pg_trigger AS g JOIN pg_proc AS f ON "
              "f.oid = g.tgfoid WHERE g.tgrelid = $1::oid AND NOT g.tgisinternal AND "
              "f.pronamespace <> coalesce(to_regnamespace('migrate')::oid, 0) AND NOT (" +
              not_our_own("g.tgname") +
              ") UNION ALL SELECT format('statistics object %I', s.stxname) FROM pg_statistic_ext "
              "AS s WHERE s.stxrelid = $1::oid AND NOT (" +
              not_our_own("s.stxname") + ") ORDER BY 1"))
    r.refuse(fmt::format("{} has a name like the tool's own: rename it", row[0].text));
}

}  // namespace

void refuse_what_cannot_be_carried(AttachedReading& r) {
  refuse_kinds_of_tables(r);
  refuse_replication(r);
  refuse_dependents(r);
  refuse_checks_of_whole_rows(r);
  refuse_names_like_our_own(r);
}

}  // namespace migrate::postgres
