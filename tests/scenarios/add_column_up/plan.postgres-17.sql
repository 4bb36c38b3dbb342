-- migration: add_column_up
-- description: A NOT NULL column derived from others until somebody sets it
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
-- note: a row for which `up` of orders.total raises an error or gives NULL is stored with NULL until backfill has ended, which names such rows; from then on it is refused, from old code too

-- ==== expand
-- [expand-1] add orders.total, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__add_column_up__orders__total" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__add_column_up__orders__total"()
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "total"
--   loss: values of orders.total, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."orders" WHERE NOT ("total" IS NOT DISTINCT FROM NULL) AND ROW("total")::record OPERATOR(pg_catalog.*<>) ROW(CAST((price * quantity) AS INTEGER))::record LIMIT 1000) AS found
ALTER TABLE "public"."orders" ADD COLUMN "total" INTEGER;
EXPLAIN UPDATE "public"."orders" SET "total" = (price * quantity) WHERE false;
EXPLAIN SELECT (price * quantity) AS value FROM (SELECT * FROM "public"."orders") AS "orders";
CREATE OR REPLACE FUNCTION migrate."migrate_value__add_column_up__orders__total"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."total" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (price * quantity) INTO NEW."total" FROM (SELECT NEW.*) AS "orders";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."total" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      SELECT (price * quantity) INTO NEW."total" FROM (SELECT NEW.*) AS "orders";
    EXCEPTION WHEN others THEN
      NULL;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."total")::record OPERATOR(pg_catalog.*=) ROW(OLD."total")::record THEN
    migrate_follows := OLD."total" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (price * quantity) INTO migrate_was."total" FROM (SELECT OLD.*) AS "orders";
        migrate_follows := ROW(OLD."total")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."total")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (price * quantity) INTO NEW."total" FROM (SELECT NEW.*) AS "orders";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."total" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__add_column_up__orders__total" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__add_column_up__orders__total' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__add_column_up__orders__total"();

-- ==== backfill
-- [backfill-1] fill orders.total
--   strategy: in place
--   lock: ROW EXCLUSIVE on orders, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
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
SET LOCAL migrate.backfill = 'zz_migrate_value__add_column_up__orders__total';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."orders" SET "total" = (price * quantity)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "total" IS NOT DISTINCT FROM NULL;

-- [backfill-2] look for rows without orders.total
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
  AND "total" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-3] require orders.total for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_not_null__orders__total"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_not_null__orders__total" CHECK ("total" IS NOT NULL) NOT VALID;

-- [backfill-4] prove that orders.total holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_not_null__orders__total";

-- [backfill-5] make orders.total NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" ALTER COLUMN "total" SET NOT NULL;
ALTER TABLE "public"."orders" DROP CONSTRAINT "migrate_not_null__orders__total";

-- ==== contract
-- [contract-1] stop deriving orders.total
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__add_column_up__orders__total" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_value__add_column_up__orders__total"();
