-- migration: alter_enum_array
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
-- note: orders.past, orders.plan, orders.status: until contract 'by {hand}' is taken too and stored as 'by "hand", late', so that old code reads only what it knows; new code must read both (…::text IN ('by "hand", late', 'by {hand}'), …::text[] && ARRAY['by "hand", late', 'by {hand}']); from contract on rows hold 'by {hand}', and 'by "hand", late' is an error
-- note: orders.past, orders.plan, orders.status: until contract 'shipped' is taken too and stored as 'sent', so that old code reads only what it knows; new code must read both (…::text IN ('sent', 'shipped'), …::text[] && ARRAY['sent', 'shipped']); from contract on rows hold 'shipped', and 'sent' is an error
-- note: orders.past, orders.plan, orders.status: a row that holds 'never' stops backfill, and contract; there is no `replace_with`
-- note: orders.past, orders.plan, orders.status: until contract rows may hold 'paused', which old code writes; from contract on they hold 'new', and 'paused' is an error
-- note: rollback leaves the new names in type order_status, which no row holds: PostgreSQL takes no value out of a type
-- note: from contract on type order_status is another one of the same name: a session that has prepared statements with parameters of the type must prepare them again, a driver that remembers its OID must look it up again; PL/pgSQL functions that mention it are altered to what they are, so that open sessions read them anew (not those of other roles); their text is not changed
-- note: orders.past ends as the last column of orders
-- note: orders.plan ends as the last column of orders
-- note: orders.status ends as the last column of orders

-- ==== expand
-- [expand-1] let type order_status take 'by {hand}', 'shipped' too
--   strategy: instant
--   lock: none on type order_status; no table is locked
--   why: new code writes the new name before contract; PostgreSQL adds a row to a catalog
--   runs: in one transaction with its record
ALTER TYPE "public"."order_status" ADD VALUE IF NOT EXISTS 'by {hand}' AFTER 'by "hand", late';
ALTER TYPE "public"."order_status" ADD VALUE IF NOT EXISTS 'shipped' AFTER 'sent';

-- [expand-2] create the type that order_status will be
--   strategy: instant
--   lock: none on type migrate_enum__order_status; no table is locked
--   why: PostgreSQL takes no value out of a type
--   runs: in one transaction with its record
--   undo: DROP TYPE IF EXISTS "public"."migrate_enum__order_status"
CREATE TYPE "public"."migrate_enum__order_status" AS ENUM ('new', 'shipped', 'by {hand}');

-- [expand-3] add a second column of type "public"."migrate_enum__order_status"[] beside orders.past, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing order_status[] to "public"."migrate_enum__order_status"[] in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_array__orders__past" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_array__orders__past"()
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_array__orders__past" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_array__orders__past"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_array__orders__migrate_colum_5de9439df3"("public"."orders")
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "migrate_column__orders__past"
ALTER TABLE "public"."orders" ADD COLUMN "migrate_column__orders__past" "public"."migrate_enum__order_status"[];
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_enum_array__orders__migrate_colum_5de9439df3"("public"."orders") RETURNS "public"."migrate_enum__order_status"[] LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value "public"."migrate_enum__order_status"[];
BEGIN
  SELECT ((pg_catalog.array_replace(pg_catalog.array_replace(pg_catalog.array_replace("past"::text[], 'by "hand", late', 'by {hand}'), 'paused', 'new'), 'sent', 'shipped'))::"public"."migrate_enum__order_status"[]) INTO migrate_value FROM (SELECT ($1).*) AS "orders";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."orders" SET "migrate_column__orders__past" = ((pg_catalog.array_replace(pg_catalog.array_replace(pg_catalog.array_replace("past"::text[], 'by "hand", late', 'by {hand}'), 'paused', 'new'), 'sent', 'shipped'))::"public"."migrate_enum__order_status"[]) WHERE false;
