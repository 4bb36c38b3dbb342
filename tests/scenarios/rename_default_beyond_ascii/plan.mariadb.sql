-- migration: rename_default_beyond_ascii
-- description: Defaults that are expressions with text beyond ASCII
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach shops.town or city
-- note: INSERT INTO shops VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach shops.street or road

-- ==== expand
-- [expand-1] add shops.city beside town
--   strategy: instant
--   lock: MDL exclusive on shops, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: the default that is copied tells "left out" from "given"
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'shops' AND CAST(COLUMN_NAME AS BINARY) = 'city'
--   runs: on its own
--   undo: ALTER TABLE `shops` DROP COLUMN `city`, ALGORITHM=INSTANT
ALTER TABLE `shops` ADD COLUMN `city` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL DEFAULT 'Zürich' AFTER `town`, ALGORITHM=INSTANT;

-- [expand-2] keep shops.town and city in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on shops, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'shops' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_shops__city__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_shops__city__update`
CREATE TRIGGER `migrate_shops__city__update` BEFORE UPDATE ON `shops` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`city` AS BINARY) <=> CAST(OLD.`city` AS BINARY)) THEN SET NEW.`town` = NEW.`city`;
  ELSEIF NOT (CAST(NEW.`town` AS BINARY) <=> CAST(OLD.`town` AS BINARY)) THEN SET NEW.`city` = NEW.`town`;
  ELSEIF NOT (CAST(NEW.`city` AS BINARY) <=> CAST(NEW.`town` AS BINARY)) THEN SET NEW.`city` = NEW.`town`;
  END IF;
  IF NEW.`city` IS NULL THEN SET NEW.`city` = ''; END IF;
END;

-- [expand-3] keep shops.town and city in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on shops, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'shops' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_shops__city__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_shops__city__insert`
CREATE TRIGGER `migrate_shops__city__insert` BEFORE INSERT ON `shops` FOR EACH ROW
BEGIN
  DECLARE migrate_default varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT 'Zürich';
  IF NOT (CAST(NEW.`city` AS BINARY) <=> CAST(migrate_default AS BINARY)) THEN SET NEW.`town` = NEW.`city`;
  ELSE SET NEW.`city` = NEW.`town`;
  END IF;
  IF NEW.`city` IS NULL THEN SET NEW.`city` = ''; END IF;
END;

-- [expand-4] add shops.road beside street
--   strategy: instant
--   lock: MDL exclusive on shops, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'shops' AND CAST(COLUMN_NAME AS BINARY) = 'road'
--   runs: on its own
--   undo: ALTER TABLE `shops` DROP COLUMN `road`, ALGORITHM=INSTANT
ALTER TABLE `shops` ADD COLUMN `road` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL AFTER `street`, ALGORITHM=INSTANT;

-- [expand-5] keep shops.street and road in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on shops, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'shops' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_shops__road__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_shops__road__update`
CREATE TRIGGER `migrate_shops__road__update` BEFORE UPDATE ON `shops` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`road` AS BINARY) <=> CAST(OLD.`road` AS BINARY)) THEN SET NEW.`street` = NEW.`road`;
  ELSEIF NOT (CAST(NEW.`street` AS BINARY) <=> CAST(OLD.`street` AS BINARY)) THEN SET NEW.`road` = NEW.`street`;
  ELSEIF NOT (CAST(NEW.`road` AS BINARY) <=> CAST(NEW.`street` AS BINARY)) THEN SET NEW.`road` = NEW.`street`;
  END IF;
END;

-- [expand-6] keep shops.street and road in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on shops, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'shops' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_shops__road__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_shops__road__insert`
CREATE TRIGGER `migrate_shops__road__insert` BEFORE INSERT ON `shops` FOR EACH ROW
BEGIN
  IF NEW.`road` IS NOT NULL THEN SET NEW.`street` = NEW.`road`;
  ELSE SET NEW.`road` = NEW.`street`;
  END IF;
END;

-- ==== backfill
-- [backfill-1] fill shops.city from town
--   strategy: in place
--   lock: row locks on shops, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `shops` FORCE INDEX (`PRIMARY`) SET `city` = `town` WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`town` AS BINARY) <=> CAST(`city` AS BINARY)));

-- [backfill-2] compare shops.town and city
--   lock: none on shops, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`town` AS BINARY) <=> CAST(`city` AS BINARY))) LIMIT 5;

-- [backfill-3] fill shops.road from street
--   strategy: in place
--   lock: row locks on shops, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `shops` FORCE INDEX (`PRIMARY`) SET `road` = `street` WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`street` AS BINARY) <=> CAST(`road` AS BINARY)));

-- [backfill-4] compare shops.street and road
--   lock: none on shops, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`street` AS BINARY) <=> CAST(`road` AS BINARY))) LIMIT 5;

-- ==== contract
-- [contract-1] compare shops.town and city again
--   lock: none on shops, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`town` AS BINARY) <=> CAST(`city` AS BINARY))) LIMIT 5;

-- [contract-2] compare shops.street and road again
--   lock: none on shops, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`street` AS BINARY) <=> CAST(`road` AS BINARY))) LIMIT 5;

-- [contract-3] look for views and triggers that name shops.town
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`shops`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`shops`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`shops`.`town`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`shops`.`town`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`town`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`shops`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`shops`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`town`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'shops' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qtown\\E(?![\\w$`])|\\Q`town`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qtown\\E(?![\\w$`])|\\Q`town`\\E(?!`)')
LIMIT 5;

-- [contract-4] stop the sync of shops.city on UPDATE
--   strategy: instant
--   lock: MDL exclusive on shops, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_shops__city__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_shops__city__update`;

-- [contract-5] stop the sync of shops.city on INSERT
--   strategy: instant
--   lock: MDL exclusive on shops, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_shops__city__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_shops__city__insert`;

-- [contract-6] drop shops.town
--   strategy: instant
--   lock: MDL exclusive on shops, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'shops' AND CAST(COLUMN_NAME AS BINARY) = 'town'
--   runs: on its own
ALTER TABLE `shops` DROP COLUMN `town`, ALGORITHM=INSTANT;

-- [contract-7] look for views and triggers that name shops.street
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`shops`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`shops`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`shops`.`street`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`shops`.`street`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`street`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`shops`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`shops`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`street`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'shops' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qstreet\\E(?![\\w$`])|\\Q`street`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qstreet\\E(?![\\w$`])|\\Q`street`\\E(?!`)')
LIMIT 5;

-- [contract-8] give shops.road the default of street
--   strategy: instant
--   lock: MDL exclusive on shops, milliseconds: metadata only; metadata only
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'shops' AND CAST(COLUMN_NAME AS BINARY) = 'road' AND COALESCE(COLUMN_DEFAULT, 'NULL') <> 'NULL'
--   runs: on its own
ALTER TABLE `shops` ALTER COLUMN `road` SET DEFAULT replace('Grosse \'Straße\'','ss','ß'), ALGORITHM=INSTANT;

-- [contract-9] stop the sync of shops.road on UPDATE
--   strategy: instant
--   lock: MDL exclusive on shops, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_shops__road__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_shops__road__update`;

-- [contract-10] stop the sync of shops.road on INSERT
--   strategy: instant
--   lock: MDL exclusive on shops, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_shops__road__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_shops__road__insert`;

-- [contract-11] drop shops.street
--   strategy: instant
--   lock: MDL exclusive on shops, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'shops' AND CAST(COLUMN_NAME AS BINARY) = 'street'
--   runs: on its own
ALTER TABLE `shops` DROP COLUMN `street`, ALGORITHM=INSTANT;
