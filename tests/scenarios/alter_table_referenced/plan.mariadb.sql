-- migration: alter_table_referenced
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: TRUNCATE groups_ is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] make a shadow of groups_: MODIFY size BIGINT
--   strategy: shadow
--   lock: none on migrate_groups___shadow_01a73c434a, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_groups___shadow_01a73c434a'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_groups___building_d481221988'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_groups___building_d481221988`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_groups___building_d481221988`
--   undo: DROP TABLE IF EXISTS `migrate_groups___shadow_01a73c434a`
CREATE TABLE `migrate_groups___building_d481221988` LIKE `groups_`;
ALTER TABLE `migrate_groups___building_d481221988` MODIFY size BIGINT;
RENAME TABLE `migrate_groups___building_d481221988` TO `migrate_groups___shadow_01a73c434a`;

-- [expand-2] make a log of changes of groups_
--   strategy: shadow
--   lock: none on migrate_groups___log_b9eeafb985, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_groups___log_b9eeafb985'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_groups___log_b9eeafb985`
CREATE TABLE `migrate_groups___log_b9eeafb985` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-3] make a work table for the log of groups_
--   strategy: shadow
--   lock: none on migrate_groups___work_d7d076ee8f, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_groups___work_d7d076ee8f'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_groups___work_d7d076ee8f`
CREATE TABLE `migrate_groups___work_d7d076ee8f` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in groups_ on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'groups_' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___carry__log__update_703318f3fb'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_groups___carry__log__update_703318f3fb`
CREATE TRIGGER `migrate_groups___carry__log__update_703318f3fb` AFTER UPDATE ON `groups_` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_groups___log_b9eeafb985` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_groups___log_b9eeafb985` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-5] log what changes in groups_ on DELETE
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'groups_' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___carry__log__delete_4c1ac3e130'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_groups___carry__log__delete_4c1ac3e130`
CREATE TRIGGER `migrate_groups___carry__log__delete_4c1ac3e130` AFTER DELETE ON `groups_` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_groups___log_b9eeafb985` (`id`) VALUES (OLD.`id`);
END;

-- [expand-6] log what changes in groups_ on INSERT
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'groups_' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___carry__log__insert_4cd2bff8d7'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_groups___carry__log__insert_4cd2bff8d7`
CREATE TRIGGER `migrate_groups___carry__log__insert_4cd2bff8d7` AFTER INSERT ON `groups_` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_groups___log_b9eeafb985` (`id`) VALUES (NEW.`id`);
END;

-- [expand-7] wait for prepared XA transactions that may have written groups_
--   strategy: shadow
--   lock: none on migrate_groups___work_d7d076ee8f, nobody but this tool uses it yet; reads and writes go on
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
-- [backfill-1] copy groups_ into its shadow
--   strategy: shadow
--   lock: none on groups_, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table groups_ by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `groups_` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `groups_` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `groups_` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_groups___shadow_01a73c434a` (`id`, `name`, `size`, `parent`) SELECT `groups_`.`id`, `groups_`.`name`, `groups_`.`size`, `groups_`.`parent` FROM `groups_` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-2] analyze groups_'s shadow
--   strategy: shadow
--   lock: none on migrate_groups___shadow_01a73c434a, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_groups___shadow_01a73c434a`;

-- [backfill-3] apply what changed in groups_ meanwhile
--   strategy: shadow
--   lock: row locks on migrate_groups___shadow_01a73c434a, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_groups___log_b9eeafb985, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_groups___log_b9eeafb985` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_groups___work_d7d076ee8f` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_groups___log_b9eeafb985` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
SET STATEMENT foreign_key_checks = 0 FOR DELETE migrate_now FROM `migrate_groups___work_d7d076ee8f` AS migrate_work STRAIGHT_JOIN `migrate_groups___shadow_01a73c434a` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_groups___shadow_01a73c434a` (`id`, `name`, `size`, `parent`) SELECT `groups_`.`id`, `groups_`.`name`, `groups_`.`size`, `groups_`.`parent` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_groups___work_d7d076ee8f`) AS migrate_work STRAIGHT_JOIN `groups_` ON `groups_`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_groups___work_d7d076ee8f` AS migrate_work STRAIGHT_JOIN `migrate_groups___log_b9eeafb985` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_groups___work_d7d076ee8f`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `groups_` WHERE `groups_`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_groups___shadow_01a73c434a` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_groups___shadow_01a73c434a` (`id`, `name`, `size`, `parent`) SELECT `groups_`.`id`, `groups_`.`name`, `groups_`.`size`, `groups_`.`parent` FROM `groups_` WHERE `groups_`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `groups_`.`id` AS migrate_value_1, `groups_`.`name` AS migrate_value_2, `groups_`.`size` AS migrate_value_3, `groups_`.`parent` AS migrate_value_4 FROM `groups_` WHERE `groups_`.`id` = ?) AS migrate_was LEFT JOIN `migrate_groups___shadow_01a73c434a` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`size` AND migrate_was.migrate_value_4 <=> migrate_now.`parent`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_groups___log_b9eeafb985` WHERE migrate_id = ?;

-- [backfill-4] make a log for the way back of groups_
--   strategy: shadow
--   lock: none on migrate_groups___back_log_fe22ced444, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_groups___back_log_fe22ced444'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_groups___back_log_fe22ced444`
CREATE TABLE `migrate_groups___back_log_fe22ced444` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [backfill-5] carry groups_ into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'groups_' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___carry__update_b2530ffd0f'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_groups___carry__update_b2530ffd0f`
CREATE TRIGGER `migrate_groups___carry__update_b2530ffd0f` AFTER UPDATE ON `groups_` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE migrate_words TEXT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO, migrate_words = MESSAGE_TEXT;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) OR (migrate_error IN (1217, 1451) AND LOCATE('migrate_groups___shadow_01a73c434a', SUBSTRING_INDEX(migrate_words, 'CONSTRAINT', 1)) = 0) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_groups___log_b9eeafb985` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_groups___log_b9eeafb985` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_groups___shadow_01a73c434a` SET `id` = NEW.`id`, `name` = NEW.`name`, `size` = NEW.`size`, `parent` = NEW.`parent` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_groups___shadow_01a73c434a` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`size` <=> `size` AND NEW.`parent` <=> `parent`) THEN
    INSERT INTO `migrate_groups___log_b9eeafb985` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_groups___log_b9eeafb985` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_groups___back_log_fe22ced444`; END IF;
