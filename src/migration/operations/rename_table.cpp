#include "migration/operations/parse.hpp"

namespace migrate {

OperationBody parse_rename_table(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "rename_table", {"from", "to"}, line);
  RenameTable result{fields.identifier("from"), fields.identifier("to")};
  if (result.from == result.to) fields.bad_value("to", "is the name that the table already has");
  return result;
}

}  // namespace migrate
