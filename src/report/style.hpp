// How text looks: colour, widths, columns. Every text that comes from data or from the server
// passes `clean` (one line) or `clean_lines` (SQL) before it is printed.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "state/records.hpp"

namespace migrate::report {

enum class Format { text, json, markdown };
enum class ColourMode { automatic, always, never };

// `variable` reads the environment (nullopt: unset or empty). FORCE_COLOR > NO_COLOR >
// CLICOLOR_FORCE > terminal and TERM other than dumb. FORCE_COLOR=0 and CLICOLOR_FORCE=0 do not
// force; FORCE_COLOR=0 switches off.
using Variable = std::function<std::optional<std::string>(const std::string&)>;
bool use_colour(ColourMode mode, bool terminal, const Variable& variable);

struct Style {
  bool colour = false;

  std::string bold(const std::string& text) const { return paint("1", text); }
  std::string dim(const std::string& text) const { return paint("2", text); }
  std::string red(const std::string& text) const { return paint("31", text); }
  std::string green(const std::string& text) const { return paint("32", text); }
  std::string yellow(const std::string& text) const { return paint("33", text); }

 private:
  std::string paint(const char* code, const std::string& text) const;
};

// Columns that UTF-8 text takes on a terminal: wide East Asian characters and emoji two, combining
// marks and colour sequences none.
std::size_t width(std::string_view text);
std::string pad(std::string text, std::size_t columns);
// At most `columns` columns, "…" at the end where it was cut. Plain text only, no colour sequences.
std::string fit(const std::string& text, std::size_t columns);

// Secrets out, control characters visible.
std::string clean(const std::string& text);
// The same with line ends and tabs kept.
std::string clean_lines(const std::string& text);

// Cells in columns two spaces apart; the last column is not padded.
class Table {
 public:
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }
  // One text per row, each without a line end.
  std::vector<std::string> lines() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

std::string utc(EpochMs at);              // "2026-11-21T09:06:00Z", "never" for 0
std::string number(std::uint64_t value);  // "1,234,567"
std::string plural(std::uint64_t count, const std::string& noun);  // "1 row", "3 rows"

}  // namespace migrate::report
