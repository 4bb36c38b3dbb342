#include "dialects/mysql/state.hpp"

#include <fmt/format.h>

namespace migrate::mysql {

namespace {

// Ids are compared bytewise: utf8mb4_bin. 255 characters hold any file name; DYNAMIC rows can index
// two of them in one key.
constexpr const char* id_type = "VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL";
constexpr const char* engine =
    "ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";

std::vector<std::string> create_statements() {
  auto table = [](const char* name, const std::string& columns) {
    return fmt::format("CREATE TABLE IF NOT EXISTS migrate_{} (\n{}\n) {}", name, columns, engine);
  };
  return {
      table("layout",
            "  version INT NOT NULL PRIMARY KEY,\n"
            "  tool_version VARCHAR(64) NOT NULL"),
      table("migration", fmt::format("  id {} PRIMARY KEY,\n"
                                     "  checksum CHAR(64) NOT NULL,\n"
                                     "  checksum_version INT NOT NULL,\n"
                                     "  description TEXT NOT NULL,\n"
                                     "  stage VARCHAR(32) NOT NULL,\n"
                                     "  touches LONGTEXT NOT NULL,\n"
                                     "  notes LONGTEXT NOT NULL,\n"
                                     "  by_whom VARCHAR(255) NOT NULL,\n"
                                     "  tool_version VARCHAR(64) NOT NULL,\n"
                                     "  started_at DATETIME(3) NULL,\n"
                                     "  expanded_at DATETIME(3) NULL,\n"
                                     "  backfilled_at DATETIME(3) NULL,\n"
                                     "  contracted_at DATETIME(3) NULL,\n"
                                     "  updated_at DATETIME(3) NULL",
                                     id_type)),
      table("step", fmt::format("  migration {},\n"
                                "  step VARCHAR(64) NOT NULL,\n"
                                "  position INT NOT NULL,\n"
                                "  phase VARCHAR(16) NOT NULL,\n"
                                "  title TEXT NOT NULL,\n"
                                "  sql_text LONGTEXT NULL,\n"
                                "  undo_text LONGTEXT NULL,\n"
                                "  definition LONGTEXT NOT NULL,\n"
                                "  status VARCHAR(16) NOT NULL,\n"
                                "  attempts INT NOT NULL DEFAULT 0,\n"
                                "  error TEXT NULL,\n"
                                "  started_at DATETIME(3) NULL,\n"
                                "  ended_at DATETIME(3) NULL,\n"
                                "  PRIMARY KEY (migration, step)",
                                id_type)),
      table("checkpoint", fmt::format("  migration {},\n"
                                      "  step VARCHAR(64) NOT NULL,\n"
                                      "  from_key LONGTEXT NULL,\n"
                                      "  end_key LONGTEXT NULL,\n"
                                      "  rows_done BIGINT NOT NULL DEFAULT 0,\n"
                                      "  batches BIGINT NOT NULL DEFAULT 0,\n"
                                      "  batch_rows BIGINT NOT NULL DEFAULT 0,\n"
                                      "  done TINYINT NOT NULL DEFAULT 0,\n"
                                      "  started_at DATETIME(3) NULL,\n"
                                      "  updated_at DATETIME(3) NULL,\n"
                                      "  PRIMARY KEY (migration, step)",
                                      id_type)),
      table("claim", fmt::format("  migration {},\n"
                                 "  step VARCHAR(64) NOT NULL,\n"
                                 "  number BIGINT NOT NULL,\n"
                                 "  from_key LONGTEXT NOT NULL,\n"
                                 "  to_key LONGTEXT NOT NULL,\n"
                                 "  PRIMARY KEY (migration, step, number)",
                                 id_type)),
      table("history", fmt::format("  migration {},\n"
                                   "  step VARCHAR(64) NOT NULL,\n"
                                   "  number BIGINT NOT NULL,\n"
                                   "  at DATETIME(3) NOT NULL,\n"
                                   "  run BIGINT NOT NULL,\n"
                                   "  run_ms BIGINT NOT NULL,\n"
                                   "  run_rows BIGINT NOT NULL,\n"
                                   "  rows_done BIGINT NOT NULL,\n"
                                   "  batches BIGINT NOT NULL,\n"
                                   "  batch_rows BIGINT NOT NULL,\n"
                                   "  batch_ms BIGINT NOT NULL,\n"
                                   "  target_ms BIGINT NULL,\n"
                                   "  lag_ms BIGINT NULL,\n"
                                   "  waiting TEXT NULL,\n"
                                   "  PRIMARY KEY (migration, step, number)",
                                   id_type)),
      // Servers may refuse a table without a primary key (sql_require_primary_key,
      // innodb_force_primary_key).
      table("schema_fact",
            "  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,\n"
            "  table_name VARCHAR(64) NOT NULL,\n"
            "  object LONGTEXT NOT NULL,\n"
            "  definition LONGTEXT NOT NULL,\n"
            "  KEY by_table (table_name)"),
      table("app_instance", fmt::format("  app {0},\n"
                                        "  instance {0},\n"
                                        "  version VARCHAR(255) NOT NULL,\n"
                                        "  `schema` VARCHAR(255) NOT NULL DEFAULT '',\n"
                                        "  ttl_ms BIGINT NOT NULL DEFAULT 90000,\n"
                                        "  started_at DATETIME(3) NOT NULL,\n"
                                        "  seen_at DATETIME(3) NOT NULL,\n"
                                        "  retired TINYINT NOT NULL DEFAULT 0,\n"
                                        "  PRIMARY KEY (app, instance)",
                                        id_type)),
      table("approval", fmt::format("  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,\n"
                                    "  migration {},\n"
                                    "  by_whom VARCHAR(255) NOT NULL,\n"
                                    "  note TEXT NOT NULL,\n"
                                    "  at DATETIME(3) NOT NULL,\n"
                                    "  KEY by_migration (migration)",
                                    id_type)),
      table("control",
            "  name VARCHAR(64) NOT NULL PRIMARY KEY,\n"
            "  value TEXT NULL,\n"
            "  by_whom VARCHAR(255) NULL,\n"
            "  at DATETIME(3) NULL"),
      table("lease",
            "  id INT NOT NULL PRIMARY KEY,\n"
            "  token BIGINT NOT NULL,\n"
            "  owner VARCHAR(255) NOT NULL DEFAULT '',\n"
            "  host VARCHAR(255) NOT NULL DEFAULT '',\n"
            "  command VARCHAR(255) NOT NULL DEFAULT '',\n"
            "  pid BIGINT NOT NULL DEFAULT 0,\n"
            "  since DATETIME(3) NULL,\n"
            "  released TINYINT NOT NULL DEFAULT 1"),
      "INSERT IGNORE INTO migrate_lease (id, token) VALUES (1, 0)",
      table("event", fmt::format("  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,\n"
                                 "  at DATETIME(3) NOT NULL,\n"
                                 "  migration {},\n"
                                 "  kind VARCHAR(64) NOT NULL,\n"
                                 "  message TEXT NOT NULL,\n"
                                 "  by_whom VARCHAR(255) NOT NULL,\n"
                                 "  KEY by_migration (migration, id)",
                                 id_type)),
  };
}

StateSql make() {
  StateSql sql;
  sql.table = [](const std::string& table) { return "migrate_" + table; };
  sql.placeholder = [](int) { return std::string("?"); };
  sql.now = "UTC_TIMESTAMP(3)";
  // Not UNIX_TIMESTAMP: that reads its argument in the session's time zone and ends in 2038.
  sql.epoch_ms = [](const std::string& e) {
    return fmt::format("(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', {}) DIV 1000)", e);
  };
  sql.from_epoch_ms = [](const std::string& ms) {
    return fmt::format(
        "CAST(TIMESTAMPADD(MICROSECOND, ({}) * 1000, CAST('1970-01-01' AS DATETIME(3))) AS "
        "DATETIME(3))",
        ms);
  };
  sql.share_lock = " LOCK IN SHARE MODE";
  sql.create = create_statements();
  sql.exists =
      "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND "
      "TABLE_NAME = 'migrate_layout'";
  sql.keep_control =
      "INSERT INTO migrate_control (name, value, by_whom, at) VALUES (?, ?, ?, UTC_TIMESTAMP(3))\n"
      "ON DUPLICATE KEY UPDATE value = VALUES(value), by_whom = VALUES(by_whom), at = VALUES(at)";
  // VALUES() rather than a row alias: MariaDB has no alias here, and both accept this.
  sql.heartbeat =
      "INSERT INTO migrate_app_instance (app, instance, version, `schema`, ttl_ms, started_at, "
      "seen_at)\n"
      "VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))\n"
      "ON DUPLICATE KEY UPDATE version = VALUES(version), `schema` = VALUES(`schema`),\n"
      "  ttl_ms = VALUES(ttl_ms), seen_at = VALUES(seen_at), retired = 0";
  return sql;
}

}  // namespace

const StateSql& state_sql() {
  static const StateSql sql = make();
  return sql;
}

}  // namespace migrate::mysql
