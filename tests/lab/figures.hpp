// What the users of the application felt, by stage of the release.
#pragma once
#include <array>
#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace migrate::lab {

enum class Stage { before, during, after };
inline constexpr std::array<Stage, 3> stages{Stage::before, Stage::during, Stage::after};
const char* name_of(Stage stage);

struct Sample {
  Stage stage = Stage::before;
  // From when the request was due: while one waits, those behind it are late, and users wait too.
  std::chrono::microseconds took{0};
  bool failed = false;  // no answer, or one that says 5xx
  bool wrong = false;   // an answer that contradicts an earlier one
};

struct Figures {
  long requests = 0, failed = 0, wrong = 0;
  double p50_ms = 0, p99_ms = 0;
};

Figures figures_of(const std::vector<Sample>& samples);
Figures figures_of(const std::vector<Sample>& samples, Stage stage);
std::string table_of(const std::vector<Sample>& samples);

}  // namespace migrate::lab
