// Columns, indexes, tables and raw SQL: planned, executed, undone.
#include <fmt/format.h>

#include <thread>

#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/quote.hpp"
#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres::test {

using Lines = std::vector<std::string>;

TEST(PostgresDefaults, KnowsWhatIsConstant) {
  for (auto* sql : {"'x'",
                    "'it''s'::text",
                    "'x'::character varying(20)",
                    "E'a\\'b'",
                    "0",
                    "-1",
                    "(-1)",
                    "1.5",
                    "'-1'::integer",
                    "NULL",
                    "NULL::text",
                    "true",
                    "now()",
                    "CURRENT_TIMESTAMP",
                    "current_date",
                    "now()::date",
                    "(now() AT TIME ZONE 'utc'::text)",
                    "timezone('utc'::text, now())",
                    "'{}'::jsonb",
                    "'{}'::text[]",
                    "'a'::\"My Type\"",
                    "'x'::public.citext",
                    "CURRENT_TIMESTAMP(3)",
                    "'2001-01-01 00:00:00+00'::timestamp with time zone",
                    "((0)::numeric)::numeric(10,2)"})
    EXPECT_TRUE(is_constant_default(sql)) << sql;
  for (auto* sql : {"random()", "nextval('s'::regclass)", "clock_timestamp()", "'a' || 'b'", "f(1)",
                    "gen_random_uuid()", "'unterminated", "", "1; DROP TABLE x", "'a'::text || g()",
                    "(SELECT 1)", "nowish()", "CURRENT_USER", "x", "1 + 1", "'a' -- x"})
    EXPECT_FALSE(is_constant_default(sql)) << sql;
  EXPECT_FALSE(is_literal_default("now()"));
  EXPECT_TRUE(is_literal_default("'now'"));
  for (auto* sql : {"gen_random_uuid()", "(random())::numeric", "nextval('s'::regclass)",
                    "clock_timestamp()", "clock_timestamp() AT TIME ZONE 'utc'"})
    EXPECT_TRUE(is_never_null_default(sql)) << sql;
  for (auto* sql : {"now()", "1", "f()", "nextval(NULL)", "nullif(random(), 0)", "random() + x"})
    EXPECT_FALSE(is_never_null_default(sql)) << sql;
  EXPECT_TRUE(is_null_default("NULL::text"));
  EXPECT_FALSE(is_null_default("'NULL'"));
}

SERVER_TEST(PostgresColumn, PlainAndConstantDefaultAreInstant) {
  run("CREATE TABLE users (id int PRIMARY KEY)");
  run("INSERT INTO users SELECT generate_series(1, 3)");
  auto file = value("SELECT pg_relation_filenode('users')");
  auto p = plan(
      "  - add_column: {table: users, column: {name: nick, type: text, nullable: true, comment: "
      "\"it's\"}}\n"
      "  - add_column: {table: users, column: {name: state, type: varchar(10), default: "
      "\"'on'\"}}\n");
  EXPECT_FALSE(p.has_contract());
  run_phase(p, Phase::expand);
  EXPECT_EQ(value("SELECT pg_relation_filenode('users')"), file);
  EXPECT_EQ(value("SELECT nick, state FROM users LIMIT 1"), "~|on");
  auto loss = [&](int n) { return value(p.steps.at(n).loss); };
  EXPECT_EQ(loss(0) + loss(1), "00");
  run("UPDATE users SET nick = 'x' WHERE id = 1");
  run("UPDATE users SET state = 'off' WHERE id < 3");
  EXPECT_EQ(loss(0) + loss(1), "12");
  undo(p);
  undo(p);
  EXPECT_EQ(
      value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'users'::regclass AND attnum > "
            "0 AND NOT attisdropped"),
      "1");
}

