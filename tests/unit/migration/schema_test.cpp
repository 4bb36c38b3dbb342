// docs/migration.schema.json and the parser say the same: what fits is read or on the list of
// refusals below, what does not fit is refused by the name of the field. Where
// MIGRATE_PGROLL_SCHEMA names a copy of pgroll's own schema (schema.json of its repository), the
// same holds for it, and every file of pgroll's fits ours.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <cstdlib>
#include <set>

#include "tests/unit/migration/expect_error.hpp"
#include "tests/unit/migration/json_schema.hpp"
#include "util/text.hpp"

namespace migrate {
namespace {

using test::JsonSchema;
using Json = nlohmann::json;

struct Refusal {
  const char* says;  // part of the message: it names the field
  const char* why;
};

// What has the right form and is refused all the same. A new line here is a decision.
const Refusal refusals[] = {
    {"is NOT NULL and needs a default or `up`", "nothing says what the rows there are get"},
    {"generated needs either `expression` or `identity`", "SQL knows no other way, and not both"},
    {"opclass.params needs the operator class's name too", "SQL has no form for it"},
    {"exclude needs the field \"elements\"", "a constraint that excludes nothing"},
    {"does not apply to a constraint of this type", "it would be dropped in silence"},
    {"create_constraint needs the field \"columns\"", "nothing says what is unique"},
    {"columns, references", "a foreign key pairs them"},
    {"merge_columns.down needs an expression for", "each old column has to be kept in step"},
    {"identity needs the field \"index\"", "type index is the identity of an index"},
    {"must not be empty", "an expression that has to be there"},
    {"must name at least one column", "a constraint or an index of nothing"},
    {"create_table.columns must hold at least one column", "no engine but PostgreSQL has it"},
    {"a batch is an UPDATE, INSERT", "the description knows no SQL"},
    {"backfill.set must be a map of column names", "nothing is set"},
    {"the migration has no operations", "a file that does nothing is a mistake"},
};

std::string ours() {
  return MIGRATE_SOURCE_DIR "/docs/migration.schema.json";
}

void emit(const Json& value, YAML::Emitter& out) {
  if (value.is_object()) {
    out << (value.empty() ? YAML::Flow : YAML::Block) << YAML::BeginMap;
    for (auto& [key, item] : value.items()) {
      out << YAML::Key << key << YAML::Value;
      emit(item, out);
    }
    out << YAML::EndMap;
  } else if (value.is_array()) {
    out << (value.empty() ? YAML::Flow : YAML::Block) << YAML::BeginSeq;
    for (auto& item : value) emit(item, out);
    out << YAML::EndSeq;
  } else if (value.is_string()) {
    out << value.get<std::string>();
  } else if (value.is_null()) {
    out << YAML::Null;
  } else {
    out << value.dump();
  }
}

struct Answer {
  std::string refused;   // empty: it was read
  std::string checksum;  // of what was read
};

Answer read(const std::string& path, const std::string& text) {
  try {
    return {"", parse_migration(path, text).checksum};
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), ExitCode::usage);
    auto& report = error.report();
    EXPECT_FALSE(report.where.empty()) << text;
    return {report.what + " " + join(report.details, " "), ""};
  }
}

// As JSON and as YAML, which must come to the same.
Answer read(const Json& file) {
  auto json = read("m/20260101_x.json", file.dump(2));
  YAML::Emitter out;
  emit(file, out);
  auto yaml = read("m/20260101_x.yaml", out.c_str());
  EXPECT_EQ(json.refused, yaml.refused) << out.c_str();
  EXPECT_EQ(json.checksum, yaml.checksum) << out.c_str();
  return json;
}

void expect_read(const JsonSchema& schema, std::set<std::string>* used = nullptr) {
  auto instances = schema.instances();
  EXPECT_GT(instances.size(), 300U);
  for (auto& one : instances) {
    auto refused = read(one.value).refused;
    if (refused.empty()) continue;
    auto known = std::find_if(std::begin(refusals), std::end(refusals), [&](auto& refusal) {
      return refused.find(refusal.says) != std::string::npos;
    });
    if (known == std::end(refusals))
      ADD_FAILURE() << one.path << ": " << refused << "\n" << one.value.dump(2);
    else if (used)
      used->insert(known->says);
  }
}

