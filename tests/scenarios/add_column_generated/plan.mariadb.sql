-- migration: add_column_generated
-- description: Columns that the server computes, on small tables
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: sales is exchanged for its shadow in contract: the old shape allows what CHECK (`total` >= 0) refuses. Until then old and new code both use the old shape
-- note: TRUNCATE sales is not followed into the other table: use DELETE until contract
-- note: the triggers of a shadow run with the rights of the user that makes them in `migrate expand` and `migrate backfill` (their definer): that user must stay until contract
-- note: tags.label is NULL where its expression is: old code may write such rows, so it is added without NOT NULL
-- note: tags is exchanged for its shadow in contract: the old shape allows what unique index label refuses. Until then old and new code both use the old shape
-- note: TRUNCATE tags is not followed into the other table: use DELETE until contract

-- ==== expand
-- [expand-1] make a shadow of sales: add sales.total
--   strategy: shadow
--   lock: none on migrate_sales__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the server would copy the table for it, and block its writes meanwhile
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_sales__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_sales__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_sales__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_sales__building`
--   undo: DROP TABLE IF EXISTS `migrate_sales__shadow`
CREATE TABLE `migrate_sales__building` LIKE `sales`;
ALTER TABLE `migrate_sales__building` ADD COLUMN `total` integer GENERATED ALWAYS AS (price * quantity) STORED COMMENT 'never written', ADD CONSTRAINT `sales_total` CHECK (total >= 0);
ALTER TABLE `migrate_sales__building` DROP INDEX `sales_price`;
RENAME TABLE `migrate_sales__building` TO `migrate_sales__shadow`;

-- [expand-2] make a log of changes of sales
--   strategy: shadow
--   lock: none on migrate_sales__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_sales__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_sales__log`
CREATE TABLE `migrate_sales__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-3] make a work table for the log of sales
--   strategy: shadow
--   lock: none on migrate_sales__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_sales__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_sales__work`
CREATE TABLE `migrate_sales__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-4] log what changes in sales on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'sales' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_sales__carry__log__update`
CREATE TRIGGER `migrate_sales__carry__log__update` AFTER UPDATE ON `sales` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_sales__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_sales__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-5] log what changes in sales on DELETE
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'sales' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_sales__carry__log__delete`
CREATE TRIGGER `migrate_sales__carry__log__delete` AFTER DELETE ON `sales` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_sales__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-6] log what changes in sales on INSERT
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'sales' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_sales__carry__log__insert`
CREATE TRIGGER `migrate_sales__carry__log__insert` AFTER INSERT ON `sales` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_sales__log` (`id`) VALUES (NEW.`id`);
END;

-- [expand-7] wait for prepared XA transactions that may have written sales
--   strategy: shadow
--   lock: none on migrate_sales__work, nobody but this tool uses it yet; reads and writes go on
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

-- [expand-8] make a shadow of tags: add tags.label
--   strategy: shadow
--   lock: none on migrate_tags__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the server would copy the table for it, and block its writes meanwhile
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_tags__shadow'), 1, IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_tags__building'), 2, 0))
--   cleanup: DROP TABLE IF EXISTS `migrate_tags__building`
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_tags__building`
--   undo: DROP TABLE IF EXISTS `migrate_tags__shadow`
CREATE TABLE `migrate_tags__building` LIKE `tags`;
ALTER TABLE `migrate_tags__building` ADD COLUMN `label` varchar(20) GENERATED ALWAYS AS (concat('tag ', id)) STORED UNIQUE;
ALTER TABLE `migrate_tags__building` DROP INDEX `label`;
RENAME TABLE `migrate_tags__building` TO `migrate_tags__shadow`;

-- [expand-9] make a log of changes of tags
--   strategy: shadow
--   lock: none on migrate_tags__log, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_tags__log'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_tags__log`
CREATE TABLE `migrate_tags__log` (migrate_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-10] make a work table for the log of tags
--   strategy: shadow
--   lock: none on migrate_tags__work, nobody but this tool uses it yet; reads and writes go on
--   why: holds the entries of one batch: those and no others are forgotten with it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_tags__work'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `migrate_tags__work`
CREATE TABLE `migrate_tags__work` (migrate_id BIGINT UNSIGNED NOT NULL PRIMARY KEY, `id` int(11) NOT NULL) ENGINE=InnoDB;

-- [expand-11] log what changes in tags on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tags' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__carry__log__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tags__carry__log__update`
CREATE TRIGGER `migrate_tags__carry__log__update` AFTER UPDATE ON `tags` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_tags__log` (`id`) VALUES (OLD.`id`);
  IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_tags__log` (`id`) VALUES (NEW.`id`); END IF;
END;

-- [expand-12] log what changes in tags on DELETE
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tags' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__carry__log__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tags__carry__log__delete`
CREATE TRIGGER `migrate_tags__carry__log__delete` AFTER DELETE ON `tags` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_tags__log` (`id`) VALUES (OLD.`id`);
END;

-- [expand-13] log what changes in tags on INSERT
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: one short row for each write: the application never waits for the copy, nor meets an error of it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tags' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__carry__log__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tags__carry__log__insert`
CREATE TRIGGER `migrate_tags__carry__log__insert` AFTER INSERT ON `tags` FOR EACH ROW
BEGIN
  DECLARE CONTINUE HANDLER FOR 1021, 1114 BEGIN END;
  INSERT INTO `migrate_tags__log` (`id`) VALUES (NEW.`id`);
