// What it means to give a column another type (docs/decisions/0006).
#pragma once
#include <string>

#include "schema/schema.hpp"

namespace migrate::postgres {

// The server's own spelling of what a person writes: "int8" → "bigint", "VARCHAR(9)" →
// "character varying(9)". Unknown names stay as they are.
std::string canonical_type(const std::string& type);
// Without its modifier: "numeric".
std::string base_type(const std::string& type);
bool is_integer_type(const std::string& type);
// A value of it may be a row, of which IS NULL and IS NOT NULL ask for all its fields. Of types of
// other schemas it is not known.
bool may_be_row(const Schema& schema, const std::string& type);

// ALTER COLUMN TYPE changes the catalog alone: no row is read or written, no plain index rebuilt.
bool is_catalog_only(const std::string& from, const std::string& to);
// Code written for `from` works unchanged on a column of type `to`: every value it writes is kept
// exactly, and what it reads of them means the same. Conservative.
bool can_share(const std::string& from, const std::string& to);
// A foreign key of one type can refer to a column of the other. Conservative.
bool can_refer(const std::string& type, const std::string& target);
// It certainly cannot: no operator compares them. Of types of one's own only the server knows.
bool cannot_refer(const std::string& type, const std::string& target);
// Condition: the value is not one of this type, to which it would be cut or rounded.
std::string does_not_fit(const std::string& value, const std::string& type);
// Where `to` can share its values with `from`: a value of type `from` as one of type `to`. One that
// would be cut or rounded raises an error, a data exception.
std::string cast_back(const std::string& value, const std::string& from, const std::string& to);
// The two can be compared, and a cast may cut or round without an error.
bool may_cut(const std::string& from, const std::string& to);
// The column itself, or cast to this type.
bool is_plain_cast(const std::string& expression, const std::string& column,
                   const std::string& type);

}  // namespace migrate::postgres
