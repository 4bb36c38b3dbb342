// One scenario on one database: the tool, the old and the new application. Every method throws
// std::runtime_error, with all one needs to read, when something is not as it must be.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/kept_rows.hpp"
#include "tests/support/process.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/server.hpp"

namespace migrate::test {

class Case {
 public:
  // `tool`: the path of the binary that `must` and `tool` run.
  Case(const Scenario& scenario, std::unique_ptr<Database> database, std::string tool);

  const Scenario& scenario() const { return scenario_; }
  const Database& database() const { return *database_; }
  EngineKind engine() const { return database_->kind(); }

  void setup();
  // Runs the tool in a working directory that holds migrations/, with DATABASE_URL set.
  Outcome tool(const std::vector<std::string>& arguments,
               const std::map<std::string, std::string>& env = {},
               const std::string& other_binary = {});
  // The same; throws unless it exits so.
  Outcome must(const std::vector<std::string>& arguments, int exit = 0);

  // The statements that this version of the application runs at that place, in file order, on a
  // session that stays open. A statement under a line "-- fails" must be refused by the database.
  void old_code(const std::string& at) { execute(scenario_.old_code, at, old_session_); }
  void new_code(const std::string& at) { execute(scenario_.new_code, at, new_session_); }
  void expect_rows(const std::string& at);
  // Commands will be interrupted: leaves out the statements that must be refused, and those marked
  // as settled, since in the middle of a command they would come to something else. Where any was
  // marked, rows are not what `expected` says, and only one run can be compared with another.
  void interrupted() { interrupted_ = true; }
  void disconnect();  // both applications

  void old_alive();  // an instance that knows none of the migrations reports itself
  void old_retired();
  void new_alive();  // an instance that knows them all

  // Undoes every migration, newest first, with the scenario's flags; checks that without them the
  // tool refuses and changes nothing, and that rows are kept as they are now, or were when `before`
  // was read.
  // `loses`: it needs the flags there.
  void roll_back(bool loses = true, const TableRows* before = nullptr);

  std::unique_ptr<Database> release();

 private:
  void execute(const Statements& code, const std::string& at, std::optional<Opened>& session);

  const Scenario& scenario_;
  std::unique_ptr<Database> database_;
  std::string tool_;
  bool interrupted_ = false;
  TempDirectory directory_;
  std::optional<Opened> old_session_, new_session_;
};

}  // namespace migrate::test
