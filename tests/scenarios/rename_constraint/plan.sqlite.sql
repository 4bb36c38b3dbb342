-- migration: rename_constraint
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] rename constraint age_ok of users to users_age
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code may look for its name in an error
--   runs: in one transaction with its record
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, 'CONSTRAINT age_ok CHECK', 'CONSTRAINT "users_age" CHECK')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, 'CONSTRAINT age_ok CHECK', '')) = length('CONSTRAINT age_ok CHECK');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'the constraint is called users_age', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [contract-2] rename constraint email_once of users to users_email
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code may look for its name in an error
--   runs: in one transaction with its record
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, 'CONSTRAINT email_once UNIQUE', 'CONSTRAINT "users_email" UNIQUE')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, 'CONSTRAINT email_once UNIQUE', '')) = length('CONSTRAINT email_once UNIQUE');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'the constraint is called users_email', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [contract-3] rename constraint boss_fk of users to users_boss
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code may look for its name in an error
--   runs: in one transaction with its record
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, 'CONSTRAINT boss_fk REFERENCES', 'CONSTRAINT "users_boss" REFERENCES')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, 'CONSTRAINT boss_fk REFERENCES', '')) = length('CONSTRAINT boss_fk REFERENCES');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'the constraint is called users_boss', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;
