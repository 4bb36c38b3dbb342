// The canary starts well, then answers a third of its requests with errors, some of them after it
// has written. The tool, which watches it beside the old version, takes the schema back without
// asking anybody, and the code before that.
#include "tests/lab/stories.hpp"
#include "tests/lab/story_parts.hpp"

namespace migrate::lab {

void play_bad_canary(Lab& lab) {
  const Names old_ones = begin_watched(lab, 20);
  const std::string canary = lab.start_new(33);
  lab.look_at(canary, old_ones);
  auto weights = lab.platform().routed();
  weights[canary] = 1;
  lab.route(weights);
  lab.let(10);
  lab.still_watched();

  lab.platform().instance(canary).tell("/lab/turn-bad");
  lab.say(canary + " turns bad");
  lab.take_back(canary, old_ones);

  lab.enter(Stage::after);
  lab.let_rest();
  lab.conclude("name", {canary});
}

}  // namespace migrate::lab
