-- migration: alter_type_views_late
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
-- note: views that are made again in the transaction that gives the column its new type: sum_of_values, values_here; leave them as they are until contract has ended; a prepared statement over one may fail once ("cached plan must not change result type")
-- note: readings.value stays text until contract: code written for text cannot use a column of type integer unchanged; new code must work with both types until then
-- note: readings.value ends as the last column of readings; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")

-- ==== expand
-- [expand-1] try whether the views over readings.value can be made again, and take everything back
--   lock: ACCESS EXCLUSIVE on readings, sum_of_values, values_here, milliseconds: catalog only; names change, and change back; no row is read
--   why: a view that has no meaning for the new type is found before anything is changed
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
SAVEPOINT migrate_rehearsal;
LOCK TABLE "public"."readings" IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE "public"."sum_of_values", "public"."values_here" IN ACCESS SHARE MODE;
DO $migrate$
DECLARE
  path text := current_setting('search_path');
  changed text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  SELECT string_agg(v.name, ', ') INTO changed
  FROM (VALUES
    ('"public"."sum_of_values"', '(digest)', '(digest)'),
    ('"public"."values_here"', '(digest)', '(digest)')) AS v (name, words, settings)
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
  DROP VIEW "public"."sum_of_values";
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  DROP VIEW "public"."values_here";
  LOCK TABLE "public"."readings" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE "public"."readings" IN EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    DROP VIEW "public"."sum_of_values";
    DROP VIEW "public"."values_here";
    LOCK TABLE "public"."readings" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    BEGIN
      LOCK TABLE "public"."readings" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      DROP VIEW "public"."sum_of_values";
      DROP VIEW "public"."values_here";
    EXCEPTION WHEN lock_not_available THEN
      DROP VIEW "public"."sum_of_values";
      PERFORM set_config('lock_timeout', least(setting::integer, 200)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
      DROP VIEW "public"."values_here";
      LOCK TABLE "public"."readings" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    END;
  END;
END
$migrate$;
ALTER TABLE "public"."readings" ADD COLUMN "migrate_column__readings__value" integer;
ALTER TABLE "public"."readings" RENAME COLUMN "value" TO "migrate_between__readings__value";
ALTER TABLE "public"."readings" RENAME COLUMN "migrate_column__readings__value" TO "value";
ALTER TABLE "public"."readings" RENAME COLUMN "migrate_between__readings__value" TO "migrate_column__readings__value";
DO $migrate$
BEGIN
CREATE VIEW "public"."values_here" AS
 SELECT a.id,
    ((a.value)::numeric + 0.5) AS value,
    b.place
   FROM (public.readings a
     JOIN public.readings b USING (id));
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = 'view values_here cannot be made again over the new column: ' || SQLERRM;
END
$migrate$;
GRANT SELECT ON "public"."values_here" TO pg_monitor;
COMMENT ON COLUMN "public"."values_here".value IS 'rounded up';
DO $migrate$
BEGIN
CREATE VIEW "public"."sum_of_values" WITH (security_barrier=true) AS
 SELECT v.place,
    sum(v.value) AS total
   FROM (public.values_here v
     CROSS JOIN ( SELECT 1 AS one) o)
  GROUP BY v.place;
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = 'view sum_of_values cannot be made again over the new column: ' || SQLERRM;
END
$migrate$;
ALTER VIEW "public"."sum_of_values" OWNER TO pg_monitor;
GRANT SELECT (total) ON "public"."sum_of_values" TO pg_monitor WITH GRANT OPTION;
DO $migrate$
DECLARE
  left_behind text;
BEGIN
  SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."readings"'::regclass AND a.attname = 'migrate_column__readings__value';
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
  END IF;
END
$migrate$;
ROLLBACK TO SAVEPOINT migrate_rehearsal;
RELEASE SAVEPOINT migrate_rehearsal;

-- [expand-2] add a second column of type integer beside readings.value, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on readings, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing text to integer in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_type_views_late__readings__value" ON "public"."readings"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_type_views_late__readings__value"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_type_views_late__readings__migrat_110b4f4094"("public"."readings")
--   undo: ALTER TABLE IF EXISTS "public"."readings" DROP COLUMN IF EXISTS "migrate_column__readings__value"
ALTER TABLE "public"."readings" ADD COLUMN "migrate_column__readings__value" integer;
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_type_views_late__readings__migrat_110b4f4094"("public"."readings") RETURNS integer LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value integer;
BEGIN
  SELECT (CAST("value" AS integer)) INTO migrate_value FROM (SELECT ($1).*) AS "readings";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."readings" SET "migrate_column__readings__value" = "value"::integer WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_type_views_late__readings__value"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT (CAST("value" AS integer)) INTO NEW."migrate_column__readings__value" FROM (SELECT NEW.*) AS "readings";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__readings__value" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_type_views_late__readings__value" BEFORE INSERT OR UPDATE ON "public"."readings" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_type_views_late__readings__value' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_type_views_late__readings__value"();

-- ==== backfill
-- [backfill-1] fill the second column of readings.value
--   strategy: in place
--   lock: ROW EXCLUSIVE on readings, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table readings by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."readings" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."readings" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."readings" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_type_views_late__readings__value';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."readings" SET "migrate_column__readings__value" = migrate."migrate_row__alter_type_views_late__readings__migrat_110b4f4094"("readings".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__readings__value")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_views_late__readings__migrat_110b4f4094"("readings".*))::record;

-- [backfill-2] compare the second column of readings.value with the first
--   lock: ACCESS SHARE on readings, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table readings by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."readings" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."readings" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."readings" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."readings"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__readings__value")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_views_late__readings__migrat_110b4f4094"("readings".*))::record
LIMIT 5;

