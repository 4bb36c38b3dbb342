#include "engine/corrected_undo.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "migration/sql_split.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

using Statements = std::vector<std::string>;

bool among(const Statements& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

class Corrected {
 public:
  Corrected(const Migration& file, const Dialect& dialect, const std::function<Schema()>& schema)
      : file_(file), dialect_(dialect), schema_(schema) {}

  Statements statements(const SqlText& sql) const {
    const auto* text = sql.for_engine(dialect_.kind());
    Statements all;
    if (text)
      for (auto& statement : split_sql(text->value, dialect_.kind())) all.push_back(statement.text);
    return all;
  }

  bool is_another(const Step& step, const SqlText& down) const {
    auto was = step.own_session ? step.own_session->undo : Statements();
    was.insert(was.end(), step.undo.begin(), step.undo.end());
    return statements(down) != was;
  }

  void take(const Step& step, const Operation& operation, const SqlText& down) {
    if (!is_another(step, down)) return;
    const auto planned = plan(step, operation, down);
    auto now = step;
    now.undo = planned.undo;
    if (planned.own_session) {
      if (!now.own_session) now.own_session.emplace();
      now.own_session->undo = planned.own_session->undo;
    }
    if (!step.batch) {
      now.transactional = step.transactional && planned.transactional;
    } else {
      if (!planned.transactional)
        unsupported(operation.at, "`down` of a backfill runs in one transaction with its record",
                    "write statements that change rows alone");
      now.undo_lock.reset();
      if (!now.undo.empty()) now.undo_lock = planned.lock;
    }
    if (to_json(now) != to_json(step)) found.steps.push_back(std::move(now));
  }

  CorrectedUndos found;

 private:
  // Of that `down` alone: the planner says what of it is said ahead of a transaction, and whether
  // it can be one. `up` has run, and could not be planned again.
  Step plan(const Step& step, const Operation& operation, const SqlText& down) const {
    SqlOperation alone;
    const bool outside = dialect_.capabilities().transactional_ddl && !step.transactional;
    alone.up.any = RawSql(outside && !step.sql.empty() ? step.sql.back() : "SELECT 1");
    alone.down = down;
    Migration migration;
    migration.id = file_.id;
    migration.path = file_.path;
    migration.operations = {{"sql", alone, operation.at}};
    auto schema = schema_();
    return dialect_.plan(migration, schema, nullptr).steps.at(0);
  }

  const Migration& file_;
  const Dialect& dialect_;
  const std::function<Schema()>& schema_;
};

// It makes nothing. With nothing behind it, it is in no step.
bool sets_only(const std::string& statement) {
  const auto text = lower(statement);
  const auto word = text.substr(0, text.find_first_of(" \t\r\n(;"));
  for (auto* one : {"set", "reset", "attach", "detach", "prepare", "deallocate"})
    if (word == one) return true;
  // Others write into the file, and are steps.
  return word == "pragma" && text.find("foreign_keys") != text.npos;
}

// Nothing but what `up` says has run, and all of it: else what its `down` takes away is not what
// was made.
bool ran_whole(const std::vector<const Step*>& steps, std::size_t first, std::size_t end,
               const Statements& up) {
  Statements ran;
  for (auto at = first; at < end; ++at) {
    if (auto& own = steps[at]->own_session)
      ran.insert(ran.end(), own->settings.begin(), own->settings.end());
    ran.insert(ran.end(), steps[at]->sql.begin(), steps[at]->sql.end());
  }
  const auto in = [](const Statements& all) {
    return [&](const std::string& one) { return among(all, one); };
  };
  const auto last = std::find_if(up.rbegin(), up.rend(), in(ran)).base();
  return std::all_of(ran.begin(), ran.end(), in(up)) && std::all_of(up.begin(), last, in(ran)) &&
         std::all_of(last, up.end(), sets_only);
}

// The step's last statement is one of `up`, not before `from`, which is moved behind it.
bool belongs(const Step& step, const Statements& up, std::size_t& from) {
  if (step.sql.empty()) return false;
  const auto found =
      std::find(up.begin() + static_cast<std::ptrdiff_t>(from), up.end(), step.sql.back());
  if (found == up.end()) return false;
  from = static_cast<std::size_t>(found - up.begin()) + 1;
  return true;
}

// The first of an operation's steps has its undo. One that had none is told by what stands before.
bool is_first(const Step& step, const Statements& up, std::size_t& behind) {
  if (!belongs(step, up, behind)) return false;
  if (!step.undo.empty()) return true;
  return std::all_of(up.begin(), up.begin() + static_cast<std::ptrdiff_t>(behind), [&](auto& one) {
    return among(step.sql, one) || (step.own_session && among(step.own_session->settings, one));
  });
}

}  // namespace

CorrectedUndos corrected_undos(const std::vector<StepRecord>& recorded, const Migration& file,
                               const Dialect& dialect, const std::function<Schema()>& schema) {
  std::vector<const Step*> sql, batches;
  for (auto& record : recorded) {
    auto& step = record.step;
    if (step.phase == Phase::expand && step.kind == StepKind::sql) sql.push_back(&step);
    if (step.batch && step.batch->users) batches.push_back(&step);
  }
  Corrected corrected(file, dialect, schema);
  std::vector<std::pair<const Operation*, const SqlBackfill*>> backfills;
  std::size_t next = 0;
  for (auto& operation : file.operations) {
    if (auto* backfill = std::get_if<SqlBackfill>(&operation.body);
        backfill && !backfill->table.empty())
      backfills.emplace_back(&operation, backfill);
    auto* own = std::get_if<SqlOperation>(&operation.body);
    if (!own || own->on_complete) continue;
    const auto up = corrected.statements(own->up);
    const auto begun = next;
    for (auto at = next; at < sql.size(); ++at) {
      std::size_t behind = 0;
      if (!is_first(*sql[at], up, behind)) continue;
      for (next = at + 1; next < sql.size() && belongs(*sql[next], up, behind);) ++next;
      if (ran_whole(sql, at, next, up))
        corrected.take(*sql[at], operation, own->down);
      else if (corrected.is_another(*sql[at], own->down))
        corrected.found.left_out.push_back(sql[at]->id);
      break;
    }
    // Nothing of it has run: most likely it is what the next recorded one was.
    if (next == begun && next < sql.size() && corrected.found.left_out.empty() &&
        corrected.is_another(*sql[next], own->down))
      corrected.found.left_out.push_back(sql[next]->id);
  }
  // In the file's order; of others than were planned nobody knows which is which.
  const bool same = std::equal(
      backfills.begin(), backfills.end(), batches.begin(), batches.end(),
      [](auto& said, auto* step) { return lower(said.second->table.value) == lower(step->table); });
  for (std::size_t i = 0; same && i < batches.size(); ++i)
    corrected.take(*batches[i], *backfills[i].first, backfills[i].second->down);
  return std::move(corrected.found);
}

}  // namespace migrate
