// Room on the database's disk.
#include "backfill/throttle.hpp"

namespace migrate {

namespace {

class FreeDisk : public ThrottleSource {
 public:
  FreeDisk(const Dialect& dialect, db::Connection*& primary, std::uint64_t least)
      : dialect_(dialect), primary_(primary), least_(least) {}

  Reading read() override {
    const auto limit = "at least " + format_size(least_);
    try {
      const auto free = dialect_.free_disk(*primary_);
      if (!free)
        return {"free disk",
                "not told by this server (min_free_disk; a query or a metric may tell it)", limit,
                true};
      return {"free disk", format_size(*free), limit, *free < least_};
    } catch (const db::DbError& e) {
      return {"free disk", std::string("unreadable: ") + e.what(), limit, true};
    }
  }

 private:
  const Dialect& dialect_;
  db::Connection*& primary_;
  std::uint64_t least_;
};

}  // namespace

std::unique_ptr<ThrottleSource> disk_source(const Dialect& dialect, db::Connection*& primary,
                                            std::uint64_t least) {
  return std::make_unique<FreeDisk>(dialect, primary, least);
}

}  // namespace migrate