END;

-- [expand-14] wait for prepared XA transactions that may have written tags
--   strategy: shadow
--   lock: none on migrate_tags__work, nobody but this tool uses it yet; reads and writes go on
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
-- [backfill-1] copy sales into its shadow
--   strategy: shadow
--   lock: none on sales, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table sales by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `sales` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `sales` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `sales` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_sales__shadow` (`id`, `price`, `quantity`, `note`) SELECT `sales`.`id`, `sales`.`price`, `sales`.`quantity`, `sales`.`note` FROM `sales` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-2] build index sales_price of sales's shadow
--   strategy: shadow
--   lock: none on migrate_sales__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_sales__shadow' AND CAST(INDEX_NAME AS BINARY) = 'sales_price'
--   runs: on its own
ALTER TABLE `migrate_sales__shadow` ADD KEY `sales_price` (`price`), ALGORITHM=INPLACE, LOCK=SHARED;

-- [backfill-3] analyze sales's shadow
--   strategy: shadow
--   lock: none on migrate_sales__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_sales__shadow`;

-- [backfill-4] apply what changed in sales meanwhile
--   strategy: shadow
--   lock: row locks on migrate_sales__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_sales__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_sales__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_sales__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_sales__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_sales__work` AS migrate_work STRAIGHT_JOIN `migrate_sales__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_sales__shadow` (`id`, `price`, `quantity`, `note`) SELECT `sales`.`id`, `sales`.`price`, `sales`.`quantity`, `sales`.`note` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_sales__work`) AS migrate_work STRAIGHT_JOIN `sales` ON `sales`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_sales__work` AS migrate_work STRAIGHT_JOIN `migrate_sales__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_sales__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `sales` WHERE `sales`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_sales__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_sales__shadow` (`id`, `price`, `quantity`, `note`) SELECT `sales`.`id`, `sales`.`price`, `sales`.`quantity`, `sales`.`note` FROM `sales` WHERE `sales`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `sales`.`id` AS migrate_value_1, `sales`.`price` AS migrate_value_2, `sales`.`quantity` AS migrate_value_3, `sales`.`note` AS migrate_value_4 FROM `sales` WHERE `sales`.`id` = ?) AS migrate_was LEFT JOIN `migrate_sales__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`quantity` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_sales__log` WHERE migrate_id = ?;

-- [backfill-5] carry sales into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'sales' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_sales__carry__update`
CREATE TRIGGER `migrate_sales__carry__update` AFTER UPDATE ON `sales` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_sales__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_sales__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_sales__shadow` SET `id` = NEW.`id`, `price` = NEW.`price`, `quantity` = NEW.`quantity`, `note` = NEW.`note` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_sales__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`price` <=> `price` AND NEW.`quantity` <=> `quantity` AND CAST(NEW.`note` AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    INSERT INTO `migrate_sales__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_sales__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-6] carry sales into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'sales' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_sales__carry__delete`
CREATE TRIGGER `migrate_sales__carry__delete` AFTER DELETE ON `sales` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_sales__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_sales__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_sales__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_sales__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-7] carry sales into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'sales' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_sales__carry__insert`
CREATE TRIGGER `migrate_sales__carry__insert` AFTER INSERT ON `sales` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_sales__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_sales__shadow` (`id`, `price`, `quantity`, `note`) VALUES (NEW.`id`, NEW.`price`, NEW.`quantity`, NEW.`note`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_sales__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`price` <=> `price` AND NEW.`quantity` <=> `quantity` AND CAST(NEW.`note` AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    INSERT INTO `migrate_sales__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-8] stop the log of sales on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_sales__carry__log__update`;

-- [backfill-9] stop the log of sales on DELETE
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_sales__carry__log__delete`;

-- [backfill-10] stop the log of sales on INSERT
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_sales__carry__log__insert`;

-- [backfill-11] wait for prepared XA transactions that may have written sales
--   strategy: shadow
--   lock: none on migrate_sales__work, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-12] apply the last of the log of sales
--   strategy: shadow
--   lock: row locks on sales, migrate_sales__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_sales__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_sales__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `sales` WHERE `sales`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_sales__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_sales__shadow` (`id`, `price`, `quantity`, `note`) SELECT `sales`.`id`, `sales`.`price`, `sales`.`quantity`, `sales`.`note` FROM `sales` WHERE `sales`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `sales`.`id` AS migrate_value_1, `sales`.`price` AS migrate_value_2, `sales`.`quantity` AS migrate_value_3, `sales`.`note` AS migrate_value_4 FROM `sales` WHERE `sales`.`id` = ?) AS migrate_was LEFT JOIN `migrate_sales__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`quantity` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_sales__log` WHERE migrate_id = ?;

-- [backfill-13] note rows that differ in sales's shadow
--   strategy: shadow
--   lock: none on sales, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table sales by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `sales` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `sales` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `sales` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_sales__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `sales`.`id` AS migrate_value_1, `sales`.`price` AS migrate_value_2, `sales`.`quantity` AS migrate_value_3, `sales`.`note` AS migrate_value_4 FROM `sales` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_sales__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`quantity` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));

