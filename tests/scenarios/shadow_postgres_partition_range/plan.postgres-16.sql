-- migration: shadow_postgres_partition_range
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
-- note: trigger "events_noted" of table "events" sees an UPDATE that moves a row to another partition as a DELETE and an INSERT
-- note: trigger "events_off" of table "events" sees an UPDATE that moves a row to another partition as a DELETE and an INSERT
-- note: trigger "events_trimmed" of table "events" sees an UPDATE that moves a row to another partition as a DELETE and an INSERT
-- note: events becomes a partitioned table, by range (day). Code uses it by its name as before, ON CONFLICT included; from the exchange on a new unique key of it must hold the partition key, and a query that does not say day reads every partition
-- note: the partitions of events belong to its owner, and nobody else is granted anything on them: policies and privileges of events hold for who comes through it
-- note: before PostgreSQL 17 a partition has no identity of its own: rows get their number only where they are inserted into events
-- note: backfill fires triggers of table events for each row that it fills: events_noted, events_trimmed; what they write (a time of change, a history) is written then

-- ==== expand
-- [expand-1] make a shadow of events: it is written anew, partitioned by range (day)
--   strategy: shadow
--   lock: none on migrate_events__shadow and its partitions, nobody but this tool uses it yet; reads and writes go on
--   why: no statement makes a partitioned table of one that has rows
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "public"."migrate_events__shadow"
--   lock of undo: ACCESS EXCLUSIVE on migrate_events__shadow and its partitions, nobody but this tool uses it yet; reads and writes go on
CREATE TABLE "public"."migrate_events__shadow" (LIKE "public"."events" INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED) PARTITION BY RANGE ("day");
ALTER TABLE "public"."migrate_events__shadow" ALTER COLUMN "place" SET (n_distinct = '5');
ALTER TABLE "public"."migrate_events__shadow" ALTER COLUMN "note" SET STATISTICS 200;
ALTER TABLE "public"."migrate_events__shadow" ALTER COLUMN "note" SET STORAGE EXTERNAL;
ALTER TABLE "public"."migrate_events__shadow" OWNER TO pg_read_all_stats;
REVOKE ALL ON "public"."migrate_events__shadow" FROM PUBLIC, pg_read_all_settings;
CREATE TABLE "public"."events_2025" PARTITION OF "public"."migrate_events__shadow" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') WITH (fillfactor = '90');
CREATE TABLE "public"."events_2026" PARTITION OF "public"."migrate_events__shadow" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') WITH (fillfactor = '90');
CREATE TABLE "public"."events_rest" PARTITION OF "public"."migrate_events__shadow" DEFAULT WITH (fillfactor = '90');
ALTER TABLE "public"."events_2025" ALTER COLUMN "place" SET (n_distinct = '5');
ALTER TABLE "public"."events_2025" ALTER COLUMN "note" SET STATISTICS 200;
ALTER TABLE "public"."events_2025" ALTER COLUMN "note" SET STORAGE EXTERNAL;
ALTER TABLE "public"."events_2025" OWNER TO pg_read_all_stats;
REVOKE ALL ON "public"."events_2025" FROM PUBLIC, pg_read_all_settings;
ALTER TABLE "public"."events_2026" ALTER COLUMN "place" SET (n_distinct = '5');
ALTER TABLE "public"."events_2026" ALTER COLUMN "note" SET STATISTICS 200;
ALTER TABLE "public"."events_2026" ALTER COLUMN "note" SET STORAGE EXTERNAL;
ALTER TABLE "public"."events_2026" OWNER TO pg_read_all_stats;
REVOKE ALL ON "public"."events_2026" FROM PUBLIC, pg_read_all_settings;
ALTER TABLE "public"."events_rest" ALTER COLUMN "place" SET (n_distinct = '5');
ALTER TABLE "public"."events_rest" ALTER COLUMN "note" SET STATISTICS 200;
ALTER TABLE "public"."events_rest" ALTER COLUMN "note" SET STORAGE EXTERNAL;
ALTER TABLE "public"."events_rest" OWNER TO pg_read_all_stats;
REVOKE ALL ON "public"."events_rest" FROM PUBLIC, pg_read_all_settings;
EXPLAIN INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events"
WHERE false
ORDER BY "events"."id", "events"."day";
SAVEPOINT migrate_rehearsal;
CREATE INDEX "migrate_shadow__events__events_by_note" ON "public"."migrate_events__shadow" USING btree (note DESC) WITH (fillfactor='80');
CREATE INDEX "migrate_shadow__events__events_by_word" ON "public"."migrate_events__shadow" USING btree (lower(note)) WHERE (place > 0);
ALTER TABLE "public"."migrate_events__shadow" ADD CONSTRAINT "migrate_shadow__events__events_pkey" PRIMARY KEY (id, day);
ALTER TABLE "public"."migrate_events__shadow" ADD CONSTRAINT "migrate_shadow__events__events_place" UNIQUE (place, day) INCLUDE (note) WITH (fillfactor='70');
GRANT INSERT, SELECT ON "public"."migrate_events__shadow" TO pg_monitor;
ALTER TABLE "public"."migrate_events__shadow" REPLICA IDENTITY FULL;
COMMENT ON INDEX "public"."migrate_shadow__events__events_by_note" IS 'the last first';
COMMENT ON TABLE "public"."migrate_events__shadow" IS 'by day';
COMMENT ON COLUMN "public"."migrate_events__shadow"."day" IS 'when it was';
COMMENT ON CONSTRAINT "migrate_shadow__events__events_pkey" ON "public"."migrate_events__shadow" IS 'one each';
CREATE STATISTICS "public"."migrate_shadow__events__events_together" (dependencies) ON "day", "place" FROM "public"."migrate_events__shadow";
CREATE POLICY "events_seen" ON "public"."migrate_events__shadow" FOR SELECT TO pg_monitor USING ((place IS NOT NULL));
CREATE TRIGGER events_noted AFTER INSERT OR DELETE OR UPDATE ON "public"."migrate_events__shadow" FOR EACH ROW EXECUTE FUNCTION public.note();
ALTER TABLE "public"."migrate_events__shadow" DISABLE TRIGGER "events_noted";
CREATE TRIGGER events_off AFTER UPDATE ON "public"."migrate_events__shadow" FOR EACH ROW EXECUTE FUNCTION public.note();
ALTER TABLE "public"."migrate_events__shadow" DISABLE TRIGGER "events_off";
CREATE TRIGGER events_trimmed BEFORE INSERT OR UPDATE ON "public"."migrate_events__shadow" FOR EACH ROW EXECUTE FUNCTION public.trimmed();
ALTER TABLE "public"."migrate_events__shadow" DISABLE TRIGGER "events_trimmed";
ALTER TABLE "public"."migrate_events__shadow" ALTER COLUMN "id" ADD GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME "public"."migrate_shadow__events__events_id_seq" START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE);
ALTER TABLE "public"."events_2025" REPLICA IDENTITY FULL;
ALTER TABLE "public"."events_2026" REPLICA IDENTITY FULL;
ALTER TABLE "public"."events_rest" REPLICA IDENTITY FULL;
ROLLBACK TO SAVEPOINT migrate_rehearsal;
DO $migrate$
DECLARE
  migrate_path text := current_setting('search_path');
  migrate_found text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  migrate_found := (
SELECT string_agg(DISTINCT f.what, ', ') || coalesce('; event triggers: ' || (SELECT string_agg(e.evtname, ', ' ORDER BY e.evtname) FROM pg_event_trigger AS e WHERE e.evtenabled <> 'D' AND e.evtevent = 'ddl_command_end'), '')
FROM pg_class AS c JOIN pg_class AS was ON was.oid = to_regclass('"public"."events"') CROSS JOIN LATERAL (
  SELECT 'row security' WHERE c.relrowsecurity AND NOT was.relrowsecurity OR c.relforcerowsecurity
  UNION ALL SELECT 'policy ' || p.polname FROM pg_policy AS p WHERE p.polrelid = c.oid
  UNION ALL SELECT 'trigger ' || t.tgname FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
  UNION ALL SELECT 'a place in publication ' || p.pubname FROM pg_publication_rel AS m JOIN pg_publication AS p ON p.oid = m.prpubid WHERE m.prrelid = c.oid
  UNION ALL SELECT 'privileges of ' || CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END FROM aclexplode(c.relacl) AS g WHERE g.grantee <> c.relowner AND NOT EXISTS (SELECT 1 FROM aclexplode(was.relacl) AS h WHERE h.grantee = g.grantee AND h.privilege_type = g.privilege_type AND (h.is_grantable OR NOT g.is_grantable))
  UNION ALL SELECT 'privileges of ' || CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END FROM pg_attribute AS a, aclexplode(a.attacl) AS g WHERE a.attrelid = c.oid) AS f (what)
WHERE c.oid = to_regclass('"public"."migrate_events__shadow"') OR c.oid IN (SELECT relid FROM pg_partition_tree(to_regclass('"public"."migrate_events__shadow"')))
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'the shadow of events was given what it cannot have yet; disable what does that for the time of expand (ALTER EVENT TRIGGER ... DISABLE), or take strategy: in_place where the operation has it: ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;

-- [expand-2] make a log of changes of events
--   strategy: shadow
--   lock: none, nobody but this tool uses it yet; reads and writes go on
--   why: each entry names a row by its key; the row itself is read again when it is applied
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "migrate"."migrate_log__shadow_postgres_partition_range__events"
--   undo: DROP FUNCTION IF EXISTS "migrate"."migrate_log__shadow_postgres_partition_range__events"()
CREATE TABLE "migrate"."migrate_log__shadow_postgres_partition_range__events" (entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, emptied boolean NOT NULL DEFAULT false, refused boolean NOT NULL DEFAULT false, migrate_key_1 bigint, migrate_key_2 date);
CREATE OR REPLACE FUNCTION "migrate"."migrate_log__shadow_postgres_partition_range__events"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $migrate$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    INSERT INTO "migrate"."migrate_log__shadow_postgres_partition_range__events" (emptied) VALUES (true);
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO "migrate"."migrate_log__shadow_postgres_partition_range__events" (migrate_key_1, migrate_key_2) VALUES (NEW."id", NEW."day");
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "migrate"."migrate_log__shadow_postgres_partition_range__events" (migrate_key_1, migrate_key_2) VALUES (OLD."id", OLD."day");
  ELSE
    INSERT INTO "migrate"."migrate_log__shadow_postgres_partition_range__events" (migrate_key_1, migrate_key_2) VALUES (NEW."id", NEW."day");
    IF ROW(OLD."id", OLD."day")::record OPERATOR(pg_catalog.*<>) ROW(NEW."id", NEW."day")::record THEN
      INSERT INTO "migrate"."migrate_log__shadow_postgres_partition_range__events" (migrate_key_1, migrate_key_2) VALUES (OLD."id", OLD."day");
    END IF;
  END IF;
  RETURN NULL;
END
$migrate$;
CREATE INDEX ON "migrate"."migrate_log__shadow_postgres_partition_range__events" (migrate_key_1, migrate_key_2);
CREATE INDEX ON "migrate"."migrate_log__shadow_postgres_partition_range__events" (entry) WHERE emptied;

-- [expand-3] log what changes in events
--   strategy: shadow
--   lock: SHARE ROW EXCLUSIVE on events, milliseconds: catalog only; writes wait that long, reads do not
--   why: it waits for every writer, so that each later write is in the log; one short row for each write: the application never waits for the copy, nor meets an error of it
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_log__shadow_postgres_partition_range__events" ON "public"."events"
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_log__emptied__shadow_postgres_partition_r_00115cf336" ON "public"."events"
--   lock of undo: ACCESS EXCLUSIVE on events, milliseconds: catalog only; the triggers go
CREATE TRIGGER "zz_migrate_log__shadow_postgres_partition_range__events" AFTER INSERT OR UPDATE OR DELETE ON "public"."events" FOR EACH ROW EXECUTE FUNCTION "migrate"."migrate_log__shadow_postgres_partition_range__events"();
CREATE TRIGGER "zz_migrate_log__emptied__shadow_postgres_partition_r_00115cf336" AFTER TRUNCATE ON "public"."events" FOR EACH STATEMENT EXECUTE FUNCTION "migrate"."migrate_log__shadow_postgres_partition_range__events"();
ALTER TABLE "public"."events" ENABLE ALWAYS TRIGGER "zz_migrate_log__shadow_postgres_partition_range__events", ENABLE ALWAYS TRIGGER "zz_migrate_log__emptied__shadow_postgres_partition_r_00115cf336";

-- ==== backfill
-- [backfill-1] copy events into its shadow
--   strategy: shadow
--   lock: ROW EXCLUSIVE on migrate_events__shadow and its partitions, one batch, in the shadow only; what changes meanwhile is in the log; nobody waits for the copy
--   why: no row of the table is locked, and no index slows the copy
--   batches: table events by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."events" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."events" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."events" WHERE ("id", "day") >= ($1::bigint, $2::date) AND ("id", "day") <= ($3::bigint, $4::date) AND "id" >= $1::bigint AND "id" <= $3::bigint ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events"
WHERE (("events"."id", "events"."day") >= ($1::bigint, $2::date) AND ("events"."id", "events"."day") <= ($3::bigint, $4::date) AND "events"."id" >= $1::bigint AND "events"."id" <= $3::bigint)
ORDER BY "events"."id", "events"."day";

-- [backfill-2] build key events_pkey of events's shadow
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on migrate_events__shadow and its partitions, nobody but this tool uses it yet; reads and writes go on
--   why: the log is applied by it
--   runs: in one transaction with its record
LOCK TABLE "public"."migrate_events__shadow" IN ACCESS EXCLUSIVE MODE;
ALTER TABLE "public"."migrate_events__shadow" ADD CONSTRAINT "migrate_shadow__events__events_pkey" PRIMARY KEY (id, day);

-- [backfill-3] apply what changed in events meanwhile
--   strategy: shadow
--   lock: ACCESS SHARE on events, one batch; it writes the other table only, which nobody else uses
--   why: in batches, in any order, while nothing of the shadow is unique but its key
--   applies: the entries of "migrate"."migrate_log__shadow_postgres_partition_range__events", each forgotten in the transaction that applied it
--   the next entries:
--     $1 = from.id, $2 = batch size
SELECT entry AS id, migrate_key_1 AS "id", migrate_key_2 AS "day" FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry > $1::bigint ORDER BY entry LIMIT $2::bigint;
--   a batch of them, in one transaction:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
--     $1 = from.id, $2 = to.id
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry > $1::bigint AND entry <= $2::bigint RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_events__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_events__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 AND migrate_made."day" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events", migrate_keys
WHERE "events"."id" = migrate_keys.migrate_key_1 AND "events"."day" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   one by one where a row of the batch is refused:
--     $1 = from.id
UPDATE "migrate"."migrate_log__shadow_postgres_partition_range__events" SET refused = true WHERE entry = $1::bigint;
--   then:
--     $1 = from.id, $2 = from.day, $3 = from.id
WITH migrate_emptied AS (
  DELETE FROM "public"."migrate_events__shadow" WHERE (SELECT emptied FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry = $3::bigint)
)
DELETE FROM "public"."migrate_events__shadow" AS migrate_made WHERE migrate_made."id" = $1::bigint AND migrate_made."day" = $2::date;
--   then:
--     $1 = from.id, $2 = from.day
INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events" WHERE "events"."id" = $1::bigint AND "events"."day" = $2::date;
--   then (a row returned is a misfit: the entry stays):
SELECT 1 WHERE false;
--   then:
--     $1 = from.id
DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry = $1::bigint;

-- [backfill-4] bring the shadow of events to one moment
--   strategy: shadow
--   lock: ACCESS SHARE on events, one batch; it writes the other table only, which nobody else uses
--   why: a mixture of moments may hold one value twice that the table never held so
--   applies: the entries of "migrate"."migrate_log__shadow_postgres_partition_range__events", each forgotten in the transaction that applied it
--   the next entries:
--     $1 = from.id, $2 = batch size
SELECT entry AS id, migrate_key_1 AS "id", migrate_key_2 AS "day" FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry > $1::bigint ORDER BY entry LIMIT $2::bigint;
--   all of them, in one transaction:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_events__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_events__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 AND migrate_made."day" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events", migrate_keys
WHERE "events"."id" = migrate_keys.migrate_key_1 AND "events"."day" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_partition_range__events" IS 'applied';
--   batch by batch where a row is refused:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
--     $1 = from.id, $2 = to.id
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry > $1::bigint AND entry <= $2::bigint RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_events__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_events__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 AND migrate_made."day" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events", migrate_keys
WHERE "events"."id" = migrate_keys.migrate_key_1 AND "events"."day" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_partition_range__events" IS 'applied';
--   one by one where a row of the batch is refused:
--     $1 = from.id
UPDATE "migrate"."migrate_log__shadow_postgres_partition_range__events" SET refused = true WHERE entry = $1::bigint;
--   then:
--     $1 = from.id, $2 = from.day, $3 = from.id
WITH migrate_emptied AS (
  DELETE FROM "public"."migrate_events__shadow" WHERE (SELECT emptied FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry = $3::bigint)
)
DELETE FROM "public"."migrate_events__shadow" AS migrate_made WHERE migrate_made."id" = $1::bigint AND migrate_made."day" = $2::date;
--   then:
--     $1 = from.id, $2 = from.day
INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events" WHERE "events"."id" = $1::bigint AND "events"."day" = $2::date;
--   then (a row returned is a misfit: the entry stays):
SELECT 1 WHERE false;
--   then:
--     $1 = from.id
DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry = $1::bigint;

-- [backfill-5] build index events_place of events's shadow
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on migrate_events__shadow and its partitions, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   runs: in one transaction with its record
LOCK TABLE "public"."migrate_events__shadow" IN ACCESS EXCLUSIVE MODE;
ALTER TABLE "public"."migrate_events__shadow" ADD CONSTRAINT "migrate_shadow__events__events_place" UNIQUE (place, day) INCLUDE (note) WITH (fillfactor='70');

-- [backfill-6] build index events_by_note of events's shadow
--   strategy: shadow
--   lock: SHARE on migrate_events__shadow and its partitions, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   runs: in one transaction with its record
CREATE INDEX "migrate_shadow__events__events_by_note" ON "public"."migrate_events__shadow" USING btree (note DESC) WITH (fillfactor='80');

-- [backfill-7] build index events_by_word of events's shadow
--   strategy: shadow
--   lock: SHARE on migrate_events__shadow and its partitions, nobody but this tool uses it yet; reads and writes go on
--   why: sorted once over all rows, instead of row by row
--   runs: in one transaction with its record
CREATE INDEX "migrate_shadow__events__events_by_word" ON "public"."migrate_events__shadow" USING btree (lower(note)) WHERE (place > 0);

-- [backfill-8] give events's shadow what the table has, and statistics
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on migrate_events__shadow and its partitions, nobody but this tool uses it yet; reads and writes go on
--   why: the planner knows it when the first query meets it
--   runs: in one transaction with its record
LOCK TABLE "public"."migrate_events__shadow" IN ACCESS EXCLUSIVE MODE;
GRANT INSERT, SELECT ON "public"."migrate_events__shadow" TO pg_monitor;
ALTER TABLE "public"."migrate_events__shadow" REPLICA IDENTITY FULL;
COMMENT ON INDEX "public"."migrate_shadow__events__events_by_note" IS 'the last first';
COMMENT ON TABLE "public"."migrate_events__shadow" IS 'by day';
COMMENT ON COLUMN "public"."migrate_events__shadow"."day" IS 'when it was';
COMMENT ON CONSTRAINT "migrate_shadow__events__events_pkey" ON "public"."migrate_events__shadow" IS 'one each';
CREATE STATISTICS "public"."migrate_shadow__events__events_together" (dependencies) ON "day", "place" FROM "public"."migrate_events__shadow";
CREATE POLICY "events_seen" ON "public"."migrate_events__shadow" FOR SELECT TO pg_monitor USING ((place IS NOT NULL));
CREATE TRIGGER events_noted AFTER INSERT OR DELETE OR UPDATE ON "public"."migrate_events__shadow" FOR EACH ROW EXECUTE FUNCTION public.note();
ALTER TABLE "public"."migrate_events__shadow" DISABLE TRIGGER "events_noted";
CREATE TRIGGER events_off AFTER UPDATE ON "public"."migrate_events__shadow" FOR EACH ROW EXECUTE FUNCTION public.note();
ALTER TABLE "public"."migrate_events__shadow" DISABLE TRIGGER "events_off";
CREATE TRIGGER events_trimmed BEFORE INSERT OR UPDATE ON "public"."migrate_events__shadow" FOR EACH ROW EXECUTE FUNCTION public.trimmed();
ALTER TABLE "public"."migrate_events__shadow" DISABLE TRIGGER "events_trimmed";
ALTER TABLE "public"."migrate_events__shadow" ALTER COLUMN "id" ADD GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME "public"."migrate_shadow__events__events_id_seq" START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE);
ALTER TABLE "public"."events_2025" REPLICA IDENTITY FULL;
ALTER TABLE "public"."events_2026" REPLICA IDENTITY FULL;
ALTER TABLE "public"."events_rest" REPLICA IDENTITY FULL;
ANALYZE "public"."migrate_events__shadow";
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_partition_range__events" IS 'applied';

