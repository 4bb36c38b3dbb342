#include <fmt/format.h>

#include <algorithm>
#include <string_view>

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
  assertion.expect = *read_expect(fields);
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

// What `migrate new` writes for names of the user's (src/cli/scaffold.cpp). Only these words and
// only alone, in angle brackets: no name of anybody's is refused, nor SQL that holds them.
bool is_placeholder(std::string_view text) {
  static constexpr std::string_view words =
      " TABLE COLUMN OTHER OLD_NAME NEW_NAME OLD_COLUMN NEW_COLUMN FIRST_OLD_COLUMN"
      " SECOND_OLD_COLUMN FIRST_NEW_COLUMN SECOND_NEW_COLUMN SOME_COLUMN CREATED INDEX SOME_INDEX"
      " CONSTRAINT PARTITION OTHER_ROWS TEXT TYPE VALUE NEW_VALUE FIRST_VALUE SECOND_VALUE"
      " OTHER_VALUE ";
  if (text.size() < 3 || text.front() != '<' || text.back() != '>') return false;
  const std::string word(text.substr(1, text.size() - 2));
  return word.find(' ') == std::string::npos && words.find(" " + word + " ") != words.npos;
}

void refuse_placeholders(const Source& source, const Node& node) {
  const auto look_at = [&](const std::string& text, int line) {
    if (is_placeholder(text))
      source_error(source, "PLACEHOLDER", fmt::format("{} stands for a name of yours", text), line,
                   {"`migrate new` writes such words; replace each that stands in angle brackets"});
  };
  if (node.kind == Node::Kind::scalar) look_at(node.text, node.line);
  for (const Node& item : node.items) refuse_placeholders(source, item);
  for (const Entry& entry : node.entries) {
    look_at(entry.key, entry.line);
    refuse_placeholders(source, entry.value);
  }
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
  refuse_placeholders(source, fields.require("operations"));
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
  migration.first_checksum = document_checksum(root, 1);
  return migration;
}

}  // namespace migrate