-- [backfill-14] write the noted rows of sales anew
--   strategy: shadow
--   lock: row locks on sales, migrate_sales__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_sales__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_sales__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `sales` WHERE `sales`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_sales__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_sales__shadow` (`id`, `price`, `quantity`, `note`) SELECT `sales`.`id`, `sales`.`price`, `sales`.`quantity`, `sales`.`note` FROM `sales` WHERE `sales`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `sales`.`id` AS migrate_value_1, `sales`.`price` AS migrate_value_2, `sales`.`quantity` AS migrate_value_3, `sales`.`note` AS migrate_value_4 FROM `sales` WHERE `sales`.`id` = ?) AS migrate_was LEFT JOIN `migrate_sales__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`quantity` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_sales__log` WHERE migrate_id = ?;

-- [backfill-15] note rows that only sales's shadow has
--   strategy: shadow
--   lock: none on sales, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_sales__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_sales__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_sales__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `sales` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `sales`) <> (SELECT COUNT(*) FROM `migrate_sales__shadow`);

-- [backfill-16] take the noted rows out of sales's shadow
--   strategy: shadow
--   lock: row locks on sales, migrate_sales__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_sales__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_sales__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `sales` WHERE `sales`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_sales__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_sales__shadow` (`id`, `price`, `quantity`, `note`) SELECT `sales`.`id`, `sales`.`price`, `sales`.`quantity`, `sales`.`note` FROM `sales` WHERE `sales`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `sales`.`id` AS migrate_value_1, `sales`.`price` AS migrate_value_2, `sales`.`quantity` AS migrate_value_3, `sales`.`note` AS migrate_value_4 FROM `sales` WHERE `sales`.`id` = ?) AS migrate_was LEFT JOIN `migrate_sales__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`quantity` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_sales__log` WHERE migrate_id = ?;

-- [backfill-17] copy tags into its shadow
--   strategy: shadow
--   lock: none on tags, consistent reads; what changes meanwhile is in the log; nobody waits for the copy
--   why: in the order of the key, before the secondary indexes are there: both are cheapest
--   batches: table tags by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tags` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tags` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tags` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_tags__shadow` (`id`, `note`) SELECT `tags`.`id`, `tags`.`note` FROM `tags` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?;

-- [backfill-18] analyze tags's shadow
--   strategy: shadow
--   lock: none on migrate_tags__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the optimizer knows it when the first query meets it
--   runs: on its own
ANALYZE TABLE `migrate_tags__shadow`;

-- [backfill-19] apply what changed in tags meanwhile
--   strategy: shadow
--   lock: row locks on migrate_tags__shadow, one batch, in the shadow only; nobody else uses it yet
--   why: in batches while nobody but this writes the shadow
--   applies: the entries of migrate_tags__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_tags__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   a batch of them, in one transaction:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_tags__work` (migrate_id, `id`) SELECT migrate_id, `id` FROM `migrate_tags__log` WHERE migrate_id > ? AND migrate_id <= ?;
--   then:
DELETE migrate_now FROM `migrate_tags__work` AS migrate_work STRAIGHT_JOIN `migrate_tags__shadow` AS migrate_now ON migrate_now.`id` = migrate_work.`id`;
--   then:
INSERT INTO `migrate_tags__shadow` (`id`, `note`) SELECT `tags`.`id`, `tags`.`note` FROM (SELECT DISTINCT `id` AS migrate_key_1 FROM `migrate_tags__work`) AS migrate_work STRAIGHT_JOIN `tags` ON `tags`.`id` = migrate_work.migrate_key_1;
--   then:
DELETE migrate_log FROM `migrate_tags__work` AS migrate_work STRAIGHT_JOIN `migrate_tags__log` AS migrate_log ON migrate_log.migrate_id = migrate_work.migrate_id;
--   then:
DELETE FROM `migrate_tags__work`;
--   one by one where a row of the batch is refused:
--     ? number 1 = from.id
SELECT 1 FROM `tags` WHERE `tags`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_tags__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_tags__shadow` (`id`, `note`) SELECT `tags`.`id`, `tags`.`note` FROM `tags` WHERE `tags`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `tags`.`id` AS migrate_value_1, `tags`.`note` AS migrate_value_2 FROM `tags` WHERE `tags`.`id` = ?) AS migrate_was LEFT JOIN `migrate_tags__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_tags__log` WHERE migrate_id = ?;

