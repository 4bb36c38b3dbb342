-- migration: alter_table_long_name
-- description: Names that the server has given follow the table to a longer one
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: TRUNCATE books_that_stand_on_the_shelves_of_the_library_below is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] make a shadow of books_that_stand_on_the_shelves_of_the_library_below: MODIFY v BIGINT
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of__c323c21f2f, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_books_that_stand_on_the_shelves_of__c323c21f2f'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_books_that_stand_on_the_shelves_of__cd4b736528'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_books_that_stand_on_the_shelves_of__cd4b736528`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_books_that_stand_on_the_shelves_of__cd4b736528`
--   undo: DROP TABLE IF EXISTS `migrate_books_that_stand_on_the_shelves_of__c323c21f2f`
DROP TABLE IF EXISTS `migrate_trial_2`;
CREATE TABLE `migrate_books_that_stand_on_the_shelves_of__cd4b736528` LIKE `books_that_stand_on_the_shelves_of_the_library_below`;
ALTER TABLE `migrate_books_that_stand_on_the_shelves_of__cd4b736528` MODIFY v BIGINT;
RENAME TABLE `migrate_books_that_stand_on_the_shelves_of__cd4b736528` TO `migrate_books_that_stand_on_the_shelves_of__c323c21f2f`;

-- [expand-2] make a log of changes of books_that_stand_on_the_shelves_of_the_library_below
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158`
CREATE TABLE `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-3] make a work table for the log of books_that_stand_on_the_shelves_of_the_library_below
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of_the_librar_0498d81ece, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_books_that_stand_on_the_shelves_of_the_librar_0498d81ece'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_0498d81ece`
CREATE TABLE `migrate_books_that_stand_on_the_shelves_of_the_librar_0498d81ece` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in books_that_stand_on_the_shelves_of_the_library_below on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'books_that_stand_on_the_shelves_of_the_library_below' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_5a5805506c'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_5a5805506c`
CREATE TRIGGER `migrate_books_that_stand_on_the_shelves_of_the_librar_5a5805506c` AFTER UPDATE ON `books_that_stand_on_the_shelves_of_the_library_below` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-5] log what changes in books_that_stand_on_the_shelves_of_the_library_below on DELETE
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'books_that_stand_on_the_shelves_of_the_library_below' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_373cae4333'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_373cae4333`
CREATE TRIGGER `migrate_books_that_stand_on_the_shelves_of_the_librar_373cae4333` AFTER DELETE ON `books_that_stand_on_the_shelves_of_the_library_below` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (`id`) VALUES (OLD.`id`);
END;

-- [expand-6] log what changes in books_that_stand_on_the_shelves_of_the_library_below on INSERT
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'books_that_stand_on_the_shelves_of_the_library_below' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_bc58a87912'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_bc58a87912`
CREATE TRIGGER `migrate_books_that_stand_on_the_shelves_of_the_librar_bc58a87912` AFTER INSERT ON `books_that_stand_on_the_shelves_of_the_library_below` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (`id`) VALUES (NEW.`id`);
END;

