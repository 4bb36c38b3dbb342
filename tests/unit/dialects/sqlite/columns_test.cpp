// add_column and drop_column, run on a file while the application writes.
#include "tests/unit/dialects/sqlite/support.hpp"
#include "util/error.hpp"

namespace migrate::sqlite {
namespace {

using Lines = std::vector<std::string>;

class Columns : public DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    exec("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, n INT)");
    exec("INSERT INTO users VALUES (1, 'ada', 1), (2, 'bob', 2), (3, 'eve', 3), (4, 'joe', 4)");
  }
  std::string code_of(const std::string& yaml) {
    try {
      plan_yaml(yaml);
    } catch (const Error& e) {
      EXPECT_EQ(e.exit(), ExitCode::usage);
      return e.report().code;
    }
    return "planned";
  }
};

const char* const add_upper =
    "operations:\n  - add_column:\n      table: users\n      column: {name: big, type: TEXT, "
    "default: \"'?'\", "
    "check: {name: big_ok, constraint: \"length(big) < 20\"}}\n      up: \"upper(users.name) -- "
    "loud\"\n";

TEST_F(Columns, AddsANullableOneAndOneWithADefaultAtOnce) {
  auto plan = plan_yaml(
      "operations:\n  - add_column: {table: users, column: {name: nick, type: TEXT, nullable: "
      "true}}\n"
      "  - add_column: {table: users, column: {name: points, type: INTEGER, default: \"7\"}}\n");
  EXPECT_FALSE(plan.has_contract());
  run(plan, Phase::expand);
  exec("INSERT INTO users (name, nick) VALUES ('zoe', 'z')");
  EXPECT_EQ(one("SELECT nick, points FROM users WHERE id = 1"), "-|7");
  EXPECT_EQ(one(plan.steps[0].loss), "1");
  EXPECT_EQ(one(plan.steps[1].loss), "0");
  undo(plan);
  EXPECT_EQ(table_sql("users"), "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, n INT)");
}

TEST_F(Columns, FillsANotNullColumnAndTightensItAtContract) {
  for (std::string recursive : {"OFF", "ON"}) {
    exec("PRAGMA recursive_triggers=" + recursive);
    auto plan = plan_yaml(add_upper);
    run(plan, Phase::expand);
    exec("INSERT INTO users (id, name) VALUES (10, 'old')");
    exec("INSERT INTO users (id, name, big) VALUES (11, 'new', 'OWN')");
    EXPECT_EQ(rows("SELECT big FROM users WHERE id >= 10 ORDER BY id"), (Lines{"OLD", "OWN"}));
    exec("UPDATE users SET name = 'older' WHERE id = 10");
    exec("UPDATE users SET name = 'newer' WHERE id = 11");
    EXPECT_EQ(rows("SELECT big FROM users WHERE id >= 10 ORDER BY id"), (Lines{"OLDER", "OWN"}));
    EXPECT_EQ(one(plan.steps[0].loss), "1");
    run(plan, Phase::backfill);
    exec("INSERT OR REPLACE INTO users (id, name) VALUES (10, 'again')");
    EXPECT_EQ(rows("SELECT big FROM users ORDER BY id"),
              (Lines{"ADA", "BOB", "EVE", "JOE", "AGAIN", "OWN"}));
    EXPECT_THROW(exec("UPDATE users SET big = NULL WHERE id = 1"), db::DbError);
    EXPECT_THROW(exec("INSERT INTO users (name) VALUES (NULL)"), db::DbError);
    run(plan, Phase::contract);
    exec("INSERT INTO users (id, name) VALUES (12, 'x')");
    EXPECT_EQ(one("SELECT big FROM users WHERE id = 12"), "?");
    EXPECT_THROW(exec("UPDATE users SET big = NULL WHERE id = 1"), db::DbError);
    EXPECT_THROW(exec("UPDATE users SET big = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'"), db::DbError);
    EXPECT_EQ(rows("PRAGMA integrity_check"), Lines{"ok"});
    EXPECT_EQ(one("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"), "0");
    exec("DROP TABLE users");
    exec("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, n INT)");
    exec("INSERT INTO users VALUES (1, 'ada', 1), (2, 'bob', 2), (3, 'eve', 3), (4, 'joe', 4)");
  }
}

