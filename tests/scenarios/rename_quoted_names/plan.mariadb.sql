-- migration: rename_quoted_names
-- description: Names with spaces, quotes, reserved words and Unicode
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach order items; -- ünï.it's a "name" or from "λ" `where`
-- note: INSERT INTO order items; -- ünï VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach order items; -- ünï.Mixed Case or mixed ${case}

-- ==== expand
-- [expand-1] add order items; -- ünï.from "λ" `where` beside it's a "name"
--   strategy: instant
--   lock: MDL exclusive on order items; -- ünï, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'order items; -- ünï' AND CAST(COLUMN_NAME AS BINARY) = 'from "λ" `where`'
--   runs: on its own
--   undo: ALTER TABLE `order items; -- ünï` DROP COLUMN `from "λ" ``where```, ALGORITHM=INSTANT
ALTER TABLE `order items; -- ünï` ADD COLUMN `from "λ" ``where``` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL AFTER `it's a "name"`, ALGORITHM=INSTANT
;

-- [expand-2] keep order items; -- ünï.it's a "name" and from "λ" `where` in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on order items; -- ünï, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order items; -- ünï' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order items; -- ünï__from "λ" `where`__upd_8d86b507e9'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order items; -- ünï__from "λ" ``where``__upd_8d86b507e9`
CREATE TRIGGER `migrate_order items; -- ünï__from "λ" ``where``__upd_8d86b507e9` BEFORE UPDATE ON `order items; -- ünï` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`from "λ" ``where``` AS BINARY) <=> CAST(OLD.`from "λ" ``where``` AS BINARY)) THEN SET NEW.`it's a "name"` = NEW.`from "λ" ``where```;
  ELSEIF NOT (CAST(NEW.`it's a "name"` AS BINARY) <=> CAST(OLD.`it's a "name"` AS BINARY)) THEN SET NEW.`from "λ" ``where``` = NEW.`it's a "name"`;
  ELSEIF NOT (CAST(NEW.`from "λ" ``where``` AS BINARY) <=> CAST(NEW.`it's a "name"` AS BINARY)) THEN SET NEW.`from "λ" ``where``` = NEW.`it's a "name"`;
  END IF;
  IF NEW.`from "λ" ``where``` IS NULL THEN SET NEW.`from "λ" ``where``` = ''; END IF;
END;

-- [expand-3] keep order items; -- ünï.it's a "name" and from "λ" `where` in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on order items; -- ünï, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order items; -- ünï' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order items; -- ünï__from "λ" `where`__ins_e94acbd1be'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order items; -- ünï__from "λ" ``where``__ins_e94acbd1be`
CREATE TRIGGER `migrate_order items; -- ünï__from "λ" ``where``__ins_e94acbd1be` BEFORE INSERT ON `order items; -- ünï` FOR EACH ROW
BEGIN
  IF NEW.`from "λ" ``where``` IS NOT NULL THEN SET NEW.`it's a "name"` = NEW.`from "λ" ``where```;
  ELSE SET NEW.`from "λ" ``where``` = NEW.`it's a "name"`;
  END IF;
  IF NEW.`from "λ" ``where``` IS NULL THEN SET NEW.`from "λ" ``where``` = ''; END IF;
END;

-- [expand-4] add order items; -- ünï.mixed ${case} beside Mixed Case
--   strategy: instant
--   lock: MDL exclusive on order items; -- ünï, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'order items; -- ünï' AND CAST(COLUMN_NAME AS BINARY) = 'mixed ${case}'
--   runs: on its own
--   undo: ALTER TABLE `order items; -- ünï` DROP COLUMN `mixed ${case}`, ALGORITHM=INSTANT
ALTER TABLE `order items; -- ünï` ADD COLUMN `mixed ${case}` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL AFTER `Mixed Case`, ALGORITHM=INSTANT
;

-- [expand-5] keep order items; -- ünï.Mixed Case and mixed ${case} in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on order items; -- ünï, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order items; -- ünï' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order items; -- ünï__mixed ${case}__update_da970c51dd'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order items; -- ünï__mixed ${case}__update_da970c51dd`
CREATE TRIGGER `migrate_order items; -- ünï__mixed ${case}__update_da970c51dd` BEFORE UPDATE ON `order items; -- ünï` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`mixed ${case}` AS BINARY) <=> CAST(OLD.`mixed ${case}` AS BINARY)) THEN SET NEW.`Mixed Case` = NEW.`mixed ${case}`;
  ELSEIF NOT (CAST(NEW.`Mixed Case` AS BINARY) <=> CAST(OLD.`Mixed Case` AS BINARY)) THEN SET NEW.`mixed ${case}` = NEW.`Mixed Case`;
  ELSEIF NOT (CAST(NEW.`mixed ${case}` AS BINARY) <=> CAST(NEW.`Mixed Case` AS BINARY)) THEN SET NEW.`mixed ${case}` = NEW.`Mixed Case`;
  END IF;
END;

-- [expand-6] keep order items; -- ünï.Mixed Case and mixed ${case} in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on order items; -- ünï, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order items; -- ünï' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order items; -- ünï__mixed ${case}__insert_a12ca6dd25'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_order items; -- ünï__mixed ${case}__insert_a12ca6dd25`
CREATE TRIGGER `migrate_order items; -- ünï__mixed ${case}__insert_a12ca6dd25` BEFORE INSERT ON `order items; -- ünï` FOR EACH ROW
BEGIN
  IF NEW.`mixed ${case}` IS NOT NULL THEN SET NEW.`Mixed Case` = NEW.`mixed ${case}`;
  ELSE SET NEW.`mixed ${case}` = NEW.`Mixed Case`;
  END IF;
