// A planned rename, executed, with old and new writers.
#include <fmt/format.h>

#include <atomic>
#include <thread>

#include "dialects/postgres/quote.hpp"
#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres::test {

using Lines = std::vector<std::string>;

const std::string rename_name = "  - rename_column: {table: users, from: name, to: full_name}\n";

SERVER_TEST(PostgresRename, KeepsOldAndNewWritersInStep) {
  run("CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, n int)");
  run("INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 10) i");
  auto p = plan(rename_name);
  run_phase(p, Phase::expand);
  run("INSERT INTO users (id, name) VALUES (11, 'old')");
  run("INSERT INTO users (id, full_name) VALUES (12, 'new')");
  run("INSERT INTO users (id, name, full_name) VALUES (13, 'x', 'new wins')");
  run("UPDATE users SET name = 'OLD' WHERE id = 11");
  run("UPDATE users SET full_name = 'NEW' WHERE id = 12");
  run("UPDATE users SET n = 1 WHERE id = 1");  // never filled: filled now
  run("UPDATE users SET full_name = 'early' WHERE id = 2");
  run("UPDATE users SET name = 'a', full_name = 'b' WHERE id = 3");
  EXPECT_EQ(
      rows("SELECT id, name, full_name FROM users WHERE id IN (1, 2, 3, 4, 11, 12, 13) ORDER BY 1"),
      (Lines{"1|user 1|user 1", "2|early|early", "3|b|b", "4|user 4|~", "11|OLD|OLD", "12|NEW|NEW",
             "13|new wins|new wins"}));
  EXPECT_ANY_THROW(run("INSERT INTO users (id) VALUES (99)"));  // NOT NULL as before
  run_phase(p, Phase::backfill);
  EXPECT_EQ(value("SELECT count(*) FROM users WHERE name IS DISTINCT FROM full_name"), "0");
  run_phase(p, Phase::contract);
  EXPECT_EQ(
      value("SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid "
            "= 'users'::regclass AND attnum > 0 AND NOT attisdropped"),
      "id,full_name,n");
  EXPECT_EQ(value("SELECT count(*) FROM pg_trigger WHERE tgrelid = 'users'::regclass"), "0");
  EXPECT_EQ(value("SELECT count(*) FROM pg_proc WHERE pronamespace = 'migrate'::regnamespace"),
            "0");
  EXPECT_EQ(value("SELECT full_name FROM users WHERE id = 2"), "early");
}

SERVER_TEST(PostgresRename, SeesChangesThatTheCollationDoesNot) {
  run("CREATE EXTENSION citext");
  run("CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = "
      "false)");
  for (std::string type : {"citext", "text COLLATE nocase", "character(10)", "numeric"}) {
    SCOPED_TRACE(type);
    auto [before, after] = type == "numeric" ? std::pair("1.0", "1.00") : std::pair("ada", "Ada");
    run("DROP TABLE IF EXISTS users");
    run("CREATE TABLE users (id int PRIMARY KEY, name " + type + " UNIQUE)");
    run(fmt::format("INSERT INTO users VALUES (1, '{}')", before));
    auto p = plan(rename_name);
    run_phase(p, Phase::expand);
    run(fmt::format("INSERT INTO users (id, full_name) VALUES (2, '7{}')",
                    before == std::string("ada") ? "x" : ""));
    run(fmt::format("UPDATE users SET name = '{}' WHERE id = 1", after));
    EXPECT_EQ(value("SELECT trim(name::text) || trim(full_name::text) FROM users WHERE id = 1"),
              std::string(after) + after);
    run(fmt::format("UPDATE users SET full_name = '{}' WHERE id = 1", before));
    EXPECT_EQ(value("SELECT trim(name::text) || trim(full_name::text) FROM users WHERE id = 1"),
              std::string(before) + before);
    run_phase(p, Phase::backfill);
    run_phase(p, Phase::contract);
  }
}

