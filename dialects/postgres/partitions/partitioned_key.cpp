#include <fmt/format.h>

#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/partitions/partitioned_index.hpp"
#include "dialects/postgres/partitions/partitioned_key.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/preconditions.hpp"

namespace migrate::postgres {

namespace {

Together both_sides(const Planning& p, const std::string& table_sql, const PartitionedKey& key) {
  auto known = key_to(key.referred.name, !key.referred.below.empty());
  return with_referred(p, table_sql, {known}, "SHARE ROW EXCLUSIVE");
}

void add_to_partition(Planning& p, Phase phase, const Table& partition, const PartitionedKey& key,
                      const std::string& what) {
  auto q = p.q(partition.name);
  auto both = LockedObjects(whole(partition)).with(key.referred);
  auto& step = add_step(p.plan, phase, StepKind::ddl,
                        fmt::format("{} on partition {}, for new rows", what, partition.name));
  step.table = partition.name;
  step.sql = {fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID", q, quote_name(key.name),
                          key.definition)};
  step.undo = {fmt::format("ALTER TABLE IF EXISTS {} DROP CONSTRAINT IF EXISTS {}", q,
                           quote_name(key.name))};
  auto locks = both_sides(p, q, key);
  lock_first(step, locks);
  lock_first_in_undo(step, locks);
  step.transactional = true;
  step.strategy = Strategy::online;
  step.lock = Lock::share_row_exclusive(both);
  step.lock.hold = "milliseconds: no row is read";
  step.undo_lock = Lock::access_exclusive(both, "no row is read");
}

}  // namespace

bool needs_key_on_partitions(const Planning& p, const Table& table) {
  return is_partitioned(table) && p.schema.version_number < 180000;
}

void add_key_on_partitions(Planning& p, Phase phase, const Table& table, const PartitionedKey& key,
                           const std::string& what) {
  std::vector<const Table*> leaves;
  for (auto* partition : all_partitions_of(p, table))
    if (!is_partitioned(*partition)) leaves.push_back(partition);
  for (auto* leaf : leaves) add_to_partition(p, phase, *leaf, key, what);
  for (auto* leaf : leaves)
    add_validation(p, phase, *leaf, key.name,
                   fmt::format("prove foreign key {} on partition {}", key.name, leaf->name));
  adopt_keys_of_partitions(p, phase, whole(table), key, what);
}

Step& adopt_keys_of_partitions(Planning& p, Phase phase, const LockedObject& table,
                               const PartitionedKey& key, const std::string& what) {
  auto q = p.q(table.name);
  auto& adopt =
      add_step(p.plan, phase, StepKind::ddl,
               fmt::format("{}: table {} takes over what its partitions have", what, table.name));
  adopt.table = table.name;
  // What the partitions' keys had on the other table goes, which takes ACCESS EXCLUSIVE: asked for
  // first, so that it is no upgrade in the middle.
  Together both{.tables = {q, key.referred_sql}, .partitioned = {q}};
  if (!key.referred.below.empty()) both.partitioned.push_back(key.referred_sql);
  auto locks = lock_in_either_order(both);
  adopt.sql = locks.gently;
  adopt.hold_from = static_cast<int>(adopt.sql.size());
  adopt.sql.push_back(locks.all);
  adopt.sql.push_back(
      fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", q, quote_name(key.name), key.definition));
  adopt.undo = {fmt::format("ALTER TABLE IF EXISTS {} DROP CONSTRAINT IF EXISTS {}", q,
                            quote_name(key.name))};
  lock_first_in_undo(adopt, both_sides(p, q, key));
  adopt.transactional = true;
  adopt.budget_ms = hold_budget;
  adopt.strategy = Strategy::online;
  auto objects = LockedObjects(table).with(key.referred);
  adopt.lock =
      Lock::access_exclusive(objects, "the partitions' keys are validated: no row is read");
  adopt.undo_lock = Lock::access_exclusive(objects, "no row is read");
  adopt.why = "before 18 a partitioned table takes no foreign key NOT VALID";
  p.note(
      fmt::format("a partition of {} that is made or attached while {} runs is read under the "
                  "lock when the table takes foreign key {} over; where that takes too long it "
                  "is taken back",
                  table.name, name_of(phase), key.name));
  return adopt;
}

void require_key_at_contract(Planning& p, const Table& table, const Rule& rule) {
  auto from = p.plan.steps.size();
  auto named = fmt::format("CONSTRAINT {} ", quote_name(rule.name));
  add_key_on_partitions(
      p, Phase::contract, table,
      {rule.name, rule.definition.substr(named.size()), p.referred(rule.parent), p.q(rule.parent)},
      fmt::format("require constraint {}", rule.name));
  for (auto step = p.plan.steps.begin() + static_cast<std::ptrdiff_t>(from);
       step != p.plan.steps.end(); ++step) {
    step->undo.clear();
    step->undo_lock.reset();
  }
}

void require_key_not_valid(const Planning& p, const Table& table) {
  if (needs_key_on_partitions(p, table))
    unsupported(p.at(),
                fmt::format("table \"{}\" is partitioned: before PostgreSQL 18 a foreign key of it "
                            "cannot be added NOT VALID",
                            table.name),
                "add it with create_constraint, without `up`, once the rows keep it");
}

}  // namespace migrate::postgres
