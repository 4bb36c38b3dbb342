-- migration: alter_table_charset
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: TRUNCATE words is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] make a shadow of words: CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
--   strategy: shadow
--   lock: none on migrate_words__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_words__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_words__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_words__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_words__building`
--   undo: DROP TABLE IF EXISTS `migrate_words__shadow`
CREATE TABLE `migrate_words__building` LIKE `words`;
ALTER TABLE `migrate_words__building` CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
RENAME TABLE `migrate_words__building` TO `migrate_words__shadow`;

-- [expand-2] make a log of changes of words
--   strategy: shadow
--   lock: none on migrate_words__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_words__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_words__log`
CREATE TABLE `migrate_words__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `word` varchar(40) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL, `lang` char(2) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL) ENGINE=InnoDB;

-- [expand-3] make a work table for the log of words
--   strategy: shadow
--   lock: none on migrate_words__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_words__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_words__work`
CREATE TABLE `migrate_words__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `word` varchar(40) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL, `lang` char(2) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in words on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'words' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_words__carry__log__update`
CREATE TRIGGER `migrate_words__carry__log__update` AFTER UPDATE ON `words` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_words__log` (`word`, `lang`) VALUES (OLD.`word`, OLD.`lang`);
  IF NOT (CAST(NEW.`word` AS BINARY) <=> CAST(OLD.`word` AS BINARY) AND CAST(NEW.`lang` AS BINARY) <=> CAST(OLD.`lang` AS BINARY)) THEN INSERT INTO `migrate_words__log` (`word`, `lang`) VALUES (NEW.`word`, NEW.`lang`); END IF;
END;

-- [expand-5] log what changes in words on DELETE
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'words' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_words__carry__log__delete`
CREATE TRIGGER `migrate_words__carry__log__delete` AFTER DELETE ON `words` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_words__log` (`word`, `lang`) VALUES (OLD.`word`, OLD.`lang`);
END;

-- [expand-6] log what changes in words on INSERT
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'words' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_words__carry__log__insert`
CREATE TRIGGER `migrate_words__carry__log__insert` AFTER INSERT ON `words` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_words__log` (`word`, `lang`) VALUES (NEW.`word`, NEW.`lang`);
END;

-- [expand-7] wait for prepared XA transactions that may have written words
--   strategy: shadow
--   lock: none on migrate_words__work, nobody but this tool uses it yet; reads and writes go on
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
-- [backfill-1] copy words into its shadow
--   strategy: shadow
--   lock: none on words, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table words by word, lang; each commits together with its checkpoint
--   first key, once:
SELECT `word`, `lang` FROM `words` FORCE INDEX (`words_word`) ORDER BY `word`, `lang` LIMIT 1;
--   last key, once:
SELECT `word`, `lang` FROM `words` FORCE INDEX (`words_word`) ORDER BY `word` DESC, `lang` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.word, ? number 4 = from.lang, ? number 5 = end.word, ? number 6 = end.word, ? number 7 = end.word, ? number 8 = end.lang, ? number 9 = batch size - 1
SELECT `word`, `lang` FROM `words` FORCE INDEX (`words_word`) WHERE `word` >= ? AND (`word` > ? OR (`word` = ? AND (`lang` >= ?))) AND `word` <= ? AND (`word` < ? OR (`word` = ? AND (`lang` <= ?))) ORDER BY `word`, `lang` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.word, ? number 4 = from.lang, ? number 5 = to.word, ? number 6 = to.word, ? number 7 = to.word, ? number 8 = to.lang
INSERT INTO `migrate_words__shadow` (`word`, `lang`, `note`) SELECT `words`.`word`, `words`.`lang`, `words`.`note` FROM `words` FORCE INDEX (`words_word`) WHERE `word` >= ? AND (`word` > ? OR (`word` = ? AND (`lang` >= ?))) AND `word` <= ? AND (`word` < ? OR (`word` = ? AND (`lang` <= ?)));

-- [backfill-2] analyze words's shadow
--   strategy: shadow
--   lock: none on migrate_words__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_words__shadow`;

