#include "dialects/mysql/operations/widening.hpp"

#include <gtest/gtest.h>

namespace migrate::mysql {
namespace {

Column column(const std::string& type, const std::string& charset = "") {
  Column made;
  made.type = type;
  made.charset = charset;
  return made;
}

bool widens_to(const std::string& from, const std::string& to) {
  return widens(column(from), column(to));
}

TEST(Widening, Numbers) {
  EXPECT_TRUE(widens_to("int", "bigint"));
  EXPECT_TRUE(widens_to("int unsigned", "bigint"));
  EXPECT_TRUE(widens_to("smallint unsigned", "int unsigned"));
  EXPECT_TRUE(widens_to("int", "decimal(12,2)"));
  EXPECT_TRUE(widens_to("decimal(8,2)", "decimal(10,4)"));
  EXPECT_TRUE(widens_to("float", "double"));
  EXPECT_TRUE(widens_to("bit(3)", "bit(8)"));
  EXPECT_FALSE(widens_to("bigint", "int"));
  EXPECT_FALSE(widens_to("int", "int unsigned"));
  EXPECT_FALSE(widens_to("int unsigned", "int"));
  EXPECT_FALSE(widens_to("bigint", "decimal(12,2)"));
  EXPECT_FALSE(widens_to("decimal(8,2)", "decimal(8,4)"));
  EXPECT_FALSE(widens_to("decimal(8,4)", "decimal(12,2)"));
  EXPECT_FALSE(widens_to("double", "float"));
  EXPECT_FALSE(widens_to("int", "varchar(20)"));
}

TEST(Widening, Text) {
  auto text = [](const char* from, const char* to, const char* a = "utf8mb4",
                 const char* b = "utf8mb4") { return widens(column(from, a), column(to, b)); };
  EXPECT_TRUE(text("varchar(20)", "varchar(300)"));
  EXPECT_TRUE(text("char(20)", "varchar(20)"));
  EXPECT_TRUE(text("varchar(20)", "text"));
  EXPECT_TRUE(text("text", "mediumtext"));
  EXPECT_TRUE(text("varchar(20)", "varchar(20)", "latin1", "utf8mb4"));
  EXPECT_TRUE(text("varchar(20)", "varchar(20)", "utf8mb3", "utf8mb4"));
  EXPECT_FALSE(text("varchar(20)", "varchar(10)"));
  EXPECT_FALSE(text("varchar(20)", "char(20)"));  // blanks at the end
  EXPECT_FALSE(text("varchar(20000)", "text"));   // bytes
  EXPECT_FALSE(text("varchar(300)", "tinytext"));
  EXPECT_FALSE(text("text", "text", "latin1", "utf8mb4"));
  EXPECT_FALSE(text("varchar(20)", "varchar(20)", "utf8mb4", "latin1"));
  EXPECT_TRUE(widens_to("varbinary(10)", "blob"));
  EXPECT_FALSE(widens_to("binary(10)", "varbinary(20)"));
}

TEST(Widening, TimesAndLists) {
  EXPECT_TRUE(widens_to("datetime", "datetime(6)"));
  EXPECT_FALSE(widens_to("datetime(6)", "datetime"));
  EXPECT_FALSE(widens_to("timestamp", "datetime"));
  EXPECT_FALSE(widens_to("datetime", "date"));
  EXPECT_TRUE(widens_to("enum('a','b')", "enum('a','b','c')"));
  EXPECT_FALSE(widens_to("enum('a','b')", "enum('b','a')"));
  EXPECT_FALSE(widens_to("enum('a','b')", "enum('a')"));
}

TEST(Widening, WhatTheOldTypeHoldsRounded) {
  auto rounds = [](const char* from, const char* to) {
    return rounds_back(column(from), column(to));
  };
  EXPECT_TRUE(rounds("decimal(8,2)", "decimal(10,4)"));
  EXPECT_FALSE(rounds("decimal(8,2)", "decimal(10,2)"));
  EXPECT_TRUE(rounds("int", "decimal(12,2)"));
  EXPECT_FALSE(rounds("int", "decimal(12,0)"));
  EXPECT_FALSE(rounds("int(11)", "bigint(20)"));
  EXPECT_TRUE(rounds("float", "double"));
  EXPECT_TRUE(rounds("datetime", "datetime(6)"));
  EXPECT_FALSE(rounds("time(3)", "time(3)"));
  EXPECT_TRUE(rounds("char(5)", "varchar(5)"));
  EXPECT_FALSE(rounds("char(5)", "char(9)"));
  EXPECT_FALSE(rounds("varchar(5)", "varchar(9)"));
}

}  // namespace
}  // namespace migrate::mysql
