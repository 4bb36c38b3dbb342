-- migration: alter_table_triggers
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: TRUNCATE accounts is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] make a shadow of accounts: MODIFY cents BIGINT NOT NULL
--   strategy: shadow
--   lock: none on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_accounts__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_accounts__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_accounts__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_accounts__building`
--   undo: DROP TABLE IF EXISTS `migrate_accounts__shadow`
CREATE TABLE `migrate_accounts__building` LIKE `accounts`;
ALTER TABLE `migrate_accounts__building` MODIFY cents BIGINT NOT NULL;
RENAME TABLE `migrate_accounts__building` TO `migrate_accounts__shadow`;

-- [expand-2] make a log of changes of accounts
--   strategy: shadow
--   lock: none on migrate_accounts__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_accounts__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_accounts__log`
CREATE TABLE `migrate_accounts__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-3] make a work table for the log of accounts
--   strategy: shadow
--   lock: none on migrate_accounts__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_accounts__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_accounts__work`
CREATE TABLE `migrate_accounts__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in accounts on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__carry__log__update`
CREATE TRIGGER `migrate_accounts__carry__log__update` AFTER UPDATE ON `accounts` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_accounts__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_accounts__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-5] log what changes in accounts on DELETE
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__carry__log__delete`
CREATE TRIGGER `migrate_accounts__carry__log__delete` AFTER DELETE ON `accounts` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_accounts__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-6] log what changes in accounts on INSERT
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__carry__log__insert`
CREATE TRIGGER `migrate_accounts__carry__log__insert` AFTER INSERT ON `accounts` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_accounts__log` (`id`) VALUES (NEW.`id`);
END;

-- [expand-7] wait for prepared XA transactions that may have written accounts
--   strategy: shadow
--   lock: none on migrate_accounts__work, nobody but this tool uses it yet; reads and writes go on
--   why: one that no session has may have written before the triggers, and commit later; an account without PROCESS sees none of them
--   runs: on its own
BEGIN NOT ATOMIC
  DECLARE looks, own, prepared, unseen INT DEFAULT 0;
  DECLARE CONTINUE HANDLER FOR 1227 SET unseen = 1;
  DO GET_LOCK('migrate_transactions', 2);
  START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY;
  REPEAT
    DO SLEEP(0.11 + 0.2 * RAND());
    SELECT COALESCE(SUM(TRX_MYSQL_THREAD_ID = CONNECTION_ID() AND TRX_IS_READ_ONLY), 0), COALESCE(SUM(TRX_MYSQL_THREAD_ID = 0), 0) INTO own, prepared FROM information_schema.INNODB_TRX;
    SET looks = looks + 1;
  UNTIL unseen OR own OR looks >= 20 END REPEAT;
  COMMIT;
  DO RELEASE_LOCK('migrate_transactions');
  IF prepared OR (NOT own AND NOT unseen) THEN
    SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1205, MESSAGE_TEXT = 'a prepared XA transaction that no session has, or a list of transactions that others keep from being new';
  END IF;
END;

-- ==== backfill
-- [backfill-1] copy accounts into its shadow
--   strategy: shadow
--   lock: none on accounts, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_accounts__shadow` (`id`, `owner`, `cents`, `version`) SELECT `accounts`.`id`, `accounts`.`owner`, `accounts`.`cents`, `accounts`.`version` FROM `accounts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-2] analyze accounts's shadow
--   strategy: shadow
--   lock: none on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_accounts__shadow`;

