#include <fmt/format.h>

#include <cstdlib>
#include <thread>

#include "config/url.hpp"
#include "dialects/postgres/errors.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/server/session.hpp"
#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"

namespace migrate::postgres::test {

using db::DbError;
using db::Failure;
using db::Value;

template <typename Work>
Failure failure_of(Work&& work) {
  try {
    work();
  } catch (const DbError& e) {
    return e.failure();
  }
  ADD_FAILURE() << "no DbError";
  return Failure::other;
}

TEST(PostgresErrors, ClassifiesSqlstates) {
  EXPECT_EQ(classify("55P03"), Failure::lock_timeout);
  EXPECT_EQ(classify("MIG01"), Failure::lock_timeout);  // own_code.hpp
  EXPECT_EQ(classify("40P01"), Failure::deadlock);
  EXPECT_EQ(classify("57P01"), Failure::connection_lost);
  EXPECT_EQ(classify("08006"), Failure::connection_lost);
  EXPECT_EQ(classify("28P01"), Failure::authentication);
  EXPECT_EQ(classify("23505"), Failure::unique_violation);
  EXPECT_EQ(classify("23514"), Failure::constraint_violation);
  EXPECT_EQ(classify("22P02"), Failure::data);  // invalid text
  EXPECT_EQ(classify("22012"), Failure::data);  // division by zero
  EXPECT_EQ(classify("21000"), Failure::data);  // a subquery gives two rows
  EXPECT_EQ(classify("P0001"), Failure::data);  // RAISE
  EXPECT_EQ(classify("99999"), Failure::other);
  EXPECT_EQ(classify(""), Failure::other);
}

TEST(PostgresErrors, ClassifiesRefusedLogins) {
  const auto told = [](const std::string& words) {
    return classify_connect("connection to server at \"db\", port 5432 failed: " + words + "\n");
  };
  EXPECT_EQ(told("FATAL:  password authentication failed for user \"u\""), Failure::authentication);
  EXPECT_EQ(told("FATAL:  database \"d\" does not exist"), Failure::unknown_database);
  EXPECT_EQ(
      told("FATAL:  permission denied for database \"d\"\nDETAIL:  User does not have CONNECT "
           "privilege."),
      Failure::unknown_database);
  EXPECT_EQ(told("Connection refused"), Failure::refused_connection);
  EXPECT_EQ(told("FATAL:  the database system is starting up"), Failure::refused_connection);
}

TEST(PostgresErrors, KnowsWhatTheClientLibraryRefuses) {
  EXPECT_TRUE(refuses_parameter("invalid connection option \"sslmod\"\n"));
  EXPECT_TRUE(refuses_parameter("invalid sslmode value: \"verify\"\n"));
  EXPECT_TRUE(
      refuses_parameter("connection to server at \"db\", port 5432 failed: invalid integer "
                        "value \"x\" for connection option \"keepalives_idle\"\n"));
  EXPECT_FALSE(
      refuses_parameter("connection to server at \"db\", port 5432 failed: FATAL:  invalid "
                        "value for parameter \"TimeZone\": \"x\"\n"));
  EXPECT_FALSE(refuses_parameter("invalid port number: \"70000\"\n"));
  EXPECT_FALSE(refuses_parameter(""));
}

TEST(PostgresErrors, TidiesMessages) {
  EXPECT_EQ(tidy_message("ERROR:  column \"x\" does not exist\nLINE 1: SELECT x\n               ^\n"
                         "HINT:  Perhaps y.\n"),
            "column \"x\" does not exist; HINT:  Perhaps y.");
  EXPECT_EQ(tidy_message("ERROR:  invalid input syntax for type integer: \"a \"b\" does not fit "
                         "character varying(3)\"\nCONTEXT:  PL/pgSQL function\n"),
            "a \"b\" does not fit character varying(3)");
  EXPECT_EQ(tidy_message("ERROR:  invalid input syntax for type integer: \"a\"\n"),
            "invalid input syntax for type integer: \"a\"");
}

TEST(PostgresQuote, KeepsEveryName) {
  EXPECT_EQ(quote_name("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(quote_literal("it's \\ x"), "E'it''s \\\\ x'");
  EXPECT_EQ(dollar_quote("$migrate$"), "$migrate1$$migrate$$migrate1$");
}

TEST(PostgresQuote, QuotesConnectionOptions) {
  Url url;
  url.kind = EngineKind::postgres;
  url.password = "x' host='evil\\";
  url.params["schema"] = "app";
  auto text = connection_string(url);
  EXPECT_NE(text.find("password='x\\' host=\\'evil\\\\'"), std::string::npos);
  EXPECT_EQ(text.find("schema"), std::string::npos);
}

SERVER_TEST(PostgresConnection, ReturnsValuesByKind) {
  auto row = run("SELECT 1::int, 2::bigint, 1.5::float8, 1.50::numeric, true, '\\x00ff'::bytea, "
                 "'é'::text, NULL, 'NaN'::float8")
                 .rows.at(0);
  EXPECT_EQ(row[0], Value::of(1));
  EXPECT_EQ(row[1], Value::of(2));
  EXPECT_EQ(row[2], (Value{Value::Kind::real, "1.5"}));
  EXPECT_EQ(row[3], Value::of(std::string("1.50")));
  EXPECT_EQ(row[4], Value::of(1));
  EXPECT_EQ(row[5], (Value{Value::Kind::blob, std::string("\0\xff", 2)}));
  EXPECT_EQ(row[6], Value::of(std::string("é")));
  EXPECT_TRUE(row[7].is_null());
  EXPECT_EQ(row[8].kind, Value::Kind::text);
}

SERVER_TEST(PostgresConnection, PassesParametersBack) {
  run("CREATE TABLE v (a bigint, b bytea, c text, d boolean)");
  std::vector<Value> in = {Value::of(7),
                           {Value::Kind::blob, std::string("\0'\\x", 4)},
                           Value::of(std::string("it's \\ é")),
                           Value::of(1)};
  EXPECT_EQ(app_->query("INSERT INTO v VALUES ($1, $2, $3, $4)", in).affected, 1u);
  EXPECT_EQ(app_->query("INSERT INTO v VALUES ($1, $2, $3, $4)",
                        {Value::null(), Value::null(), Value::null(), Value::null()})
                .affected,
            1u);
  auto found = run("SELECT * FROM v ORDER BY a").rows;
  EXPECT_EQ(found.at(0), in);
  for (auto& v : found.at(1)) EXPECT_TRUE(v.is_null());
  EXPECT_EQ(run("SELECT * FROM v").affected, 0u);
  EXPECT_EQ(run("UPDATE v SET a = 1").affected, 2u);
}

SERVER_TEST(PostgresConnection, NeverReconnectsAfterALostBackend) {
  auto other = open().connection;
  auto pid = other->query("SELECT pg_backend_pid()").rows[0][0].text;
  other->begin();
  run("SELECT pg_terminate_backend(" + pid + ")");
  for (int n = 0; n < 5; ++n) {
    EXPECT_EQ(failure_of([&] { other->query("SELECT 1"); }), Failure::connection_lost);
    EXPECT_EQ(failure_of([&] { other->query("SELECT $1::int", {Value::of(1)}); }),
              Failure::connection_lost);
    EXPECT_EQ(failure_of([&] { other->begin(); }), Failure::connection_lost);
  }
  other->rollback();
  EXPECT_FALSE(other->in_transaction());
}

SERVER_TEST(PostgresConnection, NoticesALossDuringAStatement) {
  auto other = open().connection;
  run("CREATE FUNCTION die() RETURNS void LANGUAGE sql AS 'SELECT "
      "pg_terminate_backend(pg_backend_pid()); SELECT pg_sleep(5)'");
  EXPECT_EQ(failure_of([&] { other->query("SELECT die()"); }), Failure::connection_lost);
  EXPECT_EQ(failure_of([&] { other->query("SELECT 1"); }), Failure::connection_lost);
}

SERVER_TEST(PostgresConnection, CommitOfAFailedTransactionFails) {
  run("CREATE TABLE v (a int PRIMARY KEY)");
  app_->begin();
  run("INSERT INTO v VALUES (1)");
  EXPECT_EQ(failure_of([&] { run("INSERT INTO v VALUES (1)"); }), Failure::unique_violation);
  EXPECT_EQ(failure_of([&] { app_->commit(); }), Failure::other);
  app_->rollback();
  EXPECT_EQ(value("SELECT count(*) FROM v"), "0");
}

// In one string the values are literals, of the types that the statement has for them.
SERVER_TEST(PostgresConnection, BeginsWithSettingsAndAStatement) {
  run("CREATE TABLE v (a int PRIMARY KEY, b text, c bytea, d timestamptz)");
  const std::vector<std::string> settings = {"SET LOCAL enable_seqscan = off",
                                             "SET LOCAL migrate.told = 'it''s'"};
  const Value text = Value::of(std::string("'; DROP TABLE v; -- \\' \" $1 é"));
  const Value bytes{Value::Kind::blob, std::string("\x00'\\\xff", 4)};
  const auto insert = "INSERT INTO v VALUES ($1, $2, $3, $4) RETURNING a, b, c, d IS NULL";
  for (int round = 0; round < 2; ++round) {
    db::Transaction transaction(*app_, settings, insert,
                                {Value::of(7), text, bytes, Value::null()});
    EXPECT_EQ(transaction.begun().affected, 1u);
    ASSERT_EQ(transaction.begun().rows.size(), 1u);
    EXPECT_EQ(transaction.begun().rows[0], (db::Row{Value::of(7), text, bytes, Value::of(1)}));
    EXPECT_EQ(value("SHOW enable_seqscan"), "off");
    EXPECT_EQ(value("SHOW migrate.told"), "it's");
    EXPECT_TRUE(app_->in_transaction());
  }
  EXPECT_FALSE(app_->in_transaction());
  EXPECT_EQ(value("SHOW enable_seqscan"), "on");
  EXPECT_EQ(value("SELECT count(*) FROM v"), "0") << "it was rolled back with its transaction";
  {
    db::Transaction transaction(*app_, {}, "DELETE FROM v", {});
    EXPECT_EQ(transaction.begun().affected, 0u);
    run("INSERT INTO v VALUES (1)");
    transaction.commit();
  }
  auto begin = [&](const std::vector<std::string>& first, int key) {
    db::Transaction transaction(*app_, first, insert, {Value::of(key), text, bytes, Value::null()});
  };
  EXPECT_EQ(failure_of([&] { begin({}, 1); }), Failure::unique_violation);
  EXPECT_FALSE(app_->in_transaction());
  EXPECT_EQ(failure_of([&] { begin({"SET LOCAL lock_timeout = 'x'"}, 2); }), Failure::data);
  EXPECT_EQ(failure_of([&] { begin({"SET LOCAL"}, 2); }), Failure::syntax);
  EXPECT_EQ(value("SELECT count(*) FROM v"), "1");
  EXPECT_EQ(failure_of([&] {
              db::Transaction(*app_, {}, "SELECT $1::text", {Value::of(std::string("a\0b", 3))});
            }),
            Failure::other);
  EXPECT_FALSE(app_->in_transaction());
}

SERVER_TEST(PostgresConnection, DeferredConstraintFailsTheCommit) {
  run("CREATE TABLE v (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
  app_->begin();
  run("INSERT INTO v VALUES (1), (1)");
  EXPECT_EQ(failure_of([&] { app_->commit(); }), Failure::unique_violation);
  EXPECT_FALSE(app_->in_transaction());
  EXPECT_EQ(value("SELECT count(*) FROM v"), "0");
}

SERVER_TEST(PostgresConnection, LockTimeoutOutlivesARollback) {
  run("CREATE TABLE v (a int)");
  auto other = open().connection;
  other->begin();
  other->query("LOCK TABLE v");
  app_->begin();
  app_->limit_lock_wait(std::chrono::milliseconds(50));
  EXPECT_EQ(failure_of([&] { run("SELECT * FROM v"); }), Failure::lock_timeout);
  app_->rollback();
  EXPECT_EQ(value("SHOW lock_timeout"), "50ms");
  EXPECT_EQ(failure_of([&] { run("SELECT * FROM v"); }), Failure::lock_timeout);
  auto who = dialect_->blockers(*app_, "v", "");
  ASSERT_EQ(who.size(), 1u);
  EXPECT_NE(who[0].who.find("AccessExclusive"), std::string::npos) << who[0].who;
}

SERVER_TEST(PostgresConnection, TellsADeadlock) {
  run("CREATE TABLE v (a int PRIMARY KEY)");
  run("INSERT INTO v VALUES (1), (2)");
  run("SET deadlock_timeout = '50ms'");
  auto other = open().connection;
  app_->begin();
  other->begin();
  run("UPDATE v SET a = a WHERE a = 1");
  other->query("UPDATE v SET a = a WHERE a = 2");
  std::thread blocked([&] {
    try {
      other->query("SET LOCAL deadlock_timeout = '10s'");
      other->query("UPDATE v SET a = a WHERE a = 1");
    } catch (const DbError&) {
    }
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  try {
    run("UPDATE v SET a = a WHERE a = 2");
    ADD_FAILURE() << "no deadlock";
  } catch (const DbError& e) {
    EXPECT_EQ(e.failure(), Failure::deadlock);
    EXPECT_EQ(e.native_code(), "40P01");
  }
  app_->rollback();
  blocked.join();
  other->rollback();
}

SERVER_TEST(PostgresConnection, SchemaOfTheUrlComesFirst) {
  run("CREATE SCHEMA \"My App\"");
  auto opened = open("schema=My App");
  EXPECT_EQ(opened.connection->query("SELECT current_schema()").rows[0][0].text, "My App");
  EXPECT_EQ(opened.connection->query("SHOW search_path").rows[0][0].text, "\"My App\", public");
  EXPECT_EQ(opened.dialect->inspect(*opened.connection, nullptr).name, "My App");
  EXPECT_THROW(open("schema=nowhere"), Error);
}

SERVER_TEST(PostgresConnection, RefusesWithACodeAndWithoutThePassword) {
  auto code_of = [](const Url& url) {
    try {
      open_postgres(url);
    } catch (const Error& e) {
      EXPECT_EQ(e.exit(), ExitCode::usage);
      EXPECT_EQ((e.report().what + e.report().next).find("s3cr3t-pw"), std::string::npos);
      return e.report().code;
    }
    return std::string("opened");
  };
  auto wrong = url();
  if (wrong.password.empty()) wrong.password = "s3cr3t-pw";
  wrong.database = "no such database";
  EXPECT_EQ(code_of(wrong), "MIG-CONNECT-DATABASE");
  wrong = url();
  wrong.password = "s3cr3t-pw";
  wrong.user = "no such user";
  EXPECT_EQ(code_of(wrong), "MIG-CONNECT-AUTH");
  wrong = url();
  wrong.password = "s3cr3t-pw";
  wrong.host = "127.0.0.1";
  wrong.port = 1;
  EXPECT_EQ(code_of(wrong), "MIG-CONNECT-REFUSED");
  wrong = url();
  wrong.params["no_such_option"] = "1";
  EXPECT_EQ(code_of(wrong), "MIG-URL-PARAM");
}

SERVER_TEST(PostgresConnection, SessionLockIsExclusiveAndDiesWithItsSession) {
  auto first = open().connection;
  auto pid = first->query("SELECT pg_backend_pid()").rows[0][0].text;
  auto lock = dialect_->session_lock(std::move(first));
  auto rival = dialect_->session_lock(open().connection);
  EXPECT_TRUE(lock->try_acquire());
  EXPECT_TRUE(lock->try_acquire());
  EXPECT_TRUE(lock->held());
  EXPECT_FALSE(rival->try_acquire());
  EXPECT_FALSE(rival->held());
  run("SELECT pg_terminate_backend(" + pid + ")");
  EXPECT_FALSE(lock->held());
  for (int n = 0; n < 100 && !rival->try_acquire(); ++n)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_TRUE(rival->held());
  rival.reset();
  auto third = dialect_->session_lock(open().connection);
  EXPECT_TRUE(third->try_acquire());
}

SERVER_TEST(PostgresConnection, TwoRunnersCreateTheStateAtOnce) {
  run("DROP SCHEMA migrate");
  auto other = open().connection;
  auto& sql = dialect_->state_sql();
  EXPECT_EQ(run(sql.exists).rows[0][0].as_int(), 0);
  app_->begin();
  for (auto& statement : sql.create) run(statement);
  // The second one waits at the first statement, before it has seen anything.
  other->limit_lock_wait(std::chrono::milliseconds(50));
  other->begin();
  EXPECT_EQ(failure_of([&] { other->query(sql.create[0]); }), Failure::lock_timeout);
  other->rollback();
  app_->commit();
  other->begin();
  for (auto& statement : sql.create) other->query(statement);
  other->commit();
  EXPECT_EQ(run(sql.exists).rows[0][0].as_int(), 1);
  EXPECT_EQ(value("SELECT count(*) FROM migrate.lease"), "1");
}

SERVER_TEST(PostgresConnection, AnyRoleMayReportItself) {
  auto& sql = dialect_->state_sql();
  // A role that was given the schema, but may create none.
  auto runner = quote_name(database_ + "_runner");
  run("CREATE ROLE " + runner);
  run("ALTER SCHEMA migrate OWNER TO " + runner);
  run("SET ROLE " + runner);
  app_->begin();
  for (auto& statement : sql.create) run(statement);
  app_->commit();
  run("RESET ROLE");
  auto role = quote_name(database_ + "_app");
  run("CREATE ROLE " + role);
  run("SET ROLE " + role);
  auto text = [](const char* t) { return Value::of(std::string(t)); };
  for (auto* version : {"1", "2"})
    app_->query(sql.heartbeat, {text("web"), text("i"), text(version), text("s"), Value::of(5000)});
  EXPECT_ANY_THROW(run("SELECT * FROM migrate.step"));
  run("RESET ROLE");
  EXPECT_EQ(
      value("SELECT app, instance, version, schema, ttl_ms, retired FROM migrate.app_instance"),
      "web|i|2|s|5000|0");
  EXPECT_EQ(value("SELECT " + sql.epoch_ms(sql.from_epoch_ms("1234567890123"))), "1234567890123");
  for (auto& name : {role, runner}) {
    run("DROP OWNED BY " + name + " CASCADE");
    run("DROP ROLE " + name);
  }
}

SERVER_TEST(PostgresConnection, ThrottleSourcesAnswer) {
  auto* replica = std::getenv("MIGRATE_TEST_POSTGRES_REPLICA_URL");
  EXPECT_EQ(dialect_->known_replicas(*app_).connected.empty(), replica == nullptr);
  if (replica) {
    auto standby = open_postgres(parse_url(replica));
    EXPECT_GE(standby.dialect->own_replica_lag(*standby.connection), 0);
    auto problems = standby.dialect->preflight(*standby.connection);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_NE(problems[0].find("standby"), std::string::npos);
    EXPECT_EQ(failure_of([&] { standby.connection->query("CREATE TABLE x (a int)"); }),
              Failure::read_only);
  }
  EXPECT_THROW(dialect_->own_replica_lag(*app_), DbError);
  EXPECT_GE(dialect_->active_sessions(*app_), 0);
  EXPECT_EQ(dialect_->preflight(*app_), std::vector<std::string>{});
  run("SET default_transaction_read_only = on");
  EXPECT_EQ(dialect_->preflight(*app_).size(), 1u);
}

SERVER_TEST(PostgresConnection, AnIndexBuildIsNotDisturbedByAWaitingRunner) {
  run("CREATE TABLE v (a int)");
  auto lock = dialect_->session_lock(open().connection);
  ASSERT_TRUE(lock->try_acquire());
  auto rival = dialect_->session_lock(open().connection);
  EXPECT_FALSE(rival->try_acquire());
  run("CREATE INDEX CONCURRENTLY v_a ON v (a)");
  EXPECT_FALSE(rival->try_acquire());
}

}  // namespace migrate::postgres::test
