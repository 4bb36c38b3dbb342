-- migration: alter_enum_rename
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
-- note: from expand on new code may write 'packed' to Moves.From, Moves.To, orders.status, and old code reads what new code writes: it must bear a value that it does not know
-- note: rollback leaves 'packed' in type order_status, and the rows that hold it: PostgreSQL takes no value out of a type
-- note: Moves.From, Moves.To, orders.status: until contract 'it's shipped' is taken too and stored as 'sent', so that old code reads only what it knows; new code must read both (…::text IN ('sent', 'it's shipped')); from contract on rows hold 'it's shipped', and 'sent' is an error
-- note: rollback leaves the new names in type order_status, which no row holds: PostgreSQL takes no value out of a type
-- note: from contract on type order_status is another one of the same name: a session that has prepared statements with parameters of the type must prepare them again, a driver that remembers its OID must look it up again; PL/pgSQL functions that mention it are altered to what they are, so that open sessions read them anew (not those of other roles); their text is not changed
-- note: Moves.From ends as the last column of Moves
-- note: Moves.To ends as the last column of Moves
-- note: orders.status ends as the last column of orders

-- ==== expand
-- [expand-1] add 'packed' to type order_status
--   strategy: instant
--   lock: none on type order_status; no table is locked
--   why: PostgreSQL adds a row to a catalog: no table is read, none is written
--   runs: in one transaction with its record
ALTER TYPE "public"."order_status" ADD VALUE IF NOT EXISTS 'packed' BEFORE 'sent';

-- [expand-2] let type order_status take 'it's shipped' too
--   strategy: instant
--   lock: none on type order_status; no table is locked
--   why: new code writes the new name before contract; PostgreSQL adds a row to a catalog
--   runs: in one transaction with its record
ALTER TYPE "public"."order_status" ADD VALUE IF NOT EXISTS 'it''s shipped' AFTER 'sent';

-- [expand-3] create the type that order_status will be
--   strategy: instant
--   lock: none on type migrate_enum__order_status; no table is locked
--   why: PostgreSQL takes no value out of a type
--   runs: in one transaction with its record
--   undo: DROP TYPE IF EXISTS "public"."migrate_enum__order_status"
CREATE TYPE "public"."migrate_enum__order_status" AS ENUM ('new', 'packed', 'it''s shipped', 'lost');
COMMENT ON TYPE "public"."migrate_enum__order_status" IS 'how far an order is';

-- [expand-4] add a second column of type "public"."migrate_enum__order_status" beside Moves.From, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on Moves, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing order_status to "public"."migrate_enum__order_status" in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_rename__Moves__From" ON "public"."Moves"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_rename__Moves__From"()
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_rename__Moves__From" ON "public"."Moves"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_rename__Moves__From"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_rename__Moves__migrate_colum_8ed10713f4"("public"."Moves")
--   undo: ALTER TABLE IF EXISTS "public"."Moves" DROP COLUMN IF EXISTS "migrate_column__Moves__From"
ALTER TABLE "public"."Moves" ADD COLUMN "migrate_column__Moves__From" "public"."migrate_enum__order_status";
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_enum_rename__Moves__migrate_colum_8ed10713f4"("public"."Moves") RETURNS "public"."migrate_enum__order_status" LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value "public"."migrate_enum__order_status";
BEGIN
  SELECT ((CASE "From"::text WHEN 'sent' THEN 'it''s shipped' ELSE "From"::text END)::"public"."migrate_enum__order_status") INTO migrate_value FROM (SELECT ($1).*) AS "Moves";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."Moves" SET "migrate_column__Moves__From" = ((CASE "From"::text WHEN 'sent' THEN 'it''s shipped' ELSE "From"::text END)::"public"."migrate_enum__order_status") WHERE false;
EXPLAIN SELECT ((CASE "From"::text WHEN 'sent' THEN 'it''s shipped' ELSE "From"::text END)::"public"."migrate_enum__order_status") AS value FROM (SELECT * FROM "public"."Moves") AS "Moves";
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_enum_rename__Moves__From"() RETURNS trigger LANGUAGE plpgsql
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
    SELECT ((CASE "From"::text WHEN 'sent' THEN 'it''s shipped' ELSE "From"::text END)::"public"."migrate_enum__order_status") INTO NEW."migrate_column__Moves__From" FROM (SELECT NEW.*) AS "Moves";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__Moves__From" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_enum_rename__Moves__From" BEFORE INSERT OR UPDATE ON "public"."Moves" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_enum_rename__Moves__From' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_enum_rename__Moves__From"();
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__alter_enum_rename__Moves__From"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
BEGIN
  SELECT ((CASE "From"::text WHEN 'it''s shipped' THEN 'sent' ELSE "From"::text END)::"public"."order_status") INTO NEW."From" FROM (SELECT NEW.*) AS "Moves";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__alter_enum_rename__Moves__From" BEFORE INSERT OR UPDATE ON "public"."Moves" FOR EACH ROW
  WHEN (NEW."From"::text IN ('it''s shipped'))
  EXECUTE FUNCTION migrate."migrate_value_kept__alter_enum_rename__Moves__From"();

