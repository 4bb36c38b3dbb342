-- migration: generated_column_virtual
-- description: Expressions that read a column which the server computes when it is read
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: where `down` of parcels.price fails for a row, new code's write of that row fails too: try it on real rows first
-- note: INSERT INTO boxes VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: where `up` of boxes.painted fails for a row, old code's write of that row fails too: try it on real rows first
-- note: typed is exchanged for its shadow in contract: `up` gives typed.word another value. Until then old and new code both use the old shape
-- note: TRUNCATE typed is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] derive parcels.price for rows that new code writes without it on UPDATE
--   strategy: in place
--   lock: MDL exclusive on parcels, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__price__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parcels__price__update`
CREATE TRIGGER `migrate_parcels__price__update` BEFORE UPDATE ON `parcels` FOR EACH ROW
BEGIN
  DECLARE migrate_was int(11);
  IF NEW.`price` <=> OLD.`price` THEN
    SET migrate_was = (SELECT doubled FROM (SELECT OLD.`doubled` AS `doubled`) AS `parcels`);
    IF OLD.`price` <=> migrate_was THEN SET NEW.`price` = (SELECT doubled FROM (SELECT NEW.`doubled` AS `doubled`) AS `parcels`); END IF;
  END IF;
END;

-- [expand-2] derive parcels.price for rows that new code writes without it on INSERT
--   strategy: in place
--   lock: MDL exclusive on parcels, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__price__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parcels__price__insert`
CREATE TRIGGER `migrate_parcels__price__insert` BEFORE INSERT ON `parcels` FOR EACH ROW
BEGIN
  IF NEW.`price` IS NULL THEN SET NEW.`price` = (SELECT doubled FROM (SELECT NEW.`doubled` AS `doubled`) AS `parcels`); END IF;
END;

-- [expand-3] add boxes.painted, derived from the row
--   strategy: instant
--   lock: MDL exclusive on boxes, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'boxes' AND CAST(COLUMN_NAME AS BINARY) = 'painted'
--   runs: on its own
--   undo: ALTER TABLE `boxes` DROP COLUMN `painted`, ALGORITHM=INSTANT
--   loss: values of boxes.painted, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `boxes` WHERE `painted` IS NOT NULL AND NOT (`painted` <=> (area + 1)) LIMIT 1000) AS found
ALTER TABLE `boxes` ADD COLUMN `painted` INTEGER NULL, ALGORITHM=INSTANT;

-- [expand-4] derive boxes.painted on UPDATE
--   strategy: in place
--   lock: MDL exclusive on boxes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'boxes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__painted__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_boxes__painted__update`
CREATE TRIGGER `migrate_boxes__painted__update` BEFORE UPDATE ON `boxes` FOR EACH ROW
BEGIN
  DECLARE migrate_was INTEGER;
  IF NEW.`painted` <=> OLD.`painted` THEN
    SET migrate_was = (SELECT area + 1 FROM (SELECT OLD.`area` AS `area`) AS `boxes`);
    IF OLD.`painted` IS NULL OR OLD.`painted` <=> migrate_was THEN SET NEW.`painted` = (SELECT area + 1 FROM (SELECT NEW.`area` AS `area`) AS `boxes`); END IF;
  END IF;
END;

-- [expand-5] derive boxes.painted on INSERT
--   strategy: in place
--   lock: MDL exclusive on boxes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'boxes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__painted__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_boxes__painted__insert`
CREATE TRIGGER `migrate_boxes__painted__insert` BEFORE INSERT ON `boxes` FOR EACH ROW
BEGIN
  IF NEW.`painted` IS NULL THEN SET NEW.`painted` = (SELECT area + 1 FROM (SELECT NEW.`area` AS `area`) AS `boxes`); END IF;
END;