TEST_F(Columns, UndoesAFilledColumnAtAnyPoint) {
  auto plan = plan_yaml(add_upper);
  run(plan, Phase::expand);
  run(plan, Phase::backfill);
  undo(plan);
  EXPECT_EQ(table_sql("users"), "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, n INT)");
  EXPECT_EQ(one("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"), "0");
}

TEST_F(Columns, ARollbackSaysThatItsLockGrowsWithTheTable) {
  for (std::string operation :
       {"add_column: {table: users, column: {name: nick, type: TEXT, nullable: true}}",
        "add_column: {table: users, column: {name: nick, type: TEXT, nullable: true}, up: name}",
        "rename_column: {table: users, from: name, to: nick}",
        "split_column: {table: users, column: name, into: [{name: nick, type: TEXT, nullable: "
        "true, "
        "up: name}], down: nick}",
        "alter_column: {table: users, column: n, type: TEXT}",
        "create_table: {name: nicks, columns: [{name: id, type: INTEGER, pk: true}]}"}) {
    auto plan = plan_yaml("operations:\n  - " + operation + "\n");
    EXPECT_NE(plan.steps[0].lock_to_undo().hold.find("in proportion"), std::string::npos)
        << operation;
    EXPECT_EQ(plan.steps[0].lock.hold.find("in proportion"), std::string::npos) << operation;
  }
}

TEST_F(Columns, SurvivesANonDeterministicExpression) {
  exec("PRAGMA recursive_triggers=ON");
  auto plan = plan_yaml(
      "operations:\n  - add_column: {table: users, column: {name: token, type: TEXT}, up: "
      "\"hex(randomblob(8))\"}\n");
  run(plan, Phase::expand);
  exec("INSERT INTO users (name) VALUES ('x')");
  exec("UPDATE users SET name = name || '!'");
  run(plan, Phase::backfill);
  EXPECT_EQ(one("SELECT count(DISTINCT token) FROM users"), "5");
}

TEST_F(Columns, DropsOneThatOldCodeStillReads) {
  exec("DROP TABLE users");
  exec("CREATE TABLE users (id INTEGER PRIMARY KEY, first TEXT, full TEXT NOT NULL, n INT)");
  exec("CREATE INDEX by_full ON users (full)");
  exec("INSERT INTO users VALUES (1, 'ada', 'Ada L', 1)");
  auto plan = plan_yaml(
      "operations:\n  - drop_column: {table: users, column: full, down: \"first || ' ?'\"}\n");
  run(plan, Phase::expand);
  exec("INSERT INTO users (id, first) VALUES (2, 'bob')");
  EXPECT_EQ(one("SELECT full FROM users WHERE id = 2"), "bob ?");
  exec("UPDATE users SET first = 'rob' WHERE id = 2");
  exec("UPDATE users SET first = 'eda' WHERE id = 1");
  EXPECT_EQ(rows("SELECT full FROM users ORDER BY id"), (Lines{"Ada L", "rob ?"}));
  EXPECT_THROW(exec("INSERT INTO users (first) VALUES (NULL)"), db::DbError);
  EXPECT_THROW(exec("UPDATE users SET full = NULL"), db::DbError);
  undo(plan);
  EXPECT_THROW(exec("INSERT INTO users (id, first) VALUES (3, 'x')"), db::DbError);
  plan = plan_yaml(
      "operations:\n  - drop_column: {table: users, column: full, down: \"first || ' ?'\"}\n");
  run(plan, Phase::expand);
  run(plan, Phase::backfill);
  run(plan, Phase::contract);
  EXPECT_EQ(table_sql("users"), "CREATE TABLE users (id INTEGER PRIMARY KEY, first TEXT, n INT)");
  EXPECT_EQ(rows("PRAGMA integrity_check"), Lines{"ok"});
}

