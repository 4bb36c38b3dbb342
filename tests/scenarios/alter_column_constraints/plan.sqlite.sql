-- migration: alter_column_constraints
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: users_email_key holds from backfill on, for old code too
-- note: SQLite keeps no column comments: the comment stays in the file
-- note: CHECK users_age_check of users holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows
-- note: users.team_id is nullable already
-- note: foreign key users_team_fk of users holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for duplicates that index users_email_key would refuse
--   lock: none on users; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "email", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "id" AS migrate_row FROM "users"
    WHERE "email" IS NOT NULL AND "email" = migrate_twice.key_1 ORDER BY "id" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "email" AS key_1, count(*) AS "rows" FROM "users"
  WHERE "email" IS NOT NULL GROUP BY "email" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-2] make email of users unique
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: a unique index serves ON CONFLICT and foreign keys as a constraint does
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "users_email_key"
CREATE UNIQUE INDEX "users_email_key" ON "users" ("email");

-- [backfill-3] look for rows that CHECK users_age_check of users would refuse
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
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 AND NOT (age >= 0
) LIMIT 5;

-- [backfill-4] look for rows that foreign key users_team_fk of users would refuse
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
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 AND "team_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "teams" AS migrate_parent WHERE migrate_parent."id" = "users"."team_id") LIMIT 5;

-- ==== contract
-- [contract-1] look for rows that CHECK users_age_check of users would refuse, again
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
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 AND NOT (age >= 0
) LIMIT 5;

-- [contract-2] look for rows that foreign key users_team_fk of users would refuse, again
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
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 AND "team_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "teams" AS migrate_parent WHERE migrate_parent."id" = "users"."team_id") LIMIT 5;

-- [contract-3] require CHECK users_age_check of users
--   strategy: instant
--   lock: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
--   why: old code, which may break it, is gone; the stored definition alone changes
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'no row breaks CHECK users_age_check of users', holds = (NOT EXISTS (SELECT 1 FROM "users" WHERE NOT (age >= 0
)));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', age INTEGER', ', age INTEGER CONSTRAINT "users_age_check" CHECK (age >= 0
)')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ', age INTEGER', '')) = length(', age INTEGER');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'CHECK users_age_check of users is in the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [contract-4] require foreign key users_team_fk of users
--   strategy: instant
--   lock: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
--   why: old code, which may break it, is gone; the stored definition alone changes
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'no row breaks foreign key users_team_fk of users', holds = (NOT EXISTS (SELECT 1 FROM "users" WHERE "team_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "teams" AS migrate_parent WHERE migrate_parent."id" = "users"."team_id")));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', team_id INTEGER', ', team_id INTEGER CONSTRAINT "users_team_fk" REFERENCES "teams" ("id") ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ', team_id INTEGER', '')) = length(', team_id INTEGER');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'foreign key users_team_fk of users is in the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;
