-- migration: sql_on_complete
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
-- [contract-1] run ALTER TABLE users DROP COLUMN legacy
--   lock: as the statement takes it, not known; SQL of your own is run as it stands
--   why: the server commits it by itself: one statement is one step
--   destructive: cannot be rolled back
--   runs: on its own
ALTER TABLE users DROP COLUMN legacy;
