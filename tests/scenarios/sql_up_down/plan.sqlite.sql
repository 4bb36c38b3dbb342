-- migration: sql_up_down
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- [expand-1] run CREATE TABLE NOTES
--   lock: write lock on the database file, as long as the statements run; the statements are the user's own
--   why: as written in the file
--   runs: in one transaction with its record
--   undo: DROP VIEW named
--   undo: DROP TABLE notes
CREATE TABLE notes (id INTEGER PRIMARY KEY, body VARCHAR(100));
-- ; not the end
CREATE INDEX notes_body ON notes (body);
CREATE VIEW named AS SELECT id, name FROM users WHERE name IS NOT NULL;

-- [expand-2] run UPDATE USERS SET
--   lock: write lock on the database file, as long as the statements run; the statements are the user's own
--   why: as written in the file
--   runs: in one transaction with its record
UPDATE users SET name = 'nobody; -- ''really'' (;)' WHERE name IS NULL
;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
