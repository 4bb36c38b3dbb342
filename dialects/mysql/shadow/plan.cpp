// The last rung: a shadow table of the new shape, filled and kept in step beside the table, proven
// equal, then exchanged with it (docs/decisions/0016).
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/rebuild.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

void make_shadow(Rebuild& r) {
  auto& step = add(r, Phase::expand, StepKind::ddl,
                   fmt::format("make a shadow of {}: {}", r.was.name, r.change.what));
  auto building = quote(r.building);
  step.sql = {fmt::format("CREATE TABLE {} LIKE {}", building, quote(r.was.name)),
              fmt::format("ALTER TABLE {} {}", building, r.change.alter)};
  if (!r.change.alter_then.empty())
    step.sql.push_back(fmt::format("ALTER TABLE {} {}", building, r.change.alter_then));
  // MySQL's names of CHECKs are of the database: a copy that a killed run left behind has them
  // still.
  if (!r.p.flavour.checks_belong_to_tables && !r.made.checks.empty())
    step.sql.insert(step.sql.begin(), "DROP TABLE IF EXISTS " + quote(r.tried_on));
  std::vector<std::string> drops;
  for (auto* late : {&r.how.late_indexes, &r.how.late_uniques})
    for (auto& name : *late) drops.push_back("DROP INDEX " + quote(name));
  if (!drops.empty())
    step.sql.push_back(fmt::format("ALTER TABLE {} {}", building, join(drops, ", ")));
  std::vector<std::string> keys;
  for (auto& key : r.was.foreign_keys)
    if (acts(key))
      keys.push_back(
          fmt::format("ADD CONSTRAINT {} {}", quote(shadow_key_name(key)),
                      shadow_key_sql(r.was, on_shadow(r, key), r.building, r.how.renamed)));
  if (!keys.empty())
    step.sql.push_back(fmt::format("ALTER TABLE {} {}", building, join(keys, ", ")));
  // Only the whole of it has the shadow's name.
  step.sql.push_back(fmt::format("RENAME TABLE {} TO {}", building, quote(r.shadow)));
  step.probe = fmt::format("SELECT IF(({}), 1, IF(({}), 2, 0))", Probe::table(r.shadow),
                           Probe::table(r.building));
  step.cleanup = {"DROP TABLE IF EXISTS " + building};
  step.undo = {"DROP TABLE IF EXISTS " + building, "DROP TABLE IF EXISTS " + quote(r.shadow)};
  step.lock = nobody(r.shadow);
  for (auto& key : r.was.foreign_keys)
    if (acts(key)) step.lock.object.add({key.ref_table});
  if (std::any_of(r.was.foreign_keys.begin(), r.was.foreign_keys.end(), acts))
    step.lock = {"MDL exclusive", step.lock.object, "milliseconds: metadata only",
                 "a foreign key of the shadow needs it on the table that it refers to"};
  step.why = r.change.why;
}

bool is_late(const Rebuild& r, const Index& index) {
  auto& late = r.how.late_uniques;
  return std::find(late.begin(), late.end(), index.name) != late.end();
}

void make_work_table(Rebuild& r) {
  auto& work = add(r, Phase::expand, StepKind::ddl,
                   fmt::format("make a work table for the log of {}", r.was.name));
  work.sql = {create_work(r.forward)};
  work.undo = {"DROP TABLE IF EXISTS " + quote(r.forward.work)};
  work.probe = Probe::table(r.forward.work);
  work.lock = nobody(r.forward.work);
  work.why = "holds the entries of one batch: those and no others are forgotten with it";
}

