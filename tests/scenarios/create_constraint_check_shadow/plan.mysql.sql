-- migration: create_constraint_check_shadow
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: stock is exchanged for its shadow in contract: `up` gives stock.n another value. Until then old and new code both use the old shape
-- note: TRUNCATE stock is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] make a shadow of stock: CHECK stock_n
--   strategy: shadow
--   lock: none on migrate_stock__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the server copies the table for a CHECK, and blocks its writes meanwhile
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stock__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stock__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_stock__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_stock__building`
--   undo: DROP TABLE IF EXISTS `migrate_stock__shadow`
DROP TABLE IF EXISTS `migrate_trial_2`;
CREATE TABLE `migrate_stock__building` LIKE `stock`;
ALTER TABLE `migrate_stock__building` ADD CONSTRAINT `stock_n` CHECK (n >= 0);
ALTER TABLE `migrate_stock__building` DROP INDEX `stock_name`;
RENAME TABLE `migrate_stock__building` TO `migrate_stock__shadow`;

-- [expand-2] make a log of changes of stock
--   strategy: shadow
--   lock: none on migrate_stock__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stock__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_stock__log`
CREATE TABLE `migrate_stock__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` bigint NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-3] make a work table for the log of stock
--   strategy: shadow
--   lock: none on migrate_stock__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stock__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_stock__work`
CREATE TABLE `migrate_stock__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` bigint NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in stock on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stock' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stock__carry__log__update`
CREATE TRIGGER `migrate_stock__carry__log__update` AFTER UPDATE ON `stock` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_stock__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_stock__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-5] log what changes in stock on DELETE
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stock' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stock__carry__log__delete`
CREATE TRIGGER `migrate_stock__carry__log__delete` AFTER DELETE ON `stock` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_stock__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-6] log what changes in stock on INSERT
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stock' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stock__carry__log__insert`
CREATE TRIGGER `migrate_stock__carry__log__insert` AFTER INSERT ON `stock` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_stock__log` (`id`) VALUES (NEW.`id`);
END;

-- ==== backfill
-- [backfill-1] copy stock into its shadow
--   strategy: shadow
--   lock: none on stock, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table stock by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `stock` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `stock` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `stock` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_stock__shadow` (`id`, `name`, `n`) SELECT `stock`.`id`, `stock`.`name`, (GREATEST(n, 0)) FROM `stock` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-2] build index stock_name of stock's shadow
--   strategy: shadow
--   lock: none on migrate_stock__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stock__shadow' AND CAST(INDEX_NAME AS BINARY) = 'stock_name'
--   runs: on its own
SET SESSION innodb_ddl_buffer_size = 67108864;
ALTER TABLE `migrate_stock__shadow` ADD KEY `stock_name` (`name`), ALGORITHM=INPLACE, LOCK=SHARED;
SET SESSION innodb_ddl_buffer_size = DEFAULT;

-- [backfill-3] analyze stock's shadow
--   strategy: shadow
--   lock: none on migrate_stock__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_stock__shadow`;

-- [backfill-4] apply what changed in stock meanwhile
--   strategy: shadow
--   lock: row locks on migrate_stock__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_stock__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_stock__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_stock__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_stock__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_stock__work` AS migrate_work STRAIGHT_JOIN `migrate_stock__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_stock__shadow` (`id`, `name`, `n`) SELECT `stock`.`id`, `stock`.`name`, (GREATEST(n, 0)) FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_stock__work`) AS migrate_work STRAIGHT_JOIN `stock` ON `stock`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_stock__work` AS migrate_work STRAIGHT_JOIN `migrate_stock__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_stock__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `stock` WHERE `stock`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stock__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_stock__shadow` (`id`, `name`, `n`) SELECT `stock`.`id`, `stock`.`name`, (GREATEST(n, 0)) FROM `stock` WHERE `stock`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `stock`.`id` AS migrate_value_1, `stock`.`name` AS migrate_value_2, (GREATEST(n, 0)) AS migrate_value_3 FROM `stock` WHERE `stock`.`id` = ?) AS migrate_was LEFT JOIN `migrate_stock__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`n`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stock__log` WHERE migrate_id = ?;

