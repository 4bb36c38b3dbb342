// A second set of instances beside the first; one reload of the balancer sends all requests there.
#include "tests/lab/stories.hpp"

namespace migrate::lab {

void play_blue_green(Lab& lab) {
  const Names blue = lab.start(3, false);
  lab.route_evenly(blue);
  lab.users_come();
  lab.let(10);

  lab.enter(Stage::during);
  lab.expand();
  lab.backfill();
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
  lab.dismiss_in_vain(blue[2]);
  lab.let(4);
  lab.contract_refused({blue[2]});
  lab.let_it_end(blue[2]);
  lab.contract();

  lab.enter(Stage::after);
  lab.let_rest();
  lab.conclude("full_name");
}

}  // namespace migrate::lab
