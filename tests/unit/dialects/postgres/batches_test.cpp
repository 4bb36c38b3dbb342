// How a table is walked, as far as its size and its indexes decide it. No server.
#include "dialects/postgres/batches.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate::postgres {
namespace {

using testing::HasSubstr;
using testing::Not;

Column column(const std::string& name, const std::string& type) {
  Column c;
  c.name = name;
  c.type = type;
  c.nullable = false;
  return c;
}

Index index(const std::string& name, const std::vector<std::string>& columns, bool unique = false) {
  Index i;
  i.name = name;
  i.method = "btree";
  i.unique = unique;
  for (auto& one : columns)
    i.parts.push_back({.column = one, .expression = "", .prefix = {}, .options = ""});
  return i;
}

struct Orders {
  Schema schema;
  Table table;

  explicit Orders(std::uint64_t rows = 1'000'000) {
    schema.name = "public";
    schema.version = "15.1";
    schema.version_number = 150001;
    table.name = "orders";
    table.estimated_rows = rows;
    table.extra["kind"] = "r";
    for (auto* name : {"id", "number", "customer", "placed", "total"})
      table.columns.push_back(column(name, "bigint"));
    auto key = index("orders_pkey", {"id"}, true);
    key.primary = true;
    table.indexes = {key, index("orders_number", {"number"}, true),
                     index("by_customer", {"customer", "placed"}), index("by_placed", {"placed"})};
  }
  Batch fill(const std::vector<Assignment>& set = {{"\"total\"", "1"}}) const {
    return Walk(schema, table, {}).fill(set, "true");
  }
  Batch verify() const { return Walk(schema, table, {}).verify("total < 0"); }
};

constexpr auto both = R"("customer" = "customer", "placed" = "placed")";

TEST(Walk, ALargeTableIsComparedByBlockAndNamesItsRowsByTheirKey) {
  const auto batch = Orders().verify();
  EXPECT_TRUE(batch.by_blocks);
  EXPECT_THAT(batch.work.sql,
              HasSubstr("SELECT \"id\" FROM \"public\".\"orders\"\nWHERE ctid >= "));
  EXPECT_FALSE(Orders().fill().by_blocks);
}

TEST(Walk, ASmallOneByItsKey) {
  EXPECT_FALSE(Orders(99'999).verify().by_blocks);
}

// Blocks of each child begin at 0: a parent's last one says nothing of them.
TEST(Walk, AParentByItsKey) {
  Orders parent;
  parent.table.extra["has_children"] = "1";
  EXPECT_FALSE(parent.verify().by_blocks);
  Orders partitioned;
  partitioned.table.extra["kind"] = "p";
  EXPECT_FALSE(partitioned.verify().by_blocks);
}

// A range of blocks is one of each partition; the parent has no statistics of blocks of its own.
TEST(Walk, APartitionedTableWithoutAKeyByTheBlocksOfEachPartition) {
  Orders keyless;
  keyless.table.extra["kind"] = "p";
  keyless.table.indexes.clear();
  const auto bounds = keyless.fill().bounds.sql;
  EXPECT_THAT(bounds, HasSubstr("coalesce(sum("));
  EXPECT_THAT(bounds, HasSubstr("isleaf) AND pg_relation_size(oid) > $1::bigint"));
}

// Two rows that it tells apart may be one key to the column.
TEST(Walk, AnIndexByAnotherCollationIsNoKey) {
  Orders other;
  other.table.indexes = {index("by_bytes", {"number"}, true)};
  EXPECT_FALSE(other.fill().by_blocks);
  other.table.indexes[0].parts[0].options = "COLLATE pg_catalog.\"C\"";
  EXPECT_TRUE(other.fill().by_blocks);
}

TEST(Walk, Version13ByItsKey) {
  Orders old;
  old.schema.version_number = 130020;
  EXPECT_FALSE(old.verify().by_blocks);
  EXPECT_THAT(old.fill().work.sql, Not(HasSubstr("customer")));
}

TEST(Walk, AFillNamesAColumnOfEachPlainIndex) {
  EXPECT_THAT(Orders().fill().work.sql, HasSubstr(both));
  EXPECT_THAT(Orders(99'999).fill().work.sql, Not(HasSubstr("customer")));
}

// A unique column would lock the row against those who refer to it.
TEST(Walk, AFillNamesNoColumnOfAUniqueIndex) {
  EXPECT_THAT(Orders().fill().work.sql, Not(HasSubstr("number")));
  Orders also_unique;
  also_unique.table.indexes.push_back(index("once", {"customer", "id"}, true));
  EXPECT_THAT(also_unique.fill().work.sql, Not(HasSubstr("customer")));
  EXPECT_THAT(also_unique.fill().work.sql, HasSubstr(R"("placed" = "placed")"));
}

TEST(Walk, AFillNamesNoColumnTwiceAndNoneThatIsComputed) {
  const auto sql = Orders().fill({{"\"customer\"", "1"}}).work.sql;
  EXPECT_THAT(sql, Not(HasSubstr(R"("customer" = "customer")")));
  Orders computed;
  computed.table.columns[2].generated = true;
  EXPECT_THAT(computed.fill().work.sql, Not(HasSubstr("customer")));
}

// The index over a column that is only read is searched all the same.
TEST(Walk, AFillNamesTheColumnThatItReads) {
  const auto sql = Orders().fill({{"\"total\"", "\"customer\" + 1"}}).work.sql;
  EXPECT_THAT(sql, HasSubstr(both));
}

// Which of the columns in it are set the user's own text does not tell for certain.
TEST(Walk, AFillOfTheUsersNamesNoColumnThatItMentions) {
  Orders orders;
  const auto sql =
      Walk(orders.schema, orders.table, {}).fill_as_written("total = customer", "true").work.sql;
  EXPECT_THAT(sql, Not(HasSubstr(R"("customer" = "customer")")));
  EXPECT_THAT(sql, HasSubstr(R"("placed" = "placed")"));
}

TEST(Walk, ATriggerByColumnsIsNotFiredByThem) {
  Orders watched;
  watched.table.triggers.push_back(
      {"t",
       "CREATE TRIGGER t BEFORE INSERT OR UPDATE OF customer ON public.orders FOR EACH ROW "
       "EXECUTE FUNCTION f()"});
  EXPECT_THAT(watched.fill().work.sql, Not(HasSubstr("customer")));
  Orders by_row;
  by_row.table.triggers.push_back(
      {"t", "CREATE TRIGGER t BEFORE UPDATE ON public.orders FOR EACH ROW EXECUTE FUNCTION f()"});
  EXPECT_THAT(by_row.fill().work.sql, HasSubstr(both));
}

}  // namespace
}  // namespace migrate::postgres
