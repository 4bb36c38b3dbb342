-- migration: reserved_words
-- description: Tables, columns and indexes that are called as words of SQL
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: TRUNCATE order is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach table.select or where
-- note: INSERT INTO table VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: unique holds from backfill on, for old code too

-- ==== expand
-- [expand-1] make a shadow of order: order.group becomes bigint
--   strategy: shadow
--   lock: none on migrate_order__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the server would copy the table and block its writes: ALGORITHM=INPLACE is not supported. Reason: Cannot change column type. Try ALGORITHM=COPY
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_order__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_order__building`
--   undo: DROP TABLE IF EXISTS `migrate_order__shadow`
CREATE TABLE `migrate_order__building` LIKE `order`;
ALTER TABLE `migrate_order__building` MODIFY COLUMN `group` bigint NOT NULL DEFAULT 1;
ALTER TABLE `migrate_order__building` DROP INDEX `index`;
RENAME TABLE `migrate_order__building` TO `migrate_order__shadow`;

-- [expand-2] make a log of changes of order
--   strategy: shadow
--   lock: none on migrate_order__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_order__log`
CREATE TABLE `migrate_order__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `key` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-3] make a work table for the log of order
--   strategy: shadow
--   lock: none on migrate_order__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_order__work`
CREATE TABLE `migrate_order__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `key` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in order on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order__carry__log__update`
CREATE TRIGGER `migrate_order__carry__log__update` AFTER UPDATE ON `order` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_order__log` (`key`) VALUES (OLD.`key`);
  IF NOT (NEW.`key` <=> OLD.`key`) THEN INSERT INTO `migrate_order__log` (`key`) VALUES (NEW.`key`); END IF;
END;

-- [expand-5] log what changes in order on DELETE
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order__carry__log__delete`
CREATE TRIGGER `migrate_order__carry__log__delete` AFTER DELETE ON `order` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_order__log` (`key`) VALUES (OLD.`key`);
END;

-- [expand-6] log what changes in order on INSERT
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order__carry__log__insert`
CREATE TRIGGER `migrate_order__carry__log__insert` AFTER INSERT ON `order` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_order__log` (`key`) VALUES (NEW.`key`);
END;

-- [expand-7] wait for prepared XA transactions that may have written order
--   strategy: shadow
--   lock: none on migrate_order__work, nobody but this tool uses it yet; reads and writes go on
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

-- [expand-8] add table.where beside select
--   strategy: instant
--   lock: MDL exclusive on table, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'table' AND CAST(COLUMN_NAME AS BINARY) = 'where'
--   runs: on its own
--   undo: ALTER TABLE `table` DROP COLUMN `where`, ALGORITHM=INSTANT
ALTER TABLE `table` ADD COLUMN `where` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL AFTER `select`, ALGORITHM=INSTANT;

-- [expand-9] keep table.select and where in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on table, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'table' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_table__where__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_table__where__update`
CREATE TRIGGER `migrate_table__where__update` BEFORE UPDATE ON `table` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`where` AS BINARY) <=> CAST(OLD.`where` AS BINARY)) THEN SET NEW.`select` = NEW.`where`;
  ELSEIF NOT (CAST(NEW.`select` AS BINARY) <=> CAST(OLD.`select` AS BINARY)) THEN SET NEW.`where` = NEW.`select`;
  ELSEIF NOT (CAST(NEW.`where` AS BINARY) <=> CAST(NEW.`select` AS BINARY)) THEN SET NEW.`where` = NEW.`select`;
  END IF;
  IF NEW.`where` IS NULL THEN SET NEW.`where` = ''; END IF;
END;

