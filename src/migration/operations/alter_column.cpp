#include "migration/operations/parse.hpp"

namespace migrate {

OperationBody parse_alter_column(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "alter_column",
                      {"table", "column", "type", "nullable", "unique", "check", "references",
                       "default", "comment", "up", "down", "strategy"},
                      line);
  AlterColumn result;
  result.table = fields.identifier("table");
  result.column = fields.identifier("column");
  result.type = fields.optional_sql("type");
  check_inline(fields, "type", result.type);
  if (fields.find("nullable") != nullptr) result.nullable = fields.flag("nullable");
  if (const Node* unique = fields.find("unique"))
    result.unique =
        Fields(source, *unique, "alter_column.unique", {"name"}, fields.line_of("unique"))
            .identifier("name");
  if (const Node* check = fields.find("check"))
    result.check = parse_check(source, *check, fields.line_of("check"));
  if (const Node* references = fields.find("references"))
    result.references = parse_references(source, *references, fields.line_of("references"));
  if (fields.is_null("default") || fields.find("default") != nullptr)
    result.default_value = fields.optional_sql("default");
  // An empty text may be meant for SQL's, and would take the default away.
  if (fields.find("default") != nullptr && !result.default_value->given())
    fields.bad_value("default",
                     "is SQL and must not be empty; SQL's empty string is \"''\", and null drops "
                     "the default");
  if (fields.is_null("comment") || fields.find("comment") != nullptr)
    result.comment = fields.optional_text("comment");
  result.up = fields.optional_sql("up");
  result.down = fields.optional_sql("down");
  const auto way = fields.choice("strategy", {"auto", "in_place", "shadow"}, "auto");
  result.way = way == "shadow"     ? AlterColumn::Way::shadow
               : way == "in_place" ? AlterColumn::Way::in_place
                                   : AlterColumn::Way::by_itself;
  if (result.way != AlterColumn::Way::by_itself && !result.type.given())
    source_error(source, "FIELD", "strategy is for a change of the type",
                 fields.line_of("strategy"), {"leave it out"});
  if (!result.type.given() && !result.nullable && !result.unique && !result.check &&
      !result.references && !result.default_value && !result.comment)
    source_error(source, "MISSING", "alter_column changes nothing", line,
                 {"give one of: type, nullable, unique, check, references, default, comment"});
  return result;
}

}  // namespace migrate
