// What a rebuild through a shadow table may do, and when, and what it takes along.
#include <algorithm>

#include "tests/unit/dialects/mysql/support.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql::test {
namespace {

using Rows = std::vector<std::string>;

std::string alter(const std::string& change) {
  return "  - alter_table: {table: p, alter: \"" + change + "\"}\n";
}

bool says(const Plan& plan, const std::string& text) {
  return std::any_of(plan.notes.begin(), plan.notes.end(),
                     [&](auto& note) { return note.find(text) != std::string::npos; });
}

db::Result ask(db::Connection& connection, const BatchQuery& query, const db::Row& entry) {
  std::vector<db::Value> values;
  for (auto& param : query.params)
    values.push_back(param.source == BatchParam::Source::offset
                         ? db::Value::of(std::int64_t{100})
                         : entry.at(static_cast<std::size_t>(param.part)));
  return connection.query(query.sql, values);
}

// An entry that finds no row by a key that has been turned into another one looks applied. And
// MariaDB takes equal years for different ones where one of them is said in the WHERE.
SERVER_TEST(Shadow, applies_entries_whatever_their_keys_are_passed_as) {
  run("CREATE TABLE p (id INT NOT NULL, kind ENUM('a','b') NOT NULL, tags SET('x','y','z') NOT "
      "NULL, name VARCHAR(9) NOT NULL, y YEAR NOT NULL, v INT, PRIMARY KEY (id, kind, tags, name, "
      "y)) CHARSET=latin1");
  run("INSERT INTO p VALUES (1, 'b', 'y,z', 'Ä', 1999, 1), (2, 'b', 'z', 'ä', 0, 2), (3, 'a', '', "
      "'', 2024, 3)");
  auto plan = this->plan(alter("CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"));
  run_step(*plan.of(Phase::expand).at(0));
  run_step(*plan.of(Phase::expand).at(1));
  // One that differs, one that is missing, one that is too many, one that is neither here nor
  // there.
  run("INSERT INTO migrate_p__shadow VALUES (1, 'b', 'y,z', 'Ä', 1999, 77), (2, 'a', 'z', 'ä', 0, "
      "5), (3, 'a', '', '', 2024, 3)");
  auto last = std::find_if(plan.steps.rbegin(), plan.steps.rend(),
                           [](auto& step) { return step.log && step.log->to_the_end; });
  auto& log = *last->log;
  run("INSERT INTO " + log.table +
      " (id, kind, tags, name, y) VALUES (1, 'b', 'y,z', 'Ä', 1999), (2, 'b', 'z', 'ä', 0), (2, "
      "'a', 'z', 'ä', 0), (4, 'a', 'x', 'a', 2000)");
  for (auto& entry : ask(*runner_, log.next, {db::Value::of(std::int64_t{0})}).rows) {
    bool neither = entry.at(1).as_int() == 4;
    EXPECT_EQ(ask(*runner_, log.differs, entry).rows.size(), neither ? 0u : 1u);
    EXPECT_EQ(ask(*runner_, log.hold, entry).rows.size(),
              neither || entry.at(2).text == "1" ? 0u : 1u);
    ask(*runner_, log.remove, entry);
    ask(*runner_, log.write, entry);
    EXPECT_TRUE(ask(*runner_, log.differs, entry).rows.empty());
  }
  EXPECT_EQ(rows("SELECT * FROM migrate_p__shadow ORDER BY id"),
            rows("SELECT * FROM p ORDER BY id"));
}

SERVER_TEST(Shadow, is_refused_where_triggers_or_views_name_what_the_new_shape_has_not) {
  run("CREATE TABLE p (id INT PRIMARY KEY, c INT, d INT, e INT)");
  run("CREATE TABLE aud (c INT)");
  auto refused = [&](const std::string& change) { return refusal(alter(change)); };
  const std::vector<std::string> gone = {"DROP COLUMN c, MODIFY d BIGINT",
                                         "CHANGE c c2 INT, MODIFY d BIGINT",
                                         "RENAME COLUMN c TO d, RENAME COLUMN d TO c"};
  auto refuse_those = [&](const std::string& why) {
    for (auto& change : gone)
      EXPECT_NE(refused(change).find(why), std::string::npos) << refused(change);
    EXPECT_EQ(refused("MODIFY d BIGINT"), "planned");
  };
  run("CREATE TRIGGER tt AFTER UPDATE ON p FOR EACH ROW INSERT INTO aud (c) VALUES (NEW.e + "
      "NEW.id)");
  for (auto& change : {gone[0], gone[1]}) EXPECT_EQ(refused(change), "planned");
  EXPECT_NE(refused(gone[2]).find("the trigger \"tt\" names c"), std::string::npos);
  run("DROP TRIGGER tt");
  run("SET sql_mode = 'ANSI_QUOTES'");
  run("CREATE TRIGGER tt AFTER UPDATE ON p FOR EACH ROW INSERT INTO aud VALUES (OLD.\"c\")");
  const auto settings = "SELECT CONCAT(@@sql_mode, @@collation_connection)";
  const auto before = runner_->query(settings).rows;
  const std::string cannot = "the trigger \"tt\" cannot stand on the new shape: Unknown column 'c'";
  for (auto& change : {gone[0], gone[1]})
    EXPECT_NE(refused(change).find(cannot), std::string::npos) << refused(change);
  EXPECT_EQ(runner_->query(settings).rows, before);
  run("DROP TRIGGER tt");
  run("CREATE TRIGGER tt AFTER UPDATE ON p FOR EACH ROW INSERT INTO aud SELECT MAX(c) FROM p");
  refuse_those("the trigger \"tt\" names c, which the new shape has not");
  run("DROP TRIGGER tt");
  run("CREATE VIEW v AS SELECT id, c AS x FROM p AS q");
  refuse_those("the view \"v\" reads c, which");
}

// The server takes such a key where its index is there already.
SERVER_TEST(Shadow, has_the_index_by_which_a_key_that_acts_refers_to_it) {
  run("CREATE TABLE p (id INT PRIMARY KEY, code INT NOT NULL, parent INT, note INT, UNIQUE KEY u "
      "(code), CONSTRAINT f FOREIGN KEY (parent) REFERENCES p (code) ON DELETE SET NULL)");
  run("CREATE TABLE q (id INT PRIMARY KEY, v INT, UNIQUE KEY q_v (v))");
  run("CREATE TABLE r (id INT PRIMARY KEY, v INT, CONSTRAINT r_v FOREIGN KEY (v) REFERENCES q (v) "
      "ON DELETE CASCADE)");
  auto make_shadows = [&](const Plan& plan) {
    for (auto* step : plan.of(Phase::expand))
      if (step->title.starts_with("make a shadow of")) run_step(*step);
    return rows(
        "SELECT INDEX_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = "
        "DATABASE() AND TABLE_NAME LIKE 'migrate%shadow' AND INDEX_NAME IN ('u', 'q_v')");
  };
  EXPECT_EQ(make_shadows(plan(alter("RENAME COLUMN code TO number, MODIFY note BIGINT"))),
            (Rows{"u"}));
  run("DROP TABLE migrate_p__shadow");
  EXPECT_EQ(make_shadows(plan("  - alter_column: {table: q, column: v, type: bigint}\n"
                              "  - alter_column: {table: r, column: v, type: bigint}\n")),
            (Rows{"q_v"}));
}

SERVER_TEST(Shadow, is_refused_where_a_column_of_its_key_could_be_null) {
  run("CREATE TABLE p (k INT NOT NULL, v INT, UNIQUE KEY u (k))");
  const std::string type =
      "  - alter_column: {table: p, column: k, type: bigint, nullable: true}\n";
  for (auto& operation :
       {type, alter("MODIFY k BIGINT NULL"), alter("MODIFY k INT, ADD UNIQUE (v)"),
        alter("MODIFY k BIGINT NULL, MODIFY v INT NOT NULL, ADD UNIQUE (v)")})
    EXPECT_NE(refusal(operation).find("column k of its key could be NULL"), std::string::npos)
        << operation;
  EXPECT_EQ(refusal(alter("MODIFY k BIGINT NOT NULL")), "planned");
}

// It would stay with the old table. The server shows it to who has a privilege on its table.
SERVER_TEST(Shadow, is_refused_where_a_foreign_key_refers_to_it_that_is_not_seen) {
  const auto far = database_ + "_far";
  auto user = "'keys_" + database_.substr(database_.size() > 20 ? database_.size() - 20 : 0) + "'";
  run("CREATE TABLE `or-der` (id INT PRIMARY KEY, v INT)");
  run("CREATE TABLE own (id INT PRIMARY KEY, FOREIGN KEY (id) REFERENCES `or-der` (id))");
  run("CREATE USER " + user + " IDENTIFIED BY 'Secret-1'");
  run("GRANT ALL PRIVILEGES ON " + database_ + ".* TO " + user);
  run("GRANT SUPER, PROCESS ON *.* TO " + user);
  auto limited = url();
  limited.user = user.substr(1, user.size() - 2);
  limited.password = "Secret-1";
  auto planned = [&] {
    auto opened = open_mysql(limited);
    auto schema = opened.dialect->inspect(*opened.connection, nullptr);
    auto change = migration("  - alter_table: {table: or-der, alter: MODIFY v BIGINT}\n");
    try {
      auto plan = opened.dialect->plan(change, schema, opened.connection.get());
      return std::string(says(plan, "foreign keys of other databases") ? "noted" : "planned");
    } catch (const Error& e) {
      return e.report().code + ": " + join(e.report().details, "; ");
    }
  };
  EXPECT_EQ(planned(), "planned");
  run("CREATE DATABASE " + far);
  run("CREATE TABLE " + far + ".child (id INT PRIMARY KEY, FOREIGN KEY (id) REFERENCES " +
      database_ + ".`or-der` (id))");
  EXPECT_EQ(planned(), std::string("MIG-PLAN-PRIVILEGES: SELECT, INSERT, CREATE, ALTER on ") +
                           (is_mysql() ? "" : "the database of ") + far +
                           "/child: its foreign key to or-der is moved");
  run("GRANT SELECT, ALTER ON " + far + (is_mysql() ? ".child" : ".*") + " TO " + user);
  EXPECT_EQ(planned(), "planned");
  run("REVOKE PROCESS ON *.* FROM " + user);
  EXPECT_EQ(planned(), "noted");
  run("DROP USER " + user);
  run("DROP DATABASE " + far);
}

// They would end the RENAME, behind the whole copy.
SERVER_TEST(Shadow, is_refused_where_its_checks_would_have_too_long_names) {
  const std::string table(60, 't');
  run("CREATE TABLE " + table + " (id INT PRIMARY KEY, v INT, CONSTRAINT c CHECK (v > 0))");
  auto change = refusal("  - alter_table: {table: " + table + ", alter: MODIFY v BIGINT}\n");
  if (is_mysql())
    EXPECT_NE(change.find(table + "_chk_1\" is longer"), std::string::npos) << change;
  else
    EXPECT_EQ(change, "planned");
}

// MySQL takes a default of TEXT and the like as an expression only.
SERVER_TEST(Shadow, values_that_are_the_default_of_an_added_column_are_no_loss) {
  run("CREATE TABLE p (id INT PRIMARY KEY) CHARSET=latin1");
  run("INSERT INTO p VALUES (1), (2)");
  const std::string added =
      "ADD COLUMN note TEXT DEFAULT ('none'), ADD COLUMN doc JSON DEFAULT ('{\\\"a\\\":1}')";
  auto plan = this->plan(alter(added + ", ENGINE=InnoDB"));
  auto step = std::find_if(plan.steps.begin(), plan.steps.end(),
                           [](auto& one) { return one.loss_what == "values of p.note, p.doc"; });
  ASSERT_NE(step, plan.steps.end());
  run("ALTER TABLE p " + replace_all(added, "\\", ""));
  auto lost = [&] { return runner_->query(step->loss).rows[0][0].as_int(); };
  EXPECT_EQ(lost(), 0) << step->loss;
  run("UPDATE p SET note = 'None' WHERE id = 1");
  run("UPDATE p SET doc = NULL WHERE id = 2");
  EXPECT_EQ(lost(), 2) << step->loss;
}

SERVER_TEST(Shadow, is_exchanged_late_where_an_insert_without_columns_would_go_astray) {
  run("CREATE TABLE p (id INT PRIMARY KEY, first VARCHAR(20), last VARCHAR(20), n INT) ");
  for (auto [change, why] :
       {std::pair{"MODIFY last VARCHAR(20) AFTER id, ADD KEY (first)", "columns change places"},
        {"MODIFY n INT FIRST", "columns change places"},
        {"MODIFY n INT INVISIBLE, ADD KEY (first)", "column n is invisible in the new shape"}}) {
    auto plan = this->plan(alter(change));
    EXPECT_TRUE(says(plan, std::string("exchanged for its shadow in contract: ") + why)) << change;
    EXPECT_FALSE(says(plan, "without a list of columns")) << change;
  }
  auto stays = plan(alter("MODIFY last VARCHAR(20) AFTER first, ADD KEY (first)"));
  EXPECT_FALSE(says(stays, "in contract:"));
  EXPECT_FALSE(says(stays, "without a list of columns"));
}

SERVER_TEST(Shadow, is_exchanged_late_where_a_column_loses_its_on_update) {
  run("CREATE TABLE p (id INT PRIMARY KEY, at DATETIME NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE "
      "CURRENT_TIMESTAMP)");
  const std::string same = "MODIFY at DATETIME(3) NULL DEFAULT CURRENT_TIMESTAMP(3)";
  EXPECT_TRUE(says(plan(alter(same)), "in contract: old code relies on ON UPDATE of column at"));
  EXPECT_FALSE(says(plan(alter(same + " ON UPDATE CURRENT_TIMESTAMP(3)")), "in contract:"));
}

// However it is written, and whatever else the text says.
SERVER_TEST(Shadow, is_exchanged_late_where_its_partitions_leave_out_values) {
  run("CREATE TABLE p (id INT PRIMARY KEY, v INT)");
  auto late = [&](const std::string& change) {
    return says(plan(alter(change)),
                "in contract: old code may write rows for which there is no partition");
  };
  for (auto* change :
       {"PARTITION  BY  RANGE (id) (PARTITION a VALUES LESS THAN (10))",
        "PARTITION BY LIST COLUMNS (id) (PARTITION a VALUES IN (1, 2))",
        "COMMENT = 'maxvalue' PARTITION BY RANGE (id) (PARTITION a VALUES LESS THAN (10))"})
    EXPECT_TRUE(late(change)) << change;
  EXPECT_FALSE(late("PARTITION BY RANGE (id) (PARTITION a VALUES LESS THAN MAXVALUE)"));
  EXPECT_FALSE(late("PARTITION BY HASH (id) PARTITIONS 2"));
  run("ALTER TABLE p PARTITION BY RANGE (id) (PARTITION a VALUES LESS THAN (10))");
  EXPECT_FALSE(late("MODIFY v BIGINT"));
  EXPECT_FALSE(late("ADD PARTITION (PARTITION b VALUES LESS THAN (20))"));
}

SERVER_TEST(Shadow, says_that_an_insert_without_columns_fails) {
  run("CREATE TABLE p (id INT PRIMARY KEY, first VARCHAR(20), k INT INVISIBLE)");
  for (auto [change, more] :
       {std::pair{"ADD COLUMN x INT AFTER id, ENGINE=InnoDB", "one column more"},
        {"ADD COLUMN x INT AS (id + 1) STORED", "one column more"},
        {"MODIFY k INT, ENGINE=InnoDB", "one column more"},
        {"ADD COLUMN x INT, ADD COLUMN y INT, ENGINE=InnoDB", "more columns"}}) {
    auto plan = this->plan(alter(change));
    EXPECT_FALSE(says(plan, "in contract:")) << change;
    EXPECT_TRUE(says(plan, std::string("without a list of columns fails while the table has ") +
                               more + " than the code knows"))
        << change;
  }
  EXPECT_FALSE(
      says(plan(alter("ADD COLUMN x INT INVISIBLE, ENGINE=InnoDB")), "without a list of columns"));
}

}  // namespace
}  // namespace migrate::mysql::test
