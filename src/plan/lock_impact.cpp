#include "plan/lock_impact.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace migrate {

void LockedObjects::add(const LockedObject& object) {
  if (object.name.empty()) return;
  auto known = std::find_if(all_.begin(), all_.end(),
                            [&](const LockedObject& other) { return other.name == object.name; });
  if (known == all_.end())
    all_.push_back(object);
  else if (known->below.empty())
    known->below = object.below;
}

LockedObjects LockedObjects::with(const LockedObjects& more) const {
  auto both = *this;
  for (auto& object : more.all_) both.add(object);
  return both;
}

std::string LockedObjects::text() const {
  std::vector<std::string> parts;
  for (auto& object : all_) {
    bool bare = object.name.find('"') == std::string::npos;
    auto name =
        bare && object.name.find(',') != std::string::npos ? '"' + object.name + '"' : object.name;
    parts.push_back(object.below.empty() ? name : name + " and its " + object.below);
  }
  return join(parts, ", ");
}

std::string LockImpact::taken() const {
  auto one = [](const std::string& of_level, const LockedObjects& on) {
    return on.empty() ? of_level : of_level + " on " + on.text();
  };
  std::string text = one(level, object);
  for (auto& weaker : also) text += "; " + one(weaker.level, weaker.object);
  return text;
}

}  // namespace migrate
