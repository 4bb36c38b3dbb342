#include "cli/phase.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/database_error.hpp"
#include "report/json.hpp"
#include "report/plan.hpp"
#include "util/error.hpp"

namespace migrate::cli {

void SelectionFlags::declare(Flags& flags) {
  flags.operands("M", "migrations by id, or by a part of it that only one has (default: all due)",
                 named_);
  flags.text("to", "M", "up to and including this migration", to_);
}

Selection SelectionFlags::selection() const {
  if (to_ && !named_.empty()) usage("give migrations by name or --to, not both");
  return {named_, to_};
}

void TuningFlags::declare_locks(Flags& flags) {
  flags.duration("lock-timeout", "longest wait for a lock, per attempt (default 500ms)",
                 lock_timeout_);
  flags.duration("lock-wait-total", "longest wait for a lock, over all attempts (default 60s)",
                 lock_wait_total_);
  flags.duration("terminate-blockers",
                 "end sessions that block a step with a transaction older than this",
                 terminate_blockers_);
  flags.duration(
      "log-patience",
      "longest that a shadow table's log may grow faster than it is applied (default 1m)",
      log_patience_);
}

void TuningFlags::declare_pace(Flags& flags) {
  batch_flag(flags, batch_);
  throttle_.declare(flags);
}

void TuningFlags::declare_backfill(Flags& flags) {
  flags.whole("workers", "batches at the same time (default 2 on large tables)", workers_);
  declare_pace(flags);
}

void TuningFlags::declare_hold(Flags& flags) {
  flags.toggle("hold-cutover",
               "stop before a table is exchanged for its shadow; `migrate cutover` goes on",
               hold_cutover_);
}

void TuningFlags::apply(Config& config) const {
  for (const auto& limit : {lock_timeout_, lock_wait_total_})
    if (limit && limit->count() <= 0)
      usage("a lock wait must be bounded: give --lock-timeout and --lock-wait-total above 0");
  if (lock_timeout_) config.lock_timeout = *lock_timeout_;
  if (lock_wait_total_) config.lock_wait_total = *lock_wait_total_;
  if (log_patience_ && log_patience_->count() <= 0)
    usage("--log-patience needs a time above 0, such as 5m");
  if (log_patience_) config.log_patience = *log_patience_;
  if (terminate_blockers_ && terminate_blockers_->count() <= 0)
    usage("--terminate-blockers needs an age above 0, such as 10m");
  config.terminate_blockers = terminate_blockers_;
  if (batch_) config.batch_override = batch_;
  if (workers_ && *workers_ > 64)
    usage(fmt::format("--workers {}: expected a number from 1 to 64", *workers_));
  if (workers_) config.workers_override = static_cast<int>(*workers_);
  config.hold_cutover = hold_cutover_;
  throttle_.apply(config.throttle);
}

void declare_dry_run(Flags& flags, bool& into) {
  flags.toggle("dry-run", "print what would run, and change nothing", into);
}

void print_plans(Session& session, std::vector<Plan> plans, const std::vector<Phase>& phases) {
  const auto empty = [&](const Plan& plan) {
    // One that waits tells what for.
    if (plan.steps.empty()) return plan.notes.empty();
    return std::all_of(phases.begin(), phases.end(),
                       [&](Phase phase) { return plan.of(phase).empty(); });
  };
  plans.erase(std::remove_if(plans.begin(), plans.end(), empty), plans.end());
  switch (session.common().format) {
    case report::Format::json:
      session.data(report::plan_json(plans, phases));
      break;
    case report::Format::markdown:
      session.data(report::plan_markdown(plans, phases));
      break;
    case report::Format::text:
      session.data(report::plan_text(plans, phases, session.out_style()));
  }
  if (plans.empty()) session.say("nothing to do");
}

void print_moved(Session& session, const std::string& command, const std::string& word,
                 const std::vector<std::string>& ids, bool may_hold) {
  if (session.json()) {
    session.data(report::moved_json(command, ids));
  } else {
    std::string out;
    for (const auto& id : ids) out += word + " " + report::clean(id) + "\n";
    session.data(out);
  }
  if (ids.empty() && !may_hold) session.say("nothing to do");
}

void keep_moved(Session& session, const std::string& command, Moved& moved,
                const std::function<Moved()>& work) {
  const auto add = [&](const Moved& ids) { moved.insert(moved.end(), ids.begin(), ids.end()); };
  try {
    add(work());
  } catch (...) {
    try {
      add(session.engine(command).moved());
    } catch (const Error&) {  // it was not even opened, which the first one tells
    }
    throw;
  }
}

std::string told_moved(const std::string& word, const Moved& moved) {
  return fmt::format("{} {}", word, fmt::join(moved, ", "));
}

void print_all_moved(const std::function<std::string(const Moved&)>& told,
                     const std::function<void(Moved&)>& work,
                     const std::function<void(const Moved&)>& print) {
  Moved moved;
  const auto behind = [&](const Error& error) {
    print(moved);
    auto report = error.report();
    report.state = fmt::format("this run has {}; beyond that: {}", told(moved), report.state);
    return Error(error.exit(), std::move(report));
  };
  try {
    work(moved);
  } catch (const Error& e) {
    if (moved.empty()) throw;
    throw behind(e);
  } catch (const db::DbError& e) {
    if (moved.empty()) throw;
    throw behind(from_database(e));
  }
  print(moved);
}

void print_moved_by(Session& session, const std::string& command, const std::string& word,
                    const std::function<Moved()>& work, bool may_hold) {
  print_all_moved(
      [&](const Moved& moved) { return told_moved(word, moved); },
      [&](Moved& moved) { keep_moved(session, command, moved, work); },
      [&](const Moved& moved) { print_moved(session, command, word, moved, may_hold); });
}

}  // namespace migrate::cli