CREATE VIEW migrate."migrate_asks__alter_enum_array__orders__migrate_colu_8e6d693bba" AS SELECT ((pg_catalog.array_replace(pg_catalog.array_replace(pg_catalog.array_replace("past"::text[], 'by "hand", late', 'by {hand}'), 'paused', 'new'), 'sent', 'shipped'))::"public"."migrate_enum__order_status"[]) AS value FROM (SELECT * FROM "public"."orders") AS "orders";
DO $migrate$
DECLARE
  migrate_found text;
BEGIN
  SELECT string_agg(DISTINCT f.proname::text, ', ') INTO migrate_found
  FROM pg_catalog.pg_rewrite AS r
  CROSS JOIN regexp_matches(r.ev_action::text, ':(?:op)?funcid ([0-9]+)', 'g') AS called
  JOIN pg_catalog.pg_proc AS f ON f.oid = called[1]::oid
  WHERE r.ev_class = 'migrate."migrate_asks__alter_enum_array__orders__migrate_colu_8e6d693bba"'::regclass AND f.provolatile = 'v';
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = '`(pg_catalog.array_replace(pg_catalog.array_replace(pg_catalog.array_replace("…` of orders.past calls ' || migrate_found ||
      ', which gives another value each time: trigger, fill and comparison would not agree';
  END IF;
  WITH RECURSIVE written(id) AS (
    SELECT '"public"."orders"'::regclass::oid UNION
    SELECT r.ev_class FROM written JOIN pg_catalog.pg_depend AS d ON d.refobjid = written.id
    AND d.refclassid = 'pg_class'::regclass AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid WHERE r.ev_class <> 'migrate."migrate_asks__alter_enum_array__orders__migrate_colu_8e6d693bba"'::regclass),
  writer(name) AS (
    SELECT DISTINCT CASE g.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(g.grantee)::text END
    FROM written JOIN pg_catalog.pg_class AS c ON c.oid = written.id CROSS JOIN LATERAL (
      SELECT * FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) UNION ALL
      SELECT e.* FROM pg_catalog.pg_attribute AS a, aclexplode(a.attacl) AS e
      WHERE a.attrelid = c.oid) AS g WHERE g.privilege_type IN ('INSERT', 'UPDATE')),
  needed(class, id) AS (
    SELECT DISTINCT d.refclassid, d.refobjid FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
    WHERE r.ev_class = 'migrate."migrate_asks__alter_enum_array__orders__migrate_colu_8e6d693bba"'::regclass AND d.refobjid NOT IN (r.ev_class, '"public"."orders"'::regclass))
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
      'the trigger evaluates `(pg_catalog.array_replace(pg_catalog.array_replace(pg_catalog.array_replace("…` of orders.past with the rights of whoever writes; needed: ' || migrate_found;
  END IF;
END
$migrate$;
DROP VIEW migrate."migrate_asks__alter_enum_array__orders__migrate_colu_8e6d693bba";
EXPLAIN SELECT (("migrate_column__orders__past" <> '{"shipped","shipped"}'::"public"."migrate_enum__order_status"[])) FROM "public"."orders" WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_enum_array__orders__past"() RETURNS trigger LANGUAGE plpgsql
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
    SELECT ((pg_catalog.array_replace(pg_catalog.array_replace(pg_catalog.array_replace("past"::text[], 'by "hand", late', 'by {hand}'), 'paused', 'new'), 'sent', 'shipped'))::"public"."migrate_enum__order_status"[]) INTO NEW."migrate_column__orders__past" FROM (SELECT NEW.*) AS "orders";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__orders__past" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_enum_array__orders__past" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_enum_array__orders__past' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_enum_array__orders__past"();
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__alter_enum_array__orders__past"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
BEGIN
  SELECT ((pg_catalog.array_replace(pg_catalog.array_replace("past"::text[], 'by {hand}', 'by "hand", late'), 'shipped', 'sent'))::"public"."order_status"[]) INTO NEW."past" FROM (SELECT NEW.*) AS "orders";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__alter_enum_array__orders__past" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."past"::text[] && ARRAY['by {hand}', 'shipped'])
  EXECUTE FUNCTION migrate."migrate_value_kept__alter_enum_array__orders__past"();

