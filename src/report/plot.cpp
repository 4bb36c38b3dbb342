#include "report/plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>

#include "report/style.hpp"

namespace migrate::report {

namespace {

// What held from one moment to another.
struct Stretch {
  EpochMs from = 0, to = 0;
  double rate = 0, batch = 0;
  std::optional<double> lag;
  bool waits = false;
};

// The time between two runs is in none.
std::vector<Stretch> stretches_of(const std::vector<Sample>& samples) {
  std::vector<Stretch> all;
  const Sample* before = nullptr;
  for (const Sample& s : samples) {
    const bool goes_on = before != nullptr && before->run == s.run;
    Stretch one;
    one.from = goes_on ? before->at : s.at - s.run_time.count();
    one.to = s.at;
    const std::uint64_t begun = goes_on ? before->rows : s.run_rows;
    if (one.to > one.from && s.rows >= begun) {
      one.rate =
          static_cast<double>(s.rows - begun) * 1000.0 / static_cast<double>(one.to - one.from);
      one.batch = static_cast<double>(s.batch_rows);
      if (s.lag) one.lag = static_cast<double>(s.lag->count()) / 1000.0;
      // A limit on rows per second makes each batch wait: that is no pause.
      one.waits = !s.waiting.empty() && s.rows == begun;
      all.push_back(one);
    }
    before = &s;
  }
  return all;
}

using Cells = std::vector<std::optional<double>>;

// The mean over each cell's time of what is known of it.
Cells cells_of(const std::vector<Stretch>& all, std::size_t width,
               const std::function<std::optional<double>(const Stretch&)>& value) {
  const double begin = static_cast<double>(all.front().from);
  const double cell =
      std::max(1.0, (static_cast<double>(all.back().to) - begin)) / static_cast<double>(width);
  Cells cells(width);
  for (std::size_t i = 0; i < width; ++i) {
    const double from = begin + cell * static_cast<double>(i), to = from + cell;
    double sum = 0, time = 0;
    for (const Stretch& one : all) {
      const double shared =
          std::min(to, static_cast<double>(one.to)) - std::max(from, static_cast<double>(one.from));
      const auto known = value(one);
      if (shared <= 0 || !known) continue;
      sum += *known * shared;
      time += shared;
    }
    if (time > 0) cells[i] = sum / time;
  }
  return cells;
}

// The next of 1, 2, 5, 10, 20, 50 … at or above it.
double top_for(const Cells& cells) {
  double most = 0;
  for (const auto& cell : cells) most = std::max(most, cell.value_or(0));
  if (most <= 0) return 1;
  const double power = std::pow(10.0, std::floor(std::log10(most)));
  for (const double step : {1.0, 2.0, 5.0})
    if (most <= step * power * 1.0001) return step * power;
  return 10 * power;
}

// Eight steps to a line.
std::vector<std::string> bars(const Cells& cells, int height, double top) {
  static constexpr std::array blocks = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::vector<std::string> lines(static_cast<std::size_t>(height));
  for (const auto& cell : cells) {
    int eighths = static_cast<int>(std::lround(cell.value_or(0) / top * height * 8));
    if (eighths == 0 && cell.value_or(0) > 0) eighths = 1;
    for (int line = 0; line < height; ++line) {
      const int above = eighths - (height - 1 - line) * 8;
      lines[static_cast<std::size_t>(line)] +=
          blocks[static_cast<std::size_t>(std::clamp(above, 0, 8))];
    }
  }
  for (auto& line : lines) line.erase(line.find_last_not_of(' ') + 1);
  return lines;
}

std::string label_of(double value) {
  return value >= 10 || value == std::floor(value)
             ? number(static_cast<std::uint64_t>(std::llround(value)))
             : fmt::format("{:g}", value);
}

class Drawing {
 public:
  Drawing(std::size_t labels, std::size_t width) : labels_(labels), width_(width) {}

  void chart(const std::string& title, const Cells& cells, int height) {
    const double top = top_for(cells);
    const auto lines = bars(cells, height, top);
    text += title + "\n";
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool half = height >= 4 && i == lines.size() / 2;
      row(i == 0 ? label_of(top) : half ? label_of(top / 2) : "", "|", lines[i]);
    }
    std::string line;
    for (std::size_t i = 0; i < width_; ++i) line += "-";
    row("0", "+", line);
  }
  void row(const std::string& label, const char* axis, const std::string& content) {
    text += std::string(labels_ - std::min(labels_, width(label)), ' ') + label + " " + axis +
            content + "\n";
  }
  static std::size_t width(const std::string& label) { return report::width(label); }

  std::string text;

 private:
  std::size_t labels_, width_;
};

std::string clock_of(EpochMs at, bool with_day) {
  const std::string whole = utc(at);  // 2026-11-21T09:06:00Z
  return with_day ? whole.substr(5, 5) + " " + whole.substr(11, 5) : whole.substr(11, 8);
}

}  // namespace

std::string plot_text(const std::string& title, const std::vector<Sample>& samples,
                      std::size_t columns) {
  const auto all = stretches_of(samples);
  if (all.empty()) return {};
  constexpr std::size_t labels = 10, axis = 2, least = 40;
  const std::size_t width = std::max(columns, least) - labels - axis - 1;
  Drawing drawing(labels, width);
  drawing.text = fit(clean(title), std::max(columns, least) - 1) + "\n";
  drawing.chart("rows per second",
                cells_of(all, width, [](auto& s) { return std::optional(s.rate); }), 8);
  if (std::any_of(all.begin(), all.end(), [](auto& s) { return s.waits; })) {
    std::string marks;
    for (const auto& cell :
         cells_of(all, width, [](auto& s) { return std::optional(s.waits ? 1.0 : 0.0); }))
      marks += cell.value_or(0) > 0 ? 'p' : ' ';
    marks.erase(marks.find_last_not_of(' ') + 1);
    drawing.row("paused", " ", marks);
  }
  drawing.chart("rows per batch",
                cells_of(all, width, [](auto& s) { return std::optional(s.batch); }), 4);
  if (std::any_of(all.begin(), all.end(), [](auto& s) { return s.lag.has_value(); }))
    drawing.chart("lag in seconds", cells_of(all, width, [](auto& s) { return s.lag; }), 4);
  const bool with_day = all.back().to - all.front().from > 86'400'000;
  const std::string from = clock_of(all.front().from, with_day);
  const std::string to = clock_of(all.back().to, with_day) + " UTC";
  const std::size_t between = width > from.size() + to.size() ? width - from.size() - to.size() : 1;
  drawing.row("", " ", from + std::string(between, ' ') + to);
  return drawing.text;
}

}  // namespace migrate::report
