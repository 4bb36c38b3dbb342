-- migration: create_table
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0

-- ==== expand
-- [expand-1] create table teams
--   strategy: instant
--   lock: none on teams; nobody knows the table yet
--   why: a new table is in nobody's way
--   probe: SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'teams'
--   runs: on its own
--   undo: DROP TABLE IF EXISTS `teams`
--   loss: rows of table teams, counted by SELECT COUNT(*) AS lost FROM (SELECT 1 FROM `teams` LIMIT 1000) AS found
CREATE TABLE `teams` (
  `id` INTEGER NOT NULL,
  `slug` VARCHAR(40) NOT NULL UNIQUE,
  `seats` INTEGER NOT NULL DEFAULT 5,
  `motto` VARCHAR(100) NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
