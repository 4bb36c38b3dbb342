#include <gtest/gtest.h>

#include "tests/unit/migration/expect_error.hpp"

namespace migrate {
namespace {

std::string rebuild(const std::string& partition_by) {
  return "operations:\n  - rebuild_table: {table: t, partition_by: {" + partition_by + "}}\n";
}

TEST(Partitioning, IsRead) {
  using Kind = PartitionValue::Kind;
  const auto range = only<RebuildTable>(yaml(rebuild(
      "range: [d, e], partitions: [{name: a, from: [MINVALUE, 'minvalue'], to: [2026-01-01, "
      "5]}, {name: b, from: [2026-01-01, 5], to: [maxvalue, MAXVALUE]}, {name: c, default: "
      "true}]")));
  ASSERT_TRUE(range.partition_by);
  EXPECT_EQ(range.partition_by->kind, Partitioning::Kind::range);
  EXPECT_EQ(range.partition_by->key, (std::vector{Identifier("d"), Identifier("e")}));
  EXPECT_TRUE(range.partition_by->has_default());
  const auto& parts = range.partition_by->partitions;
  ASSERT_EQ(parts.size(), 3U);
  const std::vector<PartitionValue> from = {{Kind::lowest, ""}, {Kind::literal, "minvalue"}};
  const std::vector<PartitionValue> to = {{Kind::literal, "2026-01-01"}, {Kind::literal, "5"}};
  EXPECT_EQ(parts[0].from, from);
  EXPECT_EQ(parts[0].to, to);
  EXPECT_EQ(parts[1].to, (std::vector<PartitionValue>{{Kind::highest, ""}, {Kind::highest, ""}}));
  EXPECT_TRUE(parts[2].is_default);
  const auto list = only<RebuildTable>(
      yaml(rebuild("list: [r], partitions: [{name: a, values: [eu, null, 'null', MINVALUE]}]")));
  const std::vector<PartitionValue> values = {{Kind::literal, "eu"},
                                              {Kind::null, ""},
                                              {Kind::literal, "null"},
                                              {Kind::literal, "MINVALUE"}};
  EXPECT_EQ(list.partition_by->partitions[0].values, values);
  EXPECT_FALSE(list.partition_by->has_default());
  const auto hash = yaml(
      rebuild("hash: [i], partitions: [{name: a, modulus: 2, remainder: 1}, {name: b, modulus: 4, "
              "remainder: 0}, {name: c, modulus: 4, remainder: 2}]"));
  EXPECT_EQ(only<RebuildTable>(hash).partition_by->partitions[1].modulus, 4);
  const std::vector<Touch> touched = {
      {"t", "*dropped"}, {"a", "*created"}, {"b", "*created"}, {"c", "*created"}};
  EXPECT_EQ(touches(hash.operations[0]), touched);
}

struct Wrong {
  const char* partition_by;
  const char* code;
  const char* says;
};

const Wrong wrong[] = {
    {"partitions: [{name: a, default: true}]", "MIG-FILE-MISSING", "range"},
    {"range: [d], list: [d], partitions: []", "MIG-FILE-VALUE", "excludes"},
    {"range: [d]", "MIG-FILE-MISSING", "partitions"},
    {"range: [d], partitions: []", "MIG-FILE-VALUE", "at least one partition"},
    {"range: [], partitions: []", "MIG-FILE-VALUE", "at least one column"},
    {"list: [a, b], partitions: []", "MIG-FILE-VALUE", "one column"},
    {"range: [d], partitions: [{name: a}]", "MIG-FILE-MISSING", "\"from\" and \"to\""},
    {"range: [d], partitions: [{name: a, from: [1]}]", "MIG-FILE-MISSING", "field \"to\""},
    {"range: [d, e], partitions: [{name: a, from: [1], to: [2]}]", "MIG-FILE-VALUE", "each column"},
    {"range: [d], partitions: [{name: a, from: [null], to: [2]}]", "MIG-FILE-VALUE",
     "found nothing"},
    {"range: [d], partitions: [{name: a, values: [1], from: [1], to: [2]}]", "MIG-FILE-VALUE",
     "does not go with `range`"},
    {"list: [d], partitions: [{name: a}]", "MIG-FILE-MISSING", "\"values\""},
    {"list: [d], partitions: [{name: a, values: []}]", "MIG-FILE-VALUE", "at least one value"},
    {"list: [d], partitions: [{name: a, values: [1], modulus: 2}]", "MIG-FILE-VALUE",
     "does not go with `list`"},
    {"list: [d], partitions: [{name: a, default: true, values: [1]}]", "MIG-FILE-VALUE",
     "does not go with `default: true`"},
    {"list: [d], partitions: [{name: a, values: [1]}, {name: a, default: true}]", "MIG-FILE-VALUE",
     "\"a\" twice"},
    {"list: [d], partitions: [{name: a, values: [1, null]}, {name: b, values: [null]}]",
     "MIG-FILE-VALUE", "null twice"},
    {"list: [d], partitions: [{name: a, default: true}, {name: b, default: true}]",
     "MIG-FILE-VALUE", "more than one default"},
    {"hash: [d], partitions: [{name: a, default: true}]", "MIG-FILE-VALUE", "every value"},
    {"hash: [d], partitions: [{name: a, modulus: 1}]", "MIG-FILE-MISSING", "\"remainder\""},
    {"hash: [d], partitions: [{name: a, modulus: 1, remainder: 0, to: [1]}]", "MIG-FILE-VALUE",
     "does not go with `hash`"},
    {"hash: [d], partitions: [{name: a, modulus: 2, remainder: 2}]", "MIG-FILE-VALUE",
     "from 0 to 1"},
    {"hash: [d], partitions: [{name: a, modulus: 2, remainder: 0}, {name: b, modulus: 4, "
     "remainder: "
     "1}]",
     "MIG-FILE-VALUE", "of modulus 4 they take 3"},
};

TEST(Partitioning, WhatIsWrongIsRefused) {
  for (auto& one : wrong) {
    auto report = yaml_refusal(rebuild(one.partition_by));
    EXPECT_EQ(report.code, one.code) << one.partition_by;
    EXPECT_NE(report.what.find(one.says), std::string::npos) << report.what;
  }
}

}  // namespace
}  // namespace migrate
