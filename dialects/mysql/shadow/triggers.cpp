// The user's own triggers on a table that is exchanged for its shadow: they run once for each write
// of the application, in whichever table has the name, and never for what the tool carries over.
//
// Each stands on both tables, the body behind a look into a table of ours: on the old one while
// that is empty, on the new one while it holds a row. RENAME TABLE changes it for its twin together
// with the tables, so that the one stops and the other begins at the same moment, and back.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/connection.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/rebuild.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

std::string side(const Table& table) {
  return own_name(table, "side");
}

std::string side(const Rebuild& r) {
  return side(r.was);
}

std::string other_side(const Rebuild& r) {
  return own_name(r.was, "other_side");
}

std::string guarded_name(const Rebuild& r, const Trigger& trigger, bool on_old) {
  return on_old ? old_trigger_name(r, trigger.name)
                : object_name({r.was.name, trigger.name, "new"}, name_limit);
}

const std::string& part(const Trigger& trigger, const char* what) {
  return trigger.extra.at(what);
}

// With the rights, the SQL mode and the collation that it was made with. Behind all others of its
// event: made one after the other, they keep their order. (FOLLOWS is not understood under LOCK
// TABLES by MySQL where a trigger reads its own table: error 3011.)
std::vector<std::string> create(const Planning& p, const Table& table, const Trigger& trigger,
                                const std::string& name, const std::string& on,
                                const std::string& guard) {
  auto body = part(trigger, "statement");
  // MySQL keeps the `;` that a client sent behind it; a second one would be an empty statement.
  if (!guard.empty()) {
    body.erase(body.find_last_not_of("; \t\r\n") + 1);
    body = fmt::format("IF {} (SELECT 1 FROM {}) THEN\n{}\n;\nEND IF", guard, quote(side(table)),
                       body);
  }
  std::vector<std::string> sql = {
      "SET SESSION sql_mode = " + quote_text(part(trigger, "sql_mode")),
      "SET SESSION collation_connection = " + quote_text(part(trigger, "collation")),
      fmt::format("CREATE DEFINER = {} TRIGGER {} {} {} ON {} FOR EACH ROW\n{}",
                  part(trigger, "definer"), quote(name), part(trigger, "timing"),
                  part(trigger, "event"), quote(on), body)};
  for (auto& setting : session_statements(p.flavour.explicit_read_write))
    if (setting.starts_with("SET NAMES") || setting.find("sql_mode") != std::string::npos)
      sql.push_back(setting);
  return sql;
}

std::string drop(const std::string& name) {
  return "DROP TRIGGER IF EXISTS " + quote(name);
}

enum class Form { plain, on_old, on_new };

std::string name_in(const Rebuild& r, const Trigger& trigger, Form form) {
  return form == Form::plain ? trigger.name : guarded_name(r, trigger, form == Form::on_old);
}

// All of them from one form to another on a table that is in use: nobody writes it in between, and
// begun anew from wherever it was killed it comes to the same end. No statement of either server
// exchanges one trigger for another: killed in the middle, both stand until the next run.
std::vector<std::string> exchange_on(const Rebuild& r, Form from, Form to) {
  std::vector<std::string> sql = {fmt::format("LOCK TABLES {} WRITE", quote(r.was.name))};
  for (auto& trigger : r.was.triggers) {
    sql.push_back(drop(name_in(r, trigger, to)));
    for (auto& one : create(r.p, r.was, trigger, name_in(r, trigger, to), r.was.name,
                            to == Form::on_old ? "NOT EXISTS" : ""))
      sql.push_back(one);
  }
  for (auto& trigger : r.was.triggers) sql.push_back(drop(name_in(r, trigger, from)));
  sql.push_back("UNLOCK TABLES");
  return sql;
}

std::string none_of(const Rebuild& r, Form form) {
  std::vector<std::string> names;
  for (auto& trigger : r.was.triggers) names.push_back(name_in(r, trigger, form));
  return Probe::no_trigger_of(r.was.name, names);
}

