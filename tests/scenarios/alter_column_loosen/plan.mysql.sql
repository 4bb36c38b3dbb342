-- migration: alter_column_loosen
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: old code reads the NULLs that new code writes to users.name; `down` replaces them when it is rolled back, in one statement
-- note: from expand on, inserts of old code that leave users.plan out get the new default too
-- note: from expand on, inserts of old code that leave users.seats out get the new default too

-- ==== expand
-- [expand-1] comment on users.name
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: a comment is in the catalog alone
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'name' AND CAST(COLUMN_COMMENT AS BINARY) = CAST('' AS BINARY)
--   runs: on its own
--   undo: ALTER TABLE `users` MODIFY COLUMN `name` varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL COMMENT 'as printed', ALGORITHM=INSTANT
ALTER TABLE `users` MODIFY COLUMN `name` varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL, ALGORITHM=INSTANT;

-- [expand-2] let users.name be NULL
--   strategy: online
--   lock: MDL exclusive on users, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
--   why: new code may write NULL; old code's writes are not touched by it
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'name' AND IS_NULLABLE = 'YES'
--   runs: on its own
--   undo: UPDATE `users` SET `name` = (CONCAT('user ', id)) WHERE `name` IS NULL
--   undo: ALTER TABLE `users` MODIFY COLUMN `name` varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL, ALGORITHM=INPLACE, LOCK=NONE
--   lock of undo: MDL exclusive on users, milliseconds at its begin and end; the rows are read or rebuilt meanwhile, reads and writes go on; LOCK=NONE: the server refuses rather than blocks writes
ALTER TABLE `users` MODIFY COLUMN `name` varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NULL, ALGORITHM=INPLACE, LOCK=NONE;

-- [expand-3] comment on users.plan
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: a comment is in the catalog alone
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'plan' AND CAST(COLUMN_COMMENT AS BINARY) = CAST('what they pay for' AS BINARY)
--   runs: on its own
--   undo: ALTER TABLE `users` MODIFY COLUMN `plan` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NULL DEFAULT 'free', ALGORITHM=INSTANT
ALTER TABLE `users` MODIFY COLUMN `plan` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NULL DEFAULT 'free' COMMENT 'what they pay for', ALGORITHM=INSTANT;

-- [expand-4] set the default of users.plan
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: a default is read when a row is inserted: no row that exists changes
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'plan' AND CAST(COLUMN_DEFAULT AS BINARY) = CAST('trial' AS BINARY) AND CAST(EXTRA AS BINARY) = CAST('' AS BINARY)
--   runs: on its own
--   undo: ALTER TABLE `users` ALTER COLUMN `plan` SET DEFAULT 'free', ALGORITHM=INSTANT
ALTER TABLE `users` ALTER COLUMN `plan` SET DEFAULT 'trial', ALGORITHM=INSTANT;

-- [expand-5] set the default of users.seats
--   strategy: instant
--   lock: MDL exclusive on users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: a default is read when a row is inserted: no row that exists changes
--   probe: SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(COLUMN_NAME AS BINARY) = 'seats' AND CAST(COLUMN_DEFAULT AS BINARY) = CAST('1' AS BINARY) AND CAST(EXTRA AS BINARY) = CAST('' AS BINARY)
--   runs: on its own
--   undo: ALTER TABLE `users` ALTER COLUMN `seats` SET DEFAULT NULL, ALGORITHM=INSTANT
ALTER TABLE `users` ALTER COLUMN `seats` SET DEFAULT 1, ALGORITHM=INSTANT;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
