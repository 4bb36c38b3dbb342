#include "tests/lab/story_parts.hpp"

namespace migrate::lab {

namespace {

Names begin_with(Lab& lab, double percent, void (Lab::*backfill)()) {
  const Names old_ones = lab.start(3, false);
  lab.route_evenly(old_ones);
  lab.users_come();
  lab.let(percent);
  lab.enter(Stage::during);
  lab.expand();
  (lab.*backfill)();
  return old_ones;
}

}  // namespace

Names begin(Lab& lab, double percent) {
  return begin_with(lab, percent, &Lab::backfill);
}

Names begin_watched(Lab& lab, double percent) {
  return begin_with(lab, percent, &Lab::backfill_watched);
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
