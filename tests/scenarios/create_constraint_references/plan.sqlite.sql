-- migration: create_constraint_references
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: foreign key pets_owner of pets holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows
-- note: foreign key pets_vet of pets holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows
-- note: foreign key pets_parent of pets holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for rows that foreign key pets_owner of pets would refuse
--   lock: none on pets; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "pets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "pets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "pets" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "pets" WHERE "id" >= ?1 AND "id" <= ?2 AND "owner_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "owners" AS migrate_parent WHERE migrate_parent."id" = "pets"."owner_id") LIMIT 5;

-- [backfill-2] look for rows that foreign key pets_vet of pets would refuse
--   lock: none on pets; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "pets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "pets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "pets" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "pets" WHERE "id" >= ?1 AND "id" <= ?2 AND "vet_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "owners" AS migrate_parent WHERE migrate_parent."id" = "pets"."vet_id") LIMIT 5;

-- [backfill-3] look for rows that foreign key pets_parent of pets would refuse
--   lock: none on pets; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "pets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "pets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "pets" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "pets" WHERE "id" >= ?1 AND "id" <= ?2 AND "parent_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "pets" AS migrate_parent WHERE migrate_parent."id" = "pets"."parent_id") LIMIT 5;

-- ==== contract
-- [contract-1] look for rows that foreign key pets_owner of pets would refuse, again
--   lock: none on pets; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "pets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "pets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "pets" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "pets" WHERE "id" >= ?1 AND "id" <= ?2 AND "owner_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "owners" AS migrate_parent WHERE migrate_parent."id" = "pets"."owner_id") LIMIT 5;

-- [contract-2] look for rows that foreign key pets_vet of pets would refuse, again
--   lock: none on pets; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "pets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "pets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "pets" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "pets" WHERE "id" >= ?1 AND "id" <= ?2 AND "vet_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "owners" AS migrate_parent WHERE migrate_parent."id" = "pets"."vet_id") LIMIT 5;

-- [contract-3] look for rows that foreign key pets_parent of pets would refuse, again
--   lock: none on pets; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "pets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "pets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "pets" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "pets" WHERE "id" >= ?1 AND "id" <= ?2 AND "parent_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "pets" AS migrate_parent WHERE migrate_parent."id" = "pets"."parent_id") LIMIT 5;

-- [contract-4] require foreign key pets_owner of pets
--   strategy: instant
--   lock: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
--   why: old code, which may break it, is gone; the stored definition alone changes
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'no row breaks foreign key pets_owner of pets', holds = (NOT EXISTS (SELECT 1 FROM "pets" WHERE "owner_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "owners" AS migrate_parent WHERE migrate_parent."id" = "pets"."owner_id")));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = substr(sql, 1, length(sql) - length(')')) || ', CONSTRAINT "pets_owner" FOREIGN KEY ("owner_id") REFERENCES "owners" ("id") ON DELETE CASCADE)'
WHERE type = 'table' AND name = 'pets' AND substr(sql, -length(')')) = ')';
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'foreign key pets_owner of pets is in the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [contract-5] require foreign key pets_vet of pets
--   strategy: instant
--   lock: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
--   why: old code, which may break it, is gone; the stored definition alone changes
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'no row breaks foreign key pets_vet of pets', holds = (NOT EXISTS (SELECT 1 FROM "pets" WHERE "vet_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "owners" AS migrate_parent WHERE migrate_parent."id" = "pets"."vet_id")));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', vet_id INTEGER', ', vet_id INTEGER CONSTRAINT "pets_vet" REFERENCES "owners" ("id") ON DELETE SET NULL')
WHERE type = 'table' AND name = 'pets' AND length(sql) - length(replace(sql, ', vet_id INTEGER', '')) = length(', vet_id INTEGER');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'foreign key pets_vet of pets is in the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [contract-6] require foreign key pets_parent of pets
--   strategy: instant
--   lock: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
--   why: old code, which may break it, is gone; the stored definition alone changes
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'no row breaks foreign key pets_parent of pets', holds = (NOT EXISTS (SELECT 1 FROM "pets" WHERE "parent_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "pets" AS migrate_parent WHERE migrate_parent."id" = "pets"."parent_id")));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', parent_id INTEGER', ', parent_id INTEGER CONSTRAINT "pets_parent" REFERENCES "pets" ("id") ON DELETE SET NULL')
WHERE type = 'table' AND name = 'pets' AND length(sql) - length(replace(sql, ', parent_id INTEGER', '')) = length(', parent_id INTEGER');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'foreign key pets_parent of pets is in the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;
