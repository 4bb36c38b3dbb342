-- migration: drop_constraint_late
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: foreign key posts_user acts on DELETE or UPDATE, which old code relies on: it holds until contract, for new code too

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] drop constraint posts_user of posts
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code relies on what the key does on DELETE and UPDATE
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ',
  CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE', '')
WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ',
  CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE', '')) = length(',
  CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'posts_user of posts is out of the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;
