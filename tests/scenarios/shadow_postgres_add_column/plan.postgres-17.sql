-- migration: shadow_postgres_add_column
-- description: Columns that come in the copy which gives others another type
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
-- note: a row for which `up` of accounts.total raises an error or gives NULL stops backfill, which names it; from the exchange on it is refused, from old code too
-- note: from the exchange until contract a row that is inserted with NULL in accounts.share gets what `up` says; where that raises an error it stays NULL
-- note: a row for which `up` of accounts.slug raises an error or gives NULL stops backfill, which names it; from the exchange on it is refused, from old code too
-- note: accounts.doubled is NOT NULL from contract on: until then old code may write rows for which the expression is NULL; contract refuses while there is one
-- note: new code finds the columns that accounts gets from the end of backfill on

-- ==== expand
-- [expand-1] make a shadow of accounts: accounts.total is added, accounts.hits becomes bigint, accounts.half becomes numeric, accounts.share is added, accounts.status is added, accounts.slug is added, accounts.seen is added, accounts.doubled is added, accounts.remark is added
--   strategy: shadow
--   lock: none on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: changing integer to bigint in one statement would rewrite the table under ACCESS EXCLUSIVE; a copy of it is cheaper than a second column where there are indexes
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "public"."migrate_accounts__shadow"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__shadow_postgres_add_column__accounts__total"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__shadow_postgres_add_column__accounts__share"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__shadow_postgres_add_column__accounts__slug"()
--   lock of undo: ACCESS EXCLUSIVE on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
CREATE TABLE "public"."migrate_accounts__shadow" (LIKE "public"."accounts" INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED);
ALTER TABLE "public"."migrate_accounts__shadow" ALTER COLUMN "hits" TYPE bigint USING NULL::bigint, ALTER COLUMN "half" TYPE numeric USING NULL::numeric;
ALTER TABLE "public"."migrate_accounts__shadow" ADD COLUMN "total" bigint CONSTRAINT "accounts_total_not_null" NOT NULL;
COMMENT ON COLUMN "public"."migrate_accounts__shadow"."total" IS 'all of them';
EXPLAIN UPDATE "public"."migrate_accounts__shadow" AS "accounts" SET "total" = (hits * 100) WHERE false;
EXPLAIN SELECT (hits * 100) AS value FROM (SELECT * FROM "public"."migrate_accounts__shadow") AS "accounts";
CREATE OR REPLACE FUNCTION migrate."migrate_value__shadow_postgres_add_column__accounts__total"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."total" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (hits * 100) INTO NEW."total" FROM (SELECT NEW.*) AS "accounts";
      EXCEPTION WHEN others THEN
        IF NEW."total" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."total" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      SELECT (hits * 100) INTO NEW."total" FROM (SELECT NEW.*) AS "accounts";
    EXCEPTION WHEN others THEN
      IF NEW."total" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."total")::record OPERATOR(pg_catalog.*=) ROW(OLD."total")::record THEN
    migrate_follows := false;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (hits * 100) INTO migrate_was."total" FROM (SELECT OLD.*) AS "accounts";
        migrate_follows := ROW(OLD."total")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."total")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (hits * 100) INTO NEW."total" FROM (SELECT NEW.*) AS "accounts";
      END IF;
    EXCEPTION WHEN others THEN
      NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
ALTER TABLE "public"."migrate_accounts__shadow" ADD COLUMN "share" numeric(10,2);
EXPLAIN UPDATE "public"."migrate_accounts__shadow" AS "accounts" SET "share" = (accounts.half / 2) WHERE false;
EXPLAIN SELECT (accounts.half / 2) AS value FROM (SELECT * FROM "public"."migrate_accounts__shadow") AS "accounts";
CREATE OR REPLACE FUNCTION migrate."migrate_value__shadow_postgres_add_column__accounts__share"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."share" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (accounts.half / 2) INTO NEW."share" FROM (SELECT NEW.*) AS "accounts";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF ROW(NEW."share")::record OPERATOR(pg_catalog.*=) ROW(OLD."share")::record THEN
    migrate_follows := false;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (accounts.half / 2) INTO migrate_was."share" FROM (SELECT OLD.*) AS "accounts";
        migrate_follows := ROW(OLD."share")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."share")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (accounts.half / 2) INTO NEW."share" FROM (SELECT NEW.*) AS "accounts";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."share" := NULL;
      ELSIF OLD."share" IS NOT DISTINCT FROM NULL THEN
        BEGIN
          SELECT (accounts.half / 2) INTO NEW."share" FROM (SELECT NEW.*) AS "accounts";
        EXCEPTION WHEN others THEN
          NULL;
        END;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
ALTER TABLE "public"."migrate_accounts__shadow" ADD COLUMN "status" varchar(20) CONSTRAINT "accounts_status_not_null" NOT NULL DEFAULT ('active');
ALTER TABLE "public"."migrate_accounts__shadow" ADD COLUMN "slug" varchar(40) COLLATE "C" CONSTRAINT "accounts_slug_not_null" NOT NULL;
ALTER TABLE "public"."migrate_accounts__shadow" ALTER COLUMN "slug" SET DEFAULT ('none');
ALTER TABLE "public"."migrate_accounts__shadow" ALTER COLUMN "slug" DROP DEFAULT;
EXPLAIN UPDATE "public"."migrate_accounts__shadow" AS "accounts" SET "slug" = (short(name)) WHERE false;
CREATE VIEW migrate."migrate_asks__shadow_postgres_add_column__accounts__slug" AS SELECT (short(name)) AS value FROM (SELECT * FROM "public"."migrate_accounts__shadow") AS "accounts";
DO $migrate$
DECLARE
  migrate_found text;
BEGIN
  SELECT string_agg(DISTINCT f.proname::text, ', ') INTO migrate_found
  FROM pg_catalog.pg_rewrite AS r
  CROSS JOIN regexp_matches(r.ev_action::text, ':(?:op)?funcid ([0-9]+)', 'g') AS called
  JOIN pg_catalog.pg_proc AS f ON f.oid = called[1]::oid
  WHERE r.ev_class = 'migrate."migrate_asks__shadow_postgres_add_column__accounts__slug"'::regclass AND f.provolatile = 'v';
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = '`short(name)` of accounts.slug calls ' || migrate_found ||
      ', which gives another value each time: trigger, fill and comparison would not agree';
  END IF;
  WITH RECURSIVE written(id) AS (
    SELECT '"public"."accounts"'::regclass::oid UNION
    SELECT r.ev_class FROM written JOIN pg_catalog.pg_depend AS d ON d.refobjid = written.id
    AND d.refclassid = 'pg_class'::regclass AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid WHERE r.ev_class <> 'migrate."migrate_asks__shadow_postgres_add_column__accounts__slug"'::regclass),
  writer(name) AS (
    SELECT DISTINCT CASE g.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(g.grantee)::text END
    FROM written JOIN pg_catalog.pg_class AS c ON c.oid = written.id CROSS JOIN LATERAL (
      SELECT * FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) UNION ALL
      SELECT e.* FROM pg_catalog.pg_attribute AS a, aclexplode(a.attacl) AS e
      WHERE a.attrelid = c.oid) AS g WHERE g.privilege_type IN ('INSERT', 'UPDATE')),
  needed(class, id) AS (
    SELECT DISTINCT d.refclassid, d.refobjid FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
    WHERE r.ev_class = 'migrate."migrate_asks__shadow_postgres_add_column__accounts__slug"'::regclass AND d.refobjid NOT IN (r.ev_class, '"public"."accounts"'::regclass, '"public"."migrate_accounts__shadow"'::regclass))
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
      'the trigger evaluates `short(name)` of accounts.slug with the rights of whoever writes; needed: ' || migrate_found;
  END IF;
END
$migrate$;
DROP VIEW migrate."migrate_asks__shadow_postgres_add_column__accounts__slug";
CREATE OR REPLACE FUNCTION migrate."migrate_value__shadow_postgres_add_column__accounts__slug"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."slug" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (short(name)) INTO NEW."slug" FROM (SELECT NEW.*) AS "accounts";
      EXCEPTION WHEN others THEN
        IF NEW."slug" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."slug" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      SELECT (short(name)) INTO NEW."slug" FROM (SELECT NEW.*) AS "accounts";
    EXCEPTION WHEN others THEN
      IF NEW."slug" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."slug")::record OPERATOR(pg_catalog.*=) ROW(OLD."slug")::record THEN
    migrate_follows := false;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (short(name)) INTO migrate_was."slug" FROM (SELECT OLD.*) AS "accounts";
        migrate_follows := ROW(OLD."slug")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."slug")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (short(name)) INTO NEW."slug" FROM (SELECT NEW.*) AS "accounts";
      END IF;
    EXCEPTION WHEN others THEN
      NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
