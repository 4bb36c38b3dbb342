#include "report/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include "report/progress_kinds.hpp"
#include "util/text.hpp"

namespace migrate::report {

namespace {

constexpr std::chrono::seconds line_interval{10};
constexpr std::chrono::milliseconds draw_interval{100};

double fraction_of(const Progress& p) {
  if (p.finished) return 1;
  if (p.rows_estimated == 0) return -1;
  // An estimate may be low; 100 % is kept for the end.
  return std::min(0.99, static_cast<double>(p.rows_done) / static_cast<double>(p.rows_estimated));
}

std::string per_second(double rate) {
  return number(static_cast<std::uint64_t>(rate)) + "/s";
}

std::string eta_text(const Pace::Eta& eta) {
  const std::string early = format_duration(eta.early), late = format_duration(eta.late);
  std::string text = "ETA " + format_duration(eta.likely);
  if (early != late) text += fmt::format(" ({} to {})", early, late);
  return text;
}

// What both forms for people share: lines for phases and steps.
class Lines : public Observer {
 public:
  explicit Lines(ProgressOptions options) : o_(std::move(options)) {}

  void phase_started(const std::string& migration, const std::string& phase) override {
    line(o_.style.bold(clean(migration) + ": " + clean(phase)));
  }
  void phase_finished(const std::string& migration, const std::string& phase,
                      Millis took) override {
    line(clean(migration) + ": " + clean(phase) + " " + o_.style.green("done") + " in " +
         format_duration(took));
  }
  void step_started(const std::string&, const Step& step, bool undo) override {
    waited_.reset();
    progressed_ = o_.clock->monotonic();
    if (!o_.verbose) return;
    line("  " + label(step, undo) + " …");
    for (const auto& sql : statements_of(step, undo)) line(o_.style.dim("    " + clean(sql)));
  }
  void step_finished(const std::string&, const Step& step, bool undo, bool found,
                     Millis took) override {
    if (undo && step.undo.empty()) return;
    line("  " + label(step, undo) +
         (found ? " (was there already)" : " (" + format_duration(took) + ")"));
  }
  void note(const std::string& text) override { line("  note: " + clean(text)); }

 protected:
  virtual void line(const std::string& text) { o_.write(text + "\n"); }

  // Back-off may repeat many times a minute: the first at once, then one every ten seconds.
  bool waiting_is_due() {
    const auto now = o_.clock->monotonic();
    if (waited_ && now - *waited_ < line_interval) return false;
    waited_ = now;
    return true;
  }

  ProgressOptions o_;
  std::chrono::steady_clock::time_point progressed_{};

 private:
  static std::string label(const Step& step, bool undo) {
    return (undo ? "undo " : "") + clean(step.id) + " " + clean(step.title);
  }

  std::optional<std::chrono::steady_clock::time_point> waited_;
};

class PlainLines final : public Lines {
 public:
  using Lines::Lines;

  void progress(const Progress& p) override {
    const auto now = o_.clock->monotonic();
    const bool first_wait = !p.waiting.empty() && !told_;
    if (!p.finished && !first_wait && now - progressed_ < line_interval) return;
    told_ = !p.finished;
    progressed_ = now;
    std::string text = "  " + clean(p.step) + ": " + progress_text(p);
    const std::string details = p.finished ? "" : progress_details(p);
    line(details.empty() ? text : text + "; " + details);
  }
  void waiting(const std::string& why) override {
    if (waiting_is_due()) line("  waiting: " + clean(why));
  }

 private:
  bool told_ = false;  // this step's first line is out
};

class Bar final : public Lines {
 public:
  using Lines::Lines;
  ~Bar() override { clear(); }

  void progress(const Progress& p) override {
    const auto now = o_.clock->monotonic();
    if (p.finished) {
      line("  " + clean(p.step) + ": " + progress_text(p));
      return;
    }
    if (now - progressed_ < draw_interval && shown_) return;
    progressed_ = now;
    std::string text = "  ";
    if (const double done = fraction_of(p); done >= 0) text += bar(done) + " ";
    // What matters most comes first: it must survive a narrow window.
    text += p.waiting.empty() ? progress_text(p) : "paused: " + clean(p.waiting);
    text += " | " + clean(p.step);
    if (const std::string details = progress_details(p); !details.empty()) text += ": " + details;
    draw(text);
  }
  void waiting(const std::string& why) override { draw("  waiting: " + clean(why)); }

 protected:
  void line(const std::string& text) override {
    clear();
    Lines::line(text);
  }