-- [expand-10] keep table.select and where in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on table, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'table' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_table__where__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_table__where__insert`
CREATE TRIGGER `migrate_table__where__insert` BEFORE INSERT ON `table` FOR EACH ROW
BEGIN
  IF NEW.`where` IS NOT NULL THEN SET NEW.`select` = NEW.`where`;
  ELSE SET NEW.`where` = NEW.`select`;
  END IF;
  IF NEW.`where` IS NULL THEN SET NEW.`where` = ''; END IF;
END;

-- ==== backfill
-- [backfill-1] copy order into its shadow
--   strategy: shadow
--   lock: none on order, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table order by key; each commits together with its checkpoint
--   first key, once:
SELECT `key` FROM `order` FORCE INDEX (`PRIMARY`) ORDER BY `key` LIMIT 1;
--   last key, once:
SELECT `key` FROM `order` FORCE INDEX (`PRIMARY`) ORDER BY `key` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.key, ? number 2 = end.key, ? number 3 = batch size - 1
SELECT `key` FROM `order` FORCE INDEX (`PRIMARY`) WHERE `key` >= ? AND `key` <= ? ORDER BY `key` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.key, ? number 2 = to.key
INSERT INTO `migrate_order__shadow` (`key`, `group`, `end`) SELECT `order`.`key`, `order`.`group`, `order`.`end` FROM `order` FORCE INDEX (`PRIMARY`) WHERE `key` >= ? AND `key` <= ?;

-- [backfill-2] build index index of order's shadow
--   strategy: shadow
--   lock: none on migrate_order__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order__shadow' AND CAST(INDEX_NAME AS BINARY) = 'index'
--   runs: on its own
ALTER TABLE `migrate_order__shadow` ADD KEY `index` (`group`,`end`), ALGORITHM=INPLACE, LOCK=SHARED;

-- [backfill-3] analyze order's shadow
--   strategy: shadow
--   lock: none on migrate_order__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_order__shadow`;

