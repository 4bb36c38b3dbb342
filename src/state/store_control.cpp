// Store: what a running backfill is told, and what it says.
#include <fmt/format.h>

#include "state/sql_values.hpp"
#include "state/store.hpp"
#include "util/digest.hpp"
#include "util/error.hpp"
#include "util/host.hpp"

namespace migrate {

using namespace state;

namespace {

// A name is shorter than an id may be.
std::string pause_name(const std::string& migration) {
  return migration.empty() ? "pause" : "pause " + sha256_hex(migration).substr(0, 16);
}

}  // namespace

void Store::set_control(const std::string& name, const std::string& value) {
  if (value.empty())
    run("DELETE FROM " + t("control") + " WHERE name = ?", {text(name)});
  else
    connection_.query(sql_.keep_control,
                      {text(name), text(value), text(user_name() + "@" + host_name())});
}

std::string Store::control(const std::string& name) {
  if (!exists()) return "";
  auto result = run("SELECT value FROM " + t("control") + " WHERE name = ?", {text(name)});
  return result.rows.empty() ? "" : str(result.rows[0][0]);
}

bool Store::in_kept_schema() {
  // A yes stays one: what is kept never changes, nor does a session that is the tool's own.
  if (sql_.work_schema.empty() || in_kept_schema_) return true;
  const auto kept = control("schema");
  if (kept.empty()) return false;
  const auto here = work_schema();
  if (here != kept)
    refuse("MIG-STATE-SCHEMA",
           fmt::format("the migrations recorded in this database are of schema \"{}\"; this "
                       "session works in \"{}\"",
                       kept, here),
           fmt::format("run the same command with ?schema={} in the URL; the migrations of "
                       "another schema need a database of their own",
                       kept));
  return in_kept_schema_ = true;
}

void Store::keep_schema() {
  if (!sql_.work_schema.empty()) set_control("schema", work_schema());
}

std::string Store::work_schema() {
  return str(connection_.query("SELECT " + sql_.work_schema).rows.at(0).at(0));
}

void Store::set_waiting(const std::string& why, const std::vector<Reading>& readings) {
  Together all(connection_);
  set_control("waiting", why);
  set_control("readings", readings.empty() ? "" : encode(readings));
  all.commit();
}

std::string Store::waiting() {
  return control("waiting");
}

std::vector<Reading> Store::readings() {
  auto text = control("readings");
  return text.empty() ? std::vector<Reading>{} : decode_readings(text);
}

Orders Store::orders() {
  Orders orders;
  if (!exists()) return orders;
  auto result =
      run(fmt::format("SELECT name, value, by_whom, {}, {} FROM {} WHERE name = 'throttle' OR name "
                      "LIKE 'pause%' ORDER BY name",
                      sql_.epoch_ms("at"), sql_.epoch_ms(sql_.now), t("control")));
  for (auto& row : result.rows) {
    auto by = str(row[2]);
    auto at = row[3].as_int();
    if (str(row[0]) == "throttle") {
      orders.throttle = decode_throttle(str(row[1]));
      orders.throttle.by = by;
      orders.throttle.at = at;
      continue;
    }
    auto pause = decode_pause(str(row[1]));
    if (pause.until > 0 && pause.until <= row[4].as_int()) continue;
    pause.by = by;
    pause.at = at;
    orders.pauses.push_back(std::move(pause));
  }
  return orders;
}

// A row that is always there, and that nobody else locks: the lease's is held by every batch.
void Store::hold_orders() {
  run("UPDATE " + t("layout") + " SET version = version");
}

void Store::order_pause(const PauseOrder& order) {
  set_control(pause_name(order.migration), encode(order));
}

std::uint64_t Store::lift_pauses(const std::optional<std::string>& migration) {
  if (migration)
    return run("DELETE FROM " + t("control") + " WHERE name = ?", {text(pause_name(*migration))})
        .affected;
  return run("DELETE FROM " + t("control") + " WHERE name LIKE 'pause%'").affected;
}

void Store::order_throttle(const ThrottleOrder& order) {
  set_control("throttle", order.empty() ? "" : encode(order));
}

}  // namespace migrate
