// Splits SQL text into statements by an engine's lexical rules (quotes, dollar quotes, comments,
// nested comments, compound trigger bodies, DELIMITER lines), keeping each statement as written.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/engine_kind.hpp"

namespace migrate {

struct Statement {
  std::string text;  // trimmed, without the closing semicolon
  int line = 1;      // of its first character, from 1
};

// Statements that hold nothing but comments are left out. Throws Error (MIG-SQL-SPLIT, exit 2) on
// an unterminated quote, comment or compound body, with its line.
std::vector<Statement> split_sql(std::string_view sql, EngineKind engine);

// What split_sql would refuse, as a value.
struct SplitProblem {
  std::string what;
  int line = 1;
};
std::optional<SplitProblem> find_split_problem(std::string_view sql, EngineKind engine);

// The leading keywords, upper case, comments skipped: "CREATE INDEX", "UPDATE" (at most `words`).
std::string leading_keywords(std::string_view statement, int words = 2);

// From the first character that is neither blank, semicolon nor comment (a comment that MySQL
// executes is none); empty when there is nothing else.
std::string_view code_behind_comments(std::string_view sql);
inline bool is_blank_sql(std::string_view sql) {
  return code_behind_comments(sql).empty();
}

}  // namespace migrate
