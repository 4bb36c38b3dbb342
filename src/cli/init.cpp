#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "cli/command.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"
#include "util/file.hpp"

namespace migrate::cli {

namespace {

constexpr const char* config_text =
    R"(# Settings of migrate. Flags and MIGRATE_... variables come before what stands here.

# The database. A password is better kept in a variable than in a file: DATABASE_URL, or
# url: ${SHOP_URL}
# url: sqlite:app.db

# migrations: migrations    # the directory

# lock_timeout: 500ms       # longest wait for a lock, per attempt
# lock_wait_total: 60s      # over all attempts of one step
# log_patience: 1m          # while the log of a shadow table grows faster than it is applied

# allow_replica: true       # work on a server that is itself a replica (MySQL, MariaDB)

# backfill:
#   batch: 200ms            # time a batch aims at (SQLite: 5ms), or a number of rows
#   workers: 2              # batches at the same time

# throttle:                 # each of these pauses a backfill; docs/guides/throttling.md has all
#   max_lag: 5s
#   replicas: []
#   max_load: 50
#   flag_file: /tmp/pause-migrate
#   rows_per_second: 50000
#   window: "22:00-06:00"
#   max_wal: 256MB          # SQLite: WAL that waits for a checkpoint
#   min_free_disk: 10GB
#   http: {url: "http://localhost/busy"}    # or query:, prometheus:
#   latency: {prometheus: {url: "http://prometheus:9090", query: "..."}, unit: s, limit: 20ms}
#   critical: {load: 200, lag: 5m}    # beyond these the run ends

# contract:                 # what must hold before an old shape is removed
#   quiet: 24h              # old code unseen for this long
#   soak: 1h                # since backfill ended
#   require: [sessions]     # evidence that must be had; also: statements, writes
#   note_writes: true       # what still writes the old shape is evidence, too
#   keep_copy: true         # of what is dropped, for migrate restore
#   checks:                 # questions of your own, all of them must pass
#     - command: kubectl rollout status deploy/web --timeout=1s
#   approval: true
#   quarantine: 24h         # hidden first, dropped so much later; a rollback brings it back

# hooks:                    # run beside each phase; docs/guides/hooks.md
#   - on: [before_contract, after_contract]
#     command: ./notify.sh    # or webhook: https://host/path
#     timeout: 30s
#     on_failure: stop        # or warn

# abort_if:                 # numbers of the application that take a migration back; docs/guides/abort.md
#   - {name: error rate, prometheus: {url: "http://prometheus:9090", query: "..."}, above: 0.05, watch: 10m}

# apps:
#   ttl: 90s                # an instance counts as alive for this long
)";

class Init final : public Command {
 public:
  std::string name() const override { return "init"; }
  std::string summary() const override {
    return "writes migrate.yaml and migrations/, and the state tables if a URL is given";
  }
  void declare(Flags&) override {}
  ExitCode run(Session& session) override {
    std::string made, kept;
    const auto note = [&](const std::string& what, bool is_new) {
      std::string& list = is_new ? made : kept;
      list += (list.empty() ? "" : ", ") + report::clean(what);
    };
    const std::string path = session.config_path();
    const bool had_config = file_exists(path);
    if (!had_config) write_new_file(path, config_text);
    note(path, !had_config);
    const std::string directory = session.config(false).directory;
    note(directory + "/", make_directory(directory));
    if (!session.config().url.empty()) {
      session.engine(name(), Session::Absent::make).init_state();
      note("state tables", true);
    } else if (const auto& unset = session.config().url_unset) {
      session.say("no state tables: " + unset->what);
    }
    if (session.json()) {
      session.data(report::object_json({{"ready", made}, {"kept", kept}}));
    } else {
      session.data((made.empty() ? "" : "ready: " + made + "\n") +
                   (kept.empty() ? "" : "kept: " + kept + "\n"));
    }
    return ExitCode::ok;
  }

 private:
  static bool make_directory(const std::string& path) {
    if (mkdir(path.c_str(), 0777) == 0) return true;
    if (errno == EEXIST) return false;
    refuse("MIG-FILE-WRITE",
           "cannot make the directory " + report::clean(path) + ": " + std::strerror(errno),
           "check that its parent exists and may be written");
  }
};

}  // namespace

CommandPtr make_init() {
  return std::make_unique<Init>();
}

}  // namespace migrate::cli