END;

-- [backfill-6] carry groups_ into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'groups_' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___carry__delete_f3b42a5df9'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_groups___carry__delete_f3b42a5df9`
CREATE TRIGGER `migrate_groups___carry__delete_f3b42a5df9` AFTER DELETE ON `groups_` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE migrate_words TEXT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO, migrate_words = MESSAGE_TEXT;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) OR (migrate_error IN (1217, 1451) AND LOCATE('migrate_groups___shadow_01a73c434a', SUBSTRING_INDEX(migrate_words, 'CONSTRAINT', 1)) = 0) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_groups___log_b9eeafb985` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_groups___shadow_01a73c434a` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_groups___shadow_01a73c434a` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_groups___log_b9eeafb985` (`id`) VALUES (OLD.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_groups___back_log_fe22ced444`; END IF;
END;

-- [backfill-7] carry groups_ into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'groups_' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___carry__insert_bc50a23787'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_groups___carry__insert_bc50a23787`
CREATE TRIGGER `migrate_groups___carry__insert_bc50a23787` AFTER INSERT ON `groups_` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE migrate_words TEXT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO, migrate_words = MESSAGE_TEXT;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) OR (migrate_error IN (1217, 1451) AND LOCATE('migrate_groups___shadow_01a73c434a', SUBSTRING_INDEX(migrate_words, 'CONSTRAINT', 1)) = 0) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_groups___log_b9eeafb985` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_groups___shadow_01a73c434a` (`id`, `name`, `size`, `parent`) VALUES (NEW.`id`, NEW.`name`, NEW.`size`, NEW.`parent`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_groups___shadow_01a73c434a` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`size` <=> `size` AND NEW.`parent` <=> `parent`) THEN
    INSERT INTO `migrate_groups___log_b9eeafb985` (`id`) VALUES (NEW.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_groups___back_log_fe22ced444`; END IF;
END;

-- [backfill-8] stop the log of groups_ on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___carry__log__update_703318f3fb'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_groups___carry__log__update_703318f3fb`;

-- [backfill-9] stop the log of groups_ on DELETE
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___carry__log__delete_4c1ac3e130'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_groups___carry__log__delete_4c1ac3e130`;

-- [backfill-10] stop the log of groups_ on INSERT
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___carry__log__insert_4cd2bff8d7'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_groups___carry__log__insert_4cd2bff8d7`;

-- [backfill-11] wait for prepared XA transactions that may have written groups_
--   strategy: shadow
--   lock: none on migrate_groups___work_d7d076ee8f, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-12] apply the last of the log of groups_
--   strategy: shadow
--   lock: row locks on groups_, migrate_groups___shadow_01a73c434a, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_groups___log_b9eeafb985, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_groups___log_b9eeafb985` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `groups_` WHERE `groups_`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_groups___shadow_01a73c434a` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_groups___shadow_01a73c434a` (`id`, `name`, `size`, `parent`) SELECT `groups_`.`id`, `groups_`.`name`, `groups_`.`size`, `groups_`.`parent` FROM `groups_` WHERE `groups_`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `groups_`.`id` AS migrate_value_1, `groups_`.`name` AS migrate_value_2, `groups_`.`size` AS migrate_value_3, `groups_`.`parent` AS migrate_value_4 FROM `groups_` WHERE `groups_`.`id` = ?) AS migrate_was LEFT JOIN `migrate_groups___shadow_01a73c434a` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`size` AND migrate_was.migrate_value_4 <=> migrate_now.`parent`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_groups___log_b9eeafb985` WHERE migrate_id = ?;