-- [backfill-9] apply the last of the log of events
--   strategy: shadow
--   lock: ACCESS SHARE on events, one batch; it writes the other table only, which nobody else uses
--   why: all that one snapshot sees: the shadow is then what the table was at that moment
--   applies: the entries of "migrate"."migrate_log__shadow_postgres_partition_range__events", each forgotten in the transaction that applied it
--   the next entries:
--     $1 = from.id, $2 = batch size
SELECT entry AS id, migrate_key_1 AS "id", migrate_key_2 AS "day" FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry > $1::bigint ORDER BY entry LIMIT $2::bigint;
--   all of them, in one transaction:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_events__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_events__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 AND migrate_made."day" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events", migrate_keys
WHERE "events"."id" = migrate_keys.migrate_key_1 AND "events"."day" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_partition_range__events" IS 'applied';
--   batch by batch where a row is refused:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
--     $1 = from.id, $2 = to.id
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry > $1::bigint AND entry <= $2::bigint RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_events__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_events__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 AND migrate_made."day" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events", migrate_keys
WHERE "events"."id" = migrate_keys.migrate_key_1 AND "events"."day" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_partition_range__events" IS 'applied';
--   one by one where a row of the batch is refused:
--     $1 = from.id
UPDATE "migrate"."migrate_log__shadow_postgres_partition_range__events" SET refused = true WHERE entry = $1::bigint;
--   then:
--     $1 = from.id, $2 = from.day, $3 = from.id
WITH migrate_emptied AS (
  DELETE FROM "public"."migrate_events__shadow" WHERE (SELECT emptied FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry = $3::bigint)
)
DELETE FROM "public"."migrate_events__shadow" AS migrate_made WHERE migrate_made."id" = $1::bigint AND migrate_made."day" = $2::date;
--   then:
--     $1 = from.id, $2 = from.day
INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events" WHERE "events"."id" = $1::bigint AND "events"."day" = $2::date;
--   then (a row returned is a misfit: the entry stays):
SELECT 1 WHERE false;
--   then:
--     $1 = from.id
DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry = $1::bigint;

