-- migration: alter_type_enum_values
-- description: Values of an enum in another order, one fewer, and one under another name
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: orders is exchanged for its shadow in contract: enum('done','open','new') cannot hold all that enum('new','open','done') of orders.state can. Until then old and new code both use the old shape
-- note: TRUNCATE orders is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract
-- note: parts is exchanged for its shadow in contract: `up` gives parts.size another value. Until then old and new code both use the old shape
-- note: TRUNCATE parts is not followed into the other table: use DELETE until contract
-- note: cars is exchanged for its shadow in contract: `up` gives cars.colour another value. Until then old and new code both use the old shape
-- note: TRUNCATE cars is not followed into the other table: use DELETE until contract

-- ==== expand
-- [expand-1] make a shadow of orders: orders.state becomes enum('done','open','new')
--   strategy: shadow
--   lock: none on migrate_orders__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the server would copy the table and block its writes: ALGORITHM=INPLACE is not supported. Reason: Cannot change column type INPLACE. Try ALGORITHM=COPY.
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_orders__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_orders__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_orders__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_orders__building`
--   undo: DROP TABLE IF EXISTS `migrate_orders__shadow`
CREATE TABLE `migrate_orders__building` LIKE `orders`;
ALTER TABLE `migrate_orders__building` MODIFY COLUMN `state` enum('done','open','new') CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL DEFAULT 'new';
ALTER TABLE `migrate_orders__building` DROP INDEX `orders_state`;
RENAME TABLE `migrate_orders__building` TO `migrate_orders__shadow`;

-- [expand-2] make a log of changes of orders
--   strategy: shadow
--   lock: none on migrate_orders__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_orders__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_orders__log`
CREATE TABLE `migrate_orders__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-3] make a work table for the log of orders
--   strategy: shadow
--   lock: none on migrate_orders__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_orders__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_orders__work`
CREATE TABLE `migrate_orders__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in orders on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'orders' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_orders__carry__log__update`
CREATE TRIGGER `migrate_orders__carry__log__update` AFTER UPDATE ON `orders` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_orders__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_orders__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-5] log what changes in orders on DELETE
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'orders' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_orders__carry__log__delete`
CREATE TRIGGER `migrate_orders__carry__log__delete` AFTER DELETE ON `orders` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_orders__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-6] log what changes in orders on INSERT
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'orders' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_orders__carry__log__insert`
CREATE TRIGGER `migrate_orders__carry__log__insert` AFTER INSERT ON `orders` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_orders__log` (`id`) VALUES (NEW.`id`);
END;

-- [expand-7] make a shadow of parts: parts.size becomes enum('small','large')
--   strategy: shadow
--   lock: none on migrate_parts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: `up` gives each row another value
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parts__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parts__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_parts__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_parts__building`
--   undo: DROP TABLE IF EXISTS `migrate_parts__shadow`
CREATE TABLE `migrate_parts__building` LIKE `parts`;
ALTER TABLE `migrate_parts__building` MODIFY COLUMN `size` enum('small','large') CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NULL;
RENAME TABLE `migrate_parts__building` TO `migrate_parts__shadow`;

-- [expand-8] make a log of changes of parts
--   strategy: shadow
--   lock: none on migrate_parts__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parts__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_parts__log`
CREATE TABLE `migrate_parts__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-9] make a work table for the log of parts
--   strategy: shadow
--   lock: none on migrate_parts__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parts__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_parts__work`
CREATE TABLE `migrate_parts__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int NOT NULL) ENGINE=InnoDB;

-- [expand-10] log what changes in parts on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parts__carry__log__update`
CREATE TRIGGER `migrate_parts__carry__log__update` AFTER UPDATE ON `parts` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_parts__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_parts__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-11] log what changes in parts on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parts__carry__log__delete`
CREATE TRIGGER `migrate_parts__carry__log__delete` AFTER DELETE ON `parts` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_parts__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-12] log what changes in parts on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parts__carry__log__insert`
CREATE TRIGGER `migrate_parts__carry__log__insert` AFTER INSERT ON `parts` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_parts__log` (`id`) VALUES (NEW.`id`);
END;

-- [expand-13] make a shadow of cars: cars.colour becomes enum('rot','blue')
--   strategy: shadow
--   lock: none on migrate_cars__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: `up` gives each row another value
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_cars__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_cars__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_cars__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_cars__building`
--   undo: DROP TABLE IF EXISTS `migrate_cars__shadow`
CREATE TABLE `migrate_cars__building` LIKE `cars`;
ALTER TABLE `migrate_cars__building` MODIFY COLUMN `colour` enum('rot','blue') CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL DEFAULT 'blue';
RENAME TABLE `migrate_cars__building` TO `migrate_cars__shadow`;

-- [expand-14] make a log of changes of cars
--   strategy: shadow
--   lock: none on migrate_cars__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_cars__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_cars__log`
CREATE TABLE `migrate_cars__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-15] make a work table for the log of cars
--   strategy: shadow
--   lock: none on migrate_cars__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_cars__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_cars__work`
CREATE TABLE `migrate_cars__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int NOT NULL) ENGINE=InnoDB;

-- [expand-16] log what changes in cars on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'cars' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_cars__carry__log__update`
CREATE TRIGGER `migrate_cars__carry__log__update` AFTER UPDATE ON `cars` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_cars__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_cars__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-17] log what changes in cars on DELETE
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'cars' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_cars__carry__log__delete`
CREATE TRIGGER `migrate_cars__carry__log__delete` AFTER DELETE ON `cars` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_cars__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-18] log what changes in cars on INSERT
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'cars' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_cars__carry__log__insert`
CREATE TRIGGER `migrate_cars__carry__log__insert` AFTER INSERT ON `cars` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_cars__log` (`id`) VALUES (NEW.`id`);
END;

-- ==== backfill
-- [backfill-1] copy orders into its shadow
--   strategy: shadow
--   lock: none on orders, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_orders__shadow` (`id`, `state`) SELECT `orders`.`id`, `orders`.`state` FROM `orders` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-2] build index orders_state of orders's shadow
--   strategy: shadow
--   lock: none on migrate_orders__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_orders__shadow' AND CAST(INDEX_NAME AS BINARY) = 'orders_state'
--   runs: on its own
SET SESSION innodb_ddl_buffer_size = 67108864;
ALTER TABLE `migrate_orders__shadow` ADD KEY `orders_state` (`state`), ALGORITHM=INPLACE, LOCK=SHARED;
SET SESSION innodb_ddl_buffer_size = DEFAULT;

