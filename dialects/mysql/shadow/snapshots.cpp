// Transactions that would miss rows behind the exchange, without an error: the exchange waits for
// them.
#include <fmt/format.h>

#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/shadow/rebuild.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

// Behind the exchange, whichever way, a snapshot from before a row was written to the table that
// has the name now does not see that row, whatever it sees of the other table: that is the one that
// the statement does not meet any more. What triggers wrote is as visible as the write that fired
// them; what this tool wrote is not. A transaction that has used the table is waited for by its
// metadata lock; of any other only InnoDB's list tells. TRX_STARTED comes before the snapshot, so
// that it may be waited for in vain, never the other way round. READ COMMITTED takes a snapshot for
// each statement, and one SELECT that is a transaction of its own has its tables open before it
// takes one.
//
// The list is one that InnoDB keeps while it is read again within a tenth of a second, by whomever.
// So it counts only once it has changed: from one without any transaction of this session to one
// with that which is begun here. Runners on one server look one after the other, or they would keep
// it for each other; whoever does not get his turn looks all the same. A prepared XA transaction
// (session 0) reads nothing more, and what applies a primary's log ('system user') reads by no
// snapshot.
std::vector<std::string> sessions_that_would_miss_rows() {
  return {
      fmt::format("DO GET_LOCK({}, 2)", turn_to_look),
      "SELECT COUNT(*) INTO @migrate_listed FROM information_schema.INNODB_TRX WHERE "
      "TRX_MYSQL_THREAD_ID = CONNECTION_ID()",
      "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
      "DO SLEEP(0.11)",
      "SELECT COUNT(*) > @migrate_listed INTO @migrate_is_new FROM information_schema.INNODB_TRX "
      "WHERE TRX_MYSQL_THREAD_ID = CONNECTION_ID()",
      fmt::format(
          "SELECT t.TRX_MYSQL_THREAD_ID AS session, t.TRX_STARTED AS since, {0} AS seconds, "
          "CONCAT('process ', t.TRX_MYSQL_THREAD_ID, COALESCE(CONCAT(' ', p.USER, '@', p.HOST), "
          "''), ': a transaction (', t.TRX_ISOLATION_LEVEL, ') of ', {0}, ' s that would miss rows "
          "behind the exchange') AS who FROM information_schema.INNODB_TRX t LEFT JOIN "
          "information_schema.PROCESSLIST p ON p.ID = t.TRX_MYSQL_THREAD_ID WHERE "
          "t.TRX_MYSQL_THREAD_ID NOT IN (0, CONNECTION_ID()) AND t.TRX_ISOLATION_LEVEL IN "
          "('REPEATABLE READ', 'SERIALIZABLE') AND t.TRX_AUTOCOMMIT_NON_LOCKING = 0 AND "
          "COALESCE(p.USER, '') <> 'system user' UNION ALL "
          "SELECT 0, '', 0, 'a list of transactions "
          "that others keep from being new' FROM DUAL WHERE NOT @migrate_is_new",
          "GREATEST(0, TIMESTAMPDIFF(SECOND, CONVERT_TZ(t.TRX_STARTED, 'SYSTEM', '+00:00'), "
          "NOW()))"),
      "COMMIT",
      fmt::format("DO RELEASE_LOCK({})", turn_to_look)};
}

void wait_for_snapshots(const std::vector<Rebuild*>& all, Phase phase) {
  std::vector<std::string> names;
  for (auto* r : all) names.push_back(r->was.name);
  auto& r = *all.front();
  auto& step =
      add(r, phase, StepKind::wait,
          names.size() == 1
              ? fmt::format("wait for transactions that would miss rows of {}'s shadow", r.was.name)
              : fmt::format("wait for transactions that would miss rows of the shadows of {}",
                            join(names, ", ")));
  step.sql = sessions_that_would_miss_rows();
  step.cutover = phase == Phase::backfill;
  step.lock = {"none", "the list of transactions", "a query, again and again",
               "nobody waits behind it"};
  step.why =
      "one whose snapshot is older than a row of the copy, a dump for example, would find the "
      "table "
      "without that row, and be told of no error";
}

void note_unseen_snapshots(Rebuild& r) {
  if (r.p.trial->sees_transactions()) return;
  r.p.note(fmt::format(
      "this account cannot see the transactions of others (PROCESS), so the exchange of {} waits "
      "for none: one that began before the copy had ended and reads {} behind the exchange for the "
      "first time, a dump with --single-transaction for example, would miss rows of it without an "
      "error; grant PROCESS, or let none go on over the exchange",
      r.was.name, r.was.name));
}

}  // namespace migrate::mysql
