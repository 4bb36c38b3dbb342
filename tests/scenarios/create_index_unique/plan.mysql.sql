-- migration: create_index_unique
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0

-- ==== expand
-- [expand-1] look for duplicates that index members_badge would refuse
--   lock: none on members, while the table is read once; reads and writes go on
--   why: the build itself would name one of them only, and late
--   expects: no row
SELECT `team`, `badge`, COUNT(*) AS `rows` FROM `members` WHERE `team` IS NOT NULL AND `badge` IS NOT NULL GROUP BY `team`, `badge` HAVING COUNT(*) > 1 LIMIT 5;

-- [expand-2] build index members_badge on members
--   strategy: online
--   lock: MDL exclusive on members, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: the server builds it beside the writes and adds what they changed at the end
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'members' AND INDEX_NAME = 'members_badge'
--   runs: on its own
--   undo: ALTER TABLE `members` DROP INDEX `members_badge`, ALGORITHM=INPLACE, LOCK=NONE
ALTER TABLE `members` ADD UNIQUE INDEX `members_badge` (`team`, `badge`), ALGORITHM=INPLACE, LOCK=NONE;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
