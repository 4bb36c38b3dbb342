#include "dialects/postgres/triggers/moved_row.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/digest.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

// A setting of the transaction holds the key of the row that was updated last. No other row that is
// inserted has it: the key is unique, and what a statement updates and leaves where it is stands
// there still. Without a key the values of all columns stand for it.
std::optional<MovedRow> moved_row(const SyncSite& site, const std::string& name,
                                  const std::vector<std::string>& computed) {
  if (!site.known || !is_partitioned(*site.known)) return std::nullopt;
  std::vector<std::string> names, values;
  if (auto* key = site.known->walking_key())
    names = key->columns();
  else
    for (auto& column : site.known->columns)
      if (!column.generated) names.push_back(column.name);
  for (auto& column : names)
    if (std::find(computed.begin(), computed.end(), column) == computed.end())
      values.push_back("NEW." + quote_name(column));
  if (values.empty()) return std::nullopt;
  auto setting = quote_literal(
      "migrate.moved_" +
      sha256_hex(join({site.migration, site.schema, site.table, name}, "\x1f")).substr(0, 12));
  auto row = fmt::format("ROW({})::text", join(values, ", "));
  // Another migration may give a column of the key another name meanwhile.
  auto guarded = [](const std::string& indent, const std::string& statement,
                    const std::string& failed) {
    return fmt::format("{0}BEGIN\n{0}  {1};\n{0}EXCEPTION WHEN others THEN\n{0}  {2};\n{0}END;\n",
                       indent, statement, failed);
  };
  return MovedRow{
      guarded("    ", fmt::format("PERFORM set_config({}, {}, true)", setting, row), "NULL"),
      guarded("      ",
              fmt::format("migrate_moved := current_setting({}, true) IS NOT DISTINCT FROM {}",
                          setting, row),
              "migrate_moved := false")};
}

}  // namespace migrate::postgres