-- [expand-5] add a second column of type "public"."migrate_enum__order_status" beside Moves.To, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on Moves, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing order_status to "public"."migrate_enum__order_status" in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_rename__Moves__To" ON "public"."Moves"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_rename__Moves__To"()
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_rename__Moves__To" ON "public"."Moves"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_rename__Moves__To"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_rename__Moves__migrate_colum_353130db70"("public"."Moves")
--   undo: ALTER TABLE IF EXISTS "public"."Moves" DROP COLUMN IF EXISTS "migrate_column__Moves__To"
ALTER TABLE "public"."Moves" ADD COLUMN "migrate_column__Moves__To" "public"."migrate_enum__order_status";
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_enum_rename__Moves__migrate_colum_353130db70"("public"."Moves") RETURNS "public"."migrate_enum__order_status" LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value "public"."migrate_enum__order_status";
BEGIN
  SELECT ((CASE "To"::text WHEN 'sent' THEN 'it''s shipped' ELSE "To"::text END)::"public"."migrate_enum__order_status") INTO migrate_value FROM (SELECT ($1).*) AS "Moves";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."Moves" SET "migrate_column__Moves__To" = ((CASE "To"::text WHEN 'sent' THEN 'it''s shipped' ELSE "To"::text END)::"public"."migrate_enum__order_status") WHERE false;
EXPLAIN SELECT ((CASE "To"::text WHEN 'sent' THEN 'it''s shipped' ELSE "To"::text END)::"public"."migrate_enum__order_status") AS value FROM (SELECT * FROM "public"."Moves") AS "Moves";
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_enum_rename__Moves__To"() RETURNS trigger LANGUAGE plpgsql
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
    SELECT ((CASE "To"::text WHEN 'sent' THEN 'it''s shipped' ELSE "To"::text END)::"public"."migrate_enum__order_status") INTO NEW."migrate_column__Moves__To" FROM (SELECT NEW.*) AS "Moves";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__Moves__To" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_enum_rename__Moves__To" BEFORE INSERT OR UPDATE ON "public"."Moves" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_enum_rename__Moves__To' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_enum_rename__Moves__To"();
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__alter_enum_rename__Moves__To"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
BEGIN
  SELECT ((CASE "To"::text WHEN 'it''s shipped' THEN 'sent' ELSE "To"::text END)::"public"."order_status") INTO NEW."To" FROM (SELECT NEW.*) AS "Moves";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__alter_enum_rename__Moves__To" BEFORE INSERT OR UPDATE ON "public"."Moves" FOR EACH ROW
  WHEN (NEW."To"::text IN ('it''s shipped'))
  EXECUTE FUNCTION migrate."migrate_value_kept__alter_enum_rename__Moves__To"();

-- [expand-6] add a second column of type "public"."migrate_enum__order_status" beside orders.status, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing order_status to "public"."migrate_enum__order_status" in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_rename__orders__status" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_rename__orders__status"()
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_rename__orders__status" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_rename__orders__status"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_rename__orders__migrate_colu_707ed71981"("public"."orders")
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "migrate_column__orders__status"
ALTER TABLE "public"."orders" ADD COLUMN "migrate_column__orders__status" "public"."migrate_enum__order_status";
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_enum_rename__orders__migrate_colu_707ed71981"("public"."orders") RETURNS "public"."migrate_enum__order_status" LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value "public"."migrate_enum__order_status";
BEGIN
  SELECT ((CASE "status"::text WHEN 'sent' THEN 'it''s shipped' ELSE "status"::text END)::"public"."migrate_enum__order_status") INTO migrate_value FROM (SELECT ($1).*) AS "orders";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."orders" SET "migrate_column__orders__status" = ((CASE "status"::text WHEN 'sent' THEN 'it''s shipped' ELSE "status"::text END)::"public"."migrate_enum__order_status") WHERE false;
