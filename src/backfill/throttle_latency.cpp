// The application's own latency, kept under a limit by going slower.
#include <fmt/format.h>

#include "backfill/ask_number.hpp"
#include "backfill/background.hpp"
#include "backfill/latency_guard.hpp"
#include "backfill/throttle.hpp"

namespace migrate {

namespace {

constexpr int advise_after = 10;  // readings
constexpr int unreadable_after = 20;

class Latency : public ThrottleSource {
 public:
  Latency(const LatencySettings& settings, const Url& database)
      : settings_(settings),
        source_("latency (" + shown(settings.ask) + ")"),
        guard_(static_cast<double>(settings.limit.count())),
        answer_(asker(settings.ask, database), settings.every) {}

  void begin() override { answer_.begin(); }
  void idle() override { idle_ = true; }
  double share() const override { return guard_.share(); }
  bool over() const override { return newest_ > static_cast<double>(settings_.limit.count()); }
  std::string advice() const override {
    if (unreadable_ >= unreadable_after)
      return fmt::format(
          "{}: it cannot be read ({}), and the backfill waits until it can. Where it has no value "
          "while nobody uses the application, let it be 0 then: COALESCE(…, 0), of Prometheus "
          "(… >= 0) or vector(0)",
          source_, why_);
    if (guard_.alone_over() < advise_after) return {};
    return fmt::format(
        "{}: the application has more than the limit of {} by itself, {:.1f}ms just now with no "
        "batch running; the backfill waits until it has less. With a higher limit it goes on "
        "(--latency-limit, or throttle.latency.limit)",
        source_, format_duration(settings_.limit), newest_);
  }

  Reading read() override {
    const auto limit = format_duration(settings_.limit);
    try {
      const auto answer = answer_.newest();
      if (!answer.number)
        throw std::runtime_error(answer.told_to_pause ? answer.words : "not a number");
      const double ms = *answer.number * (settings_.in_seconds ? 1000 : 1);
      learn(ms);
      unreadable_ = 0;
      return {source_, fmt::format("{:.1f}ms{}", ms, speed()), limit, guard_.stands()};
    } catch (const std::exception& e) {
      ++unreadable_;
      why_ = e.what();
      return {source_, "unreadable: " + why_, limit, true};
    }
  }

 private:
  // Each answer counts once: without a new one the speed stays as it is.
  void learn(double ms) {
    const bool is_new = answer_.asked_at() != learned_;
    learned_ = answer_.asked_at();
    newest_ = ms;
    if (is_new) guard_.reading(ms, std::exchange(idle_, false));
  }
  std::string speed() const {
    if (guard_.alone_is_over()) return " without any batch";
    const double percent = guard_.share() * 100;
    return percent >= 9.95 ? fmt::format(", speed {:.0f}%", percent)
                           : fmt::format(", speed {:.2g}%", percent);
  }

  LatencySettings settings_;
  std::string source_;
  LatencyGuard guard_;
  Background<NumberAnswer> answer_;
  std::chrono::steady_clock::time_point learned_;
  double newest_ = 0;
  int unreadable_ = 0;  // times in a row
  std::string why_;
  bool idle_ = true;  // nothing of ours runs before the first answer
};

}  // namespace

std::shared_ptr<ThrottleSource> latency_source(const LatencySettings& settings,
                                               const Url& database) {
  return std::make_shared<Latency>(settings, database);
}

}  // namespace migrate
