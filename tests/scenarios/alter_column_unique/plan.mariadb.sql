-- migration: alter_column_unique
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: users_email_once holds from backfill on, for old code too

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for duplicates that index users_email_once would refuse
--   lock: none on users, while the table is read once; reads and writes go on
--   why: the build itself would name one of them only, and late
--   expects: no row
SELECT `email`, `rows`, CONCAT(GROUP_CONCAT(`migrate_name` ORDER BY `migrate_nth` SEPARATOR ', '), IF(`rows` > 5, ', ...', '')) AS `id`
FROM (SELECT `migrate_twice`.`email`, `migrate_twice`.`rows`, `migrate_row`.`id` AS `migrate_name`,
    ROW_NUMBER() OVER (PARTITION BY `migrate_twice`.`email` ORDER BY `migrate_row`.`id`) AS `migrate_nth`
  FROM `users` AS `migrate_row` JOIN (SELECT `email`, COUNT(*) AS `rows` FROM `users` WHERE `email` IS NOT NULL GROUP BY `email` HAVING COUNT(*) > 1 LIMIT 5) AS `migrate_twice`
  ON `migrate_row`.`email` = `migrate_twice`.`email`) AS `migrate_named`
WHERE `migrate_nth` <= 5 GROUP BY `email`, `rows`;

-- [backfill-2] make email of users unique
--   strategy: online
--   lock: MDL exclusive on users, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: the server builds it beside the writes and adds what they changed at the end
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND CAST(INDEX_NAME AS BINARY) = 'users_email_once'
--   runs: on its own
--   undo: ALTER TABLE `users` DROP INDEX `users_email_once`, ALGORITHM=NOCOPY, LOCK=NONE
ALTER TABLE `users` ADD UNIQUE INDEX `users_email_once` (`email`), ALGORITHM=NOCOPY, LOCK=NONE;

-- ==== contract
-- nothing to do
