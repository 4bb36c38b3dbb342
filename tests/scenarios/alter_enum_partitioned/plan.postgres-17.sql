-- migration: alter_enum_partitioned
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
-- note: do not detach or drop partitions of parcels while backfill runs: the plan names them one by one
-- note: parcels.state: until contract 'shipped' is taken too and stored as 'sent', so that old code reads only what it knows; new code must read both (…::text IN ('sent', 'shipped')); from contract on rows hold 'shipped', and 'sent' is an error
-- note: parcels.state: until contract rows may hold 'lost', which old code writes; from contract on they hold 'new', and 'lost' is an error
-- note: rollback leaves the new names in type state, which no row holds: PostgreSQL takes no value out of a type
-- note: from contract on type state is another one of the same name: a session that has prepared statements with parameters of the type must prepare them again, a driver that remembers its OID must look it up again; PL/pgSQL functions that mention it are altered to what they are, so that open sessions read them anew (not those of other roles); their text is not changed
-- note: parcels.state ends as the last column of parcels

-- ==== expand
-- [expand-1] let type state take 'shipped' too
--   strategy: instant
--   lock: none on type state; no table is locked
--   why: new code writes the new name before contract; PostgreSQL adds a row to a catalog
--   runs: in one transaction with its record
ALTER TYPE "public"."state" ADD VALUE IF NOT EXISTS 'shipped' AFTER 'sent';

-- [expand-2] create the type that state will be
--   strategy: instant
--   lock: none on type migrate_enum__state; no table is locked
--   why: PostgreSQL takes no value out of a type
--   runs: in one transaction with its record
--   undo: DROP TYPE IF EXISTS "public"."migrate_enum__state"
CREATE TYPE "public"."migrate_enum__state" AS ENUM ('new', 'shipped');

-- [expand-3] add a second column of type "public"."migrate_enum__state" beside parcels.state, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on parcels and its partitions, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing state to "public"."migrate_enum__state" in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."parcels"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."parcels" IN SHARE UPDATE EXCLUSIVE MODE;
--       LOCK TABLE ONLY "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_partitioned__parcels__state" ON "public"."parcels"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_partitioned__parcels__state"()
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_partitioned__parcels__state" ON "public"."parcels"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_partitioned__parcels__state"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_partitioned__parcels__migrat_92405325a8"("public"."parcels")
--   undo: ALTER TABLE IF EXISTS "public"."parcels" DROP COLUMN IF EXISTS "migrate_column__parcels__state"
LOCK TABLE "public"."parcels" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."parcels" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."parcels" ADD COLUMN "migrate_column__parcels__state" "public"."migrate_enum__state";
COMMENT ON COLUMN "public"."parcels_1"."migrate_column__parcels__state" IS 'of the first';
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_enum_partitioned__parcels__migrat_92405325a8"("public"."parcels") RETURNS "public"."migrate_enum__state" LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value "public"."migrate_enum__state";
BEGIN
  SELECT ((CASE "state"::text WHEN 'lost' THEN 'new' WHEN 'sent' THEN 'shipped' ELSE "state"::text END)::"public"."migrate_enum__state") INTO migrate_value FROM (SELECT ($1).*) AS "parcels";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %, day = %: %', ($1)."id", ($1)."day", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."parcels" SET "migrate_column__parcels__state" = ((CASE "state"::text WHEN 'lost' THEN 'new' WHEN 'sent' THEN 'shipped' ELSE "state"::text END)::"public"."migrate_enum__state") WHERE false;
