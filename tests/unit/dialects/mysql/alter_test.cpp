// alter_column, and the empty copy that it is tried on.
#include <string>

#include "tests/unit/dialects/mysql/support.hpp"
#include "util/error.hpp"

namespace migrate::mysql::test {
namespace {

using Rows = std::vector<std::string>;

constexpr const char* copies =
    "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME "
    "LIKE 'migrate\\_trial\\_%'";

std::string alter(const std::string& change) {
  return "  - alter_column: {table: t, column: c, " + change + "}\n";
}

SERVER_TEST(AlterColumn, says_a_column_again_without_losing_anything) {
  run("CREATE TABLE t (id INT PRIMARY KEY, c TIMESTAMP(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON "
      "UPDATE CURRENT_TIMESTAMP(3) COMMENT 'it''s', d VARCHAR(9) CHARACTER SET latin1 COLLATE "
      "latin1_bin NOT NULL DEFAULT 'it''s' INVISIBLE, e ENUM('a','b') NULL, f DECIMAL(9,2) "
      "UNSIGNED "
      "NOT NULL DEFAULT 1.50, j JSON, KEY by_c (c))");
  // MySQL writes a column's character set out once somebody has said it.
  auto catalog =
      "SELECT * FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY "
      "ORDINAL_POSITION";
  auto before = rows(catalog);
  for (const char* column : {"c", "d", "e", "f", "j"}) {
    auto plan = this->plan("  - alter_column: {table: t, column: " + std::string(column) +
                           ", comment: another}\n");
    run_phase(plan, Phase::expand);
    EXPECT_EQ(value("SELECT COLUMN_COMMENT FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = "
                    "DATABASE() AND TABLE_NAME = 't' AND COLUMN_NAME = '" +
                    std::string(column) + "'"),
              "another");
    undo(plan);
    EXPECT_EQ(rows(catalog), before) << column;
  }
  EXPECT_EQ(value(copies), "0");
}

// MySQL refuses CURRENT_TIMESTAMP of another precision (1067) and a literal of a TEXT (1101), both
// servers what is no value of the new type.
SERVER_TEST(AlterColumn, a_default_goes_with_the_new_type) {
  for (auto [was, change] :
       {std::pair{"DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP",
                  "type: datetime(3)"},
        {"DATETIME(6) NULL DEFAULT CURRENT_TIMESTAMP(6)", "type: datetime"},
        {"VARCHAR(40) NOT NULL DEFAULT ''", "type: text"},
        {"VARCHAR(40) NOT NULL DEFAULT 'none'", "type: text, default: \"'new'\""},
        {"VARCHAR(40) NOT NULL DEFAULT 'none'", "type: int, default: 0"},
        {"VARCHAR(40) NULL DEFAULT 'none'", "type: int, default: null"}}) {
    run("DROP TABLE IF EXISTS t");
    run(std::string("CREATE TABLE t (id INT PRIMARY KEY, c ") + was + ")");
    EXPECT_EQ(refusal(alter(change)), "planned") << was << " to " << change;
  }
}

SERVER_TEST(AlterColumn, a_default_that_is_an_expression_comes_and_goes) {
  run("CREATE TABLE t (id INT PRIMARY KEY, c DATETIME NULL, d VARCHAR(20) NOT NULL DEFAULT "
      "'NULL')");
  auto before = rows("SHOW CREATE TABLE t");
  auto plan = this->plan(alter("default: current_timestamp") +
                         "  - alter_column: {table: t, column: d, default: \"CONCAT('a', 1)\"}\n");
  run_phase(plan, Phase::expand);
  run("INSERT INTO t (id) VALUES (1)");
  EXPECT_EQ(value("SELECT CONCAT_WS('/', c IS NOT NULL, d) FROM t"), "1/a1");
  undo(plan);
  EXPECT_EQ(rows("SHOW CREATE TABLE t"), before);
  run_phase(this->plan("  - alter_column: {table: t, column: d, default: null}\n"),
            Phase::contract);
  EXPECT_EQ(failure("INSERT INTO t (id) VALUES (2)"), db::Failure::constraint_violation);
}

// What goes in contract is still said where the column is said again before.
SERVER_TEST(AlterColumn, a_dropped_default_serves_old_code_until_contract) {
  run("CREATE TABLE t (id INT PRIMARY KEY, c VARCHAR(9) NOT NULL DEFAULT 'x')");
  auto plan = this->plan(alter("default: null, nullable: true, comment: why, down: \"''\""));
  run_phase(plan, Phase::expand);
  run("INSERT INTO t (id) VALUES (1)");
  run_phase(plan, Phase::contract);
  run("INSERT INTO t (id) VALUES (2)");
  EXPECT_EQ(rows("SELECT c FROM t ORDER BY id"), (Rows{"x", "~"}));
}

// Killed behind the exchange, the trigger goes on: what the old type cannot hold must not be
// refused.
SERVER_TEST(AlterColumn,
            beside_a_second_column_each_step_of_contract_lets_the_new_type_be_written) {
  if (!is_mysql()) return;  // others give the table a shadow
  run("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, parent INT, c VARCHAR(3) NOT NULL, KEY "
      "by_c (c), CONSTRAINT t_parent FOREIGN KEY (parent) REFERENCES t (id) ON DELETE CASCADE)");
  run("INSERT INTO t (c) VALUES ('one'), ('two')");
  auto plan = this->plan(alter("type: varchar(400)"));
  run_phase(plan, Phase::expand);
  run_phase(plan, Phase::backfill);
  int after = 0;
  for (auto& step : plan.steps) {
    if (step.phase != Phase::contract) continue;
    run_step(step);
    auto exchanged =
        "SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND "
        "COLUMN_NAME = 'c' AND CHARACTER_MAXIMUM_LENGTH = 400";
    if (value(exchanged) == "0") continue;
    ++after;
    run("INSERT INTO t (parent, c) VALUES (1, REPEAT('n', 300))");
    run("UPDATE t SET c = REPEAT('m', 400) WHERE id = 2");
  }
  EXPECT_EQ(after, 5);
  EXPECT_EQ(value("SELECT COUNT(*) FROM t WHERE LENGTH(c) = 300"), "5");
  run("DELETE FROM t WHERE id = 1");
  EXPECT_EQ(rows("SELECT id, LENGTH(c) FROM t"), (Rows{"2|400"}));
  EXPECT_EQ(value("SELECT COUNT(*) FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = "
                  "DATABASE() AND TABLE_NAME = 't' AND INDEX_NAME = 'by_c'"),
            "1");
}

SERVER_TEST(AlterColumn, a_type_that_a_foreign_key_needs_is_refused) {
  run("CREATE TABLE owners (code VARCHAR(9) PRIMARY KEY)");
  run("CREATE TABLE t (id INT PRIMARY KEY, c VARCHAR(9), CONSTRAINT t_c FOREIGN KEY (c) REFERENCES "
      "owners (code))");
  EXPECT_NE(refusal(alter("type: varchar(20)")).find("t_c is on t.c"), std::string::npos);
  EXPECT_NE(refusal("  - alter_column: {table: owners, column: code, type: varchar(20)}\n")
                .find("t_c of t refers to owners.code"),
            std::string::npos);
}

SERVER_TEST(AlterColumn, what_the_server_would_copy_is_known_when_it_is_planned) {
  run("CREATE TABLE t (id INT PRIMARY KEY, c INT NULL, k INT AS (c + 1) STORED)");
  auto tightened = plan(alter("nullable: false, up: \"0\""));
  EXPECT_EQ(tightened.steps.at(0).strategy == Strategy::shadow, !is_mysql());
  // A column that is added is refused, before anything of it is there.
  auto said = refusal("  - add_column: {table: t, column: {name: d, type: int}, up: c}\n");
  EXPECT_EQ(said == "planned", is_mysql()) << said;
  EXPECT_EQ(value(copies), "0");
}

SERVER_TEST(AlterColumn, refuses_what_saying_it_again_would_lose) {
  run("CREATE TABLE t (id INT PRIMARY KEY, c INT NOT NULL CHECK (c > 0))");
  auto said = refusal(alter("comment: another"));
  // MariaDB keeps the CHECK with the column, MySQL beside it.
  if (is_mysql())
    EXPECT_EQ(said, "planned");
  else
    EXPECT_NE(said.find("would lose"), std::string::npos) << said;
}

SERVER_TEST(AlterColumn, the_servers_words_for_a_bad_default) {
  run("CREATE TABLE t (id INT PRIMARY KEY, c INT NOT NULL)");
  auto said = refusal(alter("default: \"'x'\""));
  EXPECT_EQ(said.find("MIG-PLAN-SQL: the server refuses"), 0u) << said;
  EXPECT_NE(said.find("Invalid default value"), std::string::npos) << said;
}

SERVER_TEST(AlterColumn, a_copy_that_a_killed_run_left_is_dropped) {
  run("CREATE TABLE t (id INT PRIMARY KEY, c INT NULL)");
  run("CREATE TABLE migrate_trial_1 (other INT)");
  run("CREATE TABLE migrate_trial_7 LIKE t");
  EXPECT_FALSE(inspect().table("migrate_trial_7"));
  plan(alter("comment: x"));
  EXPECT_EQ(value(copies), "0");
}

// The table is only made by the operation before.
SERVER_TEST(AlterColumn, of_a_table_that_the_same_file_creates) {
  run("CREATE TABLE t (id INT PRIMARY KEY)");
  auto plan = this->plan(
      "  - add_column: {table: t, column: {name: c, type: int, nullable: true}}\n" +
      alter("default: \"5\"") +
      "  - create_table: {name: u, columns: [{name: id, type: int, pk: true}, {name: c, type: "
      "varchar(9)}]}\n"
      "  - alter_column: {table: u, column: c, nullable: true, down: \"''\"}\n");
  run_phase(plan, Phase::expand);
  run("INSERT INTO t (id) VALUES (1)");
  run("INSERT INTO u (id) VALUES (1)");
  EXPECT_EQ(value("SELECT CONCAT_WS('/', t.c, u.c IS NULL) FROM t JOIN u USING (id)"), "5/1");
}

SERVER_TEST(AlterColumn, a_type_that_takes_a_copy_takes_a_shadow) {
  run("CREATE TABLE t (id INT PRIMARY KEY, c VARCHAR(20), n INT)");
  for (const char* type : {"varchar(10)", "int"})
    EXPECT_EQ(plan(alter("type: " + std::string(type))).steps.at(0).strategy, Strategy::shadow);
  EXPECT_NE(refusal(alter("type: varchar(70000)")), "planned");
  auto wider = plan("  - alter_column: {table: t, column: n, type: bigint}\n");
  EXPECT_NE(wider.steps.at(0).why.find("the server would copy the table"), std::string::npos);
  auto with_up = plan(alter("type: varchar(40), up: \"CONCAT(c, '!')\""));
  EXPECT_EQ(with_up.steps.at(0).strategy, Strategy::shadow);
}

// Back again by a copy, which writes wait for: only where that is over in a moment.
SERVER_TEST(AlterColumn, a_wider_type_stays_after_the_rollback_of_a_large_table) {
  run("CREATE TABLE t (id INT PRIMARY KEY, c VARCHAR(20) NOT NULL)");
  auto widen = migration(alter("type: varchar(40)"));
  auto schema = inspect();
  auto small = dialect_->plan(widen, schema, runner_.get());
  ASSERT_EQ(small.steps.size(), 1u);
  EXPECT_NE(small.steps[0].undo.at(0).find("ALGORITHM=COPY, LOCK=SHARED"), std::string::npos);
  EXPECT_EQ(small.steps[0].lock_to_undo().level, "MDL shared, no write");
  schema = inspect();
  schema.table("t")->bytes = 17u << 20;
  auto large = dialect_->plan(widen, schema, runner_.get());
  EXPECT_TRUE(large.steps.at(0).undo.empty());
  EXPECT_NE(large.notes.at(0).find("a rollback leaves t.c as varchar(40)"), std::string::npos);
}

SERVER_TEST(AlterColumn, needs_the_right_to_make_a_copy) {
  run("CREATE TABLE t (id INT PRIMARY KEY, c INT NULL)");
  auto user = "'only_" + database_.substr(database_.size() > 20 ? database_.size() - 20 : 0) + "'";
  run("CREATE USER " + user + " IDENTIFIED BY 'Secret-1'");
  run("GRANT SELECT, ALTER ON " + database_ + ".* TO " + user);
  auto limited = url();
  limited.user = user.substr(1, user.size() - 2);
  limited.password = "Secret-1";
  auto opened = open_mysql(limited);
  auto schema = opened.dialect->inspect(*opened.connection, nullptr);
  try {
    opened.dialect->plan(migration(alter("comment: x")), schema, opened.connection.get());
    ADD_FAILURE() << "planned";
  } catch (const Error& e) {
    EXPECT_EQ(e.report().code, "MIG-PLAN-PRIVILEGES");
    ASSERT_FALSE(e.report().details.empty());
    EXPECT_TRUE(e.report().details[0].starts_with("INSERT on ")) << e.report().details[0];
  }
  run("DROP USER " + user);
}

// The server shows an empty text then.
SERVER_TEST(Views, whose_text_may_not_be_read_are_refused_by_name) {
  run("CREATE TABLE t (id INT PRIMARY KEY, c INT NULL, d INT NULL)");
  run("CREATE VIEW v AS SELECT d FROM t");
  auto user = "'sees_" + database_.substr(database_.size() > 20 ? database_.size() - 20 : 0) + "'";
  run("CREATE USER " + user + " IDENTIFIED BY 'Secret-1'");
  run("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, TRIGGER ON " + database_ +
      ".* TO " + user);
  auto limited = url();
  limited.user = user.substr(1, user.size() - 2);
  limited.password = "Secret-1";
  auto opened = open_mysql(limited);
  auto named = [&](const std::string& operation) -> std::string {
    auto schema = opened.dialect->inspect(*opened.connection, nullptr);
    try {
      auto plan = opened.dialect->plan(migration(operation), schema, opened.connection.get());
      for (auto& step : plan.steps)
        if (step.title.starts_with("look for "))
          for (auto& row : opened.connection->query(step.sql.at(0)).rows)
            return row.at(0).text + " " + row.at(1).text;
    } catch (const Error& e) {
      return e.report().code + ": " + e.report().details.at(0);
    }
    return "planned";
  };
  const std::vector<std::string> operations = {
      "  - drop_column: {table: t, column: c}\n",
      "  - rename_column: {table: t, from: c, to: e}\n",
      "  - rename_table: {from: t, to: u}\n",
      "  - drop_table: {name: t}\n",
  };
  for (auto& operation : operations) {
    auto told = named(operation);
    EXPECT_TRUE(told.starts_with("MIG-PLAN-PRIVILEGES: SHOW VIEW on ")) << told;
    EXPECT_NE(told.find("`v`"), std::string::npos) << told;
  }
  EXPECT_EQ(named(alter("comment: x")), "planned");
  run("DROP VIEW v");
  EXPECT_EQ(named(operations[0]), "planned");
  // Made since.
  auto schema = opened.dialect->inspect(*opened.connection, nullptr);
  auto plan = opened.dialect->plan(migration(operations[0]), schema, opened.connection.get());
  run("CREATE VIEW v AS SELECT d FROM t");
  auto look = plan.of(Phase::contract).at(0)->sql.at(0);
  auto found = opened.connection->query(look).rows;
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0][0].text, "view without SHOW VIEW");
  run("GRANT SHOW VIEW ON " + database_ + ".* TO " + user);
  EXPECT_TRUE(open_mysql(limited).connection->query(look).rows.empty());
  run("DROP USER " + user);
}

