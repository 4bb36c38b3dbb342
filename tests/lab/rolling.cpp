// One instance after another: a new one is started and gets requests, then an old one goes.
#include "tests/lab/stories.hpp"

namespace migrate::lab {

void play_rolling(Lab& lab) {
  Names old_ones = lab.start(3, false);
  lab.route_evenly(old_ones);
  lab.users_come();
  lab.let(10);

  lab.enter(Stage::during);
  lab.expand();
  lab.backfill();
  lab.contract_refused(old_ones);

  Names new_ones;
  for (int i = 0; i < 2; ++i) {
    new_ones.push_back(lab.replace(old_ones[static_cast<std::size_t>(i)], true));
    lab.let(4);
  }
  lab.contract_refused({old_ones[2]});
  lab.say("half way the release is taken back: first the code, then the schema");
  for (int i = 0; i < 2; ++i)
    old_ones[static_cast<std::size_t>(i)] =
        lab.replace(new_ones[static_cast<std::size_t>(i)], false);
  lab.rollback();
  lab.let(5);

  lab.say("the second attempt");
  lab.expand();
  lab.backfill();
  lab.contract_refused(old_ones);
  lab.replace(old_ones[0], true);
  lab.let(4);
  lab.replace(old_ones[1], true);
  lab.let(4);
  auto weights = lab.platform().routed();
  weights[lab.start_new()] = 1;
  lab.route(weights);
  lab.dismiss_in_vain(old_ones[2]);
  lab.let(4);
  lab.contract_refused({old_ones[2]});
  lab.let_it_end(old_ones[2]);
  lab.contract();

  lab.enter(Stage::after);
  lab.let_rest();
  lab.conclude("full_name");
}

}  // namespace migrate::lab
