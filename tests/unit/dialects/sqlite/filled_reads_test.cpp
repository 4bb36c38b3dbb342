// Operations of one migration that read what another one's triggers fill behind an INSERT.
#include "tests/unit/dialects/sqlite/support.hpp"
#include "util/error.hpp"

namespace migrate::sqlite {
namespace {

class FilledReads : public DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    exec("CREATE TABLE t (id INTEGER PRIMARY KEY, price INT, name TEXT, place TEXT, nick TEXT)");
  }
  std::string told(const std::string& first, const std::string& second) {
    try {
      plan_yaml("operations:\n  - " + first + "\n  - " + second + "\n");
    } catch (const Error& e) {
      return e.report().code + ": " + e.report().what;
    }
    return "planned";
  }
};

std::string add(const std::string& name, const std::string& up, bool nullable = false) {
  return "add_column: {table: t, column: {name: " + name + ", type: INT" +
         (nullable ? ", nullable: true" : "") + "}, up: \"" + up + "\"}";
}
std::string split(const std::string& up, const std::string& column = "place") {
  return "split_column: {table: t, column: " + column +
         ", down: city, into: [{name: city, type: TEXT, nullable: true, up: " + column +
         "}, {name: label, type: TEXT, nullable: true, up: \"" + up + "\"}]}";
}
const std::string mend = "alter_column: {table: t, column: name, nullable: false, up: \"'anon'\"}";
const std::string rename_name = "rename_column: {table: t, from: name, to: title}";

TEST_F(FilledReads, OfAColumnThatMayNotBeNullAreRefused) {
  EXPECT_EQ(told(add("net", "price * 2"), add("gross", "net * 2")),
            "MIG-PLAN-UNSUPPORTED: add_column t.gross reads net, which add_column fills: SQLite "
            "fires the triggers of both behind an INSERT, and may refuse the row for a NULL before "
            "it is filled");
  for (auto& [first, second] : std::vector<std::pair<std::string, std::string>>{
           {mend, add("lowered", "lower(name)")},
           {add("lowered", "lower(name)"), mend},
           {add("lowered", "lower(name)"), rename_name},
           {rename_name, add("lowered", "lower(title)")},
           {add("other", "price"),
            "alter_column: {table: t, column: nick, nullable: false, up: other}"}})
    EXPECT_EQ(told(first, second).find("MIG-PLAN-UNSUPPORTED: "), 0u) << first << "\n" << second;
}

TEST_F(FilledReads, ByWayOfAGeneratedColumnAreRefused) {
  exec("ALTER TABLE t ADD COLUMN shout TEXT AS (upper(name))");
  EXPECT_NE(told(mend, add("low", "lower(shout)")).find("reads name, which alter_column fills"),
            std::string::npos);
}

TEST_F(FilledReads, OfOneThatMayAreComputedAgain) {
  EXPECT_EQ(told(add("net", "price * 2"), add("gross", "net * 2", true)), "planned");
  EXPECT_EQ(told(add("net", "price * 2"), add("half", "price / 2")), "planned");
  auto plan = plan_yaml("operations:\n  - " + add("net", "price * 2") + "\n  - " +
                        add("gross", "net * 2", true) + "\n");
  for (auto phase : {Phase::expand, Phase::backfill}) {
    run(plan, phase);
    exec("DELETE FROM t");
    exec("INSERT INTO t (id, price) VALUES (1, 3), (2, 4)");
    exec("UPDATE t SET price = 5 WHERE id = 2");
    EXPECT_EQ(rows("SELECT id, net, gross FROM t ORDER BY id"),
              (std::vector<std::string>{"1|6|12", "2|10|20"}));
  }
}

// These look at a write of their own columns alone, and would not compute again.
TEST_F(FilledReads, OfWhatIsComputedOnceAreRefused) {
  for (auto& [first, second] : std::vector<std::pair<std::string, std::string>>{
           {rename_name, split("place || title")},
           {add("net", "price", true), split("place || net")},
           {mend, split("name", "name")},
           {mend, rename_name}})
    EXPECT_EQ(told(first, second).find("MIG-PLAN-UNSUPPORTED: "), 0u) << first << "\n" << second;
  EXPECT_EQ(told(add("net", "price", true), split("place || nick")), "planned");
}

}  // namespace
}  // namespace migrate::sqlite
