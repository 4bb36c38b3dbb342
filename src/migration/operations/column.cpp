#include "migration/operations/parse.hpp"
#include "util/text.hpp"

namespace migrate {

CheckDef parse_check(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "check", {"name", "constraint", "no_inherit"}, line);
  return CheckDef{fields.identifier("name"), fields.sql("constraint"), fields.flag("no_inherit")};
}

ForeignKeyDef parse_references(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "references",
                      {"name", "table", "column", "match_type", "on_delete", "on_update",
                       "deferrable", "initially_deferred"},
                      line);
  ForeignKeyDef key;
  key.name = fields.identifier("name");
  key.table = fields.identifier("table");
  key.column = fields.identifier("column");
  key.match_type = fields.choice("match_type", match_types(), key.match_type);
  key.on_delete = fields.choice("on_delete", foreign_key_actions(), key.on_delete);
  key.on_update = fields.choice("on_update", foreign_key_actions(), key.on_update);
  key.deferrable = fields.flag("deferrable");
  key.initially_deferred = fields.flag("initially_deferred");
  return key;
}

namespace {

GeneratedDef parse_generated(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "generated", {"expression", "identity"}, line);
  GeneratedDef generated;
  generated.expression = fields.optional_sql("expression");
  if (const Node* identity = fields.find("identity")) {
    const Fields inner(source, *identity, "identity", {"user_specified_values", "sequence_options"},
                       fields.line_of("identity"));
    generated.identity = true;
    generated.user_specified_values =
        inner.choice("user_specified_values", {"ALWAYS", "BY DEFAULT"}, "ALWAYS");
    generated.sequence_options = inner.optional_text("sequence_options");
    check_inline(inner, "sequence_options", generated.sequence_options);
  }
  if (generated.identity == generated.expression.given())
    source_error(source, "VALUE", "generated needs either `expression` or `identity`", line);
  return generated;
}

}  // namespace

std::vector<std::string> foreign_key_actions() {
  return {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"};
}

std::vector<std::string> match_types() {
  return {"SIMPLE", "FULL", "PARTIAL"};
}

ColumnDef parse_column(const Source& source, const Node& node, const std::string& what, int line) {
  const Fields fields(source, node, what,
                      {"name", "type", "nullable", "pk", "unique", "default", "comment", "check",
                       "references", "generated"},
                      line);
  ColumnDef column;
  column.at = fields.location();
  column.name = fields.identifier("name");
  column.type = fields.sql("type");
  check_inline(fields, "type", column.type);
  column.nullable = fields.flag("nullable");
  column.pk = fields.flag("pk");
  column.unique = fields.flag("unique");
  if (fields.find("default") != nullptr) {
    SqlText value = fields.optional_sql("default");
    if (!value.given())
      fields.bad_value("default", "is SQL and must not be empty; SQL's empty string is \"''\"");
    column.default_value = std::move(value);
  }
  if (fields.find("comment") != nullptr) column.comment = fields.optional_text("comment");
  if (const Node* check = fields.find("check"))
    column.check = parse_check(source, *check, fields.line_of("check"));
  if (const Node* references = fields.find("references"))
    column.references = parse_references(source, *references, fields.line_of("references"));
  if (const Node* generated = fields.find("generated"))
    column.generated = parse_generated(source, *generated, fields.line_of("generated"));
  if (column.generated && column.default_value)
    fields.bad_value("default", "and `generated` exclude one another");
  return column;
}

}  // namespace migrate
