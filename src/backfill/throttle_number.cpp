// A number of the user's own (a query, HTTP, Prometheus) against a limit.
#include <fmt/format.h>

#include "backfill/ask_number.hpp"
#include "backfill/background.hpp"
#include "backfill/throttle.hpp"

namespace migrate {

namespace {

class Number : public ThrottleSource {
 public:
  Number(const NumberLimit& limit, const Url& database)
      : source_(shown(limit.ask)), limit_(limit.limit), answer_(asker(limit.ask, database)) {}

  void begin() override { answer_.begin(); }

  Reading read() override {
    const auto limit = limit_ ? fmt::format("{:g}", *limit_) : std::string();
    try {
      const auto answer = answer_.newest();
      if (answer.told_to_pause || !limit_)
        return {source_, answer.words, limit, answer.told_to_pause};
      if (!answer.number) return {source_, "unreadable: not a number", limit, true};
      return {source_, fmt::format("{:g}", *answer.number), limit, *answer.number > *limit_};
    } catch (const std::exception& e) {
      return {source_, std::string("unreadable: ") + e.what(), limit, true};
    }
  }

 private:
  std::string source_;
  std::optional<double> limit_;
  Background<NumberAnswer> answer_;
};

}  // namespace

std::unique_ptr<ThrottleSource> number_source(const NumberLimit& limit, const Url& database) {
  return std::make_unique<Number>(limit, database);
}

}  // namespace migrate
