#include "migration/document.hpp"

#include <gtest/gtest.h>

#include "tests/unit/migration/expect_error.hpp"
#include "util/text.hpp"

namespace migrate {
namespace {

using namespace std::string_literals;
const Source source{"f.yaml"};

Node from_yaml(const std::string& text) {
  return parse_yaml(source, clean_text(source, text));
}
Node from_json(const std::string& text) {
  return parse_json(source, clean_text(source, text));
}
Report bad_yaml(const std::string& text) {
  SCOPED_TRACE(printable(text.substr(0, 200)));
  return refusal([&] { from_yaml(text); });
}
Report bad_json(const std::string& text) {
  SCOPED_TRACE(printable(text.substr(0, 200)));
  return refusal([&] { from_json(text); });
}

TEST(Yaml, ScalarsKeepTheirTextAndWhetherTheyWereQuoted) {
  const Node root = from_yaml(
      "a: true\nb: 'true'\nc: 007\nd: NULL\ne: ~\nf: \"null\"\ng: |\n  two\n  lines\nh: yes\ni: "
      "!!str "
      "5\nj:\nk: 1.50\n");
  const auto at = [&](const char* key) -> const Node& { return root.find(key)->value; };
  EXPECT_EQ(at("a").text, "true");
  EXPECT_FALSE(at("a").quoted);
  EXPECT_TRUE(at("b").quoted);
  EXPECT_EQ(at("c").text, "007");
  EXPECT_EQ(at("d").kind, Node::Kind::null);
  EXPECT_EQ(at("e").kind, Node::Kind::null);
  EXPECT_EQ(at("f").text, "null");
  EXPECT_EQ(at("f").kind, Node::Kind::scalar);
  EXPECT_EQ(at("g").text, "two\nlines\n");
  EXPECT_TRUE(at("g").quoted);
  EXPECT_EQ(at("h").text, "yes");
  EXPECT_TRUE(at("i").quoted);
  EXPECT_EQ(at("j").kind, Node::Kind::null);
  EXPECT_EQ(at("k").text, "1.50");
}

TEST(Yaml, TheLastNewlineDoesNotCount) {
  for (const char* text : {"a: |\n  x", "a: |\n  x\n", "a: |\n  x\n\n", "a: |\n  x\n# end"})
    EXPECT_EQ(from_yaml(text).find("a")->value.text, "x\n") << text;
  EXPECT_EQ(from_yaml("a: b").find("a")->value.text, "b");
  EXPECT_EQ(from_yaml("a: b\n...\n").find("a")->value.text, "b");
}

TEST(Yaml, NodesKnowTheirPlace) {
  const Node root = from_yaml("# comment\na: 1\n\nb:\n  - x\n  - {c: 2}\n");
  EXPECT_EQ(root.find("a")->line, 2);
  EXPECT_EQ(root.find("a")->value.column, 4);
  EXPECT_EQ(root.find("b")->line, 4);
  EXPECT_EQ(root.find("b")->value.items[0].line, 5);
  EXPECT_EQ(root.find("b")->value.items[1].find("c")->line, 6);
}

TEST(Yaml, AliasesAreCopies) {
  const Node root = from_yaml("a: &x {k: [1, 2]}\nb: *x\n");
  EXPECT_EQ(root.find("b")->value.find("k")->value.items[1].text, "2");
}

TEST(Yaml, RefusesWhatCouldBeMeantInTwoWays) {
  EXPECT_EQ(bad_yaml("a: 1\nb: 2\na: 3\n").where, "f.yaml:3");
  EXPECT_EQ(bad_yaml("--- {a: 1}\n--- {b: 2}\n").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_yaml("? [a]\n: 1\n").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_yaml("a: !env X\n").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_yaml("a: &x [*x]\n").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_yaml("a: *nowhere\n").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_yaml("~: 1\n").code, "MIG-FILE-SYNTAX");
}

TEST(Yaml, SyntaxErrorsNameTheLine) {
  const Report report = bad_yaml("a: 1\nb: [1, 2\nc: 3\n");
  EXPECT_EQ(report.code, "MIG-FILE-SYNTAX");
  EXPECT_TRUE(report.where.starts_with("f.yaml:")) << report.where;
  EXPECT_EQ(bad_yaml("a: 'open\n").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_yaml("a: 'open").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_yaml("a: \"open\n\n").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_yaml("a: {b: c\n").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_yaml("a:\n\t- b\n").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_yaml("a: \"\\q\"\n").code, "MIG-FILE-SYNTAX");
}

TEST(Yaml, DeepNestingEndsAtTheBound) {
  for (const std::size_t depth : {65u, 1000u, 200000u}) {
    EXPECT_EQ(bad_yaml(std::string(depth, '[')).code, "MIG-FILE-SYNTAX");
    EXPECT_EQ(bad_json(std::string(depth, '[')).code, "MIG-FILE-SYNTAX");
  }
  std::string maps;
  for (int i = 0; i < 100000; ++i) maps += "{a: ";
  EXPECT_EQ(bad_yaml(maps).code, "MIG-FILE-SYNTAX");
  std::string dashes;
  for (int i = 0; i < 100000; ++i) dashes += "- ";
  EXPECT_EQ(bad_yaml(dashes).code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(from_yaml(std::string(64, '[') + std::string(64, ']')).kind, Node::Kind::list);
}

TEST(Yaml, AliasBombsEndAtTheBound) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 20; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int j = 0; j < 9; ++j) bomb += ", " + before;
    bomb += "]\n";
  }
  EXPECT_EQ(bad_yaml(bomb).code, "MIG-FILE-SYNTAX");

