// The expressions of a table as SHOW CREATE TABLE writes them. MySQL's information_schema encodes
// what they hold beyond ASCII once too often: of DEFAULT ('ä') it says _utf8mb4'Ã¤'.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "dialects/connection.hpp"
#include "schema/schema.hpp"

namespace migrate::mysql {

// What stands in the parentheses: of a column's DEFAULT and GENERATED ALWAYS AS, of a CHECK by its
// name.
struct WrittenExpressions {
  std::map<std::string, std::string> defaults, generated, checks;
};
// Empty where the text is not what MySQL writes.
WrittenExpressions read_written_expressions(std::string_view create_table);

// Puts them in the place of what the catalog says beyond ASCII. A default that they do not tell is
// marked "inexact_default".
void mend_expressions(db::Connection& connection, Schema& schema);

}  // namespace migrate::mysql
