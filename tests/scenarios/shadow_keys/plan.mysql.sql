-- migration: shadow_keys
-- description: Keys of all kinds, in batches of one row or two, by three workers
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: TRUNCATE by_unsigned is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract
-- note: TRUNCATE by_negative is not followed into the other table: use DELETE until contract
-- note: TRUNCATE by_stamp is not followed into the other table: use DELETE until contract
-- note: TRUNCATE by_day is not followed into the other table: use DELETE until contract
-- note: TRUNCATE by_name is not followed into the other table: use DELETE until contract
-- note: TRUNCATE by_latin is not followed into the other table: use DELETE until contract
-- note: TRUNCATE by_enum is not followed into the other table: use DELETE until contract
-- note: TRUNCATE by_unique is not followed into the other table: use DELETE until contract

-- ==== expand
-- [expand-1] make a shadow of by_unsigned: MODIFY v BIGINT
--   strategy: shadow
--   lock: none on migrate_by_unsigned__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unsigned__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unsigned__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_by_unsigned__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_unsigned__building`
--   undo: DROP TABLE IF EXISTS `migrate_by_unsigned__shadow`
CREATE TABLE `migrate_by_unsigned__building` LIKE `by_unsigned`;
ALTER TABLE `migrate_by_unsigned__building` MODIFY v BIGINT;
RENAME TABLE `migrate_by_unsigned__building` TO `migrate_by_unsigned__shadow`;

-- [expand-2] make a log of changes of by_unsigned
--   strategy: shadow
--   lock: none on migrate_by_unsigned__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unsigned__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_unsigned__log`
CREATE TABLE `migrate_by_unsigned__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` bigint unsigned NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-3] make a work table for the log of by_unsigned
--   strategy: shadow
--   lock: none on migrate_by_unsigned__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unsigned__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_unsigned__work`
CREATE TABLE `migrate_by_unsigned__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` bigint unsigned NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in by_unsigned on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unsigned' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unsigned__carry__log__update`
CREATE TRIGGER `migrate_by_unsigned__carry__log__update` AFTER UPDATE ON `by_unsigned` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_unsigned__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_by_unsigned__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-5] log what changes in by_unsigned on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unsigned' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unsigned__carry__log__delete`
CREATE TRIGGER `migrate_by_unsigned__carry__log__delete` AFTER DELETE ON `by_unsigned` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_unsigned__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-6] log what changes in by_unsigned on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unsigned' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unsigned__carry__log__insert`
CREATE TRIGGER `migrate_by_unsigned__carry__log__insert` AFTER INSERT ON `by_unsigned` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_unsigned__log` (`id`) VALUES (NEW.`id`);
END;

-- [expand-7] make a shadow of by_negative: MODIFY v BIGINT
--   strategy: shadow
--   lock: none on migrate_by_negative__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_negative__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_negative__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_by_negative__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_negative__building`
--   undo: DROP TABLE IF EXISTS `migrate_by_negative__shadow`
CREATE TABLE `migrate_by_negative__building` LIKE `by_negative`;
ALTER TABLE `migrate_by_negative__building` MODIFY v BIGINT;
RENAME TABLE `migrate_by_negative__building` TO `migrate_by_negative__shadow`;

-- [expand-8] make a log of changes of by_negative
--   strategy: shadow
--   lock: none on migrate_by_negative__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_negative__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_negative__log`
CREATE TABLE `migrate_by_negative__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `part` tinyint NOT NULL, `id` smallint NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-9] make a work table for the log of by_negative
--   strategy: shadow
--   lock: none on migrate_by_negative__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_negative__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_negative__work`
CREATE TABLE `migrate_by_negative__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `part` tinyint NOT NULL, `id` smallint NOT NULL) ENGINE=InnoDB;

-- [expand-10] log what changes in by_negative on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_negative' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_negative__carry__log__update`
CREATE TRIGGER `migrate_by_negative__carry__log__update` AFTER UPDATE ON `by_negative` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_negative__log` (`part`, `id`) VALUES (OLD.`part`, OLD.`id`);
  IF NOT (NEW.`part` <=> OLD.`part` AND NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_by_negative__log` (`part`, `id`) VALUES (NEW.`part`, NEW.`id`); END IF;
END;

-- [expand-11] log what changes in by_negative on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_negative' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_negative__carry__log__delete`
CREATE TRIGGER `migrate_by_negative__carry__log__delete` AFTER DELETE ON `by_negative` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_negative__log` (`part`, `id`) VALUES (OLD.`part`, OLD.`id`);
END;

-- [expand-12] log what changes in by_negative on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_negative' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_negative__carry__log__insert`
CREATE TRIGGER `migrate_by_negative__carry__log__insert` AFTER INSERT ON `by_negative` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_negative__log` (`part`, `id`) VALUES (NEW.`part`, NEW.`id`);
END;

-- [expand-13] make a shadow of by_stamp: MODIFY v BIGINT
--   strategy: shadow
--   lock: none on migrate_by_stamp__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_stamp__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_stamp__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_by_stamp__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_stamp__building`
--   undo: DROP TABLE IF EXISTS `migrate_by_stamp__shadow`
CREATE TABLE `migrate_by_stamp__building` LIKE `by_stamp`;
ALTER TABLE `migrate_by_stamp__building` MODIFY v BIGINT;
RENAME TABLE `migrate_by_stamp__building` TO `migrate_by_stamp__shadow`;

-- [expand-14] make a log of changes of by_stamp
--   strategy: shadow
--   lock: none on migrate_by_stamp__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_stamp__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_stamp__log`
CREATE TABLE `migrate_by_stamp__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `at` timestamp(6) NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-15] make a work table for the log of by_stamp
--   strategy: shadow
--   lock: none on migrate_by_stamp__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_stamp__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_stamp__work`
CREATE TABLE `migrate_by_stamp__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `at` timestamp(6) NOT NULL) ENGINE=InnoDB;

-- [expand-16] log what changes in by_stamp on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_stamp' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_stamp__carry__log__update`
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_by_stamp__carry__log__update` AFTER UPDATE ON `by_stamp` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_stamp__log` (`at`) VALUES (OLD.`at`);
  IF NOT (NEW.`at` <=> OLD.`at`) THEN INSERT INTO `migrate_by_stamp__log` (`at`) VALUES (NEW.`at`); END IF;
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [expand-17] log what changes in by_stamp on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_stamp' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_stamp__carry__log__delete`
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_by_stamp__carry__log__delete` AFTER DELETE ON `by_stamp` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_stamp__log` (`at`) VALUES (OLD.`at`);
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [expand-18] log what changes in by_stamp on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_stamp' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_stamp__carry__log__insert`
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_by_stamp__carry__log__insert` AFTER INSERT ON `by_stamp` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_stamp__log` (`at`) VALUES (NEW.`at`);
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [expand-19] make a shadow of by_day: MODIFY v BIGINT
--   strategy: shadow
--   lock: none on migrate_by_day__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_day__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_day__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_by_day__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_day__building`
--   undo: DROP TABLE IF EXISTS `migrate_by_day__shadow`
CREATE TABLE `migrate_by_day__building` LIKE `by_day`;
ALTER TABLE `migrate_by_day__building` MODIFY v BIGINT;
RENAME TABLE `migrate_by_day__building` TO `migrate_by_day__shadow`;

-- [expand-20] make a log of changes of by_day
--   strategy: shadow
--   lock: none on migrate_by_day__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_day__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_day__log`
CREATE TABLE `migrate_by_day__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `day` date NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-21] make a work table for the log of by_day
--   strategy: shadow
--   lock: none on migrate_by_day__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_day__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_day__work`
CREATE TABLE `migrate_by_day__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `day` date NOT NULL) ENGINE=InnoDB;

-- [expand-22] log what changes in by_day on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_day' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_day__carry__log__update`
CREATE TRIGGER `migrate_by_day__carry__log__update` AFTER UPDATE ON `by_day` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_day__log` (`day`) VALUES (OLD.`day`);
  IF NOT (NEW.`day` <=> OLD.`day`) THEN INSERT INTO `migrate_by_day__log` (`day`) VALUES (NEW.`day`); END IF;
END;

-- [expand-23] log what changes in by_day on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_day' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_day__carry__log__delete`
CREATE TRIGGER `migrate_by_day__carry__log__delete` AFTER DELETE ON `by_day` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_day__log` (`day`) VALUES (OLD.`day`);
END;

-- [expand-24] log what changes in by_day on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_day' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_day__carry__log__insert`
CREATE TRIGGER `migrate_by_day__carry__log__insert` AFTER INSERT ON `by_day` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_day__log` (`day`) VALUES (NEW.`day`);
END;

-- [expand-25] make a shadow of by_name: MODIFY v BIGINT
--   strategy: shadow
--   lock: none on migrate_by_name__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_name__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_name__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_by_name__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_name__building`
--   undo: DROP TABLE IF EXISTS `migrate_by_name__shadow`
CREATE TABLE `migrate_by_name__building` LIKE `by_name`;
ALTER TABLE `migrate_by_name__building` MODIFY v BIGINT;
RENAME TABLE `migrate_by_name__building` TO `migrate_by_name__shadow`;

-- [expand-26] make a log of changes of by_name
--   strategy: shadow
--   lock: none on migrate_by_name__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_name__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_name__log`
CREATE TABLE `migrate_by_name__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `name` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-27] make a work table for the log of by_name
--   strategy: shadow
--   lock: none on migrate_by_name__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_name__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_name__work`
CREATE TABLE `migrate_by_name__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `name` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL) ENGINE=InnoDB;

-- [expand-28] log what changes in by_name on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_name' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_name__carry__log__update`
CREATE TRIGGER `migrate_by_name__carry__log__update` AFTER UPDATE ON `by_name` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_name__log` (`name`) VALUES (OLD.`name`);
  IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) THEN INSERT INTO `migrate_by_name__log` (`name`) VALUES (NEW.`name`); END IF;
END;

-- [expand-29] log what changes in by_name on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_name' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_name__carry__log__delete`
CREATE TRIGGER `migrate_by_name__carry__log__delete` AFTER DELETE ON `by_name` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_name__log` (`name`) VALUES (OLD.`name`);
END;

-- [expand-30] log what changes in by_name on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_name' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_name__carry__log__insert`
CREATE TRIGGER `migrate_by_name__carry__log__insert` AFTER INSERT ON `by_name` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_name__log` (`name`) VALUES (NEW.`name`);
END;

-- [expand-31] make a shadow of by_latin: MODIFY v BIGINT
--   strategy: shadow
--   lock: none on migrate_by_latin__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_latin__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_latin__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_by_latin__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_latin__building`
--   undo: DROP TABLE IF EXISTS `migrate_by_latin__shadow`
CREATE TABLE `migrate_by_latin__building` LIKE `by_latin`;
ALTER TABLE `migrate_by_latin__building` MODIFY v BIGINT;
RENAME TABLE `migrate_by_latin__building` TO `migrate_by_latin__shadow`;

-- [expand-32] make a log of changes of by_latin
--   strategy: shadow
--   lock: none on migrate_by_latin__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_latin__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_latin__log`
CREATE TABLE `migrate_by_latin__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `name` char(10) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL, `raw` binary(3) NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-33] make a work table for the log of by_latin
--   strategy: shadow
--   lock: none on migrate_by_latin__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_latin__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_latin__work`
CREATE TABLE `migrate_by_latin__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `name` char(10) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL, `raw` binary(3) NOT NULL) ENGINE=InnoDB;

-- [expand-34] log what changes in by_latin on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_latin' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_latin__carry__log__update`
CREATE TRIGGER `migrate_by_latin__carry__log__update` AFTER UPDATE ON `by_latin` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_latin__log` (`name`, `raw`) VALUES (OLD.`name`, OLD.`raw`);
  IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY) AND NEW.`raw` <=> OLD.`raw`) THEN INSERT INTO `migrate_by_latin__log` (`name`, `raw`) VALUES (NEW.`name`, NEW.`raw`); END IF;
END;

-- [expand-35] log what changes in by_latin on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_latin' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_latin__carry__log__delete`
CREATE TRIGGER `migrate_by_latin__carry__log__delete` AFTER DELETE ON `by_latin` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_latin__log` (`name`, `raw`) VALUES (OLD.`name`, OLD.`raw`);
END;

-- [expand-36] log what changes in by_latin on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_latin' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_latin__carry__log__insert`
CREATE TRIGGER `migrate_by_latin__carry__log__insert` AFTER INSERT ON `by_latin` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_latin__log` (`name`, `raw`) VALUES (NEW.`name`, NEW.`raw`);
END;

-- [expand-37] make a shadow of by_enum: MODIFY v BIGINT
--   strategy: shadow
--   lock: none on migrate_by_enum__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_enum__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_enum__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_by_enum__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_enum__building`
--   undo: DROP TABLE IF EXISTS `migrate_by_enum__shadow`
CREATE TABLE `migrate_by_enum__building` LIKE `by_enum`;
ALTER TABLE `migrate_by_enum__building` MODIFY v BIGINT;
RENAME TABLE `migrate_by_enum__building` TO `migrate_by_enum__shadow`;

-- [expand-38] make a log of changes of by_enum
--   strategy: shadow
--   lock: none on migrate_by_enum__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_enum__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_enum__log`
CREATE TABLE `migrate_by_enum__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `kind` enum('z','m','a') CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-39] make a work table for the log of by_enum
--   strategy: shadow
--   lock: none on migrate_by_enum__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_enum__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_enum__work`
CREATE TABLE `migrate_by_enum__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `kind` enum('z','m','a') CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL) ENGINE=InnoDB;

-- [expand-40] log what changes in by_enum on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_enum' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_enum__carry__log__update`
CREATE TRIGGER `migrate_by_enum__carry__log__update` AFTER UPDATE ON `by_enum` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_enum__log` (`kind`) VALUES (OLD.`kind`);
  IF NOT (CAST(NEW.`kind` AS BINARY) <=> CAST(OLD.`kind` AS BINARY)) THEN INSERT INTO `migrate_by_enum__log` (`kind`) VALUES (NEW.`kind`); END IF;
END;

-- [expand-41] log what changes in by_enum on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_enum' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_enum__carry__log__delete`
CREATE TRIGGER `migrate_by_enum__carry__log__delete` AFTER DELETE ON `by_enum` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_enum__log` (`kind`) VALUES (OLD.`kind`);
END;

-- [expand-42] log what changes in by_enum on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_enum' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_enum__carry__log__insert`
CREATE TRIGGER `migrate_by_enum__carry__log__insert` AFTER INSERT ON `by_enum` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_enum__log` (`kind`) VALUES (NEW.`kind`);
END;

-- [expand-43] make a shadow of by_unique: MODIFY v BIGINT
--   strategy: shadow
--   lock: none on migrate_by_unique__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unique__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unique__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_by_unique__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_unique__building`
--   undo: DROP TABLE IF EXISTS `migrate_by_unique__shadow`
CREATE TABLE `migrate_by_unique__building` LIKE `by_unique`;
ALTER TABLE `migrate_by_unique__building` MODIFY v BIGINT;
ALTER TABLE `migrate_by_unique__building` DROP INDEX `by_unique_v`;
RENAME TABLE `migrate_by_unique__building` TO `migrate_by_unique__shadow`;

-- [expand-44] make a log of changes of by_unique
--   strategy: shadow
--   lock: none on migrate_by_unique__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unique__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_unique__log`
CREATE TABLE `migrate_by_unique__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `price` decimal(8,2) NOT NULL, `code` char(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [expand-45] make a work table for the log of by_unique
--   strategy: shadow
--   lock: none on migrate_by_unique__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unique__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_unique__work`
CREATE TABLE `migrate_by_unique__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `price` decimal(8,2) NOT NULL, `code` char(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL) ENGINE=InnoDB;

-- [expand-46] log what changes in by_unique on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unique' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unique__carry__log__update`
CREATE TRIGGER `migrate_by_unique__carry__log__update` AFTER UPDATE ON `by_unique` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_unique__log` (`price`, `code`) VALUES (OLD.`price`, OLD.`code`);
  IF NOT (NEW.`price` <=> OLD.`price` AND CAST(NEW.`code` AS BINARY) <=> CAST(OLD.`code` AS BINARY)) THEN INSERT INTO `migrate_by_unique__log` (`price`, `code`) VALUES (NEW.`price`, NEW.`code`); END IF;
END;

-- [expand-47] log what changes in by_unique on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unique' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unique__carry__log__delete`
CREATE TRIGGER `migrate_by_unique__carry__log__delete` AFTER DELETE ON `by_unique` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_unique__log` (`price`, `code`) VALUES (OLD.`price`, OLD.`code`);
END;

-- [expand-48] log what changes in by_unique on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unique' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unique__carry__log__insert`
CREATE TRIGGER `migrate_by_unique__carry__log__insert` AFTER INSERT ON `by_unique` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_unique__log` (`price`, `code`) VALUES (NEW.`price`, NEW.`code`);
END;

-- ==== backfill
-- [backfill-1] copy by_unsigned into its shadow
--   strategy: shadow
--   lock: none on by_unsigned, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table by_unsigned by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `by_unsigned` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `by_unsigned` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `by_unsigned` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_by_unsigned__shadow` (`id`, `v`) SELECT `by_unsigned`.`id`, `by_unsigned`.`v` FROM `by_unsigned` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-2] analyze by_unsigned's shadow
--   strategy: shadow
--   lock: none on migrate_by_unsigned__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_by_unsigned__shadow`;

-- [backfill-3] apply what changed in by_unsigned meanwhile
--   strategy: shadow
--   lock: row locks on migrate_by_unsigned__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_by_unsigned__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_by_unsigned__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_by_unsigned__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_by_unsigned__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_by_unsigned__work` AS migrate_work STRAIGHT_JOIN `migrate_by_unsigned__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_by_unsigned__shadow` (`id`, `v`) SELECT `by_unsigned`.`id`, `by_unsigned`.`v` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_by_unsigned__work`) AS migrate_work STRAIGHT_JOIN `by_unsigned` ON `by_unsigned`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_by_unsigned__work` AS migrate_work STRAIGHT_JOIN `migrate_by_unsigned__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_by_unsigned__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `by_unsigned` WHERE `by_unsigned`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unsigned__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_by_unsigned__shadow` (`id`, `v`) SELECT `by_unsigned`.`id`, `by_unsigned`.`v` FROM `by_unsigned` WHERE `by_unsigned`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `by_unsigned`.`id` AS migrate_value_1, `by_unsigned`.`v` AS migrate_value_2 FROM `by_unsigned` WHERE `by_unsigned`.`id` = ?) AS migrate_was LEFT JOIN `migrate_by_unsigned__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unsigned__log` WHERE migrate_id = ?;

-- [backfill-4] make a log for the way back of by_unsigned
--   strategy: shadow
--   lock: none on migrate_by_unsigned__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unsigned__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_unsigned__back_log`
CREATE TABLE `migrate_by_unsigned__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` bigint unsigned NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [backfill-5] carry by_unsigned into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unsigned' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unsigned__carry__update`
CREATE TRIGGER `migrate_by_unsigned__carry__update` AFTER UPDATE ON `by_unsigned` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_unsigned__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_by_unsigned__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_by_unsigned__shadow` SET `id` = NEW.`id`, `v` = NEW.`v` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_unsigned__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_unsigned__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_by_unsigned__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_unsigned__back_log`; END IF;
END;

-- [backfill-6] carry by_unsigned into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unsigned' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unsigned__carry__delete`
CREATE TRIGGER `migrate_by_unsigned__carry__delete` AFTER DELETE ON `by_unsigned` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_unsigned__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_by_unsigned__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_by_unsigned__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_by_unsigned__log` (`id`) VALUES (OLD.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_unsigned__back_log`; END IF;
END;

-- [backfill-7] carry by_unsigned into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unsigned' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unsigned__carry__insert`
CREATE TRIGGER `migrate_by_unsigned__carry__insert` AFTER INSERT ON `by_unsigned` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_unsigned__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_by_unsigned__shadow` (`id`, `v`) VALUES (NEW.`id`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_unsigned__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_unsigned__log` (`id`) VALUES (NEW.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_unsigned__back_log`; END IF;
END;

-- [backfill-8] stop the log of by_unsigned on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unsigned__carry__log__update`;

-- [backfill-9] stop the log of by_unsigned on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unsigned__carry__log__delete`;

-- [backfill-10] stop the log of by_unsigned on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unsigned__carry__log__insert`;

-- [backfill-11] apply the last of the log of by_unsigned
--   strategy: shadow
--   lock: row locks on by_unsigned, migrate_by_unsigned__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_by_unsigned__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_by_unsigned__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `by_unsigned` WHERE `by_unsigned`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unsigned__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_by_unsigned__shadow` (`id`, `v`) SELECT `by_unsigned`.`id`, `by_unsigned`.`v` FROM `by_unsigned` WHERE `by_unsigned`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `by_unsigned`.`id` AS migrate_value_1, `by_unsigned`.`v` AS migrate_value_2 FROM `by_unsigned` WHERE `by_unsigned`.`id` = ?) AS migrate_was LEFT JOIN `migrate_by_unsigned__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unsigned__log` WHERE migrate_id = ?;

-- [backfill-12] note rows that differ in by_unsigned's shadow
--   strategy: shadow
--   lock: none on by_unsigned, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table by_unsigned by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `by_unsigned` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `by_unsigned` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `by_unsigned` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id, ? number 3 = from.id, ? number 4 = to.id
INSERT /*+ SET_VAR(join_buffer_size = 16777216) */ INTO `migrate_by_unsigned__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `by_unsigned`.`id` AS migrate_value_1, `by_unsigned`.`v` AS migrate_value_2 FROM `by_unsigned` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_by_unsigned__shadow` AS migrate_now FORCE INDEX (`PRIMARY`) ON migrate_now.`id` + 0 = migrate_was.migrate_key_1 AND migrate_now.`id` >= ? AND migrate_now.`id` <= ? WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`v`);

-- [backfill-13] write the noted rows of by_unsigned anew
--   strategy: shadow
--   lock: row locks on by_unsigned, migrate_by_unsigned__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_by_unsigned__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_by_unsigned__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `by_unsigned` WHERE `by_unsigned`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unsigned__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_by_unsigned__shadow` (`id`, `v`) SELECT `by_unsigned`.`id`, `by_unsigned`.`v` FROM `by_unsigned` WHERE `by_unsigned`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `by_unsigned`.`id` AS migrate_value_1, `by_unsigned`.`v` AS migrate_value_2 FROM `by_unsigned` WHERE `by_unsigned`.`id` = ?) AS migrate_was LEFT JOIN `migrate_by_unsigned__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unsigned__log` WHERE migrate_id = ?;

