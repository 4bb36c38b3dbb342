// The end of a shadow: it takes the table's place (docs/decisions/0018).
#include <fmt/format.h>

#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/shadow/rebuild.hpp"
#include "dialects/sqlite/state.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

std::string old_index_name(const Rebuild& r, const Index& index) {
  return object_name({r.was.name, "old", index.name}, name_limit);
}

// The table, its indexes and triggers: what was added since this was planned would be lost.
Statements as_planned(const Rebuild& r) {
  Statements own = {quote_text(r.definition())};
  for (auto& index : r.was.indexes)
    if (!index.definition.empty()) own.push_back(quote_text(index.definition));
  for (auto& trigger : r.was.triggers) own.push_back(quote_text(trigger.definition));
  return own;
}

// NOCASE: a trigger names its table as its own text does.
std::string own_objects(const Rebuild& r) {
  return fmt::format(
      "FROM sqlite_schema WHERE tbl_name = {} COLLATE NOCASE AND sql IS NOT NULL\n"
      "  AND lower(name) NOT LIKE 'migrate\\_%' ESCAPE '\\'",
      quote_text(r.was.name));
}

std::string expect_as_planned(const Rebuild& r) {
  const auto planned = as_planned(r);
  return expect_statement(
      fmt::format("{}, its indexes and its triggers are what they were when this was planned",
                  r.was.name),
      fmt::format("SELECT count(*) = {} AND sum(sql IN ({})) = {} {}", planned.size(),
                  join(planned, ", "), planned.size(), own_objects(r)));
}

// With them on, ALTER TABLE … RENAME makes the foreign keys of other tables name the table that
// leaves, legacy_alter_table or not, and the rows that are taken out of it take theirs along. This
// connection has them off, unless SQL of the user's has set them; inside a transaction nothing can.
std::string expect_no_foreign_keys() {
  return expect_statement("foreign keys are off on this connection",
                          "(SELECT foreign_keys FROM pragma_foreign_keys) = 0");
}

// The rows that were written since the table was looked through.
void expect_taken(const Rebuild& r, Statements& sql) {
  auto refused = r.refused;
  for (auto& column : r.change.new_key) refused.push_back(quote(column) + " IS NULL");
  const auto what = fmt::format("the new shape of {} has a place for each row", r.was.name);
  if (!refused.empty())
    sql.push_back(expect_statement(what, no_logged(r.forward, join(refused, " OR "))));
  // Not those alone: a row of the other table may be gone.
  if (!r.change.orphan.empty())
    sql.push_back(expect_statement(
        fmt::format("each row of {} refers to a row", r.was.name),
        fmt::format("NOT EXISTS (SELECT 1 FROM {} WHERE {})", quote(r.was.name), r.change.orphan)));
}

// SQLite has no statement that renames an index: its name stands in the schema table alone.
void rename_index(Statements& sql, const std::string& from, const std::string& to,
                  const std::string& definition) {
  sql.push_back(
      fmt::format("UPDATE sqlite_schema SET name = {}, sql = {} WHERE type = 'index' AND name = {}",
                  quote_text(to), quote_text(definition), quote_text(from)));
}

// The table that leaves, whose keys and name, as its texts say them, are the new one's from here
// on.
void stand_by(const Rebuild& r, Statements& sql) {
  Statements edits;
  auto edit = [&](const char* type, const std::string& name, const std::string& was,
                  const std::string& now) {
    if (was == now) return;
    edits.push_back(fmt::format("UPDATE sqlite_schema SET sql = {} WHERE type = '{}' AND name = {}",
                                quote_text(now), type, quote_text(name)));
  };
  edit("table", r.was.name, r.definition(), standing_by(r, r.definition()));
  for (auto& index : r.was.indexes)
    edit("index", index.name, index.definition, unqualified(index.definition, r.was.name));
  if (edits.empty()) return;
  sql.push_back("PRAGMA writable_schema=ON");
  append(sql, edits);
  sql.push_back("PRAGMA writable_schema=RESET");
}

// Are the table, its indexes and triggers what they were? Before contract begins, while there is a
// way back.
void look_for_changes_since(const Rebuild& r) {
  const auto planned = as_planned(r);
  r.p.check(Phase::contract, fmt::format("look for what has been changed of {} since", r.was.name),
            r.was,
            fmt::format("WITH planned (sql) AS (VALUES ({}))\n"
                        "SELECT type, name, 'new or changed since' AS is_now {} AND sql NOT IN "
                        "planned\n"
                        "UNION ALL SELECT NULL, sql, 'gone' FROM planned WHERE sql NOT IN (SELECT "
                        "sql {})",
                        join(planned, "), ("), own_objects(r), own_objects(r)));
}