-- [backfill-10] note rows that differ in events's shadow
--   strategy: shadow
--   lock: ACCESS SHARE on events, one query at a time; reads and writes go on
--   why: every row is compared before the exchange, on both sides; what differs is applied again
--   batches: table events by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM ((SELECT "id", "day" FROM "public"."events" ORDER BY "id", "day" LIMIT 1)
  UNION ALL (SELECT "id"::bigint AS "id", "day"::date AS "day" FROM "public"."migrate_events__shadow" ORDER BY "id", "day" LIMIT 1)) AS both_ends ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM ((SELECT "id", "day" FROM "public"."events" ORDER BY "id" DESC, "day" DESC LIMIT 1)
  UNION ALL (SELECT "id"::bigint AS "id", "day"::date AS "day" FROM "public"."migrate_events__shadow" ORDER BY "id" DESC, "day" DESC LIMIT 1)) AS both_ends ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
WITH here AS (SELECT "id", "day" FROM "public"."events" WHERE ("id", "day") >= ($1::bigint, $2::date) AND ("id", "day") <= ($3::bigint, $4::date) AND "id" >= $1::bigint AND "id" <= $3::bigint ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint)
SELECT "id", "day" FROM (SELECT "id", "day" FROM here
  UNION (SELECT "id"::bigint AS "id", "day"::date AS "day" FROM "public"."migrate_events__shadow" WHERE ("id", "day") >= ($1::bigint, $2::date) AND ("id", "day") <= ($3::bigint, $4::date) AND "id" >= $1::bigint AND "id" <= $3::bigint AND ("id", "day") > (SELECT "id", "day" FROM here ORDER BY "id", "day" LIMIT 1) ORDER BY "id", "day" LIMIT 1)) AS b ORDER BY "id", "day" LIMIT 2;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
