-- migration: carried_along_numbered
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
-- note: parcels.number: rows that exist are numbered in backfill, by no order that means anything; those that are written meanwhile may have lower numbers
-- note: until the end of backfill parcels.number takes given values like a plain column
-- note: table parcels is published (parcels_out): the subscribers need column number before expand
-- note: from backfill on no duplicates of parcels (number) are taken, from old code neither: new code's ON CONFLICT needs the index before contract

-- ==== expand
-- [expand-1] add parcels.number, numbered by a sequence
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parcels, milliseconds: catalog only; nothing is rewritten
--   why: an empty column is a change of the catalog alone; rows of both versions are numbered from here on
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_default__carried_along_numbered__parcels__number" ON "public"."parcels"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_default__carried_along_numbered__parcels__number"()
--   undo: ALTER TABLE IF EXISTS "public"."parcels" DROP COLUMN IF EXISTS "number"
--   undo: DROP SEQUENCE IF EXISTS "public"."migrate_sequence__parcels__number"
--   loss: numbers of parcels.number, which may have been given out, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."parcels" WHERE "number" IS NOT NULL LIMIT 1000) AS found
CREATE SEQUENCE "public"."migrate_sequence__parcels__number" AS bigint START WITH 1000 INCREMENT BY 10;
ALTER TABLE "public"."parcels" ADD COLUMN "number" bigint;
GRANT USAGE ON SEQUENCE "public"."migrate_sequence__parcels__number" TO PUBLIC;
ALTER TABLE "public"."parcels" ALTER COLUMN "number" SET DEFAULT nextval('"public"."migrate_sequence__parcels__number"'::regclass);
CREATE OR REPLACE FUNCTION migrate."migrate_default__carried_along_numbered__parcels__number"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
BEGIN
  BEGIN
    NEW."number" := (nextval('"public"."migrate_sequence__parcels__number"'::regclass));
  EXCEPTION WHEN others THEN
    NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_default__carried_along_numbered__parcels__number" BEFORE UPDATE ON "public"."parcels" FOR EACH ROW
  WHEN (OLD."number" IS NOT DISTINCT FROM NULL AND NEW."number" IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION migrate."migrate_default__carried_along_numbered__parcels__number"();

-- ==== backfill
-- [backfill-1] fill parcels.number
--   strategy: in place
--   lock: ROW EXCLUSIVE on parcels, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a sequence in one statement would rewrite the table under ACCESS EXCLUSIVE
--   batches: table parcels by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."parcels" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."parcels" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."parcels" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."parcels" SET "number" = DEFAULT
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "number" IS NOT DISTINCT FROM NULL;

-- [backfill-2] look for rows without parcels.number
--   lock: ACCESS SHARE on parcels, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table parcels by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."parcels" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."parcels" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."parcels" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."parcels"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "number" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-3] require parcels.number for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on parcels, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
ALTER TABLE "public"."parcels" ADD CONSTRAINT "parcels_number_not_null" NOT NULL "number" NOT VALID;

-- [backfill-4] prove that parcels.number holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parcels, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."parcels" VALIDATE CONSTRAINT "parcels_number_not_null";

-- [backfill-5] stop filling parcels.number in rows that are updated
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parcels, milliseconds: catalog only; catalog only
--   why: no row is without a value any more
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_default__carried_along_numbered__parcels__number" ON "public"."parcels";
DROP FUNCTION IF EXISTS migrate."migrate_default__carried_along_numbered__parcels__number"();

-- [backfill-6] make parcels.number an identity column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parcels, milliseconds: catalog only; no row is read: the column is NOT NULL
--   why: an identity column must be NOT NULL, which no column with empty rows can be
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
ALTER TABLE "public"."parcels" ALTER COLUMN "number" DROP DEFAULT;
ALTER TABLE "public"."parcels" ALTER COLUMN "number" ADD GENERATED ALWAYS AS IDENTITY (START WITH 1000 INCREMENT BY 10);
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('"public"."parcels"', 'number')::regclass, last_value, is_called) FROM "public"."migrate_sequence__parcels__number";
DROP SEQUENCE "public"."migrate_sequence__parcels__number";

-- [backfill-7] look for duplicates that constraint parcels_number_key would refuse
--   lock: ACCESS SHARE on parcels, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "number", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."parcels"
    WHERE "number" IS NOT DISTINCT FROM migrate_twice.key_1
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "number" AS key_1, count(*) AS rows FROM "public"."parcels"
  WHERE "number" IS NOT NULL
  GROUP BY "number" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-8] build index parcels_number_key on parcels
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parcels, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__parcels__parcels_number_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__parcels__parcels_number_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__parcels__parcels_number_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__parcels__parcels_number_key" ON "public"."parcels" USING "btree" ("number");

-- [backfill-9] make parcels (number) unique by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parcels, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."parcels" DROP CONSTRAINT IF EXISTS "parcels_number_key"
ALTER TABLE "public"."parcels" ADD CONSTRAINT "parcels_number_key" UNIQUE USING INDEX "migrate_build__parcels__parcels_number_key";

-- ==== contract
-- nothing to do
