-- migration: add_column_shadow
-- description: Columns that the server can only add by writing every row
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: INSERT INTO order_lines VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: TRUNCATE order_lines is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract
-- note: INSERT INTO parcels VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: TRUNCATE parcels is not followed into the other table: use DELETE until contract
-- note: INSERT INTO users VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: TRUNCATE users is not followed into the other table: use DELETE until contract
-- note: INSERT INTO events VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: TRUNCATE events is not followed into the other table: use DELETE until contract
-- note: INSERT INTO boxes VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: TRUNCATE boxes is not followed into the other table: use DELETE until contract

-- ==== expand
-- [expand-1] make a shadow of order_lines: add order_lines.total
--   strategy: shadow
--   lock: none on migrate_order_lines__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the server would copy the table for it, and block its writes meanwhile
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order_lines__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order_lines__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_order_lines__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_order_lines__building`
--   undo: DROP TABLE IF EXISTS `migrate_order_lines__shadow`
CREATE TABLE `migrate_order_lines__building` LIKE `order_lines`;
ALTER TABLE `migrate_order_lines__building` ADD COLUMN `total` decimal(12,2) GENERATED ALWAYS AS (price * quantity) STORED COMMENT 'never written';
RENAME TABLE `migrate_order_lines__building` TO `migrate_order_lines__shadow`;

-- [expand-2] make a log of changes of order_lines
--   strategy: shadow
--   lock: none on migrate_order_lines__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order_lines__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_order_lines__log`
CREATE TABLE `migrate_order_lines__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-3] make a work table for the log of order_lines
--   strategy: shadow
--   lock: none on migrate_order_lines__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order_lines__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_order_lines__work`
CREATE TABLE `migrate_order_lines__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in order_lines on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order_lines' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order_lines__carry__log__update`
CREATE TRIGGER `migrate_order_lines__carry__log__update` AFTER UPDATE ON `order_lines` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_order_lines__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_order_lines__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-5] log what changes in order_lines on DELETE
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order_lines' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order_lines__carry__log__delete`
CREATE TRIGGER `migrate_order_lines__carry__log__delete` AFTER DELETE ON `order_lines` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_order_lines__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-6] log what changes in order_lines on INSERT
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order_lines' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order_lines__carry__log__insert`
CREATE TRIGGER `migrate_order_lines__carry__log__insert` AFTER INSERT ON `order_lines` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_order_lines__log` (`id`) VALUES (NEW.`id`);
END;

-- [expand-7] wait for prepared XA transactions that may have written order_lines
--   strategy: shadow
--   lock: none on migrate_order_lines__work, nobody but this tool uses it yet; reads and writes go on
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

-- [expand-8] make a shadow of parcels: add parcels.number
--   strategy: shadow
--   lock: none on migrate_parcels__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the server would copy the table for it, and block its writes meanwhile
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parcels__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parcels__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_parcels__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_parcels__building`
--   undo: DROP TABLE IF EXISTS `migrate_parcels__shadow`
CREATE TABLE `migrate_parcels__building` LIKE `parcels`;
ALTER TABLE `migrate_parcels__building` ADD COLUMN `number` bigint NOT NULL AUTO_INCREMENT UNIQUE;
RENAME TABLE `migrate_parcels__building` TO `migrate_parcels__shadow`;

-- [expand-9] make a log of changes of parcels
--   strategy: shadow
--   lock: none on migrate_parcels__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parcels__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_parcels__log`
CREATE TABLE `migrate_parcels__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `code` varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL) ENGINE=InnoDB;

-- [expand-10] make a work table for the log of parcels
--   strategy: shadow
--   lock: none on migrate_parcels__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parcels__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_parcels__work`
CREATE TABLE `migrate_parcels__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `code` varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL) ENGINE=InnoDB;

-- [expand-11] log what changes in parcels on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parcels__carry__log__update`
CREATE TRIGGER `migrate_parcels__carry__log__update` AFTER UPDATE ON `parcels` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_parcels__log` (`code`) VALUES (OLD.`code`);
  IF NOT (CAST(NEW.`code` AS BINARY) <=> CAST(OLD.`code` AS BINARY)) THEN INSERT INTO `migrate_parcels__log` (`code`) VALUES (NEW.`code`); END IF;
END;

-- [expand-12] log what changes in parcels on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parcels__carry__log__delete`
CREATE TRIGGER `migrate_parcels__carry__log__delete` AFTER DELETE ON `parcels` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_parcels__log` (`code`) VALUES (OLD.`code`);
END;

-- [expand-13] log what changes in parcels on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parcels__carry__log__insert`
CREATE TRIGGER `migrate_parcels__carry__log__insert` AFTER INSERT ON `parcels` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_parcels__log` (`code`) VALUES (NEW.`code`);
END;

-- [expand-14] wait for prepared XA transactions that may have written parcels
--   strategy: shadow
--   lock: none on migrate_parcels__work, nobody but this tool uses it yet; reads and writes go on
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

-- [expand-15] make a shadow of users: add users.token
--   strategy: shadow
--   lock: none on migrate_users__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the server would copy the table for it, and block its writes meanwhile
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_users__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_users__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_users__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_users__building`
--   undo: DROP TABLE IF EXISTS `migrate_users__shadow`
CREATE TABLE `migrate_users__building` LIKE `users`;
ALTER TABLE `migrate_users__building` ADD COLUMN `token` char(36) NOT NULL DEFAULT (uuid());
RENAME TABLE `migrate_users__building` TO `migrate_users__shadow`;

-- [expand-16] make a log of changes of users
--   strategy: shadow
--   lock: none on migrate_users__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_users__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_users__log`
CREATE TABLE `migrate_users__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-17] make a work table for the log of users
--   strategy: shadow
--   lock: none on migrate_users__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_users__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_users__work`
CREATE TABLE `migrate_users__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-18] log what changes in users on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__carry__log__update`
CREATE TRIGGER `migrate_users__carry__log__update` AFTER UPDATE ON `users` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_users__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_users__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-19] log what changes in users on DELETE
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__carry__log__delete`
CREATE TRIGGER `migrate_users__carry__log__delete` AFTER DELETE ON `users` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_users__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-20] log what changes in users on INSERT
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__carry__log__insert`
CREATE TRIGGER `migrate_users__carry__log__insert` AFTER INSERT ON `users` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_users__log` (`id`) VALUES (NEW.`id`);
END;

-- [expand-21] wait for prepared XA transactions that may have written users
--   strategy: shadow
--   lock: none on migrate_users__work, nobody but this tool uses it yet; reads and writes go on
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

-- [expand-22] make a shadow of events: add events.id
--   strategy: shadow
--   lock: none on migrate_events__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the server would copy the table for it, and block its writes meanwhile
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_events__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_events__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_events__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_events__building`
--   undo: DROP TABLE IF EXISTS `migrate_events__shadow`
CREATE TABLE `migrate_events__building` LIKE `events`;
ALTER TABLE `migrate_events__building` ADD COLUMN `id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY;
RENAME TABLE `migrate_events__building` TO `migrate_events__shadow`;

-- [expand-23] make a log of changes of events
--   strategy: shadow
--   lock: none on migrate_events__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_events__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_events__log`
CREATE TABLE `migrate_events__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `at` datetime NOT NULL, `what` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL) ENGINE=InnoDB;

-- [expand-24] make a work table for the log of events
--   strategy: shadow
--   lock: none on migrate_events__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_events__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_events__work`
CREATE TABLE `migrate_events__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `at` datetime NOT NULL, `what` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL) ENGINE=InnoDB;

-- [expand-25] log what changes in events on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'events' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_events__carry__log__update`
CREATE TRIGGER `migrate_events__carry__log__update` AFTER UPDATE ON `events` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_events__log` (`at`, `what`) VALUES (OLD.`at`, OLD.`what`);
  IF NOT (NEW.`at` <=> OLD.`at` AND CAST(NEW.`what` AS BINARY) <=> CAST(OLD.`what` AS BINARY)) THEN INSERT INTO `migrate_events__log` (`at`, `what`) VALUES (NEW.`at`, NEW.`what`); END IF;
END;

-- [expand-26] log what changes in events on DELETE
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'events' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_events__carry__log__delete`
CREATE TRIGGER `migrate_events__carry__log__delete` AFTER DELETE ON `events` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_events__log` (`at`, `what`) VALUES (OLD.`at`, OLD.`what`);
END;

-- [expand-27] log what changes in events on INSERT
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'events' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_events__carry__log__insert`
CREATE TRIGGER `migrate_events__carry__log__insert` AFTER INSERT ON `events` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_events__log` (`at`, `what`) VALUES (NEW.`at`, NEW.`what`);
END;

-- [expand-28] wait for prepared XA transactions that may have written events
--   strategy: shadow
--   lock: none on migrate_events__work, nobody but this tool uses it yet; reads and writes go on
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

-- [expand-29] make a shadow of boxes: add boxes.colour
--   strategy: shadow
--   lock: none on migrate_boxes__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the server would copy the table for it, and block its writes meanwhile
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_boxes__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_boxes__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_boxes__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_boxes__building`
--   undo: DROP TABLE IF EXISTS `migrate_boxes__shadow`
CREATE TABLE `migrate_boxes__building` LIKE `boxes`;
ALTER TABLE `migrate_boxes__building` ADD COLUMN `colour` varchar(10) NOT NULL DEFAULT 'brown', ADD CONSTRAINT `boxes_colour` CHECK (colour <> '');
RENAME TABLE `migrate_boxes__building` TO `migrate_boxes__shadow`;

-- [expand-30] make a log of changes of boxes
--   strategy: shadow
--   lock: none on migrate_boxes__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_boxes__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_boxes__log`
CREATE TABLE `migrate_boxes__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-31] make a work table for the log of boxes
--   strategy: shadow
--   lock: none on migrate_boxes__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_boxes__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_boxes__work`
CREATE TABLE `migrate_boxes__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-32] log what changes in boxes on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'boxes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_boxes__carry__log__update`
CREATE TRIGGER `migrate_boxes__carry__log__update` AFTER UPDATE ON `boxes` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_boxes__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_boxes__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-33] log what changes in boxes on DELETE
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'boxes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_boxes__carry__log__delete`
CREATE TRIGGER `migrate_boxes__carry__log__delete` AFTER DELETE ON `boxes` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_boxes__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-34] log what changes in boxes on INSERT
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'boxes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_boxes__carry__log__insert`
CREATE TRIGGER `migrate_boxes__carry__log__insert` AFTER INSERT ON `boxes` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_boxes__log` (`id`) VALUES (NEW.`id`);
END;

-- [expand-35] wait for prepared XA transactions that may have written boxes
--   strategy: shadow
--   lock: none on migrate_boxes__work, nobody but this tool uses it yet; reads and writes go on
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
-- [backfill-1] copy order_lines into its shadow
--   strategy: shadow
--   lock: none on order_lines, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table order_lines by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `order_lines` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `order_lines` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `order_lines` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_order_lines__shadow` (`id`, `price`, `quantity`) SELECT `order_lines`.`id`, `order_lines`.`price`, `order_lines`.`quantity` FROM `order_lines` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-2] analyze order_lines's shadow
--   strategy: shadow
--   lock: none on migrate_order_lines__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_order_lines__shadow`;

-- [backfill-3] apply what changed in order_lines meanwhile
--   strategy: shadow
--   lock: row locks on migrate_order_lines__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_order_lines__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_order_lines__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_order_lines__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_order_lines__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_order_lines__work` AS migrate_work STRAIGHT_JOIN `migrate_order_lines__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_order_lines__shadow` (`id`, `price`, `quantity`) SELECT `order_lines`.`id`, `order_lines`.`price`, `order_lines`.`quantity` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_order_lines__work`) AS migrate_work STRAIGHT_JOIN `order_lines` ON `order_lines`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_order_lines__work` AS migrate_work STRAIGHT_JOIN `migrate_order_lines__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_order_lines__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `order_lines` WHERE `order_lines`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order_lines__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_order_lines__shadow` (`id`, `price`, `quantity`) SELECT `order_lines`.`id`, `order_lines`.`price`, `order_lines`.`quantity` FROM `order_lines` WHERE `order_lines`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `order_lines`.`id` AS migrate_value_1, `order_lines`.`price` AS migrate_value_2, `order_lines`.`quantity` AS migrate_value_3 FROM `order_lines` WHERE `order_lines`.`id` = ?) AS migrate_was LEFT JOIN `migrate_order_lines__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`quantity`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order_lines__log` WHERE migrate_id = ?;

