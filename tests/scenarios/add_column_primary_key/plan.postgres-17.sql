-- migration: add_column_primary_key
-- description: A primary key for a table that has none
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
-- note: events.id: rows that exist are numbered in backfill, by no order that means anything; those that are written meanwhile may have lower numbers
-- note: until the end of backfill events.id takes given values like a plain column
-- note: from backfill on no duplicates of events (id) are taken, from old code neither: new code's ON CONFLICT needs the index before contract

-- ==== expand
-- [expand-1] add events.id, numbered by a sequence
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events, milliseconds: catalog only; nothing is rewritten
--   why: an empty column is a change of the catalog alone; rows of both versions are numbered from here on
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_default__add_column_primary_key__events__id" ON "public"."events"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_default__add_column_primary_key__events__id"()
--   undo: ALTER TABLE IF EXISTS "public"."events" DROP COLUMN IF EXISTS "id"
--   undo: DROP SEQUENCE IF EXISTS "public"."migrate_sequence__events__id"
--   loss: numbers of events.id, which may have been given out, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."events" WHERE "id" IS NOT NULL LIMIT 1000) AS found
CREATE SEQUENCE "public"."migrate_sequence__events__id" AS bigint;
ALTER TABLE "public"."events" ADD COLUMN "id" bigint;
GRANT USAGE ON SEQUENCE "public"."migrate_sequence__events__id" TO PUBLIC;
ALTER TABLE "public"."events" ALTER COLUMN "id" SET DEFAULT nextval('"public"."migrate_sequence__events__id"'::regclass);
CREATE OR REPLACE FUNCTION migrate."migrate_default__add_column_primary_key__events__id"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
BEGIN
  BEGIN
    NEW."id" := (nextval('"public"."migrate_sequence__events__id"'::regclass));
  EXCEPTION WHEN others THEN
    NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_default__add_column_primary_key__events__id" BEFORE UPDATE ON "public"."events" FOR EACH ROW
  WHEN (OLD."id" IS NOT DISTINCT FROM NULL AND NEW."id" IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION migrate."migrate_default__add_column_primary_key__events__id"();

-- ==== backfill
-- [backfill-1] fill events.id
--   strategy: in place
--   lock: ROW EXCLUSIVE on events, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a sequence in one statement would rewrite the table under ACCESS EXCLUSIVE
--   batches: table events by code; each commits together with its checkpoint
--   first key, once:
SELECT "code" FROM "public"."events" ORDER BY "code" LIMIT 1;
--   last key, once:
SELECT "code" FROM "public"."events" ORDER BY "code" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.code, $2 = end.code, $3 = batch size - 1
SELECT "code" FROM "public"."events" WHERE "code" >= $1::text AND "code" <= $2::text ORDER BY "code" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.code, $2 = to.code
UPDATE "public"."events" SET "id" = DEFAULT
WHERE "code" >= $1::text AND "code" <= $2::text
  AND "id" IS NOT DISTINCT FROM NULL;

-- [backfill-2] look for rows without events.id
--   lock: ACCESS SHARE on events, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table events by code; each commits together with its checkpoint
--   first key, once:
SELECT "code" FROM "public"."events" ORDER BY "code" LIMIT 1;
--   last key, once:
SELECT "code" FROM "public"."events" ORDER BY "code" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.code, $2 = end.code, $3 = batch size - 1
SELECT "code" FROM "public"."events" WHERE "code" >= $1::text AND "code" <= $2::text ORDER BY "code" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.code, $2 = to.code
SELECT "code" FROM "public"."events"
WHERE "code" >= $1::text AND "code" <= $2::text
  AND "id" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-3] require events.id for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on events, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."events" DROP CONSTRAINT IF EXISTS "migrate_not_null__events__id"
ALTER TABLE "public"."events" ADD CONSTRAINT "migrate_not_null__events__id" CHECK ("id" IS NOT NULL) NOT VALID;

-- [backfill-4] prove that events.id holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."events" VALIDATE CONSTRAINT "migrate_not_null__events__id";

-- [backfill-5] make events.id NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."events" ALTER COLUMN "id" SET NOT NULL;
ALTER TABLE "public"."events" DROP CONSTRAINT "migrate_not_null__events__id";

-- [backfill-6] stop filling events.id in rows that are updated
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events, milliseconds: catalog only; catalog only
--   why: no row is without a value any more
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_default__add_column_primary_key__events__id" ON "public"."events";
DROP FUNCTION IF EXISTS migrate."migrate_default__add_column_primary_key__events__id"();

-- [backfill-7] make events.id an identity column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events, milliseconds: catalog only; no row is read: the column is NOT NULL
--   why: an identity column must be NOT NULL, which no column with empty rows can be
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
ALTER TABLE "public"."events" ALTER COLUMN "id" DROP DEFAULT;
ALTER TABLE "public"."events" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('"public"."events"', 'id')::regclass, last_value, is_called) FROM "public"."migrate_sequence__events__id";
DROP SEQUENCE "public"."migrate_sequence__events__id";

-- [backfill-8] look for duplicates that constraint events_pkey would refuse
--   lock: ACCESS SHARE on events, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "id", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "code"::text AS migrate_row FROM "public"."events"
    WHERE "id" IS NOT DISTINCT FROM migrate_twice.key_1
    ORDER BY "code" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "code"
FROM (SELECT "id" AS key_1, count(*) AS rows FROM "public"."events"
  WHERE "id" IS NOT NULL
  GROUP BY "id" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-9] build index events_pkey on events
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__events__events_pkey"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events__events_pkey"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events__events_pkey"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__events__events_pkey" ON "public"."events" USING "btree" ("id");

-- [backfill-10] make events (id) the primary key by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."events" DROP CONSTRAINT IF EXISTS "events_pkey"
ALTER TABLE "public"."events" ADD CONSTRAINT "events_pkey" PRIMARY KEY USING INDEX "migrate_build__events__events_pkey";

-- ==== contract
-- nothing to do
