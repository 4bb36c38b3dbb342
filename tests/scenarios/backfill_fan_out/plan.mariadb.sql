-- migration: backfill_fan_out
-- description: A row for each item of an order, which nothing but the checkpoint keeps from being there twice
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] insert into order_items in batches of orders
--   strategy: in place
--   lock: row locks on orders, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: short batches; each commits with its checkpoint, so that no range is done twice
--   undo: DELETE FROM order_items
--   lock of undo: as the statements take it, not known; SQL of your own is run as it stands
--   batches: table orders by tenant, number; each commits together with its checkpoint
--   first key, once:
SELECT `tenant`, `number` FROM `orders` FORCE INDEX (`PRIMARY`) ORDER BY `tenant`, `number` LIMIT 1;
--   last key, once:
SELECT `tenant`, `number` FROM `orders` FORCE INDEX (`PRIMARY`) ORDER BY `tenant` DESC, `number` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.tenant, ? number 2 = from.tenant, ? number 3 = from.tenant, ? number 4 = from.number, ? number 5 = end.tenant, ? number 6 = end.tenant, ? number 7 = end.tenant, ? number 8 = end.number, ? number 9 = batch size - 1
SELECT `tenant`, `number` FROM `orders` FORCE INDEX (`PRIMARY`) WHERE `tenant` >= ? AND (`tenant` > ? OR (`tenant` = ? AND (`number` >= ?))) AND `tenant` <= ? AND (`tenant` < ? OR (`tenant` = ? AND (`number` <= ?))) ORDER BY `tenant`, `number` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.tenant, ? number 2 = from.tenant, ? number 3 = from.tenant, ? number 4 = from.number, ? number 5 = to.tenant, ? number 6 = to.tenant, ? number 7 = to.tenant, ? number 8 = to.number
INSERT INTO order_items (tenant, number, item)
SELECT o.tenant, o.number, n.n FROM orders AS o JOIN numbers AS n ON n.n <= o.items
WHERE (o.`tenant` >= ? AND (o.`tenant` > ? OR (o.`tenant` = ? AND (o.`number` >= ?))) AND o.`tenant` <= ? AND (o.`tenant` < ? OR (o.`tenant` = ? AND (o.`number` <= ?))));

-- ==== contract
-- nothing to do
