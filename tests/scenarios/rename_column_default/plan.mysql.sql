-- migration: rename_column_default
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach tickets.status or state
-- note: INSERT INTO tickets VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach tickets.priority or urgency

-- ==== expand
-- [expand-1] add tickets.state beside status
--   strategy: instant
--   lock: MDL exclusive on tickets, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: the default that is copied tells "left out" from "given"
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tickets' AND CAST(COLUMN_NAME AS BINARY) = 'state'
--   runs: on its own
--   undo: ALTER TABLE `tickets` DROP COLUMN `state`, ALGORITHM=INSTANT
ALTER TABLE `tickets` ADD COLUMN `state` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL DEFAULT 'new' AFTER `status`, ALGORITHM=INSTANT;

-- [expand-2] keep tickets.status and state in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on tickets, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tickets' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tickets__state__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tickets__state__update`
CREATE TRIGGER `migrate_tickets__state__update` BEFORE UPDATE ON `tickets` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`state` AS BINARY) <=> CAST(OLD.`state` AS BINARY)) THEN SET NEW.`status` = NEW.`state`;
  ELSEIF NOT (CAST(NEW.`status` AS BINARY) <=> CAST(OLD.`status` AS BINARY)) THEN SET NEW.`state` = NEW.`status`;
  ELSEIF NOT (CAST(NEW.`state` AS BINARY) <=> CAST(NEW.`status` AS BINARY)) THEN SET NEW.`state` = NEW.`status`;
  END IF;
  IF NEW.`state` IS NULL THEN SET NEW.`state` = ''; END IF;
END;

-- [expand-3] keep tickets.status and state in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on tickets, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tickets' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tickets__state__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tickets__state__insert`
CREATE TRIGGER `migrate_tickets__state__insert` BEFORE INSERT ON `tickets` FOR EACH ROW
BEGIN
  DECLARE migrate_default varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci DEFAULT 'new';
  IF NOT (CAST(NEW.`state` AS BINARY) <=> CAST(migrate_default AS BINARY)) THEN SET NEW.`status` = NEW.`state`;
  ELSE SET NEW.`state` = NEW.`status`;
  END IF;
  IF NEW.`state` IS NULL THEN SET NEW.`state` = ''; END IF;
END;

-- [expand-4] add tickets.urgency beside priority
--   strategy: instant
--   lock: MDL exclusive on tickets, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tickets' AND CAST(COLUMN_NAME AS BINARY) = 'urgency'
--   runs: on its own
--   undo: ALTER TABLE `tickets` DROP COLUMN `urgency`, ALGORITHM=INSTANT
ALTER TABLE `tickets` ADD COLUMN `urgency` int NULL DEFAULT 3 AFTER `priority`, ALGORITHM=INSTANT;

-- [expand-5] keep tickets.priority and urgency in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on tickets, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tickets' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tickets__urgency__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tickets__urgency__update`
CREATE TRIGGER `migrate_tickets__urgency__update` BEFORE UPDATE ON `tickets` FOR EACH ROW
BEGIN
  IF NOT (NEW.`urgency` <=> OLD.`urgency`) THEN SET NEW.`priority` = NEW.`urgency`;
  ELSEIF NOT (NEW.`priority` <=> OLD.`priority`) THEN SET NEW.`urgency` = NEW.`priority`;
  ELSEIF NOT (NEW.`urgency` <=> NEW.`priority`) THEN SET NEW.`urgency` = NEW.`priority`;
  END IF;
END;

-- [expand-6] keep tickets.priority and urgency in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on tickets, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tickets' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tickets__urgency__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_tickets__urgency__insert`
CREATE TRIGGER `migrate_tickets__urgency__insert` BEFORE INSERT ON `tickets` FOR EACH ROW
BEGIN
  DECLARE migrate_default int DEFAULT 3;
  IF NOT (NEW.`urgency` <=> migrate_default) THEN SET NEW.`priority` = NEW.`urgency`;
  ELSE SET NEW.`urgency` = NEW.`priority`;
  END IF;
END;

-- ==== backfill
-- [backfill-1] fill tickets.state from status
--   strategy: in place
--   lock: row locks on tickets, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `tickets` FORCE INDEX (`PRIMARY`) SET `state` = `status` WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`status` AS BINARY) <=> CAST(`state` AS BINARY)));

-- [backfill-2] compare tickets.status and state
--   lock: none on tickets, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`status` AS BINARY) <=> CAST(`state` AS BINARY))) LIMIT 5;

-- [backfill-3] fill tickets.urgency from priority
--   strategy: in place
--   lock: row locks on tickets, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `tickets` FORCE INDEX (`PRIMARY`) SET `urgency` = `priority` WHERE `id` >= ? AND `id` <= ? AND (NOT (`priority` <=> `urgency`));

-- [backfill-4] compare tickets.priority and urgency
--   lock: none on tickets, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (`priority` <=> `urgency`)) LIMIT 5;

-- ==== contract
-- [contract-1] compare tickets.status and state again
--   lock: none on tickets, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`status` AS BINARY) <=> CAST(`state` AS BINARY))) LIMIT 5;

-- [contract-2] compare tickets.priority and urgency again
--   lock: none on tickets, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `tickets` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (`priority` <=> `urgency`)) LIMIT 5;

-- [contract-3] look for views and triggers that name tickets.status
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`tickets`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`tickets`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`tickets`.`status`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`tickets`.`status`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`status`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`tickets`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`tickets`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`status`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tickets' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qstatus\\E(?![\\w$`])|\\Q`status`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qstatus\\E(?![\\w$`])|\\Q`status`\\E(?!`)')
LIMIT 5;

-- [contract-4] stop the sync of tickets.state on UPDATE
--   strategy: instant
--   lock: MDL exclusive on tickets, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tickets__state__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tickets__state__update`;

-- [contract-5] stop the sync of tickets.state on INSERT
--   strategy: instant
--   lock: MDL exclusive on tickets, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tickets__state__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tickets__state__insert`;

-- [contract-6] drop tickets.status
--   strategy: instant
--   lock: MDL exclusive on tickets, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tickets' AND CAST(COLUMN_NAME AS BINARY) = 'status'
--   runs: on its own
ALTER TABLE `tickets` DROP COLUMN `status`, ALGORITHM=INSTANT;

-- [contract-7] look for views and triggers that name tickets.priority
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`tickets`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`tickets`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`tickets`.`priority`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`tickets`.`priority`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`priority`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`tickets`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`tickets`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`priority`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'tickets' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qpriority\\E(?![\\w$`])|\\Q`priority`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qpriority\\E(?![\\w$`])|\\Q`priority`\\E(?!`)')
LIMIT 5;

-- [contract-8] stop the sync of tickets.urgency on UPDATE
--   strategy: instant
--   lock: MDL exclusive on tickets, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tickets__urgency__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tickets__urgency__update`;

-- [contract-9] stop the sync of tickets.urgency on INSERT
--   strategy: instant
--   lock: MDL exclusive on tickets, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_tickets__urgency__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_tickets__urgency__insert`;

-- [contract-10] drop tickets.priority
--   strategy: instant
--   lock: MDL exclusive on tickets, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tickets' AND CAST(COLUMN_NAME AS BINARY) = 'priority'
--   runs: on its own
ALTER TABLE `tickets` DROP COLUMN `priority`, ALGORITHM=INSTANT;