-- [expand-4] add a second column of type "public"."migrate_enum__order_status"[] beside orders.plan, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing order_status[] to "public"."migrate_enum__order_status"[] in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_array__orders__plan" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_array__orders__plan"()
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_array__orders__plan" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_array__orders__plan"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_array__orders__migrate_colum_4f9b7397d1"("public"."orders")
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "migrate_column__orders__plan"
ALTER TABLE "public"."orders" ADD COLUMN "migrate_column__orders__plan" "public"."migrate_enum__order_status"[];
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_enum_array__orders__migrate_colum_4f9b7397d1"("public"."orders") RETURNS "public"."migrate_enum__order_status"[] LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value "public"."migrate_enum__order_status"[];
BEGIN
  SELECT ((pg_catalog.array_replace(pg_catalog.array_replace(pg_catalog.array_replace("plan"::text[], 'by "hand", late', 'by {hand}'), 'paused', 'new'), 'sent', 'shipped'))::"public"."migrate_enum__order_status"[]) INTO migrate_value FROM (SELECT ($1).*) AS "orders";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."orders" SET "migrate_column__orders__plan" = ((pg_catalog.array_replace(pg_catalog.array_replace(pg_catalog.array_replace("plan"::text[], 'by "hand", late', 'by {hand}'), 'paused', 'new'), 'sent', 'shipped'))::"public"."migrate_enum__order_status"[]) WHERE false;
CREATE VIEW migrate."migrate_asks__alter_enum_array__orders__migrate_colu_7ce10f96cd" AS SELECT ((pg_catalog.array_replace(pg_catalog.array_replace(pg_catalog.array_replace("plan"::text[], 'by "hand", late', 'by {hand}'), 'paused', 'new'), 'sent', 'shipped'))::"public"."migrate_enum__order_status"[]) AS value FROM (SELECT * FROM "public"."orders") AS "orders";
DO $migrate$
DECLARE
  migrate_found text;
BEGIN
  SELECT string_agg(DISTINCT f.proname::text, ', ') INTO migrate_found
  FROM pg_catalog.pg_rewrite AS r
  CROSS JOIN regexp_matches(r.ev_action::text, ':(?:op)?funcid ([0-9]+)', 'g') AS called
  JOIN pg_catalog.pg_proc AS f ON f.oid = called[1]::oid
  WHERE r.ev_class = 'migrate."migrate_asks__alter_enum_array__orders__migrate_colu_7ce10f96cd"'::regclass AND f.provolatile = 'v';
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = '`(pg_catalog.array_replace(pg_catalog.array_replace(pg_catalog.array_replace("…` of orders.plan calls ' || migrate_found ||
      ', which gives another value each time: trigger, fill and comparison would not agree';
  END IF;
  WITH RECURSIVE written(id) AS (
    SELECT '"public"."orders"'::regclass::oid UNION
    SELECT r.ev_class FROM written JOIN pg_catalog.pg_depend AS d ON d.refobjid = written.id
    AND d.refclassid = 'pg_class'::regclass AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid WHERE r.ev_class <> 'migrate."migrate_asks__alter_enum_array__orders__migrate_colu_7ce10f96cd"'::regclass),
  writer(name) AS (
    SELECT DISTINCT CASE g.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(g.grantee)::text END
    FROM written JOIN pg_catalog.pg_class AS c ON c.oid = written.id CROSS JOIN LATERAL (
      SELECT * FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) UNION ALL
      SELECT e.* FROM pg_catalog.pg_attribute AS a, aclexplode(a.attacl) AS e
      WHERE a.attrelid = c.oid) AS g WHERE g.privilege_type IN ('INSERT', 'UPDATE')),
  needed(class, id) AS (
    SELECT DISTINCT d.refclassid, d.refobjid FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
    WHERE r.ev_class = 'migrate."migrate_asks__alter_enum_array__orders__migrate_colu_7ce10f96cd"'::regclass AND d.refobjid NOT IN (r.ev_class, '"public"."orders"'::regclass))
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
      'the trigger evaluates `(pg_catalog.array_replace(pg_catalog.array_replace(pg_catalog.array_replace("…` of orders.plan with the rights of whoever writes; needed: ' || migrate_found;
  END IF;
