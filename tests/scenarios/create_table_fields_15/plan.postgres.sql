-- migration: create_table_fields_15
-- description: What a constraint can say from PostgreSQL 15 on
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
-- [expand-1] create table keys
--   strategy: instant
--   lock: SHARE ROW EXCLUSIVE on rooms, milliseconds: the new table is empty; writes wait that long, reads do not
--   why: a new table is in nobody's way
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."keys"') IS NULL OR to_regclass('"public"."rooms"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."keys", "public"."rooms" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."keys" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."rooms" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE "public"."rooms" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."keys" IN ACCESS EXCLUSIVE MODE;
--       END;
--     END
--     $migrate$
--   undo: DROP TABLE IF EXISTS "public"."keys"
--   lock of undo: ACCESS EXCLUSIVE on keys, rooms, milliseconds: catalog only; the files are removed at commit
--   loss: rows of table keys, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."keys" LIMIT 1000) AS found
CREATE TABLE "public"."keys" (
  "id" integer NOT NULL PRIMARY KEY,
  "house" integer NOT NULL,
  "room" integer,
  "holder" text,
  CONSTRAINT "keys_one_holder" UNIQUE NULLS NOT DISTINCT ("house", "holder"),
  CONSTRAINT "keys_room" FOREIGN KEY ("house", "room") REFERENCES "public"."rooms" ("house", "id") MATCH SIMPLE ON DELETE SET NULL ("room") ON UPDATE NO ACTION
);

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
