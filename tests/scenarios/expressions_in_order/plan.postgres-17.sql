-- migration: expressions_in_order
-- description: Expressions that read what other operations make or fill
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
-- note: a row for which `up` of items.total_net raises an error or gives NULL is stored with NULL until backfill has ended, which names such rows; from then on it is refused, from old code too
-- note: a row for which `up` of items.total_gross raises an error or gives NULL is stored with NULL until backfill has ended, which names such rows; from then on it is refused, from old code too
-- note: a rollback keeps what `up` made of the NULLs of members.name
-- note: where `up` raises an error or gives NULL, members.name stays NULL until backfill has ended, which names such rows; from then on the write is refused
-- note: a row for which `up` of members.name_lower raises an error or gives NULL is stored with NULL until backfill has ended, which names such rows; from then on it is refused, from old code too
-- note: visits.place into city, label: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ

-- ==== expand
-- [expand-1] add items.total_net, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on items, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__expressions_in_order__items__total_net" ON "public"."items"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__expressions_in_order__items__total_net"()
--   undo: ALTER TABLE IF EXISTS "public"."items" DROP COLUMN IF EXISTS "total_net"
--   loss: values of items.total_net, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."items" WHERE NOT ("total_net" IS NOT DISTINCT FROM NULL) AND ROW("total_net")::record OPERATOR(pg_catalog.*<>) ROW(CAST((price * qty) AS integer))::record LIMIT 1000) AS found
ALTER TABLE "public"."items" ADD COLUMN "total_net" integer;
EXPLAIN UPDATE "public"."items" SET "total_net" = (price * qty) WHERE false;
EXPLAIN SELECT (price * qty) AS value FROM (SELECT * FROM "public"."items") AS "items";
CREATE OR REPLACE FUNCTION migrate."migrate_value__expressions_in_order__items__total_net"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."total_net" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (price * qty) INTO NEW."total_net" FROM (SELECT NEW.*) AS "items";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."total_net" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      SELECT (price * qty) INTO NEW."total_net" FROM (SELECT NEW.*) AS "items";
    EXCEPTION WHEN others THEN
      NULL;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."total_net")::record OPERATOR(pg_catalog.*=) ROW(OLD."total_net")::record THEN
    migrate_follows := OLD."total_net" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (price * qty) INTO migrate_was."total_net" FROM (SELECT OLD.*) AS "items";
        migrate_follows := ROW(OLD."total_net")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."total_net")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (price * qty) INTO NEW."total_net" FROM (SELECT NEW.*) AS "items";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."total_net" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__expressions_in_order__items__total_net" BEFORE INSERT OR UPDATE ON "public"."items" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__expressions_in_order__items__total_net' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__expressions_in_order__items__total_net"();

-- [expand-2] add items.total_gross, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on items, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_z01_value__expressions_in_order__items__total_gross" ON "public"."items"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_z01_value__expressions_in_order__items__total_gross"()
--   undo: ALTER TABLE IF EXISTS "public"."items" DROP COLUMN IF EXISTS "total_gross"
--   loss: values of items.total_gross, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."items" WHERE NOT ("total_gross" IS NOT DISTINCT FROM NULL) AND ROW("total_gross")::record OPERATOR(pg_catalog.*<>) ROW(CAST((total_net * 2) AS integer))::record LIMIT 1000) AS found
ALTER TABLE "public"."items" ADD COLUMN "total_gross" integer;
EXPLAIN UPDATE "public"."items" SET "total_gross" = (total_net * 2) WHERE false;
EXPLAIN SELECT (total_net * 2) AS value FROM (SELECT * FROM "public"."items") AS "items";
CREATE OR REPLACE FUNCTION migrate."migrate_z01_value__expressions_in_order__items__total_gross"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."total_gross" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (total_net * 2) INTO NEW."total_gross" FROM (SELECT NEW.*) AS "items";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."total_gross" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      SELECT (total_net * 2) INTO NEW."total_gross" FROM (SELECT NEW.*) AS "items";
    EXCEPTION WHEN others THEN
      NULL;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."total_gross")::record OPERATOR(pg_catalog.*=) ROW(OLD."total_gross")::record THEN
    migrate_follows := OLD."total_gross" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (total_net * 2) INTO migrate_was."total_gross" FROM (SELECT OLD.*) AS "items";
        migrate_follows := ROW(OLD."total_gross")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."total_gross")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (total_net * 2) INTO NEW."total_gross" FROM (SELECT NEW.*) AS "items";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."total_gross" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_z01_value__expressions_in_order__items__total_gross" BEFORE INSERT OR UPDATE ON "public"."items" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_z01_value__expressions_in_order__items__total_gross' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_z01_value__expressions_in_order__items__total_gross"();

