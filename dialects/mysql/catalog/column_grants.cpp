// Privileges that accounts have on a column alone: the server knows columns by their names there,
// and neither gives them to a second column nor takes them away with the first.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// By grantee, in the order of the catalog.
using Grants = std::vector<std::pair<std::string, std::vector<std::string>>>;

bool holds(const std::string& all, const std::string& one) {
  for (auto at = all.find(one); at != std::string::npos; at = all.find(one, at + 1)) {
    auto end = at + one.size();
    bool begins = at == 0 || (at > 1 && all.compare(at - 2, 2, ", ") == 0);
    if (begins && (end == all.size() || all.compare(end, 2, ", ") == 0)) return true;
  }
  return false;
}

// What is granted on each of `columns`.
Grants grants_on(const Table& table, const std::vector<std::string>& columns) {
  Grants found;
  auto grants = table.extra.find("grants");
  if (grants == table.extra.end()) return found;
  for (auto& line : split(grants->second, '\n')) {
    auto fields = split(line, '\t');  // inspect.cpp: privileges, grantee, "grant"
    std::vector<std::string> privileges;
    for (const char* privilege : {"SELECT", "INSERT", "UPDATE", "REFERENCES"})
      // The catalog has a column as whoever granted it has spelled it.
      if (std::all_of(columns.begin(), columns.end(), [&](auto& column) {
            return holds(lower(fields.at(0)),
                         lower(fmt::format("{} ({})", privilege, quote(column))));
          }))
        privileges.push_back(privilege);
    if (!privileges.empty()) found.emplace_back(fields.at(1), privileges);
  }
  return found;
}

std::string privileges_on(const std::vector<std::string>& privileges,
                          const std::vector<std::string>& columns) {
  std::vector<std::string> all;
  for (auto& privilege : privileges)
    all.push_back(fmt::format("{} ({})", privilege, quote_list(columns)));
  return join(all, ", ");
}

std::vector<std::string> revokes(const Table& table, const Grants& grants,
                                 const std::vector<std::string>& columns) {
  std::vector<std::string> sql;
  for (auto& [grantee, privileges] : grants)
    sql.push_back(fmt::format("REVOKE {} ON {} FROM {}", privileges_on(privileges, columns),
                              quote(table.name), grantee));
  return sql;
}

std::string full_names(const Table& table, const std::vector<std::string>& columns) {
  std::vector<std::string> names;
  for (auto& column : columns) names.push_back(table.name + "." + column);
  return join(names, ", ");
}

bool may_grant(const Planning& p) {
  return !p.trial || p.trial->may_grant();
}

}  // namespace

void copy_column_grants(Planning& p, const Table& table, const std::vector<std::string>& olds,
                        const std::vector<std::string>& news) {
  auto grants = grants_on(table, olds);
  if (grants.empty()) return;
  std::vector<std::string> sql;
  // Whoever may grant privileges of the table on may grant these on.
  for (auto& [grantee, privileges] : grants)
    sql.push_back(fmt::format("GRANT {} ON {} TO {}", privileges_on(privileges, news),
                              quote(table.name), grantee));
  if (!may_grant(p)) {
    p.note(
        fmt::format("privileges are granted on {} alone, and this user may not GRANT. Behind "
                    "expand, before new code comes, somebody has to: {}",
                    full_names(table, olds), join(sql, "; ")));
    return;
  }
  auto& step = add_step(p.plan, Phase::expand, StepKind::ddl,
                        fmt::format("grant on {} what is granted on {}", full_names(table, news),
                                    full_names(table, olds)));
  step.table = table.name;
  step.sql = std::move(sql);
  step.undo = revokes(table, grants, news);
  step.strategy = Strategy::instant;
  step.lock = {"none", table.name, "", "the privileges of columns"};
  step.why = "an account with privileges on single columns meets a new one with none";
}

// They stay: as the server leaves them, and so that `migrate restore` brings back a column that
// they are for.
void note_column_grants(Planning& p, const Table& table, const std::string& column) {
  auto grants = grants_on(table, {column});
  if (grants.empty()) return;
  p.note(
      fmt::format("what is granted on {}.{} alone stays behind it, for the next column of that "
                  "name. To take it back after contract: {}",
                  table.name, column, join(revokes(table, grants, {column}), "; ")));
}

void drop_column_grants(Planning& p, const Table& table, const std::vector<std::string>& columns) {
  for (auto& column : columns) {
    auto grants = grants_on(table, {column});
    if (grants.empty() || !may_grant(p)) continue;
    // One for each account: somebody may have taken it back already, or dropped the account.
    for (auto& grant : grants) {
      auto& step = add_step(
          p.plan, Phase::contract, StepKind::ddl,
          fmt::format("take back what {} may do with {}.{}", grant.first, table.name, column));
      step.table = table.name;
      step.sql = revokes(table, {grant}, {column});
      // A role of MariaDB's: inspect.cpp.
      step.probe = fmt::format(
          "SELECT COUNT(*) = 0 FROM information_schema.COLUMN_PRIVILEGES WHERE TABLE_SCHEMA = "
          "DATABASE() AND TABLE_NAME = {} AND COLUMN_NAME = {} AND GRANTEE IN ({}, {})",
          quote_text(table.name), quote_text(column), quote_text(grant.first),
          quote_text(grant.first + "@''"));
      step.strategy = Strategy::instant;
      step.lock = {"none", table.name, "", "the privileges of columns"};
      step.why = "the column is gone: another one of its name would have them";
    }
  }
}

}  // namespace migrate::mysql
