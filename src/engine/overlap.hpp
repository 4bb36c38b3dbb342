// Two migrations in flight must not work on the same thing.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "migration/migration.hpp"
#include "schema/schema.hpp"
#include "state/records.hpp"

namespace migrate {

// "users.name" when the two cannot be in flight together, else "": the same column or index, a
// column and an index built on it, one table created twice, or a table dropped that the other
// touches. Working on a table that the other creates is no overlap.
std::string overlap(const std::vector<Touch>& a, const std::vector<Touch>& b);

// Begun and not ended: its triggers and second columns stand.
bool in_flight(Stage stage);

// In flight, and something of it is still to come that others must not build on. A migration
// without contract steps is at its final shape once backfilled, though it can still be rolled back.
bool unsettled(const MigrationRecord& record);

// The first of `records` that must end before a migration with these touches can begin; nullptr
// when none must.
const MigrationRecord* overlapping(const std::string& id, const std::vector<Touch>& touches,
                                   const std::vector<MigrationRecord>& records);
// MIG-OVERLAP, exit 2, where `overlapping` finds one.
void refuse_overlap(const Migration& migration, const std::vector<Touch>& touches,
                    const std::vector<MigrationRecord>& records);
// What the file says, and the columns that recorded SQL reads: the keys that the plan's batches
// walk by, and what the file's expressions name. Renamed or dropped meanwhile, they would break a
// batch, or a trigger and with it every write of the application. `schema` is as the planner left
// it.
std::vector<Touch> touches_of(const Migration& migration, const Plan& plan, const Schema& schema);

// MIG-PLAN-UNSUPPORTED where an expression reads a column that an operation before it in the file
// renames or drops: contract goes in the file's order, and the expression's trigger would meet a
// column that is gone.
void refuse_reading_what_goes(const Migration& migration, EngineKind engine);

// What the record will be once this plan is expanded (and backfilled, where that is its end): for
// planning several migrations ahead.
MigrationRecord as_if_begun(const Plan& plan);

// Does `later` need what `earlier` made? Then the later one is rolled back first. `order`: of
// Store::order_planned; where one of them is missing there, the times say which came first.
bool builds_on(const MigrationRecord& later, const MigrationRecord& earlier,
               const std::map<std::string, std::int64_t>& order = {});

}  // namespace migrate
