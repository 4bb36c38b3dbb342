// What the phase commands (plan, expand, backfill, contract, up, rollback) have in common.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "cli/throttle_flags.hpp"

namespace migrate::cli {

// [M…] and --to.
class SelectionFlags {
 public:
  void declare(Flags& flags);
  Selection selection() const;  // refuses both at once

 private:
  std::vector<std::string> named_;
  std::optional<std::string> to_;
};

// --lock-timeout, --lock-wait-total, --log-patience; and what steers batches and throttling.
class TuningFlags {
 public:
  void declare_locks(Flags& flags);
  void declare_pace(Flags& flags);      // of whatever goes over a table: batch and throttle
  void declare_backfill(Flags& flags);  // that, and workers
  void declare_hold(Flags& flags);
  void apply(Config& config) const;

 private:
  std::optional<Millis> lock_timeout_, lock_wait_total_, terminate_blockers_, log_patience_;
  std::optional<BatchSize> batch_;
  std::optional<std::uint64_t> workers_;
  ThrottleFlags throttle_;
  bool hold_cutover_ = false;
};

void declare_dry_run(Flags& flags, bool& into);

inline const std::vector<Phase> every_phase = {Phase::expand, Phase::backfill, Phase::contract};

// As text, JSON or markdown; only plans that hold a step of these phases, or none at all and a note
// that tells why. Says so on stderr when there is none.
void print_plans(Session& session, std::vector<Plan> plans, const std::vector<Phase>& phases);

// One line per migration that was moved on: "<word> <id>". `may_hold`: that none was does not mean
// that there was nothing to do.
void print_moved(Session& session, const std::string& command, const std::string& word,
                 const std::vector<std::string>& ids, bool may_hold = false);

using Moved = std::vector<std::string>;
// What `work` moves on, in `moved` behind what is there; where it throws, what it had moved on by
// then.
void keep_moved(Session& session, const std::string& command, Moved& moved,
                const std::function<Moved()>& work);
std::string told_moved(const std::string& word, const Moved& moved);  // "<word> <id>, <id>"
// `print` also where `work`, which keeps in its argument what it moves on, throws: then only where
// there is something. The error tells of it ("this run has …"). Neither may ask the database: it
// may be what was lost.
void print_all_moved(const std::function<std::string(const Moved&)>& told,
                     const std::function<void(Moved&)>& work,
                     const std::function<void(const Moved&)>& print);
// Both, for what needs no more.
void print_moved_by(Session& session, const std::string& command, const std::string& word,
                    const std::function<Moved()>& work, bool may_hold = false);

}  // namespace migrate::cli
