#include "engine/session.hpp"

#include "util/error.hpp"
#include "util/stop.hpp"

namespace migrate {

namespace {
// For what is not a step: state tables, heartbeats. Steps set their own, shorter bound.
constexpr Millis own_lock_wait{5000};
}  // namespace

Session::Session(Url url, Decorator decorate)
    : url_(std::move(url)), decorate_(std::move(decorate)) {
  auto opened = open_database(url_, decorate_);
  connection_ = std::move(opened.connection);
  dialect_ = std::move(opened.dialect);
  slot_ = connection_.get();
  store_ = std::make_unique<Store>(*connection_, *dialect_);
  connection_->limit_lock_wait(own_lock_wait);
}

void Session::reconnect(Clock& clock, Millis patience) {
  auto until = clock.monotonic() + patience;
  for (Millis wait{100};; wait = std::min(wait * 2, Millis(2000))) {
    try {
      auto opened = open_database(url_, decorate_);
      store_.reset();
      connection_ = std::move(opened.connection);
      slot_ = connection_.get();
      store_ = std::make_unique<Store>(*connection_, *dialect_);
      connection_->limit_lock_wait(own_lock_wait);
      found_again();
      return;
    } catch (const Error& e) {
      if (clock.monotonic() >= until)
        throw Error(
            ExitCode::failed,
            {"MIG-CONNECTION-LOST",
             "the connection to " + url_.redacted() + " was lost and could not be made again",
             "",
             "everything committed so far is recorded; what the last statement did is asked "
             "of the server by the next run",
             "run the same command again",
             {e.what()}});
    } catch (const db::DbError&) {
      if (clock.monotonic() >= until) throw;
    }
    throw_if_stopped(
        "stopped on request while the database could not be reached",
        "everything committed so far is recorded; what the last statement did is asked "
        "of the server by the next run");
    clock.sleep(wait);
  }
}

void Session::renew(Clock& clock, Millis patience) {
  const auto found_before = found_again_at_;
  bool lost = false;
  try {
    if (connection_->forget_session()) return;
  } catch (const db::DbError& error) {
    // Another file stands there, which is not to be worked on. Else nothing was in flight.
    if (error.failure() == db::Failure::database_moved) throw;
    lost = error.failure() == db::Failure::connection_lost;
  }
  reconnect(clock, patience);
  if (!lost) found_again_at_ = found_before;
}

}  // namespace migrate
