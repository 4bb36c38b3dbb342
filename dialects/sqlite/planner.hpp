// Turns a Migration and the live Schema into a Plan (docs/decisions/0001, 0004).
#pragma once
#include "migration/migration.hpp"
#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate::sqlite {

Plan make_plan(const Migration& migration, Schema& schema);

}  // namespace migrate::sqlite
