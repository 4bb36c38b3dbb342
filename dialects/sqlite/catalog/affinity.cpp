#include "dialects/sqlite/catalog/affinity.hpp"

#include <fmt/format.h>

#include "dialects/sqlite/quote.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

Affinity affinity_of(const std::string& type) {
  const auto name = lower(type);
  auto has = [&](const char* part) { return name.find(part) != std::string::npos; };
  if (has("int")) return Affinity::integer;
  if (has("char") || has("clob") || has("text")) return Affinity::text;
  if (has("blob") || name.empty()) return Affinity::none;
  if (has("real") || has("floa") || has("doub")) return Affinity::real;
  return Affinity::numeric;
}

bool stored_alike(const Table& table, const Column& column, const std::string& type) {
  if (table.extra.contains("strict")) {
    auto kind = [](const std::string& name) {
      auto word = lower(name);
      return word == "integer" ? std::string("int") : word;
    };
    return kind(column.type) == kind(type);
  }
  // INTEGER and NUMERIC differ in a CAST alone.
  auto stored = [](const std::string& name) {
    auto affinity = affinity_of(name);
    return affinity == Affinity::integer ? Affinity::numeric : affinity;
  };
  return stored(column.type) == stored(type);
}

std::string stored_as(const Table& table, const std::string& type, const std::string& value) {
  if (table.extra.contains("strict") && lower(type) == "any") return value;
  switch (affinity_of(type)) {
    case Affinity::none:
      return value;
    case Affinity::text:
      return fmt::format("CAST({} AS TEXT)", value);
    default:
      return fmt::format("CAST({} AS NUMERIC)", value);
  }
}

std::string collate_of(const Column& column) {
  return "COLLATE " + quote(column.collation.empty() ? "BINARY" : column.collation);
}

}  // namespace migrate::sqlite
