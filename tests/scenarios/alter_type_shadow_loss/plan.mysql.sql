-- migration: alter_type_shadow_loss
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: TRUNCATE counters is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] make a shadow of counters: counters.hits becomes bigint
--   strategy: shadow
--   lock: none on migrate_counters__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the server would copy the table and block its writes: ALGORITHM=INPLACE is not supported. Reason: Cannot change column type INPLACE. Try ALGORITHM=COPY.
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_counters__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_counters__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_counters__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_counters__building`
--   undo: DROP TABLE IF EXISTS `migrate_counters__shadow`
CREATE TABLE `migrate_counters__building` LIKE `counters`;
ALTER TABLE `migrate_counters__building` MODIFY COLUMN `hits` bigint NOT NULL DEFAULT 0;
ALTER TABLE `migrate_counters__building` DROP INDEX `counters_hits`;
RENAME TABLE `migrate_counters__building` TO `migrate_counters__shadow`;

-- [expand-2] make a log of changes of counters
--   strategy: shadow
--   lock: none on migrate_counters__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_counters__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_counters__log`
CREATE TABLE `migrate_counters__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `name` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL, `day` date NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-3] make a work table for the log of counters
--   strategy: shadow
--   lock: none on migrate_counters__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_counters__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_counters__work`
CREATE TABLE `migrate_counters__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `name` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL, `day` date NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in counters on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'counters' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_counters__carry__log__update`
CREATE TRIGGER `migrate_counters__carry__log__update` AFTER UPDATE ON `counters` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_counters__log` (`name`, `day`) VALUES (OLD.`name`, OLD.`day`);
  IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY) AND NEW.`day` <=> OLD.`day`) THEN INSERT INTO `migrate_counters__log` (`name`, `day`) VALUES (NEW.`name`, NEW.`day`); END IF;
END;

-- [expand-5] log what changes in counters on DELETE
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'counters' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_counters__carry__log__delete`
CREATE TRIGGER `migrate_counters__carry__log__delete` AFTER DELETE ON `counters` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_counters__log` (`name`, `day`) VALUES (OLD.`name`, OLD.`day`);
END;

-- [expand-6] log what changes in counters on INSERT
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'counters' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_counters__carry__log__insert`
CREATE TRIGGER `migrate_counters__carry__log__insert` AFTER INSERT ON `counters` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_counters__log` (`name`, `day`) VALUES (NEW.`name`, NEW.`day`);
END;

-- ==== backfill
-- [backfill-1] copy counters into its shadow
--   strategy: shadow
--   lock: none on counters, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table counters by name, day; each commits together with its checkpoint
--   first key, once:
SELECT `name`, CAST(`day` AS CHAR) FROM `counters` FORCE INDEX (`PRIMARY`) ORDER BY `name`, `day` LIMIT 1;
--   last key, once:
SELECT `name`, CAST(`day` AS CHAR) FROM `counters` FORCE INDEX (`PRIMARY`) ORDER BY `name` DESC, `day` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.name, ? number 2 = from.name, ? number 3 = from.name, ? number 4 = from.day, ? number 5 = end.name, ? number 6 = end.name, ? number 7 = end.name, ? number 8 = end.day, ? number 9 = batch size - 1
SELECT `name`, CAST(`day` AS CHAR) FROM `counters` FORCE INDEX (`PRIMARY`) WHERE `name` >= ? AND (`name` > ? OR (`name` = ? AND (`day` >= CAST(? AS DATE)))) AND `name` <= ? AND (`name` < ? OR (`name` = ? AND (`day` <= CAST(? AS DATE)))) ORDER BY `name`, `day` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.name, ? number 2 = from.name, ? number 3 = from.name, ? number 4 = from.day, ? number 5 = to.name, ? number 6 = to.name, ? number 7 = to.name, ? number 8 = to.day
INSERT INTO `migrate_counters__shadow` (`name`, `day`, `hits`) SELECT `counters`.`name`, `counters`.`day`, `counters`.`hits` FROM `counters` FORCE INDEX (`PRIMARY`) WHERE `name` >= ? AND (`name` > ? OR (`name` = ? AND (`day` >= CAST(? AS DATE)))) AND `name` <= ? AND (`name` < ? OR (`name` = ? AND (`day` <= CAST(? AS DATE))));

-- [backfill-2] build index counters_hits of counters's shadow
--   strategy: shadow
--   lock: none on migrate_counters__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_counters__shadow' AND CAST(INDEX_NAME AS BINARY) = 'counters_hits'
--   runs: on its own
SET SESSION innodb_ddl_buffer_size = 67108864;
ALTER TABLE `migrate_counters__shadow` ADD KEY `counters_hits` (`hits`), ALGORITHM=INPLACE, LOCK=SHARED;
SET SESSION innodb_ddl_buffer_size = DEFAULT;

-- [backfill-3] analyze counters's shadow
--   strategy: shadow
--   lock: none on migrate_counters__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_counters__shadow`;

