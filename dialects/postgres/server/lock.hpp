// The runner's lock: a session-level advisory lock, one per database.
#pragma once
#include <memory>
#include <optional>

#include "dialects/dialect.hpp"

namespace migrate::postgres {

std::unique_ptr<SessionLock> session_lock(db::ConnectionPtr connection);
std::optional<long> lock_holder(db::Connection& connection);

}  // namespace migrate::postgres