-- [backfill-14] note rows that only by_unsigned's shadow has
--   strategy: shadow
--   lock: none on by_unsigned, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_by_unsigned__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_by_unsigned__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_by_unsigned__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `by_unsigned` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `by_unsigned`) <> (SELECT COUNT(*) FROM `migrate_by_unsigned__shadow`);

-- [backfill-15] take the noted rows out of by_unsigned's shadow
--   strategy: shadow
--   lock: row locks on by_unsigned, migrate_by_unsigned__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_by_unsigned__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_by_unsigned__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `by_unsigned` WHERE `by_unsigned`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unsigned__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_by_unsigned__shadow` (`id`, `v`) SELECT `by_unsigned`.`id`, `by_unsigned`.`v` FROM `by_unsigned` WHERE `by_unsigned`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `by_unsigned`.`id` AS migrate_value_1, `by_unsigned`.`v` AS migrate_value_2 FROM `by_unsigned` WHERE `by_unsigned`.`id` = ?) AS migrate_was LEFT JOIN `migrate_by_unsigned__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unsigned__log` WHERE migrate_id = ?;

-- [backfill-16] log what will change in by_unsigned on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_unsigned__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_unsigned__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unsigned__back__log__update`
CREATE TRIGGER `migrate_by_unsigned__back__log__update` AFTER UPDATE ON `migrate_by_unsigned__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_unsigned__back_log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_by_unsigned__back_log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [backfill-17] log what will change in by_unsigned on DELETE
--   strategy: shadow
--   lock: none on migrate_by_unsigned__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_unsigned__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unsigned__back__log__delete`
CREATE TRIGGER `migrate_by_unsigned__back__log__delete` AFTER DELETE ON `migrate_by_unsigned__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_unsigned__back_log` (`id`) VALUES (OLD.`id`);
END;

-- [backfill-18] log what will change in by_unsigned on INSERT
--   strategy: shadow
--   lock: none on migrate_by_unsigned__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_unsigned__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unsigned__back__log__insert`
CREATE TRIGGER `migrate_by_unsigned__back__log__insert` AFTER INSERT ON `migrate_by_unsigned__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_unsigned__back_log` (`id`) VALUES (NEW.`id`);
END;

-- [backfill-19] look for foreign keys that refer to by_unsigned since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'by_unsigned' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'by_unsigned')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'by_unsigned' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'by_unsigned')));

-- [backfill-20] look for what has been changed of by_unsigned since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'v', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'by_unsigned', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_unsigned'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_unsigned' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unsigned' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_unsigned' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'by_unsigned'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'by_unsigned' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_unsigned') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-21] wait for transactions that would miss rows of by_unsigned's shadow
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

-- [backfill-22] exchange by_unsigned for its shadow
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unsigned__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unsigned__shadow')
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
--   undo: RENAME TABLE `by_unsigned` TO `migrate_by_unsigned__shadow`, `migrate_by_unsigned__old` TO `by_unsigned`
--   loss: rows of by_unsigned that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_by_unsigned__back_log`
RENAME TABLE `by_unsigned` TO `migrate_by_unsigned__old`, `migrate_by_unsigned__shadow` TO `by_unsigned`;

-- [backfill-23] stop carrying into the shadow of by_unsigned on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_unsigned__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unsigned__carry__update`;

-- [backfill-24] stop carrying into the shadow of by_unsigned on DELETE
--   strategy: shadow
--   lock: none on migrate_by_unsigned__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unsigned__carry__delete`;

-- [backfill-25] stop carrying into the shadow of by_unsigned on INSERT
--   strategy: shadow
--   lock: none on migrate_by_unsigned__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unsigned__carry__insert`;

-- [backfill-26] carry by_unsigned back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unsigned' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_by_unsigned__back__update` AFTER UPDATE ON `by_unsigned` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_unsigned__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_by_unsigned__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_by_unsigned__old` SET `id` = NEW.`id`, `v` = NEW.`v` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_unsigned__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_unsigned__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_by_unsigned__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-27] carry by_unsigned back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unsigned' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_by_unsigned__back__delete` AFTER DELETE ON `by_unsigned` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_unsigned__back_log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_by_unsigned__old` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_by_unsigned__old` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_by_unsigned__back_log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-28] carry by_unsigned back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unsigned' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_by_unsigned__back__insert` AFTER INSERT ON `by_unsigned` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_unsigned__back_log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_by_unsigned__old` (`id`, `v`) VALUES (NEW.`id`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_unsigned__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_unsigned__back_log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-29] stop the log for the way back of by_unsigned on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unsigned__back__log__update`;

-- [backfill-30] stop the log for the way back of by_unsigned on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unsigned__back__log__delete`;

-- [backfill-31] stop the log for the way back of by_unsigned on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unsigned__back__log__insert`;

-- [backfill-32] carry back what was written to by_unsigned meanwhile
--   strategy: shadow
--   lock: row locks on by_unsigned, migrate_by_unsigned__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_by_unsigned__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_by_unsigned__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `by_unsigned` WHERE `by_unsigned`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unsigned__old` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_by_unsigned__old` (`id`, `v`) SELECT `by_unsigned`.`id`, `by_unsigned`.`v` FROM `by_unsigned` WHERE `by_unsigned`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `by_unsigned`.`id` AS migrate_value_1, `by_unsigned`.`v` AS migrate_value_2 FROM `by_unsigned` WHERE `by_unsigned`.`id` = ?) AS migrate_was LEFT JOIN `migrate_by_unsigned__old` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unsigned__back_log` WHERE migrate_id = ?;

-- [backfill-33] see that no row of by_unsigned was left behind
--   strategy: shadow
--   lock: none on migrate_by_unsigned__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_by_unsigned__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_by_unsigned__log` LIMIT 5;

-- [backfill-34] copy by_negative into its shadow
--   strategy: shadow
--   lock: none on by_negative, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table by_negative by part, id; each commits together with its checkpoint
--   first key, once:
SELECT `part`, `id` FROM `by_negative` FORCE INDEX (`PRIMARY`) ORDER BY `part`, `id` LIMIT 1;
--   last key, once:
SELECT `part`, `id` FROM `by_negative` FORCE INDEX (`PRIMARY`) ORDER BY `part` DESC, `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.part, ? number 2 = from.part, ? number 3 = from.part, ? number 4 = from.id, ? number 5 = end.part, ? number 6 = end.part, ? number 7 = end.part, ? number 8 = end.id, ? number 9 = batch size - 1
SELECT `part`, `id` FROM `by_negative` FORCE INDEX (`PRIMARY`) WHERE `part` >= ? AND (`part` > ? OR (`part` = ? AND (`id` >= ?))) AND `part` <= ? AND (`part` < ? OR (`part` = ? AND (`id` <= ?))) ORDER BY `part`, `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.part, ? number 2 = from.part, ? number 3 = from.part, ? number 4 = from.id, ? number 5 = to.part, ? number 6 = to.part, ? number 7 = to.part, ? number 8 = to.id
INSERT INTO `migrate_by_negative__shadow` (`id`, `part`, `v`) SELECT `by_negative`.`id`, `by_negative`.`part`, `by_negative`.`v` FROM `by_negative` FORCE INDEX (`PRIMARY`) WHERE `part` >= ? AND (`part` > ? OR (`part` = ? AND (`id` >= ?))) AND `part` <= ? AND (`part` < ? OR (`part` = ? AND (`id` <= ?)));

-- [backfill-35] analyze by_negative's shadow
--   strategy: shadow
--   lock: none on migrate_by_negative__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_by_negative__shadow`;

-- [backfill-36] apply what changed in by_negative meanwhile
--   strategy: shadow
--   lock: row locks on migrate_by_negative__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_by_negative__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `part`, `id` FROM `migrate_by_negative__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_by_negative__work` (migrate_id, `part`, `id`) SELECT migrate_id, `part`, `id` FROM `migrate_by_negative__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_by_negative__work` AS migrate_work STRAIGHT_JOIN `migrate_by_negative__shadow` AS migrate_now ON migrate_now.`part` = migrate_work.`part` AND migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_by_negative__shadow` (`id`, `part`, `v`) SELECT `by_negative`.`id`, `by_negative`.`part`, `by_negative`.`v` FROM (SELECT DISTINCT `part` AS migrate_key_1, `id` AS migrate_key_2 FROM `migrate_by_negative__work`) AS migrate_work STRAIGHT_JOIN `by_negative` ON `by_negative`.`part` = migrate_work.migrate_key_1 AND `by_negative`.`id` = migrate_work.migrate_key_2;
--   then:
DELETE migrate_log FROM `migrate_by_negative__work` AS migrate_work STRAIGHT_JOIN `migrate_by_negative__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_by_negative__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.part, ? number 2 = from.id
SELECT 1 FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.part, ? number 2 = from.id
DELETE FROM `migrate_by_negative__shadow` WHERE `part` = ? AND `id` = ?;
--   then:
--     ? number 1 = from.part, ? number 2 = from.id
INSERT INTO `migrate_by_negative__shadow` (`id`, `part`, `v`) SELECT `by_negative`.`id`, `by_negative`.`part`, `by_negative`.`v` FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.part, ? number 2 = from.id
SELECT 1 FROM (SELECT `part` AS migrate_key_1, `id` AS migrate_key_2, `by_negative`.`id` AS migrate_value_1, `by_negative`.`part` AS migrate_value_2, `by_negative`.`v` AS migrate_value_3 FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ?) AS migrate_was LEFT JOIN `migrate_by_negative__shadow` AS migrate_now ON migrate_now.`part` = migrate_was.migrate_key_1 AND migrate_now.`id` = migrate_was.migrate_key_2 WHERE migrate_now.`part` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`part` AND migrate_was.migrate_value_3 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_negative__log` WHERE migrate_id = ?;

-- [backfill-37] make a log for the way back of by_negative
--   strategy: shadow
--   lock: none on migrate_by_negative__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_negative__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_negative__back_log`
CREATE TABLE `migrate_by_negative__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `part` tinyint NOT NULL, `id` smallint NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [backfill-38] carry by_negative into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_negative' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_negative__carry__update`
CREATE TRIGGER `migrate_by_negative__carry__update` AFTER UPDATE ON `by_negative` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_negative__log` (`part`, `id`) VALUES (OLD.`part`, OLD.`id`);
    IF NOT (NEW.`part` <=> OLD.`part` AND NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_by_negative__log` (`part`, `id`) VALUES (NEW.`part`, NEW.`id`); END IF;
  END;
  UPDATE `migrate_by_negative__shadow` SET `id` = NEW.`id`, `part` = NEW.`part`, `v` = NEW.`v` WHERE `part` = OLD.`part` AND `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_negative__shadow` WHERE `part` = NEW.`part` AND `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`part` <=> `part` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_negative__log` (`part`, `id`) VALUES (OLD.`part`, OLD.`id`);
    IF NOT (NEW.`part` <=> OLD.`part` AND NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_by_negative__log` (`part`, `id`) VALUES (NEW.`part`, NEW.`id`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_negative__back_log`; END IF;
END;

-- [backfill-39] carry by_negative into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_negative' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_negative__carry__delete`
CREATE TRIGGER `migrate_by_negative__carry__delete` AFTER DELETE ON `by_negative` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_negative__log` (`part`, `id`) VALUES (OLD.`part`, OLD.`id`);
  END;
  DELETE FROM `migrate_by_negative__shadow` WHERE `part` = OLD.`part` AND `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_by_negative__shadow` WHERE `part` = OLD.`part` AND `id` = OLD.`id`) THEN
    INSERT INTO `migrate_by_negative__log` (`part`, `id`) VALUES (OLD.`part`, OLD.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_negative__back_log`; END IF;
END;

-- [backfill-40] carry by_negative into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_negative' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_negative__carry__insert`
CREATE TRIGGER `migrate_by_negative__carry__insert` AFTER INSERT ON `by_negative` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_negative__log` (`part`, `id`) VALUES (NEW.`part`, NEW.`id`);
  END;
  INSERT INTO `migrate_by_negative__shadow` (`id`, `part`, `v`) VALUES (NEW.`id`, NEW.`part`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_negative__shadow` WHERE `part` = NEW.`part` AND `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`part` <=> `part` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_negative__log` (`part`, `id`) VALUES (NEW.`part`, NEW.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_negative__back_log`; END IF;
END;

-- [backfill-41] stop the log of by_negative on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_negative__carry__log__update`;

-- [backfill-42] stop the log of by_negative on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_negative__carry__log__delete`;

-- [backfill-43] stop the log of by_negative on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_negative__carry__log__insert`;

-- [backfill-44] apply the last of the log of by_negative
--   strategy: shadow
--   lock: row locks on by_negative, migrate_by_negative__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_by_negative__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `part`, `id` FROM `migrate_by_negative__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.part, ? number 2 = from.id
SELECT 1 FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.part, ? number 2 = from.id
DELETE FROM `migrate_by_negative__shadow` WHERE `part` = ? AND `id` = ?;
--   then:
--     ? number 1 = from.part, ? number 2 = from.id
INSERT INTO `migrate_by_negative__shadow` (`id`, `part`, `v`) SELECT `by_negative`.`id`, `by_negative`.`part`, `by_negative`.`v` FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.part, ? number 2 = from.id
SELECT 1 FROM (SELECT `part` AS migrate_key_1, `id` AS migrate_key_2, `by_negative`.`id` AS migrate_value_1, `by_negative`.`part` AS migrate_value_2, `by_negative`.`v` AS migrate_value_3 FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ?) AS migrate_was LEFT JOIN `migrate_by_negative__shadow` AS migrate_now ON migrate_now.`part` = migrate_was.migrate_key_1 AND migrate_now.`id` = migrate_was.migrate_key_2 WHERE migrate_now.`part` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`part` AND migrate_was.migrate_value_3 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_negative__log` WHERE migrate_id = ?;

-- [backfill-45] note rows that differ in by_negative's shadow
--   strategy: shadow
--   lock: none on by_negative, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table by_negative by part, id; each commits together with its checkpoint
--   first key, once:
SELECT `part`, `id` FROM `by_negative` FORCE INDEX (`PRIMARY`) ORDER BY `part`, `id` LIMIT 1;
--   last key, once:
SELECT `part`, `id` FROM `by_negative` FORCE INDEX (`PRIMARY`) ORDER BY `part` DESC, `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.part, ? number 2 = from.part, ? number 3 = from.part, ? number 4 = from.id, ? number 5 = end.part, ? number 6 = end.part, ? number 7 = end.part, ? number 8 = end.id, ? number 9 = batch size - 1
SELECT `part`, `id` FROM `by_negative` FORCE INDEX (`PRIMARY`) WHERE `part` >= ? AND (`part` > ? OR (`part` = ? AND (`id` >= ?))) AND `part` <= ? AND (`part` < ? OR (`part` = ? AND (`id` <= ?))) ORDER BY `part`, `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.part, ? number 2 = from.part, ? number 3 = from.part, ? number 4 = from.id, ? number 5 = to.part, ? number 6 = to.part, ? number 7 = to.part, ? number 8 = to.id
INSERT INTO `migrate_by_negative__log` (`part`, `id`) SELECT migrate_was.migrate_key_1, migrate_was.migrate_key_2 FROM (SELECT `part` AS migrate_key_1, `id` AS migrate_key_2, `by_negative`.`id` AS migrate_value_1, `by_negative`.`part` AS migrate_value_2, `by_negative`.`v` AS migrate_value_3 FROM `by_negative` FORCE INDEX (`PRIMARY`) WHERE `part` >= ? AND (`part` > ? OR (`part` = ? AND (`id` >= ?))) AND `part` <= ? AND (`part` < ? OR (`part` = ? AND (`id` <= ?)))) AS migrate_was LEFT JOIN `migrate_by_negative__shadow` AS migrate_now ON migrate_now.`part` = migrate_was.migrate_key_1 AND migrate_now.`id` = migrate_was.migrate_key_2 WHERE migrate_now.`part` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`part` AND migrate_was.migrate_value_3 <=> migrate_now.`v`);

-- [backfill-46] write the noted rows of by_negative anew
--   strategy: shadow
--   lock: row locks on by_negative, migrate_by_negative__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_by_negative__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `part`, `id` FROM `migrate_by_negative__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.part, ? number 2 = from.id
SELECT 1 FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.part, ? number 2 = from.id
DELETE FROM `migrate_by_negative__shadow` WHERE `part` = ? AND `id` = ?;
--   then:
--     ? number 1 = from.part, ? number 2 = from.id
INSERT INTO `migrate_by_negative__shadow` (`id`, `part`, `v`) SELECT `by_negative`.`id`, `by_negative`.`part`, `by_negative`.`v` FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.part, ? number 2 = from.id
SELECT 1 FROM (SELECT `part` AS migrate_key_1, `id` AS migrate_key_2, `by_negative`.`id` AS migrate_value_1, `by_negative`.`part` AS migrate_value_2, `by_negative`.`v` AS migrate_value_3 FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ?) AS migrate_was LEFT JOIN `migrate_by_negative__shadow` AS migrate_now ON migrate_now.`part` = migrate_was.migrate_key_1 AND migrate_now.`id` = migrate_was.migrate_key_2 WHERE migrate_now.`part` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`part` AND migrate_was.migrate_value_3 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_negative__log` WHERE migrate_id = ?;

-- [backfill-47] note rows that only by_negative's shadow has
--   strategy: shadow
--   lock: none on by_negative, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_by_negative__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_by_negative__log` (`part`, `id`) SELECT migrate_now.migrate_key_1, migrate_now.migrate_key_2 FROM (SELECT `part` AS migrate_key_1, `id` AS migrate_key_2 FROM `migrate_by_negative__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `by_negative` AS migrate_was ON migrate_was.`part` = migrate_now.migrate_key_1 AND migrate_was.`id` = migrate_now.migrate_key_2 WHERE migrate_was.`part` IS NULL AND (SELECT COUNT(*) FROM `by_negative`) <> (SELECT COUNT(*) FROM `migrate_by_negative__shadow`);

-- [backfill-48] take the noted rows out of by_negative's shadow
--   strategy: shadow
--   lock: row locks on by_negative, migrate_by_negative__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_by_negative__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `part`, `id` FROM `migrate_by_negative__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.part, ? number 2 = from.id
SELECT 1 FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.part, ? number 2 = from.id
DELETE FROM `migrate_by_negative__shadow` WHERE `part` = ? AND `id` = ?;
--   then:
--     ? number 1 = from.part, ? number 2 = from.id
INSERT INTO `migrate_by_negative__shadow` (`id`, `part`, `v`) SELECT `by_negative`.`id`, `by_negative`.`part`, `by_negative`.`v` FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.part, ? number 2 = from.id
SELECT 1 FROM (SELECT `part` AS migrate_key_1, `id` AS migrate_key_2, `by_negative`.`id` AS migrate_value_1, `by_negative`.`part` AS migrate_value_2, `by_negative`.`v` AS migrate_value_3 FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ?) AS migrate_was LEFT JOIN `migrate_by_negative__shadow` AS migrate_now ON migrate_now.`part` = migrate_was.migrate_key_1 AND migrate_now.`id` = migrate_was.migrate_key_2 WHERE migrate_now.`part` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`part` AND migrate_was.migrate_value_3 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_negative__log` WHERE migrate_id = ?;

-- [backfill-49] log what will change in by_negative on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_negative__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_negative__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_negative__back__log__update`
CREATE TRIGGER `migrate_by_negative__back__log__update` AFTER UPDATE ON `migrate_by_negative__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_negative__back_log` (`part`, `id`) VALUES (OLD.`part`, OLD.`id`);
  IF NOT (NEW.`part` <=> OLD.`part` AND NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_by_negative__back_log` (`part`, `id`) VALUES (NEW.`part`, NEW.`id`); END IF;
END;

-- [backfill-50] log what will change in by_negative on DELETE
--   strategy: shadow
--   lock: none on migrate_by_negative__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_negative__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_negative__back__log__delete`
CREATE TRIGGER `migrate_by_negative__back__log__delete` AFTER DELETE ON `migrate_by_negative__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_negative__back_log` (`part`, `id`) VALUES (OLD.`part`, OLD.`id`);
END;

-- [backfill-51] log what will change in by_negative on INSERT
--   strategy: shadow
--   lock: none on migrate_by_negative__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_negative__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_negative__back__log__insert`
CREATE TRIGGER `migrate_by_negative__back__log__insert` AFTER INSERT ON `migrate_by_negative__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_negative__back_log` (`part`, `id`) VALUES (NEW.`part`, NEW.`id`);
END;

-- [backfill-52] look for foreign keys that refer to by_negative since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'by_negative' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'by_negative')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'by_negative' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'by_negative')));

-- [backfill-53] look for what has been changed of by_negative since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'part', '(digest)', 1, 0
UNION ALL SELECT 'column', 'v', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'by_negative', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_negative'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_negative' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_negative' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_negative' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'by_negative'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'by_negative' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_negative') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-54] wait for transactions that would miss rows of by_negative's shadow
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

-- [backfill-55] exchange by_negative for its shadow
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_negative__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_negative__shadow')
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
--   undo: RENAME TABLE `by_negative` TO `migrate_by_negative__shadow`, `migrate_by_negative__old` TO `by_negative`
--   loss: rows of by_negative that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_by_negative__back_log`
RENAME TABLE `by_negative` TO `migrate_by_negative__old`, `migrate_by_negative__shadow` TO `by_negative`;

-- [backfill-56] stop carrying into the shadow of by_negative on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_negative__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_negative__carry__update`;

-- [backfill-57] stop carrying into the shadow of by_negative on DELETE
--   strategy: shadow
--   lock: none on migrate_by_negative__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_negative__carry__delete`;

-- [backfill-58] stop carrying into the shadow of by_negative on INSERT
--   strategy: shadow
--   lock: none on migrate_by_negative__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_negative__carry__insert`;

-- [backfill-59] carry by_negative back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_negative' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_by_negative__back__update` AFTER UPDATE ON `by_negative` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_negative__back_log` (`part`, `id`) VALUES (OLD.`part`, OLD.`id`);
    IF NOT (NEW.`part` <=> OLD.`part` AND NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_by_negative__back_log` (`part`, `id`) VALUES (NEW.`part`, NEW.`id`); END IF;
  END;
  UPDATE `migrate_by_negative__old` SET `id` = NEW.`id`, `part` = NEW.`part`, `v` = NEW.`v` WHERE `part` = OLD.`part` AND `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_negative__old` WHERE `part` = NEW.`part` AND `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`part` <=> `part` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_negative__back_log` (`part`, `id`) VALUES (OLD.`part`, OLD.`id`);
    IF NOT (NEW.`part` <=> OLD.`part` AND NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_by_negative__back_log` (`part`, `id`) VALUES (NEW.`part`, NEW.`id`); END IF;
  END IF;
END;

-- [backfill-60] carry by_negative back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_negative' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_by_negative__back__delete` AFTER DELETE ON `by_negative` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_negative__back_log` (`part`, `id`) VALUES (OLD.`part`, OLD.`id`);
  END;
  DELETE FROM `migrate_by_negative__old` WHERE `part` = OLD.`part` AND `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_by_negative__old` WHERE `part` = OLD.`part` AND `id` = OLD.`id`) THEN
    INSERT INTO `migrate_by_negative__back_log` (`part`, `id`) VALUES (OLD.`part`, OLD.`id`);
  END IF;