-- [backfill-3] apply what changed in words meanwhile
--   strategy: shadow
--   lock: row locks on migrate_words__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_words__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `word`, `lang` FROM `migrate_words__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_words__work` (migrate_id, `word`, `lang`) SELECT migrate_id, `word`, `lang` FROM `migrate_words__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_words__work` AS migrate_work STRAIGHT_JOIN `migrate_words__shadow` AS migrate_now ON migrate_now.`word` = CONVERT(migrate_work.`word` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`word` AS BINARY) = CAST(CONVERT(migrate_work.`word` USING utf8mb4) AS BINARY) AND migrate_now.`lang` = CONVERT(migrate_work.`lang` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`lang` AS BINARY) = CAST(CONVERT(migrate_work.`lang` USING utf8mb4) AS BINARY);
--   then:
INSERT INTO `migrate_words__shadow` (`word`, `lang`, `note`) SELECT `words`.`word`, `words`.`lang`, `words`.`note` FROM (SELECT DISTINCT `word` AS migrate_key_1, `lang` AS migrate_key_2 FROM `migrate_words__work`) AS migrate_work STRAIGHT_JOIN `words` ON `words`.`word` = migrate_work.migrate_key_1 AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT(migrate_work.migrate_key_1 USING latin1) AS BINARY) AND `words`.`lang` = migrate_work.migrate_key_2 AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT(migrate_work.migrate_key_2 USING latin1) AS BINARY);
--   then:
DELETE migrate_log FROM `migrate_words__work` AS migrate_work STRAIGHT_JOIN `migrate_words__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_words__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
SELECT 1 FROM `words` WHERE `words`.`word` = ? AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY) AND `words`.`lang` = ? AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
DELETE FROM `migrate_words__shadow` WHERE `word` = CONVERT(? USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`word` AS BINARY) = CAST(CONVERT(? USING utf8mb4) AS BINARY) AND `lang` = CONVERT(? USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`lang` AS BINARY) = CAST(CONVERT(? USING utf8mb4) AS BINARY);
--   then:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
INSERT INTO `migrate_words__shadow` (`word`, `lang`, `note`) SELECT `words`.`word`, `words`.`lang`, `words`.`note` FROM `words` WHERE `words`.`word` = ? AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY) AND `words`.`lang` = ? AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id, ? number 4 = from.id, ? number 5 = from.id
SELECT 1 FROM (SELECT `word` AS migrate_key_1, `lang` AS migrate_key_2, `words`.`word` AS migrate_value_1, `words`.`lang` AS migrate_value_2, `words`.`note` AS migrate_value_3 FROM `words` WHERE `words`.`word` = (SELECT migrate_log.`word` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT((SELECT migrate_log.`word` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) USING latin1) AS BINARY) AND `words`.`lang` = (SELECT migrate_log.`lang` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT((SELECT migrate_log.`lang` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) USING latin1) AS BINARY)) AS migrate_was LEFT JOIN `migrate_words__shadow` AS migrate_now ON migrate_now.`word` = CONVERT(migrate_was.migrate_key_1 USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`word` AS BINARY) = CAST(CONVERT(migrate_was.migrate_key_1 USING utf8mb4) AS BINARY) AND migrate_now.`lang` = CONVERT(migrate_was.migrate_key_2 USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`lang` AS BINARY) = CAST(CONVERT(migrate_was.migrate_key_2 USING utf8mb4) AS BINARY) WHERE migrate_now.`word` IS NULL OR NOT (CAST(CONVERT(migrate_was.migrate_value_1 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`word` AS BINARY) AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`lang` AS BINARY) AND CAST(CONVERT(migrate_was.migrate_value_3 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`note` AS BINARY)) UNION ALL SELECT 1 FROM `migrate_words__log` AS migrate_log STRAIGHT_JOIN `migrate_words__shadow` AS migrate_now ON migrate_now.`word` = CONVERT(migrate_log.`word` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`word` AS BINARY) = CAST(CONVERT(migrate_log.`word` USING utf8mb4) AS BINARY) AND migrate_now.`lang` = CONVERT(migrate_log.`lang` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`lang` AS BINARY) = CAST(CONVERT(migrate_log.`lang` USING utf8mb4) AS BINARY) LEFT JOIN `words` AS migrate_was ON migrate_was.`word` = migrate_log.`word` AND CAST(migrate_was.`word` AS BINARY) = CAST(CONVERT(migrate_log.`word` USING latin1) AS BINARY) AND migrate_was.`lang` = migrate_log.`lang` AND CAST(migrate_was.`lang` AS BINARY) = CAST(CONVERT(migrate_log.`lang` USING latin1) AS BINARY) WHERE migrate_log.migrate_id = ? AND migrate_was.`word` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_words__log` WHERE migrate_id = ?;

-- [backfill-4] make a log for the way back of words
--   strategy: shadow
--   lock: none on migrate_words__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_words__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_words__back_log`
CREATE TABLE `migrate_words__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `word` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL, `lang` char(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL) ENGINE=InnoDB;

