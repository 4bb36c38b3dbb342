// Steps that several operations share.
#include <fmt/format.h>

#include "dialects/mysql/batch_sql.hpp"
#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/connection.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/sync.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

void use(Step& step, const How& how) {
  step.strategy = how.strategy;
  step.lock = how.lock;
}

bool has_virtual_columns(const Table& table) {
  for (auto& column : table.columns)
    if (column.extra.count("virtual")) return true;
  return false;
}

void require_no_fulltext(const Planning& p, const Table& table) {
  if (auto* index = fulltext_index(table))
    unsupported(p.at(),
                fmt::format("table \"{}\" has the FULLTEXT index \"{}\": the server then changes "
                            "its columns only by blocking writes",
                            table.name, index->name),
                "drop that index for the time of the migration");
}

How dropped(Planning& p, const Table& table) {
  if (!p.flavour.instant_drop)
    return online(table.name, "INPLACE", "the table is rebuilt meanwhile, reads and writes go on");
  return instantly(p, table);
}

// The way back of a step that adds columns.
void drop_again(Planning& p, const Table& table, Step& step, const std::string& drops) {
  auto how = dropped(p, table);
  step.undo = {fmt::format("ALTER TABLE {} {}{}", quote(table.name), drops, how.sql)};
  if (step.strategy == Strategy::instant && how.strategy != step.strategy)
    step.undo_lock = how.lock;
}

std::vector<std::string> each(const std::string& action, const std::vector<std::string>& columns) {
  std::vector<std::string> actions;
  for (auto& column : columns) actions.push_back(action + " COLUMN " + column);
  return actions;
}

std::vector<std::string> names_of(const std::vector<Column>& columns) {
  std::vector<std::string> names;
  for (auto& column : columns) names.push_back(quote(column.name));
  return names;
}

std::vector<std::string> definitions_of(const std::vector<Column>& columns) {
  std::vector<std::string> definitions;
  for (auto& column : columns) definitions.push_back(definition_sql(column));
  return definitions;
}

}  // namespace

const Index* fulltext_index(const Table& table) {
  for (auto& index : table.indexes)
    if (index.method == "FULLTEXT") return &index;
  return nullptr;
}

void require_own_default(const Planning& p, const Table& table, const Column& column) {
  if (!p.flavour.timestamps_by_themselves || data_type(column) != "timestamp" || column.nullable ||
      column.generated || column.default_sql || column.extra.count("on_update"))
    return;
  unsupported(p.at(),
              fmt::format("{}.{}: a TIMESTAMP that is NOT NULL and is said without DEFAULT and ON "
                          "UPDATE, for which this server has the moment of each write "
                          "(explicit_defaults_for_timestamp = OFF)",
                          table.name, column.name),
              "give it a default, or let it be NULL; where it has one, SET GLOBAL "
              "explicit_defaults_for_timestamp = ON first");
}

std::string count_lost(const Table& table, const std::string& condition) {
  return fmt::format("SELECT COUNT(*) AS lost FROM (SELECT 1 FROM {} WHERE {} LIMIT 1000) AS found",
                     quote(table.name), condition);
}

Step& add_ddl(Planning& p, Phase phase, const std::string& title, const std::string& table,
              const std::string& sql) {
  auto& step = add_step(p.plan, phase, StepKind::ddl, title);
  step.table = table;
  step.sql = {sql};
  return step;
}

namespace {

Step& add_walk(Planning& p, Phase phase, StepKind kind, const Table& table,
               const std::string& title, const std::string& condition) {
  auto batch = verify_batch(table, condition, p.at());
  auto& step = add_step(p.plan, phase, kind, title);
  step.table = table.name;
  step.lock = Lock::reading(table.name);
  step.why = kind == StepKind::verify ? proven_complete : named_first;
  step.batch = std::move(batch);
  return step;
}

}  // namespace

Step& add_verify(Planning& p, Phase phase, const Table& table, const std::string& title,
                 const std::string& condition) {
  return add_walk(p, phase, StepKind::verify, table, title, condition);
}

void add_search(Planning& p, Phase phase, const Table& table, const std::string& title,
                const std::string& condition) {
  add_walk(p, phase, StepKind::search, table, title, condition);
}

Step& add_column_step(Planning& p, Table& table, const Column& column, const std::string& after,
                      const std::string& title) {
  require_no_fulltext(p, table);
  require_own_default(p, table, column);
  auto how = instantly(p, table);
  const bool instant = how.strategy == Strategy::instant;
  bool last = after.empty() || (instant && !p.flavour.instant_add_anywhere) ||
              (p.flavour.virtual_columns_force_last && has_virtual_columns(table));
  if (!instant) p.rebuilt(table);
  auto& step =
      add_ddl(p, Phase::expand, title, table.name,
              fmt::format("ALTER TABLE {} ADD COLUMN {}{}{}", quote(table.name),
                          definition_sql(column), last ? "" : " AFTER " + quote(after), how.sql));
  use(step, how);
  drop_again(p, table, step, "DROP COLUMN " + quote(column.name));
  step.probe = Probe::column(table.name, column.name);
  note_added(p, table, "one column more");
  if (last)
    table.columns.push_back(column);
  else
    for (auto at = table.columns.begin(); at != table.columns.end(); ++at)
      if (at->name == after) {
        table.columns.insert(at + 1, column);
        break;
      }
  return step;
}

