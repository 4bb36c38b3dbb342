-- migration: quarantine_drop_column
-- description: Drop two columns, which are hidden for a day before they go
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
-- note: where `down` raises an error or gives NULL, users.nick stays as it was written; an insert of new code that leaves it without a value is refused
-- note: with users.nick contract drops what is built on it: index public.users_nick

-- ==== expand
-- [expand-1] derive users.nick for rows that new code writes without it
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on users, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__quarantine_drop_column__users__nick" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__quarantine_drop_column__users__nick"()
--   lock of undo: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."users" SET "nick" = (upper(name)) WHERE false;
EXPLAIN SELECT (upper(name)) AS value FROM (SELECT * FROM "public"."users") AS "users";
CREATE OR REPLACE FUNCTION migrate."migrate_value__quarantine_drop_column__users__nick"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."nick" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        migrate_was := NEW;
        SELECT (upper(name)) INTO migrate_was."nick" FROM (SELECT NEW.*) AS "users";
        IF NOT (migrate_was."nick" IS NOT DISTINCT FROM NULL) THEN
          NEW."nick" := migrate_was."nick";
        END IF;
      EXCEPTION WHEN others THEN
        IF NEW."nick" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."nick" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      migrate_was := NEW;
      SELECT (upper(name)) INTO migrate_was."nick" FROM (SELECT NEW.*) AS "users";
      IF NOT (migrate_was."nick" IS NOT DISTINCT FROM NULL) THEN
        NEW."nick" := migrate_was."nick";
      END IF;
    EXCEPTION WHEN others THEN
      IF NEW."nick" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."nick")::record OPERATOR(pg_catalog.*=) ROW(OLD."nick")::record THEN
    migrate_follows := false;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (upper(name)) INTO migrate_was."nick" FROM (SELECT OLD.*) AS "users";
        migrate_follows := ROW(OLD."nick")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."nick")::record;
      END IF;
      IF migrate_follows THEN
        migrate_was := NEW;
        SELECT (upper(name)) INTO migrate_was."nick" FROM (SELECT NEW.*) AS "users";
        IF NOT (migrate_was."nick" IS NOT DISTINCT FROM NULL) THEN
          NEW."nick" := migrate_was."nick";
        END IF;
      END IF;
    EXCEPTION WHEN others THEN
      NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__quarantine_drop_column__users__nick" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__quarantine_drop_column__users__nick' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__quarantine_drop_column__users__nick"();

-- ==== backfill
-- nothing to do