-- [backfill-13] add foreign key groups_parent to the shadow
--   strategy: shadow
--   lock: MDL exclusive on migrate_groups___shadow_01a73c434a, groups_, milliseconds at its begin and end; the triggers go on writing it; LOCK=NONE: the server refuses rather than blocks writes
--   why: every row of the table keeps it, and the shadow is in step
--   probe: SELECT 1 - (SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_groups___shadow_01a73c434a' AND CAST(CONSTRAINT_NAME AS BINARY) = 'migrate_groups___groups_parent__shadow_34843aeec8')
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `migrate_groups___shadow_01a73c434a` ADD CONSTRAINT `migrate_groups___groups_parent__shadow_34843aeec8` FOREIGN KEY (`parent`) REFERENCES `migrate_groups___shadow_01a73c434a` (`id`), ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [backfill-14] note rows that differ in groups_'s shadow
--   strategy: shadow
--   lock: none on groups_, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table groups_ by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `groups_` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `groups_` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `groups_` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_groups___log_b9eeafb985` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `groups_`.`id` AS migrate_value_1, `groups_`.`name` AS migrate_value_2, `groups_`.`size` AS migrate_value_3, `groups_`.`parent` AS migrate_value_4 FROM `groups_` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_groups___shadow_01a73c434a` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`size` AND migrate_was.migrate_value_4 <=> migrate_now.`parent`);

-- [backfill-15] write the noted rows of groups_ anew
--   strategy: shadow
--   lock: row locks on groups_, migrate_groups___shadow_01a73c434a, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_groups___log_b9eeafb985, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_groups___log_b9eeafb985` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `groups_` WHERE `groups_`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_groups___shadow_01a73c434a` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_groups___shadow_01a73c434a` (`id`, `name`, `size`, `parent`) SELECT `groups_`.`id`, `groups_`.`name`, `groups_`.`size`, `groups_`.`parent` FROM `groups_` WHERE `groups_`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `groups_`.`id` AS migrate_value_1, `groups_`.`name` AS migrate_value_2, `groups_`.`size` AS migrate_value_3, `groups_`.`parent` AS migrate_value_4 FROM `groups_` WHERE `groups_`.`id` = ?) AS migrate_was LEFT JOIN `migrate_groups___shadow_01a73c434a` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`size` AND migrate_was.migrate_value_4 <=> migrate_now.`parent`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_groups___log_b9eeafb985` WHERE migrate_id = ?;