SERVER_TEST(PostgresColumn, DerivedColumnFollowsUntilSomeoneSetsIt) {
  run("CREATE TABLE users (id int PRIMARY KEY, first text, last text)");
  run("INSERT INTO users SELECT i, 'F' || i, 'L' || i FROM generate_series(1, 10) i");
  auto p = plan(
      "  - add_column:\n      table: users\n      up: first || ' ' || users.last -- both\n"
      "      column: {name: full_name, type: text, default: \"''\"}\n");
  run_phase(p, Phase::expand);
  run("INSERT INTO users VALUES (11, 'a', 'b')");
  run("INSERT INTO users VALUES (12, 'a', 'b', 'own')");
  run("UPDATE users SET first = 'x' WHERE id IN (1, 11, 12)");
  run("UPDATE users SET full_name = 'mine' WHERE id = 2");
  run("UPDATE users SET first = 'y' WHERE id = 2");
  run("UPDATE users SET full_name = NULL WHERE id = 3");  // will be NOT NULL: filled
  EXPECT_EQ(rows("SELECT id, full_name FROM users WHERE id IN (1, 2, 3, 4, 11, 12) ORDER BY 1"),
            (Lines{"1|x L1", "2|mine", "3|F3 L3", "4|~", "11|x b", "12|own"}));
  run_phase(p, Phase::backfill);
  EXPECT_EQ(value("SELECT full_name FROM users WHERE id = 4"), "F4 L4");
  EXPECT_EQ(
      value("SELECT attnotnull FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = "
            "'full_name'"),
      "1");
  EXPECT_EQ(value("SELECT count(*) FROM pg_constraint WHERE conrelid = 'users'::regclass AND "
                  "contype = 'c'"),
            "0");
  EXPECT_EQ(value(p.steps.at(0).loss), "2");
  run_phase(p, Phase::contract);
  run("INSERT INTO users VALUES (13)");
  EXPECT_EQ(value("SELECT full_name FROM users WHERE id = 13"), "");
}

SERVER_TEST(PostgresColumn, AWrongExpressionFailsInExpandAndChangesNothing) {
  run("CREATE TABLE users (id int PRIMARY KEY, name text)");
  for (std::string up : {"nosuch", "count(*)", "name ||", "public.users.name", "id + 'x'"}) {
    SCOPED_TRACE(up);
    auto p =
        plan("  - add_column: {table: users, up: \"" + up + "\", column: {name: c, type: text}}\n");
    EXPECT_THROW(run_phase(p, Phase::expand), db::DbError);
    app_->rollback();
    run("INSERT INTO users VALUES ((SELECT count(*) FROM users), 'x')");
    EXPECT_EQ(inspect().table("users")->columns.size(), 2u);
  }
}

SERVER_TEST(PostgresColumn, VariablesOfTheTriggerHideNoColumn) {
  run("CREATE TABLE users (id int PRIMARY KEY, migrate_value int, new int, old int)");
  run("INSERT INTO users VALUES (1, 10, 20, 30)");
  auto p = plan(
      "  - add_column: {table: users, up: \"migrate_value + users.new + users.old\", "
      "column: {name: total, type: bigint}}\n");
  run_phase(p, Phase::expand);
  run("INSERT INTO users VALUES (2, 1, 2, 3)");
  run("UPDATE users SET old = 0 WHERE id = 2");
  run_phase(p, Phase::backfill);
  EXPECT_EQ(rows("SELECT total FROM users ORDER BY id"), (Lines{"60", "3"}));
}

SERVER_TEST(PostgresColumn, VolatileDefaultIsFilledRowByRow) {
  run("CREATE TABLE users (id int PRIMARY KEY)");
  run("INSERT INTO users SELECT generate_series(1, 10)");
  auto p = plan(
      "  - add_column: {table: users, column: {name: k, type: uuid, default: "
      "gen_random_uuid()}}\n");
  run_phase(p, Phase::expand);
  EXPECT_EQ(value("SELECT count(k) FROM users"), "0");
  run("INSERT INTO users VALUES (11)");
  run_phase(p, Phase::backfill);
  EXPECT_EQ(value("SELECT count(DISTINCT k) FROM users"), "11");
  EXPECT_EQ(inspect().table("users")->column("k")->nullable, false);
}

SERVER_TEST(PostgresColumn, ChecksKeysAndUniqueAreProvenLater) {
  run("CREATE TABLE ref (id int PRIMARY KEY)");
  run("INSERT INTO ref VALUES (1)");
  run("CREATE TABLE users (id int PRIMARY KEY)");
  run("INSERT INTO users SELECT generate_series(1, 3)");
  auto p = plan(
      "  - add_column: {table: users, up: \"1\", column: {name: r, type: int, references: {name: "
      "r_fk, "
      "table: ref, column: id}, check: {name: r_ok, constraint: \"r > 0\"}}}\n"
      "  - add_column: {table: users, up: \"id * 2\", column: {name: u, type: int, unique: "
      "true}}\n");
  run_phase(p, Phase::expand);
  EXPECT_ANY_THROW(run("INSERT INTO users (id, r) VALUES (9, 7)"));
  run_phase(p, Phase::backfill);
  EXPECT_EQ(
      value(
          "SELECT count(*) FROM pg_constraint WHERE conrelid = 'users'::regclass AND convalidated "
          "AND contype IN ('c', 'f', 'u')"),
      "3");
  run_phase(p, Phase::contract);
}

