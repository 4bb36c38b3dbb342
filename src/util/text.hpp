// Small text helpers that know nothing of the domain.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace migrate {

std::string_view trim(std::string_view text);
std::string lower(std::string_view text);  // ASCII only
bool starts_with_ci(std::string_view text, std::string_view prefix);
std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string replace_all(std::string text, std::string_view from, std::string_view to);

bool is_utf8(std::string_view text);

// At most `max_bytes` bytes, never cutting a UTF-8 sequence, "…" appended when cut.
std::string shorten(std::string_view text, std::size_t max_bytes);

// Control characters made visible (\n, \t, \x1b …) so that data cannot steer a terminal.
std::string printable(std::string_view text);

// Of the candidates the one nearest to `word` (edit distance at most 3), or empty.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

// 1234567 → "1,234,567"
std::string with_thousands(std::uint64_t number);

}  // namespace migrate
