-- migration: create_index_unique
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0

-- ==== expand
-- [expand-1] look for duplicates that index members_badge would refuse
--   lock: none on members, while the table is read once; reads and writes go on
--   why: the build itself would name one of them only, and late
--   expects: no row
SELECT `team`, `badge`, `rows`, CONCAT(GROUP_CONCAT(`migrate_name` ORDER BY `migrate_nth` SEPARATOR ', '), IF(`rows` > 5, ', ...', '')) AS `id`
FROM (SELECT `migrate_twice`.`team`, `migrate_twice`.`badge`, `migrate_twice`.`rows`, `migrate_row`.`id` AS `migrate_name`,
    ROW_NUMBER() OVER (PARTITION BY `migrate_twice`.`team`, `migrate_twice`.`badge` ORDER BY `migrate_row`.`id`) AS `migrate_nth`
  FROM `members` AS `migrate_row` JOIN (SELECT `team`, `badge`, COUNT(*) AS `rows` FROM `members` WHERE `team` IS NOT NULL AND `badge` IS NOT NULL GROUP BY `team`, `badge` HAVING COUNT(*) > 1 LIMIT 5) AS `migrate_twice`
  ON `migrate_row`.`team` = `migrate_twice`.`team` AND `migrate_row`.`badge` = `migrate_twice`.`badge`) AS `migrate_named`
WHERE `migrate_nth` <= 5 GROUP BY `team`, `badge`, `rows`;

-- [expand-2] build index members_badge on members
--   strategy: online
--   lock: MDL exclusive on members, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: the server builds it beside the writes and adds what they changed at the end
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'members' AND CAST(INDEX_NAME AS BINARY) = 'members_badge'
--   runs: on its own
--   undo: ALTER TABLE `members` DROP INDEX `members_badge`, ALGORITHM=INPLACE, LOCK=NONE
ALTER TABLE `members` ADD UNIQUE INDEX `members_badge` (`team`, `badge`), ALGORITHM=INPLACE, LOCK=NONE;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