void exchange_step(Step& step, const Rebuild& r, Form from, Form to) {
  step.sql = exchange_on(r, from, to);
  step.cleanup = {"UNLOCK TABLES"};
  for (auto& setting : session_statements(r.p.flavour.explicit_read_write))
    step.cleanup.push_back(setting);
  step.probe = fmt::format("SELECT IF(({}), 1, IF(({}), 0, 2))", none_of(r, from), none_of(r, to));
  step.lock = {"table lock", r.was.name, "milliseconds: metadata only",
               "no write may meet both of them, or none"};
}

}  // namespace

std::vector<std::string> silent_trigger(const Planning& p, const Table& table,
                                        const Trigger& trigger, const std::string& name,
                                        const std::string& on) {
  return create(p, table, trigger, name, on, "EXISTS");
}

std::string old_trigger_name(const Rebuild& r, const std::string& name) {
  return object_name({r.was.name, name, "old"}, name_limit);
}

void guard_triggers(Rebuild& r, Phase phase) {
  if (r.was.triggers.empty()) return;
  auto& sides = add(r, phase, StepKind::ddl,
                    fmt::format("make the switch for the triggers of {}", r.was.name));
  sides.sql = {
      fmt::format("CREATE TABLE IF NOT EXISTS {} (here INT NOT NULL PRIMARY KEY) ENGINE=InnoDB",
                  quote(other_side(r))),
      fmt::format("REPLACE INTO {} VALUES (1)", quote(other_side(r))),
      fmt::format("CREATE TABLE IF NOT EXISTS {} (here INT NOT NULL PRIMARY KEY) ENGINE=InnoDB",
                  quote(side(r)))};
  sides.undo = {"DROP TABLE IF EXISTS " + quote(side(r)),
                "DROP TABLE IF EXISTS " + quote(other_side(r))};
  sides.probe = Probe::table(side(r));
  sides.lock = nobody(side(r));
  sides.why = "it changes together with the tables, in the same statement";
  for (auto& trigger : r.was.triggers) {
    auto name = guarded_name(r, trigger, false);
    auto& step = add(r, phase, StepKind::ddl,
                     fmt::format("make trigger {} on the shadow, silent", trigger.name));
    step.sql = silent_trigger(r.p, r.was, trigger, name, r.shadow);
    step.undo = {drop(name)};
    step.probe = Probe::trigger(r.shadow, name);
    step.lock = nobody(r.shadow);
    step.why = "what is carried into the shadow has fired it already";
  }
  auto& step = add(r, phase, StepKind::ddl,
                   fmt::format("let the triggers of {} end with the exchange", r.was.name));
  exchange_step(step, r, Form::plain, Form::on_old);
  step.undo = exchange_on(r, Form::on_old, Form::plain);
  step.why = "what is carried back into the old table must not fire them";
}

std::string switch_triggers(const Rebuild& r) {
  if (r.was.triggers.empty()) return {};
  return fmt::format(", {0} TO {2}, {1} TO {0}, {2} TO {1}", quote(side(r)), quote(other_side(r)),
                     quote(own_name(r.was, "side_between")));
}

void free_triggers(Rebuild& r) {
  if (r.was.triggers.empty()) return;
  auto& names = add(r, Phase::contract, StepKind::ddl,
                    fmt::format("give the triggers of {} their names", r.was.name));
  exchange_step(names, r, Form::on_new, Form::plain);
  names.why = "the old table and its own triggers are gone";
  auto& step = add(r, Phase::contract, StepKind::ddl,
                   fmt::format("drop the switch of the triggers of {}", r.was.name));
  step.sql = {fmt::format("DROP TABLE IF EXISTS {}, {}", quote(side(r)), quote(other_side(r)))};
  step.probe = Probe::no_table(side(r));
  step.lock = nobody(side(r));
  step.why = "no trigger looks at it any more";
}

}  // namespace migrate::mysql
