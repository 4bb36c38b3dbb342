#include "engine/hooks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "util/command.hpp"
#include "util/error.hpp"
#include "util/host.hpp"
#include "util/http.hpp"
#include "util/log.hpp"
#include "util/stop.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

// What a failing hook said last: one line that fits beside the reason.
std::string last_line(const std::string& output) {
  const auto lines = split(std::string(trim(output)), '\n');
  return lines.empty() ? "" : printable(shorten(lines.back(), 200));
}

std::string named(const Hook& hook) {
  return hook.command.empty()
             ? "webhook " + http::shown(hook.webhook)
             : "`" + printable(shorten(log::redact_foreign(hook.command), 120)) + "`";
}

bool is_for(const Hook& hook, const std::string& event) {
  return std::find(hook.on.begin(), hook.on.end(), event) != hook.on.end();
}

// Where a phase stands when a hook of it stops the command.
std::string state_after(const HookCall& call) {
  if (call.event.starts_with("before_"))
    return fmt::format("nothing of {} was begun by this run", call.phase);
  if (call.event == "gate_open") return "nothing of contract was begun by this run";
  return fmt::format("{} of {} is done and recorded", call.phase, call.migration);
}

}  // namespace

bool Hooks::any(const std::string& event) const {
  return std::any_of(hooks_.begin(), hooks_.end(),
                     [&](const Hook& hook) { return is_for(hook, event); });
}

void Hooks::require_set(const std::vector<std::string>& events) const {
  for (const Hook& hook : hooks_)
    if (std::any_of(events.begin(), events.end(),
                    [&](const std::string& event) { return is_for(hook, event); }))
      refuse_unset(hook.unset);
}

std::string Hooks::trouble(const Hook& hook, const HookCall& call) const {
  if (hook.unset) return hook.unset->what;
  if (!hook.command.empty()) {
    const auto result =
        run_command(hook.command,
                    {{"MIGRATE_HOOK_EVENT", call.event},
                     {"MIGRATE_HOOK_MIGRATION", call.migration},
                     {"MIGRATE_HOOK_PHASE", call.phase},
                     {"MIGRATE_HOOK_REASON", call.reason}},
                    hook.timeout,
                    // What is done is recorded: no later run would send it again.
                    call.event.starts_with("after_") ? OnStop::finish : OnStop::end);
    if (result.ok()) return {};
    if (result.end == CommandResult::End::stopped && hook.stops_at(call.event))
      throw_if_stopped(
          fmt::format("stopped on request while hook {} ({}) ran", call.event, named(hook)),
          state_after(call));
    const auto said = last_line(result.output);
    return result.trouble(hook.timeout) + (said.empty() ? "" : ": " + said);
  }
  nlohmann::json body = {{"event", call.event},   {"migration", call.migration},
                         {"phase", call.phase},   {"reason", call.reason},
                         {"host", host_name()},   {"by", user_name()},
                         {"tool", tool_version()}};
  const auto answer = http::send(
      {hook.webhook, "POST", body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
       "application/json", hook.headers, hook.timeout});
  return answer.ok() ? "" : answer.trouble();
}

void Hooks::run(const HookCall& call) const {
  for (const Hook& hook : hooks_) {
    if (!is_for(hook, call.event)) continue;
    const auto why = log::redact_foreign(trouble(hook, call));
    if (why.empty()) {
      log::debug("hook {}: {}", call.event, named(hook));
      continue;
    }
    const auto what = fmt::format("hook {} ({}) failed: {}", call.event, named(hook), why);
    if (!hook.stops_at(call.event)) {
      observer_.note(what);
      continue;
    }
    throw Error(ExitCode::failed,
                {"MIG-HOOK-FAILED",
                 what,
                 "",
                 state_after(call),
                 "mend the hook, or say `on_failure: warn` in migrate.yaml, and run the same "
                 "command again",
                 {}});
  }
}

void PauseHooks::phase_started(const std::string& migration, const std::string& phase) {
  phase_ = phase;
  PassingObserver::phase_started(migration, phase);
}

void PauseHooks::phase_finished(const std::string& migration, const std::string& phase,
                                Millis took) {
  phase_.clear();
  PassingObserver::phase_finished(migration, phase, took);
}

// Contract compares before it begins.
void PauseHooks::step_started(const std::string& migration, const Step& step, bool undo) {
  if (phase_.empty()) phase_ = undo ? "rollback" : name_of(step.phase);
  PassingObserver::step_started(migration, step, undo);
}

void PauseHooks::progress(const Progress& progress) {
  PassingObserver::progress(progress);
  if (progress.waiting.empty()) {
    if (told_) hooks_.run({"resume", progress.migration, phase_});
    since_.reset();
    told_ = false;
    return;
  }
  const auto now = clock_.monotonic();
  if (!since_) since_ = now;
  if (told_ || now - *since_ < patience) return;
  told_ = true;
  hooks_.run({"pause", progress.migration, phase_, progress.waiting});
}

}  // namespace migrate
