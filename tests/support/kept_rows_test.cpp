#include "tests/support/kept_rows.hpp"

#include <gtest/gtest.h>

namespace migrate::test {
namespace {

db::Result rows(std::vector<std::string> columns,
                const std::vector<std::vector<std::string>>& rows) {
  db::Result out;
  out.columns = std::move(columns);
  for (const auto& row : rows) {
    out.rows.emplace_back();
    for (const std::string& text : row) out.rows.back().push_back(db::Value::of(text));
  }
  return out;
}

TEST(KeptRows, AreSeenThroughTheColumnsThatAreLeft) {
  const TableRows before = {{"users", rows({"id", "name", "full_name"},
                                           {{"1", "Ada", "Ada L"}, {"2", "Alan", "Alan T"}})},
                            {"made_by_it", rows({"id"}, {{"1"}})}};
  EXPECT_EQ(
      changed_rows(before, {{"users", rows({"name", "id"}, {{"Alan", "2"}, {"Ada", "1"}})}}, {}),
      "");
}

TEST(KeptRows, ARowThatIsGoneAnotherOneAndOneTwiceAreTold) {
  const TableRows before = {{"users", rows({"id", "name"}, {{"1", "Ada"}, {"2", "Alan"}})}};
  EXPECT_EQ(changed_rows(before, {{"users", rows({"id", "name"}, {{"1", "Ada"}})}}, {}),
            "- users: id=2 name=Alan\n");
  EXPECT_EQ(changed_rows(before, {{"users", rows({"id", "name"}, {{"1", "Ada"}, {"2", ""}})}}, {}),
            "- users: id=2 name=Alan\n+ users: id=2 name=\n");
  EXPECT_EQ(
      changed_rows(before,
                   {{"users", rows({"id", "name"}, {{"1", "Ada"}, {"2", "Alan"}, {"2", "Alan"}})}},
                   {}),
      "+ users: id=2 name=Alan\n");
}

TEST(KeptRows, TablesAndColumnsThatWereNotThereAreTold) {
  const TableRows before = {{"users", rows({"id"}, {{"1"}})}};
  EXPECT_EQ(changed_rows(before, {{"users", rows({"id", "name"}, {{"1", "Ada"}})}}, {}),
            "- users: id=1\n+ users: id=1 name=Ada\n");
  EXPECT_EQ(changed_rows(before, {{"people", rows({"id"}, {})}}, {}),
            "people was not there before\n");
}

TEST(KeptRows, WhatMayDifferDoes) {
  const TableRows before = {{"users", rows({"id", "name"}, {{"1", "Ada"}})},
                            {"log", rows({"id"}, {{"1"}})}};
  const TableRows after = {{"users", rows({"id", "name"}, {{"1", "A"}})},
                           {"log", rows({"id"}, {})}};
  EXPECT_EQ(changed_rows(before, after, {"users.name", "log"}), "");
  EXPECT_EQ(changed_rows(before, after, {"users.id", "log"}),
            "- users: name=Ada\n+ users: name=A\n");
}

}  // namespace
}  // namespace migrate::test