-- ==== backfill
-- [backfill-1] copy books_that_stand_on_the_shelves_of_the_library_below into its shadow
--   strategy: shadow
--   lock: none on books_that_stand_on_the_shelves_of_the_library_below, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table books_that_stand_on_the_shelves_of_the_library_below by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `books_that_stand_on_the_shelves_of_the_library_below` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `books_that_stand_on_the_shelves_of_the_library_below` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `books_that_stand_on_the_shelves_of_the_library_below` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT /*+ SET_VAR(foreign_key_checks = OFF) */ INTO `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` (`id`, `shelf`, `v`) SELECT `books_that_stand_on_the_shelves_of_the_library_below`.`id`, `books_that_stand_on_the_shelves_of_the_library_below`.`shelf`, `books_that_stand_on_the_shelves_of_the_library_below`.`v` FROM `books_that_stand_on_the_shelves_of_the_library_below` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-2] analyze books_that_stand_on_the_shelves_of_the_library_below's shadow
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of__c323c21f2f, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_books_that_stand_on_the_shelves_of__c323c21f2f`;

-- [backfill-3] apply what changed in books_that_stand_on_the_shelves_of_the_library_below meanwhile
--   strategy: shadow
--   lock: row locks on migrate_books_that_stand_on_the_shelves_of__c323c21f2f, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_0498d81ece` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE /*+ SET_VAR(foreign_key_checks = OFF) */ migrate_now FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_0498d81ece` AS migrate_work STRAIGHT_JOIN `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT /*+ SET_VAR(foreign_key_checks = OFF) */ INTO `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` (`id`, `shelf`, `v`) SELECT `books_that_stand_on_the_shelves_of_the_library_below`.`id`, `books_that_stand_on_the_shelves_of_the_library_below`.`shelf`, `books_that_stand_on_the_shelves_of_the_library_below`.`v` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_0498d81ece`) AS migrate_work STRAIGHT_JOIN `books_that_stand_on_the_shelves_of_the_library_below` ON `books_that_stand_on_the_shelves_of_the_library_below`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_0498d81ece` AS migrate_work STRAIGHT_JOIN `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_0498d81ece`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE /*+ SET_VAR(foreign_key_checks = OFF) */ FROM `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT /*+ SET_VAR(foreign_key_checks = OFF) */ INTO `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` (`id`, `shelf`, `v`) SELECT `books_that_stand_on_the_shelves_of_the_library_below`.`id`, `books_that_stand_on_the_shelves_of_the_library_below`.`shelf`, `books_that_stand_on_the_shelves_of_the_library_below`.`v` FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `books_that_stand_on_the_shelves_of_the_library_below`.`id` AS migrate_value_1, `books_that_stand_on_the_shelves_of_the_library_below`.`shelf` AS migrate_value_2, `books_that_stand_on_the_shelves_of_the_library_below`.`v` AS migrate_value_3 FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ?) AS migrate_was LEFT JOIN `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`shelf` AND migrate_was.migrate_value_3 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` WHERE migrate_id = ?;

-- [backfill-4] make a log for the way back of books_that_stand_on_the_shelves_of_the_library_below
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85`
CREATE TABLE `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [backfill-5] carry books_that_stand_on_the_shelves_of_the_library_below into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'books_that_stand_on_the_shelves_of_the_library_below' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_45048f0e8f'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_45048f0e8f`
CREATE TRIGGER `migrate_books_that_stand_on_the_shelves_of_the_librar_45048f0e8f` AFTER UPDATE ON `books_that_stand_on_the_shelves_of_the_library_below` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` SET `id` = NEW.`id`, `shelf` = NEW.`shelf`, `v` = NEW.`v` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`shelf` <=> `shelf` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85`; END IF;
END;

