#include "cli/phase.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

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
}

void TuningFlags::declare_backfill(Flags& flags) {
  Flag batch{"batch", 0, "SIZE", "time a batch aims at (500ms), or its rows (5000)", false, {}, {}};
  batch.set = [this](const std::string& text, const std::string& origin) {
    batch_ = parse_batch_size(text);
    if (!batch_)
      usage(
          fmt::format("{}: expected a duration such as 500ms or a number of rows such as 5000, "
                      "not '{}'",
                      origin, text));
  };
  flags.add(std::move(batch));
  flags.whole("workers", "batches at the same time (default 2 on large tables)", workers_);
  flags.duration("max-lag", "pause while a replica is further behind than this", max_lag_);
  flags.list("replica", "URL", "a replica whose lag counts; may be repeated", replicas_);
  Flag load{"max-load", 0, "N", "pause while more sessions than this are active", false, {}, {}};
  load.set = [this](const std::string& text, const std::string& origin) {
    double number = 0;
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || at != end || !(number > 0))
      usage(fmt::format("{}: expected a number above 0, not '{}'", origin, text));
    max_load_ = number;
  };
  flags.add(std::move(load));
  flags.text("flag-file", "FILE", "pause while this file exists", flag_file_);
  flags.whole("rows-per-second", "no more rows than this in a second", rows_per_second_);
  Flag wal{"max-wal", 0,  "SIZE", "SQLite: pause while more WAL waits for a checkpoint (256MB)",
           false,     {}, {}};
  wal.set = [this](const std::string& text, const std::string& origin) {
    max_wal_ = parse_size(text);
    if (!max_wal_ || *max_wal_ == 0)
      usage(fmt::format("{}: expected a size such as 256MB, not '{}'", origin, text));
  };
  flags.add(std::move(wal));
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
  if (terminate_blockers_ && terminate_blockers_->count() <= 0)
    usage("--terminate-blockers needs an age above 0, such as 10m");
  config.terminate_blockers = terminate_blockers_;
  if (batch_) config.batch_override = batch_;
  if (workers_ && *workers_ > 64)
    usage(fmt::format("--workers {}: expected a number from 1 to 64", *workers_));
  if (workers_) config.workers_override = static_cast<int>(*workers_);
  if (max_lag_) config.throttle.max_lag = max_lag_;
  if (!replicas_.empty()) config.throttle.replicas = replicas_;
  if (max_load_) config.throttle.max_load = max_load_;
  if (flag_file_) config.throttle.flag_file = *flag_file_;
  if (max_wal_) config.throttle.max_wal = *max_wal_;
  config.hold_cutover = hold_cutover_;
  if (rows_per_second_) config.throttle.rows_per_second = rows_per_second_;
  if (!config.throttle.replicas.empty() && !config.throttle.max_lag)
    usage("replicas are named, but not how far they may lag: give --max-lag");
}

void declare_dry_run(Flags& flags, bool& into) {
  flags.toggle("dry-run", "print what would run, and change nothing", into);
}

void print_plans(Session& session, std::vector<Plan> plans, const std::vector<Phase>& phases) {
  const auto empty = [&](const Plan& plan) {
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

}  // namespace migrate::cli