-- [backfill-4] apply what changed in counters meanwhile
--   strategy: shadow
--   lock: row locks on migrate_counters__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_counters__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name`, CAST(`day` AS CHAR) AS `day` FROM `migrate_counters__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_counters__work` (migrate_id, `name`, `day`) SELECT migrate_id, `name`, `day` FROM `migrate_counters__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_counters__work` AS migrate_work STRAIGHT_JOIN `migrate_counters__shadow` AS migrate_now ON migrate_now.`name` = migrate_work.`name` AND migrate_now.`day` = migrate_work.`day`;
--   then:
INSERT INTO `migrate_counters__shadow` (`name`, `day`, `hits`) SELECT `counters`.`name`, `counters`.`day`, `counters`.`hits` FROM (SELECT DISTINCT `name` AS migrate_key_1, `day` AS migrate_key_2 FROM `migrate_counters__work`) AS migrate_work STRAIGHT_JOIN `counters` ON `counters`.`name` = migrate_work.migrate_key_1 AND `counters`.`day` = migrate_work.migrate_key_2;
--   then:
DELETE migrate_log FROM `migrate_counters__work` AS migrate_work STRAIGHT_JOIN `migrate_counters__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_counters__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.name, ? number 2 = from.day
SELECT 1 FROM `counters` WHERE `counters`.`name` = ? AND `counters`.`day` = CAST(? AS DATE) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name, ? number 2 = from.day
DELETE FROM `migrate_counters__shadow` WHERE `name` = ? AND `day` = CAST(? AS DATE);
--   then:
--     ? number 1 = from.name, ? number 2 = from.day
INSERT INTO `migrate_counters__shadow` (`name`, `day`, `hits`) SELECT `counters`.`name`, `counters`.`day`, `counters`.`hits` FROM `counters` WHERE `counters`.`name` = ? AND `counters`.`day` = CAST(? AS DATE);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `day` AS migrate_key_2, `counters`.`name` AS migrate_value_1, `counters`.`day` AS migrate_value_2, `counters`.`hits` AS migrate_value_3 FROM `counters` WHERE `counters`.`name` = (SELECT migrate_log.`name` FROM `migrate_counters__log` AS migrate_log WHERE migrate_id = ?) AND `counters`.`day` = (SELECT migrate_log.`day` FROM `migrate_counters__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_counters__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 AND migrate_now.`day` = migrate_was.migrate_key_2 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`day` AND migrate_was.migrate_value_3 <=> migrate_now.`hits`) UNION ALL SELECT 1 FROM `migrate_counters__log` AS migrate_log STRAIGHT_JOIN `migrate_counters__shadow` AS migrate_now ON migrate_now.`name` = migrate_log.`name` AND migrate_now.`day` = migrate_log.`day` LEFT JOIN `counters` AS migrate_was ON migrate_was.`name` = migrate_log.`name` AND migrate_was.`day` = migrate_log.`day` WHERE migrate_log.migrate_id = ? AND migrate_was.`name` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_counters__log` WHERE migrate_id = ?;

-- [backfill-5] make a log for the way back of counters
--   strategy: shadow
--   lock: none on migrate_counters__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_counters__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_counters__back_log`
CREATE TABLE `migrate_counters__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `name` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL, `day` date NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [backfill-6] carry counters into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'counters' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_counters__carry__update`
CREATE TRIGGER `migrate_counters__carry__update` AFTER UPDATE ON `counters` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_counters__log` (`name`, `day`) VALUES (OLD.`name`, OLD.`day`);
    IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY) AND NEW.`day` <=> OLD.`day`) THEN INSERT INTO `migrate_counters__log` (`name`, `day`) VALUES (NEW.`name`, NEW.`day`); END IF;
  END;
  UPDATE `migrate_counters__shadow` SET `name` = NEW.`name`, `day` = NEW.`day`, `hits` = NEW.`hits` WHERE `name` = OLD.`name` AND `day` = OLD.`day`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_counters__shadow` WHERE `name` = NEW.`name` AND `day` = NEW.`day` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`day` <=> `day` AND NEW.`hits` <=> `hits`) THEN
    INSERT INTO `migrate_counters__log` (`name`, `day`) VALUES (OLD.`name`, OLD.`day`);
    IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY) AND NEW.`day` <=> OLD.`day`) THEN INSERT INTO `migrate_counters__log` (`name`, `day`) VALUES (NEW.`name`, NEW.`day`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_counters__back_log`; END IF;
