#include "engine/lease.hpp"

#include <fmt/format.h>

#include "util/error.hpp"
#include "util/host.hpp"
#include "util/stop.hpp"
#include "util/units.hpp"

namespace migrate {

namespace {

constexpr Millis patience{3000}, poll_every{100};

[[noreturn]] void lost(const std::string& why) {
  throw Error(ExitCode::failed,
              {"MIG-LEASE-LOST",
               "this runner no longer holds the lease: " + why,
               "",
               "everything committed so far is recorded; nothing further was written",
               "run the same command again",
               {}});
}

}  // namespace

Lease::Lease(const Url& url, const Decorator& decorate, const Dialect& dialect, Store& store,
             Clock& clock, const std::string& command)
    // Polled, never waited for: a session that waits for an advisory lock deadlocks with CREATE
    // INDEX CONCURRENTLY, which waits for every older snapshot.
    : lock_(dialect.session_lock(open_database(url, decorate).connection)) {
  auto until = clock.monotonic() + patience;
  while (!lock_->try_acquire()) {
    if (clock.monotonic() >= until) {
      auto holder = store.lease();
      auto who = holder.released
                     ? std::string("its row names nobody: it has only just begun")
                     : fmt::format(
                           "{} on {}, pid {}, running `migrate {}` since {}", holder.owner,
                           holder.host, holder.pid, holder.command,
                           format_utc(std::chrono::system_clock::time_point(Millis(holder.since))));
      throw Error(ExitCode::leased, {"MIG-LEASE-HELD",
                                     "another runner holds the lease of this database",
                                     "",
                                     "nothing was changed by this run",
                                     "wait for it, or look at `migrate status`",
                                     {who}});
    }
    throw_if_stopped("stopped on request while another runner held the lease",
                     "nothing was changed by this run");
    clock.sleep(poll_every);
  }
  LeaseRecord me;
  me.owner = user_name();
  me.host = host_name();
  me.pid = process_id();
  me.command = command;
  token_ = store.take_lease(me);
}

Lease::~Lease() = default;

void Lease::check() {
  bool held = false;
  try {
    held = lock_->held();
  } catch (const std::exception& e) {
    lost(e.what());
  }
  if (!held) lost("its session has ended");
}

void Lease::fence(Store& store) const {
  if (!store.holds_token(token_)) lost("another runner has taken it since");
}

void Lease::fence(const db::Transaction& begun) const {
  if (begun.begun().rows.empty()) lost("another runner has taken it since");
}

void Lease::unchanged(Store& store) const {
  fence(store);
  throw db::DbError(db::Failure::deadlock, "",
                    "a session that was lost has committed the same batch meanwhile");
}

void Lease::release(Store& store) noexcept {
  try {
    store.release_lease(token_);
  } catch (const std::exception&) {
    // The session lock is what counts; the next runner takes a newer token.
  }
}

}  // namespace migrate
