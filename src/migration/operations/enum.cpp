#include "migration/operations/parse.hpp"

namespace migrate {

OperationBody parse_create_enum(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "create_enum", {"name", "values"}, line);
  CreateEnum result;
  result.name = fields.identifier("name");
  fields.require("values");
  for (const Identifier& value : fields.identifiers("values")) result.values.push_back(value.value);
  if (result.values.empty()) fields.bad_value("values", "must hold at least one value");
  return result;
}

OperationBody parse_alter_enum(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "alter_enum", {"name", "add", "rename", "drop"}, line);
  AlterEnum result;
  result.name = fields.identifier("name");
  for (const Node& item : fields.list("add")) {
    const Fields inner(source, item, "alter_enum.add", {"value", "before", "after"}, item.line);
    result.add.push_back(
        {inner.text("value"), inner.optional_text("before"), inner.optional_text("after")});
    if (!result.add.back().before.empty() && !result.add.back().after.empty())
      inner.bad_value("before", "and `after` exclude one another");
  }
  for (const Node& item : fields.list("rename")) {
    const Fields inner(source, item, "alter_enum.rename", {"from", "to"}, item.line);
    result.rename.push_back({inner.text("from"), inner.text("to")});
  }
  for (const Node& item : fields.list("drop")) {
    const Fields inner(source, item, "alter_enum.drop", {"value", "replace_with"}, item.line);
    result.drop.push_back({inner.text("value"), inner.optional_text("replace_with")});
  }
  if (result.add.empty() && result.rename.empty() && result.drop.empty())
    source_error(source, "MISSING", "alter_enum changes nothing", line,
                 {"give one of: add, rename, drop"});
  return result;
}

OperationBody parse_drop_enum(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "drop_enum", {"name"}, line);
  return DropEnum{fields.identifier("name")};
}

}  // namespace migrate
