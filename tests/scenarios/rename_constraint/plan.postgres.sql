-- migration: rename_constraint
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
-- note: constraint age_ok keeps its name until contract: new code must not name users_age before
-- note: constraint email_once keeps its name until contract: new code must not name users_email before; its index is renamed with it
-- note: constraint boss_fk keeps its name until contract: new code must not name users_boss before

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] rename constraint age_ok of users to users_age
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; a name in the catalog
--   why: old code may name it (ON CONFLICT ON CONSTRAINT, the text of errors)
--   runs: in one transaction with its record
ALTER TABLE "public"."users" RENAME CONSTRAINT "age_ok" TO "users_age";

-- [contract-2] rename constraint email_once of users to users_email
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; a name in the catalog
--   why: old code may name it (ON CONFLICT ON CONSTRAINT, the text of errors)
--   runs: in one transaction with its record
ALTER TABLE "public"."users" RENAME CONSTRAINT "email_once" TO "users_email";

-- [contract-3] rename constraint boss_fk of users to users_boss
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; a name in the catalog
--   why: old code may name it (ON CONFLICT ON CONSTRAINT, the text of errors)
--   runs: in one transaction with its record
ALTER TABLE "public"."users" RENAME CONSTRAINT "boss_fk" TO "users_boss";
