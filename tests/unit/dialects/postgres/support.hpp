// Tests that need a server: each in a database of its own on the server that
// MIGRATE_TEST_POSTGRES_URL names, dropped afterwards. Without the variable they are not
// registered.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "dialects/dialect.hpp"

namespace migrate::postgres::test {

std::string server_url();  // empty: none

class ServerTest : public testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  // Of this test's database; `params`: "schema=app&…".
  Url url(const std::string& params = {}) const;
  Opened open(const std::string& params = {}) const { return open_postgres(url(params)); }

  // On the test's own connection, as the application would.
  db::Result run(const std::string& sql) { return app_->query(sql); }
  // Rows as text: columns joined by "|", NULL as "~".
  std::vector<std::string> rows(const std::string& sql);
  std::string value(const std::string& sql) { return rows(sql).at(0); }

  Schema inspect() { return dialect_->inspect(*app_, nullptr); }
  // Plans one migration of the given operations (YAML lines below `operations:`).
  Plan plan(const std::string& operations);
  static Migration migration(const std::string& operations);

  // A plain runner: transactional steps in one transaction, batches of `batch` rows, checks and
  // verifications expected to find nothing.
  void run_phase(const Plan& plan, Phase phase, int batch = 3);
  void undo(const Plan& plan);
  std::vector<db::Row> walk(const Step& step, int batch);

  std::string database_;
  db::ConnectionPtr app_;
  std::shared_ptr<const Dialect> dialect_;
};

bool register_server_test(const char* suite, const char* name, const char* file, int line,
                          ServerTest* (*make)());

#define SERVER_TEST(suite, name)                                                          \
  class suite##_##name : public ::migrate::postgres::test::ServerTest {                   \
    void TestBody() override;                                                             \
  };                                                                                      \
  [[maybe_unused]] static const bool suite##_##name##_registered =                        \
      ::migrate::postgres::test::register_server_test(                                    \
          #suite, #name, __FILE__, __LINE__,                                              \
          []() -> ::migrate::postgres::test::ServerTest* { return new suite##_##name; }); \
  void suite##_##name::TestBody()

}  // namespace migrate::postgres::test