ALTER TABLE "public"."migrate_accounts__shadow" ADD COLUMN "seen" timestamptz CONSTRAINT "accounts_seen_not_null" NOT NULL DEFAULT (clock_timestamp());
ALTER TABLE "public"."migrate_accounts__shadow" ADD COLUMN "doubled" bigint GENERATED ALWAYS AS (hits * 2) STORED;
ALTER TABLE "public"."migrate_accounts__shadow" ADD COLUMN "remark" text;
EXPLAIN INSERT INTO "public"."migrate_accounts__shadow" ("id", "name", "hits", "half", "total", "share", "slug")
SELECT "id", "name", "hits"::bigint, "half"::numeric, (SELECT (hits * 100) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (SELECT (accounts.half / 2) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (short(name)) FROM "public"."accounts"
WHERE false
ORDER BY "accounts"."id";
EXPLAIN SELECT "id", "name", "hits"::integer, pg_catalog.trim_scale("half")::text::integer FROM "public"."migrate_accounts__shadow" AS "accounts" WHERE false;
DO $migrate$
DECLARE
  migrate_path text := current_setting('search_path');
  migrate_found text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  migrate_found := (
SELECT string_agg(DISTINCT f.what, ', ') || coalesce('; event triggers: ' || (SELECT string_agg(e.evtname, ', ' ORDER BY e.evtname) FROM pg_event_trigger AS e WHERE e.evtenabled <> 'D' AND e.evtevent = 'ddl_command_end'), '')
FROM pg_class AS c JOIN pg_class AS was ON was.oid = to_regclass('"public"."accounts"') CROSS JOIN LATERAL (
  SELECT 'row security' WHERE c.relrowsecurity AND NOT was.relrowsecurity OR c.relforcerowsecurity
  UNION ALL SELECT 'policy ' || p.polname FROM pg_policy AS p WHERE p.polrelid = c.oid
  UNION ALL SELECT 'trigger ' || t.tgname FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
  UNION ALL SELECT 'a place in publication ' || p.pubname FROM pg_publication_rel AS m JOIN pg_publication AS p ON p.oid = m.prpubid WHERE m.prrelid = c.oid
  UNION ALL SELECT 'privileges of ' || CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END FROM aclexplode(c.relacl) AS g WHERE g.grantee <> c.relowner AND NOT EXISTS (SELECT 1 FROM aclexplode(was.relacl) AS h WHERE h.grantee = g.grantee AND h.privilege_type = g.privilege_type AND (h.is_grantable OR NOT g.is_grantable))
  UNION ALL SELECT 'privileges of ' || CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END FROM pg_attribute AS a, aclexplode(a.attacl) AS g WHERE a.attrelid = c.oid) AS f (what)
WHERE c.oid = to_regclass('"public"."migrate_accounts__shadow"') OR c.oid IN (SELECT relid FROM pg_partition_tree(to_regclass('"public"."migrate_accounts__shadow"')))
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'the shadow of accounts was given what it cannot have yet; disable what does that for the time of expand (ALTER EVENT TRIGGER ... DISABLE), or take strategy: in_place where the operation has it: ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;

-- [expand-2] make a log of changes of accounts
--   strategy: shadow
--   lock: none, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "migrate"."migrate_log__shadow_postgres_add_column__accounts"
--   undo: DROP FUNCTION IF EXISTS "migrate"."migrate_log__shadow_postgres_add_column__accounts"()
CREATE TABLE "migrate"."migrate_log__shadow_postgres_add_column__accounts" (entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, emptied boolean NOT NULL DEFAULT false, refused boolean NOT NULL DEFAULT false, migrate_key_1 integer);
CREATE OR REPLACE FUNCTION "migrate"."migrate_log__shadow_postgres_add_column__accounts"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $migrate$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    INSERT INTO "migrate"."migrate_log__shadow_postgres_add_column__accounts" (emptied) VALUES (true);
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO "migrate"."migrate_log__shadow_postgres_add_column__accounts" (migrate_key_1) VALUES (NEW."id");
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "migrate"."migrate_log__shadow_postgres_add_column__accounts" (migrate_key_1) VALUES (OLD."id");
  ELSE
    INSERT INTO "migrate"."migrate_log__shadow_postgres_add_column__accounts" (migrate_key_1) VALUES (NEW."id");
    IF ROW(OLD."id")::record OPERATOR(pg_catalog.*<>) ROW(NEW."id")::record THEN
      INSERT INTO "migrate"."migrate_log__shadow_postgres_add_column__accounts" (migrate_key_1) VALUES (OLD."id");
    END IF;
  END IF;
  RETURN NULL;
END
$migrate$;
CREATE INDEX ON "migrate"."migrate_log__shadow_postgres_add_column__accounts" (migrate_key_1);
CREATE INDEX ON "migrate"."migrate_log__shadow_postgres_add_column__accounts" (entry) WHERE emptied;

-- [expand-3] log what changes in accounts
--   strategy: shadow
--   lock: SHARE ROW EXCLUSIVE on accounts, milliseconds: catalog only; writes wait that long, reads do not
--   why: it waits for every writer, so that each later write is in the log; one short row for each write: the application never waits for the copy, nor meets an error of it
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_log__shadow_postgres_add_column__accounts" ON "public"."accounts"
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_log__emptied__shadow_postgres_add_column__accounts" ON "public"."accounts"
--   lock of undo: ACCESS EXCLUSIVE on accounts, milliseconds: catalog only; the triggers go
CREATE TRIGGER "zz_migrate_log__shadow_postgres_add_column__accounts" AFTER INSERT OR UPDATE OR DELETE ON "public"."accounts" FOR EACH ROW EXECUTE FUNCTION "migrate"."migrate_log__shadow_postgres_add_column__accounts"();
CREATE TRIGGER "zz_migrate_log__emptied__shadow_postgres_add_column__accounts" AFTER TRUNCATE ON "public"."accounts" FOR EACH STATEMENT EXECUTE FUNCTION "migrate"."migrate_log__shadow_postgres_add_column__accounts"();
ALTER TABLE "public"."accounts" ENABLE ALWAYS TRIGGER "zz_migrate_log__shadow_postgres_add_column__accounts", ENABLE ALWAYS TRIGGER "zz_migrate_log__emptied__shadow_postgres_add_column__accounts";

-- ==== backfill
-- [backfill-1] look for rows without accounts.total
--   lock: ACCESS SHARE on accounts, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."accounts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."accounts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (SELECT (hits * 100) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts") IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-2] look for rows without accounts.slug
--   lock: ACCESS SHARE on accounts, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."accounts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."accounts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (short(name)) IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-3] look for rows without accounts.doubled
--   lock: ACCESS SHARE on accounts, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."accounts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."accounts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (SELECT (hits * 2) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts") IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-4] copy accounts into its shadow
--   strategy: shadow
--   lock: ROW EXCLUSIVE on migrate_accounts__shadow, one batch, in the shadow only; what changes meanwhile is in the log; nobody waits for the copy
--   why: no row of the table is locked, and no index slows the copy
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."accounts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
INSERT INTO "public"."migrate_accounts__shadow" ("id", "name", "hits", "half", "total", "share", "slug")
SELECT "id", "name", "hits"::bigint, "half"::numeric, (SELECT (hits * 100) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (SELECT (accounts.half / 2) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (short(name)) FROM "public"."accounts"
WHERE ("accounts"."id" >= $1::integer AND "accounts"."id" <= $2::integer)
ORDER BY "accounts"."id";

-- [backfill-5] build key accounts_pkey of accounts's shadow
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the log is applied by it
--   runs: in one transaction with its record
CREATE UNIQUE INDEX "migrate_shadow__accounts__accounts_pkey" ON "public"."migrate_accounts__shadow" USING btree (id);
ALTER TABLE "public"."migrate_accounts__shadow" ADD CONSTRAINT "migrate_shadow__accounts__accounts_pkey" PRIMARY KEY USING INDEX "migrate_shadow__accounts__accounts_pkey";

-- [backfill-6] apply what changed in accounts meanwhile
--   strategy: shadow
--   lock: ACCESS SHARE on accounts, one batch; it writes the other table only, which nobody else uses
--   why: in batches, in any order, while nothing of the shadow is unique but its key
--   applies: the entries of "migrate"."migrate_log__shadow_postgres_add_column__accounts", each forgotten in the transaction that applied it
--   the next entries:
--     $1 = from.id, $2 = batch size
SELECT entry AS id, migrate_key_1 AS "id" FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" WHERE entry > $1::bigint ORDER BY entry LIMIT $2::bigint;
--   a batch of them, in one transaction:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
--     $1 = from.id, $2 = to.id
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" WHERE entry > $1::bigint AND entry <= $2::bigint RETURNING emptied, migrate_key_1
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_accounts__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_accounts__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_accounts__shadow" ("id", "name", "hits", "half", "total", "share", "slug")
SELECT "id", "name", "hits"::bigint, "half"::numeric, (SELECT (hits * 100) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (SELECT (accounts.half / 2) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (short(name)) FROM "public"."accounts", migrate_keys
WHERE "accounts"."id" = migrate_keys.migrate_key_1
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   one by one where a row of the batch is refused:
--     $1 = from.id
UPDATE "migrate"."migrate_log__shadow_postgres_add_column__accounts" SET refused = true WHERE entry = $1::bigint;
--   then:
--     $1 = from.id, $2 = from.id
WITH migrate_emptied AS (
  DELETE FROM "public"."migrate_accounts__shadow" WHERE (SELECT emptied FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" WHERE entry = $2::bigint)
)
DELETE FROM "public"."migrate_accounts__shadow" AS migrate_made WHERE migrate_made."id" = $1::integer;
--   then:
--     $1 = from.id
INSERT INTO "public"."migrate_accounts__shadow" ("id", "name", "hits", "half", "total", "share", "slug")
SELECT "id", "name", "hits"::bigint, "half"::numeric, (SELECT (hits * 100) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (SELECT (accounts.half / 2) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (short(name)) FROM "public"."accounts" WHERE "accounts"."id" = $1::integer;
--   then (a row returned is a misfit: the entry stays):
SELECT 1 WHERE false;
--   then:
--     $1 = from.id
DELETE FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" WHERE entry = $1::bigint;

-- [backfill-7] build index accounts_hits of accounts's shadow
--   strategy: shadow
--   lock: SHARE on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   runs: in one transaction with its record
CREATE INDEX "migrate_shadow__accounts__accounts_hits" ON "public"."migrate_accounts__shadow" USING btree (hits);

-- [backfill-8] give accounts's shadow what the table has, and statistics
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on migrate_accounts__shadow, nobody but this tool uses it yet; reads and writes go on
--   why: the planner knows it when the first query meets it
--   runs: in one transaction with its record
LOCK TABLE "public"."migrate_accounts__shadow" IN ACCESS EXCLUSIVE MODE;
GRANT INSERT, SELECT, UPDATE ON "public"."migrate_accounts__shadow" TO pg_monitor;
ANALYZE "public"."migrate_accounts__shadow";
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_add_column__accounts" IS 'applied';

-- [backfill-9] apply the last of the log of accounts
--   strategy: shadow
--   lock: ACCESS SHARE on accounts, one batch; it writes the other table only, which nobody else uses
--   why: all that one snapshot sees: the shadow is then what the table was at that moment
--   applies: the entries of "migrate"."migrate_log__shadow_postgres_add_column__accounts", each forgotten in the transaction that applied it
--   the next entries:
--     $1 = from.id, $2 = batch size
SELECT entry AS id, migrate_key_1 AS "id" FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" WHERE entry > $1::bigint ORDER BY entry LIMIT $2::bigint;
--   all of them, in one transaction:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" RETURNING emptied, migrate_key_1
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_accounts__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_accounts__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_accounts__shadow" ("id", "name", "hits", "half", "total", "share", "slug")
SELECT "id", "name", "hits"::bigint, "half"::numeric, (SELECT (hits * 100) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (SELECT (accounts.half / 2) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (short(name)) FROM "public"."accounts", migrate_keys
WHERE "accounts"."id" = migrate_keys.migrate_key_1
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_add_column__accounts" IS 'applied';
--   batch by batch where a row is refused:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
--     $1 = from.id, $2 = to.id
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" WHERE entry > $1::bigint AND entry <= $2::bigint RETURNING emptied, migrate_key_1
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_accounts__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_accounts__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_accounts__shadow" ("id", "name", "hits", "half", "total", "share", "slug")
SELECT "id", "name", "hits"::bigint, "half"::numeric, (SELECT (hits * 100) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (SELECT (accounts.half / 2) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (short(name)) FROM "public"."accounts", migrate_keys
WHERE "accounts"."id" = migrate_keys.migrate_key_1
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_add_column__accounts" IS 'applied';
--   one by one where a row of the batch is refused:
--     $1 = from.id
UPDATE "migrate"."migrate_log__shadow_postgres_add_column__accounts" SET refused = true WHERE entry = $1::bigint;
--   then:
--     $1 = from.id, $2 = from.id
WITH migrate_emptied AS (
  DELETE FROM "public"."migrate_accounts__shadow" WHERE (SELECT emptied FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" WHERE entry = $2::bigint)
)
DELETE FROM "public"."migrate_accounts__shadow" AS migrate_made WHERE migrate_made."id" = $1::integer;
--   then:
--     $1 = from.id
INSERT INTO "public"."migrate_accounts__shadow" ("id", "name", "hits", "half", "total", "share", "slug")
SELECT "id", "name", "hits"::bigint, "half"::numeric, (SELECT (hits * 100) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (SELECT (accounts.half / 2) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (short(name)) FROM "public"."accounts" WHERE "accounts"."id" = $1::integer;
--   then (a row returned is a misfit: the entry stays):
SELECT 1 WHERE false;
--   then:
--     $1 = from.id
DELETE FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" WHERE entry = $1::bigint;

-- [backfill-10] note rows that differ in accounts's shadow
--   strategy: shadow
--   lock: ACCESS SHARE on accounts, one query at a time; reads and writes go on
--   why: every row is compared before the exchange, on both sides; what differs is applied again
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM ((SELECT "id" FROM "public"."accounts" ORDER BY "id" LIMIT 1)
  UNION ALL (SELECT "id"::integer AS "id" FROM "public"."migrate_accounts__shadow" ORDER BY "id" LIMIT 1)) AS both_ends ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM ((SELECT "id" FROM "public"."accounts" ORDER BY "id" DESC LIMIT 1)
  UNION ALL (SELECT "id"::integer AS "id" FROM "public"."migrate_accounts__shadow" ORDER BY "id" DESC LIMIT 1)) AS both_ends ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
WITH here AS (SELECT "id" FROM "public"."accounts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint)
SELECT "id" FROM (SELECT "id" FROM here
  UNION (SELECT "id"::integer AS "id" FROM "public"."migrate_accounts__shadow" WHERE "id" >= $1::integer AND "id" <= $2::integer AND "id" > (SELECT "id" FROM here ORDER BY "id" LIMIT 1) ORDER BY "id" LIMIT 1)) AS b ORDER BY "id" LIMIT 2;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
INSERT INTO "migrate"."migrate_log__shadow_postgres_add_column__accounts" (migrate_key_1)
SELECT coalesce(was."id", made."id")::integer FROM (SELECT "id", "name", CAST("hits"::bigint AS bigint) AS "hits", CAST("half"::numeric AS numeric) AS "half", CAST((SELECT (hits * 100) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts") AS bigint) AS "total", CAST((SELECT (accounts.half / 2) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts") AS numeric(10,2)) AS "share", CAST((short(name)) AS character varying(40)) AS "slug" FROM "public"."accounts" WHERE ("accounts"."id" >= $1::integer AND "accounts"."id" <= $2::integer)) AS was
FULL JOIN (SELECT "id", "name", "hits", "half", "total", "share", "slug" FROM "public"."migrate_accounts__shadow" WHERE ("id" >= $1::integer AND "id" <= $2::integer)) AS made ON was."id" = made."id"
WHERE (was."id" IS NULL OR made."id" IS NULL OR was."name" IS DISTINCT FROM made."name" OR was."hits" IS DISTINCT FROM made."hits" OR ROW(was."half")::record OPERATOR(pg_catalog.*<>) ROW(made."half")::record OR was."total" IS DISTINCT FROM made."total" OR was."share" IS DISTINCT FROM made."share" OR was."slug" IS DISTINCT FROM made."slug")
  AND NOT EXISTS (SELECT 1 FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" AS log WHERE log.emptied)
  AND NOT EXISTS (SELECT 1 FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" AS log WHERE log.migrate_key_1 = coalesce(was."id", made."id") AND (log.migrate_key_1 >= $1::integer AND log.migrate_key_1 <= $2::integer));

-- [backfill-11] write the noted rows of accounts anew
--   strategy: shadow
--   lock: ACCESS SHARE on accounts, one batch; it writes the other table only, which nobody else uses
--   why: what is refused stops it: the shadow is proven equal
--   applies: the entries of "migrate"."migrate_log__shadow_postgres_add_column__accounts", each forgotten in the transaction that applied it
--   the next entries:
--     $1 = from.id, $2 = batch size
SELECT entry AS id, migrate_key_1 AS "id" FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" WHERE entry > $1::bigint ORDER BY entry LIMIT $2::bigint;
--   all of them, in one transaction:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" RETURNING emptied, migrate_key_1
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_accounts__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_accounts__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_accounts__shadow" ("id", "name", "hits", "half", "total", "share", "slug")
SELECT "id", "name", "hits"::bigint, "half"::numeric, (SELECT (hits * 100) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (SELECT (accounts.half / 2) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (short(name)) FROM "public"."accounts", migrate_keys
WHERE "accounts"."id" = migrate_keys.migrate_key_1
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_add_column__accounts" IS 'applied';
--   batch by batch where a row is refused:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
--     $1 = from.id, $2 = to.id
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" WHERE entry > $1::bigint AND entry <= $2::bigint RETURNING emptied, migrate_key_1
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_accounts__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_accounts__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_accounts__shadow" ("id", "name", "hits", "half", "total", "share", "slug")
SELECT "id", "name", "hits"::bigint, "half"::numeric, (SELECT (hits * 100) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (SELECT (accounts.half / 2) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (short(name)) FROM "public"."accounts", migrate_keys
WHERE "accounts"."id" = migrate_keys.migrate_key_1
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_add_column__accounts" IS 'applied';
--   one by one where a row of the batch is refused:
--     $1 = from.id
UPDATE "migrate"."migrate_log__shadow_postgres_add_column__accounts" SET refused = true WHERE entry = $1::bigint;
--   then:
--     $1 = from.id, $2 = from.id
WITH migrate_emptied AS (
  DELETE FROM "public"."migrate_accounts__shadow" WHERE (SELECT emptied FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" WHERE entry = $2::bigint)
)
DELETE FROM "public"."migrate_accounts__shadow" AS migrate_made WHERE migrate_made."id" = $1::integer;
--   then:
--     $1 = from.id
INSERT INTO "public"."migrate_accounts__shadow" ("id", "name", "hits", "half", "total", "share", "slug")
SELECT "id", "name", "hits"::bigint, "half"::numeric, (SELECT (hits * 100) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (SELECT (accounts.half / 2) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (short(name)) FROM "public"."accounts" WHERE "accounts"."id" = $1::integer;
--   then (a row returned is a misfit: the entry stays):
SELECT 1 WHERE false;
--   then:
--     $1 = from.id
DELETE FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" WHERE entry = $1::bigint;

-- [backfill-12] make a log for the way back of accounts
--   strategy: shadow
--   lock: none, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "migrate"."migrate_back_log__shadow_postgres_add_column__accounts"
--   undo: DROP FUNCTION IF EXISTS "migrate"."migrate_back_log__shadow_postgres_add_column__accounts"()
--   undo: DROP TABLE IF EXISTS "migrate"."migrate_kept__shadow_postgres_add_column__accounts"
CREATE TABLE "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" (entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, emptied boolean NOT NULL DEFAULT false, refused boolean NOT NULL DEFAULT false, migrate_key_1 integer);
CREATE OR REPLACE FUNCTION "migrate"."migrate_back_log__shadow_postgres_add_column__accounts"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $migrate$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    INSERT INTO "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" (emptied) VALUES (true);
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" (migrate_key_1) VALUES (NEW."id");
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" (migrate_key_1) VALUES (OLD."id");
  ELSE
    INSERT INTO "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" (migrate_key_1) VALUES (NEW."id");
    IF ROW(OLD."id")::record OPERATOR(pg_catalog.*<>) ROW(NEW."id")::record THEN
      INSERT INTO "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" (migrate_key_1) VALUES (OLD."id");
    END IF;
  END IF;
  RETURN NULL;
END
$migrate$;
CREATE TABLE "migrate"."migrate_kept__shadow_postgres_add_column__accounts" AS SELECT 0::bigint AS migrate_entry, "id", "name", "hits", "half" FROM "public"."accounts" WITH NO DATA;
COMMENT ON TABLE "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" IS 'applied';

-- [backfill-13] exchange accounts for its shadow
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on accounts, migrate_accounts__shadow, milliseconds: catalog only; what the log still holds is applied, names change: no other row is read, no index built
--   why: the shadow holds every row; both versions of the code can use the new shape
--   budget: 50 ms: held longer, it is taken back and tried again later
--   cutover: `--hold-cutover` stops before it
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     DECLARE
--       older text;
--       since integer;
--       writing text;
--     BEGIN
--       SELECT age(d.xmin) INTO since FROM pg_catalog.pg_description AS d WHERE d.objoid = '"migrate"."migrate_back_log__shadow_postgres_add_column__accounts"'::regclass AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0;
--       SELECT string_agg(held.by_whom, ', ') INTO older
--       FROM (
--         SELECT format('pid %s (%s)', a.pid, a.application_name) AS by_whom, a.backend_xmin AS xmin
--         FROM pg_catalog.pg_stat_activity AS a
--         WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.usesysid IS NOT NULL
--         UNION ALL
--         SELECT format('standby %s, as it last reported', r.application_name), r.backend_xmin
--         FROM pg_catalog.pg_stat_replication AS r
--         JOIN pg_catalog.pg_stat_activity AS a ON a.pid = r.pid AND a.datid IS NULL
--         UNION ALL
--         SELECT format('standby of slot %s, as it last reported', s.slot_name), s.xmin
--         FROM pg_catalog.pg_replication_slots AS s
--         WHERE s.slot_type = 'physical' AND s.wal_status IS DISTINCT FROM 'lost'
--       ) AS held
--       WHERE age(held.xmin) >= since;
--       IF older IS NOT NULL THEN
--         SELECT string_agg(held.by_whom, ', ') INTO writing
--         FROM (
--           SELECT format('pid %s (%s) in database %s', a.pid, a.application_name, a.datname) AS by_whom, a.backend_xid AS xid
--           FROM pg_catalog.pg_stat_activity AS a
--           WHERE a.pid <> pg_backend_pid()
--           UNION ALL
--           SELECT format('prepared transaction %s in database %s', p.gid, p.database), p.transaction
--           FROM pg_catalog.pg_prepared_xacts AS p
--         ) AS held
--         WHERE age(held.xid) > since;
--         RAISE EXCEPTION USING ERRCODE = 'MIG01', MESSAGE = 'a snapshot is older than the other table''s rows, and would not see them: ' || older || coalesce('; one that is taken now counts as old, too, until these end, which write: ' || writing, '');
--       END IF;
--     END
--     $migrate$
--   undo: SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off
--   undo: WITH migrate_taken AS (
--       DELETE FROM "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" WHERE NOT refused RETURNING emptied, migrate_key_1
--     ), migrate_keys AS (
--       SELECT DISTINCT migrate_key_1 FROM migrate_taken WHERE NOT emptied
--     ), migrate_emptied AS (
--       DELETE FROM "public"."migrate_accounts__old" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
--     ), migrate_removed AS (
--       DELETE FROM "public"."migrate_accounts__old" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 RETURNING 1 AS one
--     )
--     INSERT INTO "public"."migrate_accounts__old" ("id", "name", "hits", "half")
--     SELECT "id", "name", "hits"::integer, pg_catalog.trim_scale("half")::text::integer FROM "public"."accounts", migrate_keys
--     WHERE "accounts"."id" = migrate_keys.migrate_key_1
--       AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--     INSERT INTO "public"."migrate_accounts__old" ("id", "name", "hits", "half")
--     SELECT "id", "name", "hits", "half" FROM (
--       SELECT DISTINCT ON ("id") "id", "name", "hits", "half" FROM "migrate"."migrate_kept__shadow_postgres_add_column__accounts" ORDER BY "id", migrate_entry DESC OFFSET 0
--     ) AS migrate_last
--     WHERE (SELECT true FROM "public"."accounts" AS other WHERE other."id" = migrate_last."id" LIMIT 1)
--       AND (SELECT true FROM "public"."migrate_accounts__old" AS other WHERE other."id" = migrate_last."id" LIMIT 1) IS NULL
--     ON CONFLICT DO NOTHING;
--     DO $migrate$
--     #variable_conflict use_column
--     BEGIN
--     SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--     WITH migrate_taken AS (
--       DELETE FROM "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" WHERE NOT refused RETURNING emptied, migrate_key_1
--     ), migrate_keys AS (
--       SELECT DISTINCT migrate_key_1 FROM migrate_taken WHERE NOT emptied
--     ), migrate_emptied AS (
--       DELETE FROM "public"."migrate_accounts__old" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
--     ), migrate_removed AS (
--       DELETE FROM "public"."migrate_accounts__old" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 RETURNING 1 AS one
--     )
--     INSERT INTO "public"."migrate_accounts__old" ("id", "name", "hits", "half")
--     SELECT "id", "name", "hits"::integer, pg_catalog.trim_scale("half")::text::integer FROM "public"."accounts", migrate_keys
--     WHERE "accounts"."id" = migrate_keys.migrate_key_1
--       AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--     EXCEPTION WHEN unique_violation OR exclusion_violation THEN
--       RAISE EXCEPTION USING ERRCODE = 'MIG01', MESSAGE = 'a row that was put back has the place of one that was written meanwhile, and gives way: ' || SQLERRM;
--     WHEN OTHERS THEN
--       RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = SQLERRM;
--     END
--     $migrate$
--   undo: LOCK TABLE "public"."accounts", "public"."migrate_accounts__old" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: DO $migrate$
--     BEGIN
--       LOCK TABLE "public"."accounts" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."migrate_accounts__old" IN ACCESS EXCLUSIVE MODE;
--     EXCEPTION WHEN lock_not_available THEN
--       LOCK TABLE "public"."migrate_accounts__old" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."accounts" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: DO $migrate$
--     #variable_conflict use_column
--     BEGIN
--     SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--     WITH migrate_taken AS (
--       DELETE FROM "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" WHERE NOT refused RETURNING emptied, migrate_key_1
--     ), migrate_keys AS (
--       SELECT DISTINCT migrate_key_1 FROM migrate_taken WHERE NOT emptied
--     ), migrate_emptied AS (
--       DELETE FROM "public"."migrate_accounts__old" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
--     ), migrate_removed AS (
--       DELETE FROM "public"."migrate_accounts__old" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 RETURNING 1 AS one
--     )
--     INSERT INTO "public"."migrate_accounts__old" ("id", "name", "hits", "half")
--     SELECT "id", "name", "hits"::integer, pg_catalog.trim_scale("half")::text::integer FROM "public"."accounts", migrate_keys
--     WHERE "accounts"."id" = migrate_keys.migrate_key_1
--       AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--     EXCEPTION WHEN unique_violation OR exclusion_violation THEN
--       RAISE EXCEPTION USING ERRCODE = 'MIG01', MESSAGE = 'a row that was put back has the place of one that was written meanwhile, and gives way: ' || SQLERRM;
--     WHEN OTHERS THEN
--       RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = SQLERRM;
--     END
--     $migrate$;
--     DROP TRIGGER IF EXISTS "zz_migrate_back_log__shadow_postgres_add_column__accounts" ON "public"."accounts";
--     DROP TRIGGER IF EXISTS "zz_migrate_back_log__emptied__shadow_postgres_add_co_1253bb87a8" ON "public"."accounts";
--     ALTER INDEX "public"."accounts_hits" RENAME TO "migrate_shadow__accounts__accounts_hits";
--     ALTER INDEX "public"."migrate_old__accounts__accounts_hits" RENAME TO "accounts_hits";
--     ALTER INDEX "public"."accounts_pkey" RENAME TO "migrate_shadow__accounts__accounts_pkey";
--     ALTER INDEX "public"."migrate_old__accounts__accounts_pkey" RENAME TO "accounts_pkey";
--     ALTER TABLE "public"."accounts" RENAME TO "migrate_accounts__shadow";
--     ALTER TABLE "public"."migrate_accounts__old" RENAME TO "accounts";
--     DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('accounts') IN lower(p.prosrc)) > 0)
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$;
--     DO $migrate$
--     DECLARE
--       migrate_path text := current_setting('search_path');
--       migrate_found text;
--     BEGIN
--       PERFORM set_config('search_path', 'pg_catalog', true);
--       migrate_found := (
--     SELECT string_agg(l.name, ', ') FROM (SELECT DISTINCT CASE
--         WHEN d.of_sequence THEN 'numbered'
--         WHEN d.classid = 'pg_rewrite'::regclass AND v.relkind = 'm' THEN 'materialized view'
--         WHEN d.classid IN ('pg_rewrite'::regclass, 'pg_class'::regclass) AND v.relkind = 'v' THEN 'view'
--         WHEN d.refclassid = 'pg_type'::regclass THEN 'row type'
--         WHEN d.classid = 'pg_rewrite'::regclass THEN 'rule'
--         WHEN d.classid = 'pg_policy'::regclass THEN 'policy'
--         WHEN d.classid = 'pg_publication_rel'::regclass THEN 'publication'
--         WHEN d.classid = 'pg_constraint'::regclass AND (SELECT contype = 'f' FROM pg_constraint WHERE oid = d.objid) THEN 'key'
--         WHEN d.classid = 'pg_proc'::regclass AND (SELECT to_jsonb(p) ->> 'prosqlbody' IS NOT NULL FROM pg_proc AS p
--           WHERE p.oid = d.objid) THEN 'function'
--         WHEN d.classid = 'pg_class'::regclass AND v.relkind = 'S' THEN 'sequence'
--         WHEN d.classid = 'pg_class'::regclass AND d.objsubid = 0 AND EXISTS (SELECT 1 FROM pg_inherits
--           WHERE inhrelid = d.objid AND inhparent = d.refobjid) THEN 'child'
--         ELSE 'other' END AS kind,
--       CASE WHEN d.classid = 'pg_rewrite'::regclass AND v.relkind IN ('v', 'm') THEN v.oid::regclass::text
--         ELSE pg_describe_object(d.classid, d.objid, d.objsubid) END AS name
--     FROM (SELECT c.oid AS relation, u.*, CASE u.classid
--         WHEN 'pg_rewrite'::regclass THEN (SELECT ev_class FROM pg_rewrite WHERE oid = u.objid)
--         WHEN 'pg_policy'::regclass THEN (SELECT polrelid FROM pg_policy WHERE oid = u.objid)
--         WHEN 'pg_constraint'::regclass THEN (SELECT conrelid FROM pg_constraint WHERE oid = u.objid)
--         WHEN 'pg_trigger'::regclass THEN (SELECT tgrelid FROM pg_trigger WHERE oid = u.objid)
--         WHEN 'pg_attrdef'::regclass THEN (SELECT adrelid FROM pg_attrdef WHERE oid = u.objid)
--         WHEN 'pg_statistic_ext'::regclass THEN (SELECT stxrelid FROM pg_statistic_ext WHERE oid = u.objid)
--         WHEN 'pg_type'::regclass THEN CASE WHEN u.objid IN (y.oid, y.typarray) THEN c.oid END
--         WHEN 'pg_class'::regclass THEN (SELECT CASE WHEN o.relkind IN ('i', 'I') THEN
--             (SELECT indrelid FROM pg_index WHERE indexrelid = o.oid)
--           WHEN o.relkind = 't' OR o.relkind = 'S' AND u.deptype = 'i' THEN c.oid ELSE o.oid END
--           FROM pg_class AS o WHERE o.oid = u.objid)
--         END AS owner
--       FROM pg_class AS c JOIN pg_type AS y ON y.oid = c.reltype
--       CROSS JOIN LATERAL (
--         SELECT *, false AS of_sequence FROM pg_depend WHERE refclassid = 'pg_class'::regclass AND refobjid = c.oid
--         UNION ALL SELECT *, false FROM pg_depend WHERE refclassid = 'pg_type'::regclass AND refobjid = y.oid
--         UNION ALL SELECT *, false FROM pg_depend WHERE refclassid = 'pg_type'::regclass AND refobjid = y.typarray
--         UNION ALL SELECT n.*, true FROM pg_depend AS i JOIN pg_depend AS n ON n.refclassid = 'pg_class'::regclass AND n.refobjid = i.objid
--           WHERE i.classid = 'pg_class'::regclass AND i.refclassid = 'pg_class'::regclass AND i.refobjid = c.oid AND i.deptype = 'i'
--             AND n.deptype <> 'i' AND (SELECT relkind = 'S' FROM pg_class WHERE oid = i.objid)) AS u
--       WHERE c.oid = to_regclass('"public"."migrate_accounts__shadow"')) AS d
--     LEFT JOIN pg_class AS v ON v.oid = d.owner
--     WHERE d.of_sequence OR d.owner IS DISTINCT FROM d.relation
--     ORDER BY 1, 2) AS l
--       );
--       IF migrate_found IS NOT NULL THEN
--         RAISE EXCEPTION USING MESSAGE = 'these would be left on the table that accounts was: ' || migrate_found;
--       END IF;
--       PERFORM set_config('search_path', migrate_path, true);
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on accounts, migrate_accounts__old, milliseconds: catalog only; what the log still holds is applied, names change: no other row is read, no index built
--   loss: rows of accounts that the old shape cannot hold, counted by SELECT count(*) AS lost FROM "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" WHERE refused
DO $migrate$
DECLARE
  older text;
  since integer;
  writing text;
BEGIN
  SELECT age(d.xmin) INTO since FROM pg_catalog.pg_description AS d WHERE d.objoid = '"migrate"."migrate_log__shadow_postgres_add_column__accounts"'::regclass AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0;
  SELECT string_agg(held.by_whom, ', ') INTO older
  FROM (
    SELECT format('pid %s (%s)', a.pid, a.application_name) AS by_whom, a.backend_xmin AS xmin
    FROM pg_catalog.pg_stat_activity AS a
    WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.usesysid IS NOT NULL
    UNION ALL
    SELECT format('standby %s, as it last reported', r.application_name), r.backend_xmin
    FROM pg_catalog.pg_stat_replication AS r
    JOIN pg_catalog.pg_stat_activity AS a ON a.pid = r.pid AND a.datid IS NULL
    UNION ALL
    SELECT format('standby of slot %s, as it last reported', s.slot_name), s.xmin
    FROM pg_catalog.pg_replication_slots AS s
    WHERE s.slot_type = 'physical' AND s.wal_status IS DISTINCT FROM 'lost'
  ) AS held
  WHERE age(held.xmin) >= since;
  IF older IS NOT NULL THEN
    SELECT string_agg(held.by_whom, ', ') INTO writing
    FROM (
      SELECT format('pid %s (%s) in database %s', a.pid, a.application_name, a.datname) AS by_whom, a.backend_xid AS xid
      FROM pg_catalog.pg_stat_activity AS a
      WHERE a.pid <> pg_backend_pid()
      UNION ALL
      SELECT format('prepared transaction %s in database %s', p.gid, p.database), p.transaction
      FROM pg_catalog.pg_prepared_xacts AS p
    ) AS held
    WHERE age(held.xid) > since;
    RAISE EXCEPTION USING ERRCODE = 'MIG01', MESSAGE = 'a snapshot is older than the other table''s rows, and would not see them: ' || older || coalesce('; one that is taken now counts as old, too, until these end, which write: ' || writing, '');
  END IF;
END
$migrate$;
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" RETURNING emptied, migrate_key_1
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_accounts__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_accounts__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_accounts__shadow" ("id", "name", "hits", "half", "total", "share", "slug")
SELECT "id", "name", "hits"::bigint, "half"::numeric, (SELECT (hits * 100) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (SELECT (accounts.half / 2) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (short(name)) FROM "public"."accounts", migrate_keys
WHERE "accounts"."id" = migrate_keys.migrate_key_1
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
LOCK TABLE "public"."accounts", "public"."migrate_accounts__shadow" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
DECLARE
  migrate_path text := current_setting('search_path');
  migrate_found text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  migrate_found := (
SELECT string_agg(p.part, ', ') FROM (VALUES ('owner and privileges', '(digest)'), ('columns', '(digest)'), ('settings', '(digest)'), ('comments', '(digest)'), ('constraints', '(digest)'), ('foreign keys to it', '(digest)'), ('indexes', '(digest)'), ('statistics', '(digest)'), ('triggers', '(digest)'), ('policies', '(digest)'), ('rules', '(digest)'), ('publications', '(digest)'), ('inheritance', '(digest)'), ('functions that read it', '(digest)'), ('policies or rules that read it', '(digest)')) AS p (part, digest) JOIN (SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM pg_class AS c CROSS JOIN LATERAL (VALUES ('owner and privileges', concat_ws(chr(29), c.relowner::regrole, c.relacl, (SELECT string_agg(concat_ws(chr(30), a.attname, a.attacl), chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))),
    ('columns', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attcollation::regcollation, (SELECT pg_get_expr(e.adbin, e.adrelid) FROM pg_attrdef AS e WHERE e.adrelid = a.attrelid AND e.adnum = a.attnum)), chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))),
    ('settings', concat_ws(chr(29), c.reloptions, (SELECT x.reloptions FROM pg_class AS x WHERE x.oid = c.reltoastrelid), c.reltablespace, c.relpersistence, c.relreplident, c.relrowsecurity, c.relforcerowsecurity, (SELECT string_agg(concat_ws(chr(30), a.attname, a.attstattarget, a.attoptions, a.attstorage), chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))),
    ('comments', concat_ws(chr(29), obj_description(c.oid, 'pg_class'), (SELECT string_agg(concat_ws(chr(30), a.attname, col_description(c.oid, a.attnum)), chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))),
    ('constraints', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), k.conname, pg_get_constraintdef(k.oid), obj_description(k.oid, 'pg_constraint')), chr(31) ORDER BY k.conname) FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.conname !~ '^(zz_)?migrate_'))),
    ('foreign keys to it', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid), obj_description(k.oid, 'pg_constraint')), chr(31) ORDER BY k.conrelid::regclass::text, k.conname) FROM pg_constraint AS k WHERE k.confrelid = c.oid AND k.conparentid = 0))),
    ('indexes', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), pg_get_indexdef(x.oid), x.relname, i.indisvalid, i.indisclustered, i.indisreplident, obj_description(x.oid, 'pg_class')), chr(31) ORDER BY x.relname) FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid AND x.relname !~ '^(zz_)?migrate_'))),
    ('statistics', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), pg_get_statisticsobjdef(s.oid), s.stxowner::regrole, s.stxstattarget, obj_description(s.oid, 'pg_statistic_ext')), chr(31) ORDER BY s.stxname) FROM pg_statistic_ext AS s WHERE s.stxrelid = c.oid))),
    ('triggers', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), pg_get_triggerdef(g.oid), g.tgenabled, obj_description(g.oid, 'pg_trigger')), chr(31) ORDER BY g.tgname) FROM pg_trigger AS g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgname !~ '^(zz_)?migrate_'))),
    ('policies', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), obj_description(p.oid, 'pg_policy')), chr(31) ORDER BY p.polrelid::regclass::text, p.polname) FROM pg_policy AS p WHERE p.polrelid = c.oid))),
    ('rules', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), pg_get_ruledef(w.oid), w.ev_enabled, obj_description(w.oid, 'pg_rewrite')), chr(31) ORDER BY w.ev_class::regclass::text, w.rulename) FROM pg_rewrite AS w JOIN pg_class AS x ON x.oid = w.ev_class WHERE w.ev_class = c.oid))),
    ('publications', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), to_jsonb(m)), chr(31) ORDER BY m.pubname) FROM pg_publication_tables AS m JOIN pg_namespace AS o ON o.nspname = m.schemaname WHERE o.oid = c.relnamespace AND m.tablename = c.relname))),
    ('inheritance', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), i.inhrelid::regclass, i.inhparent::regclass, i.inhseqno), chr(31) ORDER BY i.inhrelid::regclass::text, i.inhseqno) FROM pg_inherits AS i WHERE c.oid IN (i.inhrelid, i.inhparent)))),
    ('functions that read it', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), f.oid::regprocedure, pg_get_functiondef(f.oid)), chr(31) ORDER BY f.oid::regprocedure::text) FROM pg_proc AS f WHERE EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid)))),
    ('policies or rules that read it', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), obj_description(p.oid, 'pg_policy')), chr(31) ORDER BY p.polrelid::regclass::text, p.polname) FROM pg_policy AS p WHERE p.polrelid <> c.oid AND EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_policy'::regclass AND d.objid = p.oid)), (SELECT string_agg(concat_ws(chr(30), pg_get_ruledef(w.oid), w.ev_enabled, obj_description(w.oid, 'pg_rewrite')), chr(31) ORDER BY w.ev_class::regclass::text, w.rulename) FROM pg_rewrite AS w JOIN pg_class AS x ON x.oid = w.ev_class WHERE x.relkind IN ('r', 'p') AND x.oid <> c.oid AND EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid))))) AS v (part, words) WHERE c.oid = to_regclass('"public"."accounts"')) AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at table accounts since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
