// How SQLite stores what is written to a column: https://www.sqlite.org/datatype3.html section 3.1
#pragma once
#include <string>

#include "schema/schema.hpp"

namespace migrate::sqlite {

enum class Affinity { text, numeric, integer, real, none };
Affinity affinity_of(const std::string& type);

// Does a column of `type` store every value as this one does? STRICT tables have types instead of
// affinities.
bool stored_alike(const Table& table, const Column& column, const std::string& type);

}  // namespace migrate::sqlite
