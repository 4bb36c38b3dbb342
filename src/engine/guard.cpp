#include "engine/guard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

#include "util/digest.hpp"
#include "util/log.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

// A name of `control` is shorter than an id and a rule's name may be.
std::string baseline_name(const std::string& migration, const AbortRule& rule) {
  return "baseline " + sha256_hex(migration + '\n' + rule.name).substr(0, 32);
}

double number_of(const NumberAnswer& answer) {
  if (!answer.number)
    throw std::runtime_error(answer.words.empty() ? "not a number" : answer.words);
  return *answer.number;
}

}  // namespace

Breach::Breach(std::string migration, std::string what)
    : Error(ExitCode::failed, {"MIG-GUARD-BREACHED", std::move(what), "", "", "", {}}),
      migration_(std::move(migration)) {}

Guard::Numbers::Numbers(const AbortRule& rule, const Url& database) {
  questions_.emplace_back(asker(rule.ask, database));
  if (rule.than) questions_.emplace_back(asker(*rule.than, database));
}

void Guard::Numbers::begin() {
  for (auto& question : questions_) question.begin();
  out_ = true;
}

bool Guard::Numbers::in_by(Moment until) const {
  return std::all_of(questions_.begin(), questions_.end(),
                     [&](auto& question) { return question.in_by(until); });
}

bool Guard::Numbers::overdue() const {
  return std::any_of(questions_.begin(), questions_.end(), [](auto& question) {
    return !question.in_by(Moment()) && question.overdue();
  });
}

std::vector<double> Guard::Numbers::read() {
  out_ = false;
  std::vector<double> numbers;
  std::exception_ptr why;
  // All, whatever the first says: one that stayed would be taken for an answer to the next
  // question.
  for (auto& question : questions_) {
    try {
      numbers.push_back(number_of(question.read()));
    } catch (const std::exception&) {
      if (!why) why = std::current_exception();
    }
  }
  if (why) std::rethrow_exception(why);
  return numbers;
}

std::vector<double> Guard::Numbers::ask() {
  const auto wait = [&] {
    if (!in_by(std::chrono::steady_clock::now() + Background<NumberAnswer>::patience))
      throw std::runtime_error(Background<NumberAnswer>::no_answer());
  };
  if (out_) {
    wait();
    try {
      read();
    } catch (const std::exception&) {
      // It was asked by a look, and is nobody's any more.
    }
  }
  begin();
  wait();
  return read();
}

Guard::Guard(const std::vector<AbortRule>& rules, const Url& database, Clock& clock)
    : clock_(clock) {
  for (auto& rule : rules) watched_.push_back({&rule, {rule, database}});
}

Millis Guard::longest_watch() const {
  Millis longest{0};
  for (auto& w : watched_) longest = std::max(longest, w.rule->watch);
  return longest;
}

void Guard::take_baseline(Store& store, const std::string& migration) {
  for (auto& w : watched_) {
    double now = 0;
    try {
      now = w.numbers.ask().front();
    } catch (const std::exception& e) {
      refuse("MIG-GUARD-UNREADABLE",
             fmt::format("abort_if \"{}\" gives no number: {}", printable(w.rule->name),
                         log::redact_foreign(e.what())),
             "mend it in migrate.yaml, then run the same command again");
    }
    if (!w.rule->wants_baseline()) continue;
    w.baseline = now;
    store.set_control(baseline_name(migration, *w.rule), fmt::format("{}", now));
  }
}

void Guard::forget_baseline(Store& store, const std::string& migration) {
  for (auto& w : watched_)
    if (w.rule->wants_baseline()) store.set_control(baseline_name(migration, *w.rule), "");
}

void Guard::read_baseline(Store& store, const std::string& migration,
                          const std::function<void(const std::string&)>& note) {
  for (auto& w : watched_) {
    if (!w.rule->wants_baseline()) continue;
    w.baseline = parse_number(store.control(baseline_name(migration, *w.rule)));
    if (w.baseline) continue;
    note(fmt::format("abort_if \"{}\": no baseline was taken before expand; now is taken for it",
                     printable(w.rule->name)));
    try {
      w.baseline = w.numbers.ask().front();
    } catch (const std::exception&) {
      continue;  // told by `look`, which then has nothing to compare with
    }
    store.set_control(baseline_name(migration, *w.rule), fmt::format("{}", *w.baseline));
  }
}

