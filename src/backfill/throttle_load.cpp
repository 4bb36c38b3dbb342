// The server's own measure of how busy it is: active sessions, threads running.
#include <fmt/format.h>

#include "backfill/throttle.hpp"

namespace migrate {

namespace {

class Load : public ThrottleSource {
 public:
  Load(const Dialect& dialect, db::Connection*& primary, std::optional<double> limit,
       std::optional<double> critical)
      : dialect_(dialect), primary_(primary), limit_(limit), critical_(critical) {}

  Reading read() override {
    auto limit = limit_ ? fmt::format("{:g}", *limit_) : std::string("none");
    if (critical_) limit += fmt::format(", the run ends at {:g}", *critical_);
    try {
      double active = dialect_.active_sessions(*primary_);
      return {"load", fmt::format("{:g} active sessions", active), limit,
              limit_ && active > *limit_, critical_ && active > *critical_};
    } catch (const db::DbError& e) {
      return {"load", std::string("unreadable: ") + e.what(), limit, true};
    }
  }

 private:
  const Dialect& dialect_;
  db::Connection*& primary_;
  std::optional<double> limit_, critical_;
};

}  // namespace

std::unique_ptr<ThrottleSource> load_source(const Dialect& dialect, db::Connection*& primary,
                                            std::optional<double> limit,
                                            std::optional<double> critical) {
  return std::make_unique<Load>(dialect, primary, limit, critical);
}

}  // namespace migrate
