// A statement of the user's that runs in batches: {{batch}} stands where the bounds go, {{batch:o}}
// where the table is called o there. Read by an engine's lexical rules, so that a mistake shows
// when the file is checked and not in the middle of a table.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/engine_kind.hpp"

namespace migrate {

struct BatchStatement {
  struct Mark {
    std::size_t begin = 0, end = 0;
    std::string alias;  // as written; empty: the table's own name
  };
  std::string text;    // without the closing semicolon
  std::string verb;    // "UPDATE", "INSERT", "WITH" …
  std::string target;  // the table that it changes, without its schema; empty: WITH does not tell
  std::vector<Mark> marks;
};

struct BatchProblem {
  std::string what, instead;
};

// Why `sql` cannot run in batches over `table`; nothing when it can.
std::optional<BatchProblem> batch_problem(std::string_view sql, EngineKind engine,
                                          const std::string& table);

// Of one without a problem.
BatchStatement read_batch_statement(std::string_view sql, EngineKind engine,
                                    const std::string& table);

// The statement with `bounds(alias)` in brackets in the place of each mark, in their order.
std::string with_bounds(const BatchStatement& statement,
                        const std::function<std::string(const std::string& alias)>& bounds);

// "delete from events in batches", "insert into order_events in batches of orders".
std::string title_of(const BatchStatement& statement, const std::string& table);

}  // namespace migrate
