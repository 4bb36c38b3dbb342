// Tests that need a server: each in a database of its own, dropped afterwards, once on every server
// that MIGRATE_TEST_MARIADB_URL and MIGRATE_TEST_MYSQL_URL name. Without them they are not
// registered.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "dialects/dialect.hpp"

namespace migrate::mysql::test {

struct Server {
  std::string name;  // "MariaDB", "MySQL"
  std::string url;
};
std::vector<Server> servers();

class ServerTest : public testing::Test {
 public:
  const Server* server = nullptr;

 protected:
  void SetUp() override;
  void TearDown() override;

  Url url() const;  // of this test's database
  Opened open() const { return open_mysql(url()); }
  bool is_mysql() const { return dialect_->kind() == EngineKind::mysql; }

  // As the application would: a session of its own, with the server's default sql_mode.
  db::Result run(const std::string& sql) { return app_->query(sql); }
  // Rows as text: columns joined by "|", NULL as "~".
  std::vector<std::string> rows(const std::string& sql);
  std::string value(const std::string& sql) { return rows(sql).at(0); }
  // The failure of a statement that must fail.
  db::Failure failure(const std::string& sql);

  Schema inspect() { return dialect_->inspect(*runner_, nullptr); }
  // Plans one migration of the given operations (YAML lines below `operations:`).
  Plan plan(const std::string& operations);
  // The report of a refusal.
  std::string refusal(const std::string& operations);
  static Migration migration(const std::string& operations);

  // A plain runner: batches of `batch` rows, checks and verifications expected to find nothing,
  // each probe expected to say 0 before and 1 afterwards.
  void run_step(const Step& step, int batch = 3);
  void run_phase(const Plan& plan, Phase phase, int batch = 3);
  void undo(const Plan& plan);
  std::vector<db::Row> walk(const Step& step, int batch);

  std::string database_;
  db::ConnectionPtr app_, runner_;
  std::shared_ptr<const Dialect> dialect_;
};

bool register_server_test(const char* suite, const char* name, const char* file, int line,
                          ServerTest* (*make)());

#define SERVER_TEST(suite, name) SERVER_TEST_OF(::migrate::mysql::test::ServerTest, suite, name)

// With the helpers of a class of its own.
#define SERVER_TEST_OF(base, suite, name)                                              \
  class suite##_##name : public base {                                                 \
    void TestBody() override;                                                          \
  };                                                                                   \
  [[maybe_unused]] static const bool suite##_##name##_registered =                     \
      ::migrate::mysql::test::register_server_test(                                    \
          #suite, #name, __FILE__, __LINE__,                                           \
          []() -> ::migrate::mysql::test::ServerTest* { return new suite##_##name; }); \
  void suite##_##name::TestBody()

}  // namespace migrate::mysql::test
