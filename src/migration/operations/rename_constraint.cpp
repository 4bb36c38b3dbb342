#include "migration/operations/parse.hpp"

namespace migrate {

OperationBody parse_rename_constraint(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "rename_constraint", {"table", "from", "to"}, line);
  RenameConstraint result{fields.identifier("table"), fields.identifier("from"),
                          fields.identifier("to")};
  if (result.from == result.to)
    fields.bad_value("to", "is the name that the constraint already has");
  return result;
}

}  // namespace migrate
