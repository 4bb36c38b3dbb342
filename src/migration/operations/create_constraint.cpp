#include "migration/operations/parse.hpp"

namespace migrate {

std::map<Identifier, SqlText> sql_by_column(const Fields& fields, std::string_view key) {
  std::map<Identifier, SqlText> result;
  const Node* node = fields.find(key);
  if (node == nullptr) return result;
  if (node->kind != Node::Kind::map)
    fields.bad_value(key, "must be a map of column names to expressions");
  for (const Entry& entry : node->entries)
    result[Identifier(entry.key)] = fields.sql_of(key, entry.value);
  return result;
}

OperationBody parse_create_constraint(const Source& source, const Node& node, int line) {
  std::vector<std::string> allowed = constraint_fields();
  allowed.insert(allowed.end(), {"table", "up", "down"});
  const Fields fields(source, node, "create_constraint", allowed, line);
  CreateConstraint result;
  result.table = fields.identifier("table");
  result.constraint = parse_constraint(fields);
  result.up = sql_by_column(fields, "up");
  result.down = sql_by_column(fields, "down");
  return result;
}

}  // namespace migrate
