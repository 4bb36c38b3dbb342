-- migration: derived_time_zone
-- description: What `up` makes of moments is the same whatever zone the application's sessions are in
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: INSERT INTO visits VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: where `up` of visits.day fails for a row, old code's write of that row fails too: try it on real rows first
-- note: where `up` of visits.seconds fails for a row, old code's write of that row fails too: try it on real rows first
-- note: where `up` of visits.state fails for a row, old code's write of that row fails too: try it on real rows first
-- note: where `up` of visits.latest fails for a row, old code's write of that row fails too: try it on real rows first
-- note: until contract a NULL in visits.latest means "not filled yet" and is filled from `up`
-- note: stamps is exchanged for its shadow in contract: `up` gives stamps.at another value. Until then old and new code both use the old shape
-- note: TRUNCATE stamps is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] add visits.day, derived from the row
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'visits' AND CAST(COLUMN_NAME AS BINARY) = 'day'
--   runs: on its own
--   undo: ALTER TABLE `visits` DROP COLUMN `day`, ALGORITHM=INSTANT
--   loss: values of visits.day, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `visits` WHERE `day` IS NOT NULL AND NOT (`day` <=> (DATE(CONVERT_TZ(ts, @@session.time_zone, '+00:00')))) LIMIT 1000) AS found
ALTER TABLE `visits` ADD COLUMN `day` DATE NULL, ALGORITHM=INSTANT;

-- [expand-2] derive visits.day on UPDATE
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__day__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_visits__day__update`
CREATE TRIGGER `migrate_visits__day__update` BEFORE UPDATE ON `visits` FOR EACH ROW
BEGIN
  DECLARE migrate_was DATE;
  IF NEW.`day` <=> OLD.`day` THEN
    SET migrate_was = (SELECT DATE(CONVERT_TZ(ts, @@session.time_zone, '+00:00')) FROM (SELECT OLD.`ts` AS `ts`) AS `visits`);
    IF OLD.`day` IS NULL OR OLD.`day` <=> migrate_was THEN SET NEW.`day` = (SELECT DATE(CONVERT_TZ(ts, @@session.time_zone, '+00:00')) FROM (SELECT NEW.`ts` AS `ts`) AS `visits`); END IF;
  END IF;
END;

-- [expand-3] derive visits.day on INSERT
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__day__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_visits__day__insert`
CREATE TRIGGER `migrate_visits__day__insert` BEFORE INSERT ON `visits` FOR EACH ROW
BEGIN
  IF NEW.`day` IS NULL THEN SET NEW.`day` = (SELECT DATE(CONVERT_TZ(ts, @@session.time_zone, '+00:00')) FROM (SELECT NEW.`ts` AS `ts`) AS `visits`); END IF;
END;

-- [expand-4] add visits.seconds, derived from the row
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'visits' AND CAST(COLUMN_NAME AS BINARY) = 'seconds'
--   runs: on its own
--   undo: ALTER TABLE `visits` DROP COLUMN `seconds`, ALGORITHM=INSTANT
--   loss: values of visits.seconds, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `visits` WHERE `seconds` IS NOT NULL AND NOT (`seconds` <=> (UNIX_TIMESTAMP(visits.ts))) LIMIT 1000) AS found
ALTER TABLE `visits` ADD COLUMN `seconds` BIGINT NULL, ALGORITHM=INSTANT;