-- [backfill-3] analyze orders's shadow
--   strategy: shadow
--   lock: none on migrate_orders__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_orders__shadow`;

-- [backfill-4] apply what changed in orders meanwhile
--   strategy: shadow
--   lock: row locks on migrate_orders__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_orders__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_orders__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_orders__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_orders__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_orders__work` AS migrate_work STRAIGHT_JOIN `migrate_orders__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_orders__shadow` (`id`, `state`) SELECT `orders`.`id`, `orders`.`state` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_orders__work`) AS migrate_work STRAIGHT_JOIN `orders` ON `orders`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_orders__work` AS migrate_work STRAIGHT_JOIN `migrate_orders__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_orders__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `orders` WHERE `orders`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_orders__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_orders__shadow` (`id`, `state`) SELECT `orders`.`id`, `orders`.`state` FROM `orders` WHERE `orders`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `orders`.`id` AS migrate_value_1, `orders`.`state` AS migrate_value_2 FROM `orders` WHERE `orders`.`id` = ?) AS migrate_was LEFT JOIN `migrate_orders__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`state` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_orders__log` WHERE migrate_id = ?;

-- [backfill-5] carry orders into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'orders' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_orders__carry__update`
CREATE TRIGGER `migrate_orders__carry__update` AFTER UPDATE ON `orders` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_orders__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_orders__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_orders__shadow` SET `id` = NEW.`id`, `state` = NEW.`state` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_orders__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT(NEW.`state` USING utf8mb4) AS BINARY) <=> CAST(`state` AS BINARY)) THEN
    INSERT INTO `migrate_orders__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_orders__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-6] carry orders into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'orders' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_orders__carry__delete`
CREATE TRIGGER `migrate_orders__carry__delete` AFTER DELETE ON `orders` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_orders__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_orders__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_orders__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_orders__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-7] carry orders into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'orders' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_orders__carry__insert`
CREATE TRIGGER `migrate_orders__carry__insert` AFTER INSERT ON `orders` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_orders__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_orders__shadow` (`id`, `state`) VALUES (NEW.`id`, NEW.`state`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_orders__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT(NEW.`state` USING utf8mb4) AS BINARY) <=> CAST(`state` AS BINARY)) THEN
    INSERT INTO `migrate_orders__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-8] stop the log of orders on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_orders__carry__log__update`;

-- [backfill-9] stop the log of orders on DELETE
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_orders__carry__log__delete`;

-- [backfill-10] stop the log of orders on INSERT
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_orders__carry__log__insert`;

-- [backfill-11] apply the last of the log of orders
--   strategy: shadow
--   lock: row locks on orders, migrate_orders__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_orders__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_orders__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `orders` WHERE `orders`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_orders__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_orders__shadow` (`id`, `state`) SELECT `orders`.`id`, `orders`.`state` FROM `orders` WHERE `orders`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `orders`.`id` AS migrate_value_1, `orders`.`state` AS migrate_value_2 FROM `orders` WHERE `orders`.`id` = ?) AS migrate_was LEFT JOIN `migrate_orders__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`state` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_orders__log` WHERE migrate_id = ?;

-- [backfill-12] note rows that differ in orders's shadow
--   strategy: shadow
--   lock: none on orders, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id, ? number 3 = from.id, ? number 4 = to.id
INSERT /*+ SET_VAR(join_buffer_size = 16777216) */ INTO `migrate_orders__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `orders`.`id` AS migrate_value_1, `orders`.`state` AS migrate_value_2 FROM `orders` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_orders__shadow` AS migrate_now FORCE INDEX (`PRIMARY`) ON migrate_now.`id` + 0 = migrate_was.migrate_key_1 AND migrate_now.`id` >= ? AND migrate_now.`id` <= ? WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`state` AS BINARY));

-- [backfill-13] write the noted rows of orders anew
--   strategy: shadow
--   lock: row locks on orders, migrate_orders__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_orders__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_orders__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `orders` WHERE `orders`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_orders__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_orders__shadow` (`id`, `state`) SELECT `orders`.`id`, `orders`.`state` FROM `orders` WHERE `orders`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `orders`.`id` AS migrate_value_1, `orders`.`state` AS migrate_value_2 FROM `orders` WHERE `orders`.`id` = ?) AS migrate_was LEFT JOIN `migrate_orders__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`state` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_orders__log` WHERE migrate_id = ?;

-- [backfill-14] note rows that only orders's shadow has
--   strategy: shadow
--   lock: none on orders, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_orders__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_orders__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_orders__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `orders` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `orders`) <> (SELECT COUNT(*) FROM `migrate_orders__shadow`);

