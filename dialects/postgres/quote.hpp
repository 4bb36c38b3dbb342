// The one place where names become SQL on PostgreSQL.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace migrate::postgres {

// Always quoted: the list of reserved words differs between server versions.
std::string quote_name(std::string_view name);
std::string qualified(std::string_view schema, std::string_view name);
// A string literal that means the same whatever standard_conforming_strings says.
std::string quote_literal(std::string_view text);
// "a", "b"
std::string name_list(const std::vector<std::string>& names);
// Each one as a literal.
std::vector<std::string> literals(const std::vector<std::string>& values);
// {"a","b"}: the value of a parameter of type text[].
std::string array_of(const std::vector<std::string>& texts);
// A body between dollar quotes whose tag the body does not hold.
std::string dollar_quote(const std::string& body);

}  // namespace migrate::postgres
