#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/gate_wait.hpp"
#include "cli/phase.hpp"
#include "util/error.hpp"
#include "util/stop.hpp"

namespace migrate::cli {

namespace {

class Contract final : public Command {
 public:
  std::string name() const override { return "contract"; }
  std::string summary() const override {
    return "removes the old shape, once the gate shows that old code is gone";
  }
  bool prints_plans() const override { return true; }
  void declare(Flags& flags) override {
    selection_.declare(flags);
    tuning_.declare_locks(flags);
    tuning_.declare_backfill(flags);
    flags.text("force-gate", "REASON", "contract although the gate is closed; the reason is kept",
               force_);
    flags.toggle("keep-copy", "keep what is dropped in a table of its own (`migrate restore`)",
                 keep_copy_);
    wait_.declare(flags);
    flags.toggle("yes", "do not ask", yes_);
    declare_dry_run(flags, dry_run_);
  }
  ExitCode run(Session& session) override {
    tuning_.apply(session.config());
    session.config().keep_copy = keep_copy_;
    const auto& files = session.migrations();
    const Selection selection = selection_.selection();
    Engine& engine = session.engine(name());
    if (dry_run_) {
      print_plans(session, engine.plan(files, selection, Phase::contract, {Phase::contract}),
                  {Phase::contract});
      return ExitCode::ok;
    }
    const auto plans = engine.plan(files, selection, Phase::contract);
    std::string going;
    for (const auto& plan : plans)
      for (const Step* step : plan.of(Phase::contract))
        if (step->destructive && !(step->quarantine_ms > 0 && hides_now(engine, plan.migration)))
          going +=
              fmt::format("  {}: {}\n", report::clean(plan.migration), report::clean(step->title));
    if (!going.empty())
      session.confirm("contract cannot be rolled back:\n" + going + "Go on?", yes_);
    install_stop_handlers();
    print_all_moved([&](const Moved& moved) { return told(session, moved); },
                    [&](Moved& moved) { contract(session, files, selection, moved); },
                    [&](const Moved& moved) { print(session, moved); });
    return ExitCode::ok;
  }

 private:
  void contract(Session& session, const std::vector<Migration>& files, const Selection& selection,
                Moved& moved) {
    const auto go = [&] {
      keep_moved(session, name(), moved,
                 [&] { return session.engine(name()).contract(files, selection, force_); });
    };
    bool done = false;
    if (wait_.wanted() && !force_)
      // Looks without the lease, so that others may work meanwhile; contract judges again.
      wait_.until(session, [&](std::string& why) {
        const auto verdicts = session.engine(name()).gates(files, selection);
        why = closed_by(verdicts);
        if (!all_open(verdicts)) return false;
        try {
          go();
        } catch (const Error& e) {
          if (e.exit() != ExitCode::gate_closed) throw;
          why = "closed again";
          return false;
        }
        done = true;
        return true;
      });
    // When the time is over: those that are open by then, and the reasons of the others.
    if (!done) go();
  }

  struct Told {
    Moved contracted, hidden;
  };
  Told apart(Session& session, const Moved& moved) {
    Told all;
    for (auto& id : moved)
      (session.engine(name()).has_hidden(id) ? all.hidden : all.contracted).push_back(id);
    return all;
  }

  std::string told(Session& session, const Moved& moved) {
    const auto [contracted, hidden] = apart(session, moved);
    if (hidden.empty()) return told_moved("contracted", contracted);
    if (contracted.empty()) return told_moved("hidden", hidden);
    return told_moved("contracted", contracted) + " and " + told_moved("hidden", hidden);
  }

  void print(Session& session, const Moved& moved) {
    auto [contracted, hidden] = apart(session, moved);
    if (!hidden.empty() && !session.json()) print_moved(session, name(), "hidden", hidden, true);
    if (session.json()) contracted.insert(contracted.end(), hidden.begin(), hidden.end());
    if (session.json() || hidden.empty() || !contracted.empty())
      print_moved(session, name(), "contracted", contracted);
  }

  // What drops something comes later.
  static bool hides_now(Engine& engine, const std::string& id) {
    const auto stage = engine.stage_of(id);
    return stage == Stage::backfilled || stage == Stage::hiding;
  }

  GateWait wait_;
  SelectionFlags selection_;
  TuningFlags tuning_;
  std::optional<std::string> force_;
  std::optional<bool> keep_copy_;
  bool yes_ = false, dry_run_ = false;
};

}  // namespace

CommandPtr make_contract() {
  return std::make_unique<Contract>();
}

}  // namespace migrate::cli