-- [expand-3] replace NULLs that are written to members.name
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on members, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code may still write NULL: `up` says what is stored instead
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__expressions_in_order__members__name" ON "public"."members"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__expressions_in_order__members__name"()
--   lock of undo: ACCESS EXCLUSIVE on members, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."members" SET "name" = ('Anon') WHERE false;
EXPLAIN SELECT ('Anon') AS value FROM (SELECT * FROM "public"."members") AS "members";
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__expressions_in_order__members__name"() RETURNS trigger LANGUAGE plpgsql
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
CREATE TRIGGER "zz_migrate_value_kept__expressions_in_order__members__name" BEFORE INSERT OR UPDATE ON "public"."members" FOR EACH ROW
  WHEN (NEW."name" IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION migrate."migrate_value_kept__expressions_in_order__members__name"();

-- [expand-4] add members.name_lower, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_z01_value__expressions_in_order__members__name_lower" ON "public"."members"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_z01_value__expressions_in_order__members__name_lower"()
--   undo: ALTER TABLE IF EXISTS "public"."members" DROP COLUMN IF EXISTS "name_lower"
--   loss: values of members.name_lower, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."members" WHERE NOT ("name_lower" IS NOT DISTINCT FROM NULL) AND ROW("name_lower")::record OPERATOR(pg_catalog.*<>) ROW(CAST((lower(name)) AS varchar(40)))::record LIMIT 1000) AS found
ALTER TABLE "public"."members" ADD COLUMN "name_lower" varchar(40);
EXPLAIN UPDATE "public"."members" SET "name_lower" = (lower(name)) WHERE false;
EXPLAIN SELECT (lower(name)) AS value FROM (SELECT * FROM "public"."members") AS "members";
CREATE OR REPLACE FUNCTION migrate."migrate_z01_value__expressions_in_order__members__name_lower"() RETURNS trigger LANGUAGE plpgsql
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
  IF NEW."name_lower" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      SELECT (lower(name)) INTO NEW."name_lower" FROM (SELECT NEW.*) AS "members";
    EXCEPTION WHEN others THEN
      NULL;
    END;
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
CREATE TRIGGER "zz_migrate_z01_value__expressions_in_order__members__name_lower" BEFORE INSERT OR UPDATE ON "public"."members" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_z01_value__expressions_in_order__members__name_lower' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_z01_value__expressions_in_order__members__name_lower"();

-- [expand-5] add visits.nation beside visits.country, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on visits, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__expressions_in_order__visits__country" ON "public"."visits"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__expressions_in_order__visits__country"()
--   undo: ALTER TABLE IF EXISTS "public"."visits" DROP COLUMN IF EXISTS "nation"
ALTER TABLE "public"."visits" ADD COLUMN "nation" character varying(40);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__expressions_in_order__visits__country"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."nation" IS NOT DISTINCT FROM NULL) THEN
      NEW."country" := NEW."nation";
    ELSE
      NEW."nation" := NEW."country";
    END IF;
  ELSIF NEW."nation" IS DISTINCT FROM OLD."nation" THEN
    NEW."country" := NEW."nation";
  ELSE
    NEW."nation" := NEW."country";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__expressions_in_order__visits__country" BEFORE INSERT OR UPDATE ON "public"."visits" FOR EACH ROW
  WHEN (NEW."nation" IS DISTINCT FROM NEW."country")
  EXECUTE FUNCTION migrate."migrate_rename__expressions_in_order__visits__country"();

