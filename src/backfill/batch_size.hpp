// How many rows the next batch takes: aimed at a time, not at a number.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>

#include "migration/migration.hpp"

namespace migrate {

inline constexpr Millis default_batch_target{200};
// Of batches that take a few milliseconds the fractions count.
using ExactMillis = std::chrono::duration<double, std::milli>;

// Proportional control with bounded steps: the next size is the last one scaled by target / took,
// by no more than a factor of two either way, so that one slow batch (a checkpoint, a vacuum) does
// not make it swing. With a fixed number of rows it answers that number, or the cap.
class BatchSizer {
 public:
  // As many as parse_batch_size takes: who asks for a number gets it. What aims at a time stays far
  // below.
  static constexpr std::uint64_t no_cap = 10000000;

  explicit BatchSizer(const BatchSize& setting, std::uint64_t start = 1000,
                      Millis target = default_batch_target);
  std::uint64_t rows() const;
  void set(const BatchSize& setting);  // another one from now on
  // What a batch is to take now; nothing where its rows are fixed.
  std::optional<Millis> target() const;
  void start_with(std::uint64_t rows);  // what an earlier run had settled on
  // Only full batches teach: the last one of a table is small for another reason. With the rows
  // that it took, where they were settled before the batch that went before it had taught.
  void took(ExactMillis elapsed, bool full_batch, std::uint64_t rows);
  void took(ExactMillis elapsed, bool full_batch) { took(elapsed, full_batch, rows()); }
  void blocked();                // a lock was in the way: half as much next time
  void cap(std::uint64_t rows);  // from now on no more than this, a fixed number neither
  // A batch is to take no longer than this: it begins with few rows, whatever an earlier run had
  // settled on. Nothing: no such bound. A fixed number stays.
  void keep_within(std::optional<ExactMillis> longest);

 private:
  ExactMillis exact_target() const;
  void resize(double rows);
  std::uint64_t rows_, cap_ = no_cap;
  Millis usual_target_, target_;
  std::optional<std::uint64_t> fixed_;
  std::optional<ExactMillis> longest_;
};

// How long to keep away from the write lock behind a batch that held it for `took`, where those who
// wait ask again now and then. SQLite's own do so after 1, 2, 5, 10, 15, 20, 25 … 100 ms: the
// longer they have waited, the longer they sleep, and a pause shorter than that sleep they may
// miss.
Millis rest_after(Millis took);

}  // namespace migrate
