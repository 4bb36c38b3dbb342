#include "dialects/postgres/replace/left_behind.hpp"

#include <fmt/format.h>

#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// $1: the table, as SQL. On the relation `oid`: it, or one of its partitions.
std::string whole_table(const std::string& oid) {
  return fmt::format(
      "({0} = to_regclass($1::text) OR {0} IN (SELECT relid FROM "
      "pg_partition_tree(to_regclass($1::text))))",
      oid);
}

std::string named(const db::Result& found) {
  std::vector<std::string> names;
  for (auto& row : found.rows) names.push_back(row[0].text);
  return join(names, ", ");
}

// What uses a sequence of the column may no longer do so when contract drops it. `table`: whose
// column it is the default of; empty: of none in this schema.
bool may_be_gone_by_then(const Planning& p, const std::string& table) {
  for (auto& other : p.migration.operations) {
    if (&other == p.operation) continue;
    if (std::holds_alternative<SqlOperation>(other.body)) return true;
    for (auto& touch : touches(other))
      if (!table.empty() && touch.table == table) return true;
  }
  return false;
}

}  // namespace

std::string holders_of_rows(const Planning& p, const Table& table) {
  if (!p.live) return {};
  // The array type of the rows is a base type. A range's values are made of its subtype's.
  return named(p.live->query(
      "SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_class AS c JOIN "
      "pg_type AS y ON y.oid = c.reltype JOIN pg_depend AS d ON d.refclassid = "
      "'pg_type'::regclass AND d.refobjid IN (y.oid, y.typarray) LEFT JOIN pg_class AS o ON "
      "d.classid = 'pg_class'::regclass AND o.oid = d.objid LEFT JOIN pg_type AS t ON d.classid = "
      "'pg_type'::regclass AND t.oid = d.objid WHERE " +
          whole_table("c.oid") +
          " AND (o.relkind IN ('r', 'p', 'm', 'c', 'f') OR t.typtype IN ('d', 'r')) ORDER BY 1",
      {db::Value::of(p.q(table.name))}));
}

void refuse_stored_rows(const Planning& p, const Table& table, const std::string& column) {
  if (auto holders = holders_of_rows(p, table); !holders.empty())
    unsupported(p.at(),
                fmt::format("rows of \"{0}\" that are stored as values of its row type would lose "
                            "\"{0}\".\"{1}\": {2}",
                            table.name, column, holders),
                "store them as jsonb instead, or drop that, before");
}

void refuse_security_label(const Planning& p, const Table& table, const std::string& column) {
  if (!p.live) return;
  auto providers = named(p.live->query(
      "SELECT DISTINCT s.provider FROM pg_seclabel AS s JOIN pg_attribute AS a ON a.attrelid = "
      "s.objoid AND a.attnum = s.objsubid WHERE s.classoid = 'pg_class'::regclass AND a.attname = "
      "$2::text AND " +
          whole_table("a.attrelid") + " ORDER BY 1",
      {db::Value::of(p.q(table.name)), db::Value::of(column)}));
  if (!providers.empty())
    unsupported(
        p.at(),
        fmt::format("\"{}\".\"{}\" has a security label of {}, which the second column that "
                    "holds its values would not have",
                    table.name, column, providers),
        "take the label away before, and give it again after contract");
}

void refuse_shared_identity(const Planning& p, const Table& table, const std::string& column) {
  if (!p.live) return;
  // Before 14 a sequence has a row type, which is internal to it.
  auto users = named(p.live->query(
      "SELECT DISTINCT pg_describe_object(u.classid, u.objid, u.objsubid) FROM pg_depend AS d JOIN "
      "pg_class AS q ON q.oid = d.objid AND q.relkind = 'S' JOIN pg_attribute AS a ON a.attrelid = "
      "d.refobjid AND a.attnum = d.refobjsubid JOIN pg_depend AS u ON u.refclassid = "
      "'pg_class'::regclass AND u.refobjid = q.oid AND u.deptype <> 'i' WHERE d.classid = "
      "'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i' AND "
      "a.attrelid = to_regclass($1::text) AND a.attname = $2::text ORDER BY 1",
      {db::Value::of(p.q(table.name)), db::Value::of(column)}));
  if (!users.empty())
    unsupported(
        p.at(),
        fmt::format("the sequence of \"{}\".\"{}\", an identity column, is used by: {}; the "
                    "new column has one of its own",
                    table.name, column, users),
        "give that a sequence that no identity column has, before");
}

void refuse_sequence_in_use(Planning& p, const Table& table, const std::string& column) {
  if (!p.live) return;
  // The column's own default goes with it, and so do those of its partitions, which draw from the
  // same sequence.
  auto users = p.live->query(
      "SELECT DISTINCT pg_describe_object(u.classid, u.objid, u.objsubid), t.relname FROM "
      "pg_depend AS d JOIN pg_class AS q ON q.oid = d.objid AND q.relkind = 'S' JOIN pg_attribute "
      "AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid JOIN pg_depend AS u ON "
      "u.refclassid = 'pg_class'::regclass AND u.refobjid = q.oid AND u.deptype = 'n' LEFT JOIN "
      "pg_attrdef AS e ON u.classid = 'pg_attrdef'::regclass AND e.oid = u.objid LEFT JOIN "
      "pg_attribute AS b ON b.attrelid = e.adrelid AND b.attnum = e.adnum LEFT JOIN pg_class AS t "
      "ON t.oid = e.adrelid AND t.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = "
      "to_regclass($1::text)) WHERE d.classid = 'pg_class'::regclass AND d.refclassid = "
      "'pg_class'::regclass AND d.deptype IN ('a', 'i') AND a.attname = $2::text AND " +
          whole_table("a.attrelid") + " AND NOT coalesce(b.attname = $2::text AND " +
          whole_table("b.attrelid") + ", false) ORDER BY 1",
      {db::Value::of(p.q(table.name)), db::Value::of(column)});
  std::vector<std::string> names, perhaps;
  for (auto& row : users.rows)
    (may_be_gone_by_then(p, row[1].is_null() ? "" : row[1].text) ? perhaps : names)
        .push_back(row[0].text);
  if (!names.empty())
    unsupported(p.at(),
                fmt::format("the sequence of \"{}\".\"{}\", which contract drops with the column, "
                            "is used by: {}",
                            table.name, column, join(names, ", ")),
                "give that another sequence first, or let another column own this one (ALTER "
                "SEQUENCE ... OWNED BY) where the column is no identity");
  if (!perhaps.empty())
    p.note(fmt::format("contract will refuse while these use the sequence of {}.{}: {}", table.name,
                       column, join(perhaps, ", ")));
}

}  // namespace migrate::postgres
