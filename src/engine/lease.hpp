// One runner per database: a session lock on a connection of its own, and a row that says who.
#pragma once
#include <memory>
#include <string>

#include "dialects/dialect.hpp"
#include "state/store.hpp"
#include "util/clock.hpp"

namespace migrate {

class Lease {
 public:
  // Polls the session lock for a few seconds (a killed runner's session may take a moment to end),
  // then takes the next fencing token through `store`. Throws Error exit 5 (MIG-LEASE-HELD) naming
  // the holder.
  Lease(const Url& url, const Decorator& decorate, const Dialect& dialect, Store& store,
        Clock& clock, const std::string& command);
  ~Lease();

  std::int64_t token() const { return token_; }
  // Throws Error exit 1 (MIG-LEASE-LOST) when the session that holds the lock is gone.
  void check();
  // Inside a transaction of the working session: nobody took the lease since; held until commit.
  void fence(Store& store) const;
  // The same, of a transaction that was begun with the question (Store::begin_held).
  void fence(const db::Transaction& begun) const;
  // A statement of the record that is a fence as well has changed no row. Throws as `fence` does
  // where that is why. Else a session that was lost has committed the same after all: DbError
  // (deadlock), for the record is to be read anew.
  [[noreturn]] void unchanged(Store& store) const;
  // Marks the row as released; without it the row merely looks held until the next runner comes.
  void release(Store& store) noexcept;

 private:
  std::unique_ptr<SessionLock> lock_;
  std::int64_t token_ = 0;
};

}  // namespace migrate
