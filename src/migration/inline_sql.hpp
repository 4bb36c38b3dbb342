// Short texts of a user's that a planner puts into the middle of a line of SQL.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "schema/engine_kind.hpp"

namespace migrate {

// What `text` holds that would hide or cut off what follows it on the line: a comment to the end of
// the line, a quote, comment or parenthesis that is not closed, a semicolon. Nothing: it may stand
// anywhere.
std::optional<std::string> inline_problem(std::string_view text, EngineKind engine);

// `text` without its comments to the end of a line.
std::string without_line_comments(std::string_view text, EngineKind engine);

}  // namespace migrate
