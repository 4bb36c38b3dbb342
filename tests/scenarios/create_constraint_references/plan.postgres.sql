-- migration: create_constraint_references
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
-- note: constraint pets_owner holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows; with an `up` that mends them it would hold from expand on
-- note: constraint pets_vet holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows; with an `up` that mends them it would hold from expand on
-- note: constraint pets_parent holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows; with an `up` that mends them it would hold from expand on

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for rows of pets that constraint pets_owner would refuse
--   lock: ACCESS SHARE on pets, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."pets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."pets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."pets" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."pets"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ("pets"."owner_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."owners" AS migrate_parent WHERE migrate_parent."id" = "pets"."owner_id"))
LIMIT 5;

-- [backfill-2] look for rows of pets that constraint pets_vet would refuse
--   lock: ACCESS SHARE on pets, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."pets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."pets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."pets" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."pets"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ("pets"."vet_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."owners" AS migrate_parent WHERE migrate_parent."id" = "pets"."vet_id"))
LIMIT 5;

-- [backfill-3] look for rows of pets that constraint pets_parent would refuse
--   lock: ACCESS SHARE on pets, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."pets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."pets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."pets" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."pets"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ("pets"."parent_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."pets" AS migrate_parent WHERE migrate_parent."id" = "pets"."parent_id"))
LIMIT 5;

-- ==== contract
-- [contract-1] look for rows of pets that constraint pets_owner would refuse, again
--   lock: ACCESS SHARE on pets, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."pets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."pets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."pets" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."pets"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ("pets"."owner_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."owners" AS migrate_parent WHERE migrate_parent."id" = "pets"."owner_id"))
LIMIT 5;

-- [contract-2] look for rows of pets that constraint pets_vet would refuse, again
--   lock: ACCESS SHARE on pets, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."pets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."pets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."pets" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."pets"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ("pets"."vet_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."owners" AS migrate_parent WHERE migrate_parent."id" = "pets"."vet_id"))
LIMIT 5;

-- [contract-3] look for rows of pets that constraint pets_parent would refuse, again
--   lock: ACCESS SHARE on pets, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table pets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."pets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."pets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."pets" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."pets"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ("pets"."parent_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."pets" AS migrate_parent WHERE migrate_parent."id" = "pets"."parent_id"))
LIMIT 5;

-- [contract-4] require constraint pets_owner for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on pets, owners, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
LOCK TABLE "public"."pets", "public"."owners" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."pets" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."owners" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."owners" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."pets" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."pets" ADD CONSTRAINT "pets_owner" FOREIGN KEY ("owner_id") REFERENCES "public"."owners" ("id") MATCH SIMPLE ON DELETE CASCADE ON UPDATE NO ACTION NOT VALID;

-- [contract-5] prove constraint pets_owner for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on pets, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."pets" VALIDATE CONSTRAINT "pets_owner";

-- [contract-6] require constraint pets_vet for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on pets, owners, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
LOCK TABLE "public"."pets", "public"."owners" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."pets" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."owners" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."owners" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."pets" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."pets" ADD CONSTRAINT "pets_vet" FOREIGN KEY ("vet_id") REFERENCES "public"."owners" ("id") MATCH SIMPLE ON DELETE SET NULL ON UPDATE NO ACTION NOT VALID;

-- [contract-7] prove constraint pets_vet for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on pets, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."pets" VALIDATE CONSTRAINT "pets_vet";

-- [contract-8] require constraint pets_parent for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on pets, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
ALTER TABLE "public"."pets" ADD CONSTRAINT "pets_parent" FOREIGN KEY ("parent_id") REFERENCES "public"."pets" ("id") MATCH SIMPLE ON DELETE SET NULL ON UPDATE NO ACTION NOT VALID;

-- [contract-9] prove constraint pets_parent for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on pets, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."pets" VALIDATE CONSTRAINT "pets_parent";
