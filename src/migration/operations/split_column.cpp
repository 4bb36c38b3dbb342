#include "migration/operations/parse.hpp"

namespace migrate {

DerivedColumnDef parse_derived_column(const Source& source, const Node& node,
                                      const std::string& what, int line) {
  const Fields fields(source, node, what, {"name", "type", "nullable", "default", "comment", "up"},
                      line);
  DerivedColumnDef derived;
  derived.column.at = fields.location();
  derived.column.name = fields.identifier("name");
  derived.column.type = fields.sql("type");
  check_inline(fields, "type", derived.column.type);
  derived.column.nullable = fields.flag("nullable");
  if (fields.find("default") != nullptr) derived.column.default_value = fields.sql("default");
  if (fields.find("comment") != nullptr) derived.column.comment = fields.optional_text("comment");
  derived.up = fields.sql("up");
  return derived;
}

OperationBody parse_split_column(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "split_column", {"table", "column", "into", "down"}, line);
  SplitColumn result;
  result.table = fields.identifier("table");
  result.column = fields.identifier("column");
  fields.require("into");
  for (const Node& item : fields.list("into"))
    result.into.push_back(parse_derived_column(source, item, "split_column.into", item.line));
  if (result.into.empty()) fields.bad_value("into", "must hold at least one column");
  for (std::size_t i = 0; i < result.into.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (result.into[i].column.name == result.into[k].column.name)
        fields.bad_value("into", "names \"" + result.into[i].column.name.value + "\" twice");
  result.down = fields.sql("down");
  return result;
}

}  // namespace migrate
