-- migration: partitioned_table
-- description: What recurses to the partitions, and what locks the other side of a key
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
-- note: a rollback keeps what `up` made of the NULLs of events.note
-- note: where `up` raises an error or gives NULL, events.note stays NULL until backfill has ended, which names such rows; from then on the write is refused
-- note: where `down` raises an error, events.region is NULL
-- note: with events.region contract drops what is built on it: table constraint events_region on public.events
-- note: foreign key events_place of a partitioned table could not be put back by a rollback without blocking writes: it holds until contract, for new code too
-- note: with replica identity full each UPDATE and DELETE of events writes the whole old row to the log
-- note: a partition of events that is made or attached from now on has the replica identity that it is given, not this one

-- ==== expand
-- [expand-1] look whether rows without events.source keep constraint events_source
--   lock: none on events; no table is read
--   why: old code leaves the column out: what it gets then must not be refused
--   expects: no row
SELECT "source" FROM (SELECT CAST(('web') AS text) AS "source") AS "events"
WHERE (source <> '') IS FALSE
LIMIT 5;

-- [expand-2] add events.source
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; nothing is rewritten
--   why: a default that is constant is kept in the catalog, not written to every row
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
--       LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: ALTER TABLE IF EXISTS "public"."events" DROP COLUMN IF EXISTS "source"
--   loss: values of events.source, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."events" WHERE ROW("source")::record OPERATOR(pg_catalog.*<>) ROW(CAST(('web') AS text))::record LIMIT 1000) AS found
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."events" ADD COLUMN "source" text DEFAULT ('web') NOT NULL;
ALTER TABLE "public"."events" ADD CONSTRAINT "events_source" CHECK (source <> '') NOT VALID;

-- [expand-3] add events.urgency beside events.priority, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
--       LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__partitioned_table__events__priority" ON "public"."events"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__partitioned_table__events__priority"()
--   undo: ALTER TABLE IF EXISTS "public"."events" DROP COLUMN IF EXISTS "urgency"
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."events" ADD COLUMN "urgency" integer;
CREATE OR REPLACE FUNCTION migrate."migrate_rename__partitioned_table__events__priority"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."urgency" IS NOT DISTINCT FROM NULL) THEN
      NEW."priority" := NEW."urgency";
    ELSE
      NEW."urgency" := NEW."priority";
    END IF;
  ELSIF NEW."urgency" IS DISTINCT FROM OLD."urgency" THEN
    NEW."priority" := NEW."urgency";
  ELSE
    NEW."urgency" := NEW."priority";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__partitioned_table__events__priority" BEFORE INSERT OR UPDATE ON "public"."events" FOR EACH ROW
  WHEN (NEW."urgency" IS DISTINCT FROM NEW."priority")
  EXECUTE FUNCTION migrate."migrate_rename__partitioned_table__events__priority"();

-- [expand-4] replace NULLs that are written to events.note
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on events and its partitions, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code may still write NULL: `up` says what is stored instead
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
--       LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__partitioned_table__events__note" ON "public"."events"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__partitioned_table__events__note"()
--   lock of undo: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the trigger goes
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."events" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
EXPLAIN UPDATE "public"."events" SET "note" = (coalesce(note, '')) WHERE false;
EXPLAIN SELECT (coalesce(note, '')) AS value FROM (SELECT * FROM "public"."events") AS "events";
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__partitioned_table__events__note"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT (coalesce(note, '')) INTO NEW."note" FROM (SELECT NEW.*) AS "events";
  EXCEPTION WHEN others THEN
    NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__partitioned_table__events__note" BEFORE INSERT OR UPDATE ON "public"."events" FOR EACH ROW
  WHEN (NEW."note" IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION migrate."migrate_value_kept__partitioned_table__events__note"();

-- [expand-5] derive events.region for rows that new code writes without it
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on events and its partitions, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
--       LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__partitioned_table__events__region" ON "public"."events"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__partitioned_table__events__region"()
--   lock of undo: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the trigger goes
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."events" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
EXPLAIN UPDATE "public"."events" SET "region" = (1) WHERE false;
EXPLAIN SELECT (1) AS value FROM (SELECT * FROM "public"."events") AS "events";
CREATE OR REPLACE FUNCTION migrate."migrate_value__partitioned_table__events__region"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
  migrate_moved boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."region" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        migrate_moved := current_setting('migrate.moved_3dafbba2a36e', true) IS NOT DISTINCT FROM ROW(NEW."id", NEW."day")::text;
      EXCEPTION WHEN others THEN
        migrate_moved := false;
      END;
      IF NOT migrate_moved THEN
        BEGIN
          SELECT (1) INTO NEW."region" FROM (SELECT NEW.*) AS "events";
        EXCEPTION WHEN others THEN
          NULL;
        END;
      END IF;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."region" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      PERFORM set_config('migrate.moved_3dafbba2a36e', ROW(NEW."id", NEW."day")::text, true);
    EXCEPTION WHEN others THEN
      NULL;
    END;
  END IF;
  IF ROW(NEW."region")::record OPERATOR(pg_catalog.*=) ROW(OLD."region")::record THEN
    migrate_follows := false;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (1) INTO migrate_was."region" FROM (SELECT OLD.*) AS "events";
        migrate_follows := ROW(OLD."region")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."region")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (1) INTO NEW."region" FROM (SELECT NEW.*) AS "events";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."region" := NULL;
      ELSIF OLD."region" IS NOT DISTINCT FROM NULL THEN
        BEGIN
          SELECT (1) INTO NEW."region" FROM (SELECT NEW.*) AS "events";
        EXCEPTION WHEN others THEN
          NULL;
        END;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__partitioned_table__events__region" BEFORE INSERT OR UPDATE ON "public"."events" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__partitioned_table__events__region' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__partitioned_table__events__region"();

