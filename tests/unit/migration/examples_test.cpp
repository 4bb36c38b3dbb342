// The files under migrations/ are read whole, and show every operation.
#include <gtest/gtest.h>

#include <set>

#include "tests/unit/migration/expect_error.hpp"

namespace migrate {
namespace {

TEST(Examples, ShowEveryOperationOnEveryEngine) {
  std::vector<std::string> errors;
  const std::vector<Migration> migrations =
      read_directory(MIGRATE_SOURCE_DIR "/migrations", &errors);
  EXPECT_EQ(errors, std::vector<std::string>{});
  std::set<std::string> kinds;
  for (const Migration& migration : migrations) {
    EXPECT_FALSE(migration.description.empty()) << migration.id;
    for (const EngineKind engine : all_engines)
      EXPECT_TRUE(migration.for_engine(engine)) << migration.id;
    for (const Operation& operation : migration.operations) kinds.insert(operation.kind);
  }
  EXPECT_EQ(kinds,
            (std::set<std::string>{"add_column", "create_index", "create_table", "drop_column",
                                   "drop_index", "drop_table", "rename_column", "sql"}));
}

}  // namespace
}  // namespace migrate
