#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>

#include "report/progress_kinds.hpp"
#include "util/log.hpp"

namespace migrate::report {

using json = nlohmann::ordered_json;

namespace {

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
    put({{"event", "step_started"},
         {"migration", migration},
         {"step", step.id},
         {"title", step.title},
         {"undo", undo}});
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
    if (!p.finished && !due(told_)) return;
    put({{"event", "progress"},
         {"migration", p.migration},
         {"step", p.step},
         {"rows", p.rows_done},
         {"rows_estimated", p.rows_estimated},
         {"rows_per_second", p.rows_per_second_now},
         {"eta_ms", p.eta ? json(p.eta->count()) : json(nullptr)},
         {"batches", p.batches},
         {"waiting", p.waiting.empty() ? json(nullptr) : json(p.waiting)},
         {"sources", sources(p.readings)},
         {"finished", p.finished}});
  }
  void waiting(const std::string& why) override {
    if (due(waited_)) put({{"event", "waiting"}, {"why", why}});
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

  bool due(Last& last) {
    const auto now = o_.clock->monotonic();
    if (last && now - *last < std::chrono::seconds(10)) return false;
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
};

}  // namespace

std::unique_ptr<Observer> make_json_lines(ProgressOptions options) {
  return std::make_unique<JsonLines>(std::move(options));
}

}  // namespace migrate::report
