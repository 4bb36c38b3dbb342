#include "cli/throttle_flags.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace migrate::cli {

namespace {

double parse_above(const std::string& text, const std::string& origin, double least) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || at != end || !std::isfinite(number) || !(number > least))
    usage(least == 0 ? fmt::format("{}: expected a number above 0, not '{}'", origin, text)
                     : fmt::format("{}: expected a number, not '{}'", origin, text));
  return number;
}

constexpr double any_number = -1e300;

Flag& limit_flag(Flags& flags, std::string name, std::string help, std::optional<double>& into) {
  Flag flag{std::move(name), 0, "N", std::move(help), false, {}, {}};
  flag.set = [&into](const std::string& text, const std::string& origin) {
    into = parse_above(text, origin, any_number);
  };
  return flags.add(std::move(flag));
}

NumberAsk ask_of(NumberAsk::Kind kind, const std::string& what) {
  NumberAsk ask;
  ask.kind = kind;
  if (kind == NumberAsk::Kind::query)
    ask.sql.any = RawSql(what);
  else
    ask.url = what;
  hide_password_of(ask.url);
  return ask;
}

}  // namespace

Flag& number_flag(Flags& flags, std::string name, std::string help, std::optional<double>& into) {
  Flag flag{std::move(name), 0, "N", std::move(help), false, {}, {}};
  flag.set = [&into](const std::string& text, const std::string& origin) {
    into = parse_above(text, origin, 0);
  };
  return flags.add(std::move(flag));
}

Flag& size_flag(Flags& flags, std::string name, std::string help,
                std::optional<std::uint64_t>& into) {
  Flag flag{std::move(name), 0, "SIZE", std::move(help), false, {}, {}};
  flag.set = [&into](const std::string& text, const std::string& origin) {
    into = parse_size(text);
    if (!into || *into == 0)
      usage(fmt::format("{}: expected a size such as 256MB, not '{}'", origin, text));
  };
  return flags.add(std::move(flag));
}

Flag& batch_flag(Flags& flags, std::optional<BatchSize>& into) {
  Flag batch{"batch", 0,
             "SIZE",  "time a batch aims at (default 200ms, on SQLite 5ms), or a number of rows",
             false,   {},
             {}};
  batch.set = [&into](const std::string& text, const std::string& origin) {
    into = parse_batch_size(text);
    if (!into)
      usage(
          fmt::format("{}: expected a duration such as 500ms or a number of rows such as 5000, "
                      "not '{}'",
                      origin, text));
  };
  return flags.add(std::move(batch));
}

void ThrottleFlags::declare(Flags& flags) {
  flags.duration("max-lag", "pause while a replica is further behind than this", max_lag_);
  flags.list("replica", "URL", "a replica whose lag counts; may be repeated", replicas_);
  flags.toggle("heartbeat", "lag of the replicas by a row written here and read there", heartbeat_);
  number_flag(flags, "max-load", "pause while more sessions than this are active", max_load_);
  flags.text("flag-file", "FILE", "pause while this file exists", flag_file_);
  flags.whole("rows-per-second", "no more rows than this in a second", rows_per_second_);
  size_flag(flags, "max-wal", "SQLite: pause while more WAL waits for a checkpoint (256MB)",
            max_wal_);
  flags.text("window", "TIMES", "work at these times of the day only: 22:00-06:00", window_);
  flags.text("time-zone", "ZONE", "of the window: UTC (default), local, +02:00", time_zone_);
  size_flag(flags, "min-free-disk", "pause while the database's disk has less room",
            min_free_disk_);
  size_flag(flags, "max-wal-backlog",
            "PostgreSQL: pause while more WAL waits for the archiver or an unread slot",
            max_wal_backlog_);
  number_flag(flags, "max-flow-control",
              "Galera: pause while it holds writers back for more of the time (0.1)",
              max_flow_control_);
  flags.text("throttle-query", "SQL", "pause while the number it answers is above its limit",
             query_);
  limit_flag(flags, "throttle-query-limit", "of --throttle-query (default 0)", query_limit_);
  flags.text("throttle-http", "URL", "pause on 429 and 503, or while the number is above its limit",
             http_);
  limit_flag(flags, "throttle-http-limit", "of --throttle-http (default: only the status counts)",
             http_limit_);
  flags.text("throttle-prometheus", "URL", "a Prometheus server to ask", prometheus_);
  flags.text("throttle-prometheus-query", "EXPR", "what to ask it", prometheus_query_);
  limit_flag(flags, "throttle-prometheus-limit", "pause while the answer is above this",
             prometheus_limit_);
  number_flag(flags, "critical-load", "end the run when more sessions than this are active",
              critical_load_);
  flags.duration("critical-lag", "end the run when a replica is further behind than this",
                 critical_lag_);
  flags.duration("latency-limit", "go slower to keep the application's latency under this",
                 latency_limit_);
  flags.text("latency-query", "SQL", "asks for that latency, in milliseconds", latency_query_);
  flags.text("latency-http", "URL", "likewise", latency_http_);
  flags.text("latency-prometheus", "URL", "likewise, of this server", latency_prometheus_);
  flags.text("latency-prometheus-query", "EXPR", "what to ask it", latency_prometheus_query_);
  flags.toggle("latency-in-seconds", "what is answered is seconds", latency_in_seconds_);
}

