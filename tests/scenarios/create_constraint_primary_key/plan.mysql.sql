-- migration: create_constraint_primary_key
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: both servers call a primary key PRIMARY: its name in the file is not kept
-- note: logs is exchanged for its shadow in contract: old code may leave column id out. Until then old and new code both use the old shape
-- note: TRUNCATE logs is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] make a shadow of logs: primary key day, id
--   strategy: shadow
--   lock: none on migrate_logs__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the rows of an InnoDB table lie in the order of its primary key
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_logs__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_logs__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_logs__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_logs__building`
--   undo: DROP TABLE IF EXISTS `migrate_logs__shadow`
CREATE TABLE `migrate_logs__building` LIKE `logs`;
ALTER TABLE `migrate_logs__building` ADD PRIMARY KEY (`day`, `id`);
RENAME TABLE `migrate_logs__building` TO `migrate_logs__shadow`;

-- [expand-2] make a log of changes of logs
--   strategy: shadow
--   lock: none on migrate_logs__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_logs__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_logs__log`
CREATE TABLE `migrate_logs__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `serial` int NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-3] make a work table for the log of logs
--   strategy: shadow
--   lock: none on migrate_logs__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_logs__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_logs__work`
CREATE TABLE `migrate_logs__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `serial` int NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in logs on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'logs' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_logs__carry__log__update`
CREATE TRIGGER `migrate_logs__carry__log__update` AFTER UPDATE ON `logs` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_logs__log` (`serial`) VALUES (OLD.`serial`);
  IF NOT (NEW.`serial` <=> OLD.`serial`) THEN INSERT INTO `migrate_logs__log` (`serial`) VALUES (NEW.`serial`); END IF;
END;

-- [expand-5] log what changes in logs on DELETE
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'logs' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_logs__carry__log__delete`
CREATE TRIGGER `migrate_logs__carry__log__delete` AFTER DELETE ON `logs` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_logs__log` (`serial`) VALUES (OLD.`serial`);
END;

-- [expand-6] log what changes in logs on INSERT
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'logs' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_logs__carry__log__insert`
CREATE TRIGGER `migrate_logs__carry__log__insert` AFTER INSERT ON `logs` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_logs__log` (`serial`) VALUES (NEW.`serial`);
END;

-- ==== backfill
-- [backfill-1] look for duplicates that index PRIMARY would refuse
--   lock: none on logs, while the table is read once; reads and writes go on
--   why: the build itself would name one of them only, and late
--   expects: no row
SELECT `day`, `id`, `rows`, CONCAT(GROUP_CONCAT(`migrate_name` ORDER BY `migrate_nth` SEPARATOR ', '), IF(`rows` > 5, ', ...', '')) AS `serial`
FROM (SELECT `migrate_twice`.`day`, `migrate_twice`.`id`, `migrate_twice`.`rows`, `migrate_row`.`serial` AS `migrate_name`,
    ROW_NUMBER() OVER (PARTITION BY `migrate_twice`.`day`, `migrate_twice`.`id` ORDER BY `migrate_row`.`serial`) AS `migrate_nth`
  FROM `logs` AS `migrate_row` JOIN (SELECT `day`, `id`, COUNT(*) AS `rows` FROM `logs` WHERE `day` IS NOT NULL AND `id` IS NOT NULL GROUP BY `day`, `id` HAVING COUNT(*) > 1 LIMIT 5) AS `migrate_twice`
  ON `migrate_row`.`day` = `migrate_twice`.`day` AND `migrate_row`.`id` = `migrate_twice`.`id`) AS `migrate_named`
WHERE `migrate_nth` <= 5 GROUP BY `day`, `id`, `rows`;

-- [backfill-2] copy logs into its shadow
--   strategy: shadow
--   lock: none on logs, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   cleanup: INSERT INTO `migrate_logs__work` (migrate_id, `serial`) SELECT migrate_log.migrate_id, migrate_log.`serial` FROM `migrate_logs__log` AS migrate_log STRAIGHT_JOIN `migrate_logs__shadow` AS migrate_now ON migrate_now.`serial` = migrate_log.`serial` ORDER BY migrate_log.migrate_id LIMIT 10000
--   cleanup: DELETE migrate_now FROM `migrate_logs__work` AS migrate_work STRAIGHT_JOIN `migrate_logs__shadow` AS migrate_now ON migrate_now.`serial` = migrate_work.`serial`
--   cleanup: DELETE FROM `migrate_logs__work`
--   batches: table logs by serial; each commits together with its checkpoint
--   first key, once:
SELECT `serial` FROM `logs` FORCE INDEX (`serial`) ORDER BY `serial` LIMIT 1;
--   last key, once:
SELECT `serial` FROM `logs` FORCE INDEX (`serial`) ORDER BY `serial` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.serial, ? number 2 = end.serial, ? number 3 = batch size - 1
SELECT `serial` FROM `logs` FORCE INDEX (`serial`) WHERE `serial` >= ? AND `serial` <= ? ORDER BY `serial` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.serial, ? number 2 = to.serial
INSERT INTO `migrate_logs__shadow` (`id`, `day`, `line`, `serial`) SELECT `logs`.`id`, `logs`.`day`, `logs`.`line`, `logs`.`serial` FROM `logs` FORCE INDEX (`serial`) WHERE `serial` >= ? AND `serial` <= ?;

-- [backfill-3] analyze logs's shadow
--   strategy: shadow
--   lock: none on migrate_logs__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_logs__shadow`;