END;

-- [backfill-7] carry counters into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'counters' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_counters__carry__delete`
CREATE TRIGGER `migrate_counters__carry__delete` AFTER DELETE ON `counters` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_counters__log` (`name`, `day`) VALUES (OLD.`name`, OLD.`day`);
  END;
  DELETE FROM `migrate_counters__shadow` WHERE `name` = OLD.`name` AND `day` = OLD.`day`;
  IF EXISTS (SELECT 1 FROM `migrate_counters__shadow` WHERE `name` = OLD.`name` AND `day` = OLD.`day`) THEN
    INSERT INTO `migrate_counters__log` (`name`, `day`) VALUES (OLD.`name`, OLD.`day`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_counters__back_log`; END IF;
END;

-- [backfill-8] carry counters into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'counters' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_counters__carry__insert`
CREATE TRIGGER `migrate_counters__carry__insert` AFTER INSERT ON `counters` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_counters__log` (`name`, `day`) VALUES (NEW.`name`, NEW.`day`);
  END;
  INSERT INTO `migrate_counters__shadow` (`name`, `day`, `hits`) VALUES (NEW.`name`, NEW.`day`, NEW.`hits`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_counters__shadow` WHERE `name` = NEW.`name` AND `day` = NEW.`day` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`day` <=> `day` AND NEW.`hits` <=> `hits`) THEN
    INSERT INTO `migrate_counters__log` (`name`, `day`) VALUES (NEW.`name`, NEW.`day`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_counters__back_log`; END IF;
END;

-- [backfill-9] stop the log of counters on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_counters__carry__log__update`;

-- [backfill-10] stop the log of counters on DELETE
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_counters__carry__log__delete`;

-- [backfill-11] stop the log of counters on INSERT
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_counters__carry__log__insert`;

-- [backfill-12] apply the last of the log of counters
--   strategy: shadow
--   lock: row locks on counters, migrate_counters__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_counters__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name`, CAST(`day` AS CHAR) AS `day` FROM `migrate_counters__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.name, ? number 2 = from.day
SELECT 1 FROM `counters` WHERE `counters`.`name` = ? AND `counters`.`day` = CAST(? AS DATE) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name, ? number 2 = from.day
DELETE FROM `migrate_counters__shadow` WHERE `name` = ? AND `day` = CAST(? AS DATE);
--   then:
--     ? number 1 = from.name, ? number 2 = from.day
INSERT INTO `migrate_counters__shadow` (`name`, `day`, `hits`) SELECT `counters`.`name`, `counters`.`day`, `counters`.`hits` FROM `counters` WHERE `counters`.`name` = ? AND `counters`.`day` = CAST(? AS DATE);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `day` AS migrate_key_2, `counters`.`name` AS migrate_value_1, `counters`.`day` AS migrate_value_2, `counters`.`hits` AS migrate_value_3 FROM `counters` WHERE `counters`.`name` = (SELECT migrate_log.`name` FROM `migrate_counters__log` AS migrate_log WHERE migrate_id = ?) AND `counters`.`day` = (SELECT migrate_log.`day` FROM `migrate_counters__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_counters__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 AND migrate_now.`day` = migrate_was.migrate_key_2 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`day` AND migrate_was.migrate_value_3 <=> migrate_now.`hits`) UNION ALL SELECT 1 FROM `migrate_counters__log` AS migrate_log STRAIGHT_JOIN `migrate_counters__shadow` AS migrate_now ON migrate_now.`name` = migrate_log.`name` AND migrate_now.`day` = migrate_log.`day` LEFT JOIN `counters` AS migrate_was ON migrate_was.`name` = migrate_log.`name` AND migrate_was.`day` = migrate_log.`day` WHERE migrate_log.migrate_id = ? AND migrate_was.`name` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_counters__log` WHERE migrate_id = ?;

-- [backfill-13] note rows that differ in counters's shadow
--   strategy: shadow
--   lock: none on counters, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table counters by name, day; each commits together with its checkpoint
--   first key, once:
SELECT `name`, CAST(`day` AS CHAR) FROM `counters` FORCE INDEX (`PRIMARY`) ORDER BY `name`, `day` LIMIT 1;
--   last key, once:
SELECT `name`, CAST(`day` AS CHAR) FROM `counters` FORCE INDEX (`PRIMARY`) ORDER BY `name` DESC, `day` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.name, ? number 2 = from.name, ? number 3 = from.name, ? number 4 = from.day, ? number 5 = end.name, ? number 6 = end.name, ? number 7 = end.name, ? number 8 = end.day, ? number 9 = batch size - 1
SELECT `name`, CAST(`day` AS CHAR) FROM `counters` FORCE INDEX (`PRIMARY`) WHERE `name` >= ? AND (`name` > ? OR (`name` = ? AND (`day` >= CAST(? AS DATE)))) AND `name` <= ? AND (`name` < ? OR (`name` = ? AND (`day` <= CAST(? AS DATE)))) ORDER BY `name`, `day` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.name, ? number 2 = from.name, ? number 3 = from.name, ? number 4 = from.day, ? number 5 = to.name, ? number 6 = to.name, ? number 7 = to.name, ? number 8 = to.day
INSERT INTO `migrate_counters__log` (`name`, `day`) SELECT migrate_was.migrate_key_1, migrate_was.migrate_key_2 FROM (SELECT `name` AS migrate_key_1, `day` AS migrate_key_2, `counters`.`name` AS migrate_value_1, `counters`.`day` AS migrate_value_2, `counters`.`hits` AS migrate_value_3 FROM `counters` FORCE INDEX (`PRIMARY`) WHERE `name` >= ? AND (`name` > ? OR (`name` = ? AND (`day` >= CAST(? AS DATE)))) AND `name` <= ? AND (`name` < ? OR (`name` = ? AND (`day` <= CAST(? AS DATE))))) AS migrate_was LEFT JOIN `migrate_counters__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 AND migrate_now.`day` = migrate_was.migrate_key_2 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`day` AND migrate_was.migrate_value_3 <=> migrate_now.`hits`);

-- [backfill-14] write the noted rows of counters anew
--   strategy: shadow
--   lock: row locks on counters, migrate_counters__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_counters__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name`, CAST(`day` AS CHAR) AS `day` FROM `migrate_counters__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.name, ? number 2 = from.day
SELECT 1 FROM `counters` WHERE `counters`.`name` = ? AND `counters`.`day` = CAST(? AS DATE) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name, ? number 2 = from.day
DELETE FROM `migrate_counters__shadow` WHERE `name` = ? AND `day` = CAST(? AS DATE);
--   then:
--     ? number 1 = from.name, ? number 2 = from.day
INSERT INTO `migrate_counters__shadow` (`name`, `day`, `hits`) SELECT `counters`.`name`, `counters`.`day`, `counters`.`hits` FROM `counters` WHERE `counters`.`name` = ? AND `counters`.`day` = CAST(? AS DATE);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `day` AS migrate_key_2, `counters`.`name` AS migrate_value_1, `counters`.`day` AS migrate_value_2, `counters`.`hits` AS migrate_value_3 FROM `counters` WHERE `counters`.`name` = (SELECT migrate_log.`name` FROM `migrate_counters__log` AS migrate_log WHERE migrate_id = ?) AND `counters`.`day` = (SELECT migrate_log.`day` FROM `migrate_counters__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_counters__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 AND migrate_now.`day` = migrate_was.migrate_key_2 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`day` AND migrate_was.migrate_value_3 <=> migrate_now.`hits`) UNION ALL SELECT 1 FROM `migrate_counters__log` AS migrate_log STRAIGHT_JOIN `migrate_counters__shadow` AS migrate_now ON migrate_now.`name` = migrate_log.`name` AND migrate_now.`day` = migrate_log.`day` LEFT JOIN `counters` AS migrate_was ON migrate_was.`name` = migrate_log.`name` AND migrate_was.`day` = migrate_log.`day` WHERE migrate_log.migrate_id = ? AND migrate_was.`name` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_counters__log` WHERE migrate_id = ?;

-- [backfill-15] note rows that only counters's shadow has
--   strategy: shadow
--   lock: none on counters, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_counters__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_counters__log` (`name`, `day`) SELECT migrate_now.migrate_key_1, migrate_now.migrate_key_2 FROM (SELECT `name` AS migrate_key_1, `day` AS migrate_key_2 FROM `migrate_counters__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `counters` AS migrate_was ON migrate_was.`name` = migrate_now.migrate_key_1 AND migrate_was.`day` = migrate_now.migrate_key_2 WHERE migrate_was.`name` IS NULL AND (SELECT COUNT(*) FROM `counters`) <> (SELECT COUNT(*) FROM `migrate_counters__shadow`);

-- [backfill-16] take the noted rows out of counters's shadow
--   strategy: shadow
--   lock: row locks on counters, migrate_counters__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_counters__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name`, CAST(`day` AS CHAR) AS `day` FROM `migrate_counters__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.name, ? number 2 = from.day
SELECT 1 FROM `counters` WHERE `counters`.`name` = ? AND `counters`.`day` = CAST(? AS DATE) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name, ? number 2 = from.day
DELETE FROM `migrate_counters__shadow` WHERE `name` = ? AND `day` = CAST(? AS DATE);
--   then:
--     ? number 1 = from.name, ? number 2 = from.day
INSERT INTO `migrate_counters__shadow` (`name`, `day`, `hits`) SELECT `counters`.`name`, `counters`.`day`, `counters`.`hits` FROM `counters` WHERE `counters`.`name` = ? AND `counters`.`day` = CAST(? AS DATE);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `day` AS migrate_key_2, `counters`.`name` AS migrate_value_1, `counters`.`day` AS migrate_value_2, `counters`.`hits` AS migrate_value_3 FROM `counters` WHERE `counters`.`name` = (SELECT migrate_log.`name` FROM `migrate_counters__log` AS migrate_log WHERE migrate_id = ?) AND `counters`.`day` = (SELECT migrate_log.`day` FROM `migrate_counters__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_counters__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 AND migrate_now.`day` = migrate_was.migrate_key_2 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`day` AND migrate_was.migrate_value_3 <=> migrate_now.`hits`) UNION ALL SELECT 1 FROM `migrate_counters__log` AS migrate_log STRAIGHT_JOIN `migrate_counters__shadow` AS migrate_now ON migrate_now.`name` = migrate_log.`name` AND migrate_now.`day` = migrate_log.`day` LEFT JOIN `counters` AS migrate_was ON migrate_was.`name` = migrate_log.`name` AND migrate_was.`day` = migrate_log.`day` WHERE migrate_log.migrate_id = ? AND migrate_was.`name` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_counters__log` WHERE migrate_id = ?;

-- [backfill-17] log what will change in counters on UPDATE
--   strategy: shadow
--   lock: none on migrate_counters__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_counters__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_counters__back__log__update`
CREATE TRIGGER `migrate_counters__back__log__update` AFTER UPDATE ON `migrate_counters__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_counters__back_log` (`name`, `day`) VALUES (OLD.`name`, OLD.`day`);
  IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY) AND NEW.`day` <=> OLD.`day`) THEN INSERT INTO `migrate_counters__back_log` (`name`, `day`) VALUES (NEW.`name`, NEW.`day`); END IF;