-- [backfill-4] make a log for the way back of order_lines
--   strategy: shadow
--   lock: none on migrate_order_lines__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order_lines__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_order_lines__back_log`
CREATE TABLE `migrate_order_lines__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [backfill-5] carry order_lines into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order_lines' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order_lines__carry__update`
CREATE TRIGGER `migrate_order_lines__carry__update` AFTER UPDATE ON `order_lines` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_order_lines__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_order_lines__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_order_lines__shadow` SET `id` = NEW.`id`, `price` = NEW.`price`, `quantity` = NEW.`quantity` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_order_lines__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`price` <=> `price` AND NEW.`quantity` <=> `quantity`) THEN
    INSERT INTO `migrate_order_lines__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_order_lines__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_order_lines__back_log`; END IF;
END;

-- [backfill-6] carry order_lines into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order_lines' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order_lines__carry__delete`
CREATE TRIGGER `migrate_order_lines__carry__delete` AFTER DELETE ON `order_lines` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_order_lines__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_order_lines__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_order_lines__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_order_lines__log` (`id`) VALUES (OLD.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_order_lines__back_log`; END IF;
END;

-- [backfill-7] carry order_lines into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order_lines' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order_lines__carry__insert`
CREATE TRIGGER `migrate_order_lines__carry__insert` AFTER INSERT ON `order_lines` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_order_lines__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_order_lines__shadow` (`id`, `price`, `quantity`) VALUES (NEW.`id`, NEW.`price`, NEW.`quantity`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_order_lines__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`price` <=> `price` AND NEW.`quantity` <=> `quantity`) THEN
    INSERT INTO `migrate_order_lines__log` (`id`) VALUES (NEW.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_order_lines__back_log`; END IF;
END;

-- [backfill-8] stop the log of order_lines on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order_lines__carry__log__update`;

-- [backfill-9] stop the log of order_lines on DELETE
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order_lines__carry__log__delete`;

-- [backfill-10] stop the log of order_lines on INSERT
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order_lines__carry__log__insert`;

-- [backfill-11] wait for prepared XA transactions that may have written order_lines
--   strategy: shadow
--   lock: none on migrate_order_lines__work, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-12] apply the last of the log of order_lines
--   strategy: shadow
--   lock: row locks on order_lines, migrate_order_lines__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_order_lines__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_order_lines__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `order_lines` WHERE `order_lines`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order_lines__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_order_lines__shadow` (`id`, `price`, `quantity`) SELECT `order_lines`.`id`, `order_lines`.`price`, `order_lines`.`quantity` FROM `order_lines` WHERE `order_lines`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `order_lines`.`id` AS migrate_value_1, `order_lines`.`price` AS migrate_value_2, `order_lines`.`quantity` AS migrate_value_3 FROM `order_lines` WHERE `order_lines`.`id` = ?) AS migrate_was LEFT JOIN `migrate_order_lines__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`quantity`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order_lines__log` WHERE migrate_id = ?;

-- [backfill-13] note rows that differ in order_lines's shadow
--   strategy: shadow
--   lock: none on order_lines, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table order_lines by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `order_lines` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `order_lines` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `order_lines` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_order_lines__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `order_lines`.`id` AS migrate_value_1, `order_lines`.`price` AS migrate_value_2, `order_lines`.`quantity` AS migrate_value_3 FROM `order_lines` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_order_lines__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`quantity`);

-- [backfill-14] write the noted rows of order_lines anew
--   strategy: shadow
--   lock: row locks on order_lines, migrate_order_lines__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_order_lines__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_order_lines__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `order_lines` WHERE `order_lines`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order_lines__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_order_lines__shadow` (`id`, `price`, `quantity`) SELECT `order_lines`.`id`, `order_lines`.`price`, `order_lines`.`quantity` FROM `order_lines` WHERE `order_lines`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `order_lines`.`id` AS migrate_value_1, `order_lines`.`price` AS migrate_value_2, `order_lines`.`quantity` AS migrate_value_3 FROM `order_lines` WHERE `order_lines`.`id` = ?) AS migrate_was LEFT JOIN `migrate_order_lines__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`quantity`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order_lines__log` WHERE migrate_id = ?;

-- [backfill-15] note rows that only order_lines's shadow has
--   strategy: shadow
--   lock: none on order_lines, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_order_lines__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_order_lines__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_order_lines__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `order_lines` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `order_lines`) <> (SELECT COUNT(*) FROM `migrate_order_lines__shadow`);

-- [backfill-16] take the noted rows out of order_lines's shadow
--   strategy: shadow
--   lock: row locks on order_lines, migrate_order_lines__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_order_lines__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_order_lines__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `order_lines` WHERE `order_lines`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order_lines__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_order_lines__shadow` (`id`, `price`, `quantity`) SELECT `order_lines`.`id`, `order_lines`.`price`, `order_lines`.`quantity` FROM `order_lines` WHERE `order_lines`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `order_lines`.`id` AS migrate_value_1, `order_lines`.`price` AS migrate_value_2, `order_lines`.`quantity` AS migrate_value_3 FROM `order_lines` WHERE `order_lines`.`id` = ?) AS migrate_was LEFT JOIN `migrate_order_lines__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`quantity`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order_lines__log` WHERE migrate_id = ?;

-- [backfill-17] log what will change in order_lines on UPDATE
--   strategy: shadow
--   lock: none on migrate_order_lines__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_order_lines__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order_lines__back__log__update`
CREATE TRIGGER `migrate_order_lines__back__log__update` AFTER UPDATE ON `migrate_order_lines__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_order_lines__back_log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_order_lines__back_log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [backfill-18] log what will change in order_lines on DELETE
--   strategy: shadow
--   lock: none on migrate_order_lines__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_order_lines__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order_lines__back__log__delete`
CREATE TRIGGER `migrate_order_lines__back__log__delete` AFTER DELETE ON `migrate_order_lines__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_order_lines__back_log` (`id`) VALUES (OLD.`id`);
END;

-- [backfill-19] log what will change in order_lines on INSERT
--   strategy: shadow
--   lock: none on migrate_order_lines__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_order_lines__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order_lines__back__log__insert`
CREATE TRIGGER `migrate_order_lines__back__log__insert` AFTER INSERT ON `migrate_order_lines__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_order_lines__back_log` (`id`) VALUES (NEW.`id`);
END;

-- [backfill-20] look for foreign keys that refer to order_lines since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'order_lines' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'order_lines')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'order_lines' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'order_lines')));

-- [backfill-21] look for what has been changed of order_lines since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'price', '(digest)', 1, 0
UNION ALL SELECT 'column', 'quantity', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'order_lines', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'order_lines'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'order_lines' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order_lines' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'order_lines' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'order_lines'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'order_lines' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'order_lines') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-22] wait for transactions that would miss rows of order_lines's shadow
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

-- [backfill-23] exchange order_lines for its shadow
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order_lines__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order_lines__shadow')
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
--   undo: RENAME TABLE `order_lines` TO `migrate_order_lines__shadow`, `migrate_order_lines__old` TO `order_lines`
--   loss: rows of order_lines that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_order_lines__back_log`
RENAME TABLE `order_lines` TO `migrate_order_lines__old`, `migrate_order_lines__shadow` TO `order_lines`;

-- [backfill-24] stop carrying into the shadow of order_lines on UPDATE
--   strategy: shadow
--   lock: none on migrate_order_lines__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order_lines__carry__update`;

-- [backfill-25] stop carrying into the shadow of order_lines on DELETE
--   strategy: shadow
--   lock: none on migrate_order_lines__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order_lines__carry__delete`;

-- [backfill-26] stop carrying into the shadow of order_lines on INSERT
--   strategy: shadow
--   lock: none on migrate_order_lines__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order_lines__carry__insert`;

-- [backfill-27] carry order_lines back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order_lines' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_order_lines__back__update` AFTER UPDATE ON `order_lines` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_order_lines__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_order_lines__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_order_lines__old` SET `id` = NEW.`id`, `price` = NEW.`price`, `quantity` = NEW.`quantity` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_order_lines__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`price` <=> `price` AND NEW.`quantity` <=> `quantity`) THEN
    INSERT INTO `migrate_order_lines__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_order_lines__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-28] carry order_lines back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order_lines' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_order_lines__back__delete` AFTER DELETE ON `order_lines` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_order_lines__back_log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_order_lines__old` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_order_lines__old` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_order_lines__back_log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-29] carry order_lines back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order_lines' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_order_lines__back__insert` AFTER INSERT ON `order_lines` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_order_lines__back_log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_order_lines__old` (`id`, `price`, `quantity`) VALUES (NEW.`id`, NEW.`price`, NEW.`quantity`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_order_lines__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`price` <=> `price` AND NEW.`quantity` <=> `quantity`) THEN
    INSERT INTO `migrate_order_lines__back_log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-30] stop the log for the way back of order_lines on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order_lines__back__log__update`;

-- [backfill-31] stop the log for the way back of order_lines on DELETE
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order_lines__back__log__delete`;

-- [backfill-32] stop the log for the way back of order_lines on INSERT
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order_lines__back__log__insert`;

-- [backfill-33] carry back what was written to order_lines meanwhile
--   strategy: shadow
--   lock: row locks on order_lines, migrate_order_lines__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_order_lines__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_order_lines__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `order_lines` WHERE `order_lines`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order_lines__old` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_order_lines__old` (`id`, `price`, `quantity`) SELECT `order_lines`.`id`, `order_lines`.`price`, `order_lines`.`quantity` FROM `order_lines` WHERE `order_lines`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `order_lines`.`id` AS migrate_value_1, `order_lines`.`price` AS migrate_value_2, `order_lines`.`quantity` AS migrate_value_3 FROM `order_lines` WHERE `order_lines`.`id` = ?) AS migrate_was LEFT JOIN `migrate_order_lines__old` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`quantity`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_order_lines__back_log` WHERE migrate_id = ?;

-- [backfill-34] see that no row of order_lines was left behind
--   strategy: shadow
--   lock: none on migrate_order_lines__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_order_lines__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_order_lines__log` LIMIT 5;

