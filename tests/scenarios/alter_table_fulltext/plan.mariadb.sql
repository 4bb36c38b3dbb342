-- migration: alter_table_fulltext
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: TRUNCATE posts is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] make a shadow of posts: ADD FULLTEXT KEY posts_body (body), COMMENT = 'searchable…
--   strategy: shadow
--   lock: none on migrate_posts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: alter_table asks for a rebuild
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_posts__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_posts__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_posts__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_posts__building`
--   undo: DROP TABLE IF EXISTS `migrate_posts__shadow`
CREATE TABLE `migrate_posts__building` LIKE `posts`;
ALTER TABLE `migrate_posts__building` ADD FULLTEXT KEY posts_body (body), COMMENT = 'searchable', MODIFY body TEXT;
ALTER TABLE `migrate_posts__building` DROP INDEX `posts_body`, DROP INDEX `posts_both`, DROP INDEX `posts_title`;
RENAME TABLE `migrate_posts__building` TO `migrate_posts__shadow`;

-- [expand-2] make a log of changes of posts
--   strategy: shadow
--   lock: none on migrate_posts__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_posts__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_posts__log`
CREATE TABLE `migrate_posts__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-3] make a work table for the log of posts
--   strategy: shadow
--   lock: none on migrate_posts__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_posts__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_posts__work`
CREATE TABLE `migrate_posts__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in posts on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'posts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_posts__carry__log__update`
CREATE TRIGGER `migrate_posts__carry__log__update` AFTER UPDATE ON `posts` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_posts__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_posts__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-5] log what changes in posts on DELETE
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'posts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_posts__carry__log__delete`
CREATE TRIGGER `migrate_posts__carry__log__delete` AFTER DELETE ON `posts` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_posts__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-6] log what changes in posts on INSERT
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'posts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_posts__carry__log__insert`
CREATE TRIGGER `migrate_posts__carry__log__insert` AFTER INSERT ON `posts` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_posts__log` (`id`) VALUES (NEW.`id`);
END;

-- [expand-7] wait for prepared XA transactions that may have written posts
--   strategy: shadow
--   lock: none on migrate_posts__work, nobody but this tool uses it yet; reads and writes go on
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
-- [backfill-1] copy posts into its shadow
--   strategy: shadow
--   lock: none on posts, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table posts by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `posts` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `posts` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `posts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_posts__shadow` (`id`, `title`, `body`) SELECT `posts`.`id`, `posts`.`title`, `posts`.`body` FROM `posts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-2] build index posts_title of posts's shadow
--   strategy: shadow
--   lock: none on migrate_posts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_posts__shadow' AND CAST(INDEX_NAME AS BINARY) = 'posts_title'
--   runs: on its own
ALTER TABLE `migrate_posts__shadow` ADD KEY `posts_title` (`title`), ALGORITHM=INPLACE, LOCK=SHARED;

-- [backfill-3] build index posts_body of posts's shadow
--   strategy: shadow
--   lock: none on migrate_posts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_posts__shadow' AND CAST(INDEX_NAME AS BINARY) = 'posts_body'
--   runs: on its own
ALTER TABLE `migrate_posts__shadow` ADD FULLTEXT KEY `posts_body` (`body`), ALGORITHM=INPLACE, LOCK=SHARED;

-- [backfill-4] build index posts_both of posts's shadow
--   strategy: shadow
--   lock: none on migrate_posts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_posts__shadow' AND CAST(INDEX_NAME AS BINARY) = 'posts_both'
--   runs: on its own
ALTER TABLE `migrate_posts__shadow` ADD FULLTEXT KEY `posts_both` (`title`,`body`), ALGORITHM=INPLACE, LOCK=SHARED;

