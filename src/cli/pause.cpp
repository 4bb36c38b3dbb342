#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/orders.hpp"
#include "report/json.hpp"
#include "util/moment.hpp"

namespace migrate::cli {

namespace {

class PauseCommand final : public Command {
 public:
  std::string name() const override { return "pause"; }
  std::string summary() const override {
    return "makes a running backfill wait, from any machine, until it is resumed";
  }
  void declare(Flags& flags) override {
    flags.operand("M", "one migration (default: all)", false, id_);
    flags.text("until", "TIME", "until then: 06:00 or 2026-11-29T06:00:00Z, UTC", until_);
    flags.duration("for", "for this long", for_);
    flags.text("reason", "TEXT", "shown to whoever looks, and recorded", reason_);
  }
  ExitCode run(Session& session) override {
    if (until_ && for_) usage("give --until or --for, not both");
    if (for_ && *for_ <= Millis(0)) usage("--for needs a time above 0, such as 30m");
    PauseOrder order;
    Engine& engine = session.engine(name());
    if (id_) order.migration = resolve_recorded(session, engine, *id_);
    order.reason = reason_.value_or("");
    if (until_) {
      // Seen from the server's clock, by which it ends.
      const auto now = std::chrono::system_clock::time_point(Millis(engine.now()));
      const auto at = parse_moment(*until_, now);
      if (!at)
        usage(fmt::format("--until: expected 06:00 or 2026-11-29T06:00:00Z, not '{}'", *until_));
      if (*at <= now) usage("--until " + *until_ + " is over already");
      order.until = std::chrono::duration_cast<Millis>(at->time_since_epoch()).count();
    }
    order = engine.pause(std::move(order), for_);
    if (session.json()) {
      session.data(report::paused_json(order));
    } else {
      std::string out = "paused " + (id_ ? report::clean(order.migration) : std::string("all"));
      if (order.until > 0) out += " until " + report::utc(order.until);
      session.data(out + "\n");
    }
    say_who_obeys(session, engine);
    return ExitCode::ok;
  }

 private:
  std::optional<std::string> id_, until_, reason_;
  std::optional<Millis> for_;
};

}  // namespace

CommandPtr make_pause() {
  return std::make_unique<PauseCommand>();
}

}  // namespace migrate::cli
