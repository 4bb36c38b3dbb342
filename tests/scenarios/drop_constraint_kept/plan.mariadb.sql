-- migration: drop_constraint_kept
-- description: What goes in contract where a rollback could put it back only by copying the table
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: posts_user holds until contract, because a rollback could put it back only by copying the table; new code may break it from then on
-- note: posts_stars holds until contract, because a rollback could put it back only by copying the table; new code may break it from then on
-- note: posts_read holds until contract, because a rollback could put it back only by copying the table; new code may break it from then on

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] drop constraint posts_user of posts
--   strategy: instant
--   lock: MDL exclusive on posts, users, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code relies on it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'posts' AND CAST(CONSTRAINT_NAME AS BINARY) = 'posts_user'
--   runs: on its own
ALTER TABLE `posts` DROP FOREIGN KEY `posts_user`, ALGORITHM=INSTANT;

-- [contract-2] drop constraint posts_stars of posts
--   strategy: instant
--   lock: MDL exclusive on posts, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code relies on it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'posts' AND CAST(CONSTRAINT_NAME AS BINARY) = 'posts_stars'
--   runs: on its own
ALTER TABLE `posts` DROP CONSTRAINT `posts_stars`, ALGORITHM=INSTANT;

-- [contract-3] drop constraint posts_read of posts
--   strategy: instant
--   lock: MDL exclusive on posts, milliseconds: metadata only; ALGORITHM=INSTANT: the server refuses rather than copies
--   why: no live code relies on it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = 'posts' AND CAST(CONSTRAINT_NAME AS BINARY) = 'posts_read'
--   runs: on its own
ALTER TABLE `posts` DROP CONSTRAINT `posts_read`, ALGORITHM=INSTANT;

-- [contract-4] drop index users_name of users
--   strategy: online
--   lock: MDL exclusive on users, milliseconds at its begin and end; metadata only; LOCK=NONE: the server refuses rather than blocks writes
--   why: metadata only; no live code relies on it
--   destructive: cannot be rolled back
--   probe: SELECT COUNT(*) = 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(INDEX_NAME AS BINARY) = 'users_name'
--   runs: on its own
ALTER TABLE `users` DROP INDEX `users_name`, ALGORITHM=NOCOPY, LOCK=NONE;
