#include "dialects/sqlite/connection.hpp"

#include <sys/stat.h>

#include <fstream>

#include "dialects/sqlite/state.hpp"
#include "tests/unit/dialects/sqlite/support.hpp"
#include "util/error.hpp"

namespace migrate::sqlite {
namespace {

using db::DbError;
using db::Failure;
using db::Value;

class ConnectionTest : public DatabaseTest {
 protected:
  Failure failure_of(db::Connection& connection, const std::string& sql) {
    try {
      connection.query(sql);
    } catch (const DbError& e) {
      EXPECT_FALSE(e.native_code().empty());
      return e.failure();
    }
    ADD_FAILURE() << "did not fail: " << sql;
    return Failure::other;
  }
  std::string open_code(const std::string& path) {
    Url other = url();
    other.database = path;
    try {
      open_sqlite(other);
    } catch (const Error& e) {
      EXPECT_EQ(e.exit(), ExitCode::usage);
      return e.report().code;
    }
    return "opened";
  }
};

TEST_F(ConnectionTest, RoundTripsEveryKindOfValue) {
  exec("CREATE TABLE v (x)");
  const std::vector<Value> values = {Value::null(),
                                     Value::of(std::int64_t{-9223372036854775807 - 1}),
                                     {Value::Kind::real, "0.1"},
                                     {Value::Kind::real, "1.0"},
                                     {Value::Kind::real, "1e+300"},
                                     Value::of(std::string("a\0b", 3)),
                                     {Value::Kind::blob, std::string("\0\xff", 2)},
                                     Value::of(std::string()),
                                     {Value::Kind::blob, ""}};
  for (auto& value : values) app().query("INSERT INTO v VALUES (?1)", {value});
  auto rows = app().query("SELECT x FROM v ORDER BY rowid").rows;
  ASSERT_EQ(rows.size(), values.size());
  for (std::size_t i = 0; i < values.size(); ++i) EXPECT_EQ(rows[i][0], values[i]) << i;
}

TEST_F(ConnectionTest, CountsOnlyWhatTheStatementItselfChanged) {
  exec("CREATE TABLE t (a)");
  EXPECT_EQ(app().query("INSERT INTO t VALUES (1), (2)").affected, 2U);
  EXPECT_EQ(app().query("UPDATE t SET a = 3 WHERE a > 5").affected, 0U);
  EXPECT_EQ(app().query("CREATE TABLE u (b)").affected, 0U);
  auto returned = app().query("UPDATE t SET a = a + 1 RETURNING a");
  EXPECT_EQ(returned.rows.size(), 2U);
  EXPECT_EQ(returned.affected, 2U);
}

TEST_F(ConnectionTest, ClassifiesFailures) {
  exec("CREATE TABLE t (a UNIQUE, b NOT NULL CHECK (b > 0))");
  exec("INSERT INTO t VALUES (1, 1)");
  EXPECT_EQ(failure_of(app(), "INSERT INTO t VALUES (1, 1)"), Failure::unique_violation);
  EXPECT_EQ(failure_of(app(), "INSERT INTO t VALUES (2, NULL)"), Failure::constraint_violation);
  EXPECT_EQ(failure_of(app(), "INSERT INTO t VALUES (2, 0)"), Failure::constraint_violation);
  EXPECT_EQ(failure_of(app(), "SELECT abs(-9223372036854775808)"), Failure::data);
  EXPECT_EQ(failure_of(app(), "SELECT json('x')"), Failure::data);
  EXPECT_EQ(failure_of(app(), "SELECT json_extract('1', 'x')"), Failure::data);
  EXPECT_EQ(failure_of(app(), "SELECT 'a' LIKE 'b' ESCAPE 'cd'"), Failure::data);
  EXPECT_EQ(failure_of(app(), "SELECT zeroblob(2000000000)"), Failure::data);
  EXPECT_EQ(failure_of(app(), "CREATE TABLE t (x)"), Failure::already_exists);
  EXPECT_EQ(failure_of(app(), "ALTER TABLE t ADD COLUMN a"), Failure::already_exists);
  EXPECT_EQ(failure_of(app(), "SELECT * FROM missing"), Failure::missing);
  EXPECT_EQ(failure_of(app(), "SELECT missing FROM t"), Failure::missing);
  EXPECT_EQ(failure_of(app(), "DROP INDEX missing"), Failure::missing);
  EXPECT_EQ(failure_of(app(), "SELEC 1"), Failure::syntax);
  EXPECT_EQ(failure_of(app(), "SELECT 1; SELECT 2"), Failure::syntax);
  EXPECT_EQ(failure_of(app(), "UPDATE sqlite_schema SET sql = ''"), Failure::not_supported);
  EXPECT_EQ(failure_of(app(), "SELECT \"no such name\""), Failure::missing);
}

TEST_F(ConnectionTest, WaitsForTheWriteLockNoLongerThanTold) {
  app().begin();
  tool().limit_lock_wait(std::chrono::milliseconds(80));
  const auto started = std::chrono::steady_clock::now();
  EXPECT_EQ(failure_of(tool(), "BEGIN IMMEDIATE"), Failure::lock_timeout);
  const auto waited = std::chrono::steady_clock::now() - started;
  EXPECT_GE(waited, std::chrono::milliseconds(60));
  EXPECT_LT(waited, std::chrono::seconds(2));
  EXPECT_FALSE(tool().in_transaction());
  app().rollback();
  db::Transaction transaction(tool());
  transaction.commit();
}

TEST_F(ConnectionTest, ResetsTheSchemaInMemoryWhenAnEditIsRolledBack) {
  exec("CREATE TABLE t (a TEXT NOT NULL)");
  tool().begin();
  tool().query("PRAGMA writable_schema=ON");
  tool().query("UPDATE sqlite_schema SET sql = 'CREATE TABLE t (a TEXT)' WHERE name = 't'");
  tool().query("PRAGMA writable_schema=RESET");
  EXPECT_EQ(rows(tool(), "SELECT \"notnull\" FROM pragma_table_info('t')")[0], "0");
  tool().rollback();
  EXPECT_EQ(rows(tool(), "SELECT \"notnull\" FROM pragma_table_info('t')")[0], "1");
  EXPECT_EQ(failure_of(tool(), "UPDATE sqlite_schema SET sql = ''"), Failure::not_supported);
}

TEST_F(ConnectionTest, AnExpectationHoldsWhereChecksAreIgnored) {
  tool().query("PRAGMA ignore_check_constraints=ON");
  EXPECT_EQ(failure_of(tool(), expect_statement("one is two", "1 = 2")),
            Failure::constraint_violation);
  tool().query(expect_statement("one is one", "1 = 1"));
}

TEST_F(ConnectionTest, LeavesJournalModeAlone) {
  EXPECT_EQ(one("PRAGMA journal_mode"), "delete");
  exec("PRAGMA journal_mode=WAL");
  auto again = open_sqlite(url());
  EXPECT_EQ(rows(*again.connection, "PRAGMA journal_mode")[0], "wal");
  EXPECT_EQ(rows(*again.connection, "PRAGMA foreign_keys")[0], "0");
}

TEST_F(ConnectionTest, KeepsPreparedStatementsOverSchemaChanges) {
  exec("CREATE TABLE t (a)");
  const std::vector<Value> one_value = {Value::of(std::int64_t{1})};
  tool().query("INSERT INTO t VALUES (?1)", one_value);
  exec("ALTER TABLE t ADD COLUMN b DEFAULT 5");
  EXPECT_EQ(tool().query("SELECT * FROM t WHERE a = ?1", one_value).columns.size(), 2U);
  exec("ALTER TABLE t ADD COLUMN c");
  EXPECT_EQ(tool().query("SELECT * FROM t WHERE a = ?1", one_value).columns.size(), 3U);
  EXPECT_THROW(tool().query("SELECT ?1, ?2", one_value), DbError);
}

TEST_F(ConnectionTest, NoticesThatTheFileWasReplaced) {
  std::filesystem::rename(path(), path() + ".old");
  std::ofstream(path()).close();
  EXPECT_EQ(failure_of(tool(), "SELECT 1"), Failure::database_moved);
}

TEST_F(ConnectionTest, CommitsNothingIntoAFileThatWasReplaced) {
  exec("CREATE TABLE t (a)");
  tool().begin();
  tool().query("INSERT INTO t VALUES (1)");
  std::filesystem::rename(path(), path() + ".old");
  std::ofstream(path()).close();
  try {
    tool().commit();
    ADD_FAILURE() << "committed";
  } catch (const DbError& e) {
    EXPECT_EQ(e.failure(), Failure::database_moved);
  }
  tool().rollback();
  EXPECT_EQ(std::filesystem::file_size(path()), 0U);
  SqliteConnection old(path() + ".old");
  EXPECT_EQ(old.query("SELECT count(*) FROM t").rows[0][0].as_int(), 0);
}

TEST_F(ConnectionTest, TellsHowMuchWalWaitsAndLeavesItToOthers) {
  EXPECT_FALSE(dialect().wal(tool()).has_value());
  exec("PRAGMA journal_mode=WAL");
  exec("PRAGMA wal_autocheckpoint=0");
  exec("CREATE TABLE t (a)");
  tool().query(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000)"
      " INSERT INTO t SELECT hex(zeroblob(400)) FROM n");
  auto wal = dialect().wal(tool());
  ASSERT_TRUE(wal.has_value());
  EXPECT_NEAR(static_cast<double>(wal->bytes),
              static_cast<double>(std::filesystem::file_size(path() + "-wal")), 8192);
  EXPECT_GT(wal->bytes, 1000U * 4096U);  // more than SQLite's own threshold
  EXPECT_TRUE(wal->alone);
  EXPECT_EQ(wal->reader, "");
  dialect().checkpoint(tool());
  EXPECT_EQ(dialect().wal(tool())->bytes, 0U);
}

TEST_F(ConnectionTest, RefusesWhatIsNoDatabase) {
  EXPECT_EQ(open_code(directory_), "MIG-CONNECT-DATABASE");
  EXPECT_EQ(open_code(""), "MIG-CONNECT-DATABASE");
  EXPECT_EQ(open_code(directory_ + "/nowhere/app.db"), "MIG-CONNECT-DATABASE");
  std::ofstream(directory_ + "/text.db") << std::string(5000, 'x');
  EXPECT_EQ(open_code(directory_ + "/text.db"), "MIG-CONNECT-DATABASE");
  EXPECT_EQ(open_code(directory_ + "/new.db"), "opened");
}

TEST_F(ConnectionTest, OneRunnerHoldsTheSessionLock) {
  auto other = open_sqlite(url());
  auto first = dialect().session_lock(std::move(open_sqlite(url()).connection));
  auto second = other.dialect->session_lock(std::move(other.connection));
  EXPECT_FALSE(second->held());
  EXPECT_TRUE(first->try_acquire());
  EXPECT_TRUE(first->try_acquire());
  EXPECT_FALSE(second->try_acquire());
  EXPECT_TRUE(first->held());
  std::filesystem::remove(path() + "-migrate-lock");
  EXPECT_FALSE(first->held());
  first.reset();
  EXPECT_TRUE(second->try_acquire());
}

TEST_F(ConnectionTest, NamesTheHolderOfTheWriteLockAsFarAsItCan) {
  app().begin();
  auto lines = dialect().blockers(tool(), "t", "");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_NE(lines[0].who.find("holds the write lock of " + path()), std::string::npos);
}

TEST_F(ConnectionTest, TimesOfTheStateTablesAreExactToTheMillisecond) {
  auto& sql = dialect().state_sql();
  for (std::string ms : {"0", "1795252210123", "1795252210999", "1000000000001"})
    EXPECT_EQ(one("SELECT " + sql.epoch_ms(sql.from_epoch_ms(ms))), ms);
  EXPECT_EQ(one("SELECT " + sql.from_epoch_ms("1795252210045")), "2026-11-21T09:10:10.045Z");
  EXPECT_EQ(one("SELECT " + sql.epoch_ms("NULL")), "-");
  EXPECT_EQ(one("SELECT length(" + sql.now + ")"), "24");
  EXPECT_EQ(one(sql.exists), "1");
  for (auto& statement : sql.create) exec(statement);
  const std::vector<Value> beat = {Value::of(std::string("web")), Value::of(std::string("1")),
                                   Value::of(std::string("1.0")), Value::of(std::string("m")),
                                   Value::of(std::int64_t{5000})};
  app().query(sql.heartbeat, beat);
  app().query(sql.heartbeat, beat);
  EXPECT_EQ(one("SELECT count(*), ttl_ms, retired FROM migrate_app_instance"), "1|5000|0");
}

}  // namespace
}  // namespace migrate::sqlite