TEST_F(Columns, RefusesWhatCannotBeDoneSafely) {
  auto add = [](const std::string& column, const std::string& more = "") {
    return "operations:\n  - add_column: {table: users, column: {name: x, type: TEXT" + column +
           "}" + more + "}\n";
  };
  EXPECT_EQ(code_of(add(", default: \"NULL\"")), "MIG-PLAN-UNSUPPORTED");
  EXPECT_EQ(code_of(add(", default: \"(1 + 1)\"")), "MIG-PLAN-UNSUPPORTED");
  EXPECT_EQ(code_of(add(", default: CURRENT_TIMESTAMP")), "MIG-PLAN-UNSUPPORTED");
  EXPECT_EQ(code_of(add(", pk: true")), "MIG-PLAN-UNSUPPORTED");
  EXPECT_EQ(code_of(add(", default: \"'a'\", unique: true")), "MIG-PLAN-UNSUPPORTED");
  EXPECT_EQ(code_of(add(", default: \"NULL\", nullable: true, unique: true")), "planned");
  EXPECT_EQ(code_of(add(", default: \"'a'\", unique: true", ", up: id")), "planned");
  EXPECT_EQ(code_of(add("", ", up: \"nope(name)\"")), "MIG-PLAN-SQL");
  EXPECT_EQ(code_of(add("", ", up: \"missing || 1\"")), "MIG-PLAN-SQL");
  EXPECT_EQ(code_of(add("", ", up: \"a b c\"")), "MIG-PLAN-SQL");
  EXPECT_EQ(code_of(add(", default: CURRENT_TIMESTAMP", ", up: \"'1970'\"")), "planned");
  auto drop = [](const std::string& column) {
    return "operations:\n  - drop_column: {table: users, column: " + column + "}\n";
  };
  EXPECT_EQ(code_of(drop("id")), "MIG-PLAN-UNSUPPORTED");
  exec("CREATE VIEW v AS SELECT n FROM users");
  EXPECT_EQ(code_of(drop("n")), "MIG-PLAN-UNSUPPORTED");
  exec("DROP VIEW v");
  exec("CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT NEW.n; END");
  EXPECT_EQ(code_of(drop("n")), "MIG-PLAN-UNSUPPORTED");
  exec("DROP TRIGGER tr");
  EXPECT_EQ(code_of(drop("n")), "planned");
  exec("DROP TABLE users");
  exec(
      "CREATE TABLE users (id INTEGER PRIMARY KEY, n INT NOT NULL, u TEXT UNIQUE, c INT CHECK (c > "
      "0), p INT "
      "REFERENCES users)");
  EXPECT_EQ(code_of(drop("n")), "MIG-PLAN-UNSUPPORTED");
  // These take a shadow table, which must not leave a view or a trigger behind that means nothing.
  for (std::string column : {"u", "c", "p"}) {
    EXPECT_EQ(code_of(drop(column.c_str())), "planned") << column;
    exec("CREATE VIEW v AS SELECT " + column + " FROM users");
    EXPECT_EQ(code_of(drop(column.c_str())), "MIG-PLAN-UNSUPPORTED") << column;
    exec("DROP VIEW v");
    exec("CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT NEW." + column + "; END");
    EXPECT_EQ(code_of(drop(column.c_str())), "MIG-PLAN-UNSUPPORTED") << column;
    exec("DROP TRIGGER tr");
  }
}