-- [backfill-5] analyze posts's shadow
--   strategy: shadow
--   lock: none on migrate_posts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_posts__shadow`;

-- [backfill-6] apply what changed in posts meanwhile
--   strategy: shadow
--   lock: row locks on migrate_posts__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_posts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_posts__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_posts__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_posts__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_posts__work` AS migrate_work STRAIGHT_JOIN `migrate_posts__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_posts__shadow` (`id`, `title`, `body`) SELECT `posts`.`id`, `posts`.`title`, `posts`.`body` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_posts__work`) AS migrate_work STRAIGHT_JOIN `posts` ON `posts`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_posts__work` AS migrate_work STRAIGHT_JOIN `migrate_posts__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_posts__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `posts` WHERE `posts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_posts__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_posts__shadow` (`id`, `title`, `body`) SELECT `posts`.`id`, `posts`.`title`, `posts`.`body` FROM `posts` WHERE `posts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `posts`.`id` AS migrate_value_1, `posts`.`title` AS migrate_value_2, `posts`.`body` AS migrate_value_3 FROM `posts` WHERE `posts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_posts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`title` AS BINARY) AND CAST(migrate_was.migrate_value_3 AS BINARY) <=> CAST(migrate_now.`body` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_posts__log` WHERE migrate_id = ?;

-- [backfill-7] make a log for the way back of posts
--   strategy: shadow
--   lock: none on migrate_posts__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_posts__back_log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_posts__back_log`
CREATE TABLE `migrate_posts__back_log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [backfill-8] carry posts into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'posts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_posts__carry__update`
CREATE TRIGGER `migrate_posts__carry__update` AFTER UPDATE ON `posts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_posts__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_posts__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_posts__shadow` SET `id` = NEW.`id`, `title` = NEW.`title`, `body` = NEW.`body` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_posts__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`title` AS BINARY) <=> CAST(`title` AS BINARY) AND CAST(NEW.`body` AS BINARY) <=> CAST(`body` AS BINARY)) THEN
    INSERT INTO `migrate_posts__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_posts__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
  IF FALSE THEN DELETE FROM `migrate_posts__back_log`; END IF;
END;

-- [backfill-9] carry posts into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'posts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_posts__carry__delete`
CREATE TRIGGER `migrate_posts__carry__delete` AFTER DELETE ON `posts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_posts__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_posts__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_posts__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_posts__log` (`id`) VALUES (OLD.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_posts__back_log`; END IF;
END;

-- [backfill-10] carry posts into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'posts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_posts__carry__insert`
CREATE TRIGGER `migrate_posts__carry__insert` AFTER INSERT ON `posts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_posts__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_posts__shadow` (`id`, `title`, `body`) VALUES (NEW.`id`, NEW.`title`, NEW.`body`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_posts__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`title` AS BINARY) <=> CAST(`title` AS BINARY) AND CAST(NEW.`body` AS BINARY) <=> CAST(`body` AS BINARY)) THEN
    INSERT INTO `migrate_posts__log` (`id`) VALUES (NEW.`id`);
  END IF;
  IF FALSE THEN DELETE FROM `migrate_posts__back_log`; END IF;
END;

-- [backfill-11] stop the log of posts on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_posts__carry__log__update`;

-- [backfill-12] stop the log of posts on DELETE
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_posts__carry__log__delete`;

-- [backfill-13] stop the log of posts on INSERT
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_posts__carry__log__insert`;

-- [backfill-14] wait for prepared XA transactions that may have written posts
--   strategy: shadow
--   lock: none on migrate_posts__work, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-15] apply the last of the log of posts
--   strategy: shadow
--   lock: row locks on posts, migrate_posts__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_posts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_posts__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `posts` WHERE `posts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_posts__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_posts__shadow` (`id`, `title`, `body`) SELECT `posts`.`id`, `posts`.`title`, `posts`.`body` FROM `posts` WHERE `posts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `posts`.`id` AS migrate_value_1, `posts`.`title` AS migrate_value_2, `posts`.`body` AS migrate_value_3 FROM `posts` WHERE `posts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_posts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`title` AS BINARY) AND CAST(migrate_was.migrate_value_3 AS BINARY) <=> CAST(migrate_now.`body` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_posts__log` WHERE migrate_id = ?;

-- [backfill-16] note rows that differ in posts's shadow
--   strategy: shadow
--   lock: none on posts, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table posts by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `posts` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `posts` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `posts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_posts__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `posts`.`id` AS migrate_value_1, `posts`.`title` AS migrate_value_2, `posts`.`body` AS migrate_value_3 FROM `posts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_posts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`title` AS BINARY) AND CAST(migrate_was.migrate_value_3 AS BINARY) <=> CAST(migrate_now.`body` AS BINARY));