-- [backfill-4] apply what changed in order meanwhile
--   strategy: shadow
--   lock: row locks on migrate_order__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_order__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `key` FROM `migrate_order__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_order__work` (migrate_id, `key`) SELECT migrate_id, `key` FROM `migrate_order__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_order__work` AS migrate_work STRAIGHT_JOIN `migrate_order__shadow` AS migrate_now ON migrate_now.`key` = migrate_work.`key`;
--   then:
INSERT INTO `migrate_order__shadow` (`key`, `group`, `end`) SELECT `order`.`key`, `order`.`group`, `order`.`end` FROM (SELECT DISTINCT `key` AS migrate_key_1 FROM `migrate_order__work`) AS migrate_work STRAIGHT_JOIN `order` ON `order`.`key` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_order__work` AS migrate_work STRAIGHT_JOIN `migrate_order__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_order__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.key
SELECT 1 FROM `order` WHERE `order`.`key` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.key
DELETE FROM `migrate_order__shadow` WHERE `key` = ?;
--   then:
--     ? number 1 = from.key
INSERT INTO `migrate_order__shadow` (`key`, `group`, `end`) SELECT `order`.`key`, `order`.`group`, `order`.`end` FROM `order` WHERE `order`.`key` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.key
SELECT 1 FROM (SELECT `key` AS migrate_key_1, `order`.`key` AS migrate_value_1, `order`.`group` AS migrate_value_2, `order`.`end` AS migrate_value_3 FROM `order` WHERE `order`.`key` = ?) AS migrate_was LEFT JOIN `migrate_order__shadow` AS migrate_now ON migrate_now.`key` = migrate_was.migrate_key_1 WHERE migrate_now.`key` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`key` AND migrate_was.migrate_value_2 <=> migrate_now.`group` AND migrate_was.migrate_value_3 <=> migrate_now.`end`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order__log` WHERE migrate_id = ?;

-- [backfill-5] make a log for the way back of order
--   strategy: shadow
--   lock: none on migrate_order__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_order__back_log`
CREATE TABLE `migrate_order__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `key` int(11) NOT NULL) ENGINE=InnoDB;

-- [backfill-6] carry order into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order__carry__update`
CREATE TRIGGER `migrate_order__carry__update` AFTER UPDATE ON `order` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_order__log` (`key`) VALUES (OLD.`key`);
    IF NOT (NEW.`key` <=> OLD.`key`) THEN INSERT INTO `migrate_order__log` (`key`) VALUES (NEW.`key`); END IF;
  END;
  UPDATE `migrate_order__shadow` SET `key` = NEW.`key`, `group` = NEW.`group`, `end` = NEW.`end` WHERE `key` = OLD.`key`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_order__shadow` WHERE `key` = NEW.`key` AND NEW.`key` <=> `key` AND NEW.`group` <=> `group` AND NEW.`end` <=> `end`) THEN
    INSERT INTO `migrate_order__log` (`key`) VALUES (OLD.`key`);
    IF NOT (NEW.`key` <=> OLD.`key`) THEN INSERT INTO `migrate_order__log` (`key`) VALUES (NEW.`key`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_order__back_log`; END IF;
END;

-- [backfill-7] carry order into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order__carry__delete`
CREATE TRIGGER `migrate_order__carry__delete` AFTER DELETE ON `order` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_order__log` (`key`) VALUES (OLD.`key`);
  END;
  DELETE FROM `migrate_order__shadow` WHERE `key` = OLD.`key`;
  IF EXISTS (SELECT 1 FROM `migrate_order__shadow` WHERE `key` = OLD.`key`) THEN
    INSERT INTO `migrate_order__log` (`key`) VALUES (OLD.`key`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_order__back_log`; END IF;
END;

-- [backfill-8] carry order into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order__carry__insert`
CREATE TRIGGER `migrate_order__carry__insert` AFTER INSERT ON `order` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_order__log` (`key`) VALUES (NEW.`key`);
  END;
  INSERT INTO `migrate_order__shadow` (`key`, `group`, `end`) VALUES (NEW.`key`, NEW.`group`, NEW.`end`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_order__shadow` WHERE `key` = NEW.`key` AND NEW.`key` <=> `key` AND NEW.`group` <=> `group` AND NEW.`end` <=> `end`) THEN
    INSERT INTO `migrate_order__log` (`key`) VALUES (NEW.`key`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_order__back_log`; END IF;
END;

-- [backfill-9] stop the log of order on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order__carry__log__update`;

-- [backfill-10] stop the log of order on DELETE
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order__carry__log__delete`;

-- [backfill-11] stop the log of order on INSERT
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order__carry__log__insert`;

-- [backfill-12] wait for prepared XA transactions that may have written order
--   strategy: shadow
--   lock: none on migrate_order__work, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-13] apply the last of the log of order
--   strategy: shadow
--   lock: row locks on order, migrate_order__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_order__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `key` FROM `migrate_order__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.key
SELECT 1 FROM `order` WHERE `order`.`key` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.key
DELETE FROM `migrate_order__shadow` WHERE `key` = ?;
--   then:
--     ? number 1 = from.key
INSERT INTO `migrate_order__shadow` (`key`, `group`, `end`) SELECT `order`.`key`, `order`.`group`, `order`.`end` FROM `order` WHERE `order`.`key` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.key
SELECT 1 FROM (SELECT `key` AS migrate_key_1, `order`.`key` AS migrate_value_1, `order`.`group` AS migrate_value_2, `order`.`end` AS migrate_value_3 FROM `order` WHERE `order`.`key` = ?) AS migrate_was LEFT JOIN `migrate_order__shadow` AS migrate_now ON migrate_now.`key` = migrate_was.migrate_key_1 WHERE migrate_now.`key` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`key` AND migrate_was.migrate_value_2 <=> migrate_now.`group` AND migrate_was.migrate_value_3 <=> migrate_now.`end`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order__log` WHERE migrate_id = ?;

-- [backfill-14] note rows that differ in order's shadow
--   strategy: shadow
--   lock: none on order, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table order by key; each commits together with its checkpoint
--   first key, once:
SELECT `key` FROM `order` FORCE INDEX (`PRIMARY`) ORDER BY `key` LIMIT 1;
--   last key, once:
SELECT `key` FROM `order` FORCE INDEX (`PRIMARY`) ORDER BY `key` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.key, ? number 2 = end.key, ? number 3 = batch size - 1
SELECT `key` FROM `order` FORCE INDEX (`PRIMARY`) WHERE `key` >= ? AND `key` <= ? ORDER BY `key` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.key, ? number 2 = to.key
INSERT INTO `migrate_order__log` (`key`) SELECT migrate_was.migrate_key_1 FROM (SELECT `key` AS migrate_key_1, `order`.`key` AS migrate_value_1, `order`.`group` AS migrate_value_2, `order`.`end` AS migrate_value_3 FROM `order` FORCE INDEX (`PRIMARY`) WHERE `key` >= ? AND `key` <= ?) AS migrate_was LEFT JOIN `migrate_order__shadow` AS migrate_now ON migrate_now.`key` = migrate_was.migrate_key_1 WHERE migrate_now.`key` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`key` AND migrate_was.migrate_value_2 <=> migrate_now.`group` AND migrate_was.migrate_value_3 <=> migrate_now.`end`);

-- [backfill-15] write the noted rows of order anew
--   strategy: shadow
--   lock: row locks on order, migrate_order__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_order__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `key` FROM `migrate_order__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.key
SELECT 1 FROM `order` WHERE `order`.`key` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.key
DELETE FROM `migrate_order__shadow` WHERE `key` = ?;
--   then:
--     ? number 1 = from.key
INSERT INTO `migrate_order__shadow` (`key`, `group`, `end`) SELECT `order`.`key`, `order`.`group`, `order`.`end` FROM `order` WHERE `order`.`key` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.key
SELECT 1 FROM (SELECT `key` AS migrate_key_1, `order`.`key` AS migrate_value_1, `order`.`group` AS migrate_value_2, `order`.`end` AS migrate_value_3 FROM `order` WHERE `order`.`key` = ?) AS migrate_was LEFT JOIN `migrate_order__shadow` AS migrate_now ON migrate_now.`key` = migrate_was.migrate_key_1 WHERE migrate_now.`key` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`key` AND migrate_was.migrate_value_2 <=> migrate_now.`group` AND migrate_was.migrate_value_3 <=> migrate_now.`end`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order__log` WHERE migrate_id = ?;

-- [backfill-16] note rows that only order's shadow has
--   strategy: shadow
--   lock: none on order, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_order__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_order__log` (`key`) SELECT migrate_now.migrate_key_1 FROM (SELECT `key` AS migrate_key_1 FROM `migrate_order__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `order` AS migrate_was ON migrate_was.`key` = migrate_now.migrate_key_1 WHERE migrate_was.`key` IS NULL AND (SELECT COUNT(*) FROM `order`) <> (SELECT COUNT(*) FROM `migrate_order__shadow`);

-- [backfill-17] take the noted rows out of order's shadow
--   strategy: shadow
--   lock: row locks on order, migrate_order__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_order__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `key` FROM `migrate_order__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.key
SELECT 1 FROM `order` WHERE `order`.`key` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.key
DELETE FROM `migrate_order__shadow` WHERE `key` = ?;
--   then:
--     ? number 1 = from.key
INSERT INTO `migrate_order__shadow` (`key`, `group`, `end`) SELECT `order`.`key`, `order`.`group`, `order`.`end` FROM `order` WHERE `order`.`key` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.key
SELECT 1 FROM (SELECT `key` AS migrate_key_1, `order`.`key` AS migrate_value_1, `order`.`group` AS migrate_value_2, `order`.`end` AS migrate_value_3 FROM `order` WHERE `order`.`key` = ?) AS migrate_was LEFT JOIN `migrate_order__shadow` AS migrate_now ON migrate_now.`key` = migrate_was.migrate_key_1 WHERE migrate_now.`key` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`key` AND migrate_was.migrate_value_2 <=> migrate_now.`group` AND migrate_was.migrate_value_3 <=> migrate_now.`end`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order__log` WHERE migrate_id = ?;

-- [backfill-18] log what will change in order on UPDATE
--   strategy: shadow
--   lock: none on migrate_order__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_order__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order__back__log__update`
CREATE TRIGGER `migrate_order__back__log__update` AFTER UPDATE ON `migrate_order__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_order__back_log` (`key`) VALUES (OLD.`key`);
  IF NOT (NEW.`key` <=> OLD.`key`) THEN INSERT INTO `migrate_order__back_log` (`key`) VALUES (NEW.`key`); END IF;
END;

-- [backfill-19] log what will change in order on DELETE
--   strategy: shadow
--   lock: none on migrate_order__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_order__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order__back__log__delete`
CREATE TRIGGER `migrate_order__back__log__delete` AFTER DELETE ON `migrate_order__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_order__back_log` (`key`) VALUES (OLD.`key`);
END;

-- [backfill-20] log what will change in order on INSERT
--   strategy: shadow
--   lock: none on migrate_order__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_order__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order__back__log__insert`
CREATE TRIGGER `migrate_order__back__log__insert` AFTER INSERT ON `migrate_order__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_order__back_log` (`key`) VALUES (NEW.`key`);
END;

-- [backfill-21] look for foreign keys that refer to order since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'order' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'order')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'order' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'order')));