-- [expand-6] add the columns of visits.place into city, label, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on visits, milliseconds: catalog only; the new columns are empty; nothing is rewritten
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_z01_map__expressions_in_order__visits__place" ON "public"."visits"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_z01_map__expressions_in_order__visits__place"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__expressions_in_order__visits__city"("public"."visits")
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__expressions_in_order__visits__label"("public"."visits")
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_settled__expressions_in_order__visits__place"("public"."visits")
--   undo: ALTER TABLE IF EXISTS "public"."visits" DROP COLUMN IF EXISTS "city"
--   undo: ALTER TABLE IF EXISTS "public"."visits" DROP COLUMN IF EXISTS "label"
--   loss: values of visits.place into city, label that the old columns do not give again, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."visits" WHERE CASE WHEN "city" IS NOT DISTINCT FROM NULL AND "label" IS NOT DISTINCT FROM NULL THEN false ELSE ROW("city")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__expressions_in_order__visits__city"("visits".*))::record OR ROW("label")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__expressions_in_order__visits__label"("visits".*))::record END LIMIT 1000) AS found
ALTER TABLE "public"."visits" ADD COLUMN "city" character varying(40);
ALTER TABLE "public"."visits" ADD COLUMN "label" character varying(90);
EXPLAIN UPDATE "public"."visits" SET "city" = (place) WHERE false;
EXPLAIN SELECT (place) AS value FROM (SELECT * FROM "public"."visits") AS "visits";
EXPLAIN UPDATE "public"."visits" SET "label" = (concat(place, ' in ', nation)) WHERE false;
EXPLAIN SELECT (concat(place, ' in ', nation)) AS value FROM (SELECT * FROM "public"."visits") AS "visits";
EXPLAIN UPDATE "public"."visits" SET "place" = (city) WHERE false;
EXPLAIN SELECT (city) AS value FROM (SELECT * FROM "public"."visits") AS "visits";
CREATE OR REPLACE FUNCTION migrate."migrate_row__expressions_in_order__visits__city"("public"."visits") RETURNS character varying(40) LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value character varying(40);
BEGIN
  SELECT (place) INTO migrate_value FROM (SELECT ($1).*) AS "visits";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_row__expressions_in_order__visits__label"("public"."visits") RETURNS character varying(90) LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value character varying(90);
BEGIN
  SELECT (concat(place, ' in ', nation)) INTO migrate_value FROM (SELECT ($1).*) AS "visits";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_settled__expressions_in_order__visits__place"("public"."visits") RETURNS boolean LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
BEGIN
  migrate_was := $1;
  SELECT (city) INTO migrate_was."place" FROM (SELECT ($1).*) AS "visits";
  RETURN ROW(($1)."place")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."place")::record;
EXCEPTION WHEN others THEN
  RETURN false;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_z01_map__expressions_in_order__visits__place"() RETURNS trigger LANGUAGE plpgsql
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
    migrate_new_given := (NOT (NEW."city" IS NOT DISTINCT FROM NULL) OR NOT (NEW."label" IS NOT DISTINCT FROM NULL));
    migrate_old_given := NOT migrate_new_given OR (NOT (NEW."place" IS NOT DISTINCT FROM NULL));
  ELSE
    migrate_unfilled := OLD."city" IS NOT DISTINCT FROM NULL AND OLD."label" IS NOT DISTINCT FROM NULL;
    IF migrate_unfilled THEN
      BEGIN
        migrate_was := OLD;
        SELECT (city) INTO migrate_was."place" FROM (SELECT OLD.*) AS "visits";
        migrate_unfilled := NOT (ROW(OLD."place")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."place")::record);
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    migrate_new_given := (ROW(NEW."city")::record OPERATOR(pg_catalog.*<>) ROW(OLD."city")::record OR ROW(NEW."label")::record OPERATOR(pg_catalog.*<>) ROW(OLD."label")::record);
    migrate_old_given := (ROW(NEW."place")::record OPERATOR(pg_catalog.*<>) ROW(OLD."place")::record) OR NOT migrate_new_given AND migrate_unfilled;
    IF migrate_new_given AND migrate_unfilled THEN
      BEGIN
        IF NEW."city" IS NOT DISTINCT FROM NULL THEN
          SELECT (place) INTO NEW."city" FROM (SELECT OLD.*) AS "visits";
        END IF;
        IF NEW."label" IS NOT DISTINCT FROM NULL THEN
          SELECT (concat(place, ' in ', nation)) INTO NEW."label" FROM (SELECT OLD.*) AS "visits";
        END IF;
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      SELECT (city) INTO NEW."place" FROM (SELECT NEW.*) AS "visits";
    EXCEPTION WHEN others THEN
      NEW."place" := NULL;
    END;
  ELSIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      SELECT (place), (concat(place, ' in ', nation)) INTO NEW."city", NEW."label" FROM (SELECT NEW.*) AS "visits";
    EXCEPTION WHEN others THEN
      NEW."city" := NULL;
      NEW."label" := NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_z01_map__expressions_in_order__visits__place" BEFORE INSERT OR UPDATE ON "public"."visits" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_z01_map__expressions_in_order__visits__place' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_z01_map__expressions_in_order__visits__place"();

