// What a replica says of its own lag, by the answers that servers give.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "dialects/mysql/server/server.hpp"

namespace migrate::mysql::test {
namespace {

using db::Value;

// One statement is understood.
class Replica final : public db::Connection {
 public:
  Replica(std::string understands, db::Result status)
      : understands_(std::move(understands)), status_(std::move(status)) {}

  db::Result query(std::string_view sql, const std::vector<Value>&) override {
    if (sql == understands_) return status_;
    throw db::DbError(db::Failure::syntax, "1064", "not understood: " + std::string(sql));
  }
  void begin() override {}
  void commit() override {}
  void rollback() noexcept override {}
  bool in_transaction() const override { return false; }
  void limit_lock_wait(std::chrono::milliseconds) override {}

 private:
  std::string understands_;
  db::Result status_;
};

db::Row channel(const std::string& name, Value seconds) {
  return {Value::of(name), Value::of(std::string("primary")), std::move(seconds)};
}
double lag_on_mariadb(std::vector<db::Row> channels) {
  Replica replica("SHOW ALL REPLICAS STATUS",
                  {{"Connection_name", "Master_Host", "Seconds_Behind_Master"}, channels, 0});
  return own_replica_lag(replica, flavour_of("10.11.19-MariaDB-log"));
}
double lag_on_mysql(std::vector<db::Row> channels) {
  Replica replica("SHOW REPLICA STATUS",
                  {{"Channel_Name", "Source_Host", "Seconds_Behind_Source"}, channels, 0});
  return own_replica_lag(replica, flavour_of("9.7.4"));
}
template <typename F>
std::string refusal(F lag, std::vector<db::Row> channels) {
  try {
    return std::to_string(lag(std::move(channels)));
  } catch (const db::DbError& error) {
    return error.what();
  }
}

TEST(ReplicaLag, IsThatOfTheChannelThatIsFurthestBehind) {
  for (auto* lag : {lag_on_mariadb, lag_on_mysql}) {
    EXPECT_EQ(lag({channel("", Value::of(0))}), 0);
    EXPECT_EQ(lag({channel("shop", Value::of(7))}), 7) << "one with a name";
    EXPECT_EQ(lag({channel("", Value::of(1)), channel("shop", Value::of(9)),
                   channel("other", Value::of(3))}),
              9);
  }
}

TEST(ReplicaLag, IsUnknownWhereAChannelIsStopped) {
  for (auto* lag : {lag_on_mariadb, lag_on_mysql}) {
    EXPECT_EQ(refusal(lag, {channel("shop", Value::null())}),
              "replication is stopped or broken: the lag is unknown");
    EXPECT_EQ(refusal(lag, {channel("", Value::of(0)), channel("shop", Value::null())}),
              "replication is stopped or broken in channel \"shop\": the lag is unknown");
    EXPECT_THAT(refusal(lag, {}), testing::HasSubstr("is not a replica"));
  }
}

}  // namespace
}  // namespace migrate::mysql::test
