// The Dialect of PostgreSQL 13 to 18.
#pragma once
#include <memory>
#include <string>

#include "dialects/dialect.hpp"

namespace migrate::postgres {

// `schema` is the one worked on, `search_path` that of every session (as SQL text).
std::shared_ptr<const Dialect> make_dialect(std::string schema, std::string search_path,
                                            bool pooler);

}  // namespace migrate::postgres