SERVER_TEST(PostgresRename, CarriesTypesWithoutEquality) {
  run("CREATE TYPE pair AS (a int, b text)");
  run("CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%')");
  for (std::string type : {"json", "point", "pair", "xml", "text[]", "bytea", "email"}) {
    SCOPED_TRACE(type);
    auto sample = std::map<std::string, std::pair<std::string, std::string>>{
        {"json", {"{\"a\":1}", "{\"a\": 1}"}},
        {"point", {"(1,2)", "(2,1)"}},
        {"pair", {"(,)", "(1,x)"}},
        {"xml", {"<a/>", "<b/>"}},
        {"text[]", {"{}", "{a,NULL}"}},
        {"bytea", {"\\x00", "\\x0001"}},
        {"email", {"a@b", "A@b"}}}[type];
    run("DROP TABLE IF EXISTS users");
    run("CREATE TABLE users (id int PRIMARY KEY, name " + type + ")");
    run("INSERT INTO users VALUES (1, '" + sample.first + "'), (2, NULL), (3, '" + sample.second +
        "')");
    auto p = plan(rename_name);
    run_phase(p, Phase::expand);
    run("INSERT INTO users (id, full_name) VALUES (4, '" + sample.first + "')");
    run("UPDATE users SET full_name = '" + sample.second + "' WHERE id IN (1, 4)");
    run("UPDATE users SET name = NULL WHERE id = 4");
    EXPECT_EQ(value("SELECT full_name IS NULL FROM users WHERE id = 4"), "1");
    run_phase(p, Phase::backfill, 1);
    EXPECT_EQ(value("SELECT count(*) FROM users WHERE name::text IS DISTINCT FROM full_name::text"),
              "0");
    run_phase(p, Phase::contract);
    EXPECT_EQ(value("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = "
                    "'users'::regclass AND attname = 'full_name'"),
              type);
  }
}

SERVER_TEST(PostgresRename, DefaultsTellGivenFromLeftOut) {
  run("CREATE TABLE users (id serial PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'nobody', at "
      "timestamptz NOT NULL DEFAULT now(), k uuid NOT NULL DEFAULT gen_random_uuid())");
  run("INSERT INTO users DEFAULT VALUES");
  auto p = plan(
      "  - rename_column: {table: users, from: name, to: full_name}\n"
      "  - rename_column: {table: users, from: at, to: created}\n"
      "  - rename_column: {table: users, from: k, to: key}\n"
      "  - rename_column: {table: users, from: id, to: user_id}\n");
  run_phase(p, Phase::expand);
  run("INSERT INTO users DEFAULT VALUES");
  run("INSERT INTO users (full_name, created, key) VALUES ('new', '2001-01-01', "
      "'00000000-0000-0000-0000-000000000001')");
  run("INSERT INTO users (name, at, k) VALUES ('old', '2002-01-01', "
      "'00000000-0000-0000-0000-000000000002')");
  EXPECT_ANY_THROW(run("INSERT INTO users (full_name) VALUES (NULL)"));
  run_phase(p, Phase::backfill);
  EXPECT_EQ(
      rows(
          "SELECT id, name, full_name, at = created, k = key, id = user_id FROM users ORDER BY id"),
      (Lines{"1|nobody|nobody|1|1|1", "2|nobody|nobody|1|1|1", "3|new|new|1|1|1",
             "4|old|old|1|1|1"}));
  EXPECT_EQ(value("SELECT created::date::text FROM users WHERE id = 3"), "2001-01-01");
  run_phase(p, Phase::contract);
  run("INSERT INTO users DEFAULT VALUES");
  EXPECT_EQ(rows("SELECT user_id, full_name FROM users ORDER BY user_id").size(), 4u + 1u);
}

SERVER_TEST(PostgresRename, IdentityAndUpserts) {
  run("CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text UNIQUE, n "
      "int)");
  run("INSERT INTO users (name) VALUES ('a'), ('b')");
  auto p = plan(rename_name + "  - rename_column: {table: users, from: id, to: user_id}\n");
  run_phase(p, Phase::expand);
  run("INSERT INTO users (full_name) VALUES ('c')");
  run("INSERT INTO users (user_id, full_name) VALUES (50, 'd')");
  run_phase(p, Phase::backfill);
  run("INSERT INTO users (name) VALUES ('a') ON CONFLICT (name) DO UPDATE SET n = 1, name = "
      "excluded.name || '!'");
  run("INSERT INTO users (full_name) VALUES ('b') ON CONFLICT (full_name) DO UPDATE SET full_name "
      "= "
      "excluded.full_name || '?'");
  run("UPDATE users SET user_id = 60 WHERE user_id = 50");
  EXPECT_EQ(rows("SELECT id, user_id, name, full_name FROM users ORDER BY id"),
            (Lines{"1|1|a!|a!", "2|2|b?|b?", "3|3|c|c", "60|60|d|d"}));
  run_phase(p, Phase::contract);
  EXPECT_TRUE(inspect().table("users")->column("user_id")->identity);
}