-- [backfill-35] copy parcels into its shadow
--   strategy: shadow
--   lock: none on parcels, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   cleanup: INSERT INTO `migrate_parcels__work` (migrate_id, `code`) SELECT migrate_log.migrate_id, migrate_log.`code` FROM `migrate_parcels__log` AS migrate_log STRAIGHT_JOIN `migrate_parcels__shadow` AS migrate_now ON migrate_now.`code` = migrate_log.`code` ORDER BY migrate_log.migrate_id LIMIT 10000
--   cleanup: DELETE migrate_now FROM `migrate_parcels__work` AS migrate_work STRAIGHT_JOIN `migrate_parcels__shadow` AS migrate_now ON migrate_now.`code` = migrate_work.`code`
--   cleanup: DELETE FROM `migrate_parcels__work`
--   batches: table parcels by code; each commits together with its checkpoint
--   first key, once:
SELECT `code` FROM `parcels` FORCE INDEX (`PRIMARY`) ORDER BY `code` LIMIT 1;
--   last key, once:
SELECT `code` FROM `parcels` FORCE INDEX (`PRIMARY`) ORDER BY `code` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.code, ? number 2 = end.code, ? number 3 = batch size - 1
SELECT `code` FROM `parcels` FORCE INDEX (`PRIMARY`) WHERE `code` >= ? AND `code` <= ? ORDER BY `code` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.code, ? number 2 = to.code
INSERT INTO `migrate_parcels__shadow` (`code`, `weight`) SELECT `parcels`.`code`, `parcels`.`weight` FROM `parcels` FORCE INDEX (`PRIMARY`) WHERE `code` >= ? AND `code` <= ?;

-- [backfill-36] analyze parcels's shadow
--   strategy: shadow
--   lock: none on migrate_parcels__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_parcels__shadow`;

-- [backfill-37] apply what changed in parcels meanwhile
--   strategy: shadow
--   lock: row locks on migrate_parcels__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_parcels__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `code` FROM `migrate_parcels__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_parcels__work` (migrate_id, `code`) SELECT migrate_id, `code` FROM `migrate_parcels__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_parcels__work` AS migrate_work STRAIGHT_JOIN `migrate_parcels__shadow` AS migrate_now ON migrate_now.`code` = migrate_work.`code`;
--   then:
INSERT INTO `migrate_parcels__shadow` (`code`, `weight`) SELECT `parcels`.`code`, `parcels`.`weight` FROM (SELECT DISTINCT `code` AS migrate_key_1 FROM `migrate_parcels__work`) AS migrate_work STRAIGHT_JOIN `parcels` ON `parcels`.`code` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_parcels__work` AS migrate_work STRAIGHT_JOIN `migrate_parcels__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_parcels__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.code
SELECT 1 FROM `parcels` WHERE `parcels`.`code` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.code
DELETE FROM `migrate_parcels__shadow` WHERE `code` = ?;
--   then:
--     ? number 1 = from.code
INSERT INTO `migrate_parcels__shadow` (`code`, `weight`) SELECT `parcels`.`code`, `parcels`.`weight` FROM `parcels` WHERE `parcels`.`code` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.code
SELECT 1 FROM (SELECT `code` AS migrate_key_1, `parcels`.`code` AS migrate_value_1, `parcels`.`weight` AS migrate_value_2 FROM `parcels` WHERE `parcels`.`code` = ?) AS migrate_was LEFT JOIN `migrate_parcels__shadow` AS migrate_now ON migrate_now.`code` = migrate_was.migrate_key_1 WHERE migrate_now.`code` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`code` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`weight`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parcels__log` WHERE migrate_id = ?;

-- [backfill-38] make a log for the way back of parcels
--   strategy: shadow
--   lock: none on migrate_parcels__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parcels__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_parcels__back_log`
CREATE TABLE `migrate_parcels__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `code` varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL) ENGINE=InnoDB;

-- [backfill-39] carry parcels into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parcels__carry__update`
CREATE TRIGGER `migrate_parcels__carry__update` AFTER UPDATE ON `parcels` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parcels__log` (`code`) VALUES (OLD.`code`);
    IF NOT (CAST(NEW.`code` AS BINARY) <=> CAST(OLD.`code` AS BINARY)) THEN INSERT INTO `migrate_parcels__log` (`code`) VALUES (NEW.`code`); END IF;
  END;
  UPDATE `migrate_parcels__shadow` SET `code` = NEW.`code`, `weight` = NEW.`weight` WHERE `code` = OLD.`code`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_parcels__shadow` WHERE `code` = NEW.`code` AND CAST(NEW.`code` AS BINARY) <=> CAST(`code` AS BINARY) AND NEW.`weight` <=> `weight`) THEN
    INSERT INTO `migrate_parcels__log` (`code`) VALUES (OLD.`code`);
    IF NOT (CAST(NEW.`code` AS BINARY) <=> CAST(OLD.`code` AS BINARY)) THEN INSERT INTO `migrate_parcels__log` (`code`) VALUES (NEW.`code`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_parcels__back_log`; END IF;
END;

-- [backfill-40] carry parcels into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parcels__carry__delete`
CREATE TRIGGER `migrate_parcels__carry__delete` AFTER DELETE ON `parcels` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parcels__log` (`code`) VALUES (OLD.`code`);
  END;
  DELETE FROM `migrate_parcels__shadow` WHERE `code` = OLD.`code`;
  IF EXISTS (SELECT 1 FROM `migrate_parcels__shadow` WHERE `code` = OLD.`code`) THEN
    INSERT INTO `migrate_parcels__log` (`code`) VALUES (OLD.`code`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_parcels__back_log`; END IF;
END;

-- [backfill-41] carry parcels into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parcels__carry__insert`
CREATE TRIGGER `migrate_parcels__carry__insert` AFTER INSERT ON `parcels` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parcels__log` (`code`) VALUES (NEW.`code`);
  END;
  INSERT INTO `migrate_parcels__shadow` (`code`, `weight`) VALUES (NEW.`code`, NEW.`weight`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_parcels__shadow` WHERE `code` = NEW.`code` AND CAST(NEW.`code` AS BINARY) <=> CAST(`code` AS BINARY) AND NEW.`weight` <=> `weight`) THEN
    INSERT INTO `migrate_parcels__log` (`code`) VALUES (NEW.`code`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_parcels__back_log`; END IF;
END;

-- [backfill-42] stop the log of parcels on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__carry__log__update`;

-- [backfill-43] stop the log of parcels on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__carry__log__delete`;

-- [backfill-44] stop the log of parcels on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__carry__log__insert`;

-- [backfill-45] wait for prepared XA transactions that may have written parcels
--   strategy: shadow
--   lock: none on migrate_parcels__work, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-46] apply the last of the log of parcels
--   strategy: shadow
--   lock: row locks on parcels, migrate_parcels__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_parcels__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `code` FROM `migrate_parcels__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.code
SELECT 1 FROM `parcels` WHERE `parcels`.`code` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.code
DELETE FROM `migrate_parcels__shadow` WHERE `code` = ?;
--   then:
--     ? number 1 = from.code
INSERT INTO `migrate_parcels__shadow` (`code`, `weight`) SELECT `parcels`.`code`, `parcels`.`weight` FROM `parcels` WHERE `parcels`.`code` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.code
SELECT 1 FROM (SELECT `code` AS migrate_key_1, `parcels`.`code` AS migrate_value_1, `parcels`.`weight` AS migrate_value_2 FROM `parcels` WHERE `parcels`.`code` = ?) AS migrate_was LEFT JOIN `migrate_parcels__shadow` AS migrate_now ON migrate_now.`code` = migrate_was.migrate_key_1 WHERE migrate_now.`code` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`code` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`weight`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parcels__log` WHERE migrate_id = ?;

-- [backfill-47] note rows that differ in parcels's shadow
--   strategy: shadow
--   lock: none on parcels, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table parcels by code; each commits together with its checkpoint
--   first key, once:
SELECT `code` FROM `parcels` FORCE INDEX (`PRIMARY`) ORDER BY `code` LIMIT 1;
--   last key, once:
SELECT `code` FROM `parcels` FORCE INDEX (`PRIMARY`) ORDER BY `code` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.code, ? number 2 = end.code, ? number 3 = batch size - 1
SELECT `code` FROM `parcels` FORCE INDEX (`PRIMARY`) WHERE `code` >= ? AND `code` <= ? ORDER BY `code` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.code, ? number 2 = to.code
INSERT INTO `migrate_parcels__log` (`code`) SELECT migrate_was.migrate_key_1 FROM (SELECT `code` AS migrate_key_1, `parcels`.`code` AS migrate_value_1, `parcels`.`weight` AS migrate_value_2 FROM `parcels` FORCE INDEX (`PRIMARY`) WHERE `code` >= ? AND `code` <= ?) AS migrate_was LEFT JOIN `migrate_parcels__shadow` AS migrate_now ON migrate_now.`code` = migrate_was.migrate_key_1 WHERE migrate_now.`code` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`code` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`weight`);

-- [backfill-48] write the noted rows of parcels anew
--   strategy: shadow
--   lock: row locks on parcels, migrate_parcels__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_parcels__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `code` FROM `migrate_parcels__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.code
SELECT 1 FROM `parcels` WHERE `parcels`.`code` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.code
DELETE FROM `migrate_parcels__shadow` WHERE `code` = ?;
--   then:
--     ? number 1 = from.code
INSERT INTO `migrate_parcels__shadow` (`code`, `weight`) SELECT `parcels`.`code`, `parcels`.`weight` FROM `parcels` WHERE `parcels`.`code` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.code
SELECT 1 FROM (SELECT `code` AS migrate_key_1, `parcels`.`code` AS migrate_value_1, `parcels`.`weight` AS migrate_value_2 FROM `parcels` WHERE `parcels`.`code` = ?) AS migrate_was LEFT JOIN `migrate_parcels__shadow` AS migrate_now ON migrate_now.`code` = migrate_was.migrate_key_1 WHERE migrate_now.`code` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`code` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`weight`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parcels__log` WHERE migrate_id = ?;

-- [backfill-49] note rows that only parcels's shadow has
--   strategy: shadow
--   lock: none on parcels, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_parcels__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_parcels__log` (`code`) SELECT migrate_now.migrate_key_1 FROM (SELECT `code` AS migrate_key_1 FROM `migrate_parcels__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `parcels` AS migrate_was ON migrate_was.`code` = migrate_now.migrate_key_1 WHERE migrate_was.`code` IS NULL AND (SELECT COUNT(*) FROM `parcels`) <> (SELECT COUNT(*) FROM `migrate_parcels__shadow`);