DO $migrate$
BEGIN
  LOCK TABLE "public"."accounts" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."migrate_accounts__shadow" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."migrate_accounts__shadow" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."accounts" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_add_column__accounts" RETURNING emptied, migrate_key_1
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_accounts__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_accounts__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_accounts__shadow" ("id", "name", "hits", "half", "total", "share", "slug")
SELECT "id", "name", "hits"::bigint, "half"::numeric, (SELECT (hits * 100) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (SELECT (accounts.half / 2) FROM (SELECT "id", "name", CAST("hits" AS bigint) AS "hits", CAST("half" AS numeric) AS "half") AS "accounts"), (short(name)) FROM "public"."accounts", migrate_keys
WHERE "accounts"."id" = migrate_keys.migrate_key_1
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
DROP TRIGGER IF EXISTS "zz_migrate_log__shadow_postgres_add_column__accounts" ON "public"."accounts";
DROP TRIGGER IF EXISTS "zz_migrate_log__emptied__shadow_postgres_add_column__accounts" ON "public"."accounts";
DO $migrate$
DECLARE
  migrate_path text := current_setting('search_path');
  migrate_found text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  migrate_found := (
SELECT string_agg(p.part, ', ') FROM (VALUES ('owner and privileges', '(digest)'), ('functions that read it', '(digest)')) AS p (part, digest) JOIN (SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM pg_class AS c CROSS JOIN LATERAL (VALUES ('owner and privileges', concat_ws(chr(29), c.relowner::regrole, c.relacl, (SELECT string_agg(concat_ws(chr(30), a.attname, a.attacl), chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))),
    ('functions that read it', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), f.oid::regprocedure, pg_get_functiondef(f.oid)), chr(31) ORDER BY f.oid::regprocedure::text) FROM pg_proc AS f WHERE EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid))))) AS v (part, words) WHERE c.oid = to_regclass('"public"."accounts"')) AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at table accounts since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
