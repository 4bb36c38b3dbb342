-- migration: alter_type_partitioned
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
-- note: views that are made again in the transaction that gives the column its new type: sizes; leave them as they are until contract has ended; a prepared statement over one may fail once ("cached plan must not change result type")
-- note: events.size is bigint from the end of backfill on, for both versions; until contract it takes no value that integer cannot hold
-- note: events.size ends as the last column of events; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")
-- note: events.note stays text until contract: `up` gives it other values than old code writes; new code must work with both types until then
-- note: events.note ends as the last column of events; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")
-- note: backfill fires triggers of table events for each row that it fills: events_same; what they write (a time of change, a history) is written then

-- ==== expand
-- [expand-1] try whether the views over events.size can be made again, and take everything back
--   lock: ACCESS EXCLUSIVE on events and its partitions, sizes, milliseconds: catalog only; names change, and change back; no row is read
--   why: a view that has no meaning for the new type is found before anything is changed
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
SAVEPOINT migrate_rehearsal;
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE "public"."sizes" IN ACCESS SHARE MODE;
DO $migrate$
DECLARE
  path text := current_setting('search_path');
  changed text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  SELECT string_agg(v.name, ', ') INTO changed
  FROM (VALUES
    ('"public"."sizes"', '(digest)', '(digest)')) AS v (name, words, settings)
  LEFT JOIN pg_class AS c ON c.oid = to_regclass(v.name)
  WHERE c.oid IS NULL OR v.words <> left(encode(sha256(textsend(concat_ws(chr(31), pg_get_viewdef(c.oid),
      (SELECT string_agg(pg_get_ruledef(r.oid), chr(31) ORDER BY r.rulename)
        FROM pg_rewrite AS r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'),
      (SELECT string_agg(pg_get_expr(e.adbin, e.adrelid), chr(31) ORDER BY e.adnum)
        FROM pg_attrdef AS e WHERE e.adrelid = c.oid)))), 'hex'), 16)
    OR v.settings <> left(encode(sha256(textsend(concat_ws(chr(31), c.relowner::regrole, c.reloptions, obj_description(c.oid, 'pg_class'),
      (SELECT string_agg(g::text, ' ' ORDER BY g::text)
        FROM unnest(c.relacl) AS g WHERE NOT g = ANY (acldefault('r', c.relowner))),
      (SELECT string_agg(concat_ws(' ', a.attname, a.attacl, a.atthasdef, col_description(c.oid, a.attnum)),
        chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0),
      (SELECT string_agg(concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled,
        obj_description(t.oid, 'pg_trigger')), chr(31) ORDER BY t.tgname)
        FROM pg_trigger AS t WHERE t.tgrelid = c.oid),
      (SELECT string_agg(concat_ws(' ', r.rulename, r.ev_enabled, obj_description(r.oid, 'pg_rewrite')),
        chr(31) ORDER BY r.rulename) FROM pg_rewrite AS r WHERE r.ev_class = c.oid)))), 'hex'), 16);
  IF changed IS NOT NULL THEN
    RAISE EXCEPTION 'changed since it was planned how to make them again: % (make each what it was, or roll this migration back)', changed;
  END IF;
  PERFORM set_config('search_path', path, true);
END
$migrate$;
DO $migrate$
BEGIN
  DROP VIEW "public"."sizes";
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE ONLY "public"."events" IN EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    DROP VIEW "public"."sizes";
    LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    BEGIN
      LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
      DROP VIEW "public"."sizes";
    EXCEPTION WHEN lock_not_available THEN
      DROP VIEW "public"."sizes";
      PERFORM set_config('lock_timeout', least(setting::integer, 400)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
      LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
    END;
  END;
END
$migrate$;
ALTER TABLE "public"."events" ADD COLUMN "migrate_column__events__size" bigint;
ALTER TABLE "public"."events" RENAME COLUMN "size" TO "migrate_between__events__size";
ALTER TABLE "public"."events" RENAME COLUMN "migrate_column__events__size" TO "size";
ALTER TABLE "public"."events" RENAME COLUMN "migrate_between__events__size" TO "migrate_column__events__size";
DO $migrate$
BEGIN
CREATE VIEW "public"."sizes" AS
 SELECT events.day,
    sum(events.size) AS size
   FROM public.events
  GROUP BY events.day;
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = 'view sizes cannot be made again over the new column: ' || SQLERRM;
END
$migrate$;
DO $migrate$
DECLARE
  left_behind text;
BEGIN
  SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."events"'::regclass AND a.attname = 'migrate_column__events__size';
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
  END IF;
END
$migrate$;
ROLLBACK TO SAVEPOINT migrate_rehearsal;
RELEASE SAVEPOINT migrate_rehearsal;

-- [expand-2] try trigger events_same on an empty copy of events
--   lock: ACCESS SHARE on events, milliseconds: catalog only; reads and writes go on
--   why: an expression that the server refuses must not be found in contract
--   runs: in one transaction with its record
CREATE TEMPORARY TABLE "events" (LIKE "public"."events") ON COMMIT DROP;
ALTER TABLE pg_temp."events" ALTER COLUMN "size" TYPE bigint USING NULL;
CREATE TRIGGER events_same BEFORE UPDATE OF size ON pg_temp.events FOR EACH ROW WHEN ((new.size > 99)) EXECUTE FUNCTION same();

-- [expand-3] add a second column of type bigint beside events.size, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing integer to bigint in one statement would rewrite the table under ACCESS EXCLUSIVE
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
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned__events__size" ON "public"."events"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned__events__size"()
--   undo: ALTER TABLE IF EXISTS "public"."events" DROP COLUMN IF EXISTS "migrate_column__events__size"
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."events" ADD COLUMN "migrate_column__events__size" bigint;
COMMENT ON COLUMN "public"."events"."migrate_column__events__size" IS 'in bytes';
ALTER TABLE "public"."events_1" ALTER COLUMN "migrate_column__events__size" SET STATISTICS 77;
COMMENT ON COLUMN "public"."events_1"."migrate_column__events__size" IS 'in bytes, of the first';
GRANT SELECT ("migrate_column__events__size") ON "public"."events_2" TO pg_monitor;
EXPLAIN UPDATE "public"."events" SET "migrate_column__events__size" = "size"::bigint WHERE false;
EXPLAIN SELECT (("migrate_column__events__size" > 0)) FROM "public"."events" WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned__events__size"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__events__size" := NEW."size";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned__events__size" BEFORE INSERT OR UPDATE ON "public"."events" FOR EACH ROW
  WHEN (NEW."migrate_column__events__size"::integer IS DISTINCT FROM NEW."size"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned__events__size"();

-- [expand-4] add a second column of type character varying(20) beside events.note, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing text to character varying(20) in one statement would rewrite the table under ACCESS EXCLUSIVE
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
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_type_partitioned__events__note" ON "public"."events"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_type_partitioned__events__note"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_type_partitioned__events__migrate_47a28de3cb"("public"."events")
--   undo: ALTER TABLE IF EXISTS "public"."events" DROP COLUMN IF EXISTS "migrate_column__events__note"
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."events" ADD COLUMN "migrate_column__events__note" character varying(20);
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_type_partitioned__events__migrate_47a28de3cb"("public"."events") RETURNS character varying(20) LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value character varying(20);
BEGIN
  SELECT (left(note, 20)) INTO migrate_value FROM (SELECT ($1).*) AS "events";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %, day = %: %', ($1)."id", ($1)."day", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."events" SET "migrate_column__events__note" = (left(note, 20)) WHERE false;
EXPLAIN SELECT (left(note, 20)) AS value FROM (SELECT * FROM "public"."events") AS "events";
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_type_partitioned__events__note"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT (left(note, 20)) INTO NEW."migrate_column__events__note" FROM (SELECT NEW.*) AS "events";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__events__note" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_type_partitioned__events__note" BEFORE INSERT OR UPDATE ON "public"."events" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_type_partitioned__events__note' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_type_partitioned__events__note"();

-- ==== backfill
-- [backfill-1] fill the second column of events.size
--   strategy: in place
--   lock: ROW EXCLUSIVE on events and its partitions, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the trigger has nothing to do
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
UPDATE "public"."events" SET "migrate_column__events__size" = "size"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND "migrate_column__events__size"::integer IS DISTINCT FROM "size"::integer;

-- [backfill-2] compare the second column of events.size with the first
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
  AND "migrate_column__events__size"::integer IS DISTINCT FROM "size"::integer
LIMIT 5;

-- [backfill-3] require for the second column what events_size does for size
--   strategy: online
--   lock: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; NOT VALID: no row is read
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
--   undo: ALTER TABLE IF EXISTS "public"."events" DROP CONSTRAINT IF EXISTS "migrate_new__events__events_size"
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."events" ADD CONSTRAINT "migrate_new__events__events_size" CHECK (("migrate_column__events__size" > 0)) NOT VALID;

-- [backfill-4] prove that what events_size requires holds in the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events and its partitions, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."events" VALIDATE CONSTRAINT "migrate_new__events__events_size";

-- [backfill-5] see that nothing built on the second column reads events.size
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: what still reads the old column would go with it
--   expects: no row
SELECT DISTINCT coalesce(k.conname, x.relname) AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."events"'::regclass)) AND a.attname = 'size'
  AND coalesce(k.conname, x.relname) IN ('migrate_new__events__events_size');

-- [backfill-6] gather statistics for the second column of events.size
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events and its partitions, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."events" ("migrate_column__events__size");

-- [backfill-7] require the second column of events.size for new rows
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
--   undo: ALTER TABLE IF EXISTS "public"."events" DROP CONSTRAINT IF EXISTS "migrate_new__events__not_null size"
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."events" ADD CONSTRAINT "migrate_new__events__not_null size" CHECK ("migrate_column__events__size" IS NOT NULL) NOT VALID;

-- [backfill-8] prove that the second column of events.size holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events and its partitions, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."events" VALIDATE CONSTRAINT "migrate_new__events__not_null size";

-- [backfill-9] make the second column of events.size NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."events" ALTER COLUMN "migrate_column__events__size" SET NOT NULL;
ALTER TABLE "public"."events" DROP CONSTRAINT "migrate_new__events__not_null size";

-- [backfill-10] exchange events.size and the second column: size is bigint from here on
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on events and its partitions, sizes, milliseconds: catalog only; names change; no row is read, no index is built
--   why: both versions use the new type by the same name; the old column follows it, so that rollback exchanges them again
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
--   undo: LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: LOCK TABLE "public"."sizes" IN ACCESS SHARE MODE
--   undo: DO $migrate$
--     DECLARE
--       path text := current_setting('search_path');
--       changed text;
--     BEGIN
--       PERFORM set_config('search_path', 'pg_catalog', true);
--       SELECT string_agg(v.name, ', ') INTO changed
--       FROM (VALUES
--         ('"public"."sizes"', '(digest)', '(digest)')) AS v (name, words, settings)
--       LEFT JOIN pg_class AS c ON c.oid = to_regclass(v.name)
--       WHERE c.oid IS NULL
--         OR v.settings <> left(encode(sha256(textsend(concat_ws(chr(31), c.relowner::regrole, c.reloptions, obj_description(c.oid, 'pg_class'),
--           (SELECT string_agg(g::text, ' ' ORDER BY g::text)
--             FROM unnest(c.relacl) AS g WHERE NOT g = ANY (acldefault('r', c.relowner))),
--           (SELECT string_agg(concat_ws(' ', a.attname, a.attacl, a.atthasdef, col_description(c.oid, a.attnum)),
--             chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0),
--           (SELECT string_agg(concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled,
--             obj_description(t.oid, 'pg_trigger')), chr(31) ORDER BY t.tgname)
--             FROM pg_trigger AS t WHERE t.tgrelid = c.oid),
--           (SELECT string_agg(concat_ws(' ', r.rulename, r.ev_enabled, obj_description(r.oid, 'pg_rewrite')),
--             chr(31) ORDER BY r.rulename) FROM pg_rewrite AS r WHERE r.ev_class = c.oid)))), 'hex'), 16);
--       CREATE VIEW migrate.migrate_view AS
--      SELECT events.day,
--         sum(events.size) AS size
--        FROM public.events
--       GROUP BY events.day;
--       IF pg_get_viewdef(to_regclass('migrate.migrate_view')) IS DISTINCT FROM pg_get_viewdef(to_regclass('"public"."sizes"')) THEN
--         changed := concat_ws(', ', changed, '"public"."sizes"');
--       END IF;
--       DROP VIEW migrate.migrate_view;
--       IF changed IS NOT NULL THEN
--         RAISE EXCEPTION 'changed since it was planned how to make them again: % (make each what it was, or roll this migration back)', changed;
--       END IF;
--       PERFORM set_config('search_path', path, true);
--     END
--     $migrate$
--   undo: DO $migrate$
--     BEGIN
--       DROP VIEW "public"."sizes";
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--     EXCEPTION WHEN lock_not_available THEN
--       BEGIN
--         LOCK TABLE ONLY "public"."events" IN EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         DROP VIEW "public"."sizes";
--         LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         BEGIN
--           LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--           IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--           LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--           DROP VIEW "public"."sizes";
--         EXCEPTION WHEN lock_not_available THEN
--           DROP VIEW "public"."sizes";
--           PERFORM set_config('lock_timeout', least(setting::integer, 400)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
--           LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--           IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--           LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--         END;
--       END;
--     END
--     $migrate$
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned__events__size" ON "public"."events"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned__events__size"()
--   undo: ALTER TABLE "public"."events" RENAME COLUMN "size" TO "migrate_between__events__size"
--   undo: ALTER TABLE "public"."events" RENAME COLUMN "migrate_column__events__size" TO "size"
--   undo: ALTER TABLE "public"."events" RENAME COLUMN "migrate_between__events__size" TO "migrate_column__events__size"
--   undo: ALTER TABLE "public"."events" RENAME CONSTRAINT "events_size" TO "migrate_new__events__events_size"
--   undo: ALTER TABLE "public"."events" RENAME CONSTRAINT "migrate_old__events__events_size" TO "events_size"
--   undo: ALTER TABLE "public"."events" ALTER COLUMN "size" SET DEFAULT 1
--   undo: ALTER TABLE "public"."events" ALTER COLUMN "migrate_column__events__size" DROP DEFAULT
--   undo: DROP TRIGGER events_same ON public.events
--   undo: CREATE TRIGGER events_same BEFORE UPDATE OF size ON public.events FOR EACH ROW WHEN ((new.size > 99)) EXECUTE FUNCTION same()
--   undo: CREATE VIEW "public"."sizes" AS
--      SELECT events.day,
--         sum(events.size) AS size
--        FROM public.events
--       GROUP BY events.day
--   undo: DO $migrate$
--     DECLARE
--       left_behind text;
--     BEGIN
--       SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
--       FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
--       JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
--       WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."events"'::regclass AND a.attname = 'migrate_column__events__size';
--       IF left_behind IS NOT NULL THEN
--         RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
--       END IF;
--     END
--     $migrate$
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned__events__size"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
--     BEGIN
--       NEW."migrate_column__events__size" := NEW."size";
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned__events__size" BEFORE INSERT OR UPDATE ON "public"."events" FOR EACH ROW
--       WHEN (NEW."migrate_column__events__size"::integer IS DISTINCT FROM NEW."size"::integer)
--       EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned__events__size"()
--   undo: DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('size') IN lower(p.prosrc)) > 0 AND (position(lower('events') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."events"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE "public"."sizes" IN ACCESS SHARE MODE;
DO $migrate$
DECLARE
  path text := current_setting('search_path');
  changed text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  SELECT string_agg(v.name, ', ') INTO changed
  FROM (VALUES
    ('"public"."sizes"', '(digest)', '(digest)')) AS v (name, words, settings)
  LEFT JOIN pg_class AS c ON c.oid = to_regclass(v.name)
  WHERE c.oid IS NULL OR v.words <> left(encode(sha256(textsend(concat_ws(chr(31), pg_get_viewdef(c.oid),
      (SELECT string_agg(pg_get_ruledef(r.oid), chr(31) ORDER BY r.rulename)
        FROM pg_rewrite AS r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'),
      (SELECT string_agg(pg_get_expr(e.adbin, e.adrelid), chr(31) ORDER BY e.adnum)
        FROM pg_attrdef AS e WHERE e.adrelid = c.oid)))), 'hex'), 16)
    OR v.settings <> left(encode(sha256(textsend(concat_ws(chr(31), c.relowner::regrole, c.reloptions, obj_description(c.oid, 'pg_class'),
      (SELECT string_agg(g::text, ' ' ORDER BY g::text)
        FROM unnest(c.relacl) AS g WHERE NOT g = ANY (acldefault('r', c.relowner))),
      (SELECT string_agg(concat_ws(' ', a.attname, a.attacl, a.atthasdef, col_description(c.oid, a.attnum)),
        chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0),
      (SELECT string_agg(concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled,
        obj_description(t.oid, 'pg_trigger')), chr(31) ORDER BY t.tgname)
        FROM pg_trigger AS t WHERE t.tgrelid = c.oid),
      (SELECT string_agg(concat_ws(' ', r.rulename, r.ev_enabled, obj_description(r.oid, 'pg_rewrite')),
        chr(31) ORDER BY r.rulename) FROM pg_rewrite AS r WHERE r.ev_class = c.oid)))), 'hex'), 16);
  IF changed IS NOT NULL THEN
    RAISE EXCEPTION 'changed since it was planned how to make them again: % (make each what it was, or roll this migration back)', changed;
  END IF;
  PERFORM set_config('search_path', path, true);
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."events"'::regclass)) AND a.attname = 'size'
  AND o.identity NOT IN ('"_RETURN" on public.sizes', 'events_size on public.events', 'events_same on public.events')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on events.size since it was planned what to carry over (drop it, and make it again when backfill has ended, or roll this migration back): ' || migrate_built;
  END IF;
END
$migrate$;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."events"') AND a.attname = 'size') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column events.size since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
DO $migrate$
BEGIN
  DROP VIEW "public"."sizes";
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE ONLY "public"."events" IN EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    DROP VIEW "public"."sizes";
    LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    BEGIN
      LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
      DROP VIEW "public"."sizes";
    EXCEPTION WHEN lock_not_available THEN
      DROP VIEW "public"."sizes";
      PERFORM set_config('lock_timeout', least(setting::integer, 400)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
      LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
    END;
  END;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned__events__size" ON "public"."events";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned__events__size"();
ALTER TABLE "public"."events" RENAME COLUMN "size" TO "migrate_between__events__size";
ALTER TABLE "public"."events" RENAME COLUMN "migrate_column__events__size" TO "size";
ALTER TABLE "public"."events" RENAME COLUMN "migrate_between__events__size" TO "migrate_column__events__size";
ALTER TABLE "public"."events" RENAME CONSTRAINT "events_size" TO "migrate_old__events__events_size";
ALTER TABLE "public"."events" RENAME CONSTRAINT "migrate_new__events__events_size" TO "events_size";
ALTER TABLE "public"."events" ALTER COLUMN "size" SET DEFAULT 1;
ALTER TABLE "public"."events" ALTER COLUMN "migrate_column__events__size" DROP DEFAULT;
DROP TRIGGER events_same ON public.events;
CREATE TRIGGER events_same BEFORE UPDATE OF size ON public.events FOR EACH ROW WHEN ((new.size > 99)) EXECUTE FUNCTION same();
CREATE VIEW "public"."sizes" AS
 SELECT events.day,
    sum(events.size) AS size
   FROM public.events
  GROUP BY events.day;
DO $migrate$
DECLARE
  left_behind text;
BEGIN
  SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."events"'::regclass AND a.attname = 'migrate_column__events__size';
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
  END IF;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned__events__size"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__events__size" := NEW."size";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned__events__size" BEFORE INSERT OR UPDATE ON "public"."events" FOR EACH ROW
  WHEN (NEW."migrate_column__events__size"::integer IS DISTINCT FROM NEW."size"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned__events__size"();
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('size') IN lower(p.prosrc)) > 0 AND (position(lower('events') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."events"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- [backfill-11] fill the second column of events.note
--   strategy: in place
--   lock: ROW EXCLUSIVE on events and its partitions, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
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
UPDATE "public"."events" SET "migrate_column__events__note" = migrate."migrate_row__alter_type_partitioned__events__migrate_47a28de3cb"("events".*)
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND ROW("migrate_column__events__note")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_partitioned__events__migrate_47a28de3cb"("events".*))::record;

-- [backfill-12] compare the second column of events.note with the first
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
  AND ROW("migrate_column__events__note")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_partitioned__events__migrate_47a28de3cb"("events".*))::record
LIMIT 5;

-- [backfill-13] gather statistics for the second column of events.note
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events and its partitions, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."events" ("migrate_column__events__note");

-- ==== contract
-- [contract-1] compare the second column of events.note with the first again
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
  AND ROW("migrate_column__events__note")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_partitioned__events__migrate_47a28de3cb"("events".*))::record
LIMIT 5;

-- [contract-2] look for what else is built on events.migrate_column__events__size
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."events"'::regclass)) AND a.attname = 'migrate_column__events__size'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] drop the old column of events.size
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the rows keep their space
--   why: no live code needs the old type; its indexes and constraints go with it
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned__events__size" ON "public"."events";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned__events__size"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."events"'::regclass)) AND a.attname = 'migrate_column__events__size'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on events.migrate_column__events__size since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."events" DROP COLUMN "migrate_column__events__size";

-- [contract-4] look for what else is built on events.note
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."events"'::regclass)) AND a.attname = 'note'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-5] put the second column in the place of events.note
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; names change; no row is read, no index is built
--   why: old code is gone; everything was built on the second column before
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."events"') AND a.attname = 'note') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column events.note since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."events"'::regclass)) AND a.attname = 'note'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on events.note since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_type_partitioned__events__note" ON "public"."events";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_type_partitioned__events__note"();
ALTER TABLE "public"."events" RENAME COLUMN "note" TO "migrate_between__events__note";
ALTER TABLE "public"."events" RENAME COLUMN "migrate_column__events__note" TO "note";
ALTER TABLE "public"."events" RENAME COLUMN "migrate_between__events__note" TO "migrate_column__events__note";
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_type_partitioned__events__migrate_47a28de3cb"("public"."events");
ALTER TABLE "public"."events" DROP COLUMN "migrate_column__events__note";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('note') IN lower(p.prosrc)) > 0 AND (position(lower('events') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."events"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
