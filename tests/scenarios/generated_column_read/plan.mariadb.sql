-- migration: generated_column_read
-- description: Expressions that read a column which the server itself computes
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: where `down` of parcels.price fails for a row, new code's write of that row fails too: try it on real rows first
-- note: INSERT INTO boxes VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: where `up` of boxes.painted fails for a row, old code's write of that row fails too: try it on real rows first
-- note: until contract a NULL in boxes.painted means "not filled yet" and is filled from `up`

-- ==== expand
-- [expand-1] derive parcels.price for rows that new code writes without it on UPDATE
--   strategy: in place
--   lock: MDL exclusive on parcels, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__price__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parcels__price__update`
CREATE TRIGGER `migrate_parcels__price__update` BEFORE UPDATE ON `parcels` FOR EACH ROW
BEGIN
  DECLARE migrate_was int(11);
  IF NEW.`price` <=> OLD.`price` THEN
    SET migrate_was = (SELECT doubled FROM (SELECT OLD.`doubled` AS `doubled`) AS `parcels`);
    IF OLD.`price` <=> migrate_was THEN SET NEW.`price` = (SELECT doubled FROM (SELECT NEW.`doubled` AS `doubled`) AS `parcels`); END IF;
  END IF;
END;

-- [expand-2] derive parcels.price for rows that new code writes without it on INSERT
--   strategy: in place
--   lock: MDL exclusive on parcels, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__price__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_parcels__price__insert`
CREATE TRIGGER `migrate_parcels__price__insert` BEFORE INSERT ON `parcels` FOR EACH ROW
BEGIN
  IF NEW.`price` IS NULL THEN SET NEW.`price` = (SELECT doubled FROM (SELECT NEW.`doubled` AS `doubled`) AS `parcels`); END IF;
END;

-- [expand-3] add boxes.painted, derived from the row
--   strategy: instant
--   lock: MDL exclusive on boxes, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'boxes' AND CAST(COLUMN_NAME AS BINARY) = 'painted'
--   runs: on its own
--   undo: ALTER TABLE `boxes` DROP COLUMN `painted`, ALGORITHM=INSTANT
--   loss: values of boxes.painted, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `boxes` WHERE `painted` IS NOT NULL AND NOT (`painted` <=> (area + 1)) LIMIT 1000) AS found
ALTER TABLE `boxes` ADD COLUMN `painted` INTEGER NULL, ALGORITHM=INSTANT;

-- [expand-4] derive boxes.painted on UPDATE
--   strategy: in place
--   lock: MDL exclusive on boxes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'boxes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__painted__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_boxes__painted__update`
CREATE TRIGGER `migrate_boxes__painted__update` BEFORE UPDATE ON `boxes` FOR EACH ROW
BEGIN
  DECLARE migrate_was INTEGER;
  IF NEW.`painted` <=> OLD.`painted` THEN
    SET migrate_was = (SELECT area + 1 FROM (SELECT OLD.`area` AS `area`) AS `boxes`);
    IF OLD.`painted` IS NULL OR OLD.`painted` <=> migrate_was THEN SET NEW.`painted` = (SELECT area + 1 FROM (SELECT NEW.`area` AS `area`) AS `boxes`); END IF;
  END IF;
END;

-- [expand-5] derive boxes.painted on INSERT
--   strategy: in place
--   lock: MDL exclusive on boxes, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'boxes' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__painted__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_boxes__painted__insert`
CREATE TRIGGER `migrate_boxes__painted__insert` BEFORE INSERT ON `boxes` FOR EACH ROW
BEGIN
  IF NEW.`painted` IS NULL THEN SET NEW.`painted` = (SELECT area + 1 FROM (SELECT NEW.`area` AS `area`) AS `boxes`); END IF;
END;

-- ==== backfill
-- [backfill-1] fill boxes.painted
--   strategy: in place
--   lock: row locks on boxes, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table boxes by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `boxes` FORCE INDEX (`PRIMARY`) SET `painted` = (area + 1) WHERE `id` >= ? AND `id` <= ? AND (`painted` IS NULL AND (area + 1) IS NOT NULL);

-- [backfill-2] look for rows not filled: boxes.painted
--   lock: none on boxes, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table boxes by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `boxes` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`painted` IS NULL AND (area + 1) IS NOT NULL) LIMIT 5;

-- ==== contract
-- [contract-1] look for views and triggers that name parcels.price
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`parcels`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`parcels`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`parcels`.`price`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`parcels`.`price`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`price`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`parcels`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`parcels`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`price`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'parcels' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qprice\\E(?![\\w$`])|\\Q`price`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qprice\\E(?![\\w$`])|\\Q`price`\\E(?!`)')
LIMIT 5;

-- [contract-2] stop the sync of parcels.price on UPDATE
--   strategy: instant
--   lock: MDL exclusive on parcels, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__price__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__price__update`;

-- [contract-3] stop the sync of parcels.price on INSERT
--   strategy: instant
--   lock: MDL exclusive on parcels, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_parcels__price__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_parcels__price__insert`;

-- [contract-4] drop parcels.price
--   strategy: instant
--   lock: MDL exclusive on parcels, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'parcels' AND CAST(COLUMN_NAME AS BINARY) = 'price'
--   runs: on its own
ALTER TABLE `parcels` DROP COLUMN `price`, ALGORITHM=INSTANT;

-- [contract-5] stop the sync of boxes.painted on UPDATE
--   strategy: instant
--   lock: MDL exclusive on boxes, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__painted__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__painted__update`;

-- [contract-6] stop the sync of boxes.painted on INSERT
--   strategy: instant
--   lock: MDL exclusive on boxes, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_boxes__painted__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_boxes__painted__insert`;
