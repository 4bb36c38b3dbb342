// Walking a table in ranges: by its key, or by blocks where it has none, and to compare a large one
// (PostgreSQL 14 and later).
#pragma once
#include <string>
#include <vector>

#include "dialects/connection.hpp"
#include "migration/batch_statement.hpp"
#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate::postgres {

// What an UPDATE sets: a column's name as SQL, and the expression it gets.
struct Assignment {
  std::string column, value;
};

// From so many rows on, by the server's statistics, what costs a step more is spared the table.
constexpr std::uint64_t large_table = 100000;

class Walk {
 public:
  // Refuses (MIG-PLAN-UNSUPPORTED) a table without a key on PostgreSQL 13.
  Walk(const Schema& schema, const Table& table, const Location& at);

  // From here on a batch of a large table ends where its key says, if that is a number and hardly
  // any is missing: rows are not counted to find out. A batch has no more rows than were asked for.
  // `live`: where the keys are looked at; may be null.
  void go_by_numbers(db::Connection* live);

  // UPDATE … SET `set` for the rows in range where `condition`.
  Batch fill(const std::vector<Assignment>& set, const std::string& condition) const;
  // The same, of which the user wrote `set`: any column that it mentions may be one that it sets.
  Batch fill_as_written(const std::string& set, const std::string& condition) const;
  // The keys, at most 5, of the rows in range where `condition`.
  Batch verify(const std::string& condition) const;
  // The user's statement, with {{batch}} replaced by the range.
  Batch statement(const BatchStatement& statement) const;
  // A statement that copies the rows in range ({{batch}}, over the table by its own name), and one
  // that compares them with another table's, whose columns in the place of the key are `there`:
  // {{there}} is its range; {{logged}} that of a log, where they are `logged`.
  Batch copy(const std::string& sql) const;
  Batch compare(const std::string& sql, const std::vector<std::string>& there,
                const std::vector<std::string>& logged, const std::string& other_table) const;
  bool by_blocks() const { return by_blocks_; }

 private:
  Batch over_range(const std::string& sql) const;
  Batch update(const std::string& set, const std::vector<std::string>& to_themselves,
               const std::string& condition) const;
  Batch base() const;
  std::string bounds_in_both(const std::vector<std::string>& there, const std::string& as,
                             const std::string& other_table) const;
  Batch blocks(const std::string& blocks_now) const;  // an expression: how many there are
  static std::string range_of_blocks(const std::string& prefix);
  std::string range(const std::string& prefix) const;
  std::string range_of(const std::vector<std::string>& columns) const;

  std::string table_, name_, regclass_;
  std::vector<std::string> names_, types_, set_to_themselves_;
  std::uint64_t rows_ = 0;
  bool by_blocks_ = false, reads_by_blocks_ = false, partitioned_ = false, by_numbers_ = false;
};

}  // namespace migrate::postgres
