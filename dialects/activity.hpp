// Who uses the database, as far as its server tells: its list of sessions, its statistics of
// statements. Both may be told in part; `missing` then says why the rest cannot be had.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace migrate {

struct SessionName {
  std::string name;  // application_name, program_name; empty: none was given
  std::string user;
  std::int64_t age_ms = 0;  // since it began, as far as it is known
};

struct SessionList {
  std::vector<SessionName> sessions;  // of this database, but for the one that asks
  std::string missing;
};

struct StatementUse {
  std::string id;    // stays the same for as long as the server keeps the statement
  std::string text;  // its constants may be replaced
  std::string user;  // empty: the statistics are of all
  std::uint64_t calls = 0;
  // Milliseconds since 1970 by the server's clock; none: the server only counts.
  std::optional<std::int64_t> last_at;
};

struct StatementList {
  std::vector<StatementUse> statements;
  std::string missing;
  // Milliseconds since 1970 by the server's clock: what ran before is forgotten, as far as the
  // server tells. None: it does not.
  std::optional<std::int64_t> since = {};
};

}  // namespace migrate
