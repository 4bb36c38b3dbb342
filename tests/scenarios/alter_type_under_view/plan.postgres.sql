-- migration: alter_type_under_view
-- description: A view goes on reading a column whose type changes
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
-- note: views that are made again in the transaction that gives the column its new type: some_doubles, doubles; leave them as they are until contract has ended; a prepared statement over one may fail once ("cached plan must not change result type")
-- note: parts.code is bigint from the end of backfill on, for both versions; until contract it takes no value that integer cannot hold
-- note: parts.code ends as the last column of parts; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")

-- ==== expand
-- [expand-1] try whether the views over parts.code can be made again, and take everything back
--   lock: ACCESS EXCLUSIVE on parts, some_doubles, doubles, milliseconds: catalog only; names change, and change back; no row is read
--   why: a view that has no meaning for the new type is found before anything is changed
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
SAVEPOINT migrate_rehearsal;
LOCK TABLE "public"."parts" IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE "public"."some_doubles", "public"."doubles" IN ACCESS SHARE MODE;
DO $migrate$
DECLARE
  path text := current_setting('search_path');
  changed text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  SELECT string_agg(v.name, ', ') INTO changed
  FROM (VALUES
    ('"public"."some_doubles"', '(digest)', '(digest)'),
    ('"public"."doubles"', '(digest)', '(digest)')) AS v (name, words, settings)
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
  DROP VIEW "public"."some_doubles";
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  DROP VIEW "public"."doubles";
  LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE "public"."parts" IN EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    DROP VIEW "public"."some_doubles";
    DROP VIEW "public"."doubles";
    LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    BEGIN
      LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      DROP VIEW "public"."some_doubles";
      DROP VIEW "public"."doubles";
    EXCEPTION WHEN lock_not_available THEN
      DROP VIEW "public"."some_doubles";
      PERFORM set_config('lock_timeout', least(setting::integer, 200)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
      DROP VIEW "public"."doubles";
      LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    END;
  END;
END
$migrate$;
ALTER TABLE "public"."parts" ADD COLUMN "migrate_column__parts__code" bigint;
ALTER TABLE "public"."parts" RENAME COLUMN "code" TO "migrate_between__parts__code";
ALTER TABLE "public"."parts" RENAME COLUMN "migrate_column__parts__code" TO "code";
ALTER TABLE "public"."parts" RENAME COLUMN "migrate_between__parts__code" TO "migrate_column__parts__code";
DO $migrate$
BEGIN
CREATE VIEW "public"."doubles" AS
 SELECT id,
    (code * 2) AS twice
   FROM public.parts
  WHERE (code <> 5);
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = 'view doubles cannot be made again over the new column: ' || SQLERRM;
END
$migrate$;
DO $migrate$
BEGIN
CREATE VIEW "public"."some_doubles" AS
 SELECT twice
   FROM public.doubles
  WHERE (id > 1);
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = 'view some_doubles cannot be made again over the new column: ' || SQLERRM;
END
$migrate$;
DO $migrate$
DECLARE
  left_behind text;
BEGIN
  SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'migrate_column__parts__code';
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
  END IF;
END
$migrate$;
ROLLBACK TO SAVEPOINT migrate_rehearsal;
RELEASE SAVEPOINT migrate_rehearsal;

-- [expand-2] add a second column of type bigint beside parts.code, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on parts, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing integer to bigint in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_under_view__parts__code" ON "public"."parts"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_under_view__parts__code"()
--   undo: ALTER TABLE IF EXISTS "public"."parts" DROP COLUMN IF EXISTS "migrate_column__parts__code"
ALTER TABLE "public"."parts" ADD COLUMN "migrate_column__parts__code" bigint;
EXPLAIN UPDATE "public"."parts" SET "migrate_column__parts__code" = "code"::bigint WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_under_view__parts__code"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__parts__code" := NEW."code";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_under_view__parts__code" BEFORE INSERT OR UPDATE ON "public"."parts" FOR EACH ROW
  WHEN (NEW."migrate_column__parts__code"::integer IS DISTINCT FROM NEW."code"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_under_view__parts__code"();

-- ==== backfill
-- [backfill-1] fill the second column of parts.code
--   strategy: in place
--   lock: ROW EXCLUSIVE on parts, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the trigger has nothing to do
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."parts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."parts" SET "migrate_column__parts__code" = "code"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "migrate_column__parts__code"::integer IS DISTINCT FROM "code"::integer;

-- [backfill-2] compare the second column of parts.code with the first
--   lock: ACCESS SHARE on parts, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."parts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."parts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "migrate_column__parts__code"::integer IS DISTINCT FROM "code"::integer
LIMIT 5;

-- [backfill-3] build for the second column what parts_code is for code
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parts, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name parts_code
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__parts__parts_code"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__parts__parts_code"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__parts__parts_code"
CREATE INDEX CONCURRENTLY "migrate_new__parts__parts_code" ON "public"."parts" USING btree ("migrate_column__parts__code");

-- [backfill-4] see that nothing built on the second column reads parts.code
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: what still reads the old column would go with it
--   expects: no row
SELECT DISTINCT coalesce(k.conname, x.relname) AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'code'
  AND coalesce(k.conname, x.relname) IN ('migrate_new__parts__parts_code');

-- [backfill-5] gather statistics for the second column of parts.code
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parts, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."parts" ("migrate_column__parts__code");

-- [backfill-6] require the second column of parts.code for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on parts, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."parts" DROP CONSTRAINT IF EXISTS "migrate_new__parts__not_null code"
ALTER TABLE "public"."parts" ADD CONSTRAINT "migrate_new__parts__not_null code" NOT NULL "migrate_column__parts__code" NOT VALID;

-- [backfill-7] prove that the second column of parts.code holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parts, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."parts" VALIDATE CONSTRAINT "migrate_new__parts__not_null code";

-- [backfill-8] exchange parts.code and the second column: code is bigint from here on
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on parts, some_doubles, doubles, milliseconds: catalog only; names change; no row is read, no index is built
--   why: both versions use the new type by the same name; the old column follows it, so that rollback exchanges them again
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
--   undo: LOCK TABLE "public"."parts" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: LOCK TABLE "public"."some_doubles", "public"."doubles" IN ACCESS SHARE MODE
--   undo: DO $migrate$
--     DECLARE
--       path text := current_setting('search_path');
--       changed text;
--     BEGIN
--       PERFORM set_config('search_path', 'pg_catalog', true);
--       SELECT string_agg(v.name, ', ') INTO changed
--       FROM (VALUES
--         ('"public"."some_doubles"', '(digest)', '(digest)'),
--         ('"public"."doubles"', '(digest)', '(digest)')) AS v (name, words, settings)
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
--      SELECT twice
--        FROM public.doubles
--       WHERE (id > 1);
--       IF pg_get_viewdef(to_regclass('migrate.migrate_view')) IS DISTINCT FROM pg_get_viewdef(to_regclass('"public"."some_doubles"')) THEN
--         changed := concat_ws(', ', changed, '"public"."some_doubles"');
--       END IF;
--       DROP VIEW migrate.migrate_view;
--       CREATE VIEW migrate.migrate_view AS
--      SELECT id,
--         (code * 2) AS twice
--        FROM public.parts
--       WHERE (code <> 5);
--       IF pg_get_viewdef(to_regclass('migrate.migrate_view')) IS DISTINCT FROM pg_get_viewdef(to_regclass('"public"."doubles"')) THEN
--         changed := concat_ws(', ', changed, '"public"."doubles"');
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
--       DROP VIEW "public"."some_doubles";
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       DROP VIEW "public"."doubles";
--       LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
--     EXCEPTION WHEN lock_not_available THEN
--       BEGIN
--         LOCK TABLE "public"."parts" IN EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         DROP VIEW "public"."some_doubles";
--         DROP VIEW "public"."doubles";
--         LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         BEGIN
--           LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
--           IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--           DROP VIEW "public"."some_doubles";
--           DROP VIEW "public"."doubles";
--         EXCEPTION WHEN lock_not_available THEN
--           DROP VIEW "public"."some_doubles";
--           PERFORM set_config('lock_timeout', least(setting::integer, 200)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
--           DROP VIEW "public"."doubles";
--           LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
--           IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         END;
--       END;
--     END
--     $migrate$
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_under_view__parts__code" ON "public"."parts"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_under_view__parts__code"()
--   undo: ALTER TABLE "public"."parts" RENAME COLUMN "code" TO "migrate_between__parts__code"
--   undo: ALTER TABLE "public"."parts" RENAME COLUMN "migrate_column__parts__code" TO "code"
--   undo: ALTER TABLE "public"."parts" RENAME COLUMN "migrate_between__parts__code" TO "migrate_column__parts__code"
--   undo: ALTER INDEX "public"."parts_code" RENAME TO "migrate_new__parts__parts_code"
--   undo: ALTER INDEX "public"."migrate_old__parts__parts_code" RENAME TO "parts_code"
--   undo: ALTER TABLE "public"."parts" RENAME CONSTRAINT "parts_code_not_null" TO "migrate_new__parts__not_null code"
--   undo: ALTER TABLE "public"."parts" RENAME CONSTRAINT "migrate_old__parts__not_null code" TO "parts_code_not_null"
--   undo: ALTER TABLE "public"."parts" ALTER COLUMN "code" SET DEFAULT 7
--   undo: ALTER TABLE "public"."parts" ALTER COLUMN "migrate_column__parts__code" DROP DEFAULT
--   undo: CREATE VIEW "public"."doubles" AS
--      SELECT id,
--         (code * 2) AS twice
--        FROM public.parts
--       WHERE (code <> 5);
--     CREATE VIEW "public"."some_doubles" AS
--      SELECT twice
--        FROM public.doubles
--       WHERE (id > 1)
--   undo: DO $migrate$
--     DECLARE
--       left_behind text;
--     BEGIN
--       SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
--       FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
--       JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
--       WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'migrate_column__parts__code';
--       IF left_behind IS NOT NULL THEN
--         RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
--       END IF;
--     END
--     $migrate$
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_under_view__parts__code"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
--     BEGIN
--       NEW."migrate_column__parts__code" := NEW."code";
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_follow__alter_type_under_view__parts__code" BEFORE INSERT OR UPDATE ON "public"."parts" FOR EACH ROW
--       WHEN (NEW."migrate_column__parts__code"::integer IS DISTINCT FROM NEW."code"::integer)
--       EXECUTE FUNCTION migrate."migrate_follow__alter_type_under_view__parts__code"()
--   undo: DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('code') IN lower(p.prosrc)) > 0 AND (position(lower('parts') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."parts"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
LOCK TABLE "public"."parts" IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE "public"."some_doubles", "public"."doubles" IN ACCESS SHARE MODE;
DO $migrate$
DECLARE
  path text := current_setting('search_path');
  changed text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  SELECT string_agg(v.name, ', ') INTO changed
  FROM (VALUES
    ('"public"."some_doubles"', '(digest)', '(digest)'),
    ('"public"."doubles"', '(digest)', '(digest)')) AS v (name, words, settings)
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'code'
  AND o.identity NOT IN ('public.parts_code', '"_RETURN" on public.doubles')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on parts.code since it was planned what to carry over (drop it, and make it again when backfill has ended, or roll this migration back): ' || migrate_built;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."parts"') AND a.attname = 'code') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column parts.code since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
DO $migrate$
BEGIN
  DROP VIEW "public"."some_doubles";
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  DROP VIEW "public"."doubles";
  LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE "public"."parts" IN EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    DROP VIEW "public"."some_doubles";
    DROP VIEW "public"."doubles";
    LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    BEGIN
      LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      DROP VIEW "public"."some_doubles";
      DROP VIEW "public"."doubles";
    EXCEPTION WHEN lock_not_available THEN
      DROP VIEW "public"."some_doubles";
      PERFORM set_config('lock_timeout', least(setting::integer, 200)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
      DROP VIEW "public"."doubles";
      LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    END;
  END;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_under_view__parts__code" ON "public"."parts";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_under_view__parts__code"();
ALTER TABLE "public"."parts" RENAME COLUMN "code" TO "migrate_between__parts__code";
ALTER TABLE "public"."parts" RENAME COLUMN "migrate_column__parts__code" TO "code";
ALTER TABLE "public"."parts" RENAME COLUMN "migrate_between__parts__code" TO "migrate_column__parts__code";
ALTER INDEX "public"."parts_code" RENAME TO "migrate_old__parts__parts_code";
ALTER INDEX "public"."migrate_new__parts__parts_code" RENAME TO "parts_code";
ALTER TABLE "public"."parts" RENAME CONSTRAINT "parts_code_not_null" TO "migrate_old__parts__not_null code";
ALTER TABLE "public"."parts" RENAME CONSTRAINT "migrate_new__parts__not_null code" TO "parts_code_not_null";
ALTER TABLE "public"."parts_code" RENAME COLUMN "migrate_column__parts__code" TO "code";
ALTER TABLE "public"."parts" ALTER COLUMN "code" SET DEFAULT 7;
ALTER TABLE "public"."parts" ALTER COLUMN "migrate_column__parts__code" DROP DEFAULT;
CREATE VIEW "public"."doubles" AS
 SELECT id,
    (code * 2) AS twice
   FROM public.parts
  WHERE (code <> 5);
CREATE VIEW "public"."some_doubles" AS
 SELECT twice
   FROM public.doubles
  WHERE (id > 1);
DO $migrate$
DECLARE
  left_behind text;
BEGIN
  SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'migrate_column__parts__code';
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
  END IF;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_under_view__parts__code"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__parts__code" := NEW."code";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_under_view__parts__code" BEFORE INSERT OR UPDATE ON "public"."parts" FOR EACH ROW
  WHEN (NEW."migrate_column__parts__code"::integer IS DISTINCT FROM NEW."code"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_under_view__parts__code"();
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('code') IN lower(p.prosrc)) > 0 AND (position(lower('parts') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."parts"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- ==== contract
-- [contract-1] look for what else is built on parts.migrate_column__parts__code
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'migrate_column__parts__code'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-2] drop the old column of parts.code
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parts, milliseconds: catalog only; the rows keep their space
--   why: no live code needs the old type; its indexes and constraints go with it
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
SET LOCAL lock_timeout = '50ms';
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_under_view__parts__code" ON "public"."parts";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_under_view__parts__code"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'migrate_column__parts__code'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on parts.migrate_column__parts__code since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."parts" DROP COLUMN "migrate_column__parts__code";
