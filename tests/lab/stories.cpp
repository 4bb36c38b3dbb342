#include "tests/lab/stories.hpp"

#include <fmt/format.h>

#include "tests/support/report.hpp"
#include "util/text.hpp"

namespace migrate::lab {

const std::vector<Story>& stories() {
  static const std::vector<Story> all = {
      {"rolling", "release", "one instance after another", play_rolling},
      {"rolling", "forced", "the gate is forced in the middle of it", play_forced},
      {"rolling", "dies", "an instance of old code is killed, and says no goodbye", play_dies},
      {"blue-green", "release", "all at once, beside the old ones", play_blue_green},
      {"canary", "release", "a few requests first, then more", play_canary},
      {"canary", "bad-canary", "the new version answers with errors and is taken back",
       play_bad_canary}};
  return all;
}

void play(const Story& story, const test::Server& server, long requests, std::FILE* narration) {
  fmt::print(narration, "== {}, {}: {}; on {}\n", story.strategy, story.name, story.summary,
             server.name());
  Lab lab(server, requests, narration);
  story.play(lab);
  const auto samples = lab.samples();
  const Figures all = figures_of(samples);
  std::string line = fmt::format("{:<10} {:<10} {:<8} {:>8} {:>6}", story.strategy, story.name,
                                 server.name(), all.requests, all.failed);
  for (Stage stage : stages) {
    const Figures figures = figures_of(samples, stage);
    line += fmt::format(" {:>7.1f} {:>7.1f}", figures.p50_ms, figures.p99_ms);
  }
  test::report("deploy lab",
               fmt::format("{:<10} {:<10} {:<8} {:>8} {:>6} {:>15} {:>15} {:>15}", "strategy",
                           "story", "engine", "requests", "failed", "before p50/p99",
                           "during p50/p99", "after p50/p99"),
               line);
}

}  // namespace migrate::lab
