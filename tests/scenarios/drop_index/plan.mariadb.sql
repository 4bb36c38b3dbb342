-- migration: drop_index
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] drop index events_kind of events
--   strategy: online
--   lock: MDL exclusive on events, milliseconds at its begin and end; metadata only; LOCK=NONE: the server refuses rather than blocks writes
--   why: metadata only; no live code relies on it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'events' AND CAST(INDEX_NAME AS BINARY) = 'events_kind'
--   runs: on its own
ALTER TABLE `events` DROP INDEX `events_kind`, ALGORITHM=NOCOPY, LOCK=NONE;

-- [contract-2] drop index events_code of events
--   strategy: online
--   lock: MDL exclusive on events, milliseconds at its begin and end; metadata only; LOCK=NONE: the server refuses rather than blocks writes
--   why: metadata only; no live code relies on it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'events' AND CAST(INDEX_NAME AS BINARY) = 'events_code'
--   runs: on its own
ALTER TABLE `events` DROP INDEX `events_code`, ALGORITHM=NOCOPY, LOCK=NONE;
