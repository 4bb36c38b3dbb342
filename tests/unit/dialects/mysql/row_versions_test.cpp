// MySQL's limit of instant additions and removals of columns between two rebuilds of a table.
#include <fmt/format.h>

#include "dialects/mysql/flavour.hpp"
#include "dialects/mysql/quote.hpp"
#include "tests/unit/dialects/mysql/support.hpp"

namespace migrate::mysql::test {
namespace {

TEST(RowVersions, are_limited_by_version) {
  EXPECT_EQ(flavour_of("8.0.28").row_versions, 0);
  EXPECT_EQ(flavour_of("8.0.29").row_versions, 64);
  EXPECT_EQ(flavour_of("9.0.1").row_versions, 64);
  EXPECT_EQ(flavour_of("9.1.0").row_versions, 255);
  EXPECT_EQ(flavour_of("10.11.19-MariaDB").row_versions, 0);
}

bool is_instant(const std::string& sql) {
  return sql.ends_with("ALGORITHM=INSTANT");
}
bool is_in_place(const std::string& sql) {
  return sql.ends_with("ALGORITHM=INPLACE, LOCK=NONE");
}

class Used : public ServerTest {
 protected:
  int limit() { return flavour_of(value("SELECT VERSION()")).row_versions; }

  int used(const std::string& table) {
    auto text = inspect().table(table)->extra["row_versions"];
    return text.empty() ? 0 : std::stoi(text);
  }

  // Leaves that many of the table's versions.
  void leave(const std::string& table, int versions) {
    bool there = inspect().table(table)->column("spent") != nullptr;
    for (int i = used(table); i < limit() - versions; ++i, there = !there)
      run(fmt::format("ALTER TABLE {} {}, ALGORITHM=INSTANT", quote(table),
                      there ? "DROP COLUMN spent" : "ADD COLUMN spent INT"));
  }
};

SERVER_TEST_OF(Used, RowVersions, of_one_plan_are_added_up) {
  if (!is_mysql()) return;
  const std::string table = "or-der $ät";
  run(fmt::format("CREATE TABLE {} (id INT PRIMARY KEY)", quote(table)));
  run(fmt::format("INSERT INTO {} (id) VALUES (1), (2)", quote(table)));
  leave(table, 3);
  auto add = [&](const char* column) {
    return fmt::format(
        "  - add_column: {{table: \"{}\", column: {{name: {}, type: int, default: 7}}}}\n", table,
        column);
  };
  auto plan = this->plan(add("a") + add("b") + add("c"));
  auto steps = plan.of(Phase::expand);
  ASSERT_EQ(steps.size(), 3u);
  // One and its way back, one without, and none: the rebuild gives all of them back.
  EXPECT_TRUE(is_instant(steps[0]->sql[0])) << steps[0]->sql[0];
  EXPECT_TRUE(is_instant(steps[0]->undo[0])) << steps[0]->undo[0];
  EXPECT_TRUE(is_instant(steps[1]->sql[0])) << steps[1]->sql[0];
  EXPECT_TRUE(is_in_place(steps[1]->undo[0])) << steps[1]->undo[0];
  EXPECT_TRUE(steps[1]->undo_lock.has_value());
  EXPECT_TRUE(is_in_place(steps[2]->sql[0])) << steps[2]->sql[0];
  EXPECT_TRUE(is_instant(steps[2]->undo[0])) << steps[2]->undo[0];
  EXPECT_NE(fmt::format("{}", fmt::join(plan.notes, "\n"))
                .find(fmt::format("has had {} of the {} instant changes", limit() - 3, limit())),
            std::string::npos);
  run_phase(plan, Phase::expand);
  EXPECT_EQ(value(fmt::format("SELECT SUM(a + b + c) FROM {}", quote(table))), "42");
  undo(plan);
  // To the last one.
  leave(table, 2);
  plan = this->plan(add("a"));
  EXPECT_TRUE(is_instant(plan.of(Phase::expand)[0]->undo[0]));
  run_phase(plan, Phase::expand);
  undo(plan);
  EXPECT_EQ(used(table), limit());
}

SERVER_TEST_OF(Used, RowVersions, used_up_lead_to_a_rebuild) {
  if (!is_mysql()) return;
  run("CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), old INT)");
  run("CREATE TABLE parts (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2");
  run("INSERT INTO users (id, name, old) VALUES (1, 'Ada L', 1)");
  leave("users", 0);
  leave("parts", 0);
  auto split = this->plan(
      "  - split_column: {table: users, column: name, down: \"CONCAT(first, ' ', last)\", into: ["
      "{name: first, type: varchar(10), nullable: true, up: \"LEFT(name, 3)\"}, "
      "{name: last, type: varchar(10), nullable: true, up: \"RIGHT(name, 1)\"}]}\n");
  EXPECT_TRUE(is_in_place(split.of(Phase::expand)[0]->sql[0]));
  auto renamed = this->plan("  - rename_column: {table: users, from: name, to: full_name}\n");
  EXPECT_TRUE(is_in_place(renamed.of(Phase::expand)[0]->sql[0]));
  EXPECT_TRUE(is_instant(renamed.of(Phase::contract).back()->sql[0]));
  auto dropped = this->plan("  - drop_column: {table: users, column: old}\n");
  EXPECT_TRUE(is_in_place(dropped.of(Phase::contract).back()->sql[0]));
  auto added =
      this->plan("  - add_column: {table: parts, column: {name: c, type: int, nullable: true}}\n");
  EXPECT_TRUE(is_in_place(added.of(Phase::expand)[0]->sql[0]));
  for (auto* plan : {&dropped, &added})
    for (auto phase : {Phase::expand, Phase::backfill, Phase::contract}) run_phase(*plan, phase);
  leave("users", 0);
  for (auto phase : {Phase::expand, Phase::backfill, Phase::contract}) run_phase(split, phase);
  EXPECT_EQ(value("SELECT CONCAT(first, '/', last) FROM users"), "Ada/L");
}

// A later change of the same plan runs before what contract drops.
SERVER_TEST_OF(Used, RowVersions, of_contract_count_after_a_rebuild) {
  if (!is_mysql()) return;
  run("CREATE TABLE users (id INT PRIMARY KEY, old INT)");
  leave("users", 1);
  auto plan = this->plan(
      "  - drop_column: {table: users, column: old}\n"
      "  - add_column: {table: users, column: {name: c, type: int, nullable: true}}\n");
  EXPECT_TRUE(is_instant(plan.of(Phase::contract).back()->sql[0]));
  EXPECT_TRUE(is_in_place(plan.of(Phase::expand)[0]->sql[0]));
  run_phase(plan, Phase::expand);
  run_phase(plan, Phase::contract);
  EXPECT_EQ(used("users"), 1);
}

}  // namespace
}  // namespace migrate::mysql::test
