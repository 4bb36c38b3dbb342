-- migration: create_constraint_check
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
-- note: constraint tickets_seat holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows; with an `up` that mends them it would hold from expand on

-- ==== expand
-- [expand-1] try constraint tickets_seat on an empty copy of tickets
--   lock: ACCESS SHARE on tickets, milliseconds: catalog only; reads and writes go on
--   why: an expression that the server refuses must not be found in contract
--   runs: in one transaction with its record
CREATE TEMPORARY TABLE "tickets" (LIKE "public"."tickets") ON COMMIT DROP;
ALTER TABLE pg_temp."tickets" ADD CONSTRAINT "tickets_seat" CHECK (seat < places) NO INHERIT;

-- ==== backfill
-- [backfill-1] look for rows of tickets that constraint tickets_seat would refuse
--   lock: ACCESS SHARE on tickets, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."tickets" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."tickets"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (seat < places) IS FALSE
LIMIT 5;

-- ==== contract
-- [contract-1] look for rows of tickets that constraint tickets_seat would refuse, again
--   lock: ACCESS SHARE on tickets, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."tickets" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."tickets"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (seat < places) IS FALSE
LIMIT 5;

-- [contract-2] require constraint tickets_seat for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on tickets, milliseconds: catalog only; NOT VALID: no row is read
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
ALTER TABLE "public"."tickets" ADD CONSTRAINT "tickets_seat" CHECK (seat < places) NO INHERIT NOT VALID;

-- [contract-3] prove constraint tickets_seat for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on tickets, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."tickets" VALIDATE CONSTRAINT "tickets_seat";
