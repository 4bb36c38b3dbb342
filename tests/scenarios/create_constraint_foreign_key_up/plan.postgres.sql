-- migration: create_constraint_foreign_key_up
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
-- note: from expand on posts_user also guards users: a delete there is refused, or acts as `on_delete` says, in old code too
-- note: until contract a row that breaks posts_user, from whichever version, is stored as `up` makes it (user_id); a rollback keeps what `up` made

-- ==== expand
-- [expand-1] require constraint posts_user for new rows, mended by `up` where they break it
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on posts, users, milliseconds: catalog only; writes wait that long, reads do not
--   why: the trigger mends what old code writes before the constraint looks at it
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."posts"') IS NULL OR to_regclass('"public"."users"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."posts", "public"."users" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
--       END;
--     END
--     $migrate$
--   undo: ALTER TABLE IF EXISTS "public"."posts" DROP CONSTRAINT IF EXISTS "posts_user"
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__create_constraint_foreign_key_502a813531" ON "public"."posts"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__create_constraint_foreign_key_502a813531"()
--   lock of undo: ACCESS EXCLUSIVE on posts, users, milliseconds: catalog only; no row is read
LOCK TABLE "public"."posts", "public"."users" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."posts" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."users" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."users" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."posts" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
EXPLAIN UPDATE "public"."posts" SET "user_id" = ((SELECT CASE WHEN EXISTS (SELECT 1 FROM users WHERE users.id = user_id) THEN user_id ELSE NULL END)) WHERE false;
CREATE VIEW migrate."migrate_asks__create_constraint_foreign_key_up__posts__user_id" AS SELECT ((SELECT CASE WHEN EXISTS (SELECT 1 FROM users WHERE users.id = user_id) THEN user_id ELSE NULL END)) AS value FROM (SELECT * FROM "public"."posts") AS "posts";
DO $migrate$
DECLARE
  migrate_found text;
BEGIN
  WITH RECURSIVE written(id) AS (
    SELECT '"public"."posts"'::regclass::oid UNION
    SELECT r.ev_class FROM written JOIN pg_catalog.pg_depend AS d ON d.refobjid = written.id
    AND d.refclassid = 'pg_class'::regclass AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid WHERE r.ev_class <> 'migrate."migrate_asks__create_constraint_foreign_key_up__posts__user_id"'::regclass),
  writer(name) AS (
    SELECT DISTINCT CASE g.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(g.grantee)::text END
    FROM written JOIN pg_catalog.pg_class AS c ON c.oid = written.id CROSS JOIN LATERAL (
      SELECT * FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) UNION ALL
      SELECT e.* FROM pg_catalog.pg_attribute AS a, aclexplode(a.attacl) AS e
      WHERE a.attrelid = c.oid) AS g WHERE g.privilege_type IN ('INSERT', 'UPDATE')),
  needed(class, id) AS (
    SELECT DISTINCT d.refclassid, d.refobjid FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
    WHERE r.ev_class = 'migrate."migrate_asks__create_constraint_foreign_key_up__posts__user_id"'::regclass AND d.refobjid NOT IN (r.ev_class, '"public"."posts"'::regclass))
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
      'the trigger evaluates `(SELECT CASE WHEN EXISTS (SELECT 1 FROM users WHERE users.id = user_id) THEN …` of posts.user_id with the rights of whoever writes; needed: ' || migrate_found;
  END IF;
