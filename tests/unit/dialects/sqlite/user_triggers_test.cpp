// Triggers of the user's on a table whose columns are kept in step.
#include "dialects/sqlite/catalog/trigger_text.hpp"
#include "tests/unit/dialects/sqlite/support.hpp"
#include "util/error.hpp"

namespace migrate::sqlite {
namespace {

using Lines = std::vector<std::string>;
using Event = TriggerText::Event;

const char* const rename_amount =
    "operations:\n  - rename_column: {table: entry, from: amount, to: cents}\n";

class UserTriggers : public DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    exec("CREATE TABLE account (id INTEGER PRIMARY KEY, total INT)");
    exec("INSERT INTO account VALUES (1, 0)");
    exec("CREATE TABLE entry (id INTEGER PRIMARY KEY, account INT, amount INT, note TEXT)");
  }
  void trigger(const std::string& rest) {
    exec("DROP TRIGGER IF EXISTS one");
    exec("CREATE TRIGGER one " + rest);
  }
  // What was noted of the trigger, or the refusal.
  Lines told(const std::string& yaml) {
    try {
      Lines notes;
      for (auto& note : plan_yaml(yaml).notes)
        if (note.find("trigger one ") == 0) notes.push_back(note);
      return notes;
    } catch (const Error& e) {
      return {e.report().code + ": " + e.report().what};
    }
  }
};

TEST_F(UserTriggers, AreReadByTheirEvent) {
  const auto plain =
      parse_trigger("CREATE TRIGGER \"update\" AFTER INSERT ON t BEGIN UPDATE t SET a = 1; END");
  EXPECT_EQ(plain->event, Event::insert);
  EXPECT_FALSE(plain->fires_for({"a"}));
  const auto of = parse_trigger(
      "CREATE TRIGGER main.x UPDATE OF a, \"b c\" ON t FOR EACH ROW WHEN new.[A] > 1 BEGIN SELECT "
      "1; END");
  EXPECT_EQ(of->of, (Lines{"a", "b c"}));
  EXPECT_TRUE(of->fires_for({"z", "B C"}));
  EXPECT_FALSE(of->fires_for({"z"}));
  EXPECT_TRUE(of->has_when);
  EXPECT_TRUE(of->reads("NEW", "a"));
  EXPECT_FALSE(of->reads("OLD", "a"));
  const auto never = parse_trigger(
      "CREATE TRIGGER IF NOT EXISTS x BEFORE DELETE ON t BEGIN SELECT CASE WHEN OLD.\"when\" THEN "
      "1 END; END");
  EXPECT_EQ(never->event, Event::remove);
  EXPECT_FALSE(never->has_when);
}

// New code's row has nothing in the old column yet when the trigger of an INSERT looks.
TEST_F(UserTriggers, ThatReadTheColumnOfAnInsertAreRefused) {
  for (std::string when : {"BEFORE", "AFTER"}) {
    trigger(when +
            " INSERT ON entry BEGIN UPDATE account SET total = total + NEW.\"amount\" WHERE id = "
            "NEW.account; END");
    EXPECT_EQ(told(rename_amount),
              Lines{"MIG-PLAN-UNSUPPORTED: trigger one of entry fires for an INSERT and reads "
                    "NEW.amount, which new code leaves out: it would find what stands there before "
                    "the sync triggers fill it"});
  }
}

TEST_F(UserTriggers, ThatReadTheRowItselfGoOn) {
  trigger(
      "AFTER INSERT ON entry BEGIN UPDATE account SET total = total + (SELECT amount FROM entry "
      "WHERE id = NEW.id) WHERE id = NEW.account; END");
  EXPECT_EQ(told(rename_amount), Lines{});
  run(plan_yaml(rename_amount), Phase::expand);
  exec("INSERT INTO entry (account, amount) VALUES (1, 5)");
  exec("INSERT INTO entry (account, cents) VALUES (1, 7)");
  EXPECT_EQ(one("SELECT total FROM account"), "12");
}

TEST_F(UserTriggers, OfAnUpdateAreNotedWhereTheyFire) {
  const std::string fires =
      "trigger one of entry may fire for every row that the backfill and the sync triggers update";
  trigger("AFTER UPDATE ON entry BEGIN SELECT NEW.note; END");
  EXPECT_EQ(told(rename_amount), Lines{fires});
  trigger("AFTER UPDATE OF note ON entry BEGIN SELECT NEW.note; END");
  EXPECT_EQ(told(rename_amount), Lines{});
  trigger("AFTER UPDATE OF amount ON entry BEGIN SELECT NEW.amount; END");
  EXPECT_EQ(told(rename_amount), Lines{fires});
  trigger("AFTER INSERT ON entry BEGIN UPDATE account SET total = 1; END");
  EXPECT_EQ(told(rename_amount), Lines{});
  trigger("AFTER UPDATE OF note ON entry BEGIN SELECT NEW.amount; END");
  EXPECT_EQ(told(rename_amount),
            Lines{"trigger one of entry reads NEW.amount: for an UPDATE of new code's that sets "
                  "cents it finds there what was before; it fires again when amount is filled if "
                  "it fires for that column"});
}

