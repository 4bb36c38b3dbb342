// The indexes of a shadow, and the constraints that they keep, once it has its rows.
#include <fmt/format.h>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/partitions.hpp"

namespace migrate::postgres {

std::vector<std::string> build_sql(const Rebuild& r, const Index& index) {
  auto name = quote_name(r.index_name(index));
  auto shadow = r.names.shadow_sql();
  auto constraint = [&](const std::string& definition) {
    return fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", shadow, name, definition);
  };
  if (auto exclusion = r.attached.exclusions.find(index.name);
      exclusion != r.attached.exclusions.end())
    return {constraint(exclusion->second)};
  if (index.constraint && r.change.partition_by) return {constraint(key_constraint(r, index))};
  std::vector<std::string> sql = {fmt::format("CREATE {}INDEX {} ON {} {}",
                                              index.unique ? "UNIQUE " : "", name, shadow,
                                              native_definition(r.p, index))};
  if (!index.constraint) return sql;
  auto deferrable = r.made.extra.find("deferrable:" + index.name);
  sql.push_back(
      constraint(fmt::format("{} USING INDEX {}{}", index.primary ? "PRIMARY KEY" : "UNIQUE", name,
                             deferrable == r.made.extra.end() ? "" : " " + deferrable->second)));
  return sql;
}

}  // namespace migrate::postgres
