#include "backfill/seen_replicas.hpp"

#include <algorithm>
#include <set>

#include "util/text.hpp"

namespace migrate {

namespace {

std::string shown(const std::string& name, const std::string& at) {
  return "\"" + printable(name) + "\"" + (at.empty() ? "" : " at " + printable(at));
}

}  // namespace

void SeenReplicas::ordered(EpochMs at) {
  if (at == 0 || at == ordered_) return;
  ordered_ = at;
  by_name_.clear();
  by_slot_.clear();
}

void SeenReplicas::learn_links(const KnownReplicas& now) {
  std::map<std::string, Link> links;
  for (const auto& replica : now.connected) {
    const auto before = links_.find(replica.session);
    Link link = before == links_.end() ? Link{reading_, 0, replica.answer} : before->second;
    if (link.answer != replica.answer) link = {link.first, reading_, replica.answer};
    links[replica.session] = std::move(link);
  }
  links_ = std::move(links);
}

// One that has all answers by itself, as soon as it has, and then seldom: while it is not behind
// its silence says nothing. Nor does that of a logical reader, which tells what it has when it
// likes.
void SeenReplicas::count_silence(KnownReplicas& now, std::chrono::steady_clock::time_point at) {
  std::map<std::string, Silence> silent;
  for (auto& replica : now.connected) {
    if (!replica.behind || !replica.lag || replica.passing) continue;
    const auto before = silent_.find(replica.session);
    const bool still = before != silent_.end() && before->second.answer == replica.answer;
    const auto since = still ? before->second.since : at;
    silent[replica.session] = {replica.answer, since};
    replica.lag = std::max(*replica.lag, std::chrono::duration<double>(at - since).count());
  }
  silent_ = std::move(silent);
}

// One that connects again while the server has not noticed the end of its old connection (for a
// minute, wal_sender_timeout) is there twice, and is one. Two are two when both have answered since
// the later one came.
std::size_t SeenReplicas::together(const Members& members) const {
  std::size_t most = 1;
  for (const auto* later : members) {
    const auto since = links_.at(later->session).first;
    const auto alive = std::count_if(members.begin(), members.end(), [&](const auto* member) {
      const auto& link = links_.at(member->session);
      return link.first <= since && link.answered > since;
    });
    most = std::max(most, static_cast<std::size_t>(alive));
  }
  return most;
}

// Names may be shared (`walreceiver` is everybody's who was given none), and a container's address
// is another one when it is back: of each name as many are expected as were there, wherever.
void SeenReplicas::count(const std::string& name, Members members, std::vector<std::string>& gone) {
  auto& places = by_name_[name];
  const auto expected = std::max(places.size(), members.empty() ? 0 : together(members));
  if (members.size() >= expected) {
    std::sort(members.begin(), members.end(), [&](const auto* a, const auto* b) {
      return links_.at(a->session).answered > links_.at(b->session).answered;
    });
    places.clear();
    for (std::size_t i = 0; i < expected; ++i) places.push_back(members[i]->at);
    return;
  }
  auto absent = places;
  for (const auto* member : members)
    if (const auto at = std::find(absent.begin(), absent.end(), member->at); at != absent.end())
      absent.erase(at);
  absent.resize(expected - members.size());
  for (const auto& at : absent) gone.push_back(shown(name, at));
}

std::vector<std::string> SeenReplicas::missing(const KnownReplicas& now) {
  ++reading_;
  // Another primary: one of those that were seen is this server now, and is never back.
  if (now.history != history_) by_name_.clear(), by_slot_.clear();
  history_ = now.history;
  learn_links(now);

  std::map<std::string, Members> names;
  for (const auto& [name, places] : by_name_) names[name];
  std::set<std::string> read;
  for (const auto& replica : now.connected) {
    if (replica.passing) continue;
    if (replica.slot.empty()) {
      names[replica.name].push_back(&replica);
    } else {
      read.insert(replica.slot);
      by_slot_[replica.slot] =
          shown(replica.name, replica.at) + ", slot \"" + printable(replica.slot) + "\"";
    }
  }
  std::vector<std::string> gone;
  for (auto& [name, members] : names) count(name, members, gone);
  for (auto slot = by_slot_.begin(); slot != by_slot_.end();) {
    const bool removed = !read.count(slot->first) && !now.slots.count(slot->first);
    if (!removed && !read.count(slot->first)) gone.push_back(slot->second);
    slot = removed ? by_slot_.erase(slot) : std::next(slot);
  }
  return gone;
}

}  // namespace migrate
