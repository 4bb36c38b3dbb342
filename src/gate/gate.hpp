// "Old code is gone": the evidence, line by line, for and against contract.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "dialects/activity.hpp"
#include "state/store.hpp"

namespace migrate {

struct Evidence {
  // "backfill", "instances", "sessions", "statements", "writes", "quiet", "soak", "check",
  // "approval", "quarantine"
  std::string kind;
  bool holds = false;
  std::string detail;              // "web/web-1 runs 1.4.0 (schema 20260101000000_x), seen 3s ago"
  std::string value;               // what was found
  std::string limit;               // what is asked for; may be empty
  std::optional<Millis> age = {};  // of what was found
  // It could not be had: `holds` then says whether the gate may open without it.
  bool missing = false;
  // It was not asked for here (status): where the gate reads open, this may close it.
  bool unasked = false;
};

struct Verdict {
  std::string migration;
  bool open = false;
  bool needed = true;  // false: contract takes nothing away
  std::vector<Evidence> evidence;

  // Not open for certain: what takes long or has an effect was not asked for (status).
  bool unchecked() const;
};

// A name that contract takes away: a column, or a table (column empty).
struct OldName {
  std::string table, column;
  std::string text() const { return column.empty() ? table : table + "." + column; }
  friend bool operator==(const OldName&, const OldName&) = default;
};

// A statement that names one.
struct OldStatement {
  std::string names;  // "users.name"
  std::string text, user;
  std::uint64_t calls = 0;
  EpochMs last_at = 0;  // or when its count was last seen to have grown
};

// What the triggers have noted of writes through one old name.
struct OldWrites {
  std::string name;
  std::optional<EpochMs> last_at;  // none: there was no such write yet
  std::string by;
  Millis every{0};      // the last write may be so much younger
  std::string missing;  // why it could not be read
};

struct CheckOutcome {
  bool holds = false;
  std::string detail, value, limit;
  bool missing = false;  // not run
};

struct GateInput {
  const MigrationRecord& record;
  ContractSettings settings;  // file over migrate.yaml, already merged
  std::vector<AppInstance> instances;
  std::vector<Approval> approvals;
  EpochMs now = 0;  // the server's clock
  // At stage quarantined: since when the old shape is hidden, and how long it has to be.
  struct Hidden {
    EpochMs since = 0;
    Millis at_least{0};
    bool in_place = false;  // nothing could be hidden
    EpochMs until() const { return since + at_least.count(); }
  };
  std::optional<Hidden> hidden = std::nullopt;

  // What is asked anew for each verdict (gather.hpp); nullopt: it was not asked.
  std::set<std::string> known_ids = {};  // migrations that the database knows
  std::string overtaken_by = {};         // see `overtaken_by`
  std::optional<SessionList> sessions = {};
  std::vector<OldName> old_names = {};
  bool own_sql = false;  // contract runs SQL of the user's: what that takes away has no name here
  std::optional<std::vector<OldStatement>> statements = {};
  std::string statements_missing = {};
  std::optional<EpochMs> statements_since = {};       // they tell of what ran from then on
  std::optional<std::vector<OldWrites>> writes = {};  // names that nothing is noted of are left out
  // Since when instances can report, as far as it is known. What was silent before may have been
  // shut out: that proves nothing until its time to report has passed again.
  struct Reachable {
    EpochMs since = 0;
    std::string what;  // "the server started to take writes"
  };
  std::optional<Reachable> reachable = {};
  Millis in_use{90000};  // without `quiet`: how long after its last call a statement is in use
  std::vector<CheckOutcome> checks = {};
};

// One file per kind of evidence; each appends what applies.
void judge_instances(const GateInput& input, std::vector<Evidence>& out);
void judge_sessions(const GateInput& input, std::vector<Evidence>& out);
void judge_statements(const GateInput& input, std::vector<Evidence>& out);
void judge_writes(const GateInput& input, std::vector<Evidence>& out);
void judge_quiet(const GateInput& input, std::vector<Evidence>& out);
void judge_soak(const GateInput& input, std::vector<Evidence>& out);
void judge_checks(const GateInput& input, std::vector<Evidence>& out);
void judge_approval(const GateInput& input, std::vector<Evidence>& out);
void judge_quarantine(const GateInput& input, std::vector<Evidence>& out);

Verdict judge(const GateInput& input);

// File settings over the configuration's; checks and what is required of both.
ContractSettings merge(const ContractSettings& file, const ContractSettings& defaults);

// The newest migration of a higher id that was recorded when this one's expand began (a branch that
// was merged late); empty: none. A build without this one may report any schema up to it.
std::string overtaken_by(Store& store, const MigrationRecord& record);
// Is this migration in every build that reports `schema`?
bool knows(const std::string& schema, const std::string& id, const std::string& overtaken_by);

// Does this instance run code older than the migration? By version where `versions` names its app,
// by schema otherwise; an instance that reports no schema counts as old.
bool is_old(const AppInstance& instance, const MigrationRecord& record,
            const ContractSettings& settings, const std::string& overtaken_by = {});
bool is_live(const AppInstance& instance, EpochMs now);

}  // namespace migrate
