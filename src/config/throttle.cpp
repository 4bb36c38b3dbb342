#include "config/throttle.hpp"

#include <fmt/format.h>

#include "config/variables.hpp"
#include "migration/document.hpp"
#include "migration/fields.hpp"

namespace migrate {

namespace {

class Reader {
 public:
  explicit Reader(const Source& source) : source_(source) {}

  void read(const Node& node, int line, ThrottleSettings& all) const {
    const Fields fields(
        source_, node, "throttle",
        {"max_lag", "replicas", "heartbeat", "max_load", "flag_file", "rows_per_second", "max_wal",
         "query", "http", "prometheus", "window", "time_zone", "min_free_disk", "max_wal_backlog",
         "max_flow_control", "critical", "latency"},
        line);
    all.max_lag = fields.duration("max_lag");
    for (const std::string& url : fields.texts("replicas"))
      all.replicas.push_back(
          expand_variables(source_, url, fields.line_of("replicas"), all.replicas_unset));
    all.heartbeat = fields.flag("heartbeat");
    all.max_load = fields.number("max_load", 0);
    all.flag_file = fields.optional_text("flag_file");
    if (const auto rows = fields.integer("rows_per_second", 1, 1000000000))
      all.rows_per_second = static_cast<std::uint64_t>(*rows);
    all.max_wal = size(fields, "max_wal").value_or(all.max_wal);
    all.min_free_disk = size(fields, "min_free_disk");
    all.max_wal_backlog = size(fields, "max_wal_backlog");
    all.max_flow_control = fields.number("max_flow_control", 0);
    if (all.max_flow_control && *all.max_flow_control > 1)
      fields.bad_value("max_flow_control", "is a share of the time, above 0 and up to 1");
    for (const auto kind :
         {NumberAsk::Kind::query, NumberAsk::Kind::http, NumberAsk::Kind::prometheus})
      read_limits(fields, kind, all.numbers);
    read_window(fields, all);
    if (const Node* critical = fields.find("critical")) {
      const Fields inner(source_, *critical, "throttle.critical", {"load", "lag"},
                         fields.line_of("critical"));
      all.critical.load = inner.number("load", 0);
      all.critical.lag = inner.duration("lag");
    }
    if (const Node* latency = fields.find("latency"))
      all.latency = read_latency(*latency, fields.line_of("latency"));
    if (const auto wrong = all.contradiction(); !wrong.empty())
      source_error(source_, "VALUE", wrong, line);
  }

 private:
  static std::optional<std::uint64_t> size(const Fields& fields, std::string_view key) {
    const auto text = fields.optional_text(key);
    if (text.empty()) return std::nullopt;
    const auto bytes = parse_size(text);
    if (!bytes || *bytes == 0) fields.bad_value(key, "expected a size such as 256MB");
    return bytes;
  }

  void read_limits(const Fields& fields, NumberAsk::Kind kind,
                   std::vector<NumberLimit>& all) const {
    const auto key = key_of(kind);
    const Node* node = fields.find(key);
    if (!node) return;
    auto read_one = [&](const Node& one) {
      NumberLimit limit;
      limit.ask = read_ask(source_, one, kind, "throttle." + key,
                           one.line ? one.line : fields.line_of(key), &limit.limit);
      if (kind == NumberAsk::Kind::query && !limit.limit) limit.limit = 0;
      all.push_back(std::move(limit));
    };
    if (node->kind != Node::Kind::list) return read_one(*node);
    for (const Node& one : node->items) read_one(one);
  }

  static void read_window(const Fields& fields, ThrottleSettings& all) {
    if (const auto text = fields.optional_text("window"); !text.empty()) {
      all.window = DailyWindows::parse(text);
      if (!all.window)
        fields.bad_value("window",
                         "must be times of day such as \"22:00-06:00\", several "
                         "separated by commas");
    }
    if (const auto text = fields.optional_text("time_zone"); !text.empty()) {
      const auto zone = TimeZone::parse(text);
      if (!zone) fields.bad_value("time_zone", "must be UTC, local, or an offset such as +02:00");
      all.time_zone = *zone;
    }
  }

  LatencySettings read_latency(const Node& node, int line) const {
    const Fields fields(source_, node, "throttle.latency",
                        {"query", "http", "prometheus", "limit", "unit", "every"}, line);
    LatencySettings latency;
    latency.ask = read_one_ask(fields, "throttle.latency");
    fields.require("limit");
    latency.limit = *fields.duration("limit");
    if (latency.limit <= Millis(0)) fields.bad_value("limit", "must be longer than 0");
    latency.in_seconds = fields.choice("unit", {"ms", "s"}, "ms") == "s";
    latency.every = fields.duration("every").value_or(latency.every);
    if (latency.every < Millis(100)) fields.bad_value("every", "must be 100ms or longer");
    return latency;
  }

  const Source& source_;
};

}  // namespace

ThrottleSettings read_throttle(const Source& source, const Node& node, int line) {
  ThrottleSettings all;
  Reader(source).read(node, line, all);
  return all;
}

std::string ThrottleSettings::contradiction() const {
  if (heartbeat && replicas.empty())
    return "a heartbeat is read on replicas: name them (replicas, --replica)";
  if (critical.load && max_load && *critical.load <= *max_load)
    return "the critical load must be above max_load";
  if (critical.lag && max_lag && *critical.lag <= *max_lag)
    return "the critical lag must be above max_lag";
  return {};
}

void ThrottleSettings::require_set() const {
  refuse_unset(replicas_unset);
  for (const NumberLimit& number : numbers) refuse_unset(number.ask.unset);
  if (latency) refuse_unset(latency->ask.unset);
}

}  // namespace migrate
