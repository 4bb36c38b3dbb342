#include "migration/operations/parse.hpp"

namespace migrate {

OperationBody parse_merge_columns(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "merge_columns", {"table", "columns", "into", "down"}, line);
  MergeColumns result;
  result.table = fields.identifier("table");
  const auto down = sql_by_column(fields, "down");
  fields.require("columns");
  for (const Identifier& column : fields.identifiers("columns")) {
    const auto found = down.find(column);
    if (found == down.end() || !found->second.given())
      fields.bad_value("down", "needs an expression for \"" + column.value + "\"");
    result.columns.push_back({column, found->second});
  }
  if (result.columns.size() < 2) fields.bad_value("columns", "must name at least two columns");
  if (down.size() > result.columns.size())
    fields.bad_value("down", "names a column that is not in `columns`");
  result.into = parse_derived_column(source, fields.require("into"), "merge_columns.into",
                                     fields.line_of("into"));
  return result;
}

}  // namespace migrate
