// No session in the server's own list says that it belongs to an older release. It needs no word
// of the instances themselves, and finds those that stopped reporting and still write.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "gate/evidence_text.hpp"
#include "gate/session_name.hpp"
#include "gate/version.hpp"

namespace migrate {

namespace {

struct Judged {
  bool concerned = false;
  std::string old;  // why; empty: it is not
};

// The newest schema that an instance of this app and version has reported.
const AppInstance* newest_of(const GateInput& input, const SessionRelease& release) {
  const AppInstance* newest = nullptr;
  for (auto& i : input.instances)
    if (i.app == release.app && i.version == release.version &&
        (!newest || i.schema > newest->schema))
      newest = &i;
  return newest;
}

bool is_known(const GateInput& input, const SessionRelease& release) {
  return input.known_ids.count(release.schema) > 0 ||
         (release.cut && std::any_of(input.known_ids.begin(), input.known_ids.end(),
                                     [&](auto& id) { return id.starts_with(release.schema); }));
}

// One that was cut says this migration where none begins so that a build without it may report.
bool is_older(const GateInput& input, const SessionRelease& release) {
  const auto& id = input.record.id;
  const auto& newest = input.overtaken_by.empty() ? id : input.overtaken_by;
  if (!release.cut || !id.starts_with(release.schema))
    return !knows(release.schema, id, input.overtaken_by);
  return std::any_of(input.known_ids.begin(), input.known_ids.end(), [&](auto& other) {
    return other != id && other <= newest && other.starts_with(release.schema);
  });
}

Judged judge_one(const GateInput& input, const SessionRelease& release) {
  auto& settings = input.settings;
  auto rule = settings.versions.find(release.app);
  bool named =
      std::find(settings.apps.begin(), settings.apps.end(), release.app) != settings.apps.end();
  bool others = settings.apps.empty();
  bool known =
      named ||
      (others && (rule != settings.versions.end() || apps_concerned(input).count(release.app) > 0));
  if (!release.schema.empty()) {
    // Of an app that never reported itself too, once the word behind the @ is a migration.
    if (!known && !(others && is_known(input, release))) return {};
    if (!is_older(input, release)) return {true, ""};
    // Perhaps old, and the file says what tells: the versions of the app's instances.
    if (rule != settings.versions.end() && release.schema >= input.record.id) return {};
    return {true, old_code(input, release.schema)};
  }
  if (!known) return {};
  if (rule != settings.versions.end()) {
    bool satisfied = satisfies(release.version, rule->second).value_or(false);
    return {true, satisfied ? "" : "version " + rule->second + " is asked for"};
  }
  auto* instance = newest_of(input, release);
  if (!instance || instance->schema.empty())
    return {true, fmt::format("no instance of {} has said which schema version {} knows, so it "
                              "counts as old",
                              release.app, release.version)};
  if (knows(instance->schema, input.record.id, input.overtaken_by)) return {true, ""};
  return {true, fmt::format("{} (schema {})", old_code(input, instance->schema), instance->schema)};
}

struct Group {
  std::string why;
  int count = 0;
  std::int64_t oldest_ms = 0;
  std::set<std::string> users;
};

std::string counted(std::size_t n, const char* what) {
  return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

}  // namespace

void judge_sessions(const GateInput& input, std::vector<Evidence>& out) {
  if (!input.sessions) return;
  std::map<std::string, Group> old;
  std::size_t told = 0;
  for (auto& session : input.sessions->sessions) {
    auto release = parse_session_name(session.name);
    auto judged = release ? judge_one(input, *release) : Judged{};
    told += judged.concerned ? 1 : 0;
    if (judged.old.empty()) continue;
    auto& group = old[session.name];
    group.why = judged.old;
    ++group.count;
    group.oldest_ms = std::max(group.oldest_ms, session.age_ms);
    group.users.insert(session.user);
  }
  for (auto& [name, group] : old) {
    std::string users;
    for (auto& user : group.users) users += (users.empty() ? "" : ", ") + user;
    Evidence e{
        "sessions", false,
        fmt::format("{} of {} ({}): {}", counted(group.count, "session"), name, users, group.why),
        counted(group.count, "session"), "none of old code"};
    if (group.oldest_ms > 0) e.age = Millis(group.oldest_ms);
    out.push_back(std::move(e));
  }
  if (!old.empty()) return;
  auto all = input.sessions->sessions.size();
  if (!input.sessions->missing.empty()) {
    out.push_back(missing_evidence(input, "sessions", input.sessions->missing));
  } else if (told == 0 && all > 0) {
    out.push_back(missing_evidence(
        input, "sessions",
        fmt::format("{} {}, and none says app/version or app@schema of an app concerned",
                    counted(all, "session"), all == 1 ? "is there" : "are there")));
  } else {
    out.push_back({"sessions", true,
                   all == 0 ? std::string("nobody else is connected")
                            : fmt::format("{} of new code, {} that say nothing",
                                          counted(told, "session"), all - told),
                   "0 sessions", "none of old code", Millis(0)});
  }
}

}  // namespace migrate