-- [expand-5] derive visits.seconds on UPDATE
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__seconds__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_visits__seconds__update`
CREATE TRIGGER `migrate_visits__seconds__update` BEFORE UPDATE ON `visits` FOR EACH ROW
BEGIN
  DECLARE migrate_was BIGINT;
  IF NEW.`seconds` <=> OLD.`seconds` THEN
    SET migrate_was = (SELECT UNIX_TIMESTAMP(visits.ts) FROM (SELECT OLD.`ts` AS `ts`) AS `visits`);
    IF OLD.`seconds` IS NULL OR OLD.`seconds` <=> migrate_was THEN SET NEW.`seconds` = (SELECT UNIX_TIMESTAMP(visits.ts) FROM (SELECT NEW.`ts` AS `ts`) AS `visits`); END IF;
  END IF;
END;

-- [expand-6] derive visits.seconds on INSERT
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__seconds__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_visits__seconds__insert`
CREATE TRIGGER `migrate_visits__seconds__insert` BEFORE INSERT ON `visits` FOR EACH ROW
BEGIN
  IF NEW.`seconds` IS NULL THEN SET NEW.`seconds` = (SELECT UNIX_TIMESTAMP(visits.ts) FROM (SELECT NEW.`ts` AS `ts`) AS `visits`); END IF;
END;

-- [expand-7] add visits.state, derived from the row
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'visits' AND CAST(COLUMN_NAME AS BINARY) = 'state'
--   runs: on its own
--   undo: ALTER TABLE `visits` DROP COLUMN `state`, ALGORITHM=INSTANT
--   loss: values of visits.state, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `visits` WHERE `state` IS NOT NULL AND NOT (CAST(`state` AS BINARY) <=> CAST(CONVERT((IF(ended IS NULL, 'open', 'done')) USING utf8mb4) AS BINARY)) LIMIT 1000) AS found
ALTER TABLE `visits` ADD COLUMN `state` VARCHAR(10) NULL, ALGORITHM=INSTANT;

-- [expand-8] derive visits.state on UPDATE
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__state__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_visits__state__update`
CREATE TRIGGER `migrate_visits__state__update` BEFORE UPDATE ON `visits` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
  IF CAST(NEW.`state` AS BINARY) <=> CAST(OLD.`state` AS BINARY) THEN
    SET migrate_was = (SELECT IF(ended IS NULL, 'open', 'done') FROM (SELECT OLD.`ended` AS `ended`) AS `visits`);
    IF OLD.`state` IS NULL OR CAST(OLD.`state` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN SET NEW.`state` = (SELECT IF(ended IS NULL, 'open', 'done') FROM (SELECT NEW.`ended` AS `ended`) AS `visits`); END IF;
  END IF;
END;

-- [expand-9] derive visits.state on INSERT
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__state__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_visits__state__insert`
CREATE TRIGGER `migrate_visits__state__insert` BEFORE INSERT ON `visits` FOR EACH ROW
BEGIN
  IF NEW.`state` IS NULL THEN SET NEW.`state` = (SELECT IF(ended IS NULL, 'open', 'done') FROM (SELECT NEW.`ended` AS `ended`) AS `visits`); END IF;
END;

-- [expand-10] add visits.latest, derived from the row
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'visits' AND CAST(COLUMN_NAME AS BINARY) = 'latest'
--   runs: on its own
--   undo: ALTER TABLE `visits` DROP COLUMN `latest`, ALGORITHM=INSTANT
--   loss: values of visits.latest, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `visits` WHERE `latest` IS NOT NULL AND NOT (`latest` <=> (COALESCE(ended, ts))) LIMIT 1000) AS found
ALTER TABLE `visits` ADD COLUMN `latest` TIMESTAMP NULL, ALGORITHM=INSTANT;

-- [expand-11] derive visits.latest on UPDATE
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__latest__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_visits__latest__update`
CREATE TRIGGER `migrate_visits__latest__update` BEFORE UPDATE ON `visits` FOR EACH ROW
BEGIN
  DECLARE migrate_was TIMESTAMP;
  IF NEW.`latest` <=> OLD.`latest` THEN
    SET migrate_was = (SELECT COALESCE(ended, ts) FROM (SELECT OLD.`ts` AS `ts`, OLD.`ended` AS `ended`) AS `visits`);
    IF OLD.`latest` IS NULL OR OLD.`latest` <=> migrate_was THEN SET NEW.`latest` = (SELECT COALESCE(ended, ts) FROM (SELECT NEW.`ts` AS `ts`, NEW.`ended` AS `ended`) AS `visits`); END IF;
  END IF;
END;

-- [expand-12] derive visits.latest on INSERT
--   strategy: in place
--   lock: MDL exclusive on visits, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'visits' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__latest__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_visits__latest__insert`
CREATE TRIGGER `migrate_visits__latest__insert` BEFORE INSERT ON `visits` FOR EACH ROW
BEGIN
  IF NEW.`latest` IS NULL THEN SET NEW.`latest` = (SELECT COALESCE(ended, ts) FROM (SELECT NEW.`ts` AS `ts`, NEW.`ended` AS `ended`) AS `visits`); END IF;