EXPLAIN SELECT ((CASE "state"::text WHEN 'lost' THEN 'new' WHEN 'sent' THEN 'shipped' ELSE "state"::text END)::"public"."migrate_enum__state") AS value FROM (SELECT * FROM "public"."parcels") AS "parcels";
EXPLAIN SELECT (("migrate_column__parcels__state" = 'shipped'::"public"."migrate_enum__state")) FROM "public"."parcels" WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_enum_partitioned__parcels__state"() RETURNS trigger LANGUAGE plpgsql
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
    SELECT ((CASE "state"::text WHEN 'lost' THEN 'new' WHEN 'sent' THEN 'shipped' ELSE "state"::text END)::"public"."migrate_enum__state") INTO NEW."migrate_column__parcels__state" FROM (SELECT NEW.*) AS "parcels";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__parcels__state" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_enum_partitioned__parcels__state" BEFORE INSERT OR UPDATE ON "public"."parcels" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_enum_partitioned__parcels__state' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_enum_partitioned__parcels__state"();
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__alter_enum_partitioned__parcels__state"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
BEGIN
  SELECT ((CASE "state"::text WHEN 'shipped' THEN 'sent' ELSE "state"::text END)::"public"."state") INTO NEW."state" FROM (SELECT NEW.*) AS "parcels";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__alter_enum_partitioned__parcels__state" BEFORE INSERT OR UPDATE ON "public"."parcels" FOR EACH ROW
  WHEN (NEW."state"::text IN ('shipped'))
  EXECUTE FUNCTION migrate."migrate_value_kept__alter_enum_partitioned__parcels__state"();

-- ==== backfill
-- [backfill-1] fill the second column of parcels.state
--   strategy: in place
--   lock: ROW EXCLUSIVE on parcels and its partitions, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table parcels by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."parcels" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."parcels" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."parcels" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_enum_partitioned__parcels__state';
--   the batch:
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
UPDATE "public"."parcels" SET "migrate_column__parcels__state" = migrate."migrate_row__alter_enum_partitioned__parcels__migrat_92405325a8"("parcels".*)
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND ROW("migrate_column__parcels__state")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_partitioned__parcels__migrat_92405325a8"("parcels".*))::record;

-- [backfill-2] compare the second column of parcels.state with the first
--   lock: ACCESS SHARE on parcels and its partitions, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table parcels by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."parcels" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."parcels" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."parcels" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
SELECT "id", "day" FROM "public"."parcels"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND ROW("migrate_column__parcels__state")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_partitioned__parcels__migrat_92405325a8"("parcels".*))::record
LIMIT 5;

-- [backfill-3] make index migrate_new__parcels__parcels_sent of parcels alone, INVALID
--   strategy: online
--   lock: SHARE on parcels, milliseconds: catalog only, nothing is built; writes through the parent wait that long, reads do not
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__parcels__parcels_sent"') IS NOT NULL THEN
--         LOCK TABLE "public"."parcels" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__parcels__parcels_sent";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on parcels and its partitions, milliseconds: catalog only; the files are removed at commit
CREATE INDEX "migrate_new__parcels__parcels_sent" ON ONLY "public"."parcels" USING btree ("migrate_column__parcels__state", id) WHERE ("migrate_column__parcels__state" = 'shipped'::"public"."migrate_enum__state");

-- [backfill-4] make index migrate_new__parcels_rest__parcels_rest_state_id_idx of parcels_rest alone, INVALID
--   strategy: online
--   lock: SHARE on parcels_rest, milliseconds: catalog only, nothing is built; writes through the parent wait that long, reads do not
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__parcels_rest__parcels_rest_state_id_idx"') IS NOT NULL THEN
--         LOCK TABLE "public"."parcels_rest" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."parcels_rest" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."parcels_rest" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__parcels_rest__parcels_rest_state_id_idx";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on parcels_rest and its partitions, milliseconds: catalog only; the files are removed at commit
CREATE INDEX "migrate_new__parcels_rest__parcels_rest_state_id_idx" ON ONLY "public"."parcels_rest" USING btree ("migrate_column__parcels__state", id) WHERE ("migrate_column__parcels__state" = 'shipped'::"public"."migrate_enum__state");

-- [backfill-5] build index migrate_new__parcels_1__parcels_1_state_id_idx on partition parcels_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parcels_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__parcels_1__parcels_1_state_id_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__parcels_1__parcels_1_state_id_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__parcels_1__parcels_1_state_id_idx"
CREATE INDEX CONCURRENTLY "migrate_new__parcels_1__parcels_1_state_id_idx" ON "public"."parcels_1" USING btree ("migrate_column__parcels__state", id) WHERE ("migrate_column__parcels__state" = 'shipped'::"public"."migrate_enum__state");