-- [backfill-50] take the noted rows out of parcels's shadow
--   strategy: shadow
--   lock: row locks on parcels, migrate_parcels__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_parcels__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `code` FROM `migrate_parcels__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.code
SELECT 1 FROM `parcels` WHERE `parcels`.`code` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.code
DELETE FROM `migrate_parcels__shadow` WHERE `code` = ?;
--   then:
--     ? number 1 = from.code
INSERT INTO `migrate_parcels__shadow` (`code`, `weight`) SELECT `parcels`.`code`, `parcels`.`weight` FROM `parcels` WHERE `parcels`.`code` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.code
SELECT 1 FROM (SELECT `code` AS migrate_key_1, `parcels`.`code` AS migrate_value_1, `parcels`.`weight` AS migrate_value_2 FROM `parcels` WHERE `parcels`.`code` = ?) AS migrate_was LEFT JOIN `migrate_parcels__shadow` AS migrate_now ON migrate_now.`code` = migrate_was.migrate_key_1 WHERE migrate_now.`code` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`code` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`weight`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parcels__log` WHERE migrate_id = ?;

-- [backfill-51] log what will change in parcels on UPDATE
--   strategy: shadow
--   lock: none on migrate_parcels__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_parcels__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parcels__back__log__update`
CREATE TRIGGER `migrate_parcels__back__log__update` AFTER UPDATE ON `migrate_parcels__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_parcels__back_log` (`code`) VALUES (OLD.`code`);
  IF NOT (CAST(NEW.`code` AS BINARY) <=> CAST(OLD.`code` AS BINARY)) THEN INSERT INTO `migrate_parcels__back_log` (`code`) VALUES (NEW.`code`); END IF;
END;

-- [backfill-52] log what will change in parcels on DELETE
--   strategy: shadow
--   lock: none on migrate_parcels__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_parcels__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parcels__back__log__delete`
CREATE TRIGGER `migrate_parcels__back__log__delete` AFTER DELETE ON `migrate_parcels__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_parcels__back_log` (`code`) VALUES (OLD.`code`);
END;

-- [backfill-53] log what will change in parcels on INSERT
--   strategy: shadow
--   lock: none on migrate_parcels__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_parcels__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parcels__back__log__insert`
CREATE TRIGGER `migrate_parcels__back__log__insert` AFTER INSERT ON `migrate_parcels__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_parcels__back_log` (`code`) VALUES (NEW.`code`);
END;

-- [backfill-54] look for foreign keys that refer to parcels since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'parcels' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'parcels')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'parcels' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'parcels')));

-- [backfill-55] look for what has been changed of parcels since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'code' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'weight', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'parcels', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parcels'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parcels' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parcels' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'parcels'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'parcels' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parcels') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-56] wait for transactions that would miss rows of parcels's shadow
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

-- [backfill-57] exchange parcels for its shadow
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parcels__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parcels__shadow')
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
--   undo: RENAME TABLE `parcels` TO `migrate_parcels__shadow`, `migrate_parcels__old` TO `parcels`
--   loss: rows of parcels that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_parcels__back_log`
RENAME TABLE `parcels` TO `migrate_parcels__old`, `migrate_parcels__shadow` TO `parcels`;

-- [backfill-58] stop carrying into the shadow of parcels on UPDATE
--   strategy: shadow
--   lock: none on migrate_parcels__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__carry__update`;

-- [backfill-59] stop carrying into the shadow of parcels on DELETE
--   strategy: shadow
--   lock: none on migrate_parcels__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__carry__delete`;

-- [backfill-60] stop carrying into the shadow of parcels on INSERT
--   strategy: shadow
--   lock: none on migrate_parcels__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__carry__insert`;

-- [backfill-61] carry parcels back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_parcels__back__update` AFTER UPDATE ON `parcels` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parcels__back_log` (`code`) VALUES (OLD.`code`);
    IF NOT (CAST(NEW.`code` AS BINARY) <=> CAST(OLD.`code` AS BINARY)) THEN INSERT INTO `migrate_parcels__back_log` (`code`) VALUES (NEW.`code`); END IF;
  END;
  UPDATE `migrate_parcels__old` SET `code` = NEW.`code`, `weight` = NEW.`weight` WHERE `code` = OLD.`code`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_parcels__old` WHERE `code` = NEW.`code` AND CAST(NEW.`code` AS BINARY) <=> CAST(`code` AS BINARY) AND NEW.`weight` <=> `weight`) THEN
    INSERT INTO `migrate_parcels__back_log` (`code`) VALUES (OLD.`code`);
    IF NOT (CAST(NEW.`code` AS BINARY) <=> CAST(OLD.`code` AS BINARY)) THEN INSERT INTO `migrate_parcels__back_log` (`code`) VALUES (NEW.`code`); END IF;
  END IF;
END;

-- [backfill-62] carry parcels back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_parcels__back__delete` AFTER DELETE ON `parcels` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parcels__back_log` (`code`) VALUES (OLD.`code`);
  END;
  DELETE FROM `migrate_parcels__old` WHERE `code` = OLD.`code`;
  IF EXISTS (SELECT 1 FROM `migrate_parcels__old` WHERE `code` = OLD.`code`) THEN
    INSERT INTO `migrate_parcels__back_log` (`code`) VALUES (OLD.`code`);
  END IF;
END;

-- [backfill-63] carry parcels back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_parcels__back__insert` AFTER INSERT ON `parcels` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_parcels__back_log` (`code`) VALUES (NEW.`code`);
  END;
  INSERT INTO `migrate_parcels__old` (`code`, `weight`) VALUES (NEW.`code`, NEW.`weight`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_parcels__old` WHERE `code` = NEW.`code` AND CAST(NEW.`code` AS BINARY) <=> CAST(`code` AS BINARY) AND NEW.`weight` <=> `weight`) THEN
    INSERT INTO `migrate_parcels__back_log` (`code`) VALUES (NEW.`code`);
  END IF;
END;

-- [backfill-64] stop the log for the way back of parcels on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__back__log__update`;

-- [backfill-65] stop the log for the way back of parcels on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__back__log__delete`;

-- [backfill-66] stop the log for the way back of parcels on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__back__log__insert`;

-- [backfill-67] carry back what was written to parcels meanwhile
--   strategy: shadow
--   lock: row locks on parcels, migrate_parcels__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   loss: values of parcels.number, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `parcels` WHERE `number` IS NOT NULL LIMIT 1000) AS found
--   applies: the entries of migrate_parcels__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `code` FROM `migrate_parcels__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.code
SELECT 1 FROM `parcels` WHERE `parcels`.`code` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.code
DELETE FROM `migrate_parcels__old` WHERE `code` = ?;
--   then:
--     ? number 1 = from.code
INSERT INTO `migrate_parcels__old` (`code`, `weight`) SELECT `parcels`.`code`, `parcels`.`weight` FROM `parcels` WHERE `parcels`.`code` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.code
SELECT 1 FROM (SELECT `code` AS migrate_key_1, `parcels`.`code` AS migrate_value_1, `parcels`.`weight` AS migrate_value_2 FROM `parcels` WHERE `parcels`.`code` = ?) AS migrate_was LEFT JOIN `migrate_parcels__old` AS migrate_now ON migrate_now.`code` = migrate_was.migrate_key_1 WHERE migrate_now.`code` IS NULL OR NOT (CAST(migrate_was.migrate_value_1 AS BINARY) <=> CAST(migrate_now.`code` AS BINARY) AND migrate_was.migrate_value_2 <=> migrate_now.`weight`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_parcels__back_log` WHERE migrate_id = ?;

-- [backfill-68] see that no row of parcels was left behind
--   strategy: shadow
--   lock: none on migrate_parcels__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_parcels__old alone, which stays until this holds
--   expects: no row
SELECT `code` FROM `migrate_parcels__log` LIMIT 5;

-- [backfill-69] copy users into its shadow
--   strategy: shadow
--   lock: none on users, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_users__shadow` (`id`, `name`) SELECT `users`.`id`, `users`.`name` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-70] analyze users's shadow
--   strategy: shadow
--   lock: none on migrate_users__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_users__shadow`;

-- [backfill-71] apply what changed in users meanwhile
--   strategy: shadow
--   lock: row locks on migrate_users__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_users__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_users__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_users__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_users__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_users__work` AS migrate_work STRAIGHT_JOIN `migrate_users__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_users__shadow` (`id`, `name`) SELECT `users`.`id`, `users`.`name` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_users__work`) AS migrate_work STRAIGHT_JOIN `users` ON `users`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_users__work` AS migrate_work STRAIGHT_JOIN `migrate_users__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_users__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `users` WHERE `users`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_users__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_users__shadow` (`id`, `name`) SELECT `users`.`id`, `users`.`name` FROM `users` WHERE `users`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `users`.`id` AS migrate_value_1, `users`.`name` AS migrate_value_2 FROM `users` WHERE `users`.`id` = ?) AS migrate_was LEFT JOIN `migrate_users__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_users__log` WHERE migrate_id = ?;

-- [backfill-72] make a log for the way back of users
--   strategy: shadow
--   lock: none on migrate_users__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_users__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_users__back_log`
CREATE TABLE `migrate_users__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [backfill-73] carry users into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__carry__update`
CREATE TRIGGER `migrate_users__carry__update` AFTER UPDATE ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_users__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_users__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_users__shadow` SET `id` = NEW.`id`, `name` = NEW.`name` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_users__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY)) THEN
    INSERT INTO `migrate_users__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_users__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_users__back_log`; END IF;
END;

-- [backfill-74] carry users into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__carry__delete`
CREATE TRIGGER `migrate_users__carry__delete` AFTER DELETE ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_users__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_users__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_users__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_users__log` (`id`) VALUES (OLD.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_users__back_log`; END IF;
END;

-- [backfill-75] carry users into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__carry__insert`
CREATE TRIGGER `migrate_users__carry__insert` AFTER INSERT ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_users__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_users__shadow` (`id`, `name`) VALUES (NEW.`id`, NEW.`name`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_users__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY)) THEN
    INSERT INTO `migrate_users__log` (`id`) VALUES (NEW.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_users__back_log`; END IF;
END;

-- [backfill-76] stop the log of users on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__carry__log__update`;

-- [backfill-77] stop the log of users on DELETE
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__carry__log__delete`;

-- [backfill-78] stop the log of users on INSERT
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__carry__log__insert`;

-- [backfill-79] wait for prepared XA transactions that may have written users
--   strategy: shadow
--   lock: none on migrate_users__work, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-80] apply the last of the log of users
--   strategy: shadow
--   lock: row locks on users, migrate_users__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_users__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_users__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `users` WHERE `users`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_users__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_users__shadow` (`id`, `name`) SELECT `users`.`id`, `users`.`name` FROM `users` WHERE `users`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `users`.`id` AS migrate_value_1, `users`.`name` AS migrate_value_2 FROM `users` WHERE `users`.`id` = ?) AS migrate_was LEFT JOIN `migrate_users__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_users__log` WHERE migrate_id = ?;

-- [backfill-81] note rows that differ in users's shadow
--   strategy: shadow
--   lock: none on users, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_users__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `users`.`id` AS migrate_value_1, `users`.`name` AS migrate_value_2 FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_users__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY));

-- [backfill-82] write the noted rows of users anew
--   strategy: shadow
--   lock: row locks on users, migrate_users__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_users__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_users__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `users` WHERE `users`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_users__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_users__shadow` (`id`, `name`) SELECT `users`.`id`, `users`.`name` FROM `users` WHERE `users`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `users`.`id` AS migrate_value_1, `users`.`name` AS migrate_value_2 FROM `users` WHERE `users`.`id` = ?) AS migrate_was LEFT JOIN `migrate_users__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_users__log` WHERE migrate_id = ?;

