// What an expression of the user's reads is computed before it: by the names of the triggers, in
// whose byte order the server fires them. Of itself that order is one of kinds (sync.hpp); where an
// operation reads what a later kind, or another of its own kind, makes or fills, its triggers get a
// rank. Other migrations in flight are no matter: none may read what another one makes
// (MIG-OVERLAP).
#pragma once
#include <string>

#include "migration/migration.hpp"
#include "schema/schema.hpp"

namespace migrate::postgres {

// 0: the names of their own will do. Refuses where each would have to fire before the other.
int rank_of(const Migration& migration, const Schema& schema, const Operation& operation,
            const std::string& table);

// The first part of such a trigger's name; sorts behind those of a lower rank.
std::string ranked(int rank, const std::string& kind);

}  // namespace migrate::postgres
