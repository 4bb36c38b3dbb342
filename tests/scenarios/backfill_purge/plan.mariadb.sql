-- migration: backfill_purge
-- description: Events of the last century go
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, max_statement_time = 0, alter_algorithm = 'DEFAULT'
-- note: the backfill at migrations/backfill_purge.sql:3 has no `down`: rollback leaves what it did to rows

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] delete from events in batches
--   strategy: in place
--   lock: row locks on events, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: short batches; each commits with its checkpoint, so that no range is done twice
--   batches: table events by number; each commits together with its checkpoint
--   first key, once:
SELECT `number` FROM `events` FORCE INDEX (`events_number`) ORDER BY `number` LIMIT 1;
--   last key, once:
SELECT `number` FROM `events` FORCE INDEX (`events_number`) ORDER BY `number` DESC LIMIT 1;
--   end of this batch and start of the next:
--     ? number 1 = from.number, ? number 2 = end.number, ? number 3 = batch size - 1
SELECT `number` FROM `events` FORCE INDEX (`events_number`) WHERE `number` >= ? AND `number` <= ? ORDER BY `number` LIMIT 2 OFFSET ?;
--   the batch:
--     ? number 1 = from.number, ? number 2 = to.number
DELETE FROM events WHERE (`events`.`number` >= ? AND `events`.`number` <= ?) AND created < 100;

-- ==== contract
-- nothing to do
