-- migration: shadow_values
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: TRUNCATE things is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] make a shadow of things: MODIFY amount DECIMAL(24,8), ROW_FORMAT=DYNAMIC
--   strategy: shadow
--   lock: none on migrate_things__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_things__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_things__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_things__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_things__building`
--   undo: DROP TABLE IF EXISTS `migrate_things__shadow`
CREATE TABLE `migrate_things__building` LIKE `things`;
ALTER TABLE `migrate_things__building` MODIFY amount DECIMAL(24,8), ROW_FORMAT=DYNAMIC;
ALTER TABLE `migrate_things__building` DROP INDEX `things_latin`;
RENAME TABLE `migrate_things__building` TO `migrate_things__shadow`;

-- [expand-2] make a log of changes of things
--   strategy: shadow
--   lock: none on migrate_things__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_things__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_things__log`
CREATE TABLE `migrate_things__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `kind` enum('b','a','c') CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL, `at` datetime(3) NOT NULL, `raw` varbinary(8) NOT NULL, `n` int NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-3] make a work table for the log of things
--   strategy: shadow
--   lock: none on migrate_things__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_things__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_things__work`
CREATE TABLE `migrate_things__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `kind` enum('b','a','c') CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL, `at` datetime(3) NOT NULL, `raw` varbinary(8) NOT NULL, `n` int NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in things on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'things' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_things__carry__log__update`
CREATE TRIGGER `migrate_things__carry__log__update` AFTER UPDATE ON `things` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_things__log` (`kind`, `at`, `raw`, `n`) VALUES (OLD.`kind`, OLD.`at`, OLD.`raw`, OLD.`n`);
  IF NOT (CAST(NEW.`kind` AS BINARY) <=> CAST(OLD.`kind` AS BINARY) AND NEW.`at` <=> OLD.`at` AND NEW.`raw` <=> OLD.`raw` AND NEW.`n` <=> OLD.`n`) THEN INSERT INTO `migrate_things__log` (`kind`, `at`, `raw`, `n`) VALUES (NEW.`kind`, NEW.`at`, NEW.`raw`, NEW.`n`); END IF;
END;

-- [expand-5] log what changes in things on DELETE
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'things' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_things__carry__log__delete`
CREATE TRIGGER `migrate_things__carry__log__delete` AFTER DELETE ON `things` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_things__log` (`kind`, `at`, `raw`, `n`) VALUES (OLD.`kind`, OLD.`at`, OLD.`raw`, OLD.`n`);
END;

-- [expand-6] log what changes in things on INSERT
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'things' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_things__carry__log__insert`
CREATE TRIGGER `migrate_things__carry__log__insert` AFTER INSERT ON `things` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_things__log` (`kind`, `at`, `raw`, `n`) VALUES (NEW.`kind`, NEW.`at`, NEW.`raw`, NEW.`n`);
END;

-- ==== backfill
-- [backfill-1] copy things into its shadow
--   strategy: shadow
--   lock: none on things, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table things by kind, at, raw, n; each commits together with its checkpoint
--   first key, once:
SELECT CAST(`kind` AS UNSIGNED), CAST(`at` AS CHAR), HEX(`raw`), `n` FROM `things` FORCE INDEX (`PRIMARY`) ORDER BY `kind`, `at`, `raw`, `n` LIMIT 1;
--   last key, once:
SELECT CAST(`kind` AS UNSIGNED), CAST(`at` AS CHAR), HEX(`raw`), `n` FROM `things` FORCE INDEX (`PRIMARY`) ORDER BY `kind` DESC, `at` DESC, `raw` DESC, `n` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.kind, ? number 2 = from.kind, ? number 3 = from.kind, ? number 4 = from.at, ? number 5 = from.at, ? number 6 = from.raw, ? number 7 = from.raw, ? number 8 = from.n, ? number 9 = end.kind, ? number 10 = end.kind, ? number 11 = end.kind, ? number 12 = end.at, ? number 13 = end.at, ? number 14 = end.raw, ? number 15 = end.raw, ? number 16 = end.n, ? number 17 = batch size - 1
SELECT CAST(`kind` AS UNSIGNED), CAST(`at` AS CHAR), HEX(`raw`), `n` FROM `things` FORCE INDEX (`PRIMARY`) WHERE `kind` >= CAST(? AS UNSIGNED) AND (`kind` > CAST(? AS UNSIGNED) OR (`kind` = CAST(? AS UNSIGNED) AND (`at` > CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`raw` > UNHEX(?) OR (`raw` = UNHEX(?) AND (`n` >= ?))))))) AND `kind` <= CAST(? AS UNSIGNED) AND (`kind` < CAST(? AS UNSIGNED) OR (`kind` = CAST(? AS UNSIGNED) AND (`at` < CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`raw` < UNHEX(?) OR (`raw` = UNHEX(?) AND (`n` <= ?))))))) ORDER BY `kind`, `at`, `raw`, `n` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.kind, ? number 2 = from.kind, ? number 3 = from.kind, ? number 4 = from.at, ? number 5 = from.at, ? number 6 = from.raw, ? number 7 = from.raw, ? number 8 = from.n, ? number 9 = to.kind, ? number 10 = to.kind, ? number 11 = to.kind, ? number 12 = to.at, ? number 13 = to.at, ? number 14 = to.raw, ? number 15 = to.raw, ? number 16 = to.n
INSERT INTO `migrate_things__shadow` (`kind`, `at`, `raw`, `n`, `flags`, `doc`, `bits`, `day`, `amount`, `f`, `g`, `latin`, `blobs`, `t`, `y`, `place`, `stamp`) SELECT `things`.`kind`, `things`.`at`, `things`.`raw`, `things`.`n`, `things`.`flags`, `things`.`doc`, `things`.`bits`, `things`.`day`, `things`.`amount`, `things`.`f`, `things`.`g`, `things`.`latin`, `things`.`blobs`, `things`.`t`, `things`.`y`, `things`.`place`, `things`.`stamp` FROM `things` FORCE INDEX (`PRIMARY`) WHERE `kind` >= CAST(? AS UNSIGNED) AND (`kind` > CAST(? AS UNSIGNED) OR (`kind` = CAST(? AS UNSIGNED) AND (`at` > CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`raw` > UNHEX(?) OR (`raw` = UNHEX(?) AND (`n` >= ?))))))) AND `kind` <= CAST(? AS UNSIGNED) AND (`kind` < CAST(? AS UNSIGNED) OR (`kind` = CAST(? AS UNSIGNED) AND (`at` < CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`raw` < UNHEX(?) OR (`raw` = UNHEX(?) AND (`n` <= ?)))))));

-- [backfill-2] build index things_latin of things's shadow
--   strategy: shadow
--   lock: none on migrate_things__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_things__shadow' AND CAST(INDEX_NAME AS BINARY) = 'things_latin'
--   runs: on its own
SET SESSION innodb_ddl_buffer_size = 67108864;
ALTER TABLE `migrate_things__shadow` ADD KEY `things_latin` (`latin`), ALGORITHM=INPLACE, LOCK=SHARED;
SET SESSION innodb_ddl_buffer_size = DEFAULT;

-- [backfill-3] analyze things's shadow
--   strategy: shadow
--   lock: none on migrate_things__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_things__shadow`;