END
$migrate$;
DROP VIEW migrate."migrate_asks__alter_enum_array__orders__migrate_colu_7ce10f96cd";
EXPLAIN SELECT ((("migrate_column__orders__plan" IS NULL) OR ('shipped'::"public"."migrate_enum__order_status" = ANY ("migrate_column__orders__plan")) OR (cardinality("migrate_column__orders__plan") < 2))) FROM "public"."orders" WHERE false;
EXPLAIN SELECT (("migrate_column__orders__plan" @> '{"shipped"}'::"public"."migrate_enum__order_status"[])) FROM "public"."orders" WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_enum_array__orders__plan"() RETURNS trigger LANGUAGE plpgsql
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
    SELECT ((pg_catalog.array_replace(pg_catalog.array_replace(pg_catalog.array_replace("plan"::text[], 'by "hand", late', 'by {hand}'), 'paused', 'new'), 'sent', 'shipped'))::"public"."migrate_enum__order_status"[]) INTO NEW."migrate_column__orders__plan" FROM (SELECT NEW.*) AS "orders";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__orders__plan" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_enum_array__orders__plan" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_enum_array__orders__plan' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_enum_array__orders__plan"();
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__alter_enum_array__orders__plan"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
BEGIN
  SELECT ((pg_catalog.array_replace(pg_catalog.array_replace("plan"::text[], 'by {hand}', 'by "hand", late'), 'shipped', 'sent'))::"public"."order_status"[]) INTO NEW."plan" FROM (SELECT NEW.*) AS "orders";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__alter_enum_array__orders__plan" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."plan"::text[] && ARRAY['by {hand}', 'shipped'])
  EXECUTE FUNCTION migrate."migrate_value_kept__alter_enum_array__orders__plan"();

-- [expand-5] add a second column of type "public"."migrate_enum__order_status" beside orders.status, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing order_status to "public"."migrate_enum__order_status" in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_array__orders__status" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_array__orders__status"()
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_array__orders__status" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_array__orders__status"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_array__orders__migrate_colum_e489646a75"("public"."orders")
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "migrate_column__orders__status"
ALTER TABLE "public"."orders" ADD COLUMN "migrate_column__orders__status" "public"."migrate_enum__order_status";
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_enum_array__orders__migrate_colum_e489646a75"("public"."orders") RETURNS "public"."migrate_enum__order_status" LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value "public"."migrate_enum__order_status";
BEGIN
  SELECT ((CASE "status"::text WHEN 'by "hand", late' THEN 'by {hand}' WHEN 'paused' THEN 'new' WHEN 'sent' THEN 'shipped' ELSE "status"::text END)::"public"."migrate_enum__order_status") INTO migrate_value FROM (SELECT ($1).*) AS "orders";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."orders" SET "migrate_column__orders__status" = ((CASE "status"::text WHEN 'by "hand", late' THEN 'by {hand}' WHEN 'paused' THEN 'new' WHEN 'sent' THEN 'shipped' ELSE "status"::text END)::"public"."migrate_enum__order_status") WHERE false;