-- [backfill-4] apply what changed in logs meanwhile
--   strategy: shadow
--   lock: row locks on migrate_logs__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_logs__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `serial` FROM `migrate_logs__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_logs__work` (migrate_id, `serial`) SELECT migrate_id, `serial` FROM `migrate_logs__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_logs__work` AS migrate_work STRAIGHT_JOIN `migrate_logs__shadow` AS migrate_now ON migrate_now.`serial` = migrate_work.`serial`;
--   then:
INSERT INTO `migrate_logs__shadow` (`id`, `day`, `line`, `serial`) SELECT `logs`.`id`, `logs`.`day`, `logs`.`line`, `logs`.`serial` FROM (SELECT DISTINCT `serial` AS migrate_key_1 FROM `migrate_logs__work`) AS migrate_work STRAIGHT_JOIN `logs` ON `logs`.`serial` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_logs__work` AS migrate_work STRAIGHT_JOIN `migrate_logs__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_logs__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.serial
SELECT 1 FROM `logs` WHERE `logs`.`serial` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.serial
DELETE FROM `migrate_logs__shadow` WHERE `serial` = ?;
--   then:
--     ? number 1 = from.serial
INSERT INTO `migrate_logs__shadow` (`id`, `day`, `line`, `serial`) SELECT `logs`.`id`, `logs`.`day`, `logs`.`line`, `logs`.`serial` FROM `logs` WHERE `logs`.`serial` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.serial
SELECT 1 FROM (SELECT `serial` AS migrate_key_1, `logs`.`id` AS migrate_value_1, `logs`.`day` AS migrate_value_2, `logs`.`line` AS migrate_value_3, `logs`.`serial` AS migrate_value_4 FROM `logs` WHERE `logs`.`serial` = ?) AS migrate_was LEFT JOIN `migrate_logs__shadow` AS migrate_now ON migrate_now.`serial` = migrate_was.migrate_key_1 WHERE migrate_now.`serial` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`day` AND CAST(migrate_was.migrate_value_3 AS BINARY) <=> CAST(migrate_now.`line` AS BINARY) AND migrate_was.migrate_value_4 <=> migrate_now.`serial`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_logs__log` WHERE migrate_id = ?;

-- [backfill-5] carry logs into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'logs' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_logs__carry__update`
CREATE TRIGGER `migrate_logs__carry__update` AFTER UPDATE ON `logs` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_logs__log` (`serial`) VALUES (OLD.`serial`);
    IF NOT (NEW.`serial` <=> OLD.`serial`) THEN INSERT INTO `migrate_logs__log` (`serial`) VALUES (NEW.`serial`); END IF;
  END;
  UPDATE `migrate_logs__shadow` SET `id` = NEW.`id`, `day` = NEW.`day`, `line` = NEW.`line`, `serial` = NEW.`serial` WHERE `serial` = OLD.`serial`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_logs__shadow` WHERE `serial` = NEW.`serial` AND NEW.`id` <=> `id` AND NEW.`day` <=> `day` AND CAST(NEW.`line` AS BINARY) <=> CAST(`line` AS BINARY) AND NEW.`serial` <=> `serial`) THEN
    INSERT INTO `migrate_logs__log` (`serial`) VALUES (OLD.`serial`);
    IF NOT (NEW.`serial` <=> OLD.`serial`) THEN INSERT INTO `migrate_logs__log` (`serial`) VALUES (NEW.`serial`); END IF;
  END IF;
