-- migration: shadow_postgres_partition_list
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
-- note: Order's becomes a partitioned table, by list (region). Code uses it by its name as before, ON CONFLICT included; from the exchange on a new unique key of it must hold the partition key, and a query that does not say region reads every partition
-- note: the partitions of Order's belong to its owner, and nobody else is granted anything on them: policies and privileges of Order's hold for who comes through it
-- note: no partition of Order's is the default one: from the exchange on the server refuses rows outside of their bounds, and one that old code writes before it stops the exchange

-- ==== expand
-- [expand-1] make a shadow of Order's: it is written anew in the order of region, partitioned by list (region)
--   strategy: shadow
--   lock: none on migrate_Order's__shadow and its partitions, nobody but this tool uses it yet; reads and writes go on
--   why: no statement makes a partitioned table of one that has rows
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "public"."migrate_Order's__shadow"
--   lock of undo: ACCESS EXCLUSIVE on migrate_Order's__shadow and its partitions, nobody but this tool uses it yet; reads and writes go on
CREATE TABLE "public"."migrate_Order's__shadow" (LIKE "public"."Order's" INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED) PARTITION BY LIST ("region");
CREATE TABLE "public"."orders_west" PARTITION OF "public"."migrate_Order's__shadow" FOR VALUES IN ('eu', 'us');
CREATE TABLE "public"."orders, east" PARTITION OF "public"."migrate_Order's__shadow" FOR VALUES IN ('asia', NULL, 'o''cean');
EXPLAIN INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's"
WHERE false
ORDER BY "Order's"."region", "Order's"."id"
ON CONFLICT DO NOTHING;
SAVEPOINT migrate_rehearsal;
ALTER TABLE "public"."migrate_Order's__shadow" ADD CONSTRAINT "migrate_shadow__Order's__Order's_pkey" PRIMARY KEY (region, id);
CREATE UNIQUE INDEX "migrate_shadow__Order's__orders_state" ON "public"."migrate_Order's__shadow" USING btree (region, state) WHERE (state <> 'open'::text);
ROLLBACK TO SAVEPOINT migrate_rehearsal;
DO $migrate$
DECLARE
  migrate_path text := current_setting('search_path');
  migrate_found text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  migrate_found := (
SELECT string_agg(DISTINCT f.what, ', ') || coalesce('; event triggers: ' || (SELECT string_agg(e.evtname, ', ' ORDER BY e.evtname) FROM pg_event_trigger AS e WHERE e.evtenabled <> 'D' AND e.evtevent = 'ddl_command_end'), '')
FROM pg_class AS c JOIN pg_class AS was ON was.oid = to_regclass('"public"."Order''s"') CROSS JOIN LATERAL (
  SELECT 'row security' WHERE c.relrowsecurity AND NOT was.relrowsecurity OR c.relforcerowsecurity
  UNION ALL SELECT 'policy ' || p.polname FROM pg_policy AS p WHERE p.polrelid = c.oid
  UNION ALL SELECT 'trigger ' || t.tgname FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
  UNION ALL SELECT 'a place in publication ' || p.pubname FROM pg_publication_rel AS m JOIN pg_publication AS p ON p.oid = m.prpubid WHERE m.prrelid = c.oid
  UNION ALL SELECT 'privileges of ' || CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END FROM aclexplode(c.relacl) AS g WHERE g.grantee <> c.relowner AND NOT EXISTS (SELECT 1 FROM aclexplode(was.relacl) AS h WHERE h.grantee = g.grantee AND h.privilege_type = g.privilege_type AND (h.is_grantable OR NOT g.is_grantable))
  UNION ALL SELECT 'privileges of ' || CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END FROM pg_attribute AS a, aclexplode(a.attacl) AS g WHERE a.attrelid = c.oid) AS f (what)
WHERE c.oid = to_regclass('"public"."migrate_Order''s__shadow"') OR c.oid IN (SELECT relid FROM pg_partition_tree(to_regclass('"public"."migrate_Order''s__shadow"')))
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'the shadow of Order''s was given what it cannot have yet; disable what does that for the time of expand (ALTER EVENT TRIGGER ... DISABLE), or take strategy: in_place where the operation has it: ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;

-- [expand-2] make a log of changes of Order's
--   strategy: shadow
--   lock: none, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "migrate"."migrate_log__shadow_postgres_partition_list__Order's"
--   undo: DROP FUNCTION IF EXISTS "migrate"."migrate_log__shadow_postgres_partition_list__Order's"()
CREATE TABLE "migrate"."migrate_log__shadow_postgres_partition_list__Order's" (entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, emptied boolean NOT NULL DEFAULT false, refused boolean NOT NULL DEFAULT false, migrate_key_1 text COLLATE pg_catalog."C", migrate_key_2 integer);
CREATE OR REPLACE FUNCTION "migrate"."migrate_log__shadow_postgres_partition_list__Order's"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $migrate$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    INSERT INTO "migrate"."migrate_log__shadow_postgres_partition_list__Order's" (emptied) VALUES (true);
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO "migrate"."migrate_log__shadow_postgres_partition_list__Order's" (migrate_key_1, migrate_key_2) VALUES (NEW."region", NEW."id");
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "migrate"."migrate_log__shadow_postgres_partition_list__Order's" (migrate_key_1, migrate_key_2) VALUES (OLD."region", OLD."id");
  ELSE
    INSERT INTO "migrate"."migrate_log__shadow_postgres_partition_list__Order's" (migrate_key_1, migrate_key_2) VALUES (NEW."region", NEW."id");
    IF ROW(OLD."region", OLD."id")::record OPERATOR(pg_catalog.*<>) ROW(NEW."region", NEW."id")::record THEN
      INSERT INTO "migrate"."migrate_log__shadow_postgres_partition_list__Order's" (migrate_key_1, migrate_key_2) VALUES (OLD."region", OLD."id");
    END IF;
  END IF;
  RETURN NULL;
END
$migrate$;
CREATE INDEX ON "migrate"."migrate_log__shadow_postgres_partition_list__Order's" (migrate_key_1, migrate_key_2);
CREATE INDEX ON "migrate"."migrate_log__shadow_postgres_partition_list__Order's" (entry) WHERE emptied;

-- [expand-3] log what changes in Order's
--   strategy: shadow
--   lock: SHARE ROW EXCLUSIVE on Order's, milliseconds: catalog only; writes wait that long, reads do not
--   why: it waits for every writer, so that each later write is in the log; one short row for each write: the application never waits for the copy, nor meets an error of it
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_log__shadow_postgres_partition_list__Order's" ON "public"."Order's"
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_log__emptied__shadow_postgres_partition_l_9db9c00bd1" ON "public"."Order's"
--   lock of undo: ACCESS EXCLUSIVE on Order's, milliseconds: catalog only; the triggers go
CREATE TRIGGER "zz_migrate_log__shadow_postgres_partition_list__Order's" AFTER INSERT OR UPDATE OR DELETE ON "public"."Order's" FOR EACH ROW EXECUTE FUNCTION "migrate"."migrate_log__shadow_postgres_partition_list__Order's"();
CREATE TRIGGER "zz_migrate_log__emptied__shadow_postgres_partition_l_9db9c00bd1" AFTER TRUNCATE ON "public"."Order's" FOR EACH STATEMENT EXECUTE FUNCTION "migrate"."migrate_log__shadow_postgres_partition_list__Order's"();
ALTER TABLE "public"."Order's" ENABLE ALWAYS TRIGGER "zz_migrate_log__shadow_postgres_partition_list__Order's", ENABLE ALWAYS TRIGGER "zz_migrate_log__emptied__shadow_postgres_partition_l_9db9c00bd1";

-- ==== backfill
-- [backfill-1] look for rows of Order's that no partition takes
--   lock: ACCESS SHARE on Order's, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table Order's by region, id; each commits together with its checkpoint
--   first key, once:
SELECT "region", "id" FROM "public"."Order's" ORDER BY "region", "id" LIMIT 1;
--   last key, once:
SELECT "region", "id" FROM "public"."Order's" ORDER BY "region" DESC, "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.region, $2 = from.id, $3 = end.region, $4 = end.id, $5 = batch size - 1
SELECT "region", "id" FROM "public"."Order's" WHERE ("region", "id") >= ($1::text, $2::integer) AND ("region", "id") <= ($3::text, $4::integer) AND "region" >= $1::text AND "region" <= $3::text ORDER BY "region", "id" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.region, $2 = from.id, $3 = to.region, $4 = to.id
SELECT "region", "id" FROM "public"."Order's"
WHERE ("region", "id") >= ($1::text, $2::integer) AND ("region", "id") <= ($3::text, $4::integer) AND "region" >= $1::text AND "region" <= $3::text
  AND (("region" IN ('eu'::text, 'us'::text))
    OR ("region" IS NULL OR "region" IN ('asia'::text, 'o''cean'::text))) IS NOT TRUE
LIMIT 5;

-- [backfill-2] build key Order's_pkey of Order's's shadow
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on migrate_Order's__shadow and its partitions, nobody but this tool uses it yet; reads and writes go on
--   why: the log is applied by it
--   runs: in one transaction with its record
LOCK TABLE "public"."migrate_Order's__shadow" IN ACCESS EXCLUSIVE MODE;
ALTER TABLE "public"."migrate_Order's__shadow" ADD CONSTRAINT "migrate_shadow__Order's__Order's_pkey" PRIMARY KEY (region, id);

-- [backfill-3] copy Order's into its shadow
--   strategy: shadow
--   lock: ROW EXCLUSIVE on migrate_Order's__shadow and its partitions, one batch, in the shadow only; what changes meanwhile is in the log; nobody waits for the copy
--   why: no row of the table is locked, and no index slows the copy
--   batches: table Order's by region, id; each commits together with its checkpoint
--   first key, once:
SELECT "region", "id" FROM "public"."Order's" ORDER BY "region", "id" LIMIT 1;
--   last key, once:
SELECT "region", "id" FROM "public"."Order's" ORDER BY "region" DESC, "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.region, $2 = from.id, $3 = end.region, $4 = end.id, $5 = batch size - 1
SELECT "region", "id" FROM "public"."Order's" WHERE ("region", "id") >= ($1::text, $2::integer) AND ("region", "id") <= ($3::text, $4::integer) AND "region" >= $1::text AND "region" <= $3::text ORDER BY "region", "id" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.region, $2 = from.id, $3 = to.region, $4 = to.id
INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's"
WHERE (("Order's"."region", "Order's"."id") >= ($1::text, $2::integer) AND ("Order's"."region", "Order's"."id") <= ($3::text, $4::integer) AND "Order's"."region" >= $1::text AND "Order's"."region" <= $3::text)
ORDER BY "Order's"."region", "Order's"."id"
ON CONFLICT DO NOTHING;

-- [backfill-4] apply what changed in Order's meanwhile
--   strategy: shadow
--   lock: ACCESS SHARE on Order's, one batch; it writes the other table only, which nobody else uses
--   why: in batches, in any order, while nothing of the shadow is unique but its key
--   applies: the entries of "migrate"."migrate_log__shadow_postgres_partition_list__Order's", each forgotten in the transaction that applied it
--   the next entries:
--     $1 = from.id, $2 = batch size
SELECT entry AS id, migrate_key_1 AS "region", migrate_key_2 AS "id" FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry > $1::bigint ORDER BY entry LIMIT $2::bigint;
--   a batch of them, in one transaction:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
--     $1 = from.id, $2 = to.id
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry > $1::bigint AND entry <= $2::bigint RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_Order's__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."region" = migrate_keys.migrate_key_1 AND migrate_made."id" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's", migrate_keys
WHERE "Order's"."region" = migrate_keys.migrate_key_1 AND "Order's"."id" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   one by one where a row of the batch is refused:
--     $1 = from.id
UPDATE "migrate"."migrate_log__shadow_postgres_partition_list__Order's" SET refused = true WHERE entry = $1::bigint;
--   then:
--     $1 = from.region, $2 = from.id, $3 = from.id
WITH migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__shadow" WHERE (SELECT emptied FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry = $3::bigint)
)
DELETE FROM "public"."migrate_Order's__shadow" AS migrate_made WHERE migrate_made."region" = $1::text AND migrate_made."id" = $2::integer;
--   then:
--     $1 = from.region, $2 = from.id
INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's" WHERE "Order's"."region" = $1::text AND "Order's"."id" = $2::integer;
--   then (a row returned is a misfit: the entry stays):
SELECT 1 WHERE false;
--   then:
--     $1 = from.id
DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry = $1::bigint;

