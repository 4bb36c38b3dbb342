#include "migration/operations/parse.hpp"

namespace migrate {

OperationBody parse_drop_index(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "drop_index", {"name", "table"}, line);
  return DropIndex{fields.identifier("name"),
                   fields.optional_identifier("table").value_or(Identifier())};
}

}  // namespace migrate
