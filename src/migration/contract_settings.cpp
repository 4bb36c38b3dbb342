// `contract:` of a migration file and of migrate.yaml: what the gate asks for.
#include <fmt/format.h>

#include <algorithm>

#include "migration/operations/parse.hpp"
#include "migration/read_migration.hpp"
#include "util/expectation.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

constexpr Millis longest_check{600000};

// ">=2.4.0": what the gate compares versions with.
bool is_version_limit(std::string_view text) {
  text = trim(text);
  if (!text.starts_with(">=")) return false;
  text = trim(text.substr(2));
  if (text.starts_with("v")) text.remove_prefix(1);
  return !text.empty() && text.front() >= '0' && text.front() <= '9' &&
         std::none_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == ','; });
}

std::map<std::string, std::string> read_versions(const Source& source, const Node& node, int line) {
  if (node.kind != Node::Kind::map)
    source_error(source, "TYPE",
                 "contract.versions must be a map from app to version, found " + describe(node),
                 line, {"example: versions: {web: \">=2.4.0\"}"});
  std::map<std::string, std::string> versions;
  for (const Entry& entry : node.entries) {
    if (entry.key.empty() || entry.value.kind != Node::Kind::scalar ||
        !is_version_limit(entry.value.text))
      source_error(source, "VALUE",
                   fmt::format("contract.versions: \"{}\" must be a limit such as \">=2.4.0\"",
                               printable(shorten(entry.key, 80))),
                   entry.line);
    versions[entry.key] = entry.value.text;
  }
  return versions;
}

// A variable may hold all of it, or its password.
std::string read_url(const Fields& fields, std::string_view key) {
  std::string url = fields.text(key);
  if (!url.starts_with("http://") && !url.starts_with("https://") && !url.starts_with("${"))
    fields.bad_value(key, "must be a URL that begins with http:// or https://");
  return url;
}

GateCheck read_check(const Source& source, const Node& node) {
  const Fields fields(source, node, "contract.checks",
                      {"command", "http", "sql", "prometheus", "name", "expect", "timeout"});
  GateCheck check;
  check.at = fields.location();
  check.name = fields.optional_text("name");
  int kinds = 0;
  for (const char* key : {"command", "http", "sql", "prometheus"})
    kinds += fields.find(key) != nullptr ? 1 : 0;
  if (kinds != 1)
    source_error(source, "VALUE",
                 "each of contract.checks must have one of command, http, sql and prometheus",
                 fields.line());
  check.expect = read_expect(fields);
  if (fields.find("command") != nullptr) {
    check.kind = GateCheck::Kind::command;
    check.target = fields.text("command");
    if (check.expect)
      fields.bad_value("expect", "has no meaning for a command: its exit code must be 0");
  } else if (fields.find("http") != nullptr) {
    check.kind = GateCheck::Kind::http;
    check.target = read_url(fields, "http");
  } else if (fields.find("sql") != nullptr) {
    check.kind = GateCheck::Kind::sql;
    check.sql = fields.sql("sql");
    check_splits(source, check.sql, fields.line_of("sql"));
    fields.require("expect");
  } else {
    const Fields inner(source, fields.require("prometheus"), "prometheus",
                       {"url", "query", "expect"}, fields.line_of("prometheus"));
    check.kind = GateCheck::Kind::prometheus;
    check.target = read_url(inner, "url");
    check.query = inner.text("query");
    if (check.expect) fields.bad_value("expect", "belongs into prometheus, beside its query");
    inner.require("expect");
    check.expect = read_expect(inner);
  }
  if (const auto timeout = fields.duration("timeout")) {
    if (*timeout <= Millis(0) || *timeout > longest_check)
      fields.bad_value("timeout", "must be longer than 0 and at most 10m");
    check.timeout = *timeout;
  }
  return check;
}

std::vector<std::string> read_required(const Fields& fields) {
  static const std::vector<std::string> known = {"sessions", "statements", "writes"};
  auto required = fields.texts("require");
  for (const std::string& kind : required)
    if (std::find(known.begin(), known.end(), kind) == known.end())
      fields.bad_value("require", fmt::format("names \"{}\", which is none of {}{}",
                                              printable(shorten(kind, 80)), join(known, ", "),
                                              suggestion(kind, known)));
  return required;
}

}  // namespace

std::optional<std::string> read_expect(const Fields& fields) {
  if (fields.find("expect") == nullptr) return std::nullopt;
  const std::string expect = fields.optional_text("expect");
  if (!parse_expectation(expect))
    fields.bad_value("expect", "must have a number behind its operator, such as \"< 0.01\"");
  return expect;
}

ContractSettings read_contract_settings(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "contract",
                      {"apps", "versions", "quiet", "soak", "approval", "checks", "require",
                       "quarantine", "keep_copy", "note_writes"},
                      line);
  ContractSettings settings;
  settings.apps = fields.texts("apps");
  if (const Node* versions = fields.find("versions"))
    settings.versions = read_versions(source, *versions, fields.line_of("versions"));
  settings.quiet = fields.duration("quiet");
  settings.soak = fields.duration("soak");
  if (fields.find("approval") != nullptr) settings.approval = fields.flag("approval");
  for (const Node& item : fields.list("checks"))
    settings.checks.push_back(read_check(source, item));
  settings.require = read_required(fields);
  settings.quarantine = fields.duration("quarantine");
  if (fields.find("keep_copy") != nullptr) settings.keep_copy = fields.flag("keep_copy");
  if (fields.find("note_writes") != nullptr) settings.note_writes = fields.flag("note_writes");
  return settings;
}

}  // namespace migrate
