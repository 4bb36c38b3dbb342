// Conditions on information_schema, and on the texts of views and triggers that it holds.
//
// MariaDB compares the names there without regard to case and accents, MySQL without case; both
// servers let `resume` and `résumé` be two columns of a table, and `Users` and `users` two tables.
// What a plan names is spelt as the catalog has it, or is given to the server in that spelling, so
// that only this very spelling is meant.
#pragma once
#include <string>

namespace migrate::mysql {

// `what`, a name of the catalog or an expression, is that byte for byte.
std::string exactly(const std::string& what, const std::string& value);

// A table's name, where the catalog compares it: in the columns by which it does not look a table
// up. (TABLE_NAME and EVENT_OBJECT_TABLE beside their schema it does, as it opens a table: by the
// exact name where the server tells names by their case.)
std::string is_table(const std::string& what, const std::string& table);

// Of information_schema.VIEWS: VIEW_DEFINITION has each table's name in full and in backticks, and
// a column behind the table's name or its alias.
std::string view_names(const std::string& table);
std::string view_reads(const std::string& table, const std::string& column);
// SELECT of kind and name of the views that meet such a condition; and of those of this database
// whose text this account is not told, which may meet it.
std::string select_views(const std::string& condition);

// In `text` of a trigger, routine or event, which is as it was written, strings and comments left
// out: the name as a table's (not as that of a column behind a dot); the name of a column, whole.
std::string names_table(const std::string& text, const std::string& table);
std::string names_column(const std::string& text, const std::string& column);

}  // namespace migrate::mysql