-- [backfill-5] bring the shadow of Order's to one moment
--   strategy: shadow
--   lock: ACCESS SHARE on Order's, one batch; it writes the other table only, which nobody else uses
--   why: a mixture of moments may hold one value twice that the table never held so
--   applies: the entries of "migrate"."migrate_log__shadow_postgres_partition_list__Order's", each forgotten in the transaction that applied it
--   the next entries:
--     $1 = from.id, $2 = batch size
SELECT entry AS id, migrate_key_1 AS "region", migrate_key_2 AS "id" FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry > $1::bigint ORDER BY entry LIMIT $2::bigint;
--   all of them, in one transaction:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_Order's__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."region" = migrate_keys.migrate_key_1 AND migrate_made."id" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's", migrate_keys
WHERE "Order's"."region" = migrate_keys.migrate_key_1 AND "Order's"."id" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_partition_list__Order's" IS 'applied';
--   batch by batch where a row is refused:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
--     $1 = from.id, $2 = to.id
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry > $1::bigint AND entry <= $2::bigint RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_Order's__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."region" = migrate_keys.migrate_key_1 AND migrate_made."id" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's", migrate_keys
WHERE "Order's"."region" = migrate_keys.migrate_key_1 AND "Order's"."id" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_partition_list__Order's" IS 'applied';
--   one by one where a row of the batch is refused:
--     $1 = from.id
UPDATE "migrate"."migrate_log__shadow_postgres_partition_list__Order's" SET refused = true WHERE entry = $1::bigint;
--   then:
--     $1 = from.region, $2 = from.id, $3 = from.id
WITH migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__shadow" WHERE (SELECT emptied FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry = $3::bigint)
)
DELETE FROM "public"."migrate_Order's__shadow" AS migrate_made WHERE migrate_made."region" = $1::text AND migrate_made."id" = $2::integer;
--   then:
--     $1 = from.region, $2 = from.id
INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's" WHERE "Order's"."region" = $1::text AND "Order's"."id" = $2::integer;
--   then (a row returned is a misfit: the entry stays):
SELECT 1 WHERE false;
--   then:
--     $1 = from.id
DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry = $1::bigint;