SERVER_TEST(PostgresColumn, RefusesWhatWouldRewriteOrFail) {
  run("CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL)");
  for (std::string c :
       {"{name: c, type: text}", "{name: id, type: int}", "{name: c, type: int --t, default: 1}",
        "{name: c, type: text, default: \"NULL\"}", "{name: c, type: bigserial, default: 1}",
        "{name: c, type: text, generated: {identity: {}}}",
        "{name: c, type: int, generated: {identity: {sequence_options: AS bigint}}}",
        "{name: c, type: int, generated: {identity: {sequence_options: \"Sequence\\tName x\"}}}",
        "{name: c, type: int, unique: true, default: 1}", "{name: c, type: bigserial, pk: true}",
        "{name: c, type: bigserial}, up: \"1\"",
        "{name: c, type: int, generated: {expression: id}}, up: id"})
    EXPECT_THROW(plan("  - add_column: {table: users, column: " + c + "}\n"), Error) << c;
  EXPECT_THROW(plan("  - drop_column: {table: users, column: name}\n"), Error);
  EXPECT_THROW(plan("  - drop_column: {table: users, column: id, down: \"1\"}\n"), Error);
}

SERVER_TEST(PostgresColumn, DroppedColumnServesOldCodeUntilContract) {
  run("CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, full_name text)");
  run("INSERT INTO users VALUES (1, 'a', 'a')");
  auto p =
      plan("  - drop_column: {table: users, column: name, down: \"coalesce(full_name, '?')\"}\n");
  run_phase(p, Phase::expand);
  run("INSERT INTO users (id, full_name) VALUES (2, 'b')");
  run("UPDATE users SET full_name = 'c' WHERE id = 1");
  run("INSERT INTO users (id, name, full_name) VALUES (3, 'own', 'c')");
  run("UPDATE users SET full_name = 'd' WHERE id = 3");
  EXPECT_EQ(rows("SELECT name FROM users ORDER BY id"), (Lines{"c", "b", "own"}));
  run("CREATE VIEW v AS SELECT name FROM users");
  EXPECT_EQ(rows(p.of(Phase::contract).at(0)->sql.at(0)), Lines{"rule|\"_RETURN\" on public.v"});
  run("DROP VIEW v");
  run_phase(p, Phase::contract);
  EXPECT_EQ(inspect().table("users")->column("name"), nullptr);
}

SERVER_TEST(PostgresIndex, ProbeTellsAnInvalidIndex) {
  run("CREATE TABLE users (id int PRIMARY KEY, name text, n int)");
  run("INSERT INTO users VALUES (1, 'a'), (2, 'a'), (3, NULL), (4, NULL)");
  auto p = plan(
      "  - create_index: {name: by_name, table: users, unique: true, columns: [{column: name, "
      "sort: "
      "DESC}, {column: n}]}\n"
      "  - create_index: {name: \"only name\", table: users, unique: true, columns: [{column: "
      "name}]}\n");
  auto steps = p.of(Phase::expand);
  EXPECT_EQ(rows(steps.at(0)->sql.at(0)), Lines{});
  EXPECT_EQ(rows(steps.at(3)->sql.at(0)), Lines{"a|2|1, 2"});
  auto& build = *steps.at(4);
  EXPECT_EQ(value(build.probe), "0");
  EXPECT_THROW(run(build.sql.at(0)), db::DbError);
  EXPECT_EQ(value(build.probe), "2");
  EXPECT_EQ(value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "1");
  for (auto& sql : build.cleanup) run(sql);
  for (auto& sql : build.cleanup) run(sql);
  EXPECT_EQ(value(build.probe), "0");
  run("DELETE FROM users WHERE id = 2");
  run(build.sql.at(0));
  EXPECT_EQ(value(build.probe), "1");
  for (auto& sql : build.cleanup) run(sql);
  run_phase(p, Phase::expand);
  EXPECT_TRUE(inspect().table("users")->index("only name")->valid);
  undo(p);
  EXPECT_EQ(inspect().table("users")->index("only name"), nullptr);
}