-- [expand-6] make a shadow of typed: typed.word becomes integer
--   strategy: shadow
--   lock: none on migrate_typed__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: `up` gives each row another value
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_typed__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_typed__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_typed__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_typed__building`
--   undo: DROP TABLE IF EXISTS `migrate_typed__shadow`
CREATE TABLE `migrate_typed__building` LIKE `typed`;
ALTER TABLE `migrate_typed__building` MODIFY COLUMN `word` integer NULL;
RENAME TABLE `migrate_typed__building` TO `migrate_typed__shadow`;

-- [expand-7] make a log of changes of typed
--   strategy: shadow
--   lock: none on migrate_typed__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_typed__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_typed__log`
CREATE TABLE `migrate_typed__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-8] make a work table for the log of typed
--   strategy: shadow
--   lock: none on migrate_typed__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_typed__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_typed__work`
CREATE TABLE `migrate_typed__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-9] log what changes in typed on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'typed' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_typed__carry__log__update`
CREATE TRIGGER `migrate_typed__carry__log__update` AFTER UPDATE ON `typed` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_typed__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_typed__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-10] log what changes in typed on DELETE
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'typed' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_typed__carry__log__delete`
CREATE TRIGGER `migrate_typed__carry__log__delete` AFTER DELETE ON `typed` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_typed__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-11] log what changes in typed on INSERT
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'typed' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_typed__carry__log__insert`
CREATE TRIGGER `migrate_typed__carry__log__insert` AFTER INSERT ON `typed` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_typed__log` (`id`) VALUES (NEW.`id`);
END;

-- [expand-12] wait for prepared XA transactions that may have written typed
--   strategy: shadow
--   lock: none on migrate_typed__work, nobody but this tool uses it yet; reads and writes go on
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
-- [backfill-1] fill boxes.painted
--   strategy: in place
--   lock: row locks on boxes, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
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
UPDATE `boxes` FORCE INDEX (`PRIMARY`) SET `painted` = (area + 1) WHERE `id` >= ? AND `id` <= ? AND (`painted` IS NULL);

-- [backfill-2] look for rows without boxes.painted
--   lock: none on boxes, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table boxes by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`painted` IS NULL) LIMIT 5;

-- [backfill-3] make boxes.painted NOT NULL
--   strategy: online
--   lock: MDL exclusive on boxes, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'boxes' AND CAST(COLUMN_NAME AS BINARY) = 'painted' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `boxes` ALTER COLUMN `painted` SET DEFAULT 0, ALGORITHM=INSTANT
ALTER TABLE `boxes` MODIFY COLUMN `painted` INTEGER NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-4] copy typed into its shadow
--   strategy: shadow
--   lock: none on typed, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table typed by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `typed` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `typed` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `typed` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_typed__shadow` (`id`, `a`, `word`, `n`) SELECT `typed`.`id`, `typed`.`a`, (g + length(word)), `typed`.`n` FROM `typed` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-5] analyze typed's shadow
--   strategy: shadow
--   lock: none on migrate_typed__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_typed__shadow`;

-- [backfill-6] apply what changed in typed meanwhile
--   strategy: shadow
--   lock: row locks on migrate_typed__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_typed__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_typed__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_typed__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_typed__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_typed__work` AS migrate_work STRAIGHT_JOIN `migrate_typed__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_typed__shadow` (`id`, `a`, `word`, `n`) SELECT `typed`.`id`, `typed`.`a`, (g + length(word)), `typed`.`n` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_typed__work`) AS migrate_work STRAIGHT_JOIN `typed` ON `typed`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_typed__work` AS migrate_work STRAIGHT_JOIN `migrate_typed__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_typed__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `typed` WHERE `typed`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_typed__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_typed__shadow` (`id`, `a`, `word`, `n`) SELECT `typed`.`id`, `typed`.`a`, (g + length(word)), `typed`.`n` FROM `typed` WHERE `typed`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `typed`.`id` AS migrate_value_1, `typed`.`a` AS migrate_value_2, (g + length(word)) AS migrate_value_3, `typed`.`n` AS migrate_value_4 FROM `typed` WHERE `typed`.`id` = ?) AS migrate_was LEFT JOIN `migrate_typed__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`a` AND migrate_was.migrate_value_3 <=> migrate_now.`word` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`n` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_typed__log` WHERE migrate_id = ?;

-- [backfill-7] carry typed into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'typed' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_typed__carry__update`
CREATE TRIGGER `migrate_typed__carry__update` AFTER UPDATE ON `typed` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_typed__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_typed__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_typed__shadow` SET `id` = NEW.`id`, `a` = NEW.`a`, `word` = (SELECT g + length(word) FROM (SELECT NEW.`g` AS `g`, NEW.`word` AS `word`) AS `typed`), `n` = NEW.`n` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_typed__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`a` <=> `a` AND (SELECT g + length(word) FROM (SELECT NEW.`g` AS `g`, NEW.`word` AS `word`) AS `typed`) <=> `word` AND CAST(NEW.`n` AS BINARY) <=> CAST(`n` AS BINARY)) THEN
    INSERT INTO `migrate_typed__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_typed__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-8] carry typed into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'typed' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_typed__carry__delete`
