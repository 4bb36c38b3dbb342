-- migration: rename_column_composite_key
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach prices.amount or price
-- note: INSERT INTO prices VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract

-- ==== expand
-- [expand-1] add prices.price beside amount
--   strategy: instant
--   lock: MDL exclusive on prices, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'prices' AND CAST(COLUMN_NAME AS BINARY) = 'price'
--   runs: on its own
--   undo: ALTER TABLE `prices` DROP COLUMN `price`, ALGORITHM=INSTANT
ALTER TABLE `prices` ADD COLUMN `price` decimal(10,2) NULL AFTER `amount`, ALGORITHM=INSTANT;

-- [expand-2] keep prices.amount and price in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on prices, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'prices' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__price__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_prices__price__update`
CREATE TRIGGER `migrate_prices__price__update` BEFORE UPDATE ON `prices` FOR EACH ROW
BEGIN
  IF NOT (NEW.`price` <=> OLD.`price`) THEN SET NEW.`amount` = NEW.`price`;
  ELSEIF NOT (NEW.`amount` <=> OLD.`amount`) THEN SET NEW.`price` = NEW.`amount`;
  ELSEIF NOT (NEW.`price` <=> NEW.`amount`) THEN SET NEW.`price` = NEW.`amount`;
  END IF;
  IF NEW.`price` IS NULL THEN SET NEW.`price` = 0; END IF;
END;

-- [expand-3] keep prices.amount and price in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on prices, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'prices' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__price__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_prices__price__insert`
CREATE TRIGGER `migrate_prices__price__insert` BEFORE INSERT ON `prices` FOR EACH ROW
BEGIN
  IF NEW.`price` IS NOT NULL THEN SET NEW.`amount` = NEW.`price`;
  ELSE SET NEW.`price` = NEW.`amount`;
  END IF;
  IF NEW.`price` IS NULL THEN SET NEW.`price` = 0; END IF;
END;

-- ==== backfill
-- [backfill-1] fill prices.price from amount
--   strategy: in place
--   lock: row locks on prices, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table prices by shop, sku; each commits together with its checkpoint
--   first key, once:
SELECT `shop`, `sku` FROM `prices` FORCE INDEX (`PRIMARY`) ORDER BY `shop`, `sku` LIMIT 1;
--   last key, once:
SELECT `shop`, `sku` FROM `prices` FORCE INDEX (`PRIMARY`) ORDER BY `shop` DESC, `sku` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.shop, ? number 2 = from.shop, ? number 3 = from.shop, ? number 4 = from.sku, ? number 5 = end.shop, ? number 6 = end.shop, ? number 7 = end.shop, ? number 8 = end.sku, ? number 9 = batch size - 1
SELECT `shop`, `sku` FROM `prices` FORCE INDEX (`PRIMARY`) WHERE `shop` >= ? AND (`shop` > ? OR (`shop` = ? AND (`sku` >= ?))) AND `shop` <= ? AND (`shop` < ? OR (`shop` = ? AND (`sku` <= ?))) ORDER BY `shop`, `sku` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.shop, ? number 2 = from.shop, ? number 3 = from.shop, ? number 4 = from.sku, ? number 5 = to.shop, ? number 6 = to.shop, ? number 7 = to.shop, ? number 8 = to.sku
UPDATE `prices` FORCE INDEX (`PRIMARY`) SET `price` = `amount` WHERE `shop` >= ? AND (`shop` > ? OR (`shop` = ? AND (`sku` >= ?))) AND `shop` <= ? AND (`shop` < ? OR (`shop` = ? AND (`sku` <= ?))) AND (NOT (`amount` <=> `price`));