-- [backfill-3] apply what changed in accounts meanwhile
--   strategy: shadow
--   lock: row locks on migrate_accounts__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_accounts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_accounts__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_accounts__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_accounts__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_accounts__work` AS migrate_work STRAIGHT_JOIN `migrate_accounts__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_accounts__shadow` (`id`, `owner`, `cents`, `version`) SELECT `accounts`.`id`, `accounts`.`owner`, `accounts`.`cents`, `accounts`.`version` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_accounts__work`) AS migrate_work STRAIGHT_JOIN `accounts` ON `accounts`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_accounts__work` AS migrate_work STRAIGHT_JOIN `migrate_accounts__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_accounts__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `accounts` WHERE `accounts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_accounts__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_accounts__shadow` (`id`, `owner`, `cents`, `version`) SELECT `accounts`.`id`, `accounts`.`owner`, `accounts`.`cents`, `accounts`.`version` FROM `accounts` WHERE `accounts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `accounts`.`id` AS migrate_value_1, `accounts`.`owner` AS migrate_value_2, `accounts`.`cents` AS migrate_value_3, `accounts`.`version` AS migrate_value_4 FROM `accounts` WHERE `accounts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_accounts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`owner` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`cents` AND migrate_was.migrate_value_4 <=> migrate_now.`version`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_accounts__log` WHERE migrate_id = ?;

-- [backfill-4] make a log for the way back of accounts
--   strategy: shadow
--   lock: none on migrate_accounts__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_accounts__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_accounts__back_log`
CREATE TABLE `migrate_accounts__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [backfill-5] carry accounts into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__carry__update`
CREATE TRIGGER `migrate_accounts__carry__update` AFTER UPDATE ON `accounts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_accounts__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_accounts__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_accounts__shadow` SET `id` = NEW.`id`, `owner` = NEW.`owner`, `cents` = NEW.`cents`, `version` = NEW.`version` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_accounts__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`owner` AS BINARY) <=> CAST(`owner` AS BINARY) AND NEW.`cents` <=> `cents` AND NEW.`version` <=> `version`) THEN
    INSERT INTO `migrate_accounts__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_accounts__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_accounts__back_log`; END IF;
END;

-- [backfill-6] carry accounts into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__carry__delete`
CREATE TRIGGER `migrate_accounts__carry__delete` AFTER DELETE ON `accounts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_accounts__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_accounts__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_accounts__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_accounts__log` (`id`) VALUES (OLD.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_accounts__back_log`; END IF;
END;

-- [backfill-7] carry accounts into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__carry__insert`
CREATE TRIGGER `migrate_accounts__carry__insert` AFTER INSERT ON `accounts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_accounts__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_accounts__shadow` (`id`, `owner`, `cents`, `version`) VALUES (NEW.`id`, NEW.`owner`, NEW.`cents`, NEW.`version`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_accounts__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`owner` AS BINARY) <=> CAST(`owner` AS BINARY) AND NEW.`cents` <=> `cents` AND NEW.`version` <=> `version`) THEN
    INSERT INTO `migrate_accounts__log` (`id`) VALUES (NEW.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_accounts__back_log`; END IF;
END;

-- [backfill-8] stop the log of accounts on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_accounts__carry__log__update`;

-- [backfill-9] stop the log of accounts on DELETE
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_accounts__carry__log__delete`;

-- [backfill-10] stop the log of accounts on INSERT
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_accounts__carry__log__insert`;

-- [backfill-11] wait for prepared XA transactions that may have written accounts
--   strategy: shadow
--   lock: none on migrate_accounts__work, nobody but this tool uses it yet; reads and writes go on
--   why: one that no session has may have written before the triggers, and commit later; an account without PROCESS sees none of them
--   runs: on its own
BEGIN NOT ATOMIC
  DECLARE looks, own, prepared, unseen INT DEFAULT 0;
  DECLARE CONTINUE HANDLER FOR 1227 SET unseen = 1;
  DO GET_LOCK('migrate_transactions', 2);
  START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY;
  REPEAT
    DO SLEEP(0.11 + 0.2 * RAND());
    SELECT COALESCE(SUM(TRX_MYSQL_THREAD_ID = CONNECTION_ID() AND TRX_IS_READ_ONLY), 0), COALESCE(SUM(TRX_MYSQL_THREAD_ID = 0), 0) INTO own, prepared FROM information_schema.INNODB_TRX;
    SET looks = looks + 1;
  UNTIL unseen OR own OR looks >= 20 END REPEAT;
  COMMIT;
  DO RELEASE_LOCK('migrate_transactions');
  IF prepared OR (NOT own AND NOT unseen) THEN
    SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1205, MESSAGE_TEXT = 'a prepared XA transaction that no session has, or a list of transactions that others keep from being new';
  END IF;
END;

-- [backfill-12] apply the last of the log of accounts
--   strategy: shadow
--   lock: row locks on accounts, migrate_accounts__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_accounts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_accounts__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `accounts` WHERE `accounts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_accounts__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_accounts__shadow` (`id`, `owner`, `cents`, `version`) SELECT `accounts`.`id`, `accounts`.`owner`, `accounts`.`cents`, `accounts`.`version` FROM `accounts` WHERE `accounts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `accounts`.`id` AS migrate_value_1, `accounts`.`owner` AS migrate_value_2, `accounts`.`cents` AS migrate_value_3, `accounts`.`version` AS migrate_value_4 FROM `accounts` WHERE `accounts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_accounts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`owner` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`cents` AND migrate_was.migrate_value_4 <=> migrate_now.`version`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_accounts__log` WHERE migrate_id = ?;