-- [backfill-6] build index migrate_new__parcels_none__parcels_none_state_id_idx on partition parcels_none
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parcels_none, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__parcels_none__parcels_none_state_id_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__parcels_none__parcels_none_state_id_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__parcels_none__parcels_none_state_id_idx"
CREATE INDEX CONCURRENTLY "migrate_new__parcels_none__parcels_none_state_id_idx" ON "public"."parcels_none" USING btree ("migrate_column__parcels__state", id) WHERE ("migrate_column__parcels__state" = 'shipped'::"public"."migrate_enum__state");

-- [backfill-7] attach index migrate_new__parcels_1__parcels_1_state_id_idx to migrate_new__parcels__parcels_sent
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__parcels_1__parcels_1_state_id_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__parcels__parcels_sent"') IS NOT NULL THEN
--         LOCK TABLE "public"."parcels" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__parcels__parcels_sent";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on parcels and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__parcels__parcels_sent" ATTACH PARTITION "public"."migrate_new__parcels_1__parcels_1_state_id_idx";

-- [backfill-8] attach index migrate_new__parcels_none__parcels_none_state_id_idx to migrate_new__parcels_rest__parcels_rest_state_id_idx
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__parcels_none__parcels_none_state_id_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__parcels_rest__parcels_rest_state_id_idx"') IS NOT NULL THEN
--         LOCK TABLE "public"."parcels_rest" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."parcels_rest" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."parcels_rest" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__parcels_rest__parcels_rest_state_id_idx";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on parcels_rest and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__parcels_rest__parcels_rest_state_id_idx" ATTACH PARTITION "public"."migrate_new__parcels_none__parcels_none_state_id_idx";

-- [backfill-9] attach index migrate_new__parcels_rest__parcels_rest_state_id_idx to migrate_new__parcels__parcels_sent
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__parcels_rest__parcels_rest_state_id_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__parcels__parcels_sent"') IS NOT NULL THEN
--         LOCK TABLE "public"."parcels" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__parcels__parcels_sent";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on parcels and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__parcels__parcels_sent" ATTACH PARTITION "public"."migrate_new__parcels_rest__parcels_rest_state_id_idx";

-- [backfill-10] give what migrate_new__parcels__parcels_sent needs to partitions that are new since the plan
--   strategy: online
--   lock: ACCESS SHARE on the catalog; SHARE on each partition that is new since the plan, one query at a time; writes of a new partition wait while it gets its index here
--   why: they were not there, or not attached, when the steps before were planned
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
DO $migrate$
DECLARE
  one record;
  name text;
BEGIN
  FOR one IN
    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS place, format('migrate_new_%s_%s', left(md5('migrate_new__parcels__parcels_sent'), 8), c.oid) AS built, left('migrate_new__parcels__parcels_sent' || '_' || c.relname, 63) AS name,
      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree(c.oid)) AS bytes
    FROM (VALUES ('"public"."parcels"', '"public"."migrate_new__parcels__parcels_sent"'), ('"public"."parcels_rest"', '"public"."migrate_new__parcels_rest__parcels_rest_state_id_idx"')) AS v (place, above)
    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)
    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)
  LOOP
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > 16777216 THEN
      RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'migrate_new__parcels__parcels_sent', format('CREATE INDEX CONCURRENTLY %I ON %s USING btree ("migrate_column__parcels__state", id) WHERE ("migrate_column__parcels__state" = ''shipped''::"public"."migrate_enum__state")', one.built, one.place));
    END IF;
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN
      EXECUTE format('LOCK TABLE ONLY %s IN SHARE MODE', one.place);
      SET LOCAL lock_timeout = '50ms';
      EXECUTE format('LOCK TABLE %s IN SHARE MODE', one.place);
      EXECUTE format('CREATE INDEX %I ON %s USING btree ("migrate_column__parcels__state", id) WHERE ("migrate_column__parcels__state" = ''shipped''::"public"."migrate_enum__state")', one.built, one.place);
    END IF;
    name := one.built;
    IF name <> one.built THEN
      EXECUTE format('ALTER INDEX %I.%I RENAME TO %I', one.schema, one.built, name);
    END IF;
    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, name);
  END LOOP;
