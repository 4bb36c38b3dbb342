#include "report/json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "report/progress_json.hpp"
#include "report/status.hpp"
#include "util/log.hpp"

namespace migrate::report {

using json = nlohmann::ordered_json;

namespace {

void redact_all(json& value) {
  if (value.is_string()) value = log::redact(value.get<std::string>());
  if (value.is_structured())
    for (auto& member : value) redact_all(member);
}

// Bytes that are no UTF-8 become U+FFFD; the document stays valid. Control characters are escaped
// by JSON itself.
std::string text_of(json value, int indent = 2) {
  redact_all(value);
  return value.dump(indent, ' ', false, json::error_handler_t::replace) + "\n";
}

json when(EpochMs at) {
  return at == 0 ? json(nullptr) : json(utc(at));
}

json or_null(const std::string& text) {
  return text.empty() ? json(nullptr) : json(text);
}

json verdict_json(const Verdict& v) {
  json evidence = json::array();
  for (const auto& e : v.evidence)
    evidence.push_back({{"kind", e.kind},
                        {"holds", e.holds},
                        {"detail", e.detail},
                        {"value", e.value},
                        {"limit", e.limit},
                        {"age_ms", e.age ? json(e.age->count()) : json(nullptr)},
                        {"missing", e.missing}});
  return {{"migration", v.migration},
          {"open", v.open},
          {"unchecked", v.unchecked()},
          {"needed", v.needed},
          {"evidence", evidence}};
}

json ms(const std::optional<Millis>& time) {
  return time ? json(time->count()) : json(nullptr);
}

json progress_json(const Overview& m) {
  if (!m.progress) return nullptr;
  json all = json_of(*m.progress);
  // A change log has no checkpoint.
  if (!m.checkpoint) return all;
  const Checkpoint& c = *m.checkpoint;
  all["done"] = c.done;
  all["started_at"] = when(c.started_at);
  all["updated_at"] = when(c.updated_at);
  return all;
}

json history_json(const Overview& m) {
  json steps = json::array();
  for (const auto& history : m.history) {
    json samples = json::array();
    for (const Sample& s : history.samples)
      samples.push_back({{"at", when(s.at)},
                         {"run", s.run},
                         {"rows", s.rows},
                         {"batches", s.batches},
                         {"batch_rows", s.batch_rows},
                         {"batch_ms", s.batch_took.count()},
                         {"batch_target_ms", ms(s.target)},
                         {"lag_ms", ms(s.lag)},
                         {"waiting", or_null(s.waiting)}});
    steps.push_back({{"step", history.step}, {"samples", samples}});
  }
  return steps;
}

json overview_json(const Overview& m) {
  return {{"id", m.id},
          {"description", m.description},
          {"phase", name_of(m.stage)},
          {"steps_done", m.steps_done},
          {"steps_total", m.steps_total},
          {"current_step", or_null(m.current_step)},
          {"last_error", or_null(m.last_error)},
          {"file_missing", m.file_missing},
          {"file_edited", m.file_edited},
          {"progress", progress_json(m)},
          {"history", m.history.empty() ? json(nullptr) : history_json(m)},
          {"gate", m.gate ? verdict_json(*m.gate) : json(nullptr)},
          {"by", or_null(m.record.by)},
          {"tool_version", or_null(m.record.tool_version)},
          {"started_at", when(m.record.started_at)},
          {"expanded_at", when(m.record.expanded_at)},
          {"backfilled_at", when(m.record.backfilled_at)},
          {"contracted_at", when(m.record.contracted_at)},
          {"updated_at", when(m.record.updated_at)}};
}

json lease_json(const LeaseRecord& lease) {
  if (lease.token == 0 || lease.released) return nullptr;
  return {{"owner", lease.owner},     {"host", lease.host},   {"pid", lease.pid},
          {"command", lease.command}, {"token", lease.token}, {"since", when(lease.since)}};
}

}  // namespace

std::string plan_json(const std::vector<Plan>& plans, const std::vector<Phase>& phases) {
  json list = json::array();
  for (const auto& plan : plans) {
    json facts = json::array(), steps = json::array();
    for (const auto& f : plan.facts)
      facts.push_back({{"table", f.table}, {"rows", f.rows}, {"bytes", f.bytes}});
    for (Phase phase : phases)
      for (const Step* step : plan.of(phase)) steps.push_back(json::parse(to_json(*step)));
    list.push_back({{"migration", plan.migration},
                    {"description", plan.description},
                    {"engine", name_of(plan.engine)},
                    {"server", plan.server},
                    {"facts", facts},
                    {"session", plan.session},
                    {"notes", plan.notes},
                    {"steps", steps}});
  }
  return text_of({{"plans", list}});
}

namespace {

json pause_json(const PauseOrder& pause) {
  return {{"migration", or_null(pause.migration)},
          {"until", when(pause.until)},
          {"reason", or_null(pause.reason)},
          {"by", pause.by},
          {"at", when(pause.at)}};
}

json throttle_json(const ThrottleOrder& order) {
  if (order.empty()) return nullptr;
  json out = json::object();
  if (order.max_lag) out["max_lag_ms"] = order.max_lag->count();
  if (order.max_load) out["max_load"] = *order.max_load;
  if (order.rows_per_second) out["rows_per_second"] = *order.rows_per_second;
  if (order.batch && order.batch->rows) out["batch_rows"] = *order.batch->rows;
  if (order.batch && order.batch->target) out["batch_ms"] = order.batch->target->count();
  if (order.workers) out["workers"] = *order.workers;
  out["reason"] = or_null(order.reason);
  out["by"] = order.by;
  out["at"] = when(order.at);
  return out;
}

json readings_json(const std::vector<Reading>& readings) {
  json list = json::array();
  for (const auto& r : readings)
    list.push_back({{"source", r.source},
                    {"value", r.value},
                    {"limit", or_null(r.limit)},
                    {"pauses", r.pause}});
  return list;
}

json pauses_json(const std::vector<PauseOrder>& pauses) {
  json list = json::array();
  for (const auto& pause : pauses) list.push_back(pause_json(pause));
  return list;
}

}  // namespace

std::string paused_json(const PauseOrder& order) {
  return text_of({{"paused", pause_json(order)}});
}

std::string orders_json(const Orders& orders) {
  return text_of(
      {{"ordered", throttle_json(orders.throttle)}, {"paused", pauses_json(orders.pauses)}});
}

std::string status_json(const StatusReport& report) {
  json list = json::array();
  for (const auto& m : report.migrations) list.push_back(overview_json(m));
  return text_of({{"server", report.server},
                  {"url", report.url},
                  {"due", report.anything_due()},
                  {"lease", lease_json(report.lease)},
                  {"waiting", report.waiting.empty() ? json(nullptr) : json(report.waiting)},
                  {"paused", pauses_json(report.orders.pauses)},
                  {"ordered", throttle_json(report.orders.throttle)},
                  {"sources", readings_json(report.readings)},
                  {"migrations", list}});
}

std::string gate_json(const std::vector<Verdict>& verdicts) {
  json list = json::array();
  for (const auto& v : verdicts) list.push_back(verdict_json(v));
  const bool open =
      std::all_of(verdicts.begin(), verdicts.end(), [](const Verdict& v) { return v.open; });
  return text_of({{"open", open}, {"migrations", list}});
}

std::string drift_json(const std::vector<SchemaDifference>& found) {
  json all = json::array();
  for (const auto& d : found)
    all.push_back({{"table", d.table},
                   {"object", d.object},
                   {"change", !d.was_there  ? "added"
                              : !d.is_there ? "missing"
                                            : "changed"},
                   {"recorded", d.was_there ? json(d.recorded) : json(nullptr)},
                   {"live", d.is_there ? json(d.live) : json(nullptr)}});
  return text_of({{"differences", all}});
}

std::string verify_json(const std::vector<VerifyFinding>& findings) {
  json list = json::array();
  bool equal = true;
  for (const auto& f : findings) {
    equal = equal && f.differences.empty();
    list.push_back({{"migration", f.migration},
                    {"step", f.step},
                    {"rows_compared", f.rows_compared},
                    {"differences", f.differences}});
  }
  return text_of({{"equal", equal}, {"steps", list}});
}

std::string apps_json(const std::vector<AppInstance>& instances, EpochMs now) {
  json list = json::array();
  for (const auto& i : instances)
    list.push_back({{"app", i.app},
                    {"instance", i.instance},
                    {"version", i.version},
                    {"schema", i.schema},
                    {"started_at", when(i.started_at)},
                    {"seen_at", when(i.seen_at)},
                    {"ttl_ms", i.ttl_ms},
                    {"live", !i.retired && is_live(i, now)},
                    {"retired", i.retired}});
  return text_of({{"instances", list}});
}

std::string moved_json(const std::string& command, const std::vector<std::string>& ids) {
  return text_of({{"command", command}, {"migrations", ids}});
}

std::string validate_json(const std::vector<Migration>& migrations,
                          const std::vector<std::string>& errors) {
  json list = json::array();
  for (const auto& m : migrations) {
    json kinds = json::array();
    for (const auto& o : m.operations) kinds.push_back(o.kind);
    list.push_back({{"id", m.id},
                    {"path", m.path},
                    {"description", m.description},
                    {"operations", kinds},
                    {"checksum", m.checksum}});
  }
  return text_of({{"valid", errors.empty()}, {"migrations", list}, {"errors", errors}});
}

std::string object_json(const std::vector<std::pair<std::string, std::string>>& members,
                        bool one_line) {
  json object = json::object();
  for (const auto& [key, value] : members) object[key] = value;
  return text_of(object, one_line ? -1 : 2);
}

std::string error_json(const Report& report, ExitCode exit) {
  return text_of({{"error", report.code},
                  {"exit", static_cast<int>(exit)},
                  {"what", report.what},
                  {"where", or_null(report.where)},
                  {"details", report.details},
                  {"state", or_null(report.state)},
                  {"next", or_null(report.next)}},
                 -1);
}

}  // namespace migrate::report
