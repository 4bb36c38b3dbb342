// What an expression reads is computed before it, whatever the columns are called.
#include "dialects/postgres/triggers/trigger_order.hpp"

#include "migration/migration.hpp"
#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"

namespace migrate::postgres::test {

namespace {

using Lines = std::vector<std::string>;

Table table_of(const std::vector<std::string>& columns) {
  Table table;
  table.name = "t";
  for (auto& name : columns) {
    table.columns.emplace_back();
    table.columns.back().name = name;
  }
  return table;
}

std::vector<int> ranks(const std::string& operations, const std::vector<std::string>& columns) {
  auto migration =
      parse_migration("migrations/20260101000000_test.yaml", "operations:\n" + operations);
  Schema schema;
  schema.tables["t"] = table_of(columns);
  std::vector<int> all;
  for (auto& operation : migration.operations)
    all.push_back(rank_of(migration, schema, operation, "t"));
  return all;
}

const std::string add_net =
    "  - add_column: {table: t, column: {name: net, type: int}, up: price * count}\n";
const std::string add_gross =
    "  - add_column: {table: t, column: {name: gross, type: int}, up: net * 2}\n";
const std::string mend_name =
    "  - alter_column: {table: t, column: name, nullable: false, up: \"'anon'\"}\n";
const std::string add_lower =
    "  - add_column: {table: t, column: {name: lowered, type: text}, up: lower(name)}\n";
const std::string rename_country = "  - rename_column: {table: t, from: country, to: nation}\n";

}  // namespace

TEST(PostgresTriggerOrder, OperationsThatDoNotReadEachOtherKeepTheirNames) {
  EXPECT_EQ(ranks(add_net + mend_name + rename_country, {"price", "count", "name", "country"}),
            (std::vector<int>{0, 0, 0}));
  // Kinds that sort so of themselves.
  EXPECT_EQ(
      ranks("  - add_column: {table: t, column: {name: iso, type: text}, up: upper(country)}\n" +
                rename_country,
            {"country"}),
      (std::vector<int>{0, 0}));
  EXPECT_EQ(ranked(0, "value"), "value");
}

TEST(PostgresTriggerOrder, WhatReadsSortsBehindWhatFills) {
  EXPECT_EQ(ranks(add_net + add_gross, {"price", "count"}), (std::vector<int>{0, 1}));
  EXPECT_EQ(ranks(mend_name + add_lower, {"name"}), (std::vector<int>{0, 1}));
  // The column was there before: an operation that is written first may read it, too.
  EXPECT_EQ(ranks(add_lower + mend_name, {"name"}), (std::vector<int>{1, 0}));
  EXPECT_EQ(ranks(rename_country +
                      "  - split_column: {table: t, column: place, down: city, into: [{name: "
                      "city, type: text, up: place}, {name: label, type: text, up: \"place || "
                      "nation\"}]}\n"
                      "  - add_column: {table: t, column: {name: town, type: text}, up: city}\n",
                  {"country", "place"}),
            (std::vector<int>{0, 1, 1}));
  EXPECT_LT(ranked(0, "value_kept"), ranked(1, "map"));
  EXPECT_LT(ranked(1, "map") + "__", ranked(1, "value") + "__");
  EXPECT_LT(ranked(9, "value_kept"), ranked(10, "default"));
}

TEST(PostgresTriggerOrder, GeneratedColumnsAreReadThrough) {
  auto migration = parse_migration("migrations/20260101000000_test.yaml",
                                   "operations:\n" + mend_name +
                                       "  - add_column: {table: t, column: {name: short, type: "
                                       "text}, up: \"left(shout, 3)\"}\n");
  Schema schema;
  auto table = table_of({"name", "shout"});
  table.columns[1].extra["generated_as"] = "upper(name)";
  schema.tables["t"] = table;
  EXPECT_EQ(rank_of(migration, schema, migration.operations[1], "t"), 1);
}

TEST(PostgresTriggerOrder, WhatComesAndWhatGoesMayReadEachOther) {
  EXPECT_EQ(
      ranks("  - add_column: {table: t, column: {name: handle, type: text}, up: lower(nick)}\n"
            "  - drop_column: {table: t, column: nick, down: handle}\n",
            {"nick"}),
      (std::vector<int>{0, 0}));
}

TEST(PostgresTriggerOrder, WhatIsMendedComesBeforeWhatGoes) {
  EXPECT_EQ(ranks("  - drop_column: {table: t, column: nick, down: name}\n"
                  "  - alter_column: {table: t, column: name, nullable: false, up: nick}\n",
                  {"name", "nick"}),
            (std::vector<int>{1, 0}));
}

TEST(PostgresTriggerOrder, WhereNoneIsRightItIsRefused) {
  for (auto& operations :
       {mend_name + "  - rename_column: {table: t, from: name, to: title}\n",
        "  - split_column: {table: t, column: name, down: a, into: [{name: a, type: text, up: "
        "name}, {name: b, type: text, up: name}]}\n" +
            mend_name}) {
    try {
      ranks(operations, {"name", "nick"});
      ADD_FAILURE() << operations;
    } catch (const Error& error) {
      EXPECT_EQ(error.report().code, "MIG-PLAN-UNSUPPORTED");
    }
  }
}

// 63 bytes are less than these names: what is cut off them must not decide.
SERVER_TEST(PostgresTriggersInOrder, HoldsForNamesThatAreCut) {
  const std::string name(50, 't');
  run("CREATE TABLE " + name + " (id int PRIMARY KEY, price int, count int, name text)");
  run("INSERT INTO " + name + " VALUES (1, 2, 3, NULL)");
  auto of = [&](std::string operations) {
    for (std::size_t at = 0; (at = operations.find("table: t,", at)) != std::string::npos; ++at)
      operations.replace(at, 9, "table: " + name + ",");
    return operations;
  };
  auto p = plan(of(add_net + add_gross + mend_name + add_lower));
  run_phase(p, Phase::expand);
  run("INSERT INTO " + name + " (id, price, count) VALUES (2, 4, 5)");
  run("UPDATE " + name + " SET count = 10 WHERE id = 2");
  run_phase(p, Phase::backfill);
  run("INSERT INTO " + name + " (id, price, count) VALUES (3, 6, 7)");
  EXPECT_EQ(rows("SELECT id, net, gross, name, lowered FROM " + name + " ORDER BY id"),
            (Lines{"1|6|12|anon|anon", "2|40|80|anon|anon", "3|42|84|anon|anon"}));
  run_phase(p, Phase::contract);
}

}  // namespace migrate::postgres::test
