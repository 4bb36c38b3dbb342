// What the operations on enumeration types share.
#pragma once
#include <string>
#include <vector>

#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

// MIG-PLAN-NO-TYPE
EnumType& require_enum(Planning& p, const Identifier& name);
// MIG-PLAN-NO-VALUE, with the field that named it; answers its place in the list.
std::size_t require_value(const Planning& p, const EnumType& type, const std::string& value);
bool has_value(const std::vector<std::string>& values, const std::string& value);
// MIG-PLAN-NAME: what the server could not keep as a value.
void require_label(const Planning& p, const std::string& value);

// A column that another operation of this migration makes with the type.
struct MadeWith {
  std::string table, column;
};
std::vector<MadeWith> made_with(const Planning& p, const std::string& type);
// "used_by" of the live catalog, for a type that may be gone; `but`: a condition over pg_depend AS
// d that leaves some out.
std::string uses_query(const std::string& type_sql, const std::string& columns,
                       const std::string& but = {});

LockImpact lock_of_type(const std::string& name);

// `rename` and `drop` (enum_values.cpp): a new type in the place of this one.
void plan_replace_enum(Planning& p, EnumType& type, const AlterEnum& op);

}  // namespace migrate::postgres