// SQLite keeps the default of ADD COLUMN in the definition, where rows from before read it.
TEST_F(Columns, AnotherDefaultIsForRowsToComeAlone) {
  for (std::string type : {"TEXT", "TEXT COLLATE NOCASE", "INTEGER", "BLOB", ""}) {
    exec("ALTER TABLE users ADD COLUMN rank " + type + " DEFAULT '7'");
    exec("INSERT INTO users (id) VALUES (5)");
    const auto before = rows("SELECT id, rank, typeof(rank) FROM users");
    auto plan =
        plan_yaml("operations:\n  - alter_column: {table: users, column: rank, default: 8}\n");
    run(plan, Phase::expand);
    exec("INSERT INTO users (id) VALUES (6)");
    EXPECT_EQ(rows("SELECT id, rank, typeof(rank) FROM users WHERE id < 6"), before);
    EXPECT_EQ(one("SELECT rank FROM users WHERE id = 6"), "8");
    undo(plan);
    EXPECT_EQ(rows("SELECT id, rank, typeof(rank) FROM users WHERE id < 6"), before);
    plan =
        plan_yaml("operations:\n  - alter_column: {table: users, column: rank, default: null}\n");
    run(plan, Phase::contract);
    EXPECT_EQ(rows("SELECT id, rank, typeof(rank) FROM users WHERE id < 6"), before);
    exec("DELETE FROM users WHERE id > 4");
    exec("ALTER TABLE users DROP COLUMN rank");
  }
  exec("ALTER TABLE users ADD COLUMN nick TEXT");
  run(plan_yaml("operations:\n  - alter_column: {table: users, column: nick, default: \"'x'\"}\n"),
      Phase::expand);
  EXPECT_EQ(one("SELECT count(nick) FROM users"), "0");
}

// The rules are words behind the default's.
TEST_F(Columns, ADefaultGoesTogetherWithOtherChanges) {
  const std::string alter = "operations:\n  - alter_column: {table: t, column: m, default: null, ";
  exec("CREATE TABLE p (id INTEGER PRIMARY KEY)");
  exec("INSERT INTO p VALUES (5)");
  exec("CREATE TABLE t (id INTEGER PRIMARY KEY, m INT DEFAULT 5, n INT)");
  exec("INSERT INTO t (id) VALUES (1)");
  auto plan = plan_yaml(alter +
                        "nullable: false, unique: {name: t_u}, check: {name: t_m, constraint: m > "
                        "0}, references: {name: t_p, table: p, column: id}}\n");
  for (auto phase : {Phase::expand, Phase::backfill, Phase::contract}) run(plan, phase);
  EXPECT_EQ(one("SELECT \"notnull\", dflt_value FROM pragma_table_info('t') WHERE name = 'm'"),
            "1|-");
  const auto table = dialect().inspect(tool(), nullptr).tables.at("t");
  EXPECT_EQ(table.checks.size(), 1U);
  EXPECT_EQ(table.foreign_keys.size(), 1U);
  EXPECT_EQ(rows("SELECT m FROM t"), Lines{"5"});

  exec("DROP TABLE t");
  exec("CREATE TABLE t (id INTEGER PRIMARY KEY, m INT NOT NULL DEFAULT 5, n INT)");
  const auto before = table_sql("t");
  plan = plan_yaml(alter + "type: BIGINT, nullable: true}\n");
  run(plan, Phase::expand);
  undo(plan);
  EXPECT_EQ(table_sql("t"), before);
  for (auto phase : {Phase::expand, Phase::backfill, Phase::contract}) run(plan, phase);
  EXPECT_EQ(table_sql("t"), "CREATE TABLE t (id INTEGER PRIMARY KEY, m BIGINT, n INT)");
}

TEST_F(Columns, TwoOperationsThatCannotEndTogetherAreRefused) {
  EXPECT_EQ(
      code_of("operations:\n  - rename_column: {table: users, from: name, to: title}\n"
              "  - create_index: {name: by_title, table: users, columns: [{column: title}]}\n"),
      "MIG-PLAN-UNSUPPORTED");
}