-- [backfill-6] build index orders_state of Order's's shadow
--   strategy: shadow
--   lock: SHARE on migrate_Order's__shadow and its partitions, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   runs: in one transaction with its record
CREATE UNIQUE INDEX "migrate_shadow__Order's__orders_state" ON "public"."migrate_Order's__shadow" USING btree (region, state) WHERE (state <> 'open'::text);

-- [backfill-7] give Order's's shadow what the table has, and statistics
--   strategy: shadow
--   lock: SHARE UPDATE EXCLUSIVE on migrate_Order's__shadow and its partitions, nobody but this tool uses it yet; reads and writes go on
--   why: the planner knows it when the first query meets it
--   runs: in one transaction with its record
ANALYZE "public"."migrate_Order's__shadow";
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_partition_list__Order's" IS 'applied';

-- [backfill-8] apply the last of the log of Order's
--   strategy: shadow
--   lock: ACCESS SHARE on Order's, one batch; it writes the other table only, which nobody else uses
--   why: all that one snapshot sees: the shadow is then what the table was at that moment
--   applies: the entries of "migrate"."migrate_log__shadow_postgres_partition_list__Order's", each forgotten in the transaction that applied it
--   the next entries:
--     $1 = from.id, $2 = batch size
SELECT entry AS id, migrate_key_1 AS "region", migrate_key_2 AS "id" FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry > $1::bigint ORDER BY entry LIMIT $2::bigint;
--   all of them, in one transaction:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_Order's__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."region" = migrate_keys.migrate_key_1 AND migrate_made."id" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's", migrate_keys
WHERE "Order's"."region" = migrate_keys.migrate_key_1 AND "Order's"."id" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_partition_list__Order's" IS 'applied';
--   batch by batch where a row is refused:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
--     $1 = from.id, $2 = to.id
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry > $1::bigint AND entry <= $2::bigint RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_Order's__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."region" = migrate_keys.migrate_key_1 AND migrate_made."id" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's", migrate_keys
WHERE "Order's"."region" = migrate_keys.migrate_key_1 AND "Order's"."id" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_partition_list__Order's" IS 'applied';
--   one by one where a row of the batch is refused:
--     $1 = from.id
UPDATE "migrate"."migrate_log__shadow_postgres_partition_list__Order's" SET refused = true WHERE entry = $1::bigint;
--   then:
--     $1 = from.region, $2 = from.id, $3 = from.id
WITH migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__shadow" WHERE (SELECT emptied FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry = $3::bigint)
)
DELETE FROM "public"."migrate_Order's__shadow" AS migrate_made WHERE migrate_made."region" = $1::text AND migrate_made."id" = $2::integer;
--   then:
--     $1 = from.region, $2 = from.id
INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's" WHERE "Order's"."region" = $1::text AND "Order's"."id" = $2::integer;
--   then (a row returned is a misfit: the entry stays):
SELECT 1 WHERE false;
--   then:
--     $1 = from.id
DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry = $1::bigint;

