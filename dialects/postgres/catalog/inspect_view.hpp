// Views through which columns are read, and what makes each of them again.
#pragma once
#include <string>
#include <vector>

#include "dialects/connection.hpp"
#include "schema/schema.hpp"

namespace migrate::postgres {

// The views over the wanted tables and, by whatever way, over such views.
// `wanted`: the condition on table `c` of schema `n`, over `params`.
void read_views_over(db::Connection& connection, const std::vector<db::Value>& params,
                     const std::string& wanted, Schema& schema);

// SQL: a view's name as View::name has it, always quoted. `c`: the alias of its pg_class, `n`: of
// its pg_namespace.
std::string quoted_name_sql(const std::string& c, const std::string& n);

// SQL over pg_class AS c, a view, with pg_catalog alone in the search path: a digest of the
// expressions that it has, which the server words anew when they are stored again over another
// type, and one of all else that is set on it, which it does not.
std::string digest_of_words();
std::string digest_of_settings();

}  // namespace migrate::postgres
