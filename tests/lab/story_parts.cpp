#include "tests/lab/story_parts.hpp"

namespace migrate::lab {

Names begin(Lab& lab, double percent) {
  const Names old_ones = lab.start(3, false);
  lab.route_evenly(old_ones);
  lab.users_come();
  lab.let(percent);
  lab.enter(Stage::during);
  lab.expand();
  lab.backfill();
  return old_ones;
}

void finish_release(Lab& lab, const std::string& last_old) {
  lab.dismiss_in_vain(last_old);
  lab.let(4);
  lab.contract_refused({last_old});
  lab.let_it_end(last_old);
  lab.contract();

  lab.enter(Stage::after);
  lab.let_rest();
  lab.conclude("full_name");
}

}  // namespace migrate::lab