END;

-- ==== backfill
-- [backfill-1] fill order items; -- ünï.from "λ" `where` from it's a "name"
--   strategy: in place
--   lock: row locks on order items; -- ünï, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) ORDER BY `select` LIMIT 1
;
--   last key, once:
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) ORDER BY `select` DESC LIMIT 1
;
--   end of this batch and start of the next:
--     ? number 1 = from.select, ? number 2 = end.select, ? number 3 = batch size - 1
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) WHERE `select` >= ? AND `select` <= ? ORDER BY `select` LIMIT 2 OFFSET ?
;
--   the batch:
--     ? number 1 = from.select, ? number 2 = to.select
UPDATE `order items; -- ünï` FORCE INDEX (`PRIMARY`) SET `from "λ" ``where``` = `it's a "name"` WHERE `select` >= ? AND `select` <= ? AND (NOT (CAST(`it's a "name"` AS BINARY) <=> CAST(`from "λ" ``where``` AS BINARY)))
;

-- [backfill-2] compare order items; -- ünï.it's a "name" and from "λ" `where`
--   lock: none on order items; -- ünï, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) ORDER BY `select` LIMIT 1
;
--   last key, once:
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) ORDER BY `select` DESC LIMIT 1
;
--   end of this batch and start of the next:
--     ? number 1 = from.select, ? number 2 = end.select, ? number 3 = batch size - 1
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) WHERE `select` >= ? AND `select` <= ? ORDER BY `select` LIMIT 2 OFFSET ?
;
--   the batch (a row returned is a difference):
--     ? number 1 = from.select, ? number 2 = to.select
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) WHERE `select` >= ? AND `select` <= ? AND (NOT (CAST(`it's a "name"` AS BINARY) <=> CAST(`from "λ" ``where``` AS BINARY))) LIMIT 5
;

-- [backfill-3] fill order items; -- ünï.mixed ${case} from Mixed Case
--   strategy: in place
--   lock: row locks on order items; -- ünï, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) ORDER BY `select` LIMIT 1
;
--   last key, once:
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) ORDER BY `select` DESC LIMIT 1
;
--   end of this batch and start of the next:
--     ? number 1 = from.select, ? number 2 = end.select, ? number 3 = batch size - 1
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) WHERE `select` >= ? AND `select` <= ? ORDER BY `select` LIMIT 2 OFFSET ?
;
--   the batch:
--     ? number 1 = from.select, ? number 2 = to.select
UPDATE `order items; -- ünï` FORCE INDEX (`PRIMARY`) SET `mixed ${case}` = `Mixed Case` WHERE `select` >= ? AND `select` <= ? AND (NOT (CAST(`Mixed Case` AS BINARY) <=> CAST(`mixed ${case}` AS BINARY)))
;

-- [backfill-4] compare order items; -- ünï.Mixed Case and mixed ${case}
--   lock: none on order items; -- ünï, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) ORDER BY `select` LIMIT 1
;
--   last key, once:
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) ORDER BY `select` DESC LIMIT 1
;
--   end of this batch and start of the next:
--     ? number 1 = from.select, ? number 2 = end.select, ? number 3 = batch size - 1
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) WHERE `select` >= ? AND `select` <= ? ORDER BY `select` LIMIT 2 OFFSET ?
;
--   the batch (a row returned is a difference):
--     ? number 1 = from.select, ? number 2 = to.select
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) WHERE `select` >= ? AND `select` <= ? AND (NOT (CAST(`Mixed Case` AS BINARY) <=> CAST(`mixed ${case}` AS BINARY))) LIMIT 5
;

-- ==== contract
-- [contract-1] compare order items; -- ünï.it's a "name" and from "λ" `where` again
--   lock: none on order items; -- ünï, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) ORDER BY `select` LIMIT 1
;
--   last key, once:
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) ORDER BY `select` DESC LIMIT 1
;
--   end of this batch and start of the next:
--     ? number 1 = from.select, ? number 2 = end.select, ? number 3 = batch size - 1
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) WHERE `select` >= ? AND `select` <= ? ORDER BY `select` LIMIT 2 OFFSET ?
;
--   the batch (a row returned is a difference):
--     ? number 1 = from.select, ? number 2 = to.select
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) WHERE `select` >= ? AND `select` <= ? AND (NOT (CAST(`it's a "name"` AS BINARY) <=> CAST(`from "λ" ``where``` AS BINARY))) LIMIT 5
;

