-- migration: quarantine_note_writes
-- description: Writes of old code are noted until what it writes to is hidden
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

-- ==== expand
-- [expand-1] derive users.nick for rows that new code writes without it
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on users, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__quarantine_note_writes__users__nick" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__quarantine_note_writes__users__nick"()
--   lock of undo: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."users" SET "nick" = ('none') WHERE false;
EXPLAIN SELECT ('none') AS value FROM (SELECT * FROM "public"."users") AS "users";
CREATE OR REPLACE FUNCTION migrate."migrate_value__quarantine_note_writes__users__nick"() RETURNS trigger LANGUAGE plpgsql
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
        SELECT ('none') INTO migrate_was."nick" FROM (SELECT NEW.*) AS "users";
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
      SELECT ('none') INTO migrate_was."nick" FROM (SELECT NEW.*) AS "users";
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
        SELECT ('none') INTO migrate_was."nick" FROM (SELECT OLD.*) AS "users";
        migrate_follows := ROW(OLD."nick")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."nick")::record;
      END IF;
      IF migrate_follows THEN
        migrate_was := NEW;
        SELECT ('none') INTO migrate_was."nick" FROM (SELECT NEW.*) AS "users";
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
CREATE TRIGGER "zz_migrate_value__quarantine_note_writes__users__nick" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__quarantine_note_writes__users__nick' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__quarantine_note_writes__users__nick"();

-- [expand-2] note when old code writes users.nick
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on users, milliseconds: catalog only; writes wait that long, reads do not
--   why: the gate asks when old code wrote last; no write waits for another
--   runs: in one transaction with its record
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_by_old__quarantine_note_writes__users__nick"() CASCADE
--   undo: DROP SEQUENCE IF EXISTS migrate."migrate_by_old__quarantine_note_writes__users__nick"
--   lock of undo: ACCESS EXCLUSIVE on users, milliseconds: catalog only; triggers go
CREATE SEQUENCE IF NOT EXISTS migrate."migrate_by_old__quarantine_note_writes__users__nick";
CREATE OR REPLACE FUNCTION migrate."migrate_by_old__quarantine_note_writes__users__nick"() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $migrate$
BEGIN
  PERFORM set_config('migrate.by_old_2f704892fe09', floor(extract(epoch FROM clock_timestamp()) / 10)::text, false);
  BEGIN
    PERFORM setval('migrate."migrate_by_old__quarantine_note_writes__users__nick"', (extract(epoch FROM clock_timestamp()) * 1000)::bigint);
  EXCEPTION WHEN others THEN
    NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_by_old__quarantine_note_writes__users__nick_u" BEFORE UPDATE OF "nick" ON "public"."users" FOR EACH ROW
  WHEN (NEW."nick" IS DISTINCT FROM OLD."nick"
    AND current_setting('migrate.by_old_2f704892fe09', true) IS DISTINCT FROM floor(extract(epoch FROM clock_timestamp()) / 10)::text)
  EXECUTE FUNCTION migrate."migrate_by_old__quarantine_note_writes__users__nick"();
CREATE TRIGGER "zz_migrate_by_old__quarantine_note_writes__users__nick_i" BEFORE INSERT ON "public"."users" FOR EACH ROW
  WHEN (NOT (NEW."nick" IS NOT DISTINCT FROM NULL)
    AND current_setting('migrate.by_old_2f704892fe09', true) IS DISTINCT FROM floor(extract(epoch FROM clock_timestamp()) / 10)::text)
  EXECUTE FUNCTION migrate."migrate_by_old__quarantine_note_writes__users__nick"();

-- [expand-3] note when old code writes visits
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on visits, milliseconds: catalog only; writes wait that long, reads do not
--   why: the gate asks when old code wrote last; no write waits for another
--   runs: in one transaction with its record
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_by_old__quarantine_note_writes__vi_4bb8b4c538"() CASCADE
--   undo: DROP SEQUENCE IF EXISTS migrate."migrate_by_old__quarantine_note_writes__vi_4bb8b4c538"
--   lock of undo: ACCESS EXCLUSIVE on visits, milliseconds: catalog only; triggers go
CREATE SEQUENCE IF NOT EXISTS migrate."migrate_by_old__quarantine_note_writes__vi_4bb8b4c538";
CREATE OR REPLACE FUNCTION migrate."migrate_by_old__quarantine_note_writes__vi_4bb8b4c538"() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $migrate$
BEGIN
  PERFORM set_config('migrate.by_old_a6f91c775cd3', floor(extract(epoch FROM clock_timestamp()) / 10)::text, false);
  BEGIN
    PERFORM setval('migrate."migrate_by_old__quarantine_note_writes__vi_4bb8b4c538"', (extract(epoch FROM clock_timestamp()) * 1000)::bigint);
  EXCEPTION WHEN others THEN
    NULL;
  END;
  RETURN NULL;
