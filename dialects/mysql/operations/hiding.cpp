#include "dialects/mysql/operations/hiding.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/quote.hpp"
#include "plan/quarantine.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

constexpr const char* error_meanwhile =
    "who still uses it meets an error while it can be brought back, filled as before";

Step& add_hiding(Planning& p, const Table& table, const std::string& title, const std::string& sql,
                 const std::string& undo) {
  auto& step = add_ddl(p, Phase::contract, title, table.name, sql);
  step.hides = true;
  step.undo = {undo};
  step.strategy = Strategy::instant;
  step.lock = Lock::metadata(table.name, "metadata only");
  step.why = error_meanwhile;
  return step;
}

// Answers it with its algorithm, tried there and back on the empty copy; empty: it cannot be.
std::string tried_way(Planning& p, const Table& table, const std::string& change,
                      const std::string& back) {
  if (!p.trial) return {};
  auto algorithm = p.trial->strictest(table, p.plan.steps, change, p.at());
  if (!algorithm || !p.trial->strictest(table, p.plan.steps, back, p.at())) return {};
  return way_of(*algorithm);
}

bool refused(Planning& p, const Table& table, const std::string& column) {
  p.note(
      fmt::format("quarantine: {}.{} is not hidden, since the server would copy the table for "
                  "it; it is dropped when the time is over",
                  table.name, column));
  return false;
}

std::string altered(const Table& table, const std::string& change, const std::string& way) {
  return fmt::format("ALTER TABLE {} {}{}", quote(table.name), change, way);
}

void add_triggers(Planning& p, const Table& table, const std::string& what, const KeptFilled& made,
                  bool drop) {
  for (auto event : {Event::update, Event::insert}) {
    auto name = trigger_name(table, made.named_for, event);
    auto gone = "DROP TRIGGER IF EXISTS " + quote(name);
    auto& step = add_hiding(
        p, table, fmt::format("{} on {}", what, event == Event::insert ? "INSERT" : "UPDATE"),
        drop ? gone : made.text(event), drop ? made.text(event) : gone);
    step.probe = drop ? Probe::no_trigger(name) : Probe::trigger(table.name, name);
    step.why = drop ? "only the stand-in follows by it"
                    : "before the names are exchanged: no write comes between";
  }
}

}  // namespace

std::string hidden_name_of(Planning& p, const Table& table, const std::string& column) {
  return migrate::hidden_name_of(p.migration, p.plan, table.name, column, name_limit);
}

bool hide_column(Planning& p, Table& table, const Column& column, const std::string& hidden) {
  auto rename = [&](const std::string& from, const std::string& to) {
    return fmt::format("RENAME COLUMN {} TO {}", quote(from), quote(to));
  };
  auto there = rename(column.name, hidden), back = rename(hidden, column.name);
  auto way = tried_way(p, table, there, back);
  if (way.empty()) return refused(p, table, column.name);
  auto& step = add_hiding(p, table, fmt::format("hide {}.{}", table.name, column.name),
                          altered(table, there, way), altered(table, back, way));
  step.probe = Probe::column(table.name, hidden);
  return true;
}

bool hide_column(Planning& p, Table& table, const Column& column, const std::string& hidden,
                 const KeptFilled& before, const KeptFilled& after) {
  if (!p.take_row_versions(table, 4)) {  // in, out, and both ways back
    p.note(
        fmt::format("quarantine: {}.{} is not hidden, since the table would be rebuilt for it; it "
                    "is dropped when the time is over",
                    table.name, column.name));
    return false;
  }
  Column stand_in = column;
  stand_in.name = hidden;
  stand_in.nullable = true;
  stand_in.default_sql.reset();
  stand_in.default_constant = false;
  stand_in.comment.clear();
  stand_in.extra.erase("on_update");
  if (p.flavour.invisible_columns) stand_in.extra["invisible"] = "1";
  auto as_column = stand_in;
  as_column.name = column.name;

  auto add = [](const Column& one) { return "ADD COLUMN " + definition_sql(one); };
  auto drop = [](const std::string& name) { return "DROP COLUMN " + quote(name); };
  auto exchange = fmt::format("RENAME COLUMN {0} TO {1}, RENAME COLUMN {1} TO {0}",
                              quote(column.name), quote(hidden));
  auto drop_way = tried_way(p, table, add(stand_in), drop(hidden));
  if (drop_way.empty()) return refused(p, table, column.name);
  auto add_way = way_of(*p.trial->strictest(table, p.plan.steps, add(stand_in), p.at()));
  auto way = tried_way(p, table, exchange, exchange);
  drop_way = way_of(*p.trial->strictest(table, p.plan.steps, drop(hidden), p.at()));
  if (way.empty()) return refused(p, table, column.name);

  auto full = table.name + "." + column.name;
  auto& stand =
      add_hiding(p, table, fmt::format("add a stand-in for {}", full),
                 altered(table, add(stand_in), add_way), altered(table, drop(hidden), drop_way));
  stand.probe = Probe::column(table.name, hidden);
  stand.why = "a trigger cannot name a column that is not there yet";
  add_triggers(p, table, fmt::format("keep {} filled under its hidden name", full), after, false);
  auto& exchanged = add_hiding(p, table, fmt::format("hide {}", full),
                               altered(table, exchange, way), altered(table, exchange, way));
  // The stand-in is the last column.
  exchanged.probe = Probe::column_behind(table.name, column.name, hidden);
  add_triggers(p, table, fmt::format("let the stand-in of {} be", full), before, true);
  auto& gone = add_hiding(p, table, fmt::format("drop the stand-in of {}", full),
                          altered(table, drop(column.name), drop_way),
                          altered(table, add(as_column), add_way));
  gone.probe = Probe::no_column(table.name, column.name);
  return true;
}

