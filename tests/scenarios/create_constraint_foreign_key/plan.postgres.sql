-- migration: create_constraint_foreign_key
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
-- note: constraint shops_region holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows; with an `up` that mends them it would hold from expand on

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for rows of shops that constraint shops_region would refuse
--   lock: ACCESS SHARE on shops, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."shops" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."shops"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ("shops"."country" IS NOT NULL AND "shops"."code" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."regions" AS migrate_parent WHERE migrate_parent."country" = "shops"."country" AND migrate_parent."code" = "shops"."code") OR NOT ("shops"."country" IS NOT NULL AND "shops"."code" IS NOT NULL) AND NOT ("shops"."country" IS NULL AND "shops"."code" IS NULL))
LIMIT 5;

-- ==== contract
-- [contract-1] look for rows of shops that constraint shops_region would refuse, again
--   lock: ACCESS SHARE on shops, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."shops" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."shops"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ("shops"."country" IS NOT NULL AND "shops"."code" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."regions" AS migrate_parent WHERE migrate_parent."country" = "shops"."country" AND migrate_parent."code" = "shops"."code") OR NOT ("shops"."country" IS NOT NULL AND "shops"."code" IS NOT NULL) AND NOT ("shops"."country" IS NULL AND "shops"."code" IS NULL))
LIMIT 5;

-- [contract-2] require constraint shops_region for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on shops, regions, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
LOCK TABLE "public"."shops", "public"."regions" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."shops" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."regions" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."regions" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."shops" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_region" FOREIGN KEY ("country", "code") REFERENCES "public"."regions" ("country", "code") MATCH FULL ON DELETE CASCADE ON UPDATE RESTRICT DEFERRABLE NOT VALID;

-- [contract-3] prove constraint shops_region for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" VALIDATE CONSTRAINT "shops_region";
