#include "report/style.hpp"

#include <gtest/gtest.h>

#include <map>

#include "util/log.hpp"

namespace migrate::report {
namespace {

Variable variables(std::map<std::string, std::string> all) {
  return [all = std::move(all)](const std::string& name) -> std::optional<std::string> {
    const auto found = all.find(name);
    if (found == all.end() || found->second.empty()) return std::nullopt;
    return found->second;
  };
}

bool automatic(bool terminal, std::map<std::string, std::string> all) {
  return use_colour(ColourMode::automatic, terminal, variables(std::move(all)));
}

TEST(Colour, FlagBeatsEverything) {
  EXPECT_TRUE(use_colour(ColourMode::always, false, variables({{"NO_COLOR", "1"}})));
  EXPECT_FALSE(use_colour(ColourMode::never, true, variables({{"FORCE_COLOR", "1"}})));
}

TEST(Colour, OrderOfVariables) {
  EXPECT_TRUE(automatic(true, {{"TERM", "xterm"}}));
  EXPECT_FALSE(automatic(true, {{"TERM", "dumb"}}));
  EXPECT_FALSE(automatic(false, {{"TERM", "xterm"}}));
  EXPECT_TRUE(automatic(false, {{"CLICOLOR_FORCE", "1"}}));
  EXPECT_FALSE(automatic(false, {{"CLICOLOR_FORCE", "0"}}));
  EXPECT_FALSE(automatic(true, {{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}}));
  EXPECT_TRUE(automatic(false, {{"FORCE_COLOR", "1"}, {"NO_COLOR", "1"}}));
  EXPECT_FALSE(automatic(true, {{"FORCE_COLOR", "0"}}));
}

TEST(Width, CountsColumnsNotBytes) {
  EXPECT_EQ(width("Zoë"), 3u);
  EXPECT_EQ(width("Zoe\xCC\x88"), 3u);  // combining diaeresis
  EXPECT_EQ(width("日本"), 4u);
  EXPECT_EQ(width("🙂"), 2u);
  EXPECT_EQ(width("\x1b[31mred\x1b[0m"), 3u);
  EXPECT_EQ(width("\xff"), 1u);
}

TEST(Width, FitCutsWholeCharacters) {
  EXPECT_EQ(fit("日本語", 6), "日本語");
  EXPECT_EQ(fit("日本語", 5), "日本…");
  EXPECT_EQ(fit("日本語", 4), "日…");
  EXPECT_EQ(fit("abc", 0), "");
}

TEST(Table, AlignsByWidth) {
  Table table;
  table.add({"日本", "x"});
  table.add({"a", "", "y"});
  EXPECT_EQ(table.lines(), (std::vector<std::string>{"日本  x", "a        y"}));
}

TEST(Clean, MakesControlCharactersVisible) {
  EXPECT_EQ(clean("a\x1b[2Jb\n"), "a\\x1b[2Jb\\n");
  EXPECT_EQ(clean_lines("a\n\tb\x07"), "a\n\tb\\x07");
}

TEST(Clean, TakesSecretsOut) {
  log::add_secret("hunter2-report");
  EXPECT_EQ(clean("login hunter2-report failed"), "login *** failed");
  EXPECT_EQ(clean_lines("a\nhunter2-report"), "a\n***");
}

TEST(Clean, TimesAreUtc) {
  EXPECT_EQ(utc(0), "never");
  EXPECT_EQ(utc(1000), "1970-01-01T00:00:01Z");
}

}  // namespace
}  // namespace migrate::report