-- [backfill-15] take the noted rows out of orders's shadow
--   strategy: shadow
--   lock: row locks on orders, migrate_orders__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_orders__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_orders__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `orders` WHERE `orders`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_orders__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_orders__shadow` (`id`, `state`) SELECT `orders`.`id`, `orders`.`state` FROM `orders` WHERE `orders`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `orders`.`id` AS migrate_value_1, `orders`.`state` AS migrate_value_2 FROM `orders` WHERE `orders`.`id` = ?) AS migrate_was LEFT JOIN `migrate_orders__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`state` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_orders__log` WHERE migrate_id = ?;

-- [backfill-16] copy parts into its shadow
--   strategy: shadow
--   lock: none on parts, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `parts` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `parts` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `parts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_parts__shadow` (`id`, `size`) SELECT `parts`.`id`, (IF(size = 'medium', 'large', size)) FROM `parts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-17] analyze parts's shadow
--   strategy: shadow
--   lock: none on migrate_parts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_parts__shadow`;

-- [backfill-18] apply what changed in parts meanwhile
--   strategy: shadow
--   lock: row locks on migrate_parts__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_parts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_parts__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_parts__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_parts__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_parts__work` AS migrate_work STRAIGHT_JOIN `migrate_parts__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_parts__shadow` (`id`, `size`) SELECT `parts`.`id`, (IF(size = 'medium', 'large', size)) FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_parts__work`) AS migrate_work STRAIGHT_JOIN `parts` ON `parts`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_parts__work` AS migrate_work STRAIGHT_JOIN `migrate_parts__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_parts__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `parts` WHERE `parts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parts__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_parts__shadow` (`id`, `size`) SELECT `parts`.`id`, (IF(size = 'medium', 'large', size)) FROM `parts` WHERE `parts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `parts`.`id` AS migrate_value_1, (IF(size = 'medium', 'large', size)) AS migrate_value_2 FROM `parts` WHERE `parts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_parts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`size` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parts__log` WHERE migrate_id = ?;

-- [backfill-19] carry parts into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parts__carry__update`
CREATE TRIGGER `migrate_parts__carry__update` AFTER UPDATE ON `parts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parts__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_parts__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_parts__shadow` SET `id` = NEW.`id`, `size` = (SELECT IF(size = 'medium', 'large', size) FROM (SELECT NEW.`size` AS `size`) AS `parts`) WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_parts__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT((SELECT IF(size = 'medium', 'large', size) FROM (SELECT NEW.`size` AS `size`) AS `parts`) USING utf8mb4) AS BINARY) <=> CAST(`size` AS BINARY)) THEN
    INSERT INTO `migrate_parts__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_parts__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-20] carry parts into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parts__carry__delete`
CREATE TRIGGER `migrate_parts__carry__delete` AFTER DELETE ON `parts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parts__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_parts__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_parts__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_parts__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-21] carry parts into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parts__carry__insert`
CREATE TRIGGER `migrate_parts__carry__insert` AFTER INSERT ON `parts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parts__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_parts__shadow` (`id`, `size`) VALUES (NEW.`id`, (SELECT IF(size = 'medium', 'large', size) FROM (SELECT NEW.`size` AS `size`) AS `parts`));
  IF NOT EXISTS (SELECT 1 FROM `migrate_parts__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT((SELECT IF(size = 'medium', 'large', size) FROM (SELECT NEW.`size` AS `size`) AS `parts`) USING utf8mb4) AS BINARY) <=> CAST(`size` AS BINARY)) THEN
    INSERT INTO `migrate_parts__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-22] stop the log of parts on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parts__carry__log__update`;

-- [backfill-23] stop the log of parts on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parts__carry__log__delete`;

-- [backfill-24] stop the log of parts on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parts__carry__log__insert`;

-- [backfill-25] apply the last of the log of parts
--   strategy: shadow
--   lock: row locks on parts, migrate_parts__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_parts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_parts__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `parts` WHERE `parts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parts__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_parts__shadow` (`id`, `size`) SELECT `parts`.`id`, (IF(size = 'medium', 'large', size)) FROM `parts` WHERE `parts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `parts`.`id` AS migrate_value_1, (IF(size = 'medium', 'large', size)) AS migrate_value_2 FROM `parts` WHERE `parts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_parts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`size` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parts__log` WHERE migrate_id = ?;

-- [backfill-26] note rows that differ in parts's shadow
--   strategy: shadow
--   lock: none on parts, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `parts` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `parts` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `parts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id, ? number 3 = from.id, ? number 4 = to.id
INSERT /*+ SET_VAR(join_buffer_size = 16777216) */ INTO `migrate_parts__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `parts`.`id` AS migrate_value_1, (IF(size = 'medium', 'large', size)) AS migrate_value_2 FROM `parts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_parts__shadow` AS migrate_now FORCE INDEX (`PRIMARY`) ON migrate_now.`id` + 0 = migrate_was.migrate_key_1 AND migrate_now.`id` >= ? AND migrate_now.`id` <= ? WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`size` AS BINARY));

-- [backfill-27] write the noted rows of parts anew
--   strategy: shadow
--   lock: row locks on parts, migrate_parts__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_parts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_parts__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `parts` WHERE `parts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parts__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_parts__shadow` (`id`, `size`) SELECT `parts`.`id`, (IF(size = 'medium', 'large', size)) FROM `parts` WHERE `parts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `parts`.`id` AS migrate_value_1, (IF(size = 'medium', 'large', size)) AS migrate_value_2 FROM `parts` WHERE `parts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_parts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`size` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parts__log` WHERE migrate_id = ?;

-- [backfill-28] note rows that only parts's shadow has
--   strategy: shadow
--   lock: none on parts, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_parts__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_parts__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_parts__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `parts` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `parts`) <> (SELECT COUNT(*) FROM `migrate_parts__shadow`);