-- ==== contract
-- ---- hidden first: `migrate rollback` brings it back
-- [contract-1] look for what else is built on users.nick
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'nick'
  AND o.identity NOT IN ('public.users_nick')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-2] hide users.nick
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; a name changes, and what keeps it filled
--   why: who still uses it meets an error while it can be brought back, filled as before
--   runs: in one transaction with its record
--   undo: LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__quarantine_drop_column__users__mig_02f80c93fb" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__quarantine_drop_column__users__mig_02f80c93fb"()
--   undo: ALTER TABLE "public"."users" RENAME COLUMN "migrate_hidden__users__nick" TO "nick"
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_value__quarantine_drop_column__users__nick"() RETURNS trigger LANGUAGE plpgsql
--       SET search_path = public AS $migrate$
--     #variable_conflict use_column
--     DECLARE
--       migrate_was record;
--       migrate_follows boolean;
--     BEGIN
--       IF TG_OP = 'INSERT' THEN
--         IF NEW."nick" IS NOT DISTINCT FROM NULL THEN
--           BEGIN
--             migrate_was := NEW;
--             SELECT (upper(name)) INTO migrate_was."nick" FROM (SELECT NEW.*) AS "users";
--             IF NOT (migrate_was."nick" IS NOT DISTINCT FROM NULL) THEN
--               NEW."nick" := migrate_was."nick";
--             END IF;
--           EXCEPTION WHEN others THEN
--             IF NEW."nick" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
--           END;
--         END IF;
--         RETURN NEW;
--       END IF;
--       IF NEW."nick" IS NOT DISTINCT FROM NULL THEN
--         BEGIN
--           migrate_was := NEW;
--           SELECT (upper(name)) INTO migrate_was."nick" FROM (SELECT NEW.*) AS "users";
--           IF NOT (migrate_was."nick" IS NOT DISTINCT FROM NULL) THEN
--             NEW."nick" := migrate_was."nick";
--           END IF;
--         EXCEPTION WHEN others THEN
--           IF NEW."nick" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
--         END;
--         RETURN NEW;
--       END IF;
--       IF ROW(NEW."nick")::record OPERATOR(pg_catalog.*=) ROW(OLD."nick")::record THEN
--         migrate_follows := false;
--         BEGIN
--           IF NOT migrate_follows THEN
--             migrate_was := OLD;
--             SELECT (upper(name)) INTO migrate_was."nick" FROM (SELECT OLD.*) AS "users";
--             migrate_follows := ROW(OLD."nick")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."nick")::record;
--           END IF;
--           IF migrate_follows THEN
--             migrate_was := NEW;
--             SELECT (upper(name)) INTO migrate_was."nick" FROM (SELECT NEW.*) AS "users";
--             IF NOT (migrate_was."nick" IS NOT DISTINCT FROM NULL) THEN
--               NEW."nick" := migrate_was."nick";
--             END IF;
--           END IF;
--         EXCEPTION WHEN others THEN
--           NULL;
--         END;
--       END IF;
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_value__quarantine_drop_column__users__nick" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
--       WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__quarantine_drop_column__users__nick' OR pg_trigger_depth() > 0)
--       EXECUTE FUNCTION migrate."migrate_value__quarantine_drop_column__users__nick"()
LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_value__quarantine_drop_column__users__nick" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_value__quarantine_drop_column__users__nick"();
ALTER TABLE "public"."users" RENAME COLUMN "nick" TO "migrate_hidden__users__nick";
CREATE OR REPLACE FUNCTION migrate."migrate_value__quarantine_drop_column__users__mig_02f80c93fb"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."migrate_hidden__users__nick" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        migrate_was := NEW;
        SELECT (upper(name)) INTO migrate_was."migrate_hidden__users__nick" FROM (SELECT NEW.*) AS "users";
        IF NOT (migrate_was."migrate_hidden__users__nick" IS NOT DISTINCT FROM NULL) THEN
          NEW."migrate_hidden__users__nick" := migrate_was."migrate_hidden__users__nick";
        END IF;
      EXCEPTION WHEN others THEN
        IF NEW."migrate_hidden__users__nick" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."migrate_hidden__users__nick" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      migrate_was := NEW;
      SELECT (upper(name)) INTO migrate_was."migrate_hidden__users__nick" FROM (SELECT NEW.*) AS "users";
      IF NOT (migrate_was."migrate_hidden__users__nick" IS NOT DISTINCT FROM NULL) THEN
        NEW."migrate_hidden__users__nick" := migrate_was."migrate_hidden__users__nick";
      END IF;
    EXCEPTION WHEN others THEN
      IF NEW."migrate_hidden__users__nick" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."migrate_hidden__users__nick")::record OPERATOR(pg_catalog.*=) ROW(OLD."migrate_hidden__users__nick")::record THEN
    migrate_follows := false;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (upper(name)) INTO migrate_was."migrate_hidden__users__nick" FROM (SELECT OLD.*) AS "users";
        migrate_follows := ROW(OLD."migrate_hidden__users__nick")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."migrate_hidden__users__nick")::record;
      END IF;
      IF migrate_follows THEN
        migrate_was := NEW;
        SELECT (upper(name)) INTO migrate_was."migrate_hidden__users__nick" FROM (SELECT NEW.*) AS "users";
        IF NOT (migrate_was."migrate_hidden__users__nick" IS NOT DISTINCT FROM NULL) THEN
          NEW."migrate_hidden__users__nick" := migrate_was."migrate_hidden__users__nick";
        END IF;
      END IF;
    EXCEPTION WHEN others THEN
      NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__quarantine_drop_column__users__mig_02f80c93fb" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__quarantine_drop_column__users__mig_02f80c93fb' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__quarantine_drop_column__users__mig_02f80c93fb"();

-- [contract-3] look for what else is built on users.note
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'note'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] hide users.note
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; a name changes, and what keeps it filled
--   why: who still uses it meets an error while it can be brought back, filled as before
--   runs: in one transaction with its record
--   undo: LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE
--   undo: ALTER TABLE "public"."users" RENAME COLUMN "migrate_hidden__users__note" TO "note"
LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
ALTER TABLE "public"."users" RENAME COLUMN "note" TO "migrate_hidden__users__note";

-- ---- after 1d in quarantine
-- [contract-5] look for what else is built on users.migrate_hidden__users__nick
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'migrate_hidden__users__nick'
  AND o.identity NOT IN ('public.users_nick')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-6] drop users.nick
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; catalog only; the rows keep their space
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_value__quarantine_drop_column__users__mig_02f80c93fb" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_value__quarantine_drop_column__users__mig_02f80c93fb"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'migrate_hidden__users__nick'
  AND o.identity NOT IN ('public.users_nick')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on users.migrate_hidden__users__nick since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."users" DROP COLUMN IF EXISTS "migrate_hidden__users__nick";

-- [contract-7] look for what else is built on users.migrate_hidden__users__note
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'migrate_hidden__users__note'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-8] drop users.note
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; catalog only; the rows keep their space
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'migrate_hidden__users__note'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on users.migrate_hidden__users__note since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."users" DROP COLUMN IF EXISTS "migrate_hidden__users__note";