ALTER INDEX "public"."accounts_hits" RENAME TO "migrate_old__accounts__accounts_hits";
ALTER INDEX "public"."migrate_shadow__accounts__accounts_hits" RENAME TO "accounts_hits";
ALTER INDEX "public"."accounts_pkey" RENAME TO "migrate_old__accounts__accounts_pkey";
ALTER INDEX "public"."migrate_shadow__accounts__accounts_pkey" RENAME TO "accounts_pkey";
ALTER TABLE "public"."accounts" RENAME TO "migrate_accounts__old";
ALTER TABLE "public"."migrate_accounts__shadow" RENAME TO "accounts";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('accounts') IN lower(p.prosrc)) > 0)
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
DO $migrate$
DECLARE
  migrate_path text := current_setting('search_path');
  migrate_found text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  migrate_found := (
SELECT string_agg(l.name, ', ') FROM (SELECT DISTINCT CASE
    WHEN d.of_sequence THEN 'numbered'
    WHEN d.classid = 'pg_rewrite'::regclass AND v.relkind = 'm' THEN 'materialized view'
    WHEN d.classid IN ('pg_rewrite'::regclass, 'pg_class'::regclass) AND v.relkind = 'v' THEN 'view'
    WHEN d.refclassid = 'pg_type'::regclass THEN 'row type'
    WHEN d.classid = 'pg_rewrite'::regclass THEN 'rule'
    WHEN d.classid = 'pg_policy'::regclass THEN 'policy'
    WHEN d.classid = 'pg_publication_rel'::regclass THEN 'publication'
    WHEN d.classid = 'pg_constraint'::regclass AND (SELECT contype = 'f' FROM pg_constraint WHERE oid = d.objid) THEN 'key'
    WHEN d.classid = 'pg_proc'::regclass AND (SELECT to_jsonb(p) ->> 'prosqlbody' IS NOT NULL FROM pg_proc AS p
      WHERE p.oid = d.objid) THEN 'function'
    WHEN d.classid = 'pg_class'::regclass AND v.relkind = 'S' THEN 'sequence'
    WHEN d.classid = 'pg_class'::regclass AND d.objsubid = 0 AND EXISTS (SELECT 1 FROM pg_inherits
      WHERE inhrelid = d.objid AND inhparent = d.refobjid) THEN 'child'
    ELSE 'other' END AS kind,
  CASE WHEN d.classid = 'pg_rewrite'::regclass AND v.relkind IN ('v', 'm') THEN v.oid::regclass::text
    ELSE pg_describe_object(d.classid, d.objid, d.objsubid) END AS name
FROM (SELECT c.oid AS relation, u.*, CASE u.classid
    WHEN 'pg_rewrite'::regclass THEN (SELECT ev_class FROM pg_rewrite WHERE oid = u.objid)
    WHEN 'pg_policy'::regclass THEN (SELECT polrelid FROM pg_policy WHERE oid = u.objid)
    WHEN 'pg_constraint'::regclass THEN (SELECT conrelid FROM pg_constraint WHERE oid = u.objid)
    WHEN 'pg_trigger'::regclass THEN (SELECT tgrelid FROM pg_trigger WHERE oid = u.objid)
    WHEN 'pg_attrdef'::regclass THEN (SELECT adrelid FROM pg_attrdef WHERE oid = u.objid)
    WHEN 'pg_statistic_ext'::regclass THEN (SELECT stxrelid FROM pg_statistic_ext WHERE oid = u.objid)
    WHEN 'pg_type'::regclass THEN CASE WHEN u.objid IN (y.oid, y.typarray) THEN c.oid END
    WHEN 'pg_class'::regclass THEN (SELECT CASE WHEN o.relkind IN ('i', 'I') THEN
        (SELECT indrelid FROM pg_index WHERE indexrelid = o.oid)
      WHEN o.relkind = 't' OR o.relkind = 'S' AND u.deptype = 'i' THEN c.oid ELSE o.oid END
      FROM pg_class AS o WHERE o.oid = u.objid)
    END AS owner
  FROM pg_class AS c JOIN pg_type AS y ON y.oid = c.reltype
  CROSS JOIN LATERAL (
    SELECT *, false AS of_sequence FROM pg_depend WHERE refclassid = 'pg_class'::regclass AND refobjid = c.oid
    UNION ALL SELECT *, false FROM pg_depend WHERE refclassid = 'pg_type'::regclass AND refobjid = y.oid
    UNION ALL SELECT *, false FROM pg_depend WHERE refclassid = 'pg_type'::regclass AND refobjid = y.typarray
    UNION ALL SELECT n.*, true FROM pg_depend AS i JOIN pg_depend AS n ON n.refclassid = 'pg_class'::regclass AND n.refobjid = i.objid
      WHERE i.classid = 'pg_class'::regclass AND i.refclassid = 'pg_class'::regclass AND i.refobjid = c.oid AND i.deptype = 'i'
        AND n.deptype <> 'i' AND (SELECT relkind = 'S' FROM pg_class WHERE oid = i.objid)) AS u
  WHERE c.oid = to_regclass('"public"."migrate_accounts__old"')) AS d
LEFT JOIN pg_class AS v ON v.oid = d.owner
WHERE d.of_sequence OR d.owner IS DISTINCT FROM d.relation
ORDER BY 1, 2) AS l
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'these would be left on the table that accounts was: ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
CREATE TRIGGER "zz_migrate_back_log__shadow_postgres_add_column__accounts" AFTER INSERT OR UPDATE OR DELETE ON "public"."accounts" FOR EACH ROW EXECUTE FUNCTION "migrate"."migrate_back_log__shadow_postgres_add_column__accounts"();
CREATE TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_add_co_1253bb87a8" AFTER TRUNCATE ON "public"."accounts" FOR EACH STATEMENT EXECUTE FUNCTION "migrate"."migrate_back_log__shadow_postgres_add_column__accounts"();
ALTER TABLE "public"."accounts" ENABLE ALWAYS TRIGGER "zz_migrate_back_log__shadow_postgres_add_column__accounts", ENABLE ALWAYS TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_add_co_1253bb87a8";
CREATE TRIGGER "zz_migrate_value__shadow_postgres_add_column__accounts__total" BEFORE INSERT OR UPDATE ON "public"."accounts" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__shadow_postgres_add_column__accounts__total' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__shadow_postgres_add_column__accounts__total"();
CREATE TRIGGER "zz_migrate_value__shadow_postgres_add_column__accounts__share" BEFORE INSERT OR UPDATE ON "public"."accounts" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__shadow_postgres_add_column__accounts__share' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__shadow_postgres_add_column__accounts__share"();
CREATE TRIGGER "zz_migrate_value__shadow_postgres_add_column__accounts__slug" BEFORE INSERT OR UPDATE ON "public"."accounts" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__shadow_postgres_add_column__accounts__slug' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__shadow_postgres_add_column__accounts__slug"();

-- [backfill-14] carry back what was written to accounts meanwhile
--   strategy: shadow
--   lock: ACCESS SHARE on accounts, one batch; it writes the other table only, which nobody else uses
--   why: a rollback does it once more; what the old shape cannot hold stays in the log, and makes it ask
--   loss: values of accounts.total, values of accounts.share, values of accounts.status, values of accounts.slug, values of accounts.seen, values of accounts.remark, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."accounts" WHERE (NOT ("total" IS NOT DISTINCT FROM NULL) AND ROW("total")::record OPERATOR(pg_catalog.*<>) ROW(CAST((hits * 100) AS bigint))::record) OR (NOT ("share" IS NOT DISTINCT FROM NULL) AND ROW("share")::record OPERATOR(pg_catalog.*<>) ROW(CAST((accounts.half / 2) AS numeric(10,2)))::record) OR (ROW("status")::record OPERATOR(pg_catalog.*<>) ROW(CAST(('active') AS varchar(20)))::record) OR (NOT ("slug" IS NOT DISTINCT FROM NULL) AND ROW("slug")::record OPERATOR(pg_catalog.*<>) ROW(CAST((short(name)) AS varchar(40)))::record) OR (NOT ("seen" IS NOT DISTINCT FROM NULL)) OR (NOT ("remark" IS NOT DISTINCT FROM NULL)) LIMIT 1000) AS found
--   applies: the entries of "migrate"."migrate_back_log__shadow_postgres_add_column__accounts", each forgotten in the transaction that applied it
--   the next entries:
--     $1 = from.id, $2 = batch size
SELECT entry AS id, migrate_key_1 AS "id" FROM "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" WHERE entry > $1::bigint ORDER BY entry LIMIT $2::bigint;
--   all of them, in one transaction:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" RETURNING emptied, migrate_key_1
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_accounts__old" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_accounts__old" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_accounts__old" ("id", "name", "hits", "half")
SELECT "id", "name", "hits"::integer, pg_catalog.trim_scale("half")::text::integer FROM "public"."accounts", migrate_keys
WHERE "accounts"."id" = migrate_keys.migrate_key_1
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" IS 'applied';
--   batch by batch where a row is refused:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
--     $1 = from.id, $2 = to.id
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" WHERE entry > $1::bigint AND entry <= $2::bigint RETURNING emptied, migrate_key_1
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_accounts__old" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_accounts__old" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_accounts__old" ("id", "name", "hits", "half")
SELECT "id", "name", "hits"::integer, pg_catalog.trim_scale("half")::text::integer FROM "public"."accounts", migrate_keys
WHERE "accounts"."id" = migrate_keys.migrate_key_1
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" IS 'applied';
--   one by one where a row of the batch is refused:
--     $1 = from.id
UPDATE "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" SET refused = true WHERE entry = $1::bigint;
--   then:
--     $1 = from.id, $2 = from.id
WITH migrate_emptied AS (
  DELETE FROM "public"."migrate_accounts__old" WHERE (SELECT emptied FROM "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" WHERE entry = $2::bigint)
), migrate_removed AS (
  DELETE FROM "public"."migrate_accounts__old" AS migrate_made WHERE migrate_made."id" = $1::integer RETURNING "id", "name", "hits", "half"
)
INSERT INTO "migrate"."migrate_kept__shadow_postgres_add_column__accounts" (migrate_entry, "id", "name", "hits", "half")
SELECT $2::bigint, "id", "name", "hits", "half" FROM migrate_removed;
--   then:
--     $1 = from.id
INSERT INTO "public"."migrate_accounts__old" ("id", "name", "hits", "half")
SELECT "id", "name", "hits"::integer, pg_catalog.trim_scale("half")::text::integer FROM "public"."accounts" WHERE "accounts"."id" = $1::integer;
--   then (a row returned is a misfit: the entry stays):
SELECT 1 WHERE false;
--   then:
--     $1 = from.id
DELETE FROM "migrate"."migrate_back_log__shadow_postgres_add_column__accounts" WHERE entry = $1::bigint;