-- ==== backfill
-- [backfill-1] fill items.total_net
--   strategy: in place
--   lock: ROW EXCLUSIVE on items, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table items by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."items" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."items" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."items" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_value__expressions_in_order__items__total_net';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."items" SET "total_net" = (price * qty)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "total_net" IS NOT DISTINCT FROM NULL;

-- [backfill-2] look for rows without items.total_net
--   lock: ACCESS SHARE on items, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table items by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."items" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."items" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."items" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."items"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "total_net" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-3] require items.total_net for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on items, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."items" DROP CONSTRAINT IF EXISTS "migrate_not_null__items__total_net"
ALTER TABLE "public"."items" ADD CONSTRAINT "migrate_not_null__items__total_net" CHECK ("total_net" IS NOT NULL) NOT VALID;

-- [backfill-4] prove that items.total_net holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on items, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."items" VALIDATE CONSTRAINT "migrate_not_null__items__total_net";

-- [backfill-5] make items.total_net NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on items, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."items" ALTER COLUMN "total_net" SET NOT NULL;
ALTER TABLE "public"."items" DROP CONSTRAINT "migrate_not_null__items__total_net";

-- [backfill-6] fill items.total_gross
--   strategy: in place
--   lock: ROW EXCLUSIVE on items, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table items by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."items" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."items" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."items" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_z01_value__expressions_in_order__items__total_gross';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."items" SET "total_gross" = (total_net * 2)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "total_gross" IS NOT DISTINCT FROM NULL;

-- [backfill-7] look for rows without items.total_gross
--   lock: ACCESS SHARE on items, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table items by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."items" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."items" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."items" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."items"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "total_gross" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-8] require items.total_gross for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on items, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."items" DROP CONSTRAINT IF EXISTS "migrate_not_null__items__total_gross"
ALTER TABLE "public"."items" ADD CONSTRAINT "migrate_not_null__items__total_gross" CHECK ("total_gross" IS NOT NULL) NOT VALID;

-- [backfill-9] prove that items.total_gross holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on items, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."items" VALIDATE CONSTRAINT "migrate_not_null__items__total_gross";

-- [backfill-10] make items.total_gross NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on items, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."items" ALTER COLUMN "total_gross" SET NOT NULL;
ALTER TABLE "public"."items" DROP CONSTRAINT "migrate_not_null__items__total_gross";

-- [backfill-11] replace the NULLs of members.name
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

-- [backfill-12] look for rows without members.name
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

-- [backfill-13] require members.name for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."members" DROP CONSTRAINT IF EXISTS "migrate_not_null__members__name"
ALTER TABLE "public"."members" ADD CONSTRAINT "migrate_not_null__members__name" CHECK ("name" IS NOT NULL) NOT VALID;

-- [backfill-14] prove that members.name holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on members, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."members" VALIDATE CONSTRAINT "migrate_not_null__members__name";

-- [backfill-15] make members.name NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."members" ALTER COLUMN "name" DROP NOT NULL
ALTER TABLE "public"."members" ALTER COLUMN "name" SET NOT NULL;
ALTER TABLE "public"."members" DROP CONSTRAINT "migrate_not_null__members__name";

-- [backfill-16] fill members.name_lower
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
SET LOCAL migrate.backfill = 'zz_migrate_z01_value__expressions_in_order__members__name_lower';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."members" SET "name_lower" = (lower(name))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "name_lower" IS NOT DISTINCT FROM NULL;

-- [backfill-17] look for rows without members.name_lower
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
  AND "name_lower" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-18] require members.name_lower for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."members" DROP CONSTRAINT IF EXISTS "migrate_not_null__members__name_lower"
ALTER TABLE "public"."members" ADD CONSTRAINT "migrate_not_null__members__name_lower" CHECK ("name_lower" IS NOT NULL) NOT VALID;

-- [backfill-19] prove that members.name_lower holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on members, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."members" VALIDATE CONSTRAINT "migrate_not_null__members__name_lower";

-- [backfill-20] make members.name_lower NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."members" ALTER COLUMN "name_lower" SET NOT NULL;
ALTER TABLE "public"."members" DROP CONSTRAINT "migrate_not_null__members__name_lower";

