#include "migration/operations/parse.hpp"

namespace migrate {

namespace {

IndexField parse_index_field(const Source& source, const Node& node) {
  if (node.kind == Node::Kind::scalar)
    source_error(source, "TYPE",
                 "create_index.columns must be a list of maps, found " + describe(node), node.line,
                 {"write it as {column: name}"});
  const Fields fields(source, node, "create_index.columns",
                      {"column", "expression", "collate", "sort", "nulls", "opclass"});
  IndexField field;
  field.expression = fields.optional_sql("expression");
  if (field.expression.given() && fields.find("column") != nullptr)
    fields.bad_value("expression", "and `column` exclude one another");
  if (!field.expression.given()) {
    if (fields.find("column") == nullptr)
      source_error(source, "MISSING",
                   "create_index.columns needs the field \"column\", or \"expression\"", node.line);
    field.column = fields.identifier("column");
  }
  field.collate = fields.optional_text("collate");
  check_inline(fields, "collate", field.collate);
  field.sort = fields.choice("sort", {"ASC", "DESC"}, "");
  field.nulls = fields.choice("nulls", {"FIRST", "LAST"}, "");
  if (const Node* opclass = fields.find("opclass")) {
    const Fields inner(source, *opclass, "opclass", {"name", "params"}, fields.line_of("opclass"));
    field.opclass = inner.optional_text("name");
    check_inline(inner, "name", field.opclass);
    field.opclass_params = inner.texts("params");
    for (const std::string& param : field.opclass_params) check_inline(inner, "params", param);
    if (field.opclass.empty() && !field.opclass_params.empty())
      inner.bad_value("params", "needs the operator class's name too");
  }
  return field;
}

}  // namespace

OperationBody parse_create_index(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "create_index",
                      {"name", "table", "columns", "predicate", "method", "storage_parameters",
                       "unique", "include"},
                      line);
  CreateIndex result;
  result.name = fields.identifier("name");
  result.table = fields.identifier("table");
  fields.require("columns");
  for (const Node& item : fields.list("columns"))
    result.columns.push_back(parse_index_field(source, item));
  if (result.columns.empty()) fields.bad_value("columns", "must name at least one column");
  result.predicate = fields.optional_sql("predicate");
  result.method = fields.choice(
      "method", {"btree", "hash", "gist", "spgist", "gin", "brin", "fulltext", "spatial"}, "");
  result.storage_parameters = fields.optional_text("storage_parameters");
  check_inline(fields, "storage_parameters", result.storage_parameters);
  result.unique = fields.flag("unique");
  result.include = fields.identifiers("include");
  return result;
}

}  // namespace migrate
