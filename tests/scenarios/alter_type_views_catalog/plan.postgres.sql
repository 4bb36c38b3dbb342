-- migration: alter_type_views_catalog
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
-- note: rollback narrows parts.code again and writes table parts anew under ACCESS EXCLUSIVE; it is small (24,576 bytes)
-- note: views that are made again in the transaction that gives the column its new type: part_codes; leave them as they are until contract has ended; a prepared statement over one may fail once ("cached plan must not change result type")

-- ==== expand
-- [expand-1] change parts.code from character varying(10) to text
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parts, part_codes, milliseconds: catalog only; both types keep the same bytes
--   why: PostgreSQL changes the catalog alone: no row is read, no index rebuilt
--   runs: in one transaction with its record
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
--   undo: LOCK TABLE "public"."parts" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: LOCK TABLE "public"."part_codes" IN ACCESS SHARE MODE
--   undo: DO $migrate$
--     DECLARE
--       path text := current_setting('search_path');
--       changed text;
--     BEGIN
--       PERFORM set_config('search_path', 'pg_catalog', true);
--       SELECT string_agg(v.name, ', ') INTO changed
--       FROM (VALUES
--         ('"public"."part_codes"', '(digest)', '(digest)')) AS v (name, words, settings)
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
--      SELECT a.id,
--         a.code
--        FROM (public.parts a
--          JOIN public.parts b USING (id))
--       WHERE ((b.code)::text <> 'none'::text);
--       IF pg_get_viewdef(to_regclass('migrate.migrate_view')) IS DISTINCT FROM pg_get_viewdef(to_regclass('"public"."part_codes"')) THEN
--         changed := concat_ws(', ', changed, '"public"."part_codes"');
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
--       DROP VIEW "public"."part_codes";
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
--     EXCEPTION WHEN lock_not_available THEN
--       BEGIN
--         LOCK TABLE "public"."parts" IN EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         DROP VIEW "public"."part_codes";
--         LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         BEGIN
--           LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
--           IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--           DROP VIEW "public"."part_codes";
--         EXCEPTION WHEN lock_not_available THEN
--           DROP VIEW "public"."part_codes";
--           PERFORM set_config('lock_timeout', least(setting::integer, 400)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
--           LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
--           IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         END;
--       END;
--     END
--     $migrate$
--   undo: DO $migrate$
--     DECLARE
--       migrate_rows text;
--     BEGIN
--       SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows
--       FROM (SELECT "id" FROM "public"."parts" WHERE "code" IS DISTINCT FROM CAST("code" AS character varying(10)) LIMIT 5) AS migrate_row;
--       IF migrate_rows IS NOT NULL THEN
--         RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'parts.code as character varying(10) cannot be put back: change or delete the rows of parts that break it, among them (id) = ' || migrate_rows;
--       END IF;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."parts" ALTER COLUMN "code" TYPE character varying(10) USING "code"::character varying(10)
--   undo: CREATE VIEW "public"."part_codes" AS
--      SELECT a.id,
--         a.code
--        FROM (public.parts a
--          JOIN public.parts b USING (id))
--       WHERE ((b.code)::text <> 'none'::text);
--     GRANT SELECT ON "public"."part_codes" TO pg_monitor;
--     COMMENT ON VIEW "public"."part_codes" IS 'all of them'
--   undo: ANALYZE "public"."parts" ("code")
--   loss: values of parts.code that character varying(10) cannot hold, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."parts" WHERE "code" IS DISTINCT FROM CAST("code" AS character varying(10)) LIMIT 1000) AS found
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
LOCK TABLE "public"."parts" IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE "public"."part_codes" IN ACCESS SHARE MODE;
DO $migrate$
DECLARE
  path text := current_setting('search_path');
  changed text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  SELECT string_agg(v.name, ', ') INTO changed
  FROM (VALUES
    ('"public"."part_codes"', '(digest)', '(digest)')) AS v (name, words, settings)
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
  DROP VIEW "public"."part_codes";
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE "public"."parts" IN EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    DROP VIEW "public"."part_codes";
    LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    BEGIN
      LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      DROP VIEW "public"."part_codes";
    EXCEPTION WHEN lock_not_available THEN
      DROP VIEW "public"."part_codes";
      PERFORM set_config('lock_timeout', least(setting::integer, 400)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
      LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    END;
  END;
END
$migrate$;
ALTER TABLE "public"."parts" ALTER COLUMN "code" TYPE text;
CREATE VIEW "public"."part_codes" AS
 SELECT a.id,
    a.code
   FROM (public.parts a
     JOIN public.parts b USING (id))
  WHERE ((b.code)::text <> 'none'::text);
GRANT SELECT ON "public"."part_codes" TO pg_monitor;
COMMENT ON VIEW "public"."part_codes" IS 'all of them';

-- [expand-2] gather statistics for parts.code again
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parts, while a sample of the table is read; reads and writes go on
--   why: ALTER TYPE throws them away, and autovacuum sees no reason to gather them
--   runs: in one transaction with its record
ANALYZE "public"."parts" ("code");

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
