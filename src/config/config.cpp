#include "config/config.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "migration/document.hpp"
#include "migration/fields.hpp"
#include "migration/read_migration.hpp"
#include "util/file.hpp"
#include "util/host.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

// ${NAME} from the environment, anywhere in the text. What comes out may be secret: no message
// repeats it.
std::string expand_variables(const Source& source, const std::string& text, int line) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = text.find("${", at);
    result.append(text, at, start == std::string::npos ? std::string::npos : start - at);
    if (start == std::string::npos) break;
    const std::size_t close = text.find('}', start);
    if (close == std::string::npos) source_error(source, "VALUE", "a ${ has no closing }", line);
    const std::string name = text.substr(start + 2, close - start - 2);
    const bool valid = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    if (!valid)
      source_error(source, "VALUE", "between ${ and } must stand the name of a variable", line);
    const std::optional<std::string> value = environment(name);
    if (!value)
      source_error(source, "VARIABLE",
                   fmt::format("the environment variable {} is not set or empty", name), line);
    result += *value;
    at = close + 1;
  }
  return result;
}

// Zero would switch the server's own limit off.
Millis positive(const Fields& fields, std::string_view key, Millis otherwise) {
  const std::optional<Millis> value = fields.duration(key);
  if (value && *value <= Millis(0)) fields.bad_value(key, "must be longer than 0");
  return value.value_or(otherwise);
}

void read_root(const Source& source, const Node& root, Config& config) {
  const Fields fields(source, root, "migrate.yaml",
                      {"url", "migrations", "lock_timeout", "lock_wait_total", "backfill",
                       "throttle", "contract", "apps"});
  if (fields.find("url") != nullptr)
    config.url = expand_variables(source, fields.text("url"), fields.line_of("url"));
  if (fields.find("migrations") != nullptr) config.directory = fields.text("migrations");
  config.lock_timeout = positive(fields, "lock_timeout", config.lock_timeout);
  config.lock_wait_total = positive(fields, "lock_wait_total", config.lock_wait_total);
  if (const Node* backfill = fields.find("backfill"))
    config.backfill = read_backfill_settings(source, *backfill, fields.line_of("backfill"));
  if (const Node* throttle = fields.find("throttle"))
    config.throttle =
        read_throttle(source, *throttle, fields.line_of("throttle"), expand_variables);
  if (const Node* contract = fields.find("contract"))
    config.contract = read_contract_settings(source, *contract, fields.line_of("contract"));
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
