// The text of an ALTER TABLE as a person writes it: what of it must be known before the server sees
// it.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "migration/operations/operation.hpp"

namespace migrate::mysql {

struct AlterText {
  std::string text;                            // trimmed
  std::map<std::string, std::string> renamed;  // columns, old name to new, as the text spells them
  std::set<std::string> dropped;               // columns
  std::vector<std::string> constraints;        // that DROP or ALTER … CONSTRAINT or CHECK names
};

// Refuses (MIG-PLAN-SQL, MIG-PLAN-UNSUPPORTED) what would reach beyond the table's shadow when it
// is run on it (another table, its files), what says how to do it (ALGORITHM, LOCK), and foreign
// keys, which are operations of their own. All else is the server's to judge.
AlterText read_alter(const std::string& text, EngineKind engine, const Location& at);

}  // namespace migrate::mysql
