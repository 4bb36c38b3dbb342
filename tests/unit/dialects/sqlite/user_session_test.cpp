#include "tests/unit/dialects/sqlite/support.hpp"
#include "util/error.hpp"

namespace migrate::sqlite {
namespace {

using Texts = std::vector<std::string>;

class UserSessionTest : public DatabaseTest {
 protected:
  Plan plan(const std::string& up, const std::string& down) {
    return plan_yaml("operations:\n  - sql: {up: \"" + up + "\", down: \"" + down + "\"}\n");
  }
  std::string refusal(const std::string& up, const std::string& down) {
    try {
      plan(up, down);
    } catch (const Error& e) {
      return e.report().code;
    }
    return "planned";
  }
};

TEST_F(UserSessionTest, PragmasGoWithTheStepsBehindThem) {
  exec("CREATE TABLE t (a)");
  const auto made = plan(
      "PRAGMA foreign_keys = ON; DELETE FROM t; DELETE FROM t; PRAGMA user_version = 3; PRAGMA "
      "foreign_keys(OFF); PRAGMA defer_foreign_keys = ON; DELETE FROM t; PRAGMA cache_size = 1",
      "PRAGMA foreign_keys = ON; DELETE FROM t; PRAGMA foreign_keys = OFF");
  ASSERT_EQ(made.steps.size(), 3u);
  const auto &first = made.steps[0], &second = made.steps[1], &third = made.steps[2];
  EXPECT_EQ(first.own_session->settings, Texts{"PRAGMA foreign_keys = ON"});
  EXPECT_EQ(first.sql.size(), 2u);
  EXPECT_TRUE(first.transactional);
  EXPECT_EQ(first.own_session->undo, Texts{"PRAGMA foreign_keys = ON"});
  EXPECT_EQ(first.undo, Texts{"DELETE FROM t"});
  EXPECT_EQ(second.sql, Texts{"PRAGMA user_version = 3"});
  EXPECT_EQ(second.own_session->settings, Texts{"PRAGMA foreign_keys = ON"});
  EXPECT_FALSE(second.transactional);
  EXPECT_EQ(third.sql, (Texts{"PRAGMA defer_foreign_keys = ON", "DELETE FROM t"}));
  EXPECT_EQ(third.own_session->settings, Texts{"PRAGMA foreign_keys(OFF)"});
  EXPECT_FALSE(made.notes.empty());
}

TEST_F(UserSessionTest, RefusesWhatCannotBeKept) {
  exec("CREATE TABLE t (a)");
  EXPECT_EQ(refusal("CREATE TEMP TABLE x (a); INSERT INTO t SELECT a FROM x", "DELETE FROM t"),
            "planned");
  EXPECT_EQ(refusal("CREATE TEMP TABLE x (a); VACUUM; DELETE FROM t", "DELETE FROM t"),
            "MIG-PLAN-UNSUPPORTED");
  EXPECT_EQ(refusal("DELETE FROM t", "DELETE FROM t; PRAGMA foreign_keys = ON; DELETE FROM t"),
            "MIG-PLAN-UNSUPPORTED");
}

}  // namespace
}  // namespace migrate::sqlite