-- [backfill-20] carry tags into its shadow on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tags' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__carry__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tags__carry__update`
CREATE TRIGGER `migrate_tags__carry__update` AFTER UPDATE ON `tags` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_tags__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_tags__log` (`id`) VALUES (NEW.`id`); END IF;
  END;
  UPDATE `migrate_tags__shadow` SET `id` = NEW.`id`, `note` = NEW.`note` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_tags__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`note` AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    INSERT INTO `migrate_tags__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_tags__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [backfill-21] carry tags into its shadow on DELETE
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tags' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__carry__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tags__carry__delete`
CREATE TRIGGER `migrate_tags__carry__delete` AFTER DELETE ON `tags` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_tags__log` (`id`) VALUES (OLD.`id`);
  END;
  DELETE FROM `migrate_tags__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_tags__shadow` WHERE `id` = OLD.`id`) THEN
    INSERT INTO `migrate_tags__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [backfill-22] carry tags into its shadow on INSERT
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: from here on the shadow is in step: each write is made in both
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tags' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__carry__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tags__carry__insert`
CREATE TRIGGER `migrate_tags__carry__insert` AFTER INSERT ON `tags` FOR EACH ROW
BEGIN
  DECLARE migrate_error INT;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;
    IF migrate_error IN (1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572) THEN RESIGNAL; END IF;
    INSERT INTO `migrate_tags__log` (`id`) VALUES (NEW.`id`);
  END;
  INSERT INTO `migrate_tags__shadow` (`id`, `note`) VALUES (NEW.`id`, NEW.`note`);
  IF NOT EXISTS (SELECT 1 FROM `migrate_tags__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`note` AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    INSERT INTO `migrate_tags__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [backfill-23] stop the log of tags on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__carry__log__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tags__carry__log__update`;

-- [backfill-24] stop the log of tags on DELETE
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__carry__log__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tags__carry__log__delete`;

-- [backfill-25] stop the log of tags on INSERT
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__carry__log__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tags__carry__log__insert`;

-- [backfill-26] wait for prepared XA transactions that may have written tags
--   strategy: shadow
--   lock: none on migrate_tags__work, nobody but this tool uses it yet; reads and writes go on
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

-- [backfill-27] apply the last of the log of tags
--   strategy: shadow
--   lock: row locks on tags, migrate_tags__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: row by row beside the triggers
--   applies: the entries of migrate_tags__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_tags__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `tags` WHERE `tags`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_tags__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_tags__shadow` (`id`, `note`) SELECT `tags`.`id`, `tags`.`note` FROM `tags` WHERE `tags`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `tags`.`id` AS migrate_value_1, `tags`.`note` AS migrate_value_2 FROM `tags` WHERE `tags`.`id` = ?) AS migrate_was LEFT JOIN `migrate_tags__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_tags__log` WHERE migrate_id = ?;

-- [backfill-28] look for duplicates that index label would refuse
--   lock: none on migrate_tags__shadow, while the table is read once; reads and writes go on
--   why: the build itself would name one of them only, and late
--   expects: no row
SELECT `label`, `rows`, CONCAT(GROUP_CONCAT(`migrate_name` ORDER BY `migrate_nth` SEPARATOR ', '), IF(`rows` > 5, ', ...', '')) AS `id`
FROM (SELECT `migrate_twice`.`label`, `migrate_twice`.`rows`, `migrate_row`.`id` AS `migrate_name`,
    ROW_NUMBER() OVER (PARTITION BY `migrate_twice`.`label` ORDER BY `migrate_row`.`id`) AS `migrate_nth`
  FROM `migrate_tags__shadow` AS `migrate_row` JOIN (SELECT `label`, COUNT(*) AS `rows` FROM `migrate_tags__shadow` WHERE `label` IS NOT NULL GROUP BY `label` HAVING COUNT(*) > 1 LIMIT 5) AS `migrate_twice`
  ON `migrate_row`.`label` = `migrate_twice`.`label`) AS `migrate_named`
WHERE `migrate_nth` <= 5 GROUP BY `label`, `rows`;

-- [backfill-29] build index label of tags's shadow
--   strategy: shadow
--   lock: MDL exclusive on migrate_tags__shadow, milliseconds at its begin and end; the triggers go on writing it; LOCK=NONE: the server refuses rather than blocks writes
--   why: the shadow is in step: what is one value twice now is so in the table
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_tags__shadow' AND CAST(INDEX_NAME AS BINARY) = 'label'
--   runs: on its own
ALTER TABLE `migrate_tags__shadow` ADD UNIQUE KEY `label` (`label`), ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-30] note rows that differ in tags's shadow
--   strategy: shadow
--   lock: none on tags, consistent reads; reads and writes go on
--   why: every row is compared before the exchange; what differs is applied again
--   batches: table tags by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tags` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tags` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tags` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
INSERT INTO `migrate_tags__log` (`id`) SELECT migrate_was.migrate_key_1 FROM (SELECT `id` AS migrate_key_1, `tags`.`id` AS migrate_value_1, `tags`.`note` AS migrate_value_2 FROM `tags` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_tags__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));

-- [backfill-31] write the noted rows of tags anew
--   strategy: shadow
--   lock: row locks on tags, migrate_tags__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: what still differs then, or is refused, stops it: the shadow is proven equal
--   applies: the entries of migrate_tags__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_tags__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `tags` WHERE `tags`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_tags__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_tags__shadow` (`id`, `note`) SELECT `tags`.`id`, `tags`.`note` FROM `tags` WHERE `tags`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `tags`.`id` AS migrate_value_1, `tags`.`note` AS migrate_value_2 FROM `tags` WHERE `tags`.`id` = ?) AS migrate_was LEFT JOIN `migrate_tags__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_tags__log` WHERE migrate_id = ?;

-- [backfill-32] note rows that only tags's shadow has
--   strategy: shadow
--   lock: none on tags, consistent reads; reads and writes go on
--   why: cascades and TRUNCATE fire no triggers
--   batches: table migrate_tags__shadow by all of it; each commits together with its checkpoint
--   first key, once:
SELECT 1;
--   last key, once:
SELECT 1;
--   end of this batch and start of the next:
SELECT 1 LIMIT 0;
--   the batch:
INSERT INTO `migrate_tags__log` (`id`) SELECT migrate_now.migrate_key_1 FROM (SELECT `id` AS migrate_key_1 FROM `migrate_tags__shadow` FORCE INDEX (`PRIMARY`) WHERE 1 = 1) AS migrate_now LEFT JOIN `tags` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL AND (SELECT COUNT(*) FROM `tags`) <> (SELECT COUNT(*) FROM `migrate_tags__shadow`);

