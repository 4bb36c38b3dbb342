-- migration: alter_type_foreign_key
-- description: A key and the columns that refer to it are widened together
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: TRUNCATE parents is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract
-- note: TRUNCATE children is not followed into the other table: use DELETE until contract

-- ==== expand
-- [expand-1] make a shadow of parents: parents.id becomes BIGINT
--   strategy: shadow
--   lock: none on migrate_parents__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the server would copy the table and block its writes: ALGORITHM=INPLACE is not supported. Reason: Cannot change column type. Try ALGORITHM=COPY
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parents__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parents__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_parents__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_parents__building`
--   undo: DROP TABLE IF EXISTS `migrate_parents__shadow`
CREATE TABLE `migrate_parents__building` LIKE `parents`;
ALTER TABLE `migrate_parents__building` MODIFY COLUMN `id` BIGINT NOT NULL AUTO_INCREMENT;
ALTER TABLE `migrate_parents__building` DROP INDEX `parents_name`;
RENAME TABLE `migrate_parents__building` TO `migrate_parents__shadow`;

-- [expand-2] make a log of changes of parents
--   strategy: shadow
--   lock: none on migrate_parents__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parents__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_parents__log`
CREATE TABLE `migrate_parents__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-3] make a work table for the log of parents
--   strategy: shadow
--   lock: none on migrate_parents__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parents__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_parents__work`
CREATE TABLE `migrate_parents__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in parents on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parents' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parents__carry__log__update`
CREATE TRIGGER `migrate_parents__carry__log__update` AFTER UPDATE ON `parents` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_parents__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_parents__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-5] log what changes in parents on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parents' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parents__carry__log__delete`
CREATE TRIGGER `migrate_parents__carry__log__delete` AFTER DELETE ON `parents` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_parents__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-6] log what changes in parents on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parents' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parents__carry__log__insert`
CREATE TRIGGER `migrate_parents__carry__log__insert` AFTER INSERT ON `parents` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_parents__log` (`id`) VALUES (NEW.`id`);
END;

-- [expand-7] wait for prepared XA transactions that may have written parents
--   strategy: shadow
--   lock: none on migrate_parents__work, nobody but this tool uses it yet; reads and writes go on
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

-- [expand-8] make a shadow of children: MODIFY parent BIGINT NOT NULL, MODIFY second BIGINT
--   strategy: shadow
--   lock: MDL exclusive on migrate_children__shadow, parents, milliseconds: metadata only; a foreign key of the shadow needs it on the table that it refers to
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_children__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_children__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_children__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_children__building`
--   undo: DROP TABLE IF EXISTS `migrate_children__shadow`
CREATE TABLE `migrate_children__building` LIKE `children`;
ALTER TABLE `migrate_children__building` MODIFY parent BIGINT NOT NULL, MODIFY second BIGINT;
ALTER TABLE `migrate_children__building` ADD CONSTRAINT `migrate_children__children_parent__shadow` FOREIGN KEY (`parent`) REFERENCES `migrate_parents__shadow` (`id`) ON DELETE CASCADE;
RENAME TABLE `migrate_children__building` TO `migrate_children__shadow`;

-- [expand-9] make a log of changes of children
--   strategy: shadow
--   lock: none on migrate_children__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_children__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_children__log`
CREATE TABLE `migrate_children__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-10] make a work table for the log of children
--   strategy: shadow
--   lock: none on migrate_children__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_children__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_children__work`
CREATE TABLE `migrate_children__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-11] log what changes in children on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'children' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_children__carry__log__update`
CREATE TRIGGER `migrate_children__carry__log__update` AFTER UPDATE ON `children` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_children__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_children__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-12] log what changes in children on DELETE
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'children' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_children__carry__log__delete`
CREATE TRIGGER `migrate_children__carry__log__delete` AFTER DELETE ON `children` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_children__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-13] log what changes in children on INSERT
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'children' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_children__carry__log__insert`
CREATE TRIGGER `migrate_children__carry__log__insert` AFTER INSERT ON `children` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_children__log` (`id`) VALUES (NEW.`id`);
END;