-- [backfill-21] fill visits.nation from visits.country
--   strategy: in place
--   lock: ROW EXCLUSIVE on visits, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."visits" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."visits" SET "nation" = "country"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "country" IS DISTINCT FROM "nation";

-- [backfill-22] compare visits.nation with visits.country
--   lock: ACCESS SHARE on visits, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."visits" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."visits"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "country" IS DISTINCT FROM "nation"
LIMIT 5;

-- [backfill-23] fill visits.place into city, label
--   strategy: in place
--   lock: ROW EXCLUSIVE on visits, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."visits" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_z01_map__expressions_in_order__visits__place';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."visits" SET "city" = migrate."migrate_row__expressions_in_order__visits__city"("visits".*), "label" = migrate."migrate_row__expressions_in_order__visits__label"("visits".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "city" IS NOT DISTINCT FROM NULL AND "label" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__expressions_in_order__visits__city"("visits".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__expressions_in_order__visits__label"("visits".*) IS NOT DISTINCT FROM NULL));

-- [backfill-24] look for rows not filled: visits.place into city, label
--   lock: ACCESS SHARE on visits, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."visits" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."visits"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "city" IS NOT DISTINCT FROM NULL AND "label" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__expressions_in_order__visits__city"("visits".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__expressions_in_order__visits__label"("visits".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- ==== contract
-- [contract-1] compare visits.nation with visits.country again
--   lock: ACCESS SHARE on visits, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."visits" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."visits"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "country" IS DISTINCT FROM "nation"
LIMIT 5;

-- [contract-2] look for rows not filled: visits.place into city, label, again
--   lock: ACCESS SHARE on visits, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."visits" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."visits"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND CASE WHEN "city" IS NOT DISTINCT FROM NULL AND "label" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__expressions_in_order__visits__city"("visits".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__expressions_in_order__visits__label"("visits".*) IS NOT DISTINCT FROM NULL)) THEN NOT migrate."migrate_settled__expressions_in_order__visits__place"("visits".*) ELSE false END
LIMIT 5;

-- [contract-3] stop deriving items.total_net
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on items, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__expressions_in_order__items__total_net" ON "public"."items";
DROP FUNCTION IF EXISTS migrate."migrate_value__expressions_in_order__items__total_net"();

-- [contract-4] stop deriving items.total_gross
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on items, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_z01_value__expressions_in_order__items__total_gross" ON "public"."items";
DROP FUNCTION IF EXISTS migrate."migrate_z01_value__expressions_in_order__items__total_gross"();

-- [contract-5] stop replacing NULLs that are written to members.name
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; no row is read
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__expressions_in_order__members__name" ON "public"."members";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__expressions_in_order__members__name"();

-- [contract-6] stop deriving members.name_lower
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_z01_value__expressions_in_order__members__name_lower" ON "public"."members";
DROP FUNCTION IF EXISTS migrate."migrate_z01_value__expressions_in_order__members__name_lower"();

-- [contract-7] look for what else is built on visits.nation
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."visits"'::regclass AND a.attname = 'nation'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-8] make visits.nation the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on visits, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."visits" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__expressions_in_order__visits__country" ON "public"."visits";
DROP FUNCTION IF EXISTS migrate."migrate_rename__expressions_in_order__visits__country"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."visits"'::regclass AND a.attname = 'nation'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on visits.nation since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."visits" DROP COLUMN "nation";
ALTER TABLE "public"."visits" RENAME COLUMN "country" TO "nation";

-- [contract-9] look for what else is built on visits.place
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."visits"'::regclass AND a.attname = 'place'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-10] drop the old columns of visits.place into city, label
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on visits, milliseconds: catalog only; the rows keep their space
--   why: no live code uses them
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."visits" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_z01_map__expressions_in_order__visits__place" ON "public"."visits";
DROP FUNCTION IF EXISTS migrate."migrate_z01_map__expressions_in_order__visits__place"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."visits"'::regclass AND a.attname = 'place'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on visits.place since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP FUNCTION IF EXISTS migrate."migrate_row__expressions_in_order__visits__city"("public"."visits");
DROP FUNCTION IF EXISTS migrate."migrate_row__expressions_in_order__visits__label"("public"."visits");
DROP FUNCTION IF EXISTS migrate."migrate_settled__expressions_in_order__visits__place"("public"."visits");
ALTER TABLE "public"."visits" DROP COLUMN "place";
