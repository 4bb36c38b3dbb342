// The exchange of a table for its shadow, what follows it, and what contract removes.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/rebuild.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// A table of another database has its name with it.
std::string no_key(const std::string& table, const std::string& name) {
  auto dot = table.find('.');
  if (dot == std::string::npos) return Probe::no_constraint(table, name);
  return replace_all(Probe::no_constraint(table.substr(dot + 1), name), "DATABASE()",
                     quote_text(table.substr(0, dot)));
}

std::string exchanged(const Rebuild& r) {
  return fmt::format("SELECT ({}) AND ({})", Probe::table(r.old), Probe::no_table(r.shadow));
}

// From one key to another in one statement, so that there is no moment with both (a cascade of the
// one would have to keep the other), and none without one. `from`, `to`: names; `refers_to`: the
// table.
std::vector<std::string> change_key(const Rebuild& r, const ForeignKey& key,
                                    const std::string& from, const std::string& to,
                                    const std::string& refers_to) {
  bool elsewhere = key.table.find('.') != std::string::npos;
  return {"SET SESSION foreign_key_checks = 0",
          fmt::format("ALTER TABLE {} DROP FOREIGN KEY {}, ADD CONSTRAINT {} {}{}",
                      quote_shown(key.table), quote(from), quote(to),
                      shadow_key_sql(r.was, key, refers_to, r.how.renamed,
                                     elsewhere ? r.p.schema.name : ""),
                      way_of("INPLACE")),
          "SET SESSION foreign_key_checks = 1"};
}

Step& change_key_step(Rebuild& r, Phase phase, const ForeignKey& key, const std::string& title,
                      const std::string& from, const std::string& to,
                      const std::string& refers_to) {
  auto& step = add(r, phase, StepKind::ddl, title);
  step.table = key.table;
  step.sql = change_key(r, key, from, to, refers_to);
  step.cleanup = {"SET SESSION foreign_key_checks = 1"};
  step.hold_from = 1;
  step.probe = no_key(key.table, from);
  step.lock = online(key.table, "INPLACE", "reads and writes go on").lock;
  step.lock.object.add({key.ref_table});
  return step;
}

// From here on a write that the new shape refuses is refused: the gate has shown that no old code
// makes any, and what were let through now would be in the old table alone.
void hold_strictly(Rebuild& r) {
  auto plain = r.forward;
  r.forward.strict = true;
  r.forward.what = "strict";
  make_triggers(r, r.forward, Phase::contract, Follows::directly, r.was.name,
                fmt::format("carry {} into its shadow, or refuse", r.was.name),
                "all live code keeps the new rules");
  drop_triggers(r, plain, Phase::contract, Follows::directly, r.was.name,
                fmt::format("stop carrying {} in the old way", r.was.name),
                "each write carries itself");
  apply(r, r.forward, Phase::contract, Portion::one_by_one, true,
        fmt::format("apply what the shadow of {} refused meanwhile", r.was.name),
        "after it every write is in both tables")
      .completes_cutover = true;
}

// They would follow the old table. Each write of the table is in its shadow by now, in the same
// transaction, so that the shadow can be what they refer to.
void move_keys(Rebuild& r, Phase phase) {
  for (auto& key : r.children) {
    auto& step = change_key_step(
        r, phase, key, fmt::format("move foreign key {} of {} to the shadow", key.name, key.table),
        key.name, moved_key_name(key), r.shadow);
    step.cutover = phase == Phase::backfill;
    step.undo = change_key(r, key, moved_key_name(key), key.name, r.was.name);
    step.why = "a foreign key goes with the table that it refers to, whatever its name";
  }
}

// All of them in one statement, and the other way round to undo it.
std::string rename(const std::vector<Rebuild*>& all, bool back) {
  std::vector<std::string> parts;
  for (auto* r : all)
    parts.push_back(fmt::format("{0} TO {1}, {2} TO {0}{3}", quote(r->was.name),
                                quote(back ? r->shadow : r->old), quote(back ? r->old : r->shadow),
                                switch_triggers(*r)));
  return "RENAME TABLE " + join(parts, ", ");
}

Step& exchange(const std::vector<Rebuild*>& all, Phase phase) {
  std::vector<std::string> names;
  for (auto* r : all) names.push_back(r->was.name);
  auto& step =
      add(*all.front(), phase, StepKind::ddl,
          all.size() == 1 ? fmt::format("exchange {} for its shadow", names.front())
                          : fmt::format("exchange {} for their shadows", join(names, ", ")));
  step.sql = {rename(all, false)};
  step.probe = exchanged(*all.front());
  step.cutover = phase == Phase::backfill;
  step.lock = Lock::metadata(names.front(),
                             "one atomic statement: a query meets the one table or the other");
  for (auto& name : names) step.lock.object.add({name});
  return step;
}

