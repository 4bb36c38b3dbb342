-- migration: rename_column_indexed
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach accounts.email or login
-- note: INSERT INTO accounts VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] add accounts.login beside email
--   strategy: instant
--   lock: MDL exclusive on accounts, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts' AND CAST(COLUMN_NAME AS BINARY) = 'login'
--   runs: on its own
--   undo: ALTER TABLE `accounts` DROP COLUMN `login`, ALGORITHM=INSTANT
ALTER TABLE `accounts` ADD COLUMN `login` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NULL AFTER `email`, ALGORITHM=INSTANT;

-- [expand-2] keep accounts.email and login in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on accounts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__login__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__login__update`
CREATE TRIGGER `migrate_accounts__login__update` BEFORE UPDATE ON `accounts` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`login` AS BINARY) <=> CAST(OLD.`login` AS BINARY)) THEN SET NEW.`email` = NEW.`login`;
  ELSEIF NOT (CAST(NEW.`email` AS BINARY) <=> CAST(OLD.`email` AS BINARY)) THEN SET NEW.`login` = NEW.`email`;
  ELSEIF NOT (CAST(NEW.`login` AS BINARY) <=> CAST(NEW.`email` AS BINARY)) THEN SET NEW.`login` = NEW.`email`;
  END IF;
  IF NEW.`login` IS NULL THEN SET NEW.`login` = ''; END IF;
END;

-- [expand-3] keep accounts.email and login in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on accounts, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__login__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_accounts__login__insert`
CREATE TRIGGER `migrate_accounts__login__insert` BEFORE INSERT ON `accounts` FOR EACH ROW
BEGIN
  IF NEW.`login` IS NOT NULL THEN SET NEW.`email` = NEW.`login`;
  ELSE SET NEW.`login` = NEW.`email`;
  END IF;
  IF NEW.`login` IS NULL THEN SET NEW.`login` = ''; END IF;
END;

-- ==== backfill
-- [backfill-1] fill accounts.login from email
--   strategy: in place
--   lock: row locks on accounts, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `accounts` FORCE INDEX (`PRIMARY`) SET `login` = `email` WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`email` AS BINARY) <=> CAST(`login` AS BINARY)));

-- [backfill-2] build for accounts.login what index accounts_email is for email
--   strategy: online
--   lock: MDL exclusive on accounts, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: the server builds it beside the writes and adds what they changed at the end
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts' AND CAST(INDEX_NAME AS BINARY) = 'migrate_index__accounts__accounts_email__login'
--   runs: on its own
--   undo: ALTER TABLE `accounts` DROP INDEX `migrate_index__accounts__accounts_email__login`, ALGORITHM=INPLACE, LOCK=NONE
ALTER TABLE `accounts` ADD UNIQUE INDEX `migrate_index__accounts__accounts_email__login` (`login`), ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-3] build for accounts.login what index accounts_region_email is for email
--   strategy: online
--   lock: MDL exclusive on accounts, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: the server builds it beside the writes and adds what they changed at the end
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts' AND CAST(INDEX_NAME AS BINARY) = 'migrate_index__accounts__accounts_region_email__login'
--   runs: on its own
--   undo: ALTER TABLE `accounts` DROP INDEX `migrate_index__accounts__accounts_region_email__login`, ALGORITHM=INPLACE, LOCK=NONE
ALTER TABLE `accounts` ADD INDEX `migrate_index__accounts__accounts_region_email__login` (`region`, `login` DESC), ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-4] compare accounts.email and login
--   lock: none on accounts, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`email` AS BINARY) <=> CAST(`login` AS BINARY))) LIMIT 5;

-- ==== contract
-- [contract-1] compare accounts.email and login again
--   lock: none on accounts, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `accounts` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`email` AS BINARY) <=> CAST(`login` AS BINARY))) LIMIT 5;

-- [contract-2] look for views and triggers that name accounts.email
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`accounts`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`accounts`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`accounts`.`email`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`accounts`.`email`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`email`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`accounts`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`accounts`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`email`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'accounts' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qemail\\E(?![\\w$`])|\\Q`email`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qemail\\E(?![\\w$`])|\\Q`email`\\E(?!`)')
LIMIT 5;

-- [contract-3] give the indexes of accounts.login their names
--   strategy: online
--   lock: MDL exclusive on accounts, milliseconds at its begin and end; metadata only; LOCK=NONE: the server refuses rather than blocks writes
--   why: one statement: queries find an index under that name at any moment, and no unique index of the old column refuses new rows
--   probe: SELECT COUNT(*) = 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts' AND CAST(INDEX_NAME AS BINARY) = 'migrate_index__accounts__accounts_email__login'
--   runs: on its own
ALTER TABLE `accounts` DROP INDEX `accounts_email`, DROP INDEX `accounts_region_email`, RENAME INDEX `migrate_index__accounts__accounts_email__login` TO `accounts_email`, RENAME INDEX `migrate_index__accounts__accounts_region_email__login` TO `accounts_region_email`, ALGORITHM=INPLACE, LOCK=NONE;

-- [contract-4] make accounts.login what email is
--   strategy: online
--   lock: MDL exclusive on accounts, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: while the triggers still stand: no NULL can come in between
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts' AND CAST(COLUMN_NAME AS BINARY) = 'login' AND IS_NULLABLE = 'NO'
--   runs: on its own
ALTER TABLE `accounts` MODIFY COLUMN `login` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [contract-5] give accounts.email a default for its last moments
--   strategy: instant
--   lock: MDL exclusive on accounts, milliseconds: metadata only; metadata only
--   why: inserts that leave it out must not fail between the triggers' end and its own
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts' AND CAST(COLUMN_NAME AS BINARY) = 'email' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `accounts` ALTER COLUMN `email` SET DEFAULT '', ALGORITHM=INSTANT;

-- [contract-6] stop the sync of accounts.login on UPDATE
--   strategy: instant
--   lock: MDL exclusive on accounts, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__login__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_accounts__login__update`;

-- [contract-7] stop the sync of accounts.login on INSERT
--   strategy: instant
--   lock: MDL exclusive on accounts, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_accounts__login__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_accounts__login__insert`;

-- [contract-8] drop accounts.email
--   strategy: instant
--   lock: MDL exclusive on accounts, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts' AND CAST(COLUMN_NAME AS BINARY) = 'email'
--   runs: on its own
ALTER TABLE `accounts` DROP COLUMN `email`, ALGORITHM=INSTANT;