-- [backfill-5] carry words into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'words' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_words__carry__update`
CREATE TRIGGER `migrate_words__carry__update` AFTER UPDATE ON `words` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_words__log` (`word`, `lang`) VALUES (OLD.`word`, OLD.`lang`);
    IF NOT (CAST(NEW.`word` AS BINARY) <=> CAST(OLD.`word` AS BINARY) AND CAST(NEW.`lang` AS BINARY) <=> CAST(OLD.`lang` AS BINARY)) THEN INSERT INTO `migrate_words__log` (`word`, `lang`) VALUES (NEW.`word`, NEW.`lang`); END IF;
  END;
  UPDATE `migrate_words__shadow` SET `word` = NEW.`word`, `lang` = NEW.`lang`, `note` = NEW.`note` WHERE `word` = CONVERT(OLD.`word` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`word` AS BINARY) = CAST(CONVERT(OLD.`word` USING utf8mb4) AS BINARY) AND `lang` = CONVERT(OLD.`lang` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`lang` AS BINARY) = CAST(CONVERT(OLD.`lang` USING utf8mb4) AS BINARY);
  IF NOT EXISTS (SELECT 1 FROM `migrate_words__shadow` WHERE `word` = CONVERT(NEW.`word` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`word` AS BINARY) = CAST(CONVERT(NEW.`word` USING utf8mb4) AS BINARY) AND `lang` = CONVERT(NEW.`lang` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`lang` AS BINARY) = CAST(CONVERT(NEW.`lang` USING utf8mb4) AS BINARY) AND CAST(CONVERT(NEW.`word` USING utf8mb4) AS BINARY) <=> CAST(`word` AS BINARY) AND CAST(CONVERT(NEW.`lang` USING utf8mb4) AS BINARY) <=> CAST(`lang` AS BINARY) AND CAST(CONVERT(NEW.`note` USING utf8mb4) AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    INSERT INTO `migrate_words__log` (`word`, `lang`) VALUES (OLD.`word`, OLD.`lang`);
    IF NOT (CAST(NEW.`word` AS BINARY) <=> CAST(OLD.`word` AS BINARY) AND CAST(NEW.`lang` AS BINARY) <=> CAST(OLD.`lang` AS BINARY)) THEN INSERT INTO `migrate_words__log` (`word`, `lang`) VALUES (NEW.`word`, NEW.`lang`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_words__back_log`; END IF;
END;

-- [backfill-6] carry words into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'words' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_words__carry__delete`
CREATE TRIGGER `migrate_words__carry__delete` AFTER DELETE ON `words` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_words__log` (`word`, `lang`) VALUES (OLD.`word`, OLD.`lang`);
  END;
  DELETE FROM `migrate_words__shadow` WHERE `word` = CONVERT(OLD.`word` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`word` AS BINARY) = CAST(CONVERT(OLD.`word` USING utf8mb4) AS BINARY) AND `lang` = CONVERT(OLD.`lang` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`lang` AS BINARY) = CAST(CONVERT(OLD.`lang` USING utf8mb4) AS BINARY);
  IF EXISTS (SELECT 1 FROM `migrate_words__shadow` WHERE `word` = CONVERT(OLD.`word` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`word` AS BINARY) = CAST(CONVERT(OLD.`word` USING utf8mb4) AS BINARY) AND `lang` = CONVERT(OLD.`lang` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`lang` AS BINARY) = CAST(CONVERT(OLD.`lang` USING utf8mb4) AS BINARY)) THEN
    INSERT INTO `migrate_words__log` (`word`, `lang`) VALUES (OLD.`word`, OLD.`lang`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_words__back_log`; END IF;
END;

-- [backfill-7] carry words into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'words' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_words__carry__insert`
CREATE TRIGGER `migrate_words__carry__insert` AFTER INSERT ON `words` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_words__log` (`word`, `lang`) VALUES (NEW.`word`, NEW.`lang`);
  END;
  INSERT INTO `migrate_words__shadow` (`word`, `lang`, `note`) VALUES (NEW.`word`, NEW.`lang`, NEW.`note`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_words__shadow` WHERE `word` = CONVERT(NEW.`word` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`word` AS BINARY) = CAST(CONVERT(NEW.`word` USING utf8mb4) AS BINARY) AND `lang` = CONVERT(NEW.`lang` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`lang` AS BINARY) = CAST(CONVERT(NEW.`lang` USING utf8mb4) AS BINARY) AND CAST(CONVERT(NEW.`word` USING utf8mb4) AS BINARY) <=> CAST(`word` AS BINARY) AND CAST(CONVERT(NEW.`lang` USING utf8mb4) AS BINARY) <=> CAST(`lang` AS BINARY) AND CAST(CONVERT(NEW.`note` USING utf8mb4) AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    INSERT INTO `migrate_words__log` (`word`, `lang`) VALUES (NEW.`word`, NEW.`lang`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_words__back_log`; END IF;
END;

-- [backfill-8] stop the log of words on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_words__carry__log__update`;

-- [backfill-9] stop the log of words on DELETE
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_words__carry__log__delete`;

-- [backfill-10] stop the log of words on INSERT
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_words__carry__log__insert`;

-- [backfill-11] wait for prepared XA transactions that may have written words
--   strategy: shadow
--   lock: none on migrate_words__work, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-12] apply the last of the log of words
--   strategy: shadow
--   lock: row locks on words, migrate_words__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_words__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `word`, `lang` FROM `migrate_words__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
SELECT 1 FROM `words` WHERE `words`.`word` = ? AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY) AND `words`.`lang` = ? AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
DELETE FROM `migrate_words__shadow` WHERE `word` = CONVERT(? USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`word` AS BINARY) = CAST(CONVERT(? USING utf8mb4) AS BINARY) AND `lang` = CONVERT(? USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`lang` AS BINARY) = CAST(CONVERT(? USING utf8mb4) AS BINARY);
--   then:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
INSERT INTO `migrate_words__shadow` (`word`, `lang`, `note`) SELECT `words`.`word`, `words`.`lang`, `words`.`note` FROM `words` WHERE `words`.`word` = ? AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY) AND `words`.`lang` = ? AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id, ? number 4 = from.id, ? number 5 = from.id
SELECT 1 FROM (SELECT `word` AS migrate_key_1, `lang` AS migrate_key_2, `words`.`word` AS migrate_value_1, `words`.`lang` AS migrate_value_2, `words`.`note` AS migrate_value_3 FROM `words` WHERE `words`.`word` = (SELECT migrate_log.`word` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT((SELECT migrate_log.`word` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) USING latin1) AS BINARY) AND `words`.`lang` = (SELECT migrate_log.`lang` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT((SELECT migrate_log.`lang` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) USING latin1) AS BINARY)) AS migrate_was LEFT JOIN `migrate_words__shadow` AS migrate_now ON migrate_now.`word` = CONVERT(migrate_was.migrate_key_1 USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`word` AS BINARY) = CAST(CONVERT(migrate_was.migrate_key_1 USING utf8mb4) AS BINARY) AND migrate_now.`lang` = CONVERT(migrate_was.migrate_key_2 USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`lang` AS BINARY) = CAST(CONVERT(migrate_was.migrate_key_2 USING utf8mb4) AS BINARY) WHERE migrate_now.`word` IS NULL OR NOT (CAST(CONVERT(migrate_was.migrate_value_1 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`word` AS BINARY) AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`lang` AS BINARY) AND CAST(CONVERT(migrate_was.migrate_value_3 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`note` AS BINARY)) UNION ALL SELECT 1 FROM `migrate_words__log` AS migrate_log STRAIGHT_JOIN `migrate_words__shadow` AS migrate_now ON migrate_now.`word` = CONVERT(migrate_log.`word` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`word` AS BINARY) = CAST(CONVERT(migrate_log.`word` USING utf8mb4) AS BINARY) AND migrate_now.`lang` = CONVERT(migrate_log.`lang` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`lang` AS BINARY) = CAST(CONVERT(migrate_log.`lang` USING utf8mb4) AS BINARY) LEFT JOIN `words` AS migrate_was ON migrate_was.`word` = migrate_log.`word` AND CAST(migrate_was.`word` AS BINARY) = CAST(CONVERT(migrate_log.`word` USING latin1) AS BINARY) AND migrate_was.`lang` = migrate_log.`lang` AND CAST(migrate_was.`lang` AS BINARY) = CAST(CONVERT(migrate_log.`lang` USING latin1) AS BINARY) WHERE migrate_log.migrate_id = ? AND migrate_was.`word` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_words__log` WHERE migrate_id = ?;

-- [backfill-13] note rows that differ in words's shadow
--   strategy: shadow
--   lock: none on words, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table words by word, lang; each commits together with its checkpoint
--   first key, once:
SELECT `word`, `lang` FROM `words` FORCE INDEX (`words_word`) ORDER BY `word`, `lang` LIMIT 1;
--   last key, once:
SELECT `word`, `lang` FROM `words` FORCE INDEX (`words_word`) ORDER BY `word` DESC, `lang` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.word, ? number 4 = from.lang, ? number 5 = end.word, ? number 6 = end.word, ? number 7 = end.word, ? number 8 = end.lang, ? number 9 = batch size - 1
SELECT `word`, `lang` FROM `words` FORCE INDEX (`words_word`) WHERE `word` >= ? AND (`word` > ? OR (`word` = ? AND (`lang` >= ?))) AND `word` <= ? AND (`word` < ? OR (`word` = ? AND (`lang` <= ?))) ORDER BY `word`, `lang` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.word, ? number 4 = from.lang, ? number 5 = to.word, ? number 6 = to.word, ? number 7 = to.word, ? number 8 = to.lang
INSERT INTO `migrate_words__log` (`word`, `lang`) SELECT migrate_was.migrate_key_1, migrate_was.migrate_key_2 FROM (SELECT `word` AS migrate_key_1, `lang` AS migrate_key_2, `words`.`word` AS migrate_value_1, `words`.`lang` AS migrate_value_2, `words`.`note` AS migrate_value_3 FROM `words` FORCE INDEX (`words_word`) WHERE `word` >= ? AND (`word` > ? OR (`word` = ? AND (`lang` >= ?))) AND `word` <= ? AND (`word` < ? OR (`word` = ? AND (`lang` <= ?)))) AS migrate_was LEFT JOIN `migrate_words__shadow` AS migrate_now ON migrate_now.`word` = CONVERT(migrate_was.migrate_key_1 USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`word` AS BINARY) = CAST(CONVERT(migrate_was.migrate_key_1 USING utf8mb4) AS BINARY) AND migrate_now.`lang` = CONVERT(migrate_was.migrate_key_2 USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`lang` AS BINARY) = CAST(CONVERT(migrate_was.migrate_key_2 USING utf8mb4) AS BINARY) WHERE migrate_now.`word` IS NULL OR NOT (CAST(CONVERT(migrate_was.migrate_value_1 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`word` AS BINARY) AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`lang` AS BINARY) AND CAST(CONVERT(migrate_was.migrate_value_3 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));

-- [backfill-14] write the noted rows of words anew
--   strategy: shadow
--   lock: row locks on words, migrate_words__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_words__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `word`, `lang` FROM `migrate_words__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
SELECT 1 FROM `words` WHERE `words`.`word` = ? AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY) AND `words`.`lang` = ? AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
DELETE FROM `migrate_words__shadow` WHERE `word` = CONVERT(? USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`word` AS BINARY) = CAST(CONVERT(? USING utf8mb4) AS BINARY) AND `lang` = CONVERT(? USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`lang` AS BINARY) = CAST(CONVERT(? USING utf8mb4) AS BINARY);
--   then:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
INSERT INTO `migrate_words__shadow` (`word`, `lang`, `note`) SELECT `words`.`word`, `words`.`lang`, `words`.`note` FROM `words` WHERE `words`.`word` = ? AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY) AND `words`.`lang` = ? AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id, ? number 4 = from.id, ? number 5 = from.id
SELECT 1 FROM (SELECT `word` AS migrate_key_1, `lang` AS migrate_key_2, `words`.`word` AS migrate_value_1, `words`.`lang` AS migrate_value_2, `words`.`note` AS migrate_value_3 FROM `words` WHERE `words`.`word` = (SELECT migrate_log.`word` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT((SELECT migrate_log.`word` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) USING latin1) AS BINARY) AND `words`.`lang` = (SELECT migrate_log.`lang` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT((SELECT migrate_log.`lang` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) USING latin1) AS BINARY)) AS migrate_was LEFT JOIN `migrate_words__shadow` AS migrate_now ON migrate_now.`word` = CONVERT(migrate_was.migrate_key_1 USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`word` AS BINARY) = CAST(CONVERT(migrate_was.migrate_key_1 USING utf8mb4) AS BINARY) AND migrate_now.`lang` = CONVERT(migrate_was.migrate_key_2 USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`lang` AS BINARY) = CAST(CONVERT(migrate_was.migrate_key_2 USING utf8mb4) AS BINARY) WHERE migrate_now.`word` IS NULL OR NOT (CAST(CONVERT(migrate_was.migrate_value_1 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`word` AS BINARY) AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`lang` AS BINARY) AND CAST(CONVERT(migrate_was.migrate_value_3 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`note` AS BINARY)) UNION ALL SELECT 1 FROM `migrate_words__log` AS migrate_log STRAIGHT_JOIN `migrate_words__shadow` AS migrate_now ON migrate_now.`word` = CONVERT(migrate_log.`word` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`word` AS BINARY) = CAST(CONVERT(migrate_log.`word` USING utf8mb4) AS BINARY) AND migrate_now.`lang` = CONVERT(migrate_log.`lang` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`lang` AS BINARY) = CAST(CONVERT(migrate_log.`lang` USING utf8mb4) AS BINARY) LEFT JOIN `words` AS migrate_was ON migrate_was.`word` = migrate_log.`word` AND CAST(migrate_was.`word` AS BINARY) = CAST(CONVERT(migrate_log.`word` USING latin1) AS BINARY) AND migrate_was.`lang` = migrate_log.`lang` AND CAST(migrate_was.`lang` AS BINARY) = CAST(CONVERT(migrate_log.`lang` USING latin1) AS BINARY) WHERE migrate_log.migrate_id = ? AND migrate_was.`word` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_words__log` WHERE migrate_id = ?;

-- [backfill-15] note rows that only words's shadow has
--   strategy: shadow
--   lock: none on words, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_words__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_words__log` (`word`, `lang`) SELECT migrate_now.migrate_key_1, migrate_now.migrate_key_2 FROM (SELECT `word` AS migrate_key_1, `lang` AS migrate_key_2 FROM `migrate_words__shadow` FORCE INDEX (`words_word`) WHERE 1 = 1) AS migrate_now LEFT JOIN `words` AS migrate_was ON migrate_was.`word` = CONVERT(migrate_now.migrate_key_1 USING latin1) COLLATE latin1_swedish_ci AND CAST(migrate_was.`word` AS BINARY) = CAST(CONVERT(migrate_now.migrate_key_1 USING latin1) AS BINARY) AND migrate_was.`lang` = CONVERT(migrate_now.migrate_key_2 USING latin1) COLLATE latin1_swedish_ci AND CAST(migrate_was.`lang` AS BINARY) = CAST(CONVERT(migrate_now.migrate_key_2 USING latin1) AS BINARY) WHERE migrate_was.`word` IS NULL AND (SELECT COUNT(*) FROM `words`) <> (SELECT COUNT(*) FROM `migrate_words__shadow`);

-- [backfill-16] take the noted rows out of words's shadow
--   strategy: shadow
--   lock: row locks on words, migrate_words__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_words__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `word`, `lang` FROM `migrate_words__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
SELECT 1 FROM `words` WHERE `words`.`word` = ? AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY) AND `words`.`lang` = ? AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
DELETE FROM `migrate_words__shadow` WHERE `word` = CONVERT(? USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`word` AS BINARY) = CAST(CONVERT(? USING utf8mb4) AS BINARY) AND `lang` = CONVERT(? USING utf8mb4) COLLATE utf8mb4_bin AND CAST(`lang` AS BINARY) = CAST(CONVERT(? USING utf8mb4) AS BINARY);
--   then:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
INSERT INTO `migrate_words__shadow` (`word`, `lang`, `note`) SELECT `words`.`word`, `words`.`lang`, `words`.`note` FROM `words` WHERE `words`.`word` = ? AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY) AND `words`.`lang` = ? AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id, ? number 4 = from.id, ? number 5 = from.id
SELECT 1 FROM (SELECT `word` AS migrate_key_1, `lang` AS migrate_key_2, `words`.`word` AS migrate_value_1, `words`.`lang` AS migrate_value_2, `words`.`note` AS migrate_value_3 FROM `words` WHERE `words`.`word` = (SELECT migrate_log.`word` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT((SELECT migrate_log.`word` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) USING latin1) AS BINARY) AND `words`.`lang` = (SELECT migrate_log.`lang` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT((SELECT migrate_log.`lang` FROM `migrate_words__log` AS migrate_log WHERE migrate_id = ?) USING latin1) AS BINARY)) AS migrate_was LEFT JOIN `migrate_words__shadow` AS migrate_now ON migrate_now.`word` = CONVERT(migrate_was.migrate_key_1 USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`word` AS BINARY) = CAST(CONVERT(migrate_was.migrate_key_1 USING utf8mb4) AS BINARY) AND migrate_now.`lang` = CONVERT(migrate_was.migrate_key_2 USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`lang` AS BINARY) = CAST(CONVERT(migrate_was.migrate_key_2 USING utf8mb4) AS BINARY) WHERE migrate_now.`word` IS NULL OR NOT (CAST(CONVERT(migrate_was.migrate_value_1 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`word` AS BINARY) AND CAST(CONVERT(migrate_was.migrate_value_2 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`lang` AS BINARY) AND CAST(CONVERT(migrate_was.migrate_value_3 USING utf8mb4) AS BINARY) <=> CAST(migrate_now.`note` AS BINARY)) UNION ALL SELECT 1 FROM `migrate_words__log` AS migrate_log STRAIGHT_JOIN `migrate_words__shadow` AS migrate_now ON migrate_now.`word` = CONVERT(migrate_log.`word` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`word` AS BINARY) = CAST(CONVERT(migrate_log.`word` USING utf8mb4) AS BINARY) AND migrate_now.`lang` = CONVERT(migrate_log.`lang` USING utf8mb4) COLLATE utf8mb4_bin AND CAST(migrate_now.`lang` AS BINARY) = CAST(CONVERT(migrate_log.`lang` USING utf8mb4) AS BINARY) LEFT JOIN `words` AS migrate_was ON migrate_was.`word` = migrate_log.`word` AND CAST(migrate_was.`word` AS BINARY) = CAST(CONVERT(migrate_log.`word` USING latin1) AS BINARY) AND migrate_was.`lang` = migrate_log.`lang` AND CAST(migrate_was.`lang` AS BINARY) = CAST(CONVERT(migrate_log.`lang` USING latin1) AS BINARY) WHERE migrate_log.migrate_id = ? AND migrate_was.`word` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_words__log` WHERE migrate_id = ?;

-- [backfill-17] log what will change in words on UPDATE
--   strategy: shadow
--   lock: none on migrate_words__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_words__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_words__back__log__update`
CREATE TRIGGER `migrate_words__back__log__update` AFTER UPDATE ON `migrate_words__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_words__back_log` (`word`, `lang`) VALUES (OLD.`word`, OLD.`lang`);
  IF NOT (CAST(NEW.`word` AS BINARY) <=> CAST(OLD.`word` AS BINARY) AND CAST(NEW.`lang` AS BINARY) <=> CAST(OLD.`lang` AS BINARY)) THEN INSERT INTO `migrate_words__back_log` (`word`, `lang`) VALUES (NEW.`word`, NEW.`lang`); END IF;
END;

-- [backfill-18] log what will change in words on DELETE
--   strategy: shadow
--   lock: none on migrate_words__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_words__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_words__back__log__delete`
CREATE TRIGGER `migrate_words__back__log__delete` AFTER DELETE ON `migrate_words__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_words__back_log` (`word`, `lang`) VALUES (OLD.`word`, OLD.`lang`);
END;

-- [backfill-19] log what will change in words on INSERT
--   strategy: shadow
--   lock: none on migrate_words__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_words__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_words__back__log__insert`
CREATE TRIGGER `migrate_words__back__log__insert` AFTER INSERT ON `migrate_words__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_words__back_log` (`word`, `lang`) VALUES (NEW.`word`, NEW.`lang`);
END;

-- [backfill-20] look for foreign keys that refer to words since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'words' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'words')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'words' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'words')));

-- [backfill-21] look for what has been changed of words since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'lang' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'note', '(digest)', 1, 0
UNION ALL SELECT 'column', 'word', '(digest)', 1, 0
UNION ALL SELECT 'index', 'words_word', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'words', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'words'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'words' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'words' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'words' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'words'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'words' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'words') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-22] wait for transactions that would miss rows of words's shadow
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

-- [backfill-23] exchange words for its shadow
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_words__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_words__shadow')
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
--   undo: RENAME TABLE `words` TO `migrate_words__shadow`, `migrate_words__old` TO `words`
--   loss: rows of words that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_words__back_log`
RENAME TABLE `words` TO `migrate_words__old`, `migrate_words__shadow` TO `words`;

-- [backfill-24] stop carrying into the shadow of words on UPDATE
--   strategy: shadow
--   lock: none on migrate_words__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_words__carry__update`;

-- [backfill-25] stop carrying into the shadow of words on DELETE
--   strategy: shadow
--   lock: none on migrate_words__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_words__carry__delete`;

-- [backfill-26] stop carrying into the shadow of words on INSERT
--   strategy: shadow
--   lock: none on migrate_words__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_words__carry__insert`;

-- [backfill-27] carry words back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'words' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_words__back__update` AFTER UPDATE ON `words` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_words__back_log` (`word`, `lang`) VALUES (OLD.`word`, OLD.`lang`);
    IF NOT (CAST(NEW.`word` AS BINARY) <=> CAST(OLD.`word` AS BINARY) AND CAST(NEW.`lang` AS BINARY) <=> CAST(OLD.`lang` AS BINARY)) THEN INSERT INTO `migrate_words__back_log` (`word`, `lang`) VALUES (NEW.`word`, NEW.`lang`); END IF;
  END;
  UPDATE `migrate_words__old` SET `word` = NEW.`word`, `lang` = NEW.`lang`, `note` = NEW.`note` WHERE `word` = CONVERT(OLD.`word` USING latin1) COLLATE latin1_swedish_ci AND CAST(`word` AS BINARY) = CAST(CONVERT(OLD.`word` USING latin1) AS BINARY) AND `lang` = CONVERT(OLD.`lang` USING latin1) COLLATE latin1_swedish_ci AND CAST(`lang` AS BINARY) = CAST(CONVERT(OLD.`lang` USING latin1) AS BINARY);
  IF NOT EXISTS (SELECT 1 FROM `migrate_words__old` WHERE `word` = CONVERT(NEW.`word` USING latin1) COLLATE latin1_swedish_ci AND CAST(`word` AS BINARY) = CAST(CONVERT(NEW.`word` USING latin1) AS BINARY) AND `lang` = CONVERT(NEW.`lang` USING latin1) COLLATE latin1_swedish_ci AND CAST(`lang` AS BINARY) = CAST(CONVERT(NEW.`lang` USING latin1) AS BINARY) AND CAST(CONVERT(NEW.`word` USING latin1) AS BINARY) <=> CAST(`word` AS BINARY) AND CAST(CONVERT(NEW.`lang` USING latin1) AS BINARY) <=> CAST(`lang` AS BINARY) AND CAST(CONVERT(NEW.`note` USING latin1) AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    INSERT INTO `migrate_words__back_log` (`word`, `lang`) VALUES (OLD.`word`, OLD.`lang`);
    IF NOT (CAST(NEW.`word` AS BINARY) <=> CAST(OLD.`word` AS BINARY) AND CAST(NEW.`lang` AS BINARY) <=> CAST(OLD.`lang` AS BINARY)) THEN INSERT INTO `migrate_words__back_log` (`word`, `lang`) VALUES (NEW.`word`, NEW.`lang`); END IF;
  END IF;
END;

-- [backfill-28] carry words back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'words' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_words__back__delete` AFTER DELETE ON `words` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_words__back_log` (`word`, `lang`) VALUES (OLD.`word`, OLD.`lang`);
  END;
  DELETE FROM `migrate_words__old` WHERE `word` = CONVERT(OLD.`word` USING latin1) COLLATE latin1_swedish_ci AND CAST(`word` AS BINARY) = CAST(CONVERT(OLD.`word` USING latin1) AS BINARY) AND `lang` = CONVERT(OLD.`lang` USING latin1) COLLATE latin1_swedish_ci AND CAST(`lang` AS BINARY) = CAST(CONVERT(OLD.`lang` USING latin1) AS BINARY);
  IF EXISTS (SELECT 1 FROM `migrate_words__old` WHERE `word` = CONVERT(OLD.`word` USING latin1) COLLATE latin1_swedish_ci AND CAST(`word` AS BINARY) = CAST(CONVERT(OLD.`word` USING latin1) AS BINARY) AND `lang` = CONVERT(OLD.`lang` USING latin1) COLLATE latin1_swedish_ci AND CAST(`lang` AS BINARY) = CAST(CONVERT(OLD.`lang` USING latin1) AS BINARY)) THEN
    INSERT INTO `migrate_words__back_log` (`word`, `lang`) VALUES (OLD.`word`, OLD.`lang`);
  END IF;
END;

-- [backfill-29] carry words back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'words' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_words__back__insert` AFTER INSERT ON `words` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_words__back_log` (`word`, `lang`) VALUES (NEW.`word`, NEW.`lang`);
  END;
  INSERT INTO `migrate_words__old` (`word`, `lang`, `note`) VALUES (NEW.`word`, NEW.`lang`, NEW.`note`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_words__old` WHERE `word` = CONVERT(NEW.`word` USING latin1) COLLATE latin1_swedish_ci AND CAST(`word` AS BINARY) = CAST(CONVERT(NEW.`word` USING latin1) AS BINARY) AND `lang` = CONVERT(NEW.`lang` USING latin1) COLLATE latin1_swedish_ci AND CAST(`lang` AS BINARY) = CAST(CONVERT(NEW.`lang` USING latin1) AS BINARY) AND CAST(CONVERT(NEW.`word` USING latin1) AS BINARY) <=> CAST(`word` AS BINARY) AND CAST(CONVERT(NEW.`lang` USING latin1) AS BINARY) <=> CAST(`lang` AS BINARY) AND CAST(CONVERT(NEW.`note` USING latin1) AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    INSERT INTO `migrate_words__back_log` (`word`, `lang`) VALUES (NEW.`word`, NEW.`lang`);
  END IF;
END;

-- [backfill-30] stop the log for the way back of words on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_words__back__log__update`;

-- [backfill-31] stop the log for the way back of words on DELETE
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_words__back__log__delete`;

-- [backfill-32] stop the log for the way back of words on INSERT
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_words__back__log__insert`;

-- [backfill-33] carry back what was written to words meanwhile
--   strategy: shadow
--   lock: row locks on words, migrate_words__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_words__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `word`, `lang` FROM `migrate_words__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
SELECT 1 FROM `words` WHERE `words`.`word` = ? AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT(? USING utf8mb4) AS BINARY) AND `words`.`lang` = ? AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT(? USING utf8mb4) AS BINARY) LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
DELETE FROM `migrate_words__old` WHERE `word` = CONVERT(? USING latin1) COLLATE latin1_swedish_ci AND CAST(`word` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY) AND `lang` = CONVERT(? USING latin1) COLLATE latin1_swedish_ci AND CAST(`lang` AS BINARY) = CAST(CONVERT(? USING latin1) AS BINARY);
--   then:
--     ? number 1 = from.word, ? number 2 = from.word, ? number 3 = from.lang, ? number 4 = from.lang
INSERT INTO `migrate_words__old` (`word`, `lang`, `note`) SELECT `words`.`word`, `words`.`lang`, `words`.`note` FROM `words` WHERE `words`.`word` = ? AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT(? USING utf8mb4) AS BINARY) AND `words`.`lang` = ? AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT(? USING utf8mb4) AS BINARY);
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id, ? number 2 = from.id, ? number 3 = from.id, ? number 4 = from.id, ? number 5 = from.id
SELECT 1 FROM (SELECT `word` AS migrate_key_1, `lang` AS migrate_key_2, `words`.`word` AS migrate_value_1, `words`.`lang` AS migrate_value_2, `words`.`note` AS migrate_value_3 FROM `words` WHERE `words`.`word` = (SELECT migrate_log.`word` FROM `migrate_words__back_log` AS migrate_log WHERE migrate_id = ?) AND CAST(`words`.`word` AS BINARY) = CAST(CONVERT((SELECT migrate_log.`word` FROM `migrate_words__back_log` AS migrate_log WHERE migrate_id = ?) USING utf8mb4) AS BINARY) AND `words`.`lang` = (SELECT migrate_log.`lang` FROM `migrate_words__back_log` AS migrate_log WHERE migrate_id = ?) AND CAST(`words`.`lang` AS BINARY) = CAST(CONVERT((SELECT migrate_log.`lang` FROM `migrate_words__back_log` AS migrate_log WHERE migrate_id = ?) USING utf8mb4) AS BINARY)) AS migrate_was LEFT JOIN `migrate_words__old` AS migrate_now ON migrate_now.`word` = CONVERT(migrate_was.migrate_key_1 USING latin1) COLLATE latin1_swedish_ci AND CAST(migrate_now.`word` AS BINARY) = CAST(CONVERT(migrate_was.migrate_key_1 USING latin1) AS BINARY) AND migrate_now.`lang` = CONVERT(migrate_was.migrate_key_2 USING latin1) COLLATE latin1_swedish_ci AND CAST(migrate_now.`lang` AS BINARY) = CAST(CONVERT(migrate_was.migrate_key_2 USING latin1) AS BINARY) WHERE migrate_now.`word` IS NULL OR NOT (CAST(CONVERT(migrate_was.migrate_value_1 USING latin1) AS BINARY) <=> CAST(migrate_now.`word` AS BINARY) AND CAST(CONVERT(migrate_was.migrate_value_2 USING latin1) AS BINARY) <=> CAST(migrate_now.`lang` AS BINARY) AND CAST(CONVERT(migrate_was.migrate_value_3 USING latin1) AS BINARY) <=> CAST(migrate_now.`note` AS BINARY)) UNION ALL SELECT 1 FROM `migrate_words__back_log` AS migrate_log STRAIGHT_JOIN `migrate_words__old` AS migrate_now ON migrate_now.`word` = CONVERT(migrate_log.`word` USING latin1) COLLATE latin1_swedish_ci AND CAST(migrate_now.`word` AS BINARY) = CAST(CONVERT(migrate_log.`word` USING latin1) AS BINARY) AND migrate_now.`lang` = CONVERT(migrate_log.`lang` USING latin1) COLLATE latin1_swedish_ci AND CAST(migrate_now.`lang` AS BINARY) = CAST(CONVERT(migrate_log.`lang` USING latin1) AS BINARY) LEFT JOIN `words` AS migrate_was ON migrate_was.`word` = migrate_log.`word` AND CAST(migrate_was.`word` AS BINARY) = CAST(CONVERT(migrate_log.`word` USING utf8mb4) AS BINARY) AND migrate_was.`lang` = migrate_log.`lang` AND CAST(migrate_was.`lang` AS BINARY) = CAST(CONVERT(migrate_log.`lang` USING utf8mb4) AS BINARY) WHERE migrate_log.migrate_id = ? AND migrate_was.`word` IS NULL;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_words__back_log` WHERE migrate_id = ?;

-- [backfill-34] see that no row of words was left behind
--   strategy: shadow
--   lock: none on migrate_words__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_words__old alone, which stays until this holds
--   expects: no row
SELECT `word`, `lang` FROM `migrate_words__log` LIMIT 5;

-- ==== contract
-- [contract-1] stop carrying words back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_words__back__update`;

-- [contract-2] stop carrying words back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_words__back__delete`;

-- [contract-3] stop carrying words back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on words, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_words__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_words__back__insert`;

-- [contract-4] drop the old table of words
--   strategy: shadow
--   lock: none on migrate_words__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_words__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_words__old`;

-- [contract-5] drop the log of words's way back
--   strategy: shadow
--   lock: none on migrate_words__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_words__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_words__back_log`;

-- [contract-6] drop the log of words
--   strategy: shadow
--   lock: none on migrate_words__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_words__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_words__log`;

-- [contract-7] drop the work table of words
--   strategy: shadow
--   lock: none on migrate_words__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_words__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_words__work`;