-- [backfill-6] carry books_that_stand_on_the_shelves_of_the_library_below into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'books_that_stand_on_the_shelves_of_the_library_below' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_4118e04861'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_4118e04861`
CREATE TRIGGER `migrate_books_that_stand_on_the_shelves_of_the_librar_4118e04861` AFTER DELETE ON `books_that_stand_on_the_shelves_of_the_library_below` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (`id`) VALUES (OLD.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85`; END IF;
END;

-- [backfill-7] carry books_that_stand_on_the_shelves_of_the_library_below into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'books_that_stand_on_the_shelves_of_the_library_below' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_8b068cce23'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_8b068cce23`
CREATE TRIGGER `migrate_books_that_stand_on_the_shelves_of_the_librar_8b068cce23` AFTER INSERT ON `books_that_stand_on_the_shelves_of_the_library_below` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` (`id`, `shelf`, `v`) VALUES (NEW.`id`, NEW.`shelf`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`shelf` <=> `shelf` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (`id`) VALUES (NEW.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85`; END IF;
END;

-- [backfill-8] stop the log of books_that_stand_on_the_shelves_of_the_library_below on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_5a5805506c'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_5a5805506c`;

-- [backfill-9] stop the log of books_that_stand_on_the_shelves_of_the_library_below on DELETE
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_373cae4333'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_373cae4333`;

-- [backfill-10] stop the log of books_that_stand_on_the_shelves_of_the_library_below on INSERT
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_bc58a87912'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_bc58a87912`;

-- [backfill-11] apply the last of the log of books_that_stand_on_the_shelves_of_the_library_below
--   strategy: shadow
--   lock: row locks on books_that_stand_on_the_shelves_of_the_library_below, migrate_books_that_stand_on_the_shelves_of__c323c21f2f, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE /*+ SET_VAR(foreign_key_checks = OFF) */ FROM `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT /*+ SET_VAR(foreign_key_checks = OFF) */ INTO `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` (`id`, `shelf`, `v`) SELECT `books_that_stand_on_the_shelves_of_the_library_below`.`id`, `books_that_stand_on_the_shelves_of_the_library_below`.`shelf`, `books_that_stand_on_the_shelves_of_the_library_below`.`v` FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `books_that_stand_on_the_shelves_of_the_library_below`.`id` AS migrate_value_1, `books_that_stand_on_the_shelves_of_the_library_below`.`shelf` AS migrate_value_2, `books_that_stand_on_the_shelves_of_the_library_below`.`v` AS migrate_value_3 FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ?) AS migrate_was LEFT JOIN `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`shelf` AND migrate_was.migrate_value_3 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` WHERE migrate_id = ?;

-- [backfill-12] add foreign key books_that_stand_on_the_shelves_of_the_library_below_ibfk_1 to the shadow
--   strategy: shadow
--   lock: MDL exclusive on migrate_books_that_stand_on_the_shelves_of__c323c21f2f, shelves, milliseconds at its begin and end; the triggers go on writing it; LOCK=NONE: the server refuses rather than blocks writes
--   why: every row of the table keeps it, and the shadow is in step
--   probe: SELECT 1 - (SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_books_that_stand_on_the_shelves_of__c323c21f2f' AND CAST(CONSTRAINT_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_ea28650ac6')
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` ADD CONSTRAINT `migrate_books_that_stand_on_the_shelves_of_the_librar_ea28650ac6` FOREIGN KEY (`shelf`) REFERENCES `shelves` (`id`), ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [backfill-13] note rows that differ in books_that_stand_on_the_shelves_of_the_library_below's shadow
--   strategy: shadow
--   lock: none on books_that_stand_on_the_shelves_of_the_library_below, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table books_that_stand_on_the_shelves_of_the_library_below by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `books_that_stand_on_the_shelves_of_the_library_below` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `books_that_stand_on_the_shelves_of_the_library_below` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `books_that_stand_on_the_shelves_of_the_library_below` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id, ? number 3 = from.id, ? number 4 = to.id
INSERT /*+ SET_VAR(join_buffer_size = 16777216) */ INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `books_that_stand_on_the_shelves_of_the_library_below`.`id` AS migrate_value_1, `books_that_stand_on_the_shelves_of_the_library_below`.`shelf` AS migrate_value_2, `books_that_stand_on_the_shelves_of_the_library_below`.`v` AS migrate_value_3 FROM `books_that_stand_on_the_shelves_of_the_library_below` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` AS migrate_now FORCE INDEX (`PRIMARY`) ON migrate_now.`id` + 0 = migrate_was.migrate_key_1 AND migrate_now.`id` >= ? AND migrate_now.`id` <= ? WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`shelf` AND migrate_was.migrate_value_3 <=> migrate_now.`v`);

-- [backfill-14] write the noted rows of books_that_stand_on_the_shelves_of_the_library_below anew
--   strategy: shadow
--   lock: row locks on books_that_stand_on_the_shelves_of_the_library_below, migrate_books_that_stand_on_the_shelves_of__c323c21f2f, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE /*+ SET_VAR(foreign_key_checks = OFF) */ FROM `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT /*+ SET_VAR(foreign_key_checks = OFF) */ INTO `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` (`id`, `shelf`, `v`) SELECT `books_that_stand_on_the_shelves_of_the_library_below`.`id`, `books_that_stand_on_the_shelves_of_the_library_below`.`shelf`, `books_that_stand_on_the_shelves_of_the_library_below`.`v` FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `books_that_stand_on_the_shelves_of_the_library_below`.`id` AS migrate_value_1, `books_that_stand_on_the_shelves_of_the_library_below`.`shelf` AS migrate_value_2, `books_that_stand_on_the_shelves_of_the_library_below`.`v` AS migrate_value_3 FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ?) AS migrate_was LEFT JOIN `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`shelf` AND migrate_was.migrate_value_3 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` WHERE migrate_id = ?;

