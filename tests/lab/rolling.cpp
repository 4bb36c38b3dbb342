// One instance after another: a new one is started and gets requests, then an old one goes.
#include "tests/lab/stories.hpp"
#include "tests/lab/story_parts.hpp"

namespace migrate::lab {

void play_rolling(Lab& lab) {
  Names old_ones = begin(lab, 10);
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
  finish_release(lab, old_ones[2]);
}

}  // namespace migrate::lab