SERVER_TEST(PostgresIndex, DropsInContractAndRefusesConstraints) {
  run("CREATE TABLE users (id int PRIMARY KEY, name text UNIQUE, n int)");
  run("CREATE INDEX \"by n\" ON users (n)");
  auto p = plan("  - drop_index: {name: \"by n\"}\n");
  EXPECT_TRUE(p.of(Phase::expand).empty());
  run_phase(p, Phase::contract);
  EXPECT_THROW(plan("  - drop_index: {name: users_name_key}\n"), Error);
  EXPECT_THROW(plan("  - drop_index: {name: nosuch}\n"), Error);
}

SERVER_TEST(PostgresIndex, OnARenamedColumnOutlivesTheSecondColumn) {
  run("CREATE TABLE users (id int PRIMARY KEY, name text)");
  auto p = plan(
      "  - rename_column: {table: users, from: name, to: full_name}\n"
      "  - create_index: {name: by_full_name, table: users, columns: [{column: full_name}]}\n");
  for (auto phase : {Phase::expand, Phase::backfill, Phase::contract}) run_phase(p, phase);
  EXPECT_EQ(value("SELECT pg_get_indexdef('by_full_name'::regclass)"),
            "CREATE INDEX by_full_name ON public.users USING btree (full_name)");
}

SERVER_TEST(PostgresTable, CreatesUndoesAndDrops) {
  run("CREATE TABLE users (id int PRIMARY KEY)");
  auto p = plan(
      "  - create_table:\n      name: orders\n      comment: it's\n      columns:\n"
      "        - {name: id, type: bigint, pk: true, generated: {identity: {user_specified_values: "
      "BY "
      "DEFAULT}}}\n"
      "        - {name: user id, type: int, references: {name: u_fk, table: users, column: id, "
      "on_delete: CASCADE}}\n"
      "        - {name: total, type: \"numeric(10,2)\", default: \"0\", check: {name: positive, "
      "constraint: \"total >= 0\"}}\n"
      "  - create_index: {name: by_total, table: orders, columns: [{column: total}]}\n");
  EXPECT_EQ(p.of(Phase::backfill).size() + p.of(Phase::contract).size(), 0u);
  run_phase(p, Phase::expand);
  run("INSERT INTO users VALUES (1)");
  EXPECT_EQ(value(p.steps.at(0).loss), "0");
  run("INSERT INTO orders (\"user id\") VALUES (1)");
  EXPECT_EQ(value(p.steps.at(0).loss), "1");
  auto drop = plan("  - drop_table: {name: users}\n");
  EXPECT_EQ(rows(drop.of(Phase::contract).at(0)->sql.at(0)), Lines{"foreign key u_fk|orders"});
  undo(p);
  undo(p);
  run_phase(drop, Phase::contract);
  EXPECT_TRUE(inspect().tables.empty());
  EXPECT_TRUE(rows(drop.of(Phase::contract).at(0)->sql.at(0)).empty());
}

SERVER_TEST(PostgresSql, GroupsWhatMayShareATransaction) {
  run("CREATE TABLE users (id int PRIMARY KEY, n int)");
  run("INSERT INTO users SELECT i, 0 FROM generate_series(1, 20) i");
  auto p = plan(
      "  - sql:\n      up: |\n        CREATE TABLE a (x int); CREATE TABLE b (x int);\n"
      "        CREATE INDEX CONCURRENTLY ax ON a (x);\n        INSERT INTO a VALUES (1)\n"
      "      down: DROP TABLE a; DROP TABLE b\n");
  auto steps = p.of(Phase::expand);
  ASSERT_EQ(steps.size(), 3u);
  EXPECT_TRUE(steps[0]->transactional);
  EXPECT_FALSE(steps[1]->transactional);
  run_phase(p, Phase::expand);
  undo(p);
  EXPECT_EQ(inspect().tables.size(), 1u);
  EXPECT_THROW(plan("  - sql: {up: \"BEGIN; SELECT 1; COMMIT\"}\n"), Error);

  auto schema = inspect();
  auto file =
      parse_migration("x.sql",
                      "-- migrate:backfill table=users\nUPDATE users SET n = n + 1 WHERE n = 0 "
                      "AND {{batch}};\n");
  auto batched = dialect_->plan(file, schema, nullptr);
  run_phase(batched, Phase::backfill, 7);
  EXPECT_EQ(value("SELECT sum(n) FROM users"), "20");
}

