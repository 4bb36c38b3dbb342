#include "dialects/postgres/operations/raise_where.hpp"

#include <fmt/format.h>

#include "dialects/postgres/quote.hpp"

namespace migrate::postgres {

std::string raise_where(const std::string& found, const std::string& message) {
  return "DO " + dollar_quote(fmt::format("\nDECLARE\n"
                                          "  migrate_path text := current_setting('search_path');\n"
                                          "  migrate_found text;\n"
                                          "BEGIN\n"
                                          "  PERFORM set_config('search_path', 'pg_catalog', "
                                          "true);\n"
                                          "  migrate_found := (\n{}\n  );\n"
                                          "  IF migrate_found IS NOT NULL THEN\n"
                                          "    RAISE EXCEPTION USING MESSAGE = {} || "
                                          "migrate_found;\n"
                                          "  END IF;\n"
                                          "  PERFORM set_config('search_path', migrate_path, "
                                          "true);\n"
                                          "END\n",
                                          found, quote_literal(message)));
}

}  // namespace migrate::postgres