END;

-- [backfill-6] carry logs into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'logs' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_logs__carry__delete`
CREATE TRIGGER `migrate_logs__carry__delete` AFTER DELETE ON `logs` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_logs__log` (`serial`) VALUES (OLD.`serial`);
  END;
  DELETE FROM `migrate_logs__shadow` WHERE `serial` = OLD.`serial`;
  IF EXISTS (SELECT 1 FROM `migrate_logs__shadow` WHERE `serial` = OLD.`serial`) THEN
    INSERT INTO `migrate_logs__log` (`serial`) VALUES (OLD.`serial`);
  END IF;
END;

-- [backfill-7] carry logs into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'logs' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_logs__carry__insert`
CREATE TRIGGER `migrate_logs__carry__insert` AFTER INSERT ON `logs` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_logs__log` (`serial`) VALUES (NEW.`serial`);
  END;
  INSERT INTO `migrate_logs__shadow` (`id`, `day`, `line`, `serial`) VALUES (NEW.`id`, NEW.`day`, NEW.`line`, NEW.`serial`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_logs__shadow` WHERE `serial` = NEW.`serial` AND NEW.`id` <=> `id` AND NEW.`day` <=> `day` AND CAST(NEW.`line` AS BINARY) <=> CAST(`line` AS BINARY) AND NEW.`serial` <=> `serial`) THEN
    INSERT INTO `migrate_logs__log` (`serial`) VALUES (NEW.`serial`);
  END IF;
END;

-- [backfill-8] stop the log of logs on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_logs__carry__log__update`;

-- [backfill-9] stop the log of logs on DELETE
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_logs__carry__log__delete`;

-- [backfill-10] stop the log of logs on INSERT
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_logs__carry__log__insert`;

-- [backfill-11] apply the last of the log of logs
--   strategy: shadow
--   lock: row locks on logs, migrate_logs__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_logs__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `serial` FROM `migrate_logs__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.serial
SELECT 1 FROM `logs` WHERE `logs`.`serial` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.serial
DELETE FROM `migrate_logs__shadow` WHERE `serial` = ?;
--   then:
--     ? number 1 = from.serial
INSERT INTO `migrate_logs__shadow` (`id`, `day`, `line`, `serial`) SELECT `logs`.`id`, `logs`.`day`, `logs`.`line`, `logs`.`serial` FROM `logs` WHERE `logs`.`serial` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.serial
SELECT 1 FROM (SELECT `serial` AS migrate_key_1, `logs`.`id` AS migrate_value_1, `logs`.`day` AS migrate_value_2, `logs`.`line` AS migrate_value_3, `logs`.`serial` AS migrate_value_4 FROM `logs` WHERE `logs`.`serial` = ?) AS migrate_was LEFT JOIN `migrate_logs__shadow` AS migrate_now ON migrate_now.`serial` = migrate_was.migrate_key_1 WHERE migrate_now.`serial` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`day` AND CAST(migrate_was.migrate_value_3 AS BINARY) <=> CAST(migrate_now.`line` AS BINARY) AND migrate_was.migrate_value_4 <=> migrate_now.`serial`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_logs__log` WHERE migrate_id = ?;

-- [backfill-12] note rows that differ in logs's shadow
--   strategy: shadow
--   lock: none on logs, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table logs by serial; each commits together with its checkpoint
--   first key, once:
SELECT `serial` FROM `logs` FORCE INDEX (`serial`) ORDER BY `serial` LIMIT 1;
--   last key, once:
SELECT `serial` FROM `logs` FORCE INDEX (`serial`) ORDER BY `serial` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.serial, ? number 2 = end.serial, ? number 3 = batch size - 1
SELECT `serial` FROM `logs` FORCE INDEX (`serial`) WHERE `serial` >= ? AND `serial` <= ? ORDER BY `serial` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.serial, ? number 2 = to.serial
INSERT INTO `migrate_logs__log` (`serial`) SELECT migrate_was.migrate_key_1 FROM (SELECT `serial` AS migrate_key_1, `logs`.`id` AS migrate_value_1, `logs`.`day` AS migrate_value_2, `logs`.`line` AS migrate_value_3, `logs`.`serial` AS migrate_value_4 FROM `logs` FORCE INDEX (`serial`) WHERE `serial` >= ? AND `serial` <= ?) AS migrate_was LEFT JOIN `migrate_logs__shadow` AS migrate_now ON migrate_now.`serial` = migrate_was.migrate_key_1 WHERE migrate_now.`serial` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`day` AND CAST(migrate_was.migrate_value_3 AS BINARY) <=> CAST(migrate_now.`line` AS BINARY) AND migrate_was.migrate_value_4 <=> migrate_now.`serial`);

