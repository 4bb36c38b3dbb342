// What the parts of Store share. Private to src/state.
#pragma once
#include <optional>
#include <string>

#include "dialects/connection.hpp"

namespace migrate::state {

inline db::Value text(const std::string& t) {
  return db::Value::of(t);
}
inline db::Value number(std::int64_t n) {
  return db::Value::of(n);
}
inline std::string str(const db::Value& v) {
  return v.text;
}

// Several writes that belong together, inside the caller's transaction where there is one.
class Together {
 public:
  explicit Together(db::Connection& connection) {
    if (!connection.in_transaction()) own_.emplace(connection);
  }
  void commit() {
    if (own_) own_->commit();
  }

 private:
  std::optional<db::Transaction> own_;
};

}  // namespace migrate::state
