#include "tests/unit/dialects/mysql/support.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "config/url.hpp"
#include "dialects/mysql/quote.hpp"
#include "migration/migration.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql::test {

std::vector<Server> servers() {
  std::vector<Server> found;
  for (auto [name, variable] : {std::pair{"MariaDB", "MIGRATE_TEST_MARIADB_URL"},
                                std::pair{"MySQL", "MIGRATE_TEST_MYSQL_URL"}})
    if (auto* set = std::getenv(variable); set && *set) found.push_back({name, set});
  return found;
}

bool register_server_test(const char* suite, const char* name, const char* file, int line,
                          ServerTest* (*make)()) {
  static const auto all = servers();
  for (auto& server : all)
    testing::RegisterTest((server.name + "_" + suite).c_str(), name, nullptr, nullptr, file, line,
                          [make, &server]() -> ServerTest* {
                            auto* test = make();
                            test->server = &server;
                            return test;
                          });
  return !all.empty();
}

void ServerTest::SetUp() {
  static int counter = 0;
  auto name = fmt::format("unit_{}_{}", getpid(), ++counter);
  auto admin = open_mysql(parse_url(server->url)).connection;
  admin->query("CREATE DATABASE " + quote(name) + " CHARACTER SET utf8mb4");
  database_ = name;
  auto opened = open();
  runner_ = std::move(opened.connection);
  dialect_ = opened.dialect;
  app_ = open().connection;
  app_->query("SET SESSION sql_mode = DEFAULT");
}

void ServerTest::TearDown() {
  app_.reset();
  runner_.reset();
  if (!database_.empty())
    open_mysql(parse_url(server->url)).connection->query("DROP DATABASE " + quote(database_));
}

Url ServerTest::url() const {
  auto url = parse_url(server->url);
  if (!database_.empty()) url.database = database_;
  return url;
}

std::vector<std::string> ServerTest::rows(const std::string& sql) {
  std::vector<std::string> out;
  for (auto& row : app_->query(sql).rows) {
    std::vector<std::string> fields;
    for (auto& field : row) fields.push_back(field.is_null() ? "~" : field.text);
    out.push_back(join(fields, "|"));
  }
  return out;
}

db::Failure ServerTest::failure(const std::string& sql) {
  try {
    app_->query(sql);
  } catch (const db::DbError& e) {
    return e.failure();
  }
  ADD_FAILURE() << "did not fail: " << sql;
  return db::Failure::other;
}

Migration ServerTest::migration(const std::string& operations) {
  return parse_migration("migrations/20260101000000_test.yaml", "operations:\n" + operations);
}

Plan ServerTest::plan(const std::string& operations) {
  auto schema = inspect();
  return dialect_->plan(migration(operations), schema, runner_.get());
}

std::string ServerTest::refusal(const std::string& operations) {
  try {
    plan(operations);
  } catch (const Error& e) {
    EXPECT_EQ(e.exit(), ExitCode::usage);
    return e.report().code + ": " + e.report().what;
  }
  return "planned";
}

std::vector<db::Row> ServerTest::walk(const Step& step, int batch) {
  auto& b = *step.batch;
  std::vector<db::Row> found;
  auto start = runner_->query(b.start.sql).rows;
  if (start.empty()) return found;
  auto from = start[0], end = runner_->query(b.end.sql).rows.at(0);
  auto bind = [&](const BatchQuery& query, const db::Row& to) {
    std::vector<db::Value> values;
    for (auto& p : query.params) {
      auto part = static_cast<std::size_t>(p.part);
      switch (p.source) {
        case BatchParam::Source::from:
          values.push_back(from.at(part));
          break;
        case BatchParam::Source::to:
          values.push_back(to.at(part));
          break;
        case BatchParam::Source::end:
          values.push_back(end.at(part));
          break;
        case BatchParam::Source::offset:
          values.push_back(db::Value::of(std::int64_t{batch - 1}));
      }
    }
    return values;
  };
  for (bool last = false; !last;) {
    auto bounds = runner_->query(b.bounds.sql, bind(b.bounds, end)).rows;
    last = bounds.size() < 2;
    auto to = last ? end : bounds[0];
    db::Transaction transaction(*runner_);
    for (auto& sql : b.before) runner_->query(sql);
    auto result = runner_->query(b.work.sql, bind(b.work, to));
    transaction.commit();
    EXPECT_LE(result.affected, static_cast<std::uint64_t>(batch));
    found.insert(found.end(), result.rows.begin(), result.rows.end());
    if (!last) from = bounds[1];
  }
  return found;
}

void ServerTest::run_step(const Step& step, int batch) {
  SCOPED_TRACE(step.id + " " + step.title);
  if (step.batch) {
    auto found = walk(step, batch);
    if (only_walks(step.kind)) {
      EXPECT_TRUE(found.empty());
    }
    return;
  }
  if (step.kind == StepKind::check) {
    EXPECT_TRUE(runner_->query(step.sql.at(0)).rows.empty());
    return;
  }
  auto probed = [&] { return runner_->query(step.probe).rows.at(0).at(0).as_int(); };
  if (!step.probe.empty()) {
    EXPECT_EQ(probed(), 0) << step.probe;
  }
  if (step.transactional) runner_->begin();
  for (auto& sql : step.sql) {
    try {
      runner_->query(sql);
    } catch (const db::DbError& e) {
      FAIL() << e.native_code() << " " << e.what() << "\n" << sql;
    }
  }
  if (step.transactional) runner_->commit();
  if (!step.probe.empty()) {
    EXPECT_EQ(probed(), 1) << step.probe;
  }
}

void ServerTest::run_phase(const Plan& plan, Phase phase, int batch) {
  for (auto* step : plan.of(phase)) run_step(*step, batch);
}

void ServerTest::undo(const Plan& plan) {
  for (auto step = plan.steps.rbegin(); step != plan.steps.rend(); ++step) {
    if (step->phase == Phase::contract) continue;
    for (auto& sql : step->undo) runner_->query(sql);
  }
}

}  // namespace migrate::mysql::test

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  // Never the URL itself: it may hold a password. Not while the tests are only listed.
  if (!testing::GTEST_FLAG(list_tests)) {
    auto servers = migrate::mysql::test::servers();
    if (servers.empty())
      std::fprintf(stderr,
                   "*** NEITHER MARIADB NOR MYSQL: tests that need a server are left out "
                   "(MIGRATE_TEST_MARIADB_URL and MIGRATE_TEST_MYSQL_URL are not set)\n");
    for (auto& server : servers)
      std::fprintf(stderr, "*** %s: %s\n", server.name.c_str(),
                   migrate::parse_url(server.url).redacted().c_str());
  }
  return RUN_ALL_TESTS();
}
