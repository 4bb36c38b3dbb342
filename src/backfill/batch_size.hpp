// How many rows the next batch takes: aimed at a time, not at a number.
#pragma once
#include <cstdint>
#include <optional>

#include "migration/migration.hpp"

namespace migrate {

inline constexpr Millis default_batch_target{200};

// Proportional control with bounded steps: the next size is the last one scaled by target / took,
// by no more than a factor of two either way, so that one slow batch (a checkpoint, a vacuum) does
// not make it swing. With a fixed number of rows it answers that number, or the cap.
class BatchSizer {
 public:
  explicit BatchSizer(const BatchSize& setting, std::uint64_t start = 1000,
                      Millis target = default_batch_target);
  std::uint64_t rows() const;
  void set(const BatchSize& setting);  // another one from now on
  // What a batch is to take now; nothing where its rows are fixed.
  std::optional<Millis> target() const;
  void start_with(std::uint64_t rows);  // what an earlier run had settled on
  // Only full batches teach: the last one of a table is small for another reason. With the rows
  // that it took, where they were settled before the batch that went before it had taught.
  void took(Millis elapsed, bool full_batch, std::uint64_t rows);
  void took(Millis elapsed, bool full_batch) { took(elapsed, full_batch, rows()); }
  void blocked();                // a lock was in the way: half as much next time
  void cap(std::uint64_t rows);  // from now on no more than this, a fixed number neither
  // A share of the target time, from now on; a fixed number stays.
  void scale(double share);

 private:
  double target_ms() const;
  void resize(double rows);
  std::uint64_t rows_, cap_ = 100000;
  Millis usual_target_, target_;
  std::optional<std::uint64_t> fixed_;
  double share_ = 1;
};

// How long to keep away from the write lock behind a batch that held it for `took`, where those who
// wait ask again now and then. SQLite's own do so after 1, 2, 5, 10, 15, 20, 25 … 100 ms: the
// longer they have waited, the longer they sleep, and a pause shorter than that sleep they may
// miss.
Millis rest_after(Millis took);

}  // namespace migrate