-- [backfill-15] note rows that only books_that_stand_on_the_shelves_of_the_library_below's shadow has
--   strategy: shadow
--   lock: none on books_that_stand_on_the_shelves_of_the_library_below, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_books_that_stand_on_the_shelves_of__c323c21f2f by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `books_that_stand_on_the_shelves_of_the_library_below` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `books_that_stand_on_the_shelves_of_the_library_below`) <> (SELECT COUNT(*) FROM `migrate_books_that_stand_on_the_shelves_of__c323c21f2f`);

-- [backfill-16] take the noted rows out of books_that_stand_on_the_shelves_of_the_library_below's shadow
--   strategy: shadow
--   lock: row locks on books_that_stand_on_the_shelves_of_the_library_below, migrate_books_that_stand_on_the_shelves_of__c323c21f2f, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE /*+ SET_VAR(foreign_key_checks = OFF) */ FROM `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT /*+ SET_VAR(foreign_key_checks = OFF) */ INTO `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` (`id`, `shelf`, `v`) SELECT `books_that_stand_on_the_shelves_of_the_library_below`.`id`, `books_that_stand_on_the_shelves_of_the_library_below`.`shelf`, `books_that_stand_on_the_shelves_of_the_library_below`.`v` FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `books_that_stand_on_the_shelves_of_the_library_below`.`id` AS migrate_value_1, `books_that_stand_on_the_shelves_of_the_library_below`.`shelf` AS migrate_value_2, `books_that_stand_on_the_shelves_of_the_library_below`.`v` AS migrate_value_3 FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ?) AS migrate_was LEFT JOIN `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`shelf` AND migrate_was.migrate_value_3 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` WHERE migrate_id = ?;

-- [backfill-17] log what will change in books_that_stand_on_the_shelves_of_the_library_below on UPDATE
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of__c323c21f2f, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_books_that_stand_on_the_shelves_of__c323c21f2f' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_ed0913ec4b'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_ed0913ec4b`
CREATE TRIGGER `migrate_books_that_stand_on_the_shelves_of_the_librar_ed0913ec4b` AFTER UPDATE ON `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [backfill-18] log what will change in books_that_stand_on_the_shelves_of_the_library_below on DELETE
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of__c323c21f2f, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_books_that_stand_on_the_shelves_of__c323c21f2f' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_ba18dfa516'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_ba18dfa516`
CREATE TRIGGER `migrate_books_that_stand_on_the_shelves_of_the_librar_ba18dfa516` AFTER DELETE ON `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` (`id`) VALUES (OLD.`id`);
END;

-- [backfill-19] log what will change in books_that_stand_on_the_shelves_of_the_library_below on INSERT
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of__c323c21f2f, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_books_that_stand_on_the_shelves_of__c323c21f2f' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_2320eb2314'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_2320eb2314`
CREATE TRIGGER `migrate_books_that_stand_on_the_shelves_of_the_librar_2320eb2314` AFTER INSERT ON `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` (`id`) VALUES (NEW.`id`);
END;

-- [backfill-20] look for foreign keys that refer to books_that_stand_on_the_shelves_of_the_library_below since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'books_that_stand_on_the_shelves_of_the_library_below' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'books_that_stand_on_the_shelves_of_the_library_below')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'books_that_stand_on_the_shelves_of_the_library_below' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'books_that_stand_on_the_shelves_of_the_library_below')));

-- [backfill-21] look for what has been changed of books_that_stand_on_the_shelves_of_the_library_below since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'check' AS part, 'books_that_stand_on_the_shelves_of_the_library_below_chk_1' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'id', '(digest)', 1, 0
UNION ALL SELECT 'column', 'shelf', '(digest)', 1, 0
UNION ALL SELECT 'column', 'v', '(digest)', 1, 0
UNION ALL SELECT 'foreign key', 'books_that_stand_on_the_shelves_of_the_library_below_ibfk_1', '(digest)', 1, (SELECT 1 - (SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'books_that_stand_on_the_shelves_of_the_library_below' AND CAST(CONSTRAINT_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_06cbaa0634'))
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'index', 'by_shelf', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'books_that_stand_on_the_shelves_of_the_library_below', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'books_that_stand_on_the_shelves_of_the_library_below'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'books_that_stand_on_the_shelves_of_the_library_below' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'books_that_stand_on_the_shelves_of_the_library_below' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'books_that_stand_on_the_shelves_of_the_library_below' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'books_that_stand_on_the_shelves_of_the_library_below'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'books_that_stand_on_the_shelves_of_the_library_below' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'books_that_stand_on_the_shelves_of_the_library_below') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-22] wait for transactions that would miss rows of books_that_stand_on_the_shelves_of_the_library_below's shadow
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

-- [backfill-23] exchange books_that_stand_on_the_shelves_of_the_library_below for its shadow
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_books_that_stand_on_the_shelves_of__71779b55b6') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_books_that_stand_on_the_shelves_of__c323c21f2f')
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
--   undo: RENAME TABLE `books_that_stand_on_the_shelves_of_the_library_below` TO `migrate_books_that_stand_on_the_shelves_of__c323c21f2f`, `migrate_books_that_stand_on_the_shelves_of__71779b55b6` TO `books_that_stand_on_the_shelves_of_the_library_below`
--   loss: rows of books_that_stand_on_the_shelves_of_the_library_below that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85`
RENAME TABLE `books_that_stand_on_the_shelves_of_the_library_below` TO `migrate_books_that_stand_on_the_shelves_of__71779b55b6`, `migrate_books_that_stand_on_the_shelves_of__c323c21f2f` TO `books_that_stand_on_the_shelves_of_the_library_below`;