-- [backfill-9] note rows that differ in Order's's shadow
--   strategy: shadow
--   lock: ACCESS SHARE on Order's, one query at a time; reads and writes go on
--   why: every row is compared before the exchange, on both sides; what differs is applied again
--   batches: table Order's by region, id; each commits together with its checkpoint
--   first key, once:
SELECT "region", "id" FROM ((SELECT "region", "id" FROM "public"."Order's" ORDER BY "region", "id" LIMIT 1)
  UNION ALL (SELECT "region"::text AS "region", "id"::integer AS "id" FROM "public"."migrate_Order's__shadow" ORDER BY "region", "id" LIMIT 1)) AS both_ends ORDER BY "region", "id" LIMIT 1;
--   last key, once:
SELECT "region", "id" FROM ((SELECT "region", "id" FROM "public"."Order's" ORDER BY "region" DESC, "id" DESC LIMIT 1)
  UNION ALL (SELECT "region"::text AS "region", "id"::integer AS "id" FROM "public"."migrate_Order's__shadow" ORDER BY "region" DESC, "id" DESC LIMIT 1)) AS both_ends ORDER BY "region" DESC, "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.region, $2 = from.id, $3 = end.region, $4 = end.id, $5 = batch size - 1
WITH here AS (SELECT "region", "id" FROM "public"."Order's" WHERE ("region", "id") >= ($1::text, $2::integer) AND ("region", "id") <= ($3::text, $4::integer) AND "region" >= $1::text AND "region" <= $3::text ORDER BY "region", "id" LIMIT 2 OFFSET $5::bigint)
SELECT "region", "id" FROM (SELECT "region", "id" FROM here
  UNION (SELECT "region"::text AS "region", "id"::integer AS "id" FROM "public"."migrate_Order's__shadow" WHERE ("region", "id") >= ($1::text, $2::integer) AND ("region", "id") <= ($3::text, $4::integer) AND "region" >= $1::text AND "region" <= $3::text AND ("region", "id") > (SELECT "region", "id" FROM here ORDER BY "region", "id" LIMIT 1) ORDER BY "region", "id" LIMIT 1)) AS b ORDER BY "region", "id" LIMIT 2;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.region, $2 = from.id, $3 = to.region, $4 = to.id
