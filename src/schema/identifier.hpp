// Strings are not SQL: names and SQL text are types of their own. Quoting lives in one function per
// dialect (dialects/<engine>/quote.hpp).
#pragma once
#include <compare>
#include <string>
#include <utility>

namespace migrate {

// A name as the user means it: unquoted, case kept, UTF-8. Never pasted into SQL without quoting.
struct Identifier {
  std::string value;

  Identifier() = default;
  explicit Identifier(std::string text) : value(std::move(text)) {}
  bool empty() const { return value.empty(); }
  friend auto operator<=>(const Identifier&, const Identifier&) = default;
};

// Text whose job is to be SQL (an expression, a type, a statement), taken as it stands.
struct RawSql {
  std::string value;

  RawSql() = default;
  explicit RawSql(std::string text) : value(std::move(text)) {}
  bool empty() const { return value.empty(); }
  friend auto operator<=>(const RawSql&, const RawSql&) = default;
};

}  // namespace migrate
