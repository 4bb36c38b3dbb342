-- migration: alter_type_identity_descending
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
-- note: orders.id is bigint from the end of backfill on, for both versions; until contract it takes no value that integer cannot hold
-- note: orders.id ends as the last column of orders; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")

-- ==== expand
-- [expand-1] add a second column of type bigint beside orders.id, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing integer to bigint in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_identity_descending__orders__id" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_identity_descending__orders__id"()
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "migrate_column__orders__id"
ALTER TABLE "public"."orders" ADD COLUMN "migrate_column__orders__id" bigint;
EXPLAIN UPDATE "public"."orders" SET "migrate_column__orders__id" = "id"::bigint WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_identity_descending__orders__id"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__orders__id" := NEW."id";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_identity_descending__orders__id" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."migrate_column__orders__id"::integer IS DISTINCT FROM NEW."id"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_identity_descending__orders__id"();

-- ==== backfill
-- [backfill-1] fill the second column of orders.id
--   strategy: in place
--   lock: ROW EXCLUSIVE on orders, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the trigger has nothing to do
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
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."orders" SET "migrate_column__orders__id" = "id"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "migrate_column__orders__id"::integer IS DISTINCT FROM "id"::integer;

-- [backfill-2] compare the second column of orders.id with the first
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
  AND "migrate_column__orders__id"::integer IS DISTINCT FROM "id"::integer
LIMIT 5;

-- [backfill-3] build for the second column what orders_pkey is for id
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name orders_pkey
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders__orders_pkey"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_pkey"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_pkey"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders__orders_pkey" ON "public"."orders" USING btree ("migrate_column__orders__id");

-- [backfill-4] build a second unique index on id
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: rollback makes it the primary key again without reading a row
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_old__orders__orders_pkey"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_old__orders__orders_pkey"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_old__orders__orders_pkey"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_old__orders__orders_pkey" ON "public"."orders" USING btree (id);

-- [backfill-5] gather statistics for the second column of orders.id
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."orders" ("migrate_column__orders__id");

-- [backfill-6] require the second column of orders.id for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__not_null id"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__not_null id" CHECK ("migrate_column__orders__id" IS NOT NULL) NOT VALID;

-- [backfill-7] prove that the second column of orders.id holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__not_null id";

-- [backfill-8] make the second column of orders.id NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__id" SET NOT NULL;
ALTER TABLE "public"."orders" DROP CONSTRAINT "migrate_new__orders__not_null id";

