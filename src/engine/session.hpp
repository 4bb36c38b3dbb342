// The working session: one connection, its store, and how to get a new one after it is lost.
#pragma once
#include <memory>

#include "config/url.hpp"
#include "dialects/dialect.hpp"
#include "state/store.hpp"
#include "util/clock.hpp"

namespace migrate {

class Session {
 public:
  Session(Url url, Decorator decorate);

  db::Connection& connection() { return *connection_; }
  // A reference that stays right over `reconnect`, for those who ask between batches.
  db::Connection*& connection_slot() { return slot_; }
  Store& store() { return *store_; }
  const Dialect& dialect() const { return *dialect_; }
  const Url& url() const { return url_; }
  const Decorator& decorator() const { return decorate_; }

  // A new connection in place of a lost one, trying for up to `patience`. Throws Error exit 1
  // (MIG-CONNECTION-LOST) when the server does not come back.
  void reconnect(Clock& clock, Millis patience);
  // As if new: nothing is left of what the user's statements have made of it. Throws as
  // `reconnect`, and DbError where a file is not the one that was opened.
  void renew(Clock& clock, Millis patience);

  // When a connection that had been lost was made again, by the server's clock; 0: none was lost.
  EpochMs found_again_at() const { return found_again_at_; }
  void found_again() { found_again_at_ = store_->now(); }

 private:
  Url url_;
  Decorator decorate_;
  db::ConnectionPtr connection_;
  db::Connection* slot_ = nullptr;
  std::shared_ptr<const Dialect> dialect_;
  std::unique_ptr<Store> store_;
  EpochMs found_again_at_ = 0;
};

}  // namespace migrate
