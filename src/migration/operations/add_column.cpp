#include <algorithm>

#include "migration/operations/parse.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

// The server fills such a column by itself: PostgreSQL's serial types, MySQL's AUTO_INCREMENT.
bool fills_itself(const RawSql& type) {
  const std::string text = lower(trim(type.value));
  const std::string first = text.substr(0, text.find_first_of(" \t\n("));
  static const std::vector<std::string> serial = {"serial",  "bigserial", "smallserial",
                                                  "serial2", "serial4",   "serial8"};
  return std::find(serial.begin(), serial.end(), first) != serial.end() ||
         text.find("auto_increment") != std::string::npos;
}

bool fills_itself(const SqlText& type) {
  if (type.any) return fills_itself(*type.any);
  return std::any_of(type.by_engine.begin(), type.by_engine.end(),
                     [](const auto& entry) { return fills_itself(entry.second); });
}

}  // namespace

OperationBody parse_add_column(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "add_column", {"table", "column", "up"}, line);
  AddColumn result;
  result.table = fields.identifier("table");
  result.column =
      parse_column(source, fields.require("column"), "add_column.column", fields.line_of("column"));
  result.up = fields.optional_sql("up");
  const ColumnDef& column = result.column;
  if (!column.nullable && !column.default_value && !result.up.given() && !column.pk &&
      !column.generated && !fills_itself(column.type))
    source_error(source, "VALUE",
                 "add_column: column \"" + printable(column.name.value) +
                     "\" is NOT NULL and needs a default or `up`",
                 column.at.line,
                 {"`default` is used for rows there are and for old code's inserts",
                  "`up` is an expression over the row that gives the value",
                  "`nullable: true` allows NULL"});
  return result;
}

}  // namespace migrate
