// The canary starts well, then answers a third of its requests with errors, some of them after it
// has written. The watch sees it beside the old version, and the lab takes code and schema back
// without asking anybody.
#include <chrono>
#include <thread>

#include "tests/lab/stories.hpp"
#include "tests/lab/story_parts.hpp"
#include "tests/lab/watch.hpp"

namespace migrate::lab {

namespace {

std::string wait_for_breach(const Watch& watch) {
  for (int i = 0; i < 3000; ++i) {
    if (const auto reason = watch.breach()) return *reason;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw NotShown("the watch saw nothing wrong with a bad canary");
}

}  // namespace

void play_bad_canary(Lab& lab) {
  const Names old_ones = begin(lab, 20);
  const std::string canary = lab.start_new(33);
  auto weights = lab.platform().routed();
  weights[canary] = 1;
  lab.route(weights);
  const Watch watch(lab.platform(), canary, old_ones);
  lab.let(10);
  if (const auto reason = watch.breach()) throw NotShown("the watch: " + *reason);

  lab.platform().instance(canary).tell("/lab/turn-bad");
  lab.say(canary + " turns bad");
  lab.say("the watch: " + wait_for_breach(watch));
  lab.route_evenly(old_ones);
  lab.dismiss(canary);
  lab.rollback();

  lab.enter(Stage::after);
  lab.let_rest();
  lab.conclude("name", {canary});
}

}  // namespace migrate::lab
