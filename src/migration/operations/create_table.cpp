#include <set>
#include <utility>

#include "migration/operations/parse.hpp"
#include "util/text.hpp"

namespace migrate {

OperationBody parse_create_table(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "create_table", {"name", "columns", "comment", "constraints"},
                      line);
  CreateTable result;
  result.name = fields.identifier("name");
  fields.require("columns");
  std::set<Identifier> names;
  for (const Node& item : fields.list("columns")) {
    result.columns.push_back(parse_column(source, item, "create_table.columns", item.line));
    const ColumnDef& column = result.columns.back();
    if (!names.insert(column.name).second)
      source_error(source, "VALUE",
                   "create_table.columns has \"" + printable(column.name.value) + "\" twice",
                   column.at.line);
  }
  if (result.columns.empty()) fields.bad_value("columns", "must hold at least one column");
  if (fields.find("comment") != nullptr) result.comment = fields.optional_text("comment");

  std::set<Identifier> constraints;
  const auto claim = [&](const Identifier& name, int at) {
    if (!constraints.insert(name).second)
      source_error(source, "VALUE",
                   "create_table has two constraints named \"" + printable(name.value) + "\"", at);
  };
  for (const ColumnDef& column : result.columns) {
    if (column.check) claim(column.check->name, column.at.line);
    if (column.references) claim(column.references->name, column.at.line);
  }
  bool has_key = false;
  for (const ColumnDef& column : result.columns) has_key = has_key || column.pk;
  for (const Node& item : fields.list("constraints")) {
    ConstraintDef constraint =
        parse_constraint(Fields(source, item, "create_table.constraints", constraint_fields()));
    claim(constraint.name, constraint.at.line);
    for (const Identifier& name : constraint.columns)
      if (names.count(name) == 0)
        source_error(source, "VALUE",
                     "constraint \"" + printable(constraint.name.value) + "\" names the column \"" +
                         printable(name.value) + "\", which the table does not have",
                     constraint.at.line);
    if (constraint.kind == ConstraintDef::Kind::primary_key && std::exchange(has_key, true))
      source_error(source, "VALUE", "create_table has more than one primary key",
                   constraint.at.line);
    result.constraints.push_back(std::move(constraint));
  }
  return result;
}

}  // namespace migrate
