-- migration: sql_file
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: the backfill at migrations/sql_file.sql:5 has no `down`: rollback leaves what it did to rows

-- ==== expand
-- [expand-1] run ALTER TABLE orders ADD COLUMN euros INTEGER
--   lock: as the statement takes it, not known; SQL of your own is run as it stands
--   why: the server commits it by itself: one statement is one step
--   runs: on its own
--   undo: DROP TABLE order_log
--   undo: ALTER TABLE orders DROP COLUMN euros
ALTER TABLE orders ADD COLUMN euros INTEGER;

-- [expand-2] run CREATE TABLE order_log (id INTEGER PRIMARY KEY, what VARC…
--   lock: as the statement takes it, not known; SQL of your own is run as it stands
--   why: the server commits it by itself: one statement is one step
--   runs: on its own
CREATE TABLE order_log (id INTEGER PRIMARY KEY, what VARCHAR(20));

-- ==== backfill
-- [backfill-1] update orders in batches
--   strategy: in place
--   lock: row locks on orders, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: short batches; each commits with its checkpoint, so that no range is done twice
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
UPDATE orders SET euros = cents DIV 100 WHERE euros IS NULL AND (`orders`.`id` >= ? AND `orders`.`id` <= ?);

-- [backfill-2] run UPDATE orders SET note = 'none' WHERE note IS NULL
--   lock: as the statement takes it, not known; SQL of your own is run as it stands
--   why: it commits together with its record
--   runs: in one transaction with its record
UPDATE orders SET note = 'none' WHERE note IS NULL;

-- ==== contract
-- [contract-1] run ALTER TABLE orders DROP COLUMN cents
--   lock: as the statement takes it, not known; SQL of your own is run as it stands
--   why: the server commits it by itself: one statement is one step
--   destructive: cannot be rolled back
--   runs: on its own
ALTER TABLE orders DROP COLUMN cents;
