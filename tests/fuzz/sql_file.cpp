// A SQL file: refused, or operations that hold every line of its sections; line ends, a byte-order
// mark and newlines at the end do not count.
#include <cstddef>
#include <cstdint>
#include <variant>

#include "migration/document.hpp"
#include "migration/migration.hpp"
#include "migration/sql_split.hpp"
#include "tests/fuzz/require.hpp"
#include "util/text.hpp"

using namespace migrate;
using namespace migrate::fuzz;

namespace {

std::optional<Migration> read(const std::string& text) {
  return refused_or([&] { return parse_migration("m/20260101000000_f.sql", text); });
}

std::string all_sql(const Migration& migration) {
  std::string all;
  for (const Operation& operation : migration.operations) {
    if (const auto* sql = std::get_if<SqlOperation>(&operation.body))
      for (const SqlText* text : {&sql->up, &sql->down})
        if (text->any) all += text->any->value + "\n";
    if (const auto* backfill = std::get_if<SqlBackfill>(&operation.body))
      if (backfill->sql.any) all += backfill->sql.any->value + "\n";
  }
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string raw(reinterpret_cast<const char*>(data), size);
  const auto migration = read(raw);
  if (!migration) return 0;
  require(!migration->operations.empty(), "a migration does something", raw);

  const std::string text = clean_text(Source{"f.sql"}, raw);
  const std::string sql = all_sql(*migration);
  for (const std::string& line : split(text, '\n')) {
    // Comments alone make no section, and a directive is none of the SQL.
    if (is_blank_sql(line) || lower(line).find("migrate:") != std::string::npos) continue;
    if (line.find("/*") != std::string::npos || line.find("*/") != std::string::npos) continue;
    require(text.find("/*") != std::string::npos || sql.find(trim(line)) != std::string::npos,
            "a line of a section is in its operation", line, sql);
  }

  for (const std::string& same :
       {replace_all(text, "\n", "\r\n"), "\xEF\xBB\xBF" + text, text + "\n\n"}) {
    if (same.size() > max_file_size) continue;
    const auto other = read(same);
    require(other.has_value(), "another spelling is read too", raw, same);
    require(other->checksum == migration->checksum, "its checksum is the same", raw, same);
    require(all_sql(*other) == sql, "its SQL is the same", raw, same);
  }
  return 0;
}
