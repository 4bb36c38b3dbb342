// A write-ahead log that only others take into the database (docs/decisions/0019): the backfill
// waits for them rather than fill the disk.
#include "backfill/throttle.hpp"

namespace migrate {

namespace {

class WalSize : public ThrottleSource {
 public:
  WalSize(const Dialect& dialect, db::Connection*& primary, std::uint64_t limit)
      : dialect_(dialect), primary_(primary), limit_(limit) {}

  Reading read() override {
    try {
      auto wal = dialect_.wal(*primary_);
      if (wal && wal->bytes > limit_ && wal->alone) {
        dialect_.checkpoint(*primary_);
        wal = dialect_.wal(*primary_);
      }
      if (!wal) return {};
      return {"WAL waiting for a checkpoint",
              format_size(wal->bytes) + (wal->bytes > limit_ ? cause(*wal) : ""),
              format_size(limit_), wal->bytes > limit_};
    } catch (const db::DbError& e) {
      return {"WAL", std::string("unreadable: ") + e.what(), format_size(limit_), true};
    }
  }

 private:
  static std::string cause(const Dialect::Wal& wal) {
    return wal.reader.empty()
               ? " (the application's next write brings one, or PRAGMA wal_checkpoint)"
               : " (" + wal.reader + " reads it)";
  }

  const Dialect& dialect_;
  db::Connection*& primary_;
  std::uint64_t limit_;
};

}  // namespace

std::unique_ptr<ThrottleSource> wal_source(const Dialect& dialect, db::Connection*& primary,
                                           std::uint64_t limit) {
  return std::make_unique<WalSize>(dialect, primary, limit);
}

}  // namespace migrate