-- [backfill-2] compare prices.amount and price
--   lock: none on prices, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table prices by shop, sku; each commits together with its checkpoint
--   first key, once:
SELECT `shop`, `sku` FROM `prices` FORCE INDEX (`PRIMARY`) ORDER BY `shop`, `sku` LIMIT 1;
--   last key, once:
SELECT `shop`, `sku` FROM `prices` FORCE INDEX (`PRIMARY`) ORDER BY `shop` DESC, `sku` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.shop, ? number 2 = from.shop, ? number 3 = from.shop, ? number 4 = from.sku, ? number 5 = end.shop, ? number 6 = end.shop, ? number 7 = end.shop, ? number 8 = end.sku, ? number 9 = batch size - 1
SELECT `shop`, `sku` FROM `prices` FORCE INDEX (`PRIMARY`) WHERE `shop` >= ? AND (`shop` > ? OR (`shop` = ? AND (`sku` >= ?))) AND `shop` <= ? AND (`shop` < ? OR (`shop` = ? AND (`sku` <= ?))) ORDER BY `shop`, `sku` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.shop, ? number 2 = from.shop, ? number 3 = from.shop, ? number 4 = from.sku, ? number 5 = to.shop, ? number 6 = to.shop, ? number 7 = to.shop, ? number 8 = to.sku
SELECT `shop`, `sku` FROM `prices` FORCE INDEX (`PRIMARY`) WHERE `shop` >= ? AND (`shop` > ? OR (`shop` = ? AND (`sku` >= ?))) AND `shop` <= ? AND (`shop` < ? OR (`shop` = ? AND (`sku` <= ?))) AND (NOT (`amount` <=> `price`)) LIMIT 5;

-- ==== contract
-- [contract-1] compare prices.amount and price again
--   lock: none on prices, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table prices by shop, sku; each commits together with its checkpoint
--   first key, once:
SELECT `shop`, `sku` FROM `prices` FORCE INDEX (`PRIMARY`) ORDER BY `shop`, `sku` LIMIT 1;
--   last key, once:
SELECT `shop`, `sku` FROM `prices` FORCE INDEX (`PRIMARY`) ORDER BY `shop` DESC, `sku` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.shop, ? number 2 = from.shop, ? number 3 = from.shop, ? number 4 = from.sku, ? number 5 = end.shop, ? number 6 = end.shop, ? number 7 = end.shop, ? number 8 = end.sku, ? number 9 = batch size - 1
SELECT `shop`, `sku` FROM `prices` FORCE INDEX (`PRIMARY`) WHERE `shop` >= ? AND (`shop` > ? OR (`shop` = ? AND (`sku` >= ?))) AND `shop` <= ? AND (`shop` < ? OR (`shop` = ? AND (`sku` <= ?))) ORDER BY `shop`, `sku` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.shop, ? number 2 = from.shop, ? number 3 = from.shop, ? number 4 = from.sku, ? number 5 = to.shop, ? number 6 = to.shop, ? number 7 = to.shop, ? number 8 = to.sku
SELECT `shop`, `sku` FROM `prices` FORCE INDEX (`PRIMARY`) WHERE `shop` >= ? AND (`shop` > ? OR (`shop` = ? AND (`sku` >= ?))) AND `shop` <= ? AND (`shop` < ? OR (`shop` = ? AND (`sku` <= ?))) AND (NOT (`amount` <=> `price`)) LIMIT 5;

-- [contract-2] look for views and triggers that name prices.amount
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`prices`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`prices`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`prices`.`amount`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`prices`.`amount`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`amount`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`prices`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`prices`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`amount`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'prices' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qamount\\E(?![\\w$`])|\\Q`amount`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qamount\\E(?![\\w$`])|\\Q`amount`\\E(?!`)')
LIMIT 5;

-- [contract-3] make prices.price what amount is
--   strategy: online
--   lock: MDL exclusive on prices, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: while the triggers still stand: no NULL can come in between
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'prices' AND CAST(COLUMN_NAME AS BINARY) = 'price' AND IS_NULLABLE = 'NO'
--   runs: on its own
ALTER TABLE `prices` MODIFY COLUMN `price` decimal(10,2) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [contract-4] give prices.amount a default for its last moments
--   strategy: instant
--   lock: MDL exclusive on prices, milliseconds: metadata only; metadata only
--   why: inserts that leave it out must not fail between the triggers' end and its own
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'prices' AND CAST(COLUMN_NAME AS BINARY) = 'amount' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `prices` ALTER COLUMN `amount` SET DEFAULT 0, ALGORITHM=INSTANT;

-- [contract-5] stop the sync of prices.price on UPDATE
--   strategy: instant
--   lock: MDL exclusive on prices, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__price__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_prices__price__update`;

-- [contract-6] stop the sync of prices.price on INSERT
--   strategy: instant
--   lock: MDL exclusive on prices, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_prices__price__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_prices__price__insert`;

-- [contract-7] drop prices.amount
--   strategy: instant
--   lock: MDL exclusive on prices, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'prices' AND CAST(COLUMN_NAME AS BINARY) = 'amount'
--   runs: on its own
ALTER TABLE `prices` DROP COLUMN `amount`, ALGORITHM=INSTANT;
