// Replication groups, by the answers that servers give.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "dialects/mysql/server/server.hpp"

namespace migrate::mysql::test {
namespace {

using db::Value;

class Member final : public db::Connection {
 public:
  // Without `primaries` the account may not look.
  Member(std::string group, std::optional<int> primaries)
      : group_(std::move(group)), primaries_(primaries) {}

  db::Result query(std::string_view sql, const std::vector<Value>&) override {
    const std::string name = "group_replication_group_name";
    if (sql == "SHOW GLOBAL VARIABLES LIKE '" + name + "'") {
      db::Result result;
      if (!group_.empty()) result.rows = {{Value::of(name), Value::of(group_)}};
      return result;
    }
    EXPECT_THAT(std::string(sql), testing::HasSubstr("replication_group_members"));
    EXPECT_FALSE(group_.empty());
    if (!primaries_) throw db::DbError(db::Failure::permission, "1142", "SELECT command denied");
    return {{"COUNT(*)"}, {{Value::of(std::int64_t{*primaries_})}}, 0};
  }
  void begin() override {}
  void commit() override {}
  void rollback() noexcept override {}
  bool in_transaction() const override { return false; }
  void limit_lock_wait(std::chrono::milliseconds) override {}

 private:
  std::string group_;
  std::optional<int> primaries_;
};

TEST(Preflight, RefusesAGroupWithSeveralPrimaries) {
  Member one("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa", 1), three("aaaaaaaa", 3);
  EXPECT_EQ(several_primaries(one), "");
  EXPECT_THAT(several_primaries(three), testing::HasSubstr("a replication group with 3 primaries"));
}

TEST(Preflight, TakesServersThatAreInNoGroupOrDoNotTell) {
  Member none("", std::nullopt), untold("aaaaaaaa", std::nullopt);
  EXPECT_EQ(several_primaries(none), "");
  EXPECT_EQ(several_primaries(untold), "");
}

}  // namespace
}  // namespace migrate::mysql::test
