// An instance of old code is killed (kill -9, as by a kernel short of memory) and retires from
// nothing. Is it dead, or only silent? Nobody knows, so it keeps the gate closed until its last
// heartbeat is older than it said that one may be.
#include "tests/lab/stories.hpp"
#include "tests/lab/story_parts.hpp"

namespace migrate::lab {

void play_dies(Lab& lab) {
  lab.set_ttl(std::chrono::seconds(20));
  const Names old_ones = begin(lab, 15);
  lab.replace(old_ones[0], true);
  lab.replace(old_ones[1], true);
  auto weights = lab.platform().routed();
  weights.erase(old_ones[2]);
  weights[lab.start_new()] = 1;
  lab.route(weights);
  lab.let(4);
  lab.kill(old_ones[2]);
  lab.contract_refused({old_ones[2]});
  lab.contract_after_ttl(old_ones[2]);

  lab.enter(Stage::after);
  lab.let_rest();
  lab.conclude("full_name");
}

}  // namespace migrate::lab