-- [backfill-13] write the noted rows of logs anew
--   strategy: shadow
--   lock: row locks on logs, migrate_logs__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_logs__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `serial` FROM `migrate_logs__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.serial
SELECT 1 FROM `logs` WHERE `logs`.`serial` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.serial
DELETE FROM `migrate_logs__shadow` WHERE `serial` = ?;
--   then:
--     ? number 1 = from.serial
INSERT INTO `migrate_logs__shadow` (`id`, `day`, `line`, `serial`) SELECT `logs`.`id`, `logs`.`day`, `logs`.`line`, `logs`.`serial` FROM `logs` WHERE `logs`.`serial` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.serial
SELECT 1 FROM (SELECT `serial` AS migrate_key_1, `logs`.`id` AS migrate_value_1, `logs`.`day` AS migrate_value_2, `logs`.`line` AS migrate_value_3, `logs`.`serial` AS migrate_value_4 FROM `logs` WHERE `logs`.`serial` = ?) AS migrate_was LEFT JOIN `migrate_logs__shadow` AS migrate_now ON migrate_now.`serial` = migrate_was.migrate_key_1 WHERE migrate_now.`serial` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`day` AND CAST(migrate_was.migrate_value_3 AS BINARY) <=> CAST(migrate_now.`line` AS BINARY) AND migrate_was.migrate_value_4 <=> migrate_now.`serial`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_logs__log` WHERE migrate_id = ?;

-- [backfill-14] note rows that only logs's shadow has
--   strategy: shadow
--   lock: none on logs, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_logs__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_logs__log` (`serial`) SELECT migrate_now.migrate_key_1 FROM (SELECT `serial` AS migrate_key_1 FROM `migrate_logs__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `logs` AS migrate_was ON migrate_was.`serial` = migrate_now.migrate_key_1 WHERE migrate_was.`serial` IS NULL AND (SELECT COUNT(*) FROM `logs`) <> (SELECT COUNT(*) FROM `migrate_logs__shadow`);

