#include "config/config.hpp"

#include "config/variables.hpp"
#include "migration/document.hpp"
#include "migration/fields.hpp"
#include "migration/read_migration.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

// Zero would switch the server's own limit off.
Millis positive(const Fields& fields, std::string_view key, Millis otherwise) {
  const std::optional<Millis> value = fields.duration(key);
  if (value && *value <= Millis(0)) fields.bad_value(key, "must be longer than 0");
  return value.value_or(otherwise);
}

void read_root(const Source& source, const Node& root, Config& config) {
  const Fields fields(
      source, root, "migrate.yaml",
      {"url", "migrations", "lock_timeout", "lock_wait_total", "log_patience", "backfill",
       "throttle", "contract", "apps", "hooks", "abort_if", "allow_replica"});
  if (fields.find("url") != nullptr) {
    const auto url =
        expand_variables(source, fields.text("url"), fields.line_of("url"), config.url_unset);
    if (!config.url_unset) config.url = url;
  }
  if (fields.find("migrations") != nullptr) config.directory = fields.text("migrations");
  config.lock_timeout = positive(fields, "lock_timeout", config.lock_timeout);
  config.lock_wait_total = positive(fields, "lock_wait_total", config.lock_wait_total);
  config.log_patience = positive(fields, "log_patience", config.log_patience);
  if (fields.find("allow_replica") != nullptr) config.allow_replica = fields.flag("allow_replica");
  if (const Node* backfill = fields.find("backfill"))
    config.backfill = read_backfill_settings(source, *backfill, fields.line_of("backfill"));
  if (const Node* throttle = fields.find("throttle"))
    config.throttle = read_throttle(source, *throttle, fields.line_of("throttle"));
  if (const Node* contract = fields.find("contract"))
    config.contract = read_contract_settings(source, *contract, fields.line_of("contract"));
  config.hooks = read_hooks(source, fields.list("hooks"));
  config.abort_if = read_abort_rules(source, fields.list("abort_if"));
  if (const Node* apps = fields.find("apps")) {
    const Fields inner(source, *apps, "apps", {"ttl"}, fields.line_of("apps"));
    config.instance_ttl = positive(inner, "ttl", config.instance_ttl);
  }
}

}  // namespace

Config read_config(const std::string& path, bool required) {
  Config config;
  if (!required && !file_exists(path)) return config;
  const Source source{path, "MIG-CONFIG"};
  const Node root = parse_yaml(source, clean_text(source, read_file(path, max_file_size)));
  config.file = path;
  // A file of nothing but comments, as `migrate init` may leave it.
  if (root.kind != Node::Kind::null) read_root(source, root, config);
  return config;
}

}  // namespace migrate