INSERT INTO "migrate"."migrate_log__shadow_postgres_partition_list__Order's" (migrate_key_1, migrate_key_2)
SELECT coalesce(was."region", made."region")::text, coalesce(was."id", made."id")::integer FROM (SELECT "region", "id", "state", "made" FROM "public"."Order's" WHERE (("Order's"."region", "Order's"."id") >= ($1::text, $2::integer) AND ("Order's"."region", "Order's"."id") <= ($3::text, $4::integer) AND "Order's"."region" >= $1::text AND "Order's"."region" <= $3::text)) AS was
FULL JOIN (SELECT "region", "id", "state", "made" FROM "public"."migrate_Order's__shadow" WHERE (("region", "id") >= ($1::text, $2::integer) AND ("region", "id") <= ($3::text, $4::integer) AND "region" >= $1::text AND "region" <= $3::text)) AS made ON was."region" = made."region" AND was."id" = made."id"
WHERE (was."region" IS NULL OR made."region" IS NULL OR ROW(was."region")::record OPERATOR(pg_catalog.*<>) ROW(made."region")::record OR was."state" IS DISTINCT FROM made."state" OR was."made" IS DISTINCT FROM made."made")
  AND NOT EXISTS (SELECT 1 FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" AS log WHERE log.emptied)
  AND NOT EXISTS (SELECT 1 FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" AS log WHERE log.migrate_key_1 = coalesce(was."region", made."region") AND log.migrate_key_2 = coalesce(was."id", made."id") AND ((log.migrate_key_1, log.migrate_key_2) >= ($1::text, $2::integer) AND (log.migrate_key_1, log.migrate_key_2) <= ($3::text, $4::integer) AND log.migrate_key_1 >= $1::text AND log.migrate_key_1 <= $3::text));

-- [backfill-10] write the noted rows of Order's anew
--   strategy: shadow
--   lock: ACCESS SHARE on Order's, one batch; it writes the other table only, which nobody else uses
--   why: what is refused stops it: the shadow is proven equal
--   applies: the entries of "migrate"."migrate_log__shadow_postgres_partition_list__Order's", each forgotten in the transaction that applied it
--   the next entries:
--     $1 = from.id, $2 = batch size
SELECT entry AS id, migrate_key_1 AS "region", migrate_key_2 AS "id" FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry > $1::bigint ORDER BY entry LIMIT $2::bigint;
--   all of them, in one transaction:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_Order's__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."region" = migrate_keys.migrate_key_1 AND migrate_made."id" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's", migrate_keys
WHERE "Order's"."region" = migrate_keys.migrate_key_1 AND "Order's"."id" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_partition_list__Order's" IS 'applied';
--   batch by batch where a row is refused:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
--     $1 = from.id, $2 = to.id
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry > $1::bigint AND entry <= $2::bigint RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_Order's__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."region" = migrate_keys.migrate_key_1 AND migrate_made."id" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's", migrate_keys
WHERE "Order's"."region" = migrate_keys.migrate_key_1 AND "Order's"."id" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_partition_list__Order's" IS 'applied';
--   one by one where a row of the batch is refused:
--     $1 = from.id
UPDATE "migrate"."migrate_log__shadow_postgres_partition_list__Order's" SET refused = true WHERE entry = $1::bigint;
--   then:
--     $1 = from.region, $2 = from.id, $3 = from.id
WITH migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__shadow" WHERE (SELECT emptied FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry = $3::bigint)
)
DELETE FROM "public"."migrate_Order's__shadow" AS migrate_made WHERE migrate_made."region" = $1::text AND migrate_made."id" = $2::integer;
--   then:
--     $1 = from.region, $2 = from.id
INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's" WHERE "Order's"."region" = $1::text AND "Order's"."id" = $2::integer;
--   then (a row returned is a misfit: the entry stays):
SELECT 1 WHERE false;
--   then:
--     $1 = from.id
DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" WHERE entry = $1::bigint;

-- [backfill-11] make a log for the way back of Order's
--   strategy: shadow
--   lock: none, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's"
--   undo: DROP FUNCTION IF EXISTS "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's"()
CREATE TABLE "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" (entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, emptied boolean NOT NULL DEFAULT false, refused boolean NOT NULL DEFAULT false, migrate_key_1 text COLLATE pg_catalog."C", migrate_key_2 integer);
CREATE OR REPLACE FUNCTION "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $migrate$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    IF (SELECT c.relkind = 'p' FROM pg_class AS c WHERE c.oid = TG_RELID) THEN
      INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" (emptied) VALUES (true);
    ELSIF NOT EXISTS (SELECT 1 FROM "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" AS l WHERE l.emptied AND l.xmin = pg_current_xact_id()::xid) THEN
      EXECUTE format('INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_list__Order''s" (migrate_key_1, migrate_key_2) SELECT "region", "id" FROM %s', TG_RELID::regclass);
    END IF;
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" (migrate_key_1, migrate_key_2) VALUES (NEW."region", NEW."id");
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" (migrate_key_1, migrate_key_2) VALUES (OLD."region", OLD."id");
  ELSE
    INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" (migrate_key_1, migrate_key_2) VALUES (NEW."region", NEW."id");
    IF ROW(OLD."region", OLD."id")::record OPERATOR(pg_catalog.*<>) ROW(NEW."region", NEW."id")::record THEN
      INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" (migrate_key_1, migrate_key_2) VALUES (OLD."region", OLD."id");
    END IF;
  END IF;
  RETURN NULL;
END
$migrate$;
CREATE INDEX ON "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" (entry) WHERE emptied;
COMMENT ON TABLE "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" IS 'applied';

-- [backfill-12] exchange Order's for its shadow
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on sequence Order's_id_seq, Order's, migrate_Order's__shadow and its partitions, milliseconds: catalog only; what the log still holds is applied, names change: no other row is read, no index built
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
--       SELECT age(d.xmin) INTO since FROM pg_catalog.pg_description AS d WHERE d.objoid = '"migrate"."migrate_back_log__shadow_postgres_partition_list__Order''s"'::regclass AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0;
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
--     $migrate$;
--     LOCK TABLE "public"."Order's" IN SHARE UPDATE EXCLUSIVE MODE;
--     DO $migrate$
--     DECLARE
--       known text[] := string_to_array(obj_description('"migrate"."migrate_back_log__shadow_postgres_partition_list__Order''s"()'::regprocedure, 'pg_proc'), ',');
--       place regclass;
--     BEGIN
--       FOR place IN SELECT t.tgrelid FROM pg_catalog.pg_trigger AS t WHERE t.tgparentid = (SELECT oid FROM pg_catalog.pg_trigger WHERE tgrelid = '"public"."Order''s"'::regclass AND tgname = 'zz_migrate_back_log__shadow_postgres_partition_list__Order''s') AND t.oid::text <> ALL (known) LOOP
--         EXECUTE format('INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_list__Order''s" (migrate_key_1, migrate_key_2) SELECT "region", "id" FROM %s', place);
--       END LOOP;
--       IF EXISTS (SELECT unnest(known) EXCEPT SELECT t.oid::text FROM pg_catalog.pg_trigger AS t WHERE t.tgparentid = (SELECT oid FROM pg_catalog.pg_trigger WHERE tgrelid = '"public"."Order''s"'::regclass AND tgname = 'zz_migrate_back_log__shadow_postgres_partition_list__Order''s')) THEN
--         INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" (migrate_key_1, migrate_key_2) SELECT was."region", was."id" FROM "public"."migrate_Order's__old" AS was WHERE NOT EXISTS (SELECT 1 FROM "public"."Order's" AS made WHERE made."region" = was."region" AND made."id" = was."id");
--       END IF;
--     END
--     $migrate$
--   undo: SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off
--   undo: WITH migrate_taken AS (
--       DELETE FROM "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" WHERE NOT refused RETURNING emptied, migrate_key_1, migrate_key_2
--     ), migrate_keys AS (
--       SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
--     ), migrate_emptied AS (
--       DELETE FROM "public"."migrate_Order's__old" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
--     ), migrate_removed AS (
--       DELETE FROM "public"."migrate_Order's__old" AS migrate_made USING migrate_keys WHERE migrate_made."region" = migrate_keys.migrate_key_1 AND migrate_made."id" = migrate_keys.migrate_key_2 RETURNING 1 AS one
--     )
--     INSERT INTO "public"."migrate_Order's__old" ("region", "id", "state", "made")
--     SELECT "region", "id", "state", "made" FROM "public"."Order's", migrate_keys
--     WHERE "Order's"."region" = migrate_keys.migrate_key_1 AND "Order's"."id" = migrate_keys.migrate_key_2
--       AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0
--   undo: LOCK TABLE "public"."Order's", "public"."migrate_Order's__old" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: DO $migrate$
--     BEGIN
--       EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."Order''s_id_seq"'::regclass);
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."Order's", "public"."migrate_Order's__old" IN ACCESS EXCLUSIVE MODE;
--     EXCEPTION WHEN lock_not_available THEN
--       BEGIN
--         LOCK TABLE ONLY "public"."Order's" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."Order's", "public"."migrate_Order's__old" IN ACCESS EXCLUSIVE MODE;
--         EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."Order''s_id_seq"'::regclass);
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE "public"."migrate_Order's__old" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."Order's" IN ACCESS EXCLUSIVE MODE;
--         EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."Order''s_id_seq"'::regclass);
--       END;
--     END
--     $migrate$
--   undo: SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--     WITH migrate_taken AS (
--       DELETE FROM "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" WHERE NOT refused RETURNING emptied, migrate_key_1, migrate_key_2
--     ), migrate_keys AS (
--       SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
--     ), migrate_emptied AS (
--       DELETE FROM "public"."migrate_Order's__old" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
--     ), migrate_removed AS (
--       DELETE FROM "public"."migrate_Order's__old" AS migrate_made USING migrate_keys WHERE migrate_made."region" = migrate_keys.migrate_key_1 AND migrate_made."id" = migrate_keys.migrate_key_2 RETURNING 1 AS one
--     )
--     INSERT INTO "public"."migrate_Order's__old" ("region", "id", "state", "made")
--     SELECT "region", "id", "state", "made" FROM "public"."Order's", migrate_keys
--     WHERE "Order's"."region" = migrate_keys.migrate_key_1 AND "Order's"."id" = migrate_keys.migrate_key_2
--       AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--     DO $migrate$
--     DECLARE
--       one record;
--     BEGIN
--       FOR one IN SELECT t.tgname, t.tgrelid::regclass AS place FROM pg_catalog.pg_trigger AS t WHERE t.tgfoid = to_regprocedure('"migrate"."migrate_back_log__shadow_postgres_partition_list__Order''s"()') AND t.tgparentid = 0 ORDER BY (SELECT c.relkind <> 'p' FROM pg_catalog.pg_class AS c WHERE c.oid = t.tgrelid), t.oid LOOP
--         EXECUTE format('DROP TRIGGER %I ON %s', one.tgname, one.place);
--       END LOOP;
--     END
--     $migrate$;
--     ALTER INDEX "public"."Order's_pkey" RENAME TO "migrate_shadow__Order's__Order's_pkey";
--     ALTER INDEX "public"."migrate_old__Order's__Order's_pkey" RENAME TO "Order's_pkey";
--     ALTER INDEX "public"."orders_state" RENAME TO "migrate_shadow__Order's__orders_state";
--     ALTER INDEX "public"."migrate_old__Order's__orders_state" RENAME TO "orders_state";
--     ALTER TABLE "public"."Order's" RENAME TO "migrate_Order's__shadow";
--     ALTER TABLE "public"."migrate_Order's__old" RENAME TO "Order's";
--     ALTER SEQUENCE "public"."Order's_id_seq" OWNED BY "public"."Order's"."id";
--     DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('Order''s') IN lower(p.prosrc)) > 0)
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
--       WHERE c.oid = to_regclass('"public"."migrate_Order''s__shadow"')) AS d
--     LEFT JOIN pg_class AS v ON v.oid = d.owner
--     WHERE d.of_sequence OR d.owner IS DISTINCT FROM d.relation
--     ORDER BY 1, 2) AS l WHERE l.kind <> 'child'
--       );
--       IF migrate_found IS NOT NULL THEN
--         RAISE EXCEPTION USING MESSAGE = 'these would be left on the table that Order''s was: ' || migrate_found;
--       END IF;
--       PERFORM set_config('search_path', migrate_path, true);
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on sequence Order's_id_seq, Order's and its partitions, migrate_Order's__old, milliseconds: catalog only; what the log still holds is applied, names change: no other row is read, no index built
--   loss: rows of Order's that the old shape cannot hold, counted by SELECT count(*) AS lost FROM "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" WHERE refused
DO $migrate$
DECLARE
  older text;
  since integer;
  writing text;
