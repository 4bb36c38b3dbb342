#include "util/text.hpp"

#include <gtest/gtest.h>

namespace migrate {
namespace {

using namespace std::string_literals;

TEST(Text, Trim) {
  EXPECT_EQ(trim(" \t\r\n a b \v\f"), "a b");
  EXPECT_EQ(trim("   "), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Text, LowerLeavesOtherAlphabetsAlone) {
  EXPECT_EQ(lower("ÄBC-Z9"), "Äbc-z9");
}

TEST(Text, StartsWithCi) {
  EXPECT_TRUE(starts_with_ci("Migrate:up", "migrate:"));
  EXPECT_FALSE(starts_with_ci("mig", "migrate"));
  EXPECT_TRUE(starts_with_ci("x", ""));
}

TEST(Text, SplitKeepsEmptyParts) {
  EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string>{"a", "", "b", ""}));
  EXPECT_EQ(split("", ','), std::vector<std::string>{""});
}

TEST(Text, Join) {
  EXPECT_EQ(join({"a", "b", "c"}, ", "), "a, b, c");
  EXPECT_EQ(join({}, ", "), "");
}

TEST(Text, ReplaceAll) {
  EXPECT_EQ(replace_all("aaa", "a", "aa"), "aaaaaa");
  EXPECT_EQ(replace_all("a.b.c", ".", ""), "abc");
  EXPECT_EQ(replace_all("abc", "", "x"), "abc");
}

TEST(Text, IsUtf8) {
  for (const std::string& good : {""s, "ascii"s, "a\0b"s, "žluťoučký"s, "日本語"s,
                                  "\xF0\x9F\x98\x80"s, "\xF4\x8F\xBF\xBF"s, "\xED\x9F\xBF"s})
    EXPECT_TRUE(is_utf8(good)) << printable(good);
  for (const std::string& bad :
       {"\x80"s, "\xC0\x80"s, "\xC1\xBF"s, "\xE0\x80\x80"s, "\xED\xA0\x80"s, "\xF0\x80\x80\x80"s,
        "\xF4\x90\x80\x80"s, "\xF5\x80\x80\x80"s, "\xFF"s, "abc\xE2\x82"s, "\xC3"s})
    EXPECT_FALSE(is_utf8(bad)) << printable(bad);
}

TEST(Text, ShortenNeverCutsASequence) {
  EXPECT_EQ(shorten("short", 5), "short");
  EXPECT_EQ(shorten("longer text", 6), "lon…");
  EXPECT_EQ(shorten("日本語", 8), "日…");
  EXPECT_EQ(shorten("日本語", 5), "…");
  EXPECT_EQ(shorten("abcdef", 2), "");
  for (std::size_t room = 0; room < 20; ++room) {
    const std::string cut = shorten("žluťoučký kůň", room);
    EXPECT_LE(cut.size(), room);
    EXPECT_TRUE(is_utf8(cut));
  }
}

TEST(Text, PrintableShowsWhatCouldSteerATerminal) {
  EXPECT_EQ(printable("a\tb\nc\rd"), "a\\tb\\nc\\rd");
  EXPECT_EQ(printable("\x1b[31m"), "\\x1b[31m");
  EXPECT_EQ(printable("nul\0!"s), "nul\\x00!");
  EXPECT_EQ(printable("\xFFz"), "\\xffz");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "\\u009b31m");  // CSI in one character
  EXPECT_EQ(printable("a\xE2\x80\xAE"
                      "b"),
            "a\\u202eb");  // right-to-left override
  EXPECT_EQ(printable("Jméno 日本"), "Jméno 日本");
}

TEST(Text, Nearest) {
  const std::vector<std::string> fields = {"table", "from", "to"};
  EXPECT_EQ(nearest("tabel", fields), "table");
  EXPECT_EQ(nearest("TABLE", fields), "table");
  EXPECT_EQ(nearest("form", fields), "from");
  EXPECT_EQ(nearest("zebra", fields), "");
  EXPECT_EQ(nearest("", fields), "");
  EXPECT_EQ(nearest("x", {"id"}), "");
  EXPECT_EQ(nearest(std::string(100000, 'a'), fields), "");
  EXPECT_EQ(nearest("rename_colum", {"rename_table", "rename_column"}), "rename_column");
}

TEST(Text, WithThousands) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000), "1,000");
  EXPECT_EQ(with_thousands(1234567), "1,234,567");
  EXPECT_EQ(with_thousands(18446744073709551615u), "18,446,744,073,709,551,615");
}

}  // namespace
}  // namespace migrate
