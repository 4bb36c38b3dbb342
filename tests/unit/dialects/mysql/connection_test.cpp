#include "dialects/connection.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <thread>

#include "dialects/mysql/errors.hpp"
#include "dialects/mysql/flavour.hpp"
#include "dialects/mysql/quote.hpp"
#include "tests/unit/dialects/mysql/support.hpp"
#include "util/error.hpp"

namespace migrate::mysql::test {
namespace {

using db::Failure;
using db::Value;

Failure failure_of(db::Connection& connection, const std::string& sql,
                   const std::vector<Value>& params = {}) {
  try {
    connection.query(sql, params);
  } catch (const db::DbError& e) {
    return e.failure();
  }
  ADD_FAILURE() << "did not fail: " << sql;
  return Failure::other;
}

// "Please try again", says the server.
TEST(Errors, ofALogThatIsFullNameItsSetting) {
  EXPECT_NE(advice(1799).find("SET GLOBAL innodb_online_alter_log_max_size"), std::string::npos);
  EXPECT_EQ(advice(1062), "");
}

std::string code_of(const Url& url) {
  try {
    open_mysql(url);
  } catch (const Error& e) {
    EXPECT_EQ(e.report().what.find("wrong-secret"), std::string::npos);
    return e.report().code;
  }
  return "connected";
}

TEST(Quote, names_and_text) {
  EXPECT_EQ(quote("a`b"), "`a``b`");
  EXPECT_EQ(quote_text("it's \\ here"), "'it''s \\\\ here'");
  EXPECT_EQ(quote_text(std::string_view("a\0b", 3)), "'a\\0b'");
}

TEST(Quote, mentions_finds_names_and_not_literals) {
  EXPECT_TRUE(mentions("`Name` <> ''", "name"));
  EXPECT_TRUE(mentions("NEW.name", "name"));
  EXPECT_FALSE(mentions("concat('name', full_name)", "name"));
  EXPECT_FALSE(mentions("/* name */ x -- name\n", "name"));
  EXPECT_TRUE(mentions("x -- it's\n + name", "name"));
  EXPECT_TRUE(mentions("`a``b` + 1", "a`b"));
}

TEST(Flavour, old_servers_and_look_alikes_are_refused) {
  for (const char* version :
       {"5.7.44", "10.5.23-MariaDB", "5.5.5-10.4.1-MariaDB", "8.0.11-TiDB-v7.5.0"})
    EXPECT_THROW(flavour_of(version), Error) << version;
  EXPECT_EQ(flavour_of("8.0.28").instant_add_anywhere, false);
  EXPECT_EQ(flavour_of("9.7.4-2").product, "MySQL 9.7.4");
  EXPECT_EQ(flavour_of("5.5.5-10.11.6-MariaDB-log").version_number, 101106);
  EXPECT_EQ(flavour_of("11.4.2-MariaDB").kind, EngineKind::mariadb);
}

SERVER_TEST(Connection, values_travel_exactly) {
  run("CREATE TABLE v (id BIGINT UNSIGNED PRIMARY KEY, n VARCHAR(20), d DECIMAL(20,5), db DOUBLE, "
      "b "
      "BIT(9), dt DATETIME(6), bin VARBINARY(10), nothing INT)");
  run("INSERT INTO v VALUES (18446744073709551615, '\xc3\xa4\xf0\x9f\x98\x80', "
      "123456789012.12345, 0.1, b'100000001', '2020-01-02 03:04:05.123456', x'00ff', NULL)");
  for (bool prepared : {false, true}) {
    auto row = prepared ? runner_
                              ->query("SELECT * FROM v WHERE id = ?",
                                      {{Value::Kind::integer, "18446744073709551615"}})
                              .rows.at(0)
                        : runner_->query("SELECT * FROM v").rows.at(0);
    EXPECT_EQ(row[0], (Value{Value::Kind::integer, "18446744073709551615"}));
    EXPECT_EQ(row[1], Value::of(std::string("\xc3\xa4\xf0\x9f\x98\x80")));
    EXPECT_EQ(row[2].text, "123456789012.12345");
    EXPECT_EQ(row[3], (Value{Value::Kind::real, "0.1"}));
    EXPECT_EQ(row[4], Value::of(std::int64_t{257}));
    EXPECT_EQ(row[5].text, "2020-01-02 03:04:05.123456");
    EXPECT_EQ(row[6], (Value{Value::Kind::blob, std::string("\0\xff", 2)}));
    EXPECT_TRUE(row[7].is_null());
  }
  auto echo = runner_
                  ->query("SELECT ?, ?, ?, ?", {Value::null(),
                                                {Value::Kind::blob, std::string("\0\xfe", 2)},
                                                {Value::Kind::real, "1e+300"},
                                                Value::of(std::int64_t{-5})})
                  .rows.at(0);
  EXPECT_TRUE(echo[0].is_null());
  EXPECT_EQ(echo[1].text, std::string("\0\xfe", 2));
  EXPECT_EQ(echo[2].text, "1e+300");
  EXPECT_EQ(echo[3], Value::of(std::int64_t{-5}));
  auto change = [&](const char* text) {
    return runner_->query("UPDATE v SET n = ?", {Value::of(std::string(text))}).affected;
  };
  EXPECT_EQ(change("x"), 1u);
  EXPECT_EQ(change("x"), 0u);  // changed rows are counted, not found ones
}

SERVER_TEST(Connection, keeps_many_prepared_statements_bounded) {
  for (int i = 0; i < 300; ++i)
    runner_->query("SELECT " + std::to_string(i) + " + ?", {Value::of(std::int64_t{1})});
  EXPECT_LE(std::stoi(value("SHOW GLOBAL STATUS LIKE 'Prepared_stmt_count'").substr(20)), 200);
}

SERVER_TEST(Connection, a_prepared_select_all_survives_a_change_of_columns) {
  run("CREATE TABLE wide (id INT PRIMARY KEY)");
  run("INSERT INTO wide VALUES (1)");
  auto columns = [&] {
    return runner_->query("SELECT * FROM wide WHERE id = ?", {Value::of(std::int64_t{1})})
        .rows.at(0)
        .size();
  };
  EXPECT_EQ(columns(), 1u);
  run("ALTER TABLE wide ADD COLUMN a INT, ADD COLUMN b TEXT");
  EXPECT_EQ(columns(), 3u);
  run("ALTER TABLE wide DROP COLUMN a");
  EXPECT_EQ(columns(), 2u);
  // In a transaction the caller has to know.
  runner_->begin();
  run("SELECT 1");
  EXPECT_EQ(columns(), 2u);
  runner_->rollback();
}

SERVER_TEST(Connection, a_killed_session_stays_lost) {
  auto id = runner_->query("SELECT CONNECTION_ID()").rows[0][0].text;
  runner_->begin();
  run("KILL " + id);
  EXPECT_EQ(failure_of(*runner_, "SELECT 1"), Failure::connection_lost);
  EXPECT_FALSE(runner_->in_transaction());
  EXPECT_EQ(failure_of(*runner_, "SELECT 1"), Failure::connection_lost);
  EXPECT_EQ(failure_of(*runner_, "SELECT ?", {Value::of(std::int64_t{1})}),
            Failure::connection_lost);
  EXPECT_THROW(runner_->begin(), db::DbError);
  runner_->rollback();
}

SERVER_TEST(Connection, works_from_another_thread) {
  std::thread([&] { EXPECT_EQ(runner_->query("SELECT 1").rows.size(), 1u); }).join();
  std::thread([&] { EXPECT_EQ(open().connection->query("SELECT 1").rows.size(), 1u); }).join();
}

SERVER_TEST(Connection, tells_failures_apart) {
  run("CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL, CHECK (n > 0))");
  EXPECT_EQ(failure("SELEC 1"), Failure::syntax);
  EXPECT_EQ(failure("SELECT * FROM nosuch"), Failure::missing);
  EXPECT_EQ(failure("DROP VIEW nosuch"), Failure::missing);
  EXPECT_EQ(failure("ALTER TABLE t DROP COLUMN nosuch"), Failure::missing);
  EXPECT_EQ(failure("ALTER TABLE t DROP INDEX nosuch"), Failure::missing);
  EXPECT_EQ(failure("ALTER TABLE t ADD COLUMN n INT"), Failure::already_exists);
  EXPECT_EQ(failure("CREATE TABLE t (id INT)"), Failure::already_exists);
  run("INSERT INTO t VALUES (1, 1)");
  EXPECT_EQ(failure("INSERT INTO t VALUES (1, 1)"), Failure::unique_violation);
  EXPECT_EQ(failure("INSERT INTO t VALUES (2, NULL)"), Failure::constraint_violation);
  EXPECT_EQ(failure("INSERT INTO t VALUES (2, 0)"), Failure::constraint_violation);
  auto about_a_row = [&](const char* value) {
    return db::is_about_a_row(failure(std::string("UPDATE t SET n = ") + value));
  };
  EXPECT_TRUE(about_a_row("CAST('heavy' AS SIGNED)"));
  EXPECT_TRUE(about_a_row("'heavy'"));
  EXPECT_TRUE(about_a_row("3000000000"));
  EXPECT_TRUE(about_a_row("1 / 0"));
  EXPECT_TRUE(about_a_row("9223372036854775807 + n"));
  EXPECT_TRUE(about_a_row("(SELECT 1 UNION ALL SELECT 2)"));
  EXPECT_FALSE(about_a_row("nosuch"));
  EXPECT_EQ(failure("SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no'"), Failure::data);
  EXPECT_EQ(failure("ALTER TABLE t MODIFY n BIGINT NOT NULL, ALGORITHM=INSTANT"),
            Failure::not_supported);
  EXPECT_EQ(failure("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE t"), Failure::other);
}

SERVER_TEST(Connection, bounds_lock_waits_and_names_who_blocks) {
  run("CREATE TABLE t (id INT PRIMARY KEY, n INT)");
  run("INSERT INTO t VALUES (1, 1)");
  app_->begin();
  run("UPDATE t SET n = 2");
  runner_->limit_lock_wait(std::chrono::milliseconds(500));
  EXPECT_EQ(failure_of(*runner_, "UPDATE t SET n = 3"), Failure::lock_timeout);
  EXPECT_EQ(failure_of(*runner_, "ALTER TABLE t ADD COLUMN x INT, ALGORITHM=INSTANT"),
            Failure::lock_timeout);
  auto found = dialect_->blockers(*runner_, "t", "");
  ASSERT_FALSE(found.empty());
  EXPECT_NE(found[0].who.find("process " + value("SELECT CONNECTION_ID()")), std::string::npos)
      << found[0].who;
  app_->rollback();
  runner_->query("UPDATE t SET n = 3");
}

SERVER_TEST(Connection, refusals_have_codes) {
  EXPECT_EQ(code_of(url()), "connected");
  auto bad = url();
  bad.password = "wrong-secret";
  EXPECT_EQ(code_of(bad), "MIG-CONNECT-AUTH");
  bad = url();
  bad.database = "no_such_database";
  EXPECT_EQ(code_of(bad), "MIG-CONNECT-DATABASE");
  bad = url();
  bad.host = "127.0.0.1";
  bad.port = 1;
  EXPECT_EQ(code_of(bad), "MIG-CONNECT-REFUSED");
  bad = url();
  bad.params["sslmode"] = "whatever";
  EXPECT_EQ(code_of(bad), "MIG-URL-PARAM");
  bad = url();
  bad.params["sslmod"] = "disable";
  EXPECT_EQ(code_of(bad), "MIG-URL-PARAM");
  bad = url();
  bad.kind = is_mysql() ? EngineKind::mariadb : EngineKind::mysql;  // the server's word counts
  EXPECT_EQ(open_mysql(bad).dialect->kind(), dialect_->kind());
}

SERVER_TEST(SessionLock, is_exclusive_and_dies_with_its_session) {
  auto first = dialect_->session_lock(open().connection);
  auto holder = open().connection;
  auto id = holder->query("SELECT CONNECTION_ID()").rows[0][0].text;
  auto second = dialect_->session_lock(std::move(holder));
  EXPECT_FALSE(second->held());
  EXPECT_TRUE(second->try_acquire());
  EXPECT_TRUE(second->try_acquire());
  EXPECT_TRUE(second->held());
  EXPECT_FALSE(first->try_acquire());
  run("KILL " + id);
  EXPECT_FALSE(second->held());
  for (int i = 0; i < 50 && !first->try_acquire(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_TRUE(first->held());
  first.reset();
  EXPECT_TRUE(dialect_->session_lock(open().connection)->try_acquire());
}

SERVER_TEST(ServerFacts, replicas_load_and_preflight) {
  // How far behind its replicas are the primary cannot tell; that there is none, it can.
  if (std::getenv(is_mysql() ? "MIGRATE_TEST_MYSQL_REPLICA_URL"
                             : "MIGRATE_TEST_MARIADB_REPLICA_URL"))
    EXPECT_THAT(dialect_->known_replicas(*runner_).trouble, testing::HasSubstr("name them"));
  else
    EXPECT_EQ(dialect_->known_replicas(*runner_).trouble, "");
  EXPECT_THROW(dialect_->own_replica_lag(*runner_), db::DbError);
  EXPECT_GE(dialect_->active_sessions(*runner_), 1);
  EXPECT_TRUE(dialect_->preflight(*runner_).empty());
}

SERVER_TEST(ServerFacts, preflight_names_missing_privileges_and_error_1419) {
  auto user = database_ + "_u";
  run("CREATE USER `" + user + "`@`%` IDENTIFIED BY 'some-Passw0rd'");
  run("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX ON `" + database_ +
      "`.* TO `" + user + "`@`%`");
  auto limited = url();
  limited.user = user;
  limited.password = "some-Passw0rd";
  auto problems = dialect_->preflight(*open_mysql(limited).connection);
  ASSERT_FALSE(problems.empty());
  EXPECT_NE(problems[0].find("trigger"), std::string::npos);
  run("GRANT TRIGGER ON `" + database_ + "`.* TO `" + user + "`@`%`");
  {
    auto opened = open_mysql(limited);
    opened.connection->query("CREATE TABLE t (id INT PRIMARY KEY)");
    bool refused = false;
    try {
      opened.connection->query("CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @x = 1");
    } catch (const db::DbError& e) {
      refused = true;
      EXPECT_EQ(e.failure(), Failure::permission) << e.what();
    }
    problems = dialect_->preflight(*opened.connection);
    EXPECT_EQ(refused, !problems.empty());
    // Without PROCESS nothing fails: what cannot be told is said.
    dialect_->blockers(*opened.connection, "t", "");
    dialect_->inspect(*opened.connection, nullptr);
  }
  run("DROP USER `" + user + "`@`%`");
}

SERVER_TEST(StateSql, creates_twice_and_upserts_heartbeats) {
  auto& sql = dialect_->state_sql();
  EXPECT_EQ(runner_->query(sql.exists).rows[0][0].as_int(), 0);
  for (int i = 0; i < 2; ++i)
    for (auto& statement : sql.create) runner_->query(statement);
  EXPECT_EQ(runner_->query(sql.exists).rows[0][0].as_int(), 1);
  EXPECT_EQ(value("SELECT COUNT(*) FROM migrate_lease"), "1");
  auto beat = [&](const char* version) {
    runner_->query(sql.heartbeat, {Value::of(std::string("web")), Value::of(std::string("a")),
                                   Value::of(std::string(version)), Value::of(std::string("m1")),
                                   Value::of(std::int64_t{5000})});
  };
  beat("1.0");
  run("UPDATE migrate_app_instance SET retired = 1");
  beat("1.1");
  EXPECT_EQ(rows("SELECT version, `schema`, ttl_ms, retired FROM migrate_app_instance"),
            std::vector<std::string>{"1.1|m1|5000|0"});
  auto age = "SELECT " + sql.epoch_ms(sql.now) + " - UNIX_TIMESTAMP(NOW(3)) * 1000";
  EXPECT_LT(std::abs(std::stod(value(age))), 60000);
  EXPECT_EQ(value("SELECT " + sql.epoch_ms(sql.from_epoch_ms("1700000000123"))), "1700000000123");
  EXPECT_TRUE(inspect().tables.empty());
}

}  // namespace
}  // namespace migrate::mysql::test
