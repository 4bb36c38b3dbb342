-- migration: long_names
-- description: Names of 63 bytes that differ in their last byte only
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 or column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3
-- note: INSERT INTO table_able_able_able_able_able_able_able_able_able_able_able_aa VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: rows changed by foreign-key cascades do not fire triggers; none can reach table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2 or column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4

-- ==== expand
-- [expand-1] add table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 beside column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1
--   strategy: instant
--   lock: MDL exclusive on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND CAST(COLUMN_NAME AS BINARY) = 'column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3'
--   runs: on its own
--   undo: ALTER TABLE `table_able_able_able_able_able_able_able_able_able_able_able_aa` DROP COLUMN `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3`, ALGORITHM=INSTANT
ALTER TABLE `table_able_able_able_able_able_able_able_able_able_able_able_aa` ADD COLUMN `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3` int(11) NULL AFTER `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1`, ALGORITHM=INSTANT;

-- [expand-2] keep table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 and column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_table_able_able_able_able_able_able_able_able_4dd88fd514'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_table_able_able_able_able_able_able_able_able_4dd88fd514`
CREATE TRIGGER `migrate_table_able_able_able_able_able_able_able_able_4dd88fd514` BEFORE UPDATE ON `table_able_able_able_able_able_able_able_able_able_able_able_aa` FOR EACH ROW
BEGIN
  IF NOT (NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3` <=> OLD.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3`) THEN SET NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1` = NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3`;
  ELSEIF NOT (NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1` <=> OLD.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1`) THEN SET NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3` = NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1`;
  ELSEIF NOT (NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3` <=> NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1`) THEN SET NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3` = NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1`;
  END IF;
  IF NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3` IS NULL THEN SET NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3` = 0; END IF;
END;

-- [expand-3] keep table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 and column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_table_able_able_able_able_able_able_able_able_5a77e6c17c'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_table_able_able_able_able_able_able_able_able_5a77e6c17c`
CREATE TRIGGER `migrate_table_able_able_able_able_able_able_able_able_5a77e6c17c` BEFORE INSERT ON `table_able_able_able_able_able_able_able_able_able_able_able_aa` FOR EACH ROW
BEGIN
  IF NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3` IS NOT NULL THEN SET NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1` = NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3`;
  ELSE SET NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3` = NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1`;
  END IF;
  IF NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3` IS NULL THEN SET NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3` = 0; END IF;
END;

-- [expand-4] add table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 beside column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2
--   strategy: instant
--   lock: MDL exclusive on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: nullable: old code's rows leave it out until the trigger fills it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND CAST(COLUMN_NAME AS BINARY) = 'column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4'
--   runs: on its own
--   undo: ALTER TABLE `table_able_able_able_able_able_able_able_able_able_able_able_aa` DROP COLUMN `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4`, ALGORITHM=INSTANT
ALTER TABLE `table_able_able_able_able_able_able_able_able_able_able_able_aa` ADD COLUMN `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4` varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL AFTER `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2`, ALGORITHM=INSTANT;

-- [expand-5] keep table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2 and column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 in step on UPDATE
--   strategy: in place
--   lock: MDL exclusive on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_table_able_able_able_able_able_able_able_able_0c5fd04d47'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_table_able_able_able_able_able_able_able_able_0c5fd04d47`
CREATE TRIGGER `migrate_table_able_able_able_able_able_able_able_able_0c5fd04d47` BEFORE UPDATE ON `table_able_able_able_able_able_able_able_able_able_able_able_aa` FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4` AS BINARY) <=> CAST(OLD.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4` AS BINARY)) THEN SET NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2` = NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4`;
  ELSEIF NOT (CAST(NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2` AS BINARY) <=> CAST(OLD.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2` AS BINARY)) THEN SET NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4` = NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2`;
  ELSEIF NOT (CAST(NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4` AS BINARY) <=> CAST(NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2` AS BINARY)) THEN SET NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4` = NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2`;
  END IF;
END;