-- [expand-6] set the replica identity of events
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."events" REPLICA IDENTITY DEFAULT
ALTER TABLE "public"."events" REPLICA IDENTITY FULL;

-- [expand-7] set the replica identity of events 1, old
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on "events 1, old", milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."events 1, old" REPLICA IDENTITY DEFAULT
ALTER TABLE "public"."events 1, old" REPLICA IDENTITY FULL;

-- [expand-8] set the replica identity of events_2
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events_2, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."events_2" REPLICA IDENTITY DEFAULT
ALTER TABLE "public"."events_2" REPLICA IDENTITY FULL;

-- [expand-9] set the replica identity of events_2_a
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events_2_a, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."events_2_a" REPLICA IDENTITY DEFAULT
ALTER TABLE "public"."events_2_a" REPLICA IDENTITY FULL;

-- [expand-10] set the replica identity of events_2_other
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events_2_other, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."events_2_other" REPLICA IDENTITY DEFAULT
ALTER TABLE "public"."events_2_other" REPLICA IDENTITY FULL;

-- [expand-11] create table remarks
--   strategy: instant
--   lock: SHARE ROW EXCLUSIVE on "regions, all", events and its partitions, milliseconds: the new table is empty; writes wait that long, reads do not
--   why: a new table is in nobody's way
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."remarks"') IS NULL OR to_regclass('"public"."regions, all"') IS NULL OR to_regclass('"public"."events"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."remarks", "public"."regions, all", "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."remarks" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."regions, all", "public"."events" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."events", "public"."regions, all", "public"."remarks" IN ACCESS EXCLUSIVE MODE;
--       END;
--     END
--     $migrate$
--   undo: DROP TABLE IF EXISTS "public"."remarks"
--   lock of undo: ACCESS EXCLUSIVE on remarks, "regions, all", events and its partitions, milliseconds: catalog only; the files are removed at commit
--   loss: rows of table remarks, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."remarks" LIMIT 1000) AS found
LOCK TABLE "public"."regions, all", "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."regions, all" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE ONLY "public"."events" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events", "public"."regions, all" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
CREATE TABLE "public"."remarks" (
  "id" integer NOT NULL PRIMARY KEY,
  "event" integer NOT NULL,
  "day" integer NOT NULL,
  "region" integer NOT NULL CONSTRAINT "remarks_region" REFERENCES "public"."regions, all" ("id") MATCH SIMPLE ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "remarks_event" FOREIGN KEY ("event", "day") REFERENCES "public"."events" ("id", "day") MATCH SIMPLE ON DELETE NO ACTION ON UPDATE NO ACTION
);

-- ==== backfill
-- [backfill-1] prove constraint events_source for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events and its partitions, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."events" VALIDATE CONSTRAINT "events_source";

-- [backfill-2] fill events.urgency from events.priority
--   strategy: in place
--   lock: ROW EXCLUSIVE on events and its partitions, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table events by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."events" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."events" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."events" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
UPDATE "public"."events" SET "urgency" = "priority"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND "priority" IS DISTINCT FROM "urgency";

-- [backfill-3] compare events.urgency with events.priority
--   lock: ACCESS SHARE on events and its partitions, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table events by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."events" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."events" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."events" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
SELECT "id", "day" FROM "public"."events"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND "priority" IS DISTINCT FROM "urgency"
LIMIT 5;

