#include <fmt/format.h>

#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow.hpp"
#include "plan/preconditions.hpp"

namespace migrate::mysql {

void add_check(Planning& p, ShadowChange& change, const Identifier& name, const SqlText& check,
               const std::string& field) {
  p.require_name(name);
  if (!change.alter.empty()) change.alter += ", ";
  change.alter += fmt::format("ADD CONSTRAINT {} CHECK ({})", quote(name),
                              require_sql(check, p.flavour.kind, field, p.at()));
}

void refuse_rules_beside(Planning& p, const std::string& what, bool unique, bool references) {
  if (!unique && !references) return;
  unsupported(p.at(),
              what + ": `unique` or `references` beside a change for which the table is rebuilt",
              "add it in a later migration");
}

}  // namespace migrate::mysql