CREATE TRIGGER `migrate_typed__carry__delete` AFTER DELETE ON `typed` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_typed__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_typed__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_typed__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_typed__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-9] carry typed into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'typed' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_typed__carry__insert`
CREATE TRIGGER `migrate_typed__carry__insert` AFTER INSERT ON `typed` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_typed__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_typed__shadow` (`id`, `a`, `word`, `n`) VALUES (NEW.`id`, NEW.`a`, (SELECT g + length(word) FROM (SELECT NEW.`g` AS `g`, NEW.`word` AS `word`) AS `typed`), NEW.`n`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_typed__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`a` <=> `a` AND (SELECT g + length(word) FROM (SELECT NEW.`g` AS `g`, NEW.`word` AS `word`) AS `typed`) <=> `word` AND CAST(NEW.`n` AS BINARY) <=> CAST(`n` AS BINARY)) THEN
    INSERT INTO `migrate_typed__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-10] stop the log of typed on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_typed__carry__log__update`;

-- [backfill-11] stop the log of typed on DELETE
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_typed__carry__log__delete`;

-- [backfill-12] stop the log of typed on INSERT
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_typed__carry__log__insert`;

-- [backfill-13] wait for prepared XA transactions that may have written typed
--   strategy: shadow
--   lock: none on migrate_typed__work, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-14] apply the last of the log of typed
--   strategy: shadow
--   lock: row locks on typed, migrate_typed__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_typed__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_typed__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `typed` WHERE `typed`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_typed__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_typed__shadow` (`id`, `a`, `word`, `n`) SELECT `typed`.`id`, `typed`.`a`, (g + length(word)), `typed`.`n` FROM `typed` WHERE `typed`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `typed`.`id` AS migrate_value_1, `typed`.`a` AS migrate_value_2, (g + length(word)) AS migrate_value_3, `typed`.`n` AS migrate_value_4 FROM `typed` WHERE `typed`.`id` = ?) AS migrate_was LEFT JOIN `migrate_typed__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`a` AND migrate_was.migrate_value_3 <=> migrate_now.`word` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`n` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_typed__log` WHERE migrate_id = ?;

-- [backfill-15] note rows that differ in typed's shadow
--   strategy: shadow
--   lock: none on typed, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table typed by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `typed` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `typed` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `typed` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_typed__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `typed`.`id` AS migrate_value_1, `typed`.`a` AS migrate_value_2, (g + length(word)) AS migrate_value_3, `typed`.`n` AS migrate_value_4 FROM `typed` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_typed__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`a` AND migrate_was.migrate_value_3 <=> migrate_now.`word` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`n` AS BINARY));

-- [backfill-16] write the noted rows of typed anew
--   strategy: shadow
--   lock: row locks on typed, migrate_typed__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_typed__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_typed__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `typed` WHERE `typed`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_typed__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_typed__shadow` (`id`, `a`, `word`, `n`) SELECT `typed`.`id`, `typed`.`a`, (g + length(word)), `typed`.`n` FROM `typed` WHERE `typed`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `typed`.`id` AS migrate_value_1, `typed`.`a` AS migrate_value_2, (g + length(word)) AS migrate_value_3, `typed`.`n` AS migrate_value_4 FROM `typed` WHERE `typed`.`id` = ?) AS migrate_was LEFT JOIN `migrate_typed__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`a` AND migrate_was.migrate_value_3 <=> migrate_now.`word` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`n` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_typed__log` WHERE migrate_id = ?;

-- [backfill-17] note rows that only typed's shadow has
--   strategy: shadow
--   lock: none on typed, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_typed__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_typed__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_typed__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `typed` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `typed`) <> (SELECT COUNT(*) FROM `migrate_typed__shadow`);

-- [backfill-18] take the noted rows out of typed's shadow
--   strategy: shadow
--   lock: row locks on typed, migrate_typed__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_typed__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_typed__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `typed` WHERE `typed`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_typed__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_typed__shadow` (`id`, `a`, `word`, `n`) SELECT `typed`.`id`, `typed`.`a`, (g + length(word)), `typed`.`n` FROM `typed` WHERE `typed`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `typed`.`id` AS migrate_value_1, `typed`.`a` AS migrate_value_2, (g + length(word)) AS migrate_value_3, `typed`.`n` AS migrate_value_4 FROM `typed` WHERE `typed`.`id` = ?) AS migrate_was LEFT JOIN `migrate_typed__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`a` AND migrate_was.migrate_value_3 <=> migrate_now.`word` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`n` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_typed__log` WHERE migrate_id = ?;

-- ==== contract
-- [contract-1] apply what the shadow of typed refused before
--   strategy: shadow
--   lock: row locks on typed, migrate_typed__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: nothing is exchanged while a row does not fit
--   applies: the entries of migrate_typed__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_typed__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `typed` WHERE `typed`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_typed__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_typed__shadow` (`id`, `a`, `word`, `n`) SELECT `typed`.`id`, `typed`.`a`, (g + length(word)), `typed`.`n` FROM `typed` WHERE `typed`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `typed`.`id` AS migrate_value_1, `typed`.`a` AS migrate_value_2, (g + length(word)) AS migrate_value_3, `typed`.`n` AS migrate_value_4 FROM `typed` WHERE `typed`.`id` = ?) AS migrate_was LEFT JOIN `migrate_typed__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`a` AND migrate_was.migrate_value_3 <=> migrate_now.`word` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`n` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_typed__log` WHERE migrate_id = ?;