END;

-- [expand-13] make a shadow of stamps: stamps.at becomes DATETIME
--   strategy: shadow
--   lock: none on migrate_stamps__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: `up` gives each row another value
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stamps__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stamps__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_stamps__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_stamps__building`
--   undo: DROP TABLE IF EXISTS `migrate_stamps__shadow`
CREATE TABLE `migrate_stamps__building` LIKE `stamps`;
ALTER TABLE `migrate_stamps__building` MODIFY COLUMN `at` DATETIME NOT NULL DEFAULT '2024-01-01 00:00:00';
RENAME TABLE `migrate_stamps__building` TO `migrate_stamps__shadow`;

-- [expand-14] make a log of changes of stamps
--   strategy: shadow
--   lock: none on migrate_stamps__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stamps__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_stamps__log`
CREATE TABLE `migrate_stamps__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-15] make a work table for the log of stamps
--   strategy: shadow
--   lock: none on migrate_stamps__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stamps__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_stamps__work`
CREATE TABLE `migrate_stamps__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-16] log what changes in stamps on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stamps' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stamps__carry__log__update`
CREATE TRIGGER `migrate_stamps__carry__log__update` AFTER UPDATE ON `stamps` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_stamps__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_stamps__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-17] log what changes in stamps on DELETE
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stamps' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stamps__carry__log__delete`
CREATE TRIGGER `migrate_stamps__carry__log__delete` AFTER DELETE ON `stamps` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_stamps__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-18] log what changes in stamps on INSERT
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stamps' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stamps__carry__log__insert`
CREATE TRIGGER `migrate_stamps__carry__log__insert` AFTER INSERT ON `stamps` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_stamps__log` (`id`) VALUES (NEW.`id`);
END;

-- [expand-19] wait for prepared XA transactions that may have written stamps
--   strategy: shadow
--   lock: none on migrate_stamps__work, nobody but this tool uses it yet; reads and writes go on
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
-- [backfill-1] fill visits.day
--   strategy: in place
--   lock: row locks on visits, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `visits` FORCE INDEX (`PRIMARY`) SET `day` = (DATE(CONVERT_TZ(ts, @@session.time_zone, '+00:00'))) WHERE `id` >= ? AND `id` <= ? AND (`day` IS NULL);

-- [backfill-2] look for rows without visits.day
--   lock: none on visits, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`day` IS NULL) LIMIT 5;

-- [backfill-3] make visits.day NOT NULL
--   strategy: online
--   lock: MDL exclusive on visits, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'visits' AND CAST(COLUMN_NAME AS BINARY) = 'day' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `visits` ALTER COLUMN `day` SET DEFAULT '0000-00-00', ALGORITHM=INSTANT
ALTER TABLE `visits` MODIFY COLUMN `day` DATE NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-4] fill visits.seconds
--   strategy: in place
--   lock: row locks on visits, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `visits` FORCE INDEX (`PRIMARY`) SET `seconds` = (UNIX_TIMESTAMP(visits.ts)) WHERE `id` >= ? AND `id` <= ? AND (`seconds` IS NULL);

-- [backfill-5] look for rows without visits.seconds
--   lock: none on visits, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`seconds` IS NULL) LIMIT 5;

-- [backfill-6] make visits.seconds NOT NULL
--   strategy: online
--   lock: MDL exclusive on visits, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'visits' AND CAST(COLUMN_NAME AS BINARY) = 'seconds' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `visits` ALTER COLUMN `seconds` SET DEFAULT 0, ALGORITHM=INSTANT
ALTER TABLE `visits` MODIFY COLUMN `seconds` BIGINT NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-7] fill visits.state
--   strategy: in place
--   lock: row locks on visits, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `visits` FORCE INDEX (`PRIMARY`) SET `state` = (IF(ended IS NULL, 'open', 'done')) WHERE `id` >= ? AND `id` <= ? AND (`state` IS NULL);

-- [backfill-8] look for rows without visits.state
--   lock: none on visits, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`state` IS NULL) LIMIT 5;

-- [backfill-9] make visits.state NOT NULL
--   strategy: online
--   lock: MDL exclusive on visits, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'visits' AND CAST(COLUMN_NAME AS BINARY) = 'state' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `visits` ALTER COLUMN `state` SET DEFAULT '', ALGORITHM=INSTANT
ALTER TABLE `visits` MODIFY COLUMN `state` VARCHAR(10) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-10] fill visits.latest
--   strategy: in place
--   lock: row locks on visits, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `visits` FORCE INDEX (`PRIMARY`) SET `latest` = (COALESCE(ended, ts)) WHERE `id` >= ? AND `id` <= ? AND (`latest` IS NULL AND (COALESCE(ended, ts)) IS NOT NULL);

-- [backfill-11] look for rows not filled: visits.latest
--   lock: none on visits, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `visits` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`latest` IS NULL AND (COALESCE(ended, ts)) IS NOT NULL) LIMIT 5;

-- [backfill-12] copy stamps into its shadow
--   strategy: shadow
--   lock: none on stamps, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table stamps by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `stamps` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `stamps` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `stamps` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_stamps__shadow` (`id`, `at`) SELECT `stamps`.`id`, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) FROM `stamps` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-13] analyze stamps's shadow
--   strategy: shadow
--   lock: none on migrate_stamps__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_stamps__shadow`;

-- [backfill-14] apply what changed in stamps meanwhile
--   strategy: shadow
--   lock: row locks on migrate_stamps__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_stamps__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_stamps__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_stamps__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_stamps__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_stamps__work` AS migrate_work STRAIGHT_JOIN `migrate_stamps__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_stamps__shadow` (`id`, `at`) SELECT `stamps`.`id`, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_stamps__work`) AS migrate_work STRAIGHT_JOIN `stamps` ON `stamps`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_stamps__work` AS migrate_work STRAIGHT_JOIN `migrate_stamps__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_stamps__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `stamps` WHERE `stamps`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stamps__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_stamps__shadow` (`id`, `at`) SELECT `stamps`.`id`, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) FROM `stamps` WHERE `stamps`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `stamps`.`id` AS migrate_value_1, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) AS migrate_value_2 FROM `stamps` WHERE `stamps`.`id` = ?) AS migrate_was LEFT JOIN `migrate_stamps__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`at`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stamps__log` WHERE migrate_id = ?;

