#include <fmt/format.h>

#include "report/plan.hpp"
#include "util/text.hpp"
#include "util/units.hpp"

namespace migrate::report {

namespace {

// Text inside a table cell: no pipe ends the cell, no HTML starts.
std::string cell(const std::string& text) {
  std::string out = replace_all(clean(text), "&", "&amp;");
  out = replace_all(replace_all(out, "<", "&lt;"), "|", "\\|");
  return replace_all(out, "`", "\\`");
}

std::string overview(const Plan& plan, const std::vector<Phase>& phases) {
  std::string out = "| step | does | strategy | lock | held |\n| --- | --- | --- | --- | --- |\n";
  for (Phase phase : phases)
    for (const Step* step : plan.of(phase)) {
      out += fmt::format("| {} | {} | {} | {} | {} |\n", cell(step->id), cell(step->title),
                         name_of(step->strategy), cell(step->lock.taken()), cell(step->lock.hold));
    }
  return out;
}

}  // namespace

std::string plan_markdown(const std::vector<Plan>& plans, const std::vector<Phase>& phases) {
  std::string out;
  for (const auto& plan : plans) {
    out += fmt::format("{}### {}\n\n", out.empty() ? "" : "\n", cell(plan.migration));
    if (!plan.description.empty()) out += cell(plan.description) + "\n\n";
    out += cell(plan.server) + "\n";
    for (const auto& fact : plan.facts)
      out += fmt::format("- table {}: ~{}, {}\n", cell(fact.table), plural(fact.rows, "row"),
                         format_size(fact.bytes));
    for (const auto& note : plan.notes) out += "- note: " + cell(note) + "\n";
    out += "\n" + overview(plan, phases);
    const std::string sql = plan_text({plan}, phases);
    // A fence longer than any run of backticks inside.
    std::string fence = "```";
    while (sql.find(fence) != std::string::npos) fence += '`';
    out += fmt::format("\n<details><summary>SQL</summary>\n\n{}sql\n{}{}\n\n</details>\n", fence,
                       sql, fence);
  }
  return out;
}

}  // namespace migrate::report