-- [expand-14] wait for prepared XA transactions that may have written children
--   strategy: shadow
--   lock: none on migrate_children__work, nobody but this tool uses it yet; reads and writes go on
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
-- [backfill-1] copy parents into its shadow
--   strategy: shadow
--   lock: none on parents, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table parents by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `parents` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `parents` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `parents` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_parents__shadow` (`id`, `name`) SELECT `parents`.`id`, `parents`.`name` FROM `parents` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-2] analyze parents's shadow
--   strategy: shadow
--   lock: none on migrate_parents__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_parents__shadow`;

-- [backfill-3] apply what changed in parents meanwhile
--   strategy: shadow
--   lock: row locks on migrate_parents__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_parents__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_parents__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_parents__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_parents__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
SET STATEMENT foreign_key_checks = 0 FOR DELETE migrate_now FROM `migrate_parents__work` AS migrate_work STRAIGHT_JOIN `migrate_parents__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_parents__shadow` (`id`, `name`) SELECT `parents`.`id`, `parents`.`name` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_parents__work`) AS migrate_work STRAIGHT_JOIN `parents` ON `parents`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_parents__work` AS migrate_work STRAIGHT_JOIN `migrate_parents__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_parents__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `parents` WHERE `parents`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_parents__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_parents__shadow` (`id`, `name`) SELECT `parents`.`id`, `parents`.`name` FROM `parents` WHERE `parents`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `parents`.`id` AS migrate_value_1, `parents`.`name` AS migrate_value_2 FROM `parents` WHERE `parents`.`id` = ?) AS migrate_was LEFT JOIN `migrate_parents__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parents__log` WHERE migrate_id = ?;

-- [backfill-4] make a log for the way back of parents
--   strategy: shadow
--   lock: none on migrate_parents__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parents__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_parents__back_log`
CREATE TABLE `migrate_parents__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` bigint(20) NOT NULL) ENGINE=InnoDB;

-- [backfill-5] carry parents into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parents' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parents__carry__update`
CREATE TRIGGER `migrate_parents__carry__update` AFTER UPDATE ON `parents` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parents__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_parents__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_parents__shadow` SET `id` = NEW.`id`, `name` = NEW.`name` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_parents__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY)) THEN
    INSERT INTO `migrate_parents__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_parents__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_parents__back_log`; END IF;
END;

-- [backfill-6] carry parents into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parents' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parents__carry__delete`
CREATE TRIGGER `migrate_parents__carry__delete` AFTER DELETE ON `parents` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parents__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_parents__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_parents__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_parents__log` (`id`) VALUES (OLD.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_parents__back_log`; END IF;
END;

-- [backfill-7] carry parents into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parents' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parents__carry__insert`
CREATE TRIGGER `migrate_parents__carry__insert` AFTER INSERT ON `parents` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parents__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_parents__shadow` (`id`, `name`) VALUES (NEW.`id`, NEW.`name`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_parents__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY)) THEN
    INSERT INTO `migrate_parents__log` (`id`) VALUES (NEW.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_parents__back_log`; END IF;
END;

-- [backfill-8] stop the log of parents on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parents__carry__log__update`;

-- [backfill-9] stop the log of parents on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parents__carry__log__delete`;

-- [backfill-10] stop the log of parents on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parents__carry__log__insert`;

-- [backfill-11] wait for prepared XA transactions that may have written parents
--   strategy: shadow
--   lock: none on migrate_parents__work, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-12] apply the last of the log of parents
--   strategy: shadow
--   lock: row locks on parents, migrate_parents__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_parents__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_parents__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `parents` WHERE `parents`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_parents__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_parents__shadow` (`id`, `name`) SELECT `parents`.`id`, `parents`.`name` FROM `parents` WHERE `parents`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `parents`.`id` AS migrate_value_1, `parents`.`name` AS migrate_value_2 FROM `parents` WHERE `parents`.`id` = ?) AS migrate_was LEFT JOIN `migrate_parents__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parents__log` WHERE migrate_id = ?;