INSERT INTO "migrate"."migrate_log__shadow_postgres_partition_range__events" (migrate_key_1, migrate_key_2)
SELECT coalesce(was."id", made."id")::bigint, coalesce(was."day", made."day")::date FROM (SELECT "id", "day", "place", "note" FROM "public"."events" WHERE (("events"."id", "events"."day") >= ($1::bigint, $2::date) AND ("events"."id", "events"."day") <= ($3::bigint, $4::date) AND "events"."id" >= $1::bigint AND "events"."id" <= $3::bigint)) AS was
FULL JOIN (SELECT "id", "day", "place", "note" FROM "public"."migrate_events__shadow" WHERE (("id", "day") >= ($1::bigint, $2::date) AND ("id", "day") <= ($3::bigint, $4::date) AND "id" >= $1::bigint AND "id" <= $3::bigint)) AS made ON was."id" = made."id" AND was."day" = made."day"
WHERE (was."id" IS NULL OR made."id" IS NULL OR was."place" IS DISTINCT FROM made."place" OR was."note" IS DISTINCT FROM made."note")
  AND NOT EXISTS (SELECT 1 FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" AS log WHERE log.emptied)
  AND NOT EXISTS (SELECT 1 FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" AS log WHERE log.migrate_key_1 = coalesce(was."id", made."id") AND log.migrate_key_2 = coalesce(was."day", made."day") AND ((log.migrate_key_1, log.migrate_key_2) >= ($1::bigint, $2::date) AND (log.migrate_key_1, log.migrate_key_2) <= ($3::bigint, $4::date) AND log.migrate_key_1 >= $1::bigint AND log.migrate_key_1 <= $3::bigint));

-- [backfill-11] write the noted rows of events anew
--   strategy: shadow
--   lock: ACCESS SHARE on events, one batch; it writes the other table only, which nobody else uses
--   why: what is refused stops it: the shadow is proven equal
--   applies: the entries of "migrate"."migrate_log__shadow_postgres_partition_range__events", each forgotten in the transaction that applied it
--   the next entries:
--     $1 = from.id, $2 = batch size
SELECT entry AS id, migrate_key_1 AS "id", migrate_key_2 AS "day" FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry > $1::bigint ORDER BY entry LIMIT $2::bigint;
--   all of them, in one transaction:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_events__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_events__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 AND migrate_made."day" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events", migrate_keys
WHERE "events"."id" = migrate_keys.migrate_key_1 AND "events"."day" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_partition_range__events" IS 'applied';
--   batch by batch where a row is refused:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
--     $1 = from.id, $2 = to.id
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry > $1::bigint AND entry <= $2::bigint RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_events__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_events__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 AND migrate_made."day" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events", migrate_keys
WHERE "events"."id" = migrate_keys.migrate_key_1 AND "events"."day" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_log__shadow_postgres_partition_range__events" IS 'applied';
--   one by one where a row of the batch is refused:
--     $1 = from.id
UPDATE "migrate"."migrate_log__shadow_postgres_partition_range__events" SET refused = true WHERE entry = $1::bigint;
--   then:
--     $1 = from.id, $2 = from.day, $3 = from.id
WITH migrate_emptied AS (
  DELETE FROM "public"."migrate_events__shadow" WHERE (SELECT emptied FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry = $3::bigint)
)
DELETE FROM "public"."migrate_events__shadow" AS migrate_made WHERE migrate_made."id" = $1::bigint AND migrate_made."day" = $2::date;
--   then:
--     $1 = from.id, $2 = from.day
INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events" WHERE "events"."id" = $1::bigint AND "events"."day" = $2::date;
--   then (a row returned is a misfit: the entry stays):
SELECT 1 WHERE false;
--   then:
--     $1 = from.id
DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" WHERE entry = $1::bigint;

-- [backfill-12] make a log for the way back of events
--   strategy: shadow
--   lock: none, nobody but this tool uses it yet; reads and writes go on
--   why: rollback loses nothing that is written after the exchange
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "migrate"."migrate_back_log__shadow_postgres_partition_range__events"
--   undo: DROP FUNCTION IF EXISTS "migrate"."migrate_back_log__shadow_postgres_partition_range__events"()
CREATE TABLE "migrate"."migrate_back_log__shadow_postgres_partition_range__events" (entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, emptied boolean NOT NULL DEFAULT false, refused boolean NOT NULL DEFAULT false, migrate_key_1 bigint, migrate_key_2 date);
CREATE OR REPLACE FUNCTION "migrate"."migrate_back_log__shadow_postgres_partition_range__events"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $migrate$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    IF (SELECT c.relkind = 'p' FROM pg_class AS c WHERE c.oid = TG_RELID) THEN
      INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_range__events" (emptied) VALUES (true);
    ELSIF NOT EXISTS (SELECT 1 FROM "migrate"."migrate_back_log__shadow_postgres_partition_range__events" AS l WHERE l.emptied AND l.xmin = pg_current_xact_id()::xid) THEN
      EXECUTE format('INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_range__events" (migrate_key_1, migrate_key_2) SELECT "id", "day" FROM %s', TG_RELID::regclass);
    END IF;
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_range__events" (migrate_key_1, migrate_key_2) VALUES (NEW."id", NEW."day");
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_range__events" (migrate_key_1, migrate_key_2) VALUES (OLD."id", OLD."day");
  ELSE
    INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_range__events" (migrate_key_1, migrate_key_2) VALUES (NEW."id", NEW."day");
    IF ROW(OLD."id", OLD."day")::record OPERATOR(pg_catalog.*<>) ROW(NEW."id", NEW."day")::record THEN
      INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_range__events" (migrate_key_1, migrate_key_2) VALUES (OLD."id", OLD."day");
    END IF;
  END IF;
  RETURN NULL;
END
$migrate$;
CREATE INDEX ON "migrate"."migrate_back_log__shadow_postgres_partition_range__events" (entry) WHERE emptied;
COMMENT ON TABLE "migrate"."migrate_back_log__shadow_postgres_partition_range__events" IS 'applied';

-- [backfill-13] exchange events for its shadow
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on sequence events_id_seq, counted, events, migrate_events__shadow and its partitions, milliseconds: catalog only; what the log still holds is applied, names change: no other row is read, no index built
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
--       SELECT age(d.xmin) INTO since FROM pg_catalog.pg_description AS d WHERE d.objoid = '"migrate"."migrate_back_log__shadow_postgres_partition_range__events"'::regclass AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0;
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
--     LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
--     DO $migrate$
--     DECLARE
--       known text[] := string_to_array(obj_description('"migrate"."migrate_back_log__shadow_postgres_partition_range__events"()'::regprocedure, 'pg_proc'), ',');
--       place regclass;
--     BEGIN
--       FOR place IN SELECT t.tgrelid FROM pg_catalog.pg_trigger AS t WHERE t.tgparentid = (SELECT oid FROM pg_catalog.pg_trigger WHERE tgrelid = '"public"."events"'::regclass AND tgname = 'zz_migrate_back_log__shadow_postgres_partition_range__events') AND t.oid::text <> ALL (known) LOOP
--         EXECUTE format('INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_range__events" (migrate_key_1, migrate_key_2) SELECT "id", "day" FROM %s', place);
--       END LOOP;
--       IF EXISTS (SELECT unnest(known) EXCEPT SELECT t.oid::text FROM pg_catalog.pg_trigger AS t WHERE t.tgparentid = (SELECT oid FROM pg_catalog.pg_trigger WHERE tgrelid = '"public"."events"'::regclass AND tgname = 'zz_migrate_back_log__shadow_postgres_partition_range__events')) THEN
--         INSERT INTO "migrate"."migrate_back_log__shadow_postgres_partition_range__events" (migrate_key_1, migrate_key_2) SELECT was."id", was."day" FROM "public"."migrate_events__old" AS was WHERE NOT EXISTS (SELECT 1 FROM "public"."events" AS made WHERE made."id" = was."id" AND made."day" = was."day");
--       END IF;
--     END
--     $migrate$
--   undo: SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off
--   undo: WITH migrate_taken AS (
--       DELETE FROM "migrate"."migrate_back_log__shadow_postgres_partition_range__events" WHERE NOT refused RETURNING emptied, migrate_key_1, migrate_key_2
--     ), migrate_keys AS (
--       SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
--     ), migrate_emptied AS (
--       DELETE FROM "public"."migrate_events__old" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
--     ), migrate_removed AS (
--       DELETE FROM "public"."migrate_events__old" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 AND migrate_made."day" = migrate_keys.migrate_key_2 RETURNING 1 AS one
--     )
--     INSERT INTO "public"."migrate_events__old" ("id", "day", "place", "note")
--     SELECT "id", "day", "place", "note" FROM "public"."events", migrate_keys
--     WHERE "events"."id" = migrate_keys.migrate_key_1 AND "events"."day" = migrate_keys.migrate_key_2
--       AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0
--   undo: LOCK TABLE "public"."events", "public"."migrate_events__old" IN SHARE UPDATE EXCLUSIVE MODE;
--     LOCK TABLE "public"."counted" IN ACCESS SHARE MODE;
--     DO $migrate$
--     DECLARE
--       path text := current_setting('search_path');
--       changed text;
--     BEGIN
--       PERFORM set_config('search_path', 'pg_catalog', true);
--       SELECT string_agg(v.name, ', ') INTO changed
--       FROM (VALUES
--         ('"public"."counted"', '(digest)', '(digest)')) AS v (name, words, settings)
--       LEFT JOIN pg_class AS c ON c.oid = to_regclass(v.name)
--       WHERE c.oid IS NULL OR v.words <> left(encode(sha256(textsend(concat_ws(chr(31), pg_get_viewdef(c.oid),
--           (SELECT string_agg(pg_get_ruledef(r.oid), chr(31) ORDER BY r.rulename)
--             FROM pg_rewrite AS r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'),
--           (SELECT string_agg(pg_get_expr(e.adbin, e.adrelid), chr(31) ORDER BY e.adnum)
--             FROM pg_attrdef AS e WHERE e.adrelid = c.oid)))), 'hex'), 16)
--         OR v.settings <> left(encode(sha256(textsend(concat_ws(chr(31), c.relowner::regrole, c.reloptions, obj_description(c.oid, 'pg_class'),
--           (SELECT string_agg(g::text, ' ' ORDER BY g::text)
--             FROM unnest(c.relacl) AS g WHERE NOT g = ANY (acldefault('r', c.relowner))),
--           (SELECT string_agg(concat_ws(' ', a.attname, a.attacl, a.atthasdef, col_description(c.oid, a.attnum)),
--             chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0),
--           (SELECT string_agg(concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled,
--             obj_description(t.oid, 'pg_trigger')), chr(31) ORDER BY t.tgname)
--             FROM pg_trigger AS t WHERE t.tgrelid = c.oid),
--           (SELECT string_agg(concat_ws(' ', r.rulename, r.ev_enabled, obj_description(r.oid, 'pg_rewrite')),
--             chr(31) ORDER BY r.rulename) FROM pg_rewrite AS r WHERE r.ev_class = c.oid)))), 'hex'), 16);
--       IF changed IS NOT NULL THEN
--         RAISE EXCEPTION 'changed since it was planned how to make them again: % (make each what it was, or roll this migration back)', changed;
--       END IF;
--       PERFORM set_config('search_path', path, true);
--     END
--     $migrate$
--   undo: DO $migrate$
--     BEGIN
--       ALTER VIEW "public"."counted" OWNER TO "postgres";
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."events", "public"."migrate_events__old" IN ACCESS EXCLUSIVE MODE;
--       EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."events_id_seq"'::regclass);
--     EXCEPTION WHEN lock_not_available THEN
--       BEGIN
--         LOCK TABLE ONLY "public"."events" IN EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         ALTER VIEW "public"."counted" OWNER TO "postgres";
--         LOCK TABLE "public"."events", "public"."migrate_events__old" IN ACCESS EXCLUSIVE MODE;
--         EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."events_id_seq"'::regclass);
--       EXCEPTION WHEN lock_not_available THEN
--         BEGIN
--           LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--           IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--           LOCK TABLE "public"."events", "public"."migrate_events__old" IN ACCESS EXCLUSIVE MODE;
--           ALTER VIEW "public"."counted" OWNER TO "postgres";
--           EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."events_id_seq"'::regclass);
--         EXCEPTION WHEN lock_not_available THEN
--           BEGIN
--             LOCK TABLE "public"."migrate_events__old" IN ACCESS EXCLUSIVE MODE;
--             IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--             LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--             ALTER VIEW "public"."counted" OWNER TO "postgres";
--             EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."events_id_seq"'::regclass);
--           EXCEPTION WHEN lock_not_available THEN
--             ALTER VIEW "public"."counted" OWNER TO "postgres";
--             PERFORM set_config('lock_timeout', least(setting::integer, 400)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
--             LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--             IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--             LOCK TABLE "public"."events", "public"."migrate_events__old" IN ACCESS EXCLUSIVE MODE;
--             EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."events_id_seq"'::regclass);
--           END;
--         END;
--       END;
--     END
--     $migrate$
--   undo: SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--     WITH migrate_taken AS (
--       DELETE FROM "migrate"."migrate_back_log__shadow_postgres_partition_range__events" WHERE NOT refused RETURNING emptied, migrate_key_1, migrate_key_2
--     ), migrate_keys AS (
--       SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
--     ), migrate_emptied AS (
--       DELETE FROM "public"."migrate_events__old" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
--     ), migrate_removed AS (
--       DELETE FROM "public"."migrate_events__old" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 AND migrate_made."day" = migrate_keys.migrate_key_2 RETURNING 1 AS one
--     )
--     INSERT INTO "public"."migrate_events__old" ("id", "day", "place", "note")
--     SELECT "id", "day", "place", "note" FROM "public"."events", migrate_keys
--     WHERE "events"."id" = migrate_keys.migrate_key_1 AND "events"."day" = migrate_keys.migrate_key_2
--       AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--     DO $migrate$
--     DECLARE
--       one record;
--     BEGIN
--       FOR one IN SELECT t.tgname, t.tgrelid::regclass AS place FROM pg_catalog.pg_trigger AS t WHERE t.tgfoid = to_regprocedure('"migrate"."migrate_back_log__shadow_postgres_partition_range__events"()') AND t.tgparentid = 0 ORDER BY (SELECT c.relkind <> 'p' FROM pg_catalog.pg_class AS c WHERE c.oid = t.tgrelid), t.oid LOOP
--         EXECUTE format('DROP TRIGGER %I ON %s', one.tgname, one.place);
--       END LOOP;
--     END
--     $migrate$;
--     ALTER INDEX "public"."events_by_note" RENAME TO "migrate_shadow__events__events_by_note";
--     ALTER INDEX "public"."migrate_old__events__events_by_note" RENAME TO "events_by_note";
--     ALTER INDEX "public"."events_by_word" RENAME TO "migrate_shadow__events__events_by_word";
--     ALTER INDEX "public"."migrate_old__events__events_by_word" RENAME TO "events_by_word";
--     ALTER INDEX "public"."events_pkey" RENAME TO "migrate_shadow__events__events_pkey";
--     ALTER INDEX "public"."migrate_old__events__events_pkey" RENAME TO "events_pkey";
--     ALTER INDEX "public"."events_place" RENAME TO "migrate_shadow__events__events_place";
--     ALTER INDEX "public"."migrate_old__events__events_place" RENAME TO "events_place";
--     ALTER STATISTICS "public"."events_together" RENAME TO "migrate_shadow__events__events_together";
--     ALTER STATISTICS "public"."migrate_old__events__events_together" RENAME TO "events_together";
--     ALTER SEQUENCE "public"."events_id_seq" RENAME TO "migrate_shadow__events__events_id_seq";
--     ALTER SEQUENCE "public"."migrate_old__events__events_id_seq" RENAME TO "events_id_seq";
--     ALTER TABLE "public"."events" RENAME TO "migrate_events__shadow";
--     ALTER TABLE "public"."migrate_events__old" RENAME TO "events";
--     ALTER TABLE "public"."migrate_events__shadow"
--       DISABLE ROW LEVEL SECURITY,
--       DISABLE TRIGGER "events_noted",
--       DISABLE TRIGGER "events_trimmed";
--     ALTER TABLE "public"."events"
--       ENABLE TRIGGER "events_noted",
--       ENABLE TRIGGER "events_trimmed";
--     SELECT pg_catalog.setval('"public"."events_id_seq"', last_value, is_called) FROM "public"."migrate_shadow__events__events_id_seq";
--     ALTER PUBLICATION "told" DROP TABLE ONLY "public"."migrate_events__shadow";
--     ALTER PUBLICATION "told" ADD TABLE ONLY "public"."events";
--     CREATE OR REPLACE VIEW "public"."counted" AS
--      SELECT count(*) AS many
--        FROM public.events;
--     DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('events') IN lower(p.prosrc)) > 0)
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
--       WHERE c.oid = to_regclass('"public"."migrate_events__shadow"')) AS d
--     LEFT JOIN pg_class AS v ON v.oid = d.owner
--     WHERE d.of_sequence OR d.owner IS DISTINCT FROM d.relation
--     ORDER BY 1, 2) AS l WHERE l.kind <> 'child'
--       );
--       IF migrate_found IS NOT NULL THEN
--         RAISE EXCEPTION USING MESSAGE = 'these would be left on the table that events was: ' || migrate_found;
--       END IF;
--       PERFORM set_config('search_path', migrate_path, true);
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on sequence events_id_seq, counted, events and its partitions, migrate_events__old, milliseconds: catalog only; what the log still holds is applied, names change: no other row is read, no index built
--   loss: rows of events that the old shape cannot hold, counted by SELECT count(*) AS lost FROM "migrate"."migrate_back_log__shadow_postgres_partition_range__events" WHERE refused
DO $migrate$
DECLARE
  older text;
  since integer;
  writing text;
