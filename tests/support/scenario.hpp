// A scenario folder as a value. The format is documented in tests/scenarios/README.md.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "schema/engine_kind.hpp"

namespace migrate::test {

// A part of a file under a heading "at: NAME" or "at: NAME [engine, engine]".
struct Section {
  std::string at;
  std::set<EngineKind> engines;  // empty: all
  std::string text;
  int line = 1;  // of the first line of `text`
};

// `mark` is what stands before "at:" ("-- " in SQL). Throws std::runtime_error with file and line
// on a heading it does not know.
std::vector<Section> parse_sections(const std::string& file, const std::string& text,
                                    const std::string& mark);

struct Expectation {
  std::string query;
  std::vector<std::string> rows;  // "1|Ada|NULL"
  std::string at;                 // file:line
};
std::vector<Expectation> parse_expectations(const std::string& file, const Section& section);

struct Statements {
  std::string file;
  std::vector<Section> sections;
};

struct ExpectedError {
  std::set<EngineKind> engines;    // empty: all
  std::vector<std::string> first;  // command lines that succeed before, instead of whole phases
  std::string command = "expand";
  std::string code;
  int exit = 2;
  std::vector<std::string> says;  // substrings of stderr
  // The command may have come some way: both versions go on, and a rollback leaves nothing behind.
  bool rolls_back = false;
};

struct Scenario {
  std::filesystem::path folder;
  std::string name;
  std::set<EngineKind> engines;
  std::map<EngineKind, int> from, until;  // major versions of the server; nothing: all
  std::vector<std::string> rollback_flags;
  bool loses_once_expanded = true;  // the flags are needed after expand already
  bool swept = true;                // by the fault sweep
  bool dump = false;             // PostgreSQL: compare everything that pg_dump and the catalog know
  bool quarantine = false;       // contract hides first
  bool keep_copy = false;        // the sweep has contract keep a copy, and restores it
  std::set<EngineKind> no_gate;  // there contract takes nothing away, so nothing refuses it
  std::vector<ExpectedError> errors;
  std::set<std::string> random;            // columns whose values differ from run to run
  std::set<std::string> rollback_changes;  // "table", "table.column": rows that a rollback changes
  std::vector<std::string> order;          // migration ids, oldest first
  Statements old_code, new_code;
  std::vector<Section> expected;

  // "setup", "sql" → setup.<engine>.sql, else for MariaDB setup.mysql.sql, else setup.sql.
  std::optional<std::filesystem::path> variant(const std::string& stem, EngineKind engine,
                                               const std::string& extension) const;
  bool runs_on(EngineKind engine, int major) const;
  // plan.<engine>-N.sql with the least N that is not below `major`, else plan.<engine>.sql.
  std::filesystem::path golden(EngineKind engine, int major) const;
  const ExpectedError* error_on(EngineKind engine) const;
  std::vector<Section> sections(const Statements& code, const std::string& at,
                                EngineKind engine) const;
  // The section of exactly this engine where there is one, else the shared one; nullptr: none.
  const Section* expectation(const std::string& at, EngineKind engine) const;
  // Does a statement of either version stand under this mark?
  bool has_mark(const std::string& mark) const;
  // Writes migrations/ into `directory`.
  void write_migrations(EngineKind engine, const std::filesystem::path& directory) const;
};

// Throws std::runtime_error naming file and line of what is wrong.
Scenario load_scenario(const std::filesystem::path& folder);
// Every folder below `root` that holds a setup file, by name. Where `filter` names one test
// ("scenarios. FOLDER.ENGINE.PATH", no wildcards) that folder alone: ctest starts this program once
// per test, and reading all folders takes longer than many a test.
std::vector<Scenario> load_scenarios(const std::filesystem::path& root, const std::string& filter);

}  // namespace migrate::test
