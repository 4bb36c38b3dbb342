-- migration: add_column_volatile_default
-- description: Defaults that differ by row
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
-- note: from backfill on no duplicates of users (token) are taken, from old code neither: new code's ON CONFLICT needs the index before contract
-- note: until the end of backfill a NULL in users.luck means "not filled yet" and gets the default

-- ==== expand
-- [expand-1] add users.token
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nothing is rewritten
--   why: an empty column is a change of the catalog alone; a row that is updated gets the default at once: it may move to where the fill has been already
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_default__add_column_volatile_default__users__token" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_default__add_column_volatile_default__users__token"()
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "token"
--   loss: values of users.token, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE NOT ("token" IS NOT DISTINCT FROM NULL) LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "token" uuid;
ALTER TABLE "public"."users" ALTER COLUMN "token" SET DEFAULT (gen_random_uuid());
COMMENT ON COLUMN "public"."users"."token" IS 'not shown';
CREATE OR REPLACE FUNCTION migrate."migrate_default__add_column_volatile_default__users__token"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
BEGIN
  BEGIN
    NEW."token" := (gen_random_uuid());
  EXCEPTION WHEN others THEN
    NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_default__add_column_volatile_default__users__token" BEFORE UPDATE ON "public"."users" FOR EACH ROW
  WHEN (OLD."token" IS NOT DISTINCT FROM NULL AND NEW."token" IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION migrate."migrate_default__add_column_volatile_default__users__token"();

-- [expand-2] add users.luck
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nothing is rewritten
--   why: an empty column is a change of the catalog alone; a row that is updated gets the default at once: it may move to where the fill has been already
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_default__add_column_volatile_default__users__luck" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_default__add_column_volatile_default__users__luck"()
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "luck"
--   loss: values of users.luck, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE NOT ("luck" IS NOT DISTINCT FROM NULL) LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "luck" double precision;
ALTER TABLE "public"."users" ALTER COLUMN "luck" SET DEFAULT (random());
ALTER TABLE "public"."users" ADD CONSTRAINT "users_luck" CHECK (luck < 2) NOT VALID;
CREATE OR REPLACE FUNCTION migrate."migrate_default__add_column_volatile_default__users__luck"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
BEGIN
  BEGIN
    NEW."luck" := (random());
  EXCEPTION WHEN others THEN
    NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_default__add_column_volatile_default__users__luck" BEFORE UPDATE ON "public"."users" FOR EACH ROW
  WHEN (OLD."luck" IS NOT DISTINCT FROM NULL AND NEW."luck" IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION migrate."migrate_default__add_column_volatile_default__users__luck"();

-- [expand-3] add users.seen
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nothing is rewritten
--   why: an empty column is a change of the catalog alone; a row that is updated gets the default at once: it may move to where the fill has been already
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_default__add_column_volatile_default__users__seen" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_default__add_column_volatile_default__users__seen"()
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "seen"
--   loss: values of users.seen, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE NOT ("seen" IS NOT DISTINCT FROM NULL) LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "seen" timestamptz;
ALTER TABLE "public"."users" ALTER COLUMN "seen" SET DEFAULT (clock_timestamp());
CREATE OR REPLACE FUNCTION migrate."migrate_default__add_column_volatile_default__users__seen"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
BEGIN
  BEGIN
    NEW."seen" := (clock_timestamp());
  EXCEPTION WHEN others THEN
    NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_default__add_column_volatile_default__users__seen" BEFORE UPDATE ON "public"."users" FOR EACH ROW
  WHEN (OLD."seen" IS NOT DISTINCT FROM NULL AND NEW."seen" IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION migrate."migrate_default__add_column_volatile_default__users__seen"();

-- [expand-4] add users.ticket
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nothing is rewritten
--   why: an empty column is a change of the catalog alone; a row that is updated gets the default at once: it may move to where the fill has been already
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_default__add_column_volatile_default__users__ticket" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_default__add_column_volatile_default__users__ticket"()
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "ticket"
--   loss: values of users.ticket, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE NOT ("ticket" IS NOT DISTINCT FROM NULL) LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "ticket" bigint;
ALTER TABLE "public"."users" ALTER COLUMN "ticket" SET DEFAULT (nextval('tickets'));
CREATE OR REPLACE FUNCTION migrate."migrate_default__add_column_volatile_default__users__ticket"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
BEGIN
  BEGIN
    NEW."ticket" := (nextval('tickets'));
  EXCEPTION WHEN others THEN
    NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_default__add_column_volatile_default__users__ticket" BEFORE UPDATE ON "public"."users" FOR EACH ROW
  WHEN (OLD."ticket" IS NOT DISTINCT FROM NULL AND NEW."ticket" IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION migrate."migrate_default__add_column_volatile_default__users__ticket"();

-- ==== backfill
-- [backfill-1] fill users.token
--   strategy: in place
--   lock: ROW EXCLUSIVE on users, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a default that differs by row would rewrite the table under ACCESS EXCLUSIVE
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
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."users" SET "token" = DEFAULT
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "token" IS NOT DISTINCT FROM NULL;

-- [backfill-2] look for rows without users.token
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
  AND "token" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-3] require users.token for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP CONSTRAINT IF EXISTS "migrate_not_null__users__token"
ALTER TABLE "public"."users" ADD CONSTRAINT "migrate_not_null__users__token" CHECK ("token" IS NOT NULL) NOT VALID;

-- [backfill-4] prove that users.token holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "migrate_not_null__users__token";

-- [backfill-5] make users.token NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."users" ALTER COLUMN "token" SET NOT NULL;
ALTER TABLE "public"."users" DROP CONSTRAINT "migrate_not_null__users__token";

-- [backfill-6] stop filling users.token in rows that are updated
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; catalog only
--   why: no row is without a value any more
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_default__add_column_volatile_default__users__token" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_default__add_column_volatile_default__users__token"();

-- [backfill-7] look for duplicates that constraint users_token_key would refuse
--   lock: ACCESS SHARE on users, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "token", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."users"
    WHERE "token" IS NOT DISTINCT FROM migrate_twice.key_1
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "token" AS key_1, count(*) AS rows FROM "public"."users"
  WHERE "token" IS NOT NULL
  GROUP BY "token" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-8] build index users_token_key on users
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__users__users_token_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__users__users_token_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__users__users_token_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__users__users_token_key" ON "public"."users" USING "btree" ("token");

-- [backfill-9] make users (token) unique by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP CONSTRAINT IF EXISTS "users_token_key"
ALTER TABLE "public"."users" ADD CONSTRAINT "users_token_key" UNIQUE USING INDEX "migrate_build__users__users_token_key";

-- [backfill-10] fill users.luck
--   strategy: in place
--   lock: ROW EXCLUSIVE on users, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a default that differs by row would rewrite the table under ACCESS EXCLUSIVE
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
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."users" SET "luck" = DEFAULT
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "luck" IS NOT DISTINCT FROM NULL;

-- [backfill-11] look for rows not filled: users.luck
--   lock: ACCESS SHARE on users, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
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
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."users"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "luck" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-12] stop filling users.luck in rows that are updated
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; catalog only
--   why: from here on new code may write NULL and mean it
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_default__add_column_volatile_default__users__luck" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_default__add_column_volatile_default__users__luck"();

-- [backfill-13] prove constraint users_luck for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "users_luck";

-- [backfill-14] fill users.seen
--   strategy: in place
--   lock: ROW EXCLUSIVE on users, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a default that differs by row would rewrite the table under ACCESS EXCLUSIVE
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
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."users" SET "seen" = DEFAULT
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "seen" IS NOT DISTINCT FROM NULL;

-- [backfill-15] look for rows without users.seen
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
  AND "seen" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-16] require users.seen for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP CONSTRAINT IF EXISTS "migrate_not_null__users__seen"
