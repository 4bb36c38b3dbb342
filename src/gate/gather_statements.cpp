#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "gate/gather.hpp"
#include "gate/old_names.hpp"
#include "gate/statement_text.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

using nlohmann::json;

void collect(const json& value, std::vector<std::string>& texts) {
  if (value.is_string()) texts.push_back(value.get<std::string>());
  if (value.is_structured())
    for (auto& inner : value) collect(inner, texts);
}

// What this tool itself runs for the migration names the old shape, too.
std::vector<StatementText> own_statements(const GateInput& input,
                                          const std::vector<StepRecord>& steps, EngineKind engine) {
  std::vector<std::string> texts;
  for (auto& record : steps) collect(json::parse(to_json(record.step)), texts);
  for (auto& check : input.settings.checks)
    if (auto* sql = check.sql.for_engine(engine)) texts.push_back(sql->value);
  std::vector<StatementText> own;
  for (auto& text : texts)
    if (StatementText parsed(text, engine); parsed.works_on_rows())
      own.push_back(std::move(parsed));
  return own;
}

struct Counted {
  std::uint64_t calls = 0;
  EpochMs at = 0;  // when the count was first seen
  friend bool operator==(const Counted&, const Counted&) = default;
};
using Counts = std::map<std::string, Counted>;

Counts decode(const std::string& text) {
  Counts counts;
  auto all = json::parse(text.empty() ? "{}" : text, nullptr, false);
  if (!all.is_object()) return counts;  // written by another version: begin anew
  for (auto& [id, value] : all.items())
    if (value.is_array() && value.size() == 2 && value[0].is_number_unsigned() &&
        value[1].is_number_integer())
      counts[id] = {value[0].get<std::uint64_t>(), value[1].get<EpochMs>()};
  return counts;
}

std::string encode(const Counts& counts) {
  json all = json::object();
  for (auto& [id, counted] : counts) all[id] = {counted.calls, counted.at};
  return all.dump();
}

// Two that look at the same time: either's counts will do.
std::string record(Store& store, const std::string& migration, const Counts& counts) {
  try {
    store.save_statement_counts(migration, encode(counts));
  } catch (const db::DbError& e) {
    if (e.failure() == db::Failure::connection_lost) throw;
    if (e.failure() == db::Failure::permission || e.failure() == db::Failure::read_only)
      return std::string("what was counted cannot be kept: ") + printable(e.what());
  }
  return {};
}

}  // namespace

void gather_statements(GateInput& input, const Migration& migration,
                       const std::vector<StepRecord>& steps, const GateSources& sources) {
  auto names = old_names(migration);
  if (names.empty()) return;
  std::vector<std::string> tables;
  for (auto& name : names) tables.push_back(name.table);
  auto engine = sources.dialect.kind();
  auto list = sources.dialect.statements(sources.connection, tables);
  input.statements_missing = list.missing;
  input.statements_since = list.since;
  auto& found = input.statements.emplace();
  if (list.statements.empty()) return;

  auto own = own_statements(input, steps, engine);
  auto before = decode(sources.store.statement_counts(migration.id));
  Counts counts;
  for (auto& statement : list.statements) {
    StatementText text(statement.text, engine);
    if (!text.works_on_rows()) continue;
    auto named = std::find_if(names.begin(), names.end(),
                              [&](const OldName& name) { return text.names(name); });
    if (named == names.end() ||
        std::any_of(own.begin(), own.end(), [&](auto& o) { return o.same_as(text); }))
      continue;
    OldStatement old{named->text(), statement.text, statement.user, statement.calls, 0};
    if (statement.last_at) {
      old.last_at = *statement.last_at;
    } else {
      auto known = before.find(statement.id);
      // Recorded before ids said since when is counted.
      if (known == before.end() && list.since) {
        known = before.find(statement.id.substr(0, statement.id.find('@')));
        if (known != before.end() && known->second.at < *list.since) known = before.end();
      }
      bool same = known != before.end() && known->second.calls == statement.calls;
      old.last_at = same ? known->second.at : input.now;
      counts[statement.id] = {statement.calls, old.last_at};
    }
    found.push_back(std::move(old));
  }
  if (counts == before) return;
  if (auto why = record(sources.store, migration.id, counts);
      !why.empty() && input.statements_missing.empty())
    input.statements_missing = why;
}

}  // namespace migrate