// Whatever the shadow refused between the comparison and the exchange is in the old table alone.
void nothing_left(Rebuild& r, Phase phase) {
  auto& step = add(r, phase, StepKind::check,
                   fmt::format("see that no row of {} was left behind", r.was.name));
  std::vector<std::string> keys;
  for (auto& [from, to] : r.forward.key) keys.push_back(quote(from.name));
  step.sql = {fmt::format("SELECT {} FROM {} LIMIT 5", join(keys, ", "), quote(r.forward.log))};
  step.lock = nobody(r.forward.log);
  step.why = fmt::format("such a row is in {} alone, which stays until this holds", r.old);
}

}  // namespace

void add_keys_that_refuse(Rebuild& r, Phase phase) {
  for (auto& key : r.was.foreign_keys) {
    if (acts(key)) continue;
    auto name = shadow_key_name(key);
    auto& step =
        add(r, phase, StepKind::ddl, fmt::format("add foreign key {} to the shadow", key.name));
    step.table = r.shadow;
    step.sql = {"SET SESSION foreign_key_checks = 0",
                fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}{}", quote(r.shadow), quote(name),
                            shadow_key_sql(r.was, on_shadow(r, key), r.shadow, r.how.renamed),
                            way_of("INPLACE")),
                "SET SESSION foreign_key_checks = 1"};
    step.cleanup = {"SET SESSION foreign_key_checks = 1"};
    step.hold_from = 1;
    step.probe = fmt::format("SELECT 1 - ({})", Probe::no_constraint(r.shadow, name));
    step.lock = online(r.shadow, "INPLACE", "the triggers go on writing it").lock;
    step.lock.object.add({key.ref_table});
    step.why = "every row of the table keeps it, and the shadow is in step";
  }
}

namespace {

// Values of an added column that differ from what the server made for each row: from its default,
// where that is one value. All others may have been given out by new code.
std::string given_out(const Flavour& flavour, const Column& column) {
  auto name = quote(column.name);
  if (column.default_sql && column.default_constant)
    return differs(column, name, is_text(column) ? "DEFAULT(" + name + ")" : *column.default_sql);
  // MySQL does not tell DEFAULT(c) of an expression.
  auto literal = constant_default(column);
  if (!literal || is_now(*literal)) return name + " IS NOT NULL";
  bool parsed = data_type(column) == "json" && !flavour.json_is_text;
  return differs(column, name,
                 parsed ? "CAST(" + *literal + " AS JSON)" : stored(column, *literal));
}

// The old table follows the new one.
void follow(Rebuild& r) {
  drop_triggers(r, r.forward, Phase::backfill, Follows::directly, r.old,
                fmt::format("stop carrying into the shadow of {}", r.was.name),
                "nobody writes the old table but the way back", true);
  make_triggers(r, r.back, Phase::backfill, Follows::directly, r.was.name,
                fmt::format("carry {} back into the old table", r.was.name),
                "what is written from now on is in both", true);
  drop_triggers(r, r.back, Phase::backfill, Follows::by_log, r.was.name,
                fmt::format("stop the log for the way back of {}", r.was.name),
                "each write carries itself back", true);
  auto& last = apply(r, r.back, Phase::backfill, Portion::one_by_one, false,
                     fmt::format("carry back what was written to {} meanwhile", r.was.name),
                     "what the old shape cannot hold stays in the log: a rollback asks about it");
  last.completes_cutover = true;
  std::vector<std::string> given, names;
  for (auto& column : r.how.added) {
    given.push_back(given_out(r.p.flavour, column));
    names.push_back(r.was.name + "." + column.name);
  }
  if (!given.empty()) {
    last.loss = count_lost(r.was, join(given, " OR "));
    last.loss_what = "values of " + join(names, ", ");
  }
  nothing_left(r, Phase::backfill);
}

}  // namespace

