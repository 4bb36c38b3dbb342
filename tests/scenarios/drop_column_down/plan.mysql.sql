-- migration: drop_column_down
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: where `down` of users.handle fails for a row, new code's write of that row fails too: try it on real rows first

-- ==== expand
-- [expand-1] derive users.handle for rows that new code writes without it on UPDATE
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__handle__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__handle__update`
CREATE TRIGGER `migrate_users__handle__update` BEFORE UPDATE ON `users` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
  IF CAST(NEW.`handle` AS BINARY) <=> CAST(OLD.`handle` AS BINARY) THEN
    SET migrate_was = (SELECT lower(name) FROM (SELECT OLD.`name` AS `name`) AS `users`);
    IF CAST(OLD.`handle` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN IF (SELECT lower(name) FROM (SELECT NEW.`name` AS `name`) AS `users`) IS NOT NULL THEN SET NEW.`handle` = (SELECT lower(name) FROM (SELECT NEW.`name` AS `name`) AS `users`); END IF; END IF;
  END IF;
END;

-- [expand-2] derive users.handle for rows that new code writes without it on INSERT
--   strategy: in place
--   lock: MDL exclusive on users, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__handle__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_users__handle__insert`
CREATE TRIGGER `migrate_users__handle__insert` BEFORE INSERT ON `users` FOR EACH ROW
BEGIN
  IF NEW.`handle` IS NULL THEN SET NEW.`handle` = (SELECT lower(name) FROM (SELECT NEW.`name` AS `name`) AS `users`); END IF;
END;

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] look for views and triggers that name users.handle
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`users`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`users`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`users`.`handle`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`users`.`handle`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`handle`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`users`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`handle`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'users' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qhandle\\E(?![\\w$`])|\\Q`handle`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qhandle\\E(?![\\w$`])|\\Q`handle`\\E(?!`)')
LIMIT 5;

-- [contract-2] give users.handle a default for its last moments
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: inserts that leave it out must not fail between the triggers' end and its own
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'handle' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `users` ALTER COLUMN `handle` SET DEFAULT '', ALGORITHM=INSTANT;

-- [contract-3] stop the sync of users.handle on UPDATE
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__handle__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__handle__update`;

-- [contract-4] stop the sync of users.handle on INSERT
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_users__handle__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_users__handle__insert`;

-- [contract-5] drop users.handle
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'handle'
--   runs: on its own
ALTER TABLE `users` DROP COLUMN `handle`, ALGORITHM=INSTANT;