-- [contract-2] compare typed with its shadow, again
--   strategy: shadow
--   lock: none on typed, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table typed by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `typed` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `typed` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `typed` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT migrate_was.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1, `typed`.`id` AS migrate_value_1, `typed`.`a` AS migrate_value_2, (g + length(word)) AS migrate_value_3, `typed`.`n` AS migrate_value_4 FROM `typed` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_typed__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`a` AND migrate_was.migrate_value_3 <=> migrate_now.`word` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`n` AS BINARY)) LIMIT 5;

-- [contract-3] look for rows that only typed's shadow has, again
--   strategy: shadow
--   lock: none on typed, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table migrate_typed__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `migrate_typed__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `migrate_typed__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `migrate_typed__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT migrate_now.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1 FROM `migrate_typed__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_now LEFT JOIN `typed` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL LIMIT 5;

-- [contract-4] look for views and triggers that name parcels.price
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`parcels`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`parcels`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`parcels`.`price`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`parcels`.`price`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`price`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`parcels`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`parcels`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`price`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qprice\\E(?![\\w$`])|\\Q`price`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qprice\\E(?![\\w$`])|\\Q`price`\\E(?!`)')
LIMIT 5;

-- [contract-5] stop the sync of parcels.price on UPDATE
--   strategy: instant
--   lock: MDL exclusive on parcels, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__price__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__price__update`;

-- [contract-6] stop the sync of parcels.price on INSERT
--   strategy: instant
--   lock: MDL exclusive on parcels, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__price__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__price__insert`;

-- [contract-7] drop parcels.price
--   strategy: instant
--   lock: MDL exclusive on parcels, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parcels' AND CAST(COLUMN_NAME AS BINARY) = 'price'
--   runs: on its own
ALTER TABLE `parcels` DROP COLUMN `price`, ALGORITHM=INSTANT;

-- [contract-8] stop the sync of boxes.painted on UPDATE
--   strategy: instant
--   lock: MDL exclusive on boxes, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__painted__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__painted__update`;

-- [contract-9] stop the sync of boxes.painted on INSERT
--   strategy: instant
--   lock: MDL exclusive on boxes, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__painted__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__painted__insert`;

-- [contract-10] look for foreign keys that refer to typed since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'typed' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'typed')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'typed' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'typed')));

-- [contract-11] look for what has been changed of typed since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'a' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'g', '(digest)', 1, 0
UNION ALL SELECT 'column', 'id', '(digest)', 1, 0
UNION ALL SELECT 'column', 'n', '(digest)', 1, 0
UNION ALL SELECT 'column', 'word', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'typed', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'typed'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'typed' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'typed' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'typed' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'typed'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'typed' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'typed') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-12] carry typed into its shadow, or refuse on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'typed' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__strict__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_typed__strict__update`
CREATE TRIGGER `migrate_typed__strict__update` AFTER UPDATE ON `typed` FOR EACH ROW
BEGIN
  UPDATE `migrate_typed__shadow` SET `id` = NEW.`id`, `a` = NEW.`a`, `word` = (SELECT g + length(word) FROM (SELECT NEW.`g` AS `g`, NEW.`word` AS `word`) AS `typed`), `n` = NEW.`n` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_typed__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`a` <=> `a` AND (SELECT g + length(word) FROM (SELECT NEW.`g` AS `g`, NEW.`word` AS `word`) AS `typed`) <=> `word` AND CAST(NEW.`n` AS BINARY) <=> CAST(`n` AS BINARY)) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_typed__log` WHERE `migrate_typed__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of typed refuses this row'; END IF;
    INSERT INTO `migrate_typed__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_typed__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [contract-13] carry typed into its shadow, or refuse on DELETE
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'typed' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__strict__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_typed__strict__delete`
CREATE TRIGGER `migrate_typed__strict__delete` AFTER DELETE ON `typed` FOR EACH ROW
BEGIN
  DELETE FROM `migrate_typed__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_typed__shadow` WHERE `id` = OLD.`id`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_typed__log` WHERE `migrate_typed__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of typed refuses this row'; END IF;
    INSERT INTO `migrate_typed__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [contract-14] carry typed into its shadow, or refuse on INSERT
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'typed' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__strict__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_typed__strict__insert`
CREATE TRIGGER `migrate_typed__strict__insert` AFTER INSERT ON `typed` FOR EACH ROW
BEGIN
  IF NOT EXISTS (SELECT 1 FROM `migrate_typed__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`a` <=> `a` AND (SELECT g + length(word) FROM (SELECT NEW.`g` AS `g`, NEW.`word` AS `word`) AS `typed`) <=> `word` AND CAST(NEW.`n` AS BINARY) <=> CAST(`n` AS BINARY)) THEN INSERT INTO `migrate_typed__shadow` (`id`, `a`, `word`, `n`) VALUES (NEW.`id`, NEW.`a`, (SELECT g + length(word) FROM (SELECT NEW.`g` AS `g`, NEW.`word` AS `word`) AS `typed`), NEW.`n`); END IF;
  IF NOT EXISTS (SELECT 1 FROM `migrate_typed__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`a` <=> `a` AND (SELECT g + length(word) FROM (SELECT NEW.`g` AS `g`, NEW.`word` AS `word`) AS `typed`) <=> `word` AND CAST(NEW.`n` AS BINARY) <=> CAST(`n` AS BINARY)) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_typed__log` WHERE `migrate_typed__log`.`id` = NEW.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of typed refuses this row'; END IF;
    INSERT INTO `migrate_typed__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [contract-15] stop carrying typed in the old way on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_typed__carry__update`;

-- [contract-16] stop carrying typed in the old way on DELETE
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_typed__carry__delete`;

