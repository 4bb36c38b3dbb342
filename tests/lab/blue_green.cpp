// A second set of instances beside the first; one reload of the balancer sends all requests there.
#include "tests/lab/stories.hpp"
#include "tests/lab/story_parts.hpp"

namespace migrate::lab {

void play_blue_green(Lab& lab) {
  const Names blue = begin(lab, 10);
  const Names first_green = lab.start(3, true);
  lab.contract_refused(blue);
  lab.route_evenly(first_green);
  lab.let(6);
  // It gets no requests, but it is there to go back to, and it may write (jobs, what is in flight).
  lab.contract_refused(blue);
  lab.say("the release is taken back: first the code, then the schema");
  lab.route_evenly(blue);
  lab.dismiss(first_green);
  lab.rollback();
  lab.let(6);

  lab.say("the second attempt");
  lab.expand();
  lab.backfill();
  const Names green = lab.start(3, true);
  lab.route_evenly(green);
  lab.let(6);
  lab.dismiss(Names{blue[0], blue[1]});
  finish_release(lab, blue[2]);
}

}  // namespace migrate::lab
