#include "tests/support/scenario.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <stdexcept>

#include "tests/support/directory.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

namespace fs = std::filesystem;

const std::set<std::string> statement_places = {
    "before", "expanded", "backfilled", "quarantined", "contracted", "restored", "rolled_back"};
const std::set<std::string> expected_places = {"before",
                                               "expanded",
                                               "backfilled",
                                               "quarantined",
                                               "contracted",
                                               "restored",
                                               "rolled_back_expanded",
                                               "rolled_back_backfilled",
                                               "rolled_back_quarantined"};

[[noreturn]] void wrong(const std::string& where, const std::string& what) {
  throw std::runtime_error(where + ": " + what);
}

EngineKind engine_named(const std::string& name, const std::string& where) {
  const auto engine = parse_engine(name);
  if (!engine) wrong(where, fmt::format("no engine is called \"{}\"", name));
  return *engine;
}

std::set<EngineKind> engine_list(const YAML::Node& node, const std::string& where) {
  std::set<EngineKind> out;
  for (const auto& item : node) out.insert(engine_named(item.as<std::string>(), where));
  return out;
}

ExpectedError read_error(const YAML::Node& node, const std::string& where) {
  ExpectedError error;
  for (const auto& entry : node) {
    const std::string key = entry.first.as<std::string>();
    if (key == "engines") {
      error.engines = engine_list(entry.second, where);
    } else if (key == "first") {
      error.first = entry.second.as<std::vector<std::string>>();
    } else if (key == "command") {
      error.command = entry.second.as<std::string>();
    } else if (key == "code") {
      error.code = entry.second.as<std::string>();
    } else if (key == "exit") {
      error.exit = entry.second.as<int>();
    } else if (key == "says") {
      error.says = entry.second.as<std::vector<std::string>>();
    } else if (key == "rolls_back") {
      error.rolls_back = entry.second.as<bool>();
    } else {
      wrong(where, fmt::format("expect_error has no key \"{}\"", key));
    }
  }
  return error;
}

void read_gate(Scenario& scenario, const YAML::Node& node, const std::string& where) {
  if (node.IsScalar() && !node.as<bool>())
    scenario.no_gate.insert(all_engines.begin(), all_engines.end());
  if (!node.IsMap()) return;
  for (const auto& one : node)
    if (!one.second.as<bool>())
      scenario.no_gate.insert(engine_named(one.first.as<std::string>(), where));
}

void read_settings(Scenario& scenario, const fs::path& file) {
  for (const auto& entry : YAML::Load(slurp(file))) {
    const std::string key = entry.first.as<std::string>();
    if (key == "engines") {
      scenario.engines = engine_list(entry.second, file.string());
    } else if (key == "from" || key == "until") {
      for (const auto& one : entry.second) {
        const EngineKind engine = engine_named(one.first.as<std::string>(), file.string());
        (key == "from" ? scenario.from : scenario.until)[engine] = one.second.as<int>();
      }
    } else if (key == "rollback_flags") {
      scenario.rollback_flags = entry.second.as<std::vector<std::string>>();
    } else if (key == "loses_from") {
      scenario.loses_once_expanded = entry.second.as<std::string>() != "backfilled";
    } else if (key == "sweep") {
      scenario.swept = entry.second.as<bool>();
    } else if (key == "random") {
      for (const auto& column : entry.second) scenario.random.insert(column.as<std::string>());
    } else if (key == "rollback_changes") {
      for (const auto& what : entry.second)
        scenario.rollback_changes.insert(what.as<std::string>());
    } else if (key == "gate") {
      read_gate(scenario, entry.second, file.string());
    } else if (key == "keep_copy") {
      scenario.keep_copy = entry.second.as<bool>();
    } else if (key == "quarantine") {
      scenario.quarantine = entry.second.as<bool>();
    } else if (key == "dump") {
      scenario.dump = entry.second.as<bool>();
    } else if (key == "expect_error" && entry.second.IsSequence()) {
      for (const auto& one : entry.second) {
        scenario.errors.push_back(read_error(one, file.string()));
      }
    } else if (key == "expect_error") {
      scenario.errors.push_back(read_error(entry.second, file.string()));
    } else {
      wrong(file.string(), fmt::format("unknown key \"{}\"", key));
    }
  }
}

