#include "tests/lab/figures.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace migrate::lab {

const char* name_of(Stage stage) {
  switch (stage) {
    case Stage::before:
      return "before";
    case Stage::during:
      return "during";
    case Stage::after:
      break;
  }
  return "after";
}

Figures figures_of(const std::vector<Sample>& samples) {
  Figures figures;
  std::vector<double> took;
  for (const Sample& sample : samples) {
    ++figures.requests;
    figures.failed += sample.failed;
    figures.wrong += sample.wrong;
    took.push_back(static_cast<double>(sample.took.count()) / 1000);
  }
  std::sort(took.begin(), took.end());
  const auto quantile = [&](std::size_t percent) {
    return took.empty() ? 0 : took[(took.size() - 1) * percent / 100];
  };
  figures.p50_ms = quantile(50);
  figures.p99_ms = quantile(99);
  return figures;
}

Figures figures_of(const std::vector<Sample>& samples, Stage stage) {
  std::vector<Sample> those;
  std::copy_if(samples.begin(), samples.end(), std::back_inserter(those),
               [stage](const Sample& sample) { return sample.stage == stage; });
  return figures_of(those);
}

std::string table_of(const std::vector<Sample>& samples) {
  std::string out = fmt::format("{:<8} {:>9} {:>7} {:>6} {:>9} {:>9}\n", "", "requests", "failed",
                                "wrong", "p50", "p99");
  const auto line = [&](const char* name, const Figures& f) {
    out += fmt::format("{:<8} {:>9} {:>7} {:>6} {:>6.1f} ms {:>6.1f} ms\n", name, f.requests,
                       f.failed, f.wrong, f.p50_ms, f.p99_ms);
  };
  for (Stage stage : stages) line(name_of(stage), figures_of(samples, stage));
  line("all", figures_of(samples));
  return out;
}

}  // namespace migrate::lab