-- [backfill-16] note rows that only groups_'s shadow has
--   strategy: shadow
--   lock: none on groups_, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_groups___shadow_01a73c434a by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_groups___log_b9eeafb985` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_groups___shadow_01a73c434a` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `groups_` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `groups_`) <> (SELECT COUNT(*) FROM `migrate_groups___shadow_01a73c434a`);

-- [backfill-17] take the noted rows out of groups_'s shadow
--   strategy: shadow
--   lock: row locks on groups_, migrate_groups___shadow_01a73c434a, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_groups___log_b9eeafb985, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_groups___log_b9eeafb985` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `groups_` WHERE `groups_`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_groups___shadow_01a73c434a` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_groups___shadow_01a73c434a` (`id`, `name`, `size`, `parent`) SELECT `groups_`.`id`, `groups_`.`name`, `groups_`.`size`, `groups_`.`parent` FROM `groups_` WHERE `groups_`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `groups_`.`id` AS migrate_value_1, `groups_`.`name` AS migrate_value_2, `groups_`.`size` AS migrate_value_3, `groups_`.`parent` AS migrate_value_4 FROM `groups_` WHERE `groups_`.`id` = ?) AS migrate_was LEFT JOIN `migrate_groups___shadow_01a73c434a` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`size` AND migrate_was.migrate_value_4 <=> migrate_now.`parent`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_groups___log_b9eeafb985` WHERE migrate_id = ?;

