// What depends on a table, or on the type of its rows, and is not part of it.
#pragma once
#include <string>

namespace migrate::postgres {

// SQL, with pg_catalog in the search path: kind, name in the server's words, in order. Kinds:
// "view", "materialized view", "rule", "policy" (of other tables), "key" (a foreign key of another
// table), "publication", "function" (with a parsed body), "sequence" (that a column owns), "child"
// (inherits from it), "row type" (whatever else is built on that), "numbered" (uses the sequence of
// an identity column), "other". `table`: its oid, as SQL.
std::string dependents_of_table(const std::string& table);

}  // namespace migrate::postgres
