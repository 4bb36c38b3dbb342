#include "tests/lab/watch.hpp"

#include <fmt/format.h>

#include <sstream>

namespace migrate::lab {

namespace {

constexpr double enough_requests = 10, enough_errors = 3, share_above_stable = 0.05;

}  // namespace

Watch::Watch(const Platform& platform, const std::string& canary, const Names& stable)
    : canary_(platform.instance(canary)), canary_before_(answers_of(canary_)) {
  for (const std::string& name : stable) stable_.push_back(&platform.instance(name));
  stable_before_ = stable_answers();
}

// Lines of the form  lab_requests_total{…,status="500"} 12
Watch::Answers Watch::answers_of(const Instance& instance) {
  Answers answers;
  std::istringstream lines(instance.metrics());
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("lab_requests_total{", 0) != 0) continue;
    const double count = std::stod(line.substr(line.rfind(' ') + 1));
    answers.all += count;
    if (line.find("status=\"5") != std::string::npos) answers.errors += count;
  }
  return answers;
}

Watch::Answers Watch::stable_answers() const {
  Answers sum;
  for (const Instance* instance : stable_) {
    const Answers one = answers_of(*instance);
    sum.all += one.all;
    sum.errors += one.errors;
  }
  return sum;
}

std::optional<std::string> Watch::breach() const {
  Answers canary = answers_of(canary_), stable = stable_answers();
  canary.all -= canary_before_.all;
  canary.errors -= canary_before_.errors;
  stable.all -= stable_before_.all;
  stable.errors -= stable_before_.errors;
  if (canary.all < enough_requests || canary.errors < enough_errors) return std::nullopt;
  const double share = canary.errors / canary.all;
  const double usual = stable.all > 0 ? stable.errors / stable.all : 0;
  if (share <= usual + share_above_stable) return std::nullopt;
  return fmt::format(
      "{} answered {} of {} requests with an error ({:.0f} %), the stable version {} of {}",
      canary_.name(), canary.errors, canary.all, share * 100, stable.errors, stable.all);
}

}  // namespace migrate::lab