SERVER_TEST(DropConstraint, a_check_that_belongs_to_a_column_is_refused_where_it_cannot_go_alone) {
  run("CREATE TABLE t (id INT PRIMARY KEY, c INT CHECK (c > 0), CONSTRAINT t_c CHECK (c < 9))");
  auto drop = [](const std::string& name) {
    return "  - drop_constraint: {table: t, name: " + name + ", up: c, down: c}\n";
  };
  EXPECT_EQ(refusal(drop("t_c")), "planned");
  if (is_mysql())
    EXPECT_EQ(refusal(drop("t_chk_1")), "planned");
  else
    EXPECT_EQ(refusal(drop("c")).find("MIG-PLAN-SQL"), 0u);
  EXPECT_NE(refusal(drop("t_d")).find("did you mean \"t_c\""), std::string::npos);
}

SERVER_TEST(ForeignKey, is_tried_on_copies_of_both_tables) {
  run("CREATE TABLE owners (id INT PRIMARY KEY, n INT)");
  run("CREATE TABLE t (id INT PRIMARY KEY, c INT, b BIGINT)");
  auto key = [](const std::string& column, const std::string& ref, const std::string& more = "") {
    return "  - create_constraint: {table: t, name: t_owner, type: foreign_key, columns: [" +
           column + "], references: {table: owners, columns: [" + ref + "]" + more + "}}\n";
  };
  EXPECT_EQ(refusal(key("c", "id")), "planned");
  EXPECT_EQ(refusal(key("b", "id")).find("MIG-PLAN-SQL"), 0u);        // another type
  EXPECT_EQ(refusal(key("c", "n")).find("MIG-PLAN-CONSTRAINT"), 0u);  // no key over it
  EXPECT_NE(refusal(key("c", "id", ", on_delete: SET DEFAULT")).find("SET DEFAULT"),
            std::string::npos);
  EXPECT_EQ(value(copies), "0");
  EXPECT_EQ(runner_->query("SELECT @@foreign_key_checks").rows[0][0].as_int(), 1);
}

// Between the search and the key an orphan may still come.
SERVER_TEST(ForeignKey, proves_the_rows_behind_the_key) {
  run("CREATE TABLE owners (id INT PRIMARY KEY)");
  run("CREATE TABLE t (id INT PRIMARY KEY, c INT)");
  run("INSERT INTO owners VALUES (1)");
  run("INSERT INTO t VALUES (1, 1), (2, NULL)");
  auto plan = this->plan(
      "  - alter_column: {table: t, column: c, references: {name: t_owner, table: owners, column: "
      "id}}\n");
  auto contract = plan.of(Phase::contract);
  ASSERT_EQ(contract.size(), 3u);
  run_step(*contract[0]);
  run("INSERT INTO t VALUES (7, 99)");
  run_step(*contract[1]);
  EXPECT_EQ(runner_->query("SELECT @@foreign_key_checks").rows[0][0].as_int(), 1);
  EXPECT_EQ(failure("INSERT INTO t VALUES (8, 99)"), db::Failure::constraint_violation);
  auto found = runner_->query(contract[2]->sql.at(0)).rows;
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0][0].text, "7");
}

}  // namespace
}  // namespace migrate::mysql::test
