// What an interrupted run changed, from the lines that CallTrace wrote: equal texts, equal
// databases.
#pragma once
#include <string>

namespace migrate::test {

// Without what left nothing behind: a transaction of the tool's own rows (or of DDL, where it can
// be undone) that was rolled back, and such a one done twice in a row. `ddl_is_undone`: in a
// transaction.
std::string net_changes(const std::string& lines, bool ddl_is_undone);

}  // namespace migrate::test