-- [backfill-4] replace the NULLs of events.note
--   strategy: in place
--   lock: ROW EXCLUSIVE on events and its partitions, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table events by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."events" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."events" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."events" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
UPDATE "public"."events" SET "note" = (coalesce(note, ''))
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND "note" IS NOT DISTINCT FROM NULL;

-- [backfill-5] look for rows without events.note
--   lock: ACCESS SHARE on events and its partitions, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table events by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."events" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."events" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."events" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
SELECT "id", "day" FROM "public"."events"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND "note" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-6] require events.note for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
--       LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: ALTER TABLE IF EXISTS "public"."events" DROP CONSTRAINT IF EXISTS "events_note_not_null"
--   undo: DO $migrate$
--     DECLARE
--       place text;
--     BEGIN
--       FOR place IN
--         SELECT format('%I.%I', n.nspname, c.relname)
--         FROM pg_catalog.pg_partition_tree(to_regclass('"public"."events"')) AS t
--         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.relid AND a.attname = 'note'
--         JOIN pg_catalog.pg_class AS c ON c.oid = t.relid
--         JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
--         WHERE t.isleaf AND a.attnotnull AND t.relid NOT IN (0)
--       LOOP
--         EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', place, 'note');
--       END LOOP;
--     END
--     $migrate$
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."events" ADD CONSTRAINT "events_note_not_null" NOT NULL "note" NOT VALID;

-- [backfill-7] prove that events.note holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events and its partitions, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."events" VALIDATE CONSTRAINT "events_note_not_null";

-- ==== contract
-- [contract-1] compare events.urgency with events.priority again
--   lock: ACCESS SHARE on events and its partitions, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table events by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."events" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."events" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."events" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
SELECT "id", "day" FROM "public"."events"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND "priority" IS DISTINCT FROM "urgency"
LIMIT 5;

-- [contract-2] look for what else is built on events.urgency
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."events"'::regclass)) AND a.attname = 'urgency'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] make events.urgency the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DO $migrate$
BEGIN
  IF to_regclass('"public"."events"') IS NULL THEN
    RETURN;
  END IF;
  LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_rename__partitioned_table__events__priority" ON "public"."events";
DROP FUNCTION IF EXISTS migrate."migrate_rename__partitioned_table__events__priority"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."events"'::regclass)) AND a.attname = 'urgency'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on events.urgency since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."events" DROP COLUMN "urgency";
ALTER TABLE "public"."events" RENAME COLUMN "priority" TO "urgency";

-- [contract-4] stop replacing NULLs that are written to events.note
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; no row is read
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DO $migrate$
BEGIN
  IF to_regclass('"public"."events"') IS NULL THEN
    RETURN;
  END IF;
  LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__partitioned_table__events__note" ON "public"."events";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__partitioned_table__events__note"();

-- [contract-5] look for what else is built on events.region
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."events"'::regclass)) AND a.attname = 'region'
  AND o.identity NOT IN ('events_region on public.events')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-6] drop events.region
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events and its partitions, "regions, all", milliseconds: catalog only; catalog only; the rows keep their space
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DO $migrate$
BEGIN
  IF to_regclass('"public"."regions, all"') IS NULL THEN
  LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
  ELSE
  LOCK TABLE "public"."events", "public"."regions, all" IN SHARE UPDATE EXCLUSIVE MODE;
  BEGIN
    LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."events", "public"."regions, all" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    LOCK TABLE "public"."regions, all" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
  END;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_value__partitioned_table__events__region" ON "public"."events";
DROP FUNCTION IF EXISTS migrate."migrate_value__partitioned_table__events__region"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."events"'::regclass)) AND a.attname = 'region'
  AND o.identity NOT IN ('events_region on public.events')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on events.region since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."events" DROP COLUMN IF EXISTS "region";

-- [contract-7] drop constraint events_place of events
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events and its partitions, "regions, all", milliseconds: catalog only; no row is read
--   why: a rollback could not put it back: a partitioned table takes no foreign key NOT VALID
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DO $migrate$
BEGIN
  IF to_regclass('"public"."regions, all"') IS NULL THEN
  LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
  ELSE
  LOCK TABLE "public"."events", "public"."regions, all" IN SHARE UPDATE EXCLUSIVE MODE;
  BEGIN
    LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."events", "public"."regions, all" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    LOCK TABLE "public"."regions, all" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
  END;
  END IF;
END
$migrate$;
ALTER TABLE "public"."events" DROP CONSTRAINT IF EXISTS "events_place";
