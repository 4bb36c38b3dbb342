// What the answer to a `check` step is held against.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "config/url.hpp"
#include "dialects/dialect.hpp"
#include "engine/step_runner.hpp"

namespace migrate {
namespace {

struct CheckStep : testing::Test {
  std::filesystem::path file = std::filesystem::temp_directory_path() /
                               ("migrate-check-" + std::to_string(::getpid()) + ".db");
  Opened session = open_database(parse_url("sqlite:" + file.string()));

  void TearDown() override {
    session = {};
    std::filesystem::remove(file);
  }
  std::string found(const std::string& query, const std::string& expect) const;
};

// The finding; empty: it is as expected.
std::string CheckStep::found(const std::string& query, const std::string& expect) const {
  Step step;
  step.kind = StepKind::check;
  step.sql = {query};
  step.expect = expect;
  auto findings = check_findings(*session.connection, step);
  return findings.empty() ? "" : findings.at(0);
}

TEST_F(CheckStep, AValueIsEqualOrMeetsAComparison) {
  EXPECT_EQ(found("SELECT 0", "0"), "");
  EXPECT_EQ(found("SELECT 1.0", "1"), "");
  EXPECT_EQ(found("SELECT 'ready'", "ready"), "");
  EXPECT_EQ(found("SELECT 5", "> 0"), "");
  EXPECT_EQ(found("SELECT 0", "> 0"), "0, expected > 0");
  EXPECT_EQ(found("SELECT 1", "0"), "1, expected 0");
  EXPECT_EQ(found("SELECT NULL", "!= 0"), "NULL, expected != 0");
  // Recorded by a version that took any text.
  EXPECT_EQ(found("SELECT '> many'", "> many"), "");
  EXPECT_EQ(found("SELECT 5", "> many"), "5, expected > many");
}

TEST_F(CheckStep, OneRowIsExpected) {
  EXPECT_EQ(found("SELECT 0 UNION ALL SELECT 0", "0"), "2 rows, one was expected");
  EXPECT_EQ(found("SELECT 0 WHERE 0", "0"), "no row, expected 0");
  EXPECT_EQ(found("SELECT 0 WHERE 0", "no row"), "no row, expected no row");
}

}  // namespace
}  // namespace migrate