-- [backfill-29] take the noted rows out of parts's shadow
--   strategy: shadow
--   lock: row locks on parts, migrate_parts__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_parts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_parts__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `parts` WHERE `parts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parts__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_parts__shadow` (`id`, `size`) SELECT `parts`.`id`, (IF(size = 'medium', 'large', size)) FROM `parts` WHERE `parts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `parts`.`id` AS migrate_value_1, (IF(size = 'medium', 'large', size)) AS migrate_value_2 FROM `parts` WHERE `parts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_parts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`size` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parts__log` WHERE migrate_id = ?;

-- [backfill-30] copy cars into its shadow
--   strategy: shadow
--   lock: none on cars, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table cars by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `cars` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `cars` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `cars` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_cars__shadow` (`id`, `colour`) SELECT `cars`.`id`, (IF(colour = 'red', 'rot', colour)) FROM `cars` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-31] analyze cars's shadow
--   strategy: shadow
--   lock: none on migrate_cars__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_cars__shadow`;

-- [backfill-32] apply what changed in cars meanwhile
--   strategy: shadow
--   lock: row locks on migrate_cars__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_cars__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_cars__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_cars__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_cars__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_cars__work` AS migrate_work STRAIGHT_JOIN `migrate_cars__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_cars__shadow` (`id`, `colour`) SELECT `cars`.`id`, (IF(colour = 'red', 'rot', colour)) FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_cars__work`) AS migrate_work STRAIGHT_JOIN `cars` ON `cars`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_cars__work` AS migrate_work STRAIGHT_JOIN `migrate_cars__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_cars__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `cars` WHERE `cars`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_cars__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_cars__shadow` (`id`, `colour`) SELECT `cars`.`id`, (IF(colour = 'red', 'rot', colour)) FROM `cars` WHERE `cars`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `cars`.`id` AS migrate_value_1, (IF(colour = 'red', 'rot', colour)) AS migrate_value_2 FROM `cars` WHERE `cars`.`id` = ?) AS migrate_was LEFT JOIN `migrate_cars__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`colour` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_cars__log` WHERE migrate_id = ?;

-- [backfill-33] carry cars into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'cars' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_cars__carry__update`
CREATE TRIGGER `migrate_cars__carry__update` AFTER UPDATE ON `cars` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_cars__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_cars__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_cars__shadow` SET `id` = NEW.`id`, `colour` = (SELECT IF(colour = 'red', 'rot', colour) FROM (SELECT NEW.`colour` AS `colour`) AS `cars`) WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_cars__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT((SELECT IF(colour = 'red', 'rot', colour) FROM (SELECT NEW.`colour` AS `colour`) AS `cars`) USING utf8mb4) AS BINARY) <=> CAST(`colour` AS BINARY)) THEN
    INSERT INTO `migrate_cars__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_cars__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-34] carry cars into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'cars' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_cars__carry__delete`
CREATE TRIGGER `migrate_cars__carry__delete` AFTER DELETE ON `cars` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_cars__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_cars__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_cars__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_cars__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-35] carry cars into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'cars' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_cars__carry__insert`
CREATE TRIGGER `migrate_cars__carry__insert` AFTER INSERT ON `cars` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_cars__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_cars__shadow` (`id`, `colour`) VALUES (NEW.`id`, (SELECT IF(colour = 'red', 'rot', colour) FROM (SELECT NEW.`colour` AS `colour`) AS `cars`));
  IF NOT EXISTS (SELECT 1 FROM `migrate_cars__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT((SELECT IF(colour = 'red', 'rot', colour) FROM (SELECT NEW.`colour` AS `colour`) AS `cars`) USING utf8mb4) AS BINARY) <=> CAST(`colour` AS BINARY)) THEN
    INSERT INTO `migrate_cars__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-36] stop the log of cars on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_cars__carry__log__update`;

-- [backfill-37] stop the log of cars on DELETE
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_cars__carry__log__delete`;

-- [backfill-38] stop the log of cars on INSERT
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_cars__carry__log__insert`;

-- [backfill-39] apply the last of the log of cars
--   strategy: shadow
--   lock: row locks on cars, migrate_cars__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_cars__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_cars__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `cars` WHERE `cars`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_cars__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_cars__shadow` (`id`, `colour`) SELECT `cars`.`id`, (IF(colour = 'red', 'rot', colour)) FROM `cars` WHERE `cars`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `cars`.`id` AS migrate_value_1, (IF(colour = 'red', 'rot', colour)) AS migrate_value_2 FROM `cars` WHERE `cars`.`id` = ?) AS migrate_was LEFT JOIN `migrate_cars__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`colour` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_cars__log` WHERE migrate_id = ?;

-- [backfill-40] note rows that differ in cars's shadow
--   strategy: shadow
--   lock: none on cars, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table cars by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `cars` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `cars` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `cars` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id, ? number 3 = from.id, ? number 4 = to.id
INSERT /*+ SET_VAR(join_buffer_size = 16777216) */ INTO `migrate_cars__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `cars`.`id` AS migrate_value_1, (IF(colour = 'red', 'rot', colour)) AS migrate_value_2 FROM `cars` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_cars__shadow` AS migrate_now FORCE INDEX (`PRIMARY`) ON migrate_now.`id` + 0 = migrate_was.migrate_key_1 AND migrate_now.`id` >= ? AND migrate_now.`id` <= ? WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`colour` AS BINARY));

