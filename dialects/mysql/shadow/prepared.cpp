// Prepared XA transactions that no session has any more and that may have written the table: the
// copy, and the last of the log, wait for their end.
#include <fmt/format.h>

#include "dialects/mysql/shadow/rebuild.hpp"

namespace migrate::mysql {

// MariaDB: a prepared XA transaction whose session has gone holds no metadata lock, so a trigger is
// made under it. What it wrote before is neither logged nor, until it commits, seen by the copy.
// The list is one that InnoDB keeps while it is read again within a tenth of a second, by whomever:
// see snapshots.cpp. What it says counts once it holds a transaction that this step has
// begun, the only one of this session that only reads. An XA transaction that still has its session
// has its metadata lock, so the triggers have waited for it.
void wait_for_prepared(Rebuild& r, Phase phase) {
  if (!r.p.flavour.detached_hold_no_lock) return;
  auto& step =
      add(r, phase, StepKind::ddl,
          fmt::format("wait for prepared XA transactions that may have written {}", r.was.name));
  step.table = r.forward.work;
  step.sql = {fmt::format(
      "BEGIN NOT ATOMIC\n"
      "  DECLARE looks, own, prepared, unseen INT DEFAULT 0;\n"
      "  DECLARE CONTINUE HANDLER FOR 1227 SET unseen = 1;\n"
      "  DO GET_LOCK({0}, 2);\n"
      "  START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY;\n"
      "  REPEAT\n"
      "    DO SLEEP(0.11 + 0.2 * RAND());\n"
      "    SELECT COALESCE(SUM(TRX_MYSQL_THREAD_ID = CONNECTION_ID() AND TRX_IS_READ_ONLY), 0), "
      "COALESCE(SUM(TRX_MYSQL_THREAD_ID = 0), 0) INTO own, prepared FROM "
      "information_schema.INNODB_TRX;\n"
      "    SET looks = looks + 1;\n"
      "  UNTIL unseen OR own OR looks >= 20 END REPEAT;\n"
      "  COMMIT;\n"
      "  DO RELEASE_LOCK({0});\n"
      "  IF prepared OR (NOT own AND NOT unseen) THEN\n"
      "    SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1205, MESSAGE_TEXT = 'a prepared XA "
      "transaction that no session has, or a list of transactions that others keep from being "
      "new';\n"
      "  END IF;\n"
      "END",
      turn_to_look)};
  step.lock = nobody(r.forward.work);
  step.why =
      "one that no session has may have written before the triggers, and commit later; an account "
      "without PROCESS sees none of them";
}

}  // namespace migrate::mysql