-- [backfill-15] carry stamps into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stamps' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stamps__carry__update`
CREATE TRIGGER `migrate_stamps__carry__update` AFTER UPDATE ON `stamps` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_stamps__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_stamps__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_stamps__shadow` SET `id` = NEW.`id`, `at` = (SELECT CONVERT_TZ(at, @@session.time_zone, '+00:00') FROM (SELECT NEW.`at` AS `at`) AS `stamps`) WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_stamps__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND (SELECT CONVERT_TZ(at, @@session.time_zone, '+00:00') FROM (SELECT NEW.`at` AS `at`) AS `stamps`) <=> `at`) THEN
    INSERT INTO `migrate_stamps__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_stamps__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-16] carry stamps into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stamps' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stamps__carry__delete`
CREATE TRIGGER `migrate_stamps__carry__delete` AFTER DELETE ON `stamps` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_stamps__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_stamps__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_stamps__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_stamps__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-17] carry stamps into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stamps' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stamps__carry__insert`
CREATE TRIGGER `migrate_stamps__carry__insert` AFTER INSERT ON `stamps` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_stamps__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_stamps__shadow` (`id`, `at`) VALUES (NEW.`id`, (SELECT CONVERT_TZ(at, @@session.time_zone, '+00:00') FROM (SELECT NEW.`at` AS `at`) AS `stamps`));
  IF NOT EXISTS (SELECT 1 FROM `migrate_stamps__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND (SELECT CONVERT_TZ(at, @@session.time_zone, '+00:00') FROM (SELECT NEW.`at` AS `at`) AS `stamps`) <=> `at`) THEN
    INSERT INTO `migrate_stamps__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-18] stop the log of stamps on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stamps__carry__log__update`;

