// Settings of the server that a plan goes by. There is no server here.
#include <gtest/gtest.h>

#include <string>
#include <tuple>

#include "dialects/mysql/planner.hpp"
#include "migration/migration.hpp"
#include "util/error.hpp"

namespace migrate::mysql {
namespace {

Column column(const std::string& name, const std::string& type) {
  Column made;
  made.name = name;
  made.type = type;
  return made;
}

Plan plan(const Flavour& flavour, const std::string& operations) {
  Table table;
  table.name = "t";
  table.extra["engine"] = "InnoDB";
  table.columns = {column("id", "int(11)"), column("a", "int(11)"), column("b", "int(11)")};
  table.columns[0].nullable = false;
  Index key;
  key.name = "PRIMARY";
  key.primary = key.unique = key.constraint = true;
  key.method = "BTREE";
  key.parts.emplace_back();
  key.parts.back().column = "id";
  table.indexes.push_back(key);
  Schema schema;
  schema.engine = flavour.kind;
  schema.name = "shop";
  schema.tables["t"] = table;
  auto migration =
      parse_migration("migrations/20260101000000_test.yaml", "operations:\n" + operations);
  return make_plan(migration, schema, flavour, nullptr);
}

Flavour mariadb(const std::string& allowed) {
  auto flavour = flavour_of("10.11.19-MariaDB");
  allow_instantly(flavour, allowed);
  return flavour;
}

constexpr const char* instant = "ALGORITHM=INSTANT";
constexpr const char* in_place = "ALGORITHM=INPLACE, LOCK=NONE";

TEST(Settings, columnsComeAndGoAsInstantlyAsTheServerAllows) {
  for (auto [allowed, add, drop] :
       {std::tuple{"", instant, instant}, std::tuple{"add_drop_reorder", instant, instant},
        std::tuple{"add_last", instant, in_place}, std::tuple{"never", in_place, in_place}}) {
    SCOPED_TRACE(allowed);
    auto added = plan(mariadb(allowed),
                      "  - add_column: {table: t, column: {name: c, type: int, nullable: true}}\n");
    ASSERT_FALSE(added.steps.empty());
    EXPECT_TRUE(added.steps[0].sql.at(0).ends_with(add)) << added.steps[0].sql.at(0);
    EXPECT_TRUE(added.steps[0].undo.at(0).ends_with(drop)) << added.steps[0].undo.at(0);
    auto dropped = plan(mariadb(allowed), "  - drop_column: {table: t, column: b}\n");
    ASSERT_FALSE(dropped.steps.empty());
    EXPECT_TRUE(dropped.steps.back().sql.at(0).ends_with(drop)) << dropped.steps.back().sql.at(0);
  }
}

TEST(Settings, noTimestampIsLeftToAServerThatGivesItDefaults) {
  auto refusal = [](bool by_themselves, const std::string& operations) -> std::string {
    auto flavour = flavour_of("10.6.18-MariaDB");
    flavour.timestamps_by_themselves = by_themselves;
    try {
      plan(flavour, operations);
    } catch (const Error& error) {
      return error.report().code + ": " + error.report().what;
    }
    return "planned";
  };
  auto create = [](const std::string& more) {
    return "  - create_table:\n      name: u\n      columns:\n        - {name: id, type: int, pk: "
           "true}\n        - {name: at, type: timestamp(3)" +
           more + "}\n";
  };
  auto add = [](const std::string& more) {
    return "  - add_column: {table: t, column: {name: at, type: timestamp" + more + "}}\n";
  };
  const auto refused = refusal(true, create(""));
  EXPECT_TRUE(refused.starts_with("MIG-PLAN-UNSUPPORTED: u.at: a TIMESTAMP that is NOT NULL"))
      << refused;
  for (auto& operation : {create(", nullable: true"), create(", default: current_timestamp(3)"),
                          add(", default: \"'2026-01-01'\""), add(", nullable: true")})
    EXPECT_EQ(refusal(true, operation), "planned") << operation;
  EXPECT_EQ(refusal(false, create("")), "planned");
}

TEST(Settings, aSecondColumnIsTheLastOneWhereNoOtherPlaceIsInstant) {
  const std::string rename = "  - rename_column: {table: t, from: a, to: x}\n";
  auto adds = [&](const char* allowed) {
    return plan(mariadb(allowed), rename).steps.at(0).sql.at(0);
  };
  EXPECT_NE(adds("add_drop_reorder").find(" AFTER `a`"), std::string::npos);
  EXPECT_EQ(adds("add_last").find(" AFTER "), std::string::npos);
}

}  // namespace
}  // namespace migrate::mysql
