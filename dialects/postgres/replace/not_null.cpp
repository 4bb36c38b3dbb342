// NOT NULL of a column that another one replaces, on that one before the swap.
#include <fmt/format.h>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/replacement.hpp"

namespace migrate::postgres {

namespace {

bool is_native(const Replacement& r) {
  return r.p.schema.version_number >= 180000;
}

// NOT VALID.
void require_for_new_rows(Replacement& r, Phase phase, const std::string& why) {
  r.not_null_second = r.other("new", "not_null " + r.first.name);
  auto name = quote_name(r.not_null_second);
  auto& add = add_step(
      r.p.plan, phase, StepKind::ddl,
      fmt::format("require the second column of {}.{} for new rows", r.table.name, r.first.name));
  add.table = r.table.name;
  add.sql = {fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID", r.q, name,
                         is_native(r) ? "NOT NULL " + r.second_column()
                                      : fmt::format("CHECK ({} IS NOT NULL)", r.second_column()))};
  add.undo = {fmt::format("ALTER TABLE IF EXISTS {} DROP CONSTRAINT IF EXISTS {}", r.q, name)};
  add.transactional = true;
  add.strategy = Strategy::online;
  add.lock = Lock::access_exclusive(whole(r.table), "NOT VALID: no row is read");
  add.why = why;
}

}  // namespace

void add_not_null(Replacement& r, Phase phase) {
  auto& p = r.p;
  if (r.first.nullable) {
    auto& check = add_step(p.plan, phase, StepKind::check,
                           fmt::format("look for rows whose new {} is NULL", r.first.name));
    check.table = r.table.name;
    check.sql = {fmt::format("SELECT * FROM {} WHERE {} IS NULL LIMIT 5", r.q, r.second_column())};
    check.lock = Lock::reading(whole(r.table));
    check.lock.hold = p.scan();
    check.why = "the column becomes NOT NULL";
  }
  require_for_new_rows(r, phase,
                       "SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE");
  add_validation(r.p, phase, r.table, r.not_null_second,
                 fmt::format("prove that the second column of {}.{} holds no NULL", r.table.name,
                             r.first.name));
  if (is_native(r)) return;
  auto& tighten =
      add_step(p.plan, phase, StepKind::ddl,
               fmt::format("make the second column of {}.{} NOT NULL", r.table.name, r.first.name));
  tighten.table = r.table.name;
  tighten.sql = {
      fmt::format("ALTER TABLE {} ALTER COLUMN {} SET NOT NULL", r.q, r.second_column()),
      fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", r.q, quote_name(r.not_null_second))};
  tighten.transactional = true;
  tighten.strategy = Strategy::instant;
  tighten.lock = Lock::access_exclusive(whole(r.table), "the validated CHECK proves it: no scan");
}

void keep_unproven_not_null(Replacement& r, Phase phase) {
  if (!is_native(r) || !r.first.nullable || !r.first.extra.count("not_null")) return;
  require_for_new_rows(
      r, phase, "the column has it, NOT VALID: rows that are NULL stay, until somebody mends them");
}

}  // namespace migrate::postgres
