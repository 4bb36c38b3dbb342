-- migration: keep_copy
-- description: Two columns and a table go, and a copy of them may stay
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: where `down` of users.nick fails for a row, new code's write of that row fails too: try it on real rows first

-- ==== expand
-- [expand-1] derive users.nick for rows that new code writes without it on UPDATE
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__nick__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__nick__update`
CREATE TRIGGER `migrate_users__nick__update` BEFORE UPDATE ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
  IF CAST(NEW.`nick` AS BINARY) <=> CAST(OLD.`nick` AS BINARY) THEN
    SET migrate_was = (SELECT upper(name) FROM (SELECT COALESCE(OLD.`name`) AS `name`) AS `users`);
    IF CAST(OLD.`nick` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN IF (SELECT upper(name) FROM (SELECT NEW.`name` AS `name`) AS `users`) IS NOT NULL THEN SET NEW.`nick` = (SELECT upper(name) FROM (SELECT NEW.`name` AS `name`) AS `users`); END IF; END IF;
  END IF;
END;

-- [expand-2] derive users.nick for rows that new code writes without it on INSERT
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__nick__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__nick__insert`
CREATE TRIGGER `migrate_users__nick__insert` BEFORE INSERT ON `users` FOR EACH ROW
BEGIN
  IF NEW.`nick` IS NULL THEN SET NEW.`nick` = (SELECT upper(name) FROM (SELECT NEW.`name` AS `name`) AS `users`); END IF;
END;

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] look for views and triggers that name users.nick
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`users`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`users`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`users`.`nick`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`users`.`nick`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`nick`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`nick`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qnick\\E(?![\\w$`])|\\Q`nick`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qnick\\E(?![\\w$`])|\\Q`nick`\\E(?!`)')
LIMIT 5;

-- [contract-2] give users.nick a default for its last moments
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: inserts that leave it out must not fail between the triggers' end and its own
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'nick' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `users` ALTER COLUMN `nick` SET DEFAULT '', ALGORITHM=INSTANT;

-- [contract-3] stop the sync of users.nick on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__nick__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__nick__update`;

-- [contract-4] stop the sync of users.nick on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__nick__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__nick__insert`;

-- [contract-5] drop users.nick
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'nick'
--   runs: on its own
ALTER TABLE `users` DROP COLUMN `nick`, ALGORITHM=INSTANT;

-- [contract-6] look for views and triggers that name users.note
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`users`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`users`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`users`.`note`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`users`.`note`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`note`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`note`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qnote\\E(?![\\w$`])|\\Q`note`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qnote\\E(?![\\w$`])|\\Q`note`\\E(?!`)')
LIMIT 5;

-- [contract-7] drop users.note
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'note'
--   runs: on its own
ALTER TABLE `users` DROP COLUMN `note`, ALGORITHM=INSTANT;

-- [contract-8] look for foreign keys and views that need visits
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the table is gone
--   expects: no row
SELECT 'foreign key' AS kind, CONCAT(TABLE_NAME, '.', CONSTRAINT_NAME) AS name FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_SCHEMA = DATABASE() AND (REFERENCED_TABLE_NAME = 'visits' AND (@@lower_case_table_names > 0 OR CAST(REFERENCED_TABLE_NAME AS BINARY) = 'visits')) AND NOT (TABLE_SCHEMA = DATABASE() AND (TABLE_NAME = 'visits' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'visits')))
UNION ALL
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`visits`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`visits`')) > 0)) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
LIMIT 5;

-- [contract-9] drop table visits
--   strategy: instant
--   lock: MDL exclusive on visits, while its file is removed; no live code uses it; removing a large file may slow the server's disk
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'visits'
--   runs: on its own
DROP TABLE IF EXISTS `visits`;
