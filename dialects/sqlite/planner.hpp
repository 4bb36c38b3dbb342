// Turns a Migration and the live Schema into a Plan (docs/decisions/0001, 0004).
#pragma once
#include "dialects/connection.hpp"
#include "migration/migration.hpp"
#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate::sqlite {

// `connection`: to the database that it is for, to see how much room there is; nullptr: there is
// none.
Plan make_plan(const Migration& migration, Schema& schema, db::Connection* connection = nullptr);

}  // namespace migrate::sqlite
