-- migration: rename_volatile_default
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach sessions.token or secret
-- note: INSERT INTO sessions VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] add sessions.secret beside token
--   strategy: instant
--   lock: MDL exclusive on sessions, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'sessions' AND CAST(COLUMN_NAME AS BINARY) = 'secret'
--   runs: on its own
--   undo: ALTER TABLE `sessions` DROP COLUMN `secret`, ALGORITHM=INSTANT
ALTER TABLE `sessions` ADD COLUMN `secret` varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NULL AFTER `token`, ALGORITHM=INSTANT;

-- [expand-2] keep sessions.token and secret in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on sessions, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'sessions' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sessions__secret__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_sessions__secret__update`
CREATE TRIGGER `migrate_sessions__secret__update` BEFORE UPDATE ON `sessions` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`secret` AS BINARY) <=> CAST(OLD.`secret` AS BINARY)) THEN SET NEW.`token` = NEW.`secret`;
  ELSEIF NOT (CAST(NEW.`token` AS BINARY) <=> CAST(OLD.`token` AS BINARY)) THEN SET NEW.`secret` = NEW.`token`;
  ELSEIF NOT (CAST(NEW.`secret` AS BINARY) <=> CAST(NEW.`token` AS BINARY)) THEN SET NEW.`secret` = NEW.`token`;
  END IF;
  IF NEW.`secret` IS NULL THEN SET NEW.`secret` = ''; END IF;
END;

-- [expand-3] keep sessions.token and secret in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on sessions, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'sessions' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sessions__secret__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_sessions__secret__insert`
CREATE TRIGGER `migrate_sessions__secret__insert` BEFORE INSERT ON `sessions` FOR EACH ROW
BEGIN
  IF NEW.`secret` IS NOT NULL THEN SET NEW.`token` = NEW.`secret`;
  ELSE SET NEW.`secret` = NEW.`token`;
  END IF;
  IF NEW.`secret` IS NULL THEN SET NEW.`secret` = ''; END IF;
END;

-- ==== backfill
-- [backfill-1] fill sessions.secret from token
--   strategy: in place
--   lock: row locks on sessions, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table sessions by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `sessions` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `sessions` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `sessions` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `sessions` FORCE INDEX (`PRIMARY`) SET `secret` = `token` WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`token` AS BINARY) <=> CAST(`secret` AS BINARY)));

-- [backfill-2] compare sessions.token and secret
--   lock: none on sessions, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table sessions by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `sessions` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `sessions` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `sessions` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `sessions` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`token` AS BINARY) <=> CAST(`secret` AS BINARY))) LIMIT 5;

-- ==== contract
-- [contract-1] compare sessions.token and secret again
--   lock: none on sessions, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table sessions by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `sessions` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `sessions` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `sessions` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `sessions` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`token` AS BINARY) <=> CAST(`secret` AS BINARY))) LIMIT 5;

-- [contract-2] look for views and triggers that name sessions.token
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`sessions`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`sessions`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`sessions`.`token`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`sessions`.`token`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`token`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`sessions`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`sessions`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`token`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'sessions' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qtoken\\E(?![\\w$`])|\\Q`token`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qtoken\\E(?![\\w$`])|\\Q`token`\\E(?!`)')
LIMIT 5;

-- [contract-3] give sessions.secret the default of token
--   strategy: instant
--   lock: MDL exclusive on sessions, milliseconds: metadata only; metadata only
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'sessions' AND CAST(COLUMN_NAME AS BINARY) = 'secret' AND COALESCE(COLUMN_DEFAULT, 'NULL') <> 'NULL'
--   runs: on its own
ALTER TABLE `sessions` ALTER COLUMN `secret` SET DEFAULT (uuid()), ALGORITHM=INSTANT;

-- [contract-4] make sessions.secret what token is
--   strategy: online
--   lock: MDL exclusive on sessions, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: while the triggers still stand: no NULL can come in between
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'sessions' AND CAST(COLUMN_NAME AS BINARY) = 'secret' AND IS_NULLABLE = 'NO'
--   runs: on its own
ALTER TABLE `sessions` MODIFY COLUMN `secret` varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL DEFAULT (uuid()), ALGORITHM=INPLACE, LOCK=NONE;

-- [contract-5] stop the sync of sessions.secret on UPDATE
--   strategy: instant
--   lock: MDL exclusive on sessions, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sessions__secret__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_sessions__secret__update`;

-- [contract-6] stop the sync of sessions.secret on INSERT
--   strategy: instant
--   lock: MDL exclusive on sessions, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_sessions__secret__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_sessions__secret__insert`;

-- [contract-7] drop sessions.token
--   strategy: instant
--   lock: MDL exclusive on sessions, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'sessions' AND CAST(COLUMN_NAME AS BINARY) = 'token'
--   runs: on its own
ALTER TABLE `sessions` DROP COLUMN `token`, ALGORITHM=INSTANT;