-- [backfill-15] note what is attached to accounts
--   strategy: shadow
--   lock: none, catalogs are read; reads and writes go on
--   why: a rollback would undo what anybody changes of it from here on, so it asks
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "migrate"."migrate_attached__shadow_postgres_add_column__accounts"
--   undo: DROP FUNCTION IF EXISTS "migrate"."migrate_attached_now__shadow_postgres_add_column__accounts"()
--   loss: kinds of things that were changed at table accounts since the exchange, counted by SELECT count(*) AS changed, string_agg(part, ', ' ORDER BY part) AS parts FROM "migrate"."migrate_attached__shadow_postgres_add_column__accounts" AS was JOIN "migrate"."migrate_attached_now__shadow_postgres_add_column__accounts"() AS made USING (part) WHERE was.digest <> made.digest
CREATE FUNCTION "migrate"."migrate_attached_now__shadow_postgres_add_column__accounts"() RETURNS TABLE (part text, digest text) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $migrate$
SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM pg_class AS c CROSS JOIN LATERAL (VALUES ('owner and privileges', concat_ws(chr(29), c.relowner::regrole, c.relacl, (SELECT string_agg(concat_ws(chr(30), a.attname, a.attacl), chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))),
    ('columns', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attcollation::regcollation, (SELECT pg_get_expr(e.adbin, e.adrelid) FROM pg_attrdef AS e WHERE e.adrelid = a.attrelid AND e.adnum = a.attnum)), chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))),
    ('settings', concat_ws(chr(29), c.reloptions, (SELECT x.reloptions FROM pg_class AS x WHERE x.oid = c.reltoastrelid), c.reltablespace, c.relpersistence, c.relreplident, c.relrowsecurity, c.relforcerowsecurity, (SELECT string_agg(concat_ws(chr(30), a.attname, a.attstattarget, a.attoptions, a.attstorage), chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))),
    ('comments', concat_ws(chr(29), obj_description(c.oid, 'pg_class'), (SELECT string_agg(concat_ws(chr(30), a.attname, col_description(c.oid, a.attnum)), chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))),
    ('constraints', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), k.conname, pg_get_constraintdef(k.oid), obj_description(k.oid, 'pg_constraint')), chr(31) ORDER BY k.conname) FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.conname !~ '^(zz_)?migrate_'))),
    ('foreign keys to it', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid), obj_description(k.oid, 'pg_constraint')), chr(31) ORDER BY k.conrelid::regclass::text, k.conname) FROM pg_constraint AS k WHERE k.confrelid = c.oid AND k.conparentid = 0))),
    ('indexes', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), pg_get_indexdef(x.oid), x.relname, i.indisvalid, i.indisclustered, i.indisreplident, obj_description(x.oid, 'pg_class')), chr(31) ORDER BY x.relname) FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid AND x.relname !~ '^(zz_)?migrate_'))),
    ('statistics', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), pg_get_statisticsobjdef(s.oid), s.stxowner::regrole, s.stxstattarget, obj_description(s.oid, 'pg_statistic_ext')), chr(31) ORDER BY s.stxname) FROM pg_statistic_ext AS s WHERE s.stxrelid = c.oid))),
    ('triggers', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), pg_get_triggerdef(g.oid), g.tgenabled, obj_description(g.oid, 'pg_trigger')), chr(31) ORDER BY g.tgname) FROM pg_trigger AS g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgname !~ '^(zz_)?migrate_'))),
    ('policies', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), obj_description(p.oid, 'pg_policy')), chr(31) ORDER BY p.polrelid::regclass::text, p.polname) FROM pg_policy AS p WHERE p.polrelid = c.oid))),
    ('rules', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), pg_get_ruledef(w.oid), w.ev_enabled, obj_description(w.oid, 'pg_rewrite')), chr(31) ORDER BY w.ev_class::regclass::text, w.rulename) FROM pg_rewrite AS w JOIN pg_class AS x ON x.oid = w.ev_class WHERE w.ev_class = c.oid))),
    ('publications', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), to_jsonb(m)), chr(31) ORDER BY m.pubname) FROM pg_publication_tables AS m JOIN pg_namespace AS o ON o.nspname = m.schemaname WHERE o.oid = c.relnamespace AND m.tablename = c.relname))),
    ('inheritance', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), i.inhrelid::regclass, i.inhparent::regclass, i.inhseqno), chr(31) ORDER BY i.inhrelid::regclass::text, i.inhseqno) FROM pg_inherits AS i WHERE c.oid IN (i.inhrelid, i.inhparent)))),
    ('functions that read it', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), f.oid::regprocedure, pg_get_functiondef(f.oid)), chr(31) ORDER BY f.oid::regprocedure::text) FROM pg_proc AS f WHERE EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid)))),
    ('policies or rules that read it', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), obj_description(p.oid, 'pg_policy')), chr(31) ORDER BY p.polrelid::regclass::text, p.polname) FROM pg_policy AS p WHERE p.polrelid <> c.oid AND EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_policy'::regclass AND d.objid = p.oid)), (SELECT string_agg(concat_ws(chr(30), pg_get_ruledef(w.oid), w.ev_enabled, obj_description(w.oid, 'pg_rewrite')), chr(31) ORDER BY w.ev_class::regclass::text, w.rulename) FROM pg_rewrite AS w JOIN pg_class AS x ON x.oid = w.ev_class WHERE x.relkind IN ('r', 'p') AND x.oid <> c.oid AND EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid))))) AS v (part, words) WHERE c.oid = to_regclass('"public"."accounts"')
