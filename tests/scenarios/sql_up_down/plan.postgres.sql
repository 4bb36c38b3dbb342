-- migration: sql_up_down
-- session: SET search_path = public
-- session: SET client_min_messages = error
-- session: SET standard_conforming_strings = on
-- session: SET TimeZone = 'UTC'
-- session: SET DateStyle = 'ISO, MDY'
-- session: SET IntervalStyle = 'postgres'
-- session: SET bytea_output = 'hex'
-- session: SET extra_float_digits = 1
-- session: SET statement_timeout = 0
-- session: SET default_transaction_isolation = 'read committed'
-- session: SET jit = off
-- session: SET row_security = off
-- note: the SQL at migrations/sql_up_down.yaml:10 has no `down`: rollback leaves what it did

-- ==== expand
-- [expand-1] run 3 statements
--   lock: as the statements take it, not known; SQL of your own is run as it stands
--   why: all of it commits together with its record
--   runs: in one transaction with its record
--   undo: DROP VIEW named
--   undo: DROP TABLE notes
CREATE TABLE notes (id INTEGER PRIMARY KEY, body VARCHAR(100));
-- ; not the end
CREATE INDEX notes_body ON notes (body);
CREATE VIEW named AS SELECT id, name FROM users WHERE name IS NOT NULL;

-- [expand-2] run UPDATE users SET name = 'nobody; -- ''really'' (;)' WHERE…
--   lock: as the statements take it, not known; SQL of your own is run as it stands
--   why: all of it commits together with its record
--   runs: in one transaction with its record
UPDATE users SET name = 'nobody; -- ''really'' (;)' WHERE name IS NULL
;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