END;

-- [backfill-61] carry by_negative back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_negative' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_by_negative__back__insert` AFTER INSERT ON `by_negative` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_negative__back_log` (`part`, `id`) VALUES (NEW.`part`, NEW.`id`);
  END;
  INSERT INTO `migrate_by_negative__old` (`id`, `part`, `v`) VALUES (NEW.`id`, NEW.`part`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_negative__old` WHERE `part` = NEW.`part` AND `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`part` <=> `part` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_negative__back_log` (`part`, `id`) VALUES (NEW.`part`, NEW.`id`);
  END IF;
END;

-- [backfill-62] stop the log for the way back of by_negative on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_negative__back__log__update`;

-- [backfill-63] stop the log for the way back of by_negative on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_negative__back__log__delete`;

-- [backfill-64] stop the log for the way back of by_negative on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_negative__back__log__insert`;

-- [backfill-65] carry back what was written to by_negative meanwhile
--   strategy: shadow
--   lock: row locks on by_negative, migrate_by_negative__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_by_negative__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `part`, `id` FROM `migrate_by_negative__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.part, ? number 2 = from.id
SELECT 1 FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.part, ? number 2 = from.id
DELETE FROM `migrate_by_negative__old` WHERE `part` = ? AND `id` = ?;
--   then:
--     ? number 1 = from.part, ? number 2 = from.id
INSERT INTO `migrate_by_negative__old` (`id`, `part`, `v`) SELECT `by_negative`.`id`, `by_negative`.`part`, `by_negative`.`v` FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.part, ? number 2 = from.id
SELECT 1 FROM (SELECT `part` AS migrate_key_1, `id` AS migrate_key_2, `by_negative`.`id` AS migrate_value_1, `by_negative`.`part` AS migrate_value_2, `by_negative`.`v` AS migrate_value_3 FROM `by_negative` WHERE `by_negative`.`part` = ? AND `by_negative`.`id` = ?) AS migrate_was LEFT JOIN `migrate_by_negative__old` AS migrate_now ON migrate_now.`part` = migrate_was.migrate_key_1 AND migrate_now.`id` = migrate_was.migrate_key_2 WHERE migrate_now.`part` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`part` AND migrate_was.migrate_value_3 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_negative__back_log` WHERE migrate_id = ?;

-- [backfill-66] see that no row of by_negative was left behind
--   strategy: shadow
--   lock: none on migrate_by_negative__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_by_negative__old alone, which stays until this holds
--   expects: no row
SELECT `part`, `id` FROM `migrate_by_negative__log` LIMIT 5;

-- [backfill-67] copy by_stamp into its shadow
--   strategy: shadow
--   lock: none on by_stamp, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table by_stamp by at; each commits together with its checkpoint
--   first key, once:
SELECT CAST(`at` AS CHAR) FROM `by_stamp` FORCE INDEX (`PRIMARY`) ORDER BY `at` LIMIT 1;
--   last key, once:
SELECT CAST(`at` AS CHAR) FROM `by_stamp` FORCE INDEX (`PRIMARY`) ORDER BY `at` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.at, ? number 2 = end.at, ? number 3 = batch size - 1
SELECT CAST(`at` AS CHAR) FROM `by_stamp` FORCE INDEX (`PRIMARY`) WHERE `at` >= CAST(? AS DATETIME(6)) AND `at` <= CAST(? AS DATETIME(6)) ORDER BY `at` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.at, ? number 2 = to.at
INSERT INTO `migrate_by_stamp__shadow` (`at`, `v`) SELECT `by_stamp`.`at`, `by_stamp`.`v` FROM `by_stamp` FORCE INDEX (`PRIMARY`) WHERE `at` >= CAST(? AS DATETIME(6)) AND `at` <= CAST(? AS DATETIME(6));

-- [backfill-68] analyze by_stamp's shadow
--   strategy: shadow
--   lock: none on migrate_by_stamp__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_by_stamp__shadow`;

-- [backfill-69] apply what changed in by_stamp meanwhile
--   strategy: shadow
--   lock: row locks on migrate_by_stamp__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_by_stamp__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`at` AS CHAR) AS `at` FROM `migrate_by_stamp__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_by_stamp__work` (migrate_id, `at`) SELECT migrate_id, `at` FROM `migrate_by_stamp__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_by_stamp__work` AS migrate_work STRAIGHT_JOIN `migrate_by_stamp__shadow` AS migrate_now ON migrate_now.`at` = migrate_work.`at`;
--   then:
INSERT INTO `migrate_by_stamp__shadow` (`at`, `v`) SELECT `by_stamp`.`at`, `by_stamp`.`v` FROM (SELECT DISTINCT `at` AS migrate_key_1 FROM `migrate_by_stamp__work`) AS migrate_work STRAIGHT_JOIN `by_stamp` ON `by_stamp`.`at` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_by_stamp__work` AS migrate_work STRAIGHT_JOIN `migrate_by_stamp__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_by_stamp__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.at
SELECT 1 FROM `by_stamp` WHERE `by_stamp`.`at` = CAST(? AS DATETIME(6)) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.at
DELETE FROM `migrate_by_stamp__shadow` WHERE `at` = CAST(? AS DATETIME(6));
--   then:
--     ? number 1 = from.at
INSERT INTO `migrate_by_stamp__shadow` (`at`, `v`) SELECT `by_stamp`.`at`, `by_stamp`.`v` FROM `by_stamp` WHERE `by_stamp`.`at` = CAST(? AS DATETIME(6));
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `at` AS migrate_key_1, `by_stamp`.`at` AS migrate_value_1, `by_stamp`.`v` AS migrate_value_2 FROM `by_stamp` WHERE `by_stamp`.`at` = (SELECT migrate_log.`at` FROM `migrate_by_stamp__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_stamp__shadow` AS migrate_now ON migrate_now.`at` = migrate_was.migrate_key_1 WHERE migrate_now.`at` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`at` AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_stamp__log` AS migrate_log STRAIGHT_JOIN `migrate_by_stamp__shadow` AS migrate_now ON migrate_now.`at` = migrate_log.`at` LEFT JOIN `by_stamp` AS migrate_was ON migrate_was.`at` = migrate_log.`at` WHERE migrate_log.migrate_id = ? AND migrate_was.`at` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_stamp__log` WHERE migrate_id = ?;

-- [backfill-70] make a log for the way back of by_stamp
--   strategy: shadow
--   lock: none on migrate_by_stamp__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_stamp__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_stamp__back_log`
CREATE TABLE `migrate_by_stamp__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `at` timestamp(6) NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [backfill-71] carry by_stamp into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_stamp' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_stamp__carry__update`
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_by_stamp__carry__update` AFTER UPDATE ON `by_stamp` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_stamp__log` (`at`) VALUES (OLD.`at`);
    IF NOT (NEW.`at` <=> OLD.`at`) THEN INSERT INTO `migrate_by_stamp__log` (`at`) VALUES (NEW.`at`); END IF;
  END;
  UPDATE `migrate_by_stamp__shadow` SET `at` = NEW.`at`, `v` = NEW.`v` WHERE `at` = OLD.`at`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_stamp__shadow` WHERE `at` = NEW.`at` AND NEW.`at` <=> `at` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_stamp__log` (`at`) VALUES (OLD.`at`);
    IF NOT (NEW.`at` <=> OLD.`at`) THEN INSERT INTO `migrate_by_stamp__log` (`at`) VALUES (NEW.`at`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_stamp__back_log`; END IF;
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-72] carry by_stamp into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_stamp' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_stamp__carry__delete`
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_by_stamp__carry__delete` AFTER DELETE ON `by_stamp` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_stamp__log` (`at`) VALUES (OLD.`at`);
  END;
  DELETE FROM `migrate_by_stamp__shadow` WHERE `at` = OLD.`at`;
  IF EXISTS (SELECT 1 FROM `migrate_by_stamp__shadow` WHERE `at` = OLD.`at`) THEN
    INSERT INTO `migrate_by_stamp__log` (`at`) VALUES (OLD.`at`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_stamp__back_log`; END IF;
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-73] carry by_stamp into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_stamp' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_stamp__carry__insert`
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_by_stamp__carry__insert` AFTER INSERT ON `by_stamp` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_stamp__log` (`at`) VALUES (NEW.`at`);
  END;
  INSERT INTO `migrate_by_stamp__shadow` (`at`, `v`) VALUES (NEW.`at`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_stamp__shadow` WHERE `at` = NEW.`at` AND NEW.`at` <=> `at` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_stamp__log` (`at`) VALUES (NEW.`at`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_stamp__back_log`; END IF;
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-74] stop the log of by_stamp on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_stamp__carry__log__update`;

-- [backfill-75] stop the log of by_stamp on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_stamp__carry__log__delete`;

-- [backfill-76] stop the log of by_stamp on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_stamp__carry__log__insert`;

-- [backfill-77] apply the last of the log of by_stamp
--   strategy: shadow
--   lock: row locks on by_stamp, migrate_by_stamp__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_by_stamp__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`at` AS CHAR) AS `at` FROM `migrate_by_stamp__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.at
SELECT 1 FROM `by_stamp` WHERE `by_stamp`.`at` = CAST(? AS DATETIME(6)) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.at
DELETE FROM `migrate_by_stamp__shadow` WHERE `at` = CAST(? AS DATETIME(6));
--   then:
--     ? number 1 = from.at
INSERT INTO `migrate_by_stamp__shadow` (`at`, `v`) SELECT `by_stamp`.`at`, `by_stamp`.`v` FROM `by_stamp` WHERE `by_stamp`.`at` = CAST(? AS DATETIME(6));
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `at` AS migrate_key_1, `by_stamp`.`at` AS migrate_value_1, `by_stamp`.`v` AS migrate_value_2 FROM `by_stamp` WHERE `by_stamp`.`at` = (SELECT migrate_log.`at` FROM `migrate_by_stamp__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_stamp__shadow` AS migrate_now ON migrate_now.`at` = migrate_was.migrate_key_1 WHERE migrate_now.`at` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`at` AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_stamp__log` AS migrate_log STRAIGHT_JOIN `migrate_by_stamp__shadow` AS migrate_now ON migrate_now.`at` = migrate_log.`at` LEFT JOIN `by_stamp` AS migrate_was ON migrate_was.`at` = migrate_log.`at` WHERE migrate_log.migrate_id = ? AND migrate_was.`at` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_stamp__log` WHERE migrate_id = ?;

-- [backfill-78] note rows that differ in by_stamp's shadow
--   strategy: shadow
--   lock: none on by_stamp, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table by_stamp by at; each commits together with its checkpoint
--   first key, once:
SELECT CAST(`at` AS CHAR) FROM `by_stamp` FORCE INDEX (`PRIMARY`) ORDER BY `at` LIMIT 1;
--   last key, once:
SELECT CAST(`at` AS CHAR) FROM `by_stamp` FORCE INDEX (`PRIMARY`) ORDER BY `at` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.at, ? number 2 = end.at, ? number 3 = batch size - 1
SELECT CAST(`at` AS CHAR) FROM `by_stamp` FORCE INDEX (`PRIMARY`) WHERE `at` >= CAST(? AS DATETIME(6)) AND `at` <= CAST(? AS DATETIME(6)) ORDER BY `at` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.at, ? number 2 = to.at
INSERT INTO `migrate_by_stamp__log` (`at`) SELECT migrate_was.migrate_key_1 FROM (SELECT `at` AS migrate_key_1, `by_stamp`.`at` AS migrate_value_1, `by_stamp`.`v` AS migrate_value_2 FROM `by_stamp` FORCE INDEX (`PRIMARY`) WHERE `at` >= CAST(? AS DATETIME(6)) AND `at` <= CAST(? AS DATETIME(6))) AS migrate_was LEFT JOIN `migrate_by_stamp__shadow` AS migrate_now ON migrate_now.`at` = migrate_was.migrate_key_1 WHERE migrate_now.`at` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`at` AND migrate_was.migrate_value_2 <=> migrate_now.`v`);

-- [backfill-79] write the noted rows of by_stamp anew
--   strategy: shadow
--   lock: row locks on by_stamp, migrate_by_stamp__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_by_stamp__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`at` AS CHAR) AS `at` FROM `migrate_by_stamp__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.at
SELECT 1 FROM `by_stamp` WHERE `by_stamp`.`at` = CAST(? AS DATETIME(6)) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.at
DELETE FROM `migrate_by_stamp__shadow` WHERE `at` = CAST(? AS DATETIME(6));
--   then:
--     ? number 1 = from.at
INSERT INTO `migrate_by_stamp__shadow` (`at`, `v`) SELECT `by_stamp`.`at`, `by_stamp`.`v` FROM `by_stamp` WHERE `by_stamp`.`at` = CAST(? AS DATETIME(6));
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `at` AS migrate_key_1, `by_stamp`.`at` AS migrate_value_1, `by_stamp`.`v` AS migrate_value_2 FROM `by_stamp` WHERE `by_stamp`.`at` = (SELECT migrate_log.`at` FROM `migrate_by_stamp__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_stamp__shadow` AS migrate_now ON migrate_now.`at` = migrate_was.migrate_key_1 WHERE migrate_now.`at` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`at` AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_stamp__log` AS migrate_log STRAIGHT_JOIN `migrate_by_stamp__shadow` AS migrate_now ON migrate_now.`at` = migrate_log.`at` LEFT JOIN `by_stamp` AS migrate_was ON migrate_was.`at` = migrate_log.`at` WHERE migrate_log.migrate_id = ? AND migrate_was.`at` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_stamp__log` WHERE migrate_id = ?;

-- [backfill-80] note rows that only by_stamp's shadow has
--   strategy: shadow
--   lock: none on by_stamp, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_by_stamp__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_by_stamp__log` (`at`) SELECT migrate_now.migrate_key_1 FROM (SELECT `at` AS migrate_key_1 FROM `migrate_by_stamp__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `by_stamp` AS migrate_was ON migrate_was.`at` = migrate_now.migrate_key_1 WHERE migrate_was.`at` IS NULL AND (SELECT COUNT(*) FROM `by_stamp`) <> (SELECT COUNT(*) FROM `migrate_by_stamp__shadow`);

-- [backfill-81] take the noted rows out of by_stamp's shadow
--   strategy: shadow
--   lock: row locks on by_stamp, migrate_by_stamp__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_by_stamp__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`at` AS CHAR) AS `at` FROM `migrate_by_stamp__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.at
SELECT 1 FROM `by_stamp` WHERE `by_stamp`.`at` = CAST(? AS DATETIME(6)) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.at
DELETE FROM `migrate_by_stamp__shadow` WHERE `at` = CAST(? AS DATETIME(6));
--   then:
--     ? number 1 = from.at
INSERT INTO `migrate_by_stamp__shadow` (`at`, `v`) SELECT `by_stamp`.`at`, `by_stamp`.`v` FROM `by_stamp` WHERE `by_stamp`.`at` = CAST(? AS DATETIME(6));
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `at` AS migrate_key_1, `by_stamp`.`at` AS migrate_value_1, `by_stamp`.`v` AS migrate_value_2 FROM `by_stamp` WHERE `by_stamp`.`at` = (SELECT migrate_log.`at` FROM `migrate_by_stamp__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_stamp__shadow` AS migrate_now ON migrate_now.`at` = migrate_was.migrate_key_1 WHERE migrate_now.`at` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`at` AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_stamp__log` AS migrate_log STRAIGHT_JOIN `migrate_by_stamp__shadow` AS migrate_now ON migrate_now.`at` = migrate_log.`at` LEFT JOIN `by_stamp` AS migrate_was ON migrate_was.`at` = migrate_log.`at` WHERE migrate_log.migrate_id = ? AND migrate_was.`at` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_stamp__log` WHERE migrate_id = ?;

-- [backfill-82] log what will change in by_stamp on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_stamp__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_stamp__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_stamp__back__log__update`
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_by_stamp__back__log__update` AFTER UPDATE ON `migrate_by_stamp__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_stamp__back_log` (`at`) VALUES (OLD.`at`);
  IF NOT (NEW.`at` <=> OLD.`at`) THEN INSERT INTO `migrate_by_stamp__back_log` (`at`) VALUES (NEW.`at`); END IF;
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-83] log what will change in by_stamp on DELETE
--   strategy: shadow
--   lock: none on migrate_by_stamp__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_stamp__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_stamp__back__log__delete`
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_by_stamp__back__log__delete` AFTER DELETE ON `migrate_by_stamp__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_stamp__back_log` (`at`) VALUES (OLD.`at`);
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-84] log what will change in by_stamp on INSERT
--   strategy: shadow
--   lock: none on migrate_by_stamp__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_stamp__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_stamp__back__log__insert`
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_by_stamp__back__log__insert` AFTER INSERT ON `migrate_by_stamp__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_stamp__back_log` (`at`) VALUES (NEW.`at`);
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-85] look for foreign keys that refer to by_stamp since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'by_stamp' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'by_stamp')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'by_stamp' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'by_stamp')));

-- [backfill-86] look for what has been changed of by_stamp since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'at' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'v', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'by_stamp', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_stamp'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_stamp' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_stamp' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_stamp' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'by_stamp'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'by_stamp' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_stamp') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-87] wait for transactions that would miss rows of by_stamp's shadow
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

-- [backfill-88] exchange by_stamp for its shadow
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_stamp__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_stamp__shadow')
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
--   undo: RENAME TABLE `by_stamp` TO `migrate_by_stamp__shadow`, `migrate_by_stamp__old` TO `by_stamp`
--   loss: rows of by_stamp that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_by_stamp__back_log`
RENAME TABLE `by_stamp` TO `migrate_by_stamp__old`, `migrate_by_stamp__shadow` TO `by_stamp`;

-- [backfill-89] stop carrying into the shadow of by_stamp on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_stamp__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_stamp__carry__update`;

-- [backfill-90] stop carrying into the shadow of by_stamp on DELETE
--   strategy: shadow
--   lock: none on migrate_by_stamp__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_stamp__carry__delete`;

-- [backfill-91] stop carrying into the shadow of by_stamp on INSERT
--   strategy: shadow
--   lock: none on migrate_by_stamp__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_stamp__carry__insert`;

-- [backfill-92] carry by_stamp back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_stamp' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__back__update'
--   runs: on its own
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_by_stamp__back__update` AFTER UPDATE ON `by_stamp` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_stamp__back_log` (`at`) VALUES (OLD.`at`);
    IF NOT (NEW.`at` <=> OLD.`at`) THEN INSERT INTO `migrate_by_stamp__back_log` (`at`) VALUES (NEW.`at`); END IF;
  END;
  UPDATE `migrate_by_stamp__old` SET `at` = NEW.`at`, `v` = NEW.`v` WHERE `at` = OLD.`at`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_stamp__old` WHERE `at` = NEW.`at` AND NEW.`at` <=> `at` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_stamp__back_log` (`at`) VALUES (OLD.`at`);
    IF NOT (NEW.`at` <=> OLD.`at`) THEN INSERT INTO `migrate_by_stamp__back_log` (`at`) VALUES (NEW.`at`); END IF;
  END IF;
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-93] carry by_stamp back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_stamp' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__back__delete'
--   runs: on its own
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_by_stamp__back__delete` AFTER DELETE ON `by_stamp` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_stamp__back_log` (`at`) VALUES (OLD.`at`);
  END;
  DELETE FROM `migrate_by_stamp__old` WHERE `at` = OLD.`at`;
  IF EXISTS (SELECT 1 FROM `migrate_by_stamp__old` WHERE `at` = OLD.`at`) THEN
    INSERT INTO `migrate_by_stamp__back_log` (`at`) VALUES (OLD.`at`);
  END IF;
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-94] carry by_stamp back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_stamp' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__back__insert'
--   runs: on its own
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';
CREATE TRIGGER `migrate_by_stamp__back__insert` AFTER INSERT ON `by_stamp` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_stamp__back_log` (`at`) VALUES (NEW.`at`);
  END;
  INSERT INTO `migrate_by_stamp__old` (`at`, `v`) VALUES (NEW.`at`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_stamp__old` WHERE `at` = NEW.`at` AND NEW.`at` <=> `at` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_stamp__back_log` (`at`) VALUES (NEW.`at`);
  END IF;
END;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

-- [backfill-95] stop the log for the way back of by_stamp on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_stamp__back__log__update`;

-- [backfill-96] stop the log for the way back of by_stamp on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_stamp__back__log__delete`;

-- [backfill-97] stop the log for the way back of by_stamp on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_stamp__back__log__insert`;

-- [backfill-98] carry back what was written to by_stamp meanwhile
--   strategy: shadow
--   lock: row locks on by_stamp, migrate_by_stamp__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_by_stamp__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`at` AS CHAR) AS `at` FROM `migrate_by_stamp__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.at
SELECT 1 FROM `by_stamp` WHERE `by_stamp`.`at` = CAST(? AS DATETIME(6)) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.at
DELETE FROM `migrate_by_stamp__old` WHERE `at` = CAST(? AS DATETIME(6));
--   then:
--     ? number 1 = from.at
INSERT INTO `migrate_by_stamp__old` (`at`, `v`) SELECT `by_stamp`.`at`, `by_stamp`.`v` FROM `by_stamp` WHERE `by_stamp`.`at` = CAST(? AS DATETIME(6));
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `at` AS migrate_key_1, `by_stamp`.`at` AS migrate_value_1, `by_stamp`.`v` AS migrate_value_2 FROM `by_stamp` WHERE `by_stamp`.`at` = (SELECT migrate_log.`at` FROM `migrate_by_stamp__back_log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_stamp__old` AS migrate_now ON migrate_now.`at` = migrate_was.migrate_key_1 WHERE migrate_now.`at` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`at` AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_stamp__back_log` AS migrate_log STRAIGHT_JOIN `migrate_by_stamp__old` AS migrate_now ON migrate_now.`at` = migrate_log.`at` LEFT JOIN `by_stamp` AS migrate_was ON migrate_was.`at` = migrate_log.`at` WHERE migrate_log.migrate_id = ? AND migrate_was.`at` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_stamp__back_log` WHERE migrate_id = ?;

-- [backfill-99] see that no row of by_stamp was left behind
--   strategy: shadow
--   lock: none on migrate_by_stamp__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_by_stamp__old alone, which stays until this holds
--   expects: no row
SELECT `at` FROM `migrate_by_stamp__log` LIMIT 5;

-- [backfill-100] copy by_day into its shadow
--   strategy: shadow
--   lock: none on by_day, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table by_day by day; each commits together with its checkpoint
--   first key, once:
SELECT CAST(`day` AS CHAR) FROM `by_day` FORCE INDEX (`PRIMARY`) ORDER BY `day` LIMIT 1;
--   last key, once:
SELECT CAST(`day` AS CHAR) FROM `by_day` FORCE INDEX (`PRIMARY`) ORDER BY `day` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.day, ? number 2 = end.day, ? number 3 = batch size - 1
SELECT CAST(`day` AS CHAR) FROM `by_day` FORCE INDEX (`PRIMARY`) WHERE `day` >= CAST(? AS DATE) AND `day` <= CAST(? AS DATE) ORDER BY `day` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.day, ? number 2 = to.day
INSERT INTO `migrate_by_day__shadow` (`day`, `v`) SELECT `by_day`.`day`, `by_day`.`v` FROM `by_day` FORCE INDEX (`PRIMARY`) WHERE `day` >= CAST(? AS DATE) AND `day` <= CAST(? AS DATE);

-- [backfill-101] analyze by_day's shadow
--   strategy: shadow
--   lock: none on migrate_by_day__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_by_day__shadow`;

-- [backfill-102] apply what changed in by_day meanwhile
--   strategy: shadow
--   lock: row locks on migrate_by_day__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_by_day__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`day` AS CHAR) AS `day` FROM `migrate_by_day__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_by_day__work` (migrate_id, `day`) SELECT migrate_id, `day` FROM `migrate_by_day__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_by_day__work` AS migrate_work STRAIGHT_JOIN `migrate_by_day__shadow` AS migrate_now ON migrate_now.`day` = migrate_work.`day`;
--   then:
INSERT INTO `migrate_by_day__shadow` (`day`, `v`) SELECT `by_day`.`day`, `by_day`.`v` FROM (SELECT DISTINCT `day` AS migrate_key_1 FROM `migrate_by_day__work`) AS migrate_work STRAIGHT_JOIN `by_day` ON `by_day`.`day` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_by_day__work` AS migrate_work STRAIGHT_JOIN `migrate_by_day__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_by_day__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.day
SELECT 1 FROM `by_day` WHERE `by_day`.`day` = CAST(? AS DATE) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.day
DELETE FROM `migrate_by_day__shadow` WHERE `day` = CAST(? AS DATE);
--   then:
--     ? number 1 = from.day
INSERT INTO `migrate_by_day__shadow` (`day`, `v`) SELECT `by_day`.`day`, `by_day`.`v` FROM `by_day` WHERE `by_day`.`day` = CAST(? AS DATE);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `day` AS migrate_key_1, `by_day`.`day` AS migrate_value_1, `by_day`.`v` AS migrate_value_2 FROM `by_day` WHERE `by_day`.`day` = (SELECT migrate_log.`day` FROM `migrate_by_day__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_day__shadow` AS migrate_now ON migrate_now.`day` = migrate_was.migrate_key_1 WHERE migrate_now.`day` <=> NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`day` AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_day__log` AS migrate_log STRAIGHT_JOIN `migrate_by_day__shadow` AS migrate_now ON migrate_now.`day` = migrate_log.`day` LEFT JOIN `by_day` AS migrate_was ON migrate_was.`day` = migrate_log.`day` WHERE migrate_log.migrate_id = ? AND migrate_was.`day` <=> NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_day__log` WHERE migrate_id = ?;

-- [backfill-103] make a log for the way back of by_day
--   strategy: shadow
--   lock: none on migrate_by_day__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_day__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_day__back_log`
CREATE TABLE `migrate_by_day__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `day` date NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [backfill-104] carry by_day into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_day' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_day__carry__update`
CREATE TRIGGER `migrate_by_day__carry__update` AFTER UPDATE ON `by_day` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_day__log` (`day`) VALUES (OLD.`day`);
    IF NOT (NEW.`day` <=> OLD.`day`) THEN INSERT INTO `migrate_by_day__log` (`day`) VALUES (NEW.`day`); END IF;
  END;
  UPDATE `migrate_by_day__shadow` SET `day` = NEW.`day`, `v` = NEW.`v` WHERE `day` = OLD.`day`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_day__shadow` WHERE `day` = NEW.`day` AND NEW.`day` <=> `day` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_day__log` (`day`) VALUES (OLD.`day`);
    IF NOT (NEW.`day` <=> OLD.`day`) THEN INSERT INTO `migrate_by_day__log` (`day`) VALUES (NEW.`day`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_day__back_log`; END IF;
END;

-- [backfill-105] carry by_day into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_day' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_day__carry__delete`
CREATE TRIGGER `migrate_by_day__carry__delete` AFTER DELETE ON `by_day` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_day__log` (`day`) VALUES (OLD.`day`);
  END;
  DELETE FROM `migrate_by_day__shadow` WHERE `day` = OLD.`day`;
  IF EXISTS (SELECT 1 FROM `migrate_by_day__shadow` WHERE `day` = OLD.`day`) THEN
    INSERT INTO `migrate_by_day__log` (`day`) VALUES (OLD.`day`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_day__back_log`; END IF;
END;

-- [backfill-106] carry by_day into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_day' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_day__carry__insert`
CREATE TRIGGER `migrate_by_day__carry__insert` AFTER INSERT ON `by_day` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_day__log` (`day`) VALUES (NEW.`day`);
  END;
  INSERT INTO `migrate_by_day__shadow` (`day`, `v`) VALUES (NEW.`day`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_day__shadow` WHERE `day` = NEW.`day` AND NEW.`day` <=> `day` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_day__log` (`day`) VALUES (NEW.`day`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_day__back_log`; END IF;
END;

-- [backfill-107] stop the log of by_day on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_day__carry__log__update`;

-- [backfill-108] stop the log of by_day on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_day__carry__log__delete`;

-- [backfill-109] stop the log of by_day on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_day__carry__log__insert`;

-- [backfill-110] apply the last of the log of by_day
--   strategy: shadow
--   lock: row locks on by_day, migrate_by_day__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_by_day__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`day` AS CHAR) AS `day` FROM `migrate_by_day__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.day
SELECT 1 FROM `by_day` WHERE `by_day`.`day` = CAST(? AS DATE) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.day
DELETE FROM `migrate_by_day__shadow` WHERE `day` = CAST(? AS DATE);
--   then:
--     ? number 1 = from.day
INSERT INTO `migrate_by_day__shadow` (`day`, `v`) SELECT `by_day`.`day`, `by_day`.`v` FROM `by_day` WHERE `by_day`.`day` = CAST(? AS DATE);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `day` AS migrate_key_1, `by_day`.`day` AS migrate_value_1, `by_day`.`v` AS migrate_value_2 FROM `by_day` WHERE `by_day`.`day` = (SELECT migrate_log.`day` FROM `migrate_by_day__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_day__shadow` AS migrate_now ON migrate_now.`day` = migrate_was.migrate_key_1 WHERE migrate_now.`day` <=> NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`day` AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_day__log` AS migrate_log STRAIGHT_JOIN `migrate_by_day__shadow` AS migrate_now ON migrate_now.`day` = migrate_log.`day` LEFT JOIN `by_day` AS migrate_was ON migrate_was.`day` = migrate_log.`day` WHERE migrate_log.migrate_id = ? AND migrate_was.`day` <=> NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_day__log` WHERE migrate_id = ?;

-- [backfill-111] note rows that differ in by_day's shadow
--   strategy: shadow
--   lock: none on by_day, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table by_day by day; each commits together with its checkpoint
--   first key, once:
SELECT CAST(`day` AS CHAR) FROM `by_day` FORCE INDEX (`PRIMARY`) ORDER BY `day` LIMIT 1;
--   last key, once:
SELECT CAST(`day` AS CHAR) FROM `by_day` FORCE INDEX (`PRIMARY`) ORDER BY `day` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.day, ? number 2 = end.day, ? number 3 = batch size - 1
SELECT CAST(`day` AS CHAR) FROM `by_day` FORCE INDEX (`PRIMARY`) WHERE `day` >= CAST(? AS DATE) AND `day` <= CAST(? AS DATE) ORDER BY `day` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.day, ? number 2 = to.day
INSERT INTO `migrate_by_day__log` (`day`) SELECT migrate_was.migrate_key_1 FROM (SELECT `day` AS migrate_key_1, `by_day`.`day` AS migrate_value_1, `by_day`.`v` AS migrate_value_2 FROM `by_day` FORCE INDEX (`PRIMARY`) WHERE `day` >= CAST(? AS DATE) AND `day` <= CAST(? AS DATE)) AS migrate_was LEFT JOIN `migrate_by_day__shadow` AS migrate_now ON migrate_now.`day` = migrate_was.migrate_key_1 WHERE migrate_now.`day` <=> NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`day` AND migrate_was.migrate_value_2 <=> migrate_now.`v`);

-- [backfill-112] write the noted rows of by_day anew
--   strategy: shadow
--   lock: row locks on by_day, migrate_by_day__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_by_day__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`day` AS CHAR) AS `day` FROM `migrate_by_day__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.day
SELECT 1 FROM `by_day` WHERE `by_day`.`day` = CAST(? AS DATE) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.day
DELETE FROM `migrate_by_day__shadow` WHERE `day` = CAST(? AS DATE);
--   then:
--     ? number 1 = from.day
INSERT INTO `migrate_by_day__shadow` (`day`, `v`) SELECT `by_day`.`day`, `by_day`.`v` FROM `by_day` WHERE `by_day`.`day` = CAST(? AS DATE);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `day` AS migrate_key_1, `by_day`.`day` AS migrate_value_1, `by_day`.`v` AS migrate_value_2 FROM `by_day` WHERE `by_day`.`day` = (SELECT migrate_log.`day` FROM `migrate_by_day__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_day__shadow` AS migrate_now ON migrate_now.`day` = migrate_was.migrate_key_1 WHERE migrate_now.`day` <=> NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`day` AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_day__log` AS migrate_log STRAIGHT_JOIN `migrate_by_day__shadow` AS migrate_now ON migrate_now.`day` = migrate_log.`day` LEFT JOIN `by_day` AS migrate_was ON migrate_was.`day` = migrate_log.`day` WHERE migrate_log.migrate_id = ? AND migrate_was.`day` <=> NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_day__log` WHERE migrate_id = ?;

-- [backfill-113] note rows that only by_day's shadow has
--   strategy: shadow
--   lock: none on by_day, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_by_day__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_by_day__log` (`day`) SELECT migrate_now.migrate_key_1 FROM (SELECT `day` AS migrate_key_1 FROM `migrate_by_day__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `by_day` AS migrate_was ON migrate_was.`day` = migrate_now.migrate_key_1 WHERE migrate_was.`day` <=> NULL AND (SELECT COUNT(*) FROM `by_day`) <> (SELECT COUNT(*) FROM `migrate_by_day__shadow`);

-- [backfill-114] take the noted rows out of by_day's shadow
--   strategy: shadow
--   lock: row locks on by_day, migrate_by_day__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_by_day__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`day` AS CHAR) AS `day` FROM `migrate_by_day__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.day
SELECT 1 FROM `by_day` WHERE `by_day`.`day` = CAST(? AS DATE) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.day
DELETE FROM `migrate_by_day__shadow` WHERE `day` = CAST(? AS DATE);
--   then:
--     ? number 1 = from.day
INSERT INTO `migrate_by_day__shadow` (`day`, `v`) SELECT `by_day`.`day`, `by_day`.`v` FROM `by_day` WHERE `by_day`.`day` = CAST(? AS DATE);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `day` AS migrate_key_1, `by_day`.`day` AS migrate_value_1, `by_day`.`v` AS migrate_value_2 FROM `by_day` WHERE `by_day`.`day` = (SELECT migrate_log.`day` FROM `migrate_by_day__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_day__shadow` AS migrate_now ON migrate_now.`day` = migrate_was.migrate_key_1 WHERE migrate_now.`day` <=> NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`day` AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_day__log` AS migrate_log STRAIGHT_JOIN `migrate_by_day__shadow` AS migrate_now ON migrate_now.`day` = migrate_log.`day` LEFT JOIN `by_day` AS migrate_was ON migrate_was.`day` = migrate_log.`day` WHERE migrate_log.migrate_id = ? AND migrate_was.`day` <=> NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_day__log` WHERE migrate_id = ?;

-- [backfill-115] log what will change in by_day on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_day__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_day__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_day__back__log__update`
CREATE TRIGGER `migrate_by_day__back__log__update` AFTER UPDATE ON `migrate_by_day__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_day__back_log` (`day`) VALUES (OLD.`day`);
  IF NOT (NEW.`day` <=> OLD.`day`) THEN INSERT INTO `migrate_by_day__back_log` (`day`) VALUES (NEW.`day`); END IF;
END;

-- [backfill-116] log what will change in by_day on DELETE
--   strategy: shadow
--   lock: none on migrate_by_day__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_day__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_day__back__log__delete`
CREATE TRIGGER `migrate_by_day__back__log__delete` AFTER DELETE ON `migrate_by_day__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_day__back_log` (`day`) VALUES (OLD.`day`);
END;

-- [backfill-117] log what will change in by_day on INSERT
--   strategy: shadow
--   lock: none on migrate_by_day__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_day__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_day__back__log__insert`
CREATE TRIGGER `migrate_by_day__back__log__insert` AFTER INSERT ON `migrate_by_day__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_day__back_log` (`day`) VALUES (NEW.`day`);
END;

-- [backfill-118] look for foreign keys that refer to by_day since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'by_day' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'by_day')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'by_day' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'by_day')));

-- [backfill-119] look for what has been changed of by_day since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'day' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'v', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'by_day', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_day'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_day' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_day' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_day' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'by_day'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'by_day' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_day') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-120] wait for transactions that would miss rows of by_day's shadow
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

-- [backfill-121] exchange by_day for its shadow
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_day__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_day__shadow')
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
--   undo: RENAME TABLE `by_day` TO `migrate_by_day__shadow`, `migrate_by_day__old` TO `by_day`
--   loss: rows of by_day that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_by_day__back_log`
RENAME TABLE `by_day` TO `migrate_by_day__old`, `migrate_by_day__shadow` TO `by_day`;

-- [backfill-122] stop carrying into the shadow of by_day on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_day__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_day__carry__update`;

-- [backfill-123] stop carrying into the shadow of by_day on DELETE
--   strategy: shadow
--   lock: none on migrate_by_day__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_day__carry__delete`;

-- [backfill-124] stop carrying into the shadow of by_day on INSERT
--   strategy: shadow
--   lock: none on migrate_by_day__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_day__carry__insert`;

-- [backfill-125] carry by_day back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_day' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_by_day__back__update` AFTER UPDATE ON `by_day` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_day__back_log` (`day`) VALUES (OLD.`day`);
    IF NOT (NEW.`day` <=> OLD.`day`) THEN INSERT INTO `migrate_by_day__back_log` (`day`) VALUES (NEW.`day`); END IF;
  END;
  UPDATE `migrate_by_day__old` SET `day` = NEW.`day`, `v` = NEW.`v` WHERE `day` = OLD.`day`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_day__old` WHERE `day` = NEW.`day` AND NEW.`day` <=> `day` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_day__back_log` (`day`) VALUES (OLD.`day`);
    IF NOT (NEW.`day` <=> OLD.`day`) THEN INSERT INTO `migrate_by_day__back_log` (`day`) VALUES (NEW.`day`); END IF;
  END IF;
END;

-- [backfill-126] carry by_day back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_day' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_by_day__back__delete` AFTER DELETE ON `by_day` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_day__back_log` (`day`) VALUES (OLD.`day`);
  END;
  DELETE FROM `migrate_by_day__old` WHERE `day` = OLD.`day`;
  IF EXISTS (SELECT 1 FROM `migrate_by_day__old` WHERE `day` = OLD.`day`) THEN
    INSERT INTO `migrate_by_day__back_log` (`day`) VALUES (OLD.`day`);
  END IF;
END;

-- [backfill-127] carry by_day back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_day' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_by_day__back__insert` AFTER INSERT ON `by_day` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_day__back_log` (`day`) VALUES (NEW.`day`);
  END;
  INSERT INTO `migrate_by_day__old` (`day`, `v`) VALUES (NEW.`day`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_day__old` WHERE `day` = NEW.`day` AND NEW.`day` <=> `day` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_day__back_log` (`day`) VALUES (NEW.`day`);
  END IF;
END;

-- [backfill-128] stop the log for the way back of by_day on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_day__back__log__update`;

-- [backfill-129] stop the log for the way back of by_day on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_day__back__log__delete`;

-- [backfill-130] stop the log for the way back of by_day on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_day__back__log__insert`;

-- [backfill-131] carry back what was written to by_day meanwhile
--   strategy: shadow
--   lock: row locks on by_day, migrate_by_day__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_by_day__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`day` AS CHAR) AS `day` FROM `migrate_by_day__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.day
SELECT 1 FROM `by_day` WHERE `by_day`.`day` = CAST(? AS DATE) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.day
DELETE FROM `migrate_by_day__old` WHERE `day` = CAST(? AS DATE);
--   then:
--     ? number 1 = from.day
INSERT INTO `migrate_by_day__old` (`day`, `v`) SELECT `by_day`.`day`, `by_day`.`v` FROM `by_day` WHERE `by_day`.`day` = CAST(? AS DATE);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `day` AS migrate_key_1, `by_day`.`day` AS migrate_value_1, `by_day`.`v` AS migrate_value_2 FROM `by_day` WHERE `by_day`.`day` = (SELECT migrate_log.`day` FROM `migrate_by_day__back_log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_day__old` AS migrate_now ON migrate_now.`day` = migrate_was.migrate_key_1 WHERE migrate_now.`day` <=> NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`day` AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_day__back_log` AS migrate_log STRAIGHT_JOIN `migrate_by_day__old` AS migrate_now ON migrate_now.`day` = migrate_log.`day` LEFT JOIN `by_day` AS migrate_was ON migrate_was.`day` = migrate_log.`day` WHERE migrate_log.migrate_id = ? AND migrate_was.`day` <=> NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_day__back_log` WHERE migrate_id = ?;

-- [backfill-132] see that no row of by_day was left behind
--   strategy: shadow
--   lock: none on migrate_by_day__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_by_day__old alone, which stays until this holds
--   expects: no row
SELECT `day` FROM `migrate_by_day__log` LIMIT 5;

-- [backfill-133] copy by_name into its shadow
--   strategy: shadow
--   lock: none on by_name, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table by_name by name; each commits together with its checkpoint
--   first key, once:
SELECT `name` FROM `by_name` FORCE INDEX (`PRIMARY`) ORDER BY `name` LIMIT 1;
--   last key, once:
SELECT `name` FROM `by_name` FORCE INDEX (`PRIMARY`) ORDER BY `name` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.name, ? number 2 = end.name, ? number 3 = batch size - 1
SELECT `name` FROM `by_name` FORCE INDEX (`PRIMARY`) WHERE `name` >= ? AND `name` <= ? ORDER BY `name` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.name, ? number 2 = to.name
INSERT INTO `migrate_by_name__shadow` (`name`, `v`) SELECT `by_name`.`name`, `by_name`.`v` FROM `by_name` FORCE INDEX (`PRIMARY`) WHERE `name` >= ? AND `name` <= ?;

-- [backfill-134] analyze by_name's shadow
--   strategy: shadow
--   lock: none on migrate_by_name__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_by_name__shadow`;

-- [backfill-135] apply what changed in by_name meanwhile
--   strategy: shadow
--   lock: row locks on migrate_by_name__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_by_name__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name` FROM `migrate_by_name__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_by_name__work` (migrate_id, `name`) SELECT migrate_id, `name` FROM `migrate_by_name__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_by_name__work` AS migrate_work STRAIGHT_JOIN `migrate_by_name__shadow` AS migrate_now ON migrate_now.`name` = migrate_work.`name`;
--   then:
INSERT INTO `migrate_by_name__shadow` (`name`, `v`) SELECT `by_name`.`name`, `by_name`.`v` FROM (SELECT DISTINCT `name` AS migrate_key_1 FROM `migrate_by_name__work`) AS migrate_work STRAIGHT_JOIN `by_name` ON `by_name`.`name` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_by_name__work` AS migrate_work STRAIGHT_JOIN `migrate_by_name__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_by_name__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.name
SELECT 1 FROM `by_name` WHERE `by_name`.`name` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name
DELETE FROM `migrate_by_name__shadow` WHERE `name` = ?;
--   then:
--     ? number 1 = from.name
INSERT INTO `migrate_by_name__shadow` (`name`, `v`) SELECT `by_name`.`name`, `by_name`.`v` FROM `by_name` WHERE `by_name`.`name` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.name
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `by_name`.`name` AS migrate_value_1, `by_name`.`v` AS migrate_value_2 FROM `by_name` WHERE `by_name`.`name` = ?) AS migrate_was LEFT JOIN `migrate_by_name__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_name__log` WHERE migrate_id = ?;

-- [backfill-136] make a log for the way back of by_name
--   strategy: shadow
--   lock: none on migrate_by_name__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_name__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_name__back_log`
CREATE TABLE `migrate_by_name__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `name` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [backfill-137] carry by_name into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_name' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_name__carry__update`
CREATE TRIGGER `migrate_by_name__carry__update` AFTER UPDATE ON `by_name` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_name__log` (`name`) VALUES (OLD.`name`);
    IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) THEN INSERT INTO `migrate_by_name__log` (`name`) VALUES (NEW.`name`); END IF;
  END;
  UPDATE `migrate_by_name__shadow` SET `name` = NEW.`name`, `v` = NEW.`v` WHERE `name` = OLD.`name`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_name__shadow` WHERE `name` = NEW.`name` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_name__log` (`name`) VALUES (OLD.`name`);
    IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) THEN INSERT INTO `migrate_by_name__log` (`name`) VALUES (NEW.`name`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_name__back_log`; END IF;
END;

-- [backfill-138] carry by_name into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_name' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_name__carry__delete`
CREATE TRIGGER `migrate_by_name__carry__delete` AFTER DELETE ON `by_name` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_name__log` (`name`) VALUES (OLD.`name`);
  END;
  DELETE FROM `migrate_by_name__shadow` WHERE `name` = OLD.`name`;
  IF EXISTS (SELECT 1 FROM `migrate_by_name__shadow` WHERE `name` = OLD.`name`) THEN
    INSERT INTO `migrate_by_name__log` (`name`) VALUES (OLD.`name`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_name__back_log`; END IF;
END;

-- [backfill-139] carry by_name into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_name' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_name__carry__insert`
CREATE TRIGGER `migrate_by_name__carry__insert` AFTER INSERT ON `by_name` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_name__log` (`name`) VALUES (NEW.`name`);
  END;
  INSERT INTO `migrate_by_name__shadow` (`name`, `v`) VALUES (NEW.`name`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_name__shadow` WHERE `name` = NEW.`name` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_name__log` (`name`) VALUES (NEW.`name`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_name__back_log`; END IF;
END;

-- [backfill-140] stop the log of by_name on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_name__carry__log__update`;

-- [backfill-141] stop the log of by_name on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_name__carry__log__delete`;

-- [backfill-142] stop the log of by_name on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_name__carry__log__insert`;

-- [backfill-143] apply the last of the log of by_name
--   strategy: shadow
--   lock: row locks on by_name, migrate_by_name__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_by_name__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name` FROM `migrate_by_name__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.name
SELECT 1 FROM `by_name` WHERE `by_name`.`name` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name
DELETE FROM `migrate_by_name__shadow` WHERE `name` = ?;
--   then:
--     ? number 1 = from.name
INSERT INTO `migrate_by_name__shadow` (`name`, `v`) SELECT `by_name`.`name`, `by_name`.`v` FROM `by_name` WHERE `by_name`.`name` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.name
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `by_name`.`name` AS migrate_value_1, `by_name`.`v` AS migrate_value_2 FROM `by_name` WHERE `by_name`.`name` = ?) AS migrate_was LEFT JOIN `migrate_by_name__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_name__log` WHERE migrate_id = ?;

-- [backfill-144] note rows that differ in by_name's shadow
--   strategy: shadow
--   lock: none on by_name, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table by_name by name; each commits together with its checkpoint
--   first key, once:
SELECT `name` FROM `by_name` FORCE INDEX (`PRIMARY`) ORDER BY `name` LIMIT 1;
--   last key, once:
SELECT `name` FROM `by_name` FORCE INDEX (`PRIMARY`) ORDER BY `name` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.name, ? number 2 = end.name, ? number 3 = batch size - 1
SELECT `name` FROM `by_name` FORCE INDEX (`PRIMARY`) WHERE `name` >= ? AND `name` <= ? ORDER BY `name` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.name, ? number 2 = to.name
INSERT INTO `migrate_by_name__log` (`name`) SELECT migrate_was.migrate_key_1 FROM (SELECT `name` AS migrate_key_1, `by_name`.`name` AS migrate_value_1, `by_name`.`v` AS migrate_value_2 FROM `by_name` FORCE INDEX (`PRIMARY`) WHERE `name` >= ? AND `name` <= ?) AS migrate_was LEFT JOIN `migrate_by_name__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`v`);

-- [backfill-145] write the noted rows of by_name anew
--   strategy: shadow
--   lock: row locks on by_name, migrate_by_name__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_by_name__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name` FROM `migrate_by_name__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.name
SELECT 1 FROM `by_name` WHERE `by_name`.`name` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name
DELETE FROM `migrate_by_name__shadow` WHERE `name` = ?;
--   then:
--     ? number 1 = from.name
INSERT INTO `migrate_by_name__shadow` (`name`, `v`) SELECT `by_name`.`name`, `by_name`.`v` FROM `by_name` WHERE `by_name`.`name` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.name
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `by_name`.`name` AS migrate_value_1, `by_name`.`v` AS migrate_value_2 FROM `by_name` WHERE `by_name`.`name` = ?) AS migrate_was LEFT JOIN `migrate_by_name__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_name__log` WHERE migrate_id = ?;

-- [backfill-146] note rows that only by_name's shadow has
--   strategy: shadow
--   lock: none on by_name, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_by_name__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_by_name__log` (`name`) SELECT migrate_now.migrate_key_1 FROM (SELECT `name` AS migrate_key_1 FROM `migrate_by_name__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `by_name` AS migrate_was ON migrate_was.`name` = migrate_now.migrate_key_1 WHERE migrate_was.`name` IS NULL AND (SELECT COUNT(*) FROM `by_name`) <> (SELECT COUNT(*) FROM `migrate_by_name__shadow`);

-- [backfill-147] take the noted rows out of by_name's shadow
--   strategy: shadow
--   lock: row locks on by_name, migrate_by_name__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_by_name__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name` FROM `migrate_by_name__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.name
SELECT 1 FROM `by_name` WHERE `by_name`.`name` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name
DELETE FROM `migrate_by_name__shadow` WHERE `name` = ?;
--   then:
--     ? number 1 = from.name
INSERT INTO `migrate_by_name__shadow` (`name`, `v`) SELECT `by_name`.`name`, `by_name`.`v` FROM `by_name` WHERE `by_name`.`name` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.name
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `by_name`.`name` AS migrate_value_1, `by_name`.`v` AS migrate_value_2 FROM `by_name` WHERE `by_name`.`name` = ?) AS migrate_was LEFT JOIN `migrate_by_name__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_name__log` WHERE migrate_id = ?;

-- [backfill-148] log what will change in by_name on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_name__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_name__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_name__back__log__update`
CREATE TRIGGER `migrate_by_name__back__log__update` AFTER UPDATE ON `migrate_by_name__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_name__back_log` (`name`) VALUES (OLD.`name`);
  IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) THEN INSERT INTO `migrate_by_name__back_log` (`name`) VALUES (NEW.`name`); END IF;
END;

-- [backfill-149] log what will change in by_name on DELETE
--   strategy: shadow
--   lock: none on migrate_by_name__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_name__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_name__back__log__delete`
CREATE TRIGGER `migrate_by_name__back__log__delete` AFTER DELETE ON `migrate_by_name__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_name__back_log` (`name`) VALUES (OLD.`name`);
END;

-- [backfill-150] log what will change in by_name on INSERT
--   strategy: shadow
--   lock: none on migrate_by_name__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_name__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_name__back__log__insert`
CREATE TRIGGER `migrate_by_name__back__log__insert` AFTER INSERT ON `migrate_by_name__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_name__back_log` (`name`) VALUES (NEW.`name`);
END;

-- [backfill-151] look for foreign keys that refer to by_name since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'by_name' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'by_name')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'by_name' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'by_name')));

-- [backfill-152] look for what has been changed of by_name since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'name' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'v', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'by_name', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_name'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_name' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_name' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_name' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'by_name'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'by_name' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_name') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-153] wait for transactions that would miss rows of by_name's shadow
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

-- [backfill-154] exchange by_name for its shadow
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_name__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_name__shadow')
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
--   undo: RENAME TABLE `by_name` TO `migrate_by_name__shadow`, `migrate_by_name__old` TO `by_name`
--   loss: rows of by_name that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_by_name__back_log`
RENAME TABLE `by_name` TO `migrate_by_name__old`, `migrate_by_name__shadow` TO `by_name`;

-- [backfill-155] stop carrying into the shadow of by_name on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_name__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_name__carry__update`;

-- [backfill-156] stop carrying into the shadow of by_name on DELETE
--   strategy: shadow
--   lock: none on migrate_by_name__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_name__carry__delete`;

-- [backfill-157] stop carrying into the shadow of by_name on INSERT
--   strategy: shadow
--   lock: none on migrate_by_name__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_name__carry__insert`;

-- [backfill-158] carry by_name back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_name' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_by_name__back__update` AFTER UPDATE ON `by_name` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_name__back_log` (`name`) VALUES (OLD.`name`);
    IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) THEN INSERT INTO `migrate_by_name__back_log` (`name`) VALUES (NEW.`name`); END IF;
  END;
  UPDATE `migrate_by_name__old` SET `name` = NEW.`name`, `v` = NEW.`v` WHERE `name` = OLD.`name`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_name__old` WHERE `name` = NEW.`name` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_name__back_log` (`name`) VALUES (OLD.`name`);
    IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY)) THEN INSERT INTO `migrate_by_name__back_log` (`name`) VALUES (NEW.`name`); END IF;
  END IF;
END;

-- [backfill-159] carry by_name back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_name' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_by_name__back__delete` AFTER DELETE ON `by_name` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_name__back_log` (`name`) VALUES (OLD.`name`);
  END;
  DELETE FROM `migrate_by_name__old` WHERE `name` = OLD.`name`;
  IF EXISTS (SELECT 1 FROM `migrate_by_name__old` WHERE `name` = OLD.`name`) THEN
    INSERT INTO `migrate_by_name__back_log` (`name`) VALUES (OLD.`name`);
  END IF;
END;

-- [backfill-160] carry by_name back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_name' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_by_name__back__insert` AFTER INSERT ON `by_name` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_name__back_log` (`name`) VALUES (NEW.`name`);
  END;
  INSERT INTO `migrate_by_name__old` (`name`, `v`) VALUES (NEW.`name`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_name__old` WHERE `name` = NEW.`name` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_name__back_log` (`name`) VALUES (NEW.`name`);
  END IF;
END;

-- [backfill-161] stop the log for the way back of by_name on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_name__back__log__update`;

-- [backfill-162] stop the log for the way back of by_name on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_name__back__log__delete`;

-- [backfill-163] stop the log for the way back of by_name on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_name__back__log__insert`;

-- [backfill-164] carry back what was written to by_name meanwhile
--   strategy: shadow
--   lock: row locks on by_name, migrate_by_name__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_by_name__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name` FROM `migrate_by_name__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.name
SELECT 1 FROM `by_name` WHERE `by_name`.`name` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name
DELETE FROM `migrate_by_name__old` WHERE `name` = ?;
--   then:
--     ? number 1 = from.name
INSERT INTO `migrate_by_name__old` (`name`, `v`) SELECT `by_name`.`name`, `by_name`.`v` FROM `by_name` WHERE `by_name`.`name` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.name
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `by_name`.`name` AS migrate_value_1, `by_name`.`v` AS migrate_value_2 FROM `by_name` WHERE `by_name`.`name` = ?) AS migrate_was LEFT JOIN `migrate_by_name__old` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`v`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_name__back_log` WHERE migrate_id = ?;

-- [backfill-165] see that no row of by_name was left behind
--   strategy: shadow
--   lock: none on migrate_by_name__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_by_name__old alone, which stays until this holds
--   expects: no row
SELECT `name` FROM `migrate_by_name__log` LIMIT 5;

-- [backfill-166] copy by_latin into its shadow
--   strategy: shadow
--   lock: none on by_latin, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table by_latin by name, raw; each commits together with its checkpoint
--   first key, once:
SELECT `name`, HEX(`raw`) FROM `by_latin` FORCE INDEX (`PRIMARY`) ORDER BY `name`, `raw` LIMIT 1;
--   last key, once:
SELECT `name`, HEX(`raw`) FROM `by_latin` FORCE INDEX (`PRIMARY`) ORDER BY `name` DESC, `raw` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.name, ? number 2 = from.name, ? number 3 = from.name, ? number 4 = from.raw, ? number 5 = end.name, ? number 6 = end.name, ? number 7 = end.name, ? number 8 = end.raw, ? number 9 = batch size - 1
SELECT `name`, HEX(`raw`) FROM `by_latin` FORCE INDEX (`PRIMARY`) WHERE `name` >= ? AND (`name` > ? OR (`name` = ? AND (`raw` >= UNHEX(?)))) AND `name` <= ? AND (`name` < ? OR (`name` = ? AND (`raw` <= UNHEX(?)))) ORDER BY `name`, `raw` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.name, ? number 2 = from.name, ? number 3 = from.name, ? number 4 = from.raw, ? number 5 = to.name, ? number 6 = to.name, ? number 7 = to.name, ? number 8 = to.raw
INSERT INTO `migrate_by_latin__shadow` (`name`, `raw`, `v`) SELECT `by_latin`.`name`, `by_latin`.`raw`, `by_latin`.`v` FROM `by_latin` FORCE INDEX (`PRIMARY`) WHERE `name` >= ? AND (`name` > ? OR (`name` = ? AND (`raw` >= UNHEX(?)))) AND `name` <= ? AND (`name` < ? OR (`name` = ? AND (`raw` <= UNHEX(?))));

-- [backfill-167] analyze by_latin's shadow
--   strategy: shadow
--   lock: none on migrate_by_latin__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_by_latin__shadow`;

-- [backfill-168] apply what changed in by_latin meanwhile
--   strategy: shadow
--   lock: row locks on migrate_by_latin__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_by_latin__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name`, HEX(`raw`) AS `raw` FROM `migrate_by_latin__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_by_latin__work` (migrate_id, `name`, `raw`) SELECT migrate_id, `name`, `raw` FROM `migrate_by_latin__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_by_latin__work` AS migrate_work STRAIGHT_JOIN `migrate_by_latin__shadow` AS migrate_now ON migrate_now.`name` = migrate_work.`name` AND migrate_now.`raw` = migrate_work.`raw`;
--   then:
INSERT INTO `migrate_by_latin__shadow` (`name`, `raw`, `v`) SELECT `by_latin`.`name`, `by_latin`.`raw`, `by_latin`.`v` FROM (SELECT DISTINCT `name` AS migrate_key_1, `raw` AS migrate_key_2 FROM `migrate_by_latin__work`) AS migrate_work STRAIGHT_JOIN `by_latin` ON `by_latin`.`name` = migrate_work.migrate_key_1 AND `by_latin`.`raw` = migrate_work.migrate_key_2;
--   then:
DELETE migrate_log FROM `migrate_by_latin__work` AS migrate_work STRAIGHT_JOIN `migrate_by_latin__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_by_latin__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.name, ? number 2 = from.raw
SELECT 1 FROM `by_latin` WHERE `by_latin`.`name` = ? AND `by_latin`.`raw` = UNHEX(?) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name, ? number 2 = from.raw
DELETE FROM `migrate_by_latin__shadow` WHERE `name` = ? AND `raw` = UNHEX(?);
--   then:
--     ? number 1 = from.name, ? number 2 = from.raw
INSERT INTO `migrate_by_latin__shadow` (`name`, `raw`, `v`) SELECT `by_latin`.`name`, `by_latin`.`raw`, `by_latin`.`v` FROM `by_latin` WHERE `by_latin`.`name` = ? AND `by_latin`.`raw` = UNHEX(?);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `raw` AS migrate_key_2, `by_latin`.`name` AS migrate_value_1, `by_latin`.`raw` AS migrate_value_2, `by_latin`.`v` AS migrate_value_3 FROM `by_latin` WHERE `by_latin`.`name` = (SELECT migrate_log.`name` FROM `migrate_by_latin__log` AS migrate_log WHERE migrate_id = ?) AND `by_latin`.`raw` = (SELECT migrate_log.`raw` FROM `migrate_by_latin__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_latin__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 AND migrate_now.`raw` = migrate_was.migrate_key_2 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`raw` AND migrate_was.migrate_value_3 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_latin__log` AS migrate_log STRAIGHT_JOIN `migrate_by_latin__shadow` AS migrate_now ON migrate_now.`name` = migrate_log.`name` AND migrate_now.`raw` = migrate_log.`raw` LEFT JOIN `by_latin` AS migrate_was ON migrate_was.`name` = migrate_log.`name` AND migrate_was.`raw` = migrate_log.`raw` WHERE migrate_log.migrate_id = ? AND migrate_was.`name` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_latin__log` WHERE migrate_id = ?;

-- [backfill-169] make a log for the way back of by_latin
--   strategy: shadow
--   lock: none on migrate_by_latin__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_latin__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_latin__back_log`
CREATE TABLE `migrate_by_latin__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `name` char(10) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL, `raw` binary(3) NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [backfill-170] carry by_latin into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_latin' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_latin__carry__update`
CREATE TRIGGER `migrate_by_latin__carry__update` AFTER UPDATE ON `by_latin` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_latin__log` (`name`, `raw`) VALUES (OLD.`name`, OLD.`raw`);
    IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY) AND NEW.`raw` <=> OLD.`raw`) THEN INSERT INTO `migrate_by_latin__log` (`name`, `raw`) VALUES (NEW.`name`, NEW.`raw`); END IF;
  END;
  UPDATE `migrate_by_latin__shadow` SET `name` = NEW.`name`, `raw` = NEW.`raw`, `v` = NEW.`v` WHERE `name` = OLD.`name` AND `raw` = OLD.`raw`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_latin__shadow` WHERE `name` = NEW.`name` AND `raw` = NEW.`raw` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`raw` <=> `raw` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_latin__log` (`name`, `raw`) VALUES (OLD.`name`, OLD.`raw`);
    IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY) AND NEW.`raw` <=> OLD.`raw`) THEN INSERT INTO `migrate_by_latin__log` (`name`, `raw`) VALUES (NEW.`name`, NEW.`raw`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_latin__back_log`; END IF;
END;

-- [backfill-171] carry by_latin into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_latin' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_latin__carry__delete`
CREATE TRIGGER `migrate_by_latin__carry__delete` AFTER DELETE ON `by_latin` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_latin__log` (`name`, `raw`) VALUES (OLD.`name`, OLD.`raw`);
  END;
  DELETE FROM `migrate_by_latin__shadow` WHERE `name` = OLD.`name` AND `raw` = OLD.`raw`;
  IF EXISTS (SELECT 1 FROM `migrate_by_latin__shadow` WHERE `name` = OLD.`name` AND `raw` = OLD.`raw`) THEN
    INSERT INTO `migrate_by_latin__log` (`name`, `raw`) VALUES (OLD.`name`, OLD.`raw`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_latin__back_log`; END IF;
END;

-- [backfill-172] carry by_latin into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_latin' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_latin__carry__insert`
CREATE TRIGGER `migrate_by_latin__carry__insert` AFTER INSERT ON `by_latin` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_latin__log` (`name`, `raw`) VALUES (NEW.`name`, NEW.`raw`);
  END;
  INSERT INTO `migrate_by_latin__shadow` (`name`, `raw`, `v`) VALUES (NEW.`name`, NEW.`raw`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_latin__shadow` WHERE `name` = NEW.`name` AND `raw` = NEW.`raw` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`raw` <=> `raw` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_latin__log` (`name`, `raw`) VALUES (NEW.`name`, NEW.`raw`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_latin__back_log`; END IF;
END;

-- [backfill-173] stop the log of by_latin on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_latin__carry__log__update`;

-- [backfill-174] stop the log of by_latin on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_latin__carry__log__delete`;

-- [backfill-175] stop the log of by_latin on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_latin__carry__log__insert`;

-- [backfill-176] apply the last of the log of by_latin
--   strategy: shadow
--   lock: row locks on by_latin, migrate_by_latin__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_by_latin__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name`, HEX(`raw`) AS `raw` FROM `migrate_by_latin__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.name, ? number 2 = from.raw
SELECT 1 FROM `by_latin` WHERE `by_latin`.`name` = ? AND `by_latin`.`raw` = UNHEX(?) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name, ? number 2 = from.raw
DELETE FROM `migrate_by_latin__shadow` WHERE `name` = ? AND `raw` = UNHEX(?);
--   then:
--     ? number 1 = from.name, ? number 2 = from.raw
INSERT INTO `migrate_by_latin__shadow` (`name`, `raw`, `v`) SELECT `by_latin`.`name`, `by_latin`.`raw`, `by_latin`.`v` FROM `by_latin` WHERE `by_latin`.`name` = ? AND `by_latin`.`raw` = UNHEX(?);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `raw` AS migrate_key_2, `by_latin`.`name` AS migrate_value_1, `by_latin`.`raw` AS migrate_value_2, `by_latin`.`v` AS migrate_value_3 FROM `by_latin` WHERE `by_latin`.`name` = (SELECT migrate_log.`name` FROM `migrate_by_latin__log` AS migrate_log WHERE migrate_id = ?) AND `by_latin`.`raw` = (SELECT migrate_log.`raw` FROM `migrate_by_latin__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_latin__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 AND migrate_now.`raw` = migrate_was.migrate_key_2 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`raw` AND migrate_was.migrate_value_3 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_latin__log` AS migrate_log STRAIGHT_JOIN `migrate_by_latin__shadow` AS migrate_now ON migrate_now.`name` = migrate_log.`name` AND migrate_now.`raw` = migrate_log.`raw` LEFT JOIN `by_latin` AS migrate_was ON migrate_was.`name` = migrate_log.`name` AND migrate_was.`raw` = migrate_log.`raw` WHERE migrate_log.migrate_id = ? AND migrate_was.`name` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_latin__log` WHERE migrate_id = ?;

-- [backfill-177] note rows that differ in by_latin's shadow
--   strategy: shadow
--   lock: none on by_latin, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table by_latin by name, raw; each commits together with its checkpoint
--   first key, once:
SELECT `name`, HEX(`raw`) FROM `by_latin` FORCE INDEX (`PRIMARY`) ORDER BY `name`, `raw` LIMIT 1;
--   last key, once:
SELECT `name`, HEX(`raw`) FROM `by_latin` FORCE INDEX (`PRIMARY`) ORDER BY `name` DESC, `raw` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.name, ? number 2 = from.name, ? number 3 = from.name, ? number 4 = from.raw, ? number 5 = end.name, ? number 6 = end.name, ? number 7 = end.name, ? number 8 = end.raw, ? number 9 = batch size - 1
SELECT `name`, HEX(`raw`) FROM `by_latin` FORCE INDEX (`PRIMARY`) WHERE `name` >= ? AND (`name` > ? OR (`name` = ? AND (`raw` >= UNHEX(?)))) AND `name` <= ? AND (`name` < ? OR (`name` = ? AND (`raw` <= UNHEX(?)))) ORDER BY `name`, `raw` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.name, ? number 2 = from.name, ? number 3 = from.name, ? number 4 = from.raw, ? number 5 = to.name, ? number 6 = to.name, ? number 7 = to.name, ? number 8 = to.raw
INSERT INTO `migrate_by_latin__log` (`name`, `raw`) SELECT migrate_was.migrate_key_1, migrate_was.migrate_key_2 FROM (SELECT `name` AS migrate_key_1, `raw` AS migrate_key_2, `by_latin`.`name` AS migrate_value_1, `by_latin`.`raw` AS migrate_value_2, `by_latin`.`v` AS migrate_value_3 FROM `by_latin` FORCE INDEX (`PRIMARY`) WHERE `name` >= ? AND (`name` > ? OR (`name` = ? AND (`raw` >= UNHEX(?)))) AND `name` <= ? AND (`name` < ? OR (`name` = ? AND (`raw` <= UNHEX(?))))) AS migrate_was LEFT JOIN `migrate_by_latin__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 AND migrate_now.`raw` = migrate_was.migrate_key_2 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`raw` AND migrate_was.migrate_value_3 <=> migrate_now.`v`);

-- [backfill-178] write the noted rows of by_latin anew
--   strategy: shadow
--   lock: row locks on by_latin, migrate_by_latin__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_by_latin__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name`, HEX(`raw`) AS `raw` FROM `migrate_by_latin__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.name, ? number 2 = from.raw
SELECT 1 FROM `by_latin` WHERE `by_latin`.`name` = ? AND `by_latin`.`raw` = UNHEX(?) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name, ? number 2 = from.raw
DELETE FROM `migrate_by_latin__shadow` WHERE `name` = ? AND `raw` = UNHEX(?);
--   then:
--     ? number 1 = from.name, ? number 2 = from.raw
INSERT INTO `migrate_by_latin__shadow` (`name`, `raw`, `v`) SELECT `by_latin`.`name`, `by_latin`.`raw`, `by_latin`.`v` FROM `by_latin` WHERE `by_latin`.`name` = ? AND `by_latin`.`raw` = UNHEX(?);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `raw` AS migrate_key_2, `by_latin`.`name` AS migrate_value_1, `by_latin`.`raw` AS migrate_value_2, `by_latin`.`v` AS migrate_value_3 FROM `by_latin` WHERE `by_latin`.`name` = (SELECT migrate_log.`name` FROM `migrate_by_latin__log` AS migrate_log WHERE migrate_id = ?) AND `by_latin`.`raw` = (SELECT migrate_log.`raw` FROM `migrate_by_latin__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_latin__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 AND migrate_now.`raw` = migrate_was.migrate_key_2 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`raw` AND migrate_was.migrate_value_3 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_latin__log` AS migrate_log STRAIGHT_JOIN `migrate_by_latin__shadow` AS migrate_now ON migrate_now.`name` = migrate_log.`name` AND migrate_now.`raw` = migrate_log.`raw` LEFT JOIN `by_latin` AS migrate_was ON migrate_was.`name` = migrate_log.`name` AND migrate_was.`raw` = migrate_log.`raw` WHERE migrate_log.migrate_id = ? AND migrate_was.`name` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_latin__log` WHERE migrate_id = ?;

-- [backfill-179] note rows that only by_latin's shadow has
--   strategy: shadow
--   lock: none on by_latin, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_by_latin__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_by_latin__log` (`name`, `raw`) SELECT migrate_now.migrate_key_1, migrate_now.migrate_key_2 FROM (SELECT `name` AS migrate_key_1, `raw` AS migrate_key_2 FROM `migrate_by_latin__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `by_latin` AS migrate_was ON migrate_was.`name` = migrate_now.migrate_key_1 AND migrate_was.`raw` = migrate_now.migrate_key_2 WHERE migrate_was.`name` IS NULL AND (SELECT COUNT(*) FROM `by_latin`) <> (SELECT COUNT(*) FROM `migrate_by_latin__shadow`);

-- [backfill-180] take the noted rows out of by_latin's shadow
--   strategy: shadow
--   lock: row locks on by_latin, migrate_by_latin__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_by_latin__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name`, HEX(`raw`) AS `raw` FROM `migrate_by_latin__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.name, ? number 2 = from.raw
SELECT 1 FROM `by_latin` WHERE `by_latin`.`name` = ? AND `by_latin`.`raw` = UNHEX(?) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name, ? number 2 = from.raw
DELETE FROM `migrate_by_latin__shadow` WHERE `name` = ? AND `raw` = UNHEX(?);
--   then:
--     ? number 1 = from.name, ? number 2 = from.raw
INSERT INTO `migrate_by_latin__shadow` (`name`, `raw`, `v`) SELECT `by_latin`.`name`, `by_latin`.`raw`, `by_latin`.`v` FROM `by_latin` WHERE `by_latin`.`name` = ? AND `by_latin`.`raw` = UNHEX(?);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `raw` AS migrate_key_2, `by_latin`.`name` AS migrate_value_1, `by_latin`.`raw` AS migrate_value_2, `by_latin`.`v` AS migrate_value_3 FROM `by_latin` WHERE `by_latin`.`name` = (SELECT migrate_log.`name` FROM `migrate_by_latin__log` AS migrate_log WHERE migrate_id = ?) AND `by_latin`.`raw` = (SELECT migrate_log.`raw` FROM `migrate_by_latin__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_latin__shadow` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 AND migrate_now.`raw` = migrate_was.migrate_key_2 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`raw` AND migrate_was.migrate_value_3 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_latin__log` AS migrate_log STRAIGHT_JOIN `migrate_by_latin__shadow` AS migrate_now ON migrate_now.`name` = migrate_log.`name` AND migrate_now.`raw` = migrate_log.`raw` LEFT JOIN `by_latin` AS migrate_was ON migrate_was.`name` = migrate_log.`name` AND migrate_was.`raw` = migrate_log.`raw` WHERE migrate_log.migrate_id = ? AND migrate_was.`name` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_latin__log` WHERE migrate_id = ?;

-- [backfill-181] log what will change in by_latin on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_latin__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_latin__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_latin__back__log__update`
CREATE TRIGGER `migrate_by_latin__back__log__update` AFTER UPDATE ON `migrate_by_latin__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_latin__back_log` (`name`, `raw`) VALUES (OLD.`name`, OLD.`raw`);
  IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY) AND NEW.`raw` <=> OLD.`raw`) THEN INSERT INTO `migrate_by_latin__back_log` (`name`, `raw`) VALUES (NEW.`name`, NEW.`raw`); END IF;
END;

-- [backfill-182] log what will change in by_latin on DELETE
--   strategy: shadow
--   lock: none on migrate_by_latin__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_latin__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_latin__back__log__delete`
CREATE TRIGGER `migrate_by_latin__back__log__delete` AFTER DELETE ON `migrate_by_latin__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_latin__back_log` (`name`, `raw`) VALUES (OLD.`name`, OLD.`raw`);
END;

-- [backfill-183] log what will change in by_latin on INSERT
--   strategy: shadow
--   lock: none on migrate_by_latin__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_latin__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_latin__back__log__insert`
CREATE TRIGGER `migrate_by_latin__back__log__insert` AFTER INSERT ON `migrate_by_latin__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_latin__back_log` (`name`, `raw`) VALUES (NEW.`name`, NEW.`raw`);
END;

-- [backfill-184] look for foreign keys that refer to by_latin since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'by_latin' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'by_latin')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'by_latin' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'by_latin')));

-- [backfill-185] look for what has been changed of by_latin since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'name' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'raw', '(digest)', 1, 0
UNION ALL SELECT 'column', 'v', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'by_latin', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_latin'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_latin' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_latin' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_latin' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'by_latin'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'by_latin' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_latin') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-186] wait for transactions that would miss rows of by_latin's shadow
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

-- [backfill-187] exchange by_latin for its shadow
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_latin__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_latin__shadow')
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
--   undo: RENAME TABLE `by_latin` TO `migrate_by_latin__shadow`, `migrate_by_latin__old` TO `by_latin`
--   loss: rows of by_latin that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_by_latin__back_log`
RENAME TABLE `by_latin` TO `migrate_by_latin__old`, `migrate_by_latin__shadow` TO `by_latin`;

-- [backfill-188] stop carrying into the shadow of by_latin on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_latin__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_latin__carry__update`;

-- [backfill-189] stop carrying into the shadow of by_latin on DELETE
--   strategy: shadow
--   lock: none on migrate_by_latin__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_latin__carry__delete`;

-- [backfill-190] stop carrying into the shadow of by_latin on INSERT
--   strategy: shadow
--   lock: none on migrate_by_latin__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_latin__carry__insert`;

-- [backfill-191] carry by_latin back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_latin' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_by_latin__back__update` AFTER UPDATE ON `by_latin` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_latin__back_log` (`name`, `raw`) VALUES (OLD.`name`, OLD.`raw`);
    IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY) AND NEW.`raw` <=> OLD.`raw`) THEN INSERT INTO `migrate_by_latin__back_log` (`name`, `raw`) VALUES (NEW.`name`, NEW.`raw`); END IF;
  END;
  UPDATE `migrate_by_latin__old` SET `name` = NEW.`name`, `raw` = NEW.`raw`, `v` = NEW.`v` WHERE `name` = OLD.`name` AND `raw` = OLD.`raw`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_latin__old` WHERE `name` = NEW.`name` AND `raw` = NEW.`raw` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`raw` <=> `raw` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_latin__back_log` (`name`, `raw`) VALUES (OLD.`name`, OLD.`raw`);
    IF NOT (CAST(NEW.`name` AS BINARY) <=> CAST(OLD.`name` AS BINARY) AND NEW.`raw` <=> OLD.`raw`) THEN INSERT INTO `migrate_by_latin__back_log` (`name`, `raw`) VALUES (NEW.`name`, NEW.`raw`); END IF;
  END IF;
END;

-- [backfill-192] carry by_latin back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_latin' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_by_latin__back__delete` AFTER DELETE ON `by_latin` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_latin__back_log` (`name`, `raw`) VALUES (OLD.`name`, OLD.`raw`);
  END;
  DELETE FROM `migrate_by_latin__old` WHERE `name` = OLD.`name` AND `raw` = OLD.`raw`;
  IF EXISTS (SELECT 1 FROM `migrate_by_latin__old` WHERE `name` = OLD.`name` AND `raw` = OLD.`raw`) THEN
    INSERT INTO `migrate_by_latin__back_log` (`name`, `raw`) VALUES (OLD.`name`, OLD.`raw`);
  END IF;
END;

-- [backfill-193] carry by_latin back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_latin' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_by_latin__back__insert` AFTER INSERT ON `by_latin` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_latin__back_log` (`name`, `raw`) VALUES (NEW.`name`, NEW.`raw`);
  END;
  INSERT INTO `migrate_by_latin__old` (`name`, `raw`, `v`) VALUES (NEW.`name`, NEW.`raw`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_latin__old` WHERE `name` = NEW.`name` AND `raw` = NEW.`raw` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`raw` <=> `raw` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_latin__back_log` (`name`, `raw`) VALUES (NEW.`name`, NEW.`raw`);
  END IF;
END;

-- [backfill-194] stop the log for the way back of by_latin on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_latin__back__log__update`;

-- [backfill-195] stop the log for the way back of by_latin on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_latin__back__log__delete`;

-- [backfill-196] stop the log for the way back of by_latin on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_latin__back__log__insert`;

-- [backfill-197] carry back what was written to by_latin meanwhile
--   strategy: shadow
--   lock: row locks on by_latin, migrate_by_latin__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_by_latin__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `name`, HEX(`raw`) AS `raw` FROM `migrate_by_latin__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.name, ? number 2 = from.raw
SELECT 1 FROM `by_latin` WHERE `by_latin`.`name` = ? AND `by_latin`.`raw` = UNHEX(?) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.name, ? number 2 = from.raw
DELETE FROM `migrate_by_latin__old` WHERE `name` = ? AND `raw` = UNHEX(?);
--   then:
--     ? number 1 = from.name, ? number 2 = from.raw
INSERT INTO `migrate_by_latin__old` (`name`, `raw`, `v`) SELECT `by_latin`.`name`, `by_latin`.`raw`, `by_latin`.`v` FROM `by_latin` WHERE `by_latin`.`name` = ? AND `by_latin`.`raw` = UNHEX(?);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `name` AS migrate_key_1, `raw` AS migrate_key_2, `by_latin`.`name` AS migrate_value_1, `by_latin`.`raw` AS migrate_value_2, `by_latin`.`v` AS migrate_value_3 FROM `by_latin` WHERE `by_latin`.`name` = (SELECT migrate_log.`name` FROM `migrate_by_latin__back_log` AS migrate_log WHERE migrate_id = ?) AND `by_latin`.`raw` = (SELECT migrate_log.`raw` FROM `migrate_by_latin__back_log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_latin__old` AS migrate_now ON migrate_now.`name` = migrate_was.migrate_key_1 AND migrate_now.`raw` = migrate_was.migrate_key_2 WHERE migrate_now.`name` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`raw` AND migrate_was.migrate_value_3 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_latin__back_log` AS migrate_log STRAIGHT_JOIN `migrate_by_latin__old` AS migrate_now ON migrate_now.`name` = migrate_log.`name` AND migrate_now.`raw` = migrate_log.`raw` LEFT JOIN `by_latin` AS migrate_was ON migrate_was.`name` = migrate_log.`name` AND migrate_was.`raw` = migrate_log.`raw` WHERE migrate_log.migrate_id = ? AND migrate_was.`name` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_latin__back_log` WHERE migrate_id = ?;

-- [backfill-198] see that no row of by_latin was left behind
--   strategy: shadow
--   lock: none on migrate_by_latin__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_by_latin__old alone, which stays until this holds
--   expects: no row
SELECT `name`, `raw` FROM `migrate_by_latin__log` LIMIT 5;

-- [backfill-199] copy by_enum into its shadow
--   strategy: shadow
--   lock: none on by_enum, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table by_enum by kind; each commits together with its checkpoint
--   first key, once:
SELECT CAST(`kind` AS UNSIGNED) FROM `by_enum` FORCE INDEX (`PRIMARY`) ORDER BY `kind` LIMIT 1;
--   last key, once:
SELECT CAST(`kind` AS UNSIGNED) FROM `by_enum` FORCE INDEX (`PRIMARY`) ORDER BY `kind` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.kind, ? number 2 = end.kind, ? number 3 = batch size - 1
SELECT CAST(`kind` AS UNSIGNED) FROM `by_enum` FORCE INDEX (`PRIMARY`) WHERE `kind` >= CAST(? AS UNSIGNED) AND `kind` <= CAST(? AS UNSIGNED) ORDER BY `kind` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.kind, ? number 2 = to.kind
INSERT INTO `migrate_by_enum__shadow` (`kind`, `v`) SELECT `by_enum`.`kind`, `by_enum`.`v` FROM `by_enum` FORCE INDEX (`PRIMARY`) WHERE `kind` >= CAST(? AS UNSIGNED) AND `kind` <= CAST(? AS UNSIGNED);

-- [backfill-200] analyze by_enum's shadow
--   strategy: shadow
--   lock: none on migrate_by_enum__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_by_enum__shadow`;

-- [backfill-201] apply what changed in by_enum meanwhile
--   strategy: shadow
--   lock: row locks on migrate_by_enum__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_by_enum__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`kind` AS UNSIGNED) AS `kind` FROM `migrate_by_enum__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_by_enum__work` (migrate_id, `kind`) SELECT migrate_id, `kind` FROM `migrate_by_enum__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_by_enum__work` AS migrate_work STRAIGHT_JOIN `migrate_by_enum__shadow` AS migrate_now ON migrate_now.`kind` = migrate_work.`kind`;
--   then:
INSERT INTO `migrate_by_enum__shadow` (`kind`, `v`) SELECT `by_enum`.`kind`, `by_enum`.`v` FROM (SELECT DISTINCT `kind` AS migrate_key_1 FROM `migrate_by_enum__work`) AS migrate_work STRAIGHT_JOIN `by_enum` ON `by_enum`.`kind` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_by_enum__work` AS migrate_work STRAIGHT_JOIN `migrate_by_enum__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_by_enum__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.kind
SELECT 1 FROM `by_enum` WHERE `by_enum`.`kind` = CAST(? AS UNSIGNED) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.kind
DELETE FROM `migrate_by_enum__shadow` WHERE `kind` = CAST(? AS UNSIGNED);
--   then:
--     ? number 1 = from.kind
INSERT INTO `migrate_by_enum__shadow` (`kind`, `v`) SELECT `by_enum`.`kind`, `by_enum`.`v` FROM `by_enum` WHERE `by_enum`.`kind` = CAST(? AS UNSIGNED);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `kind` AS migrate_key_1, `by_enum`.`kind` AS migrate_value_1, `by_enum`.`v` AS migrate_value_2 FROM `by_enum` WHERE `by_enum`.`kind` = (SELECT migrate_log.`kind` FROM `migrate_by_enum__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_enum__shadow` AS migrate_now ON migrate_now.`kind` = migrate_was.migrate_key_1 WHERE migrate_now.`kind` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`kind` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_enum__log` AS migrate_log STRAIGHT_JOIN `migrate_by_enum__shadow` AS migrate_now ON migrate_now.`kind` = migrate_log.`kind` LEFT JOIN `by_enum` AS migrate_was ON migrate_was.`kind` = migrate_log.`kind` WHERE migrate_log.migrate_id = ? AND migrate_was.`kind` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_enum__log` WHERE migrate_id = ?;

-- [backfill-202] make a log for the way back of by_enum
--   strategy: shadow
--   lock: none on migrate_by_enum__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_enum__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_enum__back_log`
CREATE TABLE `migrate_by_enum__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `kind` enum('z','m','a') CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [backfill-203] carry by_enum into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_enum' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_enum__carry__update`
CREATE TRIGGER `migrate_by_enum__carry__update` AFTER UPDATE ON `by_enum` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_enum__log` (`kind`) VALUES (OLD.`kind`);
    IF NOT (CAST(NEW.`kind` AS BINARY) <=> CAST(OLD.`kind` AS BINARY)) THEN INSERT INTO `migrate_by_enum__log` (`kind`) VALUES (NEW.`kind`); END IF;
  END;
  UPDATE `migrate_by_enum__shadow` SET `kind` = NEW.`kind`, `v` = NEW.`v` WHERE `kind` = OLD.`kind`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_enum__shadow` WHERE `kind` = NEW.`kind` AND CAST(NEW.`kind` AS BINARY) <=> CAST(`kind` AS BINARY) AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_enum__log` (`kind`) VALUES (OLD.`kind`);
    IF NOT (CAST(NEW.`kind` AS BINARY) <=> CAST(OLD.`kind` AS BINARY)) THEN INSERT INTO `migrate_by_enum__log` (`kind`) VALUES (NEW.`kind`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_enum__back_log`; END IF;
END;

-- [backfill-204] carry by_enum into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_enum' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_enum__carry__delete`
CREATE TRIGGER `migrate_by_enum__carry__delete` AFTER DELETE ON `by_enum` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_enum__log` (`kind`) VALUES (OLD.`kind`);
  END;
  DELETE FROM `migrate_by_enum__shadow` WHERE `kind` = OLD.`kind`;
  IF EXISTS (SELECT 1 FROM `migrate_by_enum__shadow` WHERE `kind` = OLD.`kind`) THEN
    INSERT INTO `migrate_by_enum__log` (`kind`) VALUES (OLD.`kind`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_enum__back_log`; END IF;
END;

-- [backfill-205] carry by_enum into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_enum' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_enum__carry__insert`
CREATE TRIGGER `migrate_by_enum__carry__insert` AFTER INSERT ON `by_enum` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_enum__log` (`kind`) VALUES (NEW.`kind`);
  END;
  INSERT INTO `migrate_by_enum__shadow` (`kind`, `v`) VALUES (NEW.`kind`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_enum__shadow` WHERE `kind` = NEW.`kind` AND CAST(NEW.`kind` AS BINARY) <=> CAST(`kind` AS BINARY) AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_enum__log` (`kind`) VALUES (NEW.`kind`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_enum__back_log`; END IF;
END;

-- [backfill-206] stop the log of by_enum on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_enum__carry__log__update`;

-- [backfill-207] stop the log of by_enum on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_enum__carry__log__delete`;

-- [backfill-208] stop the log of by_enum on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_enum__carry__log__insert`;

-- [backfill-209] apply the last of the log of by_enum
--   strategy: shadow
--   lock: row locks on by_enum, migrate_by_enum__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_by_enum__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`kind` AS UNSIGNED) AS `kind` FROM `migrate_by_enum__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.kind
SELECT 1 FROM `by_enum` WHERE `by_enum`.`kind` = CAST(? AS UNSIGNED) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.kind
DELETE FROM `migrate_by_enum__shadow` WHERE `kind` = CAST(? AS UNSIGNED);
--   then:
--     ? number 1 = from.kind
INSERT INTO `migrate_by_enum__shadow` (`kind`, `v`) SELECT `by_enum`.`kind`, `by_enum`.`v` FROM `by_enum` WHERE `by_enum`.`kind` = CAST(? AS UNSIGNED);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `kind` AS migrate_key_1, `by_enum`.`kind` AS migrate_value_1, `by_enum`.`v` AS migrate_value_2 FROM `by_enum` WHERE `by_enum`.`kind` = (SELECT migrate_log.`kind` FROM `migrate_by_enum__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_enum__shadow` AS migrate_now ON migrate_now.`kind` = migrate_was.migrate_key_1 WHERE migrate_now.`kind` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`kind` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_enum__log` AS migrate_log STRAIGHT_JOIN `migrate_by_enum__shadow` AS migrate_now ON migrate_now.`kind` = migrate_log.`kind` LEFT JOIN `by_enum` AS migrate_was ON migrate_was.`kind` = migrate_log.`kind` WHERE migrate_log.migrate_id = ? AND migrate_was.`kind` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_enum__log` WHERE migrate_id = ?;

-- [backfill-210] note rows that differ in by_enum's shadow
--   strategy: shadow
--   lock: none on by_enum, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table by_enum by kind; each commits together with its checkpoint
--   first key, once:
SELECT CAST(`kind` AS UNSIGNED) FROM `by_enum` FORCE INDEX (`PRIMARY`) ORDER BY `kind` LIMIT 1;
--   last key, once:
SELECT CAST(`kind` AS UNSIGNED) FROM `by_enum` FORCE INDEX (`PRIMARY`) ORDER BY `kind` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.kind, ? number 2 = end.kind, ? number 3 = batch size - 1
SELECT CAST(`kind` AS UNSIGNED) FROM `by_enum` FORCE INDEX (`PRIMARY`) WHERE `kind` >= CAST(? AS UNSIGNED) AND `kind` <= CAST(? AS UNSIGNED) ORDER BY `kind` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.kind, ? number 2 = to.kind
INSERT INTO `migrate_by_enum__log` (`kind`) SELECT migrate_was.migrate_key_1 FROM (SELECT `kind` AS migrate_key_1, `by_enum`.`kind` AS migrate_value_1, `by_enum`.`v` AS migrate_value_2 FROM `by_enum` FORCE INDEX (`PRIMARY`) WHERE `kind` >= CAST(? AS UNSIGNED) AND `kind` <= CAST(? AS UNSIGNED)) AS migrate_was LEFT JOIN `migrate_by_enum__shadow` AS migrate_now ON migrate_now.`kind` = migrate_was.migrate_key_1 WHERE migrate_now.`kind` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`kind` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`v`);

-- [backfill-211] write the noted rows of by_enum anew
--   strategy: shadow
--   lock: row locks on by_enum, migrate_by_enum__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_by_enum__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`kind` AS UNSIGNED) AS `kind` FROM `migrate_by_enum__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.kind
SELECT 1 FROM `by_enum` WHERE `by_enum`.`kind` = CAST(? AS UNSIGNED) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.kind
DELETE FROM `migrate_by_enum__shadow` WHERE `kind` = CAST(? AS UNSIGNED);
--   then:
--     ? number 1 = from.kind
INSERT INTO `migrate_by_enum__shadow` (`kind`, `v`) SELECT `by_enum`.`kind`, `by_enum`.`v` FROM `by_enum` WHERE `by_enum`.`kind` = CAST(? AS UNSIGNED);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `kind` AS migrate_key_1, `by_enum`.`kind` AS migrate_value_1, `by_enum`.`v` AS migrate_value_2 FROM `by_enum` WHERE `by_enum`.`kind` = (SELECT migrate_log.`kind` FROM `migrate_by_enum__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_enum__shadow` AS migrate_now ON migrate_now.`kind` = migrate_was.migrate_key_1 WHERE migrate_now.`kind` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`kind` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_enum__log` AS migrate_log STRAIGHT_JOIN `migrate_by_enum__shadow` AS migrate_now ON migrate_now.`kind` = migrate_log.`kind` LEFT JOIN `by_enum` AS migrate_was ON migrate_was.`kind` = migrate_log.`kind` WHERE migrate_log.migrate_id = ? AND migrate_was.`kind` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_enum__log` WHERE migrate_id = ?;

-- [backfill-212] note rows that only by_enum's shadow has
--   strategy: shadow
--   lock: none on by_enum, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_by_enum__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_by_enum__log` (`kind`) SELECT migrate_now.migrate_key_1 FROM (SELECT `kind` AS migrate_key_1 FROM `migrate_by_enum__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `by_enum` AS migrate_was ON migrate_was.`kind` = migrate_now.migrate_key_1 WHERE migrate_was.`kind` IS NULL AND (SELECT COUNT(*) FROM `by_enum`) <> (SELECT COUNT(*) FROM `migrate_by_enum__shadow`);

-- [backfill-213] take the noted rows out of by_enum's shadow
--   strategy: shadow
--   lock: row locks on by_enum, migrate_by_enum__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_by_enum__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`kind` AS UNSIGNED) AS `kind` FROM `migrate_by_enum__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.kind
SELECT 1 FROM `by_enum` WHERE `by_enum`.`kind` = CAST(? AS UNSIGNED) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.kind
DELETE FROM `migrate_by_enum__shadow` WHERE `kind` = CAST(? AS UNSIGNED);
--   then:
--     ? number 1 = from.kind
INSERT INTO `migrate_by_enum__shadow` (`kind`, `v`) SELECT `by_enum`.`kind`, `by_enum`.`v` FROM `by_enum` WHERE `by_enum`.`kind` = CAST(? AS UNSIGNED);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `kind` AS migrate_key_1, `by_enum`.`kind` AS migrate_value_1, `by_enum`.`v` AS migrate_value_2 FROM `by_enum` WHERE `by_enum`.`kind` = (SELECT migrate_log.`kind` FROM `migrate_by_enum__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_enum__shadow` AS migrate_now ON migrate_now.`kind` = migrate_was.migrate_key_1 WHERE migrate_now.`kind` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`kind` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_enum__log` AS migrate_log STRAIGHT_JOIN `migrate_by_enum__shadow` AS migrate_now ON migrate_now.`kind` = migrate_log.`kind` LEFT JOIN `by_enum` AS migrate_was ON migrate_was.`kind` = migrate_log.`kind` WHERE migrate_log.migrate_id = ? AND migrate_was.`kind` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_enum__log` WHERE migrate_id = ?;

-- [backfill-214] log what will change in by_enum on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_enum__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_enum__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_enum__back__log__update`
CREATE TRIGGER `migrate_by_enum__back__log__update` AFTER UPDATE ON `migrate_by_enum__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_enum__back_log` (`kind`) VALUES (OLD.`kind`);
  IF NOT (CAST(NEW.`kind` AS BINARY) <=> CAST(OLD.`kind` AS BINARY)) THEN INSERT INTO `migrate_by_enum__back_log` (`kind`) VALUES (NEW.`kind`); END IF;
END;

-- [backfill-215] log what will change in by_enum on DELETE
--   strategy: shadow
--   lock: none on migrate_by_enum__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_enum__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_enum__back__log__delete`
CREATE TRIGGER `migrate_by_enum__back__log__delete` AFTER DELETE ON `migrate_by_enum__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_enum__back_log` (`kind`) VALUES (OLD.`kind`);
END;

-- [backfill-216] log what will change in by_enum on INSERT
--   strategy: shadow
--   lock: none on migrate_by_enum__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_enum__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_enum__back__log__insert`
CREATE TRIGGER `migrate_by_enum__back__log__insert` AFTER INSERT ON `migrate_by_enum__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_enum__back_log` (`kind`) VALUES (NEW.`kind`);
END;

-- [backfill-217] look for foreign keys that refer to by_enum since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'by_enum' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'by_enum')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'by_enum' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'by_enum')));

-- [backfill-218] look for what has been changed of by_enum since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'kind' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'v', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'by_enum', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_enum'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_enum' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_enum' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_enum' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'by_enum'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'by_enum' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_enum') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-219] wait for transactions that would miss rows of by_enum's shadow
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

-- [backfill-220] exchange by_enum for its shadow
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_enum__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_enum__shadow')
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
--   undo: RENAME TABLE `by_enum` TO `migrate_by_enum__shadow`, `migrate_by_enum__old` TO `by_enum`
--   loss: rows of by_enum that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_by_enum__back_log`
RENAME TABLE `by_enum` TO `migrate_by_enum__old`, `migrate_by_enum__shadow` TO `by_enum`;

-- [backfill-221] stop carrying into the shadow of by_enum on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_enum__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_enum__carry__update`;

-- [backfill-222] stop carrying into the shadow of by_enum on DELETE
--   strategy: shadow
--   lock: none on migrate_by_enum__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_enum__carry__delete`;

-- [backfill-223] stop carrying into the shadow of by_enum on INSERT
--   strategy: shadow
--   lock: none on migrate_by_enum__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_enum__carry__insert`;

-- [backfill-224] carry by_enum back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_enum' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_by_enum__back__update` AFTER UPDATE ON `by_enum` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_enum__back_log` (`kind`) VALUES (OLD.`kind`);
    IF NOT (CAST(NEW.`kind` AS BINARY) <=> CAST(OLD.`kind` AS BINARY)) THEN INSERT INTO `migrate_by_enum__back_log` (`kind`) VALUES (NEW.`kind`); END IF;
  END;
  UPDATE `migrate_by_enum__old` SET `kind` = NEW.`kind`, `v` = NEW.`v` WHERE `kind` = OLD.`kind`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_enum__old` WHERE `kind` = NEW.`kind` AND CAST(NEW.`kind` AS BINARY) <=> CAST(`kind` AS BINARY) AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_enum__back_log` (`kind`) VALUES (OLD.`kind`);
    IF NOT (CAST(NEW.`kind` AS BINARY) <=> CAST(OLD.`kind` AS BINARY)) THEN INSERT INTO `migrate_by_enum__back_log` (`kind`) VALUES (NEW.`kind`); END IF;
  END IF;
END;

-- [backfill-225] carry by_enum back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_enum' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_by_enum__back__delete` AFTER DELETE ON `by_enum` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_enum__back_log` (`kind`) VALUES (OLD.`kind`);
  END;
  DELETE FROM `migrate_by_enum__old` WHERE `kind` = OLD.`kind`;
  IF EXISTS (SELECT 1 FROM `migrate_by_enum__old` WHERE `kind` = OLD.`kind`) THEN
    INSERT INTO `migrate_by_enum__back_log` (`kind`) VALUES (OLD.`kind`);
  END IF;
END;

-- [backfill-226] carry by_enum back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_enum' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_by_enum__back__insert` AFTER INSERT ON `by_enum` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_enum__back_log` (`kind`) VALUES (NEW.`kind`);
  END;
  INSERT INTO `migrate_by_enum__old` (`kind`, `v`) VALUES (NEW.`kind`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_enum__old` WHERE `kind` = NEW.`kind` AND CAST(NEW.`kind` AS BINARY) <=> CAST(`kind` AS BINARY) AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_enum__back_log` (`kind`) VALUES (NEW.`kind`);
  END IF;
END;

-- [backfill-227] stop the log for the way back of by_enum on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_enum__back__log__update`;

-- [backfill-228] stop the log for the way back of by_enum on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_enum__back__log__delete`;

-- [backfill-229] stop the log for the way back of by_enum on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_enum__back__log__insert`;

-- [backfill-230] carry back what was written to by_enum meanwhile
--   strategy: shadow
--   lock: row locks on by_enum, migrate_by_enum__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_by_enum__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`kind` AS UNSIGNED) AS `kind` FROM `migrate_by_enum__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.kind
SELECT 1 FROM `by_enum` WHERE `by_enum`.`kind` = CAST(? AS UNSIGNED) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.kind
DELETE FROM `migrate_by_enum__old` WHERE `kind` = CAST(? AS UNSIGNED);
--   then:
--     ? number 1 = from.kind
INSERT INTO `migrate_by_enum__old` (`kind`, `v`) SELECT `by_enum`.`kind`, `by_enum`.`v` FROM `by_enum` WHERE `by_enum`.`kind` = CAST(? AS UNSIGNED);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id
SELECT 1 FROM (SELECT `kind` AS migrate_key_1, `by_enum`.`kind` AS migrate_value_1, `by_enum`.`v` AS migrate_value_2 FROM `by_enum` WHERE `by_enum`.`kind` = (SELECT migrate_log.`kind` FROM `migrate_by_enum__back_log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_enum__old` AS migrate_now ON migrate_now.`kind` = migrate_was.migrate_key_1 WHERE migrate_now.`kind` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`kind` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_enum__back_log` AS migrate_log STRAIGHT_JOIN `migrate_by_enum__old` AS migrate_now ON migrate_now.`kind` = migrate_log.`kind` LEFT JOIN `by_enum` AS migrate_was ON migrate_was.`kind` = migrate_log.`kind` WHERE migrate_log.migrate_id = ? AND migrate_was.`kind` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_enum__back_log` WHERE migrate_id = ?;

-- [backfill-231] see that no row of by_enum was left behind
--   strategy: shadow
--   lock: none on migrate_by_enum__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_by_enum__old alone, which stays until this holds
--   expects: no row
SELECT `kind` FROM `migrate_by_enum__log` LIMIT 5;

-- [backfill-232] copy by_unique into its shadow
--   strategy: shadow
--   lock: none on by_unique, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table by_unique by price, code; each commits together with its checkpoint
--   first key, once:
SELECT CAST(`price` AS CHAR), `code` FROM `by_unique` FORCE INDEX (`by_unique_key`) ORDER BY `price`, `code` LIMIT 1;
--   last key, once:
SELECT CAST(`price` AS CHAR), `code` FROM `by_unique` FORCE INDEX (`by_unique_key`) ORDER BY `price` DESC, `code` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.price, ? number 2 = from.price, ? number 3 = from.price, ? number 4 = from.code, ? number 5 = end.price, ? number 6 = end.price, ? number 7 = end.price, ? number 8 = end.code, ? number 9 = batch size - 1
SELECT CAST(`price` AS CHAR), `code` FROM `by_unique` FORCE INDEX (`by_unique_key`) WHERE `price` >= CAST(? AS DECIMAL(8,2)) AND (`price` > CAST(? AS DECIMAL(8,2)) OR (`price` = CAST(? AS DECIMAL(8,2)) AND (`code` >= ?))) AND `price` <= CAST(? AS DECIMAL(8,2)) AND (`price` < CAST(? AS DECIMAL(8,2)) OR (`price` = CAST(? AS DECIMAL(8,2)) AND (`code` <= ?))) ORDER BY `price`, `code` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.price, ? number 2 = from.price, ? number 3 = from.price, ? number 4 = from.code, ? number 5 = to.price, ? number 6 = to.price, ? number 7 = to.price, ? number 8 = to.code
INSERT INTO `migrate_by_unique__shadow` (`code`, `price`, `v`) SELECT `by_unique`.`code`, `by_unique`.`price`, `by_unique`.`v` FROM `by_unique` FORCE INDEX (`by_unique_key`) WHERE `price` >= CAST(? AS DECIMAL(8,2)) AND (`price` > CAST(? AS DECIMAL(8,2)) OR (`price` = CAST(? AS DECIMAL(8,2)) AND (`code` >= ?))) AND `price` <= CAST(? AS DECIMAL(8,2)) AND (`price` < CAST(? AS DECIMAL(8,2)) OR (`price` = CAST(? AS DECIMAL(8,2)) AND (`code` <= ?)));

-- [backfill-233] build index by_unique_v of by_unique's shadow
--   strategy: shadow
--   lock: none on migrate_by_unique__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unique__shadow' AND CAST(INDEX_NAME AS BINARY) = 'by_unique_v'
--   runs: on its own
SET SESSION innodb_ddl_buffer_size = 67108864;
ALTER TABLE `migrate_by_unique__shadow` ADD KEY `by_unique_v` (`v`), ALGORITHM=INPLACE, LOCK=SHARED;
SET SESSION innodb_ddl_buffer_size = DEFAULT;

-- [backfill-234] analyze by_unique's shadow
--   strategy: shadow
--   lock: none on migrate_by_unique__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_by_unique__shadow`;

-- [backfill-235] apply what changed in by_unique meanwhile
--   strategy: shadow
--   lock: row locks on migrate_by_unique__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_by_unique__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`price` AS CHAR) AS `price`, `code` FROM `migrate_by_unique__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_by_unique__work` (migrate_id, `price`, `code`) SELECT migrate_id, `price`, `code` FROM `migrate_by_unique__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_by_unique__work` AS migrate_work STRAIGHT_JOIN `migrate_by_unique__shadow` AS migrate_now ON migrate_now.`price` = migrate_work.`price` AND migrate_now.`code` = migrate_work.`code`;
--   then:
INSERT INTO `migrate_by_unique__shadow` (`code`, `price`, `v`) SELECT `by_unique`.`code`, `by_unique`.`price`, `by_unique`.`v` FROM (SELECT DISTINCT `price` AS migrate_key_1, `code` AS migrate_key_2 FROM `migrate_by_unique__work`) AS migrate_work STRAIGHT_JOIN `by_unique` ON `by_unique`.`price` = migrate_work.migrate_key_1 AND `by_unique`.`code` = migrate_work.migrate_key_2;
--   then:
DELETE migrate_log FROM `migrate_by_unique__work` AS migrate_work STRAIGHT_JOIN `migrate_by_unique__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_by_unique__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.price, ? number 2 = from.code
SELECT 1 FROM `by_unique` WHERE `by_unique`.`price` = CAST(? AS DECIMAL(8,2)) AND `by_unique`.`code` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.price, ? number 2 = from.code
DELETE FROM `migrate_by_unique__shadow` WHERE `price` = CAST(? AS DECIMAL(8,2)) AND `code` = ?;
--   then:
--     ? number 1 = from.price, ? number 2 = from.code
INSERT INTO `migrate_by_unique__shadow` (`code`, `price`, `v`) SELECT `by_unique`.`code`, `by_unique`.`price`, `by_unique`.`v` FROM `by_unique` WHERE `by_unique`.`price` = CAST(? AS DECIMAL(8,2)) AND `by_unique`.`code` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `price` AS migrate_key_1, `code` AS migrate_key_2, `by_unique`.`code` AS migrate_value_1, `by_unique`.`price` AS migrate_value_2, `by_unique`.`v` AS migrate_value_3 FROM `by_unique` WHERE `by_unique`.`price` = (SELECT migrate_log.`price` FROM `migrate_by_unique__log` AS migrate_log WHERE migrate_id = ?) AND `by_unique`.`code` = (SELECT migrate_log.`code` FROM `migrate_by_unique__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_unique__shadow` AS migrate_now ON migrate_now.`price` = migrate_was.migrate_key_1 AND migrate_now.`code` = migrate_was.migrate_key_2 WHERE migrate_now.`price` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`code` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_unique__log` AS migrate_log STRAIGHT_JOIN `migrate_by_unique__shadow` AS migrate_now ON migrate_now.`price` = migrate_log.`price` AND migrate_now.`code` = migrate_log.`code` LEFT JOIN `by_unique` AS migrate_was ON migrate_was.`price` = migrate_log.`price` AND migrate_was.`code` = migrate_log.`code` WHERE migrate_log.migrate_id = ? AND migrate_was.`price` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unique__log` WHERE migrate_id = ?;

-- [backfill-236] make a log for the way back of by_unique
--   strategy: shadow
--   lock: none on migrate_by_unique__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unique__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_by_unique__back_log`
CREATE TABLE `migrate_by_unique__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `price` decimal(8,2) NOT NULL, `code` char(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL) ENGINE=InnoDB AUTOEXTEND_SIZE=16M;

-- [backfill-237] carry by_unique into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unique' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unique__carry__update`
CREATE TRIGGER `migrate_by_unique__carry__update` AFTER UPDATE ON `by_unique` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_unique__log` (`price`, `code`) VALUES (OLD.`price`, OLD.`code`);
    IF NOT (NEW.`price` <=> OLD.`price` AND CAST(NEW.`code` AS BINARY) <=> CAST(OLD.`code` AS BINARY)) THEN INSERT INTO `migrate_by_unique__log` (`price`, `code`) VALUES (NEW.`price`, NEW.`code`); END IF;
  END;
  UPDATE `migrate_by_unique__shadow` SET `code` = NEW.`code`, `price` = NEW.`price`, `v` = NEW.`v` WHERE `price` = OLD.`price` AND `code` = OLD.`code`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_unique__shadow` WHERE `price` = NEW.`price` AND `code` = NEW.`code` AND CAST(NEW.`code` AS BINARY) <=> CAST(`code` AS BINARY) AND NEW.`price` <=> `price` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_unique__log` (`price`, `code`) VALUES (OLD.`price`, OLD.`code`);
    IF NOT (NEW.`price` <=> OLD.`price` AND CAST(NEW.`code` AS BINARY) <=> CAST(OLD.`code` AS BINARY)) THEN INSERT INTO `migrate_by_unique__log` (`price`, `code`) VALUES (NEW.`price`, NEW.`code`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_unique__back_log`; END IF;
END;

-- [backfill-238] carry by_unique into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unique' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unique__carry__delete`
CREATE TRIGGER `migrate_by_unique__carry__delete` AFTER DELETE ON `by_unique` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_unique__log` (`price`, `code`) VALUES (OLD.`price`, OLD.`code`);
  END;
  DELETE FROM `migrate_by_unique__shadow` WHERE `price` = OLD.`price` AND `code` = OLD.`code`;
  IF EXISTS (SELECT 1 FROM `migrate_by_unique__shadow` WHERE `price` = OLD.`price` AND `code` = OLD.`code`) THEN
    INSERT INTO `migrate_by_unique__log` (`price`, `code`) VALUES (OLD.`price`, OLD.`code`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_unique__back_log`; END IF;
END;

-- [backfill-239] carry by_unique into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unique' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unique__carry__insert`
CREATE TRIGGER `migrate_by_unique__carry__insert` AFTER INSERT ON `by_unique` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_unique__log` (`price`, `code`) VALUES (NEW.`price`, NEW.`code`);
  END;
  INSERT INTO `migrate_by_unique__shadow` (`code`, `price`, `v`) VALUES (NEW.`code`, NEW.`price`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_unique__shadow` WHERE `price` = NEW.`price` AND `code` = NEW.`code` AND CAST(NEW.`code` AS BINARY) <=> CAST(`code` AS BINARY) AND NEW.`price` <=> `price` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_unique__log` (`price`, `code`) VALUES (NEW.`price`, NEW.`code`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_by_unique__back_log`; END IF;
END;

-- [backfill-240] stop the log of by_unique on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unique__carry__log__update`;

-- [backfill-241] stop the log of by_unique on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unique__carry__log__delete`;

-- [backfill-242] stop the log of by_unique on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unique__carry__log__insert`;

-- [backfill-243] apply the last of the log of by_unique
--   strategy: shadow
--   lock: row locks on by_unique, migrate_by_unique__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_by_unique__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`price` AS CHAR) AS `price`, `code` FROM `migrate_by_unique__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.price, ? number 2 = from.code
SELECT 1 FROM `by_unique` WHERE `by_unique`.`price` = CAST(? AS DECIMAL(8,2)) AND `by_unique`.`code` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.price, ? number 2 = from.code
DELETE FROM `migrate_by_unique__shadow` WHERE `price` = CAST(? AS DECIMAL(8,2)) AND `code` = ?;
--   then:
--     ? number 1 = from.price, ? number 2 = from.code
INSERT INTO `migrate_by_unique__shadow` (`code`, `price`, `v`) SELECT `by_unique`.`code`, `by_unique`.`price`, `by_unique`.`v` FROM `by_unique` WHERE `by_unique`.`price` = CAST(? AS DECIMAL(8,2)) AND `by_unique`.`code` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `price` AS migrate_key_1, `code` AS migrate_key_2, `by_unique`.`code` AS migrate_value_1, `by_unique`.`price` AS migrate_value_2, `by_unique`.`v` AS migrate_value_3 FROM `by_unique` WHERE `by_unique`.`price` = (SELECT migrate_log.`price` FROM `migrate_by_unique__log` AS migrate_log WHERE migrate_id = ?) AND `by_unique`.`code` = (SELECT migrate_log.`code` FROM `migrate_by_unique__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_unique__shadow` AS migrate_now ON migrate_now.`price` = migrate_was.migrate_key_1 AND migrate_now.`code` = migrate_was.migrate_key_2 WHERE migrate_now.`price` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`code` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_unique__log` AS migrate_log STRAIGHT_JOIN `migrate_by_unique__shadow` AS migrate_now ON migrate_now.`price` = migrate_log.`price` AND migrate_now.`code` = migrate_log.`code` LEFT JOIN `by_unique` AS migrate_was ON migrate_was.`price` = migrate_log.`price` AND migrate_was.`code` = migrate_log.`code` WHERE migrate_log.migrate_id = ? AND migrate_was.`price` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unique__log` WHERE migrate_id = ?;

-- [backfill-244] note rows that differ in by_unique's shadow
--   strategy: shadow
--   lock: none on by_unique, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table by_unique by price, code; each commits together with its checkpoint
--   first key, once:
SELECT CAST(`price` AS CHAR), `code` FROM `by_unique` FORCE INDEX (`by_unique_key`) ORDER BY `price`, `code` LIMIT 1;
--   last key, once:
SELECT CAST(`price` AS CHAR), `code` FROM `by_unique` FORCE INDEX (`by_unique_key`) ORDER BY `price` DESC, `code` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.price, ? number 2 = from.price, ? number 3 = from.price, ? number 4 = from.code, ? number 5 = end.price, ? number 6 = end.price, ? number 7 = end.price, ? number 8 = end.code, ? number 9 = batch size - 1
SELECT CAST(`price` AS CHAR), `code` FROM `by_unique` FORCE INDEX (`by_unique_key`) WHERE `price` >= CAST(? AS DECIMAL(8,2)) AND (`price` > CAST(? AS DECIMAL(8,2)) OR (`price` = CAST(? AS DECIMAL(8,2)) AND (`code` >= ?))) AND `price` <= CAST(? AS DECIMAL(8,2)) AND (`price` < CAST(? AS DECIMAL(8,2)) OR (`price` = CAST(? AS DECIMAL(8,2)) AND (`code` <= ?))) ORDER BY `price`, `code` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.price, ? number 2 = from.price, ? number 3 = from.price, ? number 4 = from.code, ? number 5 = to.price, ? number 6 = to.price, ? number 7 = to.price, ? number 8 = to.code
INSERT INTO `migrate_by_unique__log` (`price`, `code`) SELECT migrate_was.migrate_key_1, migrate_was.migrate_key_2 FROM (SELECT `price` AS migrate_key_1, `code` AS migrate_key_2, `by_unique`.`code` AS migrate_value_1, `by_unique`.`price` AS migrate_value_2, `by_unique`.`v` AS migrate_value_3 FROM `by_unique` FORCE INDEX (`by_unique_key`) WHERE `price` >= CAST(? AS DECIMAL(8,2)) AND (`price` > CAST(? AS DECIMAL(8,2)) OR (`price` = CAST(? AS DECIMAL(8,2)) AND (`code` >= ?))) AND `price` <= CAST(? AS DECIMAL(8,2)) AND (`price` < CAST(? AS DECIMAL(8,2)) OR (`price` = CAST(? AS DECIMAL(8,2)) AND (`code` <= ?)))) AS migrate_was LEFT JOIN `migrate_by_unique__shadow` AS migrate_now ON migrate_now.`price` = migrate_was.migrate_key_1 AND migrate_now.`code` = migrate_was.migrate_key_2 WHERE migrate_now.`price` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`code` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`v`);

-- [backfill-245] write the noted rows of by_unique anew
--   strategy: shadow
--   lock: row locks on by_unique, migrate_by_unique__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_by_unique__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`price` AS CHAR) AS `price`, `code` FROM `migrate_by_unique__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.price, ? number 2 = from.code
SELECT 1 FROM `by_unique` WHERE `by_unique`.`price` = CAST(? AS DECIMAL(8,2)) AND `by_unique`.`code` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.price, ? number 2 = from.code
DELETE FROM `migrate_by_unique__shadow` WHERE `price` = CAST(? AS DECIMAL(8,2)) AND `code` = ?;
--   then:
--     ? number 1 = from.price, ? number 2 = from.code
INSERT INTO `migrate_by_unique__shadow` (`code`, `price`, `v`) SELECT `by_unique`.`code`, `by_unique`.`price`, `by_unique`.`v` FROM `by_unique` WHERE `by_unique`.`price` = CAST(? AS DECIMAL(8,2)) AND `by_unique`.`code` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `price` AS migrate_key_1, `code` AS migrate_key_2, `by_unique`.`code` AS migrate_value_1, `by_unique`.`price` AS migrate_value_2, `by_unique`.`v` AS migrate_value_3 FROM `by_unique` WHERE `by_unique`.`price` = (SELECT migrate_log.`price` FROM `migrate_by_unique__log` AS migrate_log WHERE migrate_id = ?) AND `by_unique`.`code` = (SELECT migrate_log.`code` FROM `migrate_by_unique__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_unique__shadow` AS migrate_now ON migrate_now.`price` = migrate_was.migrate_key_1 AND migrate_now.`code` = migrate_was.migrate_key_2 WHERE migrate_now.`price` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`code` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_unique__log` AS migrate_log STRAIGHT_JOIN `migrate_by_unique__shadow` AS migrate_now ON migrate_now.`price` = migrate_log.`price` AND migrate_now.`code` = migrate_log.`code` LEFT JOIN `by_unique` AS migrate_was ON migrate_was.`price` = migrate_log.`price` AND migrate_was.`code` = migrate_log.`code` WHERE migrate_log.migrate_id = ? AND migrate_was.`price` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unique__log` WHERE migrate_id = ?;

-- [backfill-246] note rows that only by_unique's shadow has
--   strategy: shadow
--   lock: none on by_unique, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_by_unique__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_by_unique__log` (`price`, `code`) SELECT migrate_now.migrate_key_1, migrate_now.migrate_key_2 FROM (SELECT `price` AS migrate_key_1, `code` AS migrate_key_2 FROM `migrate_by_unique__shadow` FORCE INDEX (`by_unique_key`) WHERE 1 = 1) AS migrate_now LEFT JOIN `by_unique` AS migrate_was ON migrate_was.`price` = migrate_now.migrate_key_1 AND migrate_was.`code` = migrate_now.migrate_key_2 WHERE migrate_was.`price` IS NULL AND (SELECT COUNT(*) FROM `by_unique`) <> (SELECT COUNT(*) FROM `migrate_by_unique__shadow`);

-- [backfill-247] take the noted rows out of by_unique's shadow
--   strategy: shadow
--   lock: row locks on by_unique, migrate_by_unique__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_by_unique__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`price` AS CHAR) AS `price`, `code` FROM `migrate_by_unique__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.price, ? number 2 = from.code
SELECT 1 FROM `by_unique` WHERE `by_unique`.`price` = CAST(? AS DECIMAL(8,2)) AND `by_unique`.`code` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.price, ? number 2 = from.code
DELETE FROM `migrate_by_unique__shadow` WHERE `price` = CAST(? AS DECIMAL(8,2)) AND `code` = ?;
--   then:
--     ? number 1 = from.price, ? number 2 = from.code
INSERT INTO `migrate_by_unique__shadow` (`code`, `price`, `v`) SELECT `by_unique`.`code`, `by_unique`.`price`, `by_unique`.`v` FROM `by_unique` WHERE `by_unique`.`price` = CAST(? AS DECIMAL(8,2)) AND `by_unique`.`code` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `price` AS migrate_key_1, `code` AS migrate_key_2, `by_unique`.`code` AS migrate_value_1, `by_unique`.`price` AS migrate_value_2, `by_unique`.`v` AS migrate_value_3 FROM `by_unique` WHERE `by_unique`.`price` = (SELECT migrate_log.`price` FROM `migrate_by_unique__log` AS migrate_log WHERE migrate_id = ?) AND `by_unique`.`code` = (SELECT migrate_log.`code` FROM `migrate_by_unique__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_unique__shadow` AS migrate_now ON migrate_now.`price` = migrate_was.migrate_key_1 AND migrate_now.`code` = migrate_was.migrate_key_2 WHERE migrate_now.`price` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`code` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_unique__log` AS migrate_log STRAIGHT_JOIN `migrate_by_unique__shadow` AS migrate_now ON migrate_now.`price` = migrate_log.`price` AND migrate_now.`code` = migrate_log.`code` LEFT JOIN `by_unique` AS migrate_was ON migrate_was.`price` = migrate_log.`price` AND migrate_was.`code` = migrate_log.`code` WHERE migrate_log.migrate_id = ? AND migrate_was.`price` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unique__log` WHERE migrate_id = ?;

-- [backfill-248] log what will change in by_unique on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_unique__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_unique__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unique__back__log__update`
CREATE TRIGGER `migrate_by_unique__back__log__update` AFTER UPDATE ON `migrate_by_unique__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_unique__back_log` (`price`, `code`) VALUES (OLD.`price`, OLD.`code`);
  IF NOT (NEW.`price` <=> OLD.`price` AND CAST(NEW.`code` AS BINARY) <=> CAST(OLD.`code` AS BINARY)) THEN INSERT INTO `migrate_by_unique__back_log` (`price`, `code`) VALUES (NEW.`price`, NEW.`code`); END IF;
END;

-- [backfill-249] log what will change in by_unique on DELETE
--   strategy: shadow
--   lock: none on migrate_by_unique__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_unique__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unique__back__log__delete`
CREATE TRIGGER `migrate_by_unique__back__log__delete` AFTER DELETE ON `migrate_by_unique__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_unique__back_log` (`price`, `code`) VALUES (OLD.`price`, OLD.`code`);
END;

-- [backfill-250] log what will change in by_unique on INSERT
--   strategy: shadow
--   lock: none on migrate_by_unique__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_by_unique__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_by_unique__back__log__insert`
CREATE TRIGGER `migrate_by_unique__back__log__insert` AFTER INSERT ON `migrate_by_unique__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_by_unique__back_log` (`price`, `code`) VALUES (NEW.`price`, NEW.`code`);
END;

-- [backfill-251] look for foreign keys that refer to by_unique since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'by_unique' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'by_unique')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'by_unique' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'by_unique')));

