#include "state/control.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "state/codec.hpp"
#include "util/text.hpp"

namespace migrate {

using nlohmann::json;

namespace {

std::string time_text(EpochMs at) {
  return format_utc(std::chrono::system_clock::time_point(Millis(at)));
}

template <typename F>
auto decode(const std::string& text, F read) {
  try {
    return read(json::parse(text));
  } catch (const json::exception&) {
    state_corrupt(text);
  }
}

std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

template <typename T>
std::optional<T> member(const json& object, const char* key) {
  return object.contains(key) ? std::optional<T>(object.at(key).get<T>()) : std::nullopt;
}

}  // namespace

std::string PauseOrder::text() const {
  auto out = fmt::format("`migrate pause` by {} since {}", by, time_text(at));
  if (until > 0) out += " until " + time_text(until);
  if (!reason.empty()) out += " (" + printable(reason) + ")";
  return out + "; `migrate resume` goes on";
}

void ThrottleOrder::overlay(const ThrottleOrder& later) {
  if (later.max_lag) max_lag = later.max_lag;
  if (later.max_load) max_load = later.max_load;
  if (later.rows_per_second) rows_per_second = later.rows_per_second;
  if (later.batch) batch = later.batch;
  if (later.workers) workers = later.workers;
  reason = later.reason;
}

std::string ThrottleOrder::text() const {
  std::vector<std::string> parts;
  if (max_lag) parts.push_back("max lag " + format_duration(*max_lag));
  if (max_load) parts.push_back(fmt::format("max load {:g}", *max_load));
  if (rows_per_second) parts.push_back(with_thousands(*rows_per_second) + " rows per second");
  if (batch && batch->rows) parts.push_back("batches of " + with_thousands(*batch->rows) + " rows");
  if (batch && batch->target) parts.push_back("batches of " + format_duration(*batch->target));
  if (workers) parts.push_back(fmt::format("{} worker{}", *workers, *workers == 1 ? "" : "s"));
  return join(parts, ", ");
}

std::string ThrottleOrder::why() const {
  return reason.empty() ? "" : " (" + printable(reason) + ")";
}

const PauseOrder* Orders::pause_of(const std::string& migration) const {
  for (auto& order : pauses)
    if (order.migration.empty() || order.migration == migration) return &order;
  return nullptr;
}

std::string encode(const PauseOrder& order) {
  json object = {{"migration", order.migration}, {"reason", order.reason}};
  if (order.until > 0) object["until_ms"] = order.until;
  return dump(object);
}

PauseOrder decode_pause(const std::string& text) {
  return decode(text, [](const json& object) {
    PauseOrder order;
    order.migration = object.value("migration", "");
    order.reason = object.value("reason", "");
    order.until = object.value("until_ms", EpochMs{0});
    return order;
  });
}

std::string encode(const ThrottleOrder& order) {
  json object = json::object();
  if (order.max_lag) object["max_lag_ms"] = order.max_lag->count();
  if (order.max_lag_at > 0) object["max_lag_at_ms"] = order.max_lag_at;
  if (order.max_load) object["max_load"] = *order.max_load;
  if (order.rows_per_second) object["rows_per_second"] = *order.rows_per_second;
  if (order.batch && order.batch->rows) object["batch_rows"] = *order.batch->rows;
  if (order.batch && order.batch->target) object["batch_ms"] = order.batch->target->count();
  if (order.workers) object["workers"] = *order.workers;
  if (!order.reason.empty()) object["reason"] = order.reason;
  return dump(object);
}

ThrottleOrder decode_throttle(const std::string& text) {
  return decode(text, [](const json& object) {
    ThrottleOrder order;
    if (auto ms = member<Millis::rep>(object, "max_lag_ms")) order.max_lag = Millis(*ms);
    order.max_lag_at = object.value("max_lag_at_ms", EpochMs{0});
    order.max_load = member<double>(object, "max_load");
    order.rows_per_second = member<std::uint64_t>(object, "rows_per_second");
    order.workers = member<int>(object, "workers");
    order.reason = object.value("reason", "");
    BatchSize batch;
    batch.rows = member<std::uint64_t>(object, "batch_rows");
    if (auto ms = member<Millis::rep>(object, "batch_ms")) batch.target = Millis(*ms);
    if (batch.rows || batch.target) order.batch = batch;
    return order;
  });
}

std::string encode(const std::vector<Reading>& readings) {
  json list = json::array();
  for (auto& r : readings)
    list.push_back(
        {{"source", r.source}, {"value", r.value}, {"limit", r.limit}, {"pause", r.pause}});
  return dump(list);
}

std::vector<Reading> decode_readings(const std::string& text) {
  return decode(text, [](const json& list) {
    std::vector<Reading> readings;
    for (auto& object : list) {
      Reading r;
      r.source = object.value("source", "");
      r.value = object.value("value", "");
      r.limit = object.value("limit", "");
      r.pause = object.value("pause", false);
      readings.push_back(std::move(r));
    }
    return readings;
  });
}

}  // namespace migrate
