// Which kinds of things that few databases have are in this one at all: what hangs on columns is
// read kind by kind, each by a statement that the server plans longer than it runs, on every look.
#pragma once
#include "dialects/connection.hpp"

namespace migrate::postgres {

// Of the whole database, so false rules a kind out for every table. What is made right after this
// was read is seen on the next look, as what is made right after a statement over it.
struct Presence {
  bool policies = false;
  bool triggers = false;  // the tool's own among them
  bool statistics = false;
  bool rules = false;                // views and materialized views among them
  bool constraint_comments = false;  // of constraints on tables
  bool index_settings = false;       // comments, CLUSTER ON, statistics targets
  bool holders = false;              // of columns, beside indexes, constraints and sequences
  bool replication = false;          // publications, subscriptions
};

Presence read_presence(db::Connection& connection);

}  // namespace migrate::postgres
