-- migration: rename_column_without_equality
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

-- ==== expand
-- [expand-1] add things.new_j beside things.j, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__j" ON "public"."things"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__j"()
--   undo: ALTER TABLE IF EXISTS "public"."things" DROP COLUMN IF EXISTS "new_j"
ALTER TABLE "public"."things" ADD COLUMN "new_j" json;
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__j"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."new_j" IS NOT DISTINCT FROM NULL) THEN
      NEW."j" := NEW."new_j";
    ELSE
      NEW."new_j" := NEW."j";
    END IF;
  ELSIF ROW(NEW."new_j")::record OPERATOR(pg_catalog.*<>) ROW(OLD."new_j")::record THEN
    NEW."j" := NEW."new_j";
  ELSE
    NEW."new_j" := NEW."j";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_column_without_equality__things__j" BEFORE INSERT OR UPDATE ON "public"."things" FOR EACH ROW
  WHEN (ROW(NEW."new_j")::record OPERATOR(pg_catalog.*<>) ROW(NEW."j")::record)
  EXECUTE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__j"();

-- [expand-2] add things.new_x beside things.x, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__x" ON "public"."things"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__x"()
--   undo: ALTER TABLE IF EXISTS "public"."things" DROP COLUMN IF EXISTS "new_x"
ALTER TABLE "public"."things" ADD COLUMN "new_x" xml;
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__x"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."new_x" IS NOT DISTINCT FROM NULL) THEN
      NEW."x" := NEW."new_x";
    ELSE
      NEW."new_x" := NEW."x";
    END IF;
  ELSIF ROW(NEW."new_x")::record OPERATOR(pg_catalog.*<>) ROW(OLD."new_x")::record THEN
    NEW."x" := NEW."new_x";
  ELSE
    NEW."new_x" := NEW."x";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_column_without_equality__things__x" BEFORE INSERT OR UPDATE ON "public"."things" FOR EACH ROW
  WHEN (ROW(NEW."new_x")::record OPERATOR(pg_catalog.*<>) ROW(NEW."x")::record)
  EXECUTE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__x"();

-- [expand-3] add things.new_p beside things.p, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__p" ON "public"."things"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__p"()
--   undo: ALTER TABLE IF EXISTS "public"."things" DROP COLUMN IF EXISTS "new_p"
ALTER TABLE "public"."things" ADD COLUMN "new_p" point;
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__p"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."new_p" IS NOT DISTINCT FROM NULL) THEN
      NEW."p" := NEW."new_p";
    ELSE
      NEW."new_p" := NEW."p";
    END IF;
  ELSIF ROW(NEW."new_p")::record OPERATOR(pg_catalog.*<>) ROW(OLD."new_p")::record THEN
    NEW."p" := NEW."new_p";
  ELSE
    NEW."new_p" := NEW."p";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_column_without_equality__things__p" BEFORE INSERT OR UPDATE ON "public"."things" FOR EACH ROW
  WHEN (ROW(NEW."new_p")::record OPERATOR(pg_catalog.*<>) ROW(NEW."p")::record)
  EXECUTE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__p"();

-- [expand-4] add things.new_t beside things.t, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__t" ON "public"."things"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__t"()
--   undo: ALTER TABLE IF EXISTS "public"."things" DROP COLUMN IF EXISTS "new_t"
ALTER TABLE "public"."things" ADD COLUMN "new_t" timestamps;
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__t"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."new_t" IS NOT DISTINCT FROM NULL) THEN
      NEW."t" := NEW."new_t";
    ELSE
      NEW."new_t" := NEW."t";
    END IF;
  ELSIF ROW(NEW."new_t")::record OPERATOR(pg_catalog.*<>) ROW(OLD."new_t")::record THEN
    NEW."t" := NEW."new_t";
  ELSE
    NEW."new_t" := NEW."t";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_column_without_equality__things__t" BEFORE INSERT OR UPDATE ON "public"."things" FOR EACH ROW
  WHEN (ROW(NEW."new_t")::record OPERATOR(pg_catalog.*<>) ROW(NEW."t")::record)
  EXECUTE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__t"();

