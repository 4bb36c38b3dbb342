-- migration: carried_along_catalog
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
-- note: rollback narrows words.word again and writes table words anew under ACCESS EXCLUSIVE; it is small (57,344 bytes)

-- ==== expand
-- [expand-1] change words.word from character varying(20) to character varying(60)
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on words, milliseconds: catalog only; both types keep the same bytes
--   why: PostgreSQL changes the catalog alone: no row is read, no index rebuilt
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('word') IN lower(p.prosrc)) > 0 AND (position(lower('words') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."words"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
--   undo: LOCK TABLE "public"."words" IN ACCESS EXCLUSIVE MODE
--   undo: DO $migrate$
--     DECLARE
--       migrate_rows text;
--     BEGIN
--       SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows
--       FROM (SELECT "id" FROM "public"."words" WHERE "word" IS DISTINCT FROM CAST("word" AS character varying(20)) LIMIT 5) AS migrate_row;
--       IF migrate_rows IS NOT NULL THEN
--         RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'words.word as character varying(20) cannot be put back: change or delete the rows of words that break it, among them (id) = ' || migrate_rows;
--       END IF;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."words" DROP CONSTRAINT "words_word", ALTER COLUMN "word" TYPE character varying(20) USING "word"::character varying(20), ADD CONSTRAINT "words_word" CHECK (((word)::text <> ''::text)) NO INHERIT
--   undo: ALTER TABLE "public"."words" ALTER COLUMN "word" SET STORAGE EXTERNAL
--   undo: COMMENT ON CONSTRAINT words_word ON words IS 'a real one'
--   undo: COMMENT ON CONSTRAINT words_word_key ON words IS 'only once'
--   undo: ANALYZE "public"."words" ("word")
--   loss: values of words.word that character varying(20) cannot hold, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."words" WHERE "word" IS DISTINCT FROM CAST("word" AS character varying(20)) LIMIT 1000) AS found
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('word') IN lower(p.prosrc)) > 0 AND (position(lower('words') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."words"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
ALTER TABLE "public"."words" DROP CONSTRAINT "words_word", ALTER COLUMN "word" TYPE character varying(60), ADD CONSTRAINT "words_word" CHECK (((word)::text <> ''::text)) NO INHERIT NOT VALID;
ALTER TABLE "public"."words" ALTER COLUMN "word" SET STORAGE EXTERNAL;
COMMENT ON CONSTRAINT words_word ON words IS 'a real one';
COMMENT ON CONSTRAINT words_word_key ON words IS 'only once';

-- [expand-2] gather statistics for words.word again
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on words, while a sample of the table is read; reads and writes go on
--   why: ALTER TYPE throws them away, and autovacuum sees no reason to gather them
--   runs: in one transaction with its record
ANALYZE "public"."words" ("word");

-- [expand-3] prove constraint words_word again
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on words, while the table is read once; reads and writes go on
--   why: ALTER TYPE would have read the table for it under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
ALTER TABLE "public"."words" VALIDATE CONSTRAINT "words_word";

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
