// What is built on a column: the catalog's own answer, not a search in the text of definitions.
#pragma once
#include <string>
#include <vector>

#include "dialects/connection.hpp"
#include "dialects/postgres/catalog/inspect_presence.hpp"
#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

struct Dependent {
  bool stops = false;  // DROP COLUMN fails on it; else it goes with the column, without a word
  std::string type, identity;  // as pg_identify_object says: "index", "public.orders_open"
};

// In Table::extra, "built_on:" and the column's name. `wanted`: the condition on table `c` of
// schema `n`, over `params`.
void read_dependents(db::Connection& connection, const std::vector<db::Value>& params,
                     const std::string& wanted, const Presence& present, Schema& schema);

// For a column that contract drops: a note of all that goes with it, a refusal of what would stop
// it (views may still go until then), and contract's check that nothing else has been built on it
// since.
// Answers a statement that raises where it has, for the transaction of the drop, behind its lock:
// the check may have been a long wait ago.
// `hidden`: the column's name by then; it is looked for before it is hidden, too.
std::string add_dependents_check(Planning& p, const Table& table, const std::string& column,
                                 const std::string& hidden = {});
// For a column whose dependents are carried along, or that the tool has made itself: contract's
// check, and its statement.
std::string add_newcomers_check(Planning& p, const Table& table, const std::string& column);
// A statement like it for an exchange before contract.
std::string newcomers_guard(const Planning& p, const Table& table, const std::string& column);

}  // namespace migrate::postgres
