// Definitions name everything with its schema only where nothing is in the search path.
#pragma once
#include <string>

#include "dialects/connection.hpp"

namespace migrate::postgres {

class BareSearchPath {
 public:
  explicit BareSearchPath(db::Connection& connection)
      : connection_(connection),
        before_(connection.query("SELECT current_setting('search_path')").rows.at(0).at(0).text) {
    set("pg_catalog");
  }
  ~BareSearchPath() {
    try {
      set(before_);
    } catch (const std::exception&) {
      // The session is gone, and the setting with it.
    }
  }
  BareSearchPath(const BareSearchPath&) = delete;
  BareSearchPath& operator=(const BareSearchPath&) = delete;

 private:
  void set(const std::string& path) {
    connection_.query("SELECT set_config('search_path', $1::text, false)", {db::Value::of(path)});
  }
  db::Connection& connection_;
  std::string before_;
};

}  // namespace migrate::postgres
