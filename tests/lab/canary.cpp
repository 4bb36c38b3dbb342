// One instance of the new version gets a few of the requests. While it does as well as the old
// ones, it gets more.
#include "tests/lab/stories.hpp"
#include "tests/lab/story_parts.hpp"

namespace migrate::lab {

namespace {

// So many of twelve parts go to the new ones, evenly, and the rest to the old ones.
void share(Lab& lab, const Names& old_ones, const Names& new_ones, int parts) {
  std::map<std::string, int> weights;
  const int each_new = parts * static_cast<int>(old_ones.size());
  const int each_old = (12 - parts) * static_cast<int>(new_ones.size());
  for (const std::string& name : new_ones) weights[name] = each_new;
  for (const std::string& name : old_ones) weights[name] = each_old;
  lab.route(weights);
}

}  // namespace

void play_canary(Lab& lab) {
  const Names old_ones = begin(lab, 10);
  lab.contract_refused(old_ones);
  const std::string first = lab.start_new();
  share(lab, old_ones, {first}, 1);
  lab.let(6);
  lab.contract_refused(old_ones);
  lab.say("the release is taken back: first the code, then the schema");
  lab.route_evenly(old_ones);
  lab.dismiss(first);
  lab.rollback();
  lab.let(5);

  lab.say("the second attempt");
  lab.expand();
  lab.backfill_watched();
  const std::string canary = lab.start_new();
  lab.look_at(canary, old_ones);
  for (int parts : {1, 3}) {
    share(lab, old_ones, {canary}, parts);
    lab.let(6);
  }
  Names new_ones = lab.start(2, true);
  new_ones.push_back(canary);
  share(lab, old_ones, new_ones, 6);
  lab.let(6);
  // It must not cry out about a good canary.
  lab.end_watch();
  lab.route_evenly(new_ones);
  lab.contract_refused(old_ones);
  lab.dismiss(Names{old_ones[0], old_ones[1]});
  finish_release(lab, old_ones[2]);
}

}  // namespace migrate::lab