BEGIN
  SELECT age(d.xmin) INTO since FROM pg_catalog.pg_description AS d WHERE d.objoid = '"migrate"."migrate_log__shadow_postgres_partition_range__events"'::regclass AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0;
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
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_events__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_events__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 AND migrate_made."day" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events", migrate_keys
WHERE "events"."id" = migrate_keys.migrate_key_1 AND "events"."day" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
CREATE TRIGGER "zz_migrate_back_log__shadow_postgres_partition_range__events" AFTER INSERT OR UPDATE OR DELETE ON "public"."migrate_events__shadow" FOR EACH ROW EXECUTE FUNCTION "migrate"."migrate_back_log__shadow_postgres_partition_range__events"();
CREATE TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_partit_e2e44288da" BEFORE TRUNCATE ON "public"."migrate_events__shadow" FOR EACH STATEMENT EXECUTE FUNCTION "migrate"."migrate_back_log__shadow_postgres_partition_range__events"();
CREATE TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_partit_e2e44288da" BEFORE TRUNCATE ON "public"."events_2025" FOR EACH STATEMENT EXECUTE FUNCTION "migrate"."migrate_back_log__shadow_postgres_partition_range__events"();
CREATE TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_partit_e2e44288da" BEFORE TRUNCATE ON "public"."events_2026" FOR EACH STATEMENT EXECUTE FUNCTION "migrate"."migrate_back_log__shadow_postgres_partition_range__events"();
CREATE TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_partit_e2e44288da" BEFORE TRUNCATE ON "public"."events_rest" FOR EACH STATEMENT EXECUTE FUNCTION "migrate"."migrate_back_log__shadow_postgres_partition_range__events"();
ALTER TABLE "public"."migrate_events__shadow" ENABLE ALWAYS TRIGGER "zz_migrate_back_log__shadow_postgres_partition_range__events", ENABLE ALWAYS TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_partit_e2e44288da";
ALTER TABLE "public"."events_2025" ENABLE ALWAYS TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_partit_e2e44288da";
ALTER TABLE "public"."events_2026" ENABLE ALWAYS TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_partit_e2e44288da";
ALTER TABLE "public"."events_rest" ENABLE ALWAYS TRIGGER "zz_migrate_back_log__emptied__shadow_postgres_partit_e2e44288da";
DO $migrate$
BEGIN
  EXECUTE format('COMMENT ON FUNCTION "migrate"."migrate_back_log__shadow_postgres_partition_range__events"() IS %L', (SELECT string_agg(t.oid::text, ',' ORDER BY t.oid) FROM pg_catalog.pg_trigger AS t WHERE t.tgparentid = (SELECT oid FROM pg_catalog.pg_trigger WHERE tgrelid = '"public"."migrate_events__shadow"'::regclass AND tgname = 'zz_migrate_back_log__shadow_postgres_partition_range__events')));