END;

-- [backfill-18] log what will change in counters on DELETE
--   strategy: shadow
--   lock: none on migrate_counters__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_counters__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_counters__back__log__delete`
CREATE TRIGGER `migrate_counters__back__log__delete` AFTER DELETE ON `migrate_counters__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_counters__back_log` (`name`, `day`) VALUES (OLD.`name`, OLD.`day`);
END;

-- [backfill-19] log what will change in counters on INSERT
--   strategy: shadow
--   lock: none on migrate_counters__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_counters__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_counters__back__log__insert`
CREATE TRIGGER `migrate_counters__back__log__insert` AFTER INSERT ON `migrate_counters__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_counters__back_log` (`name`, `day`) VALUES (NEW.`name`, NEW.`day`);
END;

-- [backfill-20] look for foreign keys that refer to counters since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'counters' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'counters')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'counters' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'counters')));

-- [backfill-21] look for what has been changed of counters since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'day' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'hits', '(digest)', 1, 0
UNION ALL SELECT 'column', 'name', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'index', 'counters_hits', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'counters', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'counters'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'counters' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'counters' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'counters' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'counters'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'counters' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'counters') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-22] wait for transactions that would miss rows of counters's shadow
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

-- [backfill-23] exchange counters for its shadow
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_counters__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_counters__shadow')
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
--   undo: RENAME TABLE `counters` TO `migrate_counters__shadow`, `migrate_counters__old` TO `counters`
--   loss: rows of counters that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_counters__back_log`
RENAME TABLE `counters` TO `migrate_counters__old`, `migrate_counters__shadow` TO `counters`;

-- [backfill-24] stop carrying into the shadow of counters on UPDATE
--   strategy: shadow
--   lock: none on migrate_counters__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_counters__carry__update`;

