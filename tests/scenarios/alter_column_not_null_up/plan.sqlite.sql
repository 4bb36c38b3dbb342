-- migration: alter_column_not_null_up
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: a rollback keeps what `up` made of rows that NOT NULL of reviews.review would refuse

-- ==== expand
-- [expand-1] mend by triggers what NOT NULL of reviews.review would refuse
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code may still write it: `up` says what is stored instead
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_mend__reviews__review__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_mend__reviews__review__update"
CREATE TRIGGER "migrate_mend__reviews__review__insert" AFTER INSERT ON "reviews"
BEGIN
  UPDATE "reviews" SET "review" = ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)
) WHERE "id" = NEW."id" AND ("review" IS NULL
) AND (("review" COLLATE BINARY IS NOT ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)
)));
END;
CREATE TRIGGER "migrate_mend__reviews__review__update" AFTER UPDATE ON "reviews"
BEGIN
  UPDATE "reviews" SET "review" = ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)
) WHERE "id" = NEW."id" AND ("review" IS NULL
) AND (("review" COLLATE BINARY IS NOT ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)
)));
END;

-- ==== backfill
-- [backfill-1] mend rows that NOT NULL of reviews.review would refuse
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table reviews by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "reviews" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "reviews" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "reviews" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "reviews" SET "review" = ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)
) WHERE "id" >= ?1 AND "id" <= ?2 AND ("review" IS NULL
) AND (("review" COLLATE BINARY IS NOT ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)
)));

-- [backfill-2] look for rows that NOT NULL of reviews.review would refuse
--   lock: none on reviews; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table reviews by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "reviews" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "reviews" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "reviews" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "reviews" WHERE "id" >= ?1 AND "id" <= ?2 AND "review" IS NULL LIMIT 5;

-- [backfill-3] the triggers refuse NULL in reviews.review
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may rely on it; the NOT NULL itself comes with contract
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_mend__reviews__review__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_mend__reviews__review__update"
--   undo: CREATE TRIGGER "migrate_mend__reviews__review__insert" AFTER INSERT ON "reviews"
--     BEGIN
--       UPDATE "reviews" SET "review" = ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)
--     ) WHERE "id" = NEW."id" AND ("review" IS NULL
--     ) AND (("review" COLLATE BINARY IS NOT ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)
--     )));
--     END
--   undo: CREATE TRIGGER "migrate_mend__reviews__review__update" AFTER UPDATE ON "reviews"
--     BEGIN
--       UPDATE "reviews" SET "review" = ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)
--     ) WHERE "id" = NEW."id" AND ("review" IS NULL
--     ) AND (("review" COLLATE BINARY IS NOT ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)
--     )));
--     END
DROP TRIGGER IF EXISTS "migrate_mend__reviews__review__insert";
DROP TRIGGER IF EXISTS "migrate_mend__reviews__review__update";
CREATE TRIGGER "migrate_mend__reviews__review__insert" AFTER INSERT ON "reviews"
BEGIN
  UPDATE "reviews" SET "review" = ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)
) WHERE "id" = NEW."id" AND ("review" IS NULL
) AND (("review" COLLATE BINARY IS NOT ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)
)));
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: reviews.review') FROM "reviews" WHERE "id" = NEW."id" AND "review" IS NULL;
END;
CREATE TRIGGER "migrate_mend__reviews__review__update" AFTER UPDATE ON "reviews"
BEGIN
  UPDATE "reviews" SET "review" = ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)
) WHERE "id" = NEW."id" AND ("review" IS NULL
) AND (("review" COLLATE BINARY IS NOT ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)
)));
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: reviews.review') FROM "reviews" WHERE "id" = NEW."id" AND "review" IS NULL;
END;

-- ==== contract
-- [contract-1] look for rows that NOT NULL of reviews.review would refuse, again
--   lock: none on reviews; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table reviews by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "reviews" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "reviews" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "reviews" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "reviews" WHERE "id" >= ?1 AND "id" <= ?2 AND "review" IS NULL LIMIT 5;

-- [contract-2] require NOT NULL of reviews.review
--   strategy: instant
--   lock: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
--   why: old code, which may break it, is gone; the stored definition alone changes
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'no row breaks NOT NULL of reviews.review', holds = (NOT EXISTS (SELECT 1 FROM "reviews" WHERE "review" IS NULL));
DROP TRIGGER IF EXISTS "migrate_mend__reviews__review__insert";
DROP TRIGGER IF EXISTS "migrate_mend__reviews__review__update";
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', review TEXT', ', review TEXT NOT NULL')
WHERE type = 'table' AND name = 'reviews' AND length(sql) - length(replace(sql, ', review TEXT', '')) = length(', review TEXT');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'NOT NULL of reviews.review is in the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;
