// What a rebuild through a shadow table may do, and when, and what it takes along.
#include <algorithm>

#include "tests/unit/dialects/mysql/support.hpp"

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
