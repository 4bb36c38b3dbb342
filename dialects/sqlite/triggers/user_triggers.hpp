// What triggers of the user's make of the writes of ours, and of rows that ours have yet to fill.
#pragma once
#include <string>
#include <vector>

#include "dialects/sqlite/operations/planning.hpp"

namespace migrate::sqlite {

// Ours write these columns behind the application's INSERT and UPDATE. Refuses triggers that would
// let none of it through, notes what else fires.
void require_writable(const Planning& planning, const Table& table,
                      const std::vector<std::string>& written);
// Ours refuse a NULL that `expression` gives for the column. Refuses triggers that fill, for an
// INSERT, what it reads: they come behind ours.
void require_given(const Planning& planning, const Table& table, const std::string& column,
                   const std::string& expression);
// Notes which triggers a backfill's UPDATE of these columns fires. Empty: of columns not known.
void note_update_triggers(const Planning& planning, const Table& table,
                          const std::vector<std::string>& written);

// The column of a rename that new code leaves out. Refuses triggers that fire for the INSERT, which
// sees what stands there before ours have filled it; notes those that an UPDATE shows the value
// from before.
void look_at_readers(const Planning& planning, const Table& table, const std::string& column,
                     const std::string& second);

}  // namespace migrate::sqlite