-- [backfill-17] write the noted rows of posts anew
--   strategy: shadow
--   lock: row locks on posts, migrate_posts__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_posts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_posts__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `posts` WHERE `posts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_posts__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_posts__shadow` (`id`, `title`, `body`) SELECT `posts`.`id`, `posts`.`title`, `posts`.`body` FROM `posts` WHERE `posts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `posts`.`id` AS migrate_value_1, `posts`.`title` AS migrate_value_2, `posts`.`body` AS migrate_value_3 FROM `posts` WHERE `posts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_posts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`title` AS BINARY) AND CAST(migrate_was.migrate_value_3 AS BINARY) <=> CAST(migrate_now.`body` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_posts__log` WHERE migrate_id = ?;

-- [backfill-18] note rows that only posts's shadow has
--   strategy: shadow
--   lock: none on posts, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_posts__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_posts__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_posts__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `posts` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `posts`) <> (SELECT COUNT(*) FROM `migrate_posts__shadow`);

-- [backfill-19] take the noted rows out of posts's shadow
--   strategy: shadow
--   lock: row locks on posts, migrate_posts__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_posts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_posts__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `posts` WHERE `posts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_posts__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_posts__shadow` (`id`, `title`, `body`) SELECT `posts`.`id`, `posts`.`title`, `posts`.`body` FROM `posts` WHERE `posts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `posts`.`id` AS migrate_value_1, `posts`.`title` AS migrate_value_2, `posts`.`body` AS migrate_value_3 FROM `posts` WHERE `posts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_posts__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`title` AS BINARY) AND CAST(migrate_was.migrate_value_3 AS BINARY) <=> CAST(migrate_now.`body` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_posts__log` WHERE migrate_id = ?;

-- [backfill-20] log what will change in posts on UPDATE
--   strategy: shadow
--   lock: none on migrate_posts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_posts__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__back__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_posts__back__log__update`
CREATE TRIGGER `migrate_posts__back__log__update` AFTER UPDATE ON `migrate_posts__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_posts__back_log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_posts__back_log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [backfill-21] log what will change in posts on DELETE
--   strategy: shadow
--   lock: none on migrate_posts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_posts__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__back__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_posts__back__log__delete`
CREATE TRIGGER `migrate_posts__back__log__delete` AFTER DELETE ON `migrate_posts__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_posts__back_log` (`id`) VALUES (OLD.`id`);
END;

-- [backfill-22] log what will change in posts on INSERT
--   strategy: shadow
--   lock: none on migrate_posts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: it stands before the exchange, so that there is no gap
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'migrate_posts__shadow' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__back__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_posts__back__log__insert`
CREATE TRIGGER `migrate_posts__back__log__insert` AFTER INSERT ON `migrate_posts__shadow` FOR EACH ROW
BEGIN
  INSERT INTO `migrate_posts__back_log` (`id`) VALUES (NEW.`id`);
END;

-- [backfill-23] look for foreign keys that refer to posts since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'posts' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'posts')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'posts' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'posts')));

-- [backfill-24] look for what has been changed of posts since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'body' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'id', '(digest)', 1, 0
UNION ALL SELECT 'column', 'title', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'index', 'posts_both', '(digest)', 1, 0
UNION ALL SELECT 'index', 'posts_title', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'posts', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'posts'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'posts' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'posts' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'posts' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'posts'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'posts' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'posts') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [backfill-25] wait for transactions that would miss rows of posts's shadow
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

-- [backfill-26] exchange posts for its shadow
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the shadow holds every row, and follows every write; both versions of the code can use the new shape
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_posts__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_posts__shadow')
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
--   undo: RENAME TABLE `posts` TO `migrate_posts__shadow`, `migrate_posts__old` TO `posts`
--   loss: rows of posts that the old shape cannot hold, counted by SELECT COUNT(*) AS lost FROM `migrate_posts__back_log`
RENAME TABLE `posts` TO `migrate_posts__old`, `migrate_posts__shadow` TO `posts`;

-- [backfill-27] stop carrying into the shadow of posts on UPDATE
--   strategy: shadow
--   lock: none on migrate_posts__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_posts__carry__update`;

-- [backfill-28] stop carrying into the shadow of posts on DELETE
--   strategy: shadow
--   lock: none on migrate_posts__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_posts__carry__delete`;

