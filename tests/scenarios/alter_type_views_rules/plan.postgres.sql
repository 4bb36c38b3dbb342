-- migration: alter_type_views_rules
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
-- note: views that are made again in the transaction that gives the column its new type: one_more, checked_twice, checked_codes; leave them as they are until contract has ended; a prepared statement over one may fail once ("cached plan must not change result type")
-- note: parts.code is bigint from the end of backfill on, for both versions; until contract it takes no value that integer cannot hold
-- note: parts.code ends as the last column of parts; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")

-- ==== expand
-- [expand-1] try whether the views over parts.code can be made again, and take everything back
--   lock: ACCESS EXCLUSIVE on parts, one_more, checked_twice, checked_codes, milliseconds: catalog only; names change, and change back; no row is read
--   why: a view that has no meaning for the new type is found before anything is changed
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
SAVEPOINT migrate_rehearsal;
LOCK TABLE "public"."parts" IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE "public"."one_more", "public"."checked_twice", "public"."checked_codes" IN ACCESS SHARE MODE;
DO $migrate$
DECLARE
  path text := current_setting('search_path');
  changed text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  SELECT string_agg(v.name, ', ') INTO changed
  FROM (VALUES
    ('"public"."one_more"', '(digest)', '(digest)'),
    ('"public"."checked_twice"', '(digest)', '(digest)'),
    ('"public"."checked_codes"', '(digest)', '(digest)')) AS v (name, words, settings)
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
  DROP RULE "checked_delete" ON "public"."checked_codes";
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  DROP VIEW "public"."one_more";
  DROP VIEW "public"."checked_twice";
  DROP VIEW "public"."checked_codes";
  LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE "public"."parts" IN EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    DROP RULE "checked_delete" ON "public"."checked_codes";
    DROP VIEW "public"."one_more";
    DROP VIEW "public"."checked_twice";
    DROP VIEW "public"."checked_codes";
    LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    BEGIN
      LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      DROP RULE "checked_delete" ON "public"."checked_codes";
      DROP VIEW "public"."one_more";
      DROP VIEW "public"."checked_twice";
      DROP VIEW "public"."checked_codes";
    EXCEPTION WHEN lock_not_available THEN
      DROP RULE "checked_delete" ON "public"."checked_codes";
      PERFORM set_config('lock_timeout', least(setting::integer, 100)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
      DROP VIEW "public"."one_more";
      DROP VIEW "public"."checked_twice";
      DROP VIEW "public"."checked_codes";
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
CREATE VIEW "public"."checked_codes" WITH (check_option=local) AS
 SELECT id,
    code
   FROM public.parts
  WHERE (code > 0);
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = 'view checked_codes cannot be made again over the new column: ' || SQLERRM;
END
$migrate$;
DO $migrate$
BEGIN
CREATE VIEW "public"."checked_twice" AS
 SELECT k.code
   FROM (public.checked_codes k
     CROSS JOIN ( SELECT 1 AS one) o);
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = 'view checked_twice cannot be made again over the new column: ' || SQLERRM;
END
$migrate$;
DO $migrate$
BEGIN
CREATE VIEW "public"."one_more" AS
 SELECT n.n
   FROM (generate_series(1, 3) n(n)
     CROSS JOIN ( SELECT 1 AS one) o);
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = 'view one_more cannot be made again over the new column: ' || SQLERRM;
END
$migrate$;
CREATE RULE checked_delete AS
    ON DELETE TO public.checked_codes DO INSTEAD  UPDATE public.parts SET code = ( SELECT (max(t.code) + 1)
           FROM public.checked_twice t)
  WHERE (parts.id = old.id);
CREATE RULE one_more_insert AS
    ON INSERT TO public.one_more DO INSTEAD  INSERT INTO public.parts (id, code)
  VALUES (new.n, 100);
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
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_views_rules__parts__code" ON "public"."parts"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_views_rules__parts__code"()
--   undo: ALTER TABLE IF EXISTS "public"."parts" DROP COLUMN IF EXISTS "migrate_column__parts__code"
ALTER TABLE "public"."parts" ADD COLUMN "migrate_column__parts__code" bigint;
EXPLAIN UPDATE "public"."parts" SET "migrate_column__parts__code" = "code"::bigint WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_views_rules__parts__code"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__parts__code" := NEW."code";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_views_rules__parts__code" BEFORE INSERT OR UPDATE ON "public"."parts" FOR EACH ROW
  WHEN (NEW."migrate_column__parts__code"::integer IS DISTINCT FROM NEW."code"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_views_rules__parts__code"();

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

-- [backfill-3] gather statistics for the second column of parts.code
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parts, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."parts" ("migrate_column__parts__code");

-- [backfill-4] exchange parts.code and the second column: code is bigint from here on
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on parts, one_more, checked_twice, checked_codes, milliseconds: catalog only; names change; no row is read, no index is built
--   why: both versions use the new type by the same name; the old column follows it, so that rollback exchanges them again
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
--   undo: LOCK TABLE "public"."parts" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: LOCK TABLE "public"."one_more", "public"."checked_twice", "public"."checked_codes" IN ACCESS SHARE MODE
--   undo: DO $migrate$
--     DECLARE
--       path text := current_setting('search_path');
--       changed text;
--     BEGIN
--       PERFORM set_config('search_path', 'pg_catalog', true);
--       SELECT string_agg(v.name, ', ') INTO changed
--       FROM (VALUES
--         ('"public"."one_more"', '(digest)', '(digest)'),
--         ('"public"."checked_twice"', '(digest)', '(digest)'),
--         ('"public"."checked_codes"', '(digest)', '(digest)')) AS v (name, words, settings)
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
--      SELECT n.n
--        FROM (generate_series(1, 3) n(n)
--          CROSS JOIN ( SELECT 1 AS one) o);
--       IF pg_get_viewdef(to_regclass('migrate.migrate_view')) IS DISTINCT FROM pg_get_viewdef(to_regclass('"public"."one_more"')) THEN
--         changed := concat_ws(', ', changed, '"public"."one_more"');
--       END IF;
--       DROP VIEW migrate.migrate_view;
--       CREATE VIEW migrate.migrate_view AS
--      SELECT k.code
--        FROM (public.checked_codes k
--          CROSS JOIN ( SELECT 1 AS one) o);
--       IF pg_get_viewdef(to_regclass('migrate.migrate_view')) IS DISTINCT FROM pg_get_viewdef(to_regclass('"public"."checked_twice"')) THEN
--         changed := concat_ws(', ', changed, '"public"."checked_twice"');
--       END IF;
--       DROP VIEW migrate.migrate_view;
--       CREATE VIEW migrate.migrate_view AS
--      SELECT id,
--         code
--        FROM public.parts
--       WHERE (code > 0);
--       IF pg_get_viewdef(to_regclass('migrate.migrate_view')) IS DISTINCT FROM pg_get_viewdef(to_regclass('"public"."checked_codes"')) THEN
--         changed := concat_ws(', ', changed, '"public"."checked_codes"');
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
--       DROP RULE "checked_delete" ON "public"."checked_codes";
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       DROP VIEW "public"."one_more";
--       DROP VIEW "public"."checked_twice";
--       DROP VIEW "public"."checked_codes";
--       LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
--     EXCEPTION WHEN lock_not_available THEN
--       BEGIN
--         LOCK TABLE "public"."parts" IN EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         DROP RULE "checked_delete" ON "public"."checked_codes";
--         DROP VIEW "public"."one_more";
--         DROP VIEW "public"."checked_twice";
--         DROP VIEW "public"."checked_codes";
--         LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         BEGIN
--           LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
--           IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--           DROP RULE "checked_delete" ON "public"."checked_codes";
--           DROP VIEW "public"."one_more";
--           DROP VIEW "public"."checked_twice";
--           DROP VIEW "public"."checked_codes";
--         EXCEPTION WHEN lock_not_available THEN
--           DROP RULE "checked_delete" ON "public"."checked_codes";
--           PERFORM set_config('lock_timeout', least(setting::integer, 100)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
--           DROP VIEW "public"."one_more";
--           DROP VIEW "public"."checked_twice";
--           DROP VIEW "public"."checked_codes";
--           LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
--           IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         END;
--       END;
--     END
--     $migrate$
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_views_rules__parts__code" ON "public"."parts"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_views_rules__parts__code"()
--   undo: ALTER TABLE "public"."parts" RENAME COLUMN "code" TO "migrate_between__parts__code"
--   undo: ALTER TABLE "public"."parts" RENAME COLUMN "migrate_column__parts__code" TO "code"
--   undo: ALTER TABLE "public"."parts" RENAME COLUMN "migrate_between__parts__code" TO "migrate_column__parts__code"
--   undo: CREATE VIEW "public"."checked_codes" WITH (check_option=local) AS
--      SELECT id,
--         code
--        FROM public.parts
--       WHERE (code > 0);
--     CREATE VIEW "public"."checked_twice" AS
--      SELECT k.code
--        FROM (public.checked_codes k
--          CROSS JOIN ( SELECT 1 AS one) o);
--     CREATE VIEW "public"."one_more" AS
--      SELECT n.n
--        FROM (generate_series(1, 3) n(n)
--          CROSS JOIN ( SELECT 1 AS one) o);
--     CREATE RULE checked_delete AS
--         ON DELETE TO public.checked_codes DO INSTEAD  UPDATE public.parts SET code = ( SELECT (max(t.code) + 1)
--                FROM public.checked_twice t)
--       WHERE (parts.id = old.id);
--     CREATE RULE one_more_insert AS
--         ON INSERT TO public.one_more DO INSTEAD  INSERT INTO public.parts (id, code)
--       VALUES (new.n, 100)
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
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_views_rules__parts__code"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
--     BEGIN
--       NEW."migrate_column__parts__code" := NEW."code";
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_follow__alter_type_views_rules__parts__code" BEFORE INSERT OR UPDATE ON "public"."parts" FOR EACH ROW
--       WHEN (NEW."migrate_column__parts__code"::integer IS DISTINCT FROM NEW."code"::integer)
--       EXECUTE FUNCTION migrate."migrate_follow__alter_type_views_rules__parts__code"()
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
LOCK TABLE "public"."one_more", "public"."checked_twice", "public"."checked_codes" IN ACCESS SHARE MODE;
DO $migrate$
DECLARE
  path text := current_setting('search_path');
  changed text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  SELECT string_agg(v.name, ', ') INTO changed
  FROM (VALUES
    ('"public"."one_more"', '(digest)', '(digest)'),
    ('"public"."checked_twice"', '(digest)', '(digest)'),
    ('"public"."checked_codes"', '(digest)', '(digest)')) AS v (name, words, settings)
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
  AND o.identity NOT IN ('"_RETURN" on public.checked_codes', 'checked_delete on public.checked_codes', 'one_more_insert on public.one_more')
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
  DROP RULE "checked_delete" ON "public"."checked_codes";
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  DROP VIEW "public"."one_more";
  DROP VIEW "public"."checked_twice";
  DROP VIEW "public"."checked_codes";
  LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE "public"."parts" IN EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    DROP RULE "checked_delete" ON "public"."checked_codes";
    DROP VIEW "public"."one_more";
    DROP VIEW "public"."checked_twice";
    DROP VIEW "public"."checked_codes";
    LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    BEGIN
      LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      DROP RULE "checked_delete" ON "public"."checked_codes";
      DROP VIEW "public"."one_more";
      DROP VIEW "public"."checked_twice";
      DROP VIEW "public"."checked_codes";
    EXCEPTION WHEN lock_not_available THEN
      DROP RULE "checked_delete" ON "public"."checked_codes";
      PERFORM set_config('lock_timeout', least(setting::integer, 100)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
      DROP VIEW "public"."one_more";
      DROP VIEW "public"."checked_twice";
      DROP VIEW "public"."checked_codes";
      LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    END;
  END;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_views_rules__parts__code" ON "public"."parts";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_views_rules__parts__code"();
ALTER TABLE "public"."parts" RENAME COLUMN "code" TO "migrate_between__parts__code";
ALTER TABLE "public"."parts" RENAME COLUMN "migrate_column__parts__code" TO "code";
ALTER TABLE "public"."parts" RENAME COLUMN "migrate_between__parts__code" TO "migrate_column__parts__code";
CREATE VIEW "public"."checked_codes" WITH (check_option=local) AS
 SELECT id,
    code
   FROM public.parts
  WHERE (code > 0);
CREATE VIEW "public"."checked_twice" AS
 SELECT k.code
   FROM (public.checked_codes k
     CROSS JOIN ( SELECT 1 AS one) o);
CREATE VIEW "public"."one_more" AS
 SELECT n.n
   FROM (generate_series(1, 3) n(n)
     CROSS JOIN ( SELECT 1 AS one) o);
CREATE RULE checked_delete AS
    ON DELETE TO public.checked_codes DO INSTEAD  UPDATE public.parts SET code = ( SELECT (max(t.code) + 1)
           FROM public.checked_twice t)
  WHERE (parts.id = old.id);
CREATE RULE one_more_insert AS
    ON INSERT TO public.one_more DO INSTEAD  INSERT INTO public.parts (id, code)
  VALUES (new.n, 100);
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
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_views_rules__parts__code"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__parts__code" := NEW."code";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_views_rules__parts__code" BEFORE INSERT OR UPDATE ON "public"."parts" FOR EACH ROW
  WHEN (NEW."migrate_column__parts__code"::integer IS DISTINCT FROM NEW."code"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_views_rules__parts__code"();
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
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_views_rules__parts__code" ON "public"."parts";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_views_rules__parts__code"();
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
