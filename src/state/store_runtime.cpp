// Store: who runs, who waits, who approved, what happened.
#include <fmt/format.h>

#include <algorithm>

#include "state/sql_values.hpp"
#include "state/store.hpp"
#include "util/host.hpp"
#include "util/text.hpp"

namespace migrate {

using namespace state;

void Store::heartbeat(const AppInstance& i) {
  db::Transaction transaction(connection_);
  keep_build_before(i);
  beat(i);
  transaction.commit();
}

void Store::beat(const AppInstance& i) {
  connection_.query(sql_.heartbeat, {text(i.app), text(i.instance), text(i.version), text(i.schema),
                                     number(i.ttl_ms)});
}

void Store::keep_build_before(const AppInstance& i) {
  auto row = [&](const std::string& instance) {
    return run(fmt::format("SELECT version, {} FROM {} WHERE app = ? AND instance = ?",
                           dialect_.quote(Identifier("schema")), t("app_instance")),
               {text(i.app), text(instance)})
        .rows;
  };
  const auto before = row(i.instance);
  if (before.empty()) return;
  AppInstance kept{i.app, "", str(before[0][0]), str(before[0][1])};
  if (kept.version == i.version && kept.schema == i.schema) return;
  constexpr std::size_t longest = 250;
  kept.instance = shorten(
      i.instance + " (" + kept.version + (kept.version.empty() ? "" : " ") + kept.schema + ")",
      longest);
  // Two builds that beat by one name in turn: each was alive a beat ago.
  if (!row(kept.instance).empty()) {
    kept.ttl_ms = i.ttl_ms;
    beat(kept);
    return;
  }
  run("UPDATE " + t("app_instance") + " SET instance = ? WHERE app = ? AND instance = ?",
      {text(kept.instance), text(i.app), text(i.instance)});
}

std::vector<AppInstance> Store::instances() {
  if (!exists()) return {};
  auto result = run(fmt::format(
      "SELECT app, instance, version, {}, {}, {}, ttl_ms, retired FROM {} ORDER BY app, instance",
      dialect_.quote(Identifier("schema")), sql_.epoch_ms("started_at"), sql_.epoch_ms("seen_at"),
      t("app_instance")));
  std::vector<AppInstance> all;
  for (auto& row : result.rows)
    all.push_back({str(row[0]), str(row[1]), str(row[2]), str(row[3]), row[4].as_int(),
                   row[5].as_int(), row[6].as_int(), row[7].as_int() != 0});
  return all;
}

std::uint64_t Store::retire(const std::string& app, const std::string& instance) {
  if (instance.empty())
    return run("DELETE FROM " + t("app_instance") + " WHERE app = ?", {text(app)}).affected;
  return run("UPDATE " + t("app_instance") +
                 " SET retired = 1 WHERE app = ? AND instance = ? AND retired = 0",
             {text(app), text(instance)})
      .affected;
}

void Store::approve(const Approval& a) {
  run(fmt::format("INSERT INTO {} (migration, by_whom, note, at) VALUES (?, ?, ?, {})",
                  t("approval"), sql_.now),
      {text(a.migration), text(a.by), text(a.note)});
}

std::vector<Approval> Store::approvals(const std::string& id) {
  if (!exists()) return {};
  auto result = run(fmt::format("SELECT by_whom, note, {} FROM {} WHERE migration = ? ORDER BY at",
                                sql_.epoch_ms("at"), t("approval")),
                    {text(id)});
  std::vector<Approval> all;
  for (auto& row : result.rows) all.push_back({id, str(row[0]), str(row[1]), row[2].as_int()});
  return all;
}

LeaseRecord Store::lease() {
  LeaseRecord r;
  if (!exists()) return r;
  auto result = run(fmt::format("SELECT token, owner, host, command, pid, {}, released FROM {}",
                                sql_.epoch_ms("since"), t("lease")));
  if (result.rows.empty()) return r;
  auto& row = result.rows[0];
  r.token = row[0].as_int();
  r.owner = str(row[1]);
  r.host = str(row[2]);
  r.command = str(row[3]);
  r.pid = static_cast<long>(row[4].as_int());
  r.since = row[5].as_int();
  r.released = row[6].as_int() != 0;
  return r;
}

std::int64_t Store::take_lease(const LeaseRecord& owner) {
  Together all(connection_);
  run(fmt::format("UPDATE {} SET token = token + 1, owner = ?, host = ?, command = ?, pid = ?, "
                  "since = {}, released = 0",
                  t("lease"), sql_.now),
      {text(owner.owner), text(owner.host), text(owner.command), number(owner.pid)});
  auto token = run("SELECT token FROM " + t("lease")).rows.at(0).at(0).as_int();
  set_waiting("", {});  // a killed runner's last word
  all.commit();
  return token;
}

void Store::release_lease(std::int64_t token) {
  run("UPDATE " + t("lease") + " SET released = 1 WHERE token = ?", {number(token)});
}

// In a condition of another statement too: without the lock MySQL and MariaDB would look at what
// was committed when that began, and hold nobody.
std::string Store::held_sql() const {
  return "SELECT token FROM " + t("lease") + " WHERE token = ?" + sql_.share_lock;
}

bool Store::holds_token(std::int64_t token) {
  return !run(held_sql(), {number(token)}).rows.empty();
}

void Store::outlive_lost(std::int64_t token) {
  // Where nobody shares the row a transaction ends with its connection.
  if (!sql_.share_lock.empty())
    run("SELECT token FROM " + t("lease") + " WHERE token = ? FOR UPDATE", {number(token)});
}

db::Transaction Store::begin_held(std::int64_t token, const std::vector<std::string>& settings) {
  return db::Transaction(connection_, settings, with_placeholders(held_sql()), {number(token)});
}

void Store::save_statement_counts(const std::string& id, const std::string& counts) {
  set_control("statements of " + id, counts);
}
std::string Store::statement_counts(const std::string& id) {
  return control("statements of " + id);
}

void Store::event(const std::string& migration, const std::string& kind,
                  const std::string& message) {
  run(fmt::format("INSERT INTO {} (at, migration, kind, message, by_whom) VALUES ({}, ?, ?, ?, ?)",
                  t("event"), sql_.now),
      {text(migration), text(kind), text(shorten(message, 4000)),
       text(user_name() + "@" + host_name())});
}

void Store::correct_undo(const std::string& id, const Step& step) {
  run("UPDATE " + t("step") + " SET undo_text = ?, definition = ? WHERE migration = ? AND step = ?",
      {text(join(step.undo, ";\n")), text(to_json(step)), text(id), text(step.id)});
}

void Store::put_back_stage(const std::string& id, Stage stage) {
  run("UPDATE " + t("migration") + " SET stage = ?, updated_at = " + sql_.now + " WHERE id = ?",
      {text(std::string(name_of(stage))), text(id)});
}

std::map<std::string, EpochMs> Store::first_recorded() {
  std::map<std::string, EpochMs> first;
  if (!exists()) return first;
  for (auto& row : run(fmt::format("SELECT migration, MIN({}) FROM {} WHERE kind IN ('planned', "
                                   "'baselined') GROUP BY migration",
                                   sql_.epoch_ms("at"), t("event")))
                       .rows)
    first[str(row[0])] = row[1].as_int();
  return first;
}

std::map<std::string, std::int64_t> Store::order_planned() {
  std::map<std::string, std::int64_t> order;
  if (!exists()) return order;
  for (auto& row : run("SELECT migration, MAX(id) FROM " + t("event") +
                       " WHERE kind = 'planned' GROUP BY migration")
                       .rows)
    order[str(row[0])] = row[1].as_int();
  return order;
}

std::vector<Event> Store::events(const std::string& migration, int limit) {
  if (!exists()) return {};
  auto result = run(fmt::format("SELECT id, {}, kind, message, by_whom FROM {} WHERE migration = ? "
                                "ORDER BY id DESC LIMIT {}",
                                sql_.epoch_ms("at"), t("event"), limit),
                    {text(migration)});
  std::vector<Event> all;
  for (auto& row : result.rows)
    all.insert(all.begin(), {row[0].as_int(), row[1].as_int(), migration, str(row[2]), str(row[3]),
                             str(row[4])});
  return all;
}

std::vector<SchemaFact> Store::recorded_schema() {
  if (!exists()) return {};
  std::vector<SchemaFact> facts;
  for (auto& row : run("SELECT table_name, object, definition FROM " + t("schema_fact")).rows)
    facts.push_back({row[0].text, row[1].text, row[2].text});
  std::sort(facts.begin(), facts.end());
  return facts;
}

bool Store::has_recorded_schema() {
  return exists() && !run("SELECT 1 FROM " + t("schema_fact") + " LIMIT 1").rows.empty();
}

void Store::record_schema(const std::vector<SchemaFact>& facts,
                          const std::set<std::string>* tables) {
  if (tables)
    for (auto& table : *tables)
      run("DELETE FROM " + t("schema_fact") + " WHERE table_name = ?", {text(table)});
  else
    run("DELETE FROM " + t("schema_fact"));
  constexpr std::size_t at_once = 100;
  for (std::size_t begin = 0; begin < facts.size(); begin += at_once) {
    std::string rows;
    std::vector<db::Value> values;
    for (std::size_t i = begin; i < std::min(facts.size(), begin + at_once); ++i) {
      rows += rows.empty() ? "(?, ?, ?)" : ", (?, ?, ?)";
      for (auto& part : {facts[i].table, facts[i].object, facts[i].text()})
        values.push_back(text(part));
    }
    run("INSERT INTO " + t("schema_fact") + " (table_name, object, definition) VALUES " + rows,
        values);
  }
}

}  // namespace migrate
