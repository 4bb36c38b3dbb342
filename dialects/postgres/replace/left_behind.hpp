// What is tied to a column, or to its table, in a way that no second column takes over: asked of
// the catalog when one is planned.
#pragma once
#include <string>

#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

// What holds rows of the table as values of its row type (a column of another table, a domain, a
// composite type), in the server's words; empty: nothing. Such values know a column by its place:
// they have nothing in one that was added since, and lose the one that is dropped.
std::string holders_of_rows(const Planning& p, const Table& table);
// Where contract drops `column` and another one has its values.
void refuse_stored_rows(const Planning& p, const Table& table, const std::string& column);
// A security label says who sees what (a mask, a class of secrecy): the values would stand beside
// it without one. It is its provider's to say whether another column may have it.
void refuse_security_label(const Planning& p, const Table& table, const std::string& column);
// The sequence of an identity cannot change its column: the second one has a new sequence, and the
// old one goes.
void refuse_shared_identity(const Planning& p, const Table& table, const std::string& column);
// The sequences that a column owns go with it when contract drops it, which the server refuses
// while anything else uses one.
void refuse_sequence_in_use(Planning& p, const Table& table, const std::string& column);

}  // namespace migrate::postgres
