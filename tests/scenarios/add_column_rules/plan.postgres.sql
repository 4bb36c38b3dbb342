-- migration: add_column_rules
-- description: All rules of a column at once, by a default and by up
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
-- note: a row for which `up` of shops.sign raises an error or gives NULL is stored with NULL until backfill has ended, which names such rows; from then on it is refused, from old code too
-- note: from backfill on no duplicates of shops (sign) are taken, from old code neither: new code's ON CONFLICT needs the index before contract
-- note: from backfill on no duplicates of shops (mother) are taken, from old code neither: new code's ON CONFLICT needs the index before contract

-- ==== expand
-- [expand-1] look for rows of shops whose region would break constraint shops_region_known
--   lock: ACCESS SHARE on shops, while the table is read once; reads and writes go on
--   why: old code leaves the column out: what it gets then must not be refused
--   expects: no row
SELECT "id", "region" FROM (SELECT "shops".*, CAST(('north') AS text) AS "region" FROM "public"."shops") AS "shops"
WHERE (region <> '' AND (opened IS NULL OR opened > '1900-01-01')) IS FALSE
LIMIT 5;

-- [expand-2] look whether rows without shops.region keep constraint shops_region
--   lock: ACCESS SHARE on regions, one query at a time; reads and writes go on
--   why: old code leaves the column out: what it gets then must not be refused
--   expects: no row
SELECT "region" FROM (SELECT CAST(('north') AS text) AS "region") AS "shops"
WHERE ("shops"."region" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."regions" AS migrate_parent WHERE migrate_parent."code" = "shops"."region"))
LIMIT 5;

-- [expand-3] add shops.region
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; nothing is rewritten
--   why: a default that is constant is kept in the catalog, not written to every row
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP COLUMN IF EXISTS "region"
--   loss: values of shops.region, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."shops" WHERE ROW("region")::record OPERATOR(pg_catalog.*<>) ROW(CAST(('north') AS text))::record LIMIT 1000) AS found
ALTER TABLE "public"."shops" ADD COLUMN "region" text DEFAULT ('north') NOT NULL;
COMMENT ON COLUMN "public"."shops"."region" IS 'where it is';
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_region_known" CHECK (region <> '' AND (opened IS NULL OR opened > '1900-01-01')) NOT VALID;

-- [expand-4] require constraint shops_region for new rows
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
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_region" FOREIGN KEY ("region") REFERENCES "public"."regions" ("code") MATCH SIMPLE ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED NOT VALID;

-- [expand-5] look for rows of shops whose sign would break constraint shops_sign
--   lock: ACCESS SHARE on shops, while the table is read once; reads and writes go on
--   why: old code leaves the column out: what it gets then must not be refused
--   expects: no row
SELECT "id", "sign" FROM (SELECT "shops".*, CAST(('S' || id) AS varchar(10)) AS "sign" FROM "public"."shops") AS "shops"
WHERE (sign LIKE 'S%') IS FALSE
LIMIT 5;

-- [expand-6] add shops.sign, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__add_column_rules__shops__sign" ON "public"."shops"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__add_column_rules__shops__sign"()
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP COLUMN IF EXISTS "sign"
--   loss: values of shops.sign, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."shops" WHERE NOT ("sign" IS NOT DISTINCT FROM NULL) AND ROW("sign")::record OPERATOR(pg_catalog.*<>) ROW(CAST(('S' || id) AS varchar(10)))::record LIMIT 1000) AS found
ALTER TABLE "public"."shops" ADD COLUMN "sign" varchar(10);
ALTER TABLE "public"."shops" ALTER COLUMN "sign" SET DEFAULT ('S?');
ALTER TABLE "public"."shops" ALTER COLUMN "sign" DROP DEFAULT;
COMMENT ON COLUMN "public"."shops"."sign" IS 'over the door';
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_sign" CHECK (sign LIKE 'S%') NO INHERIT NOT VALID;
EXPLAIN UPDATE "public"."shops" SET "sign" = ('S' || id) WHERE false;
EXPLAIN SELECT ('S' || id) AS value FROM (SELECT * FROM "public"."shops") AS "shops";
CREATE OR REPLACE FUNCTION migrate."migrate_value__add_column_rules__shops__sign"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."sign" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT ('S' || id) INTO NEW."sign" FROM (SELECT NEW.*) AS "shops";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."sign" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      SELECT ('S' || id) INTO NEW."sign" FROM (SELECT NEW.*) AS "shops";
    EXCEPTION WHEN others THEN
      NULL;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."sign")::record OPERATOR(pg_catalog.*=) ROW(OLD."sign")::record THEN
    migrate_follows := OLD."sign" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT ('S' || id) INTO migrate_was."sign" FROM (SELECT OLD.*) AS "shops";
        migrate_follows := ROW(OLD."sign")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."sign")::record;
      END IF;
      IF migrate_follows THEN
        SELECT ('S' || id) INTO NEW."sign" FROM (SELECT NEW.*) AS "shops";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."sign" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__add_column_rules__shops__sign" BEFORE INSERT OR UPDATE ON "public"."shops" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__add_column_rules__shops__sign' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__add_column_rules__shops__sign"();

