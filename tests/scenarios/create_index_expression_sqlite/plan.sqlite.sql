-- migration: create_index_expression_sqlite
-- description: Indexes over expressions, and a column that gets an index of its own
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract a NULL in users.badge means "not filled yet" and is filled from `up`
-- note: users_badge_key holds from backfill on, for old code too

-- ==== expand
-- [expand-1] look for duplicates that index users_email would refuse
--   lock: none on users; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "lower(email)", migrate_twice.key_2 AS "team", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "id" AS migrate_row FROM "users"
    WHERE (lower(email)
) IS NOT NULL AND "team" IS NOT NULL AND (team IS NOT NULL
) AND (lower(email)
) = migrate_twice.key_1 AND "team" = migrate_twice.key_2 ORDER BY "id" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT (lower(email)
) AS key_1, "team" AS key_2, count(*) AS "rows" FROM "users"
  WHERE (lower(email)
) IS NOT NULL AND "team" IS NOT NULL AND (team IS NOT NULL
) GROUP BY (lower(email)
), "team" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [expand-2] create index users_email on users
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: one statement: SQLite builds an index in a single write transaction
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "users_email"
CREATE UNIQUE INDEX "users_email" ON "users" (lower(email), "team" DESC) WHERE team IS NOT NULL;

-- [expand-3] add users.badge, filled by triggers where old code leaves it out
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: nullable until contract: old code does not know the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__users__badge__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__users__badge__update"
--   undo: ALTER TABLE "users" DROP COLUMN "badge"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of users.badge that are not what `up` gives, counted by SELECT count(*) FROM (SELECT 1 FROM "users" WHERE "badge" IS NOT NULL AND "badge" COLLATE BINARY IS NOT (CASE id % 2 WHEN 1 THEN 'b' || id END
--     ) LIMIT 1000)
ALTER TABLE "users" ADD COLUMN "badge" text;
CREATE TRIGGER "migrate_derive__users__badge__insert" AFTER INSERT ON "users"
WHEN NEW."badge" IS NULL
BEGIN
  UPDATE "users" SET "badge" = (CASE id % 2 WHEN 1 THEN 'b' || id END
) WHERE "id" = NEW."id" AND "badge" IS NULL;
END;
CREATE TRIGGER "migrate_derive__users__badge__update" AFTER UPDATE ON "users"
WHEN (NOT (NEW."badge" COLLATE BINARY IS NOT OLD."badge") AND (OLD."badge" IS NULL OR OLD."badge" COLLATE BINARY IS (SELECT (CASE id % 2 WHEN 1 THEN 'b' || id END
) FROM (SELECT OLD."id" AS "id") AS "users")))
BEGIN
  UPDATE "users" SET "badge" = (CASE id % 2 WHEN 1 THEN 'b' || id END
) WHERE "id" = NEW."id" AND NOT (NEW."badge" COLLATE BINARY IS NOT OLD."badge") AND (OLD."badge" IS NULL OR OLD."badge" COLLATE BINARY IS (SELECT (CASE id % 2 WHEN 1 THEN 'b' || id END
) FROM (SELECT OLD."id" AS "id") AS "users"))
    AND "badge" COLLATE BINARY IS NOT (CASE id % 2 WHEN 1 THEN 'b' || id END
);
END;

-- ==== backfill
-- [backfill-1] fill users.badge
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "users" SET "badge" = (CASE id % 2 WHEN 1 THEN 'b' || id END
) WHERE "id" >= ?1 AND "id" <= ?2 AND "badge" IS NULL;

-- [backfill-2] look for rows not filled: users.badge
--   lock: none on users; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 AND "badge" IS NULL AND (CASE id % 2 WHEN 1 THEN 'b' || id END
) IS NOT NULL LIMIT 5;

-- [backfill-3] look for duplicates that index users_badge_key would refuse
--   lock: none on users; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "badge", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "id" AS migrate_row FROM "users"
    WHERE "badge" IS NOT NULL AND "badge" = migrate_twice.key_1 ORDER BY "id" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "badge" AS key_1, count(*) AS "rows" FROM "users"
  WHERE "badge" IS NOT NULL GROUP BY "badge" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-4] make badge of users unique
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: a unique index serves ON CONFLICT and foreign keys as a constraint does
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "users_badge_key"
CREATE UNIQUE INDEX "users_badge_key" ON "users" ("badge");

-- ==== contract
-- [contract-1] end the filling of users.badge
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code, which leaves the column out, is gone
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_derive__users__badge__insert";
DROP TRIGGER IF EXISTS "migrate_derive__users__badge__update";
