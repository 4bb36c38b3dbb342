-- migration: create_index_options
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
-- [expand-1] build index docs_title on docs
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on docs, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__docs__docs_title"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__docs__docs_title"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__docs__docs_title"
CREATE INDEX CONCURRENTLY "migrate_build__docs__docs_title" ON "public"."docs" USING "btree" ((lower(title)) COLLATE "C" "text_pattern_ops" DESC NULLS LAST, "author" ASC NULLS FIRST) INCLUDE ("pages", "added") WITH (fillfactor = 70) WHERE (pages > 0);

-- [expand-2] give the index its name, docs_title
--   strategy: instant
--   lock: SHARE UPDATE EXCLUSIVE on index migrate_build__docs__docs_title, milliseconds: catalog only; reads and writes go on
--   why: it fails, and takes nothing, where somebody else has used the name meanwhile
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF EXISTS (SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = to_regclass('"public"."docs_title"') AND indrelid = to_regclass('"public"."docs"')) THEN
--         ALTER INDEX "public"."docs_title" RENAME TO "migrate_build__docs__docs_title";
--       END IF;
--     END
--     $migrate$
ALTER INDEX "public"."migrate_build__docs__docs_title" RENAME TO "docs_title";

-- [expand-3] build index docs_vector on docs
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on docs, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__docs__docs_vector"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__docs__docs_vector"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__docs__docs_vector"
CREATE INDEX CONCURRENTLY "migrate_build__docs__docs_vector" ON "public"."docs" USING "gist" ("words" "tsvector_ops" (siglen = 100)) WITH (fillfactor = 80);

-- [expand-4] give the index its name, docs_vector
--   strategy: instant
--   lock: SHARE UPDATE EXCLUSIVE on index migrate_build__docs__docs_vector, milliseconds: catalog only; reads and writes go on
--   why: it fails, and takes nothing, where somebody else has used the name meanwhile
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF EXISTS (SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = to_regclass('"public"."docs_vector"') AND indrelid = to_regclass('"public"."docs"')) THEN
--         ALTER INDEX "public"."docs_vector" RENAME TO "migrate_build__docs__docs_vector";
--       END IF;
--     END
--     $migrate$
ALTER INDEX "public"."migrate_build__docs__docs_vector" RENAME TO "docs_vector";

-- [expand-5] look for duplicates that index docs_lower_unique would refuse
--   lock: ACCESS SHARE on docs, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "(lower(title))", migrate_twice.key_2 AS "author", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."docs"
    WHERE (lower(title)) IS NOT DISTINCT FROM migrate_twice.key_1 AND "author" IS NOT DISTINCT FROM migrate_twice.key_2
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT (lower(title)) AS key_1, "author" AS key_2, count(*) AS rows FROM "public"."docs"
  WHERE (lower(title)) IS NOT NULL AND "author" IS NOT NULL
  GROUP BY (lower(title)), "author" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [expand-6] build index docs_lower_unique on docs
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on docs, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__docs__docs_lower_unique"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__docs__docs_lower_unique"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__docs__docs_lower_unique"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__docs__docs_lower_unique" ON "public"."docs" USING "btree" ((lower(title)), "author") INCLUDE ("pages");

-- [expand-7] give the index its name, docs_lower_unique
--   strategy: instant
--   lock: SHARE UPDATE EXCLUSIVE on index migrate_build__docs__docs_lower_unique, milliseconds: catalog only; reads and writes go on
--   why: it fails, and takes nothing, where somebody else has used the name meanwhile
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF EXISTS (SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = to_regclass('"public"."docs_lower_unique"') AND indrelid = to_regclass('"public"."docs"')) THEN
--         ALTER INDEX "public"."docs_lower_unique" RENAME TO "migrate_build__docs__docs_lower_unique";
--       END IF;
--     END
--     $migrate$
ALTER INDEX "public"."migrate_build__docs__docs_lower_unique" RENAME TO "docs_lower_unique";