-- [backfill-4] apply what changed in things meanwhile
--   strategy: shadow
--   lock: row locks on migrate_things__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_things__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`kind` AS UNSIGNED) AS `kind`, CAST(`at` AS CHAR) AS `at`, HEX(`raw`) AS `raw`, `n` FROM `migrate_things__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_things__work` (migrate_id, `kind`, `at`, `raw`, `n`) SELECT migrate_id, `kind`, `at`, `raw`, `n` FROM `migrate_things__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_things__work` AS migrate_work STRAIGHT_JOIN `migrate_things__shadow` AS migrate_now ON migrate_now.`kind` = migrate_work.`kind` AND migrate_now.`at` = migrate_work.`at` AND migrate_now.`raw` = migrate_work.`raw` AND migrate_now.`n` = migrate_work.`n`;
--   then:
INSERT INTO `migrate_things__shadow` (`kind`, `at`, `raw`, `n`, `flags`, `doc`, `bits`, `day`, `amount`, `f`, `g`, `latin`, `blobs`, `t`, `y`, `place`, `stamp`) SELECT `things`.`kind`, `things`.`at`, `things`.`raw`, `things`.`n`, `things`.`flags`, `things`.`doc`, `things`.`bits`, `things`.`day`, `things`.`amount`, `things`.`f`, `things`.`g`, `things`.`latin`, `things`.`blobs`, `things`.`t`, `things`.`y`, `things`.`place`, `things`.`stamp` FROM (SELECT DISTINCT `kind` AS migrate_key_1, `at` AS migrate_key_2, `raw` AS migrate_key_3, `n` AS migrate_key_4 FROM `migrate_things__work`) AS migrate_work STRAIGHT_JOIN `things` ON `things`.`kind` = migrate_work.migrate_key_1 AND `things`.`at` = migrate_work.migrate_key_2 AND `things`.`raw` = migrate_work.migrate_key_3 AND `things`.`n` = migrate_work.migrate_key_4;
--   then:
DELETE migrate_log FROM `migrate_things__work` AS migrate_work STRAIGHT_JOIN `migrate_things__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_things__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
SELECT 1 FROM `things` WHERE `things`.`kind` = CAST(? AS UNSIGNED) AND `things`.`at` = CAST(? AS DATETIME(6)) AND `things`.`raw` = UNHEX(?) AND `things`.`n` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
DELETE FROM `migrate_things__shadow` WHERE `kind` = CAST(? AS UNSIGNED) AND `at` = CAST(? AS DATETIME(6)) AND `raw` = UNHEX(?) AND `n` = ?;
--   then:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
INSERT INTO `migrate_things__shadow` (`kind`, `at`, `raw`, `n`, `flags`, `doc`, `bits`, `day`, `amount`, `f`, `g`, `latin`, `blobs`, `t`, `y`, `place`, `stamp`) SELECT `things`.`kind`, `things`.`at`, `things`.`raw`, `things`.`n`, `things`.`flags`, `things`.`doc`, `things`.`bits`, `things`.`day`, `things`.`amount`, `things`.`f`, `things`.`g`, `things`.`latin`, `things`.`blobs`, `things`.`t`, `things`.`y`, `things`.`place`, `things`.`stamp` FROM `things` WHERE `things`.`kind` = CAST(? AS UNSIGNED) AND `things`.`at` = CAST(? AS DATETIME(6)) AND `things`.`raw` = UNHEX(?) AND `things`.`n` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id, ? number 4 = from.id, ? number 5 = from.id
SELECT 1 FROM (SELECT `kind` AS migrate_key_1, `at` AS migrate_key_2, `raw` AS migrate_key_3, `n` AS migrate_key_4, `things`.`kind` AS migrate_value_1, `things`.`at` AS migrate_value_2, `things`.`raw` AS migrate_value_3, `things`.`n` AS migrate_value_4, `things`.`flags` AS migrate_value_5, `things`.`doc` AS migrate_value_6, `things`.`bits` AS migrate_value_7, `things`.`day` AS migrate_value_8, `things`.`amount` AS migrate_value_9, `things`.`f` AS migrate_value_10, `things`.`g` AS migrate_value_11, `things`.`latin` AS migrate_value_12, `things`.`blobs` AS migrate_value_13, `things`.`t` AS migrate_value_14, `things`.`y` AS migrate_value_15, `things`.`place` AS migrate_value_16, `things`.`stamp` AS migrate_value_17 FROM `things` WHERE `things`.`kind` = (SELECT migrate_log.`kind` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?) AND `things`.`at` = (SELECT migrate_log.`at` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?) AND `things`.`raw` = (SELECT migrate_log.`raw` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?) AND `things`.`n` = (SELECT migrate_log.`n` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_things__shadow` AS migrate_now ON migrate_now.`kind` = migrate_was.migrate_key_1 AND migrate_now.`at` = migrate_was.migrate_key_2 AND migrate_now.`raw` = migrate_was.migrate_key_3 AND migrate_now.`n` = migrate_was.migrate_key_4 WHERE migrate_now.`kind` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`kind` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`at` AND migrate_was.migrate_value_3 <=> migrate_now.`raw` AND migrate_was.migrate_value_4 <=> migrate_now.`n` AND CAST(migrate_was.migrate_value_5 AS BINARY) <=> CAST(migrate_now.`flags` AS BINARY) AND CAST(migrate_was.migrate_value_6 AS BINARY) <=> CAST(migrate_now.`doc` AS BINARY) AND migrate_was.migrate_value_7 <=> migrate_now.`bits` AND migrate_was.migrate_value_8 <=> migrate_now.`day` AND migrate_was.migrate_value_9 <=> migrate_now.`amount` AND migrate_was.migrate_value_10 <=> migrate_now.`f` AND migrate_was.migrate_value_11 <=> migrate_now.`g` AND CAST(migrate_was.migrate_value_12 AS BINARY) <=> CAST(migrate_now.`latin` AS BINARY) AND migrate_was.migrate_value_13 <=> migrate_now.`blobs` AND migrate_was.migrate_value_14 <=> migrate_now.`t` AND (migrate_was.migrate_value_15 + 0) <=> (migrate_now.`y` + 0) AND migrate_was.migrate_value_16 <=> migrate_now.`place` AND migrate_was.migrate_value_17 <=> migrate_now.`stamp`) UNION ALL SELECT 1 FROM `migrate_things__log` AS migrate_log STRAIGHT_JOIN `migrate_things__shadow` AS migrate_now ON migrate_now.`kind` = migrate_log.`kind` AND migrate_now.`at` = migrate_log.`at` AND migrate_now.`raw` = migrate_log.`raw` AND migrate_now.`n` = migrate_log.`n` LEFT JOIN `things` AS migrate_was ON migrate_was.`kind` = migrate_log.`kind` AND migrate_was.`at` = migrate_log.`at` AND migrate_was.`raw` = migrate_log.`raw` AND migrate_was.`n` = migrate_log.`n` WHERE migrate_log.migrate_id = ? AND migrate_was.`kind` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_things__log` WHERE migrate_id = ?;

-- [backfill-5] make a log for the way back of things
--   strategy: shadow
--   lock: none on migrate_things__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_things__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_things__back_log`
CREATE TABLE `migrate_things__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `kind` enum('b','a','c') CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL, `at` datetime(3) NOT NULL, `raw` varbinary(8) NOT NULL, `n` int NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [backfill-6] carry things into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'things' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_things__carry__update`
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_things__carry__update` AFTER UPDATE ON `things` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_things__log` (`kind`, `at`, `raw`, `n`) VALUES (OLD.`kind`, OLD.`at`, OLD.`raw`, OLD.`n`);
    IF NOT (CAST(NEW.`kind` AS BINARY) <=> CAST(OLD.`kind` AS BINARY) AND NEW.`at` <=> OLD.`at` AND NEW.`raw` <=> OLD.`raw` AND NEW.`n` <=> OLD.`n`) THEN INSERT INTO `migrate_things__log` (`kind`, `at`, `raw`, `n`) VALUES (NEW.`kind`, NEW.`at`, NEW.`raw`, NEW.`n`); END IF;
  END;
  UPDATE `migrate_things__shadow` SET `kind` = NEW.`kind`, `at` = NEW.`at`, `raw` = NEW.`raw`, `n` = NEW.`n`, `flags` = NEW.`flags`, `doc` = NEW.`doc`, `bits` = NEW.`bits`, `day` = NEW.`day`, `amount` = NEW.`amount`, `f` = NEW.`f`, `g` = NEW.`g`, `latin` = NEW.`latin`, `blobs` = NEW.`blobs`, `t` = NEW.`t`, `y` = NEW.`y`, `place` = NEW.`place`, `stamp` = NEW.`stamp` WHERE `kind` = OLD.`kind` AND `at` = OLD.`at` AND `raw` = OLD.`raw` AND `n` = OLD.`n`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_things__shadow` WHERE `kind` = NEW.`kind` AND `at` = NEW.`at` AND `raw` = NEW.`raw` AND `n` = NEW.`n` AND CAST(NEW.`kind` AS BINARY) <=> CAST(`kind` AS BINARY) AND NEW.`at` <=> `at` AND NEW.`raw` <=> `raw` AND NEW.`n` <=> `n` AND CAST(NEW.`flags` AS BINARY) <=> CAST(`flags` AS BINARY) AND CAST(NEW.`doc` AS BINARY) <=> CAST(`doc` AS BINARY) AND NEW.`bits` <=> `bits` AND NEW.`day` <=> `day` AND NEW.`amount` <=> `amount` AND NEW.`f` <=> `f` AND NEW.`g` <=> `g` AND CAST(NEW.`latin` AS BINARY) <=> CAST(`latin` AS BINARY) AND NEW.`blobs` <=> `blobs` AND NEW.`t` <=> `t` AND (NEW.`y` + 0) <=> (`y` + 0) AND NEW.`place` <=> `place` AND NEW.`stamp` <=> `stamp`) THEN
    INSERT INTO `migrate_things__log` (`kind`, `at`, `raw`, `n`) VALUES (OLD.`kind`, OLD.`at`, OLD.`raw`, OLD.`n`);
    IF NOT (CAST(NEW.`kind` AS BINARY) <=> CAST(OLD.`kind` AS BINARY) AND NEW.`at` <=> OLD.`at` AND NEW.`raw` <=> OLD.`raw` AND NEW.`n` <=> OLD.`n`) THEN INSERT INTO `migrate_things__log` (`kind`, `at`, `raw`, `n`) VALUES (NEW.`kind`, NEW.`at`, NEW.`raw`, NEW.`n`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_things__back_log`; END IF;
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-7] carry things into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'things' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_things__carry__delete`
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_things__carry__delete` AFTER DELETE ON `things` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_things__log` (`kind`, `at`, `raw`, `n`) VALUES (OLD.`kind`, OLD.`at`, OLD.`raw`, OLD.`n`);
  END;
  DELETE FROM `migrate_things__shadow` WHERE `kind` = OLD.`kind` AND `at` = OLD.`at` AND `raw` = OLD.`raw` AND `n` = OLD.`n`;
  IF EXISTS (SELECT 1 FROM `migrate_things__shadow` WHERE `kind` = OLD.`kind` AND `at` = OLD.`at` AND `raw` = OLD.`raw` AND `n` = OLD.`n`) THEN
    INSERT INTO `migrate_things__log` (`kind`, `at`, `raw`, `n`) VALUES (OLD.`kind`, OLD.`at`, OLD.`raw`, OLD.`n`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_things__back_log`; END IF;
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-8] carry things into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'things' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_things__carry__insert`
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_things__carry__insert` AFTER INSERT ON `things` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_things__log` (`kind`, `at`, `raw`, `n`) VALUES (NEW.`kind`, NEW.`at`, NEW.`raw`, NEW.`n`);
  END;
  INSERT INTO `migrate_things__shadow` (`kind`, `at`, `raw`, `n`, `flags`, `doc`, `bits`, `day`, `amount`, `f`, `g`, `latin`, `blobs`, `t`, `y`, `place`, `stamp`) VALUES (NEW.`kind`, NEW.`at`, NEW.`raw`, NEW.`n`, NEW.`flags`, NEW.`doc`, NEW.`bits`, NEW.`day`, NEW.`amount`, NEW.`f`, NEW.`g`, NEW.`latin`, NEW.`blobs`, NEW.`t`, NEW.`y`, NEW.`place`, NEW.`stamp`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_things__shadow` WHERE `kind` = NEW.`kind` AND `at` = NEW.`at` AND `raw` = NEW.`raw` AND `n` = NEW.`n` AND CAST(NEW.`kind` AS BINARY) <=> CAST(`kind` AS BINARY) AND NEW.`at` <=> `at` AND NEW.`raw` <=> `raw` AND NEW.`n` <=> `n` AND CAST(NEW.`flags` AS BINARY) <=> CAST(`flags` AS BINARY) AND CAST(NEW.`doc` AS BINARY) <=> CAST(`doc` AS BINARY) AND NEW.`bits` <=> `bits` AND NEW.`day` <=> `day` AND NEW.`amount` <=> `amount` AND NEW.`f` <=> `f` AND NEW.`g` <=> `g` AND CAST(NEW.`latin` AS BINARY) <=> CAST(`latin` AS BINARY) AND NEW.`blobs` <=> `blobs` AND NEW.`t` <=> `t` AND (NEW.`y` + 0) <=> (`y` + 0) AND NEW.`place` <=> `place` AND NEW.`stamp` <=> `stamp`) THEN
    INSERT INTO `migrate_things__log` (`kind`, `at`, `raw`, `n`) VALUES (NEW.`kind`, NEW.`at`, NEW.`raw`, NEW.`n`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_things__back_log`; END IF;
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-9] stop the log of things on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_things__carry__log__update`;

-- [backfill-10] stop the log of things on DELETE
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_things__carry__log__delete`;

-- [backfill-11] stop the log of things on INSERT
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_things__carry__log__insert`;

-- [backfill-12] apply the last of the log of things
--   strategy: shadow
--   lock: row locks on things, migrate_things__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_things__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`kind` AS UNSIGNED) AS `kind`, CAST(`at` AS CHAR) AS `at`, HEX(`raw`) AS `raw`, `n` FROM `migrate_things__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
SELECT 1 FROM `things` WHERE `things`.`kind` = CAST(? AS UNSIGNED) AND `things`.`at` = CAST(? AS DATETIME(6)) AND `things`.`raw` = UNHEX(?) AND `things`.`n` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
DELETE FROM `migrate_things__shadow` WHERE `kind` = CAST(? AS UNSIGNED) AND `at` = CAST(? AS DATETIME(6)) AND `raw` = UNHEX(?) AND `n` = ?;
--   then:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
INSERT INTO `migrate_things__shadow` (`kind`, `at`, `raw`, `n`, `flags`, `doc`, `bits`, `day`, `amount`, `f`, `g`, `latin`, `blobs`, `t`, `y`, `place`, `stamp`) SELECT `things`.`kind`, `things`.`at`, `things`.`raw`, `things`.`n`, `things`.`flags`, `things`.`doc`, `things`.`bits`, `things`.`day`, `things`.`amount`, `things`.`f`, `things`.`g`, `things`.`latin`, `things`.`blobs`, `things`.`t`, `things`.`y`, `things`.`place`, `things`.`stamp` FROM `things` WHERE `things`.`kind` = CAST(? AS UNSIGNED) AND `things`.`at` = CAST(? AS DATETIME(6)) AND `things`.`raw` = UNHEX(?) AND `things`.`n` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id, ? number 4 = from.id, ? number 5 = from.id
SELECT 1 FROM (SELECT `kind` AS migrate_key_1, `at` AS migrate_key_2, `raw` AS migrate_key_3, `n` AS migrate_key_4, `things`.`kind` AS migrate_value_1, `things`.`at` AS migrate_value_2, `things`.`raw` AS migrate_value_3, `things`.`n` AS migrate_value_4, `things`.`flags` AS migrate_value_5, `things`.`doc` AS migrate_value_6, `things`.`bits` AS migrate_value_7, `things`.`day` AS migrate_value_8, `things`.`amount` AS migrate_value_9, `things`.`f` AS migrate_value_10, `things`.`g` AS migrate_value_11, `things`.`latin` AS migrate_value_12, `things`.`blobs` AS migrate_value_13, `things`.`t` AS migrate_value_14, `things`.`y` AS migrate_value_15, `things`.`place` AS migrate_value_16, `things`.`stamp` AS migrate_value_17 FROM `things` WHERE `things`.`kind` = (SELECT migrate_log.`kind` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?) AND `things`.`at` = (SELECT migrate_log.`at` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?) AND `things`.`raw` = (SELECT migrate_log.`raw` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?) AND `things`.`n` = (SELECT migrate_log.`n` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_things__shadow` AS migrate_now ON migrate_now.`kind` = migrate_was.migrate_key_1 AND migrate_now.`at` = migrate_was.migrate_key_2 AND migrate_now.`raw` = migrate_was.migrate_key_3 AND migrate_now.`n` = migrate_was.migrate_key_4 WHERE migrate_now.`kind` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`kind` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`at` AND migrate_was.migrate_value_3 <=> migrate_now.`raw` AND migrate_was.migrate_value_4 <=> migrate_now.`n` AND CAST(migrate_was.migrate_value_5 AS BINARY) <=> CAST(migrate_now.`flags` AS BINARY) AND CAST(migrate_was.migrate_value_6 AS BINARY) <=> CAST(migrate_now.`doc` AS BINARY) AND migrate_was.migrate_value_7 <=> migrate_now.`bits` AND migrate_was.migrate_value_8 <=> migrate_now.`day` AND migrate_was.migrate_value_9 <=> migrate_now.`amount` AND migrate_was.migrate_value_10 <=> migrate_now.`f` AND migrate_was.migrate_value_11 <=> migrate_now.`g` AND CAST(migrate_was.migrate_value_12 AS BINARY) <=> CAST(migrate_now.`latin` AS BINARY) AND migrate_was.migrate_value_13 <=> migrate_now.`blobs` AND migrate_was.migrate_value_14 <=> migrate_now.`t` AND (migrate_was.migrate_value_15 + 0) <=> (migrate_now.`y` + 0) AND migrate_was.migrate_value_16 <=> migrate_now.`place` AND migrate_was.migrate_value_17 <=> migrate_now.`stamp`) UNION ALL SELECT 1 FROM `migrate_things__log` AS migrate_log STRAIGHT_JOIN `migrate_things__shadow` AS migrate_now ON migrate_now.`kind` = migrate_log.`kind` AND migrate_now.`at` = migrate_log.`at` AND migrate_now.`raw` = migrate_log.`raw` AND migrate_now.`n` = migrate_log.`n` LEFT JOIN `things` AS migrate_was ON migrate_was.`kind` = migrate_log.`kind` AND migrate_was.`at` = migrate_log.`at` AND migrate_was.`raw` = migrate_log.`raw` AND migrate_was.`n` = migrate_log.`n` WHERE migrate_log.migrate_id = ? AND migrate_was.`kind` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_things__log` WHERE migrate_id = ?;

-- [backfill-13] note rows that differ in things's shadow
--   strategy: shadow
--   lock: none on things, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table things by kind, at, raw, n; each commits together with its checkpoint
--   first key, once:
SELECT CAST(`kind` AS UNSIGNED), CAST(`at` AS CHAR), HEX(`raw`), `n` FROM `things` FORCE INDEX (`PRIMARY`) ORDER BY `kind`, `at`, `raw`, `n` LIMIT 1;
--   last key, once:
SELECT CAST(`kind` AS UNSIGNED), CAST(`at` AS CHAR), HEX(`raw`), `n` FROM `things` FORCE INDEX (`PRIMARY`) ORDER BY `kind` DESC, `at` DESC, `raw` DESC, `n` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.kind, ? number 2 = from.kind, ? number 3 = from.kind, ? number 4 = from.at, ? number 5 = from.at, ? number 6 = from.raw, ? number 7 = from.raw, ? number 8 = from.n, ? number 9 = end.kind, ? number 10 = end.kind, ? number 11 = end.kind, ? number 12 = end.at, ? number 13 = end.at, ? number 14 = end.raw, ? number 15 = end.raw, ? number 16 = end.n, ? number 17 = batch size - 1
SELECT CAST(`kind` AS UNSIGNED), CAST(`at` AS CHAR), HEX(`raw`), `n` FROM `things` FORCE INDEX (`PRIMARY`) WHERE `kind` >= CAST(? AS UNSIGNED) AND (`kind` > CAST(? AS UNSIGNED) OR (`kind` = CAST(? AS UNSIGNED) AND (`at` > CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`raw` > UNHEX(?) OR (`raw` = UNHEX(?) AND (`n` >= ?))))))) AND `kind` <= CAST(? AS UNSIGNED) AND (`kind` < CAST(? AS UNSIGNED) OR (`kind` = CAST(? AS UNSIGNED) AND (`at` < CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`raw` < UNHEX(?) OR (`raw` = UNHEX(?) AND (`n` <= ?))))))) ORDER BY `kind`, `at`, `raw`, `n` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.kind, ? number 2 = from.kind, ? number 3 = from.kind, ? number 4 = from.at, ? number 5 = from.at, ? number 6 = from.raw, ? number 7 = from.raw, ? number 8 = from.n, ? number 9 = to.kind, ? number 10 = to.kind, ? number 11 = to.kind, ? number 12 = to.at, ? number 13 = to.at, ? number 14 = to.raw, ? number 15 = to.raw, ? number 16 = to.n
INSERT INTO `migrate_things__log` (`kind`, `at`, `raw`, `n`) SELECT migrate_was.migrate_key_1, migrate_was.migrate_key_2, migrate_was.migrate_key_3, migrate_was.migrate_key_4 FROM (SELECT `kind` AS migrate_key_1, `at` AS migrate_key_2, `raw` AS migrate_key_3, `n` AS migrate_key_4, `things`.`kind` AS migrate_value_1, `things`.`at` AS migrate_value_2, `things`.`raw` AS migrate_value_3, `things`.`n` AS migrate_value_4, `things`.`flags` AS migrate_value_5, `things`.`doc` AS migrate_value_6, `things`.`bits` AS migrate_value_7, `things`.`day` AS migrate_value_8, `things`.`amount` AS migrate_value_9, `things`.`f` AS migrate_value_10, `things`.`g` AS migrate_value_11, `things`.`latin` AS migrate_value_12, `things`.`blobs` AS migrate_value_13, `things`.`t` AS migrate_value_14, `things`.`y` AS migrate_value_15, `things`.`place` AS migrate_value_16, `things`.`stamp` AS migrate_value_17 FROM `things` FORCE INDEX (`PRIMARY`) WHERE `kind` >= CAST(? AS UNSIGNED) AND (`kind` > CAST(? AS UNSIGNED) OR (`kind` = CAST(? AS UNSIGNED) AND (`at` > CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`raw` > UNHEX(?) OR (`raw` = UNHEX(?) AND (`n` >= ?))))))) AND `kind` <= CAST(? AS UNSIGNED) AND (`kind` < CAST(? AS UNSIGNED) OR (`kind` = CAST(? AS UNSIGNED) AND (`at` < CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`raw` < UNHEX(?) OR (`raw` = UNHEX(?) AND (`n` <= ?)))))))) AS migrate_was LEFT JOIN `migrate_things__shadow` AS migrate_now ON migrate_now.`kind` = migrate_was.migrate_key_1 AND migrate_now.`at` = migrate_was.migrate_key_2 AND migrate_now.`raw` = migrate_was.migrate_key_3 AND migrate_now.`n` = migrate_was.migrate_key_4 WHERE migrate_now.`kind` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`kind` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`at` AND migrate_was.migrate_value_3 <=> migrate_now.`raw` AND migrate_was.migrate_value_4 <=> migrate_now.`n` AND CAST(migrate_was.migrate_value_5 AS BINARY) <=> CAST(migrate_now.`flags` AS BINARY) AND CAST(migrate_was.migrate_value_6 AS BINARY) <=> CAST(migrate_now.`doc` AS BINARY) AND migrate_was.migrate_value_7 <=> migrate_now.`bits` AND migrate_was.migrate_value_8 <=> migrate_now.`day` AND migrate_was.migrate_value_9 <=> migrate_now.`amount` AND migrate_was.migrate_value_10 <=> migrate_now.`f` AND migrate_was.migrate_value_11 <=> migrate_now.`g` AND CAST(migrate_was.migrate_value_12 AS BINARY) <=> CAST(migrate_now.`latin` AS BINARY) AND migrate_was.migrate_value_13 <=> migrate_now.`blobs` AND migrate_was.migrate_value_14 <=> migrate_now.`t` AND (migrate_was.migrate_value_15 + 0) <=> (migrate_now.`y` + 0) AND migrate_was.migrate_value_16 <=> migrate_now.`place` AND migrate_was.migrate_value_17 <=> migrate_now.`stamp`);

-- [backfill-14] write the noted rows of things anew
--   strategy: shadow
--   lock: row locks on things, migrate_things__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_things__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`kind` AS UNSIGNED) AS `kind`, CAST(`at` AS CHAR) AS `at`, HEX(`raw`) AS `raw`, `n` FROM `migrate_things__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
SELECT 1 FROM `things` WHERE `things`.`kind` = CAST(? AS UNSIGNED) AND `things`.`at` = CAST(? AS DATETIME(6)) AND `things`.`raw` = UNHEX(?) AND `things`.`n` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
DELETE FROM `migrate_things__shadow` WHERE `kind` = CAST(? AS UNSIGNED) AND `at` = CAST(? AS DATETIME(6)) AND `raw` = UNHEX(?) AND `n` = ?;
--   then:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
INSERT INTO `migrate_things__shadow` (`kind`, `at`, `raw`, `n`, `flags`, `doc`, `bits`, `day`, `amount`, `f`, `g`, `latin`, `blobs`, `t`, `y`, `place`, `stamp`) SELECT `things`.`kind`, `things`.`at`, `things`.`raw`, `things`.`n`, `things`.`flags`, `things`.`doc`, `things`.`bits`, `things`.`day`, `things`.`amount`, `things`.`f`, `things`.`g`, `things`.`latin`, `things`.`blobs`, `things`.`t`, `things`.`y`, `things`.`place`, `things`.`stamp` FROM `things` WHERE `things`.`kind` = CAST(? AS UNSIGNED) AND `things`.`at` = CAST(? AS DATETIME(6)) AND `things`.`raw` = UNHEX(?) AND `things`.`n` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id, ? number 4 = from.id, ? number 5 = from.id
SELECT 1 FROM (SELECT `kind` AS migrate_key_1, `at` AS migrate_key_2, `raw` AS migrate_key_3, `n` AS migrate_key_4, `things`.`kind` AS migrate_value_1, `things`.`at` AS migrate_value_2, `things`.`raw` AS migrate_value_3, `things`.`n` AS migrate_value_4, `things`.`flags` AS migrate_value_5, `things`.`doc` AS migrate_value_6, `things`.`bits` AS migrate_value_7, `things`.`day` AS migrate_value_8, `things`.`amount` AS migrate_value_9, `things`.`f` AS migrate_value_10, `things`.`g` AS migrate_value_11, `things`.`latin` AS migrate_value_12, `things`.`blobs` AS migrate_value_13, `things`.`t` AS migrate_value_14, `things`.`y` AS migrate_value_15, `things`.`place` AS migrate_value_16, `things`.`stamp` AS migrate_value_17 FROM `things` WHERE `things`.`kind` = (SELECT migrate_log.`kind` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?) AND `things`.`at` = (SELECT migrate_log.`at` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?) AND `things`.`raw` = (SELECT migrate_log.`raw` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?) AND `things`.`n` = (SELECT migrate_log.`n` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_things__shadow` AS migrate_now ON migrate_now.`kind` = migrate_was.migrate_key_1 AND migrate_now.`at` = migrate_was.migrate_key_2 AND migrate_now.`raw` = migrate_was.migrate_key_3 AND migrate_now.`n` = migrate_was.migrate_key_4 WHERE migrate_now.`kind` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`kind` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`at` AND migrate_was.migrate_value_3 <=> migrate_now.`raw` AND migrate_was.migrate_value_4 <=> migrate_now.`n` AND CAST(migrate_was.migrate_value_5 AS BINARY) <=> CAST(migrate_now.`flags` AS BINARY) AND CAST(migrate_was.migrate_value_6 AS BINARY) <=> CAST(migrate_now.`doc` AS BINARY) AND migrate_was.migrate_value_7 <=> migrate_now.`bits` AND migrate_was.migrate_value_8 <=> migrate_now.`day` AND migrate_was.migrate_value_9 <=> migrate_now.`amount` AND migrate_was.migrate_value_10 <=> migrate_now.`f` AND migrate_was.migrate_value_11 <=> migrate_now.`g` AND CAST(migrate_was.migrate_value_12 AS BINARY) <=> CAST(migrate_now.`latin` AS BINARY) AND migrate_was.migrate_value_13 <=> migrate_now.`blobs` AND migrate_was.migrate_value_14 <=> migrate_now.`t` AND (migrate_was.migrate_value_15 + 0) <=> (migrate_now.`y` + 0) AND migrate_was.migrate_value_16 <=> migrate_now.`place` AND migrate_was.migrate_value_17 <=> migrate_now.`stamp`) UNION ALL SELECT 1 FROM `migrate_things__log` AS migrate_log STRAIGHT_JOIN `migrate_things__shadow` AS migrate_now ON migrate_now.`kind` = migrate_log.`kind` AND migrate_now.`at` = migrate_log.`at` AND migrate_now.`raw` = migrate_log.`raw` AND migrate_now.`n` = migrate_log.`n` LEFT JOIN `things` AS migrate_was ON migrate_was.`kind` = migrate_log.`kind` AND migrate_was.`at` = migrate_log.`at` AND migrate_was.`raw` = migrate_log.`raw` AND migrate_was.`n` = migrate_log.`n` WHERE migrate_log.migrate_id = ? AND migrate_was.`kind` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_things__log` WHERE migrate_id = ?;

-- [backfill-15] note rows that only things's shadow has
--   strategy: shadow
--   lock: none on things, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_things__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_things__log` (`kind`, `at`, `raw`, `n`) SELECT migrate_now.migrate_key_1, migrate_now.migrate_key_2, migrate_now.migrate_key_3, migrate_now.migrate_key_4 FROM (SELECT `kind` AS migrate_key_1, `at` AS migrate_key_2, `raw` AS migrate_key_3, `n` AS migrate_key_4 FROM `migrate_things__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `things` AS migrate_was ON migrate_was.`kind` = migrate_now.migrate_key_1 AND migrate_was.`at` = migrate_now.migrate_key_2 AND migrate_was.`raw` = migrate_now.migrate_key_3 AND migrate_was.`n` = migrate_now.migrate_key_4 WHERE migrate_was.`kind` IS NULL AND (SELECT COUNT(*) FROM `things`) <> (SELECT COUNT(*) FROM `migrate_things__shadow`);

-- [backfill-16] take the noted rows out of things's shadow
--   strategy: shadow
--   lock: row locks on things, migrate_things__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_things__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`kind` AS UNSIGNED) AS `kind`, CAST(`at` AS CHAR) AS `at`, HEX(`raw`) AS `raw`, `n` FROM `migrate_things__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
SELECT 1 FROM `things` WHERE `things`.`kind` = CAST(? AS UNSIGNED) AND `things`.`at` = CAST(? AS DATETIME(6)) AND `things`.`raw` = UNHEX(?) AND `things`.`n` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
DELETE FROM `migrate_things__shadow` WHERE `kind` = CAST(? AS UNSIGNED) AND `at` = CAST(? AS DATETIME(6)) AND `raw` = UNHEX(?) AND `n` = ?;
--   then:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
INSERT INTO `migrate_things__shadow` (`kind`, `at`, `raw`, `n`, `flags`, `doc`, `bits`, `day`, `amount`, `f`, `g`, `latin`, `blobs`, `t`, `y`, `place`, `stamp`) SELECT `things`.`kind`, `things`.`at`, `things`.`raw`, `things`.`n`, `things`.`flags`, `things`.`doc`, `things`.`bits`, `things`.`day`, `things`.`amount`, `things`.`f`, `things`.`g`, `things`.`latin`, `things`.`blobs`, `things`.`t`, `things`.`y`, `things`.`place`, `things`.`stamp` FROM `things` WHERE `things`.`kind` = CAST(? AS UNSIGNED) AND `things`.`at` = CAST(? AS DATETIME(6)) AND `things`.`raw` = UNHEX(?) AND `things`.`n` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id, ? number 4 = from.id, ? number 5 = from.id
SELECT 1 FROM (SELECT `kind` AS migrate_key_1, `at` AS migrate_key_2, `raw` AS migrate_key_3, `n` AS migrate_key_4, `things`.`kind` AS migrate_value_1, `things`.`at` AS migrate_value_2, `things`.`raw` AS migrate_value_3, `things`.`n` AS migrate_value_4, `things`.`flags` AS migrate_value_5, `things`.`doc` AS migrate_value_6, `things`.`bits` AS migrate_value_7, `things`.`day` AS migrate_value_8, `things`.`amount` AS migrate_value_9, `things`.`f` AS migrate_value_10, `things`.`g` AS migrate_value_11, `things`.`latin` AS migrate_value_12, `things`.`blobs` AS migrate_value_13, `things`.`t` AS migrate_value_14, `things`.`y` AS migrate_value_15, `things`.`place` AS migrate_value_16, `things`.`stamp` AS migrate_value_17 FROM `things` WHERE `things`.`kind` = (SELECT migrate_log.`kind` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?) AND `things`.`at` = (SELECT migrate_log.`at` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?) AND `things`.`raw` = (SELECT migrate_log.`raw` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?) AND `things`.`n` = (SELECT migrate_log.`n` FROM `migrate_things__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_things__shadow` AS migrate_now ON migrate_now.`kind` = migrate_was.migrate_key_1 AND migrate_now.`at` = migrate_was.migrate_key_2 AND migrate_now.`raw` = migrate_was.migrate_key_3 AND migrate_now.`n` = migrate_was.migrate_key_4 WHERE migrate_now.`kind` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`kind` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`at` AND migrate_was.migrate_value_3 <=> migrate_now.`raw` AND migrate_was.migrate_value_4 <=> migrate_now.`n` AND CAST(migrate_was.migrate_value_5 AS BINARY) <=> CAST(migrate_now.`flags` AS BINARY) AND CAST(migrate_was.migrate_value_6 AS BINARY) <=> CAST(migrate_now.`doc` AS BINARY) AND migrate_was.migrate_value_7 <=> migrate_now.`bits` AND migrate_was.migrate_value_8 <=> migrate_now.`day` AND migrate_was.migrate_value_9 <=> migrate_now.`amount` AND migrate_was.migrate_value_10 <=> migrate_now.`f` AND migrate_was.migrate_value_11 <=> migrate_now.`g` AND CAST(migrate_was.migrate_value_12 AS BINARY) <=> CAST(migrate_now.`latin` AS BINARY) AND migrate_was.migrate_value_13 <=> migrate_now.`blobs` AND migrate_was.migrate_value_14 <=> migrate_now.`t` AND (migrate_was.migrate_value_15 + 0) <=> (migrate_now.`y` + 0) AND migrate_was.migrate_value_16 <=> migrate_now.`place` AND migrate_was.migrate_value_17 <=> migrate_now.`stamp`) UNION ALL SELECT 1 FROM `migrate_things__log` AS migrate_log STRAIGHT_JOIN `migrate_things__shadow` AS migrate_now ON migrate_now.`kind` = migrate_log.`kind` AND migrate_now.`at` = migrate_log.`at` AND migrate_now.`raw` = migrate_log.`raw` AND migrate_now.`n` = migrate_log.`n` LEFT JOIN `things` AS migrate_was ON migrate_was.`kind` = migrate_log.`kind` AND migrate_was.`at` = migrate_log.`at` AND migrate_was.`raw` = migrate_log.`raw` AND migrate_was.`n` = migrate_log.`n` WHERE migrate_log.migrate_id = ? AND migrate_was.`kind` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_things__log` WHERE migrate_id = ?;

-- [backfill-17] log what will change in things on UPDATE
--   strategy: shadow
--   lock: none on migrate_things__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_things__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_things__back__log__update`
CREATE TRIGGER `migrate_things__back__log__update` AFTER UPDATE ON `migrate_things__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_things__back_log` (`kind`, `at`, `raw`, `n`) VALUES (OLD.`kind`, OLD.`at`, OLD.`raw`, OLD.`n`);
  IF NOT (CAST(NEW.`kind` AS BINARY) <=> CAST(OLD.`kind` AS BINARY) AND NEW.`at` <=> OLD.`at` AND NEW.`raw` <=> OLD.`raw` AND NEW.`n` <=> OLD.`n`) THEN INSERT INTO `migrate_things__back_log` (`kind`, `at`, `raw`, `n`) VALUES (NEW.`kind`, NEW.`at`, NEW.`raw`, NEW.`n`); END IF;
END;

-- [backfill-18] log what will change in things on DELETE
--   strategy: shadow
--   lock: none on migrate_things__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_things__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_things__back__log__delete`
CREATE TRIGGER `migrate_things__back__log__delete` AFTER DELETE ON `migrate_things__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_things__back_log` (`kind`, `at`, `raw`, `n`) VALUES (OLD.`kind`, OLD.`at`, OLD.`raw`, OLD.`n`);
END;

-- [backfill-19] log what will change in things on INSERT
--   strategy: shadow
--   lock: none on migrate_things__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_things__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_things__back__log__insert`
CREATE TRIGGER `migrate_things__back__log__insert` AFTER INSERT ON `migrate_things__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_things__back_log` (`kind`, `at`, `raw`, `n`) VALUES (NEW.`kind`, NEW.`at`, NEW.`raw`, NEW.`n`);
END;

-- [backfill-20] look for foreign keys that refer to things since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'things' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'things')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'things' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'things')));

-- [backfill-21] look for what has been changed of things since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'amount' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'at', '(digest)', 1, 0
UNION ALL SELECT 'column', 'bits', '(digest)', 1, 0
UNION ALL SELECT 'column', 'blobs', '(digest)', 1, 0
UNION ALL SELECT 'column', 'day', '(digest)', 1, 0
UNION ALL SELECT 'column', 'doc', '(digest)', 1, 0
UNION ALL SELECT 'column', 'f', '(digest)', 1, 0
UNION ALL SELECT 'column', 'flags', '(digest)', 1, 0
UNION ALL SELECT 'column', 'g', '(digest)', 1, 0
UNION ALL SELECT 'column', 'kind', '(digest)', 1, 0
UNION ALL SELECT 'column', 'latin', '(digest)', 1, 0
UNION ALL SELECT 'column', 'n', '(digest)', 1, 0
UNION ALL SELECT 'column', 'place', '(digest)', 1, 0
UNION ALL SELECT 'column', 'raw', '(digest)', 1, 0
UNION ALL SELECT 'column', 'stamp', '(digest)', 1, 0
UNION ALL SELECT 'column', 't', '(digest)', 1, 0
UNION ALL SELECT 'column', 'y', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'index', 'things_latin', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'things', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'things'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'things' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'things' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'things' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'things'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'things' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'things') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-22] wait for transactions that would miss rows of things's shadow
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

-- [backfill-23] exchange things for its shadow
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_things__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_things__shadow')
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
--   undo: RENAME TABLE `things` TO `migrate_things__shadow`, `migrate_things__old` TO `things`
--   loss: rows of things that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_things__back_log`
RENAME TABLE `things` TO `migrate_things__old`, `migrate_things__shadow` TO `things`;

-- [backfill-24] stop carrying into the shadow of things on UPDATE
--   strategy: shadow
--   lock: none on migrate_things__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_things__carry__update`;

-- [backfill-25] stop carrying into the shadow of things on DELETE
--   strategy: shadow
--   lock: none on migrate_things__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_things__carry__delete`;

-- [backfill-26] stop carrying into the shadow of things on INSERT
--   strategy: shadow
--   lock: none on migrate_things__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_things__carry__insert`;

-- [backfill-27] carry things back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'things' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__back__update'
--   runs: on its own
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_things__back__update` AFTER UPDATE ON `things` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_things__back_log` (`kind`, `at`, `raw`, `n`) VALUES (OLD.`kind`, OLD.`at`, OLD.`raw`, OLD.`n`);
    IF NOT (CAST(NEW.`kind` AS BINARY) <=> CAST(OLD.`kind` AS BINARY) AND NEW.`at` <=> OLD.`at` AND NEW.`raw` <=> OLD.`raw` AND NEW.`n` <=> OLD.`n`) THEN INSERT INTO `migrate_things__back_log` (`kind`, `at`, `raw`, `n`) VALUES (NEW.`kind`, NEW.`at`, NEW.`raw`, NEW.`n`); END IF;
  END;
  UPDATE `migrate_things__old` SET `kind` = NEW.`kind`, `at` = NEW.`at`, `raw` = NEW.`raw`, `n` = NEW.`n`, `flags` = NEW.`flags`, `doc` = NEW.`doc`, `bits` = NEW.`bits`, `day` = NEW.`day`, `amount` = NEW.`amount`, `f` = NEW.`f`, `g` = NEW.`g`, `latin` = NEW.`latin`, `blobs` = NEW.`blobs`, `t` = NEW.`t`, `y` = NEW.`y`, `place` = NEW.`place`, `stamp` = NEW.`stamp` WHERE `kind` = OLD.`kind` AND `at` = OLD.`at` AND `raw` = OLD.`raw` AND `n` = OLD.`n`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_things__old` WHERE `kind` = NEW.`kind` AND `at` = NEW.`at` AND `raw` = NEW.`raw` AND `n` = NEW.`n` AND CAST(NEW.`kind` AS BINARY) <=> CAST(`kind` AS BINARY) AND NEW.`at` <=> `at` AND NEW.`raw` <=> `raw` AND NEW.`n` <=> `n` AND CAST(NEW.`flags` AS BINARY) <=> CAST(`flags` AS BINARY) AND CAST(NEW.`doc` AS BINARY) <=> CAST(`doc` AS BINARY) AND NEW.`bits` <=> `bits` AND NEW.`day` <=> `day` AND NEW.`amount` <=> `amount` AND NEW.`f` <=> `f` AND NEW.`g` <=> `g` AND CAST(NEW.`latin` AS BINARY) <=> CAST(`latin` AS BINARY) AND NEW.`blobs` <=> `blobs` AND NEW.`t` <=> `t` AND (NEW.`y` + 0) <=> (`y` + 0) AND NEW.`place` <=> `place` AND NEW.`stamp` <=> `stamp`) THEN
    INSERT INTO `migrate_things__back_log` (`kind`, `at`, `raw`, `n`) VALUES (OLD.`kind`, OLD.`at`, OLD.`raw`, OLD.`n`);
    IF NOT (CAST(NEW.`kind` AS BINARY) <=> CAST(OLD.`kind` AS BINARY) AND NEW.`at` <=> OLD.`at` AND NEW.`raw` <=> OLD.`raw` AND NEW.`n` <=> OLD.`n`) THEN INSERT INTO `migrate_things__back_log` (`kind`, `at`, `raw`, `n`) VALUES (NEW.`kind`, NEW.`at`, NEW.`raw`, NEW.`n`); END IF;
  END IF;
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-28] carry things back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'things' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__back__delete'
--   runs: on its own
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_things__back__delete` AFTER DELETE ON `things` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_things__back_log` (`kind`, `at`, `raw`, `n`) VALUES (OLD.`kind`, OLD.`at`, OLD.`raw`, OLD.`n`);
  END;
  DELETE FROM `migrate_things__old` WHERE `kind` = OLD.`kind` AND `at` = OLD.`at` AND `raw` = OLD.`raw` AND `n` = OLD.`n`;
  IF EXISTS (SELECT 1 FROM `migrate_things__old` WHERE `kind` = OLD.`kind` AND `at` = OLD.`at` AND `raw` = OLD.`raw` AND `n` = OLD.`n`) THEN
    INSERT INTO `migrate_things__back_log` (`kind`, `at`, `raw`, `n`) VALUES (OLD.`kind`, OLD.`at`, OLD.`raw`, OLD.`n`);
  END IF;
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-29] carry things back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'things' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__back__insert'
--   runs: on its own
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_things__back__insert` AFTER INSERT ON `things` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_things__back_log` (`kind`, `at`, `raw`, `n`) VALUES (NEW.`kind`, NEW.`at`, NEW.`raw`, NEW.`n`);
  END;
  INSERT INTO `migrate_things__old` (`kind`, `at`, `raw`, `n`, `flags`, `doc`, `bits`, `day`, `amount`, `f`, `g`, `latin`, `blobs`, `t`, `y`, `place`, `stamp`) VALUES (NEW.`kind`, NEW.`at`, NEW.`raw`, NEW.`n`, NEW.`flags`, NEW.`doc`, NEW.`bits`, NEW.`day`, NEW.`amount`, NEW.`f`, NEW.`g`, NEW.`latin`, NEW.`blobs`, NEW.`t`, NEW.`y`, NEW.`place`, NEW.`stamp`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_things__old` WHERE `kind` = NEW.`kind` AND `at` = NEW.`at` AND `raw` = NEW.`raw` AND `n` = NEW.`n` AND CAST(NEW.`kind` AS BINARY) <=> CAST(`kind` AS BINARY) AND NEW.`at` <=> `at` AND NEW.`raw` <=> `raw` AND NEW.`n` <=> `n` AND CAST(NEW.`flags` AS BINARY) <=> CAST(`flags` AS BINARY) AND CAST(NEW.`doc` AS BINARY) <=> CAST(`doc` AS BINARY) AND NEW.`bits` <=> `bits` AND NEW.`day` <=> `day` AND NEW.`amount` <=> `amount` AND NEW.`f` <=> `f` AND NEW.`g` <=> `g` AND CAST(NEW.`latin` AS BINARY) <=> CAST(`latin` AS BINARY) AND NEW.`blobs` <=> `blobs` AND NEW.`t` <=> `t` AND (NEW.`y` + 0) <=> (`y` + 0) AND NEW.`place` <=> `place` AND NEW.`stamp` <=> `stamp`) THEN
    INSERT INTO `migrate_things__back_log` (`kind`, `at`, `raw`, `n`) VALUES (NEW.`kind`, NEW.`at`, NEW.`raw`, NEW.`n`);
  END IF;
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-30] stop the log for the way back of things on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_things__back__log__update`;

-- [backfill-31] stop the log for the way back of things on DELETE
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_things__back__log__delete`;

-- [backfill-32] stop the log for the way back of things on INSERT
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_things__back__log__insert`;

-- [backfill-33] carry back what was written to things meanwhile
--   strategy: shadow
--   lock: row locks on things, migrate_things__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_things__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`kind` AS UNSIGNED) AS `kind`, CAST(`at` AS CHAR) AS `at`, HEX(`raw`) AS `raw`, `n` FROM `migrate_things__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
SELECT 1 FROM `things` WHERE `things`.`kind` = CAST(? AS UNSIGNED) AND `things`.`at` = CAST(? AS DATETIME(6)) AND `things`.`raw` = UNHEX(?) AND `things`.`n` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
DELETE FROM `migrate_things__old` WHERE `kind` = CAST(? AS UNSIGNED) AND `at` = CAST(? AS DATETIME(6)) AND `raw` = UNHEX(?) AND `n` = ?;
--   then:
--     ? number 1 = from.kind, ? number 2 = from.at, ? number 3 = from.raw, ? number 4 = from.n
INSERT INTO `migrate_things__old` (`kind`, `at`, `raw`, `n`, `flags`, `doc`, `bits`, `day`, `amount`, `f`, `g`, `latin`, `blobs`, `t`, `y`, `place`, `stamp`) SELECT `things`.`kind`, `things`.`at`, `things`.`raw`, `things`.`n`, `things`.`flags`, `things`.`doc`, `things`.`bits`, `things`.`day`, `things`.`amount`, `things`.`f`, `things`.`g`, `things`.`latin`, `things`.`blobs`, `things`.`t`, `things`.`y`, `things`.`place`, `things`.`stamp` FROM `things` WHERE `things`.`kind` = CAST(? AS UNSIGNED) AND `things`.`at` = CAST(? AS DATETIME(6)) AND `things`.`raw` = UNHEX(?) AND `things`.`n` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id, ? number 4 = from.id, ? number 5 = from.id
SELECT 1 FROM (SELECT `kind` AS migrate_key_1, `at` AS migrate_key_2, `raw` AS migrate_key_3, `n` AS migrate_key_4, `things`.`kind` AS migrate_value_1, `things`.`at` AS migrate_value_2, `things`.`raw` AS migrate_value_3, `things`.`n` AS migrate_value_4, `things`.`flags` AS migrate_value_5, `things`.`doc` AS migrate_value_6, `things`.`bits` AS migrate_value_7, `things`.`day` AS migrate_value_8, `things`.`amount` AS migrate_value_9, `things`.`f` AS migrate_value_10, `things`.`g` AS migrate_value_11, `things`.`latin` AS migrate_value_12, `things`.`blobs` AS migrate_value_13, `things`.`t` AS migrate_value_14, `things`.`y` AS migrate_value_15, `things`.`place` AS migrate_value_16, `things`.`stamp` AS migrate_value_17 FROM `things` WHERE `things`.`kind` = (SELECT migrate_log.`kind` FROM `migrate_things__back_log` AS migrate_log WHERE migrate_id = ?) AND `things`.`at` = (SELECT migrate_log.`at` FROM `migrate_things__back_log` AS migrate_log WHERE migrate_id = ?) AND `things`.`raw` = (SELECT migrate_log.`raw` FROM `migrate_things__back_log` AS migrate_log WHERE migrate_id = ?) AND `things`.`n` = (SELECT migrate_log.`n` FROM `migrate_things__back_log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_things__old` AS migrate_now ON migrate_now.`kind` = migrate_was.migrate_key_1 AND migrate_now.`at` = migrate_was.migrate_key_2 AND migrate_now.`raw` = migrate_was.migrate_key_3 AND migrate_now.`n` = migrate_was.migrate_key_4 WHERE migrate_now.`kind` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`kind` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`at` AND migrate_was.migrate_value_3 <=> migrate_now.`raw` AND migrate_was.migrate_value_4 <=> migrate_now.`n` AND CAST(migrate_was.migrate_value_5 AS BINARY) <=> CAST(migrate_now.`flags` AS BINARY) AND CAST(migrate_was.migrate_value_6 AS BINARY) <=> CAST(migrate_now.`doc` AS BINARY) AND migrate_was.migrate_value_7 <=> migrate_now.`bits` AND migrate_was.migrate_value_8 <=> migrate_now.`day` AND migrate_was.migrate_value_9 <=> migrate_now.`amount` AND migrate_was.migrate_value_10 <=> migrate_now.`f` AND migrate_was.migrate_value_11 <=> migrate_now.`g` AND CAST(migrate_was.migrate_value_12 AS BINARY) <=> CAST(migrate_now.`latin` AS BINARY) AND migrate_was.migrate_value_13 <=> migrate_now.`blobs` AND migrate_was.migrate_value_14 <=> migrate_now.`t` AND (migrate_was.migrate_value_15 + 0) <=> (migrate_now.`y` + 0) AND migrate_was.migrate_value_16 <=> migrate_now.`place` AND migrate_was.migrate_value_17 <=> migrate_now.`stamp`) UNION ALL SELECT 1 FROM `migrate_things__back_log` AS migrate_log STRAIGHT_JOIN `migrate_things__old` AS migrate_now ON migrate_now.`kind` = migrate_log.`kind` AND migrate_now.`at` = migrate_log.`at` AND migrate_now.`raw` = migrate_log.`raw` AND migrate_now.`n` = migrate_log.`n` LEFT JOIN `things` AS migrate_was ON migrate_was.`kind` = migrate_log.`kind` AND migrate_was.`at` = migrate_log.`at` AND migrate_was.`raw` = migrate_log.`raw` AND migrate_was.`n` = migrate_log.`n` WHERE migrate_log.migrate_id = ? AND migrate_was.`kind` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_things__back_log` WHERE migrate_id = ?;

-- [backfill-34] see that no row of things was left behind
--   strategy: shadow
--   lock: none on migrate_things__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_things__old alone, which stays until this holds
--   expects: no row
SELECT `kind`, `at`, `raw`, `n` FROM `migrate_things__log` LIMIT 5;

-- ==== contract
-- [contract-1] stop carrying things back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_things__back__update`;

-- [contract-2] stop carrying things back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_things__back__delete`;

-- [contract-3] stop carrying things back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on things, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_things__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_things__back__insert`;

-- [contract-4] drop the old table of things
--   strategy: shadow
--   lock: none on migrate_things__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_things__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_things__old`;

-- [contract-5] drop the log of things's way back
--   strategy: shadow
--   lock: none on migrate_things__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_things__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_things__back_log`;

-- [contract-6] drop the log of things
--   strategy: shadow
--   lock: none on migrate_things__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_things__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_things__log`;

-- [contract-7] drop the work table of things
--   strategy: shadow
--   lock: none on migrate_things__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_things__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_things__work`;