-- [backfill-13] note rows that differ in accounts's shadow
--   strategy: shadow
--   lock: none on accounts, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_accounts__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `accounts`.`id` AS migrate_value_1, `accounts`.`owner` AS migrate_value_2, `accounts`.`cents` AS migrate_value_3, `accounts`.`version` AS migrate_value_4 FROM `accounts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_accounts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`owner` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`cents` AND migrate_was.migrate_value_4 <=> migrate_now.`version`);

-- [backfill-14] write the noted rows of accounts anew
--   strategy: shadow
--   lock: row locks on accounts, migrate_accounts__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_accounts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_accounts__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `accounts` WHERE `accounts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_accounts__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_accounts__shadow` (`id`, `owner`, `cents`, `version`) SELECT `accounts`.`id`, `accounts`.`owner`, `accounts`.`cents`, `accounts`.`version` FROM `accounts` WHERE `accounts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `accounts`.`id` AS migrate_value_1, `accounts`.`owner` AS migrate_value_2, `accounts`.`cents` AS migrate_value_3, `accounts`.`version` AS migrate_value_4 FROM `accounts` WHERE `accounts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_accounts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`owner` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`cents` AND migrate_was.migrate_value_4 <=> migrate_now.`version`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_accounts__log` WHERE migrate_id = ?;

-- [backfill-15] note rows that only accounts's shadow has
--   strategy: shadow
--   lock: none on accounts, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_accounts__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_accounts__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_accounts__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `accounts` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `accounts`) <> (SELECT COUNT(*) FROM `migrate_accounts__shadow`);

-- [backfill-16] take the noted rows out of accounts's shadow
--   strategy: shadow
--   lock: row locks on accounts, migrate_accounts__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_accounts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_accounts__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `accounts` WHERE `accounts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_accounts__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_accounts__shadow` (`id`, `owner`, `cents`, `version`) SELECT `accounts`.`id`, `accounts`.`owner`, `accounts`.`cents`, `accounts`.`version` FROM `accounts` WHERE `accounts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `accounts`.`id` AS migrate_value_1, `accounts`.`owner` AS migrate_value_2, `accounts`.`cents` AS migrate_value_3, `accounts`.`version` AS migrate_value_4 FROM `accounts` WHERE `accounts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_accounts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`owner` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`cents` AND migrate_was.migrate_value_4 <=> migrate_now.`version`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_accounts__log` WHERE migrate_id = ?;

-- [backfill-17] log what will change in accounts on UPDATE
--   strategy: shadow
--   lock: none on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_accounts__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__back__log__update`
CREATE TRIGGER `migrate_accounts__back__log__update` AFTER UPDATE ON `migrate_accounts__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_accounts__back_log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_accounts__back_log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [backfill-18] log what will change in accounts on DELETE
--   strategy: shadow
--   lock: none on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_accounts__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__back__log__delete`
CREATE TRIGGER `migrate_accounts__back__log__delete` AFTER DELETE ON `migrate_accounts__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_accounts__back_log` (`id`) VALUES (OLD.`id`);
END;