-- [backfill-41] write the noted rows of cars anew
--   strategy: shadow
--   lock: row locks on cars, migrate_cars__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_cars__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_cars__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `cars` WHERE `cars`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_cars__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_cars__shadow` (`id`, `colour`) SELECT `cars`.`id`, (IF(colour = 'red', 'rot', colour)) FROM `cars` WHERE `cars`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `cars`.`id` AS migrate_value_1, (IF(colour = 'red', 'rot', colour)) AS migrate_value_2 FROM `cars` WHERE `cars`.`id` = ?) AS migrate_was LEFT JOIN `migrate_cars__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`colour` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_cars__log` WHERE migrate_id = ?;

-- [backfill-42] note rows that only cars's shadow has
--   strategy: shadow
--   lock: none on cars, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_cars__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_cars__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_cars__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `cars` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `cars`) <> (SELECT COUNT(*) FROM `migrate_cars__shadow`);

-- [backfill-43] take the noted rows out of cars's shadow
--   strategy: shadow
--   lock: row locks on cars, migrate_cars__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_cars__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_cars__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `cars` WHERE `cars`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_cars__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_cars__shadow` (`id`, `colour`) SELECT `cars`.`id`, (IF(colour = 'red', 'rot', colour)) FROM `cars` WHERE `cars`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `cars`.`id` AS migrate_value_1, (IF(colour = 'red', 'rot', colour)) AS migrate_value_2 FROM `cars` WHERE `cars`.`id` = ?) AS migrate_was LEFT JOIN `migrate_cars__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`colour` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_cars__log` WHERE migrate_id = ?;

-- ==== contract
-- [contract-1] apply what the shadow of orders refused before
--   strategy: shadow
--   lock: row locks on orders, migrate_orders__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: nothing is exchanged while a row does not fit
--   applies: the entries of migrate_orders__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_orders__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `orders` WHERE `orders`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_orders__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_orders__shadow` (`id`, `state`) SELECT `orders`.`id`, `orders`.`state` FROM `orders` WHERE `orders`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `orders`.`id` AS migrate_value_1, `orders`.`state` AS migrate_value_2 FROM `orders` WHERE `orders`.`id` = ?) AS migrate_was LEFT JOIN `migrate_orders__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`state` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_orders__log` WHERE migrate_id = ?;

-- [contract-2] compare orders with its shadow, again
--   strategy: shadow
--   lock: none on orders, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id, ? number 3 = from.id, ? number 4 = to.id
SELECT /*+ SET_VAR(join_buffer_size = 16777216) */ migrate_was.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1, `orders`.`id` AS migrate_value_1, `orders`.`state` AS migrate_value_2 FROM `orders` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_orders__shadow` AS migrate_now FORCE INDEX (`PRIMARY`) ON migrate_now.`id` + 0 = migrate_was.migrate_key_1 AND migrate_now.`id` >= ? AND migrate_now.`id` <= ? WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`state` AS BINARY)) LIMIT 5;

-- [contract-3] look for rows that only orders's shadow has, again
--   strategy: shadow
--   lock: none on orders, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table migrate_orders__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `migrate_orders__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `migrate_orders__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `migrate_orders__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT migrate_now.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1 FROM `migrate_orders__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_now LEFT JOIN `orders` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL LIMIT 5;

-- [contract-4] apply what the shadow of parts refused before
--   strategy: shadow
--   lock: row locks on parts, migrate_parts__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: nothing is exchanged while a row does not fit
--   applies: the entries of migrate_parts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_parts__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `parts` WHERE `parts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parts__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_parts__shadow` (`id`, `size`) SELECT `parts`.`id`, (IF(size = 'medium', 'large', size)) FROM `parts` WHERE `parts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `parts`.`id` AS migrate_value_1, (IF(size = 'medium', 'large', size)) AS migrate_value_2 FROM `parts` WHERE `parts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_parts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`size` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parts__log` WHERE migrate_id = ?;

-- [contract-5] compare parts with its shadow, again
--   strategy: shadow
--   lock: none on parts, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `parts` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `parts` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `parts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id, ? number 3 = from.id, ? number 4 = to.id
SELECT /*+ SET_VAR(join_buffer_size = 16777216) */ migrate_was.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1, `parts`.`id` AS migrate_value_1, (IF(size = 'medium', 'large', size)) AS migrate_value_2 FROM `parts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_parts__shadow` AS migrate_now FORCE INDEX (`PRIMARY`) ON migrate_now.`id` + 0 = migrate_was.migrate_key_1 AND migrate_now.`id` >= ? AND migrate_now.`id` <= ? WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`size` AS BINARY)) LIMIT 5;

-- [contract-6] look for rows that only parts's shadow has, again
--   strategy: shadow
--   lock: none on parts, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table migrate_parts__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `migrate_parts__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `migrate_parts__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `migrate_parts__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT migrate_now.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1 FROM `migrate_parts__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_now LEFT JOIN `parts` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL LIMIT 5;

-- [contract-7] apply what the shadow of cars refused before
--   strategy: shadow
--   lock: row locks on cars, migrate_cars__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: nothing is exchanged while a row does not fit
--   applies: the entries of migrate_cars__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_cars__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `cars` WHERE `cars`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_cars__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_cars__shadow` (`id`, `colour`) SELECT `cars`.`id`, (IF(colour = 'red', 'rot', colour)) FROM `cars` WHERE `cars`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `cars`.`id` AS migrate_value_1, (IF(colour = 'red', 'rot', colour)) AS migrate_value_2 FROM `cars` WHERE `cars`.`id` = ?) AS migrate_was LEFT JOIN `migrate_cars__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`colour` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_cars__log` WHERE migrate_id = ?;

-- [contract-8] compare cars with its shadow, again
--   strategy: shadow
--   lock: none on cars, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table cars by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `cars` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `cars` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `cars` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id, ? number 3 = from.id, ? number 4 = to.id
SELECT /*+ SET_VAR(join_buffer_size = 16777216) */ migrate_was.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1, `cars`.`id` AS migrate_value_1, (IF(colour = 'red', 'rot', colour)) AS migrate_value_2 FROM `cars` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_cars__shadow` AS migrate_now FORCE INDEX (`PRIMARY`) ON migrate_now.`id` + 0 = migrate_was.migrate_key_1 AND migrate_now.`id` >= ? AND migrate_now.`id` <= ? WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`colour` AS BINARY)) LIMIT 5;

