// A real database file in a temporary directory, and a migration run on it the way the engine does.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "dialects/dialect.hpp"
#include "dialects/sqlite/connection.hpp"
#include "migration/migration.hpp"

namespace migrate::sqlite {

class DatabaseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto pattern = (std::filesystem::temp_directory_path() / "migrate-sqlite-XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
    open();
  }
  void TearDown() override {
    app_.reset();
    opened_ = {};
    std::filesystem::remove_all(directory_);
  }

  std::string path() const { return directory_ + "/app.db"; }
  Url url() const {
    Url url;
    url.kind = EngineKind::sqlite;
    url.database = path();
    return url;
  }

  void open() {
    opened_ = open_sqlite(url());
    for (auto& statement : dialect().state_sql().create) tool().query(statement);
    app_ = std::make_unique<SqliteConnection>(path());
    app_->query("PRAGMA foreign_keys=ON");
  }

  db::Connection& tool() { return *opened_.connection; }
  const Dialect& dialect() { return *opened_.dialect; }
  SqliteConnection& app() { return *app_; }

  // Statements parted by lines, run by the application.
  void exec(const std::string& sql) { app().query(sql); }

  // Rows as "a|b", NULL as "-", real and blob marked.
  static std::string show(const db::Value& value) {
    switch (value.kind) {
      case db::Value::Kind::null:
        return "-";
      case db::Value::Kind::blob:
        return "x:" + value.text;
      default:
        return value.text;
    }
  }
  std::vector<std::string> rows(db::Connection& connection, const std::string& sql) {
    std::vector<std::string> lines;
    for (auto& row : connection.query(sql).rows) {
      std::string line;
      for (auto& value : row) line += (line.empty() ? "" : "|") + show(value);
      lines.push_back(line);
    }
    return lines;
  }
  std::vector<std::string> rows(const std::string& sql) { return rows(app(), sql); }
  std::string one(const std::string& sql) {
    auto lines = rows(sql);
    return lines.empty() ? "(none)" : lines[0];
  }

  Plan plan_yaml(const std::string& yaml) {
    auto migration = parse_migration("m.yaml", yaml);
    schema_ = dialect().inspect(tool(), nullptr);
    return dialect().plan(migration, schema_, nullptr);
  }

  void run_step(const Step& step) {
    switch (step.kind) {
      case StepKind::ddl:
      case StepKind::sql: {
        db::Transaction transaction(tool());
        for (auto& statement : step.sql) tool().query(statement);
        transaction.commit();
        break;
      }
      case StepKind::check:
        EXPECT_EQ(rows(tool(), step.sql[0]), std::vector<std::string>{}) << step.title;
        break;
      case StepKind::fill:
      case StepKind::verify:
      case StepKind::search:
        walk(*step.batch, only_walks(step.kind));
        break;
      case StepKind::wait:
        ADD_FAILURE() << "SQLite has nobody to wait for: " << step.title;
        break;
      case StepKind::apply:
        apply(*step.log);
        break;
    }
  }

  // Two entries at a time, until there is none.
  void apply(const ChangeLog& log) {
    auto bind = [](const BatchQuery& query, const db::Value& to) {
      std::vector<db::Value> values;
      for (auto& p : query.params)
        values.push_back(p.source == BatchParam::Source::offset ? db::Value::of(std::int64_t{2})
                         : p.source == BatchParam::Source::to   ? to
                                                                : db::Value::of(std::int64_t{0}));
      return values;
    };
    for (auto& statement : log.first) tool().query(statement);
    for (int guard = 0; guard < 10000; ++guard) {
      auto entries = tool().query(log.next.sql, bind(log.next, {})).rows;
      if (entries.empty()) return;
      db::Transaction transaction(tool());
      for (auto& query : log.together) tool().query(query.sql, bind(query, entries.back()[0]));
      transaction.commit();
    }
    ADD_FAILURE() << "the log does not end";
  }

  void run(const Plan& plan, Phase phase) {
    for (auto* step : plan.of(phase)) run_step(*step);
  }

  void undo(const Plan& plan) {
    for (auto at = plan.steps.rbegin(); at != plan.steps.rend(); ++at) {
      if (at->phase == Phase::contract || at->undo.empty()) continue;
      db::Transaction transaction(tool());
      for (auto& statement : at->undo) tool().query(statement);
      transaction.commit();
    }
  }

  // Batches of three rows. Returns rows changed; a verify step expects none to differ.
  std::uint64_t walk(const Batch& batch, bool verify) {
    auto bind = [](const BatchQuery& query, const db::Row& from, const db::Row& to,
                   const db::Row& end) {
      std::vector<db::Value> values;
      for (auto& p : query.params) {
        auto part = static_cast<std::size_t>(p.part);
        if (p.source == BatchParam::Source::from) values.push_back(from.at(part));
        if (p.source == BatchParam::Source::to) values.push_back(to.at(part));
        if (p.source == BatchParam::Source::end) values.push_back(end.at(part));
        if (p.source == BatchParam::Source::offset)
          values.push_back(db::Value::of(std::int64_t{2}));
      }
      return values;
    };
    auto start = tool().query(batch.start.sql).rows, last = tool().query(batch.end.sql).rows;
    if (start.empty()) return 0;
    std::uint64_t changed = 0;
    db::Row from = start[0];
    for (int guard = 0; guard < 10000; ++guard) {
      db::Transaction transaction(tool());
      auto bounds = tool().query(batch.bounds.sql, bind(batch.bounds, from, {}, last[0]));
      bool more = bounds.rows.size() == 2;
      auto to = more ? bounds.rows[0] : last[0];
      auto result = tool().query(batch.work.sql, bind(batch.work, from, to, last[0]));
      if (verify) {
        EXPECT_TRUE(result.rows.empty()) << batch.work.sql;
      }
      changed += result.affected;
      ++batches_;
      transaction.commit();
      if (!more) return changed;
      from = bounds.rows[1];
    }
    ADD_FAILURE() << "the walk does not end";
    return changed;
  }

  std::string table_sql(const std::string& table) {
    return one("SELECT sql FROM sqlite_schema WHERE name = '" + table + "'");
  }

  std::string directory_;
  Opened opened_;
  std::unique_ptr<SqliteConnection> app_;
  Schema schema_;
  int batches_ = 0;
};

}  // namespace migrate::sqlite
