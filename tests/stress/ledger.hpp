// What both applications wrote last, per key. The database must say the same at the end.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace migrate::test {

struct Account {
  std::string name;
  std::optional<std::string> note;
  std::int64_t hits = 0;
  friend bool operator==(const Account&, const Account&) = default;
};

// Split into parts with a lock each. Whoever writes a key holds its part's lock from before the
// statement until the ledger knows of it, so that the ledger's order is the database's; keys of
// other parts are written at the same time.
class Ledger {
 public:
  class Entry {
   public:
    Entry(std::mutex& mutex, std::map<std::int64_t, Account>& accounts, std::int64_t key)
        : lock_(mutex), accounts_(accounts), key_(key) {}
    std::int64_t key() const { return key_; }
    const Account* now() const {
      auto found = accounts_.find(key_);
      return found == accounts_.end() ? nullptr : &found->second;
    }
    void set(Account account) { accounts_[key_] = std::move(account); }
    void erase() { accounts_.erase(key_); }

   private:
    std::lock_guard<std::mutex> lock_;
    std::map<std::int64_t, Account>& accounts_;
    std::int64_t key_;
  };

  Entry lock(std::int64_t key) {
    Part& part = parts_[static_cast<std::size_t>(key) % parts_.size()];
    return Entry(part.mutex, part.accounts, key);
  }

  std::map<std::int64_t, Account> all() {
    std::map<std::int64_t, Account> out;
    for (Part& part : parts_) {
      std::lock_guard<std::mutex> lock(part.mutex);
      out.insert(part.accounts.begin(), part.accounts.end());
    }
    return out;
  }

 private:
  struct Part {
    std::mutex mutex;
    std::map<std::int64_t, Account> accounts;
  };
  std::array<Part, 64> parts_;
};

}  // namespace migrate::test