-- [backfill-19] stop the log of stamps on DELETE
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stamps__carry__log__delete`;

-- [backfill-20] stop the log of stamps on INSERT
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stamps__carry__log__insert`;

-- [backfill-21] wait for prepared XA transactions that may have written stamps
--   strategy: shadow
--   lock: none on migrate_stamps__work, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-22] apply the last of the log of stamps
--   strategy: shadow
--   lock: row locks on stamps, migrate_stamps__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_stamps__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_stamps__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `stamps` WHERE `stamps`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stamps__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_stamps__shadow` (`id`, `at`) SELECT `stamps`.`id`, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) FROM `stamps` WHERE `stamps`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `stamps`.`id` AS migrate_value_1, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) AS migrate_value_2 FROM `stamps` WHERE `stamps`.`id` = ?) AS migrate_was LEFT JOIN `migrate_stamps__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`at`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stamps__log` WHERE migrate_id = ?;

-- [backfill-23] note rows that differ in stamps's shadow
--   strategy: shadow
--   lock: none on stamps, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table stamps by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `stamps` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `stamps` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `stamps` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_stamps__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `stamps`.`id` AS migrate_value_1, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) AS migrate_value_2 FROM `stamps` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_stamps__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`at`);

-- [backfill-24] write the noted rows of stamps anew
--   strategy: shadow
--   lock: row locks on stamps, migrate_stamps__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_stamps__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_stamps__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `stamps` WHERE `stamps`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stamps__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_stamps__shadow` (`id`, `at`) SELECT `stamps`.`id`, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) FROM `stamps` WHERE `stamps`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `stamps`.`id` AS migrate_value_1, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) AS migrate_value_2 FROM `stamps` WHERE `stamps`.`id` = ?) AS migrate_was LEFT JOIN `migrate_stamps__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`at`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stamps__log` WHERE migrate_id = ?;

-- [backfill-25] note rows that only stamps's shadow has
--   strategy: shadow
--   lock: none on stamps, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_stamps__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_stamps__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_stamps__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `stamps` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `stamps`) <> (SELECT COUNT(*) FROM `migrate_stamps__shadow`);

-- [backfill-26] take the noted rows out of stamps's shadow
--   strategy: shadow
--   lock: row locks on stamps, migrate_stamps__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_stamps__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_stamps__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `stamps` WHERE `stamps`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stamps__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_stamps__shadow` (`id`, `at`) SELECT `stamps`.`id`, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) FROM `stamps` WHERE `stamps`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `stamps`.`id` AS migrate_value_1, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) AS migrate_value_2 FROM `stamps` WHERE `stamps`.`id` = ?) AS migrate_was LEFT JOIN `migrate_stamps__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`at`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stamps__log` WHERE migrate_id = ?;

-- ==== contract
-- [contract-1] apply what the shadow of stamps refused before
--   strategy: shadow
--   lock: row locks on stamps, migrate_stamps__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: nothing is exchanged while a row does not fit
--   applies: the entries of migrate_stamps__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_stamps__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `stamps` WHERE `stamps`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stamps__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_stamps__shadow` (`id`, `at`) SELECT `stamps`.`id`, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) FROM `stamps` WHERE `stamps`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `stamps`.`id` AS migrate_value_1, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) AS migrate_value_2 FROM `stamps` WHERE `stamps`.`id` = ?) AS migrate_was LEFT JOIN `migrate_stamps__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`at`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stamps__log` WHERE migrate_id = ?;