-- [expand-6] keep table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2 and column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 in step on INSERT
--   strategy: in place
--   lock: MDL exclusive on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_table_able_able_able_able_able_able_able_able_cd0868a34c'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_table_able_able_able_able_able_able_able_able_cd0868a34c`
CREATE TRIGGER `migrate_table_able_able_able_able_able_able_able_able_cd0868a34c` BEFORE INSERT ON `table_able_able_able_able_able_able_able_able_able_able_able_aa` FOR EACH ROW
BEGIN
  IF NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4` IS NOT NULL THEN SET NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2` = NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4`;
  ELSE SET NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4` = NEW.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2`;
  END IF;
END;

-- ==== backfill
-- [backfill-1] fill table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 from column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1
--   strategy: in place
--   lock: row locks on table_able_able_able_able_able_able_able_able_able_able_able_aa, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) SET `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3` = `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1` WHERE `id` >= ? AND `id` <= ? AND (NOT (`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1` <=> `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3`));

-- [backfill-2] compare table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 and column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3
--   lock: none on table_able_able_able_able_able_able_able_able_able_able_able_aa, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1` <=> `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3`)) LIMIT 5;

-- [backfill-3] fill table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 from column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2
--   strategy: in place
--   lock: row locks on table_able_able_able_able_able_able_able_able_able_able_able_aa, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: since the triggers stand, a difference means "not filled yet" and nothing else
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) SET `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4` = `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2` WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2` AS BINARY) <=> CAST(`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4` AS BINARY)));

-- [backfill-4] compare table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2 and column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4
--   lock: none on table_able_able_able_able_able_able_able_able_able_able_able_aa, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2` AS BINARY) <=> CAST(`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4` AS BINARY))) LIMIT 5;