Statements read_statements(const fs::path& file) {
  Statements out{file.string(), {}};
  if (!fs::exists(file)) return out;
  out.sections = parse_sections(file.string(), slurp(file), "-- ");
  for (const Section& section : out.sections) {
    if (!statement_places.count(section.at)) {
      wrong(fmt::format("{}:{}", file.string(), section.line - 1),
            fmt::format("no statements run at \"{}\"", section.at));
    }
  }
  return out;
}

// The file that is the scenario's only migration, by preference of ending.
std::optional<fs::path> single_migration(const Scenario& scenario, EngineKind engine) {
  for (const char* extension : {"yaml", "json", "sql"}) {
    if (auto found = scenario.variant("migration", engine, extension)) return found;
  }
  return std::nullopt;
}

std::vector<std::string> migration_ids(const Scenario& scenario) {
  const fs::path directory = scenario.folder / "migrations";
  if (!fs::exists(directory)) return {scenario.name};
  std::vector<std::string> ids;
  for (const auto& entry : fs::directory_iterator(directory)) {
    ids.push_back(entry.path().stem().string());
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

std::vector<Section> parse_sections(const std::string& file, const std::string& text,
                                    const std::string& mark) {
  std::vector<Section> out;
  const std::string start = mark + "at: ";
  int number = 0;
  for (const std::string& raw : split(text, '\n')) {
    ++number;
    if (raw.rfind(start, 0) != 0) {
      if (!out.empty()) {
        out.back().text += raw + "\n";
      } else if (!trim(raw).empty() && raw.rfind("-- ", 0) != 0 && raw.rfind("#", 0) != 0) {
        wrong(fmt::format("{}:{}", file, number), "text before the first \"at:\"");
      }
      continue;
    }
    Section section;
    section.line = number + 1;
    std::string heading = raw.substr(start.size());
    if (const std::size_t open = heading.find('['); open != std::string::npos) {
      const std::size_t close = heading.find(']', open);
      for (const std::string& name : split(heading.substr(open + 1, close - open - 1), ',')) {
        section.engines.insert(
            engine_named(std::string(trim(name)), fmt::format("{}:{}", file, number)));
      }
      heading.resize(open);
    }
    section.at = trim(heading);
    out.push_back(std::move(section));
  }
  return out;
}

std::vector<Expectation> parse_expectations(const std::string& file, const Section& section) {
  std::vector<Expectation> out;
  int number = section.line - 1;
  for (const std::string& line : split(section.text, '\n')) {
    ++number;
    if (trim(line).empty() || line[0] == '#') continue;
    const std::string where = fmt::format("{}:{}", file, number);
    if (line.rfind("? ", 0) == 0) {
      out.push_back({line.substr(2), {}, where});
    } else if (out.empty()) {
      wrong(where, "a row before the first \"? SELECT\"");
    } else {
      out.back().rows.push_back(line);
    }
  }
  return out;
}

std::optional<fs::path> Scenario::variant(const std::string& stem, EngineKind engine,
                                          const std::string& extension) const {
  std::vector<std::string> names = {fmt::format("{}.{}.{}", stem, name_of(engine), extension)};
  if (engine == EngineKind::mariadb) names.push_back(fmt::format("{}.mysql.{}", stem, extension));
  names.push_back(fmt::format("{}.{}", stem, extension));
  for (const std::string& candidate : names) {
    if (fs::exists(folder / candidate)) return folder / candidate;
  }
  return std::nullopt;
}

bool Scenario::runs_on(EngineKind engine, int major) const {
  const auto first = from.find(engine), last = until.find(engine);
  return (first == from.end() || major >= first->second) &&
         (last == until.end() || major <= last->second);
}

fs::path Scenario::golden(EngineKind engine, int major) const {
  const std::string start = fmt::format("plan.{}-", name_of(engine));
  fs::path best = folder / fmt::format("plan.{}.sql", name_of(engine));
  int least = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.rfind(start, 0) != 0) continue;
    const int until_major = std::stoi(name.substr(start.size()));
    if (until_major < major || (least != 0 && until_major > least)) continue;
    least = until_major;
    best = entry.path();
  }
  return best;
}

