#include "config/config.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "util/error.hpp"
#include "util/log.hpp"

namespace migrate {
namespace {

class ConfigFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "migrate-config-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    path_ = directory_ + "/migrate.yaml";
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  Config read(const std::string& text) const {
    std::ofstream(path_, std::ios::binary) << text;
    return read_config(path_, true);
  }
  Report refusal(const std::string& text) const {
    SCOPED_TRACE(text);
    try {
      read(text);
    } catch (const Error& error) {
      EXPECT_EQ(error.exit(), ExitCode::usage);
      return error.report();
    }
    ADD_FAILURE() << "nothing was refused";
    return {};
  }

  std::string directory_, path_;
};

TEST_F(ConfigFile, EveryKey) {
  const Config c = read(R"(# what the project uses
url: sqlite:app.db
migrations: db/migrations
lock_timeout: 250ms
lock_wait_total: 2m
log_patience: 5m
backfill: {batch: 5000, workers: 4}
throttle:
  max_lag: 5s
  replicas: ["postgres://r1/db", "postgres://r2/db"]
  max_load: 12.5
  flag_file: /tmp/hold
  rows_per_second: 1000
  max_wal: 64MB
  heartbeat: true
  query: "SELECT 1"
  http:
    - https://deploys/busy
    - {name: queue, url: "https://u:http-word@queue/depth?t=1", limit: 7.5}
  prometheus: {url: "http://p:9090", query: "up", limit: -1}
  window: "22:00-06:00"
  time_zone: +02:00
  min_free_disk: 10GB
  max_wal_backlog: 5GB
  max_flow_control: 0.1
  critical: {load: 200, lag: 5m}
  latency: {query: {sql: {sqlite: "SELECT 2"}, url: "sqlite:metrics.db"}, limit: 20ms, unit: s, every: 5s}
contract:
  apps: [web]
  versions: {web: ">=2"}
  quiet: 24h
  soak: 1h
  approval: false
apps: {ttl: 45s}
allow_replica: true
)");
  EXPECT_EQ(c.url, "sqlite:app.db");
  EXPECT_TRUE(c.allow_replica);
  EXPECT_EQ(c.directory, "db/migrations");
  EXPECT_EQ(c.lock_timeout, Millis(250));
  EXPECT_EQ(c.lock_wait_total, Millis(120000));
  EXPECT_EQ(c.log_patience, Millis(300000));
  EXPECT_EQ(c.backfill.batch->rows, 5000u);
  EXPECT_EQ(c.backfill.workers, 4);
  EXPECT_EQ(c.throttle.max_lag, Millis(5000));
  EXPECT_EQ(c.throttle.replicas.size(), 2u);
  EXPECT_EQ(c.throttle.max_load, 12.5);
  EXPECT_EQ(c.throttle.flag_file, "/tmp/hold");
  EXPECT_EQ(c.throttle.rows_per_second, 1000u);
  EXPECT_EQ(c.throttle.max_wal, 64u << 20);
  EXPECT_TRUE(c.throttle.heartbeat);
  ASSERT_EQ(c.throttle.numbers.size(), 4u);
  EXPECT_EQ(c.throttle.numbers[0].ask.sql.any->value, "SELECT 1");
  EXPECT_EQ(c.throttle.numbers[0].limit, 0);
  EXPECT_EQ(c.throttle.numbers[1].ask.url, "https://deploys/busy");
  EXPECT_FALSE(c.throttle.numbers[1].limit);
  EXPECT_EQ(c.throttle.numbers[2].ask.name, "queue");
  EXPECT_EQ(c.throttle.numbers[2].limit, 7.5);
  EXPECT_EQ(log::redact("it is http-word"), "it is ***");
  EXPECT_EQ(c.throttle.numbers[3].ask.expression, "up");
  EXPECT_EQ(c.throttle.numbers[3].limit, -1);
  EXPECT_EQ(c.throttle.window->text(), "22:00-06:00");
  EXPECT_EQ(c.throttle.time_zone.name({}), "+02:00");
  EXPECT_EQ(c.throttle.min_free_disk, 10ull << 30);
  EXPECT_EQ(c.throttle.max_wal_backlog, 5ull << 30);
  EXPECT_EQ(c.throttle.max_flow_control, 0.1);
  EXPECT_EQ(c.throttle.critical.load, 200);
  EXPECT_EQ(c.throttle.critical.lag, Millis(300000));
  EXPECT_EQ(c.throttle.latency->ask.url, "sqlite:metrics.db");
  EXPECT_TRUE(c.throttle.latency->in_seconds);
  EXPECT_EQ(c.throttle.latency->limit, Millis(20));
  EXPECT_EQ(c.throttle.latency->every, Millis(5000));
  EXPECT_EQ(c.contract.versions.at("web"), ">=2");
  EXPECT_EQ(c.contract.approval, false);
  EXPECT_EQ(c.instance_ttl, Millis(45000));
  EXPECT_EQ(c.file, path_);
}

TEST_F(ConfigFile, DefaultsStay) {
  for (const char* text : {"", "# nothing yet\n", "url:\n", "throttle: {}\n"}) {
    const Config c = read(text);
    EXPECT_EQ(c.url, "") << text;
    EXPECT_EQ(c.directory, "migrations");
    EXPECT_EQ(c.lock_timeout, Millis(500));
    EXPECT_FALSE(c.throttle.max_lag || c.throttle.max_load || c.throttle.rows_per_second);
  }
}

TEST_F(ConfigFile, AMissingFileIsAnErrorOnlyWhenAskedFor) {
  EXPECT_EQ(read_config(path_, false).file, "");
  EXPECT_THROW(read_config(path_, true), Error);
  std::filesystem::create_directory(path_);
  EXPECT_THROW(read_config(path_, false), Error);
}

TEST_F(ConfigFile, VariablesComeFromTheEnvironment) {
  setenv("UNIT_PW", "s3cr3t$word", 1);
  setenv("UNIT_EMPTY", "", 1);
  EXPECT_EQ(read("url: postgres://u:${UNIT_PW}@h/db\n").url, "postgres://u:s3cr3t$word@h/db");
  EXPECT_EQ(read("url: '${UNIT_PW}${UNIT_PW}'\n").url, "s3cr3t$words3cr3t$word");
  EXPECT_EQ(read("url: sqlite:$a.db\n").url, "sqlite:$a.db");
  EXPECT_EQ(read("throttle: {replicas: ['${UNIT_PW}']}\n").throttle.replicas.at(0), "s3cr3t$word");
  EXPECT_EQ(refusal("url: ${UNIT_PW\n").code, "MIG-CONFIG-VALUE");
  EXPECT_EQ(refusal("url: '${}'\n").code, "MIG-CONFIG-VALUE");
  EXPECT_EQ(refusal("url: '${a b}'\n").code, "MIG-CONFIG-VALUE");
}

// Told when the value is needed: most commands need none of them.
TEST_F(ConfigFile, WhatIsNotSetIsKeptForWhoeverNeedsIt) {
  setenv("UNIT_EMPTY", "", 1);
  for (const char* name : {"UNIT_NONE", "UNIT_EMPTY"}) {
    const Config c = read("\nurl: ${" + std::string(name) + "}\n");
    EXPECT_EQ(c.url, "");
    ASSERT_TRUE(c.url_unset);
    EXPECT_EQ(c.url_unset->code, "MIG-CONFIG-VARIABLE");
    EXPECT_EQ(c.url_unset->where, path_ + ":2");
    EXPECT_NE(c.url_unset->what.find(name), std::string::npos);
  }
  const Config c = read(
      "hooks:\n  - {on: pause, webhook: 'https://h/${UNIT_NONE}'}\n"
      "  - {on: abort, webhook: https://h/, headers: {A: '${UNIT_NONE}'}}\n"
      "  - {on: resume, webhook: https://h/}\n"
      "throttle:\n  replicas: ['${UNIT_NONE}']\n  max_lag: 1s\n"
      "abort_if:\n  - {name: a, http: 'http://h/${UNIT_NONE}', above: 1}\n");
  ASSERT_TRUE(c.hooks[0].unset && c.hooks[1].unset);
  EXPECT_EQ(c.hooks[0].unset->where, path_ + ":2");
  EXPECT_FALSE(c.hooks[2].unset);
  EXPECT_TRUE(c.abort_if[0].ask.unset);
  EXPECT_THROW(c.throttle.require_set(), Error);
  for (const char* throttle :
       {"http: 'http://h/${UNIT_NONE}'", "query: {sql: SELECT 1, url: '${UNIT_NONE}'}",
        "latency: {http: 'http://h/${UNIT_NONE}', limit: 1s}"})
    EXPECT_THROW(read(std::string("throttle: {") + throttle + "}\n").throttle.require_set(), Error)
        << throttle;
  EXPECT_NO_THROW(read("throttle: {http: 'http://h/'}\n").throttle.require_set());
}

TEST_F(ConfigFile, Refusals) {
  struct Case {
    const char* text;
    const char* code;
    int line;
  };
  const Case cases[] = {
      {"migratons: x\n", "MIG-CONFIG-FIELD", 1},
      {"url: sqlite:a\nthrottle:\n  max_lagg: 1s\n", "MIG-CONFIG-FIELD", 3},
      {"contract: {quarantin: 1h}\n", "MIG-CONFIG-FIELD", 1},
      {"contract: {checks: [{name: a}]}\n", "MIG-CONFIG-VALUE", 1},
      {"- a\n", "MIG-CONFIG-TYPE", 1},
      {"url: [a]\n", "MIG-CONFIG-TYPE", 1},
      {"throttle: fast\n", "MIG-CONFIG-TYPE", 1},
      {"throttle: {max_load: much}\n", "MIG-CONFIG-TYPE", 1},
      {"throttle: {max_load: 0}\n", "MIG-CONFIG-VALUE", 1},
      {"throttle: {max_wal: 64}\n", "MIG-CONFIG-VALUE", 1},
      {"throttle: {max_wal: 0B}\n", "MIG-CONFIG-VALUE", 1},
      {"throttle: {max_load: nan}\n", "MIG-CONFIG-VALUE", 1},
      {"throttle: {max_load: 1e999}\n", "MIG-CONFIG-VALUE", 1},
      {"throttle: {rows_per_second: 0}\n", "MIG-CONFIG-VALUE", 1},
      {"throttle: {rows_per_second: -1}\n", "MIG-CONFIG-VALUE", 1},
      {"lock_timeout: 500\n", "MIG-CONFIG-VALUE", 1},
      {"lock_timeout: 0\n", "MIG-CONFIG-VALUE", 1},
      {"apps: {ttl: 0s}\n", "MIG-CONFIG-VALUE", 1},
      {"url: ''\n", "MIG-CONFIG-VALUE", 1},
      {"url: a\nurl: b\n", "MIG-CONFIG-SYNTAX", 2},
      {"url: 'a\n", "MIG-CONFIG-SYNTAX", 0},
      {"a: \xFF\n", "MIG-CONFIG-SYNTAX", 1},
  };
  for (const Case& one : cases) {
    const Report report = refusal(one.text);
    EXPECT_EQ(report.code, one.code) << one.text << report.what;
    if (one.line == 0) continue;
    EXPECT_EQ(report.where, path_ + ":" + std::to_string(one.line)) << one.text;
  }
  EXPECT_NE(refusal("migratons: x\n").what.find("did you mean \"migrations\"?"), std::string::npos);
}

TEST_F(ConfigFile, ErrorsRepeatNoUrl) {
  const char* texts[] = {
      "throttle: {replicas: 'postgres://u:S3CRET@h/db'}\n",
      "lock_timeout: postgres://u:S3CRET@h/db\n",
      "apps: postgres://u:S3CRET@h/db\n",
      "url: postgres://u:S3CRET@h/db\n  bad: [\n",
  };
  for (const char* text : texts) {
    const Report report = refusal(text);
    EXPECT_EQ(report.what.find("S3CRET"), std::string::npos) << report.what;
  }
}

}  // namespace
}  // namespace migrate