-- [backfill-15] take the noted rows out of logs's shadow
--   strategy: shadow
--   lock: row locks on logs, migrate_logs__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_logs__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `serial` FROM `migrate_logs__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.serial
SELECT 1 FROM `logs` WHERE `logs`.`serial` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.serial
DELETE FROM `migrate_logs__shadow` WHERE `serial` = ?;
--   then:
--     ? number 1 = from.serial
INSERT INTO `migrate_logs__shadow` (`id`, `day`, `line`, `serial`) SELECT `logs`.`id`, `logs`.`day`, `logs`.`line`, `logs`.`serial` FROM `logs` WHERE `logs`.`serial` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.serial
SELECT 1 FROM (SELECT `serial` AS migrate_key_1, `logs`.`id` AS migrate_value_1, `logs`.`day` AS migrate_value_2, `logs`.`line` AS migrate_value_3, `logs`.`serial` AS migrate_value_4 FROM `logs` WHERE `logs`.`serial` = ?) AS migrate_was LEFT JOIN `migrate_logs__shadow` AS migrate_now ON migrate_now.`serial` = migrate_was.migrate_key_1 WHERE migrate_now.`serial` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`day` AND CAST(migrate_was.migrate_value_3 AS BINARY) <=> CAST(migrate_now.`line` AS BINARY) AND migrate_was.migrate_value_4 <=> migrate_now.`serial`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_logs__log` WHERE migrate_id = ?;

-- ==== contract
-- [contract-1] apply what the shadow of logs refused before
--   strategy: shadow
--   lock: row locks on logs, migrate_logs__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: nothing is exchanged while a row does not fit
--   applies: the entries of migrate_logs__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `serial` FROM `migrate_logs__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.serial
SELECT 1 FROM `logs` WHERE `logs`.`serial` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.serial
DELETE FROM `migrate_logs__shadow` WHERE `serial` = ?;
--   then:
--     ? number 1 = from.serial
INSERT INTO `migrate_logs__shadow` (`id`, `day`, `line`, `serial`) SELECT `logs`.`id`, `logs`.`day`, `logs`.`line`, `logs`.`serial` FROM `logs` WHERE `logs`.`serial` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.serial
SELECT 1 FROM (SELECT `serial` AS migrate_key_1, `logs`.`id` AS migrate_value_1, `logs`.`day` AS migrate_value_2, `logs`.`line` AS migrate_value_3, `logs`.`serial` AS migrate_value_4 FROM `logs` WHERE `logs`.`serial` = ?) AS migrate_was LEFT JOIN `migrate_logs__shadow` AS migrate_now ON migrate_now.`serial` = migrate_was.migrate_key_1 WHERE migrate_now.`serial` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`day` AND CAST(migrate_was.migrate_value_3 AS BINARY) <=> CAST(migrate_now.`line` AS BINARY) AND migrate_was.migrate_value_4 <=> migrate_now.`serial`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_logs__log` WHERE migrate_id = ?;

-- [contract-2] compare logs with its shadow, again
--   strategy: shadow
--   lock: none on logs, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table logs by serial; each commits together with its checkpoint
--   first key, once:
SELECT `serial` FROM `logs` FORCE INDEX (`serial`) ORDER BY `serial` LIMIT 1;
--   last key, once:
SELECT `serial` FROM `logs` FORCE INDEX (`serial`) ORDER BY `serial` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.serial, ? number 2 = end.serial, ? number 3 = batch size - 1
SELECT `serial` FROM `logs` FORCE INDEX (`serial`) WHERE `serial` >= ? AND `serial` <= ? ORDER BY `serial` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.serial, ? number 2 = to.serial
SELECT migrate_was.migrate_key_1 AS `serial` FROM (SELECT `serial` AS migrate_key_1, `logs`.`id` AS migrate_value_1, `logs`.`day` AS migrate_value_2, `logs`.`line` AS migrate_value_3, `logs`.`serial` AS migrate_value_4 FROM `logs` FORCE INDEX (`serial`) WHERE `serial` >= ? AND `serial` <= ?) AS migrate_was LEFT JOIN `migrate_logs__shadow` AS migrate_now ON migrate_now.`serial` = migrate_was.migrate_key_1 WHERE migrate_now.`serial` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`day` AND CAST(migrate_was.migrate_value_3 AS BINARY) <=> CAST(migrate_now.`line` AS BINARY) AND migrate_was.migrate_value_4 <=> migrate_now.`serial`) LIMIT 5;