const ExpectedError* Scenario::error_on(EngineKind engine) const {
  for (const ExpectedError& error : errors) {
    if (error.engines.empty() || error.engines.count(engine)) return &error;
  }
  return nullptr;
}

std::vector<Section> Scenario::sections(const Statements& code, const std::string& at,
                                        EngineKind engine) const {
  std::vector<Section> out;
  for (const Section& section : code.sections) {
    if (section.at == at && (section.engines.empty() || section.engines.count(engine))) {
      out.push_back(section);
    }
  }
  return out;
}

bool Scenario::has_mark(const std::string& mark) const {
  for (const Statements* code : {&old_code, &new_code})
    for (const Section& section : code->sections)
      if (("\n" + section.text).find("\n" + mark) != std::string::npos) return true;
  return false;
}

const Section* Scenario::expectation(const std::string& at, EngineKind engine) const {
  const Section* shared = nullptr;
  for (const Section& section : expected) {
    if (section.at != at) continue;
    if (section.engines.count(engine)) return &section;
    if (section.engines.empty()) shared = &section;
  }
  return shared;
}

void Scenario::write_migrations(EngineKind engine, const fs::path& directory) const {
  const fs::path target = directory / "migrations";
  if (fs::exists(folder / "migrations")) {
    fs::copy(folder / "migrations", target);
    return;
  }
  fs::create_directory(target);
  const auto file = single_migration(*this, engine);
  if (!file) wrong(folder.string(), "no migration.yaml, .json, .sql and no migrations/");
  fs::copy_file(*file, target / (name + file->extension().string()));
}

Scenario load_scenario(const fs::path& folder) {
  Scenario scenario;
  scenario.folder = folder;
  scenario.name = folder.filename().string();
  scenario.engines.insert(all_engines.begin(), all_engines.end());
  if (fs::exists(folder / "scenario.yaml")) read_settings(scenario, folder / "scenario.yaml");
  scenario.old_code = read_statements(folder / "old.sql");
  scenario.new_code = read_statements(folder / "new.sql");
  scenario.order = migration_ids(scenario);
  const fs::path expected = folder / "expected";
  if (fs::exists(expected)) {
    scenario.expected = parse_sections(expected.string(), slurp(expected), "");
  }
  for (const Section& section : scenario.expected) {
    if (!expected_places.count(section.at)) {
      wrong(fmt::format("{}:{}", expected.string(), section.line - 1),
            fmt::format("nothing is compared at \"{}\"", section.at));
    }
    parse_expectations(expected.string(), section);
  }
  return scenario;
}

namespace {

// FOLDER of "SUITE.FOLDER.ENGINE…"; empty where the filter may mean several.
std::string only_folder_of(const std::string& filter) {
  if (filter.find_first_of("*?:-") != std::string::npos) return "";
  const auto first = filter.find('.');
  if (first == std::string::npos) return "";
  return filter.substr(first + 1, filter.find('.', first + 1) - first - 1);
}

}  // namespace

std::vector<Scenario> load_scenarios(const fs::path& root, const std::string& filter) {
  if (const std::string only = only_folder_of(filter); !only.empty()) {
    if (!fs::is_directory(root / only)) return {};
    return {load_scenario(root / only)};
  }
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(root)) {
    if (entry.is_directory()) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  std::vector<Scenario> out;
  for (const fs::path& folder : folders) out.push_back(load_scenario(folder));
  return out;
}

}  // namespace migrate::test
