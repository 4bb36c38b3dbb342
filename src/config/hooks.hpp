// What migrate.yaml lets run beside a migration: commands and webhooks (`hooks:`).
#pragma once
#include <map>
#include <string>
#include <vector>

#include "config/variables.hpp"
#include "migration/document.hpp"
#include "util/units.hpp"

namespace migrate {

// before_expand after_expand … before_rollback after_rollback pause resume abort gate_open
const std::vector<std::string>& hook_events();

struct Hook {
  std::vector<std::string> on;  // of hook_events(), at least one
  std::string command;          // for /bin/sh; empty: a webhook
  std::string webhook;          // a URL
  std::map<std::string, std::string> headers;
  Unset unset;  // of these two: it cannot be sent
  Millis timeout{30000};
  // A failure ends the migrate command. Without `on_failure` in the file: before_… and gate_open
  // do.
  bool stops_at(const std::string& event) const;
  std::string on_failure;  // "stop", "warn" or empty
};

std::vector<Hook> read_hooks(const Source& source, const std::vector<Node>& nodes);

}  // namespace migrate