-- [backfill-13] build index parents_name of parents's shadow
--   strategy: shadow
--   lock: MDL exclusive on migrate_parents__shadow, milliseconds at its begin and end; the triggers go on writing it; LOCK=NONE: the server refuses rather than blocks writes
--   why: the shadow is in step: what is one value twice now is so in the table
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parents__shadow' AND CAST(INDEX_NAME AS BINARY) = 'parents_name'
--   runs: on its own
ALTER TABLE `migrate_parents__shadow` ADD UNIQUE KEY `parents_name` (`name`), ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-14] copy children into its shadow
--   strategy: shadow
--   lock: none on children, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table children by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `children` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `children` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `children` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_children__shadow` (`id`, `parent`, `second`, `note`) SELECT `children`.`id`, `children`.`parent`, `children`.`second`, `children`.`note` FROM `children` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-15] analyze children's shadow
--   strategy: shadow
--   lock: none on migrate_children__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_children__shadow`;

-- [backfill-16] apply what changed in children meanwhile
--   strategy: shadow
--   lock: row locks on migrate_children__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_children__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_children__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_children__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_children__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
SET STATEMENT foreign_key_checks = 0 FOR DELETE migrate_now FROM `migrate_children__work` AS migrate_work STRAIGHT_JOIN `migrate_children__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_children__shadow` (`id`, `parent`, `second`, `note`) SELECT `children`.`id`, `children`.`parent`, `children`.`second`, `children`.`note` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_children__work`) AS migrate_work STRAIGHT_JOIN `children` ON `children`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_children__work` AS migrate_work STRAIGHT_JOIN `migrate_children__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_children__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `children` WHERE `children`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_children__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_children__shadow` (`id`, `parent`, `second`, `note`) SELECT `children`.`id`, `children`.`parent`, `children`.`second`, `children`.`note` FROM `children` WHERE `children`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `children`.`id` AS migrate_value_1, `children`.`parent` AS migrate_value_2, `children`.`second` AS migrate_value_3, `children`.`note` AS migrate_value_4 FROM `children` WHERE `children`.`id` = ?) AS migrate_was LEFT JOIN `migrate_children__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`parent` AND migrate_was.migrate_value_3 <=> migrate_now.`second` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_children__log` WHERE migrate_id = ?;

-- [backfill-17] make a log for the way back of children
--   strategy: shadow
--   lock: none on migrate_children__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_children__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_children__back_log`
CREATE TABLE `migrate_children__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [backfill-18] carry children into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'children' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_children__carry__update`
CREATE TRIGGER `migrate_children__carry__update` AFTER UPDATE ON `children` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE migrate_words TEXT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO, migrate_words = MESSAGE_TEXT;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) OR (migrate_error IN (1217, 1451) AND LOCATE('migrate_children__shadow', SUBSTRING_INDEX(migrate_words, 'CONSTRAINT', 1)) = 0) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_children__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_children__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_children__shadow` SET `id` = NEW.`id`, `parent` = NEW.`parent`, `second` = NEW.`second`, `note` = NEW.`note` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_children__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`parent` <=> `parent` AND NEW.`second` <=> `second` AND CAST(NEW.`note` AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    INSERT INTO `migrate_children__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_children__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_children__back_log`; END IF;
END;

-- [backfill-19] carry children into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'children' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_children__carry__delete`
CREATE TRIGGER `migrate_children__carry__delete` AFTER DELETE ON `children` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE migrate_words TEXT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO, migrate_words = MESSAGE_TEXT;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) OR (migrate_error IN (1217, 1451) AND LOCATE('migrate_children__shadow', SUBSTRING_INDEX(migrate_words, 'CONSTRAINT', 1)) = 0) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_children__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_children__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_children__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_children__log` (`id`) VALUES (OLD.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_children__back_log`; END IF;
END;

-- [backfill-20] carry children into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'children' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_children__carry__insert`
CREATE TRIGGER `migrate_children__carry__insert` AFTER INSERT ON `children` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE migrate_words TEXT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO, migrate_words = MESSAGE_TEXT;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) OR (migrate_error IN (1217, 1451) AND LOCATE('migrate_children__shadow', SUBSTRING_INDEX(migrate_words, 'CONSTRAINT', 1)) = 0) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_children__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_children__shadow` (`id`, `parent`, `second`, `note`) VALUES (NEW.`id`, NEW.`parent`, NEW.`second`, NEW.`note`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_children__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`parent` <=> `parent` AND NEW.`second` <=> `second` AND CAST(NEW.`note` AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    INSERT INTO `migrate_children__log` (`id`) VALUES (NEW.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_children__back_log`; END IF;
END;

-- [backfill-21] stop the log of children on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_children__carry__log__update`;

-- [backfill-22] stop the log of children on DELETE
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_children__carry__log__delete`;

-- [backfill-23] stop the log of children on INSERT
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_children__carry__log__insert`;

-- [backfill-24] wait for prepared XA transactions that may have written children
--   strategy: shadow
--   lock: none on migrate_children__work, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-25] apply the last of the log of children
--   strategy: shadow
--   lock: row locks on children, migrate_children__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_children__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_children__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `children` WHERE `children`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_children__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_children__shadow` (`id`, `parent`, `second`, `note`) SELECT `children`.`id`, `children`.`parent`, `children`.`second`, `children`.`note` FROM `children` WHERE `children`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `children`.`id` AS migrate_value_1, `children`.`parent` AS migrate_value_2, `children`.`second` AS migrate_value_3, `children`.`note` AS migrate_value_4 FROM `children` WHERE `children`.`id` = ?) AS migrate_was LEFT JOIN `migrate_children__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`parent` AND migrate_was.migrate_value_3 <=> migrate_now.`second` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_children__log` WHERE migrate_id = ?;

