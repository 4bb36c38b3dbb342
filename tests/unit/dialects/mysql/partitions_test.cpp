// Whether partitions leave out values, by what the catalog says of them.
#include "dialects/mysql/catalog/partitions.hpp"

#include <gtest/gtest.h>

namespace migrate::mysql {
namespace {

const Partitions none{}, hash{"HASH", "`id`", {"", ""}};

TEST(Partitions, LeaveNothingOutWithoutBoundsOrWithTheHighest) {
  for (auto& before : {none, hash})
    for (auto& after : {none, hash, Partitions{"RANGE", "`n`", {"10", "MAXVALUE"}},
                        Partitions{"RANGE COLUMNS", "`a`,`b`", {"'x',1", "MAXVALUE,MAXVALUE"}},
                        Partitions{"LIST", "`n`", {"1,2", "DEFAULT"}}})
      EXPECT_FALSE(leaves_out(before, after)) << after.method;
}

TEST(Partitions, LeaveOutWhatIsBehindTheLastBoundOrInNoList) {
  for (auto& before : {none, hash})
    for (auto& after :
         {Partitions{"RANGE", "`n`", {"10", "20"}}, Partitions{"LIST", "`n`", {"1,2"}},
          Partitions{"RANGE COLUMNS", "`name`", {"'MAXVALUE'"}}})
      EXPECT_TRUE(leaves_out(before, after)) << after.method;
}

// A change of something else, or partitions more.
TEST(Partitions, LeaveNothingOutThatTheTableTakes) {
  const Partitions range{"RANGE", "`n`", {"10", "20"}}, list{"LIST", "`n`", {"1,2", "NULL,3"}};
  EXPECT_FALSE(leaves_out(range, range));
  EXPECT_FALSE(leaves_out(range, {"RANGE", "`n`", {"5", "20", "30"}}));
  EXPECT_TRUE(leaves_out(range, {"RANGE", "`n`", {"10", "30"}})) << "cannot be told";
  EXPECT_TRUE(leaves_out(range, {"RANGE", "`m`", {"10", "20"}}));
  EXPECT_TRUE(leaves_out({"RANGE", "`n`", {"10", "MAXVALUE"}}, range));
  EXPECT_FALSE(leaves_out(list, list));
  EXPECT_FALSE(leaves_out(list, {"LIST", "`n`", {"1,2", "NULL,3", "4"}}));
  EXPECT_TRUE(leaves_out(list, {"LIST", "`n`", {"1,2"}}));
  EXPECT_TRUE(leaves_out(list, {"LIST COLUMNS", "`n`", {"1,2", "NULL,3"}}));
}

}  // namespace
}  // namespace migrate::mysql