Step& add_columns_step(Planning& p, Table& table, const std::vector<Column>& columns,
                       const std::string& title) {
  require_no_fulltext(p, table);
  for (auto& column : columns) require_own_default(p, table, column);
  auto change = join(each("ADD", definitions_of(columns)), ", ");
  // However many they are: one version.
  auto how = tried(p, table, change, title, p.take_row_versions(table));
  if (how.strategy != Strategy::instant) p.rebuilt(table);
  auto& step = add_ddl(p, Phase::expand, title, table.name,
                       fmt::format("ALTER TABLE {} {}{}", quote(table.name), change, how.sql));
  use(step, how);
  drop_again(p, table, step, join(each("DROP", names_of(columns)), ", "));
  step.probe = Probe::column(table.name, columns.front().name);
  note_added(p, table, "more columns");
  table.columns.insert(table.columns.end(), columns.begin(), columns.end());
  return step;
}

void makes_trigger(const Planning& p, Step& step, const std::string& create, bool moments) {
  step.sql = {create};
  if (!moments || !p.flavour.moments_by_local_time) return;
  step.sql = {sql_mode_for_moments(), create, sql_mode_of_sessions()};
  step.hold_from = 1;
}

void add_trigger_steps(Planning& p, const Table& table, const std::string& column,
                       const std::string& insert_sql, const std::string& update_sql,
                       const std::string& what, bool moments) {
  // UPDATE first: were a row filled on INSERT before its updates are followed, an update in between
  // would leave it with a value that nothing corrects, since the backfill sees it as filled.
  for (auto event : {Event::update, Event::insert}) {
    bool insert = event == Event::insert;
    auto name = trigger_name(table, column, event);
    auto& step =
        add_ddl(p, Phase::expand, fmt::format("{} on {}", what, insert ? "INSERT" : "UPDATE"),
                table.name, insert ? insert_sql : update_sql);
    makes_trigger(p, step, insert ? insert_sql : update_sql, moments);
    step.undo = {"DROP TRIGGER IF EXISTS " + quote(name)};
    step.probe = Probe::trigger(table.name, name);
    step.strategy = Strategy::in_place;
    step.lock = Lock::metadata(table.name,
                               "waits for open transactions that used the table; every write after "
                               "it fires the trigger");
    step.why = "what one version of the application writes the other one reads";
  }
  p.note(
      "the triggers run with the rights of the user that runs `migrate expand` (their definer): "
      "that user must stay until contract");
}

void drop_trigger_steps(Planning& p, const Table& table, const std::string& column,
                        const std::string& title, const std::string& why) {
  for (auto event : {Event::update, Event::insert}) {
    bool insert = event == Event::insert;
    auto name = trigger_name(table, column, event);
    auto& step =
        add_ddl(p, Phase::contract, fmt::format("{} on {}", title, insert ? "INSERT" : "UPDATE"),
                table.name, "DROP TRIGGER IF EXISTS " + quote(name));
    step.probe = Probe::no_trigger(name);
    step.strategy = Strategy::instant;
    step.lock = Lock::metadata(table.name, "metadata only");
    step.why = insert ? "all live code uses the new shape" : why;
  }
}

void stop_sync(Planning& p, const Table& table, const std::string& column) {
  drop_trigger_steps(p, table, column, fmt::format("stop the sync of {}.{}", table.name, column),
                     "first: left alone it would take a fresh row for one that was never filled");
}

void swap_indexes(Planning& p, const Table& table, const std::vector<std::string>& drop,
                  const std::vector<std::pair<std::string, std::string>>& rename,
                  const std::string& title) {
  if (drop.empty()) return;
  std::vector<std::string> actions;
  for (auto& name : drop) actions.push_back("DROP INDEX " + quote(name));
  for (auto& [from, to] : rename)
    actions.push_back(fmt::format("RENAME INDEX {} TO {}", quote(from), quote(to)));
  auto how = online(table.name, p.flavour.index_build, "metadata only");
  auto& step =
      add_ddl(p, Phase::contract, title, table.name,
              fmt::format("ALTER TABLE {} {}{}", quote(table.name), join(actions, ", "), how.sql));
  use(step, how);
  step.destructive = rename.empty();
  step.probe = Probe::no_index(table.name, rename.empty() ? drop.front() : rename.front().first);
  step.why =
      "one statement: queries find an index under that name at any moment, and no unique "
      "index of the old column refuses new rows";
}

