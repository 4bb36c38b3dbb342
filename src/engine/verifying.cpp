// verify: the comparisons of backfill and contract once more, by themselves and as gently.
#include <set>

#include "backfill/batch.hpp"
#include "backfill/batch_size.hpp"
#include "engine/impl.hpp"
#include "engine/meter.hpp"
#include "engine/pause.hpp"

namespace migrate {

namespace {

constexpr std::size_t most_differences = 20;

class Verifier {
 public:
  Verifier(Session& session, const Config& config, Observer& observer, Clock& clock)
      : session_(session), config_(config), observer_(observer), clock_(clock) {}

  VerifyFinding walk(const std::string& id, const Step& step, const BatchTuning& tuning) {
    VerifyFinding finding{id, step.title, 0, {}};
    const auto& batch = *step.batch;
    const auto limits = walk_limits(session_.connection(), batch);
    if (!limits) return finding;
    const auto target = session_.dialect().capabilities().batch_target;
    BatchSizer sizer(tuning.size, static_cast<std::uint64_t>(1000 * target / default_batch_target),
                     target);
    Pause pause(id, step, config_.throttle, session_, observer_, clock_, pauses_);
    Meter meter(clock_, id, step, sizer.target());
    pause.measure_by([&] { meter.measure(); });
    Checkpoint point;
    point.from = limits->first;
    point.end = limits->second;
    meter.begin(point);
    const auto started = clock_.monotonic();
    observer_.step_started(id, step, false);
    while (!point.done) {
      pause.while_throttled(meter.progress);
      obey(pause.throttle(), tuning, sizer);
      const auto begun = clock_.monotonic();
      point.batch_rows = sizer.rows();
      const auto before = point.rows;
      compare(batch, point, finding);
      const ExactMillis took = clock_.monotonic() - begun;
      sizer.took(took, !point.done, point.batch_rows);
      meter.batch(point, std::chrono::round<Millis>(took));
      observer_.progress(meter.progress);
      if (!point.done) pause.rest(meter.progress, point.rows - before, begun, Millis(0), took);
    }
    finding.rows_compared = point.rows;
    observer_.step_finished(id, step, false, false,
                            std::chrono::duration_cast<Millis>(clock_.monotonic() - started));
    return finding;
  }

 private:
  static void obey(const Throttle& throttle, const BatchTuning& tuning, BatchSizer& sizer) {
    sizer.set(throttle.ordered().batch.value_or(tuning.size));
    const auto limit = throttle.rows_per_second();
    sizer.cap(limit && *limit > 0 ? *limit : BatchSizer::no_cap);
    sizer.keep_within(throttle.longest_batch());
  }

  void compare(const Batch& batch, Checkpoint& point, VerifyFinding& finding) {
    auto& connection = session_.connection();
    const auto range = find_range(connection, batch, point.from, point.end, point.batch_rows);
    // Where a batch sets something for its transaction, it needs one.
    std::optional<db::Transaction> own;
    if (!batch.before.empty()) own.emplace(connection);
    const auto result = work_on(connection, batch, range, point.end);
    if (own) own->commit();
    for (auto& row : result.rows)
      if (finding.differences.size() < most_differences)
        finding.differences.push_back(describe_row(result.columns, row));
    point.batches += 1;
    point.done = !range.next;
    point.rows += range.next ? point.batch_rows
                             : count_last(connection, batch, range, point.end, point.batch_rows);
    if (range.next) point.from = *range.next;
  }

  Session& session_;
  const Config& config_;
  Observer& observer_;
  Clock& clock_;
  Pause::Kept pauses_;
};

}  // namespace

std::vector<VerifyFinding> Engine::verify(const std::vector<Migration>& files,
                                          const Selection& selection) {
  auto records = impl_->store().migrations();
  auto& parts = impl_->parts;
  Verifier verifier(impl_->session, parts.config, impl_->outside, parts.clock);
  std::vector<VerifyFinding> findings;
  for (auto& file : impl_->select(files, selection)) {
    auto stage = migrate::stage_of(records, file.id);
    // Before backfill has ended old and new differ by design; named, it is looked at all the same.
    const bool hidden = stage == Stage::quarantined;
    const auto known = find_record(records, file.id);
    const bool has_ended = known && known->backfilled_at != 0;
    if (stage != Stage::backfilled && !hidden && (selection.named.empty() || !in_flight(stage)))
      continue;
    std::set<std::string> seen;  // contract repeats the comparison that backfill makes
    for (auto& record : impl_->store().steps(file.id)) {
      auto& step = record.step;
      // What is hidden has other names.
      const bool second_part = step.quarantine_ms > 0 && !step.hides;
      if (second_part != hidden && !(hidden && step.expect)) continue;
      if (step.only_in_phase && has_ended) continue;
      if (only_walks(step.kind) && seen.insert(step.batch->work.sql).second)
        findings.push_back(verifier.walk(file.id, step, impl_->tuning(file)));
      if (step.kind == StepKind::check && step.expect)
        findings.push_back(
            {file.id, step.title, 0, check_findings(impl_->session.connection(), step)});
    }
  }
  return findings;
}

}  // namespace migrate
