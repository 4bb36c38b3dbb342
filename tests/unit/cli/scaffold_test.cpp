// What `migrate new --op OP` writes is a valid file, and so is each field that it shows in a
// comment.
#include "cli/scaffold.hpp"

#include <gtest/gtest.h>

#include <set>

#include "migration/migration.hpp"
#include "migration/operations/parse.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::cli {
namespace {

std::string problem(const std::string& text) {
  try {
    parse_migration("20260101000000_x.yaml", text);
    return "";
  } catch (const Error& error) {
    return error.report().code + ": " + error.report().what;
  }
}

// "        # sort: DESC" → 8; npos where the line is no comment.
std::size_t comment_at(const std::string& line) {
  auto at = line.find_first_not_of(' ');
  return at != std::string::npos && line.compare(at, 2, "# ") == 0 ? at : std::string::npos;
}

// "sort: DESC"; not a list's item nor the rest of a sentence.
bool is_field(const std::string& line, std::size_t at) {
  auto end = line.find_first_not_of("abcdefghijklmnopqrstuvwxyzC_", at + 2);
  return end != std::string::npos && end > at + 2 && line[end] == ':';
}

TEST(Scaffold, ThereIsOneForEveryOperation) {
  auto known = operation_names();
  auto shown = scaffold_operations();
  EXPECT_EQ(std::set<std::string>(shown.begin(), shown.end()),
            std::set<std::string>(known.begin(), known.end()));
}

TEST(Scaffold, EachIsAValidFile) {
  for (auto& operation : operation_names())
    EXPECT_EQ(problem(scaffold_yaml("it\"s \\ a: \"test\"", operation)), "") << operation;
}

TEST(Scaffold, EachFieldInACommentIsKnown) {
  int fields = 0;
  for (auto& operation : operation_names()) {
    auto lines = split(scaffold_yaml("x", operation), '\n');
    for (std::size_t i = 0; i < lines.size(); ++i) {
      auto at = comment_at(lines[i]);
      if (at == std::string::npos || at == 0 || !is_field(lines[i], at)) continue;
      auto text = lines;
      text[i].erase(at, 2);
      for (auto j = i + 1;
           j < lines.size() && comment_at(lines[j]) == at && !is_field(lines[j], at); ++j)
        text[j].erase(at, 2);
      auto said = problem(join(text, "\n"));
      // MIG-FILE-VALUE: what belongs to another type, or excludes its neighbour, is shown, too.
      EXPECT_TRUE(said.empty() || said.starts_with("MIG-FILE-VALUE: "))
          << operation << ": " << lines[i] << ": " << said;
      ++fields;
    }
  }
  EXPECT_GT(fields, 20);
}

}  // namespace
}  // namespace migrate::cli
