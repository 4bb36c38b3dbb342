#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "plan/plan.hpp"
#include "util/error.hpp"
#include "util/host.hpp"
#include "util/text.hpp"

namespace migrate {

using nlohmann::json;

namespace {

template <typename E>
E enum_of(const std::string& text, std::initializer_list<E> all) {
  for (auto value : all)
    if (name_of(value) == text) return value;
  throw std::invalid_argument("unknown word " + text);
}

// Whatever a newer program has a step do besides, this one would leave out and record as done.
void require_known(const json& j, std::initializer_list<std::string_view> members) {
  if (!j.is_object()) return;
  for (auto& [member, _] : j.items())
    if (std::find(members.begin(), members.end(), member) == members.end())
      refuse("MIG-STATE-NEWER",
             fmt::format("a recorded step says \"{}\", which this migrate {} does not know", member,
                         tool_version()),
             "use the newer migrate that recorded it");
}

constexpr const char* source_names[] = {"from", "to", "end", "offset"};

json json_of(const BatchQuery& query) {
  json params = json::array();
  for (auto& p : query.params)
    params.push_back({{"source", source_names[static_cast<int>(p.source)]}, {"part", p.part}});
  return {{"sql", query.sql}, {"params", params}};
}

BatchQuery query_of(const json& j) {
  require_known(j, {"sql", "params"});
  BatchQuery query{j.at("sql").get<std::string>(), {}};
  for (auto& p : j.at("params")) {
    require_known(p, {"source", "part"});
    auto name = p.at("source").get<std::string>();
    auto at = std::find(std::begin(source_names), std::end(source_names), name);
    if (at == std::end(source_names)) throw std::invalid_argument("unknown source " + name);
    query.params.push_back(
        {static_cast<BatchParam::Source>(at - std::begin(source_names)), p.at("part").get<int>()});
  }
  return query;
}

json json_of(const Batch& batch) {
  return {{"table", batch.table},
          {"key", batch.key},
          {"start", json_of(batch.start)},
          {"end", json_of(batch.end)},
          {"bounds", json_of(batch.bounds)},
          {"work", json_of(batch.work)},
          {"before", batch.before},
          {"session", batch.session},
          {"session_after", batch.session_after},
          {"by_blocks", batch.by_blocks},
          {"by_numbers", batch.by_numbers},
          {"once", batch.once},
          {"notes", batch.notes},
          {"users", batch.users},
          {"estimated_rows", batch.estimated_rows}};
}

// Plans that were stored before there was a field for it: rows are skipped by the last parameter.
bool told_by_its_parameters(const BatchQuery& bounds) {
  return !bounds.params.empty() && bounds.params.back().source != BatchParam::Source::offset;
}

Batch batch_of(const json& j) {
  // `after`: of the first version, and always empty.
  require_known(
      j, {"table", "key", "start", "end", "bounds", "work", "before", "session", "session_after",
          "by_blocks", "by_numbers", "once", "notes", "users", "estimated_rows", "after"});
  Batch batch;
  j.at("table").get_to(batch.table);
  j.at("key").get_to(batch.key);
  batch.start = query_of(j.at("start"));
  batch.end = query_of(j.at("end"));
  batch.bounds = query_of(j.at("bounds"));
  batch.work = query_of(j.at("work"));
  j.at("before").get_to(batch.before);
  // Plans that were stored before there was one of these fields have none.
  batch.session = j.value("session", std::vector<std::string>{});
  batch.session_after = j.value("session_after", std::vector<std::string>{});
  batch.by_blocks = j.value("by_blocks", false);
  batch.by_numbers = j.value("by_numbers", told_by_its_parameters(batch.bounds));
  batch.once = j.value("once", false);
  batch.notes = j.value("notes", false);
  batch.users = j.value("users", false);
  j.at("estimated_rows").get_to(batch.estimated_rows);
  return batch;
}

json json_of(const ChangeLog& log) {
  json together = json::array(), at_once = json::array();
  for (auto& query : log.together) together.push_back(json_of(query));
  for (auto& query : log.at_once) at_once.push_back(json_of(query));
  return {{"table", log.table},
          {"key", log.key},
          {"first", log.first},
          {"next", json_of(log.next)},
          {"together", together},
          {"at_once", at_once},
          {"hold", json_of(log.hold)},
          {"remove", json_of(log.remove)},
          {"write", json_of(log.write)},
          {"differs", json_of(log.differs)},
          {"forget", json_of(log.forget)},
          {"to_the_end", log.to_the_end}};
}

ChangeLog log_of(const json& j) {
  require_known(j, {"table", "key", "first", "next", "together", "at_once", "hold", "remove",
                    "write", "differs", "forget", "to_the_end"});
  ChangeLog log;
  j.at("table").get_to(log.table);
  j.at("key").get_to(log.key);
  // Plans that were stored before there were these fields have none.
  log.first = j.value("first", std::vector<std::string>{});
  log.next = query_of(j.at("next"));
  for (auto& query : j.at("together")) log.together.push_back(query_of(query));
  for (auto& query : j.value("at_once", json::array())) log.at_once.push_back(query_of(query));
  log.hold = query_of(j.at("hold"));
  log.remove = query_of(j.at("remove"));
  log.write = query_of(j.at("write"));
  log.differs = query_of(j.at("differs"));
  log.forget = query_of(j.at("forget"));
  j.at("to_the_end").get_to(log.to_the_end);
  return log;
}

// One name alone as text, which is also what steps were stored with before there were lists: names
// joined by ", ".
json json_of(const LockedObjects& objects) {
  auto& all = objects.all();
  if (all.empty()) return "";
  auto& first = all.front();
  if (all.size() == 1 && first.below.empty() && first.name.find(", ") == std::string::npos)
    return first.name;
  json list = json::array();
  for (auto& object : all) {
    if (object.below.empty())
      list.push_back(object.name);
    else
      list.push_back({{"name", object.name}, {"below", object.below}});
  }
  return list;
}

LockedObjects objects_of(const json& j) {
  if (j.is_string()) return split(replace_all(j.get<std::string>(), ", ", "\x1f"), '\x1f');
  LockedObjects objects;
  for (auto& one : j) {
    require_known(one, {"name", "below"});
    if (one.is_string())
      objects.add({one.get<std::string>()});
    else
      objects.add({one.at("name").get<std::string>(), one.at("below").get<std::string>()});
  }
  return objects;
}

json json_of(const LockImpact& lock) {
  json j = {{"level", lock.level},
            {"object", json_of(lock.object)},
            {"hold", lock.hold},
            {"why", lock.why}};
  for (auto& weaker : lock.also)
    j["also"].push_back({{"level", weaker.level}, {"object", json_of(weaker.object)}});
  return j;
}

LockImpact lock_of(const json& j) {
  require_known(j, {"level", "object", "hold", "why", "also"});
  LockImpact lock{j.at("level").get<std::string>(), objects_of(j.at("object")),
                  j.at("hold").get<std::string>(), j.at("why").get<std::string>()};
  for (auto& weaker : j.value("also", json::array())) {
    require_known(weaker, {"level", "object"});
    lock.also.push_back({weaker.at("level").get<std::string>(), objects_of(weaker.at("object"))});
  }
  return lock;
}

json json_of(const std::vector<Step>& steps) {
  json list = json::array();
  for (auto& step : steps) list.push_back(json::parse(to_json(step)));
  return list;
}

std::vector<Step> steps_of(const json& j) {
  std::vector<Step> steps;
  for (auto& one : j) steps.push_back(step_from_json(one.dump()));
  return steps;
}

}  // namespace

std::string to_json(const Step& step) {
  json j = {{"id", step.id},
            {"phase", name_of(step.phase)},
            {"kind", name_of(step.kind)},
            {"title", step.title},
            {"table", step.table},
            {"sql", step.sql},
            {"undo", step.undo},
            {"transactional", step.transactional},
            {"patient", step.patient},
            {"budget_ms", step.budget_ms},
            {"destructive", step.destructive},
            {"lock", json_of(step.lock)},
            {"strategy", name_of(step.strategy)},
            {"why", step.why},
            {"probe", step.probe},
            {"cleanup", step.cleanup},
            {"loss", step.loss},
            {"loss_what", step.loss_what}};
  if (step.undo_lock) j["undo_lock"] = json_of(*step.undo_lock);
  if (!step.before_undo.empty()) j["before_undo"] = step.before_undo;
  if (step.batch) j["batch"] = json_of(*step.batch);
  if (step.log) j["log"] = json_of(*step.log);
  if (step.cutover) j["cutover"] = true;
  if (step.completes_cutover) j["completes_cutover"] = true;
  if (step.tidies) j["tidies"] = true;
  if (step.hides) j["hides"] = true;
  if (step.only_in_phase) j["only_in_phase"] = true;
  if (step.quarantine_ms > 0) j["quarantine_ms"] = step.quarantine_ms;
  if (step.hold_from > 0) j["hold_from"] = step.hold_from;
  if (step.own_session)
    j["own_session"] = {{"settings", step.own_session->settings}, {"undo", step.own_session->undo}};
  if (step.expect) j["expect"] = *step.expect;
  if (step.copy)
    j["copy"] = {{"instead", step.copy->instead}, {"steps", json_of(step.copy->steps)}};
  if (!step.restore.empty()) j["restore"] = json_of(step.restore);
  if (step.noting)
    j["noting"] = {{"name", step.noting->name},
                   {"last", step.noting->last},
                   {"forget", step.noting->forget},
                   {"every_ms", step.noting->every_ms}};
  return j.dump();
}

Step step_from_json(const std::string& text) {
  try {
    auto j = json::parse(text);
    require_known(j,
                  {"id",        "phase",     "kind",          "title",         "table",
                   "sql",       "undo",      "before_undo",   "transactional", "patient",
                   "budget_ms", "hold_from", "destructive",   "lock",          "undo_lock",
                   "strategy",  "why",       "probe",         "cleanup",       "loss",
                   "loss_what", "batch",     "log",           "cutover",       "completes_cutover",
                   "tidies",    "hides",     "only_in_phase", "quarantine_ms", "own_session",
                   "expect",    "copy",      "restore",       "noting"});
    Step step;
    j.at("id").get_to(step.id);
    step.phase = enum_of(j.at("phase").get<std::string>(),
                         {Phase::expand, Phase::backfill, Phase::contract});
    step.kind = enum_of(j.at("kind").get<std::string>(),
                        {StepKind::ddl, StepKind::sql, StepKind::fill, StepKind::verify,
                         StepKind::search, StepKind::apply, StepKind::wait, StepKind::check});
    j.at("title").get_to(step.title);
    j.at("table").get_to(step.table);
    j.at("sql").get_to(step.sql);
    j.at("undo").get_to(step.undo);
    step.before_undo = j.value("before_undo", std::vector<std::string>{});
    j.at("transactional").get_to(step.transactional);
    j.at("patient").get_to(step.patient);
    j.at("budget_ms").get_to(step.budget_ms);
    step.hold_from = j.value("hold_from", 0);
    j.at("destructive").get_to(step.destructive);
    step.lock = lock_of(j.at("lock"));
    if (j.contains("undo_lock")) step.undo_lock = lock_of(j.at("undo_lock"));
    step.strategy = enum_of(j.at("strategy").get<std::string>(),
                            {Strategy::none, Strategy::instant, Strategy::online,
                             Strategy::in_place, Strategy::shadow});
    j.at("why").get_to(step.why);
    j.at("probe").get_to(step.probe);
    j.at("cleanup").get_to(step.cleanup);
    j.at("loss").get_to(step.loss);
    j.at("loss_what").get_to(step.loss_what);
    if (j.contains("batch")) step.batch = batch_of(j.at("batch"));
    if (j.contains("log")) step.log = log_of(j.at("log"));
    step.cutover = j.value("cutover", false);
    step.completes_cutover = j.value("completes_cutover", false);
    step.tidies = j.value("tidies", false);
    step.hides = j.value("hides", false);
    step.only_in_phase = j.value("only_in_phase", false);
    step.quarantine_ms = j.value("quarantine_ms", std::int64_t{0});
    if (j.contains("own_session")) {
      require_known(j.at("own_session"), {"settings", "undo"});
      step.own_session = {j.at("own_session").at("settings").get<std::vector<std::string>>(),
                          j.at("own_session").at("undo").get<std::vector<std::string>>()};
    }
    if (j.contains("expect")) step.expect = j.at("expect").get<std::string>();
    if (j.contains("copy")) {
      require_known(j.at("copy"), {"instead", "steps"});
      step.copy = {j.at("copy").at("instead").get<bool>(), steps_of(j.at("copy").at("steps"))};
    }
    if (j.contains("restore")) step.restore = steps_of(j.at("restore"));
    if (j.contains("noting")) {
      auto& noting = j.at("noting");
      require_known(noting, {"name", "last", "forget", "every_ms"});
      step.noting = {noting.at("name").get<std::string>(), noting.at("last").get<std::string>(),
                     noting.at("forget").get<std::string>(),
                     noting.at("every_ms").get<std::int64_t>()};
    }
    return step;
  } catch (const Error&) {
    throw;
  } catch (const std::exception& e) {
    throw Error(ExitCode::failed,
                {"MIG-STATE-CORRUPT",
                 std::string("a recorded step cannot be read: ") + e.what(),
                 "",
                 "unchanged",
                 "look at the step table's `definition` column; docs/state.md says what it holds",
                 {}});
  }
}

}  // namespace migrate