-- [contract-3] look for rows that only logs's shadow has, again
--   strategy: shadow
--   lock: none on logs, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table migrate_logs__shadow by day, id; each commits together with its checkpoint
--   first key, once:
SELECT CAST(`day` AS CHAR), `id` FROM `migrate_logs__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `day`, `id` LIMIT 1;
--   last key, once:
SELECT CAST(`day` AS CHAR), `id` FROM `migrate_logs__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `day` DESC, `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.day, ? number 2 = from.day, ? number 3 = from.day, ? number 4 = from.id, ? number 5 = end.day, ? number 6 = end.day, ? number 7 = end.day, ? number 8 = end.id, ? number 9 = batch size - 1
SELECT CAST(`day` AS CHAR), `id` FROM `migrate_logs__shadow` FORCE INDEX (`PRIMARY`) WHERE `day` >= CAST(? AS DATE) AND (`day` > CAST(? AS DATE) OR (`day` = CAST(? AS DATE) AND (`id` >= ?))) AND `day` <= CAST(? AS DATE) AND (`day` < CAST(? AS DATE) OR (`day` = CAST(? AS DATE) AND (`id` <= ?))) ORDER BY `day`, `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.day, ? number 2 = from.day, ? number 3 = from.day, ? number 4 = from.id, ? number 5 = to.day, ? number 6 = to.day, ? number 7 = to.day, ? number 8 = to.id
SELECT migrate_now.migrate_key_1 AS `serial` FROM (SELECT `serial` AS migrate_key_1 FROM `migrate_logs__shadow` FORCE INDEX (`PRIMARY`) WHERE `day` >= CAST(? AS DATE) AND (`day` > CAST(? AS DATE) OR (`day` = CAST(? AS DATE) AND (`id` >= ?))) AND `day` <= CAST(? AS DATE) AND (`day` < CAST(? AS DATE) OR (`day` = CAST(? AS DATE) AND (`id` <= ?)))) AS migrate_now LEFT JOIN `logs` AS migrate_was ON migrate_was.`serial` = migrate_now.migrate_key_1 WHERE migrate_was.`serial` IS NULL LIMIT 5;

-- [contract-4] look for foreign keys that refer to logs since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'logs' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'logs')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'logs' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'logs')));