-- [backfill-29] stop carrying into the shadow of posts on INSERT
--   strategy: shadow
--   lock: none on migrate_posts__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table but the way back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_posts__carry__insert`;

-- [backfill-30] carry posts back into the old table on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'posts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__back__update'
--   runs: on its own
CREATE TRIGGER `migrate_posts__back__update` AFTER UPDATE ON `posts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_posts__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_posts__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_posts__old` SET `id` = NEW.`id`, `title` = NEW.`title`, `body` = NEW.`body` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_posts__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`title` AS BINARY) <=> CAST(`title` AS BINARY) AND CAST(NEW.`body` AS BINARY) <=> CAST(`body` AS BINARY)) THEN
    INSERT INTO `migrate_posts__back_log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_posts__back_log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-31] carry posts back into the old table on DELETE
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'posts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__back__delete'
--   runs: on its own
CREATE TRIGGER `migrate_posts__back__delete` AFTER DELETE ON `posts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_posts__back_log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_posts__old` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_posts__old` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_posts__back_log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-32] carry posts back into the old table on INSERT
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what is written from now on is in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'posts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__back__insert'
--   runs: on its own
CREATE TRIGGER `migrate_posts__back__insert` AFTER INSERT ON `posts` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_posts__back_log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_posts__old` (`id`, `title`, `body`) VALUES (NEW.`id`, NEW.`title`, NEW.`body`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_posts__old` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`title` AS BINARY) <=> CAST(`title` AS BINARY) AND CAST(NEW.`body` AS BINARY) <=> CAST(`body` AS BINARY)) THEN
    INSERT INTO `migrate_posts__back_log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-33] stop the log for the way back of posts on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__back__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_posts__back__log__update`;

-- [backfill-34] stop the log for the way back of posts on DELETE
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__back__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_posts__back__log__delete`;

-- [backfill-35] stop the log for the way back of posts on INSERT
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; metadata only
--   why: each write carries itself back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__back__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_posts__back__log__insert`;

-- [backfill-36] carry back what was written to posts meanwhile
--   strategy: shadow
--   lock: row locks on posts, migrate_posts__old, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what the old shape cannot hold stays in the log: a rollback asks about it
--   applies: the entries of migrate_posts__back_log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_posts__back_log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `posts` WHERE `posts`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_posts__old` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_posts__old` (`id`, `title`, `body`) SELECT `posts`.`id`, `posts`.`title`, `posts`.`body` FROM `posts` WHERE `posts`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `posts`.`id` AS migrate_value_1, `posts`.`title` AS migrate_value_2, `posts`.`body` AS migrate_value_3 FROM `posts` WHERE `posts`.`id` = ?) AS migrate_was LEFT JOIN `migrate_posts__old` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`title` AS BINARY) AND CAST(migrate_was.migrate_value_3 AS BINARY) <=> CAST(migrate_now.`body` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_posts__back_log` WHERE migrate_id = ?;

-- [backfill-37] see that no row of posts was left behind
--   strategy: shadow
--   lock: none on migrate_posts__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_posts__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_posts__log` LIMIT 5;

-- ==== contract
-- [contract-1] stop carrying posts back on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__back__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_posts__back__update`;

-- [contract-2] stop carrying posts back on DELETE
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__back__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_posts__back__delete`;

-- [contract-3] stop carrying posts back on INSERT
--   strategy: shadow
--   lock: MDL exclusive on posts, milliseconds: metadata only; metadata only
--   why: there is no way back from here on
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_posts__back__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_posts__back__insert`;

-- [contract-4] drop the old table of posts
--   strategy: shadow
--   lock: none on migrate_posts__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_posts__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_posts__old`;

-- [contract-5] drop the log of posts's way back
--   strategy: shadow
--   lock: none on migrate_posts__back_log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_posts__back_log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_posts__back_log`;

-- [contract-6] drop the log of posts
--   strategy: shadow
--   lock: none on migrate_posts__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_posts__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_posts__log`;

-- [contract-7] drop the work table of posts
--   strategy: shadow
--   lock: none on migrate_posts__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_posts__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_posts__work`;