-- [backfill-24] stop carrying into the shadow of books_that_stand_on_the_shelves_of_the_library_below on UPDATE
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of__71779b55b6, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_45048f0e8f'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_45048f0e8f`;

-- [backfill-25] stop carrying into the shadow of books_that_stand_on_the_shelves_of_the_library_below on DELETE
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of__71779b55b6, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_4118e04861'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_4118e04861`;

-- [backfill-26] stop carrying into the shadow of books_that_stand_on_the_shelves_of_the_library_below on INSERT
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of__71779b55b6, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_8b068cce23'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_8b068cce23`;

-- [backfill-27] carry books_that_stand_on_the_shelves_of_the_library_below back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'books_that_stand_on_the_shelves_of_the_library_below' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_12e0ec007e'
--   runs: on its own
CREATE TRIGGER `migrate_books_that_stand_on_the_shelves_of_the_librar_12e0ec007e` AFTER UPDATE ON `books_that_stand_on_the_shelves_of_the_library_below` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_books_that_stand_on_the_shelves_of__71779b55b6` SET `id` = NEW.`id`, `shelf` = NEW.`shelf`, `v` = NEW.`v` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_books_that_stand_on_the_shelves_of__71779b55b6` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`shelf` <=> `shelf` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-28] carry books_that_stand_on_the_shelves_of_the_library_below back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'books_that_stand_on_the_shelves_of_the_library_below' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_052d9f4e75'
--   runs: on its own
CREATE TRIGGER `migrate_books_that_stand_on_the_shelves_of_the_librar_052d9f4e75` AFTER DELETE ON `books_that_stand_on_the_shelves_of_the_library_below` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_books_that_stand_on_the_shelves_of__71779b55b6` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_books_that_stand_on_the_shelves_of__71779b55b6` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-29] carry books_that_stand_on_the_shelves_of_the_library_below back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'books_that_stand_on_the_shelves_of_the_library_below' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_acf853371d'
--   runs: on its own
CREATE TRIGGER `migrate_books_that_stand_on_the_shelves_of_the_librar_acf853371d` AFTER INSERT ON `books_that_stand_on_the_shelves_of_the_library_below` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_books_that_stand_on_the_shelves_of__71779b55b6` (`id`, `shelf`, `v`) VALUES (NEW.`id`, NEW.`shelf`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_books_that_stand_on_the_shelves_of__71779b55b6` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`shelf` <=> `shelf` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-30] stop the log for the way back of books_that_stand_on_the_shelves_of_the_library_below on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_ed0913ec4b'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_ed0913ec4b`;

-- [backfill-31] stop the log for the way back of books_that_stand_on_the_shelves_of_the_library_below on DELETE
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_ba18dfa516'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_ba18dfa516`;