-- [backfill-26] add foreign key children_second to the shadow
--   strategy: shadow
--   lock: MDL exclusive on migrate_children__shadow, parents, milliseconds at its begin and end; the triggers go on writing it; LOCK=NONE: the server refuses rather than blocks writes
--   why: every row of the table keeps it, and the shadow is in step
--   probe: SELECT 1 - (SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_children__shadow' AND CAST(CONSTRAINT_NAME AS BINARY) = 'migrate_children__children_second__shadow')
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `migrate_children__shadow` ADD CONSTRAINT `migrate_children__children_second__shadow` FOREIGN KEY (`second`) REFERENCES `migrate_parents__shadow` (`id`), ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [backfill-27] note rows that differ in parents's shadow
--   strategy: shadow
--   lock: none on parents, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table parents by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `parents` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `parents` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `parents` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_parents__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `parents`.`id` AS migrate_value_1, `parents`.`name` AS migrate_value_2 FROM `parents` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_parents__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY));

-- [backfill-28] write the noted rows of parents anew
--   strategy: shadow
--   lock: row locks on parents, migrate_parents__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_parents__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_parents__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `parents` WHERE `parents`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_parents__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_parents__shadow` (`id`, `name`) SELECT `parents`.`id`, `parents`.`name` FROM `parents` WHERE `parents`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `parents`.`id` AS migrate_value_1, `parents`.`name` AS migrate_value_2 FROM `parents` WHERE `parents`.`id` = ?) AS migrate_was LEFT JOIN `migrate_parents__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parents__log` WHERE migrate_id = ?;

-- [backfill-29] note rows that only parents's shadow has
--   strategy: shadow
--   lock: none on parents, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_parents__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_parents__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_parents__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `parents` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `parents`) <> (SELECT COUNT(*) FROM `migrate_parents__shadow`);

-- [backfill-30] take the noted rows out of parents's shadow
--   strategy: shadow
--   lock: row locks on parents, migrate_parents__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_parents__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_parents__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `parents` WHERE `parents`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_parents__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_parents__shadow` (`id`, `name`) SELECT `parents`.`id`, `parents`.`name` FROM `parents` WHERE `parents`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `parents`.`id` AS migrate_value_1, `parents`.`name` AS migrate_value_2 FROM `parents` WHERE `parents`.`id` = ?) AS migrate_was LEFT JOIN `migrate_parents__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parents__log` WHERE migrate_id = ?;

-- [backfill-31] carry the AUTO_INCREMENT counter of parents over
--   strategy: shadow
--   lock: MDL exclusive on migrate_parents__shadow, milliseconds: metadata only; metadata only; the triggers write it
--   why: a number is not given twice, even where its row is gone
--   runs: on its own
SET @migrate_sql = (SELECT CONCAT('ALTER TABLE `migrate_parents__shadow` AUTO_INCREMENT = ', MAX(AUTO_INCREMENT)) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND CAST(TABLE_NAME AS BINARY) IN ('parents', 'migrate_parents__shadow'));
PREPARE migrate_statement FROM @migrate_sql;
EXECUTE migrate_statement;
DEALLOCATE PREPARE migrate_statement;

