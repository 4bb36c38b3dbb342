// What contract hides before it drops it (docs/decisions/0023).
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/sync.hpp"

namespace migrate::mysql {

// The column's name while it is hidden; empty: there is no quarantine, or another operation of the
// migration reads the column, which a note says. To be asked before the operation plans anything.
std::string hidden_name_of(Planning& p, const Table& table, const std::string& column);

// The triggers that keep the column filled: by which column they are named, and their texts.
struct KeptFilled {
  std::string named_for;
  std::function<std::string(Event)> text;
};

// The column under its hidden name; false, and a note, where the server would copy the table for
// it. With triggers no write comes between: a stand-in of that name gets triggers of its own, then
// one statement exchanges the names, then triggers and stand-in of the old name go.
bool hide_column(Planning& p, Table& table, const Column& column, const std::string& hidden);
bool hide_column(Planning& p, Table& table, const Column& column, const std::string& hidden,
                 const KeptFilled& before, const KeptFilled& after);

// The old column of a rename. Its triggers carry both ways, and would fill the new column from the
// stand-in: others that carry one way take their places first.
bool hide_renamed(Planning& p, Table& table, const Column& from, const Column& to,
                  bool copied_default, const std::string& hidden);

// The table under the name that is the answer; its own where there is no quarantine.
std::string hide_table(Planning& p, const Table& table);

// No statement uses the index any more, and one that names it fails; each write still keeps it up,
// and a unique one still refuses. Nothing where there is no quarantine or the server has it so
// already; a note where it will not.
void hide_index(Planning& p, const Table& table, const Index& index);

// The longest name that a table may get here: foreign keys that the server has named (t_ibfk_1)
// follow it, and their names have the same limit.
inline constexpr std::size_t table_name_limit = name_limit.bytes - 10;

// keeping.cpp. For `contract --keep-copy`, ahead of the drop and behind the end of the triggers;
// nothing where the rows have no key to be found by. `called`: the name by then.
std::optional<Step::Copy> keep_column(Planning& p, const Table& table, const Column& column,
                                      const std::string& called);
Step::Copy keep_table(Planning& p, const Table& table, const std::string& called);

}  // namespace migrate::mysql
