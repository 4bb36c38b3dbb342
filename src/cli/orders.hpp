// What commands that go by the record have in common: approve, pause, resume, throttle.
#pragma once
#include <string>

#include "cli/session.hpp"

namespace migrate::cli {

// The id a person means, of those the database knows and, where they are at hand, the files that
// can be read: whoever pauses from another machine may have none.
std::string resolve_recorded(Session& session, Engine& engine, const std::string& word);

// On stderr: which run takes it up, or that the next one will.
void say_who_obeys(Session& session, Engine& engine);

}  // namespace migrate::cli