-- [backfill-32] note rows that differ in children's shadow
--   strategy: shadow
--   lock: none on children, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table children by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `children` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `children` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `children` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_children__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `children`.`id` AS migrate_value_1, `children`.`parent` AS migrate_value_2, `children`.`second` AS migrate_value_3, `children`.`note` AS migrate_value_4 FROM `children` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_children__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`parent` AND migrate_was.migrate_value_3 <=> migrate_now.`second` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));

-- [backfill-33] write the noted rows of children anew
--   strategy: shadow
--   lock: row locks on children, migrate_children__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_children__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_children__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `children` WHERE `children`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_children__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_children__shadow` (`id`, `parent`, `second`, `note`) SELECT `children`.`id`, `children`.`parent`, `children`.`second`, `children`.`note` FROM `children` WHERE `children`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `children`.`id` AS migrate_value_1, `children`.`parent` AS migrate_value_2, `children`.`second` AS migrate_value_3, `children`.`note` AS migrate_value_4 FROM `children` WHERE `children`.`id` = ?) AS migrate_was LEFT JOIN `migrate_children__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`parent` AND migrate_was.migrate_value_3 <=> migrate_now.`second` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_children__log` WHERE migrate_id = ?;

-- [backfill-34] note rows that only children's shadow has
--   strategy: shadow
--   lock: none on children, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_children__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_children__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_children__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `children` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `children`) <> (SELECT COUNT(*) FROM `migrate_children__shadow`);

-- [backfill-35] take the noted rows out of children's shadow
--   strategy: shadow
--   lock: row locks on children, migrate_children__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_children__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_children__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `children` WHERE `children`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_children__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_children__shadow` (`id`, `parent`, `second`, `note`) SELECT `children`.`id`, `children`.`parent`, `children`.`second`, `children`.`note` FROM `children` WHERE `children`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `children`.`id` AS migrate_value_1, `children`.`parent` AS migrate_value_2, `children`.`second` AS migrate_value_3, `children`.`note` AS migrate_value_4 FROM `children` WHERE `children`.`id` = ?) AS migrate_was LEFT JOIN `migrate_children__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`parent` AND migrate_was.migrate_value_3 <=> migrate_now.`second` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_children__log` WHERE migrate_id = ?;

-- [backfill-36] log what will change in parents on UPDATE
--   strategy: shadow
--   lock: none on migrate_parents__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_parents__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parents__back__log__update`
CREATE TRIGGER `migrate_parents__back__log__update` AFTER UPDATE ON `migrate_parents__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_parents__back_log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_parents__back_log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [backfill-37] log what will change in parents on DELETE
--   strategy: shadow
--   lock: none on migrate_parents__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_parents__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parents__back__log__delete`
CREATE TRIGGER `migrate_parents__back__log__delete` AFTER DELETE ON `migrate_parents__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_parents__back_log` (`id`) VALUES (OLD.`id`);
END;

-- [backfill-38] log what will change in parents on INSERT
--   strategy: shadow
--   lock: none on migrate_parents__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_parents__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parents__back__log__insert`
CREATE TRIGGER `migrate_parents__back__log__insert` AFTER INSERT ON `migrate_parents__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_parents__back_log` (`id`) VALUES (NEW.`id`);
END;

-- [backfill-39] log what will change in children on UPDATE
--   strategy: shadow
--   lock: none on migrate_children__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_children__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_children__back__log__update`
CREATE TRIGGER `migrate_children__back__log__update` AFTER UPDATE ON `migrate_children__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_children__back_log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_children__back_log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [backfill-40] log what will change in children on DELETE
--   strategy: shadow
--   lock: none on migrate_children__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_children__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_children__back__log__delete`
CREATE TRIGGER `migrate_children__back__log__delete` AFTER DELETE ON `migrate_children__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_children__back_log` (`id`) VALUES (OLD.`id`);
END;

-- [backfill-41] log what will change in children on INSERT
--   strategy: shadow
--   lock: none on migrate_children__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_children__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_children__back__log__insert`
CREATE TRIGGER `migrate_children__back__log__insert` AFTER INSERT ON `migrate_children__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_children__back_log` (`id`) VALUES (NEW.`id`);
END;

