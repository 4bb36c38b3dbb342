-- migration: rename_empty_table
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach inbox.body or content
-- note: INSERT INTO inbox VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] add inbox.content beside body
--   strategy: instant
--   lock: MDL exclusive on inbox, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'inbox' AND CAST(COLUMN_NAME AS BINARY) = 'content'
--   runs: on its own
--   undo: ALTER TABLE `inbox` DROP COLUMN `content`, ALGORITHM=INSTANT
ALTER TABLE `inbox` ADD COLUMN `content` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL AFTER `body`, ALGORITHM=INSTANT;

-- [expand-2] keep inbox.body and content in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on inbox, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'inbox' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_inbox__content__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_inbox__content__update`
CREATE TRIGGER `migrate_inbox__content__update` BEFORE UPDATE ON `inbox` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`content` AS BINARY) <=> CAST(OLD.`content` AS BINARY)) THEN SET NEW.`body` = NEW.`content`;
  ELSEIF NOT (CAST(NEW.`body` AS BINARY) <=> CAST(OLD.`body` AS BINARY)) THEN SET NEW.`content` = NEW.`body`;
  ELSEIF NOT (CAST(NEW.`content` AS BINARY) <=> CAST(NEW.`body` AS BINARY)) THEN SET NEW.`content` = NEW.`body`;
  END IF;
  IF NEW.`content` IS NULL THEN SET NEW.`content` = ''; END IF;
END;

-- [expand-3] keep inbox.body and content in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on inbox, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'inbox' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_inbox__content__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_inbox__content__insert`
CREATE TRIGGER `migrate_inbox__content__insert` BEFORE INSERT ON `inbox` FOR EACH ROW
BEGIN
  IF NEW.`content` IS NOT NULL THEN SET NEW.`body` = NEW.`content`;
  ELSE SET NEW.`content` = NEW.`body`;
  END IF;
  IF NEW.`content` IS NULL THEN SET NEW.`content` = ''; END IF;
END;

-- ==== backfill
-- [backfill-1] fill inbox.content from body
--   strategy: in place
--   lock: row locks on inbox, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table inbox by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `inbox` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `inbox` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `inbox` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `inbox` FORCE INDEX (`PRIMARY`) SET `content` = `body` WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`body` AS BINARY) <=> CAST(`content` AS BINARY)));

-- [backfill-2] compare inbox.body and content
--   lock: none on inbox, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table inbox by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `inbox` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `inbox` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `inbox` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `inbox` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`body` AS BINARY) <=> CAST(`content` AS BINARY))) LIMIT 5;

-- ==== contract
-- [contract-1] compare inbox.body and content again
--   lock: none on inbox, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table inbox by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `inbox` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `inbox` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `inbox` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `inbox` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`body` AS BINARY) <=> CAST(`content` AS BINARY))) LIMIT 5;

-- [contract-2] look for views and triggers that name inbox.body
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`inbox`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`inbox`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`inbox`.`body`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`inbox`.`body`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`body`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`inbox`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`inbox`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`body`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'inbox' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qbody\\E(?![\\w$`])|\\Q`body`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qbody\\E(?![\\w$`])|\\Q`body`\\E(?!`)')
LIMIT 5;

-- [contract-3] make inbox.content what body is
--   strategy: online
--   lock: MDL exclusive on inbox, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: while the triggers still stand: no NULL can come in between
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'inbox' AND CAST(COLUMN_NAME AS BINARY) = 'content' AND IS_NULLABLE = 'NO'
--   runs: on its own
ALTER TABLE `inbox` MODIFY COLUMN `content` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [contract-4] give inbox.body a default for its last moments
--   strategy: instant
--   lock: MDL exclusive on inbox, milliseconds: metadata only; metadata only
--   why: inserts that leave it out must not fail between the triggers' end and its own
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'inbox' AND CAST(COLUMN_NAME AS BINARY) = 'body' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `inbox` ALTER COLUMN `body` SET DEFAULT '', ALGORITHM=INSTANT;

-- [contract-5] stop the sync of inbox.content on UPDATE
--   strategy: instant
--   lock: MDL exclusive on inbox, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_inbox__content__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_inbox__content__update`;

-- [contract-6] stop the sync of inbox.content on INSERT
--   strategy: instant
--   lock: MDL exclusive on inbox, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_inbox__content__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_inbox__content__insert`;

-- [contract-7] drop inbox.body
--   strategy: instant
--   lock: MDL exclusive on inbox, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'inbox' AND CAST(COLUMN_NAME AS BINARY) = 'body'
--   runs: on its own
ALTER TABLE `inbox` DROP COLUMN `body`, ALGORITHM=INSTANT;