END
$migrate$;
DROP VIEW migrate."migrate_asks__create_constraint_foreign_key_up__posts__user_id";
CREATE VIEW migrate."migrate_asks__create_constraint_foreign_key_up__post_d19686172d" AS SELECT (("posts"."user_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."users" AS migrate_parent WHERE migrate_parent."id" = "posts"."user_id"))) AS value FROM (SELECT * FROM "public"."posts") AS "posts";
DO $migrate$
DECLARE
  migrate_found text;
BEGIN
  WITH RECURSIVE written(id) AS (
    SELECT '"public"."posts"'::regclass::oid UNION
    SELECT r.ev_class FROM written JOIN pg_catalog.pg_depend AS d ON d.refobjid = written.id
    AND d.refclassid = 'pg_class'::regclass AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid WHERE r.ev_class <> 'migrate."migrate_asks__create_constraint_foreign_key_up__post_d19686172d"'::regclass),
  writer(name) AS (
    SELECT DISTINCT CASE g.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(g.grantee)::text END
    FROM written JOIN pg_catalog.pg_class AS c ON c.oid = written.id CROSS JOIN LATERAL (
      SELECT * FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) UNION ALL
      SELECT e.* FROM pg_catalog.pg_attribute AS a, aclexplode(a.attacl) AS e
      WHERE a.attrelid = c.oid) AS g WHERE g.privilege_type IN ('INSERT', 'UPDATE')),
  needed(class, id) AS (
    SELECT DISTINCT d.refclassid, d.refobjid FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
    WHERE r.ev_class = 'migrate."migrate_asks__create_constraint_foreign_key_up__post_d19686172d"'::regclass AND d.refobjid NOT IN (r.ev_class, '"public"."posts"'::regclass))
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
      'the trigger evaluates constraint posts_user with the rights of whoever writes; needed: ' || migrate_found;
  END IF;
END
$migrate$;
DROP VIEW migrate."migrate_asks__create_constraint_foreign_key_up__post_d19686172d";
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__create_constraint_foreign_key_502a813531"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_violated boolean;
BEGIN
  SELECT (("posts"."user_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."users" AS migrate_parent WHERE migrate_parent."id" = "posts"."user_id"))) INTO migrate_violated FROM (SELECT NEW.*) AS "posts";
  IF NOT coalesce(migrate_violated, false) THEN
    RETURN NEW;
  END IF;
  SELECT ((SELECT CASE WHEN EXISTS (SELECT 1 FROM users WHERE users.id = user_id) THEN user_id ELSE NULL END)) INTO NEW."user_id" FROM (SELECT NEW.*) AS "posts";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__create_constraint_foreign_key_502a813531" BEFORE INSERT OR UPDATE ON "public"."posts" FOR EACH ROW
  EXECUTE FUNCTION migrate."migrate_value_kept__create_constraint_foreign_key_502a813531"();
ALTER TABLE "public"."posts" ADD CONSTRAINT "posts_user" FOREIGN KEY ("user_id") REFERENCES "public"."users" ("id") MATCH SIMPLE ON DELETE NO ACTION ON UPDATE NO ACTION NOT VALID;

-- ==== backfill
-- [backfill-1] mend user_id in rows that break posts_user
--   strategy: in place
--   lock: ROW EXCLUSIVE on posts, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that keep the constraint are left alone
--   batches: table posts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."posts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."posts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."posts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."posts" SET "user_id" = ((SELECT CASE WHEN EXISTS (SELECT 1 FROM users WHERE users.id = user_id) THEN user_id ELSE NULL END))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ("posts"."user_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."users" AS migrate_parent WHERE migrate_parent."id" = "posts"."user_id"));

-- [backfill-2] look for rows of posts that constraint posts_user would refuse
--   lock: ACCESS SHARE on posts, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table posts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."posts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."posts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."posts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."posts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ("posts"."user_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."users" AS migrate_parent WHERE migrate_parent."id" = "posts"."user_id"))
LIMIT 5;

-- [backfill-3] prove constraint posts_user for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on posts, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."posts" VALIDATE CONSTRAINT "posts_user";

-- ==== contract
-- [contract-1] stop mending rows that break posts_user
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, milliseconds: catalog only; catalog only
--   why: all live code keeps the constraint itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__create_constraint_foreign_key_502a813531" ON "public"."posts";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__create_constraint_foreign_key_502a813531"();