$migrate$;
CREATE TABLE "migrate"."migrate_attached__shadow_postgres_add_column__accounts" AS SELECT part, digest FROM "migrate"."migrate_attached_now__shadow_postgres_add_column__accounts"();

-- [backfill-16] look for rows without accounts.doubled
--   lock: ACCESS SHARE on accounts, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."accounts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."accounts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "doubled" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- ==== contract
-- [contract-1] look for rows without accounts.doubled, again
--   lock: ACCESS SHARE on accounts, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."accounts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."accounts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "doubled" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [contract-2] stop deriving accounts.total
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on accounts, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__shadow_postgres_add_column__accounts__total" ON "public"."accounts";
DROP FUNCTION IF EXISTS migrate."migrate_value__shadow_postgres_add_column__accounts__total"();

-- [contract-3] stop deriving accounts.share
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on accounts, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__shadow_postgres_add_column__accounts__share" ON "public"."accounts";
DROP FUNCTION IF EXISTS migrate."migrate_value__shadow_postgres_add_column__accounts__share"();

-- [contract-4] stop deriving accounts.slug
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on accounts, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__shadow_postgres_add_column__accounts__slug" ON "public"."accounts";
DROP FUNCTION IF EXISTS migrate."migrate_value__shadow_postgres_add_column__accounts__slug"();
ALTER TABLE "public"."accounts" ALTER COLUMN "slug" SET DEFAULT ('none');

