-- migration: create_index_partitioned
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
-- note: do not detach or drop partitions of events while expand runs: the plan names them one by one

-- ==== expand
-- [expand-1] make index events_kind of events alone, INVALID
--   strategy: online
--   lock: SHARE on events, milliseconds: catalog only, nothing is built; writes through the parent wait that long, reads do not
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events_kind"') IS NOT NULL THEN
--         LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."events_kind";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the files are removed at commit
CREATE INDEX "events_kind" ON ONLY "public"."events" USING "btree" ("kind", "day" DESC) INCLUDE ("id");

-- [expand-2] make index events_kind_events_2 of events_2 alone, INVALID
--   strategy: online
--   lock: SHARE on events_2, milliseconds: catalog only, nothing is built; writes through the parent wait that long, reads do not
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events_kind_events_2"') IS NOT NULL THEN
--         LOCK TABLE "public"."events_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."events_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."events_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."events_kind_events_2";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on events_2 and its partitions, milliseconds: catalog only; the files are removed at commit
CREATE INDEX "events_kind_events_2" ON ONLY "public"."events_2" USING "btree" ("kind", "day" DESC) INCLUDE ("id");

-- [expand-3] build index events_kind_events_1 on partition events_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__events_1__events_kind_events_1"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events_1__events_kind_events_1"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events_1__events_kind_events_1"
CREATE INDEX CONCURRENTLY "migrate_build__events_1__events_kind_events_1" ON "public"."events_1" USING "btree" ("kind", "day" DESC) INCLUDE ("id");

-- [expand-4] build index events_kind_events_2_events_2_a on partition events_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events_2_a, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__events_2_a__events_kind_events_2_events_2_a"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events_2_a__events_kind_events_2_events_2_a"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events_2_a__events_kind_events_2_events_2_a"
CREATE INDEX CONCURRENTLY "migrate_build__events_2_a__events_kind_events_2_events_2_a" ON "public"."events_2_a" USING "btree" ("kind", "day" DESC) INCLUDE ("id");

-- [expand-5] build index events_kind_events_2_events_2_other on partition events_2_other
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events_2_other, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__events_2_other__events_kind_events_2__ab3b6ddd82"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events_2_other__events_kind_events_2__ab3b6ddd82"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events_2_other__events_kind_events_2__ab3b6ddd82"
CREATE INDEX CONCURRENTLY "migrate_build__events_2_other__events_kind_events_2__ab3b6ddd82" ON "public"."events_2_other" USING "btree" ("kind", "day" DESC) INCLUDE ("id");

-- [expand-6] attach index events_kind_events_1 to events_kind
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_build__events_1__events_kind_events_1, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events_kind"') IS NOT NULL THEN
--         LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."events_kind";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_build__events_1__events_kind_events_1" RENAME TO "events_kind_events_1";
ALTER INDEX "public"."events_kind" ATTACH PARTITION "public"."events_kind_events_1";

-- [expand-7] attach index events_kind_events_2_events_2_a to events_kind_events_2
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_build__events_2_a__events_kind_events_2_events_2_a, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events_kind_events_2"') IS NOT NULL THEN
--         LOCK TABLE "public"."events_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."events_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."events_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."events_kind_events_2";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on events_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_build__events_2_a__events_kind_events_2_events_2_a" RENAME TO "events_kind_events_2_events_2_a";
ALTER INDEX "public"."events_kind_events_2" ATTACH PARTITION "public"."events_kind_events_2_events_2_a";

-- [expand-8] attach index events_kind_events_2_events_2_other to events_kind_events_2
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_build__events_2_other__events_kind_events_2__ab3b6ddd82, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events_kind_events_2"') IS NOT NULL THEN
--         LOCK TABLE "public"."events_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."events_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."events_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."events_kind_events_2";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on events_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_build__events_2_other__events_kind_events_2__ab3b6ddd82" RENAME TO "events_kind_events_2_events_2_other";
ALTER INDEX "public"."events_kind_events_2" ATTACH PARTITION "public"."events_kind_events_2_events_2_other";

-- [expand-9] attach index events_kind_events_2 to events_kind
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index events_kind_events_2, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events_kind"') IS NOT NULL THEN
--         LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."events_kind";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."events_kind" ATTACH PARTITION "public"."events_kind_events_2";

