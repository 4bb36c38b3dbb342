#include "migration/inline_sql.hpp"

#include <gtest/gtest.h>

namespace migrate {
namespace {

TEST(InlineSql, WhatMayStandInALine) {
  for (const EngineKind engine : all_engines)
    for (const char* text : {"int", "numeric(10, 2)", "varchar(5) /* five */", "double precision",
                             "timestamp(3) without time zone"})
      EXPECT_EQ(inline_problem(text, engine), std::nullopt) << text;
  EXPECT_EQ(inline_problem("int[]", EngineKind::postgres), std::nullopt);
  EXPECT_EQ(inline_problem("\"odd -- type\"", EngineKind::postgres), std::nullopt);
  EXPECT_EQ(inline_problem("enum('a;','-- b','(','\\'')", EngineKind::mysql), std::nullopt);
  EXPECT_EQ(inline_problem("int --t", EngineKind::mysql), std::nullopt);
}

TEST(InlineSql, WhatHidesWhatFollows) {
  for (const EngineKind engine : all_engines)
    for (const char* text : {"int -- t", "int --", "-- t\nint", "int -- t\n", "int /* t", "int;",
                             "varchar(5", "int)", "enum('a"})
      EXPECT_NE(inline_problem(text, engine), std::nullopt) << name_of(engine) << ": " << text;
  EXPECT_NE(inline_problem("int # t", EngineKind::mariadb), std::nullopt);
  EXPECT_NE(inline_problem("int --t", EngineKind::postgres), std::nullopt);
}

TEST(InlineSql, CommentsAreLeftOut) {
  EXPECT_EQ(without_line_comments("a -- x\n + b -- y", EngineKind::postgres), "a \n + b");
  EXPECT_EQ(without_line_comments("a # x", EngineKind::mysql), "a");
  EXPECT_EQ(without_line_comments("a # x", EngineKind::postgres), "a # x");
  EXPECT_EQ(without_line_comments(" '-- x' /* y */ ", EngineKind::sqlite), " '-- x' /* y */ ");
  EXPECT_EQ(without_line_comments("5--1", EngineKind::mariadb), "5--1");
  EXPECT_EQ(without_line_comments("'a -- x", EngineKind::sqlite), "'a -- x");
}

}  // namespace
}  // namespace migrate
