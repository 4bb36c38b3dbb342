// A migration as the user wrote it: a value, read from one file, checked without a database.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migration/operations/operation.hpp"
#include "util/units.hpp"

namespace migrate {

// "500ms" aims at a batch that takes this long; "5000" is a fixed number of rows.
struct BatchSize {
  std::optional<Millis> target;
  std::optional<std::uint64_t> rows;
};
std::optional<BatchSize> parse_batch_size(std::string_view text);

struct BackfillSettings {
  std::optional<BatchSize> batch;
  std::optional<int> workers;
};

// A question to the world, asked at the gate: it must be answered as expected.
struct GateCheck {
  enum class Kind { command, http, sql, prometheus };
  Kind kind = Kind::command;
  std::string name;                   // empty: none was given
  std::string target;                 // the command line; the URL, with its ${NAME} as written
  std::string query;                  // of Prometheus
  SqlText sql;                        // of Kind::sql
  std::optional<std::string> expect;  // none: exit 0, or an HTTP status of success
  Millis timeout{10000};
  Location at;
};

struct ContractSettings {
  std::vector<std::string> apps;                // empty: every registered app
  std::map<std::string, std::string> versions;  // app → ">=2.4.0"
  std::optional<Millis> quiet;
  std::optional<Millis> soak;
  std::optional<bool> approval;
  std::optional<Millis> quarantine;  // hide first, drop so much later; zero: drop at once
  std::optional<bool> keep_copy;     // what is dropped stays in a table of its own
  std::vector<GateCheck> checks;
  std::vector<std::string> require;  // kinds of evidence without which the gate stays closed
  std::optional<bool> note_writes;   // triggers note when old code writes

  bool requires_evidence(std::string_view kind) const;
  // Asked for, or required.
  bool notes_writes() const { return note_writes.value_or(false) || requires_evidence("writes"); }
};

// A smoke test of the user's: `sql` returns one value that must be as expected (util/expectation).
struct Assertion {
  std::string name;
  SqlText sql;
  std::string expect;
  std::vector<std::string> after = {"backfill"};  // phases at whose end it is asked
  Location at;
};

struct Migration {
  std::string id;    // the file's stem
  std::string path;  // as given, for messages
  std::string description;
  std::vector<EngineKind> engines;  // empty: all
  std::vector<Operation> operations;
  BackfillSettings backfill;
  ContractSettings contract;
  std::vector<Assertion> verify;
  std::string checksum;        // hex SHA-256
  int checksum_version = 1;    // of the algorithm
  std::string first_checksum;  // by version 1 of it, which older records hold

  // By that version; nullptr: it is not known here, and nothing can be said.
  const std::string* checksum_by(int version) const;
  bool was_edited(const std::string& recorded, int version) const;

  bool for_engine(EngineKind engine) const;
  bool hides_first() const { return contract.quarantine.value_or(Millis(0)).count() > 0; }
  std::vector<Touch> touched() const;
};

// One file. Throws Error (exit 2, MIG-FILE-…) with file, line and what was expected.
Migration read_migration(const std::string& path);
// The same from text; `path` decides the format by its ending (.yaml .yml .json .sql).
Migration parse_migration(const std::string& path, const std::string& text);

// Every migration of a directory in file-name order. Throws as read_migration, and
// MIG-FILE-DUPLICATE where two files have one id. `errors` (validate): collect instead of throwing
// at the first.
std::vector<Migration> read_directory(const std::string& directory,
                                      std::vector<std::string>* errors = nullptr);

}  // namespace migrate
