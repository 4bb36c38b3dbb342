#include "tests/scenarios/locks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>
#include <thread>

#include "migration/migration.hpp"
#include "plan/plan.hpp"
#include "util/text.hpp"

namespace migrate::test {

namespace {

using db::Value;

// Weakest first, as https://www.postgresql.org/docs/current/explicit-locking.html lists them.
const std::vector<std::pair<std::string, std::string>>& levels() {
  static const std::vector<std::pair<std::string, std::string>> all = {
      {"none", ""},
      {"ACCESS SHARE", "AccessShareLock"},
      {"ROW SHARE", "RowShareLock"},
      {"ROW EXCLUSIVE", "RowExclusiveLock"},
      {"SHARE UPDATE EXCLUSIVE", "ShareUpdateExclusiveLock"},
      {"SHARE", "ShareLock"},
      {"SHARE ROW EXCLUSIVE", "ShareRowExclusiveLock"},
      {"EXCLUSIVE", "ExclusiveLock"},
      {"ACCESS EXCLUSIVE", "AccessExclusiveLock"}};
  return all;
}

int rank_of_level(const std::string& level) {
  for (std::size_t i = 0; i < levels().size(); ++i)
    if (levels()[i].first == level) return static_cast<int>(i);
  throw std::runtime_error("no lock level of PostgreSQL: \"" + level + "\"");
}

int rank_of_mode(const std::string& mode) {
  for (std::size_t i = 0; i < levels().size(); ++i)
    if (levels()[i].second == mode) return static_cast<int>(i);
  return 0;
}

using Held = std::map<std::string, int>;                     // table → strongest level
using Below = std::map<std::string, std::set<std::string>>;  // table → what inherits from it

class Watch {
 public:
  explicit Watch(const Database& database)
      : runner_(database.connect()), watcher_(database.connect()), blocker_(database.connect()) {
    pid_ = runner_.connection->query("SELECT pg_backend_pid()").rows.at(0).at(0).as_int();
  }

  Opened& runner() { return runner_; }

  Held held() {
    Held found;
    for (auto& row :
         watcher_.connection
             ->query("SELECT " + name_of("c", "n") +
                         ", l.mode FROM pg_locks AS l JOIN pg_class AS c ON "
                         "c.oid = l.relation JOIN pg_namespace AS n ON n.oid = c.relnamespace "
                         "WHERE l.pid = $1::integer AND l.granted AND c.relkind IN ('r', 'p', 'f', "
                         "'v', 'i', 'I', 'S') "
                         "AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('migrate', "
                         "'information_schema') AND l.database = (SELECT oid FROM pg_database "
                         "WHERE datname = current_database())",
                     {Value::of(pid_)})
             .rows) {
      auto& strongest = found[row[0].text];
      strongest = std::max(strongest, rank_of_mode(row[1].text));
    }
    return found;
  }

  Below below() {
    Below found;
    for (auto& row : watcher_.connection
                         ->query("WITH RECURSIVE b(above, oid) AS (SELECT inhparent, inhrelid FROM "
                                 "pg_inherits UNION SELECT b.above, i.inhrelid FROM b JOIN "
                                 "pg_inherits AS i ON i.inhparent = b.oid) SELECT " +
                                 name_of("t", "s") + ", " + name_of("c", "n") +
                                 " FROM b JOIN pg_class AS t ON t.oid = b.above JOIN pg_namespace "
                                 "AS s ON s.oid = t.relnamespace JOIN pg_class AS c ON c.oid = "
                                 "b.oid JOIN pg_namespace AS n ON n.oid = c.relnamespace")
                         .rows)
      found[row[0].text].insert(row[1].text);
    return found;
  }

  Held in_transaction(const std::function<void(db::Connection&)>& work) {
    db::Transaction transaction(*runner_.connection);
    work(*runner_.connection);
    auto found = held();
    transaction.commit();
    return found;
  }

