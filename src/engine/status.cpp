// status: what stands in the record, and what is counted here and now.
#include <algorithm>

#include "engine/impl.hpp"
#include "engine/log_applier.hpp"
#include "engine/meter.hpp"
#include "util/error.hpp"

namespace migrate {

bool StatusReport::anything_due() const {
  return std::any_of(migrations.begin(), migrations.end(), [](auto& m) {
    // What was begun is unfinished, wherever its file is.
    return m.stage != Stage::contracted && m.stage != Stage::baselined &&
           (!m.file_missing || in_flight(m.stage));
  });
}

namespace {

// What the runner's own meter needs of them: it looks back at no more.
constexpr int recent_samples = 200;
constexpr int all_samples = 4000;
// Who has recorded nothing for longer is not at work, whatever the lease says.
constexpr EpochMs silent_after = 30000;
// Of a pause a sample is kept now and then, of a step of days every few minutes.
constexpr EpochMs silent_in_pause_after = 600000;

void read_progress(Store& store, const Step& step, const StatusReport& report, Overview& line) {
  line.checkpoint = store.checkpoint(line.id, step.id);
  if (!line.checkpoint) return;
  // Claims may have come since, or gone with their batches: either way it is no more than is done.
  line.checkpoint = without_claims(*line.checkpoint, store.claims(line.id, step.id));
  auto samples = store.samples(line.id, step.id, recent_samples);
  auto last = line.checkpoint->updated_at;
  if (!samples.empty()) last = std::max(last, samples.back().at);
  const auto now = store.now();
  // Whoever waits records nothing but why, and now and then a sample, of a long step seldom.
  const bool waits = !report.waiting.empty() && !samples.empty() &&
                     samples.back().run == report.lease.token && now - last < silent_in_pause_after;
  const bool running = !report.lease.released && (waits || now - last < silent_after);
  line.progress = progress_of(*line.checkpoint, samples, step.batch->estimated_rows, running,
                              waits ? std::optional(now) : std::nullopt);
  line.progress->migration = line.id;
  line.progress->step = step.title;
}

// Counted here and now: the log is a table, and what its runner does with it leaves no record.
void read_backlog(db::Connection& connection, const Step& step, Overview& line) {
  Progress progress;
  progress.migration = line.id;
  progress.step = step.title;
  try {
    progress.backlog = waiting(connection, *step.log);
  } catch (const db::DbError& error) {
    // This account may not read it, or it went just now.
    if (error.failure() == db::Failure::connection_lost) throw;
    return;
  }
  line.progress = std::move(progress);
}

}  // namespace

StatusReport Engine::status(const std::vector<Migration>& files, bool with_history) {
  auto& store = impl_->store();
  StatusReport report;
  report.server = server();
  report.url = impl_->session.url().redacted();
  report.lease = store.lease();
  if (!report.lease.released) {
    report.waiting = store.waiting();
    report.readings = store.readings();
  }
  report.orders = store.orders();
  auto records = store.migrations();
  auto own = impl_->mine(files);

  std::set<std::string> ids;
  for (auto& file : own) ids.insert(file.id);
  for (auto& record : records) ids.insert(record.id);
  for (auto& id : ids) {
    Overview line;
    line.id = id;
    auto file = std::find_if(own.begin(), own.end(), [&](auto& f) { return f.id == id; });
    line.file_missing = file == own.end();
    if (!line.file_missing) line.description = file->description;
    if (auto record = find_record(records, id)) {
      line.record = *record;
      line.stage = record->stage;
      if (line.file_missing) line.description = record->description;
      line.file_edited = !line.file_missing && record->stage != Stage::rolled_back &&
                         file->was_edited(record->checksum, record->checksum_version);
      std::vector<StepRecord> steps;
      try {
        steps = store.steps(id);
      } catch (const Error& e) {
        // Of one that a newer version has recorded the others can still be told.
        if (e.report().code != "MIG-STATE-NEWER") throw;
        line.last_error = e.report().what;
        report.migrations.push_back(std::move(line));
        continue;
      }
      for (auto& step : steps) {
        ++line.steps_total;
        if (with_history && step.step.batch && line.current_step.empty())
          if (auto samples = store.samples(id, step.step.id, all_samples); !samples.empty()) {
            if (step.status == StepStatus::running) line.history.clear();
            line.history.push_back({step.step.title, std::move(samples)});
          }
        if (step.status == StepStatus::done) {
          ++line.steps_done;
          continue;
        }
        if (!line.current_step.empty()) continue;
        line.current_step = step.step.title;
        line.last_error = step.error;
        if (step.step.batch) read_progress(store, step.step, report, line);
        if (step.step.log && in_flight(line.stage))
          read_backlog(impl_->session.connection(), step.step, line);
      }
      if (is_filled(line.stage) && !line.file_missing)
        line.gate = impl_->verdict(*file, *record, Asking::in_short);
    }
    report.migrations.push_back(std::move(line));
  }
  return report;
}

}  // namespace migrate