 private:
  static std::string bar(double done) {
    constexpr int cells = 20;
    const int full = static_cast<int>(done * cells);
    std::string text = "[";
    for (int i = 0; i < cells; ++i) text += i < full ? '#' : '.';
    return text + "]";
  }
  void draw(const std::string& text) {
    const std::size_t columns = o_.columns ? o_.columns() : 80;
    // The last column stays free: writing it makes some terminals wrap.
    o_.write("\r\x1b[K" + fit(text, columns > 1 ? columns - 1 : 1));
    shown_ = true;
  }
  void clear() {
    if (shown_) o_.write("\r\x1b[K");
    shown_ = false;
  }

  bool shown_ = false;
};

class Silent final : public Observer {
 public:
  void phase_started(const std::string&, const std::string&) override {}
  void phase_finished(const std::string&, const std::string&, Millis) override {}
  void step_started(const std::string&, const Step&, bool) override {}
  void step_finished(const std::string&, const Step&, bool, bool, Millis) override {}
  void progress(const Progress&) override {}
  void waiting(const std::string&) override {}
  void note(const std::string&) override {}
};

}  // namespace

std::vector<std::string> statements_of(const Step& step, bool undo) {
  std::vector<std::string> all;
  const auto add = [&](const std::vector<std::string>& some) {
    all.insert(all.end(), some.begin(), some.end());
  };
  const auto add_queries = [&](const std::vector<BatchQuery>& some) {
    for (const auto& query : some)
      if (!query.sql.empty()) all.push_back(query.sql);
  };
  if (undo) {
    add(step.before_undo);
    if (step.own_session) add(step.own_session->undo);
    add(step.undo);
    return all;
  }
  if (step.batch) {
    const Batch& batch = *step.batch;
    add(batch.session);
    add_queries({batch.start, batch.end, batch.bounds});
    add(batch.before);
    add_queries({batch.work});
    add(batch.session_after);
  }
  if (step.log) {
    const ChangeLog& log = *step.log;
    add(log.first);
    add_queries({log.next});
    add_queries(log.at_once);
    add_queries(log.together);
    add_queries({log.hold, log.remove, log.write, log.differs, log.forget});
  }
  if (step.own_session) add(step.own_session->settings);
  add(step.sql);
  return all;
}

std::string progress_text(const Progress& p) {
  const std::string waits = p.backlog ? number(*p.backlog) + " wait in the log" : "";
  const std::string reason = p.waiting.empty() ? "" : "; paused: " + clean(p.waiting);
  // Nothing of it is applied yet, or it was only counted by who asks from elsewhere.
  if (p.backlog && !p.finished && p.batches == 0 && p.rows_done == 0) return waits + reason;
  std::string text = number(p.rows_done);
  if (!p.finished && p.rows_estimated > 0) text += " of ~" + number(p.rows_estimated);
  text += p.rows_done == 1 && (p.finished || p.rows_estimated == 0) ? " row" : " rows";
  if (p.finished) {
    text += " in " + plural(p.batches, "batch");
    if (p.batches != 1) text.insert(text.size() - 1, "e");
    if (p.rows_per_second_average >= 1) text += ", " + per_second(p.rows_per_second_average);
    return text;
  }
  if (const double done = fraction_of(p); done >= 0) text += fmt::format(", {:.0f}%", done * 100);
  if (p.rows_per_second_now >= 1) text += ", " + per_second(p.rows_per_second_now);
  if (p.eta) text += ", " + eta_text(*p.eta);
  if (p.backlog) text += ", " + waits;
  return text + reason;
}

std::string progress_details(const Progress& p) {
  std::vector<std::string> parts;
  if (p.rows_per_second_average >= 1)
    parts.push_back("average " + per_second(p.rows_per_second_average));
  if (p.batch_rows > 0 && p.batches > 0) {
    std::string batch = "batch " + plural(p.batch_rows, "row");
    if (p.batch_took > Millis(0)) batch += " in " + format_duration(p.batch_took);
    if (p.batch_target) batch += ", target " + format_duration(*p.batch_target);
    parts.push_back(batch);
  }
  if (p.lag) parts.push_back("lag " + format_duration(*p.lag));
  return join(parts, "; ");
}

std::unique_ptr<Observer> make_observer(ProgressOptions options) {
  if (options.clock == nullptr) options.clock = &system_clock();
  if (options.quiet) return std::make_unique<Silent>();
  if (options.format == Format::json) return make_json_lines(std::move(options));
  if (options.terminal) return std::make_unique<Bar>(std::move(options));
  return std::make_unique<PlainLines>(std::move(options));
}

}  // namespace migrate::report