BEGIN
  SELECT age(d.xmin) INTO since FROM pg_catalog.pg_description AS d WHERE d.objoid = '"migrate"."migrate_log__shadow_postgres_partition_list__Order''s"'::regclass AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0;
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
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_Order's__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."region" = migrate_keys.migrate_key_1 AND migrate_made."id" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's", migrate_keys
WHERE "Order's"."region" = migrate_keys.migrate_key_1 AND "Order's"."id" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
CREATE TRIGGER "zz_migrate_back_log__shadow_postgres_partition_list__Order's" AFTER INSERT OR UPDATE OR DELETE ON "public"."migrate_Order's__shadow" FOR EACH ROW EXECUTE FUNCTION "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's"();
CREATE TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_partit_f1deceadbc" BEFORE TRUNCATE ON "public"."migrate_Order's__shadow" FOR EACH STATEMENT EXECUTE FUNCTION "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's"();
CREATE TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_partit_f1deceadbc" BEFORE TRUNCATE ON "public"."orders_west" FOR EACH STATEMENT EXECUTE FUNCTION "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's"();
CREATE TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_partit_f1deceadbc" BEFORE TRUNCATE ON "public"."orders, east" FOR EACH STATEMENT EXECUTE FUNCTION "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's"();
ALTER TABLE "public"."migrate_Order's__shadow" ENABLE ALWAYS TRIGGER "zz_migrate_back_log__shadow_postgres_partition_list__Order's", ENABLE ALWAYS TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_partit_f1deceadbc";
ALTER TABLE "public"."orders_west" ENABLE ALWAYS TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_partit_f1deceadbc";
ALTER TABLE "public"."orders, east" ENABLE ALWAYS TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_partit_f1deceadbc";
DO $migrate$
BEGIN
  EXECUTE format('COMMENT ON FUNCTION "migrate"."migrate_back_log__shadow_postgres_partition_list__Order''s"() IS %L', (SELECT string_agg(t.oid::text, ',' ORDER BY t.oid) FROM pg_catalog.pg_trigger AS t WHERE t.tgparentid = (SELECT oid FROM pg_catalog.pg_trigger WHERE tgrelid = '"public"."migrate_Order''s__shadow"'::regclass AND tgname = 'zz_migrate_back_log__shadow_postgres_partition_list__Order''s')));