-- [contract-9] look for rows that only cars's shadow has, again
--   strategy: shadow
--   lock: none on cars, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table migrate_cars__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `migrate_cars__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `migrate_cars__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `migrate_cars__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT migrate_now.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1 FROM `migrate_cars__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_now LEFT JOIN `cars` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL LIMIT 5;

-- [contract-10] look for foreign keys that refer to orders since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'orders' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'orders')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'orders' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'orders')));

-- [contract-11] look for what has been changed of orders since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'state', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'index', 'orders_state', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'orders', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'orders'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'orders' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'orders' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'orders' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'orders'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'orders' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'orders') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-12] carry orders into its shadow, or refuse on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'orders' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__strict__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_orders__strict__update`
CREATE TRIGGER `migrate_orders__strict__update` AFTER UPDATE ON `orders` FOR EACH ROW
BEGIN
  UPDATE `migrate_orders__shadow` SET `id` = NEW.`id`, `state` = NEW.`state` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_orders__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT(NEW.`state` USING utf8mb4) AS BINARY) <=> CAST(`state` AS BINARY)) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_orders__log` WHERE `migrate_orders__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of orders refuses this row'; END IF;
    INSERT INTO `migrate_orders__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_orders__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [contract-13] carry orders into its shadow, or refuse on DELETE
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'orders' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__strict__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_orders__strict__delete`
CREATE TRIGGER `migrate_orders__strict__delete` AFTER DELETE ON `orders` FOR EACH ROW
BEGIN
  DELETE FROM `migrate_orders__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_orders__shadow` WHERE `id` = OLD.`id`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_orders__log` WHERE `migrate_orders__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of orders refuses this row'; END IF;
    INSERT INTO `migrate_orders__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [contract-14] carry orders into its shadow, or refuse on INSERT
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'orders' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__strict__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_orders__strict__insert`
CREATE TRIGGER `migrate_orders__strict__insert` AFTER INSERT ON `orders` FOR EACH ROW
BEGIN
  IF NOT EXISTS (SELECT 1 FROM `migrate_orders__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT(NEW.`state` USING utf8mb4) AS BINARY) <=> CAST(`state` AS BINARY)) THEN INSERT INTO `migrate_orders__shadow` (`id`, `state`) VALUES (NEW.`id`, NEW.`state`); END IF;
  IF NOT EXISTS (SELECT 1 FROM `migrate_orders__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT(NEW.`state` USING utf8mb4) AS BINARY) <=> CAST(`state` AS BINARY)) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_orders__log` WHERE `migrate_orders__log`.`id` = NEW.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of orders refuses this row'; END IF;
    INSERT INTO `migrate_orders__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [contract-15] stop carrying orders in the old way on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_orders__carry__update`;

-- [contract-16] stop carrying orders in the old way on DELETE
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_orders__carry__delete`;

-- [contract-17] stop carrying orders in the old way on INSERT
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_orders__carry__insert`;

-- [contract-18] apply what the shadow of orders refused meanwhile
--   strategy: shadow
--   lock: row locks on orders, migrate_orders__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: after it every write is in both tables
--   applies: the entries of migrate_orders__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_orders__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `orders` WHERE `orders`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_orders__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_orders__shadow` (`id`, `state`) SELECT `orders`.`id`, `orders`.`state` FROM `orders` WHERE `orders`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `orders`.`id` AS migrate_value_1, `orders`.`state` AS migrate_value_2 FROM `orders` WHERE `orders`.`id` = ?) AS migrate_was LEFT JOIN `migrate_orders__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`state` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_orders__log` WHERE migrate_id = ?;

-- [contract-19] wait for transactions that would miss rows of orders's shadow
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

-- [contract-20] look for foreign keys that refer to orders since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'orders' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'orders')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'orders' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'orders')));

-- [contract-21] look for what has been changed of orders since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'state', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'index', 'orders_state', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'orders', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'orders'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'orders' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'orders' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'orders' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'orders'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'orders' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'orders') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-22] exchange orders for its shadow
--   strategy: shadow
--   lock: MDL exclusive on orders, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: enum('done','open','new') cannot hold all that enum('new','open','done') of orders.state can
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_orders__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_orders__shadow')
--   runs: on its own
RENAME TABLE `orders` TO `migrate_orders__old`, `migrate_orders__shadow` TO `orders`;

-- [contract-23] stop carrying into the shadow of orders on UPDATE
--   strategy: shadow
--   lock: none on migrate_orders__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__strict__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_orders__strict__update`;

-- [contract-24] stop carrying into the shadow of orders on DELETE
--   strategy: shadow
--   lock: none on migrate_orders__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__strict__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_orders__strict__delete`;

-- [contract-25] stop carrying into the shadow of orders on INSERT
--   strategy: shadow
--   lock: none on migrate_orders__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__strict__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_orders__strict__insert`;

-- [contract-26] see that no row of orders was left behind
--   strategy: shadow
--   lock: none on migrate_orders__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_orders__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_orders__log` LIMIT 5;

-- [contract-27] drop the old table of orders
--   strategy: shadow
--   lock: none on migrate_orders__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_orders__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_orders__old`;

-- [contract-28] drop the log of orders
--   strategy: shadow
--   lock: none on migrate_orders__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_orders__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_orders__log`;

-- [contract-29] drop the work table of orders
--   strategy: shadow
--   lock: none on migrate_orders__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_orders__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_orders__work`;

-- [contract-30] look for foreign keys that refer to parts since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'parts' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'parts')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'parts' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'parts')));

