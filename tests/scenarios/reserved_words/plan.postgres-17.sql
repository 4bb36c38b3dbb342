-- migration: reserved_words
-- description: Tables, columns and indexes that are called as words of SQL
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
-- note: order.group is bigint from the end of backfill on, for both versions; until contract it takes no value that integer cannot hold
-- note: order.group ends as the last column of order; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")
-- note: from backfill on no duplicates of user (by) are taken, from old code neither: new code's ON CONFLICT needs the index before contract

-- ==== expand
-- [expand-1] add a second column of type bigint beside order.group, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on order, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing integer to bigint in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__reserved_words__order__group" ON "public"."order"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__reserved_words__order__group"()
--   undo: ALTER TABLE IF EXISTS "public"."order" DROP COLUMN IF EXISTS "migrate_column__order__group"
ALTER TABLE "public"."order" ADD COLUMN "migrate_column__order__group" bigint;
EXPLAIN UPDATE "public"."order" SET "migrate_column__order__group" = "group"::bigint WHERE false;
EXPLAIN SELECT (("migrate_column__order__group" > 0)) FROM "public"."order" WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__reserved_words__order__group"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__order__group" := NEW."group";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__reserved_words__order__group" BEFORE INSERT OR UPDATE ON "public"."order" FOR EACH ROW
  WHEN (NEW."migrate_column__order__group"::integer IS DISTINCT FROM NEW."group"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__reserved_words__order__group"();

-- [expand-2] add table.where beside table.select, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on table, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__reserved_words__table__select" ON "public"."table"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__reserved_words__table__select"()
--   undo: ALTER TABLE IF EXISTS "public"."table" DROP COLUMN IF EXISTS "where"
ALTER TABLE "public"."table" ADD COLUMN "where" character varying(20);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__reserved_words__table__select"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."where" IS NOT DISTINCT FROM NULL) THEN
      NEW."select" := NEW."where";
    ELSE
      NEW."where" := NEW."select";
    END IF;
  ELSIF NEW."where" IS DISTINCT FROM OLD."where" THEN
    NEW."select" := NEW."where";
  ELSE
    NEW."where" := NEW."select";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__reserved_words__table__select" BEFORE INSERT OR UPDATE ON "public"."table" FOR EACH ROW
  WHEN (NEW."where" IS DISTINCT FROM NEW."select")
  EXECUTE FUNCTION migrate."migrate_rename__reserved_words__table__select"();

-- ==== backfill
-- [backfill-1] fill the second column of order.group
--   strategy: in place
--   lock: ROW EXCLUSIVE on order, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the trigger has nothing to do
--   batches: table order by key; each commits together with its checkpoint
--   first key, once:
SELECT "key" FROM "public"."order" ORDER BY "key" LIMIT 1;
--   last key, once:
SELECT "key" FROM "public"."order" ORDER BY "key" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.key, $2 = end.key, $3 = batch size - 1
SELECT "key" FROM "public"."order" WHERE "key" >= $1::integer AND "key" <= $2::integer ORDER BY "key" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.key, $2 = to.key
UPDATE "public"."order" SET "migrate_column__order__group" = "group"
WHERE "key" >= $1::integer AND "key" <= $2::integer
  AND "migrate_column__order__group"::integer IS DISTINCT FROM "group"::integer;

-- [backfill-2] compare the second column of order.group with the first
--   lock: ACCESS SHARE on order, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table order by key; each commits together with its checkpoint
--   first key, once:
SELECT "key" FROM "public"."order" ORDER BY "key" LIMIT 1;
--   last key, once:
SELECT "key" FROM "public"."order" ORDER BY "key" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.key, $2 = end.key, $3 = batch size - 1
SELECT "key" FROM "public"."order" WHERE "key" >= $1::integer AND "key" <= $2::integer ORDER BY "key" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.key, $2 = to.key
SELECT "key" FROM "public"."order"
WHERE "key" >= $1::integer AND "key" <= $2::integer
  AND "migrate_column__order__group"::integer IS DISTINCT FROM "group"::integer
LIMIT 5;

-- [backfill-3] require for the second column what check does for group
--   strategy: online
--   lock: ACCESS EXCLUSIVE on order, milliseconds: catalog only; NOT VALID: no row is read
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."order" DROP CONSTRAINT IF EXISTS "migrate_new__order__check"
ALTER TABLE "public"."order" ADD CONSTRAINT "migrate_new__order__check" CHECK (("migrate_column__order__group" > 0)) NOT VALID;

-- [backfill-4] prove that what check requires holds in the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on order, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."order" VALIDATE CONSTRAINT "migrate_new__order__check";

-- [backfill-5] build for the second column what index is for group
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on order, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name index
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__order__index"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__order__index"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__order__index"
CREATE INDEX CONCURRENTLY "migrate_new__order__index" ON "public"."order" USING btree ("migrate_column__order__group", "end");

-- [backfill-6] see that nothing built on the second column reads order.group
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: what still reads the old column would go with it
--   expects: no row
SELECT DISTINCT coalesce(k.conname, x.relname) AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."order"'::regclass AND a.attname = 'group'
  AND coalesce(k.conname, x.relname) IN ('migrate_new__order__check', 'migrate_new__order__index');

-- [backfill-7] gather statistics for the second column of order.group
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on order, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."order" ("migrate_column__order__group");

-- [backfill-8] require the second column of order.group for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on order, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."order" DROP CONSTRAINT IF EXISTS "migrate_new__order__not_null group"
ALTER TABLE "public"."order" ADD CONSTRAINT "migrate_new__order__not_null group" CHECK ("migrate_column__order__group" IS NOT NULL) NOT VALID;

-- [backfill-9] prove that the second column of order.group holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on order, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."order" VALIDATE CONSTRAINT "migrate_new__order__not_null group";

-- [backfill-10] make the second column of order.group NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on order, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."order" ALTER COLUMN "migrate_column__order__group" SET NOT NULL;
ALTER TABLE "public"."order" DROP CONSTRAINT "migrate_new__order__not_null group";

-- [backfill-11] exchange order.group and the second column: group is bigint from here on
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on order, milliseconds: catalog only; names change; no row is read, no index is built
--   why: both versions use the new type by the same name; the old column follows it, so that rollback exchanges them again
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
--   undo: LOCK TABLE "public"."order" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: LOCK TABLE "public"."order" IN ACCESS EXCLUSIVE MODE;
--     SET LOCAL lock_timeout = '50ms'
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__reserved_words__order__group" ON "public"."order"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__reserved_words__order__group"()
--   undo: ALTER TABLE "public"."order" RENAME COLUMN "group" TO "migrate_between__order__group"
--   undo: ALTER TABLE "public"."order" RENAME COLUMN "migrate_column__order__group" TO "group"
--   undo: ALTER TABLE "public"."order" RENAME COLUMN "migrate_between__order__group" TO "migrate_column__order__group"
--   undo: ALTER TABLE "public"."order" RENAME CONSTRAINT "check" TO "migrate_new__order__check"
--   undo: ALTER TABLE "public"."order" RENAME CONSTRAINT "migrate_old__order__check" TO "check"
--   undo: ALTER INDEX "public"."index" RENAME TO "migrate_new__order__index"
--   undo: ALTER INDEX "public"."migrate_old__order__index" RENAME TO "index"
--   undo: ALTER TABLE "public"."order" ALTER COLUMN "group" SET DEFAULT 1
--   undo: ALTER TABLE "public"."order" ALTER COLUMN "migrate_column__order__group" DROP DEFAULT
--   undo: DO $migrate$
--     DECLARE
--       left_behind text;
--     BEGIN
--       SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
--       FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
--       JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
--       WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."order"'::regclass AND a.attname = 'migrate_column__order__group';
--       IF left_behind IS NOT NULL THEN
--         RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
--       END IF;
--     END
--     $migrate$
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_follow__reserved_words__order__group"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
--     BEGIN
--       NEW."migrate_column__order__group" := NEW."group";
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_follow__reserved_words__order__group" BEFORE INSERT OR UPDATE ON "public"."order" FOR EACH ROW
--       WHEN (NEW."migrate_column__order__group"::integer IS DISTINCT FROM NEW."group"::integer)
--       EXECUTE FUNCTION migrate."migrate_follow__reserved_words__order__group"()
--   undo: DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('group') IN lower(p.prosrc)) > 0 AND (position(lower('order') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."order"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
LOCK TABLE "public"."order" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."order"'::regclass AND a.attname = 'group'
  AND o.identity NOT IN ('public.index', '"check" on public."order"')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on order.group since it was planned what to carry over (drop it, and make it again when backfill has ended, or roll this migration back): ' || migrate_built;
  END IF;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."order"') AND a.attname = 'group') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column order.group since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
LOCK TABLE "public"."order" IN ACCESS EXCLUSIVE MODE;
SET LOCAL lock_timeout = '50ms';
DROP TRIGGER IF EXISTS "zz_migrate_follow__reserved_words__order__group" ON "public"."order";
DROP FUNCTION IF EXISTS migrate."migrate_follow__reserved_words__order__group"();
ALTER TABLE "public"."order" RENAME COLUMN "group" TO "migrate_between__order__group";
ALTER TABLE "public"."order" RENAME COLUMN "migrate_column__order__group" TO "group";
ALTER TABLE "public"."order" RENAME COLUMN "migrate_between__order__group" TO "migrate_column__order__group";
ALTER TABLE "public"."order" RENAME CONSTRAINT "check" TO "migrate_old__order__check";
ALTER TABLE "public"."order" RENAME CONSTRAINT "migrate_new__order__check" TO "check";
ALTER INDEX "public"."index" RENAME TO "migrate_old__order__index";
ALTER INDEX "public"."migrate_new__order__index" RENAME TO "index";
ALTER TABLE "public"."index" RENAME COLUMN "migrate_column__order__group" TO "group";
ALTER TABLE "public"."order" ALTER COLUMN "group" SET DEFAULT 1;
ALTER TABLE "public"."order" ALTER COLUMN "migrate_column__order__group" DROP DEFAULT;
DO $migrate$
DECLARE
  left_behind text;
BEGIN
  SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."order"'::regclass AND a.attname = 'migrate_column__order__group';
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
  END IF;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__reserved_words__order__group"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__order__group" := NEW."group";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__reserved_words__order__group" BEFORE INSERT OR UPDATE ON "public"."order" FOR EACH ROW
  WHEN (NEW."migrate_column__order__group"::integer IS DISTINCT FROM NEW."group"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__reserved_words__order__group"();
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('group') IN lower(p.prosrc)) > 0 AND (position(lower('order') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."order"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- [backfill-12] fill table.where from table.select
--   strategy: in place
--   lock: ROW EXCLUSIVE on table, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table table by primary; each commits together with its checkpoint
--   first key, once:
SELECT "primary" FROM "public"."table" ORDER BY "primary" LIMIT 1;
--   last key, once:
SELECT "primary" FROM "public"."table" ORDER BY "primary" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.primary, $2 = end.primary, $3 = batch size - 1
SELECT "primary" FROM "public"."table" WHERE "primary" >= $1::integer AND "primary" <= $2::integer ORDER BY "primary" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.primary, $2 = to.primary
UPDATE "public"."table" SET "where" = "select"
WHERE "primary" >= $1::integer AND "primary" <= $2::integer
  AND "select" IS DISTINCT FROM "where";

-- [backfill-13] build for table.where what values is for select
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on table, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: new code needs the index too; it goes with the second column at contract
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_index__table__values"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_index__table__values"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_index__table__values"
CREATE INDEX CONCURRENTLY "migrate_index__table__values" ON "public"."table" USING "btree" ("where");

-- [backfill-14] compare table.where with table.select
--   lock: ACCESS SHARE on table, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table table by primary; each commits together with its checkpoint
--   first key, once:
SELECT "primary" FROM "public"."table" ORDER BY "primary" LIMIT 1;
--   last key, once:
SELECT "primary" FROM "public"."table" ORDER BY "primary" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.primary, $2 = end.primary, $3 = batch size - 1
SELECT "primary" FROM "public"."table" WHERE "primary" >= $1::integer AND "primary" <= $2::integer ORDER BY "primary" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.primary, $2 = to.primary
SELECT "primary" FROM "public"."table"
WHERE "primary" >= $1::integer AND "primary" <= $2::integer
  AND "select" IS DISTINCT FROM "where"
LIMIT 5;

-- [backfill-15] look for duplicates that constraint unique would refuse
--   lock: ACCESS SHARE on user, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "by", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "column"::text AS migrate_row FROM "public"."user"
    WHERE "by" IS NOT DISTINCT FROM migrate_twice.key_1
    ORDER BY "column" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "column"
FROM (SELECT "by" AS key_1, count(*) AS rows FROM "public"."user"
  WHERE "by" IS NOT NULL
  GROUP BY "by" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-16] build index unique on user
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on user, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__user__unique"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__user__unique"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__user__unique"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__user__unique" ON "public"."user" USING "btree" ("by");

-- [backfill-17] make user (by) unique by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on user, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."user" DROP CONSTRAINT IF EXISTS "unique"
ALTER TABLE "public"."user" ADD CONSTRAINT "unique" UNIQUE USING INDEX "migrate_build__user__unique";

-- ==== contract
-- [contract-1] compare table.where with table.select again
--   lock: ACCESS SHARE on table, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table table by primary; each commits together with its checkpoint
--   first key, once:
SELECT "primary" FROM "public"."table" ORDER BY "primary" LIMIT 1;
--   last key, once:
SELECT "primary" FROM "public"."table" ORDER BY "primary" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.primary, $2 = end.primary, $3 = batch size - 1
SELECT "primary" FROM "public"."table" WHERE "primary" >= $1::integer AND "primary" <= $2::integer ORDER BY "primary" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.primary, $2 = to.primary
SELECT "primary" FROM "public"."table"
WHERE "primary" >= $1::integer AND "primary" <= $2::integer
  AND "select" IS DISTINCT FROM "where"
LIMIT 5;

-- [contract-2] look for what else is built on order.migrate_column__order__group
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."order"'::regclass AND a.attname = 'migrate_column__order__group'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] drop the old column of order.group
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on order, milliseconds: catalog only; the rows keep their space
--   why: no live code needs the old type; its indexes and constraints go with it
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."order" IN ACCESS EXCLUSIVE MODE;
SET LOCAL lock_timeout = '50ms';
DROP TRIGGER IF EXISTS "zz_migrate_follow__reserved_words__order__group" ON "public"."order";
DROP FUNCTION IF EXISTS migrate."migrate_follow__reserved_words__order__group"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."order"'::regclass AND a.attname = 'migrate_column__order__group'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on order.migrate_column__order__group since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."order" DROP COLUMN "migrate_column__order__group";

-- [contract-4] look for what else is built on table.where
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."table"'::regclass AND a.attname = 'where'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-5] make table.where the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on table, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."table" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__reserved_words__table__select" ON "public"."table";
DROP FUNCTION IF EXISTS migrate."migrate_rename__reserved_words__table__select"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."table"'::regclass AND a.attname = 'where'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on table.where since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."table" DROP COLUMN "where";
ALTER TABLE "public"."table" RENAME COLUMN "select" TO "where";