-- [backfill-25] stop carrying into the shadow of counters on DELETE
--   strategy: shadow
--   lock: none on migrate_counters__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_counters__carry__delete`;

-- [backfill-26] stop carrying into the shadow of counters on INSERT
--   strategy: shadow
--   lock: none on migrate_counters__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_counters__carry__insert`;

-- [backfill-27] carry counters back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'counters' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_counters__back__update` AFTER UPDATE ON `counters` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_counters__back_log` (`name`, `day`) VALUES (OLD.`name`, OLD.`day`);
    IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY) AND NEW.`day` <=> OLD.`day`) THEN INSERT INTO `migrate_counters__back_log` (`name`, `day`) VALUES (NEW.`name`, NEW.`day`); END IF;
  END;
  UPDATE `migrate_counters__old` SET `name` = NEW.`name`, `day` = NEW.`day`, `hits` = NEW.`hits` WHERE `name` = OLD.`name` AND `day` = OLD.`day`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_counters__old` WHERE `name` = NEW.`name` AND `day` = NEW.`day` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`day` <=> `day` AND NEW.`hits` <=> `hits`) THEN
    INSERT INTO `migrate_counters__back_log` (`name`, `day`) VALUES (OLD.`name`, OLD.`day`);
    IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY) AND NEW.`day` <=> OLD.`day`) THEN INSERT INTO `migrate_counters__back_log` (`name`, `day`) VALUES (NEW.`name`, NEW.`day`); END IF;
  END IF;
END;

-- [backfill-28] carry counters back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'counters' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_counters__back__delete` AFTER DELETE ON `counters` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_counters__back_log` (`name`, `day`) VALUES (OLD.`name`, OLD.`day`);
  END;
  DELETE FROM `migrate_counters__old` WHERE `name` = OLD.`name` AND `day` = OLD.`day`;
  IF EXISTS (SELECT 1 FROM `migrate_counters__old` WHERE `name` = OLD.`name` AND `day` = OLD.`day`) THEN
    INSERT INTO `migrate_counters__back_log` (`name`, `day`) VALUES (OLD.`name`, OLD.`day`);
  END IF;
END;

-- [backfill-29] carry counters back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'counters' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_counters__back__insert` AFTER INSERT ON `counters` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_counters__back_log` (`name`, `day`) VALUES (NEW.`name`, NEW.`day`);
  END;
  INSERT INTO `migrate_counters__old` (`name`, `day`, `hits`) VALUES (NEW.`name`, NEW.`day`, NEW.`hits`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_counters__old` WHERE `name` = NEW.`name` AND `day` = NEW.`day` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`day` <=> `day` AND NEW.`hits` <=> `hits`) THEN
    INSERT INTO `migrate_counters__back_log` (`name`, `day`) VALUES (NEW.`name`, NEW.`day`);
  END IF;
