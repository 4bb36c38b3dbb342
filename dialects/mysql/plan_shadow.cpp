// The last rung: a shadow table of the new shape, filled and kept in step beside the table, proven
// equal, then exchanged with it (docs/decisions/0016).
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/carry.hpp"
#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

std::string own_name(const Table& table, const char* what) {
  return object_name({table.name, what}, name_limit);
}

// A table of another database has its name with it.
std::string no_key(const std::string& table, const std::string& name) {
  auto dot = table.find('.');
  if (dot == std::string::npos) return Probe::no_constraint(table, name);
  return replace_all(Probe::no_constraint(table.substr(dot + 1), name), "DATABASE()",
                     quote_text(table.substr(0, dot)));
}

LockImpact nobody(const std::string& table) {
  return {"none", table, "nobody but this tool uses it yet", "reads and writes go on"};
}

// One exchange of a table for its shadow, being planned.
struct Rebuild {
  Planning& p;
  const ShadowChange& change;
  const Table& was;  // by its own name
  const Table made;  // by the same name
  ShadowPlan how;    // what may be, and when
  std::string shadow, building, old;
  Carry forward, back;               // while the shadow has its first name; after the exchange
  std::vector<ForeignKey> children;  // of other tables, that refer to it
};

Step& add(Rebuild& r, Phase phase, StepKind kind, const std::string& title) {
  auto& step = add_step(r.p.plan, phase, kind, title);
  step.table = r.was.name;
  step.strategy = Strategy::shadow;
  return step;
}

void make_shadow(Rebuild& r) {
  auto& step = add(r, Phase::expand, StepKind::ddl,
                   fmt::format("make a shadow of {}: {}", r.was.name, r.change.what));
  auto building = quote(r.building);
  step.sql = {fmt::format("CREATE TABLE {} LIKE {}", building, quote(r.was.name)),
              fmt::format("ALTER TABLE {} {}", building, r.change.alter)};
  std::vector<std::string> drops;
  for (auto& name : r.how.late_indexes) drops.push_back("DROP INDEX " + quote(name));
  if (!drops.empty())
    step.sql.push_back(fmt::format("ALTER TABLE {} {}", building, join(drops, ", ")));
  std::vector<std::string> keys;
  for (auto& key : r.was.foreign_keys)
    keys.push_back(fmt::format("ADD CONSTRAINT {} {}", quote(shadow_key_name(key)),
                               shadow_key_sql(r.was, key, r.building, r.how.renamed)));
  if (!keys.empty())
    step.sql.push_back(fmt::format("ALTER TABLE {} {}", building, join(keys, ", ")));
  // Only the whole of it has the shadow's name.
  step.sql.push_back(fmt::format("RENAME TABLE {} TO {}", building, quote(r.shadow)));
  step.probe = fmt::format("SELECT IF(({}), 1, IF(({}), 2, 0))", Probe::table(r.shadow),
                           Probe::table(r.building));
  step.cleanup = {"DROP TABLE IF EXISTS " + building};
  step.undo = {"DROP TABLE IF EXISTS " + building, "DROP TABLE IF EXISTS " + quote(r.shadow)};
  step.lock = nobody(r.shadow);
  for (auto& key : r.was.foreign_keys) step.lock.object.add({key.ref_table});
  if (!r.was.foreign_keys.empty())
    step.lock = {"MDL exclusive", step.lock.object, "milliseconds: metadata only",
                 "a foreign key of the shadow needs it on the table that it refers to"};
  step.why = r.change.why;
}

void make_log(Rebuild& r, const Carry& carry, Phase phase, const std::string& title,
              const std::string& why) {
  auto& log = add(r, phase, StepKind::ddl, title);
  log.sql = {create_log(carry)};
  log.undo = {"DROP TABLE IF EXISTS " + quote(carry.log)};
  log.probe = Probe::table(carry.log);
  log.lock = nobody(carry.log);
  log.why = why;
}

// `on`: the name that the table has then. `completes`: they belong to the exchange, and are gone
// with the table that they stand on once it has changed back.
void make_triggers(Rebuild& r, const Carry& carry, Phase phase, bool direct, const std::string& on,
                   const std::string& title, const std::string& why, bool completes = false) {
  for (auto change : all_changes) {
    auto name = direct ? direct_trigger_name(carry, change) : log_trigger_name(carry, change);
    auto& step = add(r, phase, StepKind::ddl, fmt::format("{} on {}", title, name_of(change)));
    step.sql = {direct ? direct_trigger(carry, change, on) : log_trigger(carry, change, on)};
    if (!completes) step.undo = {"DROP TRIGGER IF EXISTS " + quote(name)};
    step.completes_cutover = completes;
    step.probe = Probe::trigger(name);
    step.lock = on == r.was.name
                    ? Lock::metadata(on,
                                     "waits for open transactions that used the table; every "
                                     "write after it fires the trigger")
                    : nobody(on);
    step.why = why;
  }
}

