-- migration: alter_type_widen
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'

-- ==== expand
-- [expand-1] make users.name varchar(60)
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: every value there is fits the new type as it stands
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'name' AND CAST(COLUMN_TYPE AS BINARY) = CAST('varchar(60)' AS BINARY) AND CAST(COLLATION_NAME AS BINARY) = CAST('utf8mb4_general_ci' AS BINARY)
--   runs: on its own
--   undo: ALTER TABLE `users` MODIFY COLUMN `name` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL DEFAULT 'nobody', ALGORITHM=COPY, LOCK=SHARED
--   lock of undo: MDL shared, no write on users, while the table, 16 MB at most, is copied; writes wait that long, reads do not
--   loss: values of users.name that varchar(20) cannot hold, which a rollback never cuts, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `users` WHERE CHAR_LENGTH(`name`) > 20 LIMIT 1000) AS found
ALTER TABLE `users` MODIFY COLUMN `name` varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL DEFAULT 'nobody', ALGORITHM=INSTANT;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