-- [backfill-3] gather statistics for the second column of readings.value
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on readings, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."readings" ("migrate_column__readings__value");

-- ==== contract
-- [contract-1] compare the second column of readings.value with the first again
--   lock: ACCESS SHARE on readings, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table readings by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."readings" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."readings" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."readings" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."readings"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__readings__value")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_views_late__readings__migrat_110b4f4094"("readings".*))::record
LIMIT 5;

-- [contract-2] look for what else is built on readings.value
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."readings"'::regclass AND a.attname = 'value'
  AND o.identity NOT IN ('"_RETURN" on public.values_here')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] put the second column in the place of readings.value
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on readings, sum_of_values, values_here, milliseconds: catalog only; names change; no row is read, no index is built
--   why: old code is gone; everything was built on the second column before
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."readings" IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE "public"."sum_of_values", "public"."values_here" IN ACCESS SHARE MODE;
DO $migrate$
DECLARE
  path text := current_setting('search_path');
  changed text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  SELECT string_agg(v.name, ', ') INTO changed
  FROM (VALUES
    ('"public"."sum_of_values"', '(digest)', '(digest)'),
    ('"public"."values_here"', '(digest)', '(digest)')) AS v (name, words, settings)
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
  migrate_path text := current_setting('search_path');
  migrate_found text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  migrate_found := (
SELECT string_agg(p.part, ', ' ORDER BY p.part) FROM (VALUES ('privileges', '(digest)'), ('default', '(digest)'), ('NOT NULL', '(digest)'), ('comment', '(digest)'), ('settings', '(digest)')) AS p (part, digest) JOIN (SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM pg_attribute AS a CROSS JOIN LATERAL (VALUES ('privileges', concat_ws(chr(30), (SELECT string_agg(concat_ws(' ', g.grantee::regrole, g.privilege_type, g.is_grantable), ', ' ORDER BY g.grantee, g.privilege_type, g.is_grantable) FROM aclexplode(a.attacl) AS g))),
    ('default', concat_ws(chr(30), (SELECT pg_get_expr(e.adbin, e.adrelid) FROM pg_attrdef AS e WHERE e.adrelid = a.attrelid AND e.adnum = a.attnum))),
    ('NOT NULL', concat_ws(chr(30), a.attnotnull)),
    ('comment', concat_ws(chr(30), col_description(a.attrelid, a.attnum))),
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."readings"') AND a.attname = 'value') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column readings.value since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
DO $migrate$
BEGIN
  DROP VIEW "public"."sum_of_values";
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  DROP VIEW "public"."values_here";
  LOCK TABLE "public"."readings" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE "public"."readings" IN EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    DROP VIEW "public"."sum_of_values";
    DROP VIEW "public"."values_here";
    LOCK TABLE "public"."readings" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    BEGIN
      LOCK TABLE "public"."readings" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      DROP VIEW "public"."sum_of_values";
      DROP VIEW "public"."values_here";
    EXCEPTION WHEN lock_not_available THEN
      DROP VIEW "public"."sum_of_values";
      PERFORM set_config('lock_timeout', least(setting::integer, 200)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
      DROP VIEW "public"."values_here";
      LOCK TABLE "public"."readings" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    END;
  END;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."readings"'::regclass AND a.attname = 'value'
  AND o.identity NOT IN ('"_RETURN" on public.values_here')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on readings.value since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_type_views_late__readings__value" ON "public"."readings";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_type_views_late__readings__value"();
ALTER TABLE "public"."readings" RENAME COLUMN "value" TO "migrate_between__readings__value";
ALTER TABLE "public"."readings" RENAME COLUMN "migrate_column__readings__value" TO "value";
ALTER TABLE "public"."readings" RENAME COLUMN "migrate_between__readings__value" TO "migrate_column__readings__value";
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_type_views_late__readings__migrat_110b4f4094"("public"."readings");
ALTER TABLE "public"."readings" DROP COLUMN "migrate_column__readings__value";
CREATE VIEW "public"."values_here" AS
 SELECT a.id,
    ((a.value)::numeric + 0.5) AS value,
    b.place
   FROM (public.readings a
     JOIN public.readings b USING (id));
GRANT SELECT ON "public"."values_here" TO pg_monitor;
COMMENT ON COLUMN "public"."values_here".value IS 'rounded up';
CREATE VIEW "public"."sum_of_values" WITH (security_barrier=true) AS
 SELECT v.place,
    sum(v.value) AS total
   FROM (public.values_here v
     CROSS JOIN ( SELECT 1 AS one) o)
  GROUP BY v.place;
ALTER VIEW "public"."sum_of_values" OWNER TO pg_monitor;
GRANT SELECT (total) ON "public"."sum_of_values" TO pg_monitor WITH GRANT OPTION;
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('value') IN lower(p.prosrc)) > 0 AND (position(lower('readings') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."readings"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
