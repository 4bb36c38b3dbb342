// The files under migrations/ are read whole, and show every operation; tests/cli/examples.sh runs
// them.
#include <gtest/gtest.h>

#include <set>

#include "migration/operations/parse.hpp"
#include "tests/unit/migration/expect_error.hpp"

namespace migrate {
namespace {

TEST(Examples, ShowEveryOperation) {
  std::vector<std::string> errors;
  const std::vector<Migration> migrations =
      read_directory(MIGRATE_SOURCE_DIR "/migrations", &errors);
  EXPECT_EQ(errors, std::vector<std::string>{});
  std::set<std::string> kinds, everywhere;
  for (const Migration& migration : migrations) {
    EXPECT_FALSE(migration.description.empty()) << migration.id;
    EXPECT_TRUE(migration.for_engine(EngineKind::postgres) ||
                migration.for_engine(EngineKind::mysql))
        << migration.id;
    for (const Operation& operation : migration.operations) {
      kinds.insert(operation.kind);
      if (migration.engines.empty()) everywhere.insert(operation.kind);
    }
  }
  EXPECT_EQ(everywhere, (std::set<std::string>{"add_column", "backfill", "create_index",
                                               "create_table", "drop_column", "drop_index",
                                               "drop_table", "rename_column", "sql"}));
  const auto known = operation_names();
  EXPECT_EQ(kinds, std::set<std::string>(known.begin(), known.end()));
}

}  // namespace
}  // namespace migrate