-- [backfill-5] carry stock into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stock' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stock__carry__update`
CREATE TRIGGER `migrate_stock__carry__update` AFTER UPDATE ON `stock` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_stock__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_stock__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_stock__shadow` SET `id` = NEW.`id`, `name` = NEW.`name`, `n` = (SELECT GREATEST(n, 0) FROM (SELECT NEW.`n` AS `n`) AS `stock`) WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_stock__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND (SELECT GREATEST(n, 0) FROM (SELECT NEW.`n` AS `n`) AS `stock`) <=> `n`) THEN
    INSERT INTO `migrate_stock__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_stock__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-6] carry stock into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stock' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stock__carry__delete`
CREATE TRIGGER `migrate_stock__carry__delete` AFTER DELETE ON `stock` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_stock__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_stock__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_stock__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_stock__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-7] carry stock into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stock' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stock__carry__insert`
CREATE TRIGGER `migrate_stock__carry__insert` AFTER INSERT ON `stock` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_stock__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_stock__shadow` (`id`, `name`, `n`) VALUES (NEW.`id`, NEW.`name`, (SELECT GREATEST(n, 0) FROM (SELECT NEW.`n` AS `n`) AS `stock`));
  IF NOT EXISTS (SELECT 1 FROM `migrate_stock__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND (SELECT GREATEST(n, 0) FROM (SELECT NEW.`n` AS `n`) AS `stock`) <=> `n`) THEN
    INSERT INTO `migrate_stock__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-8] stop the log of stock on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stock__carry__log__update`;

-- [backfill-9] stop the log of stock on DELETE
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stock__carry__log__delete`;

-- [backfill-10] stop the log of stock on INSERT
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stock__carry__log__insert`;

-- [backfill-11] apply the last of the log of stock
--   strategy: shadow
--   lock: row locks on stock, migrate_stock__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_stock__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_stock__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `stock` WHERE `stock`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stock__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_stock__shadow` (`id`, `name`, `n`) SELECT `stock`.`id`, `stock`.`name`, (GREATEST(n, 0)) FROM `stock` WHERE `stock`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `stock`.`id` AS migrate_value_1, `stock`.`name` AS migrate_value_2, (GREATEST(n, 0)) AS migrate_value_3 FROM `stock` WHERE `stock`.`id` = ?) AS migrate_was LEFT JOIN `migrate_stock__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`n`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stock__log` WHERE migrate_id = ?;

-- [backfill-12] note rows that differ in stock's shadow
--   strategy: shadow
--   lock: none on stock, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table stock by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `stock` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `stock` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `stock` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id, ? number 3 = from.id, ? number 4 = to.id
INSERT /*+ SET_VAR(join_buffer_size = 16777216) */ INTO `migrate_stock__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `stock`.`id` AS migrate_value_1, `stock`.`name` AS migrate_value_2, (GREATEST(n, 0)) AS migrate_value_3 FROM `stock` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_stock__shadow` AS migrate_now FORCE INDEX (`PRIMARY`) ON migrate_now.`id` + 0 = migrate_was.migrate_key_1 AND migrate_now.`id` >= ? AND migrate_now.`id` <= ? WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`n`);

-- [backfill-13] write the noted rows of stock anew
--   strategy: shadow
--   lock: row locks on stock, migrate_stock__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_stock__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_stock__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `stock` WHERE `stock`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stock__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_stock__shadow` (`id`, `name`, `n`) SELECT `stock`.`id`, `stock`.`name`, (GREATEST(n, 0)) FROM `stock` WHERE `stock`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `stock`.`id` AS migrate_value_1, `stock`.`name` AS migrate_value_2, (GREATEST(n, 0)) AS migrate_value_3 FROM `stock` WHERE `stock`.`id` = ?) AS migrate_was LEFT JOIN `migrate_stock__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`n`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stock__log` WHERE migrate_id = ?;

-- [backfill-14] note rows that only stock's shadow has
--   strategy: shadow
--   lock: none on stock, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_stock__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_stock__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_stock__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `stock` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `stock`) <> (SELECT COUNT(*) FROM `migrate_stock__shadow`);

