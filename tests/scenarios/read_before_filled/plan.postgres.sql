-- migration: read_before_filled
-- description: Expressions over columns that later operations rename, mend and split
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
-- note: a row for which `up` of users.email_lower raises an error or gives NULL is stored with NULL until backfill has ended, which names such rows; from then on it is refused, from old code too
-- note: until contract a NULL in members.name_lower means "not filled yet" and is filled from `up`; where `up` raises an error it stays NULL, and backfill names the row
-- note: a rollback keeps what `up` made of the NULLs of members.name
-- note: where `up` raises an error or gives NULL, members.name stays NULL until backfill has ended, which names such rows; from then on the write is refused
-- note: until contract a NULL in people.initial means "not filled yet" and is filled from `up`; where `up` raises an error it stays NULL, and backfill names the row
-- note: people.name into title, sorted: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ

-- ==== expand
-- [expand-1] add users.email_lower, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__read_before_filled__users__email_lower" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__read_before_filled__users__email_lower"()
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "email_lower"
--   loss: values of users.email_lower, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE NOT ("email_lower" IS NOT DISTINCT FROM NULL) AND ROW("email_lower")::record OPERATOR(pg_catalog.*<>) ROW(CAST((lower(email)) AS varchar(60)))::record LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "email_lower" varchar(60);
EXPLAIN UPDATE "public"."users" SET "email_lower" = (lower(email)) WHERE false;
EXPLAIN SELECT (lower(email)) AS value FROM (SELECT * FROM "public"."users") AS "users";
CREATE OR REPLACE FUNCTION migrate."migrate_value__read_before_filled__users__email_lower"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."email_lower" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (lower(email)) INTO NEW."email_lower" FROM (SELECT NEW.*) AS "users";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."email_lower" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      SELECT (lower(email)) INTO NEW."email_lower" FROM (SELECT NEW.*) AS "users";
    EXCEPTION WHEN others THEN
      NULL;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."email_lower")::record OPERATOR(pg_catalog.*=) ROW(OLD."email_lower")::record THEN
    migrate_follows := OLD."email_lower" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (lower(email)) INTO migrate_was."email_lower" FROM (SELECT OLD.*) AS "users";
        migrate_follows := ROW(OLD."email_lower")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."email_lower")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (lower(email)) INTO NEW."email_lower" FROM (SELECT NEW.*) AS "users";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."email_lower" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__read_before_filled__users__email_lower" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__read_before_filled__users__email_lower' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__read_before_filled__users__email_lower"();

-- [expand-2] add users.mail beside users.email, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__read_before_filled__users__email" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__read_before_filled__users__email"()
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "mail"
ALTER TABLE "public"."users" ADD COLUMN "mail" character varying(60);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__read_before_filled__users__email"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."mail" IS NOT DISTINCT FROM NULL) THEN
      NEW."email" := NEW."mail";
    ELSE
      NEW."mail" := NEW."email";
    END IF;
  ELSIF NEW."mail" IS DISTINCT FROM OLD."mail" THEN
    NEW."email" := NEW."mail";
  ELSE
    NEW."mail" := NEW."email";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__read_before_filled__users__email" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
  WHEN (NEW."mail" IS DISTINCT FROM NEW."email")
  EXECUTE FUNCTION migrate."migrate_rename__read_before_filled__users__email"();

-- [expand-3] add members.name_lower, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_z01_value__read_before_filled__members__name_lower" ON "public"."members"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_z01_value__read_before_filled__members__name_lower"()
--   undo: ALTER TABLE IF EXISTS "public"."members" DROP COLUMN IF EXISTS "name_lower"
--   loss: values of members.name_lower, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."members" WHERE NOT ("name_lower" IS NOT DISTINCT FROM NULL) AND ROW("name_lower")::record OPERATOR(pg_catalog.*<>) ROW(CAST((lower(name)) AS varchar(60)))::record LIMIT 1000) AS found
ALTER TABLE "public"."members" ADD COLUMN "name_lower" varchar(60);
EXPLAIN UPDATE "public"."members" SET "name_lower" = (lower(name)) WHERE false;
EXPLAIN SELECT (lower(name)) AS value FROM (SELECT * FROM "public"."members") AS "members";
CREATE OR REPLACE FUNCTION migrate."migrate_z01_value__read_before_filled__members__name_lower"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."name_lower" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (lower(name)) INTO NEW."name_lower" FROM (SELECT NEW.*) AS "members";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF ROW(NEW."name_lower")::record OPERATOR(pg_catalog.*=) ROW(OLD."name_lower")::record THEN
    migrate_follows := OLD."name_lower" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (lower(name)) INTO migrate_was."name_lower" FROM (SELECT OLD.*) AS "members";
        migrate_follows := ROW(OLD."name_lower")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."name_lower")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (lower(name)) INTO NEW."name_lower" FROM (SELECT NEW.*) AS "members";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."name_lower" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_z01_value__read_before_filled__members__name_lower" BEFORE INSERT OR UPDATE ON "public"."members" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_z01_value__read_before_filled__members__name_lower' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_z01_value__read_before_filled__members__name_lower"();

