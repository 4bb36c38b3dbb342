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

// SQL of the value as a column of that type stores it, where it has a place: "1" and "01" are one
// number.
std::string stored_as(const Table& table, const std::string& type, const std::string& value);

// "COLLATE …": of the column itself, for a value that is not the column.
std::string collate_of(const Column& column);

}  // namespace migrate::sqlite
