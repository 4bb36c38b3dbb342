-- migration: rename_constraint_hinted
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
-- [contract-1] rename constraint users_name of users to users_once
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: old code may name it in an index hint
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(INDEX_NAME AS BINARY) = 'users_once'
--   runs: on its own
ALTER TABLE `users` RENAME INDEX `users_name` TO `users_once`, ALGORITHM=INSTANT;
