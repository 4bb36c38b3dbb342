// The splitter: refused, or statements that hold all code of the text, in order, and that split
// into themselves again. The first byte chooses the engine.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "migration/document.hpp"
#include "migration/sql_split.hpp"
#include "tests/fuzz/require.hpp"
#include "util/text.hpp"

using namespace migrate;
using namespace migrate::fuzz;

namespace {

// Between two statements stand blanks, comments and semicolons alone. A statement's text may occur
// earlier too, inside such a comment: some place for each must do.
bool all_kept(std::string_view sql, const std::vector<Statement>& statements, std::size_t first) {
  if (first == statements.size()) return is_blank_sql(sql);
  const std::string& text = statements[first].text;
  int tries = 0;
  for (std::size_t at = sql.find(text); at != std::string_view::npos && ++tries <= 20;
       at = sql.find(text, at + 1))
    if (is_blank_sql(sql.substr(0, at)) &&
        all_kept(sql.substr(at + text.size()), statements, first + 1))
      return true;
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const EngineKind engine = all_engines[data[0] % std::size(all_engines)];
  // Every text comes from a file that was cleaned first.
  const auto clean = refused_or([&] {
    return clean_text(Source{"f.sql"}, {reinterpret_cast<const char*>(data) + 1, size - 1});
  });
  if (!clean) return 0;
  const std::string& sql = *clean;

  const auto problem = find_split_problem(sql, engine);
  const auto statements = refused_or([&] { return split_sql(sql, engine); });
  require(problem.has_value() != statements.has_value(), "both ways of asking agree", sql);
  const int lines = static_cast<int>(split(sql, '\n').size());
  if (problem) require(problem->line >= 1 && problem->line <= lines, "the line is one of the text");
  leading_keywords(sql, 3);
  require(sql.ends_with(code_behind_comments(sql)),
          "code_behind_comments gives an end of the text");
  if (!statements) return 0;

  std::string joined;
  int line = 1;
  for (const Statement& statement : *statements) {
    require(!statement.text.empty() && trim(statement.text) == statement.text, "trimmed", sql);
    require(sql.find(statement.text) != std::string::npos, "a statement is kept as written", sql,
            statement.text);
    require(statement.line >= line && statement.line <= lines, "lines ascend", sql, statement.text);
    line = statement.line;
    joined += statement.text + "\n;\n";
  }
  // The mysql client's own command is no statement, and changes what ends one.
  if (lower(sql).find("delimiter") != std::string::npos) return 0;
  // To is_blank_sql a comment that MySQL executes is code, whichever the engine.
  const bool executed =
      sql.find("/*!") != std::string::npos || sql.find("/*M!") != std::string::npos;
  if (statements->size() < 50 && !executed)
    require(all_kept(sql, *statements, 0), "no code is lost between statements", sql, joined);
  // MySQL takes `--` for two minus signs unless a blank is behind it, which joining puts there.
  const bool dashes = std::ranges::any_of(
      *statements, [](const Statement& statement) { return statement.text.ends_with("--"); });
  if (dashes) return 0;
  const auto again = refused_or([&] { return split_sql(joined, engine); });
  require(again.has_value(), "joined statements are split again", sql, joined);
  require(again->size() == statements->size(), "into as many", sql, joined);
  for (std::size_t i = 0; i < again->size(); ++i)
    require((*again)[i].text == (*statements)[i].text, "into the same", sql, (*again)[i].text);
  return 0;
}