-- [backfill-252] look for what has been changed of by_unique since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'code' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'price', '(digest)', 1, 0
UNION ALL SELECT 'column', 'v', '(digest)', 1, 0
UNION ALL SELECT 'index', 'by_unique_key', '(digest)', 1, 0
UNION ALL SELECT 'index', 'by_unique_v', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'by_unique', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_unique'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(EXPRESSION), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IS_VISIBLE)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_unique' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unique' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_unique' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.CHECK_CLAUSE), QUOTE(c.ENFORCED)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS k JOIN information_schema.TABLE_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME WHERE c.CONSTRAINT_TYPE = 'CHECK' AND c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = 'by_unique'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'by_unique' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'by_unique') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-253] wait for transactions that would miss rows of by_unique's shadow
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

-- [backfill-254] exchange by_unique for its shadow
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unique__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unique__shadow')
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
--   undo: RENAME TABLE `by_unique` TO `migrate_by_unique__shadow`, `migrate_by_unique__old` TO `by_unique`
--   loss: rows of by_unique that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_by_unique__back_log`
RENAME TABLE `by_unique` TO `migrate_by_unique__old`, `migrate_by_unique__shadow` TO `by_unique`;

-- [backfill-255] stop carrying into the shadow of by_unique on UPDATE
--   strategy: shadow
--   lock: none on migrate_by_unique__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unique__carry__update`;

