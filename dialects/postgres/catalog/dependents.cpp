#include "dialects/postgres/catalog/dependents.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/left_behind.hpp"
#include "plan/preconditions.hpp"
#include "plan/quarantine.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// `d` is how object `o` depends on column `a`; one may do so in two ways. The tool's own objects go
// with its steps.
std::string built_on(const std::string& joined, const std::string& condition) {
  return "FROM pg_catalog.pg_depend AS d\n"
         "JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = "
         "d.refobjsubid\n" +
         joined +
         "CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o\n"
         "WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND " +
         condition +
         // The tool's own; the column's default; what a partition has of its parent's; 18 and later
         // have constraints for NOT NULL.
         "\n  AND o.identity !~ '(^\"?(zz_)?migrate_.* on |[.]\"?(zz_)?migrate_)'\n"
         "  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, "
         "d.refobjsubid)).identity\n"
         "  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = "
         "d.classid "
         "AND part.objid = d.objid AND part.deptype IN ('P', 'S'))\n"
         "  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND "
         "(k.contype = 'n' OR k.coninhcount > 0))";
}

bool is_view(const Dependent& one) {
  return one.type == "rule";
}

// It goes in some versions, and stops in others.
bool is_generated(const Dependent& one) {
  return one.type == "default value" || one.type == "table column";
}

std::string text(const Dependent& one) {
  auto behind = [&](std::string_view word) { return one.identity.substr(word.size()); };
  constexpr std::string_view view = "\"_RETURN\" on ", value = "for ";
  if (one.identity.starts_with(view)) return "view " + behind(view);
  if (one.identity.starts_with(value)) return "generated column " + behind(value);
  return (is_generated(one) ? "generated column" : one.type) + " " + one.identity;
}

}  // namespace

void read_dependents(db::Connection& connection, const std::vector<db::Value>& params,
                     const std::string& wanted, const Presence& present, Schema& schema) {
  // A CHECK depends in both ways, and goes.
  auto rows = connection.query(
      "SELECT c.relname, a.attname, bool_and(d.deptype = 'n'), o.type, o.identity\n" +
          built_on("JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid\n"
                   "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace\n",
                   wanted) +
          "\nGROUP BY 1, 2, 4, 5 ORDER BY 1, 2, 4, 5",
      params);
  for (auto& row : rows.rows) {
    auto* table = schema.table(row[0].text);
    if (!table) continue;
    auto& all = table->extra["built_on:" + row[1].text];
    all += (all.empty() ? "" : "\x1e") +
           join({row[2].as_int() ? "stops" : "goes", row[3].text, row[4].text}, "\x1f");
  }
  if (!present.rules) return;
  // A view that groups by a primary key and shows other columns hangs on the constraint.
  auto relied = connection.query(
      "SELECT c.relname, k.conname, string_agg(DISTINCT r.ev_class::regclass::text, ', ')\n"
      "FROM pg_catalog.pg_depend AS d\n"
      "JOIN pg_catalog.pg_constraint AS k ON k.oid = d.refobjid\n"
      "JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid\n"
      "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace\n"
      "JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid\n"
      "WHERE d.refclassid = 'pg_constraint'::regclass AND d.classid = 'pg_rewrite'::regclass AND " +
          wanted + "\nGROUP BY 1, 2",
      params);
  for (auto& row : relied.rows)
    if (auto* table = schema.table(row[0].text))
      table->extra["relied_on:" + row[1].text] = row[2].text;
}

