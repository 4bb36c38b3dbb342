// An expression with one column replaced by another.
#pragma once
#include <string>

namespace migrate::postgres {

// `sql`: as pg_get_expr and pg_get_indexdef write it, or a condition of a file. Words of types,
// functions, operator classes, storage parameters and strings stay, whatever the column is called.
std::string with_column(const std::string& sql, const std::string& from, const std::string& to);

}  // namespace migrate::postgres
