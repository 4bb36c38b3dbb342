// Each session notes in a row of its own, so that no write waits for another's. It is written by
// one statement that looks for nothing: a search for a row that is not there would lock the gap
// where other sessions put theirs. Whatever goes wrong is kept from the application, but for what
// ends its statement or transaction anyway.
#include "dialects/mysql/triggers/noting.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/sync.hpp"
#include "dialects/mysql/triggers/trigger_order.hpp"
#include "plan/noting.hpp"

namespace migrate::mysql {

namespace {

enum class Write { insert, update, remove };

const char* word(Write write) {
  return write == Write::insert ? "INSERT" : write == Write::update ? "UPDATE" : "DELETE";
}

std::string table_for(const Planning& p, const OldSide& side) {
  return noting_name(p.migration, side, "by_old", name_limit);
}

std::string trigger_for(const Planning& p, const OldSide& side, Write write) {
  return noting_name(p.migration, side, std::string("by_old_") + word(write), name_limit);
}

bool defaults_to(const Column& column) {
  return column.default_sql && is_constant(*column.default_sql) && *column.default_sql != "NULL";
}

std::string changed(const Column& column) {
  auto name = quote(column.name);
  return differs(column, "NEW." + name, "OLD." + name);
}

struct Condition {
  std::string declare, text;
};

// A variable of the column's own type holds its default, as in the sync triggers.
std::string given(const Column& column, Condition& in) {
  auto now = "NEW." + quote(column.name);
  if (!defaults_to(column)) return now + " IS NOT NULL";
  auto variable =
      fmt::format("migrate_default_{}", std::count(in.declare.begin(), in.declare.end(), '\n'));
  in.declare +=
      fmt::format("  DECLARE {} {} DEFAULT {};\n", variable, type_sql(column), *column.default_sql);
  return differs(column, now, variable);
}

Condition condition(const OldSide& side, const Table& table, Write write) {
  Condition found;
  if (side.column.empty()) return found;
  auto& column = *table.column(side.column);
  found.text = write == Write::update ? changed(column) : given(column, found);
  for (auto& name : side.news) {
    auto& other = *table.column(name);
    found.text += write == Write::update ? fmt::format(" AND NOT ({})", changed(other))
                                         : fmt::format(" AND (NEW.{} IS NULL OR NOT ({}))",
                                                       quote(name), given(other, found));
  }
  return found;
}

// `before`: the trigger of the same event that changes what this one looks at.
std::string trigger_sql(const Planning& p, const OldSide& side, const Table& table, Write write,
                        std::int64_t every_ms, const std::string& before) {
  auto when = condition(side, table, write);
  auto note = fmt::format(
      "    BEGIN\n"
      "      DECLARE migrate_error INT;\n"
      "      DECLARE EXIT HANDLER FOR SQLEXCEPTION\n"
      "      BEGIN\n"
      "        GET DIAGNOSTICS CONDITION 1 migrate_error = MYSQL_ERRNO;\n"
      "        IF migrate_error IN ({}) THEN RESIGNAL; END IF;\n"
      "      END;\n"
      "      INSERT INTO {} (connection, at) VALUES (CONNECTION_ID(), UNIX_TIMESTAMP() * 1000)\n"
      "        ON DUPLICATE KEY UPDATE at = IF(at > UNIX_TIMESTAMP() * 1000 - {}, at, "
      "UNIX_TIMESTAMP() * 1000);\n"
      "    END;\n",
      ends_the_statement, quote(table_for(p, side)), every_ms);
  return fmt::format(
      "CREATE TRIGGER {} BEFORE {} ON {} FOR EACH ROW{}\nBEGIN\n{}{}END",
      quote(trigger_for(p, side, write)), word(write), quote(table.name),
      before.empty() ? "" : " PRECEDES " + before, when.declare,
      when.text.empty() ? note : fmt::format("  IF {} THEN\n{}  END IF;\n", when.text, note));
}

// The first trigger of this plan that changes what such a write gives; empty: there is none.
std::string first_trigger(const Plan& plan, const Table& table, Write write) {
  const auto made = made_before(plan, table, word(write));
  return made.empty() ? std::string() : made.front().name;
}

std::vector<Write> writes(const OldSide& side, const Table& table) {
  if (side.column.empty()) return {Write::insert, Write::update, Write::remove};
  if (tells_given(*table.column(side.column))) return {Write::insert, Write::update};
  return {Write::update};
}

Step& add_notes_table(Planning& p, const OldSide& side) {
  auto name = table_for(p, side);
  auto& made =
      add_ddl(p, Phase::expand, fmt::format("make a table for notes of who writes {}", side.name()),
              side.table,
              fmt::format("CREATE TABLE IF NOT EXISTS {} (\n"
                          "  connection BIGINT UNSIGNED NOT NULL PRIMARY KEY,\n"
                          "  at BIGINT NOT NULL\n"
                          ") ENGINE=InnoDB",
                          quote(name)));
  made.undo = {"DROP TABLE IF EXISTS " + quote(name)};
  made.probe = Probe::table(name);
  made.strategy = Strategy::instant;
  made.lock = {"none", name, "", "nobody knows the table yet"};
  made.why = "a row for each session that writes through the old name: no write waits for another";
  return made;
}

}  // namespace

void note_writes(Planning& p) {
  const auto every = noting_interval(p.migration.contract);
  for (auto& side : old_sides(p.migration, p.plan, p.schema)) {
    auto* table = p.schema.table(side.table);
    const auto notes = quote(table_for(p, side));
    add_notes_table(p, side);
    const bool hides = std::any_of(p.plan.steps.begin(), p.plan.steps.end(), [&](const Step& step) {
      return step.hides && step.table == side.table;
    });
    for (auto write : writes(side, *table)) {
      auto name = trigger_for(p, side, write);
      auto create =
          trigger_sql(p, side, *table, write, every, first_trigger(p.plan, *table, write));
      auto drop = "DROP TRIGGER IF EXISTS " + quote(name);
      auto& step =
          add_ddl(p, Phase::expand,
                  fmt::format("note when old code writes {} on {}", side.name(), word(write)),
                  side.table, create);
      step.undo = {drop};
      step.probe = Probe::trigger(side.table, name);
      step.strategy = Strategy::in_place;
      step.lock = Lock::metadata(table->name,
                                 "waits for open transactions that used the table; every write "
                                 "after it fires the trigger");
      step.why = "the gate asks when old code wrote last";
      step.noting = {side.name(),
                     fmt::format("SELECT at, CONCAT('connection ', connection) FROM {} ORDER BY at "
                                 "DESC LIMIT 1",
                                 notes),
                     fmt::format("DELETE FROM {} WHERE at < UNIX_TIMESTAMP() * 1000 - 3600000 AND "
                                 "at < (SELECT latest FROM (SELECT MAX(at) AS latest FROM {}) AS "
                                 "newest) ORDER BY connection LIMIT 1000",
                                 notes, notes),
                     every};
      // It names a column that is hidden: it goes before that, and comes back after.
      auto& stop = add_end_of_noting(p.plan, side, hides);
      stop.title += fmt::format(" on {}", word(write));
      stop.sql = {drop};
      stop.probe = Probe::no_trigger(name);
      stop.strategy = Strategy::instant;
      stop.lock = Lock::metadata(table->name, "metadata only");
      if (hides) stop.undo = {create};
    }
    auto& gone =
        add_ddl(p, Phase::contract, fmt::format("drop the notes of who wrote {}", side.name()),
                side.table, "DROP TABLE IF EXISTS " + notes);
    gone.probe = Probe::no_table(table_for(p, side));
    gone.strategy = Strategy::instant;
    gone.lock = Lock::metadata(table_for(p, side), "nobody writes to it any more");
  }
}

}  // namespace migrate::mysql