-- [backfill-18] log what will change in groups_ on UPDATE
--   strategy: shadow
--   lock: none on migrate_groups___shadow_01a73c434a, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_groups___shadow_01a73c434a' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___back__log__update_37b912c275'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_groups___back__log__update_37b912c275`
CREATE TRIGGER `migrate_groups___back__log__update_37b912c275` AFTER UPDATE ON `migrate_groups___shadow_01a73c434a` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_groups___back_log_fe22ced444` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_groups___back_log_fe22ced444` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [backfill-19] log what will change in groups_ on DELETE
--   strategy: shadow
--   lock: none on migrate_groups___shadow_01a73c434a, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_groups___shadow_01a73c434a' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___back__log__delete_7b29b8fc61'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_groups___back__log__delete_7b29b8fc61`
CREATE TRIGGER `migrate_groups___back__log__delete_7b29b8fc61` AFTER DELETE ON `migrate_groups___shadow_01a73c434a` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_groups___back_log_fe22ced444` (`id`) VALUES (OLD.`id`);
END;

-- [backfill-20] log what will change in groups_ on INSERT
--   strategy: shadow
--   lock: none on migrate_groups___shadow_01a73c434a, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_groups___shadow_01a73c434a' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___back__log__insert_c42d8ff455'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_groups___back__log__insert_c42d8ff455`
CREATE TRIGGER `migrate_groups___back__log__insert_c42d8ff455` AFTER INSERT ON `migrate_groups___shadow_01a73c434a` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_groups___back_log_fe22ced444` (`id`) VALUES (NEW.`id`);
END;

-- [backfill-21] look for foreign keys that refer to groups_ since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'groups_' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'groups_')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'groups_' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'groups_'))) AND CAST(CONSTRAINT_NAME AS BINARY) NOT IN ('members_grp', 'migrate_members__members_grp__moved', 'rooms_grp', 'migrate_rooms__rooms_grp__moved');

-- [backfill-22] look for what has been changed of groups_ since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'name', '(digest)', 1, 0
UNION ALL SELECT 'column', 'parent', '(digest)', 1, 0
UNION ALL SELECT 'column', 'size', '(digest)', 1, 0
UNION ALL SELECT 'foreign key', 'groups_parent', '(digest)', 1, (SELECT 1 - (SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'groups_' AND CAST(CONSTRAINT_NAME AS BINARY) = 'migrate_groups___groups_parent__moved_b96f44cf17'))
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'index', 'groups_parent', '(digest)', 1, (SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'groups_' AND CAST(INDEX_NAME AS BINARY) = 'migrate_groups___groups_parent__moved_b96f44cf17')
UNION ALL SELECT 'options of', 'groups_', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'groups_'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'groups_' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'groups_' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'groups_' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'groups_'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'groups_' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'groups_') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-23] wait for transactions that would miss rows of groups_'s shadow
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

-- [backfill-24] move foreign key members_grp of members to the shadow
--   strategy: shadow
--   lock: MDL exclusive on members, groups_, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: a foreign key goes with the table that it refers to, whatever its name
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'members' AND CAST(CONSTRAINT_NAME AS BINARY) = 'members_grp'
--   cleanup: SET SESSION foreign_key_checks = 1
--   cutover: `--hold-cutover` stops before it
--   runs: on its own
--   undo: SET SESSION foreign_key_checks = 0
--   undo: ALTER TABLE `members` DROP FOREIGN KEY `migrate_members__members_grp__moved`, ADD CONSTRAINT `members_grp` FOREIGN KEY (`grp`) REFERENCES `groups_` (`id`) ON DELETE CASCADE ON UPDATE CASCADE, ALGORITHM=INPLACE, LOCK=NONE
--   undo: SET SESSION foreign_key_checks = 1
SET SESSION foreign_key_checks = 0;
ALTER TABLE `members` DROP FOREIGN KEY `members_grp`, ADD CONSTRAINT `migrate_members__members_grp__moved` FOREIGN KEY (`grp`) REFERENCES `migrate_groups___shadow_01a73c434a` (`id`) ON DELETE CASCADE ON UPDATE CASCADE, ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [backfill-25] move foreign key rooms_grp of rooms to the shadow
--   strategy: shadow
--   lock: MDL exclusive on rooms, groups_, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: a foreign key goes with the table that it refers to, whatever its name
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'rooms' AND CAST(CONSTRAINT_NAME AS BINARY) = 'rooms_grp'
--   cleanup: SET SESSION foreign_key_checks = 1
--   cutover: `--hold-cutover` stops before it
--   runs: on its own
--   undo: SET SESSION foreign_key_checks = 0
--   undo: ALTER TABLE `rooms` DROP FOREIGN KEY `migrate_rooms__rooms_grp__moved`, ADD CONSTRAINT `rooms_grp` FOREIGN KEY (`grp`) REFERENCES `groups_` (`id`), ALGORITHM=INPLACE, LOCK=NONE
--   undo: SET SESSION foreign_key_checks = 1
SET SESSION foreign_key_checks = 0;
ALTER TABLE `rooms` DROP FOREIGN KEY `rooms_grp`, ADD CONSTRAINT `migrate_rooms__rooms_grp__moved` FOREIGN KEY (`grp`) REFERENCES `migrate_groups___shadow_01a73c434a` (`id`), ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [backfill-26] exchange groups_ for its shadow
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_groups___old_1df141a073') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_groups___shadow_01a73c434a')
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
--   undo: ALTER TABLE `members` DROP FOREIGN KEY `migrate_members__members_grp__moved`, ADD CONSTRAINT `members_grp` FOREIGN KEY (`grp`) REFERENCES `migrate_groups___old_1df141a073` (`id`) ON DELETE CASCADE ON UPDATE CASCADE, ALGORITHM=INPLACE, LOCK=NONE
--   undo: SET SESSION foreign_key_checks = 1
--   undo: SET SESSION foreign_key_checks = 0
--   undo: ALTER TABLE `rooms` DROP FOREIGN KEY `migrate_rooms__rooms_grp__moved`, ADD CONSTRAINT `rooms_grp` FOREIGN KEY (`grp`) REFERENCES `migrate_groups___old_1df141a073` (`id`), ALGORITHM=INPLACE, LOCK=NONE
--   undo: SET SESSION foreign_key_checks = 1
--   undo: RENAME TABLE `groups_` TO `migrate_groups___shadow_01a73c434a`, `migrate_groups___old_1df141a073` TO `groups_`
--   loss: rows of groups_ that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_groups___back_log_fe22ced444`
RENAME TABLE `groups_` TO `migrate_groups___old_1df141a073`, `migrate_groups___shadow_01a73c434a` TO `groups_`;