-- [backfill-22] look for what has been changed of order since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'check' AS part, 'check' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'end', '(digest)', 1, 0
UNION ALL SELECT 'column', 'group', '(digest)', 1, 0
UNION ALL SELECT 'column', 'key', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'index', 'index', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'order', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'order'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'order' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'order' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'order'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'order' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'order') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-23] wait for transactions that would miss rows of order's shadow
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

-- [backfill-24] exchange order for its shadow
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order__shadow')
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
--   undo: RENAME TABLE `order` TO `migrate_order__shadow`, `migrate_order__old` TO `order`
--   loss: rows of order that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_order__back_log`
RENAME TABLE `order` TO `migrate_order__old`, `migrate_order__shadow` TO `order`;

-- [backfill-25] stop carrying into the shadow of order on UPDATE
--   strategy: shadow
--   lock: none on migrate_order__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order__carry__update`;

-- [backfill-26] stop carrying into the shadow of order on DELETE
--   strategy: shadow
--   lock: none on migrate_order__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order__carry__delete`;

-- [backfill-27] stop carrying into the shadow of order on INSERT
--   strategy: shadow
--   lock: none on migrate_order__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order__carry__insert`;

-- [backfill-28] carry order back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_order__back__update` AFTER UPDATE ON `order` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_order__back_log` (`key`) VALUES (OLD.`key`);
    IF NOT (NEW.`key` <=> OLD.`key`) THEN INSERT INTO `migrate_order__back_log` (`key`) VALUES (NEW.`key`); END IF;
  END;
  UPDATE `migrate_order__old` SET `key` = NEW.`key`, `group` = NEW.`group`, `end` = NEW.`end` WHERE `key` = OLD.`key`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_order__old` WHERE `key` = NEW.`key` AND NEW.`key` <=> `key` AND NEW.`group` <=> `group` AND NEW.`end` <=> `end`) THEN
    INSERT INTO `migrate_order__back_log` (`key`) VALUES (OLD.`key`);
    IF NOT (NEW.`key` <=> OLD.`key`) THEN INSERT INTO `migrate_order__back_log` (`key`) VALUES (NEW.`key`); END IF;
  END IF;
END;

-- [backfill-29] carry order back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_order__back__delete` AFTER DELETE ON `order` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_order__back_log` (`key`) VALUES (OLD.`key`);
  END;
  DELETE FROM `migrate_order__old` WHERE `key` = OLD.`key`;
  IF EXISTS (SELECT 1 FROM `migrate_order__old` WHERE `key` = OLD.`key`) THEN
    INSERT INTO `migrate_order__back_log` (`key`) VALUES (OLD.`key`);
  END IF;
END;

-- [backfill-30] carry order back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_order__back__insert` AFTER INSERT ON `order` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_order__back_log` (`key`) VALUES (NEW.`key`);
  END;
  INSERT INTO `migrate_order__old` (`key`, `group`, `end`) VALUES (NEW.`key`, NEW.`group`, NEW.`end`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_order__old` WHERE `key` = NEW.`key` AND NEW.`key` <=> `key` AND NEW.`group` <=> `group` AND NEW.`end` <=> `end`) THEN
    INSERT INTO `migrate_order__back_log` (`key`) VALUES (NEW.`key`);
  END IF;