-- [expand-4] replace NULLs that are written to members.name
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on members, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code may still write NULL: `up` says what is stored instead
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__read_before_filled__members__name" ON "public"."members"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__read_before_filled__members__name"()
--   lock of undo: ACCESS EXCLUSIVE on members, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."members" SET "name" = ('Anon') WHERE false;
EXPLAIN SELECT ('Anon') AS value FROM (SELECT * FROM "public"."members") AS "members";
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__read_before_filled__members__name"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT ('Anon') INTO NEW."name" FROM (SELECT NEW.*) AS "members";
  EXCEPTION WHEN others THEN
    NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__read_before_filled__members__name" BEFORE INSERT OR UPDATE ON "public"."members" FOR EACH ROW
  WHEN (NEW."name" IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION migrate."migrate_value_kept__read_before_filled__members__name"();

-- [expand-5] add people.initial, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__read_before_filled__people__initial" ON "public"."people"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__read_before_filled__people__initial"()
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP COLUMN IF EXISTS "initial"
--   loss: values of people.initial, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."people" WHERE NOT ("initial" IS NOT DISTINCT FROM NULL) AND ROW("initial")::record OPERATOR(pg_catalog.*<>) ROW(CAST((substr(name, 1, 1)) AS varchar(1)))::record LIMIT 1000) AS found
ALTER TABLE "public"."people" ADD COLUMN "initial" varchar(1);
EXPLAIN UPDATE "public"."people" SET "initial" = (substr(name, 1, 1)) WHERE false;
EXPLAIN SELECT (substr(name, 1, 1)) AS value FROM (SELECT * FROM "public"."people") AS "people";
CREATE OR REPLACE FUNCTION migrate."migrate_value__read_before_filled__people__initial"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."initial" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (substr(name, 1, 1)) INTO NEW."initial" FROM (SELECT NEW.*) AS "people";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF ROW(NEW."initial")::record OPERATOR(pg_catalog.*=) ROW(OLD."initial")::record THEN
    migrate_follows := OLD."initial" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (substr(name, 1, 1)) INTO migrate_was."initial" FROM (SELECT OLD.*) AS "people";
        migrate_follows := ROW(OLD."initial")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."initial")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (substr(name, 1, 1)) INTO NEW."initial" FROM (SELECT NEW.*) AS "people";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."initial" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__read_before_filled__people__initial" BEFORE INSERT OR UPDATE ON "public"."people" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__read_before_filled__people__initial' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__read_before_filled__people__initial"();

-- [expand-6] add the columns of people.name into title, sorted, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; the new columns are empty; nothing is rewritten
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_map__read_before_filled__people__name" ON "public"."people"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_map__read_before_filled__people__name"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__read_before_filled__people__title"("public"."people")
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__read_before_filled__people__sorted"("public"."people")
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_settled__read_before_filled__people__name"("public"."people")
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP COLUMN IF EXISTS "title"
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP COLUMN IF EXISTS "sorted"
--   loss: values of people.name into title, sorted that the old columns do not give again, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."people" WHERE CASE WHEN "title" IS NOT DISTINCT FROM NULL AND "sorted" IS NOT DISTINCT FROM NULL THEN false ELSE ROW("title")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__read_before_filled__people__title"("people".*))::record OR ROW("sorted")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__read_before_filled__people__sorted"("people".*))::record END LIMIT 1000) AS found
ALTER TABLE "public"."people" ADD COLUMN "title" character varying(60);
ALTER TABLE "public"."people" ADD COLUMN "sorted" character varying(60);
EXPLAIN UPDATE "public"."people" SET "title" = (name) WHERE false;
EXPLAIN SELECT (name) AS value FROM (SELECT * FROM "public"."people") AS "people";
EXPLAIN UPDATE "public"."people" SET "sorted" = (upper(name)) WHERE false;
EXPLAIN SELECT (upper(name)) AS value FROM (SELECT * FROM "public"."people") AS "people";
EXPLAIN UPDATE "public"."people" SET "name" = (title) WHERE false;
EXPLAIN SELECT (title) AS value FROM (SELECT * FROM "public"."people") AS "people";
CREATE OR REPLACE FUNCTION migrate."migrate_row__read_before_filled__people__title"("public"."people") RETURNS character varying(60) LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value character varying(60);
BEGIN
  SELECT (name) INTO migrate_value FROM (SELECT ($1).*) AS "people";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_row__read_before_filled__people__sorted"("public"."people") RETURNS character varying(60) LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value character varying(60);