// DEFAULT takes a bare word for a text; a trigger takes it for a column.
TEST_F(Columns, AWordAsDefaultIsAText) {
  exec(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT word, b TEXT NOT NULL "
      "DEFAULT \"two words\")");
  auto plan = plan_yaml(
      "operations:\n  - rename_column: {table: t, from: a, to: c}\n"
      "  - drop_column: {table: t, column: b, down: upper(a)}\n");
  run(plan, Phase::expand);
  exec("INSERT INTO t (id) VALUES (1)");
  exec("INSERT INTO t (id, c) VALUES (2, 'new')");
  EXPECT_EQ(rows("SELECT a, c FROM t"), (Lines{"word|word", "new|new"}));
}

TEST_F(Columns, ATextOfItsNameIsNotTheColumnThatGoes) {
  exec(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, email TEXT, kind TEXT, code TEXT UNIQUE, CHECK "
      "(kind "
      "IN ('email', 'phone')))");
  exec("CREATE UNIQUE INDEX t_kind ON t (kind) WHERE kind = 'email'");
  exec("CREATE INDEX t_expression ON t (kind || 'email')");
  auto drop = [](const std::string& column) {
    return "operations:\n  - drop_column: {table: t, column: " + column + "}\n";
  };
  auto kept = [&] {
    return rows(
        "SELECT name FROM sqlite_schema WHERE tbl_name = 't' AND sql IS NOT NULL ORDER BY 1");
  };
  // By itself, and by a shadow.
  for (std::string column : {"email", "code"}) {
    auto plan = plan_yaml(drop(column));
    EXPECT_EQ(plan.steps[0].strategy, column == "code" ? Strategy::shadow : Strategy::in_place);
    for (auto phase : {Phase::expand, Phase::backfill, Phase::contract}) run(plan, phase);
    EXPECT_EQ(kept(), (Lines{"t", "t_expression", "t_kind"}));
    EXPECT_THROW(exec("INSERT INTO t (kind) VALUES ('pigeon')"), db::DbError);
    if (column == "email") exec("ALTER TABLE t ADD COLUMN email TEXT");
  }
  EXPECT_EQ(code_of("operations:\n  - split_column: {table: t, column: email, down: box, into: "
                    "[{name: box, type: TEXT, nullable: true, up: email}]}\n"),
            "planned");
}

// SQLite lets it go, and refuses the next write to the parent: "foreign key mismatch".
TEST_F(Columns, AForeignKeyRefersToItInAnyCase) {
  exec(
      "CREATE TABLE p (id INTEGER PRIMARY KEY, Mail TEXT, Code TEXT CHECK (Code <> ''), free "
      "TEXT)");
  exec("CREATE UNIQUE INDEX p_mail ON p (Mail)");
  exec("CREATE UNIQUE INDEX p_code ON p (Code)");
  exec("CREATE TABLE c (mail TEXT REFERENCES P (MAIL), code TEXT REFERENCES p (code))");
  auto drop = [](const std::string& column) {
    return "operations:\n  - drop_column: {table: p, column: " + column + "}\n";
  };
  EXPECT_EQ(code_of(drop("Mail")), "MIG-PLAN-UNSUPPORTED");
  EXPECT_EQ(code_of(drop("Code")), "MIG-PLAN-UNSUPPORTED");
  EXPECT_EQ(code_of(drop("free")), "planned");
}

// `x IS NOT TRUE` asks for truth: 2 would be taken for the default, and 7 for a value given.
TEST_F(Columns, TrueAndFalseAsDefaultsAreNumbers) {
  for (std::string type : {"INT", "BOOLEAN", "TEXT"}) {
    for (std::string on : {"TRUE", "(true)"}) {
      exec("CREATE TABLE t (id INTEGER PRIMARY KEY, a " + type + " NOT NULL DEFAULT " + on +
           ", b " + type + " NOT NULL DEFAULT FALSE, c INT NOT NULL DEFAULT false)");
      auto plan = plan_yaml(
          "operations:\n  - rename_column: {table: t, from: a, to: d}\n"
          "  - rename_column: {table: t, from: b, to: e}\n"
          "  - drop_column: {table: t, column: c, down: id}\n"
          "  - add_column: {table: t, column: {name: f, type: INT, default: true}}\n");
      run(plan, Phase::expand);
      exec("INSERT INTO t (id) VALUES (1)");
      exec("INSERT INTO t (id, a, b) VALUES (2, 2, 2)");
      exec("INSERT INTO t (id, d, e, f) VALUES (3, 3, 3, 3)");
      exec("INSERT INTO t (id, d, e, f) VALUES (4, 0, 1, 0)");
      EXPECT_EQ(rows("SELECT a, d, b, e FROM t ORDER BY id"),
                (Lines{"1|1|0|0", "2|2|2|2", "3|3|3|3", "0|0|1|1"}))
          << type << " " << on;
      EXPECT_EQ(rows("SELECT c FROM t ORDER BY id"), (Lines{"1", "2", "3", "4"}));
      EXPECT_EQ(one(plan.of(Phase::expand).back()->loss), "2");
      exec("DROP TABLE t");
    }
  }
}

