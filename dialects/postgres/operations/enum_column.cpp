#include "dialects/postgres/operations/enum_column.hpp"

#include <fmt/format.h>

#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr std::string_view array_suffix = "[]";

}  // namespace

bool is_array(const Column& column) {
  return column.type.ends_with(array_suffix);
}

std::string of_array(const Column& column, const std::string& type) {
  return type + (is_array(column) ? std::string(array_suffix) : "");
}

std::string element_type(const Column& column) {
  return column.type.substr(0, column.type.size() - (is_array(column) ? array_suffix.size() : 0));
}

std::string holds(const Column& column, const std::vector<std::string>& values) {
  auto list = join(literals(values), ", ");
  return is_array(column) ? fmt::format("{}::text[] && ARRAY[{}]", quote_name(column.name), list)
                          : fmt::format("{}::text IN ({})", quote_name(column.name), list);
}

// array_replace keeps dimensions, bounds and NULLs.
std::string mapped(const Column& column, const std::map<std::string, std::string>& names,
                   const std::string& to) {
  if (is_array(column)) {
    auto value = quote_name(column.name) + "::text[]";
    for (auto& [from, name] : names)
      value = fmt::format("pg_catalog.array_replace({}, {}, {})", value, quote_literal(from),
                          quote_literal(name));
    return fmt::format("({})::{}", value, of_array(column, to));
  }
  auto text = quote_name(column.name) + "::text";
  if (names.empty()) return fmt::format("({})::{}", text, to);
  std::string cases;
  for (auto& [from, name] : names)
    cases += fmt::format(" WHEN {} THEN {}", quote_literal(from), quote_literal(name));
  return fmt::format("(CASE {0}{1} ELSE {0} END)::{2}", text, cases, to);
}

}  // namespace migrate::postgres