void expect_refused(const std::map<std::string, Json>& files, std::size_t least) {
  EXPECT_GT(files.size(), least);
  for (auto& [path, file] : files) {
    auto field = path.substr(path.rfind('.') + 1);
    auto refused = read(file).refused;
    EXPECT_NE(refused.find(field), std::string::npos) << path << ": \"" << refused << "\"\n"
                                                      << file.dump(2);
  }
}

TEST(MigrationSchema, WhatFitsIsReadOrOnTheListOfRefusals) {
  std::set<std::string> used;
  expect_read(JsonSchema::read(ours()), &used);
  for (auto& refusal : refusals) EXPECT_EQ(used.count(refusal.says), 1U) << refusal.says;
}

TEST(MigrationSchema, AFieldThatIsNotThereIsRefusedByName) {
  expect_refused(JsonSchema::read(ours()).changed().misspelt, 150);
}

TEST(MigrationSchema, AFieldThatIsMissingIsNamed) {
  expect_refused(JsonSchema::read(ours()).changed().incomplete, 50);
}

// But for what is longer than a century, which a pattern cannot tell.
TEST(MigrationSchema, DurationsAreThoseThatAreRead) {
  auto schema = JsonSchema::read(ours());
  auto fits = [&](const Json& quiet) {
    return schema.fits(Json{{"operations", Json::array()}, {"contract", {{"quiet", quiet}}}});
  };
  auto same = [&](const std::string& text) {
    EXPECT_EQ(fits(text), parse_duration(text).has_value()) << '"' << text << '"';
  };
  const std::vector<std::string> units = {"d", "h", "m", "s", "ms", "", "x", "S"};
  const std::vector<std::string> numbers = {
      "0",       "1",        "007",      "30",       "1.5",     "0.25",     "1.0",  "1.000000",
      "0.001",   "0.0001",   "0.0010",   "0.00005",  "0.12345", "0.123450", "1.",   "0.000001",
      "0.00001", "0.000005", "0.000050", "1.000000", ".5",      "1e3",      "-1",   "1.0000000",
      "+1",      "",         "1,5",      "0.1234",   "0.12340", "0.12346",  "0.10", "0.100001"};
  for (auto& number : numbers)
    for (auto& unit : units)
      for (auto* around : {"", " ", "\n"}) same(around + number + unit + around);
  for (auto* first : {"1", "1.5", "0"})
    for (auto* second : {"2", "0.5", ""})
      for (auto& unit : units)
        for (auto& other : units)
          for (auto* between : {"", " ", ","}) same(first + unit + between + second + other);
  for (auto* text : {"1d2h3m4s5ms", "1d 2h 3m 4s 5ms", "1h 1h", "1d 5ms", "1 h", "0 0", "00"})
    same(text);
  EXPECT_TRUE(fits(0));
  EXPECT_FALSE(fits(1));
  auto at_once = Json::parse(R"({"operations": [{"drop_table": {"name": "t"}}],
                                 "contract": {"quarantine": 0}})");
  EXPECT_EQ(read(at_once).refused, "");
}

TEST(PgrollSchema, EveryFileIsOneOfOurs) {
  const char* file = std::getenv("MIGRATE_PGROLL_SCHEMA");
  if (!file) GTEST_SKIP() << "MIGRATE_PGROLL_SCHEMA names no copy of pgroll's schema.json";
  auto pgroll = JsonSchema::read(file);
  auto schema = JsonSchema::read(ours());
  for (auto& one : pgroll.instances())
    EXPECT_TRUE(schema.fits(one.value)) << one.path << "\n" << one.value.dump(2);
  expect_read(pgroll);
  for (auto& [path, wrong] : pgroll.changed().misspelt) EXPECT_FALSE(schema.fits(wrong)) << path;
}

}  // namespace
}  // namespace migrate
