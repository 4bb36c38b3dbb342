// Values that are kept as JSON text inside a column.
#pragma once
#include <string>
#include <vector>

#include "dialects/connection.hpp"
#include "migration/operations/operation.hpp"

namespace migrate {

// A column holds what this tool did not write: throws Error (MIG-STATE-CORRUPT).
[[noreturn]] void state_corrupt(const std::string& text);

// Keys: [["i","42"],["t","x"],["b","00ff"],["r","1.5"],["n"]], text that is not UTF-8 as
// ["x","c328"]. Throws Error (MIG-STATE-CORRUPT).
std::string encode_key(const std::vector<db::Value>& key);
std::vector<db::Value> decode_key(const std::string& text);

std::string encode_touches(const std::vector<Touch>& touches);
std::vector<Touch> decode_touches(const std::string& text);
std::string encode_strings(const std::vector<std::string>& strings);
std::vector<std::string> decode_strings(const std::string& text);

}  // namespace migrate