-- [backfill-33] take the noted rows out of tags's shadow
--   strategy: shadow
--   lock: row locks on tags, migrate_tags__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: as many rows as the table has, each the same: the shadow is proven equal
--   applies: the entries of migrate_tags__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_tags__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `tags` WHERE `tags`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_tags__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_tags__shadow` (`id`, `note`) SELECT `tags`.`id`, `tags`.`note` FROM `tags` WHERE `tags`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `tags`.`id` AS migrate_value_1, `tags`.`note` AS migrate_value_2 FROM `tags` WHERE `tags`.`id` = ?) AS migrate_was LEFT JOIN `migrate_tags__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_tags__log` WHERE migrate_id = ?;

-- ==== contract
-- [contract-1] apply what the shadow of sales refused before
--   strategy: shadow
--   lock: row locks on sales, migrate_sales__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: nothing is exchanged while a row does not fit
--   applies: the entries of migrate_sales__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_sales__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `sales` WHERE `sales`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_sales__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_sales__shadow` (`id`, `price`, `quantity`, `note`) SELECT `sales`.`id`, `sales`.`price`, `sales`.`quantity`, `sales`.`note` FROM `sales` WHERE `sales`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `sales`.`id` AS migrate_value_1, `sales`.`price` AS migrate_value_2, `sales`.`quantity` AS migrate_value_3, `sales`.`note` AS migrate_value_4 FROM `sales` WHERE `sales`.`id` = ?) AS migrate_was LEFT JOIN `migrate_sales__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`quantity` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_sales__log` WHERE migrate_id = ?;

-- [contract-2] compare sales with its shadow, again
--   strategy: shadow
--   lock: none on sales, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table sales by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `sales` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `sales` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `sales` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT migrate_was.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1, `sales`.`id` AS migrate_value_1, `sales`.`price` AS migrate_value_2, `sales`.`quantity` AS migrate_value_3, `sales`.`note` AS migrate_value_4 FROM `sales` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_sales__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`quantity` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY)) LIMIT 5;

-- [contract-3] look for rows that only sales's shadow has, again
--   strategy: shadow
--   lock: none on sales, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table migrate_sales__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `migrate_sales__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `migrate_sales__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `migrate_sales__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT migrate_now.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1 FROM `migrate_sales__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_now LEFT JOIN `sales` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL LIMIT 5;