-- [backfill-9] exchange orders.id and the second column: id is bigint from here on
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, sequence orders_id_seq, milliseconds: catalog only; names change; no row is read, no index is built
--   why: both versions use the new type by the same name; the old column follows it, so that rollback exchanges them again
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
--   undo: LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: DO $migrate$
--     BEGIN
--       LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."orders_id_seq"'::regclass);
--     END
--     $migrate$
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_identity_descending__orders__id" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_identity_descending__orders__id"()
--   undo: ALTER TABLE "public"."orders" DROP CONSTRAINT "orders_pkey"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "id" TO "migrate_between__orders__id"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__id" TO "id"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__id" TO "migrate_column__orders__id"
--   undo: ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_pkey" PRIMARY KEY USING INDEX "migrate_old__orders__orders_pkey"
--   undo: ALTER TABLE "public"."orders" ALTER COLUMN "id" ADD GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME "public"."migrate_sequence__orders__id" START WITH -1 INCREMENT BY -1 MINVALUE -2147483648 MAXVALUE -1 CACHE 1 NO CYCLE)
--   undo: SELECT pg_catalog.setval('"public"."migrate_sequence__orders__id"', greatest(last_value, -2147483648), is_called) FROM orders_id_seq
--   undo: ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__id" DROP IDENTITY
--   undo: ALTER SEQUENCE "public"."migrate_sequence__orders__id" RENAME TO "orders_id_seq"
--   undo: DO $migrate$
--     DECLARE
--       left_behind text;
--     BEGIN
--       SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
--       FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
--       JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
--       WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'migrate_column__orders__id';
--       IF left_behind IS NOT NULL THEN
--         RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
--       END IF;
--     END
--     $migrate$
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_identity_descending__orders__id"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
--     BEGIN
--       NEW."migrate_column__orders__id" := NEW."id";
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_follow__alter_type_identity_descending__orders__id" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
--       WHEN (NEW."migrate_column__orders__id"::integer IS DISTINCT FROM NEW."id"::integer)
--       EXECUTE FUNCTION migrate."migrate_follow__alter_type_identity_descending__orders__id"()
--   undo: DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('id') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'id'
  AND o.identity NOT IN ('orders_pkey on public.orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.id since it was planned what to carry over (drop it, and make it again when backfill has ended, or roll this migration back): ' || migrate_built;
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
SELECT string_agg(p.part, ', ' ORDER BY p.part) FROM (VALUES ('privileges', '(digest)'), ('default', '(digest)'), ('NOT NULL', '(digest)'), ('comment', '(digest)'), ('settings', '(digest)'), ('sequence', '(digest)')) AS p (part, digest) JOIN (SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM pg_attribute AS a CROSS JOIN LATERAL (VALUES ('privileges', concat_ws(chr(30), (SELECT string_agg(concat_ws(' ', g.grantee::regrole, g.privilege_type, g.is_grantable), ', ' ORDER BY g.grantee, g.privilege_type, g.is_grantable) FROM aclexplode(a.attacl) AS g))),
    ('default', concat_ws(chr(30), (SELECT pg_get_expr(e.adbin, e.adrelid) FROM pg_attrdef AS e WHERE e.adrelid = a.attrelid AND e.adnum = a.attnum))),
    ('NOT NULL', concat_ws(chr(30), a.attnotnull)),
    ('comment', concat_ws(chr(30), col_description(a.attrelid, a.attnum))),
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression')),
    ('sequence', concat_ws(chr(30), (SELECT concat_ws(chr(30), s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, (SELECT string_agg(concat_ws(' ', g.grantee::regrole, g.privilege_type, g.is_grantable), ', ' ORDER BY g.grantee, g.privilege_type, g.is_grantable) FROM aclexplode(q.relacl) AS g WHERE g.grantee <> q.relowner), obj_description(q.oid, 'pg_class')) FROM pg_depend AS d JOIN pg_class AS q ON q.oid = d.objid JOIN pg_sequence AS s ON s.seqrelid = q.oid WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype = 'i')))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."orders"') AND a.attname = 'id') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column orders.id since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
DO $migrate$
BEGIN
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."orders_id_seq"'::regclass);
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_identity_descending__orders__id" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_identity_descending__orders__id"();
ALTER TABLE "public"."orders" DROP CONSTRAINT "orders_pkey";
ALTER TABLE "public"."orders" RENAME COLUMN "id" TO "migrate_between__orders__id";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__id" TO "id";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__id" TO "migrate_column__orders__id";
ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_pkey" PRIMARY KEY USING INDEX "migrate_new__orders__orders_pkey";
ALTER TABLE "public"."orders_pkey" RENAME COLUMN "migrate_column__orders__id" TO "id";
ALTER TABLE "public"."orders" ALTER COLUMN "id" ADD GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME "public"."migrate_sequence__orders__id" START WITH -1 INCREMENT BY -1 NO MINVALUE MAXVALUE -1 CACHE 1 NO CYCLE);
SELECT pg_catalog.setval('"public"."migrate_sequence__orders__id"', last_value, is_called) FROM orders_id_seq;
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__id" DROP IDENTITY;
ALTER SEQUENCE "public"."migrate_sequence__orders__id" RENAME TO "orders_id_seq";
DO $migrate$
DECLARE
  left_behind text;
BEGIN
  SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'migrate_column__orders__id';
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
  END IF;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_identity_descending__orders__id"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__orders__id" := NEW."id";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_identity_descending__orders__id" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."migrate_column__orders__id"::integer IS DISTINCT FROM NEW."id"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_identity_descending__orders__id"();
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('id') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- ==== contract
-- [contract-1] look for what else is built on orders.migrate_column__orders__id
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'migrate_column__orders__id'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-2] drop the old column of orders.id
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the rows keep their space
--   why: no live code needs the old type; its indexes and constraints go with it
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
SET LOCAL lock_timeout = '50ms';
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_identity_descending__orders__id" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_identity_descending__orders__id"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'migrate_column__orders__id'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.migrate_column__orders__id since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."orders" DROP COLUMN "migrate_column__orders__id";
