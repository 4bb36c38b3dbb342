// What a shadow is filled with, and by which statements.
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/dialects/postgres/support.hpp"

namespace migrate::postgres::test {

namespace {

const Step& step_of(const Plan& plan, const std::string& title) {
  for (auto& step : plan.steps)
    if (step.title == title) return step;
  ADD_FAILURE() << "no step " << title;
  return plan.steps.front();
}

}  // namespace

// The cast that the tool itself asks for where one may cut.
SERVER_TEST(PostgresShadow, UpThatIsACastMayCut) {
  run("CREATE SCHEMA IF NOT EXISTS migrate");
  run("CREATE TABLE t (id int PRIMARY KEY, at timestamp, name text)");
  run("INSERT INTO t VALUES (1, '2024-01-01 00:00:00.123456', 'abcdefgh')");
  auto made = plan(
      "  - alter_column: {table: t, column: at, type: timestamp(3), up: \"at::timestamp(3)\", "
      "strategy: shadow}\n"
      "  - alter_column: {table: t, column: name, type: varchar(5), up: \"name::varchar(5)\", "
      "strategy: shadow}\n");
  run_phase(made, Phase::expand);
  walk(step_of(made, "copy t into its shadow"), 3);
  EXPECT_EQ(value("SELECT concat_ws(' ', at, name) FROM migrate_t__shadow"),
            "2024-01-01 00:00:00.123 abcde");
}

}  // namespace migrate::postgres::test