void exchange_and_follow(const std::vector<Rebuild*>& all) {
  for (auto* r : all)
    make_triggers(*r, r->back, Phase::backfill, Follows::by_log, r->shadow,
                  fmt::format("log what will change in {}", r->was.name),
                  "it stands before the exchange, so that there is no gap");
  for (auto* r : all) look_for_changes_since(*r, Phase::backfill);
  for (auto* r : all) guard_triggers(*r, Phase::backfill);
  // Behind the last rows that this tool writes to the shadows, and before a foreign key of another
  // table is moved: it may take long.
  wait_for_snapshots(all, Phase::backfill);
  for (auto* r : all) move_keys(*r, Phase::backfill);
  auto& step = exchange(all, Phase::backfill);
  std::vector<std::string> lost, what;
  for (auto* r : all) {
    for (auto& key : r->children)
      for (auto& sql : change_key(*r, key, moved_key_name(key), key.name, r->old))
        step.undo.push_back(sql);
    lost.push_back(fmt::format("SELECT COUNT(*) AS lost FROM {}", quote(r->back.log)));
    what.push_back(r->was.name);
  }
  step.undo.push_back(rename(all, true));
  // A rollback has carried rows back just before, which no trigger could.
  step.before_undo = sessions_that_would_miss_rows();
  step.why =
      "the shadow holds every row, and follows every write; both versions of the code can "
      "use the new shape";
  step.loss = lost.size() == 1 ? lost.front() : "SELECT (" + join(lost, ") + (") + ") AS lost";
  step.loss_what = fmt::format("rows of {} that the old shape cannot hold", join(what, ", "));
  for (auto* r : all) follow(*r);
}

namespace {

Step& drop_table(Rebuild& r, const std::string& name, const std::string& title,
                 const std::string& why) {
  auto& step = add(r, Phase::contract, StepKind::ddl, title);
  step.table = name;
  step.sql = {"DROP TABLE IF EXISTS " + quote(name)};
  step.probe = Probe::no_table(name);
  step.lock = nobody(name);
  step.why = why;
  return step;
}

void give_keys_their_names(Rebuild& r) {
  auto give = [&](const ForeignKey& key, const std::string& name) {
    change_key_step(r, Phase::contract, key,
                    fmt::format("give foreign key {} of {} its name", key.name, key.table), name,
                    key.name, r.was.name)
        .why = "two keys cannot have one name; every row keeps it already";
  };
  for (auto& key : r.was.foreign_keys) give(key, shadow_key_name(key));
  for (auto& key : r.children) give(key, moved_key_name(key));
}

}  // namespace

// What refers to another table goes before it.
void finish(const std::vector<Rebuild*>& all) {
  bool early = all.front()->early();
  if (early)
    for (auto* r : all)
      drop_triggers(*r, r->back, Phase::contract, Follows::directly, r->was.name,
                    fmt::format("stop carrying {} back", r->was.name),
                    "there is no way back from here on");
  for (auto at = all.rbegin(); at != all.rend(); ++at)
    drop_table(**at, (*at)->old, fmt::format("drop the old table of {}", (*at)->was.name),
               "no live code needs the old shape")
        .destructive = true;
  for (auto* at : all) {
    auto& r = *at;
    if (early)
      drop_table(r, r.back.log, fmt::format("drop the log of {}'s way back", r.was.name),
                 "its triggers are gone");
    drop_table(r, r.forward.log, fmt::format("drop the log of {}", r.was.name),
               "its triggers are gone");
    drop_table(r, r.forward.work, fmt::format("drop the work table of {}", r.was.name),
               "it is empty");
    give_keys_their_names(r);
    free_triggers(r);
  }
}

// Contract exchanges: until then both versions use the old shape.
void exchange_at_last(Rebuild& r) {
  apply(r, r.forward, Phase::contract, Portion::one_by_one, true,
        fmt::format("apply what the shadow of {} refused before", r.was.name),
        "nothing is exchanged while a row does not fit");
  for (bool only_there : {false, true}) {
    auto& proof =
        add(r, Phase::contract, StepKind::verify,
            only_there ? fmt::format("look for rows that only {}'s shadow has, again", r.was.name)
                       : fmt::format("compare {} with its shadow, again", r.was.name));
    proof.batch = only_there ? extra(r.forward, r.p.at()) : differing(r.forward, r.p.at());
    proof.lock = Lock::reading(r.was.name);
    proof.why = "what was equal yesterday proves nothing today";
  }
  look_for_changes_since(r, Phase::contract);
  hold_strictly(r);
  add_keys_that_refuse(r, Phase::contract);
  // What such a key changed since the comparison, before it stood on the shadow.
  auto& keys = r.was.foreign_keys;
  if (std::any_of(keys.begin(), keys.end(),
                  [](auto& key) { return !acts(key) && key.on_update != "NO ACTION"; }))
    compare(r, Phase::contract);
  guard_triggers(r, Phase::contract);
  wait_for_snapshots({&r}, Phase::contract);
  // That may have been hours ago, and the old table goes behind the exchange.
  look_for_changes_since(r, Phase::contract, true);
  move_keys(r, Phase::contract);
  auto& step = exchange({&r}, Phase::contract);
  step.why = r.how.late_because;
  drop_triggers(r, r.forward, Phase::contract, Follows::directly, r.old,
                fmt::format("stop carrying into the shadow of {}", r.was.name),
                "nobody writes the old table any more");
  nothing_left(r, Phase::contract);
}

}  // namespace migrate::mysql