-- [expand-10] give what events_kind needs to partitions that are new since the plan
--   strategy: online
--   lock: ACCESS SHARE on the catalog; SHARE on each partition that is new since the plan, one query at a time; writes of a new partition wait while it gets its index here
--   why: they were not there, or not attached, when the steps before were planned
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
DO $migrate$
DECLARE
  one record;
  name text;
BEGIN
  FOR one IN
    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS place, format('migrate_new_%s_%s', left(md5('events_kind'), 8), c.oid) AS built, left('events_kind' || '_' || c.relname, 63) AS name,
      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree(c.oid)) AS bytes
    FROM (VALUES ('"public"."events"', '"public"."events_kind"'), ('"public"."events_2"', '"public"."events_kind_events_2"')) AS v (place, above)
    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)
    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)
  LOOP
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > 16777216 THEN
      RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'events_kind', format('CREATE INDEX CONCURRENTLY %I ON %s USING "btree" ("kind", "day" DESC) INCLUDE ("id")', one.built, one.place));
    END IF;
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN
      EXECUTE format('LOCK TABLE ONLY %s IN SHARE MODE', one.place);
      SET LOCAL lock_timeout = '50ms';
      EXECUTE format('LOCK TABLE %s IN SHARE MODE', one.place);
      EXECUTE format('CREATE INDEX %I ON %s USING "btree" ("kind", "day" DESC) INCLUDE ("id")', one.built, one.place);
    END IF;
    name := CASE WHEN to_regclass(format('%I.%I', one.schema, one.name)) IS NULL THEN one.name ELSE 'ix' || substr(one.built, 8) END;
    IF name <> one.built THEN
      EXECUTE format('ALTER INDEX %I.%I RENAME TO %I', one.schema, one.built, name);
    END IF;
    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, name);
  END LOOP;
END
$migrate$;

-- [expand-11] see that index events_kind is valid on events
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a partition that was attached meanwhile may have none
--   expects: no row
SELECT i.indrelid::regclass::text AS "table", 'has partitions without it' AS index
FROM pg_catalog.pg_partition_tree('"public"."events_kind"') AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
WHERE NOT i.indisvalid
LIMIT 5;

