#include "dialects/postgres/batches.hpp"

#include <fmt/format.h>

#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/triggers/set_to_itself.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Source = BatchParam::Source;

// A prepared statement is planned without its values: a table that is read whole for each batch
// must not be the answer.
constexpr auto use_the_range = "SET LOCAL enable_seqscan = off";
// The same for a statement that reads other tables too, which may be right to read one of them
// whole.
constexpr auto plan_for_the_range = "SET LOCAL plan_cache_mode = force_custom_plan";
// A crash of the server may take the last batches back, each together with its checkpoint, so that
// the next run fills them again; the record that ends the step is committed in full, after all of
// them.
constexpr auto do_not_wait_for_disk = "SET LOCAL synchronous_commit = off";
// How many blocks a walk is over: what was just filled has more of them than the statistics know.
constexpr auto blocks_at_end = "($2::bigint + 1)";
// Numbers in a key for each row, at most, for a batch to be told by them: so much it may be told
// too large.
constexpr double numbers_per_row = 1.1;

std::vector<BatchParam> params_of(std::size_t parts, std::initializer_list<Source> sources,
                                  bool offset) {
  std::vector<BatchParam> params;
  for (auto source : sources)
    for (std::size_t i = 0; i < parts; ++i) params.push_back({source, static_cast<int>(i)});
  if (offset) params.push_back({Source::offset, 0});
  return params;
}

}  // namespace

Walk::Walk(const Schema& schema, const Table& table, const Location& at)
    : table_(qualified(schema.name, table.name)),
      name_(table.name),
      regclass_(quote_literal(table_) + "::regclass"),
      rows_(table.estimated_rows) {
  auto kind = table.extra.find("kind");
  partitioned_ = kind != table.extra.end() && kind->second == "p";
  // A child's blocks have numbers of their own, of which a parent's end says nothing.
  reads_by_blocks_ = schema.version_number >= 140000 && rows_ >= large_table && !partitioned_ &&
                     !table.extra.count("has_children");
  if (rows_ >= large_table) set_to_themselves_ = columns_to_set_to_themselves(schema, table);
  if (auto* key = table.walking_key()) {
    for (auto& part : key->parts) {
      names_.push_back(quote_name(part.column));
      types_.push_back(table.column(part.column)->type);
    }
    return;
  }
  if (schema.version_number < 140000)
    unsupported(
        at,
        fmt::format("table \"{}\" has neither a primary key nor a unique index over NOT NULL "
                    "columns; PostgreSQL {} cannot walk it in batches (14 and later walk it "
                    "by block)",
                    table.name, schema.version),
        "give it a primary key first");
  by_blocks_ = reads_by_blocks_ = true;
}

void Walk::go_by_numbers(db::Connection* live) {
  if (!live || by_blocks_ || names_.size() != 1 || rows_ < large_table) return;
  if (types_[0] != "smallint" && types_[0] != "integer" && types_[0] != "bigint") return;
  // It may be of a migration that waits for another one, and not be there yet.
  if (live->query("SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = to_regclass($1::text) "
                  "AND attname = $2::text AND atttypid IN ('int2'::regtype, 'int4'::regtype, "
                  "'int8'::regtype)",
                  {db::Value::of(table_), db::Value::of(base().key[0])})
          .rows.empty())
    return;
  auto rows =
      live->query(fmt::format("SELECT (max({0})::numeric - min({0}) + 1) / {1} <= {2} FROM {3}",
                              names_[0], rows_, numbers_per_row, table_))
          .rows;
  by_numbers_ = rows[0][0].text == "1";
}

std::string Walk::range_of_blocks(const std::string& prefix) {
  return fmt::format(
      "{0}ctid >= ('(' || $1::bigint::text || ',0)')::tid AND {0}ctid < ('(' || "
      "($2::bigint + 1)::text || ',0)')::tid",
      prefix);
}

std::string Walk::range(const std::string& prefix) const {
  if (by_blocks_) return range_of_blocks(prefix);
  std::vector<std::string> columns;
  for (auto& name : names_) columns.push_back(prefix + name);
  return range_of(columns);
}

std::string Walk::range_of(const std::vector<std::string>& columns) const {
  std::vector<std::string> low, high;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    low.push_back(fmt::format("${}::{}", i + 1, types_[i]));
    high.push_back(fmt::format("${}::{}", i + 1 + names_.size(), types_[i]));
  }
  auto row = [](const std::vector<std::string>& parts) {
    return parts.size() == 1 ? parts[0] : "(" + join(parts, ", ") + ")";
  };
  auto sql = fmt::format("{0} >= {1} AND {0} <= {2}", row(columns), row(low), row(high));
  // Follows from the above; the planner sees a range only in a pair of plain comparisons, and takes
  // two row comparisons for a quarter of the table.
  if (columns.size() > 1)
    sql += fmt::format(" AND {0} >= {1} AND {0} <= {2}", columns[0], low[0], high[0]);
  return sql;
}

