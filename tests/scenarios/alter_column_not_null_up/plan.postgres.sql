-- migration: alter_column_not_null_up
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
-- note: a rollback keeps what `up` made of the NULLs of reviews.review

-- ==== expand
-- [expand-1] replace NULLs that are written to reviews.review
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on reviews, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code may still write NULL: `up` says what is stored instead
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_column_not_null_up__rev_d8b75b179b" ON "public"."reviews"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_column_not_null_up__rev_d8b75b179b"()
EXPLAIN UPDATE "public"."reviews" SET "review" = ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)) WHERE false;
EXPLAIN SELECT ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)) FROM (SELECT * FROM "public"."reviews") AS "reviews";
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__alter_column_not_null_up__rev_d8b75b179b"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_1 "public"."reviews"."review"%TYPE;
BEGIN
  SELECT ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)) INTO migrate_1 FROM (SELECT NEW.*) AS "reviews";
  NEW."review" := migrate_1;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__alter_column_not_null_up__rev_d8b75b179b" BEFORE INSERT OR UPDATE ON "public"."reviews" FOR EACH ROW
  WHEN (NEW."review" IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION migrate."migrate_value_kept__alter_column_not_null_up__rev_d8b75b179b"();

-- ==== backfill
-- [backfill-1] replace the NULLs of reviews.review
--   strategy: in place
--   lock: ROW EXCLUSIVE on reviews, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table reviews by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."reviews" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."reviews" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."reviews" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."reviews" SET "review" = ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "review" IS NOT DISTINCT FROM NULL;

-- [backfill-2] look for rows without reviews.review
--   lock: ACCESS SHARE on reviews, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table reviews by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."reviews" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."reviews" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."reviews" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."reviews"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "review" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-3] require reviews.review for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on reviews, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."reviews" DROP CONSTRAINT IF EXISTS "migrate_not_null__reviews__review"
ALTER TABLE "public"."reviews" ADD CONSTRAINT "migrate_not_null__reviews__review" CHECK ("review" IS NOT NULL) NOT VALID;

-- [backfill-4] prove that reviews.review holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on reviews, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."reviews" VALIDATE CONSTRAINT "migrate_not_null__reviews__review";

-- [backfill-5] make reviews.review NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on reviews, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."reviews" ALTER COLUMN "review" DROP NOT NULL
ALTER TABLE "public"."reviews" ALTER COLUMN "review" SET NOT NULL;
ALTER TABLE "public"."reviews" DROP CONSTRAINT "migrate_not_null__reviews__review";

-- ==== contract
-- [contract-1] stop replacing NULLs that are written to reviews.review
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on reviews, milliseconds: catalog only; no row is read
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_column_not_null_up__rev_d8b75b179b" ON "public"."reviews";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_column_not_null_up__rev_d8b75b179b"();
