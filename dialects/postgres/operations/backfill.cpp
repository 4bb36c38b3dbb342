// Batches of the user's.
#include <fmt/format.h>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/preconditions.hpp"
#include "plan/user_batches.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto postgres = EngineKind::postgres;

LockImpact lock_of(const Planning& p, const BatchStatement& statement) {
  constexpr const char* theirs = "SQL of your own is run as it stands";
  if (statement.target.empty()) return {"as the statement takes it", "", "one batch", theirs};
  const auto* target = p.schema.table(statement.target);
  // Who writes Name without quotes means name.
  if (!target) target = p.schema.table(lower(statement.target));
  if (target) return Lock::batches(*target);
  return {"ROW EXCLUSIVE", statement.target, "one batch", theirs};
}

}  // namespace

void plan_batched_backfill(Planning& p, const SqlBackfill& op) {
  auto& table = p.table(op.table);
  // A batch would end between two rows of one key, of which it does both, and so does the next one.
  if (table.extra.count("has_children") && !is_partitioned(table))
    unsupported(p.at(),
                fmt::format("backfill of table \"{}\": tables inherit from it, and its key is not "
                            "unique over the rows of them all",
                            table.name),
                "backfill each of these tables by itself, and its own rows by an sql operation "
                "(UPDATE ONLY …)");
  const Walk walk(p.schema, walked_by(table, op.key, p.at()), p.at());
  UserBatches batches;
  batches.table = table.name;
  if (op.set.empty()) {
    const auto statement = require_batch_statement(op, postgres, table.name, p.at());
    batches.title = title_of(statement, table.name);
    batches.batch = walk.statement(statement);
    batches.lock = lock_of(p, statement);
  } else {
    const auto quote = [](const std::string& name) { return quote_name(name); };
    const auto all = assignments_of(op, postgres, table, quote, p.at());
    batches.title = all.title;
    batches.batch = walk.fill_as_written(all.set, all.where.empty() ? "true" : all.where);
    batches.lock = Lock::batches(table);
  }
  batches.undo = user_statements(p, sql_or_empty(op.down, postgres));
  add_user_batches(p.plan, std::move(batches), p.at(), needs_no_transaction);
}

}  // namespace migrate::postgres
