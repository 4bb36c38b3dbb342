-- migration: alter_column_not_null_unproven
-- description: A NOT NULL constraint that was added NOT VALID before
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
-- note: a rollback keeps what `up` made of the NULLs of people.name
-- note: where `up` raises an error or gives NULL, people.name stays NULL until backfill has ended, which names such rows; from then on the write is refused

-- ==== expand
-- [expand-1] replace NULLs that are written to people.name
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on people, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code may still write NULL: `up` says what is stored instead
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_column_not_null_unprove_ca4e7c0b42" ON "public"."people"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_column_not_null_unprove_ca4e7c0b42"()
--   lock of undo: ACCESS EXCLUSIVE on people, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."people" SET "name" = (coalesce(name, '?')) WHERE false;
EXPLAIN SELECT (coalesce(name, '?')) AS value FROM (SELECT * FROM "public"."people") AS "people";
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__alter_column_not_null_unprove_ca4e7c0b42"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT (coalesce(name, '?')) INTO NEW."name" FROM (SELECT NEW.*) AS "people";
  EXCEPTION WHEN others THEN
    NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__alter_column_not_null_unprove_ca4e7c0b42" BEFORE INSERT OR UPDATE ON "public"."people" FOR EACH ROW
  WHEN (NEW."name" IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION migrate."migrate_value_kept__alter_column_not_null_unprove_ca4e7c0b42"();

-- ==== backfill
-- [backfill-1] replace the NULLs of people.name
--   strategy: in place
--   lock: ROW EXCLUSIVE on people, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."people" SET "name" = (coalesce(name, '?'))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "name" IS NOT DISTINCT FROM NULL;

-- [backfill-2] look for rows without people.name
--   lock: ACCESS SHARE on people, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."people"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "name" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-3] prove that people.name holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on people, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP CONSTRAINT "named", ADD CONSTRAINT "named" NOT NULL "name" NOT VALID
--   lock of undo: ACCESS EXCLUSIVE on people, milliseconds: catalog only; NOT VALID: no row is read
ALTER TABLE "public"."people" VALIDATE CONSTRAINT "named";

-- ==== contract
-- [contract-1] stop replacing NULLs that are written to people.name
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; no row is read
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_column_not_null_unprove_ca4e7c0b42" ON "public"."people";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_column_not_null_unprove_ca4e7c0b42"();
