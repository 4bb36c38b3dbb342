#include <fmt/format.h>

#include <algorithm>

#include "migration/checksum.hpp"
#include "migration/operations/parse.hpp"
#include "migration/read_migration.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

Assertion read_assertion(const Source& source, const Node& node) {
  const Fields fields(source, node, "verify", {"name", "sql", "expect", "after"});
  Assertion assertion;
  assertion.at = fields.location();
  assertion.name = fields.text("name");
  assertion.sql = fields.sql("sql");
  fields.require("expect");
  assertion.expect = fields.optional_text("expect");
  if (fields.find("after") != nullptr) {
    const std::vector<std::string> phases = {"expand", "backfill", "contract"};
    assertion.after = fields.one_or_more("after");
    for (const auto& phase : assertion.after)
      if (std::find(phases.begin(), phases.end(), phase) == phases.end())
        fields.bad_value("after", fmt::format("must name phases ({}), found \"{}\"",
                                              join(phases, ", "), printable(shorten(phase, 80))));
    if (assertion.after.empty()) fields.bad_value("after", "must name at least one phase");
  }
  check_splits(source, assertion.sql, fields.line_of("sql"));
  return assertion;
}

// ">=2.4.0": what the gate compares versions with.
bool is_version_limit(std::string_view text) {
  text = trim(text);
  if (!text.starts_with(">=")) return false;
  text = trim(text.substr(2));
  if (text.starts_with("v")) text.remove_prefix(1);
  return !text.empty() && text.front() >= '0' && text.front() <= '9' &&
         std::none_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == ','; });
}

}  // namespace

BackfillSettings read_backfill_settings(const Source& source, const Node& node, int line) {
  const Fields fields(source, node, "backfill", {"batch", "workers"}, line);
  BackfillSettings settings;
  settings.batch = fields.batch("batch");
  if (const auto workers = fields.integer("workers", 1, 64))
    settings.workers = static_cast<int>(*workers);
  return settings;
}

ContractSettings read_contract_settings(const Source& source, const Node& node, int line) {
  if (node.kind == Node::Kind::map)
    for (const std::string_view later : {"checks"})
      if (const Entry* entry = node.find(later))
        source_error(source, "FIELD", fmt::format("contract.{} is not supported yet", later),
                     entry->line,
                     {"fields: apps, versions, quiet, soak, approval, quarantine, keep_copy"});
  const Fields fields(source, node, "contract",
                      {"apps", "versions", "quiet", "soak", "approval", "quarantine", "keep_copy"},
                      line);
  ContractSettings settings;
  settings.apps = fields.texts("apps");
  if (const Node* versions = fields.find("versions")) {
    if (versions->kind != Node::Kind::map)
      source_error(
          source, "TYPE",
          "contract.versions must be a map from app to version, found " + describe(*versions),
          fields.line_of("versions"), {"example: versions: {web: \">=2.4.0\"}"});
    for (const Entry& entry : versions->entries) {
      if (entry.key.empty() || entry.value.kind != Node::Kind::scalar ||
          !is_version_limit(entry.value.text))
        source_error(source, "VALUE",
                     fmt::format("contract.versions: \"{}\" must be a limit such as \">=2.4.0\"",
                                 printable(shorten(entry.key, 80))),
                     entry.line);
      settings.versions[entry.key] = entry.value.text;
    }
  }
  settings.quiet = fields.duration("quiet");
  settings.soak = fields.duration("soak");
  settings.quarantine = fields.duration("quarantine");
  if (fields.find("approval") != nullptr) settings.approval = fields.flag("approval");
  if (fields.find("keep_copy") != nullptr) settings.keep_copy = fields.flag("keep_copy");
  return settings;
}

std::vector<EngineKind> read_engines(const Source& source, const std::vector<std::string>& names,
                                     int line) {
  std::vector<std::string> known;
  for (const EngineKind engine : all_engines) known.emplace_back(name_of(engine));
  std::vector<EngineKind> engines;
  for (const std::string& name : names) {
    const std::optional<EngineKind> engine = parse_engine(name);
    if (!engine)
      source_error(source, "VALUE",
                   fmt::format("unknown engine \"{}\"{}", printable(shorten(name, 80)),
                               suggestion(name, known)),
                   line, {"engines: " + join(known, ", ")});
    if (std::find(engines.begin(), engines.end(), *engine) == engines.end())
      engines.push_back(*engine);
  }
  if (engines.empty())
    source_error(source, "VALUE", "engines must name at least one engine", line,
                 {"engines: " + join(known, ", "), "leave the field out to mean all of them"});
  return engines;
}

Migration read_document(const Source& source, const Node& root) {
  if (root.kind == Node::Kind::null) source_error(source, "EMPTY", "the file is empty", 0);
  const Fields fields(source, root, "the migration",
                      {"description", "engines", "operations", "backfill", "contract", "verify",
                       "name", "version_schema"});
  Migration migration;
  migration.description = fields.optional_text("description");
  // pgroll's files name themselves; here the file's name is the id.
  const std::string name = fields.optional_text("name");
  if (migration.description.empty()) migration.description = name;
  fields.optional_text("version_schema");
  if (fields.find("engines") != nullptr)
    migration.engines = read_engines(source, fields.texts("engines"), fields.line_of("engines"));
  fields.require("operations");
  for (const Node& item : fields.list("operations"))
    migration.operations.push_back(parse_operation(source, item));
  if (migration.operations.empty())
    source_error(source, "EMPTY", "the migration has no operations", fields.line_of("operations"));
  if (const Node* backfill = fields.find("backfill"))
    migration.backfill = read_backfill_settings(source, *backfill, fields.line_of("backfill"));
  if (const Node* contract = fields.find("contract"))
    migration.contract = read_contract_settings(source, *contract, fields.line_of("contract"));
  for (const Node& item : fields.list("verify"))
    migration.verify.push_back(read_assertion(source, item));
  migration.checksum = document_checksum(root);
  migration.checksum_version = checksum_algorithm;
  return migration;
}

}  // namespace migrate
