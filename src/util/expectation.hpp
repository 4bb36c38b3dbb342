// What somebody expects a value to be: "0", "ready", "< 0.01".
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace migrate {

struct Expectation {
  enum class Relation { equal, unequal, below, at_most, above, at_least };
  Relation relation = Relation::equal;
  std::string text;  // behind the operator

  bool holds(std::string_view value) const;
};

// nullopt: an operator, and no number behind it. Texts are equal as they stand but for blanks at
// both ends; two numbers by their value, so that "0" expects "0.0", too.
std::optional<Expectation> parse_expectation(std::string_view text);

}  // namespace migrate