namespace {

// On partitions, too.
std::vector<Dependent> dependents_of(const Schema& schema, const Table& table,
                                     const std::string& column) {
  std::vector<Dependent> all;
  if (auto found = table.extra.find("built_on:" + column); found != table.extra.end())
    for (auto& one : split(found->second, '\x1e')) {
      auto fields = split(one, '\x1f');
      all.push_back({fields.at(0) == "stops", fields.at(1), fields.at(2)});
    }
  if (auto names = table.extra.find("partitions"); names != table.extra.end())
    for (auto& name : split(names->second, '\x1f'))
      if (auto* partition = schema.table(name))
        for (auto& one : dependents_of(schema, *partition, column)) all.push_back(std::move(one));
  return all;
}

// It is a column that an operation before this one drops.
bool dropped_before(const Planning& p, const Table& table, const Dependent& one) {
  for (auto& other : p.migration.operations) {
    if (&other == p.operation) return false;
    auto* drop = std::get_if<DropColumn>(&other.body);
    if (drop && drop->table.value == table.name &&
        replace_all(one.identity, "\"", "")
            .ends_with(p.schema.name + "." + table.name + "." + drop->column.value))
      return true;
  }
  return false;
}

// As the catalog will call it; whether it writes quotes is for its list of reserved words to say.
void add_identities(const Planning& p, const Table& table, const std::string& object,
                    std::vector<std::string>& names) {
  for (auto& schema : {p.schema.name, quote_name(p.schema.name)})
    for (auto& name : {object, quote_name(object)}) {
      names.push_back(quote_literal(schema + "." + name));
      for (auto& on : {table.name, quote_name(table.name)})
        names.push_back(quote_literal(fmt::format("{} on {}.{}", name, schema, on)));
    }
}

// `known`: identities, as literals.
std::string find_built(const Planning& p, const Table& table, const std::string& column,
                       const std::vector<std::string>& known) {
  auto root = quote_literal(p.q(table.name)) + "::regclass";
  auto condition =
      fmt::format("d.refobjid {} AND a.attname = {}",
                  is_partitioned(table)
                      ? fmt::format("IN (SELECT relid FROM pg_catalog.pg_partition_tree({}))", root)
                      : "= " + root,
                  quote_literal(column));
  if (!known.empty()) condition += fmt::format("\n  AND o.identity NOT IN ({})", join(known, ", "));
  return "SELECT DISTINCT o.type AS kind, o.identity AS name\n" + built_on("", condition) +
         "\nORDER BY 1, 2 LIMIT 5";
}

std::string raise_found(const std::string& query, const std::string& message) {
  return "DO " +
         dollar_quote(fmt::format(
             "\nDECLARE\n  migrate_built text;\nBEGIN\n"
             "  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (\n{}\n  ) "
             "AS built;\n"
             "  IF migrate_built IS NOT NULL THEN\n"
             "    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = {} "
             "|| migrate_built;\n  END IF;\nEND\n",
             query, quote_literal(message)));
}

// Answers the same as a statement that raises.
std::string add_check(Planning& p, const Table& table, const std::string& column,
                      const std::vector<std::string>& known, const std::string& why) {
  auto full = table.name + "." + column;
  auto query = find_built(p, table, column, known);
  auto& check = add_step(p.plan, Phase::contract, StepKind::check,
                         fmt::format("look for what else is built on {}", full));
  check.table = table.name;
  check.sql = {query};
  check.lock = Lock::reading("the catalog");
  check.why = why;
  return raise_found(query, "built on " + full + " since it was looked for: ");
}

}  // namespace

std::string add_newcomers_check(Planning& p, const Table& table, const std::string& column) {
  std::vector<std::string> known;
  for (auto& one : dependents_of(p.schema, table, column))
    known.push_back(quote_literal(one.identity));
  return add_check(
      p, table, column, known,
      "an index or a view that somebody has built on it since expand would be lost, or "
      "refuse the drop");
}

std::string newcomers_guard(const Planning& p, const Table& table, const std::string& column) {
  std::vector<std::string> known;
  for (auto& one : dependents_of(p.schema, table, column))
    known.push_back(quote_literal(one.identity));
  for (auto& one : built_over(table, column))
    if (one.planned) add_identities(p, table, one.name, known);
  return raise_found(
      find_built(p, table, column, known),
      fmt::format("built on {}.{} since it was planned what to carry over (drop it, and make it "
                  "again when backfill has ended, or roll this migration back): ",
                  table.name, column));
}

std::string add_dependents_check(Planning& p, const Table& table, const std::string& column,
                                 const std::string& hidden) {
  auto full = table.name + "." + column;
  p.touch_built_on(table, column);
  refuse_sequence_in_use(p, table, column);
  std::vector<std::string> known, going, views;
  auto all = dependents_of(p.schema, table, column);
  for (auto& one : all) {
    bool stops = one.stops || is_generated(one);
    if (stops && !is_view(one) && !(is_generated(one) && dropped_before(p, table, one)))
      unsupported(p.at(), fmt::format("{} is built on {}, which contract drops", text(one), full),
                  fmt::format("drop or change {} first", text(one)));
    if (!is_view(one)) known.push_back(quote_literal(one.identity));
    if (is_view(one) || !stops) (is_view(one) ? views : going).push_back(text(one));
  }
  for (auto& one : built_over(table, column)) {
    if (!one.planned) continue;
    going.push_back(one.kind + " " + one.name);
    add_identities(p, table, one.name, known);
  }
  const std::string why = "DROP COLUMN would fail on views, and take indexes along without a word";
  auto before = contract_steps(p.plan);
  auto guard = add_check(p, table, column, known, why);
  if (!hidden.empty()) {
    hides_from(p.plan, before);
    guard = add_check(p, table, hidden, known, why);
  }
  if (!going.empty())
    p.note(fmt::format("with {} contract drops what is built on it: {}", full, join(going, ", ")));
  if (!views.empty())
    p.note(fmt::format("contract will refuse while these use {}: {}", full, join(views, ", ")));
  return guard;
}

}  // namespace migrate::postgres