void copy(Rebuild& r) {
  // What the shadow has from its first row on, the copy would stop at, with the value alone.
  for (auto& index : r.how.new_uniques)
    if (!is_late(r, index)) look_for_duplicates(r.p, Phase::backfill, r.was, index, r.how.renamed);
  auto& fill =
      add(r, Phase::backfill, StepKind::fill, fmt::format("copy {} into its shadow", r.was.name));
  fill.batch = copy_batch(r.forward, r.p.at());
  fill.lock = {"none", r.was.name, "consistent reads",
               "what changes meanwhile is in the log; nobody waits for the copy"};
  fill.why = "in the order of the key, before the secondary indexes are there: both are cheapest";
  // A value may move to a row that is copied later: the one that had it is still there with it.
  if (std::any_of(r.made.indexes.begin(), r.made.indexes.end(), [&](auto& index) {
        return index.unique && !is_late(r, index) && !holds_key(r, index);
      }))
    fill.cleanup = clear_changed(r.forward);
}

void build(Rebuild& r, const std::vector<std::string>& names, bool in_use) {
  if (names.empty()) return;
  std::vector<std::string> adds;
  for (auto& name : names) adds.push_back("ADD " + r.how.indexes.at(name));
  auto& step = add(r, Phase::backfill, StepKind::ddl,
                   names.size() > 1
                       ? fmt::format("build {} indexes of {}'s shadow", names.size(), r.was.name)
                       : fmt::format("build index {} of {}'s shadow", names.front(), r.was.name));
  step.table = r.shadow;
  step.sql = {fmt::format("ALTER TABLE {} {}, ALGORITHM=INPLACE, LOCK={}", quote(r.shadow),
                          join(adds, ", "), in_use ? "NONE" : "SHARED")};
  if (auto setting = r.p.flavour.sort_setting; !setting.empty()) {
    step.sql.insert(step.sql.begin(),
                    fmt::format("SET SESSION {} = {}", setting, r.p.flavour.sort_memory));
    step.sql.push_back(fmt::format("SET SESSION {} = DEFAULT", setting));
    step.hold_from = 1;
  }
  step.probe = Probe::index(r.shadow, names.back());
  step.lock =
      in_use ? online(r.shadow, "INPLACE", "the triggers go on writing it").lock : nobody(r.shadow);
  step.why = in_use ? "the shadow is in step: what is one value twice now is so in the table"
                    : "sorted once over all rows, instead of row by row";
}

void build_indexes(Rebuild& r) {
  auto special = [&](const std::string& name) {
    auto& sql = r.how.indexes.at(name);
    return sql.starts_with("FULLTEXT") || sql.starts_with("SPATIAL");
  };
  std::vector<std::string> together;
  for (auto& name : r.how.late_indexes)
    if (!special(name)) together.push_back(name);
  build(r, together, false);
  // InnoDB builds one at a time.
  for (auto& name : r.how.late_indexes)
    if (special(name)) build(r, {name}, false);
  auto& analyze =
      add(r, Phase::backfill, StepKind::ddl, fmt::format("analyze {}'s shadow", r.was.name));
  analyze.table = r.shadow;
  analyze.sql = r.analyze;
  analyze.lock = nobody(r.shadow);
  analyze.why = "the optimizer knows it when the first query meets it";
}

void build_uniques(Rebuild& r) {
  for (auto& index : r.how.new_uniques)
    if (is_late(r, index)) look_for_duplicates(r.p, Phase::backfill, r.was, index, r.how.renamed);
  // By now the shadow has a row for each of the table's.
  for (auto& index : r.how.changed_uniques) {
    if (!is_late(r, index)) continue;
    auto shadow = r.made;
    shadow.name = r.shadow;
    look_for_duplicates(r.p, Phase::backfill, shadow, index, {});
  }
  build(r, r.how.late_uniques, true);
}

// A counter may be past every row that there is.
void carry_counter(Rebuild& r) {
  auto counts = [](const Table& table) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [](auto& column) { return column.identity; });
  };
  if (!counts(r.was) || !counts(r.made)) return;
  auto& step = add(r, Phase::backfill, StepKind::ddl,
                   fmt::format("carry the AUTO_INCREMENT counter of {} over", r.was.name));
  step.table = r.shadow;
  step.sql = {
      fmt::format("SET @migrate_sql = (SELECT CONCAT({}, MAX(AUTO_INCREMENT)) FROM "
                  "information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND "
                  "CAST(TABLE_NAME AS BINARY) IN ({}, {}))",
                  quote_text(fmt::format("ALTER TABLE {} AUTO_INCREMENT = ", quote(r.shadow))),
                  quote_text(r.was.name), quote_text(r.shadow)),
      "PREPARE migrate_statement FROM @migrate_sql", "EXECUTE migrate_statement",
      "DEALLOCATE PREPARE migrate_statement"};
  step.lock = Lock::metadata(r.shadow, "metadata only; the triggers write it");
  step.why = "a number is not given twice, even where its row is gone";
}

