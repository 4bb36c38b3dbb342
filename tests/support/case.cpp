#include "tests/support/case.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "migration/sql_split.hpp"
#include "tests/support/snapshot.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

constexpr const char* fails_mark = "-- fails";
constexpr const char* settled_mark = "-- settled";
// A prepared database is copied for as long as a sweep takes; its instances must not die meanwhile.
constexpr const char* long_lived = "24h";

std::string cell(const db::Value& value) {
  if (value.is_null()) return "NULL";
  return replace_all(replace_all(replace_all(value.text, "\\", "\\\\"), "|", "\\|"), "\n", "\\n");
}

// The mark may have been kept as part of the statement or stand on the line above it.
bool is_marked(const Statement& statement, const std::vector<std::string>& lines,
               const char* mark) {
  if (statement.text.rfind(mark, 0) == 0) return true;
  const int above = statement.line - 2;
  return above >= 0 && lines[static_cast<std::size_t>(above)].rfind(mark, 0) == 0;
}

void execute_one(db::Connection& connection, const std::string& sql, bool fails,
                 const std::string& where) {
  try {
    connection.query(sql);
  } catch (const db::DbError& error) {
    if (fails) return;
    throw std::runtime_error(fmt::format("{}: {}\n{}", where, error.what(), sql));
  }
  if (fails) throw std::runtime_error(fmt::format("{}: was not refused\n{}", where, sql));
}

}  // namespace

Case::Case(const Scenario& scenario, std::unique_ptr<Database> database, std::string tool)
    : scenario_(scenario), database_(std::move(database)), tool_(std::move(tool)) {
  scenario_.write_migrations(engine(), directory_.path());
}

void Case::setup() {
  const auto file = scenario_.variant("setup", engine(), "sql");
  if (!file) throw std::runtime_error(scenario_.folder.string() + ": no setup.sql");
  try {
    database_->execute(slurp(*file));
  } catch (const db::DbError& error) {
    throw std::runtime_error(fmt::format("{}: {}", file->string(), error.what()));
  }
}

Outcome Case::tool(const std::vector<std::string>& arguments,
                   const std::map<std::string, std::string>& env, const std::string& other_binary) {
  Command command;
  command.argv = {other_binary.empty() ? tool_ : other_binary};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  command.env = env;
  command.env["DATABASE_URL"] = database_->url();
  command.directory = directory_.path().string();
  return run(command);
}

Outcome Case::must(const std::vector<std::string>& arguments, int exit) {
  Outcome outcome = tool(arguments);
  if (outcome.exit != exit) {
    throw std::runtime_error(fmt::format("migrate {}: expected exit {}, got {}",
                                         join(arguments, " "), exit, outcome.text()));
  }
  return outcome;
}

void Case::execute(const Statements& code, const std::string& at, std::optional<Opened>& session) {
  for (const Section& section : scenario_.sections(code, at, engine())) {
    if (!session) session = database_->open();
    const std::vector<std::string> lines = split(section.text, '\n');
    for (const Statement& statement : split_sql(section.text, engine())) {
      const bool fails = is_marked(statement, lines, fails_mark);
      if (interrupted_ && (fails || is_marked(statement, lines, settled_mark))) continue;
      execute_one(*session->connection, statement.text, fails,
                  fmt::format("{}:{}", code.file, section.line + statement.line - 1));
    }
  }
}

void Case::expect_rows(const std::string& at) {
  const Section* section = scenario_.expectation(at, engine());
  if (!section || (interrupted_ && scenario_.has_mark(settled_mark))) return;
  std::optional<Opened> own;
  if (engine() != EngineKind::postgres) own = database_->open();
  const Opened& opened = own ? *own : database_->looking();
  const std::string file = (scenario_.folder / "expected").string();
  for (const Expectation& expected : parse_expectations(file, *section)) {
    db::Result result;
    try {
      result = opened.connection->query(expected.query);
    } catch (const db::DbError& error) {
      throw std::runtime_error(
          fmt::format("{} (at {}): {}\n{}", expected.at, at, error.what(), expected.query));
    }
    std::vector<std::string> rows;
    for (const db::Row& row : result.rows) {
      std::vector<std::string> cells;
      for (const db::Value& value : row) cells.push_back(cell(value));
      rows.push_back(join(cells, "|"));
    }
    if (rows != expected.rows) {
      throw std::runtime_error(
          fmt::format("{} (at {}): {}\n{}", expected.at, at, expected.query,
                      difference(join(expected.rows, "\n"), join(rows, "\n"))));
    }
  }
}

void Case::disconnect() {
  old_session_.reset();
  new_session_.reset();
}

void Case::old_alive() {
  must({"app", "heartbeat", "--app", "web", "--instance", "web-old", "--app-version", "1.0.0",
        "--schema", "0", "--ttl", long_lived});
}

void Case::old_retired() {
  must({"app", "retire", "--app", "web", "--instance", "web-old"});
}

void Case::new_alive() {
  must({"app", "heartbeat", "--app", "web", "--instance", "web-new", "--app-version", "2.0.0",
        "--schema", scenario_.order.back(), "--ttl", long_lived});
}

void Case::roll_back(bool loses, const TableRows* before) {
  std::vector<std::string> arguments = {"rollback"};
  const TableRows now = before ? TableRows() : rows_by_table(*database_);
  if (loses && !scenario_.rollback_flags.empty()) {
    const std::string schema = schema_of(*database_), rows = rows_of(*database_);
    must(arguments, 2);
    if (schema != schema_of(*database_) || rows != rows_of(*database_)) {
      throw std::runtime_error("a refused rollback changed something:\n" +
                               difference(schema, schema_of(*database_)) +
                               difference(rows, rows_of(*database_)));
    }
    arguments.insert(arguments.end(), scenario_.rollback_flags.begin(),
                     scenario_.rollback_flags.end());
  }
  for (std::size_t i = 0; i < scenario_.order.size(); ++i) must(arguments);
  const std::string changed =
      changed_rows(before ? *before : now, rows_by_table(*database_), scenario_.rollback_changes);
  if (!changed.empty()) throw std::runtime_error("rollback changed rows:\n" + changed);
}

std::unique_ptr<Database> Case::release() {
  disconnect();
  return std::move(database_);
}

}  // namespace migrate::test
