#include <fmt/format.h>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replacement.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

std::string read_functions_anew(const std::vector<const Replacement*>& all,
                                const std::string& type) {
  auto says = [](const std::string& word) {
    return fmt::format("position(lower({}) IN lower(p.prosrc)) > 0", quote_literal(word));
  };
  std::vector<std::string> needs;
  if (!type.empty()) needs.push_back(says(type));
  for (auto* r : all)
    needs.push_back(
        fmt::format("{} AND ({} OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE "
                    "g.tgfoid = p.oid AND g.tgrelid = {}::regclass))",
                    says(r->first.name), says(r->table.name), quote_literal(r->q)));
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
                     join(needs, "\n      OR ") +
                     ")\n"
                     "  LOOP\n"
                     "    EXECUTE 'ALTER ROUTINE ' || routine;\n"
                     "  END LOOP;\n"
                     "END\n");
}

}  // namespace migrate::postgres
