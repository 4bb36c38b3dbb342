-- migration: alter_column_constraints
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
-- note: from backfill on no duplicates of users (email) are taken, from old code neither: new code's ON CONFLICT needs the index before contract
-- note: constraint users_age_check holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows; with an `up` that mends them it would hold from expand on
-- note: users.team_id is nullable already
-- note: constraint users_team_fk holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows; with an `up` that mends them it would hold from expand on

-- ==== expand
-- [expand-1] comment on users.age
--   strategy: instant
--   lock: SHARE UPDATE EXCLUSIVE on users, milliseconds: catalog only; reads and writes go on
--   runs: in one transaction with its record
--   undo: COMMENT ON COLUMN "public"."users"."age" IS NULL
COMMENT ON COLUMN "public"."users"."age" IS 'in years';

-- [expand-2] try constraint users_age_check on an empty copy of users
--   lock: ACCESS SHARE on users, milliseconds: catalog only; reads and writes go on
--   why: an expression that the server refuses must not be found in contract
--   runs: in one transaction with its record
CREATE TEMPORARY TABLE "users" (LIKE "public"."users") ON COMMIT DROP;
ALTER TABLE pg_temp."users" ADD CONSTRAINT "users_age_check" CHECK (age >= 0);

-- ==== backfill
-- [backfill-1] look for duplicates that constraint users_email_key would refuse
--   lock: ACCESS SHARE on users, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "email", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."users"
    WHERE "email" IS NOT DISTINCT FROM migrate_twice.key_1
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "email" AS key_1, count(*) AS rows FROM "public"."users"
  WHERE "email" IS NOT NULL
  GROUP BY "email" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-2] build index users_email_key on users
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__users__users_email_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__users__users_email_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__users__users_email_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__users__users_email_key" ON "public"."users" USING "btree" ("email");

-- [backfill-3] make users (email) unique by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP CONSTRAINT IF EXISTS "users_email_key"
ALTER TABLE "public"."users" ADD CONSTRAINT "users_email_key" UNIQUE USING INDEX "migrate_build__users__users_email_key";

-- [backfill-4] look for rows of users that constraint users_age_check would refuse
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
  AND (age >= 0) IS FALSE
LIMIT 5;

-- [backfill-5] look for rows of users that constraint users_team_fk would refuse
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
  AND ("users"."team_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."teams" AS migrate_parent WHERE migrate_parent."id" = "users"."team_id"))
LIMIT 5;

-- ==== contract
-- [contract-1] look for rows of users that constraint users_age_check would refuse, again
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
  AND (age >= 0) IS FALSE
LIMIT 5;

-- [contract-2] look for rows of users that constraint users_team_fk would refuse, again
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
  AND ("users"."team_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."teams" AS migrate_parent WHERE migrate_parent."id" = "users"."team_id"))
LIMIT 5;

-- [contract-3] require constraint users_age_check for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; NOT VALID: no row is read
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
ALTER TABLE "public"."users" ADD CONSTRAINT "users_age_check" CHECK (age >= 0) NOT VALID;

-- [contract-4] prove constraint users_age_check for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "users_age_check";

-- [contract-5] require constraint users_team_fk for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on users, teams, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
LOCK TABLE "public"."users", "public"."teams" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."users" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."teams" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."teams" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."users" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."users" ADD CONSTRAINT "users_team_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams" ("id") MATCH SIMPLE ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED NOT VALID;

-- [contract-6] prove constraint users_team_fk for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "users_team_fk";