-- [backfill-19] log what will change in accounts on INSERT
--   strategy: shadow
--   lock: none on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_accounts__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__back__log__insert`
CREATE TRIGGER `migrate_accounts__back__log__insert` AFTER INSERT ON `migrate_accounts__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_accounts__back_log` (`id`) VALUES (NEW.`id`);
END;

-- [backfill-20] look for foreign keys that refer to accounts since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'accounts' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'accounts')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'accounts' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'accounts')));

-- [backfill-21] look for what has been changed of accounts since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'cents' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'id', '(digest)', 1, 0
UNION ALL SELECT 'column', 'owner', '(digest)', 1, 0
UNION ALL SELECT 'column', 'version', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'accounts', '(digest)', 1, 0
UNION ALL SELECT 'trigger', 'accounts_changed', '(digest)', 1, (SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__accounts_changed__old')
UNION ALL SELECT 'trigger', 'accounts_gone', '(digest)', 1, (SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__accounts_gone__old')
UNION ALL SELECT 'trigger', 'accounts_new', '(digest)', 1, (SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__accounts_new__old')
UNION ALL SELECT 'trigger', 'accounts_round', '(digest)', 1, (SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__accounts_round__old')
UNION ALL SELECT 'trigger', 'accounts_version', '(digest)', 1, (SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__accounts_version__old')
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'accounts' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-22] make the switch for the triggers of accounts
--   strategy: shadow
--   lock: none on migrate_accounts__side, nobody but this tool uses it yet; reads and writes go on
--   why: it changes together with the tables, in the same statement
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_accounts__side'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_accounts__side`
--   undo: DROP TABLE IF EXISTS `migrate_accounts__other_side`
CREATE TABLE IF NOT EXISTS `migrate_accounts__other_side` (here INT NOT NULL PRIMARY KEY) ENGINE=InnoDB;
REPLACE INTO `migrate_accounts__other_side` VALUES (1);
CREATE TABLE IF NOT EXISTS `migrate_accounts__side` (here INT NOT NULL PRIMARY KEY) ENGINE=InnoDB;

