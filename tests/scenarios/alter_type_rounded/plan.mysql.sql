-- migration: alter_type_rounded
-- description: The old types hold what new code writes rounded only, and a rollback loses no row
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: TRUNCATE prices is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] make a shadow of prices: MODIFY amount DECIMAL(8,3) NOT NULL, MODIFY since DATETIM…
--   strategy: shadow
--   lock: none on migrate_prices__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_prices__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_prices__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_prices__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_prices__building`
--   undo: DROP TABLE IF EXISTS `migrate_prices__shadow`
CREATE TABLE `migrate_prices__building` LIKE `prices`;
ALTER TABLE `migrate_prices__building` MODIFY amount DECIMAL(8,3) NOT NULL, MODIFY since DATETIME(3) NOT NULL, MODIFY weight DOUBLE;
RENAME TABLE `migrate_prices__building` TO `migrate_prices__shadow`;

-- [expand-2] make a log of changes of prices
--   strategy: shadow
--   lock: none on migrate_prices__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_prices__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_prices__log`
CREATE TABLE `migrate_prices__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-3] make a work table for the log of prices
--   strategy: shadow
--   lock: none on migrate_prices__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_prices__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_prices__work`
CREATE TABLE `migrate_prices__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in prices on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'prices' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_prices__carry__log__update`
CREATE TRIGGER `migrate_prices__carry__log__update` AFTER UPDATE ON `prices` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_prices__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_prices__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-5] log what changes in prices on DELETE
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'prices' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_prices__carry__log__delete`
CREATE TRIGGER `migrate_prices__carry__log__delete` AFTER DELETE ON `prices` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_prices__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-6] log what changes in prices on INSERT
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'prices' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_prices__carry__log__insert`
CREATE TRIGGER `migrate_prices__carry__log__insert` AFTER INSERT ON `prices` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_prices__log` (`id`) VALUES (NEW.`id`);
END;

-- ==== backfill
-- [backfill-1] copy prices into its shadow
--   strategy: shadow
--   lock: none on prices, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table prices by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `prices` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `prices` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `prices` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_prices__shadow` (`id`, `amount`, `since`, `weight`) SELECT `prices`.`id`, `prices`.`amount`, `prices`.`since`, `prices`.`weight` FROM `prices` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-2] analyze prices's shadow
--   strategy: shadow
--   lock: none on migrate_prices__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_prices__shadow`;

-- [backfill-3] apply what changed in prices meanwhile
--   strategy: shadow
--   lock: row locks on migrate_prices__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_prices__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_prices__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_prices__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_prices__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_prices__work` AS migrate_work STRAIGHT_JOIN `migrate_prices__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_prices__shadow` (`id`, `amount`, `since`, `weight`) SELECT `prices`.`id`, `prices`.`amount`, `prices`.`since`, `prices`.`weight` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_prices__work`) AS migrate_work STRAIGHT_JOIN `prices` ON `prices`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_prices__work` AS migrate_work STRAIGHT_JOIN `migrate_prices__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_prices__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `prices` WHERE `prices`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_prices__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_prices__shadow` (`id`, `amount`, `since`, `weight`) SELECT `prices`.`id`, `prices`.`amount`, `prices`.`since`, `prices`.`weight` FROM `prices` WHERE `prices`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `prices`.`id` AS migrate_value_1, `prices`.`amount` AS migrate_value_2, `prices`.`since` AS migrate_value_3, `prices`.`weight` AS migrate_value_4 FROM `prices` WHERE `prices`.`id` = ?) AS migrate_was LEFT JOIN `migrate_prices__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`amount` AND migrate_was.migrate_value_3 <=> migrate_now.`since` AND migrate_was.migrate_value_4 <=> migrate_now.`weight`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_prices__log` WHERE migrate_id = ?;

-- [backfill-4] make a log for the way back of prices
--   strategy: shadow
--   lock: none on migrate_prices__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_prices__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_prices__back_log`
CREATE TABLE `migrate_prices__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [backfill-5] carry prices into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'prices' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_prices__carry__update`
CREATE TRIGGER `migrate_prices__carry__update` AFTER UPDATE ON `prices` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_prices__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_prices__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_prices__shadow` SET `id` = NEW.`id`, `amount` = NEW.`amount`, `since` = NEW.`since`, `weight` = NEW.`weight` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_prices__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`amount` <=> `amount` AND NEW.`since` <=> `since` AND NEW.`weight` <=> `weight`) THEN
    INSERT INTO `migrate_prices__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_prices__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_prices__back_log`; END IF;
END;

