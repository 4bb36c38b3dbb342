#include <fmt/format.h>

#include <algorithm>

#include "report/progress.hpp"
#include "report/status.hpp"

namespace migrate::report {

namespace {

std::string painted(Stage stage, const Style& style) {
  const std::string name(name_of(stage));
  switch (stage) {
    case Stage::contracted:
    case Stage::baselined:
      return style.green(name);
    case Stage::expanding:
    case Stage::backfilling:
    case Stage::hiding:
    case Stage::quarantined:
    case Stage::unhiding:
    case Stage::contracting:
    case Stage::rolling_back:
      return style.yellow(name);
    default:
      return name;
  }
}

std::string lease_line(const LeaseRecord& lease) {
  if (lease.token == 0 || lease.released) return "free";
  return fmt::format("held by {}@{} pid {} for {} since {}", clean(lease.owner), clean(lease.host),
                     lease.pid, clean(lease.command), utc(lease.since));
}

std::string progress_cell(const Overview& line) {
  return line.progress && !line.progress->finished ? progress_text(*line.progress) : "";
}

std::string gate_cell(const Overview& line, const Style& style) {
  if (!line.gate) return "";
  if (!line.gate->needed) return "not needed";
  if (line.gate->unchecked()) return style.yellow("unchecked");
  return line.gate->open ? style.green("open") : style.red("closed");
}

// What a person must know beyond the row itself.
std::vector<std::string> remarks(const Overview& line, const Style& style) {
  std::vector<std::string> out;
  if (line.file_missing) out.push_back(style.red("its file is missing from the directory"));
  if (line.file_edited) out.push_back(style.red("its file was edited after expand"));
  const bool idle = line.stage == Stage::pending || line.stage == Stage::rolled_back;
  const bool between = line.stage == Stage::expanded || line.stage == Stage::backfilled ||
                       line.stage == Stage::quarantined;
  if (!idle && !line.current_step.empty())
    out.push_back((between ? "next step: " : "at step: ") + clean(line.current_step));
  if (line.progress && !line.progress->finished)
    if (const std::string details = progress_details(*line.progress); !details.empty())
      out.push_back(details);
  if (!line.last_error.empty()) out.push_back(style.red("last error: ") + clean(line.last_error));
  if (line.gate && line.gate->needed && !line.gate->open)
    for (const auto& e : line.gate->evidence)
      if (!e.holds) out.push_back("gate: " + clean(e.detail));
  if (line.gate && line.gate->needed && line.gate->unchecked())
    for (const auto& e : line.gate->evidence)
      if (e.unasked) out.push_back("gate: " + clean(e.detail));
  return out;
}

}  // namespace

std::string orders_text(const Orders& orders) {
  std::string out;
  for (const auto& pause : orders.pauses)
    out += fmt::format("paused  {}: {}\n", pause.migration.empty() ? "all" : clean(pause.migration),
                       clean(pause.text()));
  if (!orders.throttle.empty())
    out += fmt::format(
        "ordered {}: `migrate throttle` by {} since {}{}; `migrate throttle --reset` "
        "ends it\n",
        clean(orders.throttle.text()), clean(orders.throttle.by), utc(orders.throttle.at),
        clean(orders.throttle.why()));
  return out;
}

std::string readings_text(const std::vector<Reading>& readings, const Style& style) {
  std::string out;
  for (const auto& r : readings)
    out += "source  " + clean(r.source) + " " +
           (r.pause ? style.red(clean(r.value)) : clean(r.value)) +
           (r.limit.empty() ? "" : ", limit " + clean(r.limit)) + "\n";
  return out;
}

std::string status_text(const StatusReport& report, const Style& style) {
  std::string out = fmt::format("server  {}\nurl     {}\nlease   {}\n", clean(report.server),
                                clean(report.url), lease_line(report.lease));
  if (!report.waiting.empty()) out += "waits   " + clean(report.waiting) + "\n";
  out += orders_text(report.orders) + readings_text(report.readings, style);
  out += "\n";
  if (report.migrations.empty()) return out + "no migrations\n";
  Table table;
  table.add({style.dim("MIGRATION"), style.dim("PHASE"), style.dim("STEPS"), style.dim("GATE"),
             style.dim("PROGRESS")});
  for (const auto& m : report.migrations)
    table.add({clean(m.id), painted(m.stage, style),
               m.steps_total ? fmt::format("{}/{}", m.steps_done, m.steps_total) : "-",
               gate_cell(m, style), progress_cell(m)});
  const auto lines = table.lines();
  out += lines[0] + "\n";
  for (std::size_t i = 0; i < report.migrations.size(); ++i) {
    out += lines[i + 1] + "\n";
    for (const auto& remark : remarks(report.migrations[i], style)) out += "    " + remark + "\n";
  }
  return out;
}

std::string gate_text(const std::vector<Verdict>& verdicts, const Style& style) {
  std::string out;
  for (const auto& v : verdicts) {
    if (!out.empty()) out += "\n";
    const std::string word = !v.open    ? "closed"
                             : v.needed ? "open"
                                        : "open (contract takes nothing away)";
    out += clean(v.migration) + ": gate " + (v.open ? style.green(word) : style.red(word)) + "\n";
    Table table;
    table.add(
        {"", style.dim("EVIDENCE"), style.dim("VALUE"), style.dim("WANTED"), style.dim("AGE"), ""});
    for (const auto& e : v.evidence) {
      const std::string state = !e.holds    ? style.red("fails")
                                : e.missing ? style.yellow("missing")
                                            : style.green("holds");
      const std::string age = !e.age                     ? "-"
                              : *e.age == Millis::zero() ? "now"
                                                         : format_duration(*e.age);
      table.add({state, clean(e.kind), clean(e.value), e.limit.empty() ? "-" : clean(e.limit), age,
                 clean(e.detail)});
    }
    for (const auto& line : table.lines()) out += "  " + line + "\n";
  }
  return out;
}

std::string drift_text(const std::vector<SchemaDifference>& found, const Style& style) {
  std::string text;
  for (const auto& d : found) {
    const std::string what = clean(d.table.empty()       ? d.object
                                   : d.object == "table" ? "table " + d.table
                                                         : d.table + ": " + d.object);
    const auto with = [](const std::string& definition) {
      return definition.empty() ? std::string() : " (" + clean(definition) + ")";
    };
    if (!d.was_there)
      text += style.yellow("added    ") + what + with(d.live) + "\n";
    else if (!d.is_there)
      text += style.red("missing  ") + what + with(d.recorded) + "\n";
    else
      text += style.yellow("changed  ") + what + ": was " + clean(d.recorded) + "; is " +
              clean(d.live) + "\n";
  }
  return text;
}

std::string verify_text(const std::vector<VerifyFinding>& findings, const Style& style) {
  Table table;
  std::vector<const VerifyFinding*> order;
  for (const auto& f : findings) {
    table.add({f.differences.empty() ? style.green("equal") : style.red("differs"),
               clean(f.migration), clean(f.step),
               f.rows_compared ? plural(f.rows_compared, "row") + " compared" : ""});
    order.push_back(&f);
  }
  std::string out;
  const auto lines = table.lines();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out += lines[i] + "\n";
    for (const auto& d : order[i]->differences) out += "    " + clean(d) + "\n";
  }
  return out;
}

std::string apps_text(const std::vector<AppInstance>& instances, EpochMs now, const Style& style) {
  Table table;
  table.add({style.dim("APP"), style.dim("INSTANCE"), style.dim("VERSION"), style.dim("SCHEMA"),
             style.dim("SEEN"), style.dim("STATE")});
  for (const auto& i : instances) {
    const Millis age(std::max<EpochMs>(0, now - i.seen_at));
    std::string state = style.green("live");
    if (i.retired)
      state = style.dim("retired");
    else if (!is_live(i, now))
      state = style.yellow("silent");
    table.add({clean(i.app), clean(i.instance), clean(i.version), clean(i.schema),
               format_duration(age) + " ago", state});
  }
  if (instances.empty()) return {};
  std::string out;
  for (const auto& line : table.lines()) out += line + "\n";
  return out;
}

}  // namespace migrate::report
