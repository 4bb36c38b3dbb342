// The step that waits for sessions to end, and nobody behind it: it asks for no lock.
#include <algorithm>
#include <set>

#include "engine/step_runner.hpp"
#include "util/stop.hpp"
#include "util/text.hpp"

namespace migrate {

void stop_if_asked() {
  throw_if_stopped("stopped on request after the work in hand was recorded",
                   "consistent; every finished step and batch is recorded");
}

namespace {

// A look that is out of date is made again soon, and out of step with whoever looks as well:
// several runners on one server keep each other's lists from being new.
constexpr int looks_at_once = 10;
constexpr Millis between_looks{500};

// What a row says: session (0: none, something else is in the way), since when, seconds, who.
struct InTheWay {
  std::string key;  // a session's next transaction has another one
  Blocker blocker;
};

std::vector<InTheWay> ask(db::Connection& connection, const std::vector<std::string>& statements) {
  std::vector<InTheWay> found;
  for (auto& statement : statements)
    for (auto& row : connection.query(statement).rows) {
      InTheWay one;
      one.blocker.session = static_cast<long>(row.at(0).as_int());
      one.blocker.holds = one.blocker.session != 0;
      one.blocker.age = std::chrono::seconds(row.at(2).as_int());
      one.blocker.who = printable(row.at(3).text);
      if (one.blocker.holds) one.key = row.at(0).text + " " + row.at(1).text;
      found.push_back(std::move(one));
    }
  return found;
}

}  // namespace

// All that this tool has to write before it is written. So whoever is not there at the first look
// began after it, and is not waited for: else there would always be somebody. A look that is out of
// date counts for nothing, and is made again.
void StepRunner::until_gone(const std::string& migration, const Step& step, const Step* undone) {
  std::optional<std::set<std::string>> first;
  const bool undo = undone != nullptr;
  persist(migration, step, undo, [&](Backoff&) {
    // What never took place, or is back already, nobody can miss rows by.
    if (undone && is_there(*undone, true)) return;
    // Begun, so that the next run asks for this first.
    if (!undo) in_fenced_transaction([&](Store& store) { store.step_running(migration, step.id); });
    std::vector<InTheWay> found;
    bool trusted = true;
    try {
      for (int looks = 1;; ++looks) {
        found = ask(session_.connection(), step.sql);
        trusted =
            std::all_of(found.begin(), found.end(), [](auto& one) { return one.blocker.holds; });
        if (trusted || looks == looks_at_once) break;
        clock_.sleep(Millis(
            static_cast<long>(static_cast<double>(between_looks.count()) * clock_.random())));
        stop_if_asked();
        lease_.check();
      }
    } catch (const db::DbError& error) {
      if (error.failure() != db::Failure::permission) throw;
      observer_.note(step.title + ": this account may not see who is in the way, so nobody is " +
                     "waited for: " + error.what());
    }
    if (!first && trusted) {
      first.emplace();
      for (auto& one : found) first->insert(one.key);
    }
    // Whoever a list names that is out of date may be gone, or somebody else by now.
    Blockers left;
    for (auto& one : found)
      if (trusted ? first->count(one.key) > 0 : !one.blocker.holds) left.push_back(one.blocker);
    if (!left.empty()) throw HeldUp(std::move(left));
    if (!undo) in_fenced_transaction([&](Store& store) { store.step_done(migration, step.id); });
  });
}

void StepRunner::wait_before_undo(const std::string& migration, const Step& step) {
  if (step.before_undo.empty()) return;
  Step wait = step;
  wait.kind = StepKind::wait;
  wait.title =
      "wait for transactions that would miss rows, ahead of undoing \"" + step.title + "\"";
  wait.sql = step.before_undo;
  until_gone(migration, wait, &step);
}

}  // namespace migrate