END
$migrate$;

-- [backfill-11] see that index migrate_new__parcels__parcels_sent is valid on parcels
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a partition that was attached meanwhile may have none
--   expects: no row
SELECT i.indrelid::regclass::text AS "table", 'has partitions without it' AS index
FROM pg_catalog.pg_partition_tree('"public"."migrate_new__parcels__parcels_sent"') AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
WHERE NOT i.indisvalid
LIMIT 5;

-- [backfill-12] look for duplicates that parcels_state would refuse
--   lock: ACCESS SHARE on parcels and its partitions, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "id", migrate_twice.key_2 AS "day", migrate_twice.key_3 AS "migrate_column__parcels__state", migrate_twice.rows,
  array_to_string(ARRAY(SELECT '(' || concat_ws(', ', "id", "day") || ')' AS migrate_row FROM "public"."parcels"
    WHERE "id" IS NOT DISTINCT FROM migrate_twice.key_1 AND "day" IS NOT DISTINCT FROM migrate_twice.key_2 AND "migrate_column__parcels__state" IS NOT DISTINCT FROM migrate_twice.key_3
    ORDER BY "id", "day" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "(id, day)"
FROM (SELECT "id" AS key_1, "day" AS key_2, "migrate_column__parcels__state" AS key_3, count(*) AS rows FROM "public"."parcels"
  WHERE "id" IS NOT NULL AND "day" IS NOT NULL AND "migrate_column__parcels__state" IS NOT NULL
  GROUP BY "id", "day", "migrate_column__parcels__state" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-13] make constraint migrate_new__parcels__parcels_state of parcels alone, INVALID
--   strategy: online
--   lock: ACCESS EXCLUSIVE on parcels, milliseconds: catalog only, nothing is built; reads and writes through the parent wait that long
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__parcels__parcels_state"') IS NOT NULL THEN
--         LOCK TABLE "public"."parcels" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."parcels" DROP CONSTRAINT IF EXISTS "migrate_new__parcels__parcels_state";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on parcels and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE ONLY "public"."parcels" ADD CONSTRAINT "migrate_new__parcels__parcels_state" UNIQUE ("id", "day", "migrate_column__parcels__state");

-- [backfill-14] make constraint migrate_new__parcels_rest__parcels_rest_id_day_state_key of parcels_rest alone, INVALID
--   strategy: online
--   lock: ACCESS EXCLUSIVE on parcels_rest, milliseconds: catalog only, nothing is built; reads and writes through the parent wait that long
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__parcels_rest__parcels_rest_id_day_state_key"') IS NOT NULL THEN
--         LOCK TABLE "public"."parcels_rest" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."parcels_rest" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."parcels_rest" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."parcels_rest" DROP CONSTRAINT IF EXISTS "migrate_new__parcels_rest__parcels_rest_id_day_state_key";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on parcels_rest and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE ONLY "public"."parcels_rest" ADD CONSTRAINT "migrate_new__parcels_rest__parcels_rest_id_day_state_key" UNIQUE ("id", "day", "migrate_column__parcels__state");

-- [backfill-15] build index migrate_new__parcels_1__parcels_1_id_day_state_key on partition parcels_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parcels_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__parcels_1__parcels_1_id_day_state_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__parcels_1__parcels_1_id_day_state_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__parcels_1__parcels_1_id_day_state_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__parcels_1__parcels_1_id_day_state_key" ON "public"."parcels_1" USING btree (id, day, "migrate_column__parcels__state");

-- [backfill-16] build index migrate_new__parcels_none__parcels_none_id_day_state_key on partition parcels_none
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parcels_none, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__parcels_none__parcels_none_id_day_state_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__parcels_none__parcels_none_id_day_state_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__parcels_none__parcels_none_id_day_state_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__parcels_none__parcels_none_id_day_state_key" ON "public"."parcels_none" USING btree (id, day, "migrate_column__parcels__state");

-- [backfill-17] attach index migrate_new__parcels_1__parcels_1_id_day_state_key to migrate_new__parcels__parcels_state
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parcels_1, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__parcels__parcels_state"') IS NOT NULL THEN
--         LOCK TABLE "public"."parcels" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."parcels" DROP CONSTRAINT IF EXISTS "migrate_new__parcels__parcels_state";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on parcels and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."parcels_1" ADD CONSTRAINT "migrate_new__parcels_1__parcels_1_id_day_state_key" UNIQUE USING INDEX "migrate_new__parcels_1__parcels_1_id_day_state_key";
ALTER INDEX "public"."migrate_new__parcels__parcels_state" ATTACH PARTITION "public"."migrate_new__parcels_1__parcels_1_id_day_state_key";

-- [backfill-18] attach index migrate_new__parcels_none__parcels_none_id_day_state_key to migrate_new__parcels_rest__parcels_rest_id_day_state_key
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parcels_none, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__parcels_rest__parcels_rest_id_day_state_key"') IS NOT NULL THEN
--         LOCK TABLE "public"."parcels_rest" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."parcels_rest" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."parcels_rest" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."parcels_rest" DROP CONSTRAINT IF EXISTS "migrate_new__parcels_rest__parcels_rest_id_day_state_key";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on parcels_rest and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."parcels_none" ADD CONSTRAINT "migrate_new__parcels_none__parcels_none_id_day_state_key" UNIQUE USING INDEX "migrate_new__parcels_none__parcels_none_id_day_state_key";
ALTER INDEX "public"."migrate_new__parcels_rest__parcels_rest_id_day_state_key" ATTACH PARTITION "public"."migrate_new__parcels_none__parcels_none_id_day_state_key";

-- [backfill-19] attach index migrate_new__parcels_rest__parcels_rest_id_day_state_key to migrate_new__parcels__parcels_state
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__parcels_rest__parcels_rest_id_day_state_key, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__parcels__parcels_state"') IS NOT NULL THEN
--         LOCK TABLE "public"."parcels" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."parcels" DROP CONSTRAINT IF EXISTS "migrate_new__parcels__parcels_state";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on parcels and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__parcels__parcels_state" ATTACH PARTITION "public"."migrate_new__parcels_rest__parcels_rest_id_day_state_key";

-- [backfill-20] give what migrate_new__parcels__parcels_state needs to partitions that are new since the plan
--   strategy: online
--   lock: ACCESS SHARE on the catalog; ACCESS EXCLUSIVE on each partition that is new since the plan, one query at a time; reads and writes of a new partition wait while it gets its index here
--   why: they were not there, or not attached, when the steps before were planned
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
DO $migrate$
DECLARE
  one record;
  name text;
BEGIN
  FOR one IN
    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS place, format('migrate_new_%s_%s', left(md5('migrate_new__parcels__parcels_state'), 8), c.oid) AS built, left('migrate_new__parcels__parcels_state' || '_' || c.relname, 63) AS name,
      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree(c.oid)) AS bytes
    FROM (VALUES ('"public"."parcels"', '"public"."migrate_new__parcels__parcels_state"'), ('"public"."parcels_rest"', '"public"."migrate_new__parcels_rest__parcels_rest_id_day_state_key"')) AS v (place, above)
    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)
    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)
  LOOP
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > 16777216 THEN
      RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'migrate_new__parcels__parcels_state', format('CREATE UNIQUE INDEX CONCURRENTLY %I ON %s USING btree (id, day, "migrate_column__parcels__state")', one.built, one.place));
    END IF;
    EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', one.place);
    SET LOCAL lock_timeout = '50ms';
    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', one.place);
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN
      EXECUTE format('CREATE UNIQUE INDEX %I ON %s USING btree (id, day, "migrate_column__parcels__state")', one.built, one.place);
    END IF;
    name := one.built;
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I UNIQUE USING INDEX %I', one.place, name, one.built);
    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, name);
  END LOOP;