-- [backfill-6] carry prices into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'prices' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_prices__carry__delete`
CREATE TRIGGER `migrate_prices__carry__delete` AFTER DELETE ON `prices` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_prices__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_prices__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_prices__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_prices__log` (`id`) VALUES (OLD.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_prices__back_log`; END IF;
END;

-- [backfill-7] carry prices into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'prices' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_prices__carry__insert`
CREATE TRIGGER `migrate_prices__carry__insert` AFTER INSERT ON `prices` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_prices__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_prices__shadow` (`id`, `amount`, `since`, `weight`) VALUES (NEW.`id`, NEW.`amount`, NEW.`since`, NEW.`weight`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_prices__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`amount` <=> `amount` AND NEW.`since` <=> `since` AND NEW.`weight` <=> `weight`) THEN
    INSERT INTO `migrate_prices__log` (`id`) VALUES (NEW.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_prices__back_log`; END IF;
END;

-- [backfill-8] stop the log of prices on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_prices__carry__log__update`;

-- [backfill-9] stop the log of prices on DELETE
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_prices__carry__log__delete`;

-- [backfill-10] stop the log of prices on INSERT
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_prices__carry__log__insert`;

-- [backfill-11] apply the last of the log of prices
--   strategy: shadow
--   lock: row locks on prices, migrate_prices__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_prices__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_prices__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `prices` WHERE `prices`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_prices__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_prices__shadow` (`id`, `amount`, `since`, `weight`) SELECT `prices`.`id`, `prices`.`amount`, `prices`.`since`, `prices`.`weight` FROM `prices` WHERE `prices`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `prices`.`id` AS migrate_value_1, `prices`.`amount` AS migrate_value_2, `prices`.`since` AS migrate_value_3, `prices`.`weight` AS migrate_value_4 FROM `prices` WHERE `prices`.`id` = ?) AS migrate_was LEFT JOIN `migrate_prices__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`amount` AND migrate_was.migrate_value_3 <=> migrate_now.`since` AND migrate_was.migrate_value_4 <=> migrate_now.`weight`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_prices__log` WHERE migrate_id = ?;

-- [backfill-12] note rows that differ in prices's shadow
--   strategy: shadow
--   lock: none on prices, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table prices by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `prices` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `prices` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `prices` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id, ? number 3 = from.id, ? number 4 = to.id
INSERT /*+ SET_VAR(join_buffer_size = 16777216) */ INTO `migrate_prices__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `prices`.`id` AS migrate_value_1, `prices`.`amount` AS migrate_value_2, `prices`.`since` AS migrate_value_3, `prices`.`weight` AS migrate_value_4 FROM `prices` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_prices__shadow` AS migrate_now FORCE INDEX (`PRIMARY`) ON migrate_now.`id` + 0 = migrate_was.migrate_key_1 AND migrate_now.`id` >= ? AND migrate_now.`id` <= ? WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`amount` AND migrate_was.migrate_value_3 <=> migrate_now.`since` AND migrate_was.migrate_value_4 <=> migrate_now.`weight`);

-- [backfill-13] write the noted rows of prices anew
--   strategy: shadow
--   lock: row locks on prices, migrate_prices__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_prices__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_prices__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `prices` WHERE `prices`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_prices__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_prices__shadow` (`id`, `amount`, `since`, `weight`) SELECT `prices`.`id`, `prices`.`amount`, `prices`.`since`, `prices`.`weight` FROM `prices` WHERE `prices`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `prices`.`id` AS migrate_value_1, `prices`.`amount` AS migrate_value_2, `prices`.`since` AS migrate_value_3, `prices`.`weight` AS migrate_value_4 FROM `prices` WHERE `prices`.`id` = ?) AS migrate_was LEFT JOIN `migrate_prices__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`amount` AND migrate_was.migrate_value_3 <=> migrate_now.`since` AND migrate_was.migrate_value_4 <=> migrate_now.`weight`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_prices__log` WHERE migrate_id = ?;

-- [backfill-14] note rows that only prices's shadow has
--   strategy: shadow
--   lock: none on prices, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_prices__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_prices__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_prices__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `prices` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `prices`) <> (SELECT COUNT(*) FROM `migrate_prices__shadow`);

-- [backfill-15] take the noted rows out of prices's shadow
--   strategy: shadow
--   lock: row locks on prices, migrate_prices__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_prices__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_prices__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `prices` WHERE `prices`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_prices__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_prices__shadow` (`id`, `amount`, `since`, `weight`) SELECT `prices`.`id`, `prices`.`amount`, `prices`.`since`, `prices`.`weight` FROM `prices` WHERE `prices`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `prices`.`id` AS migrate_value_1, `prices`.`amount` AS migrate_value_2, `prices`.`since` AS migrate_value_3, `prices`.`weight` AS migrate_value_4 FROM `prices` WHERE `prices`.`id` = ?) AS migrate_was LEFT JOIN `migrate_prices__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`amount` AND migrate_was.migrate_value_3 <=> migrate_now.`since` AND migrate_was.migrate_value_4 <=> migrate_now.`weight`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_prices__log` WHERE migrate_id = ?;

-- [backfill-16] log what will change in prices on UPDATE
--   strategy: shadow
--   lock: none on migrate_prices__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_prices__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_prices__back__log__update`
CREATE TRIGGER `migrate_prices__back__log__update` AFTER UPDATE ON `migrate_prices__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_prices__back_log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_prices__back_log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [backfill-17] log what will change in prices on DELETE
--   strategy: shadow
--   lock: none on migrate_prices__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_prices__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_prices__back__log__delete`
CREATE TRIGGER `migrate_prices__back__log__delete` AFTER DELETE ON `migrate_prices__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_prices__back_log` (`id`) VALUES (OLD.`id`);
END;

-- [backfill-18] log what will change in prices on INSERT
--   strategy: shadow
--   lock: none on migrate_prices__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_prices__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_prices__back__log__insert`
CREATE TRIGGER `migrate_prices__back__log__insert` AFTER INSERT ON `migrate_prices__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_prices__back_log` (`id`) VALUES (NEW.`id`);
END;

