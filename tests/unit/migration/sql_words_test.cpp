#include "migration/sql_words.hpp"

#include <gtest/gtest.h>

#include "util/text.hpp"

namespace migrate {
namespace {

std::string shown(std::string_view sql, EngineKind engine) {
  std::vector<std::string> words;
  for (auto& word : words_of(sql, engine)) words.push_back((word.joined ? "+" : "") + word.text);
  return join(words, " ");
}

TEST(SqlWords, KeepsNamesAndValuesApart) {
  EXPECT_EQ(shown("SELECT /* no */ \"A b\".c -- no\n", EngineKind::postgres), "select A b +. +c");
  EXPECT_EQ(shown("SET @`A b` = 'It''s'", EngineKind::mysql), "set @ +A b = 'It''s'");
}

TEST(SqlWords, ReadsCommentsThatMySqlExecutes) {
  EXPECT_EQ(shown("/*!40101 SET NAMES utf8 */", EngineKind::mysql), "set names utf8");
  EXPECT_EQ(shown("/*M!100616 SET a=1 */", EngineKind::mariadb), "set a += +1");
}

}  // namespace
}  // namespace migrate