-- [backfill-256] stop carrying into the shadow of by_unique on DELETE
--   strategy: shadow
--   lock: none on migrate_by_unique__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unique__carry__delete`;

-- [backfill-257] stop carrying into the shadow of by_unique on INSERT
--   strategy: shadow
--   lock: none on migrate_by_unique__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unique__carry__insert`;

-- [backfill-258] carry by_unique back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unique' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_by_unique__back__update` AFTER UPDATE ON `by_unique` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_unique__back_log` (`price`, `code`) VALUES (OLD.`price`, OLD.`code`);
    IF NOT (NEW.`price` <=> OLD.`price` AND CAST(NEW.`code` AS BINARY) <=> CAST(OLD.`code` AS BINARY)) THEN INSERT INTO `migrate_by_unique__back_log` (`price`, `code`) VALUES (NEW.`price`, NEW.`code`); END IF;
  END;
  UPDATE `migrate_by_unique__old` SET `code` = NEW.`code`, `price` = NEW.`price`, `v` = NEW.`v` WHERE `price` = OLD.`price` AND `code` = OLD.`code`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_unique__old` WHERE `price` = NEW.`price` AND `code` = NEW.`code` AND CAST(NEW.`code` AS BINARY) <=> CAST(`code` AS BINARY) AND NEW.`price` <=> `price` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_unique__back_log` (`price`, `code`) VALUES (OLD.`price`, OLD.`code`);
    IF NOT (NEW.`price` <=> OLD.`price` AND CAST(NEW.`code` AS BINARY) <=> CAST(OLD.`code` AS BINARY)) THEN INSERT INTO `migrate_by_unique__back_log` (`price`, `code`) VALUES (NEW.`price`, NEW.`code`); END IF;
  END IF;
