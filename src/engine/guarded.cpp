// What abort_if's guards have broken off is rolled back in the same run.
#include <fmt/format.h>

#include <optional>

#include "engine/guard.hpp"
#include "engine/impl.hpp"
#include "util/log.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

// Nothing is asked of the session while the application is watched: that it was lost meanwhile
// shows here first. The way back matters more than the line about it.
void record_abort(Session& session, Clock& clock, const std::string& id, const std::string& why) {
  const auto lost = [&] {
    try {
      session.store().event(id, "aborted", why);
    } catch (const db::DbError& e) {
      log::debug("the event could not be recorded: {}", e.what());
      return e.failure() == db::Failure::connection_lost;
    }
    return false;
  };
  if (!lost()) return;
  session.reconnect(clock, Millis(30000));
  lost();
}

std::string rollback_of(const std::string& id) {
  return fmt::format("`migrate rollback {}`", id);
}

// Of one that another command has begun: that command, run again, would go forward.
std::string next_of_way_back(const Error& error, const std::string& id) {
  const auto command = rollback_of(id);
  auto next = replace_all(error.report().next, ", or " + command, "");
  next = replace_all(next, "the same command again", command);
  if (next.empty()) return command;
  const bool says_so = next.find("`migrate rollback " + id) != std::string::npos;
  return says_so || error.exit() == ExitCode::usage ? next : next + "; then " + command;
}

}  // namespace

void Engine::guarded(const std::vector<Migration>& files,
                     const std::function<void(StepRunner&)>& work) {
  std::optional<Breach> breach;
  try {
    return impl_->leased(work);
  } catch (const Breach& e) {
    breach = e;
  }
  const auto& id = breach->migration();
  auto report = breach->report();
  impl_->parts.observer.note(fmt::format("abort_if: {}; {} is rolled back", report.what, id));
  auto moved = impl_->moved;
  try {
    record_abort(impl_->session, impl_->parts.clock, id, report.what);
    rollback(files, id, {});
    report.state = "rolled back: only the old shape is left";
    std::erase(moved, id);
    report.next = fmt::format("find out why; then `migrate up {}`", id);
  } catch (const Error& e) {
    report.state = fmt::format("not rolled back: {}", e.report().what);
    report.next = next_of_way_back(e, id);
    report.details = e.report().details;
  } catch (const std::exception& e) {
    // A DbError above all, outside of the steps: a lock, a session that was lost once more.
    report.state = fmt::format("not rolled back: {}", e.what());
    report.next = rollback_of(id);
  }
  impl_->moved = std::move(moved);
  throw Error(ExitCode::failed, report);
}

}  // namespace migrate
