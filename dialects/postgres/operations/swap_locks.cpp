#include "dialects/postgres/operations/swap_locks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

constexpr std::string_view only = "ONLY ";

// Milliseconds, for all views and their table: short of `deadlock_timeout`, so that nobody who
// needs what we hold is told of a deadlock.
constexpr int last_resort_wait = 400;

void add(Statements& to, const std::string& table) {
  if (std::find(to.begin(), to.end(), table) == to.end()) to.push_back(table);
}

// Children (`inbound`) before parents (`drops`: what a DROP of the column's own foreign keys
// locks).
Statements tables_of(const std::vector<const Replacement*>& all, const Swapped& what) {
  Statements tables;
  for (auto* r : all)
    for (auto& key : r->inbound)
      if (what.inbound) add(tables, key.table);
  for (auto* r : all) add(tables, r->q);
  for (auto* r : all)
    for (auto& key : r->table.foreign_keys)
      if (what.drops &&
          std::find(key.columns.begin(), key.columns.end(), r->first.name) != key.columns.end())
        add(tables, r->p.schema.table(key.ref_table) ? r->p.q(key.ref_table) : key.ref_table);
  return tables;
}

bool several_tables(const Together& wanted) {
  return wanted.tables.size() > 1 || !wanted.partitioned.empty();
}

bool several(const Together& wanted) {
  return several_tables(wanted) || wanted.others || !wanted.views.empty();
}

bool has_partitions(const Together& wanted, const std::string& table) {
  return std::find(wanted.partitioned.begin(), wanted.partitioned.end(), table) !=
         wanted.partitioned.end();
}

// Those of this schema.
void add_partitioned(const Planning& p, Together& wanted) {
  for (auto& table : wanted.tables)
    for (auto& [name, known] : p.schema.tables)
      if (is_partitioned(known) && p.q(name) == table) add(wanted.partitioned, table);
}

std::string short_wait() {
  return fmt::format("SET LOCAL lock_timeout = '{}ms'", second_lock_wait);
}

// In PL/pgSQL. A brief attempt (docs/decisions/0039) waits for less, for each of its locks: the
// next order asks for the table that everybody uses second.
std::string short_wait_at_most() {
  return fmt::format(
      "IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '{}ms' THEN {}; END IF",
      second_lock_wait, short_wait());
}

std::string lock(const Statements& tables, const std::string& mode) {
  return fmt::format("LOCK TABLE {} IN {} MODE", join(tables, ", "), mode);
}

// LOCK TABLE takes no sequence. To give it the owner that it has changes nothing, and takes ACCESS
// EXCLUSIVE.
std::string lock_sequence(const std::string& sequence) {
  return fmt::format(
      "EXECUTE (SELECT format('ALTER SEQUENCE %s OWNER TO %I', oid::regclass, "
      "pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = {}::regclass)",
      quote_literal(sequence));
}

std::string lock_read_table(const Together& wanted, const std::string& mode) {
  auto& read = wanted.read.empty() ? wanted.tables.front() : wanted.read;
  return lock({(has_partitions(wanted, read) ? std::string(only) : "") + read}, mode);
}

enum class First { sequences, views, writers, tables };

Statements in_order(const Statements& tables, const Together& wanted, First first) {
  Statements sequences, sql;
  auto also = [&](const Statements& more) { sql.insert(sql.end(), more.begin(), more.end()); };
  for (auto& sequence : wanted.sequences) sequences.push_back(lock_sequence(sequence));
  if (first != First::tables) {
    if (first == First::sequences) also(sequences);
    if (first == First::writers) also({lock_read_table(wanted, "EXCLUSIVE")});
    also(wanted.views);
    also({lock(tables, wanted.mode)});
    if (first != First::sequences) also(sequences);
  } else {
    // Above its partitions a table is held alone first, as every statement does that reads it.
    bool first_alone = !has_partitions(wanted, tables.front());
    sql = {lock({(first_alone ? "" : std::string(only)) + tables.front()}, wanted.mode)};
    Statements rest(tables.begin() + (first_alone ? 1 : 0), tables.end());
    if (!rest.empty()) sql.push_back(lock(rest, wanted.mode));
    also(wanted.views);
    also(sequences);
  }
  for (auto& sequence : wanted.identities) sql.push_back(lock_sequence(sequence));
  sql.insert(sql.begin() + 1, short_wait_at_most());
  return sql;
}

