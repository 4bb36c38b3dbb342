// No live instance of the apps concerned runs older code, and each app has at least one live
// instance.
#include <fmt/format.h>

#include "gate/evidence_text.hpp"
#include "gate/version.hpp"

namespace migrate {

bool is_live(const AppInstance& i, EpochMs now) {
  return !i.retired && now - i.seen_at <= i.ttl_ms;
}

bool knows(const std::string& schema, const std::string& id, const std::string& overtaken_by) {
  return overtaken_by.empty() ? schema >= id : schema == id || schema > overtaken_by;
}

bool is_old(const AppInstance& i, const MigrationRecord& record, const ContractSettings& settings,
            const std::string& overtaken_by) {
  if (auto rule = settings.versions.find(i.app); rule != settings.versions.end())
    return !satisfies(i.version, rule->second).value_or(false);
  return !knows(i.schema, record.id, overtaken_by);
}

namespace {

// Nobody could report until just now: it may be about to.
bool is_unheard(const GateInput& input, const AppInstance& i) {
  return !i.retired && input.reachable && i.seen_at < input.reachable->since &&
         input.now - input.reachable->since <= i.ttl_ms;
}

}  // namespace

void judge_instances(const GateInput& input, std::vector<Evidence>& out) {
  auto apps = apps_concerned(input);
  if (apps.empty()) {
    out.push_back(
        {"instances", false,
         "no application has ever reported itself, so nobody can tell whether old code is "
         "gone (`migrate app heartbeat`, or the upsert of docs/guides/app-instances.md)",
         "0 instances", "at least one live instance per app"});
    return;
  }
  for (auto& app : apps) {
    int live = 0;
    for (auto& i : input.instances) {
      if (i.app != app) continue;
      bool old = is_old(i, input.record, input.settings, input.overtaken_by);
      bool heard = is_live(i, input.now);
      // That new code may be there proves nothing.
      if (!heard && !(old && is_unheard(input, i))) continue;
      live += heard ? 1 : 0;
      auto rule = input.settings.versions.find(app);
      std::string limit =
          rule != input.settings.versions.end() ? "version " + rule->second : newer_schema(input);
      bool by_schema = old && rule == input.settings.versions.end();
      auto detail = describe(input, i);
      if (old) detail += by_schema ? ": " + old_code(input, i.schema) : ": old code";
      if (!heard)
        detail += fmt::format("; {} {}, and the instance has {} from then on to report",
                              input.reachable->what, age(input, input.reachable->since),
                              format_duration(Millis(i.ttl_ms)));
      out.push_back({"instances", !old, std::move(detail),
                     rule != input.settings.versions.end() ? i.version : i.schema, limit,
                     age_of(input, i.seen_at)});
    }
    if (live == 0)
      out.push_back({"instances", false, fmt::format("no live instance of app {} is known", app),
                     "0 live", "at least one"});
  }
}

}  // namespace migrate
