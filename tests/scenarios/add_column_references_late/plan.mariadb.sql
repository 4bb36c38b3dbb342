-- migration: add_column_references_late
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: INSERT INTO shops VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: where `up` of shops.region fails for a row, old code's write of that row fails too: try it on real rows first
-- note: shops_region holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows
-- note: shops_second holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows

-- ==== expand
-- [expand-1] add shops.region, derived from the row
--   strategy: instant
--   lock: MDL exclusive on shops, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'shops' AND CAST(COLUMN_NAME AS BINARY) = 'region'
--   runs: on its own
--   undo: ALTER TABLE `shops` DROP COLUMN `region`, ALGORITHM=INSTANT
--   loss: values of shops.region, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `shops` WHERE `region` IS NOT NULL AND NOT (CAST(`region` AS BINARY) <=> CAST(CONVERT((CASE WHEN id = 1 THEN 'w' ELSE 's' END) USING utf8mb4) AS BINARY)) LIMIT 1000) AS found
ALTER TABLE `shops` ADD COLUMN `region` varchar(5) NULL, ALGORITHM=INSTANT;

-- [expand-2] derive shops.region on UPDATE
--   strategy: in place
--   lock: MDL exclusive on shops, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'shops' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_shops__region__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_shops__region__update`
CREATE TRIGGER `migrate_shops__region__update` BEFORE UPDATE ON `shops` FOR EACH ROW
BEGIN
  DECLARE migrate_was varchar(5) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
  IF CAST(NEW.`region` AS BINARY) <=> CAST(OLD.`region` AS BINARY) THEN
    SET migrate_was = (SELECT CASE WHEN id = 1 THEN 'w' ELSE 's' END FROM (SELECT OLD.`id` AS `id`) AS `shops`);
    IF OLD.`region` IS NULL OR CAST(OLD.`region` AS BINARY) <=> CAST(migrate_was AS BINARY) THEN SET NEW.`region` = (SELECT CASE WHEN id = 1 THEN 'w' ELSE 's' END FROM (SELECT NEW.`id` AS `id`) AS `shops`); END IF;
  END IF;
END;

-- [expand-3] derive shops.region on INSERT
--   strategy: in place
--   lock: MDL exclusive on shops, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'shops' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_shops__region__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_shops__region__insert`
CREATE TRIGGER `migrate_shops__region__insert` BEFORE INSERT ON `shops` FOR EACH ROW
BEGIN
  IF NEW.`region` IS NULL THEN SET NEW.`region` = (SELECT CASE WHEN id = 1 THEN 'w' ELSE 's' END FROM (SELECT NEW.`id` AS `id`) AS `shops`); END IF;
END;

-- [expand-4] add shops.second
--   strategy: instant
--   lock: MDL exclusive on shops, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: an empty column is a change of the catalog alone
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'shops' AND CAST(COLUMN_NAME AS BINARY) = 'second'
--   runs: on its own
--   undo: ALTER TABLE `shops` DROP COLUMN `second`, ALGORITHM=INSTANT
--   loss: values of shops.second, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `shops` WHERE `second` IS NOT NULL LIMIT 1000) AS found
ALTER TABLE `shops` ADD COLUMN `second` varchar(5) NULL, ALGORITHM=INSTANT;

-- ==== backfill
-- [backfill-1] fill shops.region
--   strategy: in place
--   lock: row locks on shops, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
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
UPDATE `shops` FORCE INDEX (`PRIMARY`) SET `region` = (CASE WHEN id = 1 THEN 'w' ELSE 's' END) WHERE `id` >= ? AND `id` <= ? AND (`region` IS NULL);

-- [backfill-2] look for rows without shops.region
--   lock: none on shops, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`region` IS NULL) LIMIT 5;

-- [backfill-3] make shops.region NOT NULL
--   strategy: online
--   lock: MDL exclusive on shops, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'shops' AND CAST(COLUMN_NAME AS BINARY) = 'region' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `shops` ALTER COLUMN `region` SET DEFAULT '', ALGORITHM=INSTANT
ALTER TABLE `shops` MODIFY COLUMN `region` varchar(5) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [backfill-4] look for rows of shops that shops_region would refuse
--   lock: none on shops, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`shops`.`region` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `regions` AS migrate_parent WHERE migrate_parent.`code` = `shops`.`region`)) LIMIT 5;

-- [backfill-5] look for rows of shops that shops_second would refuse
--   lock: none on shops, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`shops`.`second` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `regions` AS migrate_parent WHERE migrate_parent.`code` = `shops`.`second`)) LIMIT 5;

-- ==== contract
-- [contract-1] look for rows of shops that shops_region would refuse, again
--   lock: none on shops, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`shops`.`region` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `regions` AS migrate_parent WHERE migrate_parent.`code` = `shops`.`region`)) LIMIT 5;

-- [contract-2] look for rows of shops that shops_second would refuse, again
--   lock: none on shops, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `shops` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`shops`.`second` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `regions` AS migrate_parent WHERE migrate_parent.`code` = `shops`.`second`)) LIMIT 5;

-- [contract-3] stop the sync of shops.region on UPDATE
--   strategy: instant
--   lock: MDL exclusive on shops, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_shops__region__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_shops__region__update`;

-- [contract-4] stop the sync of shops.region on INSERT
--   strategy: instant
--   lock: MDL exclusive on shops, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_shops__region__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_shops__region__insert`;

-- [contract-5] add foreign key shops_region to shops
--   strategy: online
--   lock: MDL exclusive on shops, regions, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: with foreign_key_checks on, the server would copy the table to look at its rows; every write after it is checked in either case
--   probe: SELECT 1 - (SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'shops' AND CAST(CONSTRAINT_NAME AS BINARY) = 'shops_region')
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `shops` ADD CONSTRAINT `shops_region` FOREIGN KEY (`region`) REFERENCES `regions` (`code`) ON DELETE CASCADE ON UPDATE CASCADE, ALGORITHM=NOCOPY, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [contract-6] see that every row of shops keeps shops_region
--   lock: none on shops, while the table is read once; reads and writes go on
--   why: what was written between the search and the key is found here
--   expects: no row
SELECT `shops`.`id` FROM `shops` WHERE `shops`.`region` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `regions` AS migrate_parent WHERE migrate_parent.`code` = `shops`.`region`) LIMIT 5;

-- [contract-7] add foreign key shops_second to shops
--   strategy: online
--   lock: MDL exclusive on shops, regions, milliseconds at its begin and end; reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: with foreign_key_checks on, the server would copy the table to look at its rows; every write after it is checked in either case
--   probe: SELECT 1 - (SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'shops' AND CAST(CONSTRAINT_NAME AS BINARY) = 'shops_second')
--   cleanup: SET SESSION foreign_key_checks = 1
--   runs: on its own
SET SESSION foreign_key_checks = 0;
ALTER TABLE `shops` ADD CONSTRAINT `shops_second` FOREIGN KEY (`second`) REFERENCES `regions` (`code`) ON DELETE SET NULL, ALGORITHM=NOCOPY, LOCK=NONE;
SET SESSION foreign_key_checks = 1;

-- [contract-8] see that every row of shops keeps shops_second
--   lock: none on shops, while the table is read once; reads and writes go on
--   why: what was written between the search and the key is found here
--   expects: no row
SELECT `shops`.`id` FROM `shops` WHERE `shops`.`second` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `regions` AS migrate_parent WHERE migrate_parent.`code` = `shops`.`second`) LIMIT 5;
