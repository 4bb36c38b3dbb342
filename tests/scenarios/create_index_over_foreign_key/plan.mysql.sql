-- migration: create_index_over_foreign_key
-- description: The server drops the index that it made for a foreign key by itself, not the one that was made by hand
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0

-- ==== expand
-- [expand-1] build index games_home_day on games
--   strategy: online
--   lock: MDL exclusive on games, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: the server builds it beside the writes and adds what they changed at the end
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'games' AND CAST(INDEX_NAME AS BINARY) = 'games_home_day'
--   runs: on its own
--   undo: SET @migrate_sql = IF((SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'games' AND CAST(INDEX_NAME AS BINARY) = 'games_home_fk') = 1, 'DO 0', 'ALTER TABLE `games` ADD INDEX `games_home_fk` (`home`), ALGORITHM=INPLACE, LOCK=NONE')
--   undo: PREPARE migrate_statement FROM @migrate_sql
--   undo: EXECUTE migrate_statement
--   undo: DEALLOCATE PREPARE migrate_statement
--   undo: ALTER TABLE `games` DROP INDEX `games_home_day`, ALGORITHM=INPLACE, LOCK=NONE
ALTER TABLE `games` ADD INDEX `games_home_day` (`home`, `day`), ALGORITHM=INPLACE, LOCK=NONE;

-- [expand-2] keep index games_home_fk of games
--   strategy: online
--   lock: MDL exclusive on games, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: if the server made it for a foreign key, it drops it for games_home_day; else there is nothing to do
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'games' AND CAST(INDEX_NAME AS BINARY) = 'games_home_fk'
--   runs: on its own
ALTER TABLE `games` ADD INDEX `games_home_fk` (`home`), ALGORITHM=INPLACE, LOCK=NONE;

-- [expand-3] build index games_away_day on games
--   strategy: online
--   lock: MDL exclusive on games, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: the server builds it beside the writes and adds what they changed at the end
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'games' AND CAST(INDEX_NAME AS BINARY) = 'games_away_day'
--   runs: on its own
--   undo: SET @migrate_sql = IF((SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'games' AND CAST(INDEX_NAME AS BINARY) = 'games_away_fk') = 1, 'DO 0', 'ALTER TABLE `games` ADD INDEX `games_away_fk` (`away`), ALGORITHM=INPLACE, LOCK=NONE')
--   undo: PREPARE migrate_statement FROM @migrate_sql
--   undo: EXECUTE migrate_statement
--   undo: DEALLOCATE PREPARE migrate_statement
--   undo: ALTER TABLE `games` DROP INDEX `games_away_day`, ALGORITHM=INPLACE, LOCK=NONE
ALTER TABLE `games` ADD INDEX `games_away_day` (`away`, `day`), ALGORITHM=INPLACE, LOCK=NONE;

-- [expand-4] keep index games_away_fk of games
--   strategy: online
--   lock: MDL exclusive on games, milliseconds at its begin and end; reads and writes go on while it is built; LOCK=NONE: the server refuses rather than blocks writes
--   why: if the server made it for a foreign key, it drops it for games_away_day; else there is nothing to do
--   probe: SELECT COUNT(*) > 0 FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'games' AND CAST(INDEX_NAME AS BINARY) = 'games_away_fk'
--   runs: on its own
ALTER TABLE `games` ADD INDEX `games_away_fk` (`away`), ALGORITHM=INPLACE, LOCK=NONE;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