BEGIN
  SELECT (upper(name)) INTO migrate_value FROM (SELECT ($1).*) AS "people";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_settled__read_before_filled__people__name"("public"."people") RETURNS boolean LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
BEGIN
  migrate_was := $1;
  SELECT (title) INTO migrate_was."name" FROM (SELECT ($1).*) AS "people";
  RETURN ROW(($1)."name")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."name")::record;
EXCEPTION WHEN others THEN
  RETURN false;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_map__read_before_filled__people__name"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_new_given boolean;
  migrate_old_given boolean;
  migrate_unfilled boolean;
  migrate_was record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    migrate_new_given := (NOT (NEW."title" IS NOT DISTINCT FROM NULL) OR NOT (NEW."sorted" IS NOT DISTINCT FROM NULL));
    migrate_old_given := NOT migrate_new_given OR (NOT (NEW."name" IS NOT DISTINCT FROM NULL));
  ELSE
    migrate_unfilled := OLD."title" IS NOT DISTINCT FROM NULL AND OLD."sorted" IS NOT DISTINCT FROM NULL;
    IF migrate_unfilled THEN
      BEGIN
        migrate_was := OLD;
        SELECT (title) INTO migrate_was."name" FROM (SELECT OLD.*) AS "people";
        migrate_unfilled := NOT (ROW(OLD."name")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."name")::record);
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    migrate_new_given := (ROW(NEW."title")::record OPERATOR(pg_catalog.*<>) ROW(OLD."title")::record OR ROW(NEW."sorted")::record OPERATOR(pg_catalog.*<>) ROW(OLD."sorted")::record);
    migrate_old_given := (ROW(NEW."name")::record OPERATOR(pg_catalog.*<>) ROW(OLD."name")::record) OR NOT migrate_new_given AND migrate_unfilled;
    IF migrate_new_given AND migrate_unfilled THEN
      BEGIN
        IF NEW."title" IS NOT DISTINCT FROM NULL THEN
          SELECT (name) INTO NEW."title" FROM (SELECT OLD.*) AS "people";
        END IF;
        IF NEW."sorted" IS NOT DISTINCT FROM NULL THEN
          SELECT (upper(name)) INTO NEW."sorted" FROM (SELECT OLD.*) AS "people";
        END IF;
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      SELECT (title) INTO NEW."name" FROM (SELECT NEW.*) AS "people";
    EXCEPTION WHEN others THEN
      NEW."name" := NULL;
    END;
  ELSIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      SELECT (name), (upper(name)) INTO NEW."title", NEW."sorted" FROM (SELECT NEW.*) AS "people";
    EXCEPTION WHEN others THEN
      NEW."title" := NULL;
      NEW."sorted" := NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_map__read_before_filled__people__name" BEFORE INSERT OR UPDATE ON "public"."people" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_map__read_before_filled__people__name' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_map__read_before_filled__people__name"();

-- ==== backfill
-- [backfill-1] fill users.email_lower
--   strategy: in place
--   lock: ROW EXCLUSIVE on users, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
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
SET LOCAL migrate.backfill = 'zz_migrate_value__read_before_filled__users__email_lower';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."users" SET "email_lower" = (lower(email))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "email_lower" IS NOT DISTINCT FROM NULL;

-- [backfill-2] look for rows without users.email_lower
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
  AND "email_lower" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-3] require users.email_lower for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
ALTER TABLE "public"."users" ADD CONSTRAINT "users_email_lower_not_null" NOT NULL "email_lower" NOT VALID;

-- [backfill-4] prove that users.email_lower holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."users" VALIDATE CONSTRAINT "users_email_lower_not_null";

-- [backfill-5] fill users.mail from users.email
--   strategy: in place
--   lock: ROW EXCLUSIVE on users, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
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
UPDATE "public"."users" SET "mail" = "email"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "email" IS DISTINCT FROM "mail";

-- [backfill-6] compare users.mail with users.email
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
  AND "email" IS DISTINCT FROM "mail"
LIMIT 5;

-- [backfill-7] fill members.name_lower
--   strategy: in place
--   lock: ROW EXCLUSIVE on members, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table members by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."members" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."members" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."members" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_z01_value__read_before_filled__members__name_lower';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."members" SET "name_lower" = (lower(name))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "name_lower" IS NOT DISTINCT FROM NULL AND (lower(name)) IS NOT NULL;

-- [backfill-8] look for rows not filled: members.name_lower
--   lock: ACCESS SHARE on members, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table members by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."members" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."members" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."members" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."members"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "name_lower" IS NOT DISTINCT FROM NULL AND (lower(name)) IS NOT NULL
LIMIT 5;

