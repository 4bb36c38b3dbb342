#include "config/hooks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/variables.hpp"
#include "migration/fields.hpp"
#include "util/http.hpp"
#include "util/log.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

// What happens in passing: to stop there would leave a phase half way for no gain.
const std::vector<std::string> in_passing = {"pause", "resume", "abort"};

bool holds(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

void read_webhook(const Fields& fields, Hook& hook) {
  hook.webhook = expand_variables(fields.source(), fields.text("webhook"),
                                  fields.line_of("webhook"), hook.unset);
  if (!hook.unset && !http::is_url(hook.webhook))
    fields.bad_value("webhook", "must be a URL of the form https://host/path");
  const Node* headers = fields.find("headers");
  if (headers == nullptr) return;
  if (headers->kind != Node::Kind::map)
    fields.bad_value("headers", "must be a map from name to text, found " + describe(*headers));
  for (const Entry& entry : headers->entries) {
    if (entry.value.kind != Node::Kind::scalar)
      fields.bad_value("headers", "must be a map from name to text");
    const auto value = expand_variables(fields.source(), entry.value.text, entry.line, hook.unset);
    if (value.find_first_of("\r\n") != std::string::npos)
      fields.bad_value("headers", "a header is one line");
    hook.headers[entry.key] = value;
    if (value != entry.value.text) log::add_secret(value);
  }
}

}  // namespace

const std::vector<std::string>& hook_events() {
  static const std::vector<std::string> all = {
      "before_expand",   "after_expand",   "before_backfill", "after_backfill",
      "before_contract", "after_contract", "before_rollback", "after_rollback",
      "pause",           "resume",         "abort",           "gate_open"};
  return all;
}

bool Hook::stops_at(const std::string& event) const {
  if (!on_failure.empty()) return on_failure == "stop";
  return event.starts_with("before_") || event == "gate_open";
}

std::vector<Hook> read_hooks(const Source& source, const std::vector<Node>& nodes) {
  std::vector<Hook> hooks;
  for (const Node& node : nodes) {
    const Fields fields(source, node, "hooks",
                        {"on", "command", "webhook", "headers", "timeout", "on_failure"});
    Hook hook;
    fields.require("on");
    hook.on = fields.one_or_more("on");
    for (const auto& event : hook.on)
      if (!holds(hook_events(), event))
        fields.bad_value("on",
                         fmt::format("\"{}\" is none{}; they are {}", printable(shorten(event, 80)),
                                     suggestion(event, hook_events()), join(hook_events(), ", ")));
    if (hook.on.empty()) fields.bad_value("on", "must name at least one of them");
    const bool command = fields.find("command") != nullptr;
    if (command == (fields.find("webhook") != nullptr))
      fields.bad_value(command ? "webhook" : "command", "a hook has either a command or a webhook");
    if (command)
      hook.command = fields.text("command");
    else
      read_webhook(fields, hook);
    if (command && fields.find("headers") != nullptr)
      fields.bad_value("headers", "belong to a webhook");
    hook.timeout = fields.duration("timeout").value_or(hook.timeout);
    if (hook.timeout <= Millis(0)) fields.bad_value("timeout", "must be longer than 0");
    hook.on_failure = fields.choice("on_failure", {"stop", "warn"}, "");
    if (hook.on_failure == "stop")
      for (const auto& event : hook.on)
        if (holds(in_passing, event))
          fields.bad_value("on_failure", fmt::format("{} cannot be stopped at", event));
    hooks.push_back(std::move(hook));
  }
  return hooks;
}

}  // namespace migrate
