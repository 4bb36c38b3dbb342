// add_column with `generated.expression`: PostgreSQL computes such a column by writing the whole
// table anew (docs/decisions/0011).
#include <fmt/format.h>

#include "dialects/postgres/operations/new_column.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// The lock is there already when the clock begins. No budget as of decision 0009: what took too
// long once takes it every time, and each try would hold the application up.
constexpr auto cut_off = "SET LOCAL statement_timeout = '500ms'";

}  // namespace

void note_on_late_not_null(const NewColumn& n) {
  n.p.note(
      fmt::format("{} is NOT NULL from contract on: until then old code may write rows for "
                  "which the expression is NULL; contract refuses while there is one",
                  n.full));
}

void add_generated(NewColumn& n) {
  auto& expression = *n.value;
  auto instead = fmt::format(
      "add an ordinary column with `up: {}`: a trigger computes it until contract, new code after "
      "that",
      expression);
  auto what = fmt::format(
      "add_column {}: a generated column writes the whole table anew under "
      "ACCESS EXCLUSIVE, ",
      n.full);
  for (auto& column : n.table.columns)
    if (mentions(expression, column.name)) require_not_renamed(n.p, n.table, column);
  if (is_partitioned(n.table)) unsupported(n.p.at(), what + "here all partitions at once", instead);
  if (n.table.bytes > rewritten_at_most)
    unsupported(
        n.p.at(),
        what + fmt::format("which is done up to {} bytes; this one has {}",
                           with_thousands(rewritten_at_most), with_thousands(n.table.bytes)),
        instead);
  auto& step = add_the_column(
      n, fmt::format("add {}, generated", n.full),
      fmt::format("{} GENERATED ALWAYS AS {} STORED", n.type, parenthesised(expression)));
  step.sql.insert(step.sql.begin() + 1, "SET LOCAL statement_timeout = 0");
  step.sql.insert(step.sql.begin(),
                  {fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", n.q), cut_off});
  step.strategy = Strategy::none;
  step.lock = {"ACCESS EXCLUSIVE", whole(n.table),
               "while the table, of 16 MB at most, is written anew: half a second at most",
               "reads and writes wait that long; what takes longer is taken back"};
  step.why =
      "PostgreSQL has no other way to a generated column, and cannot make an ordinary one "
      "generated";
  n.p.note(fmt::format(
      "a transaction that began before {0} is written anew, and reads it afterwards with the "
      "snapshot it had (REPEATABLE READ, SERIALIZABLE: pg_dump), finds {0} empty",
      n.table.name));
  if (!n.required) return;
  set_not_null_at_contract(n.p, n.table, n.def.name.value);
  note_on_late_not_null(n);
}

}  // namespace migrate::postgres
