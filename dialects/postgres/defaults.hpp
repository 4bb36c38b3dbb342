// Which defaults are constant inside one statement.
#pragma once
#include <string_view>

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

}  // namespace migrate::postgres