END;

-- [backfill-30] stop the log for the way back of counters on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_counters__back__log__update`;

-- [backfill-31] stop the log for the way back of counters on DELETE
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_counters__back__log__delete`;

-- [backfill-32] stop the log for the way back of counters on INSERT
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_counters__back__log__insert`;

-- [backfill-33] carry back what was written to counters meanwhile
--   strategy: shadow
--   lock: row locks on counters, migrate_counters__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_counters__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name`, CAST(`day` AS CHAR) AS `day` FROM `migrate_counters__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.name, ? number 2 = from.day
SELECT 1 FROM `counters` WHERE `counters`.`name` = ? AND `counters`.`day` = CAST(? AS DATE) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name, ? number 2 = from.day
DELETE FROM `migrate_counters__old` WHERE `name` = ? AND `day` = CAST(? AS DATE);
--   then:
--     ? number 1 = from.name, ? number 2 = from.day
INSERT INTO `migrate_counters__old` (`name`, `day`, `hits`) SELECT `counters`.`name`, `counters`.`day`, `counters`.`hits` FROM `counters` WHERE `counters`.`name` = ? AND `counters`.`day` = CAST(? AS DATE);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `day` AS migrate_key_2, `counters`.`name` AS migrate_value_1, `counters`.`day` AS migrate_value_2, `counters`.`hits` AS migrate_value_3 FROM `counters` WHERE `counters`.`name` = (SELECT migrate_log.`name` FROM `migrate_counters__back_log` AS migrate_log WHERE migrate_id = ?) AND `counters`.`day` = (SELECT migrate_log.`day` FROM `migrate_counters__back_log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_counters__old` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 AND migrate_now.`day` = migrate_was.migrate_key_2 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`day` AND migrate_was.migrate_value_3 <=> migrate_now.`hits`) UNION ALL SELECT 1 FROM `migrate_counters__back_log` AS migrate_log STRAIGHT_JOIN `migrate_counters__old` AS migrate_now ON migrate_now.`name` = migrate_log.`name` AND migrate_now.`day` = migrate_log.`day` LEFT JOIN `counters` AS migrate_was ON migrate_was.`name` = migrate_log.`name` AND migrate_was.`day` = migrate_log.`day` WHERE migrate_log.migrate_id = ? AND migrate_was.`name` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_counters__back_log` WHERE migrate_id = ?;

-- [backfill-34] see that no row of counters was left behind
--   strategy: shadow
--   lock: none on migrate_counters__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_counters__old alone, which stays until this holds
--   expects: no row
SELECT `name`, `day` FROM `migrate_counters__log` LIMIT 5;

-- ==== contract
-- [contract-1] stop carrying counters back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_counters__back__update`;

-- [contract-2] stop carrying counters back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_counters__back__delete`;

-- [contract-3] stop carrying counters back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on counters, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_counters__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_counters__back__insert`;

-- [contract-4] drop the old table of counters
--   strategy: shadow
--   lock: none on migrate_counters__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_counters__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_counters__old`;

-- [contract-5] drop the log of counters's way back
--   strategy: shadow
--   lock: none on migrate_counters__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_counters__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_counters__back_log`;

-- [contract-6] drop the log of counters
--   strategy: shadow
--   lock: none on migrate_counters__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_counters__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_counters__log`;

-- [contract-7] drop the work table of counters
--   strategy: shadow
--   lock: none on migrate_counters__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_counters__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_counters__work`;