END
$migrate$;
LOCK TABLE "public"."Order's", "public"."migrate_Order's__shadow" IN SHARE UPDATE EXCLUSIVE MODE;
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
    ('policies or rules that read it', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), obj_description(p.oid, 'pg_policy')), chr(31) ORDER BY p.polrelid::regclass::text, p.polname) FROM pg_policy AS p WHERE p.polrelid <> c.oid AND EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_policy'::regclass AND d.objid = p.oid)), (SELECT string_agg(concat_ws(chr(30), pg_get_ruledef(w.oid), w.ev_enabled, obj_description(w.oid, 'pg_rewrite')), chr(31) ORDER BY w.ev_class::regclass::text, w.rulename) FROM pg_rewrite AS w JOIN pg_class AS x ON x.oid = w.ev_class WHERE x.relkind IN ('r', 'p') AND x.oid <> c.oid AND EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid))))) AS v (part, words) WHERE c.oid = to_regclass('"public"."Order''s"')) AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at table Order''s since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
DO $migrate$
BEGIN
  EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."Order''s_id_seq"'::regclass);
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."Order's", "public"."migrate_Order's__shadow" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE "public"."Order's" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."migrate_Order's__shadow" IN ACCESS EXCLUSIVE MODE;
    EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."Order''s_id_seq"'::regclass);
  EXCEPTION WHEN lock_not_available THEN
    LOCK TABLE "public"."migrate_Order's__shadow" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."Order's" IN ACCESS EXCLUSIVE MODE;
    EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."Order''s_id_seq"'::regclass);
  END;
END
$migrate$;
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_list__Order's" RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_Order's__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."region" = migrate_keys.migrate_key_1 AND migrate_made."id" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_Order's__shadow" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's", migrate_keys
WHERE "Order's"."region" = migrate_keys.migrate_key_1 AND "Order's"."id" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
DROP TRIGGER IF EXISTS "zz_migrate_log__shadow_postgres_partition_list__Order's" ON "public"."Order's";
DROP TRIGGER IF EXISTS "zz_migrate_log__emptied__shadow_postgres_partition_l_9db9c00bd1" ON "public"."Order's";
DO $migrate$
DECLARE
  migrate_path text := current_setting('search_path');
  migrate_found text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  migrate_found := (
SELECT string_agg(p.part, ', ') FROM (VALUES ('owner and privileges', '(digest)'), ('functions that read it', '(digest)')) AS p (part, digest) JOIN (SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM pg_class AS c CROSS JOIN LATERAL (VALUES ('owner and privileges', concat_ws(chr(29), c.relowner::regrole, c.relacl, (SELECT string_agg(concat_ws(chr(30), a.attname, a.attacl), chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))),
    ('functions that read it', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), f.oid::regprocedure, pg_get_functiondef(f.oid)), chr(31) ORDER BY f.oid::regprocedure::text) FROM pg_proc AS f WHERE EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid))))) AS v (part, words) WHERE c.oid = to_regclass('"public"."Order''s"')) AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at table Order''s since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
ALTER INDEX "public"."Order's_pkey" RENAME TO "migrate_old__Order's__Order's_pkey";
ALTER INDEX "public"."migrate_shadow__Order's__Order's_pkey" RENAME TO "Order's_pkey";
ALTER INDEX "public"."orders_state" RENAME TO "migrate_old__Order's__orders_state";
ALTER INDEX "public"."migrate_shadow__Order's__orders_state" RENAME TO "orders_state";
ALTER TABLE "public"."Order's" RENAME TO "migrate_Order's__old";
ALTER TABLE "public"."migrate_Order's__shadow" RENAME TO "Order's";
ALTER SEQUENCE "public"."Order's_id_seq" OWNED BY "public"."Order's"."id";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('Order''s') IN lower(p.prosrc)) > 0)
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
  WHERE c.oid = to_regclass('"public"."migrate_Order''s__old"')) AS d
LEFT JOIN pg_class AS v ON v.oid = d.owner
WHERE d.of_sequence OR d.owner IS DISTINCT FROM d.relation
ORDER BY 1, 2) AS l WHERE l.kind <> 'child'
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'these would be left on the table that Order''s was: ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;

