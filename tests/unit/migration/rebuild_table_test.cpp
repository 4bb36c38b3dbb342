#include <gtest/gtest.h>

#include "tests/unit/migration/expect_error.hpp"

namespace migrate {
namespace {

using Exchange = RebuildTable::Exchange;

std::string rebuild(const std::string& fields) {
  return "operations:\n  - rebuild_table: {table: t, " + fields + "}\n";
}

TEST(RebuildTable, AnotherKeyIsRead) {
  const auto op = only<RebuildTable>(yaml(rebuild("primary_key: [b, a], exchange: backfill")));
  EXPECT_EQ(op.primary_key, (std::vector{Identifier("b"), Identifier("a")}));
  EXPECT_EQ(op.exchange, Exchange::backfill);
}

TEST(RebuildTable, ColumnsThatComeFirstAreRead) {
  const auto op = only<RebuildTable>(yaml(rebuild("column_order: [id, Price]")));
  EXPECT_EQ(op.column_order, (std::vector{Identifier("id"), Identifier("Price")}));
}

TEST(RebuildTable, SaysWhenItIsExchanged) {
  EXPECT_EQ(only<RebuildTable>(yaml(rebuild("exchange: contract"))).exchange, Exchange::contract);
  EXPECT_EQ(only<RebuildTable>(yaml(rebuild("exchange: auto"))).exchange, Exchange::by_itself);
  EXPECT_EQ(only<RebuildTable>(yaml(rebuild("cluster_by: [a]"))).exchange, Exchange::by_itself);
}

}  // namespace
}  // namespace migrate
