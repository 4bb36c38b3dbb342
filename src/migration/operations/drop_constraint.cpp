#include "migration/operations/parse.hpp"

namespace migrate {

OperationBody parse_drop_constraint(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "drop_constraint", {"table", "name", "up", "down"}, line);
  DropConstraint result;
  result.table = fields.identifier("table");
  result.name = fields.identifier("name");
  result.column_up = fields.optional_sql("up");
  result.column_down = fields.optional_sql("down");
  return result;
}

OperationBody parse_drop_multicolumn_constraint(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "drop_multicolumn_constraint", {"table", "name", "up", "down"},
                      line);
  DropConstraint result;
  result.table = fields.identifier("table");
  result.name = fields.identifier("name");
  result.up = sql_by_column(fields, "up");
  result.down = sql_by_column(fields, "down");
  return result;
}

}  // namespace migrate