EXPLAIN SELECT ((CASE "status"::text WHEN 'sent' THEN 'it''s shipped' ELSE "status"::text END)::"public"."migrate_enum__order_status") AS value FROM (SELECT * FROM "public"."orders") AS "orders";
EXPLAIN SELECT (("migrate_column__orders__status" = ANY (ARRAY['new'::"public"."migrate_enum__order_status", 'it''s shipped'::"public"."migrate_enum__order_status", 'lost'::"public"."migrate_enum__order_status"]))) FROM "public"."orders" WHERE false;
EXPLAIN SELECT ((("migrate_column__orders__status" <> 'lost'::"public"."migrate_enum__order_status") OR (note IS NOT NULL))) FROM "public"."orders" WHERE false;
EXPLAIN SELECT (("migrate_column__orders__status" = 'it''s shipped'::"public"."migrate_enum__order_status")) FROM "public"."orders" WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_enum_rename__orders__status"() RETURNS trigger LANGUAGE plpgsql
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
    SELECT ((CASE "status"::text WHEN 'sent' THEN 'it''s shipped' ELSE "status"::text END)::"public"."migrate_enum__order_status") INTO NEW."migrate_column__orders__status" FROM (SELECT NEW.*) AS "orders";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__orders__status" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_enum_rename__orders__status" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_enum_rename__orders__status' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_enum_rename__orders__status"();
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__alter_enum_rename__orders__status"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
BEGIN
  SELECT ((CASE "status"::text WHEN 'it''s shipped' THEN 'sent' ELSE "status"::text END)::"public"."order_status") INTO NEW."status" FROM (SELECT NEW.*) AS "orders";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__alter_enum_rename__orders__status" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."status"::text IN ('it''s shipped'))
  EXECUTE FUNCTION migrate."migrate_value_kept__alter_enum_rename__orders__status"();

-- ==== backfill
-- [backfill-1] fill the second column of Moves.From
--   strategy: in place
--   lock: ROW EXCLUSIVE on Moves, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table Moves by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."Moves" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."Moves" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."Moves" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_enum_rename__Moves__From';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."Moves" SET "migrate_column__Moves__From" = migrate."migrate_row__alter_enum_rename__Moves__migrate_colum_8ed10713f4"("Moves".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__Moves__From")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_rename__Moves__migrate_colum_8ed10713f4"("Moves".*))::record;

-- [backfill-2] compare the second column of Moves.From with the first
--   lock: ACCESS SHARE on Moves, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table Moves by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."Moves" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."Moves" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."Moves" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."Moves"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__Moves__From")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_rename__Moves__migrate_colum_8ed10713f4"("Moves".*))::record
LIMIT 5;

-- [backfill-3] gather statistics for the second column of Moves.From
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on Moves, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."Moves" ("migrate_column__Moves__From");

-- [backfill-4] fill the second column of Moves.To
--   strategy: in place
--   lock: ROW EXCLUSIVE on Moves, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table Moves by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."Moves" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."Moves" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."Moves" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_enum_rename__Moves__To';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."Moves" SET "migrate_column__Moves__To" = migrate."migrate_row__alter_enum_rename__Moves__migrate_colum_353130db70"("Moves".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__Moves__To")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_rename__Moves__migrate_colum_353130db70"("Moves".*))::record;

-- [backfill-5] compare the second column of Moves.To with the first
--   lock: ACCESS SHARE on Moves, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table Moves by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."Moves" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."Moves" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."Moves" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."Moves"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__Moves__To")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_rename__Moves__migrate_colum_353130db70"("Moves".*))::record
LIMIT 5;

-- [backfill-6] look for duplicates that Moves_To_key would refuse
--   lock: ACCESS SHARE on Moves, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "migrate_column__Moves__To", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."Moves"
    WHERE "migrate_column__Moves__To" IS NOT DISTINCT FROM migrate_twice.key_1
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "migrate_column__Moves__To" AS key_1, count(*) AS rows FROM "public"."Moves"
  WHERE "migrate_column__Moves__To" IS NOT NULL
  GROUP BY "migrate_column__Moves__To" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-7] build for the second column what Moves_To_key is for To
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on Moves, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name Moves_To_key
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__Moves__Moves_To_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__Moves__Moves_To_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__Moves__Moves_To_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__Moves__Moves_To_key" ON "public"."Moves" USING btree ("migrate_column__Moves__To");

