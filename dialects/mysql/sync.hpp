// The triggers that keep two columns, or a derived column, in step (docs/decisions/0001).
#pragma once
#include <string>

#include "dialects/mysql/flavour.hpp"
#include "schema/schema.hpp"

namespace migrate::mysql {

enum class Event { insert, update };

// "migrate_…" in at most 64 characters; one pair per table and column.
std::string trigger_name(const Table& table, const std::string& column, Event event);

// Both columns hold one value; `to` is the new one. `copied_default`: `to` was made with `from`'s
// default, so that "given" means "differs from it".
std::string pair_trigger(const Table& table, const Column& from, const Column& to,
                         bool copied_default, Event event);

// While the old column goes out of sight, and then: `from` follows `to` and never the other way
// round. `refuses`: a write of old code ends with an error, where it would else be lost.
std::string one_way_trigger(const Table& table, const Column& from, const Column& to,
                            bool copied_default, Event event, bool refuses);

// `column` follows `expression` over the row until somebody gives it a value of its own. One that
// is NOT NULL keeps its value where the expression gives NULL.
// `null_is_unfilled`: a NULL means that no value has been derived yet.
std::string derived_trigger(const Flavour& flavour, const Table& table, const Column& column,
                            const std::string& expression, bool null_is_unfilled, Event event);

// A NULL that is written to `column` becomes `expression` over the row.
std::string mend_trigger(const Flavour& flavour, const Table& table, const Column& column,
                         const std::string& expression, Event event);

// "CREATE TRIGGER … BEGIN … END" around `body`; a pair for the column.
std::string row_trigger(const Table& table, const std::string& column, Event event,
                        const std::string& declare, const std::string& body);

// What ends the writer's transaction or statement anyway is the writer's to see, whatever handler
// stands: deadlock, lock wait, a kill, a time limit, MariaDB's changed record.
inline constexpr const char* ends_the_statement =
    "1020, 1205, 1213, 1317, 1613, 1614, 1969, 3024, 3572";

// `expression` over one row (NEW or OLD), whose columns it knows by bare and table-qualified names.
std::string over_row(const Flavour& flavour, const Table& table, const std::string& expression,
                     const char* row);
// One column of such a row: "OLD.`a`", as a derived table may have it.
std::string of_row(const Flavour& flavour, const Column& column, const char* row);

}  // namespace migrate::mysql
