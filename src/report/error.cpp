#include "report/error.hpp"

#include "util/text.hpp"

namespace migrate::report {

namespace {

// Continuation lines stay under the text of their label.
std::string under(const std::string& text, const std::string& indent) {
  return replace_all(clean_lines(std::string(trim(text))), "\n", "\n" + indent);
}

}  // namespace

std::string error_text(const Report& report, const Style& style) {
  std::string out =
      style.red("error " + clean(report.code)) + ": " + under(report.what, "  ") + "\n";
  if (!report.where.empty()) out += "  where: " + under(report.where, "         ") + "\n";
  for (const auto& detail : report.details) out += "  - " + under(detail, "    ") + "\n";
  if (!report.state.empty()) out += "  state: " + under(report.state, "         ") + "\n";
  if (!report.next.empty()) out += "  next:  " + under(report.next, "         ") + "\n";
  return out;
}

}  // namespace migrate::report
