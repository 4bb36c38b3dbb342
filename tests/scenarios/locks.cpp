#include "tests/scenarios/locks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
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

using Held = std::map<std::string, int>;  // table → strongest level

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
             ->query("SELECT CASE WHEN c.relkind IN ('i', 'I') THEN 'index ' ELSE '' END || "
                     "CASE WHEN n.nspname = 'public' THEN '' ELSE n.nspname || '.' END || "
                     "c.relname, l.mode FROM pg_locks AS l JOIN pg_class AS c ON "
                     "c.oid = l.relation JOIN pg_namespace AS n ON n.oid = c.relnamespace "
                     "WHERE l.pid = $1::integer AND l.granted AND c.relkind IN ('r', 'p', 'v', "
                     "'i', 'I') "
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

Held take(Watch& watch, const Step& step) {
  if (step.batch) return batch(watch, *step.batch);
  Held strongest;
  auto merge = [&](const Held& found) {
    for (auto& [table, rank] : found) strongest[table] = std::max(strongest[table], rank);
  };
  auto is_concurrent = [](const std::string& sql) {
    return sql.find(" CONCURRENTLY ") != std::string::npos;
  };
  if (step.transactional || step.kind == StepKind::check) {
    merge(watch.in_transaction([&](db::Connection& c) {
      // What is taken back inside the step was held too.
      for (auto& sql : step.sql) {
        c.query(sql);
        merge(watch.held());
      }
    }));
    return strongest;
  }
  for (auto& sql : step.sql)
    merge(is_concurrent(sql) ? watch.concurrently(step.table, sql)
                             : watch.in_transaction([&](db::Connection& c) { c.query(sql); }));
  return strongest;
}

// What is wrong with the step's text, or nothing.
std::vector<std::string> differences(const Step& step, const Held& held) {
  std::vector<std::string> wrong;
  auto printed = rank_of_level(step.lock.level);
  auto named = split(replace_all(step.lock.object, ", ", ","), ',');
  bool seen = false;
  for (auto& [table, rank] : held) {
    bool is_named = std::find(named.begin(), named.end(), table) != named.end();
    seen = seen || is_named;
    // An index is in nobody's way but where the step is about it alone.
    if (!is_named && table.rfind("index ", 0) == 0) continue;
    // A table that is only looked at (a foreign key's other side) need not be named.
    if (is_named ? rank != printed : rank > rank_of_level("ROW SHARE"))
      wrong.push_back(fmt::format("[{}] {}: prints {} on {}, takes {} on {}", step.id, step.title,
                                  step.lock.level, step.lock.object, levels()[rank].first, table));
  }
  if (!seen && printed > rank_of_level("ACCESS SHARE"))
    wrong.push_back(fmt::format("[{}] {}: prints {} on {}, takes nothing there", step.id,
                                step.title, step.lock.level, step.lock.object));
  return wrong;
}

}  // namespace

void compare_locks(Case& c) {
  c.setup();
  c.must({"init"});
  TempDirectory directory;
  c.scenario().write_migrations(c.engine(), directory.path());
  Watch watch(c.database());
  auto& runner = watch.runner();
  std::vector<std::string> wrong;
  std::vector<Plan> plans;
  auto run = [&](const Plan& plan, Phase phase) {
    for (auto* step : plan.of(phase)) {
      bool found = !step->probe.empty() &&
                   runner.connection->query(step->probe).rows.at(0).at(0).as_int() == 1;
      if (found) continue;
      try {
        auto held = take(watch, *step);
        // What the user's own statements take is theirs.
        if (step->kind == StepKind::sql || (step->batch && held.empty())) continue;
        for (auto& line : differences(*step, held)) wrong.push_back(line);
      } catch (const db::DbError& error) {
        throw std::runtime_error(fmt::format("[{}] {}: {}", step->id, step->title, error.what()));
      }
    }
  };
  for (auto& migration : read_directory((directory.path() / "migrations").string())) {
    auto schema = runner.dialect->inspect(*runner.connection, nullptr);
    plans.push_back(runner.dialect->plan(migration, schema));
    compare_before_contract(plans.back());
    run(plans.back(), Phase::expand);
  }
  for (auto& plan : plans) run(plan, Phase::backfill);
  for (auto& plan : plans) run(plan, Phase::contract);
  if (!wrong.empty()) throw std::runtime_error(join(wrong, "\n"));
}

}  // namespace migrate::test
