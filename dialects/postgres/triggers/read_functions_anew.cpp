#include "dialects/postgres/triggers/read_functions_anew.hpp"

#include <fmt/format.h>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/replacement.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

std::string routine_says(const std::string& word) {
  return fmt::format("position(lower({}) IN lower(p.prosrc)) > 0", quote_literal(word));
}

std::string read_routines_anew(const std::string& condition) {
  return "DO " + dollar_quote(
                     "\nDECLARE\n"
                     "  routine text;\n"
                     "BEGIN\n"
                     "  FOR routine IN\n"
                     "    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN "
                     "p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)\n"
                     "    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = "
                     "p.prolang\n"
                     "    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND "
                     "p.pronamespace <> 'migrate'::regnamespace\n"
                     "      AND (" +
                     condition +
                     ")\n"
                     "  LOOP\n"
                     "    EXECUTE 'ALTER ROUTINE ' || routine;\n"
                     "  END LOOP;\n"
                     "END\n");
}

std::string read_functions_anew(const std::vector<const Replacement*>& all,
                                const std::string& type) {
  std::vector<std::string> needs;
  if (!type.empty()) needs.push_back(routine_says(type));
  for (auto* r : all)
    needs.push_back(
        fmt::format("{} AND ({} OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE "
                    "g.tgfoid = p.oid AND g.tgrelid = {}::regclass))",
                    routine_says(r->first.name), routine_says(r->table.name), quote_literal(r->q)));
  return read_routines_anew(join(needs, "\n      OR "));
}

}  // namespace migrate::postgres
