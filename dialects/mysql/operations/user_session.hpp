// What statements of the user's make of their session, as their text tells. Each of them is a step
// of its own here, and each step has a session that is as if new: what one needs of those before it
// is said again ahead of it (docs/decisions/0040).
#pragma once
#include <string>
#include <vector>

#include "schema/engine_kind.hpp"

namespace migrate::mysql {

// A variable ("@v"), a setting ("sql_mode"), a prepared statement ("=s").
using Held = std::string;

struct SessionUse {
  bool only_sets = false;  // SET, PREPARE, DEALLOCATE: nothing of it outlives the session
  bool fixed = true;       // it comes to the same whenever it is said
  std::vector<Held> gives, takes;
  // MIG-PLAN-UNSUPPORTED: what it says cannot be kept, and what to do instead.
  std::string trouble, instead;
};
SessionUse session_use_of(const std::string& statement, EngineKind engine);

struct OwnStatement {
  std::string text;
  std::vector<std::string> settings;  // ahead of it
};
struct OwnStatements {
  std::vector<OwnStatement> all;
  bool idle_settings = false;  // the last ones have no statement behind them
  std::string trouble, instead;
};
OwnStatements own_statements(const std::vector<std::string>& statements, EngineKind engine);

// It may stand inside a transaction, and says what it says there, too.
bool sets_in_transaction(const std::string& statement, EngineKind engine);

}  // namespace migrate::mysql