-- [contract-4] apply what the shadow of tags refused before
--   strategy: shadow
--   lock: row locks on tags, migrate_tags__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: nothing is exchanged while a row does not fit
--   applies: the entries of migrate_tags__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_tags__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `tags` WHERE `tags`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_tags__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_tags__shadow` (`id`, `note`) SELECT `tags`.`id`, `tags`.`note` FROM `tags` WHERE `tags`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `tags`.`id` AS migrate_value_1, `tags`.`note` AS migrate_value_2 FROM `tags` WHERE `tags`.`id` = ?) AS migrate_was LEFT JOIN `migrate_tags__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_tags__log` WHERE migrate_id = ?;

-- [contract-5] compare tags with its shadow, again
--   strategy: shadow
--   lock: none on tags, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table tags by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tags` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tags` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tags` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT migrate_was.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1, `tags`.`id` AS migrate_value_1, `tags`.`note` AS migrate_value_2 FROM `tags` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_was LEFT JOIN `migrate_tags__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY)) LIMIT 5;

-- [contract-6] look for rows that only tags's shadow has, again
--   strategy: shadow
--   lock: none on tags, consistent reads; reads and writes go on
--   why: what was equal yesterday proves nothing today
--   batches: table migrate_tags__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `migrate_tags__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `migrate_tags__shadow` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `migrate_tags__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT migrate_now.migrate_key_1 AS `id` FROM (SELECT `id` AS migrate_key_1 FROM `migrate_tags__shadow` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ?) AS migrate_now LEFT JOIN `tags` AS migrate_was ON migrate_was.`id` = migrate_now.migrate_key_1 WHERE migrate_was.`id` IS NULL LIMIT 5;

-- [contract-7] look for foreign keys that refer to sales since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'sales' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'sales')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'sales' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'sales')));

-- [contract-8] look for what has been changed of sales since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'note', '(digest)', 1, 0
UNION ALL SELECT 'column', 'price', '(digest)', 1, 0
UNION ALL SELECT 'column', 'quantity', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'index', 'sales_price', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'sales', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'sales'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'sales' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'sales' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'sales' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'sales'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'sales' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'sales') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-9] carry sales into its shadow, or refuse on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'sales' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__strict__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_sales__strict__update`
CREATE TRIGGER `migrate_sales__strict__update` AFTER UPDATE ON `sales` FOR EACH ROW
BEGIN
  UPDATE `migrate_sales__shadow` SET `id` = NEW.`id`, `price` = NEW.`price`, `quantity` = NEW.`quantity`, `note` = NEW.`note` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_sales__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`price` <=> `price` AND NEW.`quantity` <=> `quantity` AND CAST(NEW.`note` AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_sales__log` WHERE `migrate_sales__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of sales refuses this row'; END IF;
    INSERT INTO `migrate_sales__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_sales__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [contract-10] carry sales into its shadow, or refuse on DELETE
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'sales' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__strict__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_sales__strict__delete`
CREATE TRIGGER `migrate_sales__strict__delete` AFTER DELETE ON `sales` FOR EACH ROW
BEGIN
  DELETE FROM `migrate_sales__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_sales__shadow` WHERE `id` = OLD.`id`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_sales__log` WHERE `migrate_sales__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of sales refuses this row'; END IF;
    INSERT INTO `migrate_sales__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [contract-11] carry sales into its shadow, or refuse on INSERT
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'sales' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__strict__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_sales__strict__insert`
CREATE TRIGGER `migrate_sales__strict__insert` AFTER INSERT ON `sales` FOR EACH ROW
BEGIN
  IF NOT EXISTS (SELECT 1 FROM `migrate_sales__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`price` <=> `price` AND NEW.`quantity` <=> `quantity` AND CAST(NEW.`note` AS BINARY) <=> CAST(`note` AS BINARY)) THEN INSERT INTO `migrate_sales__shadow` (`id`, `price`, `quantity`, `note`) VALUES (NEW.`id`, NEW.`price`, NEW.`quantity`, NEW.`note`); END IF;
  IF NOT EXISTS (SELECT 1 FROM `migrate_sales__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND NEW.`price` <=> `price` AND NEW.`quantity` <=> `quantity` AND CAST(NEW.`note` AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_sales__log` WHERE `migrate_sales__log`.`id` = NEW.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of sales refuses this row'; END IF;
    INSERT INTO `migrate_sales__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [contract-12] stop carrying sales in the old way on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_sales__carry__update`;

-- [contract-13] stop carrying sales in the old way on DELETE
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_sales__carry__delete`;

-- [contract-14] stop carrying sales in the old way on INSERT
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_sales__carry__insert`;

-- [contract-15] apply what the shadow of sales refused meanwhile
--   strategy: shadow
--   lock: row locks on sales, migrate_sales__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: after it every write is in both tables
--   applies: the entries of migrate_sales__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_sales__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `sales` WHERE `sales`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_sales__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_sales__shadow` (`id`, `price`, `quantity`, `note`) SELECT `sales`.`id`, `sales`.`price`, `sales`.`quantity`, `sales`.`note` FROM `sales` WHERE `sales`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `sales`.`id` AS migrate_value_1, `sales`.`price` AS migrate_value_2, `sales`.`quantity` AS migrate_value_3, `sales`.`note` AS migrate_value_4 FROM `sales` WHERE `sales`.`id` = ?) AS migrate_was LEFT JOIN `migrate_sales__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND migrate_was.migrate_value_2 <=> migrate_now.`price` AND migrate_was.migrate_value_3 <=> migrate_now.`quantity` AND CAST(migrate_was.migrate_value_4 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_sales__log` WHERE migrate_id = ?;

-- [contract-16] wait for transactions that would miss rows of sales's shadow
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

-- [contract-17] look for foreign keys that refer to sales since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'sales' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'sales')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'sales' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'sales')));

-- [contract-18] look for what has been changed of sales since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'note', '(digest)', 1, 0
UNION ALL SELECT 'column', 'price', '(digest)', 1, 0
UNION ALL SELECT 'column', 'quantity', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'index', 'sales_price', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'sales', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'sales'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'sales' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'sales' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'sales' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'sales'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'sales' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'sales') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-19] exchange sales for its shadow
--   strategy: shadow
--   lock: MDL exclusive on sales, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the old shape allows what CHECK (`total` >= 0) refuses
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_sales__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_sales__shadow')
--   runs: on its own
RENAME TABLE `sales` TO `migrate_sales__old`, `migrate_sales__shadow` TO `sales`;

-- [contract-20] stop carrying into the shadow of sales on UPDATE
--   strategy: shadow
--   lock: none on migrate_sales__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__strict__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_sales__strict__update`;

-- [contract-21] stop carrying into the shadow of sales on DELETE
--   strategy: shadow
--   lock: none on migrate_sales__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__strict__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_sales__strict__delete`;

-- [contract-22] stop carrying into the shadow of sales on INSERT
--   strategy: shadow
--   lock: none on migrate_sales__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sales__strict__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_sales__strict__insert`;

-- [contract-23] see that no row of sales was left behind
--   strategy: shadow
--   lock: none on migrate_sales__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_sales__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_sales__log` LIMIT 5;

-- [contract-24] drop the old table of sales
--   strategy: shadow
--   lock: none on migrate_sales__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_sales__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_sales__old`;

-- [contract-25] drop the log of sales
--   strategy: shadow
--   lock: none on migrate_sales__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_sales__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_sales__log`;