  std::string texts = "a: &a '" + std::string(500000, 'x') + "'\nb: [*a";
  for (int i = 0; i < 20; ++i) texts += ", *a";
  EXPECT_EQ(bad_yaml(texts + "]\n").code, "MIG-FILE-SYNTAX");

  std::string deep;
  for (int i = 0; i < 40; ++i) deep += "[";
  std::string value =
      "a: &a " + deep + std::string(40, ']') + "\nb: " + deep + "*a" + std::string(40, ']') + "\n";
  EXPECT_EQ(bad_yaml(value).code, "MIG-FILE-SYNTAX");
}

TEST(Yaml, ManyValuesEndAtTheBound) {
  std::string list = "[";
  for (int i = 0; i < 110000; ++i) list += "1,";
  EXPECT_EQ(bad_yaml(list + "1]").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_json(list + "1]").code, "MIG-FILE-SYNTAX");
}

TEST(CleanText, RefusesWhatIsNotText) {
  EXPECT_EQ(bad_yaml("a: 1\nb: \xFF\n").where, "f.yaml:2");
  EXPECT_EQ(bad_yaml("a: b\0c\n"s).code, "MIG-FILE-SYNTAX");
  // yaml-cpp would take this for the end of the file and drop the second operation.
  EXPECT_EQ(bad_yaml("a: 1\n\x04\nb: 2\n").where, "f.yaml:2");
  EXPECT_EQ(bad_yaml("\xFF\xFE"
                     "a\0:\0"s)
                .code,
            "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_yaml(std::string((1u << 20) + 1, ' ')).code, "MIG-FILE-READ");
  EXPECT_EQ(bad_yaml("a: x\x1b[2J\n").code, "MIG-FILE-SYNTAX");
  // YAML's rules end a line there, yaml-cpp and JSON do not; PostgreSQL ends a comment there.
  EXPECT_EQ(bad_yaml("a: 1\nb: 2\rc: 3\n").where, "f.yaml:2");
  EXPECT_EQ(bad_json("\r0").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_yaml("a: 1\r\r\n").code, "MIG-FILE-SYNTAX");
}

TEST(CleanText, ByteOrderMarkAndCrLfDoNotCount) {
  EXPECT_EQ(clean_text(source,
                       "\xEF\xBB\xBF"
                       "a: 1\r\nb: 2\r\n"),
            "a: 1\nb: 2\n");
  const Node root = from_yaml(
      "\xEF\xBB\xBF"
      "a: |\r\n  x\r\n  y\r\nb: 2\r\n");
  EXPECT_EQ(root.find("a")->value.text, "x\ny\n");
  EXPECT_EQ(root.find("b")->line, 4);
}

TEST(Json, NodesKnowTheirPlace) {
  const Node root =
      from_json("{\n  \"a\": 1,\n  \"b\": [\n    true,\n    12\n  ],\n  \"c\": \"x\"\n}");
  EXPECT_EQ(root.line, 1);
  EXPECT_EQ(root.find("a")->line, 2);
  EXPECT_EQ(root.find("a")->value.line, 2);
  EXPECT_EQ(root.find("b")->value.line, 3);
  EXPECT_EQ(root.find("b")->value.items[0].line, 4);
  EXPECT_EQ(root.find("b")->value.items[1].line, 5);
  EXPECT_EQ(root.find("c")->line, 7);
}

TEST(Json, ScalarsKeepTheirText) {
  const Node root = from_json(
      R"({"a": true, "b": "true", "c": -5, "d": 1.50, "e": null, "f": 123456789012345678901234567890,
          "g": "\u017e\"\\", "h": 18446744073709551615, "i": -0, "j": 0, "k": [-0,0]})");
  EXPECT_FALSE(root.find("a")->value.quoted);
  EXPECT_TRUE(root.find("b")->value.quoted);
  EXPECT_EQ(root.find("c")->value.text, "-5");
  EXPECT_EQ(root.find("d")->value.text, "1.50");
  EXPECT_EQ(root.find("e")->value.kind, Node::Kind::null);
  EXPECT_EQ(root.find("f")->value.text, "123456789012345678901234567890");
  EXPECT_EQ(root.find("g")->value.text, "ž\"\\");
  EXPECT_EQ(root.find("h")->value.text, "18446744073709551615");
  EXPECT_EQ(root.find("i")->value.text, "-0");
  EXPECT_EQ(root.find("j")->value.text, "0");
  EXPECT_EQ(root.find("k")->value.items[0].text, "-0");
  EXPECT_EQ(root.find("k")->value.items[1].text, "0");
  EXPECT_EQ(from_json("-0").text, "-0");
}

