#include "dialects/postgres/operations/key_refusals.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

bool sets(const std::string& action) {
  return lower(action) == "set null" || lower(action) == "set default";
}

void require_set_columns(const Planning& p, const ConstraintDef& def) {
  auto& to = *def.references;
  if (to.on_delete_set_columns.empty()) return;
  auto key = fmt::format("foreign key \"{}\": `on_delete_set_columns`", def.name.value);
  if (!sets(to.on_delete))
    refuse("MIG-PLAN-CONSTRAINT",
           fmt::format("{} goes with SET NULL and SET DEFAULT, and `on_delete` is {}", key,
                       to.on_delete),
           "leave it out, or correct `on_delete`", p.at().text());
  for (auto& name : to.on_delete_set_columns)
    if (std::none_of(def.columns.begin(), def.columns.end(),
                     [&](auto& own) { return own.value == name.value; }))
      refuse("MIG-PLAN-CONSTRAINT",
             fmt::format("{} names \"{}\", which is no column of the key", key, name.value),
             "name columns of the key alone", p.at().text());
}

// https://www.postgresql.org/docs/current/ddl-generated-columns.html
void require_own_values(const Planning& p, const Table& table, const ConstraintDef& def) {
  auto& to = *def.references;
  const bool written = sets(to.on_delete) || sets(to.on_update) || lower(to.on_update) == "cascade";
  for (auto& name : def.columns) {
    auto* column = table.column(name.value);
    if (!column || !column->generated) continue;
    auto generated = fmt::format("foreign key \"{}\": \"{}\".\"{}\" is a ", def.name.value,
                                 table.name, column->name);
    if (column->extra.count("generated_virtual"))
      unsupported(p.at(), generated + "virtual generated column, which can have none");
    if (written)
      refuse(
          "MIG-PLAN-CONSTRAINT",
          generated + fmt::format("generated column, which ON DELETE {} ON UPDATE {} would write",
                                  to.on_delete, to.on_update),
          "choose NO ACTION or RESTRICT; on DELETE also CASCADE", p.at().text());
  }
}

// Rows of one that is kept must not rest on rows that are gone after a crash.
void require_kept_parent(const Planning& p, const Table& table, const ConstraintDef& def,
                         const Table& parent) {
  auto kind = parent.extra.find("persistence");
  if (table.extra.count("persistence") || kind == parent.extra.end()) return;
  unsupported(p.at(),
              fmt::format("foreign key \"{}\": table \"{}\", which it refers to, is {}, and \"{}\" "
                          "is not",
                          def.name.value, parent.name,
                          kind->second == "u" ? "UNLOGGED" : "temporary", table.name),
              "make both of one kind first");
}

// A table or column that this migration makes is in no catalog yet: it will be this role's own.
void require_references(const Planning& p, const ConstraintDef& def, const Table& parent,
                        const std::vector<std::string>& columns) {
  if (!p.live) return;
  auto rows = p.live
                  ->query(
                      "SELECT quote_ident(current_user), pg_get_userbyid(c.relowner) FROM "
                      "pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = "
                      "c.relnamespace JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid "
                      "WHERE n.nspname = $1::text AND c.relname = $2::text AND a.attname = ANY "
                      "($3::text[]) AND NOT a.attisdropped AND NOT has_column_privilege(c.oid, "
                      "a.attnum, 'REFERENCES') LIMIT 1",
                      {db::Value::of(p.schema.name), db::Value::of(parent.name),
                       db::Value::of(array_of(columns))})
                  .rows;
  if (rows.empty()) return;
  refuse("MIG-PLAN-PRIVILEGES",
         fmt::format("foreign key \"{}\": role {} has no REFERENCES on table \"{}\", which belongs "
                     "to {}",
                     def.name.value, rows[0][0].text, parent.name, rows[0][1].text),
         fmt::format("let its owner say: GRANT REFERENCES ON {} TO {}", p.q(parent.name),
                     rows[0][0].text),
         p.at().text());
}

}  // namespace

void require_possible_key(const Planning& p, const Table& table, const ConstraintDef& def,
                          const Table& parent, const std::vector<std::string>& parent_columns) {
  require_set_columns(p, def);
  require_own_values(p, table, def);
  require_kept_parent(p, table, def, parent);
  require_references(p, def, parent, parent_columns);
}

}  // namespace migrate::postgres