EXPLAIN SELECT ((CASE "status"::text WHEN 'by "hand", late' THEN 'by {hand}' WHEN 'paused' THEN 'new' WHEN 'sent' THEN 'shipped' ELSE "status"::text END)::"public"."migrate_enum__order_status") AS value FROM (SELECT * FROM "public"."orders") AS "orders";
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_enum_array__orders__status"() RETURNS trigger LANGUAGE plpgsql
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
    SELECT ((CASE "status"::text WHEN 'by "hand", late' THEN 'by {hand}' WHEN 'paused' THEN 'new' WHEN 'sent' THEN 'shipped' ELSE "status"::text END)::"public"."migrate_enum__order_status") INTO NEW."migrate_column__orders__status" FROM (SELECT NEW.*) AS "orders";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__orders__status" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_enum_array__orders__status" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_enum_array__orders__status' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_enum_array__orders__status"();
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__alter_enum_array__orders__status"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
BEGIN
  SELECT ((CASE "status"::text WHEN 'by {hand}' THEN 'by "hand", late' WHEN 'shipped' THEN 'sent' ELSE "status"::text END)::"public"."order_status") INTO NEW."status" FROM (SELECT NEW.*) AS "orders";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__alter_enum_array__orders__status" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."status"::text IN ('by {hand}', 'shipped'))
  EXECUTE FUNCTION migrate."migrate_value_kept__alter_enum_array__orders__status"();

-- ==== backfill
-- [backfill-1] look for rows whose orders.past holds 'never'
--   lock: ACCESS SHARE on orders, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."orders"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "past"::text[] && ARRAY['never']
LIMIT 5;

-- [backfill-2] fill the second column of orders.past
--   strategy: in place
--   lock: ROW EXCLUSIVE on orders, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_enum_array__orders__past';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."orders" SET "migrate_column__orders__past" = migrate."migrate_row__alter_enum_array__orders__migrate_colum_5de9439df3"("orders".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__orders__past")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_array__orders__migrate_colum_5de9439df3"("orders".*))::record;

-- [backfill-3] compare the second column of orders.past with the first
--   lock: ACCESS SHARE on orders, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."orders"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__orders__past")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_array__orders__migrate_colum_5de9439df3"("orders".*))::record
LIMIT 5;

-- [backfill-4] require for the second column what orders_no_loop does for past
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; NOT VALID: no row is read
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_no_loop"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__orders_no_loop" CHECK (("migrate_column__orders__past" <> '{"shipped","shipped"}'::"public"."migrate_enum__order_status"[])) NOT VALID;

-- [backfill-5] prove that what orders_no_loop requires holds in the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__orders_no_loop";

-- [backfill-6] build for the second column what orders_past is for past
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name orders_past
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders__orders_past"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_past"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_past"
CREATE INDEX CONCURRENTLY "migrate_new__orders__orders_past" ON "public"."orders" USING gin ("migrate_column__orders__past");

-- [backfill-7] see that nothing built on the second column reads orders.past
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: what still reads the old column would go with it
--   expects: no row
SELECT DISTINCT coalesce(k.conname, x.relname) AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'past'
  AND coalesce(k.conname, x.relname) IN ('migrate_new__orders__orders_no_loop', 'migrate_new__orders__orders_past');

-- [backfill-8] gather statistics for the second column of orders.past
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."orders" ("migrate_column__orders__past");

-- [backfill-9] look for rows whose orders.plan holds 'never'
--   lock: ACCESS SHARE on orders, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."orders"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "plan"::text[] && ARRAY['never']
LIMIT 5;

-- [backfill-10] fill the second column of orders.plan
--   strategy: in place
--   lock: ROW EXCLUSIVE on orders, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_enum_array__orders__plan';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."orders" SET "migrate_column__orders__plan" = migrate."migrate_row__alter_enum_array__orders__migrate_colum_4f9b7397d1"("orders".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__orders__plan")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_array__orders__migrate_colum_4f9b7397d1"("orders".*))::record;

-- [backfill-11] compare the second column of orders.plan with the first
--   lock: ACCESS SHARE on orders, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."orders"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__orders__plan")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_array__orders__migrate_colum_4f9b7397d1"("orders".*))::record
LIMIT 5;

-- [backfill-12] require for the second column what orders_plan does for plan
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; NOT VALID: no row is read
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_plan"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__orders_plan" CHECK ((("migrate_column__orders__plan" IS NULL) OR ('shipped'::"public"."migrate_enum__order_status" = ANY ("migrate_column__orders__plan")) OR (cardinality("migrate_column__orders__plan") < 2))) NOT VALID;