-- [backfill-42] look for foreign keys that refer to parents since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'parents' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'parents')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'parents' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'parents'))) AND CAST(CONSTRAINT_NAME AS BINARY) NOT IN ('children_parent', 'migrate_children__children_parent__moved', 'children_second', 'migrate_children__children_second__moved');

-- [backfill-43] look for what has been changed of parents since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'name', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'index', 'parents_name', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'parents', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parents'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parents' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parents' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parents' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'parents'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'parents' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parents') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-44] look for foreign keys that refer to children since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'children' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'children')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'children' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'children'))) AND CAST(CONSTRAINT_NAME AS BINARY) NOT IN ('rooms_child', 'migrate_rooms__rooms_child__moved');

-- [backfill-45] look for what has been changed of children since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'note', '(digest)', 1, 0
UNION ALL SELECT 'column', 'parent', '(digest)', 1, 0
UNION ALL SELECT 'column', 'second', '(digest)', 1, 0
UNION ALL SELECT 'foreign key', 'children_parent', '(digest)', 1, (SELECT 1 - (SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'children' AND CAST(CONSTRAINT_NAME AS BINARY) = 'migrate_children__children_parent__moved'))
UNION ALL SELECT 'foreign key', 'children_second', '(digest)', 1, (SELECT 1 - (SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'children' AND CAST(CONSTRAINT_NAME AS BINARY) = 'migrate_children__children_second__moved'))
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'index', 'children_by_parent', '(digest)', 1, 0
UNION ALL SELECT 'index', 'children_by_second', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'children', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'children'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'children' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'children' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'children' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'children'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'children' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'children') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-46] wait for transactions that would miss rows of the shadows of parents, children
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

-- [backfill-47] move foreign key rooms_child of rooms to the shadow
--   strategy: shadow
--   lock: MDL exclusive on rooms, children, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: a foreign key goes with the table that it refers to, whatever its name
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'rooms' AND CAST(CONSTRAINT_NAME AS BINARY) = 'rooms_child'
--   cleanup: SET SESSION foreign_key_checks = 1
--   cutover: `--hold-cutover` stops before it
--   runs: on its own
--   undo: SET SESSION foreign_key_checks = 0
--   undo: ALTER TABLE `rooms` DROP FOREIGN KEY `migrate_rooms__rooms_child__moved`, ADD CONSTRAINT `rooms_child` FOREIGN KEY (`child`) REFERENCES `children` (`id`), ALGORITHM=INPLACE, LOCK=NONE
--   undo: SET SESSION foreign_key_checks = 1
SET SESSION foreign_key_checks = 0;
ALTER TABLE `rooms` DROP FOREIGN KEY `rooms_child`, ADD CONSTRAINT `migrate_rooms__rooms_child__moved` FOREIGN KEY (`child`) REFERENCES `migrate_children__shadow` (`id`), ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [backfill-48] exchange parents, children for their shadows
--   strategy: shadow
--   lock: MDL exclusive on parents, children, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parents__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parents__shadow')
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
--   undo: SET SESSION foreign_key_checks = 0
--   undo: ALTER TABLE `rooms` DROP FOREIGN KEY `migrate_rooms__rooms_child__moved`, ADD CONSTRAINT `rooms_child` FOREIGN KEY (`child`) REFERENCES `migrate_children__old` (`id`), ALGORITHM=INPLACE, LOCK=NONE
--   undo: SET SESSION foreign_key_checks = 1
--   undo: RENAME TABLE `parents` TO `migrate_parents__shadow`, `migrate_parents__old` TO `parents`, `children` TO `migrate_children__shadow`, `migrate_children__old` TO `children`
--   loss: rows of parents, children that the old shape cannot hold, counted by SELECT (SELECT COUNT(*) AS lost FROM `migrate_parents__back_log`) + (SELECT COUNT(*) AS lost FROM `migrate_children__back_log`) AS lost
RENAME TABLE `parents` TO `migrate_parents__old`, `migrate_parents__shadow` TO `parents`, `children` TO `migrate_children__old`, `migrate_children__shadow` TO `children`;

-- [backfill-49] stop carrying into the shadow of parents on UPDATE
--   strategy: shadow
--   lock: none on migrate_parents__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parents__carry__update`;

-- [backfill-50] stop carrying into the shadow of parents on DELETE
--   strategy: shadow
--   lock: none on migrate_parents__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parents__carry__delete`;