END;

-- [backfill-259] carry by_unique back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unique' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_by_unique__back__delete` AFTER DELETE ON `by_unique` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_unique__back_log` (`price`, `code`) VALUES (OLD.`price`, OLD.`code`);
  END;
  DELETE FROM `migrate_by_unique__old` WHERE `price` = OLD.`price` AND `code` = OLD.`code`;
  IF EXISTS (SELECT 1 FROM `migrate_by_unique__old` WHERE `price` = OLD.`price` AND `code` = OLD.`code`) THEN
    INSERT INTO `migrate_by_unique__back_log` (`price`, `code`) VALUES (OLD.`price`, OLD.`code`);
  END IF;
END;

-- [backfill-260] carry by_unique back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'by_unique' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_by_unique__back__insert` AFTER INSERT ON `by_unique` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_by_unique__back_log` (`price`, `code`) VALUES (NEW.`price`, NEW.`code`);
  END;
  INSERT INTO `migrate_by_unique__old` (`code`, `price`, `v`) VALUES (NEW.`code`, NEW.`price`, NEW.`v`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_by_unique__old` WHERE `price` = NEW.`price` AND `code` = NEW.`code` AND CAST(NEW.`code` AS BINARY) <=> CAST(`code` AS BINARY) AND NEW.`price` <=> `price` AND NEW.`v` <=> `v`) THEN
    INSERT INTO `migrate_by_unique__back_log` (`price`, `code`) VALUES (NEW.`price`, NEW.`code`);
  END IF;
END;

-- [backfill-261] stop the log for the way back of by_unique on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unique__back__log__update`;

-- [backfill-262] stop the log for the way back of by_unique on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unique__back__log__delete`;

-- [backfill-263] stop the log for the way back of by_unique on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unique__back__log__insert`;

-- [backfill-264] carry back what was written to by_unique meanwhile
--   strategy: shadow
--   lock: row locks on by_unique, migrate_by_unique__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_by_unique__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`price` AS CHAR) AS `price`, `code` FROM `migrate_by_unique__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.price, ? number 2 = from.code
SELECT 1 FROM `by_unique` WHERE `by_unique`.`price` = CAST(? AS DECIMAL(8,2)) AND `by_unique`.`code` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.price, ? number 2 = from.code
DELETE FROM `migrate_by_unique__old` WHERE `price` = CAST(? AS DECIMAL(8,2)) AND `code` = ?;
--   then:
--     ? number 1 = from.price, ? number 2 = from.code
INSERT INTO `migrate_by_unique__old` (`code`, `price`, `v`) SELECT `by_unique`.`code`, `by_unique`.`price`, `by_unique`.`v` FROM `by_unique` WHERE `by_unique`.`price` = CAST(? AS DECIMAL(8,2)) AND `by_unique`.`code` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `price` AS migrate_key_1, `code` AS migrate_key_2, `by_unique`.`code` AS migrate_value_1, `by_unique`.`price` AS migrate_value_2, `by_unique`.`v` AS migrate_value_3 FROM `by_unique` WHERE `by_unique`.`price` = (SELECT migrate_log.`price` FROM `migrate_by_unique__back_log` AS migrate_log WHERE migrate_id = ?) AND `by_unique`.`code` = (SELECT migrate_log.`code` FROM `migrate_by_unique__back_log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_by_unique__old` AS migrate_now ON migrate_now.`price` = migrate_was.migrate_key_1 AND migrate_now.`code` = migrate_was.migrate_key_2 WHERE migrate_now.`price` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`code` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`v`) UNION ALL SELECT 1 FROM `migrate_by_unique__back_log` AS migrate_log STRAIGHT_JOIN `migrate_by_unique__old` AS migrate_now ON migrate_now.`price` = migrate_log.`price` AND migrate_now.`code` = migrate_log.`code` LEFT JOIN `by_unique` AS migrate_was ON migrate_was.`price` = migrate_log.`price` AND migrate_was.`code` = migrate_log.`code` WHERE migrate_log.migrate_id = ? AND migrate_was.`price` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_by_unique__back_log` WHERE migrate_id = ?;