-- [backfill-83] note rows that only users's shadow has
--   strategy: shadow
--   lock: none on users, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_users__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_users__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_users__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `users` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `users`) <> (SELECT COUNT(*) FROM `migrate_users__shadow`);

-- [backfill-84] take the noted rows out of users's shadow
--   strategy: shadow
--   lock: row locks on users, migrate_users__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_users__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_users__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `users` WHERE `users`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_users__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_users__shadow` (`id`, `name`) SELECT `users`.`id`, `users`.`name` FROM `users` WHERE `users`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `users`.`id` AS migrate_value_1, `users`.`name` AS migrate_value_2 FROM `users` WHERE `users`.`id` = ?) AS migrate_was LEFT JOIN `migrate_users__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_users__log` WHERE migrate_id = ?;

-- [backfill-85] log what will change in users on UPDATE
--   strategy: shadow
--   lock: none on migrate_users__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_users__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__back__log__update`
CREATE TRIGGER `migrate_users__back__log__update` AFTER UPDATE ON `migrate_users__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_users__back_log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_users__back_log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [backfill-86] log what will change in users on DELETE
--   strategy: shadow
--   lock: none on migrate_users__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_users__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__back__log__delete`
CREATE TRIGGER `migrate_users__back__log__delete` AFTER DELETE ON `migrate_users__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_users__back_log` (`id`) VALUES (OLD.`id`);
END;

-- [backfill-87] log what will change in users on INSERT
--   strategy: shadow
--   lock: none on migrate_users__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_users__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__back__log__insert`
CREATE TRIGGER `migrate_users__back__log__insert` AFTER INSERT ON `migrate_users__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_users__back_log` (`id`) VALUES (NEW.`id`);
END;

-- [backfill-88] look for foreign keys that refer to users since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'users' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'users')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'users' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'users')));

-- [backfill-89] look for what has been changed of users since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'name', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'users', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'users'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'users' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-90] wait for transactions that would miss rows of users's shadow
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

-- [backfill-91] exchange users for its shadow
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_users__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_users__shadow')
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
--   undo: RENAME TABLE `users` TO `migrate_users__shadow`, `migrate_users__old` TO `users`
--   loss: rows of users that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_users__back_log`
RENAME TABLE `users` TO `migrate_users__old`, `migrate_users__shadow` TO `users`;

-- [backfill-92] stop carrying into the shadow of users on UPDATE
--   strategy: shadow
--   lock: none on migrate_users__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__carry__update`;

-- [backfill-93] stop carrying into the shadow of users on DELETE
--   strategy: shadow
--   lock: none on migrate_users__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__carry__delete`;

-- [backfill-94] stop carrying into the shadow of users on INSERT
--   strategy: shadow
--   lock: none on migrate_users__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__carry__insert`;

-- [backfill-95] carry users back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_users__back__update` AFTER UPDATE ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_users__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_users__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_users__old` SET `id` = NEW.`id`, `name` = NEW.`name` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_users__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY)) THEN
    INSERT INTO `migrate_users__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_users__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-96] carry users back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_users__back__delete` AFTER DELETE ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_users__back_log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_users__old` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_users__old` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_users__back_log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-97] carry users back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_users__back__insert` AFTER INSERT ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_users__back_log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_users__old` (`id`, `name`) VALUES (NEW.`id`, NEW.`name`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_users__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY)) THEN
    INSERT INTO `migrate_users__back_log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-98] stop the log for the way back of users on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__back__log__update`;

-- [backfill-99] stop the log for the way back of users on DELETE
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__back__log__delete`;

-- [backfill-100] stop the log for the way back of users on INSERT
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__back__log__insert`;

-- [backfill-101] carry back what was written to users meanwhile
--   strategy: shadow
--   lock: row locks on users, migrate_users__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   loss: values of users.token, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `users` WHERE `token` IS NOT NULL LIMIT 1000) AS found
--   applies: the entries of migrate_users__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_users__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `users` WHERE `users`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_users__old` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_users__old` (`id`, `name`) SELECT `users`.`id`, `users`.`name` FROM `users` WHERE `users`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `users`.`id` AS migrate_value_1, `users`.`name` AS migrate_value_2 FROM `users` WHERE `users`.`id` = ?) AS migrate_was LEFT JOIN `migrate_users__old` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_users__back_log` WHERE migrate_id = ?;

-- [backfill-102] see that no row of users was left behind
--   strategy: shadow
--   lock: none on migrate_users__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_users__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_users__log` LIMIT 5;

-- [backfill-103] copy events into its shadow
--   strategy: shadow
--   lock: none on events, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   cleanup: INSERT INTO `migrate_events__work` (migrate_id, `at`, `what`) SELECT migrate_log.migrate_id, migrate_log.`at`, migrate_log.`what` FROM `migrate_events__log` AS migrate_log STRAIGHT_JOIN `migrate_events__shadow` AS migrate_now ON migrate_now.`at` = migrate_log.`at` AND migrate_now.`what` = migrate_log.`what` ORDER BY migrate_log.migrate_id LIMIT 10000
--   cleanup: DELETE migrate_now FROM `migrate_events__work` AS migrate_work STRAIGHT_JOIN `migrate_events__shadow` AS migrate_now ON migrate_now.`at` = migrate_work.`at` AND migrate_now.`what` = migrate_work.`what`
--   cleanup: DELETE FROM `migrate_events__work`
--   batches: table events by at, what; each commits together with its checkpoint
--   first key, once:
SELECT CAST(`at` AS CHAR), `what` FROM `events` FORCE INDEX (`events_at`) ORDER BY `at`, `what` LIMIT 1;
--   last key, once:
SELECT CAST(`at` AS CHAR), `what` FROM `events` FORCE INDEX (`events_at`) ORDER BY `at` DESC, `what` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.at, ? number 2 = from.at, ? number 3 = from.at, ? number 4 = from.what, ? number 5 = end.at, ? number 6 = end.at, ? number 7 = end.at, ? number 8 = end.what, ? number 9 = batch size - 1
SELECT CAST(`at` AS CHAR), `what` FROM `events` FORCE INDEX (`events_at`) WHERE `at` >= CAST(? AS DATETIME(6)) AND (`at` > CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`what` >= ?))) AND `at` <= CAST(? AS DATETIME(6)) AND (`at` < CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`what` <= ?))) ORDER BY `at`, `what` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.at, ? number 2 = from.at, ? number 3 = from.at, ? number 4 = from.what, ? number 5 = to.at, ? number 6 = to.at, ? number 7 = to.at, ? number 8 = to.what
INSERT INTO `migrate_events__shadow` (`at`, `what`) SELECT `events`.`at`, `events`.`what` FROM `events` FORCE INDEX (`events_at`) WHERE `at` >= CAST(? AS DATETIME(6)) AND (`at` > CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`what` >= ?))) AND `at` <= CAST(? AS DATETIME(6)) AND (`at` < CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`what` <= ?)));

-- [backfill-104] analyze events's shadow
--   strategy: shadow
--   lock: none on migrate_events__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_events__shadow`;

-- [backfill-105] apply what changed in events meanwhile
--   strategy: shadow
--   lock: row locks on migrate_events__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_events__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`at` AS CHAR) AS `at`, `what` FROM `migrate_events__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_events__work` (migrate_id, `at`, `what`) SELECT migrate_id, `at`, `what` FROM `migrate_events__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_events__work` AS migrate_work STRAIGHT_JOIN `migrate_events__shadow` AS migrate_now ON migrate_now.`at` = migrate_work.`at` AND migrate_now.`what` = migrate_work.`what`;
--   then:
INSERT INTO `migrate_events__shadow` (`at`, `what`) SELECT `events`.`at`, `events`.`what` FROM (SELECT DISTINCT `at` AS migrate_key_1, `what` AS migrate_key_2 FROM `migrate_events__work`) AS migrate_work STRAIGHT_JOIN `events` ON `events`.`at` = migrate_work.migrate_key_1 AND `events`.`what` = migrate_work.migrate_key_2;
--   then:
DELETE migrate_log FROM `migrate_events__work` AS migrate_work STRAIGHT_JOIN `migrate_events__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_events__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.at, ? number 2 = from.what
SELECT 1 FROM `events` WHERE `events`.`at` = CAST(? AS DATETIME(6)) AND `events`.`what` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.at, ? number 2 = from.what
DELETE FROM `migrate_events__shadow` WHERE `at` = CAST(? AS DATETIME(6)) AND `what` = ?;
--   then:
--     ? number 1 = from.at, ? number 2 = from.what
INSERT INTO `migrate_events__shadow` (`at`, `what`) SELECT `events`.`at`, `events`.`what` FROM `events` WHERE `events`.`at` = CAST(? AS DATETIME(6)) AND `events`.`what` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `at` AS migrate_key_1, `what` AS migrate_key_2, `events`.`at` AS migrate_value_1, `events`.`what` AS migrate_value_2 FROM `events` WHERE `events`.`at` = (SELECT migrate_log.`at` FROM `migrate_events__log` AS migrate_log WHERE migrate_id = ?) AND `events`.`what` = (SELECT migrate_log.`what` FROM `migrate_events__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_events__shadow` AS migrate_now ON migrate_now.`at` = migrate_was.migrate_key_1 AND migrate_now.`what` = migrate_was.migrate_key_2 WHERE migrate_now.`at` <=> NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`at` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`what` AS BINARY)) UNION ALL SELECT 1 FROM `migrate_events__log` AS migrate_log STRAIGHT_JOIN `migrate_events__shadow` AS migrate_now ON migrate_now.`at` = migrate_log.`at` AND migrate_now.`what` = migrate_log.`what` LEFT JOIN `events` AS migrate_was ON migrate_was.`at` = migrate_log.`at` AND migrate_was.`what` = migrate_log.`what` WHERE migrate_log.migrate_id = ? AND migrate_was.`at` <=> NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_events__log` WHERE migrate_id = ?;

-- [backfill-106] make a log for the way back of events
--   strategy: shadow
--   lock: none on migrate_events__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_events__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_events__back_log`
CREATE TABLE `migrate_events__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `at` datetime NOT NULL, `what` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL) ENGINE=InnoDB;

