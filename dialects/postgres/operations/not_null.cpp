// NOT NULL for a column that has rows: no scan under a lock that anyone notices.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/partitions/partitioned_index.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// makeObjectName in src/backend/commands/indexcmds.c: the longer of the two is cut.
std::string object_name_of(const std::string& table, const std::string& column,
                           const std::string& label) {
  auto clipped = [](const std::string& name, std::size_t bytes) {
    while (bytes < name.size() && (static_cast<unsigned char>(name[bytes]) & 0xC0) == 0x80) --bytes;
    return name.substr(0, bytes);
  };
  auto first = table.size(), second = column.size();
  while (first + 1 + second + 1 + label.size() > 63) --(first > second ? first : second);
  return clipped(table, first) + "_" + clipped(column, second) + "_" + label;
}

bool has_constraint(const Table& table, const std::string& name) {
  auto is_it = [&](auto& one) { return one.name == name; };
  auto not_null = [&](auto& column) {
    auto found = column.extra.find("not_null");
    return found != column.extra.end() && found->second == name;
  };
  return std::any_of(table.checks.begin(), table.checks.end(), is_it) ||
         std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), is_it) ||
         std::any_of(table.indexes.begin(), table.indexes.end(), is_it) ||
         std::any_of(table.columns.begin(), table.columns.end(), not_null);
}

// One that somebody has added NOT VALID: there is no second one for a column.
std::string unproven_rule(const Table& table, const std::string& column) {
  auto* known = table.column(column);
  if (!known || !known->nullable) return "";
  auto found = known->extra.find("not_null");
  return found == known->extra.end() ? "" : found->second;
}

// From 18 on: a primary key on a partition's own index makes the NOT NULL that it has from its
// parent the partition's own, too.
std::string drop_on_leaves(const Planning& p, const Table& table, const std::string& column) {
  std::vector<std::string> own = {"0"};
  for (auto* partition : all_partitions_of(p, table))
    if (auto* known = partition->column(column); known && !known->nullable)
      own.push_back(fmt::format("to_regclass({})", quote_literal(p.q(partition->name))));
  return "DO " +
         dollar_quote(fmt::format(
             "\nDECLARE\n  place text;\nBEGIN\n  FOR place IN\n"
             "    SELECT format('%I.%I', n.nspname, c.relname)\n"
             "    FROM pg_catalog.pg_partition_tree(to_regclass({})) AS t\n"
             "    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.relid AND a.attname = {}\n"
             "    JOIN pg_catalog.pg_class AS c ON c.oid = t.relid\n"
             "    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace\n"
             "    WHERE t.isleaf AND a.attnotnull AND t.relid NOT IN ({})\n"
             "  LOOP\n"
             "    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', place, {});\n"
             "  END LOOP;\nEND\n",
             quote_literal(p.q(table.name)), quote_literal(column), join(own, ", "),
             quote_literal(column)));
}

}  // namespace

std::string not_null_name(const Table& table, const std::string& column) {
  auto name = object_name_of(table.name, column, "not_null");
  // A column that was renamed keeps the name of its constraint.
  for (int number = 1; has_constraint(table, name); ++number)
    name = object_name_of(table.name, column, fmt::format("not_null{}", number));
  return name;
}

void add_not_null(Planning& p, const Table& table, const std::string& column, Before before,
                  Phase phase) {
  auto q = p.q(table.name);
  auto c = quote_name(column);
  bool native = p.schema.version_number >= 180000;
  auto name =
      native ? not_null_name(table, column) : object_name({"not_null", table.name, column}, 63);
  auto rule = quote_name(name);
  auto prove = fmt::format("prove that {}.{} holds no NULL", table.name, column);
  auto unproven = unproven_rule(table, column);
  if (!unproven.empty()) {
    auto n = quote_name(unproven);
    auto& validate = add_validation(p, phase, table, unproven, prove);
    if (phase == Phase::contract) return;
    validate.undo = {fmt::format(
        "ALTER TABLE IF EXISTS {0} DROP CONSTRAINT {1}, ADD CONSTRAINT {1} NOT NULL {2} NOT VALID",
        q, n, c)};
    validate.undo_lock = Lock::access_exclusive(whole(table), "NOT VALID: no row is read");
    return;
  }
  auto& add = add_step(p.plan, phase, StepKind::ddl,
                       fmt::format("require {}.{} for new rows", table.name, column));
  add.table = table.name;
  // Of a row IS NOT NULL would ask for all its fields, and prove nothing to SET NOT NULL.
  auto* known = table.column(column);
  const bool row = known && may_be_row(p.schema, known->type);
  add.sql = {
      fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID", q, rule,
                  native ? "NOT NULL " + c
                         : fmt::format("CHECK ({} IS {} NULL)", c, row ? "DISTINCT FROM" : "NOT"))};
  // An identity column takes none of its own away.
  if (!native || before == Before::nullable)
    add.undo = {fmt::format("ALTER TABLE IF EXISTS {} DROP CONSTRAINT IF EXISTS {}", q, rule)};
  if (native && before == Before::nullable && is_partitioned(table))
    add.undo.push_back(drop_on_leaves(p, table, column));
  add.transactional = true;
  add.strategy = Strategy::online;
  add.lock = Lock::access_exclusive(whole(table), "NOT VALID: no row is read");
  add.why = "SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE";

  add_validation(p, phase, table, name, prove);
  if (native) return;

  auto& tighten = add_step(p.plan, phase, StepKind::ddl,
                           fmt::format("make {}.{} NOT NULL", table.name, column));
  tighten.table = table.name;
  tighten.sql = {fmt::format("ALTER TABLE {} ALTER COLUMN {} SET NOT NULL", q, c),
                 fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", q, rule)};
  tighten.transactional = true;
  tighten.strategy = Strategy::instant;
  tighten.lock = Lock::access_exclusive(whole(table), "the validated CHECK proves it: no scan");
  if (before == Before::nullable && phase != Phase::contract)
    tighten.undo = {fmt::format("ALTER TABLE IF EXISTS {} ALTER COLUMN {} DROP NOT NULL", q, c)};
}

}  // namespace migrate::postgres