SERVER_TEST(PostgresRename, LosesNoWriteWhileItRuns) {
  run("CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, n int NOT NULL DEFAULT 0)");
  run("INSERT INTO users SELECT i, 'u' || i FROM generate_series(1, 2000) i");
  auto p = plan(rename_name);
  std::atomic<bool> stop{false};
  std::atomic<int> written{0};
  std::vector<std::string> failures(2);
  // Each writer owns the rows of one parity and counts in the name what it has written.
  auto writer = [&](int parity, const std::string& column) {
    try {
      auto session = open().connection;
      for (int i = 0; !stop; ++i) {
        auto id = db::Value::of((i * 7 % 1000) * 2 + 1 + parity);
        session->query("UPDATE users SET n = n + 1, " + column + " = 'w' || (n + 1) WHERE id = $1",
                       {id});
        ++written;
      }
    } catch (const std::exception& e) {
      failures[parity] = e.what();
    }
  };
  std::thread old_code(writer, 0, "name");
  while (written < 50 && failures[0].empty()) std::this_thread::yield();
  run_phase(p, Phase::expand);
  std::thread new_code(writer, 1, "full_name");
  for (int n = 0; n < 5; ++n) run_phase(p, Phase::backfill, 50);
  stop = true;
  old_code.join();
  new_code.join();
  EXPECT_EQ(failures, Lines(2));
  EXPECT_EQ(value("SELECT sum(n) FROM users"), std::to_string(written));
  EXPECT_EQ(value("SELECT count(*) FROM users WHERE name IS DISTINCT FROM full_name OR n > 0 AND "
                  "full_name <> 'w' || n"),
            "0");
  run_phase(p, Phase::contract, 500);
}

SERVER_TEST(PostgresRename, UndoLeavesNothingAndMayRunTwice) {
  run("CREATE TABLE users (id int PRIMARY KEY, name text UNIQUE)");
  run("INSERT INTO users VALUES (1, 'a')");
  auto before = inspect();
  auto p = plan(rename_name);
  undo(p);
  run_phase(p, Phase::expand);
  run_phase(p, Phase::backfill);
  undo(p);
  undo(p);
  auto after = inspect();
  for (auto* schema : {&before, &after})  // statistics, not shape
    schema->tables["users"].bytes = schema->tables["users"].estimated_rows = 0;
  EXPECT_TRUE(before.tables == after.tables);
  EXPECT_EQ(value("SELECT count(*) FROM pg_proc WHERE pronamespace = 'migrate'::regnamespace"),
            "0");
}

SERVER_TEST(PostgresRename, NamesOfEveryKindWithACompositeKey) {
  const std::string table = "Täble \"of\" it's", from = "na\"me 'x'", key = "select";
  const std::string to = std::string(60, 'x') + "é!";
  ASSERT_EQ(to.size(), 63u);
  auto t = quote_name(table), f = quote_name(from), k = quote_name(key);
  run(
      fmt::format("CREATE TABLE {} ({} text COLLATE \"C\", b timestamptz, c numeric(6,2), {} text, "
                  "PRIMARY KEY ({}, b, c))",
                  t, k, f, k));
  run(
      fmt::format("INSERT INTO {} SELECT 'k' || i % 3, '2026-01-01'::timestamptz + i * interval "
                  "'1.000001 s', i / 7.0, 'v' || i FROM generate_series(1, 50) i",
                  t));
  auto schema = inspect();
  Migration m = migration(rename_name);
  m.operations[0].body = RenameColumn{Identifier(table), Identifier(from), Identifier(to)};
  auto p = dialect_->plan(m, schema, nullptr);
  run_phase(p, Phase::expand);
  run(fmt::format("INSERT INTO {} ({}, b, c, {}) VALUES ('z', now(), 1, 'new')", t, k,
                  quote_name(to)));
  run_phase(p, Phase::backfill, 7);
  EXPECT_EQ(value(fmt::format("SELECT count(*) FROM {} WHERE {} IS DISTINCT FROM {}", t, f,
                              quote_name(to))),
            "0");
  run_phase(p, Phase::contract, 7);
  EXPECT_EQ(value(fmt::format("SELECT count({}) FROM {}", quote_name(to), t)), "51");
}

SERVER_TEST(PostgresRename, WalksATableWithoutAKeyByBlock) {
  run("CREATE TABLE users (name text, pad text)");
  run("INSERT INTO users SELECT 'u' || i, repeat('x', 500) FROM generate_series(1, 500) i");
  run("ANALYZE users");
  if (inspect().version_number < 140000) {
    EXPECT_THROW(plan(rename_name), Error);
    return;
  }
  auto p = plan(rename_name);
  run_phase(p, Phase::expand);
  run("INSERT INTO users (name) VALUES ('later')");
  run_phase(p, Phase::backfill, 20);
  EXPECT_EQ(value("SELECT count(*) FROM users WHERE name IS DISTINCT FROM full_name"), "0");
  auto fill = p.of(Phase::backfill).at(0);
  EXPECT_EQ(fill->batch->key, Lines{"ctid"});
  auto explained = replace_all(replace_all(fill->batch->work.sql, "$1", "0"), "$2", "3");
  bool ranged = false;
  for (auto& line : rows("EXPLAIN " + explained))
    ranged = ranged || line.find("Tid Range Scan") != std::string::npos;
  EXPECT_TRUE(ranged);
}

