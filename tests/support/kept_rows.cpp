#include "tests/support/kept_rows.hpp"

#include <algorithm>
#include <vector>

#include "tests/support/snapshot.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

std::string lines_of(const db::Result& rows, const std::string& table,
                     const std::set<std::string>& without) {
  std::vector<std::string> lines;
  add_rows(rows, table, without, {}, lines);
  std::sort(lines.begin(), lines.end());
  return join(lines, "\n");
}

}  // namespace

TableRows rows_by_table(const Database& database) {
  const Opened& opened = database.looking();
  TableRows out;
  for (const auto& [name, table] : opened.dialect->inspect(*opened.connection, nullptr).tables)
    out[name] =
        opened.connection->query("SELECT * FROM " + opened.dialect->quote(Identifier(name)));
  return out;
}

std::string changed_rows(const TableRows& before, const TableRows& after,
                         const std::set<std::string>& changed) {
  std::string out;
  for (const auto& [table, rows] : after) {
    if (changed.count(table)) continue;
    const auto was = before.find(table);
    if (was == before.end()) {
      out += table + " was not there before\n";
      continue;
    }
    // A column that has come stays in: where there are rows, none of them is what it was.
    std::set<std::string> without;
    for (const std::string& column : was->second.columns) {
      const bool stays =
          std::find(rows.columns.begin(), rows.columns.end(), column) != rows.columns.end();
      if (!stays || changed.count(table + "." + column)) without.insert(column);
    }
    const std::string expected = lines_of(was->second, table, without);
    const std::string actual = lines_of(rows, table, without);
    if (expected != actual) out += difference(expected, actual);
  }
  return out;
}

}  // namespace migrate::test