-- [backfill-23] make trigger accounts_changed on the shadow, silent
--   strategy: shadow
--   lock: none on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: what is carried into the shadow has fired it already
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_accounts__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__accounts_changed__new'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__accounts_changed__new`
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `migrate_accounts__accounts_changed__new` AFTER UPDATE ON `migrate_accounts__shadow` FOR EACH ROW
IF EXISTS (SELECT 1 FROM `migrate_accounts__side`) THEN
INSERT INTO journal (what) VALUES (CONCAT('changed ', NEW.id, ' to ', NEW.cents, ' v', NEW.version))
;
END IF;
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-24] make trigger accounts_gone on the shadow, silent
--   strategy: shadow
--   lock: none on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: what is carried into the shadow has fired it already
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_accounts__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__accounts_gone__new'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__accounts_gone__new`
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `migrate_accounts__accounts_gone__new` AFTER DELETE ON `migrate_accounts__shadow` FOR EACH ROW
IF EXISTS (SELECT 1 FROM `migrate_accounts__side`) THEN
INSERT INTO journal (what) VALUES (CONCAT('gone ', OLD.id))
;
END IF;
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-25] make trigger accounts_new on the shadow, silent
--   strategy: shadow
--   lock: none on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: what is carried into the shadow has fired it already
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_accounts__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__accounts_new__new'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__accounts_new__new`
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `migrate_accounts__accounts_new__new` AFTER INSERT ON `migrate_accounts__shadow` FOR EACH ROW
IF EXISTS (SELECT 1 FROM `migrate_accounts__side`) THEN
INSERT INTO journal (what) VALUES (CONCAT('new ', NEW.id))
;
END IF;
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-26] make trigger accounts_version on the shadow, silent
--   strategy: shadow
--   lock: none on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: what is carried into the shadow has fired it already
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_accounts__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__accounts_version__new'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__accounts_version__new`
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `migrate_accounts__accounts_version__new` BEFORE UPDATE ON `migrate_accounts__shadow` FOR EACH ROW
IF EXISTS (SELECT 1 FROM `migrate_accounts__side`) THEN
SET NEW.version = OLD.version + 1
;
END IF;
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-27] make trigger accounts_round on the shadow, silent
--   strategy: shadow
--   lock: none on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: what is carried into the shadow has fired it already
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_accounts__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__accounts_round__new'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__accounts_round__new`
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `migrate_accounts__accounts_round__new` BEFORE UPDATE ON `migrate_accounts__shadow` FOR EACH ROW
IF EXISTS (SELECT 1 FROM `migrate_accounts__side`) THEN
BEGIN IF NEW.cents < 0 THEN SET NEW.cents = 0; END IF; END
;
END IF;
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-28] let the triggers of accounts end with the exchange
--   strategy: shadow
--   lock: table lock on accounts, milliseconds: metadata only; no write may meet both of them, or none
--   why: what is carried back into the old table must not fire them
--   probe: SELECT IF((SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) IN ('accounts_changed', 'accounts_gone', 'accounts_new', 'accounts_version', 'accounts_round')), 1, IF((SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) IN ('migrate_accounts__accounts_changed__old', 'migrate_accounts__accounts_gone__old', 'migrate_accounts__accounts_new__old', 'migrate_accounts__accounts_version__old', 'migrate_accounts__accounts_round__old')), 0, 2))
--   cleanup: UNLOCK TABLES
--   cleanup: SET NAMES utf8mb4
--   cleanup: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
--   cleanup: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
--   cleanup: SET SESSION TRANSACTION READ WRITE
--   cleanup: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
--   runs: on its own
--   undo: LOCK TABLES `accounts` WRITE
--   undo: DROP TRIGGER IF EXISTS `accounts_changed`
--   undo: SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION'
--   undo: SET SESSION collation_connection = 'utf8mb4_general_ci'
--   undo: CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `accounts_changed` AFTER UPDATE ON `accounts` FOR EACH ROW
--     INSERT INTO journal (what) VALUES (CONCAT('changed ', NEW.id, ' to ', NEW.cents, ' v', NEW.version))
--   undo: SET NAMES utf8mb4
--   undo: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
--   undo: DROP TRIGGER IF EXISTS `accounts_gone`
--   undo: SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION'
--   undo: SET SESSION collation_connection = 'utf8mb4_general_ci'
--   undo: CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `accounts_gone` AFTER DELETE ON `accounts` FOR EACH ROW
--     INSERT INTO journal (what) VALUES (CONCAT('gone ', OLD.id))
--   undo: SET NAMES utf8mb4
--   undo: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
--   undo: DROP TRIGGER IF EXISTS `accounts_new`
--   undo: SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION'
--   undo: SET SESSION collation_connection = 'utf8mb4_general_ci'
--   undo: CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `accounts_new` AFTER INSERT ON `accounts` FOR EACH ROW
--     INSERT INTO journal (what) VALUES (CONCAT('new ', NEW.id))
--   undo: SET NAMES utf8mb4
--   undo: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
--   undo: DROP TRIGGER IF EXISTS `accounts_version`
--   undo: SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION'
--   undo: SET SESSION collation_connection = 'utf8mb4_general_ci'
--   undo: CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `accounts_version` BEFORE UPDATE ON `accounts` FOR EACH ROW
--     SET NEW.version = OLD.version + 1
--   undo: SET NAMES utf8mb4
--   undo: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
--   undo: DROP TRIGGER IF EXISTS `accounts_round`
--   undo: SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION'
--   undo: SET SESSION collation_connection = 'utf8mb4_general_ci'
--   undo: CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `accounts_round` BEFORE UPDATE ON `accounts` FOR EACH ROW
--     BEGIN IF NEW.cents < 0 THEN SET NEW.cents = 0; END IF; END
--   undo: SET NAMES utf8mb4
--   undo: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__accounts_changed__old`
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__accounts_gone__old`
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__accounts_new__old`
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__accounts_version__old`
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__accounts_round__old`
--   undo: UNLOCK TABLES
LOCK TABLES `accounts` WRITE;
DROP TRIGGER IF EXISTS `migrate_accounts__accounts_changed__old`;
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `migrate_accounts__accounts_changed__old` AFTER UPDATE ON `accounts` FOR EACH ROW
IF NOT EXISTS (SELECT 1 FROM `migrate_accounts__side`) THEN
INSERT INTO journal (what) VALUES (CONCAT('changed ', NEW.id, ' to ', NEW.cents, ' v', NEW.version))
;
END IF;
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
DROP TRIGGER IF EXISTS `migrate_accounts__accounts_gone__old`;
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `migrate_accounts__accounts_gone__old` AFTER DELETE ON `accounts` FOR EACH ROW
IF NOT EXISTS (SELECT 1 FROM `migrate_accounts__side`) THEN
INSERT INTO journal (what) VALUES (CONCAT('gone ', OLD.id))
;
END IF;
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
DROP TRIGGER IF EXISTS `migrate_accounts__accounts_new__old`;
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `migrate_accounts__accounts_new__old` AFTER INSERT ON `accounts` FOR EACH ROW
IF NOT EXISTS (SELECT 1 FROM `migrate_accounts__side`) THEN
INSERT INTO journal (what) VALUES (CONCAT('new ', NEW.id))
;
END IF;
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
DROP TRIGGER IF EXISTS `migrate_accounts__accounts_version__old`;
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `migrate_accounts__accounts_version__old` BEFORE UPDATE ON `accounts` FOR EACH ROW
IF NOT EXISTS (SELECT 1 FROM `migrate_accounts__side`) THEN
SET NEW.version = OLD.version + 1
;
END IF;
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
DROP TRIGGER IF EXISTS `migrate_accounts__accounts_round__old`;
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `migrate_accounts__accounts_round__old` BEFORE UPDATE ON `accounts` FOR EACH ROW
IF NOT EXISTS (SELECT 1 FROM `migrate_accounts__side`) THEN
BEGIN IF NEW.cents < 0 THEN SET NEW.cents = 0; END IF; END
;
END IF;
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
DROP TRIGGER IF EXISTS `accounts_changed`;
DROP TRIGGER IF EXISTS `accounts_gone`;
DROP TRIGGER IF EXISTS `accounts_new`;
DROP TRIGGER IF EXISTS `accounts_version`;
DROP TRIGGER IF EXISTS `accounts_round`;
UNLOCK TABLES;

-- [backfill-29] wait for transactions that would miss rows of accounts's shadow
--   strategy: shadow
--   lock: none on the list of transactions, a query, again and again; nobody waits behind it
--   why: one whose snapshot is older than a row of the copy, a dump for example, would find the table without that row, and be told of no error
--   waits: until the sessions that are named at first have ended
--   cutover: `--hold-cutover` stops before it
DO GET_LOCK('migrate_transactions', 2);
SELECT COUNT(*) INTO @migrate_listed FROM information_schema.INNODB_TRX WHERE TRX_MYSQL_THREAD_ID = CONNECTION_ID();
START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY;
DO SLEEP(0.11);
SELECT COUNT(*) > @migrate_listed INTO @migrate_is_new FROM information_schema.INNODB_TRX WHERE TRX_MYSQL_THREAD_ID = CONNECTION_ID();
SELECT t.TRX_MYSQL_THREAD_ID AS session, t.TRX_STARTED AS since, GREATEST(0, TIMESTAMPDIFF(SECOND, CONVERT_TZ(t.TRX_STARTED, 'SYSTEM', '+00:00'), NOW())) AS seconds, CONCAT('process ', t.TRX_MYSQL_THREAD_ID, COALESCE(CONCAT(' ', p.USER, '@', p.HOST), ''), ': a transaction (', t.TRX_ISOLATION_LEVEL, ') of ', GREATEST(0, TIMESTAMPDIFF(SECOND, CONVERT_TZ(t.TRX_STARTED, 'SYSTEM', '+00:00'), NOW())), ' s that would miss rows behind the exchange') AS who FROM information_schema.INNODB_TRX t LEFT JOIN information_schema.PROCESSLIST p ON p.ID = t.TRX_MYSQL_THREAD_ID WHERE t.TRX_MYSQL_THREAD_ID NOT IN (0, CONNECTION_ID()) AND t.TRX_ISOLATION_LEVEL IN ('REPEATABLE READ', 'SERIALIZABLE') AND t.TRX_AUTOCOMMIT_NON_LOCKING = 0 AND COALESCE(p.USER, '') <> 'system user' UNION ALL SELECT 0, '', 0, 'a list of transactions that others keep from being new' FROM DUAL WHERE NOT @migrate_is_new;
COMMIT;
DO RELEASE_LOCK('migrate_transactions');

-- [backfill-30] exchange accounts for its shadow
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_accounts__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_accounts__shadow')
--   cutover: `--hold-cutover` stops before it
--   runs: on its own
--   before undo: DO GET_LOCK('migrate_transactions', 2)
--   before undo: SELECT COUNT(*) INTO @migrate_listed FROM information_schema.INNODB_TRX WHERE TRX_MYSQL_THREAD_ID = CONNECTION_ID()
--   before undo: START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY
--   before undo: DO SLEEP(0.11)
--   before undo: SELECT COUNT(*) > @migrate_listed INTO @migrate_is_new FROM information_schema.INNODB_TRX WHERE TRX_MYSQL_THREAD_ID = CONNECTION_ID()
--   before undo: SELECT t.TRX_MYSQL_THREAD_ID AS session, t.TRX_STARTED AS since, GREATEST(0, TIMESTAMPDIFF(SECOND, CONVERT_TZ(t.TRX_STARTED, 'SYSTEM', '+00:00'), NOW())) AS seconds, CONCAT('process ', t.TRX_MYSQL_THREAD_ID, COALESCE(CONCAT(' ', p.USER, '@', p.HOST), ''), ': a transaction (', t.TRX_ISOLATION_LEVEL, ') of ', GREATEST(0, TIMESTAMPDIFF(SECOND, CONVERT_TZ(t.TRX_STARTED, 'SYSTEM', '+00:00'), NOW())), ' s that would miss rows behind the exchange') AS who FROM information_schema.INNODB_TRX t LEFT JOIN information_schema.PROCESSLIST p ON p.ID = t.TRX_MYSQL_THREAD_ID WHERE t.TRX_MYSQL_THREAD_ID NOT IN (0, CONNECTION_ID()) AND t.TRX_ISOLATION_LEVEL IN ('REPEATABLE READ', 'SERIALIZABLE') AND t.TRX_AUTOCOMMIT_NON_LOCKING = 0 AND COALESCE(p.USER, '') <> 'system user' UNION ALL SELECT 0, '', 0, 'a list of transactions that others keep from being new' FROM DUAL WHERE NOT @migrate_is_new
--   before undo: COMMIT
--   before undo: DO RELEASE_LOCK('migrate_transactions')
--   undo: RENAME TABLE `accounts` TO `migrate_accounts__shadow`, `migrate_accounts__old` TO `accounts`, `migrate_accounts__side` TO `migrate_accounts__side_between`, `migrate_accounts__other_side` TO `migrate_accounts__side`, `migrate_accounts__side_between` TO `migrate_accounts__other_side`
--   loss: rows of accounts that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_accounts__back_log`
RENAME TABLE `accounts` TO `migrate_accounts__old`, `migrate_accounts__shadow` TO `accounts`, `migrate_accounts__side` TO `migrate_accounts__side_between`, `migrate_accounts__other_side` TO `migrate_accounts__side`, `migrate_accounts__side_between` TO `migrate_accounts__other_side`;

