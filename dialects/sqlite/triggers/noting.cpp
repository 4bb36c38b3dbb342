// One row, in the file that has one writer at a time anyway. The triggers of ours that keep both
// sides in step write the old column, too, when new code has written: such a write is told by what
// it leaves behind, which is what the new columns give.
#include "dialects/sqlite/triggers/noting.hpp"

#include <fmt/format.h>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/sync.hpp"
#include "plan/noting.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

std::string left_out(const Column& column) {
  bool known = column.default_sql && column.default_constant;
  return known ? default_value(column) : "NULL";
}

std::string changed(const Column& column) {
  auto name = quote(column.name);
  return differs(column, "NEW." + name, "OLD." + name);
}

std::string given(const Column& column) {
  return differs(column, "NEW." + quote(column.name), left_out(column));
}

bool can_be_left_out(const Column& column) {
  return tells_given(column) && !column.extra.contains("pk") &&
         !(column.default_sql && is_current_time(*column.default_sql));
}

struct Noted {
  std::string name, notes, note;  // of the triggers, the table; what a trigger does
};

std::string trigger(const Noted& noted, const char* suffix, const std::string& event,
                    const Table& table, const std::string& when) {
  return fmt::format("CREATE TRIGGER {} AFTER {} ON {}\n{}BEGIN\n  {};\nEND",
                     quote(noted.name + "_" + suffix), event, quote(table.name),
                     when.empty() ? "" : "WHEN " + when + "\n", noted.note);
}

std::vector<std::string> triggers(const OldSide& side, const Table& table, const Noted& noted) {
  if (side.column.empty())
    return {trigger(noted, "insert", "INSERT", table, ""),
            trigger(noted, "update", "UPDATE", table, ""),
            trigger(noted, "delete", "DELETE", table, "")};
  auto& column = *table.column(side.column);
  std::string update = changed(column), insert = given(column);
  for (auto& name : side.news) {
    auto& other = *table.column(name);
    update += " AND NOT " + changed(other);
    insert += fmt::format(" AND (NEW.{} IS NULL OR NOT {})", quote(name), given(other));
  }
  if (!side.carried.empty())
    update += " AND " +
              differs(column, "NEW." + quote(column.name), over_row(table, side.carried, "NEW"));
  std::vector<std::string> all = {
      trigger(noted, "update", "UPDATE OF " + quote(column.name), table, update)};
  if (can_be_left_out(column)) all.push_back(trigger(noted, "insert", "INSERT", table, insert));
  return all;
}

}  // namespace

void note_writes(const Planning& planning, const Migration& migration) {
  const auto every = noting_interval(migration.contract);
  for (auto& side : old_sides(migration, planning.plan, planning.schema)) {
    auto& table = *planning.schema.table(side.table);
    // A rename carries the value itself.
    if (side.carried.empty() && side.news.size() == 1) side.carried = quote(side.news[0]);

    Noted noted;
    noted.name = noting_name(migration, side, "by_old", name_limit / 2);
    noted.notes = quote(noted.name);
    const auto now = "CAST(strftime('%s', 'now') AS INTEGER) * 1000";
    noted.note = fmt::format("UPDATE {} SET at = {} WHERE id = 1 AND at < {} - {}", noted.notes,
                             now, now, every);
    std::vector<std::string> make = {
        fmt::format("CREATE TABLE {} (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL)",
                    noted.notes),
        fmt::format("INSERT INTO {} (id, at) VALUES (1, 0)", noted.notes)};
    std::vector<std::string> end;
    for (auto& sql : triggers(side, table, noted)) make.push_back(sql);
    for (auto* suffix : {"insert", "update", "delete"})
      end.push_back("DROP TRIGGER IF EXISTS " + quote(noted.name + "_" + suffix));
    end.push_back("DROP TABLE IF EXISTS " + noted.notes);

    auto& step = planning.ddl(
        Phase::expand, fmt::format("note when old code writes {}", side.name()), table, make);
    step.undo = end;
    step.strategy = Strategy::in_place;
    step.why = "the gate asks when old code wrote last";
    step.noting = {side.name(),
                   fmt::format("SELECT nullif(at, 0), NULL FROM {} WHERE id = 1", noted.notes), "",
                   every};
    auto& stop = add_end_of_noting(planning.plan, side, false);
    stop.sql = end;
    stop.transactional = true;
    stop.strategy = Strategy::instant;
    stop.lock = brief_lock();
  }
}

}  // namespace migrate::sqlite