// Beside transactions that take their time with a table, and need no view, while others read
// through the view without end: these hold it, and wait for the table behind us, in any order but
// this one.
Statements views_in_spite(const Together& wanted) {
  auto wait = std::max(last_resort_wait / static_cast<int>(wanted.views.size()), second_lock_wait);
  auto sql = wanted.views;
  sql.insert(sql.begin() + 1,
             fmt::format("PERFORM set_config('lock_timeout', least(setting::integer, {})::text, "
                         "true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout'",
                         wait));
  sql.push_back(lock_read_table(wanted, wanted.mode));
  sql.push_back(short_wait_at_most());
  if (several_tables(wanted)) sql.push_back(lock(wanted.tables, wanted.mode));
  for (auto* sequences : {&wanted.sequences, &wanted.identities})
    for (auto& sequence : *sequences) sql.push_back(lock_sequence(sequence));
  return sql;
}

// A sequence first: who has drawn a number and has written nothing yet comes to its end only while
// we do not hold the table. Behind views first the table's writers alone: who reads through a view
// meanwhile is not in our way with the view in his hands.
std::vector<Statements> orders(const Together& wanted) {
  auto& tables = wanted.tables;
  Statements back(tables.rbegin(), tables.rend());
  std::vector<Statements> all;
  if (!wanted.sequences.empty()) all.push_back(in_order(tables, wanted, First::sequences));
  if (!wanted.views.empty())
    for (auto first : {First::views, First::writers})
      all.push_back(in_order(tables, wanted, first));
  all.push_back(in_order(tables, wanted, First::tables));
  if (tables.size() > 1) all.push_back(in_order(back, wanted, First::tables));
  if (!wanted.views.empty()) all.push_back(views_in_spite(wanted));
  return all;
}

// What is taken, and set, inside of a block is taken back with it.
std::string first_that_goes(const std::vector<Statements>& all, std::size_t at,
                            const std::string& indent) {
  std::string sql;
  for (auto& one : all[at]) sql += fmt::format("{}  {};\n", indent, one);
  if (at + 1 == all.size()) return sql;
  bool last = at + 2 == all.size();
  auto next = first_that_goes(all, at + 1, last ? indent : indent + "  ");
  if (!last) next = fmt::format("{0}  BEGIN\n{1}{0}  END;\n", indent, next);
  return fmt::format("{}{}EXCEPTION WHEN lock_not_available THEN\n{}", sql, indent, next);
}

std::string missing(Statements::const_iterator from, Statements::const_iterator to) {
  Statements gone;
  for (; from != to; ++from)
    gone.push_back(
        fmt::format("to_regclass({}) IS NULL",
                    quote_literal(from->starts_with(only) ? from->substr(only.size()) : *from)));
  return join(gone, " OR ");
}

// Statements of PL/pgSQL, all of them.
std::string inside(const Together& wanted) {
  if (auto& tables = wanted.tables; wanted.later && tables.size() > 1) {
    auto there = wanted;
    there.later = false;
    auto alone = fmt::format("    {};\n", lock({tables.front()}, wanted.mode));
    if (has_partitions(wanted, tables.front()))
      alone = inside(
          {.tables = {tables.front()}, .mode = wanted.mode, .partitioned = {tables.front()}});
    return fmt::format("  IF {} THEN\n{}  ELSE\n{}  END IF;\n",
                       missing(tables.begin() + 1, tables.end()), alone, inside(there));
  }
  auto locks = lock_in_either_order(wanted);
  std::string sql;
  for (auto& gently : locks.gently) sql += fmt::format("  {};\n", gently);
  auto all = orders(wanted);
  if (all.size() > 1)
    return sql + fmt::format("  BEGIN\n{}  END;\n", first_that_goes(all, 0, "  "));
  return sql + first_that_goes(all, 0, "");
}

}  // namespace

SwapLocks lock_all(const std::vector<const Replacement*>& all, const Swapped& what) {
  Together wanted{.tables = tables_of(all, what),
                  .views = what.views,
                  .read = all.front()->q,
                  .checks = what.checks};
  add_partitioned(all.front()->p, wanted);
  for (auto* r : all)
    for (auto& name : sequences_of({r}))
      if (what.numbers)
        (r->first.identity ? wanted.identities : wanted.sequences).push_back(r->p.q(name));
  return lock_in_either_order(wanted);
}

