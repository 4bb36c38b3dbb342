// The server's own measure of how busy it is: active sessions, threads running.
#include <fmt/format.h>

#include "backfill/throttle.hpp"

namespace migrate {

namespace {

class Load : public ThrottleSource {
 public:
  Load(const Dialect& dialect, db::Connection*& primary, double limit)
      : dialect_(dialect), primary_(primary), limit_(limit) {}

  Reading read() override {
    auto limit = fmt::format("{:g}", limit_);
    try {
      double active = dialect_.active_sessions(*primary_);
      return {"load", fmt::format("{:g} active sessions", active), limit, active > limit_};
    } catch (const db::DbError& e) {
      return {"load", std::string("unreadable: ") + e.what(), limit, true};
    }
  }

 private:
  const Dialect& dialect_;
  db::Connection*& primary_;
  double limit_;
};

}  // namespace

std::unique_ptr<ThrottleSource> load_source(const Dialect& dialect, db::Connection*& primary,
                                            double limit) {
  return std::make_unique<Load>(dialect, primary, limit);
}

}  // namespace migrate