-- [backfill-107] carry events into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'events' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_events__carry__update`
CREATE TRIGGER `migrate_events__carry__update` AFTER UPDATE ON `events` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_events__log` (`at`, `what`) VALUES (OLD.`at`, OLD.`what`);
    IF NOT (NEW.`at` <=> OLD.`at` AND CAST(NEW.`what` AS BINARY) <=> CAST(OLD.`what` AS BINARY)) THEN INSERT INTO `migrate_events__log` (`at`, `what`) VALUES (NEW.`at`, NEW.`what`); END IF;
  END;
  UPDATE `migrate_events__shadow` SET `at` = NEW.`at`, `what` = NEW.`what` WHERE `at` = OLD.`at` AND `what` = OLD.`what`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_events__shadow` WHERE `at` = NEW.`at` AND `what` = NEW.`what` AND NEW.`at` <=> `at` AND CAST(NEW.`what` AS BINARY) <=> CAST(`what` AS BINARY)) THEN
    INSERT INTO `migrate_events__log` (`at`, `what`) VALUES (OLD.`at`, OLD.`what`);
    IF NOT (NEW.`at` <=> OLD.`at` AND CAST(NEW.`what` AS BINARY) <=> CAST(OLD.`what` AS BINARY)) THEN INSERT INTO `migrate_events__log` (`at`, `what`) VALUES (NEW.`at`, NEW.`what`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_events__back_log`; END IF;
END;

-- [backfill-108] carry events into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'events' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_events__carry__delete`
CREATE TRIGGER `migrate_events__carry__delete` AFTER DELETE ON `events` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_events__log` (`at`, `what`) VALUES (OLD.`at`, OLD.`what`);
  END;
  DELETE FROM `migrate_events__shadow` WHERE `at` = OLD.`at` AND `what` = OLD.`what`;
  IF EXISTS (SELECT 1 FROM `migrate_events__shadow` WHERE `at` = OLD.`at` AND `what` = OLD.`what`) THEN
    INSERT INTO `migrate_events__log` (`at`, `what`) VALUES (OLD.`at`, OLD.`what`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_events__back_log`; END IF;
END;

-- [backfill-109] carry events into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'events' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_events__carry__insert`
CREATE TRIGGER `migrate_events__carry__insert` AFTER INSERT ON `events` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_events__log` (`at`, `what`) VALUES (NEW.`at`, NEW.`what`);
  END;
  INSERT INTO `migrate_events__shadow` (`at`, `what`) VALUES (NEW.`at`, NEW.`what`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_events__shadow` WHERE `at` = NEW.`at` AND `what` = NEW.`what` AND NEW.`at` <=> `at` AND CAST(NEW.`what` AS BINARY) <=> CAST(`what` AS BINARY)) THEN
    INSERT INTO `migrate_events__log` (`at`, `what`) VALUES (NEW.`at`, NEW.`what`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_events__back_log`; END IF;
END;

-- [backfill-110] stop the log of events on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_events__carry__log__update`;

-- [backfill-111] stop the log of events on DELETE
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_events__carry__log__delete`;

-- [backfill-112] stop the log of events on INSERT
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_events__carry__log__insert`;

-- [backfill-113] wait for prepared XA transactions that may have written events
--   strategy: shadow
--   lock: none on migrate_events__work, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-114] apply the last of the log of events
--   strategy: shadow
--   lock: row locks on events, migrate_events__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_events__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`at` AS CHAR) AS `at`, `what` FROM `migrate_events__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.at, ? number 2 = from.what
SELECT 1 FROM `events` WHERE `events`.`at` = CAST(? AS DATETIME(6)) AND `events`.`what` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.at, ? number 2 = from.what
DELETE FROM `migrate_events__shadow` WHERE `at` = CAST(? AS DATETIME(6)) AND `what` = ?;
--   then:
--     ? number 1 = from.at, ? number 2 = from.what
INSERT INTO `migrate_events__shadow` (`at`, `what`) SELECT `events`.`at`, `events`.`what` FROM `events` WHERE `events`.`at` = CAST(? AS DATETIME(6)) AND `events`.`what` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `at` AS migrate_key_1, `what` AS migrate_key_2, `events`.`at` AS migrate_value_1, `events`.`what` AS migrate_value_2 FROM `events` WHERE `events`.`at` = (SELECT migrate_log.`at` FROM `migrate_events__log` AS migrate_log WHERE migrate_id = ?) AND `events`.`what` = (SELECT migrate_log.`what` FROM `migrate_events__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_events__shadow` AS migrate_now ON migrate_now.`at` = migrate_was.migrate_key_1 AND migrate_now.`what` = migrate_was.migrate_key_2 WHERE migrate_now.`at` <=> NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`at` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`what` AS BINARY)) UNION ALL SELECT 1 FROM `migrate_events__log` AS migrate_log STRAIGHT_JOIN `migrate_events__shadow` AS migrate_now ON migrate_now.`at` = migrate_log.`at` AND migrate_now.`what` = migrate_log.`what` LEFT JOIN `events` AS migrate_was ON migrate_was.`at` = migrate_log.`at` AND migrate_was.`what` = migrate_log.`what` WHERE migrate_log.migrate_id = ? AND migrate_was.`at` <=> NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_events__log` WHERE migrate_id = ?;

-- [backfill-115] note rows that differ in events's shadow
--   strategy: shadow
--   lock: none on events, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table events by at, what; each commits together with its checkpoint
--   first key, once:
SELECT CAST(`at` AS CHAR), `what` FROM `events` FORCE INDEX (`events_at`) ORDER BY `at`, `what` LIMIT 1;
--   last key, once:
SELECT CAST(`at` AS CHAR), `what` FROM `events` FORCE INDEX (`events_at`) ORDER BY `at` DESC, `what` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.at, ? number 2 = from.at, ? number 3 = from.at, ? number 4 = from.what, ? number 5 = end.at, ? number 6 = end.at, ? number 7 = end.at, ? number 8 = end.what, ? number 9 = batch size - 1
SELECT CAST(`at` AS CHAR), `what` FROM `events` FORCE INDEX (`events_at`) WHERE `at` >= CAST(? AS DATETIME(6)) AND (`at` > CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`what` >= ?))) AND `at` <= CAST(? AS DATETIME(6)) AND (`at` < CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`what` <= ?))) ORDER BY `at`, `what` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.at, ? number 2 = from.at, ? number 3 = from.at, ? number 4 = from.what, ? number 5 = to.at, ? number 6 = to.at, ? number 7 = to.at, ? number 8 = to.what
INSERT INTO `migrate_events__log` (`at`, `what`) SELECT migrate_was.migrate_key_1, migrate_was.migrate_key_2 FROM (SELECT `at` AS migrate_key_1, `what` AS migrate_key_2, `events`.`at` AS migrate_value_1, `events`.`what` AS migrate_value_2 FROM `events` FORCE INDEX (`events_at`) WHERE `at` >= CAST(? AS DATETIME(6)) AND (`at` > CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`what` >= ?))) AND `at` <= CAST(? AS DATETIME(6)) AND (`at` < CAST(? AS DATETIME(6)) OR (`at` = CAST(? AS DATETIME(6)) AND (`what` <= ?)))) AS migrate_was LEFT JOIN `migrate_events__shadow` AS migrate_now ON migrate_now.`at` = migrate_was.migrate_key_1 AND migrate_now.`what` = migrate_was.migrate_key_2 WHERE migrate_now.`at` <=> NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`at` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`what` AS BINARY));

-- [backfill-116] write the noted rows of events anew
--   strategy: shadow
--   lock: row locks on events, migrate_events__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_events__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`at` AS CHAR) AS `at`, `what` FROM `migrate_events__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.at, ? number 2 = from.what
SELECT 1 FROM `events` WHERE `events`.`at` = CAST(? AS DATETIME(6)) AND `events`.`what` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.at, ? number 2 = from.what
DELETE FROM `migrate_events__shadow` WHERE `at` = CAST(? AS DATETIME(6)) AND `what` = ?;
--   then:
--     ? number 1 = from.at, ? number 2 = from.what
INSERT INTO `migrate_events__shadow` (`at`, `what`) SELECT `events`.`at`, `events`.`what` FROM `events` WHERE `events`.`at` = CAST(? AS DATETIME(6)) AND `events`.`what` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `at` AS migrate_key_1, `what` AS migrate_key_2, `events`.`at` AS migrate_value_1, `events`.`what` AS migrate_value_2 FROM `events` WHERE `events`.`at` = (SELECT migrate_log.`at` FROM `migrate_events__log` AS migrate_log WHERE migrate_id = ?) AND `events`.`what` = (SELECT migrate_log.`what` FROM `migrate_events__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_events__shadow` AS migrate_now ON migrate_now.`at` = migrate_was.migrate_key_1 AND migrate_now.`what` = migrate_was.migrate_key_2 WHERE migrate_now.`at` <=> NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`at` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`what` AS BINARY)) UNION ALL SELECT 1 FROM `migrate_events__log` AS migrate_log STRAIGHT_JOIN `migrate_events__shadow` AS migrate_now ON migrate_now.`at` = migrate_log.`at` AND migrate_now.`what` = migrate_log.`what` LEFT JOIN `events` AS migrate_was ON migrate_was.`at` = migrate_log.`at` AND migrate_was.`what` = migrate_log.`what` WHERE migrate_log.migrate_id = ? AND migrate_was.`at` <=> NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_events__log` WHERE migrate_id = ?;

-- [backfill-117] note rows that only events's shadow has
--   strategy: shadow
--   lock: none on events, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_events__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_events__log` (`at`, `what`) SELECT migrate_now.migrate_key_1, migrate_now.migrate_key_2 FROM (SELECT `at` AS migrate_key_1, `what` AS migrate_key_2 FROM `migrate_events__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `events` AS migrate_was ON migrate_was.`at` = migrate_now.migrate_key_1 AND migrate_was.`what` = migrate_now.migrate_key_2 WHERE migrate_was.`at` <=> NULL AND (SELECT COUNT(*) FROM `events`) <> (SELECT COUNT(*) FROM `migrate_events__shadow`);

-- [backfill-118] take the noted rows out of events's shadow
--   strategy: shadow
--   lock: row locks on events, migrate_events__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_events__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`at` AS CHAR) AS `at`, `what` FROM `migrate_events__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.at, ? number 2 = from.what
SELECT 1 FROM `events` WHERE `events`.`at` = CAST(? AS DATETIME(6)) AND `events`.`what` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.at, ? number 2 = from.what
DELETE FROM `migrate_events__shadow` WHERE `at` = CAST(? AS DATETIME(6)) AND `what` = ?;
--   then:
--     ? number 1 = from.at, ? number 2 = from.what
INSERT INTO `migrate_events__shadow` (`at`, `what`) SELECT `events`.`at`, `events`.`what` FROM `events` WHERE `events`.`at` = CAST(? AS DATETIME(6)) AND `events`.`what` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `at` AS migrate_key_1, `what` AS migrate_key_2, `events`.`at` AS migrate_value_1, `events`.`what` AS migrate_value_2 FROM `events` WHERE `events`.`at` = (SELECT migrate_log.`at` FROM `migrate_events__log` AS migrate_log WHERE migrate_id = ?) AND `events`.`what` = (SELECT migrate_log.`what` FROM `migrate_events__log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_events__shadow` AS migrate_now ON migrate_now.`at` = migrate_was.migrate_key_1 AND migrate_now.`what` = migrate_was.migrate_key_2 WHERE migrate_now.`at` <=> NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`at` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`what` AS BINARY)) UNION ALL SELECT 1 FROM `migrate_events__log` AS migrate_log STRAIGHT_JOIN `migrate_events__shadow` AS migrate_now ON migrate_now.`at` = migrate_log.`at` AND migrate_now.`what` = migrate_log.`what` LEFT JOIN `events` AS migrate_was ON migrate_was.`at` = migrate_log.`at` AND migrate_was.`what` = migrate_log.`what` WHERE migrate_log.migrate_id = ? AND migrate_was.`at` <=> NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_events__log` WHERE migrate_id = ?;