END
$migrate$;

-- [backfill-21] see that index migrate_new__parcels__parcels_state is valid on parcels
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a partition that was attached meanwhile may have none
--   expects: no row
SELECT i.indrelid::regclass::text AS "table", 'has partitions without it' AS index
FROM pg_catalog.pg_partition_tree('"public"."migrate_new__parcels__parcels_state"') AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
WHERE NOT i.indisvalid
LIMIT 5;

-- [backfill-22] see that nothing built on the second column reads parcels.state
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: what still reads the old column would go with it
--   expects: no row
SELECT DISTINCT coalesce(k.conname, x.relname) AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."parcels"'::regclass)) AND a.attname = 'state'
  AND coalesce(k.conname, x.relname) IN ('migrate_new__parcels__parcels_sent', 'migrate_new__parcels__parcels_sent', 'migrate_new__parcels_rest__parcels_rest_state_id_idx', 'migrate_new__parcels_1__parcels_1_state_id_idx', 'migrate_new__parcels_none__parcels_none_state_id_idx');

-- [backfill-23] gather statistics for the second column of parcels.state
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parcels and its partitions, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."parcels" ("migrate_column__parcels__state");

-- ==== contract
-- [contract-1] compare the second column of parcels.state with the first again
--   lock: ACCESS SHARE on parcels and its partitions, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table parcels by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."parcels" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."parcels" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."parcels" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
SELECT "id", "day" FROM "public"."parcels"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND ROW("migrate_column__parcels__state")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_partitioned__parcels__migrat_92405325a8"("parcels".*))::record
LIMIT 5;

