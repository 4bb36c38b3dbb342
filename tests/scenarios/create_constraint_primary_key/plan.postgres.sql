-- migration: create_constraint_primary_key
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
-- note: from backfill on logs.day takes no NULL, from old code neither
-- note: from backfill on logs.id takes no NULL, from old code neither
-- note: from backfill on no duplicates of logs (day, id) are taken, from old code neither: new code's ON CONFLICT needs the index before contract

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for rows without logs.day
--   lock: ACCESS SHARE on logs, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table logs by serial; each commits together with its checkpoint
--   first key, once:
SELECT "serial" FROM "public"."logs" ORDER BY "serial" LIMIT 1;
--   last key, once:
SELECT "serial" FROM "public"."logs" ORDER BY "serial" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.serial, $2 = end.serial, $3 = batch size - 1
SELECT "serial" FROM "public"."logs" WHERE "serial" >= $1::integer AND "serial" <= $2::integer ORDER BY "serial" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.serial, $2 = to.serial
SELECT "serial" FROM "public"."logs"
WHERE "serial" >= $1::integer AND "serial" <= $2::integer
  AND "day" IS NULL
LIMIT 5;

-- [backfill-2] require logs.day for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on logs, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."logs" DROP CONSTRAINT IF EXISTS "logs_day_not_null"
ALTER TABLE "public"."logs" ADD CONSTRAINT "logs_day_not_null" NOT NULL "day" NOT VALID;

-- [backfill-3] prove that logs.day holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on logs, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."logs" VALIDATE CONSTRAINT "logs_day_not_null";

-- [backfill-4] look for rows without logs.id
--   lock: ACCESS SHARE on logs, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table logs by serial; each commits together with its checkpoint
--   first key, once:
SELECT "serial" FROM "public"."logs" ORDER BY "serial" LIMIT 1;
--   last key, once:
SELECT "serial" FROM "public"."logs" ORDER BY "serial" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.serial, $2 = end.serial, $3 = batch size - 1
SELECT "serial" FROM "public"."logs" WHERE "serial" >= $1::integer AND "serial" <= $2::integer ORDER BY "serial" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.serial, $2 = to.serial
SELECT "serial" FROM "public"."logs"
WHERE "serial" >= $1::integer AND "serial" <= $2::integer
  AND "id" IS NULL
LIMIT 5;

-- [backfill-5] require logs.id for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on logs, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."logs" DROP CONSTRAINT IF EXISTS "logs_id_not_null"
ALTER TABLE "public"."logs" ADD CONSTRAINT "logs_id_not_null" NOT NULL "id" NOT VALID;

-- [backfill-6] prove that logs.id holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on logs, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."logs" VALIDATE CONSTRAINT "logs_id_not_null";

-- [backfill-7] look for duplicates that constraint logs_pkey would refuse
--   lock: ACCESS SHARE on logs, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "day", migrate_twice.key_2 AS "id", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "serial"::text AS migrate_row FROM "public"."logs"
    WHERE "day" IS NOT DISTINCT FROM migrate_twice.key_1 AND "id" IS NOT DISTINCT FROM migrate_twice.key_2
    ORDER BY "serial" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "serial"
FROM (SELECT "day" AS key_1, "id" AS key_2, count(*) AS rows FROM "public"."logs"
  WHERE "day" IS NOT NULL AND "id" IS NOT NULL
  GROUP BY "day", "id" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-8] build index logs_pkey on logs
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on logs, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__logs__logs_pkey"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__logs__logs_pkey"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__logs__logs_pkey"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__logs__logs_pkey" ON "public"."logs" USING "btree" ("day", "id");

-- [backfill-9] make logs (day, id) the primary key by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on logs, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."logs" DROP CONSTRAINT IF EXISTS "logs_pkey"
ALTER TABLE "public"."logs" ADD CONSTRAINT "logs_pkey" PRIMARY KEY USING INDEX "migrate_build__logs__logs_pkey";

-- ==== contract
-- nothing to do
