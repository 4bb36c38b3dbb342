#include "dialects/postgres/state.hpp"

namespace migrate::postgres {

namespace {

std::vector<std::string> create() {
  return {
      // CREATE … IF NOT EXISTS still fails when two sessions run it at once (both see nothing, one
      // meets the other's row in the catalog's unique index). Held until the transaction ends.
      "SELECT pg_advisory_xact_lock(7235419186201143296)",
      // CREATE SCHEMA IF NOT EXISTS asks for CREATE on the database even when the schema is there.
      "DO $$ BEGIN IF to_regnamespace('migrate') IS NULL THEN CREATE SCHEMA migrate; END IF; END "
      "$$",
      "CREATE TABLE IF NOT EXISTS migrate.layout (\n"
      "  version integer NOT NULL,\n"
      "  tool_version text NOT NULL)",
      "CREATE TABLE IF NOT EXISTS migrate.migration (\n"
      "  id text PRIMARY KEY,\n"
      "  checksum text NOT NULL,\n"
      "  checksum_version integer NOT NULL,\n"
      "  description text NOT NULL DEFAULT '',\n"
      "  stage text NOT NULL,\n"
      "  touches text NOT NULL DEFAULT '[]',\n"
      "  notes text NOT NULL DEFAULT '[]',\n"
      "  by_whom text NOT NULL DEFAULT '',\n"
      "  tool_version text NOT NULL DEFAULT '',\n"
      "  started_at timestamptz,\n"
      "  expanded_at timestamptz,\n"
      "  backfilled_at timestamptz,\n"
      "  contracted_at timestamptz,\n"
      "  updated_at timestamptz)",
      "CREATE TABLE IF NOT EXISTS migrate.step (\n"
      "  migration text NOT NULL,\n"
      "  step text NOT NULL,\n"
      "  position integer NOT NULL,\n"
      "  phase text NOT NULL,\n"
      "  title text NOT NULL,\n"
      "  sql_text text NOT NULL,\n"
      "  undo_text text NOT NULL,\n"
      "  definition text NOT NULL,\n"
      "  status text NOT NULL,\n"
      "  attempts integer NOT NULL DEFAULT 0,\n"
      "  error text,\n"
      "  started_at timestamptz,\n"
      "  ended_at timestamptz,\n"
      "  PRIMARY KEY (migration, step))",
      "CREATE TABLE IF NOT EXISTS migrate.checkpoint (\n"
      "  migration text NOT NULL,\n"
      "  step text NOT NULL,\n"
      "  from_key text NOT NULL,\n"
      "  end_key text NOT NULL,\n"
      "  rows_done bigint NOT NULL,\n"
      "  batches bigint NOT NULL,\n"
      "  batch_rows bigint NOT NULL,\n"
      "  done integer NOT NULL DEFAULT 0,\n"
      "  started_at timestamptz,\n"
      "  updated_at timestamptz,\n"
      "  PRIMARY KEY (migration, step))",
      "CREATE TABLE IF NOT EXISTS migrate.claim (\n"
      "  migration text NOT NULL,\n"
      "  step text NOT NULL,\n"
      "  number bigint NOT NULL,\n"
      "  from_key text NOT NULL,\n"
      "  to_key text NOT NULL,\n"
      "  PRIMARY KEY (migration, step, number))",
      "CREATE TABLE IF NOT EXISTS migrate.history (\n"
      "  migration text NOT NULL,\n"
      "  step text NOT NULL,\n"
      "  number bigint NOT NULL,\n"
      "  at timestamptz NOT NULL,\n"
      "  run bigint NOT NULL,\n"
      "  run_ms bigint NOT NULL,\n"
      "  run_rows bigint NOT NULL,\n"
      "  rows_done bigint NOT NULL,\n"
      "  batches bigint NOT NULL,\n"
      "  batch_rows bigint NOT NULL,\n"
      "  batch_ms bigint NOT NULL,\n"
      "  target_ms bigint,\n"
      "  lag_ms bigint,\n"
      "  waiting text,\n"
      "  PRIMARY KEY (migration, step, number))",
      "CREATE TABLE IF NOT EXISTS migrate.schema_fact (\n"
      "  table_name text NOT NULL,\n"
      "  object text NOT NULL,\n"
      "  definition text NOT NULL)",
      // It has no key, and a publication of all tables would let nobody delete from it.
      "ALTER TABLE migrate.schema_fact REPLICA IDENTITY FULL",
      "CREATE TABLE IF NOT EXISTS migrate.app_instance (\n"
      "  app text NOT NULL,\n"
      "  instance text NOT NULL,\n"
      "  version text NOT NULL DEFAULT '',\n"
      "  schema text NOT NULL DEFAULT '',\n"
      "  ttl_ms bigint NOT NULL DEFAULT 90000,\n"
      "  started_at timestamptz NOT NULL DEFAULT now(),\n"
      "  seen_at timestamptz NOT NULL DEFAULT now(),\n"
      "  retired integer NOT NULL DEFAULT 0,\n"
      "  PRIMARY KEY (app, instance))",
      "CREATE TABLE IF NOT EXISTS migrate.approval (\n"
      "  migration text NOT NULL,\n"
      "  by_whom text NOT NULL,\n"
      "  note text NOT NULL DEFAULT '',\n"
      "  at timestamptz NOT NULL)",
      "CREATE TABLE IF NOT EXISTS migrate.control (\n"
      "  name text PRIMARY KEY,\n"
      "  value text NOT NULL,\n"
      "  by_whom text NOT NULL DEFAULT '',\n"
      "  at timestamptz)",
      "CREATE TABLE IF NOT EXISTS migrate.lease (\n"
      "  id integer PRIMARY KEY CHECK (id = 1),\n"
      "  token bigint NOT NULL,\n"
      "  owner text NOT NULL DEFAULT '',\n"
      "  host text NOT NULL DEFAULT '',\n"
      "  command text NOT NULL DEFAULT '',\n"
      "  pid bigint NOT NULL DEFAULT 0,\n"
      "  since timestamptz,\n"
      "  released integer NOT NULL DEFAULT 1)",
      "INSERT INTO migrate.lease (id, token) VALUES (1, 0) ON CONFLICT DO NOTHING",
      "CREATE TABLE IF NOT EXISTS migrate.event (\n"
      "  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n"
      "  at timestamptz NOT NULL,\n"
      "  migration text NOT NULL DEFAULT '',\n"
      "  kind text NOT NULL,\n"
      "  message text NOT NULL,\n"
      "  by_whom text NOT NULL DEFAULT '')",
      // The application reports itself under its own role, which owns nothing here.
      "GRANT USAGE ON SCHEMA migrate TO PUBLIC",
      "GRANT SELECT, INSERT, UPDATE ON migrate.app_instance TO PUBLIC",
  };
}

}  // namespace

const StateSql& state_sql() {
  static const StateSql sql = [] {
    StateSql s;
    s.table = [](const std::string& table) { return "migrate." + table; };
    s.placeholder = [](int n) { return "$" + std::to_string(n); };
    // Not now(), which stands still inside a transaction.
    s.now = "clock_timestamp()";
    s.epoch_ms = [](const std::string& expression) {
      return "floor(extract(epoch FROM " + expression + ") * 1000)::bigint";
    };
    s.from_epoch_ms = [](const std::string& ms) {
      return "to_timestamp((" + ms + ")::double precision / 1000)";
    };
    s.share_lock = " FOR SHARE";
    s.create = create();
    s.exists = "SELECT CASE WHEN to_regclass('migrate.layout') IS NULL THEN 0 ELSE 1 END AS found";
    s.work_schema = "current_schema()";
    s.keep_control =
        "INSERT INTO migrate.control (name, value, by_whom, at) VALUES ($1, $2, $3, "
        "clock_timestamp())\n"
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value, by_whom = excluded.by_whom,\n"
        "  at = excluded.at";
    s.heartbeat =
        "INSERT INTO migrate.app_instance (app, instance, version, schema, ttl_ms)\n"
        "VALUES ($1, $2, $3, $4, $5)\n"
        "ON CONFLICT (app, instance) DO UPDATE SET version = excluded.version,\n"
        "  schema = excluded.schema, ttl_ms = excluded.ttl_ms, seen_at = now(), retired = 0";
    return s;
  }();
  return sql;
}

}  // namespace migrate::postgres