-- [contract-26] drop the work table of sales
--   strategy: shadow
--   lock: none on migrate_sales__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_sales__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_sales__work`;

-- [contract-27] look for foreign keys that refer to tags since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'tags' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'tags')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'tags' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'tags')));

-- [contract-28] look for what has been changed of tags since
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'note', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'tags', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tags'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tags' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tags' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tags' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'tags'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'tags' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tags') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-29] carry tags into its shadow, or refuse on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tags' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__strict__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tags__strict__update`
CREATE TRIGGER `migrate_tags__strict__update` AFTER UPDATE ON `tags` FOR EACH ROW
BEGIN
  UPDATE `migrate_tags__shadow` SET `id` = NEW.`id`, `note` = NEW.`note` WHERE `id` = OLD.`id`;
  IF NOT EXISTS (SELECT 1 FROM `migrate_tags__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`note` AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_tags__log` WHERE `migrate_tags__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of tags refuses this row'; END IF;
    INSERT INTO `migrate_tags__log` (`id`) VALUES (OLD.`id`);
    IF NOT (NEW.`id` <=> OLD.`id`) THEN INSERT INTO `migrate_tags__log` (`id`) VALUES (NEW.`id`); END IF;
  END IF;
END;

-- [contract-30] carry tags into its shadow, or refuse on DELETE
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tags' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__strict__delete'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tags__strict__delete`
CREATE TRIGGER `migrate_tags__strict__delete` AFTER DELETE ON `tags` FOR EACH ROW
BEGIN
  DELETE FROM `migrate_tags__shadow` WHERE `id` = OLD.`id`;
  IF EXISTS (SELECT 1 FROM `migrate_tags__shadow` WHERE `id` = OLD.`id`) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_tags__log` WHERE `migrate_tags__log`.`id` = OLD.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of tags refuses this row'; END IF;
    INSERT INTO `migrate_tags__log` (`id`) VALUES (OLD.`id`);
  END IF;
END;

-- [contract-31] carry tags into its shadow, or refuse on INSERT
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: all live code keeps the new rules
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tags' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__strict__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tags__strict__insert`
CREATE TRIGGER `migrate_tags__strict__insert` AFTER INSERT ON `tags` FOR EACH ROW
BEGIN
  IF NOT EXISTS (SELECT 1 FROM `migrate_tags__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`note` AS BINARY) <=> CAST(`note` AS BINARY)) THEN INSERT INTO `migrate_tags__shadow` (`id`, `note`) VALUES (NEW.`id`, NEW.`note`); END IF;
  IF NOT EXISTS (SELECT 1 FROM `migrate_tags__shadow` WHERE `id` = NEW.`id` AND NEW.`id` <=> `id` AND CAST(NEW.`note` AS BINARY) <=> CAST(`note` AS BINARY)) THEN
    IF NOT EXISTS (SELECT 1 FROM `migrate_tags__log` WHERE `migrate_tags__log`.`id` = NEW.`id`) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the new shape of tags refuses this row'; END IF;
    INSERT INTO `migrate_tags__log` (`id`) VALUES (NEW.`id`);
  END IF;
END;

-- [contract-32] stop carrying tags in the old way on UPDATE
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__carry__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tags__carry__update`;

-- [contract-33] stop carrying tags in the old way on DELETE
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__carry__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tags__carry__delete`;

-- [contract-34] stop carrying tags in the old way on INSERT
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; metadata only
--   why: each write carries itself
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__carry__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tags__carry__insert`;

-- [contract-35] apply what the shadow of tags refused meanwhile
--   strategy: shadow
--   lock: row locks on tags, migrate_tags__shadow, one row of each, for one transaction; the order of the triggers: the row, then its copy
--   why: after it every write is in both tables
--   applies: the entries of migrate_tags__log, each forgotten in the transaction that applied it
--   the next entries:
--     ? number 1 = from.id, ? number 2 = batch size
SELECT migrate_id, `id` FROM `migrate_tags__log` WHERE migrate_id > ? ORDER BY migrate_id LIMIT ?;
--   an entry, in a transaction:
--     ? number 1 = from.id
SELECT 1 FROM `tags` WHERE `tags`.`id` = ? LOCK IN SHARE MODE;
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_tags__shadow` WHERE `id` = ?;
--   then:
--     ? number 1 = from.id
INSERT INTO `migrate_tags__shadow` (`id`, `note`) SELECT `tags`.`id`, `tags`.`note` FROM `tags` WHERE `tags`.`id` = ?;
--   then (a row returned is a misfit: the entry stays):
--     ? number 1 = from.id
SELECT 1 FROM (SELECT `id` AS migrate_key_1, `tags`.`id` AS migrate_value_1, `tags`.`note` AS migrate_value_2 FROM `tags` WHERE `tags`.`id` = ?) AS migrate_was LEFT JOIN `migrate_tags__shadow` AS migrate_now ON migrate_now.`id` = migrate_was.migrate_key_1 WHERE migrate_now.`id` IS NULL OR NOT (migrate_was.migrate_value_1 <=> migrate_now.`id` AND CAST(migrate_was.migrate_value_2 AS BINARY) <=> CAST(migrate_now.`note` AS BINARY));
--   then:
--     ? number 1 = from.id
DELETE FROM `migrate_tags__log` WHERE migrate_id = ?;

-- [contract-36] wait for transactions that would miss rows of tags's shadow
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

-- [contract-37] look for foreign keys that refer to tags since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: it would refer to the old table; drop it, and add it when this has ended
--   expects: no row
SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'tags' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'tags')) AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND (TABLE_NAME = 'tags' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'tags')));

-- [contract-38] look for what has been changed of tags since, again
--   strategy: shadow
--   lock: none on the catalog, one query; reads the catalog only
--   why: the shadow has none of it: make the table what it was, and change it when this has ended
--   expects: no row
SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (
SELECT 'column' AS part, 'id' AS name, '(digest)' AS digest, 1 AS planned, 0 AS here
UNION ALL SELECT 'column', 'note', '(digest)', 1, 0
UNION ALL SELECT 'index', 'PRIMARY', '(digest)', 1, 0
UNION ALL SELECT 'options of', 'tags', '(digest)', 1, 0
UNION ALL SELECT part, name, digest, 0, 1 FROM (SELECT part, name, LPAD(LOWER(HEX(BIT_XOR(CAST(CONV(LEFT(words, 16), 16, 10) AS UNSIGNED)))), 16, '0') AS digest FROM (
SELECT 'column' AS part, CONVERT(COLUMN_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(COLUMN_TYPE), QUOTE(IS_NULLABLE), QUOTE(COLUMN_DEFAULT), QUOTE(COLLATION_NAME), QUOTE(EXTRA), QUOTE(COLUMN_COMMENT), QUOTE(GENERATION_EXPRESSION)), 256) AS words FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tags'
UNION ALL SELECT 'index' AS part, CONVERT(INDEX_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SEQ_IN_INDEX), QUOTE(NON_UNIQUE), QUOTE(COLUMN_NAME), QUOTE(NULL), QUOTE(COLLATION), QUOTE(SUB_PART), QUOTE(INDEX_TYPE), QUOTE(INDEX_COMMENT), QUOTE(IGNORED)), 256) AS words FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tags' AND INDEX_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'trigger' AS part, CONVERT(TRIGGER_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ACTION_TIMING), QUOTE(EVENT_MANIPULATION), QUOTE(ACTION_STATEMENT), QUOTE(DEFINER), QUOTE(SQL_MODE), QUOTE(COLLATION_CONNECTION)), 256) AS words FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tags' AND TRIGGER_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'partition' AS part, CONVERT(PARTITION_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(SUBPARTITION_NAME), QUOTE(PARTITION_METHOD), QUOTE(SUBPARTITION_METHOD), QUOTE(PARTITION_EXPRESSION), QUOTE(SUBPARTITION_EXPRESSION), QUOTE(PARTITION_DESCRIPTION), QUOTE(PARTITION_COMMENT)), 256) AS words FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tags' AND PARTITION_NAME IS NOT NULL
UNION ALL SELECT 'check' AS part, CONVERT(CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(CHECK_CLAUSE)), 256) AS words FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'tags'
UNION ALL SELECT 'foreign key' AS part, CONVERT(k.CONSTRAINT_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(k.ORDINAL_POSITION), QUOTE(k.COLUMN_NAME), QUOTE(NULLIF(k.REFERENCED_TABLE_SCHEMA, DATABASE())), QUOTE(k.REFERENCED_TABLE_NAME), QUOTE(k.REFERENCED_COLUMN_NAME), QUOTE(IF(r.DELETE_RULE = 'RESTRICT', 'NO ACTION', r.DELETE_RULE)), QUOTE(IF(r.UPDATE_RULE = 'RESTRICT', 'NO ACTION', r.UPDATE_RULE))), 256) AS words FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = 'tags' AND k.CONSTRAINT_NAME NOT LIKE 'migrate\_%'
UNION ALL SELECT 'options of' AS part, CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin AS name, SHA2(CONCAT_WS(',', QUOTE(ENGINE), QUOTE(ROW_FORMAT), QUOTE(TABLE_COLLATION), QUOTE(CREATE_OPTIONS), QUOTE(TABLE_COMMENT)), 256) AS words FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tags') AS parts GROUP BY part, name) AS now_there) AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR MIN(digest) <> MAX(digest) ORDER BY part, name;

-- [contract-39] exchange tags for its shadow
--   strategy: shadow
--   lock: MDL exclusive on tags, milliseconds: metadata only; one atomic statement: a query meets the one table or the other
--   why: the old shape allows what unique index label refuses
--   probe: SELECT (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_tags__old') AND (SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_tags__shadow')
--   runs: on its own
RENAME TABLE `tags` TO `migrate_tags__old`, `migrate_tags__shadow` TO `tags`;

-- [contract-40] stop carrying into the shadow of tags on UPDATE
--   strategy: shadow
--   lock: none on migrate_tags__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__strict__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tags__strict__update`;

-- [contract-41] stop carrying into the shadow of tags on DELETE
--   strategy: shadow
--   lock: none on migrate_tags__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__strict__delete'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tags__strict__delete`;

-- [contract-42] stop carrying into the shadow of tags on INSERT
--   strategy: shadow
--   lock: none on migrate_tags__old, nobody but this tool uses it yet; reads and writes go on
--   why: nobody writes the old table any more
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tags__strict__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tags__strict__insert`;

-- [contract-43] see that no row of tags was left behind
--   strategy: shadow
--   lock: none on migrate_tags__log, nobody but this tool uses it yet; reads and writes go on
--   why: such a row is in migrate_tags__old alone, which stays until this holds
--   expects: no row
SELECT `id` FROM `migrate_tags__log` LIMIT 5;

-- [contract-44] drop the old table of tags
--   strategy: shadow
--   lock: none on migrate_tags__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_tags__old'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_tags__old`;

-- [contract-45] drop the log of tags
--   strategy: shadow
--   lock: none on migrate_tags__log, nobody but this tool uses it yet; reads and writes go on
--   why: its triggers are gone
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_tags__log'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_tags__log`;

-- [contract-46] drop the work table of tags
--   strategy: shadow
--   lock: none on migrate_tags__work, nobody but this tool uses it yet; reads and writes go on
--   why: it is empty
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_tags__work'
--   runs: on its own
DROP TABLE IF EXISTS `migrate_tags__work`;
