#include "migration/migration.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/unit/migration/expect_error.hpp"

namespace migrate {
namespace {

const std::string rename = "operations:\n  - rename_column: {table: t, from: a, to: b}\n";

TEST(Migration, EveryField) {
  const Migration m = yaml(R"(description: Rename a
engines: [postgres, mysql]
operations:
  - rename_column: {table: t, from: a, to: b}
backfill: {batch: 500ms, workers: 2}
contract:
  apps: [web, worker]
  versions: {web: ">=2.4.0", worker: ">= v3"}
  quiet: 24h
  soak: 0
  approval: true
verify:
  - {name: same, sql: SELECT 0, expect: 0}
  - {name: text, sql: {sqlite: SELECT 1, mysql: SELECT 2}, expect: ''}
)");
  EXPECT_EQ(m.id, "20260101_x");
  EXPECT_EQ(m.path, "m/20260101_x.yaml");
  EXPECT_EQ(m.description, "Rename a");
  EXPECT_TRUE(m.for_engine(EngineKind::postgres));
  EXPECT_FALSE(m.for_engine(EngineKind::sqlite));
  EXPECT_FALSE(m.for_engine(EngineKind::mariadb));
  EXPECT_EQ(m.backfill.batch->target, Millis(500));
  EXPECT_EQ(m.backfill.workers, 2);
  EXPECT_EQ(m.contract.apps, (std::vector<std::string>{"web", "worker"}));
  EXPECT_EQ(m.contract.versions.at("web"), ">=2.4.0");
  EXPECT_EQ(m.contract.quiet, Millis(86400000));
  EXPECT_EQ(m.contract.soak, Millis(0));
  EXPECT_EQ(m.contract.approval, true);
  ASSERT_EQ(m.verify.size(), 2u);
  EXPECT_EQ(m.verify[0].expect, "0");
  EXPECT_EQ(m.verify[0].at.line, 13);
  EXPECT_EQ(m.verify[1].expect, "");
}

TEST(Migration, OptionalFieldsStayUnset) {
  const Migration m = yaml(rename);
  EXPECT_TRUE(m.for_engine(EngineKind::sqlite));
  EXPECT_FALSE(m.backfill.batch || m.backfill.workers);
  EXPECT_FALSE(m.contract.quiet || m.contract.soak || m.contract.approval);
  EXPECT_TRUE(m.verify.empty() && m.contract.apps.empty() && m.description.empty());
}

TEST(Migration, PgrollsOwnKeysAreAccepted) {
  const Migration m = yaml("name: 02_rename\nversion_schema: v2\n" + rename);
  EXPECT_EQ(m.description, "02_rename");
  EXPECT_EQ(m.id, "20260101_x");
  EXPECT_EQ(yaml("name: n\ndescription: d\n" + rename).description, "d");
}

TEST(Migration, Refusals) {
  struct Case {
    std::string text;
    const char* code;
    int line;
  };
  const Case cases[] = {
      {"", "MIG-FILE-EMPTY", 0},
      {"# nothing\n", "MIG-FILE-EMPTY", 0},
      {"just text\n", "MIG-FILE-TYPE", 1},
      {"- a\n", "MIG-FILE-TYPE", 1},
      {"description: x\n", "MIG-FILE-MISSING", 1},
      {"operations: []\n", "MIG-FILE-EMPTY", 1},
      {"operations: {}\n", "MIG-FILE-TYPE", 1},
      {"operation: []\n", "MIG-FILE-FIELD", 1},
      {rename + "engines: [postgress]\n", "MIG-FILE-VALUE", 3},
      {rename + "engines: []\n", "MIG-FILE-VALUE", 3},
      {rename + "engines: sqlite\n", "MIG-FILE-TYPE", 3},
      {rename + "backfill: {batch: 500}\n", "", 0},
      {rename + "backfill: {batch: 0}\n", "MIG-FILE-VALUE", 3},
      {rename + "backfill: {batch: fast}\n", "MIG-FILE-VALUE", 3},
      {rename + "backfill: {batch: 99999999999999999999999}\n", "MIG-FILE-VALUE", 3},
      {rename + "backfill: {workers: 0}\n", "MIG-FILE-VALUE", 3},
      {rename + "backfill: {workers: 2.5}\n", "MIG-FILE-TYPE", 3},
      {rename + "backfill: {workers: 99999999999999999999}\n", "MIG-FILE-VALUE", 3},
      {rename + "backfill: {worker: 2}\n", "MIG-FILE-FIELD", 3},
      {rename + "contract: {quarantine: 24h}\n", "", 0},
      {rename + "contract: {quarantine: 24}\n", "MIG-FILE-VALUE", 3},
      {rename + "contract: {quarantine: true}\n", "MIG-FILE-VALUE", 3},
      {rename + "contract:\n  checks: []\n", "", 0},
      {rename + "contract:\n  checks:\n    - command: 'true'\n", "", 0},
      {rename + "contract:\n  checks:\n    - {command: 'true', timeout: 2s, name: up}\n", "", 0},
      {rename + "contract:\n  checks:\n    - {command: 'true', expect: 0}\n", "MIG-FILE-VALUE", 5},
      {rename + "contract:\n  checks:\n    - {command: 'true', timeout: 0}\n", "MIG-FILE-VALUE", 5},
      {rename + "contract:\n  checks:\n    - {command: 'true', timeout: 1h}\n", "MIG-FILE-VALUE",
       5},
      {rename + "contract:\n  checks:\n    - {name: none}\n", "MIG-FILE-VALUE", 5},
      {rename + "contract:\n  checks:\n    - {http: 'http://a', command: b}\n", "MIG-FILE-VALUE",
       5},
      {rename + "contract:\n  checks:\n    - {http: 'http://a/b'}\n", "", 0},
      {rename + "contract:\n  checks:\n    - {http: '${URL}/b', expect: 0}\n", "", 0},
      {rename + "contract:\n  checks:\n    - {http: 'ftp://a/b'}\n", "MIG-FILE-VALUE", 5},
      {rename + "contract:\n  checks:\n    - {sql: SELECT 1, expect: 1}\n", "", 0},
      {rename + "contract:\n  checks:\n    - {sql: SELECT 1, expect: '< x'}\n", "MIG-FILE-VALUE",
       5},
      {rename + "contract:\n  checks:\n    - {sql: SELECT 1}\n", "MIG-FILE-MISSING", 5},
      {rename +
           "contract:\n  checks:\n    - prometheus: {url: 'http://p', query: up, expect: '<1'}\n",
       "", 0},
      {rename + "contract:\n  checks:\n    - prometheus: {url: 'http://p', query: up}\n",
       "MIG-FILE-MISSING", 5},
      {rename + "contract: {require: [sessions, statements]}\n", "", 0},
      {rename + "contract: {require: [session]}\n", "MIG-FILE-VALUE", 3},
      {rename + "contract: {quiet: 24}\n", "MIG-FILE-VALUE", 3},
      {rename + "contract: {quiet: [1h]}\n", "MIG-FILE-TYPE", 3},
      {rename + "contract: {versions: [a]}\n", "MIG-FILE-TYPE", 3},
      {rename + "contract: {versions: {web: 2.4}}\n", "MIG-FILE-VALUE", 3},
      {rename + "contract: {versions: {web: '>= '}}\n", "MIG-FILE-VALUE", 3},
      {rename + "contract: {versions: {web: '>=2, <3'}}\n", "MIG-FILE-VALUE", 3},
      {rename + "contract: {approval: 1}\n", "MIG-FILE-TYPE", 3},
      {rename + "contract: {apps: ['']}\n", "MIG-FILE-VALUE", 3},
      {rename + "verify: [{name: x, sql: SELECT 1}]\n", "MIG-FILE-MISSING", 3},
      {rename + "verify: [{name: x, sql: SELECT 1, expect: null}]\n", "MIG-FILE-MISSING", 3},
      {rename + "verify: [{name: x, sql: SELECT 1, expect: [1]}]\n", "MIG-FILE-TYPE", 3},
      {rename + "verify: [{name: x, sql: SELECT 1, expect: '> many'}]\n", "MIG-FILE-VALUE", 3},
      {rename + "description: [x]\n", "MIG-FILE-TYPE", 3},
      {rename + rename, "MIG-FILE-SYNTAX", 3},
  };
  for (const Case& one : cases) {
    if (*one.code == '\0') {
      EXPECT_NO_THROW(yaml(one.text)) << one.text;
      continue;
    }
    const Report report = yaml_refusal(one.text);
    EXPECT_EQ(report.code, one.code) << one.text << report.what;
    EXPECT_EQ(report.where,
              one.line == 0 ? "m/20260101_x.yaml" : "m/20260101_x.yaml:" + std::to_string(one.line))
        << one.text;
    EXPECT_EQ(report.state, "nothing was changed");
  }
}

TEST(Migration, NextToEveryUnknownFieldStandsTheNearest) {
  EXPECT_NE(yaml_refusal("operatoins: []\n").what.find("did you mean \"operations\"?"),
            std::string::npos);
  EXPECT_EQ(json_refusal("{\n\"operations\": [],\n\"descripton\": \"x\"\n}").where,
            "m/20260101_x.json:3");
}

TEST(Migration, IdsAndEndings) {
  for (const char* path : {"a.yaml", "m/A-1_b.c.yml", "/x/y/0.yaml", "x.YAML"})
    EXPECT_NO_THROW(parse_migration(path, rename)) << path;
  EXPECT_EQ(parse_migration("m/A-1_b.c.yml", rename).id, "A-1_b.c");
  for (const std::string& path :
       {std::string("m/.yaml"), std::string("m/_a.yaml"), std::string("m/a b.yaml"),
        std::string("m/ž.yaml"), std::string("m/a'.yaml"), "m/" + std::string(129, 'a') + ".yaml",
        std::string("m/a.txt"), std::string("m/a"), std::string("")})
    EXPECT_EQ(refusal([&] { parse_migration(path, rename); }).code, "MIG-FILE-NAME") << path;
  EXPECT_NO_THROW(parse_migration("m/" + std::string(128, 'a') + ".yaml", rename));
}

TEST(Migration, ParseBatchSize) {
  EXPECT_EQ(parse_batch_size("500ms")->target, Millis(500));
  EXPECT_EQ(parse_batch_size("5000")->rows, 5000u);
  for (const char* bad :
       {"", "0", "0s", "-1", "5 rows", "1e3", "10000001", "18446744073709551616", "x"})
    EXPECT_FALSE(parse_batch_size(bad)) << bad;
}

TEST(Checksum, DependsOnContentAlone) {
  const std::string base = yaml(rename + "description: x\n").checksum;
  EXPECT_EQ(base.size(), 64u);
  const char* same[] = {
      "# comment\ndescription: 'x'\noperations:\n- rename_column:\n    to: b\n    from: \"a\"\n"
      "    table: t\n",
      "\xEF\xBB\xBF"
      "description: x\r\noperations:\r\n  - rename_column: {table: t, from: a, to: b}\r\n",
      "description: x\nengines: null\noperations: [{rename_column: {table: t, from: a, to: b}}]",
  };
  for (const char* text : same) EXPECT_EQ(yaml(text).checksum, base) << text;
  EXPECT_EQ(
      parse_migration("elsewhere/other.json",
                      R"({"operations": [{"rename_column": {"to": "b", "table": "t", "from": "a"}}],
                                "description": "x"})")
          .checksum,
      base);
  EXPECT_NE(yaml(rename + "description: y\n").checksum, base);
  EXPECT_NE(yaml(rename).checksum, base);
}

TEST(Checksum, ScalarsCountByTheirText) {
  const auto with = [](const char* text) { return yaml(rename + text).checksum; };
  EXPECT_EQ(with("verify: [{name: n, sql: s, expect: 0}]\n"),
            with("verify: [{name: n, sql: s, expect: '0'}]\n"));
  EXPECT_NE(with("verify: [{name: n, sql: s, expect: 0}]\n"),
            with("verify: [{name: n, sql: s, expect: 00}]\n"));
  EXPECT_NE(with("contract: {apps: [a, b]}\n"), with("contract: {apps: [b, a]}\n"));
  EXPECT_NE(with("contract: {apps: ['a]', b]}\n"), with("contract: {apps: [a, ']b']}\n"));
}

TEST(Checksum, NullCountsWhereItTakesSomethingAway) {
  const auto altered = [](const char* fields) {
    return yaml(std::string("operations: [{alter_column: {table: t, column: a, ") + fields + "}}]");
  };
  const auto plain = altered("nullable: false");
  for (const char* fields : {"nullable: false, default: null", "nullable: false, comment: null"}) {
    EXPECT_NE(altered(fields).checksum, plain.checksum) << fields;
    EXPECT_NE(altered(fields).checksum, altered("nullable: false, comment: ''").checksum) << fields;
  }
  EXPECT_EQ(altered("nullable: false, type: null").checksum, plain.checksum);
  // What an older version recorded is held against what it would say today.
  const auto edited = altered("nullable: true");
  EXPECT_FALSE(plain.was_edited(plain.first_checksum, 1));
  EXPECT_TRUE(edited.was_edited(plain.first_checksum, 1));
  EXPECT_TRUE(edited.was_edited(plain.checksum, 2));
  EXPECT_FALSE(edited.was_edited(plain.checksum, 3));
}

TEST(Checksum, EachVersionStaysAsItIs) {
  // Recorded in databases: a change of these values needs a new version number.
  EXPECT_EQ(yaml(rename).first_checksum,
            "ee9aa43e7b1277f38374e06071fc0c7d7be77273ace28587f728f9779599d205");
  EXPECT_EQ(yaml(rename).checksum,
            "42aa325e949dd0b34fc2f3999b06f2bdb358d569540be1335fb9d954c647c9c7");
  EXPECT_EQ(parse_migration("a.sql", "-- migrate:expand\nSELECT 1;\n").checksum,
            "894bb0b4c491a0dc93832a828277cc05ddda7536e4816aa0893efda47971290a");
  EXPECT_EQ(yaml(rename).checksum_version, 2);
}

class Directory : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "migrate-dir-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    path_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(path_); }
  void put(const std::string& name, const std::string& text) const {
    std::ofstream(path_ + "/" + name, std::ios::binary) << text;
  }
  std::string path_;
};