std::optional<std::string> Guard::over(const Watched& w, const std::vector<double>& numbers) {
  const auto& rule = *w.rule;
  const double now = numbers.front();
  const auto name = printable(rule.name);
  if (rule.above)
    return now > *rule.above
               ? std::optional(fmt::format("{} is {:g}, above {:g}", name, now, *rule.above))
               : std::nullopt;
  if (rule.below)
    return now < *rule.below
               ? std::optional(fmt::format("{} is {:g}, below {:g}", name, now, *rule.below))
               : std::nullopt;
  if (rule.than) {
    const double other = numbers.back();
    return now > *rule.times * other
               ? std::optional(fmt::format("{} is {:g}, more than {:g} times the {:g} beside it",
                                           name, now, *rule.times, other))
               : std::nullopt;
  }
  if (!w.baseline) throw std::runtime_error("there is no baseline");
  return now > *rule.times * *w.baseline
             ? std::optional(fmt::format("{} is {:g}, more than {:g} times the {:g} before expand",
                                         name, now, *rule.times, *w.baseline))
             : std::nullopt;
}

void Guard::count(Watched& w, Moment until, const std::string& migration, const Note& note) {
  const auto name = printable(w.rule->name);
  const auto unreadable = [&](const std::string& why) {
    if (!std::exchange(w.unreadable, true))
      note(fmt::format("abort_if \"{}\" cannot be read: {}", name, log::redact_foreign(why)));
  };
  if (!w.numbers.in_by(until)) {
    if (w.numbers.overdue()) unreadable(Background<NumberAnswer>::no_answer());
    return;
  }
  std::optional<std::string> reading;
  try {
    reading = over(w, w.numbers.read());
  } catch (const std::exception& e) {
    return unreadable(e.what());
  }
  if (std::exchange(w.unreadable, false))
    note(fmt::format("abort_if \"{}\" can be read again", name));
  w.over = reading ? w.over + 1 : 0;
  if (reading && w.over >= w.rule->in_a_row)
    throw Breach(migration, fmt::format("{}, {} readings in a row", *reading, w.over));
}

void Guard::look(const std::string& migration, const Note& note) {
  const auto now = clock_.monotonic();
  std::vector<Watched*> begun;
  for (auto& w : watched_) {
    if (w.numbers.out()) count(w, Moment(), migration, note);
    if (w.numbers.out() || (w.last && now - *w.last < w.rule->every)) continue;
    w.last = now;
    w.numbers.begin();
    begun.push_back(&w);
  }
  // What answers at once counts before anything else is begun, which may be long.
  const auto until = std::chrono::steady_clock::now() + Background<NumberAnswer>::short_wait;
  for (auto* w : begun) count(*w, until, migration, note);
}

void GuardObserver::phase_started(const std::string& migration, const std::string& phase) {
  active_ = phase == "expand" || phase == "backfill";
  PassingObserver::phase_started(migration, phase);
}

void GuardObserver::phase_finished(const std::string& migration, const std::string& phase,
                                   Millis took) {
  active_ = false;
  PassingObserver::phase_finished(migration, phase, took);
}

void GuardObserver::step_started(const std::string& migration, const Step& step, bool undo) {
  if (!undo) look(migration);
  PassingObserver::step_started(migration, step, undo);
}

void GuardObserver::progress(const Progress& progress) {
  PassingObserver::progress(progress);
  look(progress.migration);
}

void GuardObserver::look(const std::string& migration) {
  if (!active_) return;
  try {
    guard_.look(migration, [this](const std::string& text) { note(text); });
  } catch (const Breach&) {
    // What is run from here on is the way back, and nothing is gained by stopping that.
    active_ = false;
    throw;
  }
}

}  // namespace migrate
