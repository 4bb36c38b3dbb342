// add_column and drop_column, executed on the servers.
#include <algorithm>

#include "tests/unit/dialects/mysql/support.hpp"

namespace migrate::mysql::test {
namespace {

using Rows = std::vector<std::string>;

SERVER_TEST(AddColumn, with_up_follows_until_somebody_gives_it_a_value) {
  run("CREATE TABLE users (id INT PRIMARY KEY, first VARCHAR(20), last VARCHAR(20) NOT NULL, cents "
      "INT)");
  run("INSERT INTO users VALUES (1, 'Ada', 'L', 333), (2, NULL, 'B', 100), (3, 'Cy', 'D', 5)");
  auto plan = this->plan(
      "  - add_column:\n      table: users\n      up: \"CONCAT_WS(' ', `first`, users.last)\"\n"
      "      column: {name: full_name, type: varchar(50), nullable: false, default: \"'?'\", "
      "unique: "
      "true}\n"
      "  - add_column:\n      table: users\n      up: cents / 100 * 1.001\n"
      "      column: {name: price, type: \"decimal(10,2)\", nullable: true}\n");
  run_phase(plan, Phase::expand);
  run("INSERT INTO users (id, first, last, cents) VALUES (4, 'Eve', 'F', 777)");
  run("INSERT INTO users (id, first, last, cents, full_name, price) VALUES (5, 'G', 'H', 1, 'own', "
      "9)");
  run("UPDATE users SET first = 'Eva', cents = 888 WHERE id = 4");
  run("UPDATE users SET first = 'X', cents = 99 WHERE id = 5");
  run("UPDATE users SET last = 'LL' WHERE id = 1");
  EXPECT_EQ(rows("SELECT full_name, price FROM users ORDER BY id"),
            (Rows{"Ada LL|3.33", "~|~", "~|~", "Eva F|8.89", "own|9.00"}));
  run_phase(plan, Phase::backfill, 2);
  EXPECT_EQ(rows("SELECT full_name, price FROM users ORDER BY id"),
            (Rows{"Ada LL|3.33", "B|1.00", "Cy D|0.05", "Eva F|8.89", "own|9.00"}));
  // Old code goes on without the column, which is NOT NULL by now.
  run("INSERT INTO users (id, first, last) VALUES (6, 'I', 'J')");
  run("UPDATE users SET first = 'K' WHERE id = 6");
  EXPECT_EQ(value("SELECT full_name FROM users WHERE id = 6"), "K J");
  EXPECT_EQ(failure("INSERT INTO users (id, first, last) VALUES (7, 'K', 'J')"),
            db::Failure::unique_violation);
  auto* add = plan.of(Phase::expand)[0];
  EXPECT_EQ(runner_->query(add->loss).rows[0][0].as_int(), 1);  // 'own'
  run_phase(plan, Phase::contract);
  auto users = *inspect().table("users");
  EXPECT_EQ(users.column("full_name")->default_sql, "'?'");
  EXPECT_FALSE(users.column("full_name")->nullable);
  EXPECT_TRUE(users.index("full_name")->unique);
}

SERVER_TEST(AddColumn, with_up_leaves_alone_the_self_updating_column_that_it_reads) {
  run("CREATE TABLE docs (id INT PRIMARY KEY, n INT NOT NULL, at DATETIME NOT NULL ON UPDATE "
      "CURRENT_TIMESTAMP, seen TIMESTAMP NULL ON UPDATE CURRENT_TIMESTAMP)");
  run("INSERT INTO docs VALUES (1, 1, '2001-01-01', '2002-02-02'), (2, 2, '2003-03-03', NULL)");
  auto plan = this->plan(
      "  - add_column: {table: docs, up: YEAR(at), column: {name: y, type: int, nullable: true}}\n"
      "  - backfill: {table: docs, set: {seen: at, n: \"n + YEAR(seen)\"}}\n"
      "  - alter_column: {table: docs, column: n, nullable: true, down: YEAR(at)}\n");
  run_phase(plan, Phase::expand);
  run_phase(plan, Phase::backfill);
  EXPECT_EQ(rows("SELECT y, n, YEAR(at), YEAR(seen) FROM docs ORDER BY id"),
            (Rows{"2001|2002|2001|2001", "2003|2005|2003|2003"}));
  run("UPDATE docs SET n = NULL, at = at WHERE id = 2");
  undo(plan);
  EXPECT_EQ(rows("SELECT n, YEAR(at) FROM docs ORDER BY id"), (Rows{"2002|2001", "2003|2003"}));
}

// A variable of a trigger has the database's character set, where nothing else is said of it.
SERVER_TEST(AddColumn, with_up_follows_whatever_character_set_table_and_database_have) {
  const auto nick = [&](const std::string& table) {
    return this->plan("  - add_column:\n      table: " + table +
                      "\n      up: CONCAT(first, ' ', last)\n"
                      "      column: {name: nick, type: varchar(90), nullable: true}\n");
  };
  const auto lost = [&](const Plan& plan) {
    return runner_->query(plan.of(Phase::expand)[0]->loss).rows[0][0].as_int();
  };
  run("CREATE TABLE narrow (id INT PRIMARY KEY, first VARCHAR(40), last VARCHAR(40)) "
      "CHARSET=latin1");
  run("INSERT INTO narrow VALUES (1, 'André', 'Meyer')");
  auto plan = nick("narrow");
  run_phase(plan, Phase::expand);
  run_phase(plan, Phase::backfill);
  EXPECT_EQ(value("SELECT nick FROM narrow"), "André Meyer");
  run("UPDATE narrow SET last = 'Müller'");
  EXPECT_EQ(value("SELECT nick FROM narrow"), "André Müller");
  EXPECT_EQ(lost(plan), 0);
  run("UPDATE narrow SET nick = 'andré müller'");
  EXPECT_EQ(lost(plan), 1);

  run("ALTER DATABASE " + database_ + " CHARACTER SET latin1");
  run("CREATE TABLE wide (id INT PRIMARY KEY, first VARCHAR(40), last VARCHAR(40), n INT) "
      "CHARSET=utf8mb4");
  run("INSERT INTO wide VALUES (1, '李', 'Meyer', 1)");
  plan = nick("wide");
  run_phase(plan, Phase::expand);
  run("UPDATE wide SET n = 2");
  run_phase(plan, Phase::backfill);
  run("UPDATE wide SET n = 3");
  run("UPDATE wide SET last = '四'");
  EXPECT_EQ(value("SELECT nick FROM wide"), "李 四");
  EXPECT_EQ(lost(plan), 0);
}

SERVER_TEST(AddColumn, a_default_beyond_ascii_is_no_value_of_new_code) {
  run("CREATE TABLE users (id INT PRIMARY KEY) CHARSET=latin1");
  run("INSERT INTO users VALUES (1), (2)");
  auto plan = this->plan(
      "  - add_column: {table: users, column: {name: c, type: varchar(10), default: \"'ä'\"}}\n");
  run_phase(plan, Phase::expand);
  EXPECT_EQ(runner_->query(plan.steps[0].loss).rows[0][0].as_int(), 0);
  run("UPDATE users SET c = 'Ä' WHERE id = 1");
  EXPECT_EQ(runner_->query(plan.steps[0].loss).rows[0][0].as_int(), 1);
}

SERVER_TEST(AddColumn, plain_ones_are_instant_and_undone) {
  run("CREATE TABLE users (id INT PRIMARY KEY)");
  run("INSERT INTO users VALUES (1)");
  auto plan = this->plan(
      "  - add_column: {table: users, column: {name: a, type: int, nullable: true, comment: "
      "it's}}\n"
      "  - add_column: {table: users, column: {name: b, type: varchar(10), default: \"'x'\"}}\n"
      "  - add_column: {table: users, column: {name: c, type: datetime, default: "
      "current_timestamp}}\n");
  EXPECT_FALSE(plan.has_contract());
  run_phase(plan, Phase::expand);
  EXPECT_EQ(value("SELECT CONCAT_WS('/', a IS NULL, b, c IS NOT NULL) FROM users"), "1/x/1");
  EXPECT_EQ(runner_->query(plan.steps[0].loss).rows[0][0].as_int(), 0);
  EXPECT_EQ(runner_->query(plan.steps[1].loss).rows[0][0].as_int(), 0);
  run("UPDATE users SET a = 1, b = 'y'");
  EXPECT_EQ(runner_->query(plan.steps[0].loss).rows[0][0].as_int(), 1);
  EXPECT_EQ(runner_->query(plan.steps[1].loss).rows[0][0].as_int(), 1);
  undo(plan);
  EXPECT_EQ(inspect().table("users")->columns.size(), 1u);
}

SERVER_TEST(AddColumn, what_the_server_does_not_do_online) {
  run("CREATE TABLE users (id INT PRIMARY KEY, n INT, FULLTEXT KEY ft (t), t TEXT)");
  run("CREATE TABLE plain (id INT PRIMARY KEY, n INT)");
  auto column = [&](const std::string& table, const std::string& rest) {
    return refusal("  - add_column: {table: " + table + ", column: {name: c, " + rest + "}}\n");
  };
  EXPECT_NE(refusal("  - add_column: {table: users, up: n + 1, column: {name: c, type: int}}\n")
                .find("FULLTEXT"),
            std::string::npos);
  EXPECT_NE(refusal("  - drop_column: {table: users, column: n, down: id}\n").find("FULLTEXT"),
            std::string::npos);
  EXPECT_NE(column("plain", "type: int").find("NOT NULL"), std::string::npos)
      << column("plain", "type: int");
  for (const char* rest : {"type: varchar(40), default: uuid()",
                           "type: int, nullable: true, check: {name: k, constraint: c > 0}",
                           "type: int, nullable: true, generated: {expression: n + 1}"}) {
    auto made =
        plan("  - add_column: {table: plain, column: {name: c, " + std::string(rest) + "}}\n");
    EXPECT_EQ(made.steps.at(0).strategy, Strategy::shadow) << rest;
  }
  EXPECT_NE(column("nosuch", "type: int, nullable: true").find("MIG-PLAN-NO-TABLE"),
            std::string::npos);
  EXPECT_NE(
      refusal("  - add_column: {table: plain, column: {name: N, type: int, nullable: true}}\n")
          .find("MIG-PLAN-EXISTS"),
      std::string::npos);
}

SERVER_TEST(Backfill, that_fires_triggers_of_the_table_says_so) {
  run("CREATE TABLE users (id INT PRIMARY KEY, n INT, m INT)");
  run("CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW SET NEW.m = 1");
  for (const char* operation :
       {"  - add_column: {table: users, up: n + 1, column: {name: c, type: int, nullable: true}}\n",
        "  - alter_column: {table: users, column: n, nullable: false, up: \"0\"}\n",
        "  - backfill: {table: users, set: {n: id}}\n"}) {
    auto notes = plan(operation).notes;
    EXPECT_TRUE(std::any_of(notes.begin(), notes.end(), [](auto& note) {
      return note.find("users has triggers of its own (touched)") != std::string::npos;
    })) << operation;
  }
}

SERVER_TEST(DropColumn, down_serves_old_code_until_the_end) {
  run("CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20) NOT NULL, len INT "
      "NOT "
      "NULL, KEY kl (len, name), UNIQUE KEY ul (len))");
  run("INSERT INTO users (name, len) VALUES ('a', 10)");
  auto plan = this->plan("  - drop_column: {table: users, column: len, down: CHAR_LENGTH(name)}\n");
  run_phase(plan, Phase::expand);
  run("INSERT INTO users (name) VALUES ('new')");
  run("INSERT INTO users (name, len) VALUES ('old', 7)");
  run("UPDATE users SET name = 'newer' WHERE name = 'new'");
  run("UPDATE users SET name = 'older' WHERE name = 'old'");
  EXPECT_EQ(rows("SELECT name, len FROM users ORDER BY id"), (Rows{"a|10", "newer|5", "older|7"}));
  int n = 20;
  for (auto* step : plan.of(Phase::contract)) {
    SCOPED_TRACE(step->title);
    run_step(*step);
    run("INSERT INTO users (name) VALUES ('" + std::string(static_cast<std::size_t>(n--), 'x') +
        "')");
  }
  EXPECT_FALSE(inspect().table("users")->column("len"));
  EXPECT_EQ(inspect().table("users")->indexes.size(), 1u);
}

SERVER_TEST(DropColumn, what_needs_it_is_named) {
  run("CREATE TABLE parent (id INT PRIMARY KEY)");
  run("CREATE TABLE users (id INT PRIMARY KEY, a INT NOT NULL, b INT, c INT, d INT, e INT AS (d + "
      "1), "
      "f INT, h INT, CONSTRAINT ck CHECK (b > c), CONSTRAINT fk FOREIGN KEY (f) REFERENCES parent "
      "(id))");
  run("CREATE VIEW v AS SELECT x.h AS hh FROM users x");
  auto drop = [&](const char* column) {
    return refusal(std::string("  - drop_column: {table: users, column: ") + column + "}\n");
  };
  auto rename = [&](const char* column) {
    return refusal(std::string("  - rename_column: {table: users, to: zz, from: ") + column +
                   "}\n");
  };
  EXPECT_NE(drop("a").find("MIG-PLAN-NEEDS-DOWN"), std::string::npos);
  for (auto& refused : {drop("id"), rename("id")})
    EXPECT_NE(refused.find("primary key"), std::string::npos) << refused;
  for (auto& refused : {drop("b"), rename("c")})
    EXPECT_NE(refused.find("CHECK \"ck\""), std::string::npos) << refused;
  for (auto& refused : {drop("d"), rename("d")})
    EXPECT_NE(refused.find("generated column \"e\""), std::string::npos) << refused;
  for (auto& refused : {drop("f"), rename("f")})
    EXPECT_NE(refused.find("foreign key \"fk\""), std::string::npos) << refused;
  for (auto& refused : {drop("h"), rename("h")})
    EXPECT_NE(refused.find("view \"v\""), std::string::npos) << refused;
  run("CREATE TABLE kids (id INT PRIMARY KEY, pid INT, name VARCHAR(10), x INT, KEY k (pid, name), "
      "KEY k2 (x, name), FOREIGN KEY (pid) REFERENCES parent (id))");
  const std::string gone = "  - drop_column: {table: kids, column: name}\n";
  for (auto& operation :
       {gone, std::string("  - split_column: {table: kids, column: name, down: one, into: [{name: "
                          "one, type: varchar(9), nullable: true, up: name}]}\n")})
    EXPECT_NE(refusal(operation).find("index \"k\" of table \"kids\" is needed by the foreign key"),
              std::string::npos)
        << refusal(operation);
  EXPECT_EQ(
      refusal(
          "  - create_index: {table: kids, name: by_pid, columns: [{column: pid}, {column: x}]}\n" +
          gone),
      "planned");
  run("CREATE TABLE slots (id INT PRIMARY KEY, place INT DEFAULT 1, n INT DEFAULT 1, free INT, "
      "UNIQUE KEY p (place), UNIQUE KEY nf (n, free), UNIQUE KEY f (free))");
  const std::string slot = "  - drop_column: {table: slots, column: ";
  EXPECT_NE(refusal(slot + "place}\n").find("unique index p"), std::string::npos);
  EXPECT_EQ(refusal(slot + "place, down: id}\n"), "planned");
  EXPECT_EQ(refusal(slot + "n}\n"), "planned");
  EXPECT_EQ(refusal(slot + "free}\n"), "planned");
  run("CREATE TRIGGER tr BEFORE INSERT ON users FOR EACH ROW SET NEW.c = NEW.a");
  EXPECT_NE(rename("a").find("trigger \"tr\""), std::string::npos);
  EXPECT_NE(refusal("  - rename_column: {table: users, from: a, to: A}\n").find("case"),
            std::string::npos);
  run("CREATE TABLE old_engine (id INT PRIMARY KEY, a INT) ENGINE=MyISAM");
  EXPECT_NE(refusal("  - drop_column: {table: old_engine, column: a}\n").find("InnoDB"),
            std::string::npos);
  run("CREATE TABLE no_key (a INT, b INT)");
  EXPECT_NE(refusal("  - rename_column: {table: no_key, from: a, to: z}\n").find("nothing to walk"),
            std::string::npos);
}

}  // namespace
}  // namespace migrate::mysql::test
