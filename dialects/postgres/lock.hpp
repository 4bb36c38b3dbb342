// The runner's lock: a session-level advisory lock, one per database.
#pragma once
#include <memory>

#include "dialects/dialect.hpp"

namespace migrate::postgres {

std::unique_ptr<SessionLock> session_lock(db::ConnectionPtr connection);

}  // namespace migrate::postgres
