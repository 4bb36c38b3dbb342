#include "cli/orders.hpp"

#include <fmt/format.h>

#include <set>

namespace migrate::cli {

std::string resolve_recorded(Session& session, Engine& engine, const std::string& word) {
  const auto recorded = engine.recorded_ids();
  std::set<std::string> ids(recorded.begin(), recorded.end());
  // A full id that is recorded is meant, whatever else the files may hold.
  if (!ids.contains(word))
    for (const auto& file : session.readable_migrations()) ids.insert(file.id);
  return resolve_id(word, {ids.begin(), ids.end()});
}

void say_who_obeys(Session& session, Engine& engine) {
  const LeaseRecord lease = engine.lease();
  if (lease.token == 0 || lease.released)
    session.say("nothing runs now; the next run takes it up");
  else
    session.say(fmt::format("{}@{} pid {} ({}) takes it up within two seconds",
                            report::clean(lease.owner), report::clean(lease.host), lease.pid,
                            report::clean(lease.command)));
}

}  // namespace migrate::cli
