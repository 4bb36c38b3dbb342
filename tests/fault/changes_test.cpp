#include "tests/fault/changes.hpp"

#include <gtest/gtest.h>

namespace migrate::test {
namespace {

const std::string step = "UPDATE migrate.step SET status = $1, attempts = attempts + 1\tdone\n";
const std::string alter = "ALTER TABLE users ADD c integer\n";
const std::string insert = "INSERT INTO migrate.event (kind) VALUES ($1)\tx\n";
const std::string commit = "COMMIT\n", rollback = "ROLLBACK\n";

TEST(Changes, WhatWasTakenBackLeftNothing) {
  const std::string once = net_changes(step + alter + commit, true);
  EXPECT_EQ(net_changes(step + rollback + step + alter + commit, true), once);
  EXPECT_EQ(net_changes(step + alter + rollback + step + alter + commit, true), once);
  EXPECT_NE(net_changes(step + alter + rollback + step + alter + commit, false), once);
}

TEST(Changes, ANumberOfASequenceIsNotGivenBack) {
  EXPECT_NE(net_changes(insert + rollback + insert + commit, true),
            net_changes(insert + commit, true));
}

TEST(Changes, OwnRowsSetTwiceAreSetOnce) {
  const std::string once = net_changes(step + commit, true);
  EXPECT_EQ(net_changes(step + commit + step + commit, true), once);
  EXPECT_NE(net_changes(step + commit + alter + commit + step + commit, true), once);
  const std::string counts = "UPDATE migrate.checkpoint SET done = done + $1\t5\n";
  EXPECT_NE(net_changes(counts + commit + counts + commit, true),
            net_changes(counts + commit, true));
  EXPECT_NE(net_changes(insert + commit + insert + commit, true),
            net_changes(insert + commit, true));
}

TEST(Changes, WhatWasNotCommittedIsToldFromWhatWas) {
  EXPECT_NE(net_changes(step, true), net_changes(step + commit, true));
  EXPECT_NE(net_changes(step + alter, true), net_changes(step + commit + alter + commit, true));
}

}  // namespace
}  // namespace migrate::test
