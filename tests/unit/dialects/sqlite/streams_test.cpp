// The same random statements against a table under migration and against a plain one that knows
// nothing of it, in every setting under which SQLite fires triggers in its own way. More seeds than
// four: MIGRATE_STREAM_SEEDS=40.
#include <fmt/format.h>

#include <cstdlib>
#include <random>
#include <regex>

#include "tests/unit/dialects/sqlite/streams_shapes.hpp"
#include "tests/unit/dialects/sqlite/support.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {
namespace {

class Streams : public DatabaseTest,
                public ::testing::WithParamInterface<std::tuple<Shape, bool, bool>> {
 protected:
  void both(const std::string& real, const std::string& model) {
    exec(real);
    model_.query(model);
  }
  static std::string outcome(db::Connection& connection, const std::string& sql) {
    try {
      connection.query(sql);
      return "done";
    } catch (const db::DbError& problem) {
      return problem.native_code();
    }
  }
  void say(std::string real, const std::string& model) {
    if (by_new_key_) real = std::regex_replace(real, key_, "k");
    const auto a = outcome(app(), real), b = outcome(model_, model);
    ++said_;
    done_ += b == "done";
    // A NOT NULL that a trigger stands in for is another code of the same kind.
    ASSERT_EQ(a == "done", b == "done") << real << "\n" << model << "\n" << a << "\n" << b;
  }
  int pick(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

  void parent() {
    const auto id = 1 + pick(6);
    switch (pick(3)) {
      case 0:
        return say_both(fmt::format("INSERT OR IGNORE INTO parent VALUES ({})", id));
      case 1:
        return say_both(fmt::format("DELETE FROM parent WHERE id = {}", id));
      default:
        return say_both(
            fmt::format("UPDATE OR IGNORE parent SET id = {} WHERE id = {}", 1 + pick(6), id));
    }
  }
  void say_both(const std::string& sql) { say(sql, sql); }

  void statement(const Shape& shape, Side side, bool filled) {
    static constexpr const char* clauses[] = {"", "", " OR REPLACE", " OR IGNORE", " OR ABORT"};
    const std::string clause = clauses[pick(5)];
    // New code's NULL in a row that was not filled is no change (docs/limits.md).
    const auto values = shape.nulls && side == Side::new_code && !filled ? 7 : 8;
    const auto id = 1 + pick(12), x = pick(values);
    const auto p = pick(4) == 0 ? std::to_string(1 + pick(6)) : std::string("NULL");
    const auto where = pick(3) == 0 ? fmt::format("id BETWEEN {} AND {}", id, id + pick(4))
                                    : fmt::format("id = {}", id);
    auto insert = [&](const std::string& rest, const std::string& model_rest) {
      auto said = shape.insert(side, x), more = shape.insert(side, pick(values));
      const bool two = pick(3) == 0;
      auto text_of = [&](const std::string& columns, const std::string& first,
                         const std::string& second, const std::string& end) {
        auto rows = fmt::format("({}, {}, {})", id, p, first);
        if (two) rows += fmt::format(", ({}, {}, {})", id + 1, p, second);
        return fmt::format("INSERT{} INTO t (id, p, {}) VALUES {}{}", clause, columns, rows, end);
      };
      say(text_of(said.columns, said.values, more.values, rest),
          text_of(said.model_columns, said.model_values, more.model_values, model_rest));
    };
    const bool same = shape.same_columns && !live_;
    auto update = [&](const Set& set) {
      say(fmt::format("UPDATE{} t SET {} WHERE {}", clause, set.real, where),
          fmt::format("UPDATE{} t SET {} WHERE {}", clause, same ? set.real : set.model, where));
    };
    by_new_key_ = shape.key && side == Side::new_code;
    key_ = filled ? "\\bid\\b" : "\\bid(?=,| = [0-9]+ WHERE)";
    auto what = pick(11);
    // Before the new key has an index, nobody can name it behind ON CONFLICT.
    if (by_new_key_ && !filled && (what == 3 || what == 4)) what = 0;
    switch (what) {
      case 0:
      case 1:
      case 2:
        return insert("", "");
      case 3: {
        auto set = shape.upsert(side);
        return insert(" ON CONFLICT (id) DO UPDATE SET " + set.real,
                      " ON CONFLICT (id) DO UPDATE SET " + (same ? set.real : set.model));
      }
      case 4:
        // What is written by a trigger has no part in the statement's DO NOTHING (docs/limits.md).
        if (!shape.index.empty() && side == Side::new_code && !(filled && shape.copies_index))
          return insert(" ON CONFLICT (id) DO NOTHING", " ON CONFLICT (id) DO NOTHING");
        return insert(" ON CONFLICT DO NOTHING", " ON CONFLICT DO NOTHING");
      case 5:
      case 6:
        return update(shape.set(side, x));
      case 7:
        return update(shape.in_part(side, x, filled));
      case 8:
        return say_both(fmt::format("UPDATE{} t SET p = {} WHERE {}", clause, p, where));
      case 9:
        return pick(2) ? say_both(fmt::format("DELETE FROM t WHERE id = {}", id))
                       : say_both(fmt::format("UPDATE{} t SET id = {} WHERE id = {}", clause,
                                              1 + pick(12), id));
      default:
        by_new_key_ = false;
        return parent();
    }
  }

  void stream(const Shape& shape, int count, int old_in_ten, bool filled) {
    for (int i = 0; i < count && !HasFatalFailure(); ++i)
      statement(shape, pick(10) < old_in_ten ? Side::old_code : Side::new_code, filled);
  }
  void compare(const std::string& real, const std::string& model, const char* when) {
    by_new_key_ = false;
    auto order = [](const std::string& key, const std::string& columns) {
      return fmt::format("SELECT {0}, p, {1} FROM t ORDER BY {0}", key, columns);
    };
    ASSERT_EQ(rows(order(real_key_, real)), rows(model_, order("id", model))) << when;
    ASSERT_EQ(rows("SELECT id FROM parent ORDER BY id"),
              rows(model_, "SELECT id FROM parent ORDER BY id"));
  }

  SqliteConnection model_{":memory:"};
  std::mt19937 random_;
  bool by_new_key_ = false;
  std::string real_key_;
  std::regex key_;
  int said_ = 0, done_ = 0;
  bool live_ = false;  // between expand and contract or rollback
};

TEST_P(Streams, NobodyCanTellThatATableIsUnderMigration) {
  const auto& [shape, recursive, foreign_keys] = GetParam();
  tool().query("PRAGMA foreign_keys=OFF");
  for (auto* connection : {&tool(), static_cast<db::Connection*>(&app())})
    connection->query("PRAGMA synchronous=OFF");
  const auto* more = std::getenv("MIGRATE_STREAM_SEEDS");
  const auto seeds = more ? std::strtoul(more, nullptr, 10) : 4;
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    random_.seed(seed);
    real_key_ = "id";
    for (auto* drop : {"DROP TABLE IF EXISTS t", "DROP TABLE IF EXISTS parent"}) both(drop, drop);
    for (auto* connection : {&app(), &model_}) {
      connection->query(std::string("PRAGMA recursive_triggers=") + (recursive ? "ON" : "OFF"));
      connection->query(std::string("PRAGMA foreign_keys=") + (foreign_keys ? "ON" : "OFF"));
      connection->query("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
    }
    const auto rest =
        ", p INT REFERENCES parent (id) ON DELETE CASCADE ON UPDATE CASCADE)" + shape.options;
    const std::string head_of = "CREATE TABLE t (id INTEGER PRIMARY KEY, ";
    both(head_of + shape.table + rest, head_of + shape.model + rest);
    if (shape.triggers)
      for (auto* trigger :
           {"CREATE TRIGGER moved AFTER UPDATE OF p ON t WHEN NEW.p IS NOT OLD.p BEGIN\n"
            "  UPDATE t SET {0} = {0} || 'p' WHERE id = NEW.id; END",
            "CREATE TRIGGER came AFTER INSERT ON t WHEN NEW.p IS NOT NULL BEGIN\n"
            "  UPDATE t SET {0} = {0} || 'i', p = p WHERE id = NEW.id; END"})
        both(fmt::format(fmt::runtime(trigger), shape.old_rows),
             fmt::format(fmt::runtime(trigger), "v"));
    if (!shape.index.empty()) both(shape.index, shape.model_index);
    say_both("INSERT INTO parent VALUES (1), (2), (3), (4)");

    stream(shape, 60, 10, true);
    ASSERT_NO_FATAL_FAILURE(compare(shape.old_rows, shape.model_old, "before"));
    const auto plan = plan_yaml(shape.yaml);
    run(plan, Phase::expand);
    live_ = true;
    stream(shape, 200, 5, false);
    ASSERT_NO_FATAL_FAILURE(compare(shape.old_rows, shape.model_old, "expanded"));
    for (auto* step : plan.of(Phase::backfill)) {
      run_step(*step);
      stream(shape, 40, 5, false);
    }
    ASSERT_NO_FATAL_FAILURE(compare(shape.filled_rows, shape.model_filled, "backfilled"));
    stream(shape, 400, 5, true);
    ASSERT_NO_FATAL_FAILURE(compare(shape.filled_rows, shape.model_filled, "in use"));
    live_ = false;
    if (seed % 2 == 0) {
      run(plan, Phase::contract);
      if (shape.key) real_key_ = "k";
      if (!shape.index.empty() && !shape.copies_index) model_.query("DROP INDEX i");
      stream(shape, 60, 0, true);
      ASSERT_NO_FATAL_FAILURE(compare(shape.new_rows, shape.model_new, "contracted"));
    } else {
      undo(plan);
      stream(shape, 60, 10, true);
      ASSERT_NO_FATAL_FAILURE(compare(shape.old_rows, shape.model_old, "rolled back"));
    }
  }
  // Most statements must have done something, else nothing was compared.
  EXPECT_GT(done_ * 2, said_) << done_ << " of " << said_;
}

std::string named(const ::testing::TestParamInfo<Streams::ParamType>& info) {
  const auto& [shape, recursive, foreign_keys] = info.param;
  return shape.name + (recursive ? "_recursive" : "") + (foreign_keys ? "_keys" : "");
}

INSTANTIATE_TEST_SUITE_P(sqlite, Streams,
                         ::testing::Combine(::testing::ValuesIn(shapes()), ::testing::Bool(),
                                            ::testing::Bool()),
                         named);

}  // namespace
}  // namespace migrate::sqlite