END;

-- [backfill-31] stop the log for the way back of order on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order__back__log__update`;

-- [backfill-32] stop the log for the way back of order on DELETE
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order__back__log__delete`;

-- [backfill-33] stop the log for the way back of order on INSERT
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order__back__log__insert`;

-- [backfill-34] carry back what was written to order meanwhile
--   strategy: shadow
--   lock: row locks on order, migrate_order__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_order__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `key` FROM `migrate_order__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.key
SELECT 1 FROM `order` WHERE `order`.`key` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.key
DELETE FROM `migrate_order__old` WHERE `key` = ?;
--   then:
--     ? number 1 = from.key
INSERT INTO `migrate_order__old` (`key`, `group`, `end`) SELECT `order`.`key`, `order`.`group`, `order`.`end` FROM `order` WHERE `order`.`key` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.key
SELECT 1 FROM (SELECT `key` AS migrate_key_1, `order`.`key` AS migrate_value_1, `order`.`group` AS migrate_value_2, `order`.`end` AS migrate_value_3 FROM `order` WHERE `order`.`key` = ?) AS migrate_was LEFT JOIN `migrate_order__old` AS migrate_now ON migrate_now.`key` = migrate_was.migrate_key_1 WHERE migrate_now.`key` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`key` AND migrate_was.migrate_value_2 <=> migrate_now.`group` AND migrate_was.migrate_value_3 <=> migrate_now.`end`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order__back_log` WHERE migrate_id = ?;

-- [backfill-35] see that no row of order was left behind
--   strategy: shadow
--   lock: none on migrate_order__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_order__old alone, which stays until this holds
--   expects: no row
SELECT `key` FROM `migrate_order__log` LIMIT 5;

-- [backfill-36] fill table.where from select
--   strategy: in place
--   lock: row locks on table, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table table by primary; each commits together with its checkpoint
--   first key, once:
SELECT `primary` FROM `table` FORCE INDEX (`PRIMARY`) ORDER BY `primary` LIMIT 1;
--   last key, once:
SELECT `primary` FROM `table` FORCE INDEX (`PRIMARY`) ORDER BY `primary` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.primary, ? number 2 = end.primary, ? number 3 = batch size - 1
SELECT `primary` FROM `table` FORCE INDEX (`PRIMARY`) WHERE `primary` >= ? AND `primary` <= ? ORDER BY `primary` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.primary, ? number 2 = to.primary
UPDATE `table` FORCE INDEX (`PRIMARY`) SET `where` = `select` WHERE `primary` >= ? AND `primary` <= ? AND (NOT (CAST(`select` AS BINARY) <=> CAST(`where` AS BINARY)));

-- [backfill-37] build for table.where what index values is for select
--   strategy: online
--   lock: MDL exclusive on table, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: the server builds it beside the writes and adds what they changed at the end
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'table' AND CAST(INDEX_NAME AS BINARY) = 'migrate_index__table__values__where'
--   runs: on its own
--   undo: ALTER TABLE `table` DROP INDEX `migrate_index__table__values__where`, ALGORITHM=NOCOPY, LOCK=NONE
ALTER TABLE `table` ADD INDEX `migrate_index__table__values__where` (`where`), ALGORITHM=NOCOPY, LOCK=NONE;

-- [backfill-38] compare table.select and where
--   lock: none on table, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table table by primary; each commits together with its checkpoint
--   first key, once:
SELECT `primary` FROM `table` FORCE INDEX (`PRIMARY`) ORDER BY `primary` LIMIT 1;
--   last key, once:
SELECT `primary` FROM `table` FORCE INDEX (`PRIMARY`) ORDER BY `primary` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.primary, ? number 2 = end.primary, ? number 3 = batch size - 1
SELECT `primary` FROM `table` FORCE INDEX (`PRIMARY`) WHERE `primary` >= ? AND `primary` <= ? ORDER BY `primary` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.primary, ? number 2 = to.primary
SELECT `primary` FROM `table` FORCE INDEX (`PRIMARY`) WHERE `primary` >= ? AND `primary` <= ? AND (NOT (CAST(`select` AS BINARY) <=> CAST(`where` AS BINARY))) LIMIT 5;

-- [backfill-39] look for duplicates that index unique would refuse
--   lock: none on user, while the table is read once; reads and writes go on
--   why: the build itself would name one of them only, and late
--   expects: no row
SELECT `by`, `rows`, CONCAT(GROUP_CONCAT(`migrate_name` ORDER BY `migrate_nth` SEPARATOR ', '), IF(`rows` > 5, ', ...', '')) AS `column`
FROM (SELECT `migrate_twice`.`by`, `migrate_twice`.`rows`, `migrate_row`.`column` AS `migrate_name`,
    ROW_NUMBER() OVER (PARTITION BY `migrate_twice`.`by` ORDER BY `migrate_row`.`column`) AS `migrate_nth`
  FROM `user` AS `migrate_row` JOIN (SELECT `by`, COUNT(*) AS `rows` FROM `user` WHERE `by` IS NOT NULL GROUP BY `by` HAVING COUNT(*) > 1 LIMIT 5) AS `migrate_twice`
  ON `migrate_row`.`by` = `migrate_twice`.`by`) AS `migrate_named`
WHERE `migrate_nth` <= 5 GROUP BY `by`, `rows`;

-- [backfill-40] make by of user unique
--   strategy: online
--   lock: MDL exclusive on user, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: the server builds it beside the writes and adds what they changed at the end
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'user' AND CAST(INDEX_NAME AS BINARY) = 'unique'
--   runs: on its own
--   undo: ALTER TABLE `user` DROP INDEX `unique`, ALGORITHM=NOCOPY, LOCK=NONE
ALTER TABLE `user` ADD UNIQUE INDEX `unique` (`by`), ALGORITHM=NOCOPY, LOCK=NONE;

-- ==== contract
-- [contract-1] compare table.select and where again
--   lock: none on table, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table table by primary; each commits together with its checkpoint
--   first key, once:
SELECT `primary` FROM `table` FORCE INDEX (`PRIMARY`) ORDER BY `primary` LIMIT 1;
--   last key, once:
SELECT `primary` FROM `table` FORCE INDEX (`PRIMARY`) ORDER BY `primary` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.primary, ? number 2 = end.primary, ? number 3 = batch size - 1
SELECT `primary` FROM `table` FORCE INDEX (`PRIMARY`) WHERE `primary` >= ? AND `primary` <= ? ORDER BY `primary` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.primary, ? number 2 = to.primary
SELECT `primary` FROM `table` FORCE INDEX (`PRIMARY`) WHERE `primary` >= ? AND `primary` <= ? AND (NOT (CAST(`select` AS BINARY) <=> CAST(`where` AS BINARY))) LIMIT 5;

-- [contract-2] stop carrying order back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order__back__update`;

