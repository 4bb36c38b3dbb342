// What a partitioned table cannot have, or what would mean something else on it.
#include <fmt/format.h>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

void refuse_triggers(AttachedReading& r) {
  // pg_trigger.h: ROW 1, BEFORE 2, INSERT 4, UPDATE 16.
  for (auto& row : r.rows(
           "SELECT g.tgname, g.tgoldtable IS NOT NULL OR g.tgnewtable IS NOT NULL, g.tgtype & 2 <> "
           "0 AND g.tgtype & 20 <> 0, p.prosrc, p.oid::regprocedure FROM pg_trigger AS g JOIN "
           "pg_proc AS p ON p.oid = g.tgfoid WHERE g.tgrelid = $1::oid AND NOT g.tgisinternal AND "
           "g.tgtype & 1 <> 0 AND " +
           not_our_own("g.tgname") + " ORDER BY g.tgname")) {
    auto what = fmt::format("trigger \"{}\" of table \"{}\"", row[0].text, r.names.table);
    r.to.notes.push_back(
        what + " sees an UPDATE that moves a row to another partition as a DELETE and an INSERT");
    if (row[1].as_int())
      r.refuse(what +
               " is FOR EACH ROW with a transition table, which a partitioned table cannot have");
    // "moving row to another partition during a BEFORE FOR EACH ROW trigger is not supported": an
    // error of the application's write.
    for (auto& column : r.change.partition_key)
      if (row[2].as_int() && mentions(row[3].text, column))
        r.refuse(
            fmt::format("{} is BEFORE, FOR EACH ROW, and its function {} names {}, the partition "
                        "key: a row may not be moved to another partition there",
                        what, row[4].text, column));
  }
}

void refuse_publications(AttachedReading& r) {
  for (auto& row : r.rows("SELECT p.pubname FROM pg_publication_rel AS m JOIN pg_publication AS p "
                          "ON p.oid = m.prpubid WHERE m.prrelid = $1::oid AND NOT p.pubviaroot "
                          "ORDER BY 1"))
    r.refuse(
        fmt::format("publication \"{0}\" would send rows as those of the partitions, which its "
                    "subscribers have not (ALTER PUBLICATION {1} SET (publish_via_partition_root "
                    "= true) first)",
                    row[0].text, quote_name(row[0].text)));
}

}  // namespace

void refuse_what_partitions_cannot_have(AttachedReading& r) {
  if (r.change.partition_key.empty()) return;
  refuse_triggers(r);
  refuse_publications(r);
  for (auto& row :
       r.rows("SELECT x.relname, i.indisclustered FROM pg_index AS i JOIN pg_class AS x ON x.oid = "
              "i.indexrelid WHERE i.indrelid = $1::oid AND (i.indisclustered OR "
              "i.indisreplident) ORDER BY 1"))
    r.refuse(row[1].as_int()
                 ? fmt::format("table \"{}\" is marked to be clustered by index \"{}\", and a "
                               "partitioned one cannot be (ALTER TABLE {} SET WITHOUT CLUSTER)",
                               r.names.table, row[0].text, r.t)
                 : fmt::format("the replica identity of table \"{}\" is index \"{}\": each "
                               "partition's own index has another name (set_replica_identity "
                               "first)",
                               r.names.table, row[0].text));
}

}  // namespace migrate::postgres