Batch Walk::blocks(const std::string& blocks_now) const {
  Batch batch;
  batch.table = name_;
  batch.estimated_rows = rows_;
  // Blocks that are added later hold rows that were written under the triggers.
  batch.key = {"ctid"};
  batch.by_blocks = true;
  batch.start.sql = "SELECT 0::bigint AS block";
  auto size =
      partitioned_
          ? fmt::format(
                "(SELECT max(pg_relation_size(relid)) FROM pg_partition_tree({}) WHERE isleaf)",
                regclass_)
          : fmt::format("pg_relation_size({})", regclass_);
  batch.end.sql = fmt::format(
      "SELECT greatest(coalesce({}, 0) / current_setting('block_size')::bigint - 1, 0) AS block",
      size);
  // As many blocks as hold about the wanted rows, by the planner's statistics; a range of them is
  // one of each partition that is as long.
  const auto rows_of_a_block =
      fmt::format("coalesce(nullif(greatest(reltuples, 0), 0) / nullif({}, 0), 50)", blocks_now);
  const auto [density, source] =
      partitioned_
          ? std::pair("coalesce(sum(" + rows_of_a_block + "), 0)",
                      fmt::format("pg_class WHERE oid IN (SELECT relid FROM pg_partition_tree({}) "
                                  "WHERE isleaf) AND pg_relation_size(oid) > $1::bigint * "
                                  "current_setting('block_size')::bigint",
                                  regclass_))
          : std::pair(rows_of_a_block, fmt::format("pg_class WHERE oid = {}", regclass_));
  batch.bounds.sql = fmt::format(
      "SELECT b AS block FROM (SELECT $1::bigint + greatest(ceil(($3::bigint + 1) / greatest({}, "
      "1)), 1)::bigint AS next FROM {}) AS s, unnest(ARRAY[next - 1, next]) AS b WHERE b <= "
      "$2::bigint ORDER BY b",
      density, source);
  batch.bounds.params = params_of(1, {Source::from, Source::end}, true);
  return batch;
}

Batch Walk::base() const {
  if (by_blocks_) return blocks("relpages");
  Batch batch;
  batch.table = name_;
  batch.estimated_rows = rows_;
  for (auto& name : names_) batch.key.push_back(name.substr(1, name.size() - 2));
  for (auto& name : batch.key) name = replace_all(name, "\"\"", "\"");
  auto list = join(names_, ", ");
  std::vector<std::string> down;
  for (auto& name : names_) down.push_back(name + " DESC");
  batch.start.sql = fmt::format("SELECT {0} FROM {1} ORDER BY {0} LIMIT 1", list, table_);
  batch.end.sql =
      fmt::format("SELECT {} FROM {} ORDER BY {} LIMIT 1", list, table_, join(down, ", "));
  batch.bounds.sql =
      fmt::format("SELECT {0} FROM {1} WHERE {2} ORDER BY {0} LIMIT 2 OFFSET ${3}::bigint", list,
                  table_, range(""), 2 * names_.size() + 1);
  // It ends where the next row begins, however far that is: what only another table has in between
  // belongs to it, too.
  if (by_numbers_) {
    batch.by_numbers = true;
    batch.bounds.sql = fmt::format(
        "SELECT b AS {0} FROM (SELECT (SELECT {0} FROM {1} WHERE {0} > least($1::{2}::numeric + "
        "$2::bigint, $3::{2})::{2} AND {0} <= $3::{2} ORDER BY {0} LIMIT 1) AS next) AS s, "
        "unnest(ARRAY[coalesce(next - 1, CASE WHEN $1::{2}::numeric + $2::bigint <= $3::{2} THEN "
        "$3::{2} END), next]) AS b WHERE b IS NOT NULL ORDER BY b",
        list, table_, types_[0]);
    batch.bounds.params = {{Source::from, 0}, {Source::offset, 0}, {Source::end, 0}};
    return batch;
  }
  batch.bounds.params = params_of(names_.size(), {Source::from, Source::end}, true);
  return batch;
}

Batch Walk::fill(const std::vector<Assignment>& set, const std::string& condition) const {
  std::vector<std::string> sets, kept;
  for (auto& one : set) sets.push_back(one.column + " = " + one.value);
  for (auto& column : set_to_themselves_)
    if (std::none_of(set.begin(), set.end(),
                     [&](auto& one) { return one.column == quote_name(column); }))
      kept.push_back(column);
  return update(join(sets, ", "), kept, condition);
}

Batch Walk::fill_as_written(const std::string& set, const std::string& condition) const {
  auto kept = set_to_themselves_;
  std::erase_if(kept, [&](auto& column) { return mentions(set, column); });
  return update(set, kept, condition);
}