-- [contract-2] compare order items; -- ünï.Mixed Case and mixed ${case} again
--   lock: none on order items; -- ünï, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) ORDER BY `select` LIMIT 1
;
--   last key, once:
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) ORDER BY `select` DESC LIMIT 1
;
--   end of this batch and start of the next:
--     ? number 1 = from.select, ? number 2 = end.select, ? number 3 = batch size - 1
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) WHERE `select` >= ? AND `select` <= ? ORDER BY `select` LIMIT 2 OFFSET ?
;
--   the batch (a row returned is a difference):
--     ? number 1 = from.select, ? number 2 = to.select
SELECT `select` FROM `order items; -- ünï` FORCE INDEX (`PRIMARY`) WHERE `select` >= ? AND `select` <= ? AND (NOT (CAST(`Mixed Case` AS BINARY) <=> CAST(`mixed ${case}` AS BINARY))) LIMIT 5
;

-- [contract-3] look for views and triggers that name order items; -- ünï.it's a "name"
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`order items; -- ünï`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`order items; -- ünï`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`order items; -- ünï`.`it''s a "name"`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`order items; -- ünï`.`it''s a "name"`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`it''s a "name"`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`order items; -- ünï`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`order items; -- ünï`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`it''s a "name"`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order items; -- ünï' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qit''s a "name"\\E(?![\\w$`])|\\Q`it''s a "name"`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qit''s a "name"\\E(?![\\w$`])|\\Q`it''s a "name"`\\E(?!`)')
LIMIT 5;

-- [contract-4] make order items; -- ünï.from "λ" `where` what it's a "name" is
--   strategy: online
--   lock: MDL exclusive on order items; -- ünï, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: while the triggers still stand: no NULL can come in between
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'order items; -- ünï' AND CAST(COLUMN_NAME AS BINARY) = 'from "λ" `where`' AND IS_NULLABLE = 'NO'
--   runs: on its own
ALTER TABLE `order items; -- ünï` MODIFY COLUMN `from "λ" ``where``` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL, ALGORITHM=INPLACE, LOCK=NONE
;

-- [contract-5] give order items; -- ünï.it's a "name" a default for its last moments
--   strategy: instant
--   lock: MDL exclusive on order items; -- ünï, milliseconds: metadata only; metadata only
--   why: inserts that leave it out must not fail between the triggers' end and its own
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'order items; -- ünï' AND CAST(COLUMN_NAME AS BINARY) = 'it''s a "name"' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `order items; -- ünï` ALTER COLUMN `it's a "name"` SET DEFAULT '', ALGORITHM=INSTANT
;

-- [contract-6] stop the sync of order items; -- ünï.from "λ" `where` on UPDATE
--   strategy: instant
--   lock: MDL exclusive on order items; -- ünï, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order items; -- ünï__from "λ" `where`__upd_8d86b507e9'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order items; -- ünï__from "λ" ``where``__upd_8d86b507e9`
;

-- [contract-7] stop the sync of order items; -- ünï.from "λ" `where` on INSERT
--   strategy: instant
--   lock: MDL exclusive on order items; -- ünï, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order items; -- ünï__from "λ" `where`__ins_e94acbd1be'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order items; -- ünï__from "λ" ``where``__ins_e94acbd1be`
;

-- [contract-8] drop order items; -- ünï.it's a "name"
--   strategy: instant
--   lock: MDL exclusive on order items; -- ünï, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'order items; -- ünï' AND CAST(COLUMN_NAME AS BINARY) = 'it''s a "name"'
--   runs: on its own
ALTER TABLE `order items; -- ünï` DROP COLUMN `it's a "name"`, ALGORITHM=INSTANT
;

-- [contract-9] look for views and triggers that name order items; -- ünï.Mixed Case
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`order items; -- ünï`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`order items; -- ünï`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`order items; -- ünï`.`Mixed Case`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`order items; -- ünï`.`Mixed Case`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`Mixed Case`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`order items; -- ünï`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`order items; -- ünï`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`Mixed Case`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'order items; -- ünï' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\QMixed Case\\E(?![\\w$`])|\\Q`Mixed Case`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\QMixed Case\\E(?![\\w$`])|\\Q`Mixed Case`\\E(?!`)')
LIMIT 5;

-- [contract-10] stop the sync of order items; -- ünï.mixed ${case} on UPDATE
--   strategy: instant
--   lock: MDL exclusive on order items; -- ünï, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order items; -- ünï__mixed ${case}__update_da970c51dd'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order items; -- ünï__mixed ${case}__update_da970c51dd`
;

-- [contract-11] stop the sync of order items; -- ünï.mixed ${case} on INSERT
--   strategy: instant
--   lock: MDL exclusive on order items; -- ünï, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_order items; -- ünï__mixed ${case}__insert_a12ca6dd25'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_order items; -- ünï__mixed ${case}__insert_a12ca6dd25`
;

-- [contract-12] drop order items; -- ünï.Mixed Case
--   strategy: instant
--   lock: MDL exclusive on order items; -- ünï, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'order items; -- ünï' AND CAST(COLUMN_NAME AS BINARY) = 'Mixed Case'
--   runs: on its own
ALTER TABLE `order items; -- ünï` DROP COLUMN `Mixed Case`, ALGORITHM=INSTANT
;
