// A column of an enumeration type, or of an array of it, as expressions over its text.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "schema/schema.hpp"

namespace migrate::postgres {

bool is_array(const Column& column);
// `type`, or an array of it where the column is one.
std::string of_array(const Column& column, const std::string& type);
// The enumeration type, as the server writes it.
std::string element_type(const Column& column);
// The column holds one of the values, or has it among its elements.
std::string holds(const Column& column, const std::vector<std::string>& values);
// What the column holds by its new names in type `to`; what is not in `names` keeps its own. No new
// name may be one that changes too: one replacement after another is as good as all at once then.
std::string mapped(const Column& column, const std::map<std::string, std::string>& names,
                   const std::string& to);

}  // namespace migrate::postgres