-- [backfill-31] stop carrying into the shadow of accounts on UPDATE
--   strategy: shadow
--   lock: none on migrate_accounts__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_accounts__carry__update`;

-- [backfill-32] stop carrying into the shadow of accounts on DELETE
--   strategy: shadow
--   lock: none on migrate_accounts__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_accounts__carry__delete`;

-- [backfill-33] stop carrying into the shadow of accounts on INSERT
--   strategy: shadow
--   lock: none on migrate_accounts__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_accounts__carry__insert`;

-- [backfill-34] carry accounts back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_accounts__back__update` AFTER UPDATE ON `accounts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_accounts__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_accounts__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_accounts__old` SET `id` = NEW.`id`, `owner` = NEW.`owner`, `cents` = NEW.`cents`, `version` = NEW.`version` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_accounts__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`owner` AS BINARY) <=> CAST(`owner` AS BINARY) AND NEW.`cents` <=> `cents` AND NEW.`version` <=> `version`) THEN
    INSERT INTO `migrate_accounts__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_accounts__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-35] carry accounts back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_accounts__back__delete` AFTER DELETE ON `accounts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_accounts__back_log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_accounts__old` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_accounts__old` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_accounts__back_log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-36] carry accounts back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_accounts__back__insert` AFTER INSERT ON `accounts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_accounts__back_log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_accounts__old` (`id`, `owner`, `cents`, `version`) VALUES (NEW.`id`, NEW.`owner`, NEW.`cents`, NEW.`version`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_accounts__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`owner` AS BINARY) <=> CAST(`owner` AS BINARY) AND NEW.`cents` <=> `cents` AND NEW.`version` <=> `version`) THEN
    INSERT INTO `migrate_accounts__back_log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-37] stop the log for the way back of accounts on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_accounts__back__log__update`;