// NEW.x has no affinity: 7 IS NOT '7' there, and each row that leaves the column out looks given.
TEST_F(Columns, ADefaultIsKnownAsItIsStored) {
  for (std::string column : {"TEXT DEFAULT 7", "INT DEFAULT '7'", "REAL DEFAULT '7'",
                             "TEXT DEFAULT '7'", "BLOB DEFAULT 7", "DECIMAL(9) DEFAULT 7"}) {
    exec("CREATE TABLE t (id INTEGER PRIMARY KEY, a " + column + ")");
    auto plan = plan_yaml("operations:\n  - rename_column: {table: t, from: a, to: b}\n");
    run(plan, Phase::expand);
    exec("INSERT INTO t (id, a) VALUES (1, 8)");
    exec("INSERT INTO t (id, b) VALUES (2, 9)");
    EXPECT_EQ(rows("SELECT CAST(a AS INT), CAST(b AS INT) FROM t ORDER BY id"),
              (Lines{"8|8", "9|9"}))
        << column;
    exec("DROP TABLE t");
  }
}

TEST_F(Columns, AnOrphanOfAnotherKeyIsNotTheNewColumns) {
  exec("PRAGMA foreign_keys=OFF");
  exec("CREATE TABLE p (id INTEGER PRIMARY KEY)");
  exec("INSERT INTO p VALUES (1)");
  exec("CREATE TABLE t (id INTEGER PRIMARY KEY, old INT REFERENCES p (id))");
  exec("INSERT INTO t VALUES (1, 99), (2, 1)");
  exec("PRAGMA foreign_keys=ON");
  auto add = [](const std::string& parent, const std::string& up) {
    return "operations:\n  - add_column: {table: t, column: {name: n, type: INT, nullable: true, "
           "references: {name: t_n, table: " +
           parent + ", column: id}}, up: \"" + up + "\"}\n";
  };
  for (std::string parent : {"p", "t"}) {
    auto plan = plan_yaml(add(parent, "1"));
    run(plan, Phase::expand);
    run(plan, Phase::backfill);
    EXPECT_EQ(rows("SELECT n FROM t"), (Lines{"1", "1"})) << parent;
    undo(plan);
  }
  auto plan = plan_yaml(add("p", "id"));
  run(plan, Phase::expand);
  for (auto* step : plan.of(Phase::backfill))
    if (step->kind == StepKind::fill) run_step(*step);
  const auto& search = *plan.of(Phase::backfill).back();
  ASSERT_EQ(search.kind, StepKind::search);
  EXPECT_EQ(tool()
                .query(search.batch->work.sql,
                       {db::Value::of(std::int64_t{1}), db::Value::of(std::int64_t{9})})
                .rows.size(),
            1U);
}

// SQLite would find it out at the application's next INSERT.
TEST_F(Columns, ATriggerThatWouldNotCompileIsRefused) {
  EXPECT_EQ(code_of("operations:\n  - drop_column: {table: users, column: name, down: no_such}\n"),
            "MIG-PLAN-SQL");
}

}  // namespace
}  // namespace migrate::sqlite
