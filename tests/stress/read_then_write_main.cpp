// MySQL and MariaDB: transactions that read a table and then write it, all the time, while its
// shape changes. Who waits for such a transaction with DDL makes it fail with error 1213
// (docs/decisions/0029). One test per change: read_then_write.<change>.<engine>. MIGRATE_TELLERS
// (default 4) transactions at once, of which a sixth has the table in use at any moment.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include "tests/stress/teller.hpp"
#include "tests/support/process.hpp"
#include "tests/support/report.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

constexpr std::int64_t rows = 400;

std::int64_t tellers() {
  const char* text = std::getenv("MIGRATE_TELLERS");
  return text ? std::max(1, std::atoi(text)) : 4;
}

struct Shape {
  std::string name;
  std::string migration;
  Saying old_code, new_code;
  bool goes_back = false;
};

const Saying reads_n = {"SELECT n FROM accounts WHERE id = ?",
                        "UPDATE accounts SET n = 1 + ? WHERE id = ?"};
const Saying reads_total = {"SELECT total FROM accounts WHERE id = ?",
                            "UPDATE accounts SET total = 1 + ? WHERE id = ?"};
// A child, whose foreign key moves with an exchange.
const Saying books = {reads_n.read, reads_n.write,
                      "INSERT INTO bookings (account, day) VALUES (?, CURRENT_DATE)"};

const std::vector<Shape>& shapes() {
  const std::string renames = "  - rename_column: {table: accounts, from: n, to: total}";
  const std::string rebuilds =
      "  - alter_table: {table: accounts, alter: \"MODIFY n BIGINT NOT NULL, ADD KEY accounts_n "
      "(n)\"}";
  const std::string quick =
      "  - add_column: {table: accounts, column: {name: note, type: varchar(20), nullable: true}}\n"
      "  - create_index: {table: accounts, name: accounts_n, columns: [{column: n}]}\n"
      "  - create_constraint: {table: bookings, name: bookings_day, type: unique, columns: [id, "
      "day]}";
  static const std::vector<Shape> all = {
      {"renames", renames, reads_n, reads_total},
      {"renames_and_goes_back", renames, reads_n, reads_n, true},
      {"rebuilds", rebuilds, books, books},
      {"rebuilds_and_goes_back", rebuilds, books, books, true},
      {"adds", quick, books, books},
      {"adds_and_goes_back", quick, books, books, true},
  };
  return all;
}

constexpr const char* setup =
    "CREATE TABLE accounts (id INT PRIMARY KEY, n INT NOT NULL, name VARCHAR(20) NOT NULL);"
    "CREATE TABLE bookings (id INT AUTO_INCREMENT PRIMARY KEY, account INT NOT NULL, day DATE NOT "
    "NULL, CONSTRAINT bookings_account FOREIGN KEY (account) REFERENCES accounts (id));";

class Deployment {
 public:
  Deployment(const Server& server, const Shape& shape)
      : database_(server.create()), shape_(shape) {}

  void run() {
    database_->execute(setup);
    std::vector<std::string> values;
    for (std::int64_t id = 1; id <= rows; ++id)
      values.push_back(fmt::format("({}, 0, 'account {}')", id, id));
    database_->execute("INSERT INTO accounts VALUES " + join(values, ", "));
    std::filesystem::create_directory(directory_.path() / "migrations");
    spill(directory_.path() / "migrations" / "0001_change.yaml",
          "operations:\n" + shape_.migration + "\n");
    for (std::int64_t i = 1; i <= tellers(); ++i)
      tellers_.push_back(std::make_unique<Teller>(*database_, shape_.old_code, rows, i, tellers()));
    heartbeat("old", "--schema", "0");
    must({"expand"});
    must({"backfill", "--batch", "20", "--rows-per-second", "400"});
    if (shape_.goes_back) {
      must({"rollback"});
    } else {
      for (auto& teller : tellers_) teller->become(shape_.new_code);
      // What old code has begun.
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      must({"app", "retire", "--app", "web", "--instance", "old"});
      heartbeat("new", "--ttl", "1h");
      must({"contract"});
    }
    for (auto& teller : tellers_) teller->stop();
    compare();
  }

 private:
  void heartbeat(const std::string& instance, const std::string& flag, const std::string& value) {
    must({"app", "heartbeat", "--app", "web", "--instance", instance, "--app-version", "1", flag,
          value});
  }

  void must(const std::vector<std::string>& arguments) {
    Command command;
    command.argv = {MIGRATE_BINARY};
    command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
    command.env["DATABASE_URL"] = database_->url();
    command.directory = directory_.path().string();
    const Outcome outcome = test::run(command, std::chrono::seconds(600));
    if (outcome.exit != 0)
      throw std::runtime_error(fmt::format("migrate {}: {}", join(arguments, " "), outcome.text()));
    if (outcome.err.find("from here on each attempt waits") != std::string::npos) waited_ = true;
  }

  void compare() {
    std::size_t done = 0, deadlocks = 0;
    std::string last;
    const Opened opened = database_->open();
    const auto& says = shape_.goes_back ? shape_.old_code : shape_.new_code;
    for (const auto& teller : tellers_) {
      ASSERT_EQ(teller->failure(), "");
      EXPECT_GT(teller->done(), 0U);
      done += teller->done();
      deadlocks += teller->deadlocks();
      if (!teller->deadlocked().empty()) last = teller->deadlocked();
      for (const auto& [row, number] : teller->written())
        ASSERT_EQ(
            opened.connection->query(says.read, {db::Value::of(row)}).rows.at(0).at(0).as_int(),
            number)
            << "row " << row;
    }
    const std::string line =
        fmt::format("{:<10} {:<24} {:>8} {:>8}{}", std::string(name_of(database_->kind())),
                    shape_.name, done, deadlocks, waited_ ? " waited" : "");
    fmt::print("{}\n", line);
    report("transactions that read and then write",
           fmt::format("{:<10} {:<24} {:>8} {:>8}", "server", "change", "made", "error 1213"),
           line);
    // What waits may meet them, which the tool has said; and MySQL's shortest wait is a second, of
    // which another session ends all but a moment: how often one is met depends on the machine.
    if (!waited_ && database_->kind() == EngineKind::mariadb) {
      EXPECT_EQ(deadlocks, 0U) << last;
    }
  }

  std::unique_ptr<Database> database_;
  const Shape& shape_;
  TempDirectory directory_;
  bool waited_ = false;
  std::vector<std::unique_ptr<Teller>> tellers_;
};

class ReadThenWrite : public testing::Test {
 public:
  ReadThenWrite(const Server& server, const Shape& shape) : server_(server), shape_(shape) {}

 private:
  void TestBody() override {
    try {
      Deployment(server_, shape_).run();
    } catch (const std::exception& error) {
      ADD_FAILURE() << error.what();
    }
  }

  const Server& server_;
  const Shape& shape_;
};

}  // namespace
}  // namespace migrate::test

int main(int argc, char** argv) {
  using namespace migrate::test;
  testing::InitGoogleTest(&argc, argv);
  for (const Server& server : servers()) {
    if (server.kind() != migrate::EngineKind::mysql &&
        server.kind() != migrate::EngineKind::mariadb)
      continue;
    for (const Shape& shape : shapes())
      testing::RegisterTest("read_then_write", (shape.name + "." + server.name()).c_str(), nullptr,
                            nullptr, __FILE__, __LINE__, [&server, &shape]() -> testing::Test* {
                              return new ReadThenWrite(server, shape);
                            });
  }
  return RUN_ALL_TESTS();
}
