// Planned SQL of rename_column, executed, with old and new code writing meanwhile.
#include <fmt/format.h>

#include "dialects/mysql/quote.hpp"
#include "tests/unit/dialects/mysql/support.hpp"

namespace migrate::mysql::test {
namespace {

using Rows = std::vector<std::string>;

constexpr const char* rename_name =
    "  - rename_column: {table: users, from: name, to: full_name}\n";

SERVER_TEST(RenameColumn, keeps_both_versions_right_through_all_phases) {
  run("CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20) NOT NULL, x INT, "
      "KEY by_name (name), UNIQUE KEY un (name, x))");
  run("INSERT INTO users (name, x) VALUES ('ada', 1), ('bob', 2), ('cyd', 3), ('dan', 4)");
  auto plan = this->plan(rename_name);
  run_phase(plan, Phase::expand);
  EXPECT_EQ(rows("SELECT name, full_name FROM users WHERE id = 1"), Rows{"ada|~"});

  run("INSERT INTO users (name, x) VALUES ('old', 5)");
  run("INSERT INTO users (full_name, x) VALUES ('new', 6), ('new2', 7)");
  // Case and trailing spaces are equal by the column's collation, and still a change.
  run("UPDATE users SET name = 'Ada' WHERE id = 1");
  run("UPDATE users SET full_name = 'Bob' WHERE id = 2");
  run("UPDATE users SET full_name = 'Bob  ' WHERE id = 2");
  EXPECT_EQ(rows("SELECT CONCAT(name, '.'), CONCAT(full_name, '.') FROM users ORDER BY id"),
            (Rows{"Ada.|Ada.", "Bob  .|Bob  .", "cyd.|~", "dan.|~", "old.|old.", "new.|new.",
                  "new2.|new2."}));
  run("UPDATE users SET name = 'BOB' WHERE id = 2");
  run("UPDATE users SET name = 'both', full_name = 'wins' WHERE id = 5");
  run("UPDATE users SET x = 44 WHERE id = 4");  // fills what was never filled
  EXPECT_EQ(rows("SELECT name, full_name FROM users WHERE id IN (2, 4, 5) ORDER BY id"),
            (Rows{"BOB|BOB", "dan|dan", "wins|wins"}));

  run_phase(plan, Phase::backfill, 2);
  EXPECT_EQ(value("SELECT COUNT(*) FROM users WHERE NOT (BINARY name <=> BINARY full_name)"), "0");
  // REPLACE, ON DUPLICATE KEY UPDATE, INSERT IGNORE, by either version.
  run("REPLACE INTO users (id, full_name, x) VALUES (1, 'r1', 1)");
  run("REPLACE INTO users (id, name, x) VALUES (2, 'r2', 2)");
  run("INSERT INTO users (id, full_name, x) VALUES (3, 'n', 3) ON DUPLICATE KEY UPDATE full_name = "
      "VALUES(full_name)");
  run("INSERT INTO users (id, name, x) VALUES (4, 'o', 4) ON DUPLICATE KEY UPDATE name = "
      "VALUES(name)");
  run("INSERT IGNORE INTO users (full_name, x) VALUES ('ig', 9)");
  EXPECT_EQ(rows("SELECT name, full_name FROM users ORDER BY id"),
            (Rows{"r1|r1", "r2|r2", "n|n", "o|o", "wins|wins", "new|new", "new2|new2", "ig|ig"}));
  // A NOT NULL column that nobody gives is refused as before.
  EXPECT_EQ(failure("INSERT INTO users (x) VALUES (1)"), db::Failure::constraint_violation);
  EXPECT_EQ(failure("UPDATE users SET full_name = NULL WHERE id = 1"),
            db::Failure::constraint_violation);
  // A unique index of the old column guards the new one too.
  EXPECT_EQ(failure("INSERT INTO users (full_name, x) VALUES ('r1', 1)"),
            db::Failure::unique_violation);

  // New code writes between any two statements of contract, and nothing of it is lost.
  int n = 0;
  for (auto* step : plan.of(Phase::contract)) {
    SCOPED_TRACE(step->title);
    auto text = fmt::format("during{}", n);
    run(fmt::format("INSERT INTO users (id, full_name, x) VALUES ({}, '{}', {})", 100 + n, text,
                    n + 500));
    run(fmt::format("UPDATE users SET full_name = '{}', x = x WHERE id = 1", text));
    if (n > 0) run(fmt::format("UPDATE users SET x = x + 1000 WHERE id = {}", 99 + n));
    run_step(*step);
    ++n;
  }
  for (int i = 0; i < n; ++i)
    EXPECT_EQ(value(fmt::format("SELECT full_name FROM users WHERE id = {}", 100 + i)),
              fmt::format("during{}", i));
  EXPECT_EQ(value("SELECT full_name FROM users WHERE id = 1"), fmt::format("during{}", n - 1));

  auto users = *inspect().table("users");
  EXPECT_EQ(users.columns.size(), 3u);
  EXPECT_EQ(users.columns[1].name, "full_name");
  EXPECT_FALSE(users.columns[1].nullable);
  EXPECT_FALSE(users.columns[1].default_sql);
  EXPECT_TRUE(users.triggers.empty());
  ASSERT_TRUE(users.index("by_name"));
  EXPECT_EQ(users.index("by_name")->parts[0].column, "full_name");
  ASSERT_TRUE(users.index("un"));
  EXPECT_TRUE(users.index("un")->unique);
  EXPECT_EQ(users.indexes.size(), 3u);
  EXPECT_EQ(value("SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = "
                  "DATABASE()"),
            "0");
}

SERVER_TEST(RenameColumn, outside_strict_mode_implicit_values_stay_equal) {
  run("CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20) NOT NULL, e "
      "ENUM('x','y') NOT NULL, d DATETIME NOT NULL, n DECIMAL(10,2) NOT NULL)");
  auto plan = this->plan(
      "  - rename_column: {table: users, from: name, to: full_name}\n"
      "  - rename_column: {table: users, from: e, to: e2}\n"
      "  - rename_column: {table: users, from: d, to: d2}\n"
      "  - rename_column: {table: users, from: n, to: n2}\n");
  run_phase(plan, Phase::expand);
  run("SET SESSION sql_mode = ''");
  run("INSERT INTO users (id) VALUES (1)");
  run("INSERT IGNORE INTO users (id, name) VALUES (2, NULL), (3, 'c')");
  run("UPDATE users SET name = NULL WHERE id = 3");
  EXPECT_EQ(
      value("SELECT COUNT(*) FROM users WHERE name <=> full_name AND e <=> e2 AND d <=> d2 "
            "AND n <=> n2 AND full_name IS NOT NULL AND e2 IS NOT NULL AND d2 IS NOT NULL AND "
            "n2 IS NOT NULL"),
      "3");
  EXPECT_EQ(value("SELECT name FROM users WHERE id = 3"), "");
  run_phase(plan, Phase::backfill);
  run_phase(plan, Phase::contract);
}

SERVER_TEST(RenameColumn, copies_constant_defaults_and_tells_given_from_left_out) {
  run("CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20) DEFAULT 'it''s', f "
      "FLOAT NOT NULL DEFAULT 0.1, ts TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), u "
      "VARCHAR(40) NOT NULL DEFAULT (CONCAT('v', RAND())))");
  run("INSERT INTO users () VALUES ()");
  auto plan = this->plan(
      "  - rename_column: {table: users, from: name, to: full_name}\n"
      "  - rename_column: {table: users, from: f, to: f2}\n"
      "  - rename_column: {table: users, from: ts, to: ts2}\n"
      "  - rename_column: {table: users, from: u, to: u2}\n");
  run_phase(plan, Phase::expand);
  run("INSERT INTO users (id, name, f, ts, u) VALUES (2, 'old', 5, '2001-01-01', 'ou')");
  run("INSERT INTO users (id, full_name, f2, ts2, u2) VALUES (3, 'new', 6, '2002-02-02', 'nu')");
  run("INSERT INTO users (id, full_name) VALUES (4, NULL)");
  run("INSERT INTO users (id) VALUES (5)");
  EXPECT_EQ(rows("SELECT name, full_name, f, f2, YEAR(ts), YEAR(ts2), u, u2 FROM users WHERE id IN "
                 "(2, 3) ORDER BY id"),
            (Rows{"old|old|5|5|2001|2001|ou|ou", "new|new|6|6|2002|2002|nu|nu"}));
  EXPECT_EQ(value("SELECT CONCAT_WS('/', name IS NULL, full_name IS NULL) FROM users WHERE id = 4"),
            "1/1");
  EXPECT_EQ(
      value("SELECT CONCAT_WS('/', name, full_name, ts = ts2, u = u2) FROM users WHERE id = 5"),
      "it's/it's/1/1");
  run_phase(plan, Phase::backfill);
  run_phase(plan, Phase::contract);
  auto before = inspect();
  auto users = *before.table("users");
  EXPECT_EQ(users.column("f2")->default_sql, "0.1");
  EXPECT_FALSE(users.column("ts2")->nullable);
  run("INSERT INTO users (id) VALUES (6)");
  EXPECT_EQ(value("SELECT CONCAT(full_name, '/', LEFT(u2, 1)) FROM users WHERE id = 6"), "it's/v");
}

SERVER_TEST(RenameColumn, backfill_leaves_self_updating_columns_alone) {
  run("CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), at DATETIME NOT NULL DEFAULT "
      "'2001-01-01' ON UPDATE CURRENT_TIMESTAMP, seen TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP "
      "ON UPDATE CURRENT_TIMESTAMP)");
  run("INSERT INTO users (id, name, at, seen) VALUES (1, 'a', '2002-02-02', '2003-03-03'), (2, "
      "NULL, "
      "'2002-02-02', '2003-03-03')");
  auto plan = this->plan(
      "  - rename_column: {table: users, from: name, to: full_name}\n"
      "  - rename_column: {table: users, from: seen, to: seen_at}\n");
  run_phase(plan, Phase::expand);
  run_phase(plan, Phase::backfill);
  EXPECT_EQ(rows("SELECT full_name, at, seen, seen_at FROM users ORDER BY id"),
            (Rows{"a|2002-02-02 00:00:00|2003-03-03 00:00:00|2003-03-03 00:00:00",
                  "~|2002-02-02 00:00:00|2003-03-03 00:00:00|2003-03-03 00:00:00"}));
  run("UPDATE users SET seen = '2004-04-04' WHERE id = 1");
  run("UPDATE users SET seen_at = '2005-05-05' WHERE id = 2");
  EXPECT_EQ(rows("SELECT YEAR(seen), YEAR(seen_at) FROM users ORDER BY id"),
            (Rows{"2004|2004", "2005|2005"}));
  run("UPDATE users SET name = 'z' WHERE id = 1");
  EXPECT_EQ(value("SELECT seen = seen_at AND YEAR(seen_at) > 2020 FROM users WHERE id = 1"), "1");
  run_phase(plan, Phase::contract);
  EXPECT_EQ(inspect().table("users")->column("seen_at")->extra.count("on_update"), 1u);
}

// The server keeps a trigger's resolved body with its cached table, one cache for every sixteen
// sessions by number: what the backfill's session did to it must not reach the application's.
SERVER_TEST(RenameColumn, writes_of_every_later_session_are_carried_over) {
  run("CREATE TABLE t (id INT PRIMARY KEY, x VARCHAR(20))");
  run("INSERT INTO t VALUES (1, 'one'), (2, 'two')");
  auto plan = this->plan("  - rename_column: {table: t, from: x, to: y}\n");
  run_phase(plan, Phase::expand);
  run_phase(plan, Phase::backfill);
  for (int i = 0; i < 34; ++i) {
    app_ = std::move(open().connection);
    run(fmt::format("UPDATE t SET x = 'v{}' WHERE id = 2", i));
    EXPECT_EQ(value("SELECT y FROM t WHERE id = 2"), fmt::format("v{}", i));
    run(fmt::format("INSERT INTO t (id, x) VALUES ({}, 'new')", i + 10));
    EXPECT_EQ(value(fmt::format("SELECT y FROM t WHERE id = {}", i + 10)), "new");
  }
}

SERVER_TEST(RenameColumn, is_undone_without_a_trace) {
  run("CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL UNIQUE)");
  run("INSERT INTO users VALUES (1, 'a'), (2, 'b')");
  auto before = inspect();
  auto plan = this->plan(rename_name);
  run_phase(plan, Phase::expand);
  run_phase(plan, Phase::backfill);
  run("UPDATE users SET full_name = 'A' WHERE id = 1");
  undo(plan);
  auto after = inspect();
  before.table("users")->estimated_rows = after.table("users")->estimated_rows;
  before.table("users")->bytes = after.table("users")->bytes;
  before.table("users")->extra.erase("row_versions");
  after.table("users")->extra.erase("row_versions");
  EXPECT_EQ(*before.table("users"), *after.table("users"));
  EXPECT_EQ(rows("SELECT name FROM users ORDER BY id"), (Rows{"A", "b"}));
}

// MySQL's catalog shows the texts of both with their quotes escaped.
SERVER_TEST(RenameColumn, knows_what_checks_and_indexes_name_behind_a_text) {
  run("CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), kind VARCHAR(9), doc JSON, "
      "CONSTRAINT known CHECK (kind <> 'it''s' AND name <> 'y'))");
  EXPECT_NE(refusal(rename_name).find("the CHECK \"known\" uses it"), std::string::npos);
  if (!is_mysql()) return;
  run("ALTER TABLE users DROP CHECK known");
  run("CREATE INDEX part ON users (name, (CAST(doc->>'$.a' AS CHAR(20))))");
  EXPECT_NE(inspect().table("users")->index("part")->parts[1].expression.find("'$.a'"),
            std::string::npos);
  EXPECT_NE(refusal(rename_name).find("the index \"part\" has an expression beside it"),
            std::string::npos);
  run("ALTER TABLE users DROP INDEX part");
  run("CREATE INDEX whole ON users ((CONCAT(kind, ' of ', name)))");
  EXPECT_NE(refusal(rename_name).find("the functional index \"whole\" uses it"), std::string::npos);
}

// MariaDB's JSON is a LONGTEXT with the same check.
SERVER_TEST(RenameColumn, takes_no_text_with_a_check_for_json) {
  if (is_mysql()) return;
  run("CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20) CHECK (JSON_VALID(name)), doc "
      "JSON, "
      "note LONGTEXT COLLATE utf8mb4_general_ci CHECK (JSON_VALID(note)))");
  auto users = *inspect().table("users");
  EXPECT_EQ(users.column("name")->type, "varchar(20)");
  EXPECT_EQ(users.column("doc")->type, "json");
  EXPECT_EQ(users.column("note")->type, "longtext");
  EXPECT_EQ(users.checks.size(), 2u);
  EXPECT_NE(refusal(rename_name).find("the CHECK \"name\" uses it"), std::string::npos);
}

SERVER_TEST(RenameColumn, takes_names_of_any_kind) {
  std::string table = "or`der \"t\" ünï";
  std::string from = "sel`ect '1'", to(64, 'x');
  run(fmt::format("CREATE TABLE {} (`key` INT PRIMARY KEY, {} VARCHAR(20) NOT NULL)", quote(table),
                  quote(from)));
  run(fmt::format("INSERT INTO {} VALUES (1, 'a')", quote(table)));
  Migration m = migration(rename_name);
  m.operations[0].body = RenameColumn{Identifier(table), Identifier(from), Identifier(to)};
  auto schema = inspect();
  auto plan = dialect_->plan(m, schema, runner_.get());
  run_phase(plan, Phase::expand);
  run(fmt::format("INSERT INTO {} (`key`, {}) VALUES (2, 'b')", quote(table), quote(to)));
  run_phase(plan, Phase::backfill);
  EXPECT_EQ(
      rows(fmt::format("SELECT {}, {} FROM {} ORDER BY 1", quote(from), quote(to), quote(table))),
      (Rows{"a|a", "b|b"}));
  run_phase(plan, Phase::contract);
  m.operations[0].body = RenameColumn{Identifier(table), Identifier(to), Identifier(to + "x")};
  schema = inspect();
  EXPECT_ANY_THROW(dialect_->plan(m, schema, runner_.get()));
}

SERVER_TEST(RenameColumn, works_for_every_type) {
  const std::vector<std::pair<std::string, std::string>> types = {
      {"tinyint(1)", "1"},
      {"bigint unsigned", "18446744073709551615"},
      {"decimal(30,10)", "1.5"},
      {"double", "0.1"},
      {"bit(9)", "b'100000001'"},
      {"date", "'2020-01-01'"},
      {"time(3)", "'-10:00:00.5'"},
      {"datetime(6)", "'2020-01-01 01:02:03.123456'"},
      {"year", "2020"},
      {"char(5)", "'a'"},
      {"varchar(20) character set latin1", "'\xc3\xa4'"},
      {"mediumtext", "'text'"},
      {"enum('it''s','b')", "'it''s'"},
      {"set('a','b')", "'a,b'"},
      {"varbinary(20)", "x'00ff'"},
      {"longblob", "x'00ff'"},
      {"json", "'[1, 2]'"}};
  std::string create = "CREATE TABLE users (id INT PRIMARY KEY", values = "1", operations;
  for (std::size_t i = 0; i < types.size(); ++i) {
    create += fmt::format(", c{} {} NOT NULL", i, types[i].first);
    values += ", " + types[i].second;
    operations += fmt::format("  - rename_column: {{table: users, from: c{0}, to: d{0}}}\n", i);
  }
  run(create + ")");
  run("INSERT INTO users VALUES (" + values + ")");
  auto plan = this->plan(operations);
  run_phase(plan, Phase::expand);
  run("INSERT INTO users (id, " +
      [&] {
        std::string names;
        for (std::size_t i = 0; i < types.size(); ++i)
          names += fmt::format("{}d{}", i ? ", " : "", i);
        return names;
      }() +
      ") VALUES (2" + values.substr(1) + ")");
  run_phase(plan, Phase::backfill);
  for (std::size_t i = 0; i < types.size(); ++i)
    EXPECT_EQ(value(fmt::format(
                  "SELECT COUNT(*) FROM users WHERE c{0} <=> d{0} AND d{0} IS NOT NULL", i)),
              "2")
        << types[i].first;
  run_phase(plan, Phase::contract);
  EXPECT_EQ(inspect().table("users")->columns.size(), types.size() + 1);
}

}  // namespace
}  // namespace migrate::mysql::test