void exchange(const Rebuild& r) {
  auto& carry = r.forward;
  const auto t = quote(r.was.name);
  Statements sql = {expect_no_foreign_keys(), expect_as_planned(r)};
  // Ahead of what looks through the log, and applies it.
  append(sql, log_all_after_vacuum(carry));
  expect_taken(r, sql);
  append(sql, drain(carry));
  if (!r.change.new_key.empty())
    sql.push_back(expect_statement(
        fmt::format("{} and its shadow have as many rows", r.was.name),
        fmt::format("(SELECT count(*) FROM {}) = (SELECT count(*) FROM {})", t, quote(r.shadow))));
  append(sql, log_triggers(carry).drop);
  append(sql, r.change.drop_triggers);
  for (auto& trigger : r.was.triggers) sql.push_back("DROP TRIGGER " + quote(trigger.name));
  if (r.text.autoincrement && r.was.extra.contains("autoincrement")) {
    sql.push_back(fmt::format("DELETE FROM sqlite_sequence WHERE name = {}", quote_text(r.shadow)));
    sql.push_back(
        fmt::format("INSERT INTO sqlite_sequence (name, seq) SELECT {}, seq FROM sqlite_sequence "
                    "WHERE name = {}",
                    quote_text(r.shadow), quote_text(r.was.name)));
  }
  stand_by(r, sql);
  // As it was before 3.25: foreign keys, views and triggers go on naming the table that they name.
  sql.push_back("PRAGMA legacy_alter_table=ON");
  const auto leaving = object_name({r.was.name, "leaving"}, name_limit);
  sql.push_back(fmt::format("ALTER TABLE {} RENAME TO {}", t, quote(leaving)));
  sql.push_back(fmt::format("ALTER TABLE {} RENAME TO {}", quote(r.shadow), t));
  sql.push_back("PRAGMA legacy_alter_table=OFF");
  sql.push_back("PRAGMA writable_schema=ON");
  for (auto& index : carried_indexes(r)) {
    auto away = old_index_name(r, index);
    rename_index(sql, index.name, away, index_sql(r, index, away, leaving));
    rename_index(sql, shadow_index_name(r, index), index.name, index.definition);
  }
  sql.push_back(fmt::format("UPDATE sqlite_schema SET sql = {} WHERE type = 'table' AND name = {}",
                            quote_text(r.change.definition), quote_text(r.was.name)));
  sql.push_back("PRAGMA writable_schema=RESET");
  append(sql, drop_log(carry));
  for (auto& trigger : r.was.triggers) sql.push_back(trigger.definition);
  // Not as it was before 3.25: SQLite looks whether every view and trigger still means something.
  sql.push_back(fmt::format("ALTER TABLE {} RENAME TO {}", quote(leaving), quote(r.old)));
  if (!r.change.unique_name.empty())
    sql.push_back(unique_index_sql(r.was, r.change.unique_name, {r.change.unique_column}));
  auto& step =
      add(r, Phase::contract, StepKind::ddl, fmt::format("exchange {} for its shadow", r.was.name),
          "one transaction: a statement meets the one table or the other");
  step.sql = sql;
  step.transactional = true;
  step.destructive = true;
  step.lock = write_lock(
      "milliseconds: what the log holds since it was last applied, then the "
      "catalog only",
      "readers go on in WAL mode; other writers wait as for any short write");
  if (!carry.witness.empty())
    step.lock.hold +=
        "; where a VACUUM came between the last comparison and this, as long as a copy of the "
        "table takes";
  if (!r.change.unique_name.empty()) step.lock = building_lock();
  if (!r.change.orphan.empty())
    step.lock = write_lock("one read of the table, then milliseconds",
                           "proof and rule belong in one transaction");
}

}  // namespace

void exchange_at_last(const Rebuild& r) {
  // Ahead of what writes one row's copy over another's.
  look_for_equal(r, Phase::contract, true);
  // First: what is written after it is named by the log, which the exchange looks through.
  apply(r, Phase::contract);
  look_for_changes_since(r);
  look_for_refused(r, Phase::contract);
  look_at_new_key(r, Phase::contract);
  compare(r, Phase::contract);
  look_for_duplicates(r, Phase::contract);
  exchange(r);
}

void finish(const Rebuild& r) {
  auto& empty =
      add(r, Phase::contract, StepKind::fill, fmt::format("empty the old table of {}", r.was.name),
          "nobody reads it; DROP TABLE alone would hold the write lock for all of it");
  empty.batch = emptying(r.forward, r.old);
  empty.lock = write_lock("one batch", "each batch and its checkpoint commit together");
  auto& drop = add(r, Phase::contract, StepKind::ddl,
                   fmt::format("drop the old table of {}", r.was.name), "it is empty");
  drop.sql = {"DROP TABLE " + quote(r.old)};
  drop.transactional = true;
  drop.destructive = true;
  drop.lock = brief_lock();
}

}  // namespace migrate::sqlite
