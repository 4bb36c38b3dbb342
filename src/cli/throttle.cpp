#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/orders.hpp"
#include "cli/throttle_flags.hpp"
#include "report/json.hpp"
#include "report/status.hpp"

namespace migrate::cli {

namespace {

class ThrottleCommand final : public Command {
 public:
  std::string name() const override { return "throttle"; }
  std::string summary() const override {
    return "changes the limits of a running backfill, from any machine";
  }
  void declare(Flags& flags) override {
    flags.duration("max-lag", "pause while a replica is further behind than this", order_.max_lag);
    number_flag(flags, "max-load", "pause while more sessions than this are active",
                order_.max_load);
    flags.whole("rows-per-second", "no more rows than this in a second", order_.rows_per_second);
    batch_flag(flags, order_.batch);
    flags.whole("workers", "batches at the same time", workers_);
    flags.toggle("reset", "what was ordered before counts no more", reset_);
    flags.text("reason", "TEXT", "shown to whoever looks, and recorded", reason_);
  }
  ExitCode run(Session& session) override {
    if (workers_ && *workers_ > 64)
      usage(fmt::format("--workers {}: expected a number from 1 to 64", *workers_));
    if (workers_) order_.workers = static_cast<int>(*workers_);
    const bool changes = reset_ || !order_.empty();
    if (reason_ && !changes) usage("--reason goes with a limit or --reset");
    order_.reason = reason_.value_or("");
    Engine& engine = session.engine(name());
    Orders orders = engine.orders();
    if (changes) orders.throttle = engine.throttle(order_, reset_);
    if (session.json())
      session.data(report::orders_json(orders));
    else
      session.data(orders.throttle.empty() ? "" : report::clean(orders.throttle.text()) + "\n");
    if (orders.throttle.empty())
      session.say("nothing is ordered: flags and migrate.yaml hold");
    else if (!changes)
      session.say(fmt::format("ordered by {} since {}{}", report::clean(orders.throttle.by),
                              report::utc(orders.throttle.at),
                              report::clean(orders.throttle.why())));
    if (changes) say_who_obeys(session, engine);
    return ExitCode::ok;
  }

 private:
  ThrottleOrder order_;
  std::optional<std::string> reason_;
  std::optional<std::uint64_t> workers_;
  bool reset_ = false;
};

}  // namespace

CommandPtr make_throttle() {
  return std::make_unique<ThrottleCommand>();
}

}  // namespace migrate::cli