END
$migrate$;
LOCK TABLE "public"."events", "public"."migrate_events__shadow" IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE "public"."counted" IN ACCESS SHARE MODE;
DO $migrate$
DECLARE
  path text := current_setting('search_path');
  changed text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  SELECT string_agg(v.name, ', ') INTO changed
  FROM (VALUES
    ('"public"."counted"', '(digest)', '(digest)')) AS v (name, words, settings)
  LEFT JOIN pg_class AS c ON c.oid = to_regclass(v.name)
  WHERE c.oid IS NULL OR v.words <> left(encode(sha256(textsend(concat_ws(chr(31), pg_get_viewdef(c.oid),
      (SELECT string_agg(pg_get_ruledef(r.oid), chr(31) ORDER BY r.rulename)
        FROM pg_rewrite AS r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'),
      (SELECT string_agg(pg_get_expr(e.adbin, e.adrelid), chr(31) ORDER BY e.adnum)
        FROM pg_attrdef AS e WHERE e.adrelid = c.oid)))), 'hex'), 16)
    OR v.settings <> left(encode(sha256(textsend(concat_ws(chr(31), c.relowner::regrole, c.reloptions, obj_description(c.oid, 'pg_class'),
      (SELECT string_agg(g::text, ' ' ORDER BY g::text)
        FROM unnest(c.relacl) AS g WHERE NOT g = ANY (acldefault('r', c.relowner))),
      (SELECT string_agg(concat_ws(' ', a.attname, a.attacl, a.atthasdef, col_description(c.oid, a.attnum)),
        chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0),
      (SELECT string_agg(concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled,
        obj_description(t.oid, 'pg_trigger')), chr(31) ORDER BY t.tgname)
        FROM pg_trigger AS t WHERE t.tgrelid = c.oid),
      (SELECT string_agg(concat_ws(' ', r.rulename, r.ev_enabled, obj_description(r.oid, 'pg_rewrite')),
        chr(31) ORDER BY r.rulename) FROM pg_rewrite AS r WHERE r.ev_class = c.oid)))), 'hex'), 16);
  IF changed IS NOT NULL THEN
    RAISE EXCEPTION 'changed since it was planned how to make them again: % (make each what it was, or roll this migration back)', changed;
  END IF;
  PERFORM set_config('search_path', path, true);
END
$migrate$;
DO $migrate$
DECLARE
  migrate_path text := current_setting('search_path');
  migrate_found text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  migrate_found := (
SELECT string_agg(p.part, ', ') FROM (VALUES ('owner and privileges', '(digest)'), ('columns', '(digest)'), ('settings', '(digest)'), ('comments', '(digest)'), ('constraints', '(digest)'), ('foreign keys to it', '(digest)'), ('indexes', '(digest)'), ('statistics', '(digest)'), ('triggers', '(digest)'), ('policies', '(digest)'), ('rules', '(digest)'), ('publications', '(digest)'), ('inheritance', '(digest)'), ('functions that read it', '(digest)'), ('policies or rules that read it', '(digest)'), ('sequences of identity columns', '(digest)')) AS p (part, digest) JOIN (SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM pg_class AS c CROSS JOIN LATERAL (VALUES ('owner and privileges', concat_ws(chr(29), c.relowner::regrole, c.relacl, (SELECT string_agg(concat_ws(chr(30), a.attname, a.attacl), chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))),
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
    ('policies or rules that read it', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), obj_description(p.oid, 'pg_policy')), chr(31) ORDER BY p.polrelid::regclass::text, p.polname) FROM pg_policy AS p WHERE p.polrelid <> c.oid AND EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_policy'::regclass AND d.objid = p.oid)), (SELECT string_agg(concat_ws(chr(30), pg_get_ruledef(w.oid), w.ev_enabled, obj_description(w.oid, 'pg_rewrite')), chr(31) ORDER BY w.ev_class::regclass::text, w.rulename) FROM pg_rewrite AS w JOIN pg_class AS x ON x.oid = w.ev_class WHERE x.relkind IN ('r', 'p') AND x.oid <> c.oid AND EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid)))),
    ('sequences of identity columns', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), q.relname, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, (SELECT string_agg(concat_ws(' ', g.grantee::regrole, g.privilege_type, g.is_grantable), ', ' ORDER BY g.grantee, g.privilege_type, g.is_grantable) FROM aclexplode(q.relacl) AS g WHERE g.grantee <> q.relowner), obj_description(q.oid, 'pg_class')), chr(31) ORDER BY q.relname) FROM pg_depend AS d JOIN pg_class AS q ON q.oid = d.objid JOIN pg_sequence AS s ON s.seqrelid = q.oid WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.deptype = 'i')))) AS v (part, words) WHERE c.oid = to_regclass('"public"."events"')) AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at table events since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
