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
-- note: where `up` raises an error or gives NULL, reviews.review stays NULL until backfill has ended, which names such rows; from then on the write is refused

-- ==== expand
-- [expand-1] replace NULLs that are written to reviews.review
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on reviews, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code may still write NULL: `up` says what is stored instead
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_column_not_null_up__rev_d8b75b179b" ON "public"."reviews"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_column_not_null_up__rev_d8b75b179b"()
--   lock of undo: ACCESS EXCLUSIVE on reviews, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."reviews" SET "review" = ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)) WHERE false;
CREATE VIEW migrate."migrate_asks__alter_column_not_null_up__reviews__review" AS SELECT ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)) AS value FROM (SELECT * FROM "public"."reviews") AS "reviews";
DO $migrate$
DECLARE
  migrate_found text;
BEGIN
  WITH RECURSIVE written(id) AS (
    SELECT '"public"."reviews"'::regclass::oid UNION
    SELECT r.ev_class FROM written JOIN pg_catalog.pg_depend AS d ON d.refobjid = written.id
    AND d.refclassid = 'pg_class'::regclass AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid WHERE r.ev_class <> 'migrate."migrate_asks__alter_column_not_null_up__reviews__review"'::regclass),
  writer(name) AS (
    SELECT DISTINCT CASE g.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(g.grantee)::text END
    FROM written JOIN pg_catalog.pg_class AS c ON c.oid = written.id CROSS JOIN LATERAL (
      SELECT * FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) UNION ALL
      SELECT e.* FROM pg_catalog.pg_attribute AS a, aclexplode(a.attacl) AS e
      WHERE a.attrelid = c.oid) AS g WHERE g.privilege_type IN ('INSERT', 'UPDATE')),
  needed(class, id) AS (
    SELECT DISTINCT d.refclassid, d.refobjid FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
    WHERE r.ev_class = 'migrate."migrate_asks__alter_column_not_null_up__reviews__review"'::regclass AND d.refobjid NOT IN (r.ev_class, '"public"."reviews"'::regclass))
  SELECT string_agg(DISTINCT grant_it, '; ') INTO migrate_found FROM (
    SELECT format('GRANT SELECT ON %s TO %I', id::regclass, name) FROM needed, writer
    WHERE class = 'pg_class'::regclass AND NOT has_any_column_privilege(name, id, 'SELECT') UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I', id::regprocedure, name) FROM needed, writer
    WHERE class = 'pg_proc'::regclass AND NOT has_function_privilege(name, id, 'EXECUTE') UNION ALL
    SELECT format('GRANT USAGE ON SCHEMA %s TO %I', s.id::regnamespace, name) FROM writer, (
      SELECT relnamespace FROM needed JOIN pg_catalog.pg_class AS c ON c.oid = needed.id WHERE class = 'pg_class'::regclass UNION
      SELECT pronamespace FROM needed JOIN pg_catalog.pg_proc AS f ON f.oid = needed.id WHERE class = 'pg_proc'::regclass) AS s(id)
    WHERE NOT has_schema_privilege(name, s.id, 'USAGE')) AS missing(grant_it);
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE =
      'the trigger evaluates `(SELECT CASE WHEN review IS NULL THEN product || '' is good'' ELSE review END)` of reviews.review with the rights of whoever writes; needed: ' || migrate_found;
  END IF;
END
$migrate$;
DROP VIEW migrate."migrate_asks__alter_column_not_null_up__reviews__review";
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__alter_column_not_null_up__rev_d8b75b179b"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT ((SELECT CASE WHEN review IS NULL THEN product || ' is good' ELSE review END)) INTO NEW."review" FROM (SELECT NEW.*) AS "reviews";
  EXCEPTION WHEN others THEN
    NULL;
  END;
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
--   why: rows that the server would refuse are named before it is asked
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
--   the batch (a row returned is in the way):
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
--   undo: ALTER TABLE IF EXISTS "public"."reviews" DROP CONSTRAINT IF EXISTS "reviews_review_not_null"
ALTER TABLE "public"."reviews" ADD CONSTRAINT "reviews_review_not_null" NOT NULL "review" NOT VALID;

-- [backfill-4] prove that reviews.review holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on reviews, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."reviews" VALIDATE CONSTRAINT "reviews_review_not_null";

-- ==== contract
-- [contract-1] stop replacing NULLs that are written to reviews.review
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on reviews, milliseconds: catalog only; no row is read
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_column_not_null_up__rev_d8b75b179b" ON "public"."reviews";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_column_not_null_up__rev_d8b75b179b"();