-- [backfill-119] log what will change in events on UPDATE
--   strategy: shadow
--   lock: none on migrate_events__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_events__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_events__back__log__update`
CREATE TRIGGER `migrate_events__back__log__update` AFTER UPDATE ON `migrate_events__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_events__back_log` (`at`, `what`) VALUES (OLD.`at`, OLD.`what`);
  IF NOT (NEW.`at` <=> OLD.`at` AND CAST(NEW.`what` AS BINARY) <=> CAST(OLD.`what` AS BINARY)) THEN INSERT INTO `migrate_events__back_log` (`at`, `what`) VALUES (NEW.`at`, NEW.`what`); END IF;
END;

-- [backfill-120] log what will change in events on DELETE
--   strategy: shadow
--   lock: none on migrate_events__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_events__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_events__back__log__delete`
CREATE TRIGGER `migrate_events__back__log__delete` AFTER DELETE ON `migrate_events__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_events__back_log` (`at`, `what`) VALUES (OLD.`at`, OLD.`what`);
END;

-- [backfill-121] log what will change in events on INSERT
--   strategy: shadow
--   lock: none on migrate_events__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_events__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_events__back__log__insert`
CREATE TRIGGER `migrate_events__back__log__insert` AFTER INSERT ON `migrate_events__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_events__back_log` (`at`, `what`) VALUES (NEW.`at`, NEW.`what`);
END;

-- [backfill-122] look for foreign keys that refer to events since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'events' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'events')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'events' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'events')));

-- [backfill-123] look for what has been changed of events since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'at' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'what', '(digest)', 1, 0
UNION ALL SELECT 'index', 'events_at', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'events', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'events'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'events' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'events' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'events' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'events'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'events' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'events') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-124] wait for transactions that would miss rows of events's shadow
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

-- [backfill-125] exchange events for its shadow
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_events__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_events__shadow')
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
--   undo: RENAME TABLE `events` TO `migrate_events__shadow`, `migrate_events__old` TO `events`
--   loss: rows of events that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_events__back_log`
RENAME TABLE `events` TO `migrate_events__old`, `migrate_events__shadow` TO `events`;

-- [backfill-126] stop carrying into the shadow of events on UPDATE
--   strategy: shadow
--   lock: none on migrate_events__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_events__carry__update`;

-- [backfill-127] stop carrying into the shadow of events on DELETE
--   strategy: shadow
--   lock: none on migrate_events__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_events__carry__delete`;

-- [backfill-128] stop carrying into the shadow of events on INSERT
--   strategy: shadow
--   lock: none on migrate_events__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_events__carry__insert`;

-- [backfill-129] carry events back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'events' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_events__back__update` AFTER UPDATE ON `events` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_events__back_log` (`at`, `what`) VALUES (OLD.`at`, OLD.`what`);
    IF NOT (NEW.`at` <=> OLD.`at` AND CAST(NEW.`what` AS BINARY) <=> CAST(OLD.`what` AS BINARY)) THEN INSERT INTO `migrate_events__back_log` (`at`, `what`) VALUES (NEW.`at`, NEW.`what`); END IF;
  END;
  UPDATE `migrate_events__old` SET `at` = NEW.`at`, `what` = NEW.`what` WHERE `at` = OLD.`at` AND `what` = OLD.`what`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_events__old` WHERE `at` = NEW.`at` AND `what` = NEW.`what` AND NEW.`at` <=> `at` AND CAST(NEW.`what` AS BINARY) <=> CAST(`what` AS BINARY)) THEN
    INSERT INTO `migrate_events__back_log` (`at`, `what`) VALUES (OLD.`at`, OLD.`what`);
    IF NOT (NEW.`at` <=> OLD.`at` AND CAST(NEW.`what` AS BINARY) <=> CAST(OLD.`what` AS BINARY)) THEN INSERT INTO `migrate_events__back_log` (`at`, `what`) VALUES (NEW.`at`, NEW.`what`); END IF;
  END IF;
END;

-- [backfill-130] carry events back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'events' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_events__back__delete` AFTER DELETE ON `events` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_events__back_log` (`at`, `what`) VALUES (OLD.`at`, OLD.`what`);
  END;
  DELETE FROM `migrate_events__old` WHERE `at` = OLD.`at` AND `what` = OLD.`what`;
  IF EXISTS (SELECT 1 FROM `migrate_events__old` WHERE `at` = OLD.`at` AND `what` = OLD.`what`) THEN
    INSERT INTO `migrate_events__back_log` (`at`, `what`) VALUES (OLD.`at`, OLD.`what`);
  END IF;
END;

-- [backfill-131] carry events back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'events' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_events__back__insert` AFTER INSERT ON `events` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_events__back_log` (`at`, `what`) VALUES (NEW.`at`, NEW.`what`);
  END;
  INSERT INTO `migrate_events__old` (`at`, `what`) VALUES (NEW.`at`, NEW.`what`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_events__old` WHERE `at` = NEW.`at` AND `what` = NEW.`what` AND NEW.`at` <=> `at` AND CAST(NEW.`what` AS BINARY) <=> CAST(`what` AS BINARY)) THEN
    INSERT INTO `migrate_events__back_log` (`at`, `what`) VALUES (NEW.`at`, NEW.`what`);
  END IF;
END;

-- [backfill-132] stop the log for the way back of events on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_events__back__log__update`;

-- [backfill-133] stop the log for the way back of events on DELETE
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_events__back__log__delete`;

-- [backfill-134] stop the log for the way back of events on INSERT
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_events__back__log__insert`;

-- [backfill-135] carry back what was written to events meanwhile
--   strategy: shadow
--   lock: row locks on events, migrate_events__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   loss: values of events.id, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `events` WHERE `id` IS NOT NULL LIMIT 1000) AS found
--   applies: the entries of migrate_events__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, CAST(`at` AS CHAR) AS `at`, `what` FROM `migrate_events__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.at, ? number 2 = from.what
SELECT 1 FROM `events` WHERE `events`.`at` = CAST(? AS DATETIME(6)) AND `events`.`what` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.at, ? number 2 = from.what
DELETE FROM `migrate_events__old` WHERE `at` = CAST(? AS DATETIME(6)) AND `what` = ?;
--   then:
--     ? number 1 = from.at, ? number 2 = from.what
INSERT INTO `migrate_events__old` (`at`, `what`) SELECT `events`.`at`, `events`.`what` FROM `events` WHERE `events`.`at` = CAST(? AS DATETIME(6)) AND `events`.`what` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id
SELECT 1 FROM (SELECT `at` AS migrate_key_1, `what` AS migrate_key_2, `events`.`at` AS migrate_value_1, `events`.`what` AS migrate_value_2 FROM `events` WHERE `events`.`at` = (SELECT migrate_log.`at` FROM `migrate_events__back_log` AS migrate_log WHERE migrate_id = ?) AND `events`.`what` = (SELECT migrate_log.`what` FROM `migrate_events__back_log` AS migrate_log WHERE migrate_id = ?)) AS migrate_was LEFT JOIN `migrate_events__old` AS migrate_now ON migrate_now.`at` = migrate_was.migrate_key_1 AND migrate_now.`what` = migrate_was.migrate_key_2 WHERE migrate_now.`at` <=> NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`at` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`what` AS BINARY)) UNION ALL SELECT 1 FROM `migrate_events__back_log` AS migrate_log STRAIGHT_JOIN `migrate_events__old` AS migrate_now ON migrate_now.`at` = migrate_log.`at` AND migrate_now.`what` = migrate_log.`what` LEFT JOIN `events` AS migrate_was ON migrate_was.`at` = migrate_log.`at` AND migrate_was.`what` = migrate_log.`what` WHERE migrate_log.migrate_id = ? AND migrate_was.`at` <=> NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_events__back_log` WHERE migrate_id = ?;

-- [backfill-136] see that no row of events was left behind
--   strategy: shadow
--   lock: none on migrate_events__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_events__old alone, which stays until this holds
--   expects: no row
SELECT `at`, `what` FROM `migrate_events__log` LIMIT 5;

-- [backfill-137] copy boxes into its shadow
--   strategy: shadow
--   lock: none on boxes, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table boxes by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_boxes__shadow` (`id`, `size`) SELECT `boxes`.`id`, `boxes`.`size` FROM `boxes` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-138] analyze boxes's shadow
--   strategy: shadow
--   lock: none on migrate_boxes__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_boxes__shadow`;

-- [backfill-139] apply what changed in boxes meanwhile
--   strategy: shadow
--   lock: row locks on migrate_boxes__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_boxes__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_boxes__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_boxes__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_boxes__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_boxes__work` AS migrate_work STRAIGHT_JOIN `migrate_boxes__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_boxes__shadow` (`id`, `size`) SELECT `boxes`.`id`, `boxes`.`size` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_boxes__work`) AS migrate_work STRAIGHT_JOIN `boxes` ON `boxes`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_boxes__work` AS migrate_work STRAIGHT_JOIN `migrate_boxes__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_boxes__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `boxes` WHERE `boxes`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_boxes__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_boxes__shadow` (`id`, `size`) SELECT `boxes`.`id`, `boxes`.`size` FROM `boxes` WHERE `boxes`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `boxes`.`id` AS migrate_value_1, `boxes`.`size` AS migrate_value_2 FROM `boxes` WHERE `boxes`.`id` = ?) AS migrate_was LEFT JOIN `migrate_boxes__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`size`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_boxes__log` WHERE migrate_id = ?;

-- [backfill-140] make a log for the way back of boxes
--   strategy: shadow
--   lock: none on migrate_boxes__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_boxes__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_boxes__back_log`
CREATE TABLE `migrate_boxes__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [backfill-141] carry boxes into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'boxes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_boxes__carry__update`
CREATE TRIGGER `migrate_boxes__carry__update` AFTER UPDATE ON `boxes` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_boxes__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_boxes__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_boxes__shadow` SET `id` = NEW.`id`, `size` = NEW.`size` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_boxes__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`size` <=> `size`) THEN
    INSERT INTO `migrate_boxes__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_boxes__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_boxes__back_log`; END IF;
END;

-- [backfill-142] carry boxes into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'boxes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_boxes__carry__delete`
CREATE TRIGGER `migrate_boxes__carry__delete` AFTER DELETE ON `boxes` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_boxes__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_boxes__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_boxes__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_boxes__log` (`id`) VALUES (OLD.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_boxes__back_log`; END IF;
END;

-- [backfill-143] carry boxes into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'boxes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_boxes__carry__insert`
CREATE TRIGGER `migrate_boxes__carry__insert` AFTER INSERT ON `boxes` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_boxes__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_boxes__shadow` (`id`, `size`) VALUES (NEW.`id`, NEW.`size`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_boxes__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`size` <=> `size`) THEN
    INSERT INTO `migrate_boxes__log` (`id`) VALUES (NEW.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_boxes__back_log`; END IF;
END;