-- [backfill-13] carry back what was written to Order's meanwhile
--   strategy: shadow
--   lock: ACCESS SHARE on Order's, one batch; it writes the other table only, which nobody else uses
--   why: a rollback does it once more; what the old shape cannot hold stays in the log, and makes it ask
--   applies: the entries of "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's", each forgotten in the transaction that applied it
--   the next entries:
--     $1 = from.id, $2 = batch size
SELECT entry AS id, migrate_key_1 AS "region", migrate_key_2 AS "id" FROM "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" WHERE entry > $1::bigint ORDER BY entry LIMIT $2::bigint;
--   all of them, in one transaction:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__old" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_Order's__old" AS migrate_made USING migrate_keys WHERE migrate_made."region" = migrate_keys.migrate_key_1 AND migrate_made."id" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_Order's__old" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's", migrate_keys
WHERE "Order's"."region" = migrate_keys.migrate_key_1 AND "Order's"."id" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" IS 'applied';
--   batch by batch where a row is refused:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
--     $1 = from.id, $2 = to.id
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" WHERE entry > $1::bigint AND entry <= $2::bigint RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__old" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_Order's__old" AS migrate_made USING migrate_keys WHERE migrate_made."region" = migrate_keys.migrate_key_1 AND migrate_made."id" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_Order's__old" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's", migrate_keys
WHERE "Order's"."region" = migrate_keys.migrate_key_1 AND "Order's"."id" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" IS 'applied';
--   one by one where a row of the batch is refused:
--     $1 = from.id
UPDATE "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" SET refused = true WHERE entry = $1::bigint;
--   then:
--     $1 = from.region, $2 = from.id, $3 = from.id
WITH migrate_emptied AS (
  DELETE FROM "public"."migrate_Order's__old" WHERE (SELECT emptied FROM "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" WHERE entry = $3::bigint)
)
DELETE FROM "public"."migrate_Order's__old" AS migrate_made WHERE migrate_made."region" = $1::text AND migrate_made."id" = $2::integer;
--   then:
--     $1 = from.region, $2 = from.id
INSERT INTO "public"."migrate_Order's__old" ("region", "id", "state", "made")
SELECT "region", "id", "state", "made" FROM "public"."Order's" WHERE "Order's"."region" = $1::text AND "Order's"."id" = $2::integer;
--   then (a row returned is a misfit: the entry stays):
SELECT 1 WHERE false;
--   then:
--     $1 = from.id
DELETE FROM "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's" WHERE entry = $1::bigint;

-- [backfill-14] note what is attached to Order's
--   strategy: shadow
--   lock: none, catalogs are read; reads and writes go on
--   why: a rollback would undo what anybody changes of it from here on, so it asks
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "migrate"."migrate_attached__shadow_postgres_partition_list__Order's"
--   undo: DROP FUNCTION IF EXISTS "migrate"."migrate_attached_now__shadow_postgres_partition_l_b82b85052e"()
--   loss: kinds of things that were changed at table Order's since the exchange, counted by SELECT count(*) AS changed, string_agg(part, ', ' ORDER BY part) AS parts FROM "migrate"."migrate_attached__shadow_postgres_partition_list__Order's" AS was JOIN "migrate"."migrate_attached_now__shadow_postgres_partition_l_b82b85052e"() AS made USING (part) WHERE was.digest <> made.digest
CREATE FUNCTION "migrate"."migrate_attached_now__shadow_postgres_partition_l_b82b85052e"() RETURNS TABLE (part text, digest text) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $migrate$
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
    ('policies or rules that read it', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), obj_description(p.oid, 'pg_policy')), chr(31) ORDER BY p.polrelid::regclass::text, p.polname) FROM pg_policy AS p WHERE p.polrelid <> c.oid AND EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_policy'::regclass AND d.objid = p.oid)), (SELECT string_agg(concat_ws(chr(30), pg_get_ruledef(w.oid), w.ev_enabled, obj_description(w.oid, 'pg_rewrite')), chr(31) ORDER BY w.ev_class::regclass::text, w.rulename) FROM pg_rewrite AS w JOIN pg_class AS x ON x.oid = w.ev_class WHERE x.relkind IN ('r', 'p') AND x.oid <> c.oid AND EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid))))) AS v (part, words) WHERE c.oid = to_regclass('"public"."Order''s"') AND v.part <> 'inheritance'
$migrate$;
CREATE TABLE "migrate"."migrate_attached__shadow_postgres_partition_list__Order's" AS SELECT part, digest FROM "migrate"."migrate_attached_now__shadow_postgres_partition_l_b82b85052e"();

-- ==== contract
-- [contract-1] stop the log for the way back of Order's
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on Order's and its partitions, milliseconds: catalog only; the triggers go
--   why: there is no way back from here on
--   runs: in one transaction with its record
DO $migrate$
BEGIN
  IF to_regclass('"public"."Order''s"') IS NULL THEN
    RETURN;
  END IF;
  LOCK TABLE "public"."Order's" IN SHARE UPDATE EXCLUSIVE MODE;
  LOCK TABLE ONLY "public"."Order's" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."Order's" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
DO $migrate$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT t.tgname, t.tgrelid::regclass AS place FROM pg_catalog.pg_trigger AS t WHERE t.tgfoid = to_regprocedure('"migrate"."migrate_back_log__shadow_postgres_partition_list__Order''s"()') AND t.tgparentid = 0 ORDER BY (SELECT c.relkind <> 'p' FROM pg_catalog.pg_class AS c WHERE c.oid = t.tgrelid), t.oid LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', one.tgname, one.place);
  END LOOP;
END
$migrate$;

-- [contract-2] drop the old table of Order's
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on migrate_Order's__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE IF EXISTS "public"."migrate_Order's__old";

-- [contract-3] drop the logs of Order's
--   strategy: shadow
--   lock: none, nobody but this tool uses them; reads and writes go on
--   why: their triggers are gone
--   runs: in one transaction with its record
DROP TABLE IF EXISTS "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's";
DROP FUNCTION IF EXISTS "migrate"."migrate_back_log__shadow_postgres_partition_list__Order's"();
DROP TABLE IF EXISTS "migrate"."migrate_attached__shadow_postgres_partition_list__Order's";
DROP FUNCTION IF EXISTS "migrate"."migrate_attached_now__shadow_postgres_partition_l_b82b85052e"();
DROP TABLE IF EXISTS "migrate"."migrate_log__shadow_postgres_partition_list__Order's";
DROP FUNCTION IF EXISTS "migrate"."migrate_log__shadow_postgres_partition_list__Order's"();