-- [contract-5] require accounts.doubled for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on accounts, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."accounts" DROP CONSTRAINT IF EXISTS "migrate_not_null__accounts__doubled"
ALTER TABLE "public"."accounts" ADD CONSTRAINT "migrate_not_null__accounts__doubled" CHECK ("doubled" IS NOT NULL) NOT VALID;

-- [contract-6] prove that accounts.doubled holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on accounts, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."accounts" VALIDATE CONSTRAINT "migrate_not_null__accounts__doubled";

-- [contract-7] make accounts.doubled NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on accounts, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."accounts" ALTER COLUMN "doubled" SET NOT NULL;
ALTER TABLE "public"."accounts" DROP CONSTRAINT "migrate_not_null__accounts__doubled";

-- [contract-8] stop the log for the way back of accounts
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on accounts, milliseconds: catalog only; the triggers go
--   why: there is no way back from here on
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_back_log__shadow_postgres_add_column__accounts" ON "public"."accounts";
DROP TRIGGER IF EXISTS "zz_migrate_back_log__emptied__shadow_postgres_add_co_1253bb87a8" ON "public"."accounts";

-- [contract-9] drop the old table of accounts
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on migrate_accounts__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE IF EXISTS "public"."migrate_accounts__old";

-- [contract-10] drop the logs of accounts
--   strategy: shadow
--   lock: none, nobody but this tool uses them; reads and writes go on
--   why: their triggers are gone
--   runs: in one transaction with its record
DROP TABLE IF EXISTS "migrate"."migrate_back_log__shadow_postgres_add_column__accounts";
DROP FUNCTION IF EXISTS "migrate"."migrate_back_log__shadow_postgres_add_column__accounts"();
DROP TABLE IF EXISTS "migrate"."migrate_kept__shadow_postgres_add_column__accounts";
DROP TABLE IF EXISTS "migrate"."migrate_attached__shadow_postgres_add_column__accounts";
DROP FUNCTION IF EXISTS "migrate"."migrate_attached_now__shadow_postgres_add_column__accounts"();
DROP TABLE IF EXISTS "migrate"."migrate_log__shadow_postgres_add_column__accounts";
DROP FUNCTION IF EXISTS "migrate"."migrate_log__shadow_postgres_add_column__accounts"();
