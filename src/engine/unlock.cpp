// Frees the lease of a runner that is proven dead.
#include <fmt/format.h>

#include "engine/impl.hpp"
#include "util/error.hpp"
#include "util/host.hpp"

namespace migrate {

namespace {

constexpr Millis patience{10000}, poll_every{100};

[[noreturn]] void refuse_alive(const LeaseRecord& owner, std::optional<long> session, bool here) {
  const auto who = fmt::format(
      "{} on {}, pid {}, running `migrate {}` since {}", owner.owner, owner.host, owner.pid,
      owner.command, format_utc(std::chrono::system_clock::time_point(Millis(owner.since))));
  std::vector<std::string> details = {who};
  if (session) details.push_back(fmt::format("its session in the database is {}", *session));
  throw Error(
      ExitCode::leased,
      {"MIG-UNLOCK-ALIVE",
       here ? "the runner that holds the lease is alive on this machine"
            : fmt::format("the runner's session holds the lease, and only {} can tell whether it "
                          "is alive",
                          owner.host),
       "", "nothing was changed",
       here ? "wait for it, or end that process (SIGTERM lets its batch finish)"
            : fmt::format("`migrate unlock` on {}; where that machine is gone, end the session "
                          "named in the database itself, and the lease is free",
                          owner.host),
       details});
}

}  // namespace

std::optional<LeaseRecord> Engine::unlock() {
  auto& store = impl_->store();
  auto& connection = impl_->session.connection();
  auto owner = store.lease();
  if (owner.token == 0 || owner.released) return std::nullopt;
  auto lock = impl_->dialect().session_lock(
      open_database(impl_->session.url(), impl_->parts.decorate).connection);
  if (!lock->try_acquire()) {
    const auto session = impl_->dialect().lock_holder(connection);
    const bool here = owner.host == host_name();
    if (!here || process_alive(owner.pid) || !session) refuse_alive(owner, session, here);
    // Should it live after all (another container under this machine's name), it meets a lost lease
    // and stops before its next write.
    impl_->dialect().end_session(connection, *session);
    const auto until = impl_->parts.clock.monotonic() + patience;
    while (!lock->try_acquire()) {
      if (impl_->parts.clock.monotonic() >= until) refuse_alive(owner, session, here);
      impl_->parts.clock.sleep(poll_every);
    }
  }
  // The lock is ours: whoever had it has no session any more.
  db::Transaction transaction(connection);
  store.release_lease(owner.token);
  store.set_waiting("", {});
  store.event("", "unlocked", fmt::format("{}@{} pid {}", owner.owner, owner.host, owner.pid));
  transaction.commit();
  return owner;
}

}  // namespace migrate