-- [backfill-38] stop the log for the way back of accounts on DELETE
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_accounts__back__log__delete`;

-- [backfill-39] stop the log for the way back of accounts on INSERT
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_accounts__back__log__insert`;

-- [backfill-40] carry back what was written to accounts meanwhile
--   strategy: shadow
--   lock: row locks on accounts, migrate_accounts__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_accounts__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_accounts__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `accounts` WHERE `accounts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_accounts__old` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_accounts__old` (`id`, `owner`, `cents`, `version`) SELECT `accounts`.`id`, `accounts`.`owner`, `accounts`.`cents`, `accounts`.`version` FROM `accounts` WHERE `accounts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `accounts`.`id` AS migrate_value_1, `accounts`.`owner` AS migrate_value_2, `accounts`.`cents` AS migrate_value_3, `accounts`.`version` AS migrate_value_4 FROM `accounts` WHERE `accounts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_accounts__old` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`owner` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`cents` AND migrate_was.migrate_value_4 <=> migrate_now.`version`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_accounts__back_log` WHERE migrate_id = ?;

-- [backfill-41] see that no row of accounts was left behind
--   strategy: shadow
--   lock: none on migrate_accounts__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_accounts__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_accounts__log` LIMIT 5;

-- ==== contract
-- [contract-1] stop carrying accounts back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_accounts__back__update`;

-- [contract-2] stop carrying accounts back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_accounts__back__delete`;

