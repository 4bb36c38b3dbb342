-- migration: add_column_generated
-- description: Columns that the server computes, on small tables
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
-- note: a transaction that began before sales is written anew, and reads it afterwards with the snapshot it had (REPEATABLE READ, SERIALIZABLE: pg_dump), finds sales empty
-- note: a transaction that began before tags is written anew, and reads it afterwards with the snapshot it had (REPEATABLE READ, SERIALIZABLE: pg_dump), finds tags empty
-- note: tags.label is NOT NULL from contract on: until then old code may write rows for which the expression is NULL; contract refuses while there is one
-- note: from backfill on no duplicates of tags (label) are taken, from old code neither: new code's ON CONFLICT needs the index before contract

-- ==== expand
-- [expand-1] look for rows of sales whose total would break constraint sales_total
--   lock: ACCESS SHARE on sales, while the table is read once; reads and writes go on
--   why: old code leaves the column out: what it gets then must not be refused
--   expects: no row
SELECT "id", "total" FROM (SELECT "sales".*, CAST((price * quantity) AS integer) AS "total" FROM "public"."sales") AS "sales"
WHERE (total >= 0) IS FALSE
LIMIT 5;

-- [expand-2] add sales.total, generated
--   lock: ACCESS EXCLUSIVE on sales, while the table, of 16 MB at most, is written anew: half a second at most; reads and writes wait that long; what takes longer is taken back
--   why: PostgreSQL has no other way to a generated column, and cannot make an ordinary one generated
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."sales" DROP COLUMN IF EXISTS "total"
LOCK TABLE "public"."sales" IN ACCESS EXCLUSIVE MODE;
SET LOCAL statement_timeout = '500ms';
ALTER TABLE "public"."sales" ADD COLUMN "total" integer GENERATED ALWAYS AS (price * quantity) STORED;
SET LOCAL statement_timeout = 0;
COMMENT ON COLUMN "public"."sales"."total" IS 'never written';
ALTER TABLE "public"."sales" ADD CONSTRAINT "sales_total" CHECK (total >= 0) NOT VALID;

-- [expand-3] add tags.label, generated
--   lock: ACCESS EXCLUSIVE on tags, while the table, of 16 MB at most, is written anew: half a second at most; reads and writes wait that long; what takes longer is taken back
--   why: PostgreSQL has no other way to a generated column, and cannot make an ordinary one generated
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."tags" DROP COLUMN IF EXISTS "label"
LOCK TABLE "public"."tags" IN ACCESS EXCLUSIVE MODE;
SET LOCAL statement_timeout = '500ms';
ALTER TABLE "public"."tags" ADD COLUMN "label" varchar(20) GENERATED ALWAYS AS ('tag ' || id::text) STORED;
SET LOCAL statement_timeout = 0;

-- ==== backfill
-- [backfill-1] prove constraint sales_total for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on sales, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."sales" VALIDATE CONSTRAINT "sales_total";

-- [backfill-2] look for rows without tags.label
--   lock: ACCESS SHARE on tags, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table tags by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."tags" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."tags" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."tags" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."tags"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "label" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-3] look for duplicates that constraint tags_label_key would refuse
--   lock: ACCESS SHARE on tags, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "label", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."tags"
    WHERE "label" IS NOT DISTINCT FROM migrate_twice.key_1
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "label" AS key_1, count(*) AS rows FROM "public"."tags"
  WHERE "label" IS NOT NULL
  GROUP BY "label" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-4] build index tags_label_key on tags
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on tags, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__tags__tags_label_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__tags__tags_label_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__tags__tags_label_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__tags__tags_label_key" ON "public"."tags" USING "btree" ("label");

-- [backfill-5] make tags (label) unique by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on tags, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."tags" DROP CONSTRAINT IF EXISTS "tags_label_key"
ALTER TABLE "public"."tags" ADD CONSTRAINT "tags_label_key" UNIQUE USING INDEX "migrate_build__tags__tags_label_key";

-- ==== contract
-- [contract-1] look for rows without tags.label, again
--   lock: ACCESS SHARE on tags, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table tags by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."tags" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."tags" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."tags" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."tags"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "label" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [contract-2] require tags.label for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on tags, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."tags" DROP CONSTRAINT IF EXISTS "migrate_not_null__tags__label"
ALTER TABLE "public"."tags" ADD CONSTRAINT "migrate_not_null__tags__label" CHECK ("label" IS NOT NULL) NOT VALID;

-- [contract-3] prove that tags.label holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on tags, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."tags" VALIDATE CONSTRAINT "migrate_not_null__tags__label";

-- [contract-4] make tags.label NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on tags, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."tags" ALTER COLUMN "label" SET NOT NULL;
ALTER TABLE "public"."tags" DROP CONSTRAINT "migrate_not_null__tags__label";