-- [backfill-15] take the noted rows out of stock's shadow
--   strategy: shadow
--   lock: row locks on stock, migrate_stock__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_stock__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_stock__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `stock` WHERE `stock`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stock__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_stock__shadow` (`id`, `name`, `n`) SELECT `stock`.`id`, `stock`.`name`, (GREATEST(n, 0)) FROM `stock` WHERE `stock`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `stock`.`id` AS migrate_value_1, `stock`.`name` AS migrate_value_2, (GREATEST(n, 0)) AS migrate_value_3 FROM `stock` WHERE `stock`.`id` = ?) AS migrate_was LEFT JOIN `migrate_stock__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`n`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stock__log` WHERE migrate_id = ?;

-- ==== contract
-- [contract-1] apply what the shadow of stock refused before
--   strategy: shadow
--   lock: row locks on stock, migrate_stock__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: nothing is exchanged while a row does not fit
--   applies: the entries of migrate_stock__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_stock__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `stock` WHERE `stock`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stock__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_stock__shadow` (`id`, `name`, `n`) SELECT `stock`.`id`, `stock`.`name`, (GREATEST(n, 0)) FROM `stock` WHERE `stock`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `stock`.`id` AS migrate_value_1, `stock`.`name` AS migrate_value_2, (GREATEST(n, 0)) AS migrate_value_3 FROM `stock` WHERE `stock`.`id` = ?) AS migrate_was LEFT JOIN `migrate_stock__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`n`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stock__log` WHERE migrate_id = ?;

-- [contract-2] compare stock with its shadow, again
--   strategy: shadow
--   lock: none on stock, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table stock by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `stock` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `stock` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `stock` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id, ? number 3 = from.id, ? number 4 = to.id
SELECT /*+ SET_VAR(join_buffer_size = 16777216) */ migrate_was.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1, `stock`.`id` AS migrate_value_1, `stock`.`name` AS migrate_value_2, (GREATEST(n, 0)) AS migrate_value_3 FROM `stock` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_stock__shadow` AS migrate_now FORCE INDEX (`PRIMARY`) ON migrate_now.`id` + 0 = migrate_was.migrate_key_1 AND migrate_now.`id` >= ? AND migrate_now.`id` <= ? WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`n`) LIMIT 5;

-- [contract-3] look for rows that only stock's shadow has, again
--   strategy: shadow
--   lock: none on stock, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table migrate_stock__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `migrate_stock__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `migrate_stock__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `migrate_stock__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT migrate_now.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1 FROM `migrate_stock__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_now LEFT JOIN `stock` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL LIMIT 5;

-- [contract-4] look for foreign keys that refer to stock since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'stock' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'stock')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'stock' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'stock')));

-- [contract-5] look for what has been changed of stock since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'n', '(digest)', 1, 0
UNION ALL SELECT 'column', 'name', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'index', 'stock_name', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'stock', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stock'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stock' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stock' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stock' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'stock'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'stock' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stock') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-6] carry stock into its shadow, or refuse on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stock' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__strict__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stock__strict__update`
CREATE TRIGGER `migrate_stock__strict__update` AFTER UPDATE ON `stock` FOR EACH ROW
BEGIN
  UPDATE `migrate_stock__shadow` SET `id` = NEW.`id`, `name` = NEW.`name`, `n` = (SELECT GREATEST(n, 0) FROM (SELECT NEW.`n` AS `n`) AS `stock`) WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_stock__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND (SELECT GREATEST(n, 0) FROM (SELECT NEW.`n` AS `n`) AS `stock`) <=> `n`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_stock__log` WHERE `migrate_stock__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of stock refuses this row'; END IF;
    INSERT INTO `migrate_stock__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_stock__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [contract-7] carry stock into its shadow, or refuse on DELETE
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stock' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__strict__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stock__strict__delete`
CREATE TRIGGER `migrate_stock__strict__delete` AFTER DELETE ON `stock` FOR EACH ROW
BEGIN
  DELETE FROM `migrate_stock__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_stock__shadow` WHERE `id` = OLD.`id`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_stock__log` WHERE `migrate_stock__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of stock refuses this row'; END IF;
    INSERT INTO `migrate_stock__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [contract-8] carry stock into its shadow, or refuse on INSERT
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stock' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__strict__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stock__strict__insert`
CREATE TRIGGER `migrate_stock__strict__insert` AFTER INSERT ON `stock` FOR EACH ROW
BEGIN
  IF NOT EXISTS (SELECT 1 FROM `migrate_stock__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND (SELECT GREATEST(n, 0) FROM (SELECT NEW.`n` AS `n`) AS `stock`) <=> `n`) THEN INSERT INTO `migrate_stock__shadow` (`id`, `name`, `n`) VALUES (NEW.`id`, NEW.`name`, (SELECT GREATEST(n, 0) FROM (SELECT NEW.`n` AS `n`) AS `stock`)); END IF;
  IF NOT EXISTS (SELECT 1 FROM `migrate_stock__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND (SELECT GREATEST(n, 0) FROM (SELECT NEW.`n` AS `n`) AS `stock`) <=> `n`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_stock__log` WHERE `migrate_stock__log`.`id` = NEW.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of stock refuses this row'; END IF;
    INSERT INTO `migrate_stock__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [contract-9] stop carrying stock in the old way on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stock__carry__update`;

-- [contract-10] stop carrying stock in the old way on DELETE
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stock__carry__delete`;

-- [contract-11] stop carrying stock in the old way on INSERT
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stock__carry__insert`;

-- [contract-12] apply what the shadow of stock refused meanwhile
--   strategy: shadow
--   lock: row locks on stock, migrate_stock__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: after it every write is in both tables
--   applies: the entries of migrate_stock__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_stock__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `stock` WHERE `stock`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stock__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_stock__shadow` (`id`, `name`, `n`) SELECT `stock`.`id`, `stock`.`name`, (GREATEST(n, 0)) FROM `stock` WHERE `stock`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `stock`.`id` AS migrate_value_1, `stock`.`name` AS migrate_value_2, (GREATEST(n, 0)) AS migrate_value_3 FROM `stock` WHERE `stock`.`id` = ?) AS migrate_was LEFT JOIN `migrate_stock__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`n`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stock__log` WHERE migrate_id = ?;

