#include "tests/unit/dialects/postgres/support.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "config/url.hpp"
#include "dialects/postgres/quote.hpp"
#include "migration/migration.hpp"
#include "util/text.hpp"

namespace migrate::postgres::test {

std::string server_url() {
  auto* set = std::getenv("MIGRATE_TEST_POSTGRES_URL");
  return set ? set : "";
}

bool register_server_test(const char* suite, const char* name, const char* file, int line,
                          ServerTest* (*make)()) {
  if (server_url().empty()) return false;
  testing::RegisterTest(suite, name, nullptr, nullptr, file, line, make);
  return true;
}

void ServerTest::SetUp() {
  static int counter = 0;
  database_ = fmt::format("unit_{}_{}", getpid(), ++counter);
  auto admin = open_postgres(parse_url(server_url())).connection;
  admin->query("CREATE DATABASE " + quote_name(database_) + " TEMPLATE template0 ENCODING 'UTF8'");
  auto opened = open();
  app_ = std::move(opened.connection);
  dialect_ = opened.dialect;
  app_->query("CREATE SCHEMA migrate");
}

void ServerTest::TearDown() {
  app_.reset();
  if (!database_.empty())
    open_postgres(parse_url(server_url()))
        .connection->query("DROP DATABASE IF EXISTS " + quote_name(database_) + " WITH (FORCE)");
}

Url ServerTest::url(const std::string& params) const {
  auto url = parse_url(server_url());
  if (!database_.empty()) url.database = database_;
  for (auto& pair : split(params, '&'))
    if (auto at = pair.find('='); at != std::string::npos)
      url.params[pair.substr(0, at)] = pair.substr(at + 1);
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

Migration ServerTest::migration(const std::string& operations) {
  return parse_migration("migrations/20260101000000_test.yaml", "operations:\n" + operations);
}

Plan ServerTest::plan(const std::string& operations) {
  auto schema = inspect();
  return dialect_->plan(migration(operations), schema, nullptr);
}

std::vector<db::Row> ServerTest::walk(const Step& step, int batch) {
  auto& b = *step.batch;
  std::vector<db::Row> found;
  auto start = app_->query(b.start.sql).rows;
  if (start.empty()) return found;
  auto from = start[0], end = app_->query(b.end.sql).rows.at(0);
  auto bind = [&](const BatchQuery& query, const db::Row& to) {
    std::vector<db::Value> values;
    for (auto& p : query.params) switch (p.source) {
        case BatchParam::Source::from:
          values.push_back(from[p.part]);
          break;
        case BatchParam::Source::to:
          values.push_back(to[p.part]);
          break;
        case BatchParam::Source::end:
          values.push_back(end[p.part]);
          break;
        case BatchParam::Source::offset:
          values.push_back(db::Value::of(std::int64_t{batch - 1}));
      }
    return values;
  };
  for (bool last = false; !last;) {
    auto bounds = app_->query(b.bounds.sql, bind(b.bounds, end)).rows;
    last = bounds.size() < 2;
    auto to = last ? end : bounds[0];
    db::Transaction transaction(*app_);
    for (auto& sql : b.before) app_->query(sql);
    auto result = app_->query(b.work.sql, bind(b.work, to));
    transaction.commit();
    found.insert(found.end(), result.rows.begin(), result.rows.end());
    if (!last) from = bounds[1];
  }
  return found;
}

void ServerTest::run_phase(const Plan& plan, Phase phase, int batch) {
  for (auto* step : plan.of(phase)) {
    SCOPED_TRACE(step->id + " " + step->title);
    if (step->batch) {
      auto found = walk(*step, batch);
      if (only_walks(step->kind)) {
        EXPECT_TRUE(found.empty());
      }
      continue;
    }
    if (step->kind == StepKind::check) {
      EXPECT_TRUE(app_->query(step->sql.at(0)).rows.empty());
      continue;
    }
    if (!step->probe.empty()) {
      EXPECT_EQ(app_->query(step->probe).rows.at(0).at(0).as_int(), 0);
    }
    if (step->transactional) app_->begin();
    for (auto& sql : step->sql) app_->query(sql);
    if (step->transactional) app_->commit();
    if (!step->probe.empty()) {
      EXPECT_EQ(app_->query(step->probe).rows.at(0).at(0).as_int(), 1);
    }
  }
}

void ServerTest::undo(const Plan& plan) {
  for (auto step = plan.steps.rbegin(); step != plan.steps.rend(); ++step) {
    if (step->phase == Phase::contract) continue;
    if (step->transactional) app_->begin();
    for (auto& sql : step->undo) app_->query(sql);
    if (step->transactional) app_->commit();
  }
}

}  // namespace migrate::postgres::test

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  // Never the URL itself: it may hold a password. Not while the tests are only listed.
  if (!testing::GTEST_FLAG(list_tests)) {
    auto url = migrate::postgres::test::server_url();
    if (url.empty())
      std::fprintf(stderr,
                   "*** NO POSTGRESQL: tests that need a server are left out "
                   "(MIGRATE_TEST_POSTGRES_URL is not set)\n");
    else
      std::fprintf(stderr, "*** PostgreSQL: %s\n", migrate::parse_url(url).redacted().c_str());
  }
  return RUN_ALL_TESTS();
}
