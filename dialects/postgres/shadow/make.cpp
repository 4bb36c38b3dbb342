// The shadow, empty: of the new shape, without indexes.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/raise_where.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/partitions.hpp"
#include "dialects/postgres/shadow/rebuild.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

// The type of a partition key cannot be changed.
bool partitioned_by_other_types(const Rebuild& r) {
  if (!r.change.partition_by) return false;
  auto& key = r.change.partition_by->key;
  return std::any_of(key.begin(), key.end(),
                     [&](auto& name) { return r.change.types.count(name.value) > 0; });
}

// A table of the new shape, from which the shadow is made, and which goes at once.
std::string model_name(const Rebuild& r) {
  return qualified(r.names.schema, object_name({r.was.name, "model"}, 63));
}

std::string like(const std::string& model) {
  return fmt::format("(LIKE {} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED)",
                     model);
}

bool becomes_nullable(const Rebuild& r, const Column& column) {
  auto other = r.change.nullable.find(column.name);
  return other != r.change.nullable.end() && other->second;
}

// LIKE keeps the order of the columns.
std::string shape_of(const Rebuild& r) {
  return r.change.column_order.empty() ? like(r.q()) : shape_in_order(r);
}

// An event trigger may give row security, a trigger, privileges to every table that is made. The
// copy would fire the trigger, what the table itself has would meet it by name behind the copy, and
// nobody would see that the new table lets others in. What the table has as well is given anyway.
std::string nothing_given(const Rebuild& r) {
  auto shadow = quote_literal(r.names.shadow_sql());
  auto who = "CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END";
  return raise_where(
      fmt::format(
          "SELECT string_agg(DISTINCT f.what, ', ') || coalesce('; event triggers: ' || (SELECT "
          "string_agg(e.evtname, ', ' ORDER BY e.evtname) FROM pg_event_trigger AS e WHERE "
          "e.evtenabled <> 'D' AND e.evtevent = 'ddl_command_end'), '')\n"
          "FROM pg_class AS c JOIN pg_class AS was ON was.oid = to_regclass({2}) CROSS JOIN "
          "LATERAL "
          "(\n"
          "  SELECT 'row security' WHERE c.relrowsecurity AND NOT was.relrowsecurity OR "
          "c.relforcerowsecurity\n"
          "  UNION ALL SELECT 'policy ' || p.polname FROM pg_policy AS p WHERE p.polrelid = c.oid\n"
          "  UNION ALL SELECT 'trigger ' || t.tgname FROM pg_trigger AS t WHERE t.tgrelid = c.oid "
          "AND NOT t.tgisinternal\n"
          "  UNION ALL SELECT 'a place in publication ' || p.pubname FROM pg_publication_rel AS m "
          "JOIN pg_publication AS p ON p.oid = m.prpubid WHERE m.prrelid = c.oid\n"
          "  UNION ALL SELECT 'privileges of ' || {0} FROM aclexplode(c.relacl) AS g WHERE "
          "g.grantee <> c.relowner AND NOT EXISTS (SELECT 1 FROM aclexplode(was.relacl) AS h WHERE "
          "h.grantee = g.grantee AND h.privilege_type = g.privilege_type AND (h.is_grantable OR "
          "NOT "
          "g.is_grantable))\n"
          "  UNION ALL SELECT 'privileges of ' || {0} FROM pg_attribute AS a, "
          "aclexplode(a.attacl) AS g WHERE a.attrelid = c.oid) AS f (what)\n"
          "WHERE c.oid = to_regclass({1}) OR c.oid IN (SELECT relid FROM "
          "pg_partition_tree(to_regclass({1})))",
          who, shadow, quote_literal(qualified(r.names.schema, r.was.name))),
      fmt::format("the shadow of {} was given what it cannot have yet; disable what does that for "
                  "the time of expand (ALTER EVENT TRIGGER ... DISABLE), or take strategy: "
                  "in_place where the operation has it: ",
                  r.was.name));
}

}  // namespace

void make_shadow(const Rebuild& r) {
  auto& step = add(r, Phase::expand, StepKind::ddl,
                   fmt::format("make a shadow of {}: {}", r.was.name, r.change.what), r.change.why);
  auto shadow = r.names.shadow_sql();
  auto create = [&](const std::string& shape) {
    return fmt::format("{} {} {}{}{}", r.attached.create, shadow, shape,
                       r.change.partition_by ? partition_clause(*r.change.partition_by) : "",
                       r.attached.create_options);
  };
  bool by_model = partitioned_by_other_types(r);
  step.sql = {by_model ? fmt::format("CREATE TABLE {} {}", model_name(r), shape_of(r))
                       : create(shape_of(r))};
  Statements alters;
  for (auto& column : r.made.columns) {
    auto name = quote_name(column.name);
    auto alter = [&](const std::string& what) {
      alters.push_back(fmt::format("ALTER COLUMN {} {}", name, what));
    };
    auto type = r.change.types.find(column.name);
    auto value = r.change.defaults.find(column.name);
    auto nullable = r.change.nullable.find(column.name);
    if (value != r.change.defaults.end()) alter("DROP DEFAULT");
    auto collate = column.collation.empty() ? "" : " COLLATE " + column.collation;
    if (type != r.change.types.end())
      alter(fmt::format("TYPE {0}{1} USING NULL::{0}", type->second, collate));
    if (value != r.change.defaults.end() && !value->second.empty())
      alter("SET DEFAULT " + value->second);
    if (nullable == r.change.nullable.end()) continue;
    if (!nullable->second && r.p.schema.version_number >= 180000)  // named after the table
      alters.push_back(fmt::format("ADD CONSTRAINT {} NOT NULL {}",
                                   quote_name(not_null_name(r.was, column.name)), name));
    else
      alter(nullable->second ? "DROP NOT NULL" : "SET NOT NULL");
  }
  // They come with the exchange: rows that break them are copied, too.
  for (auto& check : r.was.checks)
    if (!check.validated && r.change.column_order.empty())
      alters.push_back("DROP CONSTRAINT " + quote_name(check.name));
  for (auto& column : r.was.columns)
    if (has_unproven_not_null(column) && !becomes_nullable(r, column))
      alters.push_back(fmt::format("ALTER COLUMN {} DROP NOT NULL", quote_name(column.name)));
  if (!alters.empty())
    step.sql.push_back(
        fmt::format("ALTER TABLE {} {}", by_model ? model_name(r) : shadow, join(alters, ", ")));
  if (by_model) append(step.sql, {create(like(model_name(r))), "DROP TABLE " + model_name(r)});
  keep_autovacuum_away(r, step);
  append(step.sql, r.attached.before_copy);
  step.undo = {"DROP TABLE IF EXISTS " + shadow};
  add_to_shadow(r, step);
  // Before PostgreSQL 17 a column that has an identity cannot be given to partitions.
  if (r.change.partition_by) {
    append(step.sql, make_partitions(r));
    append(step.sql, for_each_partition(r, r.attached.before_copy));
  }
  // A misspelt expression, or a cast that there is not, fails here.
  step.sql.push_back("EXPLAIN " + replace_all(copy_sql(r.forward), "{{batch}}", "false"));
  if (r.early && !r.change.types.empty()) step.sql.push_back(rehearsal(r.back, shadow));
  if (r.change.partition_by || !r.key.primary.empty()) append(step.sql, rehearse_building(r));
  step.sql.push_back(nothing_given(r));
  step.undo_lock = nobody(r.locked_shadow());
  step.transactional = true;
  step.lock = {"none", r.locked_shadow(), "nobody but this tool uses it yet",
               "reads and writes go on"};
}

}  // namespace migrate::postgres
