#include "migration/operations/parse.hpp"

namespace migrate {

OperationBody parse_alter_table(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "alter_table", {"table", "alter"}, line);
  AlterTable result;
  result.table = fields.identifier("table");
  result.alter = fields.sql("alter");
  check_splits(source, result.alter, fields.line_of("alter"));
  return result;
}

}  // namespace migrate
