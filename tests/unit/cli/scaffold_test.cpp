// What `migrate new --op OP` writes is a valid file once its words in angle brackets are replaced,
// and so is each field that it shows in a comment.
#include "cli/scaffold.hpp"

#include <gtest/gtest.h>

#include <regex>
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

const std::regex placeholder("<([A-Z]+(?:_[A-Z]+)*)>");

// <TABLE> → TABLE, which is as good a name as any.
std::string filled(const std::string& text) {
  return std::regex_replace(text, placeholder, "$1");
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

TEST(Scaffold, EachIsAValidFileOnceItIsFilledIn) {
  for (auto& operation : operation_names()) {
    auto text = scaffold_yaml("it\"s \\ a: \"test\"", operation);
    EXPECT_EQ(problem(filled(text)), "") << operation;
    // Operation sql has names in SQL alone, which is the server's to refuse.
    EXPECT_EQ(problem(text).starts_with("MIG-FILE-PLACEHOLDER: "), operation != "sql") << operation;
  }
}

TEST(Scaffold, EachWordToReplaceIsRefusedAloneAndNoOther) {
  auto as_name = [](const std::string& name) {
    return problem("operations:\n  - drop_table: {name: \"" + name + "\"}\n");
  };
  int words = 0;
  for (auto& operation : operation_names()) {
    auto text = scaffold_yaml("x", operation);
    for (std::sregex_iterator at(text.begin(), text.end(), placeholder), end; at != end; ++at) {
      EXPECT_TRUE(as_name(at->str()).starts_with("MIG-FILE-PLACEHOLDER: ")) << at->str();
      EXPECT_EQ(as_name((*at)[1].str()), "");
      ++words;
    }
  }
  EXPECT_GT(words, 60);
  for (auto* name :
       {"<UNKNOWN>", "<table>", "<TABLE", "a <TABLE>", "<TABLE COLUMN>", "<>", "<", ">"})
    EXPECT_EQ(as_name(name), "") << name;
  EXPECT_TRUE(problem("operations:\n  - merge_columns:\n      table: t\n      columns: [a, b]\n"
                      "      into: {name: c, type: text, nullable: true, up: a || b}\n"
                      "      down: {a: c, <COLUMN>: c}\n")
                  .starts_with("MIG-FILE-PLACEHOLDER: <COLUMN>"));
  EXPECT_EQ(problem("operations:\n  - sql: {up: \"INSERT INTO page VALUES ('<TABLE>')\"}\n"), "");
}

TEST(Scaffold, EachFieldInACommentIsKnown) {
  int fields = 0;
  for (auto& operation : operation_names()) {
    auto lines = split(filled(scaffold_yaml("x", operation)), '\n');
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