Batch Walk::update(const std::string& set, const std::vector<std::string>& to_themselves,
                   const std::string& condition) const {
  auto batch = base();
  std::string kept;
  for (auto& column : to_themselves)
    kept += fmt::format("{0}{1} = {1}", kept.empty() ? ",\n  " : ", ", quote_name(column));
  if (!kept.empty())
    kept += " /* as they are: so their indexes grow instead of being searched for dead versions */";
  batch.work.sql = fmt::format("UPDATE {} SET {}{}\nWHERE {}\n  AND {}", table_, set, kept,
                               range(""), condition);
  batch.work.params = params_of(batch.key.size(), {Source::from, Source::to}, false);
  batch.before = {use_the_range, do_not_wait_for_disk};
  return batch;
}

// A key that was just filled leads to every row's old place and its new one, and both would be
// looked at, for the bounds too: by block each is read once, in the order of the disk. A row that
// is written meanwhile may move to where it is not looked at any more, but that is written under
// the triggers.
Batch Walk::verify(const std::string& condition) const {
  auto batch = reads_by_blocks_ ? blocks(by_blocks_ ? "relpages" : blocks_at_end) : base();
  batch.work.sql = fmt::format("SELECT {} FROM {}\nWHERE {}\n  AND {}\nLIMIT 5",
                               by_blocks_ ? "ctid" : join(names_, ", "), table_,
                               reads_by_blocks_ ? range_of_blocks("") : range(""), condition);
  batch.work.params = params_of(batch.key.size(), {Source::from, Source::to}, false);
  batch.before = {use_the_range};
  return batch;
}

Batch Walk::statement(const BatchStatement& statement) const {
  auto batch = base();
  batch.work.sql = with_bounds(statement, [&](const std::string& alias) {
    return range((alias.empty() ? quote_name(name_) : alias) + ".");
  });
  batch.work.params = params_of(batch.key.size(), {Source::from, Source::to}, false);
  batch.before = {plan_for_the_range, do_not_wait_for_disk};
  return batch;
}

Batch Walk::over_range(const std::string& sql) const {
  auto batch = base();
  batch.work.sql = replace_all(sql, "{{batch}}", "(" + range(quote_name(name_) + ".") + ")");
  batch.work.params = params_of(batch.key.size(), {Source::from, Source::to}, false);
  return batch;
}

Batch Walk::copy(const std::string& sql) const {
  auto batch = over_range(sql);
  batch.once = true;
  batch.before = {use_the_range, do_not_wait_for_disk};
  return batch;
}

Batch Walk::compare(const std::string& sql, const std::vector<std::string>& there,
                    const std::vector<std::string>& logged, const std::string& other_table) const {
  auto batch = over_range(replace_all(replace_all(sql, "{{there}}", "(" + range_of(there) + ")"),
                                      "{{logged}}", "(" + range_of(logged) + ")"));
  batch.before = {use_the_range, do_not_wait_for_disk};
  // A row that only the other table has may lie outside of this one's.
  std::vector<std::string> as;
  for (std::size_t i = 0; i < there.size(); ++i)
    as.push_back(fmt::format("{}::{} AS {}", there[i], types_[i], names_[i]));
  for (auto* end : {&batch.start, &batch.end}) {
    bool last = end == &batch.end;
    auto order = [&](const std::vector<std::string>& columns) {
      return last ? join(columns, " DESC, ") + " DESC" : join(columns, ", ");
    };
    end->sql = fmt::format(
        "SELECT {0} FROM ((SELECT {0} FROM {1} ORDER BY {2} LIMIT 1)\n  UNION ALL (SELECT {3} FROM "
        "{4} ORDER BY {5} LIMIT 1)) AS both_ends ORDER BY {2} LIMIT 1",
        join(names_, ", "), table_, order(names_), join(as, ", "), other_table, order(there));
  }
  if (!by_numbers_) batch.bounds.sql = bounds_in_both(there, join(as, ", "), other_table);
  return batch;
}

// ... or between two batches: the next one begins with the first row behind this one that either
// table has.
std::string Walk::bounds_in_both(const std::vector<std::string>& there, const std::string& as,
                                 const std::string& other_table) const {
  auto row = there.size() == 1 ? there[0] : "(" + join(there, ", ") + ")";
  return fmt::format(
      "WITH here AS (SELECT {0} FROM {1} WHERE {2} ORDER BY {0} LIMIT 2 OFFSET ${3}::bigint)\n"
      "SELECT {0} FROM (SELECT {0} FROM here\n"
      "  UNION (SELECT {4} FROM {5} WHERE {6} AND {7} > (SELECT {0} FROM here ORDER BY {0} LIMIT "
      "1) "
      "ORDER BY {8} LIMIT 1)) AS b ORDER BY {0} LIMIT 2",
      join(names_, ", "), table_, range(""), 2 * names_.size() + 1, as, other_table,
      range_of(there), row, join(there, ", "));
}

}  // namespace migrate::postgres
