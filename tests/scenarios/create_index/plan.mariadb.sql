-- migration: create_index
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'

-- ==== expand
-- [expand-1] build index events_kind_day on events
--   strategy: online
--   lock: MDL exclusive on events, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: the server builds it beside the writes and adds what they changed at the end
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'events' AND CAST(INDEX_NAME AS BINARY) = 'events_kind_day'
--   runs: on its own
--   undo: ALTER TABLE `events` DROP INDEX `events_kind_day`, ALGORITHM=NOCOPY, LOCK=NONE
ALTER TABLE `events` ADD INDEX `events_kind_day` (`kind`, `at_day` DESC), ALGORITHM=NOCOPY, LOCK=NONE;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
