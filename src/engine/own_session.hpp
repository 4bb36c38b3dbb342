// What a step of the user's sets for its session is in force for its own statements alone.
// Private to src/engine.
#pragma once
#include <exception>

#include "dialects/connection.hpp"
#include "plan/plan.hpp"

namespace migrate {

class OwnSession {
 public:
  // Says what comes ahead of the step. Outside a transaction; throws DbError.
  OwnSession(db::Connection& connection, const Step& step, bool undo) : connection_(connection) {
    if (!step.own_session) return;
    restored_ = false;
    try {
      auto& own = *step.own_session;
      for (auto& setting : undo ? own.undo : own.settings) connection_.query(setting);
    } catch (...) {
      take_back();
      throw;
    }
  }
  // Where the step failed: what is written of that is written as always.
  ~OwnSession() { take_back(); }
  OwnSession(const OwnSession&) = delete;
  OwnSession& operator=(const OwnSession&) = delete;

  // Ahead of the step's record.
  void restore() {
    if (restored_) return;
    connection_.restore_settings();
    restored_ = true;
  }

 private:
  void take_back() noexcept {
    try {
      restore();
    } catch (const std::exception&) {
      // Only a session that is gone does not take it.
    }
  }

  db::Connection& connection_;
  bool restored_ = true;
};

}  // namespace migrate
