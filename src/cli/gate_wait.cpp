#include "cli/gate_wait.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "util/error.hpp"
#include "util/stop.hpp"

namespace migrate::cli {

namespace {

using Clock = std::chrono::steady_clock;

// Soon after the start, later rarely: a check may be a burden to whom it asks.
constexpr Millis shortest{500}, longest{10000};

void stop_if_asked() {
  throw_if_stopped("stopped while waiting for the gate to open", "nothing was changed");
}

}  // namespace

void GateWait::declare(Flags& flags) {
  flags.duration("wait", "wait for the gate to open, at most this long", limit_);
}

bool GateWait::until(Session& session, const std::function<bool(std::string& why)>& attempt) const {
  const auto began = Clock::now(), end = began + *limit_;
  std::string told;
  for (;;) {
    std::string why;
    try {
      if (attempt(why)) return true;
    } catch (const db::DbError& e) {
      if (e.failure() != db::Failure::connection_lost) throw;
      why = report::clean(e.what());
      session.close();
    } catch (const Error& e) {
      if (e.report().code != "MIG-CONNECT-REFUSED") throw;
      why = report::clean(e.report().what);
    }
    stop_if_asked();
    const auto now = Clock::now();
    if (now >= end) return false;
    if (why != told) session.say("waiting: " + (told = why));
    const auto waited = std::chrono::duration_cast<Millis>(now - began);
    const auto left = std::chrono::duration_cast<Millis>(end - now) + Millis(1);
    sleep_or_stop(std::min(std::clamp(waited / 20, shortest, longest), left).count());
    stop_if_asked();
  }
}

bool all_open(const std::vector<Verdict>& verdicts) {
  return std::all_of(verdicts.begin(), verdicts.end(), [](const Verdict& v) { return v.open; });
}

std::string closed_by(const std::vector<Verdict>& verdicts) {
  std::string kinds;
  for (const auto& v : verdicts)
    for (const auto& e : v.evidence)
      if (!e.holds) {
        // Without what changes by the second: said anew only when something else closes the gate.
        const auto line = v.migration + " by " + e.kind;
        if (kinds.find(line) == std::string::npos) kinds += (kinds.empty() ? "" : ", ") + line;
      }
  return "closed: " + report::clean(kinds);
}

}  // namespace migrate::cli