TEST_F(Directory, SortedByIdAndOtherFilesLeftAlone) {
  put("a-b.yaml", rename);
  put("a.yaml", rename);
  put("B.json", R"({"operations": [{"drop_table": {"name": "t"}}]})");
  put("c.sql", "-- migrate:expand\nSELECT 1;\n");
  put("README.md", "text");
  put(".hidden.yaml", "not: valid");
  put("c.sql~", "x");
  std::filesystem::create_directory(path_ + "/d.yaml");
  std::vector<std::string> ids;
  for (const Migration& m : read_directory(path_)) ids.push_back(m.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"B", "a", "a-b", "c"}));
  EXPECT_EQ(read_directory(path_ + "/").at(1).path, path_ + "/a.yaml");
}

TEST_F(Directory, TwoFilesWithOneId) {
  put("a.yaml", rename);
  put("a.sql", "-- migrate:expand\nSELECT 1;\n");
  EXPECT_EQ(refusal([&] { read_directory(path_); }).code, "MIG-FILE-DUPLICATE");
  std::filesystem::remove(path_ + "/a.sql");
  put("A.yml", rename);
  EXPECT_EQ(refusal([&] { read_directory(path_); }).code, "MIG-FILE-DUPLICATE");
}

TEST_F(Directory, CollectsOneErrorForEachFile) {
  put("1.yaml", "x");
  put("2.yaml", rename);
  put("2.yml", rename);
  put("3 4.yaml", rename);
  put("5.json", "{");
  std::vector<std::string> errors;
  EXPECT_EQ(read_directory(path_, &errors).size(), 1u);
  ASSERT_EQ(errors.size(), 4u);
  EXPECT_EQ(errors[0].substr(0, path_.size() + 24), path_ + "/1.yaml:1: MIG-FILE-TYPE");
  EXPECT_NE(errors[1].find("MIG-FILE-DUPLICATE"), std::string::npos);
  EXPECT_EQ(refusal([&] { read_directory(path_ + "/none"); }).code, "MIG-FILE-READ");
}

TEST_F(Directory, RefusesWhatIsTooLargeOrUnreadable) {
  put("big.yaml", std::string((1u << 20) + 1, '#'));
  EXPECT_EQ(refusal([&] { read_migration(path_ + "/big.yaml"); }).code, "MIG-FILE-READ");
  EXPECT_EQ(refusal([&] { read_migration(path_ + "/none.yaml"); }).code, "MIG-FILE-READ");
}

}  // namespace
}  // namespace migrate
