#include "dialects/sqlite/quote.hpp"

#include "util/text.hpp"

namespace migrate::sqlite {

std::string quote(std::string_view name) {
  return '"' + replace_all(std::string(name), "\"", "\"\"") + '"';
}

std::string quote_text(std::string_view text) {
  return '\'' + replace_all(std::string(text), "'", "''") + '\'';
}

bool is_own_object(std::string_view name) {
  return starts_with_ci(name, "migrate_");
}

}  // namespace migrate::sqlite