-- [backfill-9] replace the NULLs of members.name
--   strategy: in place
--   lock: ROW EXCLUSIVE on members, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table members by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."members" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."members" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."members" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."members" SET "name" = ('Anon')
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "name" IS NOT DISTINCT FROM NULL;

-- [backfill-10] look for rows without members.name
--   lock: ACCESS SHARE on members, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table members by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."members" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."members" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."members" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."members"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "name" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-11] require members.name for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."members" DROP CONSTRAINT IF EXISTS "members_name_not_null"
ALTER TABLE "public"."members" ADD CONSTRAINT "members_name_not_null" NOT NULL "name" NOT VALID;

-- [backfill-12] prove that members.name holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on members, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."members" VALIDATE CONSTRAINT "members_name_not_null";

-- [backfill-13] fill people.initial
--   strategy: in place
--   lock: ROW EXCLUSIVE on people, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_value__read_before_filled__people__initial';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."people" SET "initial" = (substr(name, 1, 1))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "initial" IS NOT DISTINCT FROM NULL AND (substr(name, 1, 1)) IS NOT NULL;

-- [backfill-14] look for rows not filled: people.initial
--   lock: ACCESS SHARE on people, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."people"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "initial" IS NOT DISTINCT FROM NULL AND (substr(name, 1, 1)) IS NOT NULL
LIMIT 5;

-- [backfill-15] fill people.name into title, sorted
--   strategy: in place
--   lock: ROW EXCLUSIVE on people, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_map__read_before_filled__people__name';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."people" SET "title" = migrate."migrate_row__read_before_filled__people__title"("people".*), "sorted" = migrate."migrate_row__read_before_filled__people__sorted"("people".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "title" IS NOT DISTINCT FROM NULL AND "sorted" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__read_before_filled__people__title"("people".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__read_before_filled__people__sorted"("people".*) IS NOT DISTINCT FROM NULL));

-- [backfill-16] look for rows not filled: people.name into title, sorted
--   lock: ACCESS SHARE on people, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."people"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "title" IS NOT DISTINCT FROM NULL AND "sorted" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__read_before_filled__people__title"("people".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__read_before_filled__people__sorted"("people".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- ==== contract
-- [contract-1] compare users.mail with users.email again
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
  AND "email" IS DISTINCT FROM "mail"
LIMIT 5;

-- [contract-2] look for rows not filled: people.name into title, sorted, again
--   lock: ACCESS SHARE on people, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."people"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND CASE WHEN "title" IS NOT DISTINCT FROM NULL AND "sorted" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__read_before_filled__people__title"("people".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__read_before_filled__people__sorted"("people".*) IS NOT DISTINCT FROM NULL)) THEN NOT migrate."migrate_settled__read_before_filled__people__name"("people".*) ELSE false END
LIMIT 5;

-- [contract-3] stop deriving users.email_lower
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__read_before_filled__users__email_lower" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_value__read_before_filled__users__email_lower"();

-- [contract-4] look for what else is built on users.mail
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'mail'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-5] make users.mail the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__read_before_filled__users__email" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_rename__read_before_filled__users__email"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'mail'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on users.mail since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."users" DROP COLUMN "mail";
ALTER TABLE "public"."users" RENAME COLUMN "email" TO "mail";

-- [contract-6] stop deriving members.name_lower
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_z01_value__read_before_filled__members__name_lower" ON "public"."members";
DROP FUNCTION IF EXISTS migrate."migrate_z01_value__read_before_filled__members__name_lower"();

-- [contract-7] stop replacing NULLs that are written to members.name
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; no row is read
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__read_before_filled__members__name" ON "public"."members";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__read_before_filled__members__name"();

-- [contract-8] stop deriving people.initial
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__read_before_filled__people__initial" ON "public"."people";
DROP FUNCTION IF EXISTS migrate."migrate_value__read_before_filled__people__initial"();

-- [contract-9] look for what else is built on people.name
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."people"'::regclass AND a.attname = 'name'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-10] drop the old columns of people.name into title, sorted
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; the rows keep their space
--   why: no live code uses them
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."people" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_map__read_before_filled__people__name" ON "public"."people";
DROP FUNCTION IF EXISTS migrate."migrate_map__read_before_filled__people__name"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."people"'::regclass AND a.attname = 'name'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on people.name since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP FUNCTION IF EXISTS migrate."migrate_row__read_before_filled__people__title"("public"."people");
DROP FUNCTION IF EXISTS migrate."migrate_row__read_before_filled__people__sorted"("public"."people");
DROP FUNCTION IF EXISTS migrate."migrate_settled__read_before_filled__people__name"("public"."people");
ALTER TABLE "public"."people" DROP COLUMN "name";
