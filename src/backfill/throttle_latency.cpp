// The application's own latency, kept under a limit by going slower.
#include <fmt/format.h>

#include "backfill/ask_number.hpp"
#include "backfill/background.hpp"
#include "backfill/latency_guard.hpp"
#include "backfill/throttle.hpp"

namespace migrate {

namespace {

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

  Reading read() override {
    const auto limit = format_duration(settings_.limit);
    try {
      const auto answer = answer_.newest();
      if (!answer.number)
        throw std::runtime_error(answer.told_to_pause ? answer.words : "not a number");
      const double ms = *answer.number * (settings_.in_seconds ? 1000 : 1);
      learn(ms);
      return {source_, fmt::format("{:.1f}ms, speed {:.0f}%", ms, guard_.share() * 100), limit,
              guard_.stands()};
    } catch (const std::exception& e) {
      return {source_, std::string("unreadable: ") + e.what(), limit, true};
    }
  }

 private:
  // Each answer counts once. What is read while the backfill waits for another reason says nothing
  // about its speed.
  void learn(double ms) {
    const bool is_new = answer_.asked_at() != learned_;
    learned_ = answer_.asked_at();
    if (is_new && (!std::exchange(idle_, false) || guard_.stands())) guard_.reading(ms);
  }

  LatencySettings settings_;
  std::string source_;
  LatencyGuard guard_;
  Background<NumberAnswer> answer_;
  std::chrono::steady_clock::time_point learned_;
  bool idle_ = false;
};

}  // namespace

std::unique_ptr<ThrottleSource> latency_source(const LatencySettings& settings,
                                               const Url& database) {
  return std::make_unique<Latency>(settings, database);
}

}  // namespace migrate