-- [expand-7] add shops.mother
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; nothing is rewritten
--   why: an empty column is a change of the catalog alone
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP COLUMN IF EXISTS "mother"
--   loss: values of shops.mother, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."shops" WHERE NOT ("mother" IS NOT DISTINCT FROM NULL) LIMIT 1000) AS found
ALTER TABLE "public"."shops" ADD COLUMN "mother" integer;

-- [expand-8] require constraint shops_mother for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on shops, milliseconds: catalog only; writes wait that long, reads do not
--   why: apart from the column: shops is not locked for longer than it needs
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP CONSTRAINT IF EXISTS "shops_mother"
--   lock of undo: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; no row is read
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_mother" FOREIGN KEY ("mother") REFERENCES "public"."shops" ("id") MATCH FULL ON DELETE SET NULL ON UPDATE NO ACTION NOT VALID;

-- ==== backfill
-- [backfill-1] prove constraint shops_region_known for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" VALIDATE CONSTRAINT "shops_region_known";

-- [backfill-2] prove constraint shops_region for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" VALIDATE CONSTRAINT "shops_region";

-- [backfill-3] fill shops.sign
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
SET LOCAL migrate.backfill = 'zz_migrate_value__add_column_rules__shops__sign';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."shops" SET "sign" = ('S' || id)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "sign" IS NOT DISTINCT FROM NULL;

-- [backfill-4] look for rows without shops.sign
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
  AND "sign" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-5] require shops.sign for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_sign_not_null" NOT NULL "sign" NOT VALID;

-- [backfill-6] prove that shops.sign holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" VALIDATE CONSTRAINT "shops_sign_not_null";

-- [backfill-7] prove constraint shops_sign for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" VALIDATE CONSTRAINT "shops_sign";

-- [backfill-8] look for duplicates that constraint shops_sign_key would refuse
--   lock: ACCESS SHARE on shops, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "sign", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."shops"
    WHERE "sign" IS NOT DISTINCT FROM migrate_twice.key_1
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "sign" AS key_1, count(*) AS rows FROM "public"."shops"
  WHERE "sign" IS NOT NULL
  GROUP BY "sign" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-9] build index shops_sign_key on shops
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__shops__shops_sign_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__shops__shops_sign_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__shops__shops_sign_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__shops__shops_sign_key" ON "public"."shops" USING "btree" ("sign");

-- [backfill-10] make shops (sign) unique by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP CONSTRAINT IF EXISTS "shops_sign_key"
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_sign_key" UNIQUE USING INDEX "migrate_build__shops__shops_sign_key";

-- [backfill-11] prove constraint shops_mother for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" VALIDATE CONSTRAINT "shops_mother";

-- [backfill-12] look for duplicates that constraint shops_mother_key would refuse
--   lock: ACCESS SHARE on shops, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "mother", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."shops"
    WHERE "mother" IS NOT DISTINCT FROM migrate_twice.key_1
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "mother" AS key_1, count(*) AS rows FROM "public"."shops"
  WHERE "mother" IS NOT NULL
  GROUP BY "mother" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-13] build index shops_mother_key on shops
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__shops__shops_mother_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__shops__shops_mother_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__shops__shops_mother_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__shops__shops_mother_key" ON "public"."shops" USING "btree" ("mother");

-- [backfill-14] make shops (mother) unique by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP CONSTRAINT IF EXISTS "shops_mother_key"
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_mother_key" UNIQUE USING INDEX "migrate_build__shops__shops_mother_key";

-- ==== contract
-- [contract-1] stop deriving shops.sign
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__add_column_rules__shops__sign" ON "public"."shops";
DROP FUNCTION IF EXISTS migrate."migrate_value__add_column_rules__shops__sign"();
ALTER TABLE "public"."shops" ALTER COLUMN "sign" SET DEFAULT ('S?');
