#include "dialects/mysql/server/rights.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/inspect.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/server/server.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

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

// With those of the roles that are active in this session.
std::vector<db::Row> grants(db::Connection& connection, const Flavour& flavour) {
  auto role = connection.query("SELECT CURRENT_ROLE()").rows.at(0).at(0);
  if (role.is_null() || role.text == "NONE") return connection.query("SHOW GRANTS").rows;
  if (!flavour.roles_by_using) {
    auto rows = connection.query("SHOW GRANTS FOR CURRENT_USER()").rows;
    for (auto& row : connection.query("SHOW GRANTS FOR CURRENT_ROLE()").rows) rows.push_back(row);
    return rows;
  }
  return connection.query("SHOW GRANTS FOR CURRENT_USER() USING " + role.text).rows;
}

}  // namespace

Rights rights(db::Connection& connection, const Flavour& flavour, const std::string& database) {
  Rights found;
  for (auto& row : grants(connection, flavour)) {
    const auto& line = row.at(0).text;
    if (!starts_with_ci(line, "GRANT ")) continue;
    auto on = line.find(" ON ");
    auto to = line.find(" TO ", on == std::string::npos ? 0 : on);
    // A role: what it brings where it is active is there as well.
    if (on == std::string::npos || to == std::string::npos) continue;
    auto scope = line.substr(on + 4, to - on - 4);
    bool passed_on = line.find(" WITH GRANT OPTION", to) != std::string::npos;
    if (starts_with_ci(line, "GRANT PROXY")) continue;
    bool certain = true;
    bool here = covers(scope, database, certain);
    if (!certain) found.told = false;
    if (passed_on && (here || !certain)) found.may_grant = true;
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

bool Rights::may_define(const Flavour& flavour) const {
  return super || names.count(lower(flavour.definer_right)) > 0;
}

bool sees_transactions(db::Connection& connection) {
  try {
    connection.query("SELECT COUNT(*) FROM information_schema.INNODB_TRX");
    return true;
  } catch (const db::DbError& error) {
    if (error.failure() != db::Failure::permission) throw;
    return false;
  }
}

std::string no_triggers_for(db::Connection& connection, const Rights& have) {
  auto is_on = [&](const char* name) { return lower(variable(connection, name)) == "on"; };
  if (have.super || !is_on("log_bin") || is_on("log_bin_trust_function_creators")) return {};
  return "binary logging is on, log_bin_trust_function_creators is off and this user lacks SUPER: "
         "the server refuses CREATE TRIGGER (error 1419); SET GLOBAL "
         "log_bin_trust_function_creators = 1";
}

MissingRights missing_rights(db::Connection& connection, const Flavour& flavour,
                             const Table& table) {
  auto names = connection.query("SELECT DATABASE(), CURRENT_USER()").rows.at(0);
  auto database = names.at(0).text;
  auto have = rights(connection, flavour, database);
  if (!have.told) return {};
  MissingRights missing;
  auto need = [&](const char* right, const char* what_for) {
    if (!have.has(lower(right)))
      missing.lines.push_back(fmt::format("{} on {}.*: {}", right, quote(database), what_for));
  };
  need("SELECT", "rows are read and compared");
  need("INSERT", "state, and a shadow and its log, are written");
  need("UPDATE", "state and rows are written");
  need("DELETE", "state, and a shadow and its log, are written");
  need("CREATE", "state tables, a shadow and its log are made");
  need("DROP", "what is no longer needed goes, and an exchange renames");
  need("ALTER", "tables get their new shape, and an exchange renames");
  need("INDEX", "indexes are built");
  need("TRIGGER", "triggers keep the old and the new shape in step");
  missing.to_try = !have.has("create") || !have.has("drop") || !have.has("alter");
  if (!table.foreign_keys.empty() || !table.referenced_by.empty())
    need("REFERENCES", "foreign keys of the table, or to it, are made on the shadow");
  // MySQL shows none to those who may not make any.
  bool unseen = table.triggers.empty() && !have.has("trigger");
  if (!table.triggers.empty() || unseen) {
    need("LOCK TABLES", unseen ? "triggers of your own, if there are any, change places under it"
                               : "triggers of your own change places under it");
    auto me = account(names.at(1).text);
    bool others =
        unseen || std::any_of(table.triggers.begin(), table.triggers.end(),
                              [&](auto& trigger) { return trigger.extra.at("definer") != me; });
    if (others && !have.may_define(flavour))
      missing.lines.push_back(fmt::format("{} on *.*: triggers of your own{} keep their definer",
                                          flavour.definer_right,
                                          unseen ? ", if there are any," : ""));
  }
  if (auto reason = no_triggers_for(connection, have); !reason.empty())
    missing.lines.push_back(reason);
  return missing;
}

void refuse_rights(const Table& table, const std::vector<std::string>& lines, const Location& at) {
  refuse("MIG-PLAN-PRIVILEGES",
         fmt::format("this user lacks privileges that a change of table \"{}\" takes", table.name),
         "GRANT them, then run the same command again", at.text(), lines);
}

void refuse_rights_of_definers(const Table& table, const std::vector<std::string>& lines,
                               const Location& at) {
  refuse("MIG-PLAN-PRIVILEGES",
         fmt::format("triggers of table \"{}\" run with the rights of their definers, and would "
                     "fail on its shadow",
                     table.name),
         "GRANT what is named, then run the same command again", at.text(), lines);
}

void require_rights(db::Connection& connection, const Flavour& flavour, const Table& table,
                    bool shadow, const Location& at) {
  auto missing = missing_rights(connection, flavour, table);
  if (shadow ? missing.lines.empty() : !missing.to_try) return;
  refuse_rights(table, missing.lines, at);
}

}  // namespace migrate::mysql