SERVER_TEST(PostgresRename, BatchesUseTheKey) {
  run("CREATE TABLE users (a int, b text, name text, PRIMARY KEY (a, b))");
  run("INSERT INTO users SELECT i / 100, 'x' || i % 100, 'u' FROM generate_series(1, 20000) i");
  run("ANALYZE users");
  auto p = plan(rename_name);
  run_phase(p, Phase::expand);
  auto sql = p.of(Phase::backfill).at(0)->batch->work.sql;
  for (auto [n, v] : {std::pair("$1", "100"), {"$2", "'x'"}, {"$3", "101"}, {"$4", "'x'"}})
    sql = replace_all(sql, n, v);
  std::string all;
  for (auto& line : rows("EXPLAIN " + sql)) all += line + "\n";
  EXPECT_NE(all.find("Index Scan using users_pkey"), std::string::npos) << all;
  EXPECT_NE(all.find("Index Cond: ((ROW(a, b) >= ROW("), std::string::npos) << all;
}

SERVER_TEST(PostgresRename, UsersOwnTriggersRunFirst) {
  run("CREATE TABLE users (id int PRIMARY KEY, name text)");
  run("INSERT INTO users SELECT i, 'U' || i FROM generate_series(1, 5) i");
  run("CREATE FUNCTION norm() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.name := "
      "lower(NEW.name); RETURN NEW; END$$");
  run("CREATE TRIGGER zoe BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION norm()");
  auto p = plan(rename_name);
  run_phase(p, Phase::expand);
  run("INSERT INTO users (id, name) VALUES (6, 'OLD')");
  EXPECT_EQ(value("SELECT name, full_name FROM users WHERE id = 6"), "old|old");
  run_phase(p, Phase::backfill);  // verifies
  EXPECT_FALSE(p.notes.empty());
  // Nothing silences the sync trigger: it must see what the user's trigger did to the old column.
  for (auto& statement : p.of(Phase::backfill).at(0)->batch->before)
    EXPECT_EQ(statement.find("migrate.backfill"), std::string::npos) << statement;  // no guard
}

SERVER_TEST(PostgresRename, PartitionedTable) {
  run("CREATE TABLE users (id int, region text, name text DEFAULT 'n', PRIMARY KEY (id, region)) "
      "PARTITION BY LIST (region)");
  run("CREATE TABLE users_a PARTITION OF users FOR VALUES IN ('a')");
  run("CREATE TABLE users_b PARTITION OF users FOR VALUES IN ('b')");
  run("CREATE INDEX ON users (name)");
  run("INSERT INTO users SELECT i, CASE WHEN i % 2 = 0 THEN 'a' ELSE 'b' END, 'u' || i FROM "
      "generate_series(1, 20) i");
  auto p = plan(rename_name);
  run_phase(p, Phase::expand);
  run("INSERT INTO users (id, region, full_name) VALUES (21, 'a', 'new')");
  run("UPDATE users SET region = 'b' WHERE id IN (2, 21)");
  run_phase(p, Phase::backfill);
  EXPECT_EQ(value("SELECT count(*) FROM users WHERE name IS DISTINCT FROM full_name"), "0");
  run_phase(p, Phase::contract);
  EXPECT_EQ(value("SELECT full_name FROM users_b WHERE id = 21"), "new");
  EXPECT_THROW(plan("  - rename_column: {table: users, from: region, to: r}\n"), Error);
  EXPECT_THROW(plan("  - rename_column: {table: users_a, from: full_name, to: r}\n"), Error);
}

