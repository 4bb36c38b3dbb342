#include "dialects/postgres/attached/attached.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/catalog/bare_search_path.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

std::string ShadowNames::table_sql() const {
  return qualified(schema, table);
}

std::string ShadowNames::shadow_sql() const {
  return qualified(schema, shadow);
}

std::string ShadowNames::old_sql() const {
  return qualified(schema, old);
}

std::string name_on_shadow(const ShadowNames& names, const std::string& name) {
  return object_name({"shadow", names.table, name}, 63);
}

std::string name_on_old(const ShadowNames& names, const std::string& name) {
  return object_name({"old", names.table, name}, 63);
}

void add_all(Statements& to, const Statements& more) {
  to.insert(to.end(), more.begin(), more.end());
}

std::string AttachedReading::column(const std::string& name) const {
  auto found = change.renamed.find(name);
  return found == change.renamed.end() ? name : found->second;
}

void AttachedReading::exchange_names(const std::string& rename, const std::string& schema,
                                     const std::string& name) {
  auto to_name = [&](const std::string& from, const std::string& other) {
    return fmt::format("{} {} RENAME TO {}", rename, qualified(schema, from), quote_name(other));
  };
  add_all(forth.renames, {to_name(name, on_old(name)), to_name(on_shadow(name), name)});
  add_all(back.renames, {to_name(name, on_shadow(name)), to_name(on_old(name), name)});
}

bool AttachedReading::keeps_its_columns(const std::string& what, const std::string& depends) const {
  if (change.renamed.empty() && change.dropped.empty()) return true;
  for (auto& row : rows("SELECT DISTINCT a.attname FROM pg_depend AS d JOIN pg_attribute AS a ON "
                        "a.attrelid = d.refobjid AND a.attnum = d.refobjsubid WHERE d.refclassid = "
                        "'pg_class'::regclass AND d.refobjid = $1::oid AND a.attnum > 0 AND " +
                        depends + " ORDER BY 1"))
    if (change.renamed.count(row[0].text) || dropped(row[0].text)) {
      refuse(fmt::format("{} reads column \"{}\", which the new table has not by that name", what,
                         row[0].text));
      return false;
    }
  return true;
}

std::string not_our_own(const std::string& name) {
  return name + " !~ '^(zz_)?migrate_'";
}

std::string on_another_table(const std::string& definition, const std::string& shown,
                             const std::string& other) {
  auto wanted = " ON " + shown + " ";
  char quote = 0;
  for (std::size_t i = 0; i < definition.size(); ++i) {
    if (!quote && definition.compare(i, wanted.size(), wanted) == 0)
      return definition.substr(0, i) + " ON " + other + " " + definition.substr(i + wanted.size());
    char c = definition[i];
    if (quote) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    }
  }
  return definition;
}

namespace {

// One message to the server: under the locks each one more is time in which others wait.
void add_message(Statements& to, const Statements& statements) {
  if (!statements.empty()) to.push_back(join(statements, ";\n"));
}

std::string rename_table(const AttachedReading& r, const std::string& from, const std::string& to) {
  return fmt::format("ALTER TABLE {} RENAME TO {}", qualified(r.names.schema, from),
                     quote_name(to));
}

void alter(Statements& to, const std::string& table, const Statements& subcommands) {
  if (!subcommands.empty())
    to.push_back(fmt::format("ALTER TABLE {}\n  {}", table, join(subcommands, ",\n  ")));
}

// Behind SHARE UPDATE EXCLUSIVE on the tables, so that nobody waits for them while this waits.
void lock_rule_targets(AttachedReading& r) {
  for (auto& [sql, target] : r.rule_targets) {
    if (std::find(r.to.tables.begin(), r.to.tables.end(), sql) != r.to.tables.end()) continue;
    for (auto* exchange : {&r.to.swap, &r.to.swap_back}) {
      if (exchange == &r.to.swap_back && !target.back) continue;
      if (target.table)
        exchange->checks.push_back(fmt::format("LOCK TABLE ONLY {} IN ROW EXCLUSIVE MODE", sql));
      exchange->written_by_rules.add({target.name});
    }
  }
}

void assemble(AttachedReading& r) {
  auto& n = r.names;
  lock_rule_targets(r);
  Statements forth = r.forth.before, back = r.back.before;
  add_all(forth, r.forth.renames);
  add_all(forth, {rename_table(r, n.table, n.old), rename_table(r, n.shadow, n.table)});
  alter(forth, r.o, r.disarm_old);
  alter(forth, r.t, r.arm_new);
  add_all(forth, r.forth.after);
  add_all(back, r.back.renames);
  add_all(back, {rename_table(r, n.table, n.shadow), rename_table(r, n.old, n.table)});
  alter(back, r.s, r.disarm_new);
  alter(back, r.t, r.arm_old);
  add_all(back, r.back.after);

  r.to.swap.checks.push_back(attached_unchanged(r, false));
  auto& swap = r.to.swap.under_lock;
  swap.push_back(attached_unchanged(r, true));
  add_message(swap, forth);
  swap.push_back(nothing_left_on(r, r.o));
  auto& swap_back = r.to.swap_back.under_lock;
  add_message(swap_back, back);
  swap_back.push_back(nothing_left_on(r, r.s));

  if (r.try_on_shadow.empty() && r.try_after.empty()) return;
  r.to.rehearsal.checks = r.to.swap.checks;
  r.to.rehearsal.views = r.to.swap.views;
  add_all(r.to.rehearsal.under_lock, r.try_on_shadow);
  add_all(r.to.rehearsal.under_lock,
          {rename_table(r, n.table, n.old), rename_table(r, n.shadow, n.table)});
  add_all(r.to.rehearsal.under_lock, r.try_after);
}

}  // namespace

Attached read_attached(db::Connection& live, const ShadowNames& names, const ShapeChange& change) {
  Attached to;
  BareSearchPath bare(live);
  auto found = live.query(
      "SELECT c.oid, current_setting('server_version_num')::integer FROM pg_class AS c JOIN "
      "pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $1::text AND c.relname = "
      "$2::text",
      {db::Value::of(names.schema), db::Value::of(names.table)});
  auto& row = found.rows.at(0);
  AttachedReading r{live,
                    names,
                    change,
                    static_cast<int>(row[1].as_int()),
                    db::Value::of(row[0].text),
                    to,
                    names.table_sql(),
                    names.shadow_sql(),
                    names.old_sql()};
  refuse_what_cannot_be_carried(r);
  refuse_what_partitions_cannot_have(r);
  refuse_key_that_subscribers_miss(r);
  carry_settings(r);
  carry_access(r);
  carry_indexes(r);
  carry_comments(r);
  carry_statistics(r);
  carry_policies(r);
  carry_triggers(r);
  carry_sequences(r);
  carry_publications(r);
  carry_inheritance(r);
  carry_inbound_keys(r);
  // What reads the new table comes when that is complete; views before what reads through them.
  carry_views(r);
  carry_rules(r);
  carry_readers(r);
  to.tables.push_back(r.t);
  to.locked.add({names.table});
  assemble(r);
  to.now = attached_now(r);
  return to;
}

}  // namespace migrate::postgres