void give_default(Planning& p, const Table& table, const Column& column) {
  if (column.nullable || column.default_sql || column.generated || column.identity) return;
  auto value = implicit_default(column, p.flavour);
  if (!value)
    unsupported(
        p.at(),
        fmt::format("{}.{} is NOT NULL without a default, and its type {} has no value that "
                    "could stand in between the last two statements",
                    table.name, column.name, column.type));
  auto& step = add_ddl(
      p, Phase::contract,
      fmt::format("give {}.{} a default for its last moments", table.name, column.name), table.name,
      fmt::format("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}, "
                  "ALGORITHM=INSTANT",
                  quote(table.name), quote(column.name), *value));
  step.probe = Probe::has_default(table.name, column.name);
  step.strategy = Strategy::instant;
  step.lock = Lock::metadata(table.name, "metadata only");
  step.why = "inserts that leave it out must not fail between the triggers' end and its own";
}

void drop_column_step(Planning& p, const Table& table, const Column& column) {
  drop_columns_step(p, table, {column});
}

void drop_columns_step(Planning& p, const Table& table, const std::vector<Column>& columns) {
  require_no_fulltext(p, table);
  auto how = dropped(p, table);
  std::vector<std::string> said;
  for (auto& column : columns) said.push_back(table.name + "." + column.name);
  auto names = names_of(columns);
  auto& step = add_ddl(p, Phase::contract, fmt::format("drop {}", join(said, ", ")), table.name,
                       fmt::format("ALTER TABLE {} {}{}", quote(table.name),
                                   join(each("DROP", names), ", "), how.sql));
  use(step, how);
  step.destructive = true;
  step.probe = Probe::no_column(table.name, columns.front().name);
  step.why = "no live code uses it";
}

Step& require_values_step(Planning& p, const Table& table, const std::vector<Column>& columns,
                          const std::string& title) {
  auto required = columns;
  std::vector<std::string> defaults;
  for (auto& column : required) {
    // Still without its default: a value that is left out must stay visible to the trigger.
    column.default_sql.reset();
    require_own_default(p, table, column);
    // Not back to NULL, which rebuilds the table: a default does as well until the column is gone.
    if (auto value = implicit_default(column, p.flavour))
      defaults.push_back(fmt::format("ALTER COLUMN {} SET DEFAULT {}", quote(column.name), *value));
    if (!p.flavour.load_data_shows_null)
      p.note(
          fmt::format("LOAD DATA that leaves {}.{} out stores the type's empty value from then on: "
                      "MySQL does not tell the trigger that it was left out",
                      table.name, column.name));
  }
  auto change = join(each("MODIFY", definitions_of(required)), ", ");
  auto how = tried(p, table, change, title);
  auto& step = add_ddl(p, Phase::backfill, title, table.name,
                       fmt::format("ALTER TABLE {} {}{}", quote(table.name), change, how.sql));
  use(step, how);
  step.probe = Probe::column_where(table.name, required.front().name, "IS_NULLABLE = 'NO'");
  if (!defaults.empty())
    step.undo = {fmt::format("ALTER TABLE {} {}, ALGORITHM=INSTANT", quote(table.name),
                             join(defaults, ", "))};
  step.why = "the rows have been proven to have a value";
  return step;
}

void default_step(Planning& p, const Table& table, const Column& column) {
  auto& step = add_ddl(p, Phase::contract,
                       fmt::format("set the default of {}.{}", table.name, column.name), table.name,
                       fmt::format("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}, "
                                   "ALGORITHM=INSTANT",
                                   quote(table.name), quote(column.name),
                                   settable_default(column, *column.default_sql, p.flavour)));
  step.probe = Probe::column_where(table.name, column.name,
                                   "(COALESCE(COLUMN_DEFAULT, 'NULL') <> 'NULL' OR EXTRA LIKE "
                                   "'%DEFAULT_GENERATED%')");
  step.strategy = Strategy::instant;
  step.lock = Lock::metadata(table.name, "metadata only");
  step.why = "before the triggers go: new code may leave the column out at any moment";
}

void note_added(Planning& p, const Table& table, const std::string& how_many) {
  p.note(
      fmt::format("INSERT INTO {} VALUES (…) without a list of columns fails while the table has "
                  "{} than the code knows",
                  table.name, how_many));
}

void note_triggers(Planning& p, const Table& table, const char* what) {
  if (table.triggers.empty()) return;
  std::vector<std::string> names;
  for (auto& trigger : table.triggers) names.push_back(trigger.name);
  p.note(fmt::format("table {} has triggers of its own ({}): {}", table.name, join(names, ", "),
                     what));
}

Step& modify_step(Planning& p, Phase phase, const Table& table, const Column& wanted,
                  const std::string& title) {
  auto* now = table.column(wanted.name);
  bool tightens = now && now->nullable && !wanted.nullable;
  require_own_default(p, table, wanted);
  auto change = "MODIFY COLUMN " + definition_sql(wanted);
  auto how = tried(p, table, change, title);
  auto& step = add_ddl(p, phase, title, table.name,
                       fmt::format("ALTER TABLE {} {}{}", quote(table.name), change, how.sql));
  use(step, how);
  if (tightens) step.probe = Probe::column_where(table.name, wanted.name, "IS_NULLABLE = 'NO'");
  return step;
}

}  // namespace migrate::mysql