-- [backfill-144] stop the log of boxes on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__carry__log__update`;

-- [backfill-145] stop the log of boxes on DELETE
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__carry__log__delete`;

-- [backfill-146] stop the log of boxes on INSERT
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__carry__log__insert`;

-- [backfill-147] wait for prepared XA transactions that may have written boxes
--   strategy: shadow
--   lock: none on migrate_boxes__work, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-148] apply the last of the log of boxes
--   strategy: shadow
--   lock: row locks on boxes, migrate_boxes__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_boxes__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_boxes__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `boxes` WHERE `boxes`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_boxes__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_boxes__shadow` (`id`, `size`) SELECT `boxes`.`id`, `boxes`.`size` FROM `boxes` WHERE `boxes`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `boxes`.`id` AS migrate_value_1, `boxes`.`size` AS migrate_value_2 FROM `boxes` WHERE `boxes`.`id` = ?) AS migrate_was LEFT JOIN `migrate_boxes__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`size`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_boxes__log` WHERE migrate_id = ?;

-- [backfill-149] note rows that differ in boxes's shadow
--   strategy: shadow
--   lock: none on boxes, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table boxes by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_boxes__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `boxes`.`id` AS migrate_value_1, `boxes`.`size` AS migrate_value_2 FROM `boxes` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_boxes__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`size`);

-- [backfill-150] write the noted rows of boxes anew
--   strategy: shadow
--   lock: row locks on boxes, migrate_boxes__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_boxes__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_boxes__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `boxes` WHERE `boxes`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_boxes__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_boxes__shadow` (`id`, `size`) SELECT `boxes`.`id`, `boxes`.`size` FROM `boxes` WHERE `boxes`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `boxes`.`id` AS migrate_value_1, `boxes`.`size` AS migrate_value_2 FROM `boxes` WHERE `boxes`.`id` = ?) AS migrate_was LEFT JOIN `migrate_boxes__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`size`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_boxes__log` WHERE migrate_id = ?;

-- [backfill-151] note rows that only boxes's shadow has
--   strategy: shadow
--   lock: none on boxes, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_boxes__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_boxes__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_boxes__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `boxes` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `boxes`) <> (SELECT COUNT(*) FROM `migrate_boxes__shadow`);

-- [backfill-152] take the noted rows out of boxes's shadow
--   strategy: shadow
--   lock: row locks on boxes, migrate_boxes__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_boxes__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_boxes__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `boxes` WHERE `boxes`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_boxes__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_boxes__shadow` (`id`, `size`) SELECT `boxes`.`id`, `boxes`.`size` FROM `boxes` WHERE `boxes`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `boxes`.`id` AS migrate_value_1, `boxes`.`size` AS migrate_value_2 FROM `boxes` WHERE `boxes`.`id` = ?) AS migrate_was LEFT JOIN `migrate_boxes__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`size`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_boxes__log` WHERE migrate_id = ?;

-- [backfill-153] log what will change in boxes on UPDATE
--   strategy: shadow
--   lock: none on migrate_boxes__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_boxes__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_boxes__back__log__update`
CREATE TRIGGER `migrate_boxes__back__log__update` AFTER UPDATE ON `migrate_boxes__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_boxes__back_log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_boxes__back_log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [backfill-154] log what will change in boxes on DELETE
--   strategy: shadow
--   lock: none on migrate_boxes__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_boxes__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_boxes__back__log__delete`
CREATE TRIGGER `migrate_boxes__back__log__delete` AFTER DELETE ON `migrate_boxes__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_boxes__back_log` (`id`) VALUES (OLD.`id`);
END;

-- [backfill-155] log what will change in boxes on INSERT
--   strategy: shadow
--   lock: none on migrate_boxes__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_boxes__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_boxes__back__log__insert`
CREATE TRIGGER `migrate_boxes__back__log__insert` AFTER INSERT ON `migrate_boxes__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_boxes__back_log` (`id`) VALUES (NEW.`id`);
END;

-- [backfill-156] look for foreign keys that refer to boxes since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'boxes' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'boxes')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'boxes' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'boxes')));

-- [backfill-157] look for what has been changed of boxes since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'size', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'boxes', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'boxes'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'boxes' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'boxes' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'boxes' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'boxes'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'boxes' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'boxes') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-158] wait for transactions that would miss rows of boxes's shadow
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

-- [backfill-159] exchange boxes for its shadow
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_boxes__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_boxes__shadow')
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
--   undo: RENAME TABLE `boxes` TO `migrate_boxes__shadow`, `migrate_boxes__old` TO `boxes`
--   loss: rows of boxes that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_boxes__back_log`
RENAME TABLE `boxes` TO `migrate_boxes__old`, `migrate_boxes__shadow` TO `boxes`;

-- [backfill-160] stop carrying into the shadow of boxes on UPDATE
--   strategy: shadow
--   lock: none on migrate_boxes__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__carry__update`;

-- [backfill-161] stop carrying into the shadow of boxes on DELETE
--   strategy: shadow
--   lock: none on migrate_boxes__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__carry__delete`;

-- [backfill-162] stop carrying into the shadow of boxes on INSERT
--   strategy: shadow
--   lock: none on migrate_boxes__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__carry__insert`;

-- [backfill-163] carry boxes back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'boxes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_boxes__back__update` AFTER UPDATE ON `boxes` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_boxes__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_boxes__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_boxes__old` SET `id` = NEW.`id`, `size` = NEW.`size` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_boxes__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`size` <=> `size`) THEN
    INSERT INTO `migrate_boxes__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_boxes__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-164] carry boxes back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'boxes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_boxes__back__delete` AFTER DELETE ON `boxes` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_boxes__back_log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_boxes__old` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_boxes__old` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_boxes__back_log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-165] carry boxes back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'boxes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_boxes__back__insert` AFTER INSERT ON `boxes` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_boxes__back_log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_boxes__old` (`id`, `size`) VALUES (NEW.`id`, NEW.`size`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_boxes__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`size` <=> `size`) THEN
    INSERT INTO `migrate_boxes__back_log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-166] stop the log for the way back of boxes on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__back__log__update`;

-- [backfill-167] stop the log for the way back of boxes on DELETE
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__back__log__delete`;

-- [backfill-168] stop the log for the way back of boxes on INSERT
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__back__log__insert`;

-- [backfill-169] carry back what was written to boxes meanwhile
--   strategy: shadow
--   lock: row locks on boxes, migrate_boxes__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   loss: values of boxes.colour, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `boxes` WHERE NOT (CAST(`colour` AS BINARY) <=> CAST(DEFAULT(`colour`) AS BINARY)) LIMIT 1000) AS found
--   applies: the entries of migrate_boxes__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_boxes__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `boxes` WHERE `boxes`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_boxes__old` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_boxes__old` (`id`, `size`) SELECT `boxes`.`id`, `boxes`.`size` FROM `boxes` WHERE `boxes`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `boxes`.`id` AS migrate_value_1, `boxes`.`size` AS migrate_value_2 FROM `boxes` WHERE `boxes`.`id` = ?) AS migrate_was LEFT JOIN `migrate_boxes__old` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`size`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_boxes__back_log` WHERE migrate_id = ?;

-- [backfill-170] see that no row of boxes was left behind
--   strategy: shadow
--   lock: none on migrate_boxes__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_boxes__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_boxes__log` LIMIT 5;

-- ==== contract
-- [contract-1] stop carrying order_lines back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order_lines__back__update`;

-- [contract-2] stop carrying order_lines back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order_lines__back__delete`;

-- [contract-3] stop carrying order_lines back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on order_lines, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order_lines__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order_lines__back__insert`;

-- [contract-4] drop the old table of order_lines
--   strategy: shadow
--   lock: none on migrate_order_lines__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order_lines__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_order_lines__old`;

-- [contract-5] drop the log of order_lines's way back
--   strategy: shadow
--   lock: none on migrate_order_lines__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order_lines__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_order_lines__back_log`;

-- [contract-6] drop the log of order_lines
--   strategy: shadow
--   lock: none on migrate_order_lines__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order_lines__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_order_lines__log`;

-- [contract-7] drop the work table of order_lines
--   strategy: shadow
--   lock: none on migrate_order_lines__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_order_lines__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_order_lines__work`;

-- [contract-8] stop carrying parcels back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__back__update`;

-- [contract-9] stop carrying parcels back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__back__delete`;

-- [contract-10] stop carrying parcels back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on parcels, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__back__insert`;

-- [contract-11] drop the old table of parcels
--   strategy: shadow
--   lock: none on migrate_parcels__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parcels__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_parcels__old`;

-- [contract-12] drop the log of parcels's way back
--   strategy: shadow
--   lock: none on migrate_parcels__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parcels__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_parcels__back_log`;

-- [contract-13] drop the log of parcels
--   strategy: shadow
--   lock: none on migrate_parcels__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parcels__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_parcels__log`;

-- [contract-14] drop the work table of parcels
--   strategy: shadow
--   lock: none on migrate_parcels__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_parcels__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_parcels__work`;

-- [contract-15] stop carrying users back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__back__update`;

-- [contract-16] stop carrying users back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__back__delete`;

-- [contract-17] stop carrying users back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__back__insert`;

-- [contract-18] drop the old table of users
--   strategy: shadow
--   lock: none on migrate_users__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_users__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_users__old`;

-- [contract-19] drop the log of users's way back
--   strategy: shadow
--   lock: none on migrate_users__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_users__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_users__back_log`;

-- [contract-20] drop the log of users
--   strategy: shadow
--   lock: none on migrate_users__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_users__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_users__log`;

-- [contract-21] drop the work table of users
--   strategy: shadow
--   lock: none on migrate_users__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_users__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_users__work`;

-- [contract-22] stop carrying events back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_events__back__update`;

-- [contract-23] stop carrying events back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_events__back__delete`;

-- [contract-24] stop carrying events back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on events, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_events__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_events__back__insert`;

-- [contract-25] drop the old table of events
--   strategy: shadow
--   lock: none on migrate_events__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_events__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_events__old`;

-- [contract-26] drop the log of events's way back
--   strategy: shadow
--   lock: none on migrate_events__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_events__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_events__back_log`;

-- [contract-27] drop the log of events
--   strategy: shadow
--   lock: none on migrate_events__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_events__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_events__log`;

-- [contract-28] drop the work table of events
--   strategy: shadow
--   lock: none on migrate_events__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_events__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_events__work`;

-- [contract-29] stop carrying boxes back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__back__update`;

-- [contract-30] stop carrying boxes back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__back__delete`;

-- [contract-31] stop carrying boxes back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on boxes, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__back__insert`;

-- [contract-32] drop the old table of boxes
--   strategy: shadow
--   lock: none on migrate_boxes__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_boxes__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_boxes__old`;

-- [contract-33] drop the log of boxes's way back
--   strategy: shadow
--   lock: none on migrate_boxes__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_boxes__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_boxes__back_log`;

-- [contract-34] drop the log of boxes
--   strategy: shadow
--   lock: none on migrate_boxes__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_boxes__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_boxes__log`;

-- [contract-35] drop the work table of boxes
--   strategy: shadow
--   lock: none on migrate_boxes__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_boxes__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_boxes__work`;
