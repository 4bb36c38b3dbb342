-- migration: alter_column_drop_default
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] drop the default of users.plan
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code may leave the column out
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'plan' AND COLUMN_DEFAULT IS NULL AND CAST(EXTRA AS BINARY) = CAST('' AS BINARY)
--   runs: on its own
ALTER TABLE `users` ALTER COLUMN `plan` DROP DEFAULT, ALGORITHM=INSTANT;