-- [backfill-8] make the second column unique by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on Moves, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."Moves" DROP CONSTRAINT IF EXISTS "migrate_new__Moves__Moves_To_key"
ALTER TABLE "public"."Moves" ADD CONSTRAINT "migrate_new__Moves__Moves_To_key" UNIQUE USING INDEX "migrate_new__Moves__Moves_To_key";

-- [backfill-9] gather statistics for the second column of Moves.To
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on Moves, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."Moves" ("migrate_column__Moves__To");

-- [backfill-10] fill the second column of orders.status
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
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_enum_rename__orders__status';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."orders" SET "migrate_column__orders__status" = migrate."migrate_row__alter_enum_rename__orders__migrate_colu_707ed71981"("orders".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__orders__status")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_rename__orders__migrate_colu_707ed71981"("orders".*))::record;

-- [backfill-11] compare the second column of orders.status with the first
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
  AND ROW("migrate_column__orders__status")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_rename__orders__migrate_colu_707ed71981"("orders".*))::record
LIMIT 5;

-- [backfill-12] require for the second column what orders_known does for status
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; NOT VALID: no row is read
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_known"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__orders_known" CHECK (("migrate_column__orders__status" = ANY (ARRAY['new'::"public"."migrate_enum__order_status", 'it''s shipped'::"public"."migrate_enum__order_status", 'lost'::"public"."migrate_enum__order_status"]))) NOT VALID;

-- [backfill-13] prove that what orders_known requires holds in the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__orders_known";

-- [backfill-14] require for the second column what orders_status_check does for status
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; NOT VALID: no row is read
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_status_check"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__orders_status_check" CHECK ((("migrate_column__orders__status" <> 'lost'::"public"."migrate_enum__order_status") OR (note IS NOT NULL))) NOT VALID;

-- [backfill-15] prove that what orders_status_check requires holds in the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__orders_status_check";

-- [backfill-16] build for the second column what orders_sent is for status
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name orders_sent
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders__orders_sent"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_sent"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_sent"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders__orders_sent" ON "public"."orders" USING btree (id) INCLUDE (note) WHERE ("migrate_column__orders__status" = 'it''s shipped'::"public"."migrate_enum__order_status");

-- [backfill-17] build for the second column what orders_status is for status
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name orders_status
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders__orders_status"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_status"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_status"
CREATE INDEX CONCURRENTLY "migrate_new__orders__orders_status" ON "public"."orders" USING btree ("migrate_column__orders__status", id);

-- [backfill-18] see that nothing built on the second column reads orders.status
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: what still reads the old column would go with it
--   expects: no row
SELECT DISTINCT coalesce(k.conname, x.relname) AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'status'
  AND coalesce(k.conname, x.relname) IN ('migrate_new__orders__orders_known', 'migrate_new__orders__orders_status_check', 'migrate_new__orders__orders_sent', 'migrate_new__orders__orders_status');

-- [backfill-19] gather statistics for the second column of orders.status
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."orders" ("migrate_column__orders__status");

-- ==== contract
-- [contract-1] compare the second column of Moves.From with the first again
--   lock: ACCESS SHARE on Moves, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table Moves by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."Moves" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."Moves" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."Moves" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."Moves"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__Moves__From")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_rename__Moves__migrate_colum_8ed10713f4"("Moves".*))::record
LIMIT 5;

-- [contract-2] compare the second column of Moves.To with the first again
--   lock: ACCESS SHARE on Moves, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table Moves by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."Moves" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."Moves" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."Moves" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."Moves"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__Moves__To")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_rename__Moves__migrate_colum_353130db70"("Moves".*))::record
LIMIT 5;

-- [contract-3] compare the second column of orders.status with the first again
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
  AND ROW("migrate_column__orders__status")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_rename__orders__migrate_colu_707ed71981"("orders".*))::record
LIMIT 5;

-- [contract-4] require the second column of orders.status for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__not_null status"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__not_null status" CHECK ("migrate_column__orders__status" IS NOT NULL) NOT VALID;

-- [contract-5] prove that the second column of orders.status holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__not_null status";

-- [contract-6] make the second column of orders.status NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__status" SET NOT NULL;
ALTER TABLE "public"."orders" DROP CONSTRAINT "migrate_new__orders__not_null status";