-- [backfill-13] prove that what orders_plan requires holds in the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__orders_plan";

-- [backfill-14] build for the second column what orders_sent is for plan
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name orders_sent
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders__orders_sent"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_sent"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_sent"
CREATE INDEX CONCURRENTLY "migrate_new__orders__orders_sent" ON "public"."orders" USING btree (id) WHERE ("migrate_column__orders__plan" @> '{"shipped"}'::"public"."migrate_enum__order_status"[]);

-- [backfill-15] see that nothing built on the second column reads orders.plan
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: what still reads the old column would go with it
--   expects: no row
SELECT DISTINCT coalesce(k.conname, x.relname) AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'plan'
  AND coalesce(k.conname, x.relname) IN ('migrate_new__orders__orders_plan', 'migrate_new__orders__orders_sent');

-- [backfill-16] gather statistics for the second column of orders.plan
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."orders" ("migrate_column__orders__plan");

-- [backfill-17] look for rows whose orders.status is 'never'
--   lock: ACCESS SHARE on orders, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."orders"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "status"::text IN ('never')
LIMIT 5;

-- [backfill-18] fill the second column of orders.status
--   strategy: in place
--   lock: ROW EXCLUSIVE on orders, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_enum_array__orders__status';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."orders" SET "migrate_column__orders__status" = migrate."migrate_row__alter_enum_array__orders__migrate_colum_e489646a75"("orders".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__orders__status")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_array__orders__migrate_colum_e489646a75"("orders".*))::record;

-- [backfill-19] compare the second column of orders.status with the first
--   lock: ACCESS SHARE on orders, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."orders"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__orders__status")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_array__orders__migrate_colum_e489646a75"("orders".*))::record
LIMIT 5;

-- [backfill-20] gather statistics for the second column of orders.status
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."orders" ("migrate_column__orders__status");

-- ==== contract
-- [contract-1] look for rows whose orders.past holds 'never', again
--   lock: ACCESS SHARE on orders, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."orders"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "past"::text[] && ARRAY['never']
LIMIT 5;

-- [contract-2] compare the second column of orders.past with the first again
--   lock: ACCESS SHARE on orders, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."orders"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__orders__past")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_array__orders__migrate_colum_5de9439df3"("orders".*))::record
LIMIT 5;

-- [contract-3] look for rows whose orders.plan holds 'never', again
--   lock: ACCESS SHARE on orders, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."orders"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "plan"::text[] && ARRAY['never']
LIMIT 5;

-- [contract-4] compare the second column of orders.plan with the first again
--   lock: ACCESS SHARE on orders, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."orders"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__orders__plan")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_array__orders__migrate_colum_4f9b7397d1"("orders".*))::record
LIMIT 5;

-- [contract-5] look for rows whose orders.status is 'never', again
--   lock: ACCESS SHARE on orders, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."orders"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "status"::text IN ('never')
LIMIT 5;

-- [contract-6] compare the second column of orders.status with the first again
--   lock: ACCESS SHARE on orders, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."orders"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__orders__status")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_array__orders__migrate_colum_e489646a75"("orders".*))::record
LIMIT 5;

-- [contract-7] require the second column of orders.past for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__not_null past"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__not_null past" CHECK ("migrate_column__orders__past" IS NOT NULL) NOT VALID;

-- [contract-8] prove that the second column of orders.past holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__not_null past";

-- [contract-9] make the second column of orders.past NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__past" SET NOT NULL;
ALTER TABLE "public"."orders" DROP CONSTRAINT "migrate_new__orders__not_null past";

-- [contract-10] require the second column of orders.status for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__not_null status"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__not_null status" CHECK ("migrate_column__orders__status" IS NOT NULL) NOT VALID;

-- [contract-11] prove that the second column of orders.status holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__not_null status";

-- [contract-12] make the second column of orders.status NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__status" SET NOT NULL;
ALTER TABLE "public"."orders" DROP CONSTRAINT "migrate_new__orders__not_null status";