-- [backfill-27] stop carrying into the shadow of groups_ on UPDATE
--   strategy: shadow
--   lock: none on migrate_groups___old_1df141a073, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___carry__update_b2530ffd0f'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_groups___carry__update_b2530ffd0f`;

-- [backfill-28] stop carrying into the shadow of groups_ on DELETE
--   strategy: shadow
--   lock: none on migrate_groups___old_1df141a073, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___carry__delete_f3b42a5df9'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_groups___carry__delete_f3b42a5df9`;

-- [backfill-29] stop carrying into the shadow of groups_ on INSERT
--   strategy: shadow
--   lock: none on migrate_groups___old_1df141a073, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___carry__insert_bc50a23787'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_groups___carry__insert_bc50a23787`;

-- [backfill-30] carry groups_ back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'groups_' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___back__update_3fd381965c'
--   runs: on its own
CREATE TRIGGER `migrate_groups___back__update_3fd381965c` AFTER UPDATE ON `groups_` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE migrate_words TEXT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO, migrate_words = MESSAGE_TEXT;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) OR (migrate_error IN (1217, 1451) AND LOCATE('migrate_groups___old_1df141a073', SUBSTRING_INDEX(migrate_words, 'CONSTRAINT', 1)) = 0) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_groups___back_log_fe22ced444` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_groups___back_log_fe22ced444` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_groups___old_1df141a073` SET `id` = NEW.`id`, `name` = NEW.`name`, `size` = NEW.`size`, `parent` = NEW.`parent` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_groups___old_1df141a073` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`size` <=> `size` AND NEW.`parent` <=> `parent`) THEN
    INSERT INTO `migrate_groups___back_log_fe22ced444` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_groups___back_log_fe22ced444` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-31] carry groups_ back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'groups_' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___back__delete_e3f6b57076'
--   runs: on its own
CREATE TRIGGER `migrate_groups___back__delete_e3f6b57076` AFTER DELETE ON `groups_` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE migrate_words TEXT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO, migrate_words = MESSAGE_TEXT;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) OR (migrate_error IN (1217, 1451) AND LOCATE('migrate_groups___old_1df141a073', SUBSTRING_INDEX(migrate_words, 'CONSTRAINT', 1)) = 0) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_groups___back_log_fe22ced444` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_groups___old_1df141a073` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_groups___old_1df141a073` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_groups___back_log_fe22ced444` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-32] carry groups_ back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'groups_' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___back__insert_47432b25c3'
--   runs: on its own
CREATE TRIGGER `migrate_groups___back__insert_47432b25c3` AFTER INSERT ON `groups_` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE migrate_words TEXT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO, migrate_words = MESSAGE_TEXT;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) OR (migrate_error IN (1217, 1451) AND LOCATE('migrate_groups___old_1df141a073', SUBSTRING_INDEX(migrate_words, 'CONSTRAINT', 1)) = 0) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_groups___back_log_fe22ced444` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_groups___old_1df141a073` (`id`, `name`, `size`, `parent`) VALUES (NEW.`id`, NEW.`name`, NEW.`size`, NEW.`parent`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_groups___old_1df141a073` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`name` AS BINARY) <=> CAST(`name` AS BINARY) AND NEW.`size` <=> `size` AND NEW.`parent` <=> `parent`) THEN
    INSERT INTO `migrate_groups___back_log_fe22ced444` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-33] stop the log for the way back of groups_ on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___back__log__update_37b912c275'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_groups___back__log__update_37b912c275`;

-- [backfill-34] stop the log for the way back of groups_ on DELETE
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___back__log__delete_7b29b8fc61'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_groups___back__log__delete_7b29b8fc61`;

-- [backfill-35] stop the log for the way back of groups_ on INSERT
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___back__log__insert_c42d8ff455'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_groups___back__log__insert_c42d8ff455`;

