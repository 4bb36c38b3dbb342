-- migration: constraint_fields
-- description: Fields of constraints that no other scenario has
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
-- note: from backfill on no duplicates of shops (id) are taken, from old code neither: new code's ON CONFLICT needs the index before contract
-- note: from backfill on no duplicates of shops (sign, region) are taken, from old code neither: new code's ON CONFLICT needs the index before contract
-- note: constraint shops_street holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows; with an `up` that mends them it would hold from expand on
-- note: constraint shops_size holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows; with an `up` that mends them it would hold from expand on
-- note: constraint shops_region holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows; with an `up` that mends them it would hold from expand on

-- ==== expand
-- [expand-1] try constraint shops_size on an empty copy of shops
--   lock: ACCESS SHARE on shops, milliseconds: catalog only; reads and writes go on
--   why: an expression that the server refuses must not be found in contract
--   runs: in one transaction with its record
CREATE TEMPORARY TABLE "shops" (LIKE "public"."shops") ON COMMIT DROP;
ALTER TABLE pg_temp."shops" ADD CONSTRAINT "shops_size" CHECK (size > 0) NO INHERIT;

-- ==== backfill
-- [backfill-1] look for duplicates that constraint shops_key would refuse
--   lock: ACCESS SHARE on shops, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "id", migrate_twice.rows,
  array_to_string(ARRAY(SELECT ctid::text AS migrate_row FROM "public"."shops"
    WHERE "id" IS NOT DISTINCT FROM migrate_twice.key_1
    ORDER BY ctid LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS ctid
FROM (SELECT "id" AS key_1, count(*) AS rows FROM "public"."shops"
  WHERE "id" IS NOT NULL
  GROUP BY "id" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-2] build index shops_key on shops
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__shops__shops_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__shops__shops_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__shops__shops_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__shops__shops_key" ON "public"."shops" USING "btree" ("id") INCLUDE ("size") WITH (fillfactor = 70) TABLESPACE "pg_default";

-- [backfill-3] make shops (id) the primary key by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP CONSTRAINT IF EXISTS "shops_key"
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_key" PRIMARY KEY USING INDEX "migrate_build__shops__shops_key";

-- [backfill-4] look for duplicates that constraint shops_sign would refuse
--   lock: ACCESS SHARE on shops, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "sign", migrate_twice.key_2 AS "region", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."shops"
    WHERE "sign" IS NOT DISTINCT FROM migrate_twice.key_1 AND "region" IS NOT DISTINCT FROM migrate_twice.key_2
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "sign" AS key_1, "region" AS key_2, count(*) AS rows FROM "public"."shops"
  GROUP BY "sign", "region" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-5] build index shops_sign on shops
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__shops__shops_sign"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__shops__shops_sign"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__shops__shops_sign"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__shops__shops_sign" ON "public"."shops" USING "btree" ("sign", "region") NULLS NOT DISTINCT;

-- [backfill-6] make shops (sign, region) unique by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP CONSTRAINT IF EXISTS "shops_sign"
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_sign" UNIQUE USING INDEX "migrate_build__shops__shops_sign";

-- [backfill-7] look for rows of shops that constraint shops_street would refuse
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
  AND ("shops"."town" IS NOT NULL AND "shops"."street" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."streets" AS migrate_parent WHERE migrate_parent."town" = "shops"."town" AND migrate_parent."name" = "shops"."street"))
LIMIT 5;

-- [backfill-8] look for rows of shops that constraint shops_size would refuse
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
  AND (size > 0) IS FALSE
LIMIT 5;

-- [backfill-9] look for rows of shops that constraint shops_region would refuse
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
  AND ("shops"."region" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."regions" AS migrate_parent WHERE migrate_parent."id" = "shops"."region"))
LIMIT 5;

-- ==== contract
-- [contract-1] look for rows of shops that constraint shops_street would refuse, again
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
  AND ("shops"."town" IS NOT NULL AND "shops"."street" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."streets" AS migrate_parent WHERE migrate_parent."town" = "shops"."town" AND migrate_parent."name" = "shops"."street"))
LIMIT 5;

-- [contract-2] look for rows of shops that constraint shops_size would refuse, again
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
  AND (size > 0) IS FALSE
LIMIT 5;

-- [contract-3] look for rows of shops that constraint shops_region would refuse, again
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
  AND ("shops"."region" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."regions" AS migrate_parent WHERE migrate_parent."id" = "shops"."region"))
LIMIT 5;

-- [contract-4] require constraint shops_street for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on shops, streets, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
LOCK TABLE "public"."shops", "public"."streets" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."shops" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."streets" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."streets" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."shops" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_street" FOREIGN KEY ("town", "street") REFERENCES "public"."streets" ("town", "name") MATCH SIMPLE ON DELETE SET NULL ("street") ON UPDATE NO ACTION NOT VALID;

-- [contract-5] prove constraint shops_street for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" VALIDATE CONSTRAINT "shops_street";

-- [contract-6] require constraint shops_size for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; NOT VALID: no row is read
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_size" CHECK (size > 0) NO INHERIT NOT VALID;

-- [contract-7] prove constraint shops_size for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" VALIDATE CONSTRAINT "shops_size";

-- [contract-8] require constraint shops_region for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on shops, regions, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
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
ALTER TABLE "public"."shops" ADD CONSTRAINT "shops_region" FOREIGN KEY ("region") REFERENCES "public"."regions" ("id") MATCH FULL ON DELETE CASCADE ON UPDATE SET DEFAULT NOT VALID;

-- [contract-9] prove constraint shops_region for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on shops, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."shops" VALIDATE CONSTRAINT "shops_region";
