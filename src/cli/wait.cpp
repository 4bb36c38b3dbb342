#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "cli/command.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"
#include "util/file.hpp"
#include "util/stop.hpp"

namespace migrate::cli {

namespace {

constexpr long poll_ms = 500;

bool reached(std::optional<Stage> stage, const std::string& goal) {
  if (!stage) return false;
  std::vector<Stage> enough = {Stage::contracted, Stage::baselined};
  if (goal == "quarantined") {
    enough.push_back(Stage::quarantined);
    enough.push_back(Stage::contracting);
  } else if (goal != "contracted" && is_filled(*stage)) {
    return true;
  }
  if (goal == "expanded") {
    enough.push_back(Stage::expanded);
    enough.push_back(Stage::backfilling);
  }
  return std::find(enough.begin(), enough.end(), *stage) != enough.end();
}

class Wait final : public Command {
 public:
  std::string name() const override { return "wait"; }
  std::string summary() const override {
    return "blocks until the database answers, or a phase is reached";
  }
  void declare(Flags& flags) override {
    flags.choice("for", "what to wait for (needed)",
                 {"database", "expanded", "backfilled", "quarantined", "contracted"},
                 [this](const std::string& word) { goal_ = word; });
    flags.operand("M", "one migration (default: all of the directory)", false, id_);
    flags.duration("timeout", "give up after this long (default 60s)", timeout_);
  }
  ExitCode run(Session& session) override {
    if (goal_.empty())
      usage("--for is needed: database, expanded, backfilled, quarantined or contracted");
    if (goal_ != "database" && id_ && file_exists(session.config().directory))
      id_ = session.resolve(*id_);
    // Of no migration anything could be said: most likely it is another directory that is meant.
    if (goal_ != "database" && !id_ && session.migrations().empty())
      refuse("MIG-CLI-NO-MIGRATIONS",
             "the directory " + session.config().directory + " holds no migration to wait for",
             "check --dir, or name a migration by its full id");
    install_stop_handlers();
    const auto limit = std::chrono::steady_clock::now() + timeout_.value_or(Millis(60000));
    for (;;) {
      if (done(session)) break;
      const auto left =
          std::chrono::duration_cast<Millis>(limit - std::chrono::steady_clock::now());
      if (left.count() <= 0) give_up();
      sleep_or_stop(std::min<long>(poll_ms, left.count()));
      if (stop_requested())
        throw Error(ExitCode::interrupted, {"MIG-INTERRUPTED",
                                            "stopped while waiting",
                                            "",
                                            "nothing was changed",
                                            "run the same command again",
                                            {}});
    }
    session.data(session.json() ? report::object_json({{"reached", goal_}}) : "");
    session.say(goal_ == "database" ? "the database answers" : goal_);
    return ExitCode::ok;
  }

 private:
  // The ids to look at. A container without the files may still name one in full.
  std::vector<std::string> chosen(Session& session, EngineKind engine) {
    if (id_) return {*id_};
    std::vector<std::string> out;
    for (const auto& m : session.migrations())
      if (m.for_engine(engine)) out.push_back(m.id);
    return out;
  }

  bool done(Session& session) {
    try {
      Engine& engine = session.engine(name());
      if (goal_ == "database") return true;
      for (const auto& id : chosen(session, engine.dialect().kind())) {
        const auto stage = engine.stage_of(id);
        if (reached(stage, goal_)) continue;
        why_ = fmt::format("{} is {}", report::clean(id), name_of(stage.value_or(Stage::pending)));
        return false;
      }
      return true;
    } catch (const db::DbError& e) {
      why_ = report::clean(e.what());
    } catch (const Error& e) {
      // The server or its database may still be on the way; a wrong password will not mend itself.
      const std::string& code = e.report().code;
      if (code != "MIG-CONNECT-REFUSED" && code != "MIG-CONNECT-DATABASE") throw;
      why_ = report::clean(e.report().what);
    }
    session.close();
    return false;
  }

  [[noreturn]] void give_up() const {
    throw Error(ExitCode::failed,
                {"MIG-WAIT-TIMEOUT",
                 fmt::format("waited {} for {} in vain",
                             format_duration(timeout_.value_or(Millis(60000))), goal_),
                 "",
                 "nothing was changed",
                 "migrate status",
                 {why_}});
  }

  std::string goal_, why_;
  std::optional<std::string> id_;
  std::optional<Millis> timeout_;
};

}  // namespace

CommandPtr make_wait() {
  return std::make_unique<Wait>();
}

}  // namespace migrate::cli
