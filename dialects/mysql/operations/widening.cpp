#include "dialects/mysql/operations/widening.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "dialects/mysql/column_sql.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// The numbers in parentheses: {10, 2} of "decimal(10,2) unsigned".
std::vector<int> arguments(const Column& column) {
  std::vector<int> found;
  auto open = column.type.find('('), close = column.type.find(')');
  if (open == std::string::npos || close == std::string::npos) return found;
  for (auto& part : split(column.type.substr(open + 1, close - open - 1), ',')) {
    auto text = std::string(trim(part));
    if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos) return {};
    found.push_back(std::stoi(text));
  }
  return found;
}

bool is_unsigned(const Column& column) {
  return lower(column.type).find("unsigned") != std::string::npos;
}

template <std::size_t N>
std::optional<std::size_t> place(const std::array<std::string_view, N>& words,
                                 const Column& column) {
  auto type = data_type(column);
  if (type == "integer") type = "int";
  if (type == "numeric" || type == "dec" || type == "fixed") type = "decimal";
  for (std::size_t i = 0; i < N; ++i)
    if (words[i] == type) return i;
  return std::nullopt;
}

constexpr std::array<std::string_view, 5> integers = {"tinyint", "smallint", "mediumint", "int",
                                                      "bigint"};
constexpr std::array<int, 5> digits = {3, 5, 8, 10, 20};

bool integer_widens(const Column& from, const Column& to, std::size_t size) {
  if (auto wider = place(integers, to)) {
    if (is_unsigned(from) == is_unsigned(to)) return *wider >= size;
    return is_unsigned(from) && *wider > size;
  }
  if (data_type(to) == "decimal") {
    auto room = arguments(to);
    return room.size() == 2 && (!is_unsigned(to) || is_unsigned(from)) &&
           room[0] - room[1] >= digits[size];
  }
  return false;
}

// How many characters or bytes.
std::optional<std::uint64_t> length(const Column& column) {
  auto type = data_type(column);
  constexpr std::pair<std::string_view, std::uint64_t> fixed[] = {
      {"tinytext", 255}, {"text", 65535}, {"mediumtext", 16777215}, {"longtext", 4294967295},
      {"tinyblob", 255}, {"blob", 65535}, {"mediumblob", 16777215}, {"longblob", 4294967295}};
  for (auto& [name, most] : fixed)
    if (type == name) return most;
  auto given = arguments(column);
  if (given.size() == 1 && (type == "varchar" || type == "char" || type == "varbinary"))
    return static_cast<std::uint64_t>(given[0]);
  return std::nullopt;
}

// Bytes that a character may need.
std::uint64_t width(const Column& column) {
  if (column.charset == "utf8mb4") return 4;
  if (column.charset == "utf8mb3" || column.charset == "utf8") return 3;
  return 1;
}

bool charset_widens(const Column& from, const Column& to) {
  if (from.charset == to.charset) return true;
  if (to.charset == "utf8mb4") return !from.charset.empty() && from.charset != "binary";
  return from.charset == "ascii" || (from.charset == "utf8" && to.charset == "utf8mb3") ||
         (from.charset == "latin1" && (to.charset == "utf8mb3" || to.charset == "utf8"));
}

bool text_widens(const Column& from, const Column& to) {
  auto a = length(from), b = length(to);
  if (!a || !b || !charset_widens(from, to)) return false;
  // CHAR reads back without the blanks at its end.
  if (data_type(to) == "char" && data_type(from) != "char") return false;
  auto blob = [](const Column& column) { return data_type(column).ends_with("text"); };
  // A TEXT counts bytes, the others characters.
  auto bytes = [&](const Column& column, std::uint64_t most) {
    return blob(column) ? most : most * width(column);
  };
  if (!blob(from) && !blob(to)) return *b >= *a;
  auto needed = blob(from) ? *a / width(from) * width(to) : *a * width(to);
  return bytes(to, *b) >= needed;
}

bool enum_appends(const Column& from, const Column& to) {
  auto list = [](const Column& column) {
    auto open = column.type.find('('), close = column.type.rfind(')');
    return open == std::string::npos ? std::string()
                                     : column.type.substr(open + 1, close - open - 1);
  };
  return list(to) == list(from) || list(to).starts_with(list(from) + ",");
}

// The number in its parentheses is one of digits behind the point.
bool has_fraction(const Column& column) {
  auto type = data_type(column);
  return type == "decimal" || type == "datetime" || type == "timestamp" || type == "time";
}

bool is_binary(const Column& column) {
  auto type = data_type(column);
  return type == "varbinary" || type.ends_with("blob");
}

}  // namespace

bool widens(const Column& from, const Column& to) {
  auto a = data_type(from), b = data_type(to);
  if (from.type == to.type && from.charset == to.charset) return true;
  if (auto size = place(integers, from)) return integer_widens(from, to, *size);
  if (a == "decimal" && b == "decimal") {
    auto x = arguments(from), y = arguments(to);
    return x.size() == 2 && y.size() == 2 && y[1] >= x[1] && y[0] - y[1] >= x[0] - x[1] &&
           (!is_unsigned(to) || is_unsigned(from));
  }
  if (a == "float" && b == "double") return !is_unsigned(to) || is_unsigned(from);
  if (a == b && (a == "datetime" || a == "timestamp" || a == "time")) {
    auto x = arguments(from), y = arguments(to);
    return (y.empty() ? 0 : y[0]) >= (x.empty() ? 0 : x[0]);
  }
  if (a == b && (a == "enum" || a == "set"))
    return enum_appends(from, to) && charset_widens(from, to);
  if (is_binary(from) && is_binary(to))
    return length(from) && length(to) && *length(to) >= *length(from);
  if (a == b && a == "bit") {
    auto x = arguments(from), y = arguments(to);
    return x.size() == 1 && y.size() == 1 && y[0] >= x[0];
  }
  if (is_text(from) && is_text(to)) return text_widens(from, to);
  return false;
}

bool rounds_back(const Column& from, const Column& to) {
  auto a = data_type(from), b = data_type(to);
  // CHAR reads back without the blanks at its end.
  if (a == "char" && b != "char") return true;
  if (a == "float" && b == "double") return true;
  auto behind_the_point = [](const Column& column) {
    auto given = arguments(column);
    auto at = data_type(column) == "decimal" ? 1u : 0u;
    return has_fraction(column) && given.size() > at ? given[at] : 0;
  };
  return behind_the_point(to) > behind_the_point(from);
}

}  // namespace migrate::mysql
