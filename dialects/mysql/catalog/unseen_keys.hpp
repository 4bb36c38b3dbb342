// Foreign keys of other databases that refer to a table, and that this account has no privilege to
// see: information_schema leaves them out, InnoDB's own list does not.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dialects/connection.hpp"
#include "dialects/mysql/flavour.hpp"
#include "schema/schema.hpp"

namespace migrate::mysql {

// The tables that have them, "database/table" as InnoDB says it: those beyond what `table` knows to
// refer to it. Nothing where the account may not look there (PROCESS), or where it cannot be told
// by what name InnoDB knows the table (MariaDB, beyond ASCII).
std::optional<std::vector<std::string>> unseen_keys(db::Connection& connection,
                                                    const Flavour& flavour,
                                                    const std::string& database,
                                                    const Table& table);

}  // namespace migrate::mysql
