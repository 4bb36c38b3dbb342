#include "tests/fault/reference.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace migrate::test {
namespace {

TEST(SameWork, ARowThatIsMissingIsNotDone) {
  const std::string all = "migrate_t__shadow: id=1\nmigrate_t__shadow: id=2";
  EXPECT_NO_THROW(expect_same_work(all, all));
  EXPECT_THROW(expect_same_work(all, "migrate_t__shadow: id=1"), std::runtime_error);
}

TEST(SameWork, NumbersThatWereTakenBackMayBeMissing) {
  const std::string t = "CREATE TABLE `t` (\n  `id` int\n) ENGINE=InnoDB";
  EXPECT_NO_THROW(expect_same_work(t + " AUTO_INCREMENT=4\nstands|t_id_seq|3",
                                   t + " AUTO_INCREMENT=7\nstands|t_id_seq|6"));
  EXPECT_NO_THROW(expect_same_work("migrate_schema_fact: definition=int id=3 object=column a",
                                   "migrate_schema_fact: definition=int id=7 object=column a"));
  EXPECT_THROW(expect_same_work(t, "CREATE TABLE `t` (\n  `id` int\n) ENGINE=MyISAM"),
               std::runtime_error);
}

TEST(SameWork, TheLeaseMayStandThere) {
  EXPECT_NO_THROW(expect_same_work("migrate.lease: id=1 released=1\nt: id=1",
                                   "migrate.lease: id=1 released=0\nt: id=1"));
  EXPECT_THROW(expect_same_work("migrate.step: status=done", "migrate.step: status=running"),
               std::runtime_error);
}

}  // namespace
}  // namespace migrate::test
