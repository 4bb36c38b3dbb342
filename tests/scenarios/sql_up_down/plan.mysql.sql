-- migration: sql_up_down
-- session: SET NAMES utf8mb4
-- session: SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'
-- session: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED
-- session: SET SESSION TRANSACTION READ WRITE
-- session: SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, sql_select_limit = 18446744073709551615, completion_type = 0, wait_timeout = 86400, information_schema_stats_expiry = 0, max_execution_time = 0
-- note: the SQL at migrations/sql_up_down.yaml:10 has no `down`: rollback leaves what it did

-- ==== expand
-- [expand-1] run CREATE TABLE notes (id INTEGER PRIMARY KEY, body VARCHAR(…
--   lock: as the statement takes it, not known; SQL of your own is run as it stands
--   why: the server commits it by itself: one statement is one step
--   runs: on its own
--   undo: DROP VIEW named
--   undo: DROP TABLE notes
CREATE TABLE notes (id INTEGER PRIMARY KEY, body VARCHAR(100));

-- [expand-2] run -- ; not the end CREATE INDEX notes_body ON notes (body)
--   lock: as the statement takes it, not known; SQL of your own is run as it stands
--   why: the server commits it by itself: one statement is one step
--   runs: on its own
-- ; not the end
CREATE INDEX notes_body ON notes (body);

-- [expand-3] run CREATE VIEW named AS SELECT id, name FROM users WHERE nam…
--   lock: as the statement takes it, not known; SQL of your own is run as it stands
--   why: the server commits it by itself: one statement is one step
--   runs: on its own
CREATE VIEW named AS SELECT id, name FROM users WHERE name IS NOT NULL;

-- [expand-4] run UPDATE users SET name = 'nobody; -- ''really'' (;)' WHERE…
--   lock: as the statement takes it, not known; SQL of your own is run as it stands
--   why: it commits together with its record
--   runs: in one transaction with its record
UPDATE users SET name = 'nobody; -- ''really'' (;)' WHERE name IS NULL
;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
