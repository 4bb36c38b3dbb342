#include <fmt/format.h>

#include "report/plan.hpp"
#include "util/text.hpp"
#include "util/units.hpp"

namespace migrate::report {

namespace {

std::string comment(const std::string& label, const std::string& text) {
  return text.empty() ? "" : fmt::format("-- {}: {}\n", label, clean(text));
}

// "--   label: text", further lines of the text indented under it as comments.
std::string field(const std::string& label, const std::string& text) {
  if (text.empty()) return {};
  return fmt::format("--   {}: {}\n", label,
                     replace_all(clean_lines(std::string(trim(text))), "\n", "\n--     "));
}

// A statement as it would be typed. The semicolon goes on a line of its own where the last line
// ends in a comment, which would swallow it.
std::string statement(const std::string& sql) {
  std::string text = clean_lines(std::string(trim(sql)));
  const auto line = text.rfind('\n');
  const std::string last = line == std::string::npos ? text : text.substr(line + 1);
  if (text.empty() || text.back() == ';') return text + "\n";
  return text + (last.find("--") != std::string::npos ? "\n;\n" : ";\n");
}

std::string lock_text(const LockImpact& lock) {
  if (lock.level.empty()) return {};
  std::string text = lock.taken();
  if (!lock.hold.empty()) text += ", " + lock.hold;
  if (!lock.why.empty()) text += "; " + lock.why;
  return text;
}

// The placeholders as this engine writes them: $1, ?1, or plain ? counted from 1.
std::string legend(const std::vector<std::string>& key, const BatchQuery& query,
                   const std::string& offset = "batch size - 1") {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < query.params.size(); ++i) {
    const BatchParam& p = query.params[i];
    const std::string n = std::to_string(i + 1);
    std::string mark = "? number " + n;
    if (query.sql.find("$" + n) != std::string::npos) mark = "$" + n;
    if (query.sql.find("?" + n) != std::string::npos) mark = "?" + n;
    const std::size_t part = static_cast<std::size_t>(p.part);
    const std::string column = part < key.size() ? key[part] : std::to_string(part);
    std::string value;
    switch (p.source) {
      case BatchParam::Source::from:
        value = "from." + column;
        break;
      case BatchParam::Source::to:
        value = "to." + column;
        break;
      case BatchParam::Source::end:
        value = "end." + column;
        break;
      case BatchParam::Source::offset:
        value = offset;
        break;
    }
    parts.push_back(mark + " = " + clean(value));
  }
  return parts.empty() ? "" : "--     " + join(parts, ", ") + "\n";
}

std::string batch_text(const Step& step, const Batch& batch) {
  std::string out = field("batches", "table " + batch.table + " by " + join(batch.key, ", ") +
                                         "; each commits together with its checkpoint");
  const auto statements = [&](const std::string& when, const std::vector<std::string>& all) {
    if (!all.empty()) out += "--   " + when + ":\n";
    for (const auto& sql : all) out += statement(sql);
  };
  const auto query = [&](const std::string& when, const BatchQuery& q) {
    if (!q.sql.empty()) out += "--   " + when + ":\n" + legend(batch.key, q) + statement(q.sql);
  };
  statements("ahead of the batches, in no transaction", batch.session);
  query("first key, once", batch.start);
  query("last key, once", batch.end);
  query("end of this batch and start of the next", batch.bounds);
  statements("before each batch, in its transaction", batch.before);
  query(step.kind == StepKind::verify   ? "the batch (a row returned is a difference)"
        : step.kind == StepKind::search ? "the batch (a row returned is in the way)"
                                        : "the batch",
        batch.work);
  statements("behind the batches", batch.session_after);
  return out;
}

std::string log_text(const ChangeLog& log) {
  std::string out = field("applies", "the entries of " + log.table +
                                         ", each forgotten in the transaction that applied it");
  std::vector<std::string> entry = {"id"};
  entry.insert(entry.end(), log.key.begin(), log.key.end());
  const auto query = [&](const std::string& when, const BatchQuery& q) {
    out += "--   " + when + ":\n" + legend(entry, q, "batch size") + statement(q.sql);
  };
  if (!log.first.empty()) out += "--   ahead of it, in one transaction:\n";
  for (const auto& sql : log.first) out += statement(sql);
  query("the next entries", log.next);
  for (std::size_t i = 0; i < log.at_once.size(); ++i)
    query(i == 0 ? "all of them, in one transaction" : "then", log.at_once[i]);
  for (std::size_t i = 0; i < log.together.size(); ++i)
    query(i > 0                 ? "then"
          : log.at_once.empty() ? "a batch of them, in one transaction"
                                : "batch by batch where a row is refused",
          log.together[i]);
  const std::string first = log.together.empty() ? "an entry, in a transaction"
                                                 : "one by one where a row of the batch is refused";
  query(first, log.hold);
  for (const auto* q : {&log.remove, &log.write}) query("then", *q);
  query("then (a row returned is a misfit: the entry stays)", log.differs);
  query("then", log.forget);
  return out;
}

std::string step_text(const Step& step) {
  std::string out = fmt::format("-- [{}] {}\n", clean(step.id), clean(step.title));
  if (step.strategy != Strategy::none)
    out += field("strategy", std::string(name_of(step.strategy)));
  out += field("lock", lock_text(step.lock));
  out += field("why", step.why);
  if (step.kind == StepKind::check)
    out += field("expects", step.expect ? "the one value " + *step.expect : "no row");
  if (step.kind == StepKind::wait)
    out += field("waits", "until the sessions that are named at first have ended");
  if (step.destructive) out += field("destructive", "cannot be rolled back");
  if (step.patient) out += field("waits", "without a lock timeout, blocking nobody");
  if (step.budget_ms > 0)
    out += field("budget", fmt::format("{} ms: held longer, it is taken back and tried again later",
                                       step.budget_ms));
  out += field("probe", step.probe);
  for (const auto& sql : step.cleanup) out += field("cleanup", sql);
  if (step.cutover) out += field("cutover", "`--hold-cutover` stops before it");
  if (!step.batch && !step.log && step.kind != StepKind::check && step.kind != StepKind::wait)
    out += field("runs", step.transactional ? "in one transaction with its record" : "on its own");
  for (const auto& sql : step.before_undo) out += field("before undo", sql);
  if (step.own_session)
    for (const auto& sql : step.own_session->undo) out += field("session of undo", sql);
  for (const auto& sql : step.undo) out += field("undo", sql);
  for (const auto& back : step.restore) {
    for (const auto& sql : back.sql) out += field("restore", sql);
    if (back.batch) out += field("restore", back.batch->work.sql);
  }
  if (step.undo_lock) out += field("lock of undo", lock_text(*step.undo_lock));
  if (!step.loss.empty()) out += field("loss", step.loss_what + ", counted by " + step.loss);
  if (step.batch) out += batch_text(step, *step.batch);
  if (step.log) out += log_text(*step.log);
  if (step.own_session && !step.own_session->settings.empty()) {
    out += field("session", "set ahead of it each time it runs, and as before behind it");
    for (const auto& sql : step.own_session->settings) out += statement(sql);
  }
  for (const auto& sql : step.sql) out += statement(sql);
  return out;
}

// Of a contract in two parts, before the first step of each.
std::string part_text(const Step& step) {
  if (step.quarantine_ms == 0) return {};
  if (step.hides) return "-- ---- hidden first: `migrate rollback` brings it back\n";
  return fmt::format("-- ---- after {} in quarantine\n",
                     format_duration(Millis(step.quarantine_ms)));
}

std::string one_plan(const Plan& plan, const std::vector<Phase>& phases) {
  std::string out = comment("migration", plan.migration);
  out += comment("description", plan.description);
  out += comment("server", plan.server);
  for (const auto& fact : plan.facts)
    out += comment("facts", fmt::format("table {} ~{}, {}", fact.table, plural(fact.rows, "row"),
                                        format_size(fact.bytes)));
  for (const auto& sql : plan.session) out += comment("session", sql);
  for (const auto& note : plan.notes) out += comment("note", note);
  for (Phase phase : phases) {
    out += fmt::format("\n-- ==== {}\n", name_of(phase));
    const auto steps = plan.of(phase);
    if (steps.empty()) out += "-- nothing to do\n";
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (i) out += "\n";
      if (i == 0 || steps[i - 1]->hides != steps[i]->hides) out += part_text(*steps[i]);
      out += step_text(*steps[i]);
    }
  }
  return out;
}

std::string coloured(const std::string& text, const Style& style) {
  if (!style.colour) return text;
  std::string out;
  for (const auto& line : split(text, '\n')) {
    if (!out.empty()) out += '\n';
    const bool heading = line.rfind("-- ====", 0) == 0 || line.rfind("-- migration:", 0) == 0 ||
                         line.rfind("-- [", 0) == 0;
    out += heading ? style.bold(line) : line.rfind("--", 0) == 0 ? style.dim(line) : line;
  }
  return out;
}

}  // namespace

std::string plan_text(const std::vector<Plan>& plans, const std::vector<Phase>& phases,
                      const Style& style) {
  std::string out;
  for (const auto& plan : plans) out += (out.empty() ? "" : "\n\n") + one_plan(plan, phases);
  return coloured(out, style);
}

}  // namespace migrate::report
