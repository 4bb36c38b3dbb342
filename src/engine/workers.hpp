// Several batches at once, each on a session of its own, each committed together with the end of
// its claim. Private to src/engine.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "backfill/batch_size.hpp"
#include "config/config.hpp"
#include "engine/lease.hpp"
#include "engine/observer.hpp"
#include "engine/session.hpp"
#include "state/records.hpp"

namespace migrate {

class Workers {
 public:
  // `observer` is told where there are fewer sessions than wanted.
  Workers(const Session& session, const Lease& lease, Millis lock_timeout, Observer& observer);
  ~Workers();

  // How many of so many batches at once there are sessions for; those that are missing are opened.
  // Throws Error (exit 1, 6) where there is none.
  std::size_t sessions(std::size_t wanted);
  // No more of them are to be had, as far as is known.
  std::size_t most() const;

  struct Outcome {
    db::Result result;
    ExactMillis took{0};
  };

  using Accept = std::function<void(const Claim&, const db::Result&, Store&)>;

  // One batch per claim, at the same time (where there are that many sessions; fewer do them one
  // after the other), each fenced; returns when all have ended. When one fails the others still end
  // as they may, all sessions are given up, and the failure is thrown (DbError, or Error of a lost
  // lease). `accept` says whether a batch may commit (a comparison that found a difference may
  // not), and may add to it; it is called from the worker's thread, in the batch's transaction.
  // `meanwhile` runs in the caller's; what it throws is thrown when all have ended, a batch's
  // failure first.
  std::vector<Outcome> run(const std::string& migration, const Step& step,
                           const std::vector<Claim>& claims, const std::vector<db::Value>& end,
                           const Accept& accept, const std::function<void()>& meanwhile);

 private:
  struct Worker;

  void open(std::size_t wanted);

  const Session& session_;
  const Lease& lease_;
  Millis lock_timeout_;
  Observer& observer_;
  std::vector<std::unique_ptr<Worker>> workers_;
  bool refused_ = false;  // more than these: not asked for again
};

}  // namespace migrate
