#include "migration/operations/parse.hpp"

namespace migrate {

OperationBody parse_drop_table(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "drop_table", {"name"}, line);
  return DropTable{fields.identifier("name")};
}

}  // namespace migrate
