#include "util/expectation.hpp"

#include <gtest/gtest.h>

namespace migrate {
namespace {

bool holds(const char* expect, const char* value) {
  return parse_expectation(expect)->holds(value);
}

TEST(Expectation, ATextIsEqualButForBlanks) {
  EXPECT_TRUE(holds("ready", " ready\n"));
  EXPECT_FALSE(holds("ready", "not ready"));
  EXPECT_FALSE(holds("ready", "Ready"));
  EXPECT_TRUE(holds("", ""));
  EXPECT_FALSE(holds("", "0"));
}

TEST(Expectation, NumbersAreEqualByValue) {
  EXPECT_TRUE(holds("0", "0"));
  EXPECT_TRUE(holds("0", "0.0"));
  EXPECT_TRUE(holds("= 1", "1e0"));
  EXPECT_TRUE(holds("== 1", "+1"));
  EXPECT_FALSE(holds("1", "1x"));
  EXPECT_FALSE(holds("0", ""));
}

TEST(Expectation, LargeWholeNumbersAreToldApart) {
  EXPECT_TRUE(holds("9007199254740993", "9007199254740993"));
  EXPECT_FALSE(holds("9007199254740993", "9007199254740992"));
  EXPECT_TRUE(holds("> 9007199254740992", "+9007199254740993"));
}

TEST(Expectation, Comparisons) {
  EXPECT_TRUE(holds("< 0.01", "0.009"));
  EXPECT_FALSE(holds("< 0.01", "0.01"));
  EXPECT_TRUE(holds("<= 0.01", "0.01"));
  EXPECT_TRUE(holds(">3", "4"));
  EXPECT_FALSE(holds(">3", "3"));
  EXPECT_TRUE(holds(">=3", "3"));
  EXPECT_TRUE(holds("!=3", "4"));
  EXPECT_FALSE(holds("!=3", "3.0"));
}

TEST(Expectation, WhatIsNoNumberMeetsNoComparison) {
  for (const char* value : {"", "NULL", "nan", "inf", "1 2", "x"})
    for (const char* expect : {"< 1", ">= 0", "!= 7"})
      EXPECT_FALSE(holds(expect, value)) << expect << " " << value;
}

TEST(Expectation, AnOperatorNeedsANumber) {
  for (const char* bad : {"<", "<= x", "!= ready", "= ", ">nan"})
    EXPECT_FALSE(parse_expectation(bad)) << bad;
}

}  // namespace
}  // namespace migrate
