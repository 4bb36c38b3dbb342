// Contract: the gate is judged, what is left is compared once more, the old shape goes.
#include <fmt/format.h>

#include <utility>

#include "engine/impl.hpp"
#include "engine/precheck.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

std::vector<std::string> against(const Verdict& verdict) {
  std::vector<std::string> lines;
  for (auto& e : verdict.evidence)
    if (!e.holds) lines.push_back(fmt::format("{}: {}: {}", verdict.migration, e.kind, e.detail));
  return lines;
}

// Of one migration.
class GateClosed : public Error {
 public:
  GateClosed(Report report, bool hidden)
      : Error(ExitCode::gate_closed, std::move(report)), hidden_(hidden) {}
  bool hidden() const { return hidden_; }

 private:
  bool hidden_;
};

// `hidden`: those of `ids` whose old shape is in quarantine.
Report gate_closed(const std::vector<std::string>& reasons, const std::vector<std::string>& ids,
                   const std::vector<std::string>& hidden) {
  const bool all_hidden = hidden.size() == ids.size();
  return {"MIG-GATE-CLOSED",
          all_hidden ? "the old shape stays in quarantine: nothing was dropped"
                     : "old code may still be alive: contract was refused",
          "",
          all_hidden ? "unchanged: new code works, `migrate rollback` brings the old shape back"
          : hidden.empty()
              ? "unchanged: old and new code both work"
              : fmt::format("unchanged: old and new code both work, but for what is in quarantine "
                            "({}): there new code works, and `migrate rollback` brings the old "
                            "shape back",
                            join(hidden, ", ")),
          fmt::format("`migrate gate{}` shows all evidence; run `migrate contract` again later",
                      ids.size() == 1 ? " " + ids[0] : ""),
          reasons};
}

[[noreturn]] void refuse_early(const std::string& id, Stage stage) {
  const bool filled_next = stage == Stage::expanded || stage == Stage::backfilling;
  refuse("MIG-CONTRACT-EARLY",
         fmt::format("{} is {}: contract comes after backfill", id, name_of(stage)),
         fmt::format("`migrate {} {}` first", filled_next ? "backfill" : "up", id));
}

}  // namespace

bool Engine::Impl::contract_one(StepRunner& runner, const Migration& migration,
                                const std::optional<std::string>& force_gate) {
  auto look = [&] {
    auto found = verdict(migration, *store().migration(migration.id), Asking::all);
    stop_if_asked();
    return found;
  };
  take_up_settings(runner, migration);
  const auto stage = store().migration(migration.id)->stage;
  const bool starts = stage == Stage::backfilled || stage == Stage::quarantined;
  // Interrupted before its first change, which may be long ago: what was found then says nothing.
  if (starts || !has_begun_to_contract(runner, migration.id)) {
    const bool hides =
        stage == Stage::hiding || (stage == Stage::backfilled && waits_in_quarantine(migration.id));
    const bool hidden = !hides && waits_in_quarantine(migration.id);
    auto refuse_closed = [&](const Verdict& found) {
      if (found.open || force_gate) return;
      std::vector<std::string> ids = {migration.id};
      throw GateClosed(gate_closed(against(found), ids, hidden ? ids : decltype(ids)()), hidden);
    };
    auto first = look();
    if (stage == Stage::quarantined && !force_gate && only_time_is_missing(first)) return false;
    refuse_closed(first);
    require_set("contract");
    try {
      check_before(runner, migration, hides);
    } catch (const VerifyDiffers& e) {
      if (hidden) differs_while_hidden(migration.id, e.report());
      refill_next_time(runner, migration.id, e.report().what);
      throw;
    }
    if (first.open) hooks.run({"gate_open", migration.id, "contract"});
    hooks.run({"before_contract", migration.id, "contract"});
    // Verifying a large table takes its time, and so may a hook; an old instance may have come back
    // meanwhile.
    auto last = look();
    refuse_closed(last);
    runner.fenced([&](Store& s) {
      s.set_stage(migration.id, hides ? Stage::hiding : Stage::contracting);
      if (!last.open && force_gate) {
        s.event(migration.id, "gate forced", *force_gate);
        for (auto& reason : against(last)) s.event(migration.id, "gate forced against", reason);
      } else {
        s.event(migration.id, "gate open", "");
      }
    });
  } else {
    require_set("contract");
  }
  if (store().migration(migration.id)->stage == Stage::hiding) {
    hooked(migration.id, "contract", [&] { hide(runner, migration); });
    hidden_now.insert(migration.id);
    return true;
  }
  hooked(migration.id, "contract", [&] { run_phase(runner, migration, Phase::contract); });
  hidden_now.erase(migration.id);
  forget(migration.id);
  hooks.run({"after_contract", migration.id, "contract"});
  return true;
}

bool Engine::has_hidden(const std::string& id) const {
  return impl_->hidden_now.contains(id);
}

void Engine::Impl::run_contract(StepRunner& runner, const std::vector<Migration>& files,
                                const Selection& selection,
                                const std::optional<std::string>& force_gate,
                                bool open_gates_only) {
  auto records = store().migrations();
  refuse_edited(mine(files), records);
  std::vector<std::string> closed, closed_ids, hidden_ids;
  std::vector<std::string> early;  // what contract is too early for
  bool any_due = false;
  for (auto& file : select(files, selection)) {
    auto stage = migrate::stage_of(records, file.id);
    if (stage == Stage::rolling_back) refuse_unfinished_rollback(file.id);
    if (stage == Stage::unhiding) refuse_unfinished_unhide(file.id);
    if (!is_filled(stage)) {
      const bool done = stage == Stage::contracted || stage == Stage::baselined;
      if (!selection.named.empty() && !done) refuse_early(file.id, stage);
      if (in_flight(stage)) early.push_back(file.id);
      continue;
    }
    any_due = true;
    try {
      if (contract_one(runner, file, force_gate)) moved_on(file.id);
    } catch (const GateClosed& e) {
      closed_ids.push_back(file.id);
      // Not by its stage: one that was about to drop is hidden as well.
      if (e.hidden()) hidden_ids.push_back(file.id);
      closed.insert(closed.end(), e.report().details.begin(), e.report().details.end());
    }
  }
  // Whoever runs this expects something to be contracted.
  if (!any_due && !early.empty())
    refuse_early(early.front(), migrate::stage_of(records, early.front()));
  if (closed.empty()) return;
  if (open_gates_only) {
    for (auto& reason : closed) parts.observer.note("gate closed: " + reason);
    return;
  }
  throw Error(ExitCode::gate_closed, gate_closed(closed, closed_ids, hidden_ids));
}

}  // namespace migrate
