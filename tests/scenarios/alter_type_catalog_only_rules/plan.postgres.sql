-- migration: alter_type_catalog_only_rules
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
-- note: rollback narrows users.name again and writes table users anew under ACCESS EXCLUSIVE; it is small (24,576 bytes)
-- note: constraint users_long_names holds from contract on, over users.name as it is then: until then rows that break it may be written; contract refuses while there are such rows
-- note: from backfill on no duplicates of users (name) are taken, from old code neither: new code's ON CONFLICT needs the index before contract
-- note: rollback narrows users.site again and writes table users anew under ACCESS EXCLUSIVE; it is small (24,576 bytes)
-- note: constraint users_site holds from contract on, over users.site as it is then: until then rows that break it may be written; contract refuses while there are such rows

-- ==== expand
-- [expand-1] try constraint users_long_names on an empty copy of users
--   lock: ACCESS SHARE on users, milliseconds: catalog only; reads and writes go on
--   why: an expression that the server refuses must not be found in contract
--   runs: in one transaction with its record
CREATE TEMPORARY TABLE "users" (LIKE "public"."users") ON COMMIT DROP;
ALTER TABLE pg_temp."users" ALTER COLUMN "name" TYPE character varying(40) USING NULL;
ALTER TABLE pg_temp."users" ADD CONSTRAINT "users_long_names" CHECK (length(name) < 30 AND name <> 'root');

-- [expand-2] change users.name from character varying(10) to character varying(40)
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; both types keep the same bytes
--   why: PostgreSQL changes the catalog alone: no row is read, no index rebuilt
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('name') IN lower(p.prosrc)) > 0 AND (position(lower('users') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."users"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
--   undo: LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE
--   undo: DO $migrate$
--     DECLARE
--       migrate_rows text;
--     BEGIN
--       SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows
--       FROM (SELECT "id" FROM "public"."users" WHERE "name" IS DISTINCT FROM CAST("name" AS character varying(10)) LIMIT 5) AS migrate_row;
--       IF migrate_rows IS NOT NULL THEN
--         RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'users.name as character varying(10) cannot be put back: change or delete the rows of users that break it, among them (id) = ' || migrate_rows;
--       END IF;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."users" DROP CONSTRAINT "users_name", ALTER COLUMN "name" TYPE character varying(10) USING "name"::character varying(10), ADD CONSTRAINT "users_name" CHECK (((name)::text <> ''::text))
--   undo: ANALYZE "public"."users" ("name")
--   loss: values of users.name that character varying(10) cannot hold, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE "name" IS DISTINCT FROM CAST("name" AS character varying(10)) LIMIT 1000) AS found
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('name') IN lower(p.prosrc)) > 0 AND (position(lower('users') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."users"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
ALTER TABLE "public"."users" DROP CONSTRAINT "users_name", ALTER COLUMN "name" TYPE character varying(40), ADD CONSTRAINT "users_name" CHECK (((name)::text <> ''::text)) NOT VALID;

-- [expand-3] gather statistics for users.name again
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while a sample of the table is read; reads and writes go on
--   why: ALTER TYPE throws them away, and autovacuum sees no reason to gather them
--   runs: in one transaction with its record
ANALYZE "public"."users" ("name");

-- [expand-4] prove constraint users_name again
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   why: ALTER TYPE would have read the table for it under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "users_name";

-- [expand-5] change users.site from character varying(20) to text
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; both types keep the same bytes
--   why: PostgreSQL changes the catalog alone: no row is read, no index rebuilt
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('site') IN lower(p.prosrc)) > 0 AND (position(lower('users') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."users"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
--   undo: LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE
--   undo: DO $migrate$
--     DECLARE
--       migrate_rows text;
--     BEGIN
--       SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows
--       FROM (SELECT "id" FROM "public"."users" WHERE "site" IS DISTINCT FROM CAST("site" AS character varying(20)) LIMIT 5) AS migrate_row;
--       IF migrate_rows IS NOT NULL THEN
--         RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'users.site as character varying(20) cannot be put back: change or delete the rows of users that break it, among them (id) = ' || migrate_rows;
--       END IF;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."users" ALTER COLUMN "site" TYPE character varying(20) USING "site"::character varying(20)
--   undo: ANALYZE "public"."users" ("site")
--   loss: values of users.site that character varying(20) cannot hold, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE "site" IS DISTINCT FROM CAST("site" AS character varying(20)) LIMIT 1000) AS found
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('site') IN lower(p.prosrc)) > 0 AND (position(lower('users') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."users"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
ALTER TABLE "public"."users" ALTER COLUMN "site" TYPE text;

-- [expand-6] gather statistics for users.site again
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while a sample of the table is read; reads and writes go on
--   why: ALTER TYPE throws them away, and autovacuum sees no reason to gather them
--   runs: in one transaction with its record
ANALYZE "public"."users" ("site");

-- ==== backfill
-- [backfill-1] look for rows of users that constraint users_long_names would refuse
--   lock: ACCESS SHARE on users, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."users" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."users"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (length(name) < 30 AND name <> 'root') IS FALSE
LIMIT 5;

-- [backfill-2] look for duplicates that constraint users_name_key would refuse
--   lock: ACCESS SHARE on users, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "name", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."users"
    WHERE "name" IS NOT DISTINCT FROM migrate_twice.key_1
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "name" AS key_1, count(*) AS rows FROM "public"."users"
  WHERE "name" IS NOT NULL
  GROUP BY "name" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-3] build index users_name_key on users
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__users__users_name_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__users__users_name_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__users__users_name_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__users__users_name_key" ON "public"."users" USING "btree" ("name");

-- [backfill-4] make users (name) unique by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP CONSTRAINT IF EXISTS "users_name_key"
ALTER TABLE "public"."users" ADD CONSTRAINT "users_name_key" UNIQUE USING INDEX "migrate_build__users__users_name_key";

-- [backfill-5] look for rows of users that constraint users_site would refuse
--   lock: ACCESS SHARE on users, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."users" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."users"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ("users"."site" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."sites" AS migrate_parent WHERE migrate_parent."host" = "users"."site"))
LIMIT 5;

-- ==== contract
-- [contract-1] look for rows of users that constraint users_long_names would refuse, again
--   lock: ACCESS SHARE on users, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."users" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."users"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (length(name) < 30 AND name <> 'root') IS FALSE
LIMIT 5;

-- [contract-2] look for rows of users that constraint users_site would refuse, again
--   lock: ACCESS SHARE on users, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."users" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."users"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ("users"."site" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."sites" AS migrate_parent WHERE migrate_parent."host" = "users"."site"))
LIMIT 5;

-- [contract-3] require constraint users_long_names for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; NOT VALID: no row is read
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
ALTER TABLE "public"."users" ADD CONSTRAINT "users_long_names" CHECK (length(name) < 30 AND name <> 'root') NOT VALID;

-- [contract-4] prove constraint users_long_names for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "users_long_names";

-- [contract-5] require constraint users_site for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on users, sites, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
LOCK TABLE "public"."users", "public"."sites" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."users" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."sites" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."sites" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."users" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."users" ADD CONSTRAINT "users_site" FOREIGN KEY ("site") REFERENCES "public"."sites" ("host") MATCH SIMPLE ON DELETE NO ACTION ON UPDATE CASCADE NOT VALID;

-- [contract-6] prove constraint users_site for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "users_site";