SERVER_TEST(PostgresRename, MirrorsIndexesForNewCode) {
  run("CREATE TABLE users (id int PRIMARY KEY, name text COLLATE \"C\", n int, o int)");
  run("CREATE UNIQUE INDEX u1 ON users (name)");
  run("CREATE INDEX u2 ON users (n DESC NULLS LAST, name text_pattern_ops DESC) INCLUDE (o) WHERE "
      "n > 0");
  run("CREATE INDEX u3 ON users USING hash (name)");
  run("CREATE INDEX u4 ON users (lower(name))");
  run("CREATE INDEX u5 ON users (n) INCLUDE (name)");
  run("ALTER TABLE users ADD CONSTRAINT u6 UNIQUE (name, n) DEFERRABLE INITIALLY DEFERRED");
  auto p = plan(rename_name);
  run_phase(p, Phase::expand);
  run_phase(p, Phase::backfill);
  EXPECT_EQ(
      rows("SELECT replace(replace(pg_get_indexdef(indexrelid), quote_ident(relname), 'I'), "
           "relname, 'I') FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE indrelid = "
           "'users'::regclass AND relname LIKE 'migrate%' ORDER BY relname"),
      (Lines{"CREATE UNIQUE INDEX I ON public.users USING btree (full_name)",
             "CREATE INDEX I ON public.users USING btree (n DESC NULLS LAST, full_name "
             "text_pattern_ops DESC) INCLUDE (o) WHERE (n > 0)",
             "CREATE INDEX I ON public.users USING hash (full_name)",
             "CREATE INDEX I ON public.users USING btree (n) INCLUDE (full_name)",
             "CREATE INDEX I ON public.users USING btree (full_name, n)"}));
  run("INSERT INTO users (id, full_name) VALUES (1, 'x') ON CONFLICT (full_name) DO NOTHING");
  run("INSERT INTO users (id, full_name) VALUES (2, 'x') ON CONFLICT (full_name) DO NOTHING");
  EXPECT_EQ(value("SELECT count(*) FROM users"), "1");
  bool noted = false;
  for (auto& note : p.notes) noted = noted || note.find("u4") != std::string::npos;
  EXPECT_TRUE(noted);
  run_phase(p, Phase::contract);
  EXPECT_EQ(value("SELECT count(*) FROM pg_index WHERE indrelid = 'users'::regclass"), "7");
}

SERVER_TEST(PostgresRename, GrantsAndForeignKeysStay) {
  auto role = quote_name(database_ + "_r");
  run("CREATE ROLE " + role);
  run("CREATE TABLE users (id int PRIMARY KEY, name text UNIQUE)");
  run("CREATE TABLE child (id int PRIMARY KEY, user_name text REFERENCES users (name) ON UPDATE "
      "CASCADE)");
  run("GRANT SELECT (name), UPDATE (name) ON users TO " + role);
  run("INSERT INTO users VALUES (1, 'a')");
  run("INSERT INTO child VALUES (1, 'a')");
  auto p = plan(rename_name + "  - rename_column: {table: child, from: user_name, to: login}\n");
  run_phase(p, Phase::expand);
  run("SET ROLE " + role);
  run("UPDATE users SET full_name = 'b'");
  EXPECT_EQ(value("SELECT name, full_name FROM users"), "b|b");
  run("RESET ROLE");
  EXPECT_EQ(value("SELECT user_name, login FROM child"), "b|b");  // by the cascade
  run_phase(p, Phase::backfill);
  run_phase(p, Phase::contract);
  run("SET ROLE " + role);
  EXPECT_EQ(value("SELECT full_name FROM users"), "b");
  run("RESET ROLE");
  EXPECT_EQ(value("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"),
            "FOREIGN KEY (login) REFERENCES users(full_name) ON UPDATE CASCADE");
  run("DROP OWNED BY " + role);
  run("DROP ROLE " + role);
}

SERVER_TEST(PostgresRename, RefusesWhatItCannotKeepInStep) {
  run("CREATE TABLE users (id int PRIMARY KEY, name text, upper_name text GENERATED ALWAYS AS "
      "(upper(name)) STORED)");
  run("CREATE TABLE kid () INHERITS (users)");
  EXPECT_THROW(plan(rename_name), Error);
  run("DROP TABLE kid");
  EXPECT_THROW(plan("  - rename_column: {table: users, from: upper_name, to: u}\n"), Error);
  EXPECT_THROW(plan("  - rename_column: {table: users, from: name, to: id}\n"), Error);
  EXPECT_THROW(
      plan("  - rename_column: {table: users, from: name, to: " + std::string(64, 'x') + "}\n"),
      Error);
  EXPECT_THROW(plan("  - rename_column: {table: users, from: name, to: migrate_x}\n"), Error);
  EXPECT_THROW(plan(rename_name + "  - rename_column: {table: users, from: full_name, to: x}\n"),
               Error);
  auto p = plan(rename_name);  // a generated column over it is no obstacle
  run_phase(p, Phase::expand);
  run("INSERT INTO users (id, full_name) VALUES (1, 'a')");
  EXPECT_EQ(value("SELECT upper_name FROM users"), "A");
  run_phase(p, Phase::backfill);
  run_phase(p, Phase::contract);
}

}  // namespace migrate::postgres::test
