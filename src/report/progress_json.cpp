#include "report/progress_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

#include "report/progress_kinds.hpp"
#include "util/log.hpp"

namespace migrate::report {

using json = nlohmann::ordered_json;

namespace {

constexpr std::chrono::seconds progress_interval{2};
constexpr std::chrono::seconds wait_interval{10};

json ms(const std::optional<Millis>& time) {
  return time ? json(time->count()) : json(nullptr);
}

class JsonLines final : public Observer {
 public:
  explicit JsonLines(ProgressOptions options) : o_(std::move(options)) {}

  void phase_started(const std::string& migration, const std::string& phase) override {
    put({{"event", "phase_started"}, {"migration", migration}, {"phase", phase}});
  }
  void phase_finished(const std::string& migration, const std::string& phase,
                      Millis took) override {
    put({{"event", "phase_finished"},
         {"migration", migration},
         {"phase", phase},
         {"took_ms", took.count()}});
  }
  void step_started(const std::string& migration, const Step& step, bool undo) override {
    told_.reset();
    waited_.reset();
    still_.clear();
    json event = {{"event", "step_started"},
                  {"migration", migration},
                  {"step", step.id},
                  {"title", step.title},
                  {"undo", undo}};
    if (o_.verbose) {
      event["sql"] = json::array();
      for (const auto& sql : statements_of(step, undo)) event["sql"].push_back(log::redact(sql));
    }
    put(std::move(event));
  }
  void step_finished(const std::string& migration, const Step& step, bool undo, bool found,
                     Millis took) override {
    put({{"event", "step_finished"},
         {"migration", migration},
         {"step", step.id},
         {"undo", undo},
         {"found", found},
         {"took_ms", took.count()}});
  }
  void progress(const Progress& p) override {
    // The beginning and the end of a pause are events of their own.
    const bool turned = p.waiting.empty() != still_.empty();
    still_ = p.waiting;
    if (!due(told_, progress_interval) && !p.finished && !turned) return;
    json event = {{"event", "progress"}, {"migration", p.migration}, {"step", p.step}};
    event.update(json_of(p));
    event["sources"] = sources(p.readings);
    event["finished"] = p.finished;
    put(std::move(event));
  }
  void waiting(const std::string& why) override {
    if (due(waited_, wait_interval)) put({{"event", "waiting"}, {"why", why}});
  }
  void note(const std::string& text) override { put({{"event", "note"}, {"text", text}}); }

 private:
  static json sources(const std::vector<Reading>& readings) {
    json list = json::array();
    for (const auto& r : readings)
      list.push_back({{"source", log::redact(r.source)},
                      {"value", log::redact(r.value)},
                      {"limit", r.limit},
                      {"pauses", r.pause}});
    return list;
  }

  using Last = std::optional<std::chrono::steady_clock::time_point>;

  bool due(Last& last, std::chrono::seconds interval) {
    const auto now = o_.clock->monotonic();
    if (last && now - *last < interval) return false;
    last = now;
    return true;
  }
  void put(json value) {
    for (auto& member : value)
      if (member.is_string()) member = log::redact(member.get<std::string>());
    o_.write(value.dump(-1, ' ', false, json::error_handler_t::replace) + "\n");
  }

  ProgressOptions o_;
  Last told_, waited_;
  std::string still_;  // why the step waits
};

}  // namespace

json json_of(const Progress& p) {
  const bool estimated = p.rows_estimated > 0;
  const double share =
      estimated
          ? std::min(1.0, static_cast<double>(p.rows_done) / static_cast<double>(p.rows_estimated))
          : 0;
  const auto eta = [&](Millis Pace::Eta::*which) {
    return p.eta ? json(((*p.eta).*which).count()) : json(nullptr);
  };
  return {{"rows", p.rows_done},
          {"rows_estimated", p.rows_estimated},
          {"fraction", estimated ? json(share) : json(nullptr)},
          {"rows_per_second", p.rows_per_second_now},
          {"rows_per_second_average", p.rows_per_second_average},
          {"eta_ms", eta(&Pace::Eta::likely)},
          {"eta_early_ms", eta(&Pace::Eta::early)},
          {"eta_late_ms", eta(&Pace::Eta::late)},
          {"batches", p.batches},
          {"batch_rows", p.batch_rows},
          {"batch_ms", p.batch_took.count()},
          {"batch_target_ms", ms(p.batch_target)},
          {"lag_ms", ms(p.lag)},
          {"backlog", p.backlog ? json(*p.backlog) : json(nullptr)},
          {"waiting", p.waiting.empty() ? json(nullptr) : json(p.waiting)}};
}

std::unique_ptr<Observer> make_json_lines(ProgressOptions options) {
  return std::make_unique<JsonLines>(std::move(options));
}

}  // namespace migrate::report