-- [contract-2] require the second column of parcels.state for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on parcels and its partitions, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."parcels"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."parcels" IN SHARE UPDATE EXCLUSIVE MODE;
--       LOCK TABLE ONLY "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: ALTER TABLE IF EXISTS "public"."parcels" DROP CONSTRAINT IF EXISTS "migrate_new__parcels__not_null state"
DO $migrate$
BEGIN
  IF to_regclass('"public"."parcels"') IS NULL THEN
    RETURN;
  END IF;
  LOCK TABLE "public"."parcels" IN SHARE UPDATE EXCLUSIVE MODE;
  LOCK TABLE ONLY "public"."parcels" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."parcels" ADD CONSTRAINT "migrate_new__parcels__not_null state" CHECK ("migrate_column__parcels__state" IS NOT NULL) NOT VALID;

-- [contract-3] prove that the second column of parcels.state holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parcels and its partitions, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."parcels" VALIDATE CONSTRAINT "migrate_new__parcels__not_null state";

-- [contract-4] make the second column of parcels.state NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parcels and its partitions, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
DO $migrate$
BEGIN
  IF to_regclass('"public"."parcels"') IS NULL THEN
    RETURN;
  END IF;
  LOCK TABLE "public"."parcels" IN SHARE UPDATE EXCLUSIVE MODE;
  LOCK TABLE ONLY "public"."parcels" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."parcels" ALTER COLUMN "migrate_column__parcels__state" SET NOT NULL;
ALTER TABLE "public"."parcels" DROP CONSTRAINT "migrate_new__parcels__not_null state";