-- ==== contract
-- [contract-1] compare table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 and column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 again
--   lock: none on table_able_able_able_able_able_able_able_able_able_able_able_aa, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1` <=> `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3`)) LIMIT 5;

-- [contract-2] compare table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2 and column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 again
--   lock: none on table_able_able_able_able_able_able_able_able_able_able_able_aa, consistent reads; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is a difference):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `table_able_able_able_able_able_able_able_able_able_able_able_aa` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (NOT (CAST(`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2` AS BINARY) <=> CAST(`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4` AS BINARY))) LIMIT 5;

-- [contract-3] look for views and triggers that name table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`table_able_able_able_able_able_able_able_able_able_able_able_aa`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`table_able_able_able_able_able_able_able_able_able_able_able_aa`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`table_able_able_able_able_able_able_able_able_able_able_able_aa`.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`table_able_able_able_able_able_able_able_able_able_able_able_aa`.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`table_able_able_able_able_able_able_able_able_able_able_able_aa`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`table_able_able_able_able_able_able_able_able_able_able_able_aa`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qcolumn_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1\\E(?![\\w$`])|\\Q`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qcolumn_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1\\E(?![\\w$`])|\\Q`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1`\\E(?!`)')
LIMIT 5;

-- [contract-4] make table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 what column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 is
--   strategy: online
--   lock: MDL exclusive on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: while the triggers still stand: no NULL can come in between
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND CAST(COLUMN_NAME AS BINARY) = 'column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3' AND IS_NULLABLE = 'NO'
--   runs: on its own
ALTER TABLE `table_able_able_able_able_able_able_able_able_able_able_able_aa` MODIFY COLUMN `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3` int(11) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [contract-5] give table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 a default for its last moments
--   strategy: instant
--   lock: MDL exclusive on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: metadata only; metadata only
--   why: inserts that leave it out must not fail between the triggers' end and its own
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND CAST(COLUMN_NAME AS BINARY) = 'column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1' AND (COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')
--   runs: on its own
ALTER TABLE `table_able_able_able_able_able_able_able_able_able_able_able_aa` ALTER COLUMN `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1` SET DEFAULT 0, ALGORITHM=INSTANT;

-- [contract-6] stop the sync of table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 on UPDATE
--   strategy: instant
--   lock: MDL exclusive on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_table_able_able_able_able_able_able_able_able_4dd88fd514'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_table_able_able_able_able_able_able_able_able_4dd88fd514`;

-- [contract-7] stop the sync of table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 on INSERT
--   strategy: instant
--   lock: MDL exclusive on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_table_able_able_able_able_able_able_able_able_5a77e6c17c'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_table_able_able_able_able_able_able_able_able_5a77e6c17c`;

-- [contract-8] drop table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1
--   strategy: instant
--   lock: MDL exclusive on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND CAST(COLUMN_NAME AS BINARY) = 'column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1'
--   runs: on its own
ALTER TABLE `table_able_able_able_able_able_able_able_able_able_able_able_aa` DROP COLUMN `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1`, ALGORITHM=INSTANT;

-- [contract-9] look for views and triggers that name table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2
--   lock: none on the catalog, consistent reads; reads and writes go on
--   why: they would fail once the column is gone
--   expects: no row
SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ((INSTR(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.`table_able_able_able_able_able_able_able_able_able_able_able_aa`')) > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), CONCAT('`', DATABASE(), '`.`table_able_able_able_able_able_able_able_able_able_able_able_aa`')) > 0)) AND ((INSTR(VIEW_DEFINITION, '`table_able_able_able_able_able_able_able_able_able_able_able_aa`.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2`') > 0 AND (@@lower_case_table_names > 0 OR INSTR(CAST(VIEW_DEFINITION AS BINARY), '`table_able_able_able_able_able_able_able_able_able_able_able_aa`.`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2`') > 0)) OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '(`(?:[^`]|``)+`)\\.\\Q`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2`\\E(?!`).*\\Q`', DATABASE(), '\\E\\Q`.`table_able_able_able_able_able_able_able_able_able_able_able_aa`\\E(?: PARTITION \\([^)]*\\))? \\1') OR VIEW_DEFINITION REGEXP CONCAT(IF(@@lower_case_table_names > 0, '(?si)', '(?s-i)'), '\\Q`', DATABASE(), '\\E\\Q`.`table_able_able_able_able_able_able_able_able_able_able_able_aa`\\E(?: PARTITION \\([^)]*\\))? (`(?:[^`]|``)+`).*\\1\\.\\Q`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2`\\E(?!`)')) OR (TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))
UNION ALL
SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND TRIGGER_NAME NOT LIKE 'migrate\_%' AND (ACTION_STATEMENT REGEXP '(?i)(?<![\\w$])(?:NEW|OLD)`?\\s*\\.\\s*(?:\\Qcolumn_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2\\E(?![\\w$`])|\\Q`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2`\\E(?!`))' OR REGEXP_REPLACE(ACTION_STATEMENT, '''(?:[^''\\\\]++|\\\\.)*+''|(?s:/\\*.*?\\*/)|(?:-- |#)[^\\n]*', '') REGEXP '(?i)(?<![\\w$`])\\Qcolumn_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2\\E(?![\\w$`])|\\Q`column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2`\\E(?!`)')
LIMIT 5;

-- [contract-10] stop the sync of table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 on UPDATE
--   strategy: instant
--   lock: MDL exclusive on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_table_able_able_able_able_able_able_able_able_0c5fd04d47'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_table_able_able_able_able_able_able_able_able_0c5fd04d47`;

-- [contract-11] stop the sync of table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 on INSERT
--   strategy: instant
--   lock: MDL exclusive on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_table_able_able_able_able_able_able_able_able_cd0868a34c'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_table_able_able_able_able_able_able_able_able_cd0868a34c`;

-- [contract-12] drop table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2
--   strategy: instant
--   lock: MDL exclusive on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code uses it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND CAST(COLUMN_NAME AS BINARY) = 'column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2'
--   runs: on its own
ALTER TABLE `table_able_able_able_able_able_able_able_able_able_able_able_aa` DROP COLUMN `column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2`, ALGORITHM=INSTANT;
