-- migration: alter_column_not_null
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: NOT NULL of users.name holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for rows that NOT NULL of users.name would refuse
--   lock: none on users; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 AND "name" IS NULL LIMIT 5;

-- ==== contract
-- [contract-1] look for rows that NOT NULL of users.name would refuse, again
--   lock: none on users; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 AND "name" IS NULL LIMIT 5;

-- [contract-2] require NOT NULL of users.name
--   strategy: instant
--   lock: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
--   why: old code, which may break it, is gone; the stored definition alone changes
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'no row breaks NOT NULL of users.name', holds = (NOT EXISTS (SELECT 1 FROM "users" WHERE "name" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', name VARCHAR(50)', ', name VARCHAR(50) NOT NULL')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ', name VARCHAR(50)', '')) = length(', name VARCHAR(50)');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'NOT NULL of users.name is in the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;