-- [expand-5] add things.new_v beside things.v, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__v" ON "public"."things"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__v"()
--   undo: ALTER TABLE IF EXISTS "public"."things" DROP COLUMN IF EXISTS "new_v"
ALTER TABLE "public"."things" ADD COLUMN "new_v" character varying(20)[];
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__v"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."new_v" IS NOT DISTINCT FROM NULL) THEN
      NEW."v" := NEW."new_v";
    ELSE
      NEW."new_v" := NEW."v";
    END IF;
  ELSIF ROW(NEW."new_v")::record OPERATOR(pg_catalog.*<>) ROW(OLD."new_v")::record THEN
    NEW."v" := NEW."new_v";
  ELSE
    NEW."new_v" := NEW."v";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_column_without_equality__things__v" BEFORE INSERT OR UPDATE ON "public"."things" FOR EACH ROW
  WHEN (ROW(NEW."new_v")::record OPERATOR(pg_catalog.*<>) ROW(NEW."v")::record)
  EXECUTE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__v"();

-- [expand-6] add things.new_f beside things.f, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__f" ON "public"."things"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__f"()
--   undo: ALTER TABLE IF EXISTS "public"."things" DROP COLUMN IF EXISTS "new_f"
ALTER TABLE "public"."things" ADD COLUMN "new_f" double precision;
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__f"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."new_f" IS NOT DISTINCT FROM NULL) THEN
      NEW."f" := NEW."new_f";
    ELSE
      NEW."new_f" := NEW."f";
    END IF;
  ELSIF ROW(NEW."new_f")::record OPERATOR(pg_catalog.*<>) ROW(OLD."new_f")::record THEN
    NEW."f" := NEW."new_f";
  ELSE
    NEW."new_f" := NEW."f";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_column_without_equality__things__f" BEFORE INSERT OR UPDATE ON "public"."things" FOR EACH ROW
  WHEN (ROW(NEW."new_f")::record OPERATOR(pg_catalog.*<>) ROW(NEW."f")::record)
  EXECUTE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__f"();

-- [expand-7] add things.new_n beside things.n, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__n" ON "public"."things"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__n"()
--   undo: ALTER TABLE IF EXISTS "public"."things" DROP COLUMN IF EXISTS "new_n"
ALTER TABLE "public"."things" ADD COLUMN "new_n" numeric;
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__n"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."new_n" IS NOT DISTINCT FROM NULL) THEN
      NEW."n" := NEW."new_n";
    ELSE
      NEW."new_n" := NEW."n";
    END IF;
  ELSIF ROW(NEW."new_n")::record OPERATOR(pg_catalog.*<>) ROW(OLD."new_n")::record THEN
    NEW."n" := NEW."new_n";
  ELSE
    NEW."new_n" := NEW."n";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_column_without_equality__things__n" BEFORE INSERT OR UPDATE ON "public"."things" FOR EACH ROW
  WHEN (ROW(NEW."new_n")::record OPERATOR(pg_catalog.*<>) ROW(NEW."n")::record)
  EXECUTE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__n"();

-- [expand-8] add things.new_c beside things.c, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__c" ON "public"."things"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__c"()
--   undo: ALTER TABLE IF EXISTS "public"."things" DROP COLUMN IF EXISTS "new_c"
ALTER TABLE "public"."things" ADD COLUMN "new_c" character(4);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__c"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."new_c" IS NOT DISTINCT FROM NULL) THEN
      NEW."c" := NEW."new_c";
    ELSE
      NEW."new_c" := NEW."c";
    END IF;
  ELSIF ROW(NEW."new_c")::record OPERATOR(pg_catalog.*<>) ROW(OLD."new_c")::record THEN
    NEW."c" := NEW."new_c";
  ELSE
    NEW."new_c" := NEW."c";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_column_without_equality__things__c" BEFORE INSERT OR UPDATE ON "public"."things" FOR EACH ROW
  WHEN (ROW(NEW."new_c")::record OPERATOR(pg_catalog.*<>) ROW(NEW."c")::record)
  EXECUTE FUNCTION migrate."migrate_rename__rename_column_without_equality__things__c"();