-- [backfill-32] stop the log for the way back of books_that_stand_on_the_shelves_of_the_library_below on INSERT
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_2320eb2314'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_2320eb2314`;

-- [backfill-33] carry back what was written to books_that_stand_on_the_shelves_of_the_library_below meanwhile
--   strategy: shadow
--   lock: row locks on books_that_stand_on_the_shelves_of_the_library_below, migrate_books_that_stand_on_the_shelves_of__71779b55b6, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE /*+ SET_VAR(foreign_key_checks = OFF) */ FROM `migrate_books_that_stand_on_the_shelves_of__71779b55b6` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT /*+ SET_VAR(foreign_key_checks = OFF) */ INTO `migrate_books_that_stand_on_the_shelves_of__71779b55b6` (`id`, `shelf`, `v`) SELECT `books_that_stand_on_the_shelves_of_the_library_below`.`id`, `books_that_stand_on_the_shelves_of_the_library_below`.`shelf`, `books_that_stand_on_the_shelves_of_the_library_below`.`v` FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `books_that_stand_on_the_shelves_of_the_library_below`.`id` AS migrate_value_1, `books_that_stand_on_the_shelves_of_the_library_below`.`shelf` AS migrate_value_2, `books_that_stand_on_the_shelves_of_the_library_below`.`v` AS migrate_value_3 FROM `books_that_stand_on_the_shelves_of_the_library_below` WHERE `books_that_stand_on_the_shelves_of_the_library_below`.`id` = ?) AS migrate_was LEFT JOIN `migrate_books_that_stand_on_the_shelves_of__71779b55b6` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`shelf` AND migrate_was.migrate_value_3 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85` WHERE migrate_id = ?;

-- [backfill-34] see that no row of books_that_stand_on_the_shelves_of_the_library_below was left behind
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_books_that_stand_on_the_shelves_of__71779b55b6 alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158` LIMIT 5;

-- ==== contract
-- [contract-1] stop carrying books_that_stand_on_the_shelves_of_the_library_below back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_12e0ec007e'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_12e0ec007e`;

-- [contract-2] stop carrying books_that_stand_on_the_shelves_of_the_library_below back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_052d9f4e75'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_052d9f4e75`;

-- [contract-3] stop carrying books_that_stand_on_the_shelves_of_the_library_below back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_acf853371d'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_acf853371d`;

-- [contract-4] drop the old table of books_that_stand_on_the_shelves_of_the_library_below
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of__71779b55b6, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_books_that_stand_on_the_shelves_of__71779b55b6'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_books_that_stand_on_the_shelves_of__71779b55b6`;

-- [contract-5] drop the log of books_that_stand_on_the_shelves_of_the_library_below's way back
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_0fc252ff85`;

-- [contract-6] drop the log of books_that_stand_on_the_shelves_of_the_library_below
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_c025665158`;

-- [contract-7] drop the work table of books_that_stand_on_the_shelves_of_the_library_below
--   strategy: shadow
--   lock: none on migrate_books_that_stand_on_the_shelves_of_the_librar_0498d81ece, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_books_that_stand_on_the_shelves_of_the_librar_0498d81ece'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_books_that_stand_on_the_shelves_of_the_librar_0498d81ece`;

-- [contract-8] give foreign key books_that_stand_on_the_shelves_of_the_library_below_ibfk_1 of books_that_stand_on_the_shelves_of_the_library_below its name
--   strategy: shadow
--   lock: MDL exclusive on books_that_stand_on_the_shelves_of_the_library_below, shelves, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: two keys cannot have one name; every row keeps it already
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'books_that_stand_on_the_shelves_of_the_library_below' AND CAST(CONSTRAINT_NAME AS BINARY) = 'migrate_books_that_stand_on_the_shelves_of_the_librar_ea28650ac6'
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `books_that_stand_on_the_shelves_of_the_library_below` DROP FOREIGN KEY `migrate_books_that_stand_on_the_shelves_of_the_librar_ea28650ac6`, ADD CONSTRAINT `books_that_stand_on_the_shelves_of_the_library_below_ibfk_1` FOREIGN KEY (`shelf`) REFERENCES `shelves` (`id`), ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;