-- [contract-5] look for what has been changed of logs since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'day' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'id', '(digest)', 1, 0
UNION ALL SELECT 'column', 'line', '(digest)', 1, 0
UNION ALL SELECT 'column', 'serial', '(digest)', 1, 0
UNION ALL SELECT 'index', 'serial', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'logs', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'logs'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'logs' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'logs' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'logs' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'logs'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'logs' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'logs') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-6] carry logs into its shadow, or refuse on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'logs' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__strict__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_logs__strict__update`
CREATE TRIGGER `migrate_logs__strict__update` AFTER UPDATE ON `logs` FOR EACH ROW
BEGIN
  UPDATE `migrate_logs__shadow` SET `id` = NEW.`id`, `day` = NEW.`day`, `line` = NEW.`line`, `serial` = NEW.`serial` WHERE `serial` = OLD.`serial`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_logs__shadow` WHERE `serial` = NEW.`serial` AND NEW.`id` <=> `id` AND NEW.`day` <=> `day` AND CAST(NEW.`line` AS BINARY) <=> CAST(`line` AS BINARY) AND NEW.`serial` <=> `serial`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_logs__log` WHERE `migrate_logs__log`.`serial` = OLD.`serial`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of logs refuses this row'; END IF;
    INSERT INTO `migrate_logs__log` (`serial`) VALUES (OLD.`serial`);
    IF NOT (NEW.`serial` <=> OLD.`serial`) THEN INSERT INTO `migrate_logs__log` (`serial`) VALUES (NEW.`serial`); END IF;
  END IF;
END;

-- [contract-7] carry logs into its shadow, or refuse on DELETE
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'logs' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__strict__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_logs__strict__delete`
CREATE TRIGGER `migrate_logs__strict__delete` AFTER DELETE ON `logs` FOR EACH ROW
BEGIN
  DELETE FROM `migrate_logs__shadow` WHERE `serial` = OLD.`serial`;
  IF EXISTS (SELECT 1 FROM `migrate_logs__shadow` WHERE `serial` = OLD.`serial`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_logs__log` WHERE `migrate_logs__log`.`serial` = OLD.`serial`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of logs refuses this row'; END IF;
    INSERT INTO `migrate_logs__log` (`serial`) VALUES (OLD.`serial`);
  END IF;
END;

-- [contract-8] carry logs into its shadow, or refuse on INSERT
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'logs' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__strict__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_logs__strict__insert`
CREATE TRIGGER `migrate_logs__strict__insert` AFTER INSERT ON `logs` FOR EACH ROW
BEGIN
  IF NOT EXISTS (SELECT 1 FROM `migrate_logs__shadow` WHERE `serial` = NEW.`serial` AND NEW.`id` <=> `id` AND NEW.`day` <=> `day` AND CAST(NEW.`line` AS BINARY) <=> CAST(`line` AS BINARY) AND NEW.`serial` <=> `serial`) THEN INSERT INTO `migrate_logs__shadow` (`id`, `day`, `line`, `serial`) VALUES (NEW.`id`, NEW.`day`, NEW.`line`, NEW.`serial`); END IF;
  IF NOT EXISTS (SELECT 1 FROM `migrate_logs__shadow` WHERE `serial` = NEW.`serial` AND NEW.`id` <=> `id` AND NEW.`day` <=> `day` AND CAST(NEW.`line` AS BINARY) <=> CAST(`line` AS BINARY) AND NEW.`serial` <=> `serial`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_logs__log` WHERE `migrate_logs__log`.`serial` = NEW.`serial`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of logs refuses this row'; END IF;
    INSERT INTO `migrate_logs__log` (`serial`) VALUES (NEW.`serial`);
  END IF;
END;

-- [contract-9] stop carrying logs in the old way on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_logs__carry__update`;

-- [contract-10] stop carrying logs in the old way on DELETE
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_logs__carry__delete`;

-- [contract-11] stop carrying logs in the old way on INSERT
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_logs__carry__insert`;

-- [contract-12] apply what the shadow of logs refused meanwhile
--   strategy: shadow
--   lock: row locks on logs, migrate_logs__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: after it every write is in both tables
--   applies: the entries of migrate_logs__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `serial` FROM `migrate_logs__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.serial
SELECT 1 FROM `logs` WHERE `logs`.`serial` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.serial
DELETE FROM `migrate_logs__shadow` WHERE `serial` = ?;
--   then:
--     ? number 1 = from.serial
INSERT INTO `migrate_logs__shadow` (`id`, `day`, `line`, `serial`) SELECT `logs`.`id`, `logs`.`day`, `logs`.`line`, `logs`.`serial` FROM `logs` WHERE `logs`.`serial` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.serial
SELECT 1 FROM (SELECT `serial` AS migrate_key_1, `logs`.`id` AS migrate_value_1, `logs`.`day` AS migrate_value_2, `logs`.`line` AS migrate_value_3, `logs`.`serial` AS migrate_value_4 FROM `logs` WHERE `logs`.`serial` = ?) AS migrate_was LEFT JOIN `migrate_logs__shadow` AS migrate_now ON migrate_now.`serial` = migrate_was.migrate_key_1 WHERE migrate_now.`serial` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`day` AND CAST(migrate_was.migrate_value_3 AS BINARY) <=> CAST(migrate_now.`line` AS BINARY) AND migrate_was.migrate_value_4 <=> migrate_now.`serial`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_logs__log` WHERE migrate_id = ?;

-- [contract-13] wait for transactions that would miss rows of logs's shadow
--   strategy: shadow
--   lock: none on the list of transactions, a query, again and again; nobody waits behind it
--   why: one whose snapshot is older than a row of the copy, a dump for example, would find the table without that row, and be told of no error
--   waits: until the sessions that are named at first have ended
DO GET_LOCK('migrate_transactions', 2);
SELECT COUNT(*) INTO @migrate_listed FROM information_schema.INNODB_TRX WHERE TRX_MYSQL_THREAD_ID = CONNECTION_ID();
START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY;
DO SLEEP(0.11);
SELECT COUNT(*) > @migrate_listed INTO @migrate_is_new FROM information_schema.INNODB_TRX WHERE TRX_MYSQL_THREAD_ID = CONNECTION_ID();
SELECT t.TRX_MYSQL_THREAD_ID AS session, t.TRX_STARTED AS since, GREATEST(0, TIMESTAMPDIFF(SECOND, CONVERT_TZ(t.TRX_STARTED, 'SYSTEM', '+00:00'), NOW())) AS seconds, CONCAT('process ', t.TRX_MYSQL_THREAD_ID, COALESCE(CONCAT(' ', p.USER, '@', p.HOST), ''), ': a transaction (', t.TRX_ISOLATION_LEVEL, ') of ', GREATEST(0, TIMESTAMPDIFF(SECOND, CONVERT_TZ(t.TRX_STARTED, 'SYSTEM', '+00:00'), NOW())), ' s that would miss rows behind the exchange') AS who FROM information_schema.INNODB_TRX t LEFT JOIN information_schema.PROCESSLIST p ON p.ID = t.TRX_MYSQL_THREAD_ID WHERE t.TRX_MYSQL_THREAD_ID NOT IN (0, CONNECTION_ID()) AND t.TRX_ISOLATION_LEVEL IN ('REPEATABLE READ', 'SERIALIZABLE') AND t.TRX_AUTOCOMMIT_NON_LOCKING = 0 AND COALESCE(p.USER, '') <> 'system user' UNION ALL SELECT 0, '', 0, 'a list of transactions that others keep from being new' FROM DUAL WHERE NOT @migrate_is_new;
COMMIT;
DO RELEASE_LOCK('migrate_transactions');

-- [contract-14] look for foreign keys that refer to logs since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'logs' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'logs')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'logs' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'logs')));