-- ==== backfill
-- [backfill-1] fill things.new_j from things.j
--   strategy: in place
--   lock: ROW EXCLUSIVE on things, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."things" SET "new_j" = "j"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("j")::record OPERATOR(pg_catalog.*<>) ROW("new_j")::record;

-- [backfill-2] compare things.new_j with things.j
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("j")::record OPERATOR(pg_catalog.*<>) ROW("new_j")::record
LIMIT 5;

-- [backfill-3] fill things.new_x from things.x
--   strategy: in place
--   lock: ROW EXCLUSIVE on things, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."things" SET "new_x" = "x"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("x")::record OPERATOR(pg_catalog.*<>) ROW("new_x")::record;

-- [backfill-4] compare things.new_x with things.x
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("x")::record OPERATOR(pg_catalog.*<>) ROW("new_x")::record
LIMIT 5;

-- [backfill-5] fill things.new_p from things.p
--   strategy: in place
--   lock: ROW EXCLUSIVE on things, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."things" SET "new_p" = "p"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("p")::record OPERATOR(pg_catalog.*<>) ROW("new_p")::record;

-- [backfill-6] compare things.new_p with things.p
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("p")::record OPERATOR(pg_catalog.*<>) ROW("new_p")::record
LIMIT 5;

-- [backfill-7] fill things.new_t from things.t
--   strategy: in place
--   lock: ROW EXCLUSIVE on things, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."things" SET "new_t" = "t"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("t")::record OPERATOR(pg_catalog.*<>) ROW("new_t")::record;

-- [backfill-8] compare things.new_t with things.t
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("t")::record OPERATOR(pg_catalog.*<>) ROW("new_t")::record
LIMIT 5;

-- [backfill-9] fill things.new_v from things.v
--   strategy: in place
--   lock: ROW EXCLUSIVE on things, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."things" SET "new_v" = "v"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("v")::record OPERATOR(pg_catalog.*<>) ROW("new_v")::record;

-- [backfill-10] compare things.new_v with things.v
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("v")::record OPERATOR(pg_catalog.*<>) ROW("new_v")::record
LIMIT 5;

-- [backfill-11] fill things.new_f from things.f
--   strategy: in place
--   lock: ROW EXCLUSIVE on things, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."things" SET "new_f" = "f"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("f")::record OPERATOR(pg_catalog.*<>) ROW("new_f")::record;

-- [backfill-12] compare things.new_f with things.f
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("f")::record OPERATOR(pg_catalog.*<>) ROW("new_f")::record
LIMIT 5;

-- [backfill-13] fill things.new_n from things.n
--   strategy: in place
--   lock: ROW EXCLUSIVE on things, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."things" SET "new_n" = "n"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("n")::record OPERATOR(pg_catalog.*<>) ROW("new_n")::record;

-- [backfill-14] compare things.new_n with things.n
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("n")::record OPERATOR(pg_catalog.*<>) ROW("new_n")::record
LIMIT 5;

-- [backfill-15] fill things.new_c from things.c
--   strategy: in place
--   lock: ROW EXCLUSIVE on things, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."things" SET "new_c" = "c"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("c")::record OPERATOR(pg_catalog.*<>) ROW("new_c")::record;

-- [backfill-16] compare things.new_c with things.c
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("c")::record OPERATOR(pg_catalog.*<>) ROW("new_c")::record
LIMIT 5;

