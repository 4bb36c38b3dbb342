-- migration: expression_reads_table
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
-- note: until contract a NULL in people.city means "not filled yet" and is filled from `up`; where `up` raises an error it stays NULL, and backfill names the row

-- ==== expand
-- [expand-1] add people.city, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__expression_reads_table__people__city" ON "public"."people"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__expression_reads_table__people__city"()
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP COLUMN IF EXISTS "city"
--   loss: values of people.city, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."people" WHERE NOT ("city" IS NOT DISTINCT FROM NULL) AND ROW("city")::record OPERATOR(pg_catalog.*<>) ROW(CAST(((SELECT c.name FROM cities AS c WHERE c.id = people.city_id)) AS text))::record LIMIT 1000) AS found
ALTER TABLE "public"."people" ADD COLUMN "city" text;
EXPLAIN UPDATE "public"."people" SET "city" = ((SELECT c.name FROM cities AS c WHERE c.id = people.city_id)) WHERE false;
CREATE VIEW migrate."migrate_asks__expression_reads_table__people__city" AS SELECT ((SELECT c.name FROM cities AS c WHERE c.id = people.city_id)) AS value FROM (SELECT * FROM "public"."people") AS "people";
DO $migrate$
DECLARE
  migrate_found text;
BEGIN
  WITH RECURSIVE written(id) AS (
    SELECT '"public"."people"'::regclass::oid UNION
    SELECT r.ev_class FROM written JOIN pg_catalog.pg_depend AS d ON d.refobjid = written.id
    AND d.refclassid = 'pg_class'::regclass AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid WHERE r.ev_class <> 'migrate."migrate_asks__expression_reads_table__people__city"'::regclass),
  writer(name) AS (
    SELECT DISTINCT CASE g.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(g.grantee)::text END
    FROM written JOIN pg_catalog.pg_class AS c ON c.oid = written.id CROSS JOIN LATERAL (
      SELECT * FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) UNION ALL
      SELECT e.* FROM pg_catalog.pg_attribute AS a, aclexplode(a.attacl) AS e
      WHERE a.attrelid = c.oid) AS g WHERE g.privilege_type IN ('INSERT', 'UPDATE')),
  needed(class, id) AS (
    SELECT DISTINCT d.refclassid, d.refobjid FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
    WHERE r.ev_class = 'migrate."migrate_asks__expression_reads_table__people__city"'::regclass AND d.refobjid NOT IN (r.ev_class, '"public"."people"'::regclass))
  SELECT string_agg(DISTINCT grant_it, '; ') INTO migrate_found FROM (
    SELECT format('GRANT SELECT ON %s TO %I', id::regclass, name) FROM needed, writer
    WHERE class = 'pg_class'::regclass AND NOT has_any_column_privilege(name, id, 'SELECT') UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I', id::regprocedure, name) FROM needed, writer
    WHERE class = 'pg_proc'::regclass AND NOT has_function_privilege(name, id, 'EXECUTE') UNION ALL
    SELECT format('GRANT USAGE ON SCHEMA %s TO %I', s.id::regnamespace, name) FROM writer, (
      SELECT relnamespace FROM needed JOIN pg_catalog.pg_class AS c ON c.oid = needed.id WHERE class = 'pg_class'::regclass UNION
      SELECT pronamespace FROM needed JOIN pg_catalog.pg_proc AS f ON f.oid = needed.id WHERE class = 'pg_proc'::regclass) AS s(id)
    WHERE NOT has_schema_privilege(name, s.id, 'USAGE')) AS missing(grant_it);
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE =
      'the trigger evaluates `(SELECT c.name FROM cities AS c WHERE c.id = people.city_id)` of people.city with the rights of whoever writes; needed: ' || migrate_found;
  END IF;
END
$migrate$;
DROP VIEW migrate."migrate_asks__expression_reads_table__people__city";
CREATE OR REPLACE FUNCTION migrate."migrate_value__expression_reads_table__people__city"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."city" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT ((SELECT c.name FROM cities AS c WHERE c.id = people.city_id)) INTO NEW."city" FROM (SELECT NEW.*) AS "people";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF ROW(NEW."city")::record OPERATOR(pg_catalog.*=) ROW(OLD."city")::record THEN
    migrate_follows := OLD."city" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT ((SELECT c.name FROM cities AS c WHERE c.id = people.city_id)) INTO migrate_was."city" FROM (SELECT OLD.*) AS "people";
        migrate_follows := ROW(OLD."city")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."city")::record;
      END IF;
      IF migrate_follows THEN
        SELECT ((SELECT c.name FROM cities AS c WHERE c.id = people.city_id)) INTO NEW."city" FROM (SELECT NEW.*) AS "people";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."city" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__expression_reads_table__people__city" BEFORE INSERT OR UPDATE ON "public"."people" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__expression_reads_table__people__city' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__expression_reads_table__people__city"();

-- ==== backfill
-- [backfill-1] fill people.city
--   strategy: in place
--   lock: ROW EXCLUSIVE on people, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_value__expression_reads_table__people__city';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."people" SET "city" = ((SELECT c.name FROM cities AS c WHERE c.id = people.city_id))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "city" IS NOT DISTINCT FROM NULL AND ((SELECT c.name FROM cities AS c WHERE c.id = people.city_id)) IS NOT NULL;

-- ==== contract
-- [contract-1] stop deriving people.city
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__expression_reads_table__people__city" ON "public"."people";
DROP FUNCTION IF EXISTS migrate."migrate_value__expression_reads_table__people__city"();