SERVER_TEST(PostgresInspect, ReadsWhatThePlannersNeed) {
  run("CREATE SCHEMA other");
  run("CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL DEFAULT 'x', at timestamptz "
      "DEFAULT "
      "clock_timestamp(), CHECK (id > 0))");
  run("CREATE TABLE other.child (u int CONSTRAINT c_fk REFERENCES users ON DELETE CASCADE)");
  run("CREATE VIEW v AS SELECT name FROM users");
  run("CREATE TABLE migrate_own (x int)");
  run("COMMENT ON COLUMN users.name IS 'the name'");
  run("INSERT INTO users SELECT generate_series(1, 100)");
  run("ANALYZE users");
  auto schema = inspect();
  EXPECT_EQ(schema.name, "public");
  EXPECT_GE(schema.version_number, 130000);
  ASSERT_EQ(schema.tables.size(), 1u);
  auto& t = schema.tables.at("users");
  EXPECT_EQ(t.estimated_rows, 100u);
  EXPECT_GT(t.bytes, 0u);
  EXPECT_EQ(t.primary_key()->parts.at(0).column, "id");
  EXPECT_EQ(*t.column("name")->default_sql, "'x'::text");
  EXPECT_TRUE(t.column("name")->default_constant);
  EXPECT_FALSE(t.column("at")->default_constant);
  EXPECT_EQ(t.column("name")->comment, "the name");
  EXPECT_EQ(t.column("name")->extra.at("views"), "v");
  EXPECT_EQ(t.referenced_by.at(0).table, "other.child");
  EXPECT_EQ(t.referenced_by.at(0).on_delete, "CASCADE");
  EXPECT_EQ(t.checks.size(), 1u);
  EXPECT_EQ(t.views, Lines{"v"});
  ASSERT_EQ(schema.views.size(), 1u);
  EXPECT_EQ(schema.views[0].name, "\"public\".\"v\"");
  EXPECT_EQ(schema.views[0].columns, Lines{"users\x1fname"});
  EXPECT_EQ(schema.views[0].reasons, Lines{});
  std::set<std::string> none = {"a\"b{},\\"};
  EXPECT_TRUE(dialect_->inspect(*app_, &none).tables.empty());
}

SERVER_TEST(PostgresInspect, SaysWhyAViewCannotBeMadeAgain) {
  run("CREATE TABLE parts (id int, code int)");
  auto view = [&](const std::string& name) {
    run("CREATE VIEW " + name + " AS SELECT code FROM parts");
  };
  for (auto* name : {"typed", "granted", "needed", "ruled"}) view(name);
  run("CREATE FUNCTION f(typed) RETURNS int LANGUAGE sql AS 'SELECT 1'");
  run("GRANT SELECT ON granted TO pg_monitor WITH GRANT OPTION");
  run("SET ROLE pg_monitor");
  run("GRANT SELECT ON granted TO pg_read_all_stats");
  run("RESET ROLE");
  run("CREATE TABLE notes (id int)");
  run("CREATE POLICY p ON notes USING (EXISTS (SELECT 1 FROM needed))");
  run("CREATE RULE t AS ON INSERT TO notes DO ALSO SELECT count(*) FROM ruled");
  run("CREATE TEMPORARY VIEW fleeting AS SELECT code FROM parts");
  run("CREATE VIEW over_typed AS SELECT code FROM typed");
  std::map<std::string, std::string> found;
  for (auto& one : inspect().views)
    found[one.name.substr(one.name.find("\".") + 2)] = join(one.reasons, "; ");
  EXPECT_EQ(found.size(), 6u);
  EXPECT_EQ(found["\"typed\""], "it is needed by function public.f(public.typed)");
  EXPECT_EQ(found["\"granted\""],
            "it has privileges that role pg_monitor, not its owner, has granted");
  EXPECT_EQ(found["\"needed\""], "it is needed by policy p on table public.notes");
  EXPECT_EQ(found["\"ruled\""], "it is needed by rule t on table public.notes");
  EXPECT_EQ(found["\"fleeting\""], "it is a temporary view of a session");
  EXPECT_EQ(found["\"over_typed\""], "");
}

}  // namespace migrate::postgres::test
