// Where a batched step stands and how fast it goes, for whoever watches. Private to src/engine.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "backfill/pace.hpp"
#include "engine/observer.hpp"
#include "state/records.hpp"
#include "util/clock.hpp"

namespace migrate {

class Meter {
 public:
  Meter(Clock& clock, const std::string& migration, const Step& step,
        std::optional<Millis> batch_target);

  // Where this attempt begins: nothing was done yet, or an earlier one's work is.
  void begin(const Checkpoint& point);
  void batch(const Checkpoint& point, Millis took);
  // As of now, while nothing is done.
  void measure();

  Progress progress;

 private:
  Clock& clock_;
  std::chrono::steady_clock::time_point begun_;
  Pace pace_;
};

// The same as this run's meter shows, told from the record by whoever looks from elsewhere.
// `samples`: the newest ones. `running`: somebody works on it now; else there is no rate of now,
// and nobody knows when it ends. `waits`: that somebody waits, at this moment.
Progress progress_of(const Checkpoint& point, const std::vector<Sample>& samples,
                     std::uint64_t rows_estimated, bool running, std::optional<EpochMs> waits = {});

}  // namespace migrate
