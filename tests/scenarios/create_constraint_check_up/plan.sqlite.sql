-- migration: create_constraint_check_up
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: a rollback keeps what `up` made of rows that CHECK posts_title of posts would refuse

-- ==== expand
-- [expand-1] mend by triggers what CHECK posts_title of posts would refuse
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code may still write it: `up` says what is stored instead
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_mend__posts__posts_title__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_mend__posts__posts_title__update"
CREATE TRIGGER "migrate_mend__posts__posts_title__insert" AFTER INSERT ON "posts"
BEGIN
  UPDATE "posts" SET "title" = (substr('----', length(title) + 1) || title
) WHERE "id" = NEW."id" AND (NOT (length(title) > 3
)
) AND (("title" COLLATE BINARY IS NOT (substr('----', length(title) + 1) || title
)));
END;
CREATE TRIGGER "migrate_mend__posts__posts_title__update" AFTER UPDATE ON "posts"
BEGIN
  UPDATE "posts" SET "title" = (substr('----', length(title) + 1) || title
) WHERE "id" = NEW."id" AND (NOT (length(title) > 3
)
) AND (("title" COLLATE BINARY IS NOT (substr('----', length(title) + 1) || title
)));
END;

-- ==== backfill
-- [backfill-1] mend rows that CHECK posts_title of posts would refuse
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table posts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "posts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "posts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "posts" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "posts" SET "title" = (substr('----', length(title) + 1) || title
) WHERE "id" >= ?1 AND "id" <= ?2 AND (NOT (length(title) > 3
)
) AND (("title" COLLATE BINARY IS NOT (substr('----', length(title) + 1) || title
)));

-- [backfill-2] look for rows that CHECK posts_title of posts would refuse
--   lock: none on posts; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table posts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "posts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "posts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "posts" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "posts" WHERE "id" >= ?1 AND "id" <= ?2 AND NOT (length(title) > 3
) LIMIT 5;

-- ==== contract
-- [contract-1] look for rows that CHECK posts_title of posts would refuse, again
--   lock: none on posts; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table posts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "posts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "posts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "posts" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "posts" WHERE "id" >= ?1 AND "id" <= ?2 AND NOT (length(title) > 3
) LIMIT 5;

-- [contract-2] require CHECK posts_title of posts
--   strategy: instant
--   lock: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
--   why: old code, which may break it, is gone; the stored definition alone changes
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'no row breaks CHECK posts_title of posts', holds = (NOT EXISTS (SELECT 1 FROM "posts" WHERE NOT (length(title) > 3
)));
DROP TRIGGER IF EXISTS "migrate_mend__posts__posts_title__insert";
DROP TRIGGER IF EXISTS "migrate_mend__posts__posts_title__update";
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = substr(sql, 1, length(sql) - length(')')) || ', CONSTRAINT "posts_title" CHECK (length(title) > 3
))'
WHERE type = 'table' AND name = 'posts' AND substr(sql, -length(')')) = ')';
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'CHECK posts_title of posts is in the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;
