-- migration: quarantine_drop_index
-- description: Drop two indexes, which no statement uses for a day before they go, where the server can have it so
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
-- ---- hidden first: `migrate rollback` brings it back
-- [contract-1] hide index events_kind of events
--   strategy: instant
--   lock: MDL exclusive on events, milliseconds: metadata only; metadata only
--   why: no statement uses it any more, and one that names it fails; each write keeps it up, so it can be brought back at once
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'events' AND CAST(INDEX_NAME AS BINARY) = 'events_kind' AND IS_VISIBLE <> 'YES'
--   runs: on its own
--   undo: ALTER TABLE `events` ALTER INDEX `events_kind` VISIBLE, ALGORITHM=INPLACE, LOCK=NONE
ALTER TABLE `events` ALTER INDEX `events_kind` INVISIBLE, ALGORITHM=INPLACE, LOCK=NONE;

-- [contract-2] hide index events_code of events
--   strategy: instant
--   lock: MDL exclusive on events, milliseconds: metadata only; metadata only
--   why: no statement uses it any more, and one that names it fails; each write keeps it up, so it can be brought back at once
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'events' AND CAST(INDEX_NAME AS BINARY) = 'events_code' AND IS_VISIBLE <> 'YES'
--   runs: on its own
--   undo: ALTER TABLE `events` ALTER INDEX `events_code` VISIBLE, ALGORITHM=INPLACE, LOCK=NONE
ALTER TABLE `events` ALTER INDEX `events_code` INVISIBLE, ALGORITHM=INPLACE, LOCK=NONE;

-- ---- after 1d in quarantine
-- [contract-3] drop index events_kind of events
--   strategy: online
--   lock: MDL exclusive on events, milliseconds at its begin and end; metadata only; LOCK=NONE: the server refuses rather than blocks writes
--   why: metadata only; no live code relies on it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'events' AND CAST(INDEX_NAME AS BINARY) = 'events_kind'
--   runs: on its own
ALTER TABLE `events` DROP INDEX `events_kind`, ALGORITHM=INPLACE, LOCK=NONE;

-- [contract-4] drop index events_code of events
--   strategy: online
--   lock: MDL exclusive on events, milliseconds at its begin and end; metadata only; LOCK=NONE: the server refuses rather than blocks writes
--   why: metadata only; no live code relies on it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'events' AND CAST(INDEX_NAME AS BINARY) = 'events_code'
--   runs: on its own
ALTER TABLE `events` DROP INDEX `events_code`, ALGORITHM=INPLACE, LOCK=NONE;