-- [contract-3] stop carrying accounts back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on accounts, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_accounts__back__insert`;

-- [contract-4] drop the old table of accounts
--   strategy: shadow
--   lock: none on migrate_accounts__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_accounts__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_accounts__old`;

-- [contract-5] drop the log of accounts's way back
--   strategy: shadow
--   lock: none on migrate_accounts__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_accounts__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_accounts__back_log`;

-- [contract-6] drop the log of accounts
--   strategy: shadow
--   lock: none on migrate_accounts__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_accounts__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_accounts__log`;

-- [contract-7] drop the work table of accounts
--   strategy: shadow
--   lock: none on migrate_accounts__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_accounts__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_accounts__work`;

-- [contract-8] give the triggers of accounts their names
--   strategy: shadow
--   lock: table lock on accounts, milliseconds: metadata only; no write may meet both of them, or none
--   why: the old table and its own triggers are gone
--   probe: SELECT IF((SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) IN ('migrate_accounts__accounts_changed__new', 'migrate_accounts__accounts_gone__new', 'migrate_accounts__accounts_new__new', 'migrate_accounts__accounts_version__new', 'migrate_accounts__accounts_round__new')), 1, IF((SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) IN ('accounts_changed', 'accounts_gone', 'accounts_new', 'accounts_version', 'accounts_round')), 0, 2))
--   cleanup: UNLOCK TABLES
--   cleanup: SET NAMES utf8mb4
--   cleanup: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
--   cleanup: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
--   cleanup: SET SESSION TRANSACTION READ WRITE
--   cleanup: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
--   runs: on its own
LOCK TABLES `accounts` WRITE;
DROP TRIGGER IF EXISTS `accounts_changed`;
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `accounts_changed` AFTER UPDATE ON `accounts` FOR EACH ROW
INSERT INTO journal (what) VALUES (CONCAT('changed ', NEW.id, ' to ', NEW.cents, ' v', NEW.version));
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
DROP TRIGGER IF EXISTS `accounts_gone`;
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `accounts_gone` AFTER DELETE ON `accounts` FOR EACH ROW
INSERT INTO journal (what) VALUES (CONCAT('gone ', OLD.id));
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
DROP TRIGGER IF EXISTS `accounts_new`;
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `accounts_new` AFTER INSERT ON `accounts` FOR EACH ROW
INSERT INTO journal (what) VALUES (CONCAT('new ', NEW.id));
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
DROP TRIGGER IF EXISTS `accounts_version`;
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `accounts_version` BEFORE UPDATE ON `accounts` FOR EACH ROW
SET NEW.version = OLD.version + 1;
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
DROP TRIGGER IF EXISTS `accounts_round`;
SET SESSION sql_mode = 'ANSI_QUOTES,NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION';
SET SESSION collation_connection = 'utf8mb4_general_ci';
CREATE DEFINER = `root`@`127.0.0.1` TRIGGER `accounts_round` BEFORE UPDATE ON `accounts` FOR EACH ROW
BEGIN IF NEW.cents < 0 THEN SET NEW.cents = 0; END IF; END;
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
DROP TRIGGER IF EXISTS `migrate_accounts__accounts_changed__new`;
DROP TRIGGER IF EXISTS `migrate_accounts__accounts_gone__new`;
DROP TRIGGER IF EXISTS `migrate_accounts__accounts_new__new`;
DROP TRIGGER IF EXISTS `migrate_accounts__accounts_version__new`;
DROP TRIGGER IF EXISTS `migrate_accounts__accounts_round__new`;
UNLOCK TABLES;

-- [contract-9] drop the switch of the triggers of accounts
--   strategy: shadow
--   lock: none on migrate_accounts__side, nobody but this tool uses it yet; reads and writes go on
--   why: no trigger looks at it any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_accounts__side'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_accounts__side`, `migrate_accounts__other_side`;
