// What follows a step's statements is not one of them, and waits for its locks as configured,
// whatever came of the step.
#pragma once
#include <exception>

#include "dialects/connection.hpp"
#include "util/units.hpp"

namespace migrate {

class RestoredLimit {
 public:
  RestoredLimit(db::Connection& connection, Millis limit)
      : connection_(connection), limit_(limit) {}
  ~RestoredLimit() {
    try {
      connection_.limit_lock_wait(limit_);
    } catch (const std::exception&) {
      // Only a session that is gone does not take it.
    }
  }
  RestoredLimit(const RestoredLimit&) = delete;
  RestoredLimit& operator=(const RestoredLimit&) = delete;

 private:
  db::Connection& connection_;
  const Millis limit_;
};

}  // namespace migrate
