// The bounds of a sequence that gets another type: one that was the type's becomes that of the
// other, as ALTER SEQUENCE … AS makes it, and so does one that the other cannot count to. Any else
// is somebody's.
#pragma once
#include <string>

namespace migrate::postgres {

inline std::string highest_of(const std::string& type) {
  return type == "smallint" ? "32767" : type == "integer" ? "2147483647" : "9223372036854775807";
}

inline std::string lowest_of(const std::string& type) {
  return type == "smallint" ? "-32768" : type == "integer" ? "-2147483648" : "-9223372036854775808";
}

inline std::string high_in(const std::string& high, const std::string& was, const std::string& is) {
  auto highest = highest_of(is);
  return high == highest_of(was) || std::stoll(high) > std::stoll(highest) ? highest : high;
}

inline std::string low_in(const std::string& low, const std::string& was, const std::string& is) {
  auto lowest = lowest_of(is);
  return low == lowest_of(was) || std::stoll(low) < std::stoll(lowest) ? lowest : low;
}

// NO is said where the type ends the counting: at the other end it would mean 1, or -1.
inline std::string bounds_in(const std::string& low, const std::string& high,
                             const std::string& increment, const std::string& was,
                             const std::string& is) {
  if (was == is) return "MINVALUE " + low + " MAXVALUE " + high;
  auto down = increment.starts_with("-");
  auto from = low_in(low, was, is), to = high_in(high, was, is);
  return (down && from == lowest_of(is) ? "NO MINVALUE" : "MINVALUE " + from) + " " +
         (!down && to == highest_of(is) ? "NO MAXVALUE" : "MAXVALUE " + to);
}

}  // namespace migrate::postgres
