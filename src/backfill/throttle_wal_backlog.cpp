// WAL that the server keeps for somebody who does not take it: an archiver that is behind,
// replication slots that nobody reads.
#include "backfill/throttle.hpp"

namespace migrate {

namespace {

class WalBacklog : public ThrottleSource {
 public:
  WalBacklog(const Dialect& dialect, db::Connection*& primary, std::uint64_t limit, Clock& clock)
      : dialect_(dialect), primary_(primary), limit_(limit), clock_(clock) {}

  // A directory of many files takes the server its time to list, and fills in minutes.
  Reading read() override {
    const auto now = clock_.monotonic();
    if (!read_at_ || now - *read_at_ >= often_enough) {
      last_ = ask();
      read_at_ = now;
    }
    return last_;
  }

 private:
  static constexpr Millis often_enough{2000};

  Reading ask() {
    const auto limit = format_size(limit_);
    try {
      const auto backlog = dialect_.wal_backlog(*primary_);
      if (!backlog) return {"WAL backlog", "not told by this server: not looked at", limit, false};
      return {"WAL backlog",
              format_size(backlog->bytes) + (backlog->of.empty() ? "" : " (" + backlog->of + ")"),
              limit, backlog->bytes > limit_};
    } catch (const db::DbError& e) {
      return {"WAL backlog", std::string("unreadable: ") + e.what(), limit, true};
    }
  }

  const Dialect& dialect_;
  db::Connection*& primary_;
  std::uint64_t limit_;
  Clock& clock_;
  std::optional<std::chrono::steady_clock::time_point> read_at_;
  Reading last_;
};

}  // namespace

std::unique_ptr<ThrottleSource> wal_backlog_source(const Dialect& dialect, db::Connection*& primary,
                                                   std::uint64_t limit, Clock& clock) {
  return std::make_unique<WalBacklog>(dialect, primary, limit, clock);
}

}  // namespace migrate
