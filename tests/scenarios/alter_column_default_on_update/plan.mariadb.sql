-- migration: alter_column_default_on_update
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: from expand on, inserts of old code that leave pages.updated_at out get the new default too

-- ==== expand
-- [expand-1] set the default of pages.updated_at
--   strategy: instant
--   lock: MDL exclusive on pages, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: a default is read when a row is inserted: no row that exists changes
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'pages' AND CAST(COLUMN_NAME AS BINARY) = 'updated_at' AND CAST(COLUMN_DEFAULT AS BINARY) = CAST('''2000-01-01 00:00:00''' AS BINARY) AND CAST(EXTRA AS BINARY) = CAST('on update current_timestamp()' AS BINARY)
--   runs: on its own
--   undo: ALTER TABLE `pages` MODIFY COLUMN `updated_at` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(), ALGORITHM=INSTANT
ALTER TABLE `pages` MODIFY COLUMN `updated_at` timestamp NOT NULL DEFAULT '2000-01-01' ON UPDATE current_timestamp(), ALGORITHM=INSTANT;

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] drop the default of pages.seen_at
--   strategy: instant
--   lock: MDL exclusive on pages, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code may leave the column out
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'pages' AND CAST(COLUMN_NAME AS BINARY) = 'seen_at' AND CAST(COLUMN_DEFAULT AS BINARY) = CAST('NULL' AS BINARY) AND CAST(EXTRA AS BINARY) = CAST('on update current_timestamp()' AS BINARY)
--   runs: on its own
ALTER TABLE `pages` MODIFY COLUMN `seen_at` datetime NULL ON UPDATE current_timestamp() COMMENT 'by whom it may be', ALGORITHM=INSTANT;