-- [backfill-265] see that no row of by_unique was left behind
--   strategy: shadow
--   lock: none on migrate_by_unique__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_by_unique__old alone, which stays until this holds
--   expects: no row
SELECT `price`, `code` FROM `migrate_by_unique__log` LIMIT 5;

-- ==== contract
-- [contract-1] stop carrying by_unsigned back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unsigned__back__update`;

-- [contract-2] stop carrying by_unsigned back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unsigned__back__delete`;

-- [contract-3] stop carrying by_unsigned back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_unsigned, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unsigned__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unsigned__back__insert`;

-- [contract-4] drop the old table of by_unsigned
--   strategy: shadow
--   lock: none on migrate_by_unsigned__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unsigned__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_unsigned__old`;

-- [contract-5] drop the log of by_unsigned's way back
--   strategy: shadow
--   lock: none on migrate_by_unsigned__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unsigned__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_unsigned__back_log`;

-- [contract-6] drop the log of by_unsigned
--   strategy: shadow
--   lock: none on migrate_by_unsigned__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unsigned__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_unsigned__log`;

-- [contract-7] drop the work table of by_unsigned
--   strategy: shadow
--   lock: none on migrate_by_unsigned__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unsigned__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_unsigned__work`;

-- [contract-8] stop carrying by_negative back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_negative__back__update`;