-- [contract-5] look for what else is built on parcels.state
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."parcels"'::regclass)) AND a.attname = 'state'
  AND o.identity NOT IN ('public.parcels_sent', 'parcels_state on public.parcels')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-6] put the new type in the place of state
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on parcels and its partitions, milliseconds: catalog only; names change; no row is read, no index is built
--   why: columns and type in one transaction: a cast to the type by its name means the columns' type at any moment
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."parcels" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
DECLARE
  migrate_path text := current_setting('search_path');
  migrate_found text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  migrate_found := (
SELECT string_agg(p.part, ', ' ORDER BY p.part) FROM (VALUES ('privileges', '(digest)'), ('default', '(digest)'), ('NOT NULL', '(digest)'), ('comment', '(digest)'), ('settings', '(digest)')) AS p (part, digest) JOIN (SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM pg_attribute AS a CROSS JOIN LATERAL (VALUES ('privileges', concat_ws(chr(30), (SELECT string_agg(concat_ws(' ', g.grantee::regrole, g.privilege_type, g.is_grantable), ', ' ORDER BY g.grantee, g.privilege_type, g.is_grantable) FROM aclexplode(a.attacl) AS g))),
    ('default', concat_ws(chr(30), (SELECT pg_get_expr(e.adbin, e.adrelid) FROM pg_attrdef AS e WHERE e.adrelid = a.attrelid AND e.adnum = a.attnum))),
    ('NOT NULL', concat_ws(chr(30), a.attnotnull)),
    ('comment', concat_ws(chr(30), col_description(a.attrelid, a.attnum))),
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."parcels"') AND a.attname = 'state') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column parcels.state since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."parcels" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."parcels"'::regclass)) AND a.attname = 'state'
  AND o.identity NOT IN ('public.parcels_sent', 'parcels_state on public.parcels')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on parcels.state since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_partitioned__parcels__state" ON "public"."parcels";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_partitioned__parcels__state"();
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_partitioned__parcels__state" ON "public"."parcels";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_partitioned__parcels__state"();
DO $migrate$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT n.nspname AS place, x.relname AS first, y.relname AS second
    FROM (VALUES ('"public"."parcels_sent"', '"public"."migrate_new__parcels__parcels_sent"'), ('"public"."parcels_state"', '"public"."migrate_new__parcels__parcels_state"')) AS v (first, second)
    CROSS JOIN LATERAL pg_catalog.pg_partition_tree(v.first::regclass) AS s
    CROSS JOIN LATERAL pg_catalog.pg_partition_tree(v.second::regclass) AS t
    JOIN pg_catalog.pg_index AS i ON i.indexrelid = s.relid
    JOIN pg_catalog.pg_index AS j ON j.indexrelid = t.relid AND j.indrelid = i.indrelid
    JOIN pg_catalog.pg_class AS x ON x.oid = s.relid
    JOIN pg_catalog.pg_class AS y ON y.oid = t.relid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = x.relnamespace
    WHERE s.level > 0
  LOOP
    EXECUTE format('ALTER INDEX %1$I.%2$I RENAME TO %3$I', one.place, one.first, 'migrate_between__parcels__state');
    EXECUTE format('ALTER INDEX %1$I.%2$I RENAME TO %3$I', one.place, one.second, one.first);
    EXECUTE format('ALTER INDEX %1$I.%2$I RENAME TO %3$I', one.place, 'migrate_between__parcels__state', one.second);
  END LOOP;
END
$migrate$;
ALTER TABLE "public"."parcels" RENAME COLUMN "state" TO "migrate_between__parcels__state";
ALTER TABLE "public"."parcels" RENAME COLUMN "migrate_column__parcels__state" TO "state";
ALTER TABLE "public"."parcels" RENAME COLUMN "migrate_between__parcels__state" TO "migrate_column__parcels__state";
ALTER TABLE "public"."parcels" RENAME CONSTRAINT "parcels_state" TO "migrate_old__parcels__parcels_state";
ALTER TABLE "public"."parcels" RENAME CONSTRAINT "migrate_new__parcels__parcels_state" TO "parcels_state";
ALTER INDEX "public"."parcels_sent" RENAME TO "migrate_old__parcels__parcels_sent";
ALTER INDEX "public"."migrate_new__parcels__parcels_sent" RENAME TO "parcels_sent";
ALTER TABLE "public"."parcels_sent" RENAME COLUMN "migrate_column__parcels__state" TO "state";
ALTER TABLE "public"."parcels_state" RENAME COLUMN "migrate_column__parcels__state" TO "state";
ALTER TABLE "public"."parcels" ALTER COLUMN "state" SET DEFAULT 'new'::"public"."migrate_enum__state";
ALTER TABLE "public"."parcels" ALTER COLUMN "migrate_column__parcels__state" DROP DEFAULT;
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_partitioned__parcels__migrat_92405325a8"("public"."parcels");
ALTER TABLE "public"."parcels" DROP COLUMN "migrate_column__parcels__state";
DROP TYPE "public"."state";
ALTER TYPE "public"."migrate_enum__state" RENAME TO "state";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('state') IN lower(p.prosrc)) > 0
      OR position(lower('state') IN lower(p.prosrc)) > 0 AND (position(lower('parcels') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."parcels"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
