#include "tests/lab/registration.hpp"

#include <fmt/format.h>

namespace migrate::lab {

namespace {

constexpr const char* app = "web";

// As the guide has them, with parameters in place of the values.
std::string heartbeat_of(EngineKind engine) {
  switch (engine) {
    case EngineKind::postgres:
      return "INSERT INTO migrate.app_instance (app, instance, version, schema, ttl_ms, "
             "started_at, "
             "seen_at, retired) VALUES ($1, $2, $3, $4, $5, now(), now(), 0) "
             "ON CONFLICT (app, instance) DO UPDATE SET version = excluded.version, "
             "schema = excluded.schema, ttl_ms = excluded.ttl_ms, seen_at = excluded.seen_at, "
             "retired = 0";
    case EngineKind::mysql:
    case EngineKind::mariadb:
      return "INSERT INTO migrate_app_instance (app, instance, version, `schema`, ttl_ms, "
             "started_at, seen_at, retired) "
             "VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), 0) "
             "ON DUPLICATE KEY UPDATE version = VALUES(version), `schema` = VALUES(`schema`), "
             "ttl_ms = VALUES(ttl_ms), seen_at = VALUES(seen_at), retired = 0";
    case EngineKind::sqlite:
      break;
  }
  return "INSERT INTO migrate_app_instance (app, instance, version, schema, ttl_ms, started_at, "
         "seen_at, retired) VALUES (?1, ?2, ?3, ?4, ?5, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), "
         "strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 0) "
         "ON CONFLICT (app, instance) DO UPDATE SET version = excluded.version, "
         "schema = excluded.schema, ttl_ms = excluded.ttl_ms, seen_at = excluded.seen_at, "
         "retired = 0";
}

std::string retirement_of(EngineKind engine) {
  switch (engine) {
    case EngineKind::postgres:
      return "UPDATE migrate.app_instance SET retired = 1 WHERE app = $1 AND instance = $2";
    case EngineKind::mysql:
    case EngineKind::mariadb:
    case EngineKind::sqlite:
      break;
  }
  return "UPDATE migrate_app_instance SET retired = 1 WHERE app = ? AND instance = ?";
}

}  // namespace

Registration::Registration(const Url& url, Registered self, Millis every, Millis ttl)
    : opened_(open_database(url)), self_(std::move(self)), ttl_(ttl) {
  opened_.connection->limit_lock_wait(Millis(20000));
  beat();
  thread_ = std::thread([this, every] { keep_beating(every); });
}

void Registration::beat() {
  opened_.connection->query(
      heartbeat_of(opened_.dialect->kind()),
      {db::Value::of(std::string(app)), db::Value::of(self_.instance), db::Value::of(self_.version),
       db::Value::of(self_.schema), db::Value::of(std::int64_t{ttl_.count()})});
}

void Registration::keep_beating(Millis every) {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, every, [this] { return stopping_; })) {
    try {
      beat();
    } catch (const std::exception& error) {
      // The next one comes in time: the registration lives for many of them.
      fmt::print(stderr, "heartbeat: {}\n", error.what());
    }
  }
}

void Registration::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Registration::retire() {
  stop();
  opened_.connection->query(retirement_of(opened_.dialect->kind()),
                            {db::Value::of(std::string(app)), db::Value::of(self_.instance)});
}

}  // namespace migrate::lab