-- [expand-8] build index docs_hash on docs
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on docs, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__docs__docs_hash"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__docs__docs_hash"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__docs__docs_hash"
CREATE INDEX CONCURRENTLY "migrate_build__docs__docs_hash" ON "public"."docs" USING "hash" ("author");

-- [expand-9] give the index its name, docs_hash
--   strategy: instant
--   lock: SHARE UPDATE EXCLUSIVE on index migrate_build__docs__docs_hash, milliseconds: catalog only; reads and writes go on
--   why: it fails, and takes nothing, where somebody else has used the name meanwhile
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF EXISTS (SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = to_regclass('"public"."docs_hash"') AND indrelid = to_regclass('"public"."docs"')) THEN
--         ALTER INDEX "public"."docs_hash" RENAME TO "migrate_build__docs__docs_hash";
--       END IF;
--     END
--     $migrate$
ALTER INDEX "public"."migrate_build__docs__docs_hash" RENAME TO "docs_hash";

-- [expand-10] build index docs_tags on docs
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on docs, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__docs__docs_tags"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__docs__docs_tags"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__docs__docs_tags"
CREATE INDEX CONCURRENTLY "migrate_build__docs__docs_tags" ON "public"."docs" USING "gin" ("tags") WITH (fastupdate = off);

-- [expand-11] give the index its name, docs_tags
--   strategy: instant
--   lock: SHARE UPDATE EXCLUSIVE on index migrate_build__docs__docs_tags, milliseconds: catalog only; reads and writes go on
--   why: it fails, and takes nothing, where somebody else has used the name meanwhile
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF EXISTS (SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = to_regclass('"public"."docs_tags"') AND indrelid = to_regclass('"public"."docs"')) THEN
--         ALTER INDEX "public"."docs_tags" RENAME TO "migrate_build__docs__docs_tags";
--       END IF;
--     END
--     $migrate$
ALTER INDEX "public"."migrate_build__docs__docs_tags" RENAME TO "docs_tags";

-- [expand-12] build index docs_added on docs
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on docs, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__docs__docs_added"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__docs__docs_added"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__docs__docs_added"
CREATE INDEX CONCURRENTLY "migrate_build__docs__docs_added" ON "public"."docs" USING "brin" ("added") WITH (pages_per_range = 16);

-- [expand-13] give the index its name, docs_added
--   strategy: instant
--   lock: SHARE UPDATE EXCLUSIVE on index migrate_build__docs__docs_added, milliseconds: catalog only; reads and writes go on
--   why: it fails, and takes nothing, where somebody else has used the name meanwhile
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF EXISTS (SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = to_regclass('"public"."docs_added"') AND indrelid = to_regclass('"public"."docs"')) THEN
--         ALTER INDEX "public"."docs_added" RENAME TO "migrate_build__docs__docs_added";
--       END IF;
--     END
--     $migrate$
ALTER INDEX "public"."migrate_build__docs__docs_added" RENAME TO "docs_added";

-- [expand-14] build index docs_spot on docs
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on docs, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__docs__docs_spot"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__docs__docs_spot"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__docs__docs_spot"
CREATE INDEX CONCURRENTLY "migrate_build__docs__docs_spot" ON "public"."docs" USING "spgist" ("spot");

-- [expand-15] give the index its name, docs_spot
--   strategy: instant
--   lock: SHARE UPDATE EXCLUSIVE on index migrate_build__docs__docs_spot, milliseconds: catalog only; reads and writes go on
--   why: it fails, and takes nothing, where somebody else has used the name meanwhile
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF EXISTS (SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = to_regclass('"public"."docs_spot"') AND indrelid = to_regclass('"public"."docs"')) THEN
--         ALTER INDEX "public"."docs_spot" RENAME TO "migrate_build__docs__docs_spot";
--       END IF;
--     END
--     $migrate$
ALTER INDEX "public"."migrate_build__docs__docs_spot" RENAME TO "docs_spot";

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
