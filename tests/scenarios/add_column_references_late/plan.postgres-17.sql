-- migration: add_column_references_late
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
-- note: a row for which `up` of shops.region raises an error or gives NULL is stored with NULL until backfill has ended, which names such rows; from then on it is refused, from old code too

-- ==== expand
-- [expand-1] look for rows of shops whose region would break constraint shops_region
--   lock: ACCESS SHARE on shops, regions, while the table is read once; reads and writes go on
--   why: old code leaves the column out: what it gets then must not be refused
--   expects: no row
SELECT "id", "region" FROM (SELECT "shops".*, CAST((CASE WHEN id = 1 THEN 'w' ELSE 's' END) AS varchar(5)) AS "region" FROM "public"."shops") AS "shops"
WHERE ("shops"."region" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."regions" AS migrate_parent WHERE migrate_parent."code" = "shops"."region"))
LIMIT 5;

-- [expand-2] add shops.region, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__add_column_references_late__shops__region" ON "public"."shops"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__add_column_references_late__shops__region"()
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP COLUMN IF EXISTS "region"
--   loss: values of shops.region, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."shops" WHERE NOT ("region" IS NOT DISTINCT FROM NULL) AND ROW("region")::record OPERATOR(pg_catalog.*<>) ROW(CAST((CASE WHEN id = 1 THEN 'w' ELSE 's' END) AS varchar(5)))::record LIMIT 1000) AS found
ALTER TABLE "public"."shops" ADD COLUMN "region" varchar(5);
EXPLAIN UPDATE "public"."shops" SET "region" = (CASE WHEN id = 1 THEN 'w' ELSE 's' END) WHERE false;
EXPLAIN SELECT (CASE WHEN id = 1 THEN 'w' ELSE 's' END) AS value FROM (SELECT * FROM "public"."shops") AS "shops";
CREATE OR REPLACE FUNCTION migrate."migrate_value__add_column_references_late__shops__region"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."region" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (CASE WHEN id = 1 THEN 'w' ELSE 's' END) INTO NEW."region" FROM (SELECT NEW.*) AS "shops";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."region" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      SELECT (CASE WHEN id = 1 THEN 'w' ELSE 's' END) INTO NEW."region" FROM (SELECT NEW.*) AS "shops";
    EXCEPTION WHEN others THEN
      NULL;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."region")::record OPERATOR(pg_catalog.*=) ROW(OLD."region")::record THEN
    migrate_follows := OLD."region" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (CASE WHEN id = 1 THEN 'w' ELSE 's' END) INTO migrate_was."region" FROM (SELECT OLD.*) AS "shops";
        migrate_follows := ROW(OLD."region")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."region")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (CASE WHEN id = 1 THEN 'w' ELSE 's' END) INTO NEW."region" FROM (SELECT NEW.*) AS "shops";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."region" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__add_column_references_late__shops__region" BEFORE INSERT OR UPDATE ON "public"."shops" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__add_column_references_late__shops__region' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__add_column_references_late__shops__region"();

-- [expand-3] require constraint shops_region for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on shops, regions, milliseconds: catalog only; writes wait that long, reads do not
--   why: apart from the column: regions is not locked for longer than it needs
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."shops"') IS NULL OR to_regclass('"public"."regions"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."shops", "public"."regions" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."shops" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."regions" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE "public"."regions" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."shops" IN ACCESS EXCLUSIVE MODE;
--       END;
--     END
--     $migrate$
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP CONSTRAINT IF EXISTS "shops_region"
--   lock of undo: ACCESS EXCLUSIVE on shops, regions, milliseconds: catalog only; no row is read
LOCK TABLE "public"."shops", "public"."regions" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."shops" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."regions" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."regions" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."shops" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_region" FOREIGN KEY ("region") REFERENCES "public"."regions" ("code") MATCH SIMPLE ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

-- [expand-4] add shops.second
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; nothing is rewritten
--   why: an empty column is a change of the catalog alone
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP COLUMN IF EXISTS "second"
--   loss: values of shops.second, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."shops" WHERE NOT ("second" IS NOT DISTINCT FROM NULL) LIMIT 1000) AS found
ALTER TABLE "public"."shops" ADD COLUMN "second" varchar(5);

-- [expand-5] require constraint shops_second for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on shops, regions, milliseconds: catalog only; writes wait that long, reads do not
--   why: apart from the column: regions is not locked for longer than it needs
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."shops"') IS NULL OR to_regclass('"public"."regions"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."shops", "public"."regions" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."shops" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."regions" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE "public"."regions" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."shops" IN ACCESS EXCLUSIVE MODE;
--       END;
--     END
--     $migrate$
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP CONSTRAINT IF EXISTS "shops_second"
--   lock of undo: ACCESS EXCLUSIVE on shops, regions, milliseconds: catalog only; no row is read
LOCK TABLE "public"."shops", "public"."regions" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."shops" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."regions" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."regions" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."shops" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_second" FOREIGN KEY ("second") REFERENCES "public"."regions" ("code") MATCH SIMPLE ON DELETE SET NULL ON UPDATE NO ACTION NOT VALID;

-- ==== backfill
-- [backfill-1] fill shops.region
--   strategy: in place
--   lock: ROW EXCLUSIVE on shops, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."shops" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_value__add_column_references_late__shops__region';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."shops" SET "region" = (CASE WHEN id = 1 THEN 'w' ELSE 's' END)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "region" IS NOT DISTINCT FROM NULL;

-- [backfill-2] look for rows without shops.region
--   lock: ACCESS SHARE on shops, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."shops" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."shops"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "region" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-3] require shops.region for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP CONSTRAINT IF EXISTS "migrate_not_null__shops__region"
ALTER TABLE "public"."shops" ADD CONSTRAINT "migrate_not_null__shops__region" CHECK ("region" IS NOT NULL) NOT VALID;

-- [backfill-4] prove that shops.region holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" VALIDATE CONSTRAINT "migrate_not_null__shops__region";

-- [backfill-5] make shops.region NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" ALTER COLUMN "region" SET NOT NULL;
ALTER TABLE "public"."shops" DROP CONSTRAINT "migrate_not_null__shops__region";

-- [backfill-6] prove constraint shops_region for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" VALIDATE CONSTRAINT "shops_region";

-- [backfill-7] prove constraint shops_second for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" VALIDATE CONSTRAINT "shops_second";

-- ==== contract
-- [contract-1] stop deriving shops.region
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__add_column_references_late__shops__region" ON "public"."shops";
DROP FUNCTION IF EXISTS migrate."migrate_value__add_column_references_late__shops__region"();