-- [expand-12] look for duplicates that index events_once would refuse
--   lock: ACCESS SHARE on events and its partitions, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "id", migrate_twice.key_2 AS "day", migrate_twice.key_3 AS "kind", migrate_twice.rows,
  array_to_string(ARRAY(SELECT ctid::text AS migrate_row FROM "public"."events"
    WHERE "id" IS NOT DISTINCT FROM migrate_twice.key_1 AND "day" IS NOT DISTINCT FROM migrate_twice.key_2 AND "kind" IS NOT DISTINCT FROM migrate_twice.key_3
    ORDER BY ctid LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS ctid
FROM (SELECT "id" AS key_1, "day" AS key_2, "kind" AS key_3, count(*) AS rows FROM "public"."events"
  WHERE "id" IS NOT NULL AND "day" IS NOT NULL AND "kind" IS NOT NULL
  GROUP BY "id", "day", "kind" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [expand-13] make index events_once of events alone, INVALID
--   strategy: online
--   lock: SHARE on events, milliseconds: catalog only, nothing is built; writes through the parent wait that long, reads do not
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events_once"') IS NOT NULL THEN
--         LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."events_once";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the files are removed at commit
CREATE UNIQUE INDEX "events_once" ON ONLY "public"."events" USING "btree" ("id", "day", "kind");

-- [expand-14] make index events_once_events_2 of events_2 alone, INVALID
--   strategy: online
--   lock: SHARE on events_2, milliseconds: catalog only, nothing is built; writes through the parent wait that long, reads do not
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events_once_events_2"') IS NOT NULL THEN
--         LOCK TABLE "public"."events_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."events_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."events_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."events_once_events_2";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on events_2 and its partitions, milliseconds: catalog only; the files are removed at commit
CREATE UNIQUE INDEX "events_once_events_2" ON ONLY "public"."events_2" USING "btree" ("id", "day", "kind");

-- [expand-15] build index events_once_events_1 on partition events_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__events_1__events_once_events_1"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events_1__events_once_events_1"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events_1__events_once_events_1"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__events_1__events_once_events_1" ON "public"."events_1" USING "btree" ("id", "day", "kind");

-- [expand-16] build index events_once_events_2_events_2_a on partition events_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events_2_a, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__events_2_a__events_once_events_2_events_2_a"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events_2_a__events_once_events_2_events_2_a"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events_2_a__events_once_events_2_events_2_a"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__events_2_a__events_once_events_2_events_2_a" ON "public"."events_2_a" USING "btree" ("id", "day", "kind");

-- [expand-17] build index events_once_events_2_events_2_other on partition events_2_other
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events_2_other, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__events_2_other__events_once_events_2__26b30b81cc"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events_2_other__events_once_events_2__26b30b81cc"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events_2_other__events_once_events_2__26b30b81cc"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__events_2_other__events_once_events_2__26b30b81cc" ON "public"."events_2_other" USING "btree" ("id", "day", "kind");

-- [expand-18] attach index events_once_events_1 to events_once
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_build__events_1__events_once_events_1, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events_once"') IS NOT NULL THEN
--         LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."events_once";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_build__events_1__events_once_events_1" RENAME TO "events_once_events_1";
ALTER INDEX "public"."events_once" ATTACH PARTITION "public"."events_once_events_1";

-- [expand-19] attach index events_once_events_2_events_2_a to events_once_events_2
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_build__events_2_a__events_once_events_2_events_2_a, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events_once_events_2"') IS NOT NULL THEN
--         LOCK TABLE "public"."events_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."events_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."events_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."events_once_events_2";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on events_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_build__events_2_a__events_once_events_2_events_2_a" RENAME TO "events_once_events_2_events_2_a";
ALTER INDEX "public"."events_once_events_2" ATTACH PARTITION "public"."events_once_events_2_events_2_a";

-- [expand-20] attach index events_once_events_2_events_2_other to events_once_events_2
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_build__events_2_other__events_once_events_2__26b30b81cc, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events_once_events_2"') IS NOT NULL THEN
--         LOCK TABLE "public"."events_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."events_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."events_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."events_once_events_2";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on events_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_build__events_2_other__events_once_events_2__26b30b81cc" RENAME TO "events_once_events_2_events_2_other";
ALTER INDEX "public"."events_once_events_2" ATTACH PARTITION "public"."events_once_events_2_events_2_other";

-- [expand-21] attach index events_once_events_2 to events_once
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index events_once_events_2, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events_once"') IS NOT NULL THEN
--         LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."events_once";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."events_once" ATTACH PARTITION "public"."events_once_events_2";

-- [expand-22] give what events_once needs to partitions that are new since the plan
--   strategy: online
--   lock: ACCESS SHARE on the catalog; SHARE on each partition that is new since the plan, one query at a time; writes of a new partition wait while it gets its index here
--   why: they were not there, or not attached, when the steps before were planned
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
DO $migrate$
DECLARE
  one record;
  name text;
BEGIN
  FOR one IN
    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS place, format('migrate_new_%s_%s', left(md5('events_once'), 8), c.oid) AS built, left('events_once' || '_' || c.relname, 63) AS name,
      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree(c.oid)) AS bytes
    FROM (VALUES ('"public"."events"', '"public"."events_once"'), ('"public"."events_2"', '"public"."events_once_events_2"')) AS v (place, above)
    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)
    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)
  LOOP
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > 16777216 THEN
      RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'events_once', format('CREATE UNIQUE INDEX CONCURRENTLY %I ON %s USING "btree" ("id", "day", "kind")', one.built, one.place));
    END IF;
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN
      EXECUTE format('LOCK TABLE ONLY %s IN SHARE MODE', one.place);
      SET LOCAL lock_timeout = '50ms';
      EXECUTE format('LOCK TABLE %s IN SHARE MODE', one.place);
      EXECUTE format('CREATE UNIQUE INDEX %I ON %s USING "btree" ("id", "day", "kind")', one.built, one.place);
    END IF;
    name := CASE WHEN to_regclass(format('%I.%I', one.schema, one.name)) IS NULL THEN one.name ELSE 'ix' || substr(one.built, 8) END;
    IF name <> one.built THEN
      EXECUTE format('ALTER INDEX %I.%I RENAME TO %I', one.schema, one.built, name);
    END IF;
    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, name);
  END LOOP;
END
$migrate$;

-- [expand-23] see that index events_once is valid on events
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a partition that was attached meanwhile may have none
--   expects: no row
SELECT i.indrelid::regclass::text AS "table", 'has partitions without it' AS index
FROM pg_catalog.pg_partition_tree('"public"."events_once"') AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
WHERE NOT i.indisvalid
LIMIT 5;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
