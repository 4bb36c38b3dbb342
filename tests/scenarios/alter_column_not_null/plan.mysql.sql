-- migration: alter_column_not_null
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: users.name is NOT NULL from contract on: old code may write NULL until then; contract refuses while there is one; with `up` it would hold from backfill on

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for rows without users.name
--   lock: none on users, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`name` IS NULL) LIMIT 5;

-- ==== contract
-- [contract-1] look for rows without users.name, again
--   lock: none on users, consistent reads; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` LIMIT 1;
--   last key, once:
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) ORDER BY `id` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.id, ? number 2 = end.id, ? number 3 = batch size - 1
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? ORDER BY `id` LIMIT 2 OFFSET ?;
--   the batch (a row returned is in the way):
--     ? number 1 = from.id, ? number 2 = to.id
SELECT `id` FROM `users` FORCE INDEX (`PRIMARY`) WHERE `id` >= ? AND `id` <= ? AND (`name` IS NULL) LIMIT 5;

-- [contract-2] make users.name NOT NULL
--   strategy: online
--   lock: MDL exclusive on users, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: the rows have been proven to have a value; the server refuses while one has none
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'name' AND IS_NULLABLE = 'NO'
--   runs: on its own
ALTER TABLE `users` MODIFY COLUMN `name` varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;
