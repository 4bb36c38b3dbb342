#include "dialects/mysql/catalog/unseen_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/server/rights.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// As a file is called: "or@002dder".
std::optional<std::string> file_name(const std::string& name) {
  std::string file;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) return std::nullopt;
    file += std::isalnum(byte) != 0 || c == '_' ? std::string(1, c) : fmt::format("@{:04x}", byte);
  }
  return file;
}

// What InnoDB calls it.
std::optional<std::string> name_of(const Flavour& flavour, const std::string& database,
                                   const std::string& table) {
  if (!flavour.innodb_has_file_names) return database + "/" + table;
  auto of_database = file_name(database), of_table = file_name(table);
  if (!of_database || !of_table) return std::nullopt;
  return *of_database + "/" + *of_table;
}

}  // namespace

std::optional<std::vector<std::string>> unseen_keys(db::Connection& connection,
                                                    const Flavour& flavour,
                                                    const std::string& database,
                                                    const Table& table) {
  auto own = name_of(flavour, database, table.name);
  if (!own || !sees_transactions(connection)) return std::nullopt;
  auto rows =
      connection
          .query(fmt::format(
              "SELECT FOR_NAME FROM information_schema.{} WHERE CAST(REF_NAME AS BINARY) = {}",
              flavour.innodb_keys, quote_text(*own)))
          .rows;
  std::vector<std::string> found;
  for (auto& row : rows) found.push_back(row.at(0).text);
  for (auto& key : table.referenced_by) {
    const auto dot = key.table.find('.');
    auto name = dot == std::string::npos
                    ? name_of(flavour, database, key.table)
                    : name_of(flavour, key.table.substr(0, dot), key.table.substr(dot + 1));
    if (!name) return std::nullopt;
    if (auto at = std::find(found.begin(), found.end(), *name); at != found.end()) found.erase(at);
  }
  return found;
}

}  // namespace migrate::mysql