-- [backfill-36] carry back what was written to groups_ meanwhile
--   strategy: shadow
--   lock: row locks on groups_, migrate_groups___old_1df141a073, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_groups___back_log_fe22ced444, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_groups___back_log_fe22ced444` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `groups_` WHERE `groups_`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM `migrate_groups___old_1df141a073` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
SET STATEMENT foreign_key_checks = 0 FOR INSERT INTO `migrate_groups___old_1df141a073` (`id`, `name`, `size`, `parent`) SELECT `groups_`.`id`, `groups_`.`name`, `groups_`.`size`, `groups_`.`parent` FROM `groups_` WHERE `groups_`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `groups_`.`id` AS migrate_value_1, `groups_`.`name` AS migrate_value_2, `groups_`.`size` AS migrate_value_3, `groups_`.`parent` AS migrate_value_4 FROM `groups_` WHERE `groups_`.`id` = ?) AS migrate_was LEFT JOIN `migrate_groups___old_1df141a073` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`name` AS BINARY) AND migrate_was.migrate_value_3 <=> migrate_now.`size` AND migrate_was.migrate_value_4 <=> migrate_now.`parent`);
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_groups___back_log_fe22ced444` WHERE migrate_id = ?;

-- [backfill-37] see that no row of groups_ was left behind
--   strategy: shadow
--   lock: none on migrate_groups___log_b9eeafb985, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_groups___old_1df141a073 alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_groups___log_b9eeafb985` LIMIT 5;

-- ==== contract
-- [contract-1] stop carrying groups_ back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___back__update_3fd381965c'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_groups___back__update_3fd381965c`;

-- [contract-2] stop carrying groups_ back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___back__delete_e3f6b57076'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_groups___back__delete_e3f6b57076`;

-- [contract-3] stop carrying groups_ back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_groups___back__insert_47432b25c3'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_groups___back__insert_47432b25c3`;

-- [contract-4] drop the old table of groups_
--   strategy: shadow
--   lock: none on migrate_groups___old_1df141a073, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_groups___old_1df141a073'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_groups___old_1df141a073`;

-- [contract-5] drop the log of groups_'s way back
--   strategy: shadow
--   lock: none on migrate_groups___back_log_fe22ced444, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_groups___back_log_fe22ced444'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_groups___back_log_fe22ced444`;

-- [contract-6] drop the log of groups_
--   strategy: shadow
--   lock: none on migrate_groups___log_b9eeafb985, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_groups___log_b9eeafb985'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_groups___log_b9eeafb985`;

-- [contract-7] drop the work table of groups_
--   strategy: shadow
--   lock: none on migrate_groups___work_d7d076ee8f, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_groups___work_d7d076ee8f'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_groups___work_d7d076ee8f`;

-- [contract-8] give foreign key groups_parent of groups_ its name
--   strategy: shadow
--   lock: MDL exclusive on groups_, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: two keys cannot have one name; every row keeps it already
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'groups_' AND CAST(CONSTRAINT_NAME AS BINARY) = 'migrate_groups___groups_parent__shadow_34843aeec8'
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `groups_` DROP FOREIGN KEY `migrate_groups___groups_parent__shadow_34843aeec8`, ADD CONSTRAINT `groups_parent` FOREIGN KEY (`parent`) REFERENCES `groups_` (`id`), ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [contract-9] give foreign key members_grp of members its name
--   strategy: shadow
--   lock: MDL exclusive on members, groups_, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: two keys cannot have one name; every row keeps it already
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'members' AND CAST(CONSTRAINT_NAME AS BINARY) = 'migrate_members__members_grp__moved'
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `members` DROP FOREIGN KEY `migrate_members__members_grp__moved`, ADD CONSTRAINT `members_grp` FOREIGN KEY (`grp`) REFERENCES `groups_` (`id`) ON DELETE CASCADE ON UPDATE CASCADE, ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [contract-10] give foreign key rooms_grp of rooms its name
--   strategy: shadow
--   lock: MDL exclusive on rooms, groups_, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: two keys cannot have one name; every row keeps it already
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'rooms' AND CAST(CONSTRAINT_NAME AS BINARY) = 'migrate_rooms__rooms_grp__moved'
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `rooms` DROP FOREIGN KEY `migrate_rooms__rooms_grp__moved`, ADD CONSTRAINT `rooms_grp` FOREIGN KEY (`grp`) REFERENCES `groups_` (`id`), ALGORITHM=INPLACE, LOCK=NONE;
SET SESSION foreign_key_checks = 1;