void drop_triggers(Rebuild& r, const Carry& carry, Phase phase, bool direct, const std::string& on,
                   const std::string& title, const std::string& why, bool completes = false) {
  for (auto change : all_changes) {
    auto name = direct ? direct_trigger_name(carry, change) : log_trigger_name(carry, change);
    auto& step = add(r, phase, StepKind::ddl, fmt::format("{} on {}", title, name_of(change)));
    step.sql = {"DROP TRIGGER IF EXISTS " + quote(name)};
    step.probe = Probe::no_trigger(name);
    step.lock = on == r.was.name ? Lock::metadata(on, "metadata only") : nobody(on);
    step.why = why;
    step.completes_cutover = completes;
  }
}

Step& apply(Rebuild& r, const Carry& carry, Phase phase, bool together, bool to_the_end,
            const std::string& title, const std::string& why) {
  auto& step = add(r, phase, StepKind::apply, title);
  step.log = change_log(carry, together, to_the_end);
  step.lock =
      together ? LockImpact{"row locks", carry.to.name, "one batch, in the shadow only",
                            "nobody else uses it yet"}
               : LockImpact{"row locks", std::vector<std::string>{carry.from.name, carry.to.name},
                            "one row of each, for one transaction",
                            "the order of the triggers: the row, then its copy"};
  step.why = why;
  return step;
}

void copy(Rebuild& r) {
  auto& fill =
      add(r, Phase::backfill, StepKind::fill, fmt::format("copy {} into its shadow", r.was.name));
  fill.batch = copy_batch(r.forward, r.p.at());
  fill.lock = {"none", r.was.name, "consistent reads",
               "what changes meanwhile is in the log; nobody waits for the copy"};
  fill.why = "in the order of the key, before the secondary indexes are there: both are cheapest";
}

void build_indexes(Rebuild& r) {
  for (auto& index : r.how.new_uniques)
    check_duplicates(r.p, Phase::backfill, r.was, index, r.how.renamed);
  std::vector<std::string> together;
  std::vector<std::pair<std::string, std::vector<std::string>>> alone;  // last name, definitions
  for (auto& name : r.how.late_indexes) {
    auto& sql = r.how.indexes.at(name);
    if (sql.starts_with("FULLTEXT") || sql.starts_with("SPATIAL"))
      alone.push_back({name, {"ADD " + sql}});
    else
      together.push_back("ADD " + sql);
  }
  auto build = [&](const std::vector<std::string>& adds, const std::string& name) {
    auto& step =
        add(r, Phase::backfill, StepKind::ddl,
            adds.size() > 1 ? fmt::format("build the indexes of {}'s shadow", r.was.name)
                            : fmt::format("build index {} of {}'s shadow", name, r.was.name));
    step.table = r.shadow;
    step.sql = {fmt::format("ALTER TABLE {} {}, ALGORITHM=INPLACE, LOCK=SHARED", quote(r.shadow),
                            join(adds, ", "))};
    step.probe = Probe::index(r.shadow, name);
    step.lock = nobody(r.shadow);
    step.why = "sorted once over all rows, instead of row by row";
  };
  if (!together.empty()) {
    std::string last;
    for (auto& name : r.how.late_indexes)
      if (auto& sql = r.how.indexes.at(name);
          !sql.starts_with("FULLTEXT") && !sql.starts_with("SPATIAL"))
        last = name;
    build(together, last);
  }
  for (auto& [name, adds] : alone) build(adds, name);
  auto& analyze =
      add(r, Phase::backfill, StepKind::ddl, fmt::format("analyze {}'s shadow", r.was.name));
  analyze.table = r.shadow;
  analyze.sql = {"ANALYZE TABLE " + quote(r.shadow)};
  analyze.lock = nobody(r.shadow);
  analyze.why = "the optimizer knows it when the first query meets it";
}

void compare(Rebuild& r) {
  for (bool extra : {false, true}) {
    auto& step = add(r, Phase::backfill, StepKind::fill,
                     extra ? fmt::format("note rows that only {}'s shadow has", r.was.name)
                           : fmt::format("note rows that differ in {}'s shadow", r.was.name));
    step.batch = extra ? note_extra(r.forward, r.p.at()) : note_differing(r.forward, r.p.at());
    step.lock = Lock::reading(r.was.name);
    step.why = extra ? "cascades and TRUNCATE fire no triggers"
                     : "every row is compared before the exchange; what differs is applied again";
  }
  apply(r, r.forward, Phase::backfill, false, true,
        fmt::format("write the noted rows of {} anew", r.was.name),
        "what still differs then, or is refused, stops it: the shadow is proven equal");
}