// Each row is filled by an UPDATE behind its INSERT.
TEST_F(UserTriggers, ThatRefuseEveryUpdateAreRefused) {
  const std::vector<std::string> changes = {
      rename_amount,
      "operations:\n  - add_column: {table: entry, column: {name: half, type: INT}, up: account}\n",
      "operations:\n  - drop_column: {table: entry, column: amount, down: account}\n",
      "operations:\n  - alter_column: {table: entry, column: note, nullable: false, up: \"'-'\"}\n",
      "operations:\n  - split_column: {table: entry, column: note, down: a, into: [{name: a, type: "
      "TEXT, nullable: true, up: note}, {name: b, type: TEXT, nullable: true, up: note}]}\n"};
  const std::string refused =
      "MIG-PLAN-UNSUPPORTED: trigger one of entry refuses every UPDATE: the sync triggers fill a "
      "row by one, so that each INSERT would fail";
  for (auto& change : changes) {
    trigger("BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'added to only (ever)'); END");
    EXPECT_EQ(told(change), Lines{refused}) << change;
    trigger("BEFORE UPDATE OF account ON entry BEGIN SELECT RAISE(ABORT, 'no'); END");
    EXPECT_EQ(told(change), Lines{}) << change;
    trigger(
        "BEFORE UPDATE ON entry WHEN NEW.account <> OLD.account BEGIN SELECT RAISE(FAIL, 'no'); "
        "END");
    EXPECT_EQ(told(change).size(), 2u) << change;
  }
  trigger("BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'no'); END");
  EXPECT_EQ(told(rename_amount), Lines{});
  trigger(
      "BEFORE UPDATE OF amount ON entry BEGIN SELECT RAISE(ABORT, 'never') WHERE NEW.amount IS "
      "NOT OLD.amount; END");
  EXPECT_EQ(told(rename_amount),
            Lines{"MIG-PLAN-UNSUPPORTED: trigger one of entry raises by what amount held before: "
                  "the sync triggers fill it by an UPDATE, so that an INSERT could fail"});
}

TEST_F(UserTriggers, WhatTheySetIsRead) {
  const auto text = parse_trigger(
      "CREATE TRIGGER x AFTER INSERT ON t WHEN NEW.a BEGIN UPDATE OR IGNORE \"T\" SET a = b + "
      "(SELECT "
      "max(c), d FROM t), [e f] = 1 WHERE g = 2; UPDATE t SET (h, i) = (SELECT j, k), l = 3; "
      "UPDATE other SET m = 1; END");
  EXPECT_EQ(text->sets("t"), (Lines{"a", "e f", "h", "i", "l"}));
  EXPECT_EQ(text->sets("other"), Lines{"m"});
}

// From the end of backfill on ours refuse a NULL, and SQLite fires the newest triggers first.
TEST_F(UserTriggers, ThatFillWhatARequiredColumnReadsAreRefused) {
  auto add = [](const char* more) {
    return std::string(
               "operations:\n  - add_column: {table: entry, up: \"note || '!'\", column: {name: "
               "loud, type: TEXT") +
           more + "}}\n";
  };
  trigger("AFTER INSERT ON entry BEGIN UPDATE entry SET note = 'none' WHERE id = NEW.id; END");
  const std::string refused =
      "MIG-PLAN-UNSUPPORTED: trigger one of entry fires for an INSERT and writes note, which `up` "
      "of "
      "entry.loud reads: the sync triggers come before it, and would refuse a row for the NULL "
      "that "
      "they find there";
  EXPECT_EQ(told(add("")), Lines{refused});
  EXPECT_EQ(told("operations:\n  - split_column: {table: entry, column: account, down: a, into: "
                 "[{name: a, type: INT, up: \"account + length(note)\"}]}\n")
                .size(),
            1u);
  EXPECT_EQ(told(add(", nullable: true")), Lines{});
  run(plan_yaml(add(", nullable: true")), Phase::expand);
  exec("INSERT INTO entry (account) VALUES (1)");
  EXPECT_EQ(one("SELECT loud FROM entry"), "none!");
  trigger("AFTER INSERT ON entry BEGIN UPDATE entry SET amount = 1 WHERE id = NEW.id; END");
  EXPECT_EQ(told(add("").replace(add("").find("loud"), 4, "high")), Lines{});
}

// A rule about the new value holds for both versions.
TEST_F(UserTriggers, ThatRaiseForSomeValuesGoOn) {
  trigger(
      "BEFORE UPDATE OF amount ON entry BEGIN SELECT CASE WHEN NEW.amount < 0 THEN RAISE(ABORT, "
      "'below zero') END; END");
  EXPECT_EQ(told(rename_amount).size(), 2u);
  run(plan_yaml(rename_amount), Phase::expand);
  exec("INSERT INTO entry (cents) VALUES (7)");
  EXPECT_THROW(exec("INSERT INTO entry (cents) VALUES (-7)"), db::DbError);
  EXPECT_THROW(exec("UPDATE entry SET cents = -1"), db::DbError);
  EXPECT_EQ(one("SELECT amount, cents FROM entry"), "7|7");
}

}  // namespace
}  // namespace migrate::sqlite
