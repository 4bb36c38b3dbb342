// Autovacuum keeps away from a shadow while it is filled.
#include <fmt/format.h>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/shadow/rebuild.hpp"

namespace migrate::postgres {

namespace {

// It comes to each table of many new rows once a minute, reads all of them beside the copy, and has
// a lock that no index can be built under; it gives way only after `deadlock_timeout`. What it
// would do is left for it. Not where the user has said something of it.
bool keeps_away(const Rebuild& r) {
  return r.was.estimated_rows >= large_table && !r.change.partition_by &&
         r.attached.create_options.find("autovacuum_enabled") == std::string::npos;
}

}  // namespace

void keep_autovacuum_away(const Rebuild& r, Step& make_shadow) {
  if (keeps_away(r))
    make_shadow.sql.push_back(
        fmt::format("ALTER TABLE {} SET (autovacuum_enabled = false)", r.names.shadow_sql()));
}

// Before the exchange, which may be held for days.
void let_autovacuum_in(const Rebuild& r) {
  if (!keeps_away(r)) return;
  auto& step = add(r, Phase::backfill, StepKind::ddl,
                   fmt::format("let autovacuum see to the shadow of {}", r.was.name),
                   "it was kept away from the copy, which it would have read and kept waiting");
  step.sql = {fmt::format("ALTER TABLE {} RESET (autovacuum_enabled)", r.names.shadow_sql())};
  step.transactional = true;
  step.lock = nobody(r.locked_shadow());
  step.lock.level = "SHARE UPDATE EXCLUSIVE";
}

}  // namespace migrate::postgres