SwapLocks lock_in_either_order(const Together& wanted) {
  if (wanted.tables.size() + wanted.sequences.size() + wanted.identities.size() == 1 &&
      wanted.partitioned.empty() && wanted.views.empty())
    return {wanted.checks, lock(wanted.tables, wanted.mode) + ";\n" + short_wait()};
  auto gently = wanted.checks;
  gently.insert(gently.begin(), lock(wanted.tables, "SHARE UPDATE EXCLUSIVE"));
  return {gently, "DO " + dollar_quote(fmt::format("\nBEGIN\n{}END\n",
                                                   first_that_goes(orders(wanted), 0, "")))};
}

ForeignKey key_to(const std::string& table, bool partitioned) {
  ForeignKey key;
  key.ref_table = table;
  key.ref_partitioned = partitioned;
  return key;
}

Together with_referred(const Planning& p, const std::string& table_sql,
                       const std::vector<ForeignKey>& keys, const std::string& mode) {
  Together wanted{{table_sql}, mode};
  for (auto& key : keys) {
    // To itself: whatever it is called by now, it is locked.
    if (!key.table.empty() && key.ref_table == key.table) continue;
    auto* known = p.schema.table(key.ref_table);
    auto sql = known ? p.q(key.ref_table) : key.ref_table;
    if (!may_lock(p, sql)) {
      wanted.others = true;
      continue;
    }
    // What inherits from it in the old way has no part in the key.
    bool below =
        known ? is_partitioned(*known) || !known->extra.count("has_children") : key.ref_partitioned;
    if (sql == table_sql) continue;
    add(wanted.tables, (below ? "" : std::string(only)) + sql);
    if (!known && key.ref_partitioned) add(wanted.partitioned, sql);
  }
  add_partitioned(p, wanted);
  return wanted;
}

bool may_lock(const Planning& p, const std::string& table_sql) {
  if (!p.live) return true;
  auto rows = p.live
                  ->query(
                      "SELECT 1 FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON "
                      "n.oid = c.relnamespace WHERE $1::text IN (format('%I.%I', n.nspname, "
                      "c.relname), '\"' || replace(n.nspname, '\"', '\"\"') || '\".\"' || "
                      "replace(c.relname, '\"', '\"\"') || '\"') AND NOT "
                      "(has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, "
                      "'UPDATE, DELETE, TRUNCATE'))",
                      {db::Value::of(table_sql)})
                  .rows;
  return rows.empty();
}

std::vector<std::string> locks_ahead(const Together& wanted, bool if_there) {
  if (!several(wanted)) return {};
  if (!if_there && wanted.later && wanted.tables.size() > 1)
    return {"DO " + dollar_quote(fmt::format("\nBEGIN\n{}END\n", inside(wanted)))};
  if (!if_there) {
    auto locks = lock_in_either_order(wanted);
    auto sql = locks.gently;
    sql.push_back(locks.all);
    return sql;
  }
  return {"DO " + dollar_quote(fmt::format("\nBEGIN\n  IF {} THEN\n    RETURN;\n  END IF;\n{}END\n",
                                           missing(wanted.tables.begin(), wanted.tables.end()),
                                           inside(wanted)))};
}

void lock_first(Step& step, const Together& wanted) {
  auto locks = locks_ahead(wanted);
  step.sql.insert(step.sql.begin(), locks.begin(), locks.end());
}

void lock_first_in_undo(Step& step, Together wanted) {
  wanted.mode = "ACCESS EXCLUSIVE";
  auto locks = locks_ahead(wanted, true);
  step.undo.insert(step.undo.begin(), locks.begin(), locks.end());
}

void lock_to_drop(const Planning& p, Step& step, const Table& table,
                  const std::vector<std::string>& columns) {
  std::vector<ForeignKey> keys;
  for (auto& key : table.foreign_keys)
    if (std::find_first_of(key.columns.begin(), key.columns.end(), columns.begin(),
                           columns.end()) != key.columns.end())
      keys.push_back(key);
  auto wanted = with_referred(p, p.q(table.name), keys);
  wanted.later = true;
  if (several(wanted)) return lock_first(step, wanted);
  step.sql.insert(step.sql.begin(), lock(wanted.tables, wanted.mode));
}

std::string under_locks(const Together& wanted, const std::string& statement) {
  if (!several(wanted)) return statement;
  return "DO " + dollar_quote(fmt::format("\nBEGIN\n{}  {};\nEND\n", inside(wanted), statement));
}

}  // namespace migrate::postgres
