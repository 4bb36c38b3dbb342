// Names and literals as SQLite reads them. The only place of this folder that makes SQL of strings.
#pragma once
#include <string>
#include <string_view>

#include "schema/identifier.hpp"

namespace migrate::sqlite {

std::string quote(std::string_view name);  // always in double quotes
inline std::string quote(const Identifier& name) {
  return quote(name.value);
}
std::string quote_text(std::string_view text);  // 'it''s'

// Upper bound that keeps error messages and file names readable; SQLite itself has none.
inline constexpr std::size_t name_limit = 255;

// migrate_…: the tool's own tables, triggers, indexes. SQLite's names ignore ASCII case.
bool is_own_object(std::string_view name);

}  // namespace migrate::sqlite
