#include <fmt/format.h>

#include "migration/operations/parse.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

using Kind = ConstraintDef::Kind;

TableForeignKeyDef parse_table_references(const Source& source, const Node& node, int line) {
  const Fields fields(
      source, node, "references",
      {"table", "columns", "match_type", "on_delete", "on_update", "on_delete_set_columns"}, line);
  TableForeignKeyDef key;
  key.table = fields.identifier("table");
  fields.require("columns");
  key.columns = fields.identifiers("columns");
  key.match_type = fields.choice("match_type", match_types(), key.match_type);
  key.on_delete = fields.choice("on_delete", foreign_key_actions(), key.on_delete);
  key.on_update = fields.choice("on_update", foreign_key_actions(), key.on_update);
  key.on_delete_set_columns = fields.identifiers("on_delete_set_columns");
  return key;
}

Kind parse_kind(const Fields& fields) {
  fields.text("type");
  const std::string text =
      fields.choice("type", {"unique", "check", "primary_key", "foreign_key", "exclude"}, "");
  if (text == "unique") return Kind::unique;
  if (text == "check") return Kind::check;
  if (text == "primary_key") return Kind::primary_key;
  if (text == "foreign_key") return Kind::foreign_key;
  return Kind::exclude;
}

// What a constraint of this type cannot have must be left out, or have its default.
void refuse_foreign_fields(const Fields& fields, const ConstraintDef& constraint,
                           bool has_index_parameters) {
  const Kind kind = constraint.kind;
  const auto none = [&](std::string_view key, bool given) {
    if (given) fields.bad_value(key, "does not apply to a constraint of this type");
  };
  none("check", constraint.check.given() && kind != Kind::check);
  none("no_inherit", constraint.no_inherit && kind != Kind::check);
  none("nulls_not_distinct", constraint.nulls_not_distinct && kind != Kind::unique);
  none("deferrable", constraint.deferrable && kind == Kind::check);
  none("initially_deferred", constraint.initially_deferred && kind == Kind::check);
  none("index_parameters",
       has_index_parameters && (kind == Kind::check || kind == Kind::foreign_key));
  none("columns", !constraint.columns.empty() && kind == Kind::exclude);
  none("references", constraint.references && kind != Kind::foreign_key);
  none("exclude", fields.find("exclude") != nullptr && kind != Kind::exclude);
}

}  // namespace

std::vector<std::string> constraint_fields() {
  return {"name",
          "type",
          "columns",
          "check",
          "no_inherit",
          "deferrable",
          "references",
          "exclude",
          "initially_deferred",
          "nulls_not_distinct",
          "index_parameters"};
}

ConstraintDef parse_constraint(const Fields& fields) {
  const Source& source = fields.source();
  ConstraintDef result;
  result.at = fields.location();
  result.name = fields.identifier("name");
  result.kind = parse_kind(fields);
  result.columns = fields.identifiers("columns");
  result.check = fields.optional_sql("check");
  result.no_inherit = fields.flag("no_inherit");
  result.deferrable = fields.flag("deferrable");
  result.initially_deferred = fields.flag("initially_deferred");
  result.nulls_not_distinct = fields.flag("nulls_not_distinct");
  if (const Node* references = fields.find("references"))
    result.references = parse_table_references(source, *references, fields.line_of("references"));
  if (const Node* exclude = fields.find("exclude")) {
    const Fields inner(source, *exclude, "exclude", {"index_method", "elements", "predicate"},
                       fields.line_of("exclude"));
    result.exclude_method = inner.optional_text("index_method");
    result.exclude_elements = inner.text("elements");
    check_inline(inner, "elements", result.exclude_elements);
    result.exclude_predicate = inner.optional_text("predicate");
  }
  if (const Node* parameters = fields.find("index_parameters")) {
    const Fields inner(source, *parameters, "index_parameters",
                       {"tablespace", "storage_parameters", "include_columns"},
                       fields.line_of("index_parameters"));
    result.tablespace = inner.optional_text("tablespace");
    result.storage_parameters = inner.optional_text("storage_parameters");
    check_inline(inner, "storage_parameters", result.storage_parameters);
    result.include_columns = inner.identifiers("include_columns");
  }
  refuse_foreign_fields(fields, result,
                        !result.tablespace.empty() || !result.storage_parameters.empty() ||
                            !result.include_columns.empty());
  switch (result.kind) {
    case Kind::check:
      fields.sql("check");
      break;
    case Kind::exclude:
      fields.require("exclude");
      break;
    case Kind::foreign_key: {
      fields.require("references");
      const std::size_t here = result.columns.size();
      const std::size_t there = result.references->columns.size();
      if (here != 0 && here != there)
        fields.bad_value("columns", fmt::format("names {} columns, references {}", here, there));
      [[fallthrough]];
    }
    case Kind::unique:
    case Kind::primary_key:
      fields.require("columns");
      if (result.columns.empty()) fields.bad_value("columns", "must name at least one column");
      break;
  }
  return result;
}

}  // namespace migrate
