#include "engine/meter.hpp"

#include <algorithm>

namespace migrate {

namespace {

void show(Progress& progress, const Pace& pace) {
  progress.rows_per_second_now = pace.now();
  progress.rows_per_second_average = pace.average();
  progress.eta = pace.eta(progress.rows_estimated);
}

void show(Progress& progress, const Checkpoint& point) {
  progress.rows_done = point.rows;
  progress.batches = point.batches;
  progress.batch_rows = point.batch_rows;
  progress.finished = point.done;
}

}  // namespace

Meter::Meter(Clock& clock, const std::string& migration, const Step& step,
             std::optional<Millis> batch_target)
    : clock_(clock), begun_(clock.monotonic()) {
  progress.migration = migration;
  progress.step = step.title;
  progress.rows_estimated = step.batch->estimated_rows;
  progress.batch_target = batch_target;
}

void Meter::begin(const Checkpoint& point) {
  show(progress, point);
  progress.finished = false;
  measure();
}

void Meter::batch(const Checkpoint& point, Millis took) {
  show(progress, point);
  progress.batch_took = took;
  progress.waiting.clear();
  measure();
}

void Meter::measure() {
  pace_.add(std::chrono::duration_cast<Millis>(clock_.monotonic() - begun_), progress.rows_done);
  show(progress, pace_);
}

Progress progress_of(const Checkpoint& point, const std::vector<Sample>& samples,
                     std::uint64_t rows_estimated, bool running, std::optional<EpochMs> waits) {
  Progress progress;
  show(progress, point);
  progress.rows_estimated = rows_estimated;
  Pace pace;
  if (samples.empty()) {
    pace.add(Millis(0), 0);
    pace.add(Millis(point.updated_at - point.started_at), point.rows);
  } else {
    const Sample& last = samples.back();
    // Where claims differ in size the record tells about as many; what was seen to be done is done.
    progress.rows_done = std::max(progress.rows_done, last.rows);
    progress.batch_took = last.batch_took;
    progress.batch_target = last.target;
    progress.lag = last.lag;
    if (running) progress.waiting = last.waiting;
    pace.add(Millis(0), last.run_rows);
    for (const Sample& sample : samples)
      if (sample.run == last.run) pace.add(sample.run_time, sample.rows);
    const auto since = [&](EpochMs at) {
      return last.run_time + Millis(std::max<EpochMs>(0, at - last.at));
    };
    if (point.rows >= last.rows) pace.add(since(point.updated_at), point.rows);
    // The samples of a long step come seldom.
    if (waits) pace.add(since(*waits), progress.rows_done);
  }
  show(progress, pace);
  if (!running) {
    progress.rows_per_second_now = 0;
    progress.eta.reset();
  }
  return progress;
}

}  // namespace migrate
