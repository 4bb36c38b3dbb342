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
--   why: an empty column is a change of the catalog alone
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "token"
--   loss: values of users.token, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE NOT ("token" IS NOT DISTINCT FROM NULL) LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "token" uuid;
ALTER TABLE "public"."users" ALTER COLUMN "token" SET DEFAULT (gen_random_uuid());
COMMENT ON COLUMN "public"."users"."token" IS 'not shown';

-- [expand-2] add users.luck
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nothing is rewritten
--   why: an empty column is a change of the catalog alone
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "luck"
--   loss: values of users.luck, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE NOT ("luck" IS NOT DISTINCT FROM NULL) LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "luck" double precision;
ALTER TABLE "public"."users" ALTER COLUMN "luck" SET DEFAULT (random());
ALTER TABLE "public"."users" ADD CONSTRAINT "users_luck" CHECK (luck < 2) NOT VALID;

-- [expand-3] add users.seen
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nothing is rewritten
--   why: an empty column is a change of the catalog alone
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "seen"
--   loss: values of users.seen, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE NOT ("seen" IS NOT DISTINCT FROM NULL) LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "seen" timestamptz;
ALTER TABLE "public"."users" ALTER COLUMN "seen" SET DEFAULT (clock_timestamp());

-- [expand-4] add users.ticket
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nothing is rewritten
--   why: an empty column is a change of the catalog alone
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "ticket"
--   loss: values of users.ticket, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE NOT ("ticket" IS NOT DISTINCT FROM NULL) LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "ticket" bigint;
ALTER TABLE "public"."users" ALTER COLUMN "ticket" SET DEFAULT (nextval('tickets'));

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
ALTER TABLE "public"."users" ADD CONSTRAINT "users_token_not_null" NOT NULL "token" NOT VALID;

-- [backfill-4] prove that users.token holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "users_token_not_null";

-- [backfill-5] look for duplicates that constraint users_token_key would refuse
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

-- [backfill-6] build index users_token_key on users
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

-- [backfill-7] make users (token) unique by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP CONSTRAINT IF EXISTS "users_token_key"
ALTER TABLE "public"."users" ADD CONSTRAINT "users_token_key" UNIQUE USING INDEX "migrate_build__users__users_token_key";

-- [backfill-8] fill users.luck
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

-- [backfill-9] prove constraint users_luck for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "users_luck";

-- [backfill-10] fill users.seen
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

-- [backfill-11] look for rows without users.seen
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

-- [backfill-12] require users.seen for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
ALTER TABLE "public"."users" ADD CONSTRAINT "users_seen_not_null" NOT NULL "seen" NOT VALID;

-- [backfill-13] prove that users.seen holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "users_seen_not_null";

-- [backfill-14] fill users.ticket
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

-- [backfill-15] look for rows without users.ticket
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

-- [backfill-16] require users.ticket for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
ALTER TABLE "public"."users" ADD CONSTRAINT "users_ticket_not_null" NOT NULL "ticket" NOT VALID;

-- [backfill-17] prove that users.ticket holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "users_ticket_not_null";

-- ==== contract
-- nothing to do
