// Privileges on single columns, through a rename, a split and a merge.
#include <algorithm>

#include "tests/unit/dialects/mysql/support.hpp"

namespace migrate::mysql::test {
namespace {

using Rows = std::vector<std::string>;

// With an account of its own, which is gone with the test.
class ColumnGrantsTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    user_ = "app_" + database_.substr(database_.size() > 20 ? database_.size() - 20 : 0);
    run("CREATE USER '" + user_ + "' IDENTIFIED BY 'Secret-1'");
  }
  void TearDown() override {
    run("DROP USER '" + user_ + "'");
    ServerTest::TearDown();
  }

  Opened as_app() const {
    auto of_app = url();
    of_app.user = user_;
    of_app.password = "Secret-1";
    return open_mysql(of_app);
  }
  Rows granted() {
    return rows(
        "SELECT COLUMN_NAME, PRIVILEGE_TYPE FROM information_schema.COLUMN_PRIVILEGES WHERE "
        "TABLE_SCHEMA = DATABASE() ORDER BY COLUMN_NAME, PRIVILEGE_TYPE");
  }

  std::string user_;
};

SERVER_TEST_OF(ColumnGrantsTest, ColumnGrants, follow_a_rename) {
  run("CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL, secret INT)");
  run("INSERT INTO users VALUES (1, 'ada', 7)");
  run("GRANT SELECT (id, name), INSERT (id, name), UPDATE (name) ON users TO '" + user_ + "'");
  auto before = granted();
  auto plan = this->plan("  - rename_column: {table: users, from: name, to: full_name}\n");
  run_phase(plan, Phase::expand);
  auto app = as_app();
  app.connection->query("INSERT INTO users (id, full_name) VALUES (2, 'bob')");
  app.connection->query("UPDATE users SET full_name = 'Ada' WHERE id = 1");
  app.connection->query("INSERT INTO users (id, name) VALUES (3, 'cyd')");
  EXPECT_ANY_THROW(app.connection->query("SELECT secret FROM users"));
  undo(plan);
  EXPECT_EQ(granted(), before);

  plan = this->plan("  - rename_column: {table: users, from: name, to: full_name}\n");
  run_phase(plan, Phase::expand);
  run_phase(plan, Phase::backfill);
  run_phase(plan, Phase::contract);
  EXPECT_EQ(granted(), (Rows{"full_name|INSERT", "full_name|SELECT", "full_name|UPDATE",
                             "id|INSERT", "id|SELECT"}));
}

SERVER_TEST_OF(ColumnGrantsTest, ColumnGrants, on_all_old_columns_are_on_the_new_ones) {
  run("CREATE TABLE places (id INT PRIMARY KEY, zip VARCHAR(9) NOT NULL, city VARCHAR(30) NOT "
      "NULL)");
  run("GRANT SELECT (id, zip, city), UPDATE (zip) ON places TO '" + user_ + "'");
  auto plan = this->plan(
      "  - merge_columns:\n      table: places\n      columns: [zip, city]\n"
      "      into: {name: address, type: varchar(40), up: \"CONCAT(zip, ' ', city)\"}\n"
      "      down:\n        zip: SUBSTRING_INDEX(address, ' ', 1)\n"
      "        city: SUBSTRING_INDEX(address, ' ', -1)\n");
  run_phase(plan, Phase::expand);
  EXPECT_EQ(granted(),
            (Rows{"address|SELECT", "city|SELECT", "id|SELECT", "zip|SELECT", "zip|UPDATE"}));
  run_phase(plan, Phase::backfill);
  run_phase(plan, Phase::contract);
  EXPECT_EQ(granted(), (Rows{"address|SELECT", "id|SELECT"}));
}

SERVER_TEST_OF(ColumnGrantsTest, ColumnGrants, on_a_dropped_column_stay_and_are_named) {
  run("CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20))");
  run("GRANT SELECT (id, name), UPDATE (name) ON users TO '" + user_ + "'");
  auto before = granted();
  std::string drop = "  - drop_column: {table: users, column: name}\n";
  auto plan = this->plan(drop);
  EXPECT_TRUE(std::any_of(plan.notes.begin(), plan.notes.end(), [&](auto& note) {
    return note.find("REVOKE SELECT (`name`), UPDATE (`name`) ON `users` FROM '" + user_ +
                     "'@'%'") != std::string::npos;
  }));
  for (auto phase : {Phase::expand, Phase::backfill, Phase::contract}) run_phase(plan, phase);
  EXPECT_EQ(granted(), before);
  // The statement is taken when the column is gone.
  run("REVOKE SELECT (`name`), UPDATE (`name`) ON `users` FROM '" + user_ + "'@'%'");
  EXPECT_EQ(granted(), (Rows{"id|SELECT"}));
}

SERVER_TEST_OF(ColumnGrantsTest, ColumnGrants, are_named_where_the_account_may_not_grant) {
  run("CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL)");
  run("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, TRIGGER ON " + database_ +
      ".* TO '" + user_ + "'");
  run("GRANT SELECT (name) ON users TO '" + user_ + "'");
  auto app = as_app();
  auto schema = app.dialect->inspect(*app.connection, nullptr);
  auto plan =
      app.dialect->plan(migration("  - rename_column: {table: users, from: name, to: full_name}\n"),
                        schema, app.connection.get());
  EXPECT_TRUE(std::any_of(plan.notes.begin(), plan.notes.end(), [&](auto& note) {
    return note.find("GRANT SELECT (`full_name`) ON `users` TO '" + user_ + "'@'%'") !=
           std::string::npos;
  }));
  for (auto& step : plan.steps)
    for (auto& sql : step.sql) EXPECT_EQ(sql.find("GRANT "), std::string::npos) << sql;
}

}  // namespace
}  // namespace migrate::mysql::test