-- ==== contract
-- [contract-1] compare things.new_j with things.j again
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("j")::record OPERATOR(pg_catalog.*<>) ROW("new_j")::record
LIMIT 5;

-- [contract-2] compare things.new_x with things.x again
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("x")::record OPERATOR(pg_catalog.*<>) ROW("new_x")::record
LIMIT 5;

-- [contract-3] compare things.new_p with things.p again
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("p")::record OPERATOR(pg_catalog.*<>) ROW("new_p")::record
LIMIT 5;

-- [contract-4] compare things.new_t with things.t again
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("t")::record OPERATOR(pg_catalog.*<>) ROW("new_t")::record
LIMIT 5;

-- [contract-5] compare things.new_v with things.v again
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("v")::record OPERATOR(pg_catalog.*<>) ROW("new_v")::record
LIMIT 5;

-- [contract-6] compare things.new_f with things.f again
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("f")::record OPERATOR(pg_catalog.*<>) ROW("new_f")::record
LIMIT 5;

-- [contract-7] compare things.new_n with things.n again
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("n")::record OPERATOR(pg_catalog.*<>) ROW("new_n")::record
LIMIT 5;

-- [contract-8] compare things.new_c with things.c again
--   lock: ACCESS SHARE on things, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table things by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."things" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."things" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."things"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("c")::record OPERATOR(pg_catalog.*<>) ROW("new_c")::record
LIMIT 5;

-- [contract-9] look for what else is built on things.new_j
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_j'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-10] make things.new_j the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."things" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__j" ON "public"."things";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__j"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_j'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on things.new_j since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."things" DROP COLUMN "new_j";
ALTER TABLE "public"."things" RENAME COLUMN "j" TO "new_j";

-- [contract-11] look for what else is built on things.new_x
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_x'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-12] make things.new_x the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."things" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__x" ON "public"."things";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__x"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_x'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on things.new_x since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."things" DROP COLUMN "new_x";
ALTER TABLE "public"."things" RENAME COLUMN "x" TO "new_x";

-- [contract-13] look for what else is built on things.new_p
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_p'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-14] make things.new_p the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."things" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__p" ON "public"."things";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__p"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_p'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on things.new_p since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."things" DROP COLUMN "new_p";
ALTER TABLE "public"."things" RENAME COLUMN "p" TO "new_p";

-- [contract-15] look for what else is built on things.new_t
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_t'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-16] make things.new_t the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."things" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__t" ON "public"."things";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__t"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_t'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on things.new_t since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."things" DROP COLUMN "new_t";
ALTER TABLE "public"."things" RENAME COLUMN "t" TO "new_t";

-- [contract-17] look for what else is built on things.new_v
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_v'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-18] make things.new_v the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."things" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__v" ON "public"."things";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__v"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_v'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on things.new_v since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."things" DROP COLUMN "new_v";
ALTER TABLE "public"."things" RENAME COLUMN "v" TO "new_v";

-- [contract-19] look for what else is built on things.new_f
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_f'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-20] make things.new_f the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."things" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__f" ON "public"."things";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__f"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_f'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on things.new_f since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."things" DROP COLUMN "new_f";
ALTER TABLE "public"."things" RENAME COLUMN "f" TO "new_f";

-- [contract-21] look for what else is built on things.new_n
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_n'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-22] make things.new_n the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."things" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__n" ON "public"."things";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__n"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_n'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on things.new_n since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."things" DROP COLUMN "new_n";
ALTER TABLE "public"."things" RENAME COLUMN "n" TO "new_n";

-- [contract-23] look for what else is built on things.new_c
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_c'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-24] make things.new_c the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on things, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."things" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_without_equality__things__c" ON "public"."things";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_without_equality__things__c"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."things"'::regclass AND a.attname = 'new_c'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on things.new_c since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."things" DROP COLUMN "new_c";
ALTER TABLE "public"."things" RENAME COLUMN "c" TO "new_c";
