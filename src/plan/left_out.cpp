#include "plan/left_out.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plan/preconditions.hpp"

namespace migrate {

std::string look_at_left_out(const Table& table, const Column& column, const Location& at) {
  for (auto& index : table.indexes) {
    const auto columns = index.columns();
    if (!index.unique || std::ranges::count(columns, column.name) == 0) continue;
    const auto what = fmt::format(
        "{}.{} is in the unique index {}, and every row that new code "
        "writes without it has its default there",
        table.name, column.name, index.name);
    if (columns.size() == 1 && index.predicate.empty())
      unsupported(
          at, what + ": the second is refused while old code lives",
          "give `down`, which fills it; or drop that index, or the default of a column that "
          "may be NULL, in a migration before");
    return what + ": two that are alike in the rest of it are refused while old code lives";
  }
  return {};
}

}  // namespace migrate