bool hide_renamed(Planning& p, Table& table, const Column& from, const Column& to,
                  bool copied_default, const std::string& hidden) {
  const auto full = table.name + "." + from.name;
  auto one_way = [&](const Column& one, bool refuses) {
    return KeptFilled{one.name, [&table, one, to, copied_default, refuses](Event event) {
                        return one_way_trigger(table, one, to, copied_default, event, refuses);
                      }};
  };
  const KeptFilled both_ways{
      to.name, [&](Event event) { return pair_trigger(table, from, to, copied_default, event); }};
  Column called = from;
  called.name = hidden;
  const auto known = contract_steps(p.plan);
  const auto before = one_way(from, true);
  if (!hide_column(p, table, from, hidden, before, one_way(called, false))) return false;
  // Ahead of what hides it, now that it is known to be possible.
  const auto hiding = contract_steps(p.plan) - known;
  add_triggers(p, table, fmt::format("let {} follow {} alone", full, to.name), before, false);
  add_triggers(p, table, fmt::format("let {} no longer follow {}", to.name, full), both_ways, true);
  for (auto at = p.plan.steps.end() - 4; at != p.plan.steps.end(); ++at)
    at->why = "a write of new code is carried over at any moment; one of old code meets an error";
  std::rotate(p.plan.steps.end() - 4 - static_cast<std::ptrdiff_t>(hiding), p.plan.steps.end() - 4,
              p.plan.steps.end());
  return true;
}

std::string hide_table(Planning& p, const Table& table) {
  if (!p.migration.hides_first()) return table.name;
  auto hidden = hidden_name({table.name}, table_name_limit);
  auto rename = [](const std::string& from, const std::string& to) {
    return fmt::format("RENAME TABLE {} TO {}", quote(from), quote(to));
  };
  auto& step = add_hiding(p, table, fmt::format("hide table {}", table.name),
                          rename(table.name, hidden), rename(hidden, table.name));
  step.probe = Probe::table(hidden);
  step.undo_lock = Lock::metadata(hidden, "metadata only");
  step.why = "who still uses it meets an error while it can be brought back, with its rows";
  return hidden;
}

void hide_index(Planning& p, const Table& table, const Index& index) {
  const auto& flavour = p.flavour;
  if (!p.migration.hides_first() ||
      index.definition.find(flavour.hidden_index_sql) != std::string::npos)
    return;
  auto set = [&](std::string_view word) {
    return fmt::format("ALTER INDEX {} {}", quote(index.name), word);
  };
  auto there = set(flavour.hidden_index_sql), back = set(flavour.shown_index_sql);
  // Where there is no primary key a unique index stands in for it, and must be seen.
  const bool stands_in =
      index.unique && std::none_of(table.indexes.begin(), table.indexes.end(),
                                   [](const Index& other) { return other.primary; });
  auto way = stands_in ? std::string() : tried_way(p, table, there, back);
  if (way.empty()) {
    p.note(fmt::format(
        "quarantine: index {} of {} is not hidden, since the server would not let it be {}; it is "
        "dropped when the time is over",
        index.name, table.name, flavour.hidden_index_sql));
    return;
  }
  auto& step = add_hiding(p, table, fmt::format("hide index {} of {}", index.name, table.name),
                          altered(table, there, way), altered(table, back, way));
  step.probe = Probe::index_where(
      table.name, index.name,
      fmt::format("{} <> {}", flavour.visible_column, quote_text(flavour.visible_value)));
  step.why =
      "no statement uses it any more, and one that names it fails; each write keeps it up, so it "
      "can "
      "be brought back at once";
}

}  // namespace migrate::mysql