-- [contract-2] compare stamps with its shadow, again
--   strategy: shadow
--   lock: none on stamps, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table stamps by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `stamps` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `stamps` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `stamps` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT migrate_was.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1, `stamps`.`id` AS migrate_value_1, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) AS migrate_value_2 FROM `stamps` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_stamps__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`at`) LIMIT 5;

-- [contract-3] look for rows that only stamps's shadow has, again
--   strategy: shadow
--   lock: none on stamps, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table migrate_stamps__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `migrate_stamps__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `migrate_stamps__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `migrate_stamps__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT migrate_now.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1 FROM `migrate_stamps__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_now LEFT JOIN `stamps` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL LIMIT 5;

-- [contract-4] stop the sync of visits.day on UPDATE
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__day__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_visits__day__update`;

-- [contract-5] stop the sync of visits.day on INSERT
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__day__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_visits__day__insert`;

-- [contract-6] stop the sync of visits.seconds on UPDATE
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__seconds__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_visits__seconds__update`;

-- [contract-7] stop the sync of visits.seconds on INSERT
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__seconds__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_visits__seconds__insert`;

-- [contract-8] stop the sync of visits.state on UPDATE
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__state__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_visits__state__update`;

-- [contract-9] stop the sync of visits.state on INSERT
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__state__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_visits__state__insert`;

-- [contract-10] stop the sync of visits.latest on UPDATE
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__latest__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_visits__latest__update`;

-- [contract-11] stop the sync of visits.latest on INSERT
--   strategy: instant
--   lock: MDL exclusive on visits, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_visits__latest__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_visits__latest__insert`;

-- [contract-12] look for foreign keys that refer to stamps since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'stamps' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'stamps')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'stamps' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'stamps')));

