-- migration: add_column_up
-- description: A NOT NULL column derived from others until somebody sets it
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: INSERT INTO orders VALUES (…) without a list of columns fails while the table has one column more than the code knows
-- note: the triggers run with the rights of the user that runs `migrate expand` (their definer): that user must stay until contract
-- note: where `up` of orders.total fails for a row, old code's write of that row fails too: try it on real rows first

-- ==== expand
-- [expand-1] add orders.total, derived from the row
--   strategy: instant
--   lock: MDL exclusive on orders, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code leaves the column out: the trigger fills it from the row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'orders' AND CAST(COLUMN_NAME AS BINARY) = 'total'
--   runs: on its own
--   undo: ALTER TABLE `orders` DROP COLUMN `total`, ALGORITHM=INSTANT
--   loss: values of orders.total, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `orders` WHERE `total` IS NOT NULL AND NOT (`total` <=> (price * quantity)) LIMIT 1000) AS found
ALTER TABLE `orders` ADD COLUMN `total` INTEGER NULL, ALGORITHM=INSTANT;

-- [expand-2] derive orders.total on UPDATE
--   strategy: in place
--   lock: MDL exclusive on orders, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'orders' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__total__update'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_orders__total__update`
CREATE TRIGGER `migrate_orders__total__update` BEFORE UPDATE ON `orders` FOR EACH ROW
BEGIN
  DECLARE migrate_was INTEGER;
  IF NEW.`total` <=> OLD.`total` THEN
    SET migrate_was = (SELECT price * quantity FROM (SELECT OLD.`price` AS `price`, OLD.`quantity` AS `quantity`) AS `orders`);
    IF OLD.`total` IS NULL OR OLD.`total` <=> migrate_was THEN SET NEW.`total` = (SELECT price * quantity FROM (SELECT NEW.`price` AS `price`, NEW.`quantity` AS `quantity`) AS `orders`); END IF;
  END IF;
END;

-- [expand-3] derive orders.total on INSERT
--   strategy: in place
--   lock: MDL exclusive on orders, milliseconds: metadata only; waits for open transactions that used the table; every write after it fires the trigger
--   why: what one version of the application writes the other one reads
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'orders' AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__total__insert'
--   runs: on its own
--   undo: DROP TRIGGER IF EXISTS `migrate_orders__total__insert`
CREATE TRIGGER `migrate_orders__total__insert` BEFORE INSERT ON `orders` FOR EACH ROW
BEGIN
  IF NEW.`total` IS NULL THEN SET NEW.`total` = (SELECT price * quantity FROM (SELECT NEW.`price` AS `price`, NEW.`quantity` AS `quantity`) AS `orders`); END IF;
END;

-- ==== backfill
-- [backfill-1] fill orders.total
--   strategy: in place
--   lock: row locks on orders, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.id, ? number 2 = to.id
UPDATE `orders` FORCE INDEX (`PRIMARY`) SET `total` = (price * quantity) WHERE `id` >= ? AND `id` <= ? AND (`total` IS NULL);

-- [backfill-2] look for rows without orders.total
--   lock: none on orders, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `orders` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`total` IS NULL) LIMIT 5;

-- [backfill-3] make orders.total NOT NULL
--   strategy: online
--   lock: MDL exclusive on orders, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'orders' AND CAST(COLUMN_NAME AS BINARY) = 'total' AND IS_NULLABLE = 'NO'
--   runs: on its own
--   undo: ALTER TABLE `orders` ALTER COLUMN `total` SET DEFAULT 0, ALGORITHM=INSTANT
ALTER TABLE `orders` MODIFY COLUMN `total` INTEGER NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- ==== contract
-- [contract-1] stop the sync of orders.total on UPDATE
--   strategy: instant
--   lock: MDL exclusive on orders, milliseconds: metadata only; metadata only
--   why: first: left alone it would take a fresh row for one that was never filled
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__total__update'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_orders__total__update`;

-- [contract-2] stop the sync of orders.total on INSERT
--   strategy: instant
--   lock: MDL exclusive on orders, milliseconds: metadata only; metadata only
--   why: all live code uses the new shape
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND CAST(TRIGGER_NAME AS BINARY) = 'migrate_orders__total__insert'
--   runs: on its own
DROP TRIGGER IF EXISTS `migrate_orders__total__insert`;