-- [contract-13] look for what else is built on orders.past
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'past'
  AND o.identity NOT IN ('public.orders_past', 'orders_no_loop on public.orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-14] look for what else is built on orders.plan
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'plan'
  AND o.identity NOT IN ('public.orders_sent', 'orders_plan on public.orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-15] look for what else is built on orders.status
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'status'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-16] put the new type in the place of order_status
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; names change; no row is read, no index is built
--   why: columns and type in one transaction: a cast to the type by its name means the columns' type at any moment
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."orders"') AND a.attname = 'past') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column orders.past since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."orders"') AND a.attname = 'plan') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column orders.plan since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."orders"') AND a.attname = 'status') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column orders.status since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
SET LOCAL lock_timeout = '50ms';
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'past'
  AND o.identity NOT IN ('public.orders_past', 'orders_no_loop on public.orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.past since it was looked for: ' || migrate_built;
  END IF;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'plan'
  AND o.identity NOT IN ('public.orders_sent', 'orders_plan on public.orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.plan since it was looked for: ' || migrate_built;
  END IF;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'status'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.status since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_array__orders__past" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_array__orders__past"();
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_array__orders__past" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_array__orders__past"();
ALTER TABLE "public"."orders" RENAME COLUMN "past" TO "migrate_between__orders__past";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__past" TO "past";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__past" TO "migrate_column__orders__past";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_no_loop" TO "migrate_old__orders__orders_no_loop";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__orders_no_loop" TO "orders_no_loop";
ALTER INDEX "public"."orders_past" RENAME TO "migrate_old__orders__orders_past";
ALTER INDEX "public"."migrate_new__orders__orders_past" RENAME TO "orders_past";
ALTER TABLE "public"."orders_past" RENAME COLUMN "migrate_column__orders__past" TO "past";
ALTER TABLE "public"."orders" ALTER COLUMN "past" SET DEFAULT '{}'::"public"."migrate_enum__order_status"[];
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__past" DROP DEFAULT;
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_array__orders__migrate_colum_5de9439df3"("public"."orders");
ALTER TABLE "public"."orders" DROP COLUMN "migrate_column__orders__past";
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_array__orders__plan" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_array__orders__plan"();
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_array__orders__plan" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_array__orders__plan"();
ALTER TABLE "public"."orders" RENAME COLUMN "plan" TO "migrate_between__orders__plan";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__plan" TO "plan";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__plan" TO "migrate_column__orders__plan";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_plan" TO "migrate_old__orders__orders_plan";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__orders_plan" TO "orders_plan";
ALTER INDEX "public"."orders_sent" RENAME TO "migrate_old__orders__orders_sent";
ALTER INDEX "public"."migrate_new__orders__orders_sent" RENAME TO "orders_sent";
ALTER TABLE "public"."orders" ALTER COLUMN "plan" SET DEFAULT '{"new","by {hand}","shipped"}'::"public"."migrate_enum__order_status"[];
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__plan" DROP DEFAULT;
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_array__orders__migrate_colum_4f9b7397d1"("public"."orders");
ALTER TABLE "public"."orders" DROP COLUMN "migrate_column__orders__plan";
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_array__orders__status" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_array__orders__status"();
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_array__orders__status" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_array__orders__status"();
ALTER TABLE "public"."orders" RENAME COLUMN "status" TO "migrate_between__orders__status";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__status" TO "status";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__status" TO "migrate_column__orders__status";
ALTER TABLE "public"."orders" ALTER COLUMN "status" SET DEFAULT 'new'::"public"."migrate_enum__order_status";
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__status" DROP DEFAULT;
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_array__orders__migrate_colum_e489646a75"("public"."orders");
ALTER TABLE "public"."orders" DROP COLUMN "migrate_column__orders__status";
DROP TYPE "public"."order_status";
ALTER TYPE "public"."migrate_enum__order_status" RENAME TO "order_status";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('order_status') IN lower(p.prosrc)) > 0
      OR position(lower('past') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass))
      OR position(lower('plan') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass))
      OR position(lower('status') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