-- [contract-13] look for what has been changed of stamps since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'at' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'id', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'stamps', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stamps'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stamps' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stamps' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stamps' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'stamps'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'stamps' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stamps') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-14] carry stamps into its shadow, or refuse on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stamps' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__strict__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stamps__strict__update`
CREATE TRIGGER `migrate_stamps__strict__update` AFTER UPDATE ON `stamps` FOR EACH ROW
BEGIN
  UPDATE `migrate_stamps__shadow` SET `id` = NEW.`id`, `at` = (SELECT CONVERT_TZ(at, @@session.time_zone, '+00:00') FROM (SELECT NEW.`at` AS `at`) AS `stamps`) WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_stamps__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND (SELECT CONVERT_TZ(at, @@session.time_zone, '+00:00') FROM (SELECT NEW.`at` AS `at`) AS `stamps`) <=> `at`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_stamps__log` WHERE `migrate_stamps__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of stamps refuses this row'; END IF;
    INSERT INTO `migrate_stamps__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_stamps__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [contract-15] carry stamps into its shadow, or refuse on DELETE
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stamps' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__strict__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stamps__strict__delete`
CREATE TRIGGER `migrate_stamps__strict__delete` AFTER DELETE ON `stamps` FOR EACH ROW
BEGIN
  DELETE FROM `migrate_stamps__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_stamps__shadow` WHERE `id` = OLD.`id`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_stamps__log` WHERE `migrate_stamps__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of stamps refuses this row'; END IF;
    INSERT INTO `migrate_stamps__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [contract-16] carry stamps into its shadow, or refuse on INSERT
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stamps' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__strict__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_stamps__strict__insert`
CREATE TRIGGER `migrate_stamps__strict__insert` AFTER INSERT ON `stamps` FOR EACH ROW
BEGIN
  IF NOT EXISTS (SELECT 1 FROM `migrate_stamps__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND (SELECT CONVERT_TZ(at, @@session.time_zone, '+00:00') FROM (SELECT NEW.`at` AS `at`) AS `stamps`) <=> `at`) THEN INSERT INTO `migrate_stamps__shadow` (`id`, `at`) VALUES (NEW.`id`, (SELECT CONVERT_TZ(at, @@session.time_zone, '+00:00') FROM (SELECT NEW.`at` AS `at`) AS `stamps`)); END IF;
  IF NOT EXISTS (SELECT 1 FROM `migrate_stamps__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND (SELECT CONVERT_TZ(at, @@session.time_zone, '+00:00') FROM (SELECT NEW.`at` AS `at`) AS `stamps`) <=> `at`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_stamps__log` WHERE `migrate_stamps__log`.`id` = NEW.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of stamps refuses this row'; END IF;
    INSERT INTO `migrate_stamps__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [contract-17] stop carrying stamps in the old way on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stamps__carry__update`;

-- [contract-18] stop carrying stamps in the old way on DELETE
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stamps__carry__delete`;

-- [contract-19] stop carrying stamps in the old way on INSERT
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stamps__carry__insert`;

-- [contract-20] apply what the shadow of stamps refused meanwhile
--   strategy: shadow
--   lock: row locks on stamps, migrate_stamps__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: after it every write is in both tables
--   applies: the entries of migrate_stamps__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_stamps__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `stamps` WHERE `stamps`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stamps__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_stamps__shadow` (`id`, `at`) SELECT `stamps`.`id`, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) FROM `stamps` WHERE `stamps`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `stamps`.`id` AS migrate_value_1, (CONVERT_TZ(at, @@session.time_zone, '+00:00')) AS migrate_value_2 FROM `stamps` WHERE `stamps`.`id` = ?) AS migrate_was LEFT JOIN `migrate_stamps__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`at`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_stamps__log` WHERE migrate_id = ?;

-- [contract-21] wait for transactions that would miss rows of stamps's shadow
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

-- [contract-22] look for foreign keys that refer to stamps since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'stamps' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'stamps')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'stamps' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'stamps')));

-- [contract-23] look for what has been changed of stamps since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'at' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'id', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'stamps', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stamps'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stamps' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'stamps' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stamps' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'stamps'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'stamps' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'stamps') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-24] exchange stamps for its shadow
--   strategy: shadow
--   lock: MDL exclusive on stamps, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: `up` gives stamps.at another value
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stamps__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stamps__shadow')
--   runs: on its own
RENAME TABLE `stamps` TO `migrate_stamps__old`, `migrate_stamps__shadow` TO `stamps`;

-- [contract-25] stop carrying into the shadow of stamps on UPDATE
--   strategy: shadow
--   lock: none on migrate_stamps__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__strict__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stamps__strict__update`;

-- [contract-26] stop carrying into the shadow of stamps on DELETE
--   strategy: shadow
--   lock: none on migrate_stamps__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__strict__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stamps__strict__delete`;

-- [contract-27] stop carrying into the shadow of stamps on INSERT
--   strategy: shadow
--   lock: none on migrate_stamps__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_stamps__strict__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_stamps__strict__insert`;

-- [contract-28] see that no row of stamps was left behind
--   strategy: shadow
--   lock: none on migrate_stamps__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_stamps__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_stamps__log` LIMIT 5;

-- [contract-29] drop the old table of stamps
--   strategy: shadow
--   lock: none on migrate_stamps__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stamps__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_stamps__old`;

-- [contract-30] drop the log of stamps
--   strategy: shadow
--   lock: none on migrate_stamps__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stamps__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_stamps__log`;

-- [contract-31] drop the work table of stamps
--   strategy: shadow
--   lock: none on migrate_stamps__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_stamps__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_stamps__work`;