DO $migrate$
BEGIN
  ALTER VIEW "public"."counted" OWNER TO "postgres";
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events", "public"."migrate_events__shadow" IN ACCESS EXCLUSIVE MODE;
  EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."events_id_seq"'::regclass);
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE "public"."events" IN EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    ALTER VIEW "public"."counted" OWNER TO "postgres";
    LOCK TABLE "public"."events", "public"."migrate_events__shadow" IN ACCESS EXCLUSIVE MODE;
    EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."events_id_seq"'::regclass);
  EXCEPTION WHEN lock_not_available THEN
    BEGIN
      LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      LOCK TABLE "public"."migrate_events__shadow" IN ACCESS EXCLUSIVE MODE;
      ALTER VIEW "public"."counted" OWNER TO "postgres";
      EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."events_id_seq"'::regclass);
    EXCEPTION WHEN lock_not_available THEN
      BEGIN
        LOCK TABLE "public"."migrate_events__shadow" IN ACCESS EXCLUSIVE MODE;
        IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
        LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
        ALTER VIEW "public"."counted" OWNER TO "postgres";
        EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."events_id_seq"'::regclass);
      EXCEPTION WHEN lock_not_available THEN
        ALTER VIEW "public"."counted" OWNER TO "postgres";
        PERFORM set_config('lock_timeout', least(setting::integer, 400)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
        LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
        IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
        LOCK TABLE "public"."events", "public"."migrate_events__shadow" IN ACCESS EXCLUSIVE MODE;
        EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = '"public"."events_id_seq"'::regclass);
      END;
    END;
  END;
END
$migrate$;
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_log__shadow_postgres_partition_range__events" RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_events__shadow" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_events__shadow" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 AND migrate_made."day" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_events__shadow" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events", migrate_keys
WHERE "events"."id" = migrate_keys.migrate_key_1 AND "events"."day" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
DROP TRIGGER IF EXISTS "zz_migrate_log__shadow_postgres_partition_range__events" ON "public"."events";
DROP TRIGGER IF EXISTS "zz_migrate_log__emptied__shadow_postgres_partition_r_00115cf336" ON "public"."events";
DO $migrate$
DECLARE
  migrate_path text := current_setting('search_path');
  migrate_found text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  migrate_found := (
SELECT string_agg(p.part, ', ') FROM (VALUES ('owner and privileges', '(digest)'), ('functions that read it', '(digest)'), ('sequences of identity columns', '(digest)')) AS p (part, digest) JOIN (SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM pg_class AS c CROSS JOIN LATERAL (VALUES ('owner and privileges', concat_ws(chr(29), c.relowner::regrole, c.relacl, (SELECT string_agg(concat_ws(chr(30), a.attname, a.attacl), chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))),
    ('functions that read it', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), f.oid::regprocedure, pg_get_functiondef(f.oid)), chr(31) ORDER BY f.oid::regprocedure::text) FROM pg_proc AS f WHERE EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid)))),
    ('sequences of identity columns', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), q.relname, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, (SELECT string_agg(concat_ws(' ', g.grantee::regrole, g.privilege_type, g.is_grantable), ', ' ORDER BY g.grantee, g.privilege_type, g.is_grantable) FROM aclexplode(q.relacl) AS g WHERE g.grantee <> q.relowner), obj_description(q.oid, 'pg_class')), chr(31) ORDER BY q.relname) FROM pg_depend AS d JOIN pg_class AS q ON q.oid = d.objid JOIN pg_sequence AS s ON s.seqrelid = q.oid WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.deptype = 'i')))) AS v (part, words) WHERE c.oid = to_regclass('"public"."events"')) AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at table events since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
ALTER INDEX "public"."events_by_note" RENAME TO "migrate_old__events__events_by_note";
ALTER INDEX "public"."migrate_shadow__events__events_by_note" RENAME TO "events_by_note";
ALTER INDEX "public"."events_by_word" RENAME TO "migrate_old__events__events_by_word";
ALTER INDEX "public"."migrate_shadow__events__events_by_word" RENAME TO "events_by_word";
ALTER INDEX "public"."events_pkey" RENAME TO "migrate_old__events__events_pkey";
ALTER INDEX "public"."migrate_shadow__events__events_pkey" RENAME TO "events_pkey";
ALTER INDEX "public"."events_place" RENAME TO "migrate_old__events__events_place";
ALTER INDEX "public"."migrate_shadow__events__events_place" RENAME TO "events_place";
ALTER STATISTICS "public"."events_together" RENAME TO "migrate_old__events__events_together";
ALTER STATISTICS "public"."migrate_shadow__events__events_together" RENAME TO "events_together";
ALTER SEQUENCE "public"."events_id_seq" RENAME TO "migrate_old__events__events_id_seq";
ALTER SEQUENCE "public"."migrate_shadow__events__events_id_seq" RENAME TO "events_id_seq";
ALTER TABLE "public"."events" RENAME TO "migrate_events__old";
ALTER TABLE "public"."migrate_events__shadow" RENAME TO "events";
ALTER TABLE "public"."migrate_events__old"
  DISABLE TRIGGER "events_noted",
  DISABLE TRIGGER "events_trimmed";
ALTER TABLE "public"."events"
  ENABLE ROW LEVEL SECURITY,
  ENABLE TRIGGER "events_noted",
  ENABLE TRIGGER "events_trimmed";
SELECT pg_catalog.setval('"public"."events_id_seq"', last_value, is_called) FROM "public"."migrate_old__events__events_id_seq";
ALTER PUBLICATION "told" DROP TABLE ONLY "public"."migrate_events__old";
ALTER PUBLICATION "told" ADD TABLE ONLY "public"."events";
CREATE OR REPLACE VIEW "public"."counted" AS
 SELECT count(*) AS many
   FROM public.events;
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('events') IN lower(p.prosrc)) > 0)
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
  WHERE c.oid = to_regclass('"public"."migrate_events__old"')) AS d
LEFT JOIN pg_class AS v ON v.oid = d.owner
WHERE d.of_sequence OR d.owner IS DISTINCT FROM d.relation
ORDER BY 1, 2) AS l WHERE l.kind <> 'child'
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'these would be left on the table that events was: ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;