-- [contract-13] wait for transactions that would miss rows of stock's shadow
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

-- [contract-14] look for foreign keys that refer to stock since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'stock' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'stock')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'stock' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'stock')));

-- [contract-15] look for what has been changed of stock since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'n', '(digest)', 1, 0
UNION ALL SELECT 'column', 'name', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'index', 'stock_name', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'stock', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stock'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stock' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stock' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stock' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'stock'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'stock' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stock') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-16] exchange stock for its shadow
--   strategy: shadow
--   lock: MDL exclusive on stock, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: `up` gives stock.n another value
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stock__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stock__shadow')
--   runs: on its own
RENAME TABLE `stock` TO `migrate_stock__old`, `migrate_stock__shadow` TO `stock`;

-- [contract-17] stop carrying into the shadow of stock on UPDATE
--   strategy: shadow
--   lock: none on migrate_stock__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__strict__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stock__strict__update`;

-- [contract-18] stop carrying into the shadow of stock on DELETE
--   strategy: shadow
--   lock: none on migrate_stock__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__strict__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stock__strict__delete`;

-- [contract-19] stop carrying into the shadow of stock on INSERT
--   strategy: shadow
--   lock: none on migrate_stock__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stock__strict__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stock__strict__insert`;

-- [contract-20] see that no row of stock was left behind
--   strategy: shadow
--   lock: none on migrate_stock__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_stock__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_stock__log` LIMIT 5;

-- [contract-21] drop the old table of stock
--   strategy: shadow
--   lock: none on migrate_stock__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stock__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_stock__old`;

-- [contract-22] drop the log of stock
--   strategy: shadow
--   lock: none on migrate_stock__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stock__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_stock__log`;

-- [contract-23] drop the work table of stock
--   strategy: shadow
--   lock: none on migrate_stock__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stock__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_stock__work`;
