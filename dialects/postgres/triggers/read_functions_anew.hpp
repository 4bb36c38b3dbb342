// PL/pgSQL keeps in a session what type a variable and a field had when the function ran first; one
// that was altered, to what it is, is read anew. Which ones mention what has changed is found
// generously: one too many does no harm.
#pragma once
#include <string>

namespace migrate::postgres {

// SQL over pg_proc AS p.
std::string routine_says(const std::string& word);
// Those that meet the condition, as a statement.
std::string read_routines_anew(const std::string& condition);

}  // namespace migrate::postgres
