-- migration: quarantine_rename_table
-- description: Customers are called accounts, and the old name is kept from use for a day
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: until contract accounts is a view over customers: SELECT (also FOR UPDATE), INSERT, ON DUPLICATE KEY, REPLACE, UPDATE, DELETE, LOAD DATA and LOCK TABLES work on it; TRUNCATE, ALTER TABLE, CREATE INDEX, index hints (FORCE INDEX), foreign keys to it, HANDLER, OPTIMIZE and FLUSH TABLES … FOR EXPORT do not, SHOW INDEX is empty, and on MySQL a statement that changes the table under one name and reads it under the other is refused
-- note: foreign keys and triggers of customers follow it; grants on customers stay where they are, for a table of that name
-- note: quarantine: nothing of this can be hidden; contract waits 1d with the old shape in its place

-- ==== expand
-- [expand-1] make accounts work beside customers, as a view
--   strategy: instant
--   lock: MDL exclusive on accounts, milliseconds: metadata only; of the new name, which nobody knows yet
--   why: what new code writes to the view is written to the table: nothing has to be kept in step
--   probe: SELECT COUNT(*) > 0 FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts' AND (INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`customers`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`customers`')) > 0))
--   runs: on its own
--   undo: DROP VIEW IF EXISTS `accounts`
CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW `accounts` AS SELECT `id`, `name` FROM `customers`;

-- ==== backfill
-- nothing to do

-- ==== contract
-- ---- after 1d in quarantine
-- [contract-1] look for views, triggers, routines and events that name customers, and triggers that name accounts
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail from then on; all but triggers may name accounts since expand: drop those, and make them again after contract
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`customers`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`customers`')) > 0)) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = '')) AND NOT (TABLE_SCHEMA = DATABASE() AND (TABLE_NAME = 'accounts' AND (@@lower_case_table_names > 0 OR CAST(TABLE_NAME AS BINARY) = 'accounts')))
UNION ALL
SELECT 'trigger' AS kind, TRIGGER_NAME AS name FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?i)', '(?-i)'), '(?<![\\w$.`])(?:`?\\Q', DATABASE(), '\\E`?\\s*\\.\\s*)?`?\\Qcustomers\\E`?(?![\\w$`])') OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?i)', '(?-i)'), '(?<![\\w$.`])(?:`?\\Q', DATABASE(), '\\E`?\\s*\\.\\s*)?`?\\Qaccounts\\E`?(?![\\w$`])'))
UNION ALL
SELECT 'routine' AS kind, ROUTINE_NAME AS name FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_NAME NOT LIKE 'migrate\_%' AND REGEXP_REPLACE(ROUTINE_DEFINITION, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?i)', '(?-i)'), '(?<![\\w$.`])(?:`?\\Q', DATABASE(), '\\E`?\\s*\\.\\s*)?`?\\Qcustomers\\E`?(?![\\w$`])')
UNION ALL
SELECT 'event' AS kind, EVENT_NAME AS name FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE() AND EVENT_NAME NOT LIKE 'migrate\_%' AND REGEXP_REPLACE(EVENT_DEFINITION, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?i)', '(?-i)'), '(?<![\\w$.`])(?:`?\\Q', DATABASE(), '\\E`?\\s*\\.\\s*)?`?\\Qcustomers\\E`?(?![\\w$`])')
LIMIT 5;

-- [contract-2] rename table customers to accounts
--   strategy: instant
--   lock: MDL exclusive on customers and accounts, milliseconds: metadata only; one atomic statement: nobody sees a moment without the new name; the view, which reads a name that is gone, goes after it
--   why: no live code uses the old name
--   destructive: cannot be rolled back
--   probe: SELECT IF((SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'accounts' AND TABLE_TYPE <> 'VIEW'), 1 + (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_view__customers__accounts'), 0)
--   cleanup: DROP VIEW IF EXISTS `migrate_view__customers__accounts`
--   runs: on its own
RENAME TABLE `accounts` TO `migrate_view__customers__accounts`, `customers` TO `accounts`;
DROP VIEW IF EXISTS `migrate_view__customers__accounts`;
