// The wrong order: contract while old code serves. It is refused; forced, it breaks the old code
// and nothing else. Were the lab blind, it would not see that.
#include "tests/lab/stories.hpp"
#include "tests/lab/story_parts.hpp"

namespace migrate::lab {

void play_forced(Lab& lab) {
  const Names old_ones = begin(lab, 15);
  lab.replace(old_ones[0], true);
  lab.contract_refused({old_ones[1], old_ones[2]});
  lab.let(5);
  lab.force_contract();
  lab.let(15);
  // There is no way back any more; the way on is the rest of the release.
  Names new_ones = lab.start(2, true);
  for (const auto& [name, weight] : lab.platform().routed())
    if (name != old_ones[1] && name != old_ones[2]) new_ones.push_back(name);
  lab.route_evenly(new_ones);
  lab.dismiss(Names{old_ones[1], old_ones[2]});

  lab.enter(Stage::after);
  lab.let_rest();
  lab.conclude("full_name", {old_ones[1], old_ones[2]});
}

}  // namespace migrate::lab