ALTER TABLE "public"."users" ADD CONSTRAINT "migrate_not_null__users__seen" CHECK ("seen" IS NOT NULL) NOT VALID;

-- [backfill-17] prove that users.seen holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "migrate_not_null__users__seen";

-- [backfill-18] make users.seen NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."users" ALTER COLUMN "seen" SET NOT NULL;
ALTER TABLE "public"."users" DROP CONSTRAINT "migrate_not_null__users__seen";

-- [backfill-19] stop filling users.seen in rows that are updated
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; catalog only
--   why: no row is without a value any more
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_default__add_column_volatile_default__users__seen" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_default__add_column_volatile_default__users__seen"();

-- [backfill-20] fill users.ticket
--   strategy: in place
--   lock: ROW EXCLUSIVE on users, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a default that differs by row would rewrite the table under ACCESS EXCLUSIVE
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
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."users" SET "ticket" = DEFAULT
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "ticket" IS NOT DISTINCT FROM NULL;

-- [backfill-21] look for rows without users.ticket
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
  AND "ticket" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-22] require users.ticket for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP CONSTRAINT IF EXISTS "migrate_not_null__users__ticket"
ALTER TABLE "public"."users" ADD CONSTRAINT "migrate_not_null__users__ticket" CHECK ("ticket" IS NOT NULL) NOT VALID;

-- [backfill-23] prove that users.ticket holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "migrate_not_null__users__ticket";

-- [backfill-24] make users.ticket NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."users" ALTER COLUMN "ticket" SET NOT NULL;
ALTER TABLE "public"."users" DROP CONSTRAINT "migrate_not_null__users__ticket";

-- [backfill-25] stop filling users.ticket in rows that are updated
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; catalog only
--   why: no row is without a value any more
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_default__add_column_volatile_default__users__ticket" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_default__add_column_volatile_default__users__ticket"();

-- ==== contract
-- nothing to do