-- [backfill-14] carry back what was written to events meanwhile
--   strategy: shadow
--   lock: ACCESS SHARE on events, one batch; it writes the other table only, which nobody else uses
--   why: a rollback does it once more; what the old shape cannot hold stays in the log, and makes it ask
--   applies: the entries of "migrate"."migrate_back_log__shadow_postgres_partition_range__events", each forgotten in the transaction that applied it
--   the next entries:
--     $1 = from.id, $2 = batch size
SELECT entry AS id, migrate_key_1 AS "id", migrate_key_2 AS "day" FROM "migrate"."migrate_back_log__shadow_postgres_partition_range__events" WHERE entry > $1::bigint ORDER BY entry LIMIT $2::bigint;
--   all of them, in one transaction:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_back_log__shadow_postgres_partition_range__events" RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_events__old" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_events__old" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 AND migrate_made."day" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_events__old" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events", migrate_keys
WHERE "events"."id" = migrate_keys.migrate_key_1 AND "events"."day" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_back_log__shadow_postgres_partition_range__events" IS 'applied';
--   batch by batch where a row is refused:
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
--   then:
--     $1 = from.id, $2 = to.id
WITH migrate_taken AS (
  DELETE FROM "migrate"."migrate_back_log__shadow_postgres_partition_range__events" WHERE entry > $1::bigint AND entry <= $2::bigint RETURNING emptied, migrate_key_1, migrate_key_2
), migrate_keys AS (
  SELECT DISTINCT migrate_key_1, migrate_key_2 FROM migrate_taken WHERE NOT emptied
), migrate_emptied AS (
  DELETE FROM "public"."migrate_events__old" WHERE (SELECT bool_or(emptied) FROM migrate_taken) RETURNING 1 AS one
), migrate_removed AS (
  DELETE FROM "public"."migrate_events__old" AS migrate_made USING migrate_keys WHERE migrate_made."id" = migrate_keys.migrate_key_1 AND migrate_made."day" = migrate_keys.migrate_key_2 RETURNING 1 AS one
)
INSERT INTO "public"."migrate_events__old" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events", migrate_keys
WHERE "events"."id" = migrate_keys.migrate_key_1 AND "events"."day" = migrate_keys.migrate_key_2
  AND (SELECT count(*) FROM migrate_emptied) + (SELECT count(*) FROM migrate_removed) >= 0;
--   then:
COMMENT ON TABLE "migrate"."migrate_back_log__shadow_postgres_partition_range__events" IS 'applied';
--   one by one where a row of the batch is refused:
--     $1 = from.id
UPDATE "migrate"."migrate_back_log__shadow_postgres_partition_range__events" SET refused = true WHERE entry = $1::bigint;
--   then:
--     $1 = from.id, $2 = from.day, $3 = from.id
WITH migrate_emptied AS (
  DELETE FROM "public"."migrate_events__old" WHERE (SELECT emptied FROM "migrate"."migrate_back_log__shadow_postgres_partition_range__events" WHERE entry = $3::bigint)
)
DELETE FROM "public"."migrate_events__old" AS migrate_made WHERE migrate_made."id" = $1::bigint AND migrate_made."day" = $2::date;
--   then:
--     $1 = from.id, $2 = from.day
INSERT INTO "public"."migrate_events__old" ("id", "day", "place", "note")
SELECT "id", "day", "place", "note" FROM "public"."events" WHERE "events"."id" = $1::bigint AND "events"."day" = $2::date;
--   then (a row returned is a misfit: the entry stays):
SELECT 1 WHERE false;
--   then:
--     $1 = from.id
DELETE FROM "migrate"."migrate_back_log__shadow_postgres_partition_range__events" WHERE entry = $1::bigint;

-- [backfill-15] note what is attached to events
--   strategy: shadow
--   lock: none, catalogs are read; reads and writes go on
--   why: a rollback would undo what anybody changes of it from here on, so it asks
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "migrate"."migrate_attached__shadow_postgres_partition_range__events"
--   undo: DROP FUNCTION IF EXISTS "migrate"."migrate_attached_now__shadow_postgres_partition_r_6445c02497"()
--   loss: kinds of things that were changed at table events since the exchange, counted by SELECT count(*) AS changed, string_agg(part, ', ' ORDER BY part) AS parts FROM "migrate"."migrate_attached__shadow_postgres_partition_range__events" AS was JOIN "migrate"."migrate_attached_now__shadow_postgres_partition_r_6445c02497"() AS made USING (part) WHERE was.digest <> made.digest
CREATE FUNCTION "migrate"."migrate_attached_now__shadow_postgres_partition_r_6445c02497"() RETURNS TABLE (part text, digest text) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $migrate$
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
    ('policies or rules that read it', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), obj_description(p.oid, 'pg_policy')), chr(31) ORDER BY p.polrelid::regclass::text, p.polname) FROM pg_policy AS p WHERE p.polrelid <> c.oid AND EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_policy'::regclass AND d.objid = p.oid)), (SELECT string_agg(concat_ws(chr(30), pg_get_ruledef(w.oid), w.ev_enabled, obj_description(w.oid, 'pg_rewrite')), chr(31) ORDER BY w.ev_class::regclass::text, w.rulename) FROM pg_rewrite AS w JOIN pg_class AS x ON x.oid = w.ev_class WHERE x.relkind IN ('r', 'p') AND x.oid <> c.oid AND EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid)))),
    ('sequences of identity columns', concat_ws(chr(29), (SELECT string_agg(concat_ws(chr(30), q.relname, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, (SELECT string_agg(concat_ws(' ', g.grantee::regrole, g.privilege_type, g.is_grantable), ', ' ORDER BY g.grantee, g.privilege_type, g.is_grantable) FROM aclexplode(q.relacl) AS g WHERE g.grantee <> q.relowner), obj_description(q.oid, 'pg_class')), chr(31) ORDER BY q.relname) FROM pg_depend AS d JOIN pg_class AS q ON q.oid = d.objid JOIN pg_sequence AS s ON s.seqrelid = q.oid WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.deptype = 'i')))) AS v (part, words) WHERE c.oid = to_regclass('"public"."events"') AND v.part <> 'inheritance'
$migrate$;
CREATE TABLE "migrate"."migrate_attached__shadow_postgres_partition_range__events" AS SELECT part, digest FROM "migrate"."migrate_attached_now__shadow_postgres_partition_r_6445c02497"();

-- ==== contract
-- [contract-1] stop the log for the way back of events
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the triggers go
--   why: there is no way back from here on
--   runs: in one transaction with its record
DO $migrate$
BEGIN
  IF to_regclass('"public"."events"') IS NULL THEN
    RETURN;
  END IF;
  LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
DO $migrate$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT t.tgname, t.tgrelid::regclass AS place FROM pg_catalog.pg_trigger AS t WHERE t.tgfoid = to_regprocedure('"migrate"."migrate_back_log__shadow_postgres_partition_range__events"()') AND t.tgparentid = 0 ORDER BY (SELECT c.relkind <> 'p' FROM pg_catalog.pg_class AS c WHERE c.oid = t.tgrelid), t.oid LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', one.tgname, one.place);
  END LOOP;
END
$migrate$;

-- [contract-2] drop the old table of events
--   strategy: shadow
--   lock: ACCESS EXCLUSIVE on migrate_events__old, nobody but this tool uses it yet; reads and writes go on
--   why: no live code needs the old shape
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE IF EXISTS "public"."migrate_events__old";

-- [contract-3] drop the logs of events
--   strategy: shadow
--   lock: none, nobody but this tool uses them; reads and writes go on
--   why: their triggers are gone
--   runs: in one transaction with its record
DROP TABLE IF EXISTS "migrate"."migrate_back_log__shadow_postgres_partition_range__events";
DROP FUNCTION IF EXISTS "migrate"."migrate_back_log__shadow_postgres_partition_range__events"();
DROP TABLE IF EXISTS "migrate"."migrate_attached__shadow_postgres_partition_range__events";
DROP FUNCTION IF EXISTS "migrate"."migrate_attached_now__shadow_postgres_partition_r_6445c02497"();
DROP TABLE IF EXISTS "migrate"."migrate_log__shadow_postgres_partition_range__events";
DROP FUNCTION IF EXISTS "migrate"."migrate_log__shadow_postgres_partition_range__events"();
