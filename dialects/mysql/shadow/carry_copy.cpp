// What is read and written of a whole table: the copy, and the comparison.
#include <fmt/format.h>

#include "dialects/mysql/batch_sql.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/carry_sql.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

Batch copy_batch(const Carry& c, const Location& at) {
  auto batch = walk(c.from, at, c.by_numbers);
  auto range = in_range(c.from, batch.work.params);
  batch.once = true;
  batch.work.sql =
      insert_from(c, fmt::format("{}{} WHERE {}", quote(c.from.name), walk_hint(c.from), range));
  return batch;
}

// By way of the work table, as where the log is applied: a DELETE that looks into the log itself
// would wait for each of the application's open transactions.
std::vector<std::string> clear_changed(const Carry& c) {
  auto work = quote(c.work), target = quote(c.to.name);
  return {
      fmt::format("INSERT INTO {} (migrate_id, {}) SELECT migrate_log.migrate_id, {} FROM {} AS "
                  "migrate_log STRAIGHT_JOIN {} AS migrate_now ON {} ORDER BY "
                  "migrate_log.migrate_id LIMIT 10000",
                  work, key_names(c), key_names(c, "migrate_log."), quote(c.log), target,
                  to_key(c, "migrate_now.", "migrate_log.%name")),
      unchecked(c, "DELETE",
                fmt::format("migrate_now FROM {} AS migrate_work STRAIGHT_JOIN {} AS migrate_now "
                            "ON {}",
                            work, target, to_key(c, "migrate_now.", "migrate_work.%name"))),
      "DELETE FROM " + work};
}

Batch note_differing(const Carry& c, const Location& at) {
  auto batch = walk(c.from, at, c.by_numbers);
  batch.notes = true;
  auto rows = beside_in_range(c, batch.work.params);
  batch.work.sql = fmt::format("INSERT{} INTO {} ({}) SELECT {} FROM {}", range_hint(c),
                               quote(c.log), key_names(c), was_keys(c), rows);
  return batch;
}

Batch differing(const Carry& c, const Location& at) {
  auto batch = walk(c.from, at, c.by_numbers);
  auto rows = beside_in_range(c, batch.work.params);
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < c.key.size(); ++i)
    keys.push_back(
        fmt::format("migrate_was.migrate_key_{} AS {}", i + 1, quote(c.key[i].first.name)));
  batch.work.sql =
      fmt::format("SELECT{} {} FROM {} LIMIT 5", range_hint(c), join(keys, ", "), rows);
  return batch;
}

namespace {

// Rows of `to` that `from` has not, out of a range of `to`.
std::string only_there(const Carry& c, const std::string& range, std::vector<std::string>& found) {
  std::vector<std::string> keys, equal;
  for (std::size_t i = 0; i < c.key.size(); ++i) {
    auto& [from, to] = c.key[i];
    keys.push_back(fmt::format("{} AS migrate_key_{}", quote(to.name), i + 1));
    found.push_back(fmt::format("migrate_now.migrate_key_{}", i + 1));
    auto name = "migrate_was." + quote(from.name);
    equal.push_back(name + " = " + as(from, to, found[i]));
    if (by_bytes(from, to)) equal.push_back(same_bytes(from, name, found[i]));
  }
  return fmt::format(
      "(SELECT {} FROM {}{} WHERE {}) AS migrate_now LEFT JOIN {} AS migrate_was ON {} WHERE "
      "{}",
      join(keys, ", "), quote(c.to.name), walk_hint(c.to), range, quote(c.from.name),
      join(equal, " AND "), is_missing(c.key[0].first, "migrate_was."));
}

}  // namespace

// Every row of `from` has its place in `to` by then: as many rows here as there mean no others.
Batch note_extra(const Carry& c) {
  Batch batch;
  batch.table = c.to.name;
  batch.key = {"all of it"};
  batch.notes = true;
  batch.start.sql = batch.end.sql = "SELECT 1";
  batch.bounds.sql = "SELECT 1 LIMIT 0";
  std::vector<std::string> found;
  auto rows = only_there(c, "1 = 1", found);
  batch.work.sql = fmt::format(
      "INSERT INTO {} ({}) SELECT {} FROM {} AND (SELECT COUNT(*) FROM {}) <> (SELECT COUNT(*) "
      "FROM {})",
      quote(c.log), key_names(c), join(found, ", "), rows, quote(c.from.name), quote(c.to.name));
  return batch;
}

Batch extra(const Carry& c, const Location& at) {
  auto batch = walk(c.to, at);
  auto range = in_range(c.to, batch.work.params);
  std::vector<std::string> found, shown;
  auto rows = only_there(c, range, found);
  for (std::size_t i = 0; i < c.key.size(); ++i)
    shown.push_back(found[i] + " AS " + quote(c.key[i].first.name));
  batch.work.sql = fmt::format("SELECT {} FROM {} LIMIT 5", join(shown, ", "), rows);
  return batch;
}

}  // namespace migrate::mysql
