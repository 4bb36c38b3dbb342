// What several operations say alike of the new shape of a table that is rebuilt.
#include <fmt/format.h>

#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/plan.hpp"
#include "plan/preconditions.hpp"

namespace migrate::mysql {

namespace {

void add_clause(ShadowChange& change, const std::string& clause) {
  if (!change.alter.empty()) change.alter += ", ";
  change.alter += clause;
}

}  // namespace

void add_check(Planning& p, ShadowChange& change, const Identifier& name, const SqlText& check,
               const std::string& field) {
  p.require_name(name);
  add_clause(change, fmt::format("ADD CONSTRAINT {} CHECK ({})", quote(name),
                                 require_expression(check, p.flavour.kind, field, p.at())));
}

void add_unique_key(Planning& p, const Table& table, ShadowChange& change, const Identifier& name,
                    const std::string& column) {
  p.require_name(name);
  require_free(p, table, name.value);
  add_clause(change, fmt::format("ADD UNIQUE KEY {} ({})", quote(name), quote(column)));
}

void refuse_key_beside(Planning& p, const std::string& what, bool references) {
  if (!references) return;
  unsupported(p.at(), what + ": `references` beside a change for which the table is rebuilt",
              "add it in a later migration");
}

}  // namespace migrate::mysql