-- [backfill-19] look for foreign keys that refer to prices since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'prices' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'prices')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'prices' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'prices')));

-- [backfill-20] look for what has been changed of prices since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'amount' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'id', '(digest)', 1, 0
UNION ALL SELECT 'column', 'since', '(digest)', 1, 0
UNION ALL SELECT 'column', 'weight', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'prices', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'prices'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'prices' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'prices' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'prices' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'prices'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'prices' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'prices') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-21] wait for transactions that would miss rows of prices's shadow
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

-- [backfill-22] exchange prices for its shadow
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_prices__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_prices__shadow')
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
--   undo: RENAME TABLE `prices` TO `migrate_prices__shadow`, `migrate_prices__old` TO `prices`
--   loss: rows of prices that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_prices__back_log`
RENAME TABLE `prices` TO `migrate_prices__old`, `migrate_prices__shadow` TO `prices`;

-- [backfill-23] stop carrying into the shadow of prices on UPDATE
--   strategy: shadow
--   lock: none on migrate_prices__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_prices__carry__update`;

-- [backfill-24] stop carrying into the shadow of prices on DELETE
--   strategy: shadow
--   lock: none on migrate_prices__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_prices__carry__delete`;

-- [backfill-25] stop carrying into the shadow of prices on INSERT
--   strategy: shadow
--   lock: none on migrate_prices__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_prices__carry__insert`;

-- [backfill-26] carry prices back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'prices' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_prices__back__update` AFTER UPDATE ON `prices` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_prices__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_prices__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_prices__old` SET `id` = NEW.`id`, `amount` = NEW.`amount`, `since` = NEW.`since`, `weight` = NEW.`weight` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_prices__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`amount` <=> `amount` AND NEW.`since` <=> `since` AND NEW.`weight` <=> `weight`) THEN
    INSERT INTO `migrate_prices__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_prices__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-27] carry prices back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'prices' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_prices__back__delete` AFTER DELETE ON `prices` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_prices__back_log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_prices__old` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_prices__old` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_prices__back_log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-28] carry prices back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'prices' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_prices__back__insert` AFTER INSERT ON `prices` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_prices__back_log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_prices__old` (`id`, `amount`, `since`, `weight`) VALUES (NEW.`id`, NEW.`amount`, NEW.`since`, NEW.`weight`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_prices__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`amount` <=> `amount` AND NEW.`since` <=> `since` AND NEW.`weight` <=> `weight`) THEN
    INSERT INTO `migrate_prices__back_log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-29] stop the log for the way back of prices on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_prices__back__log__update`;

-- [backfill-30] stop the log for the way back of prices on DELETE
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_prices__back__log__delete`;

-- [backfill-31] stop the log for the way back of prices on INSERT
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_prices__back__log__insert`;

-- [backfill-32] carry back what was written to prices meanwhile
--   strategy: shadow
--   lock: row locks on prices, migrate_prices__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_prices__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_prices__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `prices` WHERE `prices`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_prices__old` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_prices__old` (`id`, `amount`, `since`, `weight`) SELECT `prices`.`id`, `prices`.`amount`, `prices`.`since`, `prices`.`weight` FROM `prices` WHERE `prices`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `prices`.`id` AS migrate_value_1, `prices`.`amount` AS migrate_value_2, `prices`.`since` AS migrate_value_3, `prices`.`weight` AS migrate_value_4 FROM `prices` WHERE `prices`.`id` = ?) AS migrate_was LEFT JOIN `migrate_prices__old` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`amount` AND migrate_was.migrate_value_3 <=> migrate_now.`since` AND migrate_was.migrate_value_4 <=> migrate_now.`weight`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_prices__back_log` WHERE migrate_id = ?;

-- [backfill-33] see that no row of prices was left behind
--   strategy: shadow
--   lock: none on migrate_prices__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_prices__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_prices__log` LIMIT 5;

-- ==== contract
-- [contract-1] stop carrying prices back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_prices__back__update`;

-- [contract-2] stop carrying prices back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_prices__back__delete`;

-- [contract-3] stop carrying prices back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on prices, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_prices__back__insert`;

-- [contract-4] drop the old table of prices
--   strategy: shadow
--   lock: none on migrate_prices__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_prices__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_prices__old`;

-- [contract-5] drop the log of prices's way back
--   strategy: shadow
--   lock: none on migrate_prices__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_prices__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_prices__back_log`;

-- [contract-6] drop the log of prices
--   strategy: shadow
--   lock: none on migrate_prices__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_prices__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_prices__log`;

-- [contract-7] drop the work table of prices
--   strategy: shadow
--   lock: none on migrate_prices__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_prices__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_prices__work`;
