// The shape of a table said in full, for a copy whose columns stand in another order: what
// LIKE … INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED says of one in the same
// order.
#include <fmt/format.h>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/rebuild.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// An identity comes later, with its sequence.
std::string definition(const Rebuild& r, const Column& column) {
  auto sql = fmt::format("{} {}", quote_name(column.name), column.type);
  if (!column.collation.empty()) sql += " COLLATE " + column.collation;
  if (column.generated)
    sql += fmt::format(" GENERATED ALWAYS AS {} {}", parenthesised(column.extra.at("generated_as")),
                       column.extra.count("generated_virtual") ? "VIRTUAL" : "STORED");
  else if (column.default_sql)
    sql += " DEFAULT " + *column.default_sql;
  if (column.nullable) return sql;
  auto name = column.extra.find("not_null");  // before PostgreSQL 18 it has none
  if (r.p.schema.version_number >= 180000 && name != column.extra.end())
    sql += " CONSTRAINT " + quote_name(name->second);
  return sql + " NOT NULL";
}

}  // namespace

std::string shape_in_order(const Rebuild& r) {
  std::vector<std::string> parts;
  for (auto& name : r.change.column_order) parts.push_back(definition(r, *r.was.column(name)));
  for (auto& check : r.was.checks)
    if (check.validated)
      parts.push_back(fmt::format("CONSTRAINT {} {}", quote_name(check.name), check.definition));
  return "(\n  " + join(parts, ",\n  ") + "\n)";
}

}  // namespace migrate::postgres
