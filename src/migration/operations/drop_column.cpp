#include "migration/operations/parse.hpp"

namespace migrate {

OperationBody parse_drop_column(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "drop_column", {"table", "column", "down"}, line);
  return DropColumn{fields.identifier("table"), fields.identifier("column"),
                    fields.optional_sql("down")};
}

}  // namespace migrate
