// What one migration may do to one table in one rebuild.
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"

namespace migrate::postgres::test {

SERVER_TEST(PostgresRebuild, WhatCannotGoTogetherIsRefused) {
  run("CREATE TABLE t (id int PRIMARY KEY, n int, half int GENERATED ALWAYS AS (n / 2) STORED)");
  const std::string
      shadow = "  - alter_column: {table: t, column: n, type: bigint, strategy: shadow}\n",
      anew = "  - rebuild_table: {table: t}\n",
      add = "  - add_column: {table: t, column: {name: c, type: text, nullable: true}}\n";
  const std::vector<std::pair<std::string, std::string>> all = {
      {anew + anew, "table t is rebuilt twice"},
      {anew + add + add, "column t.c is added, or altered, twice"},
      {anew + add + "  - alter_column: {table: t, column: c, type: varchar(9)}\n",
       "column t.c is added, or altered, twice"},
      {anew + "  - alter_column: {table: t, column: n, nullable: true, default: \"1\"}\n" +
           "  - alter_column: {table: t, column: n, comment: twice}\n",
       "column t.n is altered twice"},
      {add + "  - alter_column: {table: t, column: n, type: bigint, strategy: in_place}\n" + anew,
       "`strategy: in_place` of a table that is written anew, t"},
      {shadow + "  - create_index: {table: t, name: t_n, columns: [{column: n}]}\n",
       "create_index works on table \"t\", which this operation writes anew"},
      {"  - alter_column: {table: t, column: n, type: int, up: n + 1, strategy: shadow}\n"
       "  - add_column: {table: t, column: {name: c, type: int, nullable: true}, up: half + 1}\n",
       "add_column t.c: its expression reads half, which is computed from n, which gets other "
       "values"},
      {anew + "  - add_column: {table: t, column: {name: n, type: int, nullable: true}}\n",
       "table \"t\" has a column \"n\" already"},
  };
  for (auto& [operations, sentence] : all) {
    SCOPED_TRACE(operations);
    try {
      plan(operations);
      ADD_FAILURE() << "nothing is refused";
    } catch (const Error& error) {
      EXPECT_EQ(error.report().what, sentence);
    }
  }
}

// Whichever of them comes first; what is of another table is a plan of its own.
SERVER_TEST(PostgresRebuild, OneCopyTakesAllOfThem) {
  run("CREATE TABLE t (id int PRIMARY KEY, n int)");
  run("CREATE TABLE other (id int PRIMARY KEY)");
  auto made = plan(
      "  - add_column: {table: other, column: {name: c, type: int, nullable: true}}\n"
      "  - add_column: {table: t, column: {name: c, type: int}, up: n + 1}\n"
      "  - alter_column: {table: t, column: n, type: bigint}\n"
      "  - rebuild_table: {table: t, cluster_by: [id]}\n");
  int copies = 0, added = 0;
  for (auto& step : made.steps) {
    copies += step.title == "copy t into its shadow";
    added += step.title == "add other.c";
  }
  EXPECT_EQ(copies, 1);
  EXPECT_EQ(added, 1);
  EXPECT_EQ(made.of(Phase::expand).at(1)->title,
            "make a shadow of t: t.c is added, t.n becomes bigint, it is written anew in the order "
            "of id");
}

}  // namespace migrate::postgres::test