// A counter may be past every row that there is.
void carry_counter(Rebuild& r) {
  bool counts = std::any_of(r.made.columns.begin(), r.made.columns.end(),
                            [](auto& column) { return column.identity; });
  if (!counts) return;
  auto& step = add(r, Phase::backfill, StepKind::ddl,
                   fmt::format("carry the AUTO_INCREMENT counter of {} over", r.was.name));
  step.table = r.shadow;
  step.sql = {
      fmt::format("SET @migrate_sql = (SELECT CONCAT({}, AUTO_INCREMENT) FROM "
                  "information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND "
                  "TABLE_NAME = {})",
                  quote_text(fmt::format("ALTER TABLE {} AUTO_INCREMENT = ", quote(r.shadow))),
                  quote_text(r.was.name)),
      "PREPARE migrate_statement FROM @migrate_sql", "EXECUTE migrate_statement",
      "DEALLOCATE PREPARE migrate_statement"};
  step.lock = Lock::metadata(r.shadow, "metadata only; the triggers write it");
  step.why = "a number is not given twice, even where its row is gone";
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
  return {"SET SESSION foreign_key_checks = 0",
          fmt::format("ALTER TABLE {} DROP FOREIGN KEY {}, ADD CONSTRAINT {} {}{}",
                      quote_shown(key.table), quote(from), quote(to),
                      shadow_key_sql(r.was, key, refers_to, r.how.renamed), way_of("INPLACE")),
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

Step& exchange(Rebuild& r, Phase phase) {
  auto& step = add(r, phase, StepKind::ddl, fmt::format("exchange {} for its shadow", r.was.name));
  step.sql = {fmt::format("RENAME TABLE {0} TO {1}, {2} TO {0}", quote(r.was.name), quote(r.old),
                          quote(r.shadow))};
  step.probe = exchanged(r);
  step.cutover = phase == Phase::backfill;
  step.lock =
      Lock::metadata(r.was.name, "one atomic statement: a query meets the one table or the other");
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

// From here on the old table follows the new one.
void exchange_and_follow(Rebuild& r) {
  make_log(r, r.back, Phase::backfill, fmt::format("make a log for the way back of {}", r.was.name),
           "rollback loses nothing that is written after the exchange");
  make_triggers(r, r.back, Phase::backfill, false, r.shadow,
                fmt::format("log what will change in {}", r.was.name),
                "it stands before the exchange, so that there is no gap");
  move_keys(r, Phase::backfill);
  auto& step = exchange(r, Phase::backfill);
  for (auto& key : r.children)
    for (auto& sql : change_key(r, key, moved_key_name(key), key.name, r.old))
      step.undo.push_back(sql);
  step.undo.push_back(fmt::format("RENAME TABLE {0} TO {2}, {1} TO {0}", quote(r.was.name),
                                  quote(r.old), quote(r.shadow)));
  step.why =
      "the shadow holds every row, and follows every write; both versions of the code can "
      "use the new shape";
  step.loss = fmt::format("SELECT COUNT(*) AS lost FROM {}", quote(r.back.log));
  step.loss_what = fmt::format("rows of {} that the old shape cannot hold", r.was.name);
  drop_triggers(r, r.forward, Phase::backfill, true, r.old,
                fmt::format("stop carrying into the shadow of {}", r.was.name),
                "nobody writes the old table but the way back", true);
  make_triggers(r, r.back, Phase::backfill, true, r.was.name,
                fmt::format("carry {} back into the old table", r.was.name),
                "what is written from now on is in both", true);
  drop_triggers(r, r.back, Phase::backfill, false, r.was.name,
                fmt::format("stop the log of {}", r.was.name), "each write carries itself back",
                true);
  apply(r, r.back, Phase::backfill, false, false,
        fmt::format("carry back what was written to {} meanwhile", r.was.name),
        "what the old shape cannot hold stays in the log: a rollback asks about it")
      .completes_cutover = true;
  nothing_left(r, Phase::backfill);
}

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

void finish(Rebuild& r, bool early) {
  if (early)
    drop_triggers(r, r.back, Phase::contract, true, r.was.name,
                  fmt::format("stop carrying {} back", r.was.name),
                  "there is no way back from here on");
  drop_table(r, r.old, fmt::format("drop the old table of {}", r.was.name),
             "no live code needs the old shape")
      .destructive = true;
  if (early)
    drop_table(r, r.back.log, fmt::format("drop the log of {}'s way back", r.was.name),
               "its triggers are gone");
  drop_table(r, r.forward.log, fmt::format("drop the log of {}", r.was.name),
             "its triggers are gone");
  drop_table(r, r.forward.work, fmt::format("drop the work table of {}", r.was.name),
             "it is empty");
  give_keys_their_names(r);
}

// Contract exchanges: until then both versions use the old shape.
void exchange_at_last(Rebuild& r) {
  apply(r, r.forward, Phase::contract, false, true,
        fmt::format("apply what the shadow of {} refused before", r.was.name),
        "nothing is exchanged while a row does not fit");
  auto& proof = add(r, Phase::contract, StepKind::verify,
                    fmt::format("compare {} with its shadow, again", r.was.name));
  proof.batch = differing(r.forward, r.p.at());
  proof.lock = Lock::reading(r.was.name);
  proof.why = "what was equal yesterday proves nothing today";
  move_keys(r, Phase::contract);
  auto& step = exchange(r, Phase::contract);
  step.why = r.how.late_because;
  drop_triggers(r, r.forward, Phase::contract, true, r.old,
                fmt::format("stop carrying into the shadow of {}", r.was.name),
                "nobody writes the old table any more");
  nothing_left(r, Phase::contract);
}

}  // namespace

void plan_shadow(Planning& p, Table& table, const ShadowChange& change) {
  require_alone(p, table);
  auto shape = p.trial->shape(table, p.plan.steps, change.alter, p.at());
  auto how = shadow_plan(p, table, shape, change);
  auto made = shape.table;
  made.name = table.name;
  made.estimated_rows = table.estimated_rows;
  auto shadow = own_name(table, "shadow"), old = own_name(table, "old");
  Carry forward{
      p.flavour, table, made, how.columns, how.key, own_name(table, "log"), own_name(table, "work"),
      "carry"};
  forward.to.name = shadow;
  forward.to.foreign_keys = table.foreign_keys;
  Carry back{p.flavour, made,  table, how.back, how.back_key, own_name(table, "back_log"),
             "",        "back"};
  back.to.name = old;
  std::vector<ForeignKey> children;
  for (auto& key : table.referenced_by)
    if (key.table != table.name) children.push_back(key);
  forward.referenced = back.referenced = !children.empty();
  Rebuild r{p,   change,  table, made,    how, shadow, own_name(table, "building"),
            old, forward, back,  children};

  make_shadow(r);
  make_log(r, r.forward, Phase::expand, fmt::format("make a log of changes of {}", table.name),
           "each names a row by its key; the row itself is read again when it is applied");
  auto& work = add(r, Phase::expand, StepKind::ddl,
                   fmt::format("make a work table for the log of {}", table.name));
  work.sql = {create_work(r.forward)};
  work.undo = {"DROP TABLE IF EXISTS " + quote(r.forward.work)};
  work.probe = Probe::table(r.forward.work);
  work.lock = nobody(r.forward.work);
  work.why = "holds the entries of one batch: those and no others are forgotten with it";
  make_triggers(r, r.forward, Phase::expand, false, table.name,
                fmt::format("log what changes in {}", table.name),
                "one short row for each write: the application never waits for the copy, nor meets "
                "an error of it");

  copy(r);
  build_indexes(r);
  apply(r, r.forward, Phase::backfill, true, false,
        fmt::format("apply what changed in {} meanwhile", table.name),
        "in batches while nobody but this writes the shadow");
  make_triggers(r, r.forward, Phase::backfill, true, table.name,
                fmt::format("carry {} into its shadow", table.name),
                "from here on the shadow is in step: each write is made in both");
  drop_triggers(r, r.forward, Phase::backfill, false, table.name,
                fmt::format("stop the log of {}", table.name), "each write carries itself");
  apply(r, r.forward, Phase::backfill, false, true,
        fmt::format("apply the last of the log of {}", table.name),
        "row by row beside the triggers");
  compare(r);
  carry_counter(r);
  bool early = how.late_because.empty();
  early ? exchange_and_follow(r) : exchange_at_last(r);
  finish(r, early);

  if (!early)
    p.note(
        fmt::format("{} is exchanged for its shadow in contract: {}. Until then old and new "
                    "code both use the old shape",
                    table.name, how.late_because));
  p.note(
      fmt::format("TRUNCATE {} and LOAD DATA with sql_log_bin or triggers off are not followed: "
                  "do not run them until contract",
                  table.name));
  p.plan.touches.push_back({table.name, "*dropped"});
  made.foreign_keys = table.foreign_keys;
  made.referenced_by = table.referenced_by;
  made.extra["shadowed"] = "1";
  table = made;
}

}  // namespace migrate::mysql
