// Watches a canary beside the stable version by the metrics that both give, and tells when the
// canary answers too many requests with an error.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "tests/lab/platform.hpp"

namespace migrate::lab {

class Watch {
 public:
  // What was answered before now does not count.
  Watch(const Platform& platform, const std::string& canary, const Names& stable);

  // Why the canary must go; nullopt: no reason so far. Judges when it has had enough requests to
  // tell: a few errors, and a share of them that the stable version is far from.
  std::optional<std::string> breach() const;

 private:
  struct Answers {
    double all = 0, errors = 0;
  };
  static Answers answers_of(const Instance& instance);
  Answers stable_answers() const;

  const Instance& canary_;
  std::vector<const Instance*> stable_;
  Answers canary_before_, stable_before_;
};

}  // namespace migrate::lab