-- [backfill-51] stop carrying into the shadow of parents on INSERT
--   strategy: shadow
--   lock: none on migrate_parents__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parents__carry__insert`;

-- [backfill-52] carry parents back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parents' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_parents__back__update` AFTER UPDATE ON `parents` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parents__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_parents__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_parents__old` SET `id` = NEW.`id`, `name` = NEW.`name` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_parents__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY)) THEN
    INSERT INTO `migrate_parents__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_parents__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-53] carry parents back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parents' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_parents__back__delete` AFTER DELETE ON `parents` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parents__back_log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_parents__old` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_parents__old` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_parents__back_log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-54] carry parents back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parents' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_parents__back__insert` AFTER INSERT ON `parents` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parents__back_log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_parents__old` (`id`, `name`) VALUES (NEW.`id`, NEW.`name`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_parents__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY)) THEN
    INSERT INTO `migrate_parents__back_log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-55] stop the log for the way back of parents on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parents__back__log__update`;

-- [backfill-56] stop the log for the way back of parents on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parents__back__log__delete`;

-- [backfill-57] stop the log for the way back of parents on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parents__back__log__insert`;

-- [backfill-58] carry back what was written to parents meanwhile
--   strategy: shadow
--   lock: row locks on parents, migrate_parents__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_parents__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_parents__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `parents` WHERE `parents`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_parents__old` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_parents__old` (`id`, `name`) SELECT `parents`.`id`, `parents`.`name` FROM `parents` WHERE `parents`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `parents`.`id` AS migrate_value_1, `parents`.`name` AS migrate_value_2 FROM `parents` WHERE `parents`.`id` = ?) AS migrate_was LEFT JOIN `migrate_parents__old` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parents__back_log` WHERE migrate_id = ?;

-- [backfill-59] see that no row of parents was left behind
--   strategy: shadow
--   lock: none on migrate_parents__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_parents__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_parents__log` LIMIT 5;

-- [backfill-60] stop carrying into the shadow of children on UPDATE
--   strategy: shadow
--   lock: none on migrate_children__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_children__carry__update`;

-- [backfill-61] stop carrying into the shadow of children on DELETE
--   strategy: shadow
--   lock: none on migrate_children__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_children__carry__delete`;

-- [backfill-62] stop carrying into the shadow of children on INSERT
--   strategy: shadow
--   lock: none on migrate_children__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_children__carry__insert`;

-- [backfill-63] carry children back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'children' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_children__back__update` AFTER UPDATE ON `children` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE migrate_words TEXT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO, migrate_words = MESSAGE_TEXT;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) OR (migrate_error IN (1217, 1451) AND LOCATE('migrate_children__old', SUBSTRING_INDEX(migrate_words, 'CONSTRAINT', 1)) = 0) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_children__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_children__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_children__old` SET `id` = NEW.`id`, `parent` = NEW.`parent`, `second` = NEW.`second`, `note` = NEW.`note` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_children__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`parent` <=> `parent` AND NEW.`second` <=> `second` AND CAST(NEW.`note` AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    INSERT INTO `migrate_children__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_children__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-64] carry children back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'children' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_children__back__delete` AFTER DELETE ON `children` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE migrate_words TEXT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO, migrate_words = MESSAGE_TEXT;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) OR (migrate_error IN (1217, 1451) AND LOCATE('migrate_children__old', SUBSTRING_INDEX(migrate_words, 'CONSTRAINT', 1)) = 0) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_children__back_log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_children__old` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_children__old` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_children__back_log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-65] carry children back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'children' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_children__back__insert` AFTER INSERT ON `children` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE migrate_words TEXT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO, migrate_words = MESSAGE_TEXT;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) OR (migrate_error IN (1217, 1451) AND LOCATE('migrate_children__old', SUBSTRING_INDEX(migrate_words, 'CONSTRAINT', 1)) = 0) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_children__back_log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_children__old` (`id`, `parent`, `second`, `note`) VALUES (NEW.`id`, NEW.`parent`, NEW.`second`, NEW.`note`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_children__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`parent` <=> `parent` AND NEW.`second` <=> `second` AND CAST(NEW.`note` AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    INSERT INTO `migrate_children__back_log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-66] stop the log for the way back of children on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_children__back__log__update`;

-- [backfill-67] stop the log for the way back of children on DELETE
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_children__back__log__delete`;

