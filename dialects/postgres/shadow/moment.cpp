// Since when the other table has its rows, and who reads from a snapshot of before.
#include <fmt/format.h>

#include "dialects/own_code.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/carry.hpp"

namespace migrate::postgres {

// The comment's row in the catalog has the number of the transaction that wrote it.
std::string mark_moment(const Carry& carry) {
  return fmt::format("COMMENT ON TABLE {} IS 'applied'", carry.log);
}

// Whoever reads for a role counts: autovacuum's workers have none, and of what kind another role's
// session is, this one may not be told. A standby with hot_standby_feedback reports the oldest
// snapshot of all its databases, to its sender or into its slot; what a logical slot holds back is
// none.
//
// A snapshot is told by the oldest transaction that was under way when it was taken, in whatever
// database: while one goes on that is older than the mark, those that are taken now count, too. So
// it is named with them. When a session's transaction began would not tell them apart: it may have
// taken an older one over (SET TRANSACTION SNAPSHOT), and whoever gave it may be gone.
std::string no_older_snapshot(const Carry& carry) {
  return "DO " +
         dollar_quote(fmt::format(
             "\nDECLARE\n  older text;\n  since integer;\n  writing text;\nBEGIN\n"
             "  SELECT age(d.xmin) INTO since FROM pg_catalog.pg_description AS d WHERE d.objoid = "
             "{log}::regclass AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = "
             "0;\n"
             "  SELECT string_agg(held.by_whom, ', ') INTO older\n"
             "  FROM (\n"
             "    SELECT format('pid %s (%s)', a.pid, a.application_name) AS by_whom, "
             "a.backend_xmin AS xmin\n"
             "    FROM pg_catalog.pg_stat_activity AS a\n"
             "    WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND "
             "a.usesysid IS NOT NULL\n"
             "    UNION ALL\n"
             "    SELECT format('standby %s, as it last reported', r.application_name), "
             "r.backend_xmin\n"
             "    FROM pg_catalog.pg_stat_replication AS r\n"
             "    JOIN pg_catalog.pg_stat_activity AS a ON a.pid = r.pid AND a.datid IS NULL\n"
             "    UNION ALL\n"
             "    SELECT format('standby of slot %s, as it last reported', s.slot_name), s.xmin\n"
             "    FROM pg_catalog.pg_replication_slots AS s\n"
             "    WHERE s.slot_type = 'physical' AND s.wal_status IS DISTINCT FROM 'lost'\n"
             "  ) AS held\n"
             "  WHERE age(held.xmin) >= since;\n"
             "  IF older IS NOT NULL THEN\n"
             "    SELECT string_agg(held.by_whom, ', ') INTO writing\n"
             "    FROM (\n"
             "      SELECT format('pid %s (%s) in database %s', a.pid, a.application_name, "
             "a.datname) AS by_whom, a.backend_xid AS xid\n"
             "      FROM pg_catalog.pg_stat_activity AS a\n"
             "      WHERE a.pid <> pg_backend_pid()\n"
             "      UNION ALL\n"
             "      SELECT format('prepared transaction %s in database %s', p.gid, p.database), "
             "p.transaction\n"
             "      FROM pg_catalog.pg_prepared_xacts AS p\n"
             "    ) AS held\n"
             "    WHERE age(held.xid) > since;\n"
             "    RAISE EXCEPTION USING ERRCODE = '{code}', MESSAGE = 'a snapshot is older than "
             "the "
             "other table''s rows, and would not see them: ' || older || coalesce('; one that is "
             "taken now counts as old, too, until these end, which write: ' || writing, '');\n"
             "  END IF;\nEND\n",
             fmt::arg("log", quote_literal(carry.log)), fmt::arg("code", own_code::waits)));
}

}  // namespace migrate::postgres
