// Subscribers are told a row by the primary key, unless the table says otherwise.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/attached/reading.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

void refuse_key_that_subscribers_miss(AttachedReading& r) {
  auto& now = r.change.primary_key;
  if (now.empty()) return;
  auto told = [&](const std::string& name) {
    return std::find(now.begin(), now.end(), name) != now.end();
  };
  auto& was = r.change.old_key_columns;
  bool all = std::all_of(was.begin(), was.end(), told);
  std::string columns = r.version >= 150000 ? "to_jsonb(t) -> 'attnames'" : "NULL";
  for (auto& row : r.rows(
           "SELECT p.pubname, (SELECT string_agg(k.name, chr(30)) FROM (SELECT "
           "jsonb_array_elements_text(" +
           columns +
           ") AS name) AS k) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace "
           "JOIN pg_publication_tables AS t ON t.schemaname = n.nspname AND t.tablename = "
           "c.relname JOIN pg_publication AS p ON p.pubname = t.pubname AND (p.pubupdate OR "
           "p.pubdelete) WHERE c.oid = $1::oid AND c.relreplident = 'd' ORDER BY 1")) {
    auto what = fmt::format("publication \"{}\"", row[0].text);
    if (!all)
      r.refuse(
          fmt::format("{} tells subscribers a deleted row by the primary key, and the new one "
                      "does not hold ({}): set_replica_identity first",
                      what, join(was, ", ")));
    auto published = row[1].is_null() ? now : split(row[1].text, '\x1e');
    for (auto& name : now)
      if (std::find(published.begin(), published.end(), name) == published.end())
        r.refuse(
            fmt::format("{} does not publish {}, and the server refuses UPDATE and DELETE "
                        "where it lacks a column of the primary key",
                        what, name));
  }
}

}  // namespace migrate::postgres