-- [contract-31] look for what has been changed of parts since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'size', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'parts', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parts'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parts' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parts' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parts' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'parts'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'parts' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parts') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-32] carry parts into its shadow, or refuse on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__strict__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parts__strict__update`
CREATE TRIGGER `migrate_parts__strict__update` AFTER UPDATE ON `parts` FOR EACH ROW
BEGIN
  UPDATE `migrate_parts__shadow` SET `id` = NEW.`id`, `size` = (SELECT IF(size = 'medium', 'large', size) FROM (SELECT NEW.`size` AS `size`) AS `parts`) WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_parts__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT((SELECT IF(size = 'medium', 'large', size) FROM (SELECT NEW.`size` AS `size`) AS `parts`) USING utf8mb4) AS BINARY) <=> CAST(`size` AS BINARY)) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_parts__log` WHERE `migrate_parts__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of parts refuses this row'; END IF;
    INSERT INTO `migrate_parts__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_parts__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [contract-33] carry parts into its shadow, or refuse on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__strict__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parts__strict__delete`
CREATE TRIGGER `migrate_parts__strict__delete` AFTER DELETE ON `parts` FOR EACH ROW
BEGIN
  DELETE FROM `migrate_parts__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_parts__shadow` WHERE `id` = OLD.`id`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_parts__log` WHERE `migrate_parts__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of parts refuses this row'; END IF;
    INSERT INTO `migrate_parts__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [contract-34] carry parts into its shadow, or refuse on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__strict__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parts__strict__insert`
CREATE TRIGGER `migrate_parts__strict__insert` AFTER INSERT ON `parts` FOR EACH ROW
BEGIN
  IF NOT EXISTS (SELECT 1 FROM `migrate_parts__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT((SELECT IF(size = 'medium', 'large', size) FROM (SELECT NEW.`size` AS `size`) AS `parts`) USING utf8mb4) AS BINARY) <=> CAST(`size` AS BINARY)) THEN INSERT INTO `migrate_parts__shadow` (`id`, `size`) VALUES (NEW.`id`, (SELECT IF(size = 'medium', 'large', size) FROM (SELECT NEW.`size` AS `size`) AS `parts`)); END IF;
  IF NOT EXISTS (SELECT 1 FROM `migrate_parts__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT((SELECT IF(size = 'medium', 'large', size) FROM (SELECT NEW.`size` AS `size`) AS `parts`) USING utf8mb4) AS BINARY) <=> CAST(`size` AS BINARY)) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_parts__log` WHERE `migrate_parts__log`.`id` = NEW.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of parts refuses this row'; END IF;
    INSERT INTO `migrate_parts__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [contract-35] stop carrying parts in the old way on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parts__carry__update`;

-- [contract-36] stop carrying parts in the old way on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parts__carry__delete`;

-- [contract-37] stop carrying parts in the old way on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parts__carry__insert`;

-- [contract-38] apply what the shadow of parts refused meanwhile
--   strategy: shadow
--   lock: row locks on parts, migrate_parts__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: after it every write is in both tables
--   applies: the entries of migrate_parts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_parts__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `parts` WHERE `parts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parts__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_parts__shadow` (`id`, `size`) SELECT `parts`.`id`, (IF(size = 'medium', 'large', size)) FROM `parts` WHERE `parts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `parts`.`id` AS migrate_value_1, (IF(size = 'medium', 'large', size)) AS migrate_value_2 FROM `parts` WHERE `parts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_parts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`size` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parts__log` WHERE migrate_id = ?;

-- [contract-39] wait for transactions that would miss rows of parts's shadow
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

-- [contract-40] look for foreign keys that refer to parts since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'parts' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'parts')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'parts' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'parts')));

-- [contract-41] look for what has been changed of parts since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'size', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'parts', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parts'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parts' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parts' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parts' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'parts'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'parts' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parts') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-42] exchange parts for its shadow
--   strategy: shadow
--   lock: MDL exclusive on parts, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: `up` gives parts.size another value
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parts__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parts__shadow')
--   runs: on its own
RENAME TABLE `parts` TO `migrate_parts__old`, `migrate_parts__shadow` TO `parts`;

-- [contract-43] stop carrying into the shadow of parts on UPDATE
--   strategy: shadow
--   lock: none on migrate_parts__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__strict__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parts__strict__update`;

-- [contract-44] stop carrying into the shadow of parts on DELETE
--   strategy: shadow
--   lock: none on migrate_parts__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__strict__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parts__strict__delete`;

-- [contract-45] stop carrying into the shadow of parts on INSERT
--   strategy: shadow
--   lock: none on migrate_parts__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parts__strict__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parts__strict__insert`;

-- [contract-46] see that no row of parts was left behind
--   strategy: shadow
--   lock: none on migrate_parts__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_parts__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_parts__log` LIMIT 5;

-- [contract-47] drop the old table of parts
--   strategy: shadow
--   lock: none on migrate_parts__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parts__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_parts__old`;

-- [contract-48] drop the log of parts
--   strategy: shadow
--   lock: none on migrate_parts__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parts__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_parts__log`;