void ThrottleFlags::apply(ThrottleSettings& settings) const {
  const auto put = [](const auto& flag, auto& into) {
    if (flag) into = *flag;
  };
  put(max_lag_, settings.max_lag);
  if (!replicas_.empty()) {
    settings.replicas = replicas_;
    settings.replicas_unset.reset();
  }
  put(heartbeat_, settings.heartbeat);
  put(max_load_, settings.max_load);
  put(flag_file_, settings.flag_file);
  put(rows_per_second_, settings.rows_per_second);
  put(max_wal_, settings.max_wal);
  put(min_free_disk_, settings.min_free_disk);
  put(max_wal_backlog_, settings.max_wal_backlog);
  put(max_flow_control_, settings.max_flow_control);
  put(critical_load_, settings.critical.load);
  put(critical_lag_, settings.critical.lag);
  if (window_) {
    settings.window = DailyWindows::parse(*window_);
    if (!settings.window)
      usage(fmt::format("--window: expected times of the day such as 22:00-06:00, not '{}'",
                        *window_));
  }
  if (time_zone_) {
    const auto zone = TimeZone::parse(*time_zone_);
    if (!zone)
      usage(fmt::format("--time-zone: expected UTC, local or an offset such as +02:00, not '{}'",
                        *time_zone_));
    settings.time_zone = *zone;
  }
  if (settings.max_flow_control && *settings.max_flow_control > 1)
    usage("--max-flow-control is a share of the time, above 0 and up to 1");
  apply_numbers(settings);
  apply_latency(settings);
  if (!settings.replicas.empty() && !settings.max_lag && !settings.critical.lag)
    usage("replicas are named, but not how far they may lag: give --max-lag");
  if (const auto wrong = settings.contradiction(); !wrong.empty()) usage(wrong);
}

// A flag replaces all of its kind that the file names.
void ThrottleFlags::apply_numbers(ThrottleSettings& settings) const {
  const auto replace = [&](NumberLimit limit) {
    std::erase_if(settings.numbers, [&](auto& old) { return old.ask.kind == limit.ask.kind; });
    settings.numbers.push_back(std::move(limit));
  };
  if (query_) replace({ask_of(NumberAsk::Kind::query, *query_), query_limit_.value_or(0)});
  if (http_) replace({ask_of(NumberAsk::Kind::http, *http_), http_limit_});
  if ((query_limit_ && !query_) || (http_limit_ && !http_))
    usage("a limit is given without what it limits: --throttle-query or --throttle-http");
  if (!prometheus_ && !prometheus_query_ && !prometheus_limit_) return;
  if (!prometheus_ || !prometheus_query_ || !prometheus_limit_)
    usage(
        "--throttle-prometheus, --throttle-prometheus-query and --throttle-prometheus-limit go "
        "together");
  auto ask = ask_of(NumberAsk::Kind::prometheus, *prometheus_);
  ask.expression = *prometheus_query_;
  replace({std::move(ask), prometheus_limit_});
}

void ThrottleFlags::apply_latency(ThrottleSettings& settings) const {
  const int asks =
      (latency_query_ ? 1 : 0) + (latency_http_ ? 1 : 0) + (latency_prometheus_ ? 1 : 0);
  if (asks > 1) usage("the latency is asked of one source: a query, HTTP or Prometheus");
  if (latency_prometheus_.has_value() != latency_prometheus_query_.has_value())
    usage("--latency-prometheus and --latency-prometheus-query go together");
  if (asks == 1) {
    auto latency = settings.latency.value_or(LatencySettings{});
    latency.in_seconds = latency_in_seconds_.value_or(false);
    latency.ask = latency_query_  ? ask_of(NumberAsk::Kind::query, *latency_query_)
                  : latency_http_ ? ask_of(NumberAsk::Kind::http, *latency_http_)
                                  : ask_of(NumberAsk::Kind::prometheus, *latency_prometheus_);
    latency.ask.expression = latency_prometheus_query_.value_or("");
    settings.latency = latency;
  } else if (latency_in_seconds_ && settings.latency) {
    settings.latency->in_seconds = *latency_in_seconds_;
  }
  if (latency_limit_ && !settings.latency)
    usage(
        "--latency-limit needs to know the latency: --latency-query, --latency-http or "
        "--latency-prometheus");
  if (!settings.latency) return;
  if (latency_limit_) settings.latency->limit = *latency_limit_;
  if (settings.latency->limit <= Millis(0))
    usage("a latency is asked for: give --latency-limit, above 0");
}

}  // namespace migrate::cli