TEST(Json, RefusesWithTheLine) {
  EXPECT_EQ(bad_json("{\n\"a\": 1,\n\"a\": 2\n}").where, "f.yaml:3");
  EXPECT_EQ(bad_json("{\n\"a\": 1,\n}\n").where, "f.yaml:3");
  EXPECT_EQ(bad_json("{\n\"a\": \"x\ny\"}").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_json("{\"a\": 1} {}").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_json("{\"a\": 1e999}").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_json("{\"a\": \"\\ud800\"}").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_json("{'a': 1}").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_json("{\"a\": NaN}").code, "MIG-FILE-SYNTAX");
  const Report report = bad_json("{\"a\" 1}");
  EXPECT_EQ(report.what.find("json.exception"), std::string::npos) << report.what;
}

TEST(Json, EscapedNulIsRefused) {
  EXPECT_EQ(bad_json("{\"a\": \"x\\u0000y\"}").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_yaml("a: \"x\\0y\"\n").code, "MIG-FILE-SYNTAX");
  EXPECT_EQ(bad_json("{\"a\\u0000\": 1}").code, "MIG-FILE-SYNTAX");
}

TEST(Document, AnEmptyFileIsNull) {
  for (const char* text : {"", "\n\n", "# only a comment\n"})
    EXPECT_EQ(from_yaml(text).kind, Node::Kind::null) << text;
  EXPECT_EQ(from_json(" \n").kind, Node::Kind::null);
}

}  // namespace
}  // namespace migrate