-- [contract-3] stop carrying order back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order__back__delete`;

-- [contract-4] stop carrying order back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on order, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order__back__insert`;

-- [contract-5] drop the old table of order
--   strategy: shadow
--   lock: none on migrate_order__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_order__old`;

-- [contract-6] drop the log of order's way back
--   strategy: shadow
--   lock: none on migrate_order__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_order__back_log`;

-- [contract-7] drop the log of order
--   strategy: shadow
--   lock: none on migrate_order__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_order__log`;

-- [contract-8] drop the work table of order
--   strategy: shadow
--   lock: none on migrate_order__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_order__work`;

-- [contract-9] look for views and triggers that name table.select
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`table`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`table`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`table`.`select`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`table`.`select`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`select`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`table`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`table`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`select`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'table' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qselect\\E(?![\\w$`])|\\Q`select`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qselect\\E(?![\\w$`])|\\Q`select`\\E(?!`)')
LIMIT 5;

-- [contract-10] give the indexes of table.where their names
--   strategy: online
--   lock: MDL exclusive on table, milliseconds at its begin and end; metadata only; LOCK=NONE: the server refuses rather than blocks writes
--   why: one statement: queries find an index under that name at any moment, and no unique index of the old column refuses new rows
--   probe: SELECT COUNT(*) = 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'table' AND CAST(INDEX_NAME AS BINARY) = 'migrate_index__table__values__where'
--   runs: on its own
ALTER TABLE `table` DROP INDEX `values`, RENAME INDEX `migrate_index__table__values__where` TO `values`, ALGORITHM=NOCOPY, LOCK=NONE;

-- [contract-11] make table.where what select is
--   strategy: online
--   lock: MDL exclusive on table, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: while the triggers still stand: no NULL can come in between
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'table' AND CAST(COLUMN_NAME AS BINARY) = 'where' AND IS_NULLABLE = 'NO'
--   runs: on its own
ALTER TABLE `table` MODIFY COLUMN `where` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [contract-12] give table.select a default for its last moments
--   strategy: instant
--   lock: MDL exclusive on table, milliseconds: metadata only; metadata only
--   why: inserts that leave it out must not fail between the triggers' end and its own
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'table' AND CAST(COLUMN_NAME AS BINARY) = 'select' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `table` ALTER COLUMN `select` SET DEFAULT '', ALGORITHM=INSTANT;

-- [contract-13] stop the sync of table.where on UPDATE
--   strategy: instant
--   lock: MDL exclusive on table, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_table__where__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_table__where__update`;

-- [contract-14] stop the sync of table.where on INSERT
--   strategy: instant
--   lock: MDL exclusive on table, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_table__where__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_table__where__insert`;

-- [contract-15] drop table.select
--   strategy: instant
--   lock: MDL exclusive on table, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'table' AND CAST(COLUMN_NAME AS BINARY) = 'select'
--   runs: on its own
ALTER TABLE `table` DROP COLUMN `select`, ALGORITHM=INSTANT;