-- [backfill-68] stop the log for the way back of children on INSERT
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_children__back__log__insert`;

-- [backfill-69] carry back what was written to children meanwhile
--   strategy: shadow
--   lock: row locks on children, migrate_children__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_children__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_children__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `children` WHERE `children`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_children__old` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_children__old` (`id`, `parent`, `second`, `note`) SELECT `children`.`id`, `children`.`parent`, `children`.`second`, `children`.`note` FROM `children` WHERE `children`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `children`.`id` AS migrate_value_1, `children`.`parent` AS migrate_value_2, `children`.`second` AS migrate_value_3, `children`.`note` AS migrate_value_4 FROM `children` WHERE `children`.`id` = ?) AS migrate_was LEFT JOIN `migrate_children__old` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`parent` AND migrate_was.migrate_value_3 <=> migrate_now.`second` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_children__back_log` WHERE migrate_id = ?;

-- [backfill-70] see that no row of children was left behind
--   strategy: shadow
--   lock: none on migrate_children__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_children__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_children__log` LIMIT 5;

-- ==== contract
-- [contract-1] stop carrying parents back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parents__back__update`;

-- [contract-2] stop carrying parents back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parents__back__delete`;

-- [contract-3] stop carrying parents back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parents, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parents__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parents__back__insert`;

-- [contract-4] stop carrying children back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_children__back__update`;

-- [contract-5] stop carrying children back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_children__back__delete`;

-- [contract-6] stop carrying children back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on children, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_children__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_children__back__insert`;

-- [contract-7] drop the old table of children
--   strategy: shadow
--   lock: none on migrate_children__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_children__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_children__old`;

-- [contract-8] drop the old table of parents
--   strategy: shadow
--   lock: none on migrate_parents__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parents__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_parents__old`;

-- [contract-9] drop the log of parents's way back
--   strategy: shadow
--   lock: none on migrate_parents__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parents__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_parents__back_log`;

-- [contract-10] drop the log of parents
--   strategy: shadow
--   lock: none on migrate_parents__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parents__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_parents__log`;

-- [contract-11] drop the work table of parents
--   strategy: shadow
--   lock: none on migrate_parents__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parents__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_parents__work`;

-- [contract-12] drop the log of children's way back
--   strategy: shadow
--   lock: none on migrate_children__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_children__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_children__back_log`;

-- [contract-13] drop the log of children
--   strategy: shadow
--   lock: none on migrate_children__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_children__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_children__log`;

-- [contract-14] drop the work table of children
--   strategy: shadow
--   lock: none on migrate_children__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_children__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_children__work`;

-- [contract-15] give foreign key children_parent of children its name
--   strategy: shadow
--   lock: MDL exclusive on children, parents, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: two keys cannot have one name; every row keeps it already
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'children' AND CAST(CONSTRAINT_NAME AS BINARY) = 'migrate_children__children_parent__shadow'
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `children` DROP FOREIGN KEY `migrate_children__children_parent__shadow`, ADD CONSTRAINT `children_parent` FOREIGN KEY (`parent`) REFERENCES `parents` (`id`) ON DELETE CASCADE, ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [contract-16] give foreign key children_second of children its name
--   strategy: shadow
--   lock: MDL exclusive on children, parents, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: two keys cannot have one name; every row keeps it already
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'children' AND CAST(CONSTRAINT_NAME AS BINARY) = 'migrate_children__children_second__shadow'
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `children` DROP FOREIGN KEY `migrate_children__children_second__shadow`, ADD CONSTRAINT `children_second` FOREIGN KEY (`second`) REFERENCES `parents` (`id`), ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [contract-17] give foreign key rooms_child of rooms its name
--   strategy: shadow
--   lock: MDL exclusive on rooms, children, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: two keys cannot have one name; every row keeps it already
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'rooms' AND CAST(CONSTRAINT_NAME AS BINARY) = 'migrate_rooms__rooms_child__moved'
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `rooms` DROP FOREIGN KEY `migrate_rooms__rooms_child__moved`, ADD CONSTRAINT `rooms_child` FOREIGN KEY (`child`) REFERENCES `children` (`id`), ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;