-- [contract-7] look for what else is built on Moves.From
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."Moves"'::regclass AND a.attname = 'From'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-8] look for what else is built on Moves.To
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."Moves"'::regclass AND a.attname = 'To'
  AND o.identity NOT IN ('"Moves_To_key" on public."Moves"')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-9] look for what else is built on orders.status
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'status'
  AND o.identity NOT IN ('public.orders_sent', 'public.orders_status', 'orders_known on public.orders', 'orders_status_check on public.orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-10] put the new type in the place of order_status
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on Moves, orders, milliseconds: catalog only; names change; no row is read, no index is built
--   why: columns and type in one transaction: a cast to the type by its name means the columns' type at any moment
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."Moves", "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."Moves"') AND a.attname = 'From') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column Moves.From since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."Moves"') AND a.attname = 'To') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column Moves.To since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
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
DO $migrate$
BEGIN
  LOCK TABLE "public"."Moves" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."Moves" IN ACCESS EXCLUSIVE MODE;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."Moves"'::regclass AND a.attname = 'From'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on Moves.From since it was looked for: ' || migrate_built;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."Moves"'::regclass AND a.attname = 'To'
  AND o.identity NOT IN ('"Moves_To_key" on public."Moves"')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on Moves.To since it was looked for: ' || migrate_built;
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
  AND o.identity NOT IN ('public.orders_sent', 'public.orders_status', 'orders_known on public.orders', 'orders_status_check on public.orders')
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
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_rename__Moves__From" ON "public"."Moves";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_rename__Moves__From"();
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_rename__Moves__From" ON "public"."Moves";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_rename__Moves__From"();
ALTER TABLE "public"."Moves" RENAME COLUMN "From" TO "migrate_between__Moves__From";
ALTER TABLE "public"."Moves" RENAME COLUMN "migrate_column__Moves__From" TO "From";
ALTER TABLE "public"."Moves" RENAME COLUMN "migrate_between__Moves__From" TO "migrate_column__Moves__From";
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_rename__Moves__migrate_colum_8ed10713f4"("public"."Moves");
ALTER TABLE "public"."Moves" DROP COLUMN "migrate_column__Moves__From";
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_rename__Moves__To" ON "public"."Moves";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_rename__Moves__To"();
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_rename__Moves__To" ON "public"."Moves";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_rename__Moves__To"();
ALTER TABLE "public"."Moves" RENAME COLUMN "To" TO "migrate_between__Moves__To";
ALTER TABLE "public"."Moves" RENAME COLUMN "migrate_column__Moves__To" TO "To";
ALTER TABLE "public"."Moves" RENAME COLUMN "migrate_between__Moves__To" TO "migrate_column__Moves__To";
ALTER TABLE "public"."Moves" RENAME CONSTRAINT "Moves_To_key" TO "migrate_old__Moves__Moves_To_key";
ALTER TABLE "public"."Moves" RENAME CONSTRAINT "migrate_new__Moves__Moves_To_key" TO "Moves_To_key";
ALTER TABLE "public"."Moves_To_key" RENAME COLUMN "migrate_column__Moves__To" TO "To";
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_rename__Moves__migrate_colum_353130db70"("public"."Moves");
ALTER TABLE "public"."Moves" DROP COLUMN "migrate_column__Moves__To";
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_rename__orders__status" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_rename__orders__status"();
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_rename__orders__status" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_rename__orders__status"();
ALTER TABLE "public"."orders" RENAME COLUMN "status" TO "migrate_between__orders__status";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__status" TO "status";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__status" TO "migrate_column__orders__status";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_known" TO "migrate_old__orders__orders_known";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__orders_known" TO "orders_known";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_status_check" TO "migrate_old__orders__orders_status_check";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__orders_status_check" TO "orders_status_check";
ALTER INDEX "public"."orders_sent" RENAME TO "migrate_old__orders__orders_sent";
ALTER INDEX "public"."migrate_new__orders__orders_sent" RENAME TO "orders_sent";
ALTER INDEX "public"."orders_status" RENAME TO "migrate_old__orders__orders_status";
ALTER INDEX "public"."migrate_new__orders__orders_status" RENAME TO "orders_status";
ALTER TABLE "public"."orders_status" RENAME COLUMN "migrate_column__orders__status" TO "status";
ALTER TABLE "public"."orders" ALTER COLUMN "status" SET DEFAULT 'it''s shipped'::"public"."migrate_enum__order_status";
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__status" DROP DEFAULT;
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_rename__orders__migrate_colu_707ed71981"("public"."orders");
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
      OR position(lower('From') IN lower(p.prosrc)) > 0 AND (position(lower('Moves') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."Moves"'::regclass))
      OR position(lower('To') IN lower(p.prosrc)) > 0 AND (position(lower('Moves') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."Moves"'::regclass))
      OR position(lower('status') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
