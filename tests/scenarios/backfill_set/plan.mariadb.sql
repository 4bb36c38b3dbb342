-- migration: backfill_set
-- description: Every order's total, row by row
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] set orders.total, orders.note
--   strategy: in place
--   lock: row locks on orders, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: short batches; each commits with its checkpoint, so that no range is done twice
--   undo: UPDATE orders SET total = NULL, note = NULL WHERE note LIKE 'filled%'
--   lock of undo: as the statements take it, not known; SQL of your own is run as it stands
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
UPDATE `orders` FORCE INDEX (`PRIMARY`) SET `total` = (qty * price  -- as the invoice has it
), `note` = (CONCAT('filled ', id)
) WHERE `id` >= ? AND `id` <= ? AND ((total IS NULL
));

-- [backfill-2] verify: every order has its total
--   lock: none; a read
--   why: asked for by the file
--   expects: the one value 0
SELECT count(*) FROM orders WHERE total IS NULL;

-- ==== contract
-- nothing to do
