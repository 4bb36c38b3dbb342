// Which defaults are constant inside one statement.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/schema.hpp"

namespace migrate::postgres {

// Conservative: true only for text that is certainly a literal (with casts), NULL, a boolean, a
// number, or the transaction's own time (now(), CURRENT_DATE …, also AT TIME ZONE a literal). Takes
// what a person writes as well as what pg_get_expr answers.
bool is_constant_default(std::string_view sql);
// As above without the time functions: the same value today and tomorrow.
bool is_literal_default(std::string_view sql);
// Of a constant default of a column of `type`: no session's TimeZone or DateStyle changes it.
// False: not known.
bool is_same_everywhere(std::string_view sql, std::string_view type);
// One of a few well known functions whose values differ by row and are never NULL. False: not
// known.
bool is_never_null_default(std::string_view sql);
// NULL, also with a cast.
bool is_null_default(std::string_view sql);

// What an INSERT gets that leaves the column out: its own default, or its type's (a domain's).
// None: NULL.
std::optional<std::string> default_of(const Column& column);
// The same where every column of one row gets one value for it; none too where that is NULL.
std::optional<std::string> constant_default_of(const Column& column);
// Of another column that holds the same: the domain's rules stay with the first, and the default is
// said, so that what is left out is equal in both.
const std::string& type_beside(const Column& column);

// Statements behind ADD COLUMN, under its lock: a default that comes in contract is shown to the
// server and taken back, so that a misspelt one fails before the start. All is SQL.
std::vector<std::string> try_default(const std::string& table, const std::string& column,
                                     const std::string& value);

}  // namespace migrate::postgres
