#include <fmt/format.h>

#include <set>

#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/server.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

bool is_on(const std::string& value) {
  return lower(value) == "on" || value == "1";
}

// What SHOW GRANTS says of this database. `told` is false where roles or grants on single tables
// decide: the statement itself will tell then.
struct Rights {
  bool told = true;
  bool all = false, super = false;
  std::set<std::string> names;
};

// `my\_app`.* and `my%`.* are patterns; `%` inside makes the answer uncertain.
bool covers(const std::string& scope, const std::string& database, bool& certain) {
  if (scope == "*.*") return true;
  if (scope.size() < 3 || scope.substr(scope.size() - 2) != ".*") {
    certain = false;  // a table, or a routine
    return false;
  }
  auto name = scope.substr(0, scope.size() - 2);
  if (name.front() == '`') name = name.substr(1, name.size() - 2);
  name = replace_all(name, "``", "`");
  if (replace_all(replace_all(name, "\\_", "_"), "\\%", "%") == database) return true;
  if (name.find('%') != std::string::npos || name.find('_') != std::string::npos) certain = false;
  return false;
}

Rights rights(db::Connection& connection, const std::string& database) {
  Rights found;
  for (auto& row : connection.query("SHOW GRANTS").rows) {
    const auto& line = row.at(0).text;
    if (!starts_with_ci(line, "GRANT ")) continue;
    auto on = line.find(" ON ");
    auto to = line.find(" TO ", on == std::string::npos ? 0 : on);
    if (on == std::string::npos || to == std::string::npos) {
      found.told = false;  // a role
      continue;
    }
    auto scope = line.substr(on + 4, to - on - 4);
    if (starts_with_ci(line, "GRANT PROXY")) continue;
    bool certain = true;
    bool here = covers(scope, database, certain);
    if (!certain) found.told = false;
    if (!here) continue;
    for (auto& name : split(line.substr(6, on - 6), ',')) {
      auto word = lower(trim(name));
      if (word == "all privileges" || word == "all") found.all = true;
      if (word == "super" || (word == "all privileges" && scope == "*.*")) found.super = true;
      found.names.insert(word);
    }
  }
  return found;
}

}  // namespace

std::vector<std::string> preflight(db::Connection& connection, const Flavour& flavour) {
  std::vector<std::string> problems;
  if (is_on(variable(connection, "read_only")))
    problems.push_back("the server is read-only (read_only = ON): probably a replica");
  else if (flavour.super_read_only && is_on(variable(connection, "super_read_only")))
    problems.push_back("the server is read-only (super_read_only = ON)");
  if (is_on(variable(connection, "innodb_read_only")))
    problems.push_back("InnoDB is read-only (innodb_read_only = ON)");
  if (is_on(variable(connection, "wsrep_on")))
    problems.push_back(
        "the server is a node of a Galera cluster: the runner's lock holds on one node only, and "
        "each schema change stops all nodes");

  bool log_bin = is_on(variable(connection, "log_bin"));
  auto format = connection.query("SHOW SESSION VARIABLES LIKE 'binlog_format'").rows;
  if (log_bin && !format.empty() && lower(format[0].at(1).text) == "statement")
    problems.push_back(
        "binlog_format = STATEMENT: InnoDB refuses writes under READ COMMITTED then (error 1665); "
        "use ROW or MIXED");

  auto database = connection.query("SELECT DATABASE()").rows.at(0).at(0).text;
  auto have = rights(connection, database);
  if (!have.told) return problems;
  std::vector<std::string> missing;
  if (!have.all)
    for (const char* right :
         {"select", "insert", "update", "delete", "create", "drop", "alter", "index", "trigger"})
      if (!have.names.count(right)) missing.push_back(right);
  if (!missing.empty())
    problems.push_back(
        fmt::format("this user lacks privileges on {}: {}", database, join(missing, ", ")));
  if (log_bin && !have.super && !is_on(variable(connection, "log_bin_trust_function_creators")))
    problems.push_back(
        "binary logging is on, log_bin_trust_function_creators is off and this user lacks SUPER: "
        "the server refuses CREATE TRIGGER (error 1419); SET GLOBAL "
        "log_bin_trust_function_creators = 1");
  return problems;
}

}  // namespace migrate::mysql