void make(Rebuild& r) {
  make_shadow(r);
  make_log(r, r.forward, Phase::expand, fmt::format("make a log of changes of {}", r.was.name),
           "each entry names a row by its key; the row itself is read again when it is applied");
  make_work_table(r);
  make_triggers(r, r.forward, Phase::expand, Follows::by_log, r.was.name,
                fmt::format("log what changes in {}", r.was.name),
                "one short row for each write: the application never waits for the copy, nor meets "
                "an error of it");
  wait_for_prepared(r, Phase::expand);
}

// Until the shadow is in step: each write is made in both.
void bring_in_step(Rebuild& r) {
  copy(r);
  build_indexes(r);
  apply(r, r.forward, Phase::backfill, Portion::some, false,
        fmt::format("apply what changed in {} meanwhile", r.was.name),
        "in batches while nobody but this writes the shadow");
  if (r.early())
    make_log(r, r.back, Phase::backfill,
             fmt::format("make a log for the way back of {}", r.was.name),
             "rollback loses nothing that is written after the exchange");
  make_triggers(r, r.forward, Phase::backfill, Follows::directly, r.was.name,
                fmt::format("carry {} into its shadow", r.was.name),
                "from here on the shadow is in step: each write is made in both");
  drop_triggers(r, r.forward, Phase::backfill, Follows::by_log, r.was.name,
                fmt::format("stop the log of {}", r.was.name), "each write carries itself");
  wait_for_prepared(r, Phase::backfill);
  apply(r, r.forward, Phase::backfill, Portion::one_by_one, true,
        fmt::format("apply the last of the log of {}", r.was.name),
        "row by row beside the triggers");
  build_uniques(r);
}

void note_what_changes(Rebuild& r) {
  auto& p = r.p;
  if (!r.early())
    p.note(
        fmt::format("{} is exchanged for its shadow in contract: {}. Until then old and new "
                    "code both use the old shape",
                    r.was.name, r.how.late_because));
  p.note(fmt::format("TRUNCATE {} is not followed into the other table: use DELETE until contract",
                     r.was.name));
  p.note(
      "the triggers of a shadow run with the rights of the user that makes them in `migrate "
      "expand` and `migrate backfill` (their definer): that user must stay until contract");
  note_unseen_snapshots(r);
}

void note_places(Planning& p, const Table& table) {
  auto lost = p.trial->places_not_taken(table, p.plan.steps, p.at());
  if (lost.empty()) return;
  p.note(fmt::format(
      "the rows of {} lie where its {} says, which its shadow is not given: from the exchange on "
      "they lie where the server puts a new table of this database",
      table.name, join(lost, " and ")));
}

