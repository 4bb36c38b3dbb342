// create_table, drop_table, create_index, drop_index, raw SQL.
#include "tests/unit/dialects/sqlite/support.hpp"
#include "util/error.hpp"

namespace migrate::sqlite {
namespace {

using Lines = std::vector<std::string>;

class Tables : public DatabaseTest {
 protected:
  bool refused(const std::string& yaml) {
    try {
      plan_yaml(yaml);
    } catch (const Error& e) {
      EXPECT_EQ(e.exit(), ExitCode::usage);
      return true;
    }
    return false;
  }
};

TEST_F(Tables, CreatesOneWithEverythingItMayHave) {
  exec("CREATE TABLE users (id INTEGER PRIMARY KEY)");
  auto plan = plan_yaml(
      "operations:\n  - create_table:\n      name: posts\n      columns:\n"
      "        - {name: id, type: INTEGER, pk: true}\n"
      "        - {name: author, type: INTEGER, references: {name: fk, table: users, column: id, "
      "on_delete: CASCADE}}\n"
      "        - {name: title, type: TEXT, nullable: true, unique: true, check: {name: short, "
      "constraint: \"length(title) < 9\"}}\n"
      "        - {name: made, type: TEXT, default: CURRENT_TIMESTAMP}\n"
      "      constraints:\n"
      "        - {name: u, type: unique, columns: [author, made]}\n");
  run(plan, Phase::expand);
  exec("INSERT INTO users VALUES (1)");
  exec("INSERT INTO posts (author, title) VALUES (1, 'x')");
  EXPECT_THROW(exec("INSERT INTO posts (author, title) VALUES (2, 'y')"), db::DbError);
  EXPECT_THROW(exec("INSERT INTO posts (author, title) VALUES (1, 'far too long')"), db::DbError);
  EXPECT_EQ(one(plan.steps[0].loss), "1");
  auto table = dialect().inspect(tool(), nullptr).tables.at("posts");
  EXPECT_TRUE(table.column("id")->identity);
  EXPECT_EQ(table.indexes.size(), 3U);
  ASSERT_EQ(table.foreign_keys.size(), 1U);
  EXPECT_EQ(table.foreign_keys[0].on_delete, "CASCADE");
  undo(plan);
  undo(plan);
  EXPECT_EQ(table_sql("posts"), "(none)");
}

TEST_F(Tables, DefersAKeyThatIsInitiallyDeferred) {
  exec("CREATE TABLE users (id INTEGER PRIMARY KEY)");
  run(plan_yaml("operations:\n  - create_table:\n      name: posts\n      columns:\n"
                "        - {name: id, type: INTEGER, pk: true, generated: {identity: {}}}\n"
                "        - {name: author, type: INT, references: {name: a, table: users, column: "
                "id, initially_deferred: true}}\n"
                "        - {name: editor, type: INT}\n"
                "      constraints:\n"
                "        - {name: e, type: foreign_key, columns: [editor], initially_deferred: "
                "true, references: {table: users, columns: [id]}}\n"),
      Phase::expand);
  run(plan_yaml("operations:\n  - add_column: {table: posts, column: {name: reader, type: INT, "
                "nullable: true, references: {name: r, table: users, column: id, "
                "initially_deferred: true}}}\n"),
      Phase::expand);
  exec("BEGIN");
  exec("INSERT INTO posts (author, editor, reader) VALUES (1, 1, 1)");
  exec("INSERT INTO users VALUES (1)");
  exec("COMMIT");
  exec("BEGIN");
  exec("INSERT INTO posts (author, editor, reader) VALUES (1, 2, 1)");
  EXPECT_THROW(exec("COMMIT"), db::DbError);
  exec("ROLLBACK");
}

TEST_F(Tables, RefusesWhatItWouldLeaveOut) {
  auto created = [&](const std::string& column, const std::string& constraints) {
    return refused("operations:\n  - create_table: {name: t, columns: [{name: a, type: INTEGER" +
                   column + "}], constraints: [" + constraints + "]}\n");
  };
  EXPECT_FALSE(created(", pk: true, generated: {identity: {}}", ""));
  EXPECT_TRUE(created(", pk: true, generated: {identity: {sequence_options: START 5}}", ""));
  EXPECT_TRUE(created("", "{name: u, type: unique, columns: [a], initially_deferred: true}"));
  EXPECT_FALSE(created("", "{name: c, type: check, check: a > 0, no_inherit: true}"));
  exec("CREATE TABLE b (id INTEGER PRIMARY KEY, n INT)");
  const std::string twice = "generated: {expression: n * 2}}";
  EXPECT_FALSE(
      refused("operations:\n  - add_column: {table: b, column: {name: c, type: INT, "
              "nullable: true, " +
              twice + "}\n"));
  EXPECT_TRUE(
      refused("operations:\n  - add_column: {table: b, up: n, column: {name: c, type: INT, "
              "nullable: true, " +
              twice + "}\n"));
}

TEST_F(Tables, CommentsInExpressionsHideNothing) {
  auto plan = plan_yaml(
      "operations:\n  - create_table:\n      name: t\n      columns:\n"
      "        - {name: id, type: INTEGER, pk: true}\n"
      "        - {name: n, type: INT, default: \"5 -- five\", check: {name: k, constraint: \"n < 9 "
      "-- x\"}}\n"
      "        - {name: twice, type: INT, nullable: true, generated: {expression: \"n * 2 -- "
      "y\"}}\n");
  run(plan, Phase::expand);
  exec("INSERT INTO t (id) VALUES (1)");
  EXPECT_EQ(one("SELECT n, twice FROM t"), "5|10");
  EXPECT_THROW(exec("INSERT INTO t (n) VALUES (10)"), db::DbError);
  auto added = plan_yaml(
      "operations:\n  - add_column: {table: t, column: {name: c, type: INT, default: \"7 -- s\", "
      "check: {name: c_ok, constraint: \"c < 9\"}}}\n");
  run(added, Phase::expand);
  EXPECT_EQ(one("SELECT c FROM t"), "7");
  EXPECT_THROW(exec("INSERT INTO t (c) VALUES (10)"), db::DbError);
}

TEST_F(Tables, DropsOneOnlyWhenNothingNeedsIt) {
  const std::string yaml = "operations:\n  - drop_table: {name: users}\n";
  exec("CREATE TABLE users (id INTEGER PRIMARY KEY)");
  exec("CREATE TABLE users_old (id INTEGER PRIMARY KEY)");
  exec("CREATE VIEW v_old AS SELECT * FROM users_old");
  auto plan = plan_yaml(yaml);
  exec("CREATE TABLE posts (author INT REFERENCES Users)");
  EXPECT_TRUE(refused(yaml));
  EXPECT_EQ(rows(plan.of(Phase::contract)[0]->sql[0]), Lines{"foreign key of|posts"});
  exec("DROP TABLE posts");
  exec("CREATE VIEW v AS SELECT id FROM users");
  EXPECT_TRUE(refused(yaml));
  EXPECT_EQ(rows(plan.of(Phase::contract)[0]->sql[0]), Lines{"view|v"});
  exec("DROP VIEW v");
  EXPECT_EQ(rows(plan.of(Phase::contract)[0]->sql[0]), Lines{});
  run(plan, Phase::contract);
  EXPECT_EQ(table_sql("users"), "(none)");
}

TEST_F(Tables, IsExchangedOnlyWhileForeignKeysAreOff) {
  exec("CREATE TABLE orders (id INTEGER PRIMARY KEY, total TEXT)");
  exec("CREATE TABLE lines (o INTEGER REFERENCES orders (id) ON DELETE CASCADE)");
  exec("INSERT INTO orders VALUES (1, '1'), (2, '2')");
  exec("INSERT INTO lines VALUES (1), (2)");
  auto plan =
      plan_yaml("operations:\n  - alter_column: {table: orders, column: total, type: INTEGER}\n");
  run(plan, Phase::expand);
  run(plan, Phase::backfill);
  // As SQL of the user's may leave it.
  tool().query("PRAGMA foreign_keys=ON");
  EXPECT_THROW(run(plan, Phase::contract), db::DbError);
  tool().query("PRAGMA foreign_keys=OFF");
  run(plan, Phase::contract);
  EXPECT_EQ(rows("SELECT o FROM lines ORDER BY o"), (Lines{"1", "2"}));
  EXPECT_EQ(one("SELECT \"table\" FROM pragma_foreign_key_list('lines')"), "orders");
  EXPECT_EQ(one("SELECT typeof(total) FROM orders WHERE id = 1"), "integer");
}

// The copy would never be what `up` gives by then.
TEST_F(Tables, IsNotCopiedByWhatDiffersEachTime) {
  exec("CREATE TABLE t (id INTEGER PRIMARY KEY, n TEXT)");
  auto by = [](const std::string& up) {
    return "operations:\n  - alter_column: {table: t, column: n, type: INTEGER, up: \"" + up +
           "\"}\n";
  };
  for (auto* up :
       {"abs(random())", "CURRENT_DATE", "coalesce(n, unixepoch())", "strftime('%s', 'now')"})
    EXPECT_TRUE(refused(by(up))) << up;
  EXPECT_FALSE(refused(by("strftime('%s', n)")));
  // Such a value is computed once.
  EXPECT_FALSE(
      refused("operations:\n  - add_column: {table: t, column: {name: made, type: TEXT}, up: "
              "CURRENT_TIMESTAMP}\n"));
}

TEST_F(Tables, GivesNoNumberTwiceBehindAnExchange) {
  exec("CREATE TABLE t (id INTEGER, n TEXT, PRIMARY KEY (id AUTOINCREMENT))");
  exec("INSERT INTO t VALUES (1, '1'), (9, '9')");
  exec("DELETE FROM t WHERE id = 9");
  auto plan = plan_yaml("operations:\n  - alter_column: {table: t, column: n, type: INTEGER}\n");
  for (auto phase : {Phase::expand, Phase::backfill, Phase::contract}) run(plan, phase);
  exec("INSERT INTO t (n) VALUES (2)");
  EXPECT_EQ(rows("SELECT id, typeof(n) FROM t"), (Lines{"1|integer", "10|integer"}));
}

TEST_F(Tables, BuildsAndDropsIndexes) {
  exec("CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT, k INT UNIQUE)");
  exec("INSERT INTO users (mail, k) VALUES ('a', 1), ('A', 2), (NULL, 3), (NULL, 4)");
  auto plan = plan_yaml(
      "operations:\n  - create_index: {name: by_mail, table: users, unique: true, columns: "
      "[{column: mail, "
      "collate: NOCASE, sort: DESC}], predicate: \"k > 0\"}\n");
  EXPECT_EQ(rows(plan.steps[0].sql[0]).size(), 1U);
  exec("UPDATE users SET mail = 'b' WHERE mail = 'A'");
  run(plan, Phase::expand);
  auto index = *dialect().inspect(tool(), nullptr).tables.at("users").index("by_mail");
  EXPECT_TRUE(index.unique);
  EXPECT_EQ(index.predicate, "k > 0");
  EXPECT_EQ(index.parts[0].options, "COLLATE \"NOCASE\"");
  EXPECT_TRUE(index.parts[0].descending);
  plan = plan_yaml("operations:\n  - drop_index: {name: by_mail}\n");
  run(plan, Phase::contract);
  EXPECT_TRUE(refused("operations:\n  - drop_index: {name: by_mail}\n"));
  EXPECT_TRUE(refused("operations:\n  - drop_index: {name: sqlite_autoindex_users_1}\n"));
  EXPECT_TRUE(
      refused("operations:\n  - create_index: {name: i, table: users, columns: [{column: mail}], "
              "method: gin}\n"));
}

TEST_F(Tables, RunsTheUsersOwnSql) {
  exec("CREATE TABLE t (id INTEGER PRIMARY KEY, v INT)");
  for (int i = 1; i <= 10; ++i) exec("INSERT INTO t (v) VALUES (1)");
  auto plan = plan_yaml(
      "operations:\n  - sql: {up: \"CREATE TABLE a (x); CREATE TRIGGER tr AFTER INSERT ON a BEGIN "
      "UPDATE t SET v = 1; SELECT 2; END; INSERT INTO a VALUES (1)\", down: \"DROP TABLE IF EXISTS "
      "a\"}\n");
  ASSERT_EQ(plan.steps.size(), 1U);
  EXPECT_EQ(plan.steps[0].sql.size(), 3U);
  EXPECT_TRUE(plan.steps[0].transactional);
  run(plan, Phase::expand);
  undo(plan);
  EXPECT_EQ(table_sql("a"), "(none)");
  EXPECT_TRUE(refused("operations:\n  - sql: {up: \"BEGIN; CREATE TABLE b (x); COMMIT\"}\n"));
  EXPECT_TRUE(refused("operations:\n  - sql: {up: \"CREAT TABLE b (x)\"}\n"));

  auto file =
      parse_migration("m.sql",
                      "-- migrate:expand\nALTER TABLE t ADD COLUMN w INT;\n"
                      "-- migrate:backfill table=t\nUPDATE t SET w = v + 1 WHERE {{batch}};\n"
                      "-- migrate:rollback\nALTER TABLE t DROP COLUMN w;\n");
  auto schema = dialect().inspect(tool(), nullptr);
  plan = dialect().plan(file, schema, nullptr);
  run(plan, Phase::expand);
  run(plan, Phase::backfill);
  EXPECT_EQ(one("SELECT sum(w) FROM t"), "20");
  EXPECT_EQ(batches_, 4);
}

}  // namespace
}  // namespace migrate::sqlite
