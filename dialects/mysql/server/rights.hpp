// What this session may do in its database, as SHOW GRANTS has it.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "dialects/connection.hpp"
#include "dialects/mysql/flavour.hpp"
#include "migration/migration.hpp"
#include "schema/schema.hpp"

namespace migrate::mysql {

// In small letters. `told` is false where grants on single tables or names with wildcards decide:
// the statement itself will tell then.
struct Rights {
  bool told = true;
  bool all = false, super = false;
  bool may_grant = false;  // WITH GRANT OPTION, on single tables, too
  std::set<std::string> names;
  bool has(const std::string& name) const { return all || names.count(name) > 0; }
  bool may_define(const Flavour& flavour) const;  // a trigger of another account
};
Rights rights(db::Connection& connection, const Flavour& flavour, const std::string& database);

// Those of other sessions, in InnoDB's list (PROCESS).
bool sees_transactions(db::Connection& connection);

// Why CREATE TRIGGER would be refused whatever the grants (error 1419); empty: it would not.
std::string no_triggers_for(db::Connection& connection, const Rights& have);

// What a shadow of `table` needs and this user has not, one line for each; empty where it cannot be
// told. `to_try`: one of them is needed for trying a change on an empty copy.
struct MissingRights {
  std::vector<std::string> lines;
  bool to_try = false;
};
MissingRights missing_rights(db::Connection& connection, const Flavour& flavour,
                             const Table& table);
[[noreturn]] void refuse_rights(const Table& table, const std::vector<std::string>& lines,
                                const Location& at);
[[noreturn]] void refuse_rights_of_definers(const Table& table,
                                            const std::vector<std::string>& lines,
                                            const Location& at);
// Refuses (MIG-PLAN-PRIVILEGES), all that is missing named: where a change cannot be tried; where
// no `shadow` can be made.
void require_rights(db::Connection& connection, const Flavour& flavour, const Table& table,
                    bool shadow, const Location& at);

}  // namespace migrate::mysql
