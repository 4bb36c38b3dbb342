// Triggers of SQLite's fill a row behind its INSERT, the newest first, which is no order that it
// promises: what one of them reads another one may not have filled yet.
#pragma once
#include "migration/migration.hpp"
#include "schema/schema.hpp"

namespace migrate::sqlite {

// Refuses operations that would store, or refuse, a row for what another one of the migration has
// not filled yet. A column that may be NULL is computed again when what it reads is filled.
void refuse_reads_of_filled(const Migration& migration, const Schema& schema);

}  // namespace migrate::sqlite
