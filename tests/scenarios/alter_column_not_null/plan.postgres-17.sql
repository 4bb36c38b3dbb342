-- migration: alter_column_not_null
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
-- note: users.name is NOT NULL from contract on: old code may write NULL until then; contract refuses while there is one; with `up` it would hold from backfill on

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for rows without users.name
--   lock: ACCESS SHARE on users, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."users" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."users"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "name" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- ==== contract
-- [contract-1] look for rows without users.name, again
--   lock: ACCESS SHARE on users, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."users" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."users"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "name" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [contract-2] require users.name for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP CONSTRAINT IF EXISTS "migrate_not_null__users__name"
ALTER TABLE "public"."users" ADD CONSTRAINT "migrate_not_null__users__name" CHECK ("name" IS NOT NULL) NOT VALID;

-- [contract-3] prove that users.name holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "migrate_not_null__users__name";

-- [contract-4] make users.name NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."users" ALTER COLUMN "name" SET NOT NULL;
ALTER TABLE "public"."users" DROP CONSTRAINT "migrate_not_null__users__name";