-- [contract-9] stop carrying by_negative back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_negative__back__delete`;

-- [contract-10] stop carrying by_negative back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_negative, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_negative__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_negative__back__insert`;

-- [contract-11] drop the old table of by_negative
--   strategy: shadow
--   lock: none on migrate_by_negative__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_negative__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_negative__old`;

-- [contract-12] drop the log of by_negative's way back
--   strategy: shadow
--   lock: none on migrate_by_negative__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_negative__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_negative__back_log`;

-- [contract-13] drop the log of by_negative
--   strategy: shadow
--   lock: none on migrate_by_negative__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_negative__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_negative__log`;

-- [contract-14] drop the work table of by_negative
--   strategy: shadow
--   lock: none on migrate_by_negative__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_negative__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_negative__work`;

-- [contract-15] stop carrying by_stamp back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_stamp__back__update`;

-- [contract-16] stop carrying by_stamp back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_stamp__back__delete`;

-- [contract-17] stop carrying by_stamp back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_stamp, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_stamp__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_stamp__back__insert`;

-- [contract-18] drop the old table of by_stamp
--   strategy: shadow
--   lock: none on migrate_by_stamp__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_stamp__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_stamp__old`;

-- [contract-19] drop the log of by_stamp's way back
--   strategy: shadow
--   lock: none on migrate_by_stamp__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_stamp__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_stamp__back_log`;

-- [contract-20] drop the log of by_stamp
--   strategy: shadow
--   lock: none on migrate_by_stamp__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_stamp__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_stamp__log`;

-- [contract-21] drop the work table of by_stamp
--   strategy: shadow
--   lock: none on migrate_by_stamp__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_stamp__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_stamp__work`;

-- [contract-22] stop carrying by_day back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_day__back__update`;

-- [contract-23] stop carrying by_day back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_day__back__delete`;

-- [contract-24] stop carrying by_day back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_day, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_day__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_day__back__insert`;

-- [contract-25] drop the old table of by_day
--   strategy: shadow
--   lock: none on migrate_by_day__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_day__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_day__old`;

-- [contract-26] drop the log of by_day's way back
--   strategy: shadow
--   lock: none on migrate_by_day__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_day__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_day__back_log`;

-- [contract-27] drop the log of by_day
--   strategy: shadow
--   lock: none on migrate_by_day__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_day__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_day__log`;

-- [contract-28] drop the work table of by_day
--   strategy: shadow
--   lock: none on migrate_by_day__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_day__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_day__work`;

-- [contract-29] stop carrying by_name back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_name__back__update`;

-- [contract-30] stop carrying by_name back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_name__back__delete`;

-- [contract-31] stop carrying by_name back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_name, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_name__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_name__back__insert`;

-- [contract-32] drop the old table of by_name
--   strategy: shadow
--   lock: none on migrate_by_name__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_name__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_name__old`;

-- [contract-33] drop the log of by_name's way back
--   strategy: shadow
--   lock: none on migrate_by_name__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_name__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_name__back_log`;

-- [contract-34] drop the log of by_name
--   strategy: shadow
--   lock: none on migrate_by_name__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_name__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_name__log`;

-- [contract-35] drop the work table of by_name
--   strategy: shadow
--   lock: none on migrate_by_name__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_name__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_name__work`;

-- [contract-36] stop carrying by_latin back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_latin__back__update`;

-- [contract-37] stop carrying by_latin back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_latin__back__delete`;

-- [contract-38] stop carrying by_latin back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_latin, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_latin__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_latin__back__insert`;

-- [contract-39] drop the old table of by_latin
--   strategy: shadow
--   lock: none on migrate_by_latin__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_latin__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_latin__old`;

-- [contract-40] drop the log of by_latin's way back
--   strategy: shadow
--   lock: none on migrate_by_latin__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_latin__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_latin__back_log`;

-- [contract-41] drop the log of by_latin
--   strategy: shadow
--   lock: none on migrate_by_latin__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_latin__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_latin__log`;

-- [contract-42] drop the work table of by_latin
--   strategy: shadow
--   lock: none on migrate_by_latin__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_latin__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_latin__work`;

-- [contract-43] stop carrying by_enum back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_enum__back__update`;

-- [contract-44] stop carrying by_enum back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_enum__back__delete`;

-- [contract-45] stop carrying by_enum back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_enum, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_enum__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_enum__back__insert`;

-- [contract-46] drop the old table of by_enum
--   strategy: shadow
--   lock: none on migrate_by_enum__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_enum__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_enum__old`;

-- [contract-47] drop the log of by_enum's way back
--   strategy: shadow
--   lock: none on migrate_by_enum__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_enum__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_enum__back_log`;

-- [contract-48] drop the log of by_enum
--   strategy: shadow
--   lock: none on migrate_by_enum__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_enum__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_enum__log`;

-- [contract-49] drop the work table of by_enum
--   strategy: shadow
--   lock: none on migrate_by_enum__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_enum__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_enum__work`;

-- [contract-50] stop carrying by_unique back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unique__back__update`;

-- [contract-51] stop carrying by_unique back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unique__back__delete`;

-- [contract-52] stop carrying by_unique back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on by_unique, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_by_unique__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_by_unique__back__insert`;

-- [contract-53] drop the old table of by_unique
--   strategy: shadow
--   lock: none on migrate_by_unique__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unique__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_unique__old`;

-- [contract-54] drop the log of by_unique's way back
--   strategy: shadow
--   lock: none on migrate_by_unique__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unique__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_unique__back_log`;

-- [contract-55] drop the log of by_unique
--   strategy: shadow
--   lock: none on migrate_by_unique__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unique__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_unique__log`;

-- [contract-56] drop the work table of by_unique
--   strategy: shadow
--   lock: none on migrate_by_unique__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_by_unique__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_by_unique__work`;