-- [contract-49] drop the work table of parts
--   strategy: shadow
--   lock: none on migrate_parts__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parts__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_parts__work`;

-- [contract-50] look for foreign keys that refer to cars since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'cars' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'cars')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'cars' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'cars')));

-- [contract-51] look for what has been changed of cars since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'colour' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'id', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'cars', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'cars'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'cars' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'cars' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'cars' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'cars'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'cars' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'cars') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-52] carry cars into its shadow, or refuse on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'cars' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__strict__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_cars__strict__update`
CREATE TRIGGER `migrate_cars__strict__update` AFTER UPDATE ON `cars` FOR EACH ROW
BEGIN
  UPDATE `migrate_cars__shadow` SET `id` = NEW.`id`, `colour` = (SELECT IF(colour = 'red', 'rot', colour) FROM (SELECT NEW.`colour` AS `colour`) AS `cars`) WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_cars__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT((SELECT IF(colour = 'red', 'rot', colour) FROM (SELECT NEW.`colour` AS `colour`) AS `cars`) USING utf8mb4) AS BINARY) <=> CAST(`colour` AS BINARY)) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_cars__log` WHERE `migrate_cars__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of cars refuses this row'; END IF;
    INSERT INTO `migrate_cars__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_cars__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [contract-53] carry cars into its shadow, or refuse on DELETE
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'cars' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__strict__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_cars__strict__delete`
CREATE TRIGGER `migrate_cars__strict__delete` AFTER DELETE ON `cars` FOR EACH ROW
BEGIN
  DELETE FROM `migrate_cars__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_cars__shadow` WHERE `id` = OLD.`id`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_cars__log` WHERE `migrate_cars__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of cars refuses this row'; END IF;
    INSERT INTO `migrate_cars__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [contract-54] carry cars into its shadow, or refuse on INSERT
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'cars' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__strict__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_cars__strict__insert`
CREATE TRIGGER `migrate_cars__strict__insert` AFTER INSERT ON `cars` FOR EACH ROW
BEGIN
  IF NOT EXISTS (SELECT 1 FROM `migrate_cars__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT((SELECT IF(colour = 'red', 'rot', colour) FROM (SELECT NEW.`colour` AS `colour`) AS `cars`) USING utf8mb4) AS BINARY) <=> CAST(`colour` AS BINARY)) THEN INSERT INTO `migrate_cars__shadow` (`id`, `colour`) VALUES (NEW.`id`, (SELECT IF(colour = 'red', 'rot', colour) FROM (SELECT NEW.`colour` AS `colour`) AS `cars`)); END IF;
  IF NOT EXISTS (SELECT 1 FROM `migrate_cars__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(CONVERT((SELECT IF(colour = 'red', 'rot', colour) FROM (SELECT NEW.`colour` AS `colour`) AS `cars`) USING utf8mb4) AS BINARY) <=> CAST(`colour` AS BINARY)) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_cars__log` WHERE `migrate_cars__log`.`id` = NEW.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of cars refuses this row'; END IF;
    INSERT INTO `migrate_cars__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [contract-55] stop carrying cars in the old way on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_cars__carry__update`;

-- [contract-56] stop carrying cars in the old way on DELETE
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_cars__carry__delete`;

-- [contract-57] stop carrying cars in the old way on INSERT
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_cars__carry__insert`;

-- [contract-58] apply what the shadow of cars refused meanwhile
--   strategy: shadow
--   lock: row locks on cars, migrate_cars__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: after it every write is in both tables
--   applies: the entries of migrate_cars__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_cars__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `cars` WHERE `cars`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_cars__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_cars__shadow` (`id`, `colour`) SELECT `cars`.`id`, (IF(colour = 'red', 'rot', colour)) FROM `cars` WHERE `cars`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `cars`.`id` AS migrate_value_1, (IF(colour = 'red', 'rot', colour)) AS migrate_value_2 FROM `cars` WHERE `cars`.`id` = ?) AS migrate_was LEFT JOIN `migrate_cars__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`colour` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_cars__log` WHERE migrate_id = ?;

-- [contract-59] wait for transactions that would miss rows of cars's shadow
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

-- [contract-60] look for foreign keys that refer to cars since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'cars' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'cars')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'cars' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'cars')));

-- [contract-61] look for what has been changed of cars since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'colour' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'id', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'cars', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'cars'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'cars' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'cars' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'cars' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'cars'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'cars' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'cars') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-62] exchange cars for its shadow
--   strategy: shadow
--   lock: MDL exclusive on cars, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: `up` gives cars.colour another value
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_cars__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_cars__shadow')
--   runs: on its own
RENAME TABLE `cars` TO `migrate_cars__old`, `migrate_cars__shadow` TO `cars`;

-- [contract-63] stop carrying into the shadow of cars on UPDATE
--   strategy: shadow
--   lock: none on migrate_cars__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__strict__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_cars__strict__update`;

-- [contract-64] stop carrying into the shadow of cars on DELETE
--   strategy: shadow
--   lock: none on migrate_cars__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__strict__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_cars__strict__delete`;

-- [contract-65] stop carrying into the shadow of cars on INSERT
--   strategy: shadow
--   lock: none on migrate_cars__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_cars__strict__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_cars__strict__insert`;

-- [contract-66] see that no row of cars was left behind
--   strategy: shadow
--   lock: none on migrate_cars__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_cars__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_cars__log` LIMIT 5;

-- [contract-67] drop the old table of cars
--   strategy: shadow
--   lock: none on migrate_cars__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_cars__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_cars__old`;

-- [contract-68] drop the log of cars
--   strategy: shadow
--   lock: none on migrate_cars__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_cars__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_cars__log`;

-- [contract-69] drop the work table of cars
--   strategy: shadow
--   lock: none on migrate_cars__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_cars__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_cars__work`;
