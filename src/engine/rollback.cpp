// The way back from any point before contract.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "engine/impl.hpp"
#include "util/error.hpp"

namespace migrate {

namespace {

// What is there to be undone, newest first; `ahead`: what has not run yet, and will have by then.
// Steps of contract that ran (its leading checks) changed nothing.
std::vector<Step> steps_to_undo(Store& store, const std::string& id,
                                const std::set<std::string>& ahead = {}) {
  std::vector<Step> steps;
  for (auto& record : store.steps(id))
    if ((record.step.phase != Phase::contract || record.step.hides) &&
        (record.status == StepStatus::done || record.status == StepStatus::running ||
         ahead.contains(record.step.id)))
      steps.push_back(record.step);
  std::reverse(steps.begin(), steps.end());
  return steps;
}

// Of an exchange that took place: what belongs to it and has not run yet, and its last log once
// more: what could not be carried back may fit by now, and an old entry may say nothing any more.
// `begun`: by an earlier run, which may have taken back a part of an exchange, unless that is one
// transaction.
std::vector<Step> rest_of_exchange(Store& store, const std::string& id, bool begun,
                                   const std::function<bool(const Step&)>& took_place) {
  std::vector<Step> rest;
  std::optional<StepRecord> exchange;  // what stands before the steps that complete it
  for (auto& record : store.steps(id)) {
    if (record.step.phase == Phase::contract) break;
    if (!record.step.completes_cutover) {
      exchange = record;
      continue;
    }
    // A transactional one has its record with it.
    bool unsure = exchange->status == StepStatus::running && !exchange->step.transactional;
    if (begun && !exchange->step.transactional) continue;
    if (exchange->status != StepStatus::done && !(unsure && took_place(exchange->step))) continue;
    if (unsure) {
      rest.push_back(exchange->step);
      exchange->status = StepStatus::done;
    }
    if (record.status != StepStatus::done || record.step.kind == StepKind::apply)
      rest.push_back(record.step);
  }
  return rest;
}

// `state`: of the database, where this run has changed something ahead of the question.
void refuse_loss(db::Connection& connection, const std::string& id, const std::vector<Step>& steps,
                 const std::string& state) {
  std::vector<std::string> losses;
  for (auto& step : steps) {
    if (step.loss.empty()) continue;
    db::Result result;
    try {
      result = connection.query(step.loss);
    } catch (const db::DbError& error) {
      // Begun but never made: there is nothing that could be lost.
      if (error.failure() == db::Failure::missing) continue;
      throw;
    }
    if (result.rows.empty() || result.rows[0][0].as_int() == 0) continue;
    auto& row = result.rows[0];
    // A second column names them.
    auto names = row.size() > 1 && !row[1].is_null() ? ": " + row[1].text : "";
    losses.push_back(fmt::format("{} ({} found{})", step.loss_what, row[0].text, names));
  }
  if (!losses.empty())
    throw Error(
        ExitCode::usage,
        {"MIG-ROLLBACK-LOSES-DATA",
         fmt::format("rolling {} back would drop what only new code has written", id), "", state,
         fmt::format("save it first, or `migrate rollback {} --discard-new-data`", id), losses});
}

bool is_users(const Step& step) {
  return step.kind == StepKind::sql || (step.batch && step.batch->users);
}

// Whether anything is sent to the database to undo it (StepRunner::transactional).
bool undo_changes(const Step& step, StepStatus status) {
  return !step.undo.empty() &&
         (!step.transactional || status == StepStatus::done || (step.batch && step.batch->users));
}

// The database refused the first undo, in a transaction: the migration is what it was before.
bool put_back(StepRunner& runner, const std::string& id, const Step& step, Stage stage,
              const std::string& why) {
  bool is_back = false;
  try {
    runner.fenced([&](Store& s) {
      const auto status = s.step_status(id, step.id);
      is_back = status != StepStatus::undone;
      if (!is_back) return;
      // Without the error: what is wrong is its undo.
      if (status == StepStatus::done) s.step_done(id, step.id);
      s.put_back_stage(id, stage);
      s.event(id, "not rolled back", why);
    });
  } catch (const std::exception&) {
    // The failure itself is what the person must see; the rollback is begun then.
    return false;
  }
  return is_back;
}

// `back`: the stage that it was put back to.
Error refused_undo(const Error& e, const std::string& id, const Step& step,
                   std::optional<Stage> back) {
  auto report = e.report();
  report.state =
      back ? fmt::format("nothing was undone: {} is {}, as before", id, name_of(*back))
           : fmt::format("a rollback of {} is begun: what came after {} is undone, it is not", id,
                         step.id);
  report.next =
      is_users(step)
          ? fmt::format(
                "mend the cause, or correct its `down` in the file and `migrate repair {0}`; "
                "then `migrate rollback {0}` again",
                id)
          : fmt::format("mend {}, then `migrate rollback {}` again",
                        e.exit() == ExitCode::findings ? "what is named" : "the cause", id);
  return {e.exit(), report};
}

}  // namespace

std::string Engine::Impl::rollback_target(const std::optional<std::string>& word) {
  auto records = store().migrations();
  if (word) {
    std::vector<std::string> ids;
    for (auto& record : records) ids.push_back(record.id);
    return resolve_id(*word, ids);
  }
  for (auto at = records.rbegin(); at != records.rend(); ++at)
    if (in_flight(at->stage)) return at->id;
  refuse("MIG-ROLLBACK-NOTHING", "no migration is in flight: there is nothing to roll back",
         "`migrate status`");
}

bool Engine::Impl::find_way_back(const MigrationRecord& record, bool gone, bool unhide) {
  const auto& id = record.id;
  if (record.stage == Stage::baselined)
    refuse("MIG-ROLLBACK-CONTRACTED",
           fmt::format("{} was baselined: it did not run here, and nothing knows its way back", id),
           fmt::format("`migrate baseline --forget {}` where its effect is not there after all; "
                       "else write a new migration that goes the other way",
                       id));
  if (record.stage == Stage::contracted || gone)
    refuse("MIG-ROLLBACK-CONTRACTED",
           fmt::format("{} is {}: the old shape is gone", id, name_of(record.stage)),
           record.stage == Stage::contracting ? fmt::format("`migrate contract {}` finishes it", id)
                                              : "write a new migration that goes the other way");
  // Interrupted just before its first statement, or stopped by it: nothing is gone yet.
  const bool untouched = record.stage == Stage::contracting;
  const bool out_of_sight = record.stage == Stage::hiding || record.stage == Stage::quarantined ||
                            record.stage == Stage::unhiding ||
                            (untouched && waits_in_quarantine(id));
  if (unhide && !out_of_sight)
    refuse("MIG-ROLLBACK-NOT-HIDDEN",
           fmt::format("{} is {}: nothing of it is hidden", id, name_of(record.stage)),
           "`migrate status`");
  if (unhide) return true;
  const auto records = store().migrations();
  const auto order = store().order_planned();
  for (auto& other : records)
    if (other.id != id && in_flight(other.stage) && builds_on(other, record, order))
      refuse(
          "MIG-ROLLBACK-ORDER",
          fmt::format("{}, which is {}, works on what {} made", other.id, name_of(other.stage), id),
          fmt::format("`migrate rollback {}` first", other.id));
  // What is contracted has no way back, nor has what it was built on.
  for (auto& other : records)
    if (record.stage != Stage::rolling_back && other.stage == Stage::contracted &&
        builds_on(other, record, order))
      refuse("MIG-ROLLBACK-ORDER",
             fmt::format("{}, which is contracted, works on what {} made", other.id, id),
             "write a new migration that goes the other way");
  return out_of_sight;
}

Plan Engine::rollback_plan(const std::optional<std::string>& word, bool unhide) {
  auto& store = impl_->store();
  auto id = impl_->rollback_target(word);
  auto record = store.migration(id);
  Plan plan;
  plan.migration = id;
  plan.description = "rollback of " + (record->description.empty() ? id : record->description);
  plan.engine = impl_->dialect().kind();
  if (record->stage == Stage::rolled_back) return plan;
  const bool gone =
      record->stage == Stage::contracting && impl_->seems_to_have_begun_to_contract(id);
  impl_->find_way_back(*record, gone, unhide);
  const auto took_place = [&](const Step& step) {
    auto rows = impl_->session.connection().query(step.probe).rows;
    return !rows.empty() && rows[0][0].as_int() == 1;
  };
  std::set<std::string> ahead;
  for (auto step : rest_of_exchange(store, id, record->stage == Stage::rolling_back, took_place)) {
    ahead.insert(step.id);
    step.title = "ahead of the undo: " + step.title;
    step.undo_lock.reset();
    step.before_undo.clear();
    step.undo.clear();
    if (step.own_session) step.own_session->undo.clear();
    plan.steps.push_back(step);
  }
  for (auto step : steps_to_undo(store, id, ahead)) {
    step.title = "undo: " + step.title;
    step.sql = step.before_undo;
    step.sql.insert(step.sql.end(), step.undo.begin(), step.undo.end());
    step.lock = step.lock_to_undo();
    step.undo_lock.reset();
    if (step.own_session) step.own_session->settings = std::move(step.own_session->undo);
    if (step.own_session) step.own_session->undo.clear();
    step.before_undo.clear();
    step.undo.clear();
    step.batch.reset();
    if (!step.sql.empty()) plan.steps.push_back(step);
  }
  return plan;
}

std::string Engine::rollback(const std::vector<Migration>& files,
                             const std::optional<std::string>& word,
                             const RollbackOptions& options) {
  std::string id;
  impl_->leased([&](StepRunner& runner) {
    // Asked for each time: a lost connection takes it along.
    auto store = [&]() -> Store& { return impl_->store(); };
    auto& observer = impl_->parts.observer;
    id = impl_->rollback_target(word);
    auto record = store().migration(id);
    if (record->stage == Stage::rolled_back) {
      observer.note(id + " is rolled back already");
      return;
    }
    const bool gone =
        record->stage == Stage::contracting && impl_->has_begun_to_contract(runner, id);
    const bool out_of_sight = impl_->find_way_back(*record, gone, options.unhide);
    auto file = std::find_if(files.begin(), files.end(), [&](auto& f) { return f.id == id; });
    auto* known = file == files.end() ? nullptr : &*file;
    if (options.unhide) {
      observer.phase_started(id, "rollback");
      impl_->unhide(runner, id, known);
      observer.note(fmt::format("{}: both versions work again", id));
      return;
    }
    impl_->require_set("rollback");
    // What follows knows the old shape by its names.
    if (out_of_sight) {
      impl_->unhide(runner, id, known);
      observer.note(fmt::format("{}: what was hidden is back", id));
      record = store().migration(id);
    }
    auto took_place = [&](const Step& step) {
      runner.outlive_killed(id, step);
      auto rows = impl_->session.connection().query(step.probe).rows;
      return !rows.empty() && rows[0][0].as_int() == 1;
    };
    const bool begun = record->stage == Stage::rolling_back;
    const auto rest = rest_of_exchange(store(), id, begun, took_place);
    for (auto& step : rest) {
      stop_if_asked();
      if (step.kind == StepKind::apply) runner.fenced([&](Store& s) { s.reset_step(id, step.id); });
      runner.run(id, step, {});
    }
    auto steps = steps_to_undo(store(), id);
    for (auto& step : steps) runner.wait_before_undo(id, step);
    // Also where it was begun before: while it was stopped, new code has gone on writing.
    if (!options.discard_new_data)
      refuse_loss(impl_->session.connection(), id, steps,
                  begun          ? "a rollback was begun before; this run has undone nothing"
                  : out_of_sight ? "what was hidden is back: old and new code both work; nothing "
                                   "was rolled back"
                  : rest.empty() ? "nothing was changed"
                                 : "what the exchange had left to do is done: old and new code "
                                   "both work; nothing was rolled back");
    auto now = store().now();
    for (auto& i : store().instances())
      if (is_live(i, now) && !is_old(i, *record, {}))
        observer.note(
            fmt::format("{}/{} still runs code that knows {} (schema {}): it loses the new "
                        "shape now",
                        i.app, i.instance, id, i.schema));
    impl_->hooks.run({"before_rollback", id, "rollback"});
    observer.phase_started(id, "rollback");
    auto start = impl_->parts.clock.monotonic();
    runner.fenced([&](Store& s) {
      s.set_stage(id, Stage::rolling_back);
      s.event(id, "rolling back", options.discard_new_data ? "new data may be discarded" : "");
    });
    // What nothing is sent for is recorded behind the first that changes anything: where that is
    // refused, the migration can go on as it was.
    const auto first = std::find_if(steps.begin(), steps.end(), [&](auto& step) {
      return undo_changes(step, store().step_status(id, step.id));
    });
    if (first != steps.end()) std::rotate(steps.begin(), first, first + 1);
    for (auto& step : steps) {
      stop_if_asked();
      try {
        runner.undo(id, step);
      } catch (const Error& e) {
        // Anything else may pass: a lock that was held, a full disk, a lost connection.
        const auto& code = e.report().code;
        if (code != "MIG-STEP-FAILED" && code != "MIG-CHECK-FAILED") throw;
        const bool nothing_yet = !begun && &step == &steps.front() && step.transactional;
        const bool back = nothing_yet && put_back(runner, id, step, record->stage, e.report().what);
        throw refused_undo(e, id, step, back ? std::optional(record->stage) : std::nullopt);
      }
    }
    auto schema = impl_->read_schema(known, record->touches);
    runner.fenced([&](Store& s) {
      Impl::remember(s, schema);
      s.drop_checkpoints(id);
      s.set_stage(id, Stage::rolled_back);
      s.event(id, "rolled back", "");
    });
    observer.phase_finished(
        id, "rollback", std::chrono::duration_cast<Millis>(impl_->parts.clock.monotonic() - start));
    impl_->forget(id);
    impl_->hooks.run({"after_rollback", id, "rollback"});
  });
  return id;
}

}  // namespace migrate