-- [contract-17] stop carrying typed in the old way on INSERT
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_typed__carry__insert`;

-- [contract-18] apply what the shadow of typed refused meanwhile
--   strategy: shadow
--   lock: row locks on typed, migrate_typed__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: after it every write is in both tables
--   applies: the entries of migrate_typed__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_typed__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `typed` WHERE `typed`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_typed__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_typed__shadow` (`id`, `a`, `word`, `n`) SELECT `typed`.`id`, `typed`.`a`, (g + length(word)), `typed`.`n` FROM `typed` WHERE `typed`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `typed`.`id` AS migrate_value_1, `typed`.`a` AS migrate_value_2, (g + length(word)) AS migrate_value_3, `typed`.`n` AS migrate_value_4 FROM `typed` WHERE `typed`.`id` = ?) AS migrate_was LEFT JOIN `migrate_typed__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`a` AND migrate_was.migrate_value_3 <=> migrate_now.`word` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`n` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_typed__log` WHERE migrate_id = ?;

-- [contract-19] wait for transactions that would miss rows of typed's shadow
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

-- [contract-20] look for foreign keys that refer to typed since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'typed' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'typed')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'typed' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'typed')));

-- [contract-21] look for what has been changed of typed since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'a' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'g', '(digest)', 1, 0
UNION ALL SELECT 'column', 'id', '(digest)', 1, 0
UNION ALL SELECT 'column', 'n', '(digest)', 1, 0
UNION ALL SELECT 'column', 'word', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'typed', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'typed'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'typed' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'typed' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'typed' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'typed'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'typed' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'typed') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-22] exchange typed for its shadow
--   strategy: shadow
--   lock: MDL exclusive on typed, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: `up` gives typed.word another value
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_typed__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_typed__shadow')
--   runs: on its own
RENAME TABLE `typed` TO `migrate_typed__old`, `migrate_typed__shadow` TO `typed`;

-- [contract-23] stop carrying into the shadow of typed on UPDATE
--   strategy: shadow
--   lock: none on migrate_typed__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__strict__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_typed__strict__update`;

-- [contract-24] stop carrying into the shadow of typed on DELETE
--   strategy: shadow
--   lock: none on migrate_typed__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__strict__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_typed__strict__delete`;

-- [contract-25] stop carrying into the shadow of typed on INSERT
--   strategy: shadow
--   lock: none on migrate_typed__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_typed__strict__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_typed__strict__insert`;

-- [contract-26] see that no row of typed was left behind
--   strategy: shadow
--   lock: none on migrate_typed__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_typed__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_typed__log` LIMIT 5;

-- [contract-27] drop the old table of typed
--   strategy: shadow
--   lock: none on migrate_typed__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_typed__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_typed__old`;

-- [contract-28] drop the log of typed
--   strategy: shadow
--   lock: none on migrate_typed__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_typed__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_typed__log`;

-- [contract-29] drop the work table of typed
--   strategy: shadow
--   lock: none on migrate_typed__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_typed__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_typed__work`;
