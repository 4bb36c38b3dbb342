#include "tests/fault/reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <stdexcept>

#include "tests/support/image.hpp"
#include "tests/support/snapshot.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

std::string image(Case& c) {
  return image_of(c.database(), c.database().looking(), c.scenario().random);
}

// Runs the command with the binary that writes its calls down.
std::string trace(Case& c, const std::vector<std::string>& command,
                  const std::string& faulty_tool) {
  TempDirectory directory;
  const std::string file = (directory.path() / "trace").string();
  const Outcome outcome = c.tool(command, {{"MIGRATE_FAULT_TRACE_FILE", file}}, faulty_tool);
  if (outcome.exit != 0) {
    throw std::runtime_error(
        fmt::format("without a fault: {}: {}", join(command, " "), outcome.text()));
  }
  return std::string(trim(slurp(file)));
}

void nothing_left(Case& c) {
  auto left = leftovers(c.database());
  // What a copy was kept in stays until somebody drops it.
  if (c.scenario().keep_copy)
    std::erase_if(left,
                  [](auto& name) { return name.find(" migrate_kept__") != std::string::npos; });
  if (!left.empty()) throw std::runtime_error("left behind: " + join(left, ", "));
}

std::string work_of(const std::string& image) {
  static const std::regex next_number(" AUTO_INCREMENT=[0-9]+"), number(" id=[0-9]+"),
      counted(" rows_done=[0-9]+");
  std::vector<std::string> lines = split(image, '\n');
  std::erase_if(lines, [](const std::string& line) {
    return line.starts_with("stands|") || line.starts_with("migrate_lease: ") ||
           line.starts_with("migrate.lease: ");
  });
  for (std::string& line : lines)
    if (line.find(" AUTO_INCREMENT=") != std::string::npos)
      line = std::regex_replace(line, next_number, "");
    else if (line.starts_with("migrate_schema_fact: ") || line.starts_with("migrate.schema_fact: "))
      line = std::regex_replace(line, number, "");
    // A batch that was committed though its answer was lost finds less to do when it is done again.
    else if (line.find("checkpoint: ") != std::string::npos)
      line = std::regex_replace(line, counted, "");
  std::sort(lines.begin(), lines.end());
  return join(lines, "\n");
}

}  // namespace

Reference undisturbed(Case& c, const Sequence& sequence, const std::string& faulty_tool) {
  Reference reference;
  begin(c);
  for (const Stop& stop : sequence.stops) {
    reference.calls.emplace_back();
    reference.done.emplace_back();
    for (const auto& command : stop.commands) {
      reference.calls.back().push_back(trace(c, command, faulty_tool));
      reference.done.back().push_back(image(c));
    }
    stop.during(c);
    stop.after(c);
    reference.after.push_back(image(c));
  }
  reference.schema = schema_of(c.database());
  reference.rows = rows_of(c.database(), c.scenario().random);
  if (!sequence.expected.empty()) c.expect_rows(sequence.expected);
  nothing_left(c);
  return reference;
}

void expect_same_end(Case& c, const Sequence& sequence, const Reference& reference) {
  if (const std::string schema = schema_of(c.database()); schema != reference.schema) {
    throw std::runtime_error("another schema at the end:\n" + difference(reference.schema, schema));
  }
  if (const std::string rows = rows_of(c.database(), c.scenario().random); rows != reference.rows) {
    throw std::runtime_error("other rows at the end:\n" + difference(reference.rows, rows));
  }
  if (!sequence.expected.empty()) c.expect_rows(sequence.expected);
  nothing_left(c);
}

void expect_same_work(const std::string& expected, const std::string& actual) {
  const std::string one = work_of(expected), other = work_of(actual);
  if (one != other)
    throw std::runtime_error("exit 0, but not all is done:\n" + difference(one, other));
}

}  // namespace migrate::test
