// What of a recorded schema counts as changed.
#include "schema/facts.hpp"

#include <gtest/gtest.h>

namespace migrate {
namespace {

Table users(const std::string& check) {
  Table table;
  table.name = "users";
  table.checks.push_back({"known", check, true});
  return table;
}

std::size_t changed(const std::string& recorded, const std::string& live) {
  return differences(facts_of(users(recorded)), facts_of(users(live))).size();
}

TEST(SchemaFacts, know_a_check_that_was_recorded_with_its_quotes_escaped) {
  EXPECT_EQ(changed(R"((`a` <> _utf8mb4\'it\\\'s\'))", R"((`a` <> _utf8mb4'it\'s'))"), 0u);
  EXPECT_EQ(changed(R"((`a` <> _utf8mb4\'x\'))", R"((`a` <> _utf8mb4'y'))"), 1u);
  EXPECT_EQ(changed("(`a` > 1)", "(`a` > 2)"), 1u);
}

}  // namespace
}  // namespace migrate
