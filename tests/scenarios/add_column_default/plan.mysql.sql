-- migration: add_column_default
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: INSERT INTO users VALUES (…) without a list of columns fails while the table has one column more than the code knows

-- ==== expand
-- [expand-1] add users.status
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: a constant default is kept in the catalog, not written to every row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'status'
--   runs: on its own
--   undo: ALTER TABLE `users` DROP COLUMN `status`, ALGORITHM=INSTANT
--   loss: values of users.status, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `users` WHERE NOT (CAST(`status` AS BINARY) <=> CAST(DEFAULT(`status`) AS BINARY)) LIMIT 1000) AS found
ALTER TABLE `users` ADD COLUMN `status` VARCHAR(20) NOT NULL DEFAULT 'it''s on', ALGORITHM=INSTANT;

-- [expand-2] add users.score
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: a constant default is kept in the catalog, not written to every row
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'score'
--   runs: on its own
--   undo: ALTER TABLE `users` DROP COLUMN `score`, ALGORITHM=INSTANT
--   loss: values of users.score, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `users` WHERE NOT (`score` <=> 7) LIMIT 1000) AS found
ALTER TABLE `users` ADD COLUMN `score` INTEGER NOT NULL DEFAULT 7, ALGORITHM=INSTANT;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
