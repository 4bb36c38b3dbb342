#include "report/style.hpp"

#include <algorithm>
#include <cstdint>

#include "util/log.hpp"
#include "util/text.hpp"
#include "util/units.hpp"

namespace migrate::report {

namespace {

struct Range {
  char32_t first, last;
};

// Unicode Standard Annex 11 (East Asian Width W and F), and the emoji blocks terminals draw wide.
constexpr Range wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},
                          {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},
                          {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
                          {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
                          {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
// Combining marks, joiners and variation selectors.
constexpr Range nothing[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A},
                             {0x064B, 0x065F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F},
                             {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};

template <std::size_t N>
bool in(const Range (&ranges)[N], char32_t c) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [c](const Range& r) { return c >= r.first && c <= r.last; });
}

struct Symbol {
  std::size_t bytes = 1;
  std::size_t columns = 1;
};

// The character at `at`; a byte that is no UTF-8 counts as one column.
Symbol symbol(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte == 0x1b && at + 1 < text.size() && text[at + 1] == '[') {
    const auto end = text.find('m', at);
    if (end != std::string_view::npos) return {end - at + 1, 0};
  }
  if (byte < 0x80) return {1, 1};
  const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
  if (length == 1 || at + length > text.size()) return {1, 1};
  char32_t c = byte & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i)
    c = (c << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
  return {length, in(nothing, c) ? 0u : in(wide, c) ? 2u : 1u};
}

}  // namespace

bool use_colour(ColourMode mode, bool terminal, const Variable& variable) {
  if (mode != ColourMode::automatic) return mode == ColourMode::always;
  if (auto force = variable("FORCE_COLOR")) return *force != "0" && *force != "false";
  if (variable("NO_COLOR")) return false;
  if (auto force = variable("CLICOLOR_FORCE"); force && *force != "0") return true;
  return terminal && variable("TERM").value_or("") != "dumb";
}

std::string Style::paint(const char* code, const std::string& text) const {
  if (!colour || text.empty()) return text;
  return "\x1b[" + std::string(code) + "m" + text + "\x1b[0m";
}

std::size_t width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Symbol s = symbol(text, at);
    columns += s.columns;
    at += s.bytes;
  }
  return columns;
}

std::string pad(std::string text, std::size_t columns) {
  const std::size_t now = width(text);
  if (now < columns) text.append(columns - now, ' ');
  return text;
}

std::string fit(const std::string& text, std::size_t columns) {
  if (width(text) <= columns) return text;
  if (columns == 0) return {};
  std::size_t used = 0, at = 0;
  while (at < text.size()) {
    const Symbol s = symbol(text, at);
    if (used + s.columns > columns - 1) break;
    used += s.columns;
    at += s.bytes;
  }
  return text.substr(0, at) + "…";
}

std::string clean(const std::string& text) {
  return printable(log::redact(text));
}

std::string clean_lines(const std::string& text) {
  const std::string safe = log::redact(text);
  std::string out, part;
  for (char c : safe) {
    if (c == '\n' || c == '\t') {
      out += printable(part) + c;
      part.clear();
    } else {
      part += c;
    }
  }
  return out + printable(part);
}

std::vector<std::string> Table::lines() const {
  std::vector<std::size_t> columns;
  for (const auto& row : rows_) {
    columns.resize(std::max(columns.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) columns[i] = std::max(columns[i], width(row[i]));
  }
  std::vector<std::string> out;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += (i ? "  " : "") + pad(row[i], columns[i]);
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out.push_back(std::move(line));
  }
  return out;
}

std::string utc(EpochMs at) {
  if (at == 0) return "never";
  return format_utc(std::chrono::system_clock::time_point(std::chrono::milliseconds(at)));
}

std::string number(std::uint64_t value) {
  return with_thousands(value);
}

std::string plural(std::uint64_t count, const std::string& noun) {
  return number(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace migrate::report