  // A writer that has not ended makes it wait in the middle.
  Held concurrently(const std::string& table, const std::string& statement) {
    blocker_.connection->begin();
    blocker_.connection->query(
        fmt::format("LOCK TABLE \"{}\" IN ROW EXCLUSIVE MODE", replace_all(table, "\"", "\"\"")));
    std::exception_ptr failed;
    std::thread running([&] {
      try {
        runner_.connection->limit_lock_wait(std::chrono::milliseconds(0));
        runner_.connection->query(statement);
      } catch (...) {
        failed = std::current_exception();
      }
    });
    Held found;
    for (int i = 0; i < 500 && !waits(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    found = held();
    blocker_.connection->rollback();
    running.join();
    if (failed) std::rethrow_exception(failed);
    return found;
  }

 private:
  static std::string name_of(const std::string& relation, const std::string& schema) {
    return fmt::format(
        "CASE WHEN {0}.relkind IN ('i', 'I') THEN 'index ' WHEN {0}.relkind = 'S' THEN "
        "'sequence ' ELSE '' END || CASE WHEN {1}.nspname = "
        "'public' THEN '' ELSE {1}.nspname || '.' END || {0}.relname",
        relation, schema);
  }

  bool waits() {
    return !watcher_.connection
                ->query("SELECT 1 FROM pg_locks WHERE pid = $1::integer AND NOT granted",
                        {Value::of(pid_)})
                .rows.empty();
  }

  Opened runner_, watcher_, blocker_;
  std::int64_t pid_ = 0;
};

// The whole table as one batch.
Held batch(Watch& watch, const Batch& b) {
  auto& connection = *watch.runner().connection;
  auto start = connection.query(b.start.sql).rows;
  if (start.empty()) return {};
  auto end = connection.query(b.end.sql).rows.at(0);
  std::vector<Value> values;
  for (auto& param : b.work.params)
    values.push_back(param.source == BatchParam::Source::from ? start[0][param.part]
                                                              : end[param.part]);
  return watch.in_transaction([&](db::Connection& c) {
    for (auto& sql : b.before) c.query(sql);
    c.query(b.work.sql, values);
  });
}

void merge(Held& strongest, const Held& found) {
  for (auto& [table, rank] : found) strongest[table] = std::max(strongest[table], rank);
}

// Nobody but this tool uses them.
bool is_own(const std::string& table, const Below& below) {
  auto own = [](const std::string& name) { return name.starts_with("migrate_"); };
  return own(table) || std::any_of(below.begin(), below.end(), [&](auto& above) {
           return own(above.first) && above.second.count(table);
         });
}

// Who reads a table, and writes to it next, waits for the lock that lets only reads through, and a
// stronger one waits for them: a deadlock, which the server finds at once, in the application too.
void note_upgrades(const Held& before, const Held& after, const Below& below,
                   std::vector<std::string>& upgrades) {
  for (auto& [table, rank] : after) {
    auto was = before.find(table);
    if (was == before.end() || is_own(table, below)) continue;
    if (was->second >= rank_of_level("SHARE") && rank > was->second)
      upgrades.push_back(fmt::format("takes {} on {}, and {} later", levels()[was->second].first,
                                     table, levels()[rank].first));
  }
}

Held take(Watch& watch, const Step& step, const std::vector<std::string>& statements,
          std::vector<std::string>& upgrades) {
  Held strongest;
  auto is_concurrent = [](const std::string& sql) {
    return sql.find(" CONCURRENTLY ") != std::string::npos;
  };
  if (step.kind == StepKind::wait) return strongest;  // a transaction of its own, on no table
  if (!step.transactional && step.kind != StepKind::check) {
    for (auto& sql : statements)
      merge(strongest, is_concurrent(sql)
                           ? watch.concurrently(step.table, sql)
                           : watch.in_transaction([&](db::Connection& c) { c.query(sql); }));
    return strongest;
  }
  const auto below = watch.below();
  merge(strongest, watch.in_transaction([&](db::Connection& c) {
    // What is taken back inside the step was held too.
    for (auto& sql : statements) {
      c.query(sql);
      auto held = watch.held();
      note_upgrades(strongest, held, below, upgrades);
      merge(strongest, held);
    }
  }));
  return strongest;
}

// What is wrong with the text that is printed, or nothing. Of an undo it is what it may take at the
// most: one before it may have taken away a part of what it is for.
std::vector<std::string> differences(const Step& step, bool undo, const Held& held,
                                     const Below& below) {
  std::vector<std::string> wrong;
  auto& lock = undo ? step.lock_to_undo() : step.lock;
  bool or_less = undo && !step.undo_lock;
  auto printed = rank_of_level(lock.level);
  std::set<std::string> named, with_all_below, above;
  for (auto& object : lock.object.all()) {
    // One of another schema is printed as SQL.
    bool bare = object.name.find(".") == std::string::npos;
    auto name = bare ? object.name : replace_all(object.name, "\"", "");
    named.insert(name);
    auto found = below.find(name);
    if (object.below.empty()) continue;
    if (found == below.end())
      wrong.push_back(fmt::format("{} has no {}", object.name, object.below));
    else {
      with_all_below.insert(found->second.begin(), found->second.end());
      above.insert(name);
    }
  }
  named.insert(with_all_below.begin(), with_all_below.end());
  std::map<std::string, int> weaker;
  for (auto& also : lock.also)
    for (auto& object : also.object.all())
      weaker[replace_all(object.name, "\"", "")] = rank_of_level(also.level);
  auto say = [&](const std::string& takes, const std::string& table) {
    wrong.push_back(fmt::format("{}[{}] {}: prints {}, takes {} on {}", undo ? "undo of " : "",
                                step.id, step.title, lock.taken(), takes, table));
  };
  for (auto& [table, rank] : held) {
    bool is_named = named.count(table) > 0;
    // An index is in nobody's way but where the step is about it alone, a sequence where it changes
    // hands.
    if (!is_named && (table.starts_with("index ") || table.starts_with("sequence "))) continue;
    if (auto also = weaker.find(table); also != weaker.end()) {
      if (rank > also->second || (rank < also->second && !or_less))
        say(levels()[rank].first, table);
      continue;
    }
    // A table that is only looked at (a foreign key's other side) need not be named.
    if (is_named ? rank > printed || (rank < printed && !or_less)
                 : rank > rank_of_level("ROW SHARE"))
      say(levels()[rank].first, table);
  }
  if (undo || printed <= rank_of_level("ACCESS SHARE")) return wrong;
  // A batch finds its rows in one partition, and has no business in the others. A foreign key that
  // goes with its column or table is taken from the partitions alone by PostgreSQL 13.
  for (auto& [table, _] : weaker)
    if (!held.count(table)) say("nothing", table);
  for (auto& table : named)
    if (!held.count(table) && !above.count(table) && !(step.batch && with_all_below.count(table)))
      say("nothing", table);
  return wrong;
}

class Comparison {
 public:
  explicit Comparison(Case& c) : watch_(c.database()) {
    TempDirectory directory;
    c.scenario().write_migrations(c.engine(), directory.path());
    migrations_ = read_directory((directory.path() / "migrations").string());
  }

  void expand_and_backfill(bool compared) {
    compared_ = compared;
    auto& [connection, dialect] = watch_.runner();
    for (auto& migration : migrations_) {
      auto schema = dialect->inspect(*connection, nullptr);
      plans_.push_back(dialect->plan(migration, schema, connection.get()));
      compare_before_contract(plans_.back());
      run(plans_.back(), Phase::expand);
    }
    for (auto& plan : plans_) run(plan, Phase::backfill);
  }

  void contract() {
    for (auto& plan : plans_) run(plan, Phase::contract);
  }

  // The newest first.
  void undo() {
    for (auto plan = plans_.rbegin(); plan != plans_.rend(); ++plan)
      for (auto phase : {Phase::backfill, Phase::expand}) {
        auto steps = plan->of(phase);
        for (auto step = steps.rbegin(); step != steps.rend(); ++step) undo(**step);
      }
  }

  void end() const {
    if (!wrong_.empty()) throw std::runtime_error(join(wrong_, "\n"));
  }

 private:
  bool is_in_state(const Step& step, int state) {
    return !step.probe.empty() &&
           watch_.runner().connection->query(step.probe).rows.at(0).at(0).as_int() == state;
  }

  void run(const Plan& plan, Phase phase) {
    for (auto* step : plan.of(phase)) {
      if (is_in_state(*step, 1)) continue;
      auto below = watch_.below();
      try {
        std::vector<std::string> upgrades;
        auto held =
            step->batch ? batch(watch_, *step->batch) : take(watch_, *step, step->sql, upgrades);
        // What the user's own statements take is theirs.
        bool theirs = step->kind == StepKind::sql ||
                      (step->batch && step->batch->users && step->lock.object.empty());
        if (!compared_ || theirs || (step->batch && held.empty())) continue;
        // By its name before the step, and behind it: an exchange changes names.
        for (auto& [table, all] : watch_.below()) below[table].insert(all.begin(), all.end());
        for (auto& line : differences(*step, false, held, below)) wrong_.push_back(line);
        for (auto& line : upgrades)
          wrong_.push_back(fmt::format("[{}] {}: {}", step->id, step->title, line));
      } catch (const db::DbError& error) {
        throw std::runtime_error(fmt::format("[{}] {}: {}", step->id, step->title, error.what()));
      }
    }
  }

  void undo(const Step& step) {
    if (step.undo.empty() || is_in_state(step, 0)) return;
    try {
      auto below = watch_.below();
      std::vector<std::string> upgrades;
      auto held = take(watch_, step, step.undo, upgrades);
      bool theirs = step.kind == StepKind::sql || (step.batch && step.batch->users);
      // What an undo before has taken away with it is not there to be locked.
      if (theirs || held.empty()) return;
      for (auto& line : differences(step, true, held, below)) wrong_.push_back(line);
      for (auto& line : upgrades)
        wrong_.push_back(fmt::format("undo of [{}] {}: {}", step.id, step.title, line));
    } catch (const db::DbError& error) {
      throw std::runtime_error(
          fmt::format("undo of [{}] {}: {}", step.id, step.title, error.what()));
    }
  }

  Watch watch_;
  std::vector<Migration> migrations_;
  std::vector<Plan> plans_;
  bool compared_ = true;
  std::vector<std::string> wrong_;
};

}  // namespace

void compare_locks(Case& c) {
  c.setup();
  c.must({"init"});
  Comparison comparison(c);
  comparison.expand_and_backfill(true);
  comparison.contract();
  comparison.end();
}

void compare_locks_of_undo(Case& c) {
  c.setup();
  c.must({"init"});
  Comparison comparison(c);
  comparison.expand_and_backfill(false);
  comparison.undo();
  comparison.end();
}

}  // namespace migrate::test
