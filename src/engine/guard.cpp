#include "engine/guard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "util/text.hpp"

namespace migrate {

namespace {

std::string baseline_name(const std::string& migration, const AbortRule& rule) {
  return "baseline:" + migration + ":" + rule.name;
}

double number_of(Background<NumberAnswer>& question) {
  const auto answer = question.newest();
  if (!answer.number)
    throw std::runtime_error(answer.words.empty() ? "not a number" : answer.words);
  return *answer.number;
}

}  // namespace

Breach::Breach(std::string migration, std::string what)
    : Error(ExitCode::failed, {"MIG-GUARD-BREACHED", std::move(what), "", "", "", {}}),
      migration_(std::move(migration)) {}

Guard::Guard(const std::vector<AbortRule>& rules, const Url& database, Clock& clock)
    : clock_(clock) {
  for (auto& rule : rules) {
    Watched watched;
    watched.rule = &rule;
    watched.number = std::make_unique<Background<NumberAnswer>>(asker(rule.ask, database));
    if (rule.than)
      watched.than = std::make_unique<Background<NumberAnswer>>(asker(*rule.than, database));
    watched_.push_back(std::move(watched));
  }
}

Millis Guard::longest_watch() const {
  Millis longest{0};
  for (auto& w : watched_) longest = std::max(longest, w.rule->watch);
  return longest;
}

void Guard::take_baseline(Store& store, const std::string& migration) {
  for (auto& w : watched_) {
    try {
      const double now = number_of(*w.number);
      if (w.than) number_of(*w.than);
      if (!w.rule->wants_baseline()) continue;
      w.baseline = now;
      store.set_control(baseline_name(migration, *w.rule), fmt::format("{}", now));
    } catch (const std::exception& e) {
      refuse("MIG-GUARD-UNREADABLE",
             fmt::format("abort_if \"{}\" gives no number: {}", printable(w.rule->name), e.what()),
             "mend it in migrate.yaml, then run the same command again");
    }
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
      w.baseline = number_of(*w.number);
      store.set_control(baseline_name(migration, *w.rule), fmt::format("{}", *w.baseline));
    } catch (const std::exception&) {
      // Told by `look`, which then has nothing to compare with.
    }
  }
}

std::optional<std::string> Guard::over(Watched& w) {
  const auto& rule = *w.rule;
  const double now = number_of(*w.number);
  const auto name = printable(rule.name);
  if (rule.above)
    return now > *rule.above
               ? std::optional(fmt::format("{} is {:g}, above {:g}", name, now, *rule.above))
               : std::nullopt;
  if (rule.below)
    return now < *rule.below
               ? std::optional(fmt::format("{} is {:g}, below {:g}", name, now, *rule.below))
               : std::nullopt;
  if (w.than) {
    const double other = number_of(*w.than);
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

void Guard::look(const std::string& migration,
                 const std::function<void(const std::string&)>& note) {
  const auto now = clock_.monotonic();
  for (auto& w : watched_) {
    if (w.last && now - *w.last < w.rule->every) continue;
    w.last = now;
    try {
      const auto reading = over(w);
      if (std::exchange(w.unreadable, false))
        note(fmt::format("abort_if \"{}\" can be read again", printable(w.rule->name)));
      // One answer counts once, however late the next one is.
      if (std::exchange(w.asked, w.number->asked_at()) == w.number->asked_at()) continue;
      w.over = reading ? w.over + 1 : 0;
      if (reading && w.over >= w.rule->in_a_row)
        throw Breach(migration, fmt::format("{}, {} readings in a row", *reading, w.over));
    } catch (const Breach&) {
      throw;
    } catch (const std::exception& e) {
      if (!std::exchange(w.unreadable, true))
        note(fmt::format("abort_if \"{}\" cannot be read: {}", printable(w.rule->name), e.what()));
    }
  }
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
  if (active_) guard_.look(migration, [this](const std::string& text) { note(text); });
}

}  // namespace migrate
