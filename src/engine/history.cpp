#include "engine/history.hpp"

#include <algorithm>
#include <utility>

namespace migrate {

History::History(Observer& shown, Session& session, const Lease& lease, Clock& clock,
                 std::string migration, std::string step)
    : PassingObserver(shown),
      session_(session),
      lease_(lease),
      clock_(clock),
      migration_(std::move(migration)),
      step_(std::move(step)),
      begun_(clock.monotonic()) {}

Millis History::since(std::chrono::steady_clock::time_point then) const {
  return std::chrono::duration_cast<Millis>(clock_.monotonic() - then);
}

// Close together at the beginning, so that a backfill of a minute has something to show. One that
// is over at once leaves none.
bool History::due(const Progress& progress) const {
  if (!tried_) return since(begun_) >= first_interval;
  return progress.finished ||
         since(*tried_) >= std::clamp(since(begun_) / 20, first_interval, interval) * stride_;
}

void History::progress(const Progress& progress) {
  PassingObserver::progress(progress);
  if (!begun_rows_) begun_rows_ = progress.rows_done;
  if (!due(progress)) return;
  tried_ = clock_.monotonic();
  try {
    write(progress);
  } catch (const db::DbError&) {
    // A lost connection shows at the next batch, which is what has to be done again; a lock that
    // somebody holds on this table is no reason to wait.
    session_.connection().rollback();
    kept_.reset();
  }
}

void History::write(const Progress& progress) {
  db::Transaction transaction(session_.connection());
  auto& store = session_.store();
  lease_.fence(store);
  if (!kept_) {
    const auto there = store.samples(migration_, step_, static_cast<int>(most));
    kept_ = static_cast<std::int64_t>(there.size());
    newest_ = there.empty() ? 0 : there.back().number;
    // As many times as they were thinned, the numbers of those left are multiples of two.
    while (*kept_ > 0 && newest_ / (stride_ * 2) >= *kept_) stride_ *= 2;
    newest_ -= newest_ % stride_;
  }
  if (*kept_ >= most) {
    stride_ *= 2;
    store.thin_samples(migration_, step_, stride_);
    kept_ = *kept_ / 2;
    newest_ -= newest_ % stride_;
  }
  Sample sample;
  sample.number = newest_ + stride_;
  sample.run = lease_.token();
  sample.run_time = since(begun_);
  sample.run_rows = *begun_rows_;
  sample.rows = progress.rows_done;
  sample.batches = progress.batches;
  sample.batch_rows = progress.batch_rows;
  sample.batch_took = progress.batch_took;
  sample.target = progress.batch_target;
  sample.lag = progress.lag;
  sample.waiting = progress.waiting;
  store.add_sample(migration_, step_, sample);
  transaction.commit();
  newest_ = sample.number;
  ++*kept_;
}

}  // namespace migrate