END
$migrate$;
CREATE TRIGGER "zz_migrate_by_old__quarantine_note_writes__vi_4bb8b4c538" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "public"."visits" FOR EACH STATEMENT
  WHEN (current_setting('migrate.by_old_a6f91c775cd3', true) IS DISTINCT FROM floor(extract(epoch FROM clock_timestamp()) / 10)::text)
  EXECUTE FUNCTION migrate."migrate_by_old__quarantine_note_writes__vi_4bb8b4c538"();

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
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__quarantine_note_writes__users__mig_2d71add161" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__quarantine_note_writes__users__mig_2d71add161"()
--   undo: ALTER TABLE "public"."users" RENAME COLUMN "migrate_hidden__users__nick" TO "nick"
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_value__quarantine_note_writes__users__nick"() RETURNS trigger LANGUAGE plpgsql
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
--             SELECT ('none') INTO migrate_was."nick" FROM (SELECT NEW.*) AS "users";
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
--           SELECT ('none') INTO migrate_was."nick" FROM (SELECT NEW.*) AS "users";
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
--             SELECT ('none') INTO migrate_was."nick" FROM (SELECT OLD.*) AS "users";
--             migrate_follows := ROW(OLD."nick")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."nick")::record;
--           END IF;
--           IF migrate_follows THEN
--             migrate_was := NEW;
--             SELECT ('none') INTO migrate_was."nick" FROM (SELECT NEW.*) AS "users";
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
--   undo: CREATE TRIGGER "zz_migrate_value__quarantine_note_writes__users__nick" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
--       WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__quarantine_note_writes__users__nick' OR pg_trigger_depth() > 0)
--       EXECUTE FUNCTION migrate."migrate_value__quarantine_note_writes__users__nick"()
LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_value__quarantine_note_writes__users__nick" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_value__quarantine_note_writes__users__nick"();
ALTER TABLE "public"."users" RENAME COLUMN "nick" TO "migrate_hidden__users__nick";
CREATE OR REPLACE FUNCTION migrate."migrate_value__quarantine_note_writes__users__mig_2d71add161"() RETURNS trigger LANGUAGE plpgsql
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
        SELECT ('none') INTO migrate_was."migrate_hidden__users__nick" FROM (SELECT NEW.*) AS "users";
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
      SELECT ('none') INTO migrate_was."migrate_hidden__users__nick" FROM (SELECT NEW.*) AS "users";
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
        SELECT ('none') INTO migrate_was."migrate_hidden__users__nick" FROM (SELECT OLD.*) AS "users";
        migrate_follows := ROW(OLD."migrate_hidden__users__nick")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."migrate_hidden__users__nick")::record;
      END IF;
      IF migrate_follows THEN
        migrate_was := NEW;
        SELECT ('none') INTO migrate_was."migrate_hidden__users__nick" FROM (SELECT NEW.*) AS "users";
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
CREATE TRIGGER "zz_migrate_value__quarantine_note_writes__users__mig_2d71add161" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__quarantine_note_writes__users__mig_2d71add161' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__quarantine_note_writes__users__mig_2d71add161"();

-- [contract-3] look for foreign keys and views that need visits
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP TABLE would fail on them
--   expects: no row
SELECT 'foreign key ' || quote_ident(conname) AS kind, conrelid::regclass::text AS name
FROM pg_catalog.pg_constraint
WHERE contype = 'f' AND confrelid = to_regclass('"public"."visits"') AND conrelid <> confrelid
UNION ALL
SELECT DISTINCT 'view', v.oid::regclass::text
FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class
WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
  AND d.refobjid = to_regclass('"public"."visits"') AND v.oid <> d.refobjid
LIMIT 5;

-- [contract-4] hide table visits
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on visits, milliseconds: catalog only; a name changes
--   why: who still uses it meets an error while it can be brought back, with its rows
--   runs: in one transaction with its record
--   undo: ALTER TABLE "public"."migrate_hidden__visits" RENAME TO "visits"
--   lock of undo: ACCESS EXCLUSIVE on migrate_hidden__visits, milliseconds: catalog only; a name changes
ALTER TABLE "public"."visits" RENAME TO "migrate_hidden__visits";

-- ---- after 1d in quarantine
-- [contract-5] note no longer who writes visits
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on migrate_hidden__visits, milliseconds: catalog only; triggers go
--   why: the gate has seen what there was to see
--   runs: in one transaction with its record
DROP FUNCTION IF EXISTS migrate."migrate_by_old__quarantine_note_writes__vi_4bb8b4c538"() CASCADE;
DROP SEQUENCE IF EXISTS migrate."migrate_by_old__quarantine_note_writes__vi_4bb8b4c538";

-- [contract-6] note no longer who writes users.nick
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; triggers go
--   why: the gate has seen what there was to see
--   runs: in one transaction with its record
DROP FUNCTION IF EXISTS migrate."migrate_by_old__quarantine_note_writes__users__nick"() CASCADE;
DROP SEQUENCE IF EXISTS migrate."migrate_by_old__quarantine_note_writes__users__nick";

-- [contract-7] look for what else is built on users.migrate_hidden__users__nick
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'migrate_hidden__users__nick'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-8] drop users.nick
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; catalog only; the rows keep their space
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_value__quarantine_note_writes__users__mig_2d71add161" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_value__quarantine_note_writes__users__mig_2d71add161"();
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

-- [contract-9] look for foreign keys and views that need migrate_hidden__visits
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP TABLE would fail on them
--   expects: no row
SELECT 'foreign key ' || quote_ident(conname) AS kind, conrelid::regclass::text AS name
FROM pg_catalog.pg_constraint
WHERE contype = 'f' AND confrelid = to_regclass('"public"."migrate_hidden__visits"') AND conrelid <> confrelid
UNION ALL
SELECT DISTINCT 'view', v.oid::regclass::text
FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class
WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
  AND d.refobjid = to_regclass('"public"."migrate_hidden__visits"') AND v.oid <> d.refobjid
LIMIT 5;

-- [contract-10] drop table visits
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on migrate_hidden__visits, milliseconds: catalog only; the files are removed at commit
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE IF EXISTS "public"."migrate_hidden__visits";