-- [contract-15] look for what has been changed of logs since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'day' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'id', '(digest)', 1, 0
UNION ALL SELECT 'column', 'line', '(digest)', 1, 0
UNION ALL SELECT 'column', 'serial', '(digest)', 1, 0
UNION ALL SELECT 'index', 'serial', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'logs', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'logs'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'logs' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'logs' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'logs' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'logs'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'logs' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'logs') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-16] exchange logs for its shadow
--   strategy: shadow
--   lock: MDL exclusive on logs, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: old code may leave column id out
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_logs__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_logs__shadow')
--   runs: on its own
RENAME TABLE `logs` TO `migrate_logs__old`, `migrate_logs__shadow` TO `logs`;

-- [contract-17] stop carrying into the shadow of logs on UPDATE
--   strategy: shadow
--   lock: none on migrate_logs__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__strict__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_logs__strict__update`;

-- [contract-18] stop carrying into the shadow of logs on DELETE
--   strategy: shadow
--   lock: none on migrate_logs__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__strict__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_logs__strict__delete`;

-- [contract-19] stop carrying into the shadow of logs on INSERT
--   strategy: shadow
--   lock: none on migrate_logs__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_logs__strict__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_logs__strict__insert`;

-- [contract-20] see that no row of logs was left behind
--   strategy: shadow
--   lock: none on migrate_logs__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_logs__old alone, which stays until this holds
--   expects: no row
SELECT `serial` FROM `migrate_logs__log` LIMIT 5;

-- [contract-21] drop the old table of logs
--   strategy: shadow
--   lock: none on migrate_logs__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_logs__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_logs__old`;

-- [contract-22] drop the log of logs
--   strategy: shadow
--   lock: none on migrate_logs__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_logs__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_logs__log`;

-- [contract-23] drop the work table of logs
--   strategy: shadow
--   lock: none on migrate_logs__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_logs__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_logs__work`;
