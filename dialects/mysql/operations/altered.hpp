// One column being altered; what alter_column.cpp and alter_type.cpp share.
#pragma once
#include <optional>
#include <string>

#include "dialects/mysql/planner.hpp"

namespace migrate::mysql {

struct Altered {
  Planning& p;
  Table& table;
  Column& column;  // as it is after what has been planned
  std::string full, c;
};

// "MODIFY COLUMN …": all of the column is said again.
std::string modify(const Column& wanted);
// For a probe: the catalog's column holds exactly that.
std::string is(const std::string& column, const std::optional<std::string>& value);
std::string alter_sql(const Altered& a, const std::string& change, const std::string& way);
Step& alter(Altered& a, Phase phase, const std::string& change, const How& how,
            const std::string& title);
// The default that is asked for; empty: none.
std::string wanted_default(const Planning& p, const SqlText& wanted);

// alter_type.cpp
Column as_type(const Flavour& flavour, Column column, const std::string& type);
// False: the server would copy the table for it, `wanted` says what.
bool set_type(Altered& a, const AlterColumn& op, const std::string& type, Column& wanted);
// alter_beside.cpp: the table cannot have a shadow, and the new type is all that is asked for.
bool takes_a_second_column(const Altered& a, const AlterColumn& op);
void through_a_second_column(Altered& a, const AlterColumn& op, const Column& wanted,
                             const std::string& up);
// What the server would copy the table for, and all else of the operation with it.
void alter_through_a_shadow(Altered& a, const AlterColumn& op, const Column& wanted,
                            const std::string& up, const std::string& why);

}  // namespace migrate::mysql
