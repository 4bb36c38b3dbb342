// Batches of the user's.
#include <fmt/format.h>

#include "dialects/mysql/batch_sql.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "plan/preconditions.hpp"
#include "plan/user_batches.hpp"

namespace migrate::mysql {

namespace {

// The server assigns from left to right, each time into the row that the next expression reads.
void note_order(Planning& p, const Table& table, const Assignments& all) {
  for (std::size_t i = 0; i < all.columns.size(); ++i)
    for (std::size_t before = 0; before < i; ++before)
      if (mentions(all.values[i], all.columns[before]))
        p.note(fmt::format("{0}.{1} is set before {0}.{2}, whose expression reads its new value",
                           table.name, all.columns[before], all.columns[i]));
}

Batch run(const Table& walked, const BatchStatement& statement, const Location& at) {
  auto batch = walk(walked, at);
  batch.work.sql = with_bounds(statement, [&](const std::string& alias) {
    const auto prefix = (alias.empty() ? quote(walked.name) : alias) + ".";
    return in_range(walked, batch.work.params, prefix);
  });
  return batch;
}

}  // namespace

void plan_batched_backfill(Planning& p, const SqlBackfill& op) {
  const auto kind = p.flavour.kind;
  auto& table = p.table(op.table);
  const auto walked = walked_by(table, op.key, p.at());
  UserBatches batches;
  batches.table = table.name;
  batches.lock = Lock::batches(table.name);
  if (op.set.empty()) {
    const auto statement = require_batch_statement(op, kind, table.name, p.at());
    batches.title = title_of(statement, table.name);
    batches.batch = run(walked, statement, p.at());
  } else {
    const auto quoted = [](const std::string& name) { return quote(name); };
    const auto all = assignments_of(op, kind, table, quoted, p.at());
    note_order(p, table, all);
    batches.title = all.title;
    batches.batch =
        fill_batch(walked, all.columns, all.set, all.where.empty() ? "TRUE" : all.where, p.at());
  }
  note_triggers(p, table, "the batches fire them where they change its rows");
  batches.undo = user_statements(p, sql_or_empty(op.down, kind));
  add_user_batches(p.plan, std::move(batches), p.at(),
                   [](const std::string& statement) { return !only_changes_rows(statement); });
}

}  // namespace migrate::mysql