std::shared_ptr<Rebuild> rebuild_of(Planning& p, const ShadowChange& change, const Table& table) {
  auto shape = p.trial->shape(
      table, p.plan.steps, {change.alter, change.alter_then},
      [&](auto&... trigger) { return silent_trigger(p, table, trigger...); }, p.at());
  auto how = shadow_plan(p, change, table, shape);
  refuse_what_names_it(p, change, table, shape);
  refuse_what_it_cannot_become(p, change, table, shape.table);
  auto made = shape.table;
  made.name = table.name;
  made.estimated_rows = table.estimated_rows;
  auto shadow = own_table_name(table, "shadow"), old = own_table_name(table, "old");
  Carry forward{
      p.flavour, table, made, how.columns, how.key, own_name(table, "log"), own_name(table, "work"),
      "carry"};
  forward.to.name = shadow;
  forward.compared_later = true;
  forward.by_numbers = p.trial->suits_numbers(table);
  forward.to.foreign_keys = table.foreign_keys;
  Carry back{p.flavour, made,  table, how.back, how.back_key, own_name(table, "back_log"),
             "",        "back"};
  back.to.name = old;
  std::vector<ForeignKey> children;
  for (auto& key : table.referenced_by)
    if (key.table != table.name) children.push_back(key);
  forward.referenced = back.referenced = !children.empty();
  if (how.late_because.empty()) forward.named = back.log;
  auto r =
      std::make_shared<Rebuild>(Rebuild{p, p.operation, change, table, made, std::move(how), shadow,
                                        own_table_name(table, "building"), old, std::move(forward),
                                        std::move(back), std::move(children), shape.table.name});
  r->parts = p.trial->parts(table);
  r->analyze = analyze_shadow(*r, p.trial->column_statistics(table));
  return r;
}

}  // namespace

void compare(Rebuild& r, Phase phase) {
  auto note = [&](Batch batch, const std::string& title, const std::string& why) {
    auto& step = add(r, phase, StepKind::fill, title);
    step.batch = std::move(batch);
    step.lock = Lock::reading(r.was.name);
    step.why = why;
  };
  // In contract it belongs to the exchange: not what is looked at before contract changes anything.
  bool late = phase == Phase::contract;
  note(note_differing(r.forward, r.p.at()),
       fmt::format("note rows that differ in {}'s shadow", r.was.name),
       late ? "an update of what a foreign key refers to fires no trigger: until the key stood on "
              "the shadow, it changed the table alone"
            : "every row is compared before the exchange; what differs is applied again");
  apply(r, r.forward, phase, Portion::one_by_one, true,
        fmt::format("write the noted rows of {} anew", r.was.name),
        "what still differs then, or is refused, stops it: the shadow is proven equal")
      .completes_cutover = late;
  note(note_extra(r.forward), fmt::format("note rows that only {}'s shadow has", r.was.name),
       "cascades and TRUNCATE fire no triggers");
  apply(r, r.forward, phase, Portion::one_by_one, true,
        fmt::format("take the noted rows out of {}'s shadow", r.was.name),
        "as many rows as the table has, each the same: the shadow is proven equal")
      .completes_cutover = late;
}

void plan_rebuilds(Planning& p, const std::vector<Rebuild*>& all) {
  bool early = all.front()->early();
  auto each = [&](const auto& plan) {
    for (auto* r : all) {
      p.operation = r->operation;
      plan(*r);
    }
  };
  each(make);
  each(bring_in_step);
  if (early) each([](Rebuild& r) { add_keys_that_refuse(r, Phase::backfill); });
  each([](Rebuild& r) {
    compare(r, Phase::backfill);
    carry_counter(r);
  });
  early ? exchange_and_follow(all) : exchange_at_last(*all.front());
  finish(all);
  each(note_what_changes);
}

void plan_shadow(Planning& p, const ShadowChange& change, Table& table) {
  refuse_what_cannot_be_rebuilt(p, change, table);
  p.trial->require_rights_for_shadow(table, p.plan.steps, p.at());
  refuse_unseen_keys(p, table);
  look_at_the_disk(p, table);
  note_places(p, table);
  auto r = rebuild_of(p, change, table);

  // Nor may another migration in flight rebuild, make or drop what foreign keys tie to it.
  p.plan.touches.push_back({table.name, "*dropped"});
  for (auto* keys : {&table.foreign_keys, &table.referenced_by})
    for (auto& key : *keys)
      for (auto& name : {key.table, key.ref_table})
        if (name != table.name) p.plan.touches.push_back({name, "*dropped"});
  auto made = r->made;
  made.foreign_keys = table.foreign_keys;
  made.referenced_by = table.referenced_by;
  made.extra["shadowed"] = "1";
  table = made;
  r->how.tied ? p.tied.push_back(std::move(r)) : plan_rebuilds(p, {r.get()});
}

}  // namespace migrate::mysql
