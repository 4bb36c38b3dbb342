// Two migrations in flight on one table, each of which edits its definition: whichever began first,
// whichever ends first, by contract or by rollback, the end is the same.
#include <algorithm>
#include <map>
#include <set>

#include "dialects/sqlite/catalog/places.hpp"
#include "tests/unit/dialects/sqlite/support.hpp"

namespace migrate::sqlite {
namespace {

using Shape = std::set<std::string>;

// Comments between the columns, as people write them; constraints whose names begin alike.
constexpr const char* table_t =
    "CREATE TABLE t (id INTEGER PRIMARY KEY, -- the key\n"
    "  name TEXT NOT NULL, -- who (it is\n"
    "  gone INT, -- not any more\n"
    "  m INT, -- how many\n"
    "  o INT, k INT NOT NULL DEFAULT 1, n INT, team INT, mail TEXT /* last */,\n"
    "  CONSTRAINT n_ok CHECK (n > 0),\n"
    "  CONSTRAINT n_ok_too CHECK (n < 100)) -- (t)\n;";

const std::map<std::string, std::string> changes = {
    {"rules",
     "operations:\n"
     "  - create_constraint: {name: k_ok, table: t, type: check, columns: [k], check: \"k >= 0\"}\n"
     "  - create_constraint: {name: t_team, table: t, type: foreign_key, columns: [team], "
     "references: {table: teams, columns: [id]}}\n"},
    {"loosened",
     "operations:\n"
     "  - drop_constraint: {table: t, name: n_ok_too}\n"
     "  - rename_constraint: {table: t, from: n_ok, to: n_some}\n"},
    {"altered",
     "operations:\n"
     "  - alter_column: {table: t, column: m, default: \"7\"}\n"
     "  - alter_column: {table: t, column: o, nullable: false}\n"},
    {"added",
     "operations:\n"
     "  - add_column: {table: t, column: {name: extra, type: INT, default: \"5\"}, up: \"id\"}\n"},
    {"renamed", "operations:\n  - rename_column: {table: t, from: name, to: full_name}\n"},
    {"dropped", "operations:\n  - drop_column: {table: t, column: gone}\n"},
    {"split",
     "operations:\n"
     "  - split_column: {table: t, column: mail, into: [{name: box, type: TEXT, up: \"mail\"}, "
     "{name: host, type: TEXT, nullable: true, up: \"'x'\"}], down: \"box\"}\n"},
};

class TwoInFlight : public DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    exec("PRAGMA synchronous=OFF");
    tool().query("PRAGMA synchronous=OFF");
    exec("CREATE TABLE teams (id INTEGER PRIMARY KEY)");
    exec("INSERT INTO teams VALUES (1)");
    exec("CREATE TABLE t (id)");
  }
  void begin_anew() {
    exec("DROP TABLE t");
    exec(table_t);
    exec("INSERT INTO t VALUES (1, 'ada', 2, 3, 4, 5, 6, 1, 'a@x')");
  }

  // What the table is, whatever the order of its columns and the layout of its text.
  Shape shape() {
    Shape lines;
    for (auto& line :
         rows("SELECT name, type, \"notnull\", dflt_value FROM pragma_table_info('t')"))
      lines.insert("column " + line);
    const auto table = dialect().inspect(tool(), nullptr).tables.at("t");
    for (auto& check : table.checks) lines.insert("check " + check.name + " " + check.expression);
    for (auto& key : table.foreign_keys) lines.insert("key " + key.name + " to " + key.ref_table);
    for (auto& trigger : rows("SELECT name FROM sqlite_schema WHERE tbl_name = 't' AND type <> "
                              "'table'"))
      lines.insert("left " + trigger);
    if (auto sql = table_sql("t"); sql.find("migrate_") != std::string::npos)
      lines.insert("left in " + sql);
    EXPECT_EQ(one("SELECT id FROM t"), "1");
    return lines;
  }

  Plan expanded(const std::string& change) {
    auto plan = plan_yaml(changes.at(change));
    run(plan, Phase::expand);
    run(plan, Phase::backfill);
    return plan;
  }
  void end(const Plan& plan, bool contracts) {
    if (contracts)
      run(plan, Phase::contract);
    else
      undo(plan);
  }
};

TEST_F(TwoInFlight, EndInAnyOrder) {
  begin_anew();
  const auto before = shape();
  std::map<std::string, Shape> gone, come;
  std::vector<std::string> names;
  for (auto& [change, yaml] : changes) {
    names.push_back(change);
    begin_anew();
    end(expanded(change), true);
    const auto after = shape();
    for (auto& line : before)
      if (!after.contains(line)) gone[change].insert(line);
    for (auto& line : after)
      if (!before.contains(line)) come[change].insert(line);
  }
  for (auto& first : names) {
    for (auto& second : names) {
      if (first == second) continue;
      for (int ways = 0; ways < 8; ++ways) {
        const bool first_contracts = ways & 1, second_contracts = ways & 2, in_turn = ways & 4;
        SCOPED_TRACE(first + " then " + second + ", " + std::to_string(ways));
        begin_anew();
        const auto a = expanded(first), b = expanded(second);
        try {
          if (in_turn) end(a, first_contracts);
          end(b, second_contracts);
          if (!in_turn) end(a, first_contracts);
        } catch (const db::DbError& problem) {
          ADD_FAILURE() << problem.what() << "\n" << table_sql("t");
          continue;
        }
        auto expected = before;
        for (auto& [change, contracts] :
             {std::pair(first, first_contracts), std::pair(second, second_contracts)}) {
          if (!contracts) continue;
          for (auto& line : gone[change]) expected.erase(line);
          expected.insert(come[change].begin(), come[change].end());
        }
        EXPECT_EQ(shape(), expected) << table_sql("t");
      }
    }
  }
}

TEST_F(TwoInFlight, ARuleHoldsAsSoonAsItIsThere) {
  begin_anew();
  const auto rules = expanded("rules"), added = expanded("added");
  EXPECT_EQ(rules.of(Phase::expand).size(), 0U);
  end(rules, true);
  end(added, true);
  exec("INSERT INTO t (name, extra, team) VALUES ('bob', 1, 1)");
  EXPECT_THROW(exec("INSERT INTO t (name, extra, k) VALUES ('eve', 1, -1)"), db::DbError);
  EXPECT_THROW(exec("INSERT INTO t (name, extra, team) VALUES ('eve', 1, 2)"), db::DbError);
}

// A comment went with the column before it.
TEST_F(TwoInFlight, WhatWasDroppedComesBackToItsPlace) {
  begin_anew();
  const auto was = table_sql("t");
  const auto loosened = expanded("loosened");
  exec("INSERT INTO t (name, n) VALUES ('bob', 500)");
  exec("DELETE FROM t WHERE n = 500");
  exec("ALTER TABLE t ADD COLUMN more INT");
  end(loosened, false);
  exec("ALTER TABLE t DROP COLUMN more");
  EXPECT_EQ(table_sql("t"), was);
}

TEST_F(TwoInFlight, WhatAStepWritesLaterMustStay) {
  begin_anew();
  auto waits = [&](const std::string& change, const Touch& touch) {
    const auto touches = plan_yaml(changes.at(change)).touches;
    return std::find(touches.begin(), touches.end(), touch) != touches.end();
  };
  EXPECT_TRUE(waits("rules", {"teams", "*reads id"}));
  EXPECT_TRUE(waits("loosened", {"t", "*reads n"}));
  EXPECT_FALSE(waits("altered", {"t", "*reads gone"}));
}

// SQLite rewrites the names in foreign keys and triggers of other tables, and the exchange of one
// of these looks whether they are what they were.
TEST_F(TwoInFlight, ARenameWaitsForATableThatNamesIt) {
  exec("CREATE TABLE p (id INTEGER PRIMARY KEY, x TEXT, y TEXT, z TEXT)");
  exec("CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES P (id), n TEXT)");
  exec("CREATE TABLE j (id INTEGER PRIMARY KEY, n TEXT)");
  exec("CREATE TRIGGER j_p AFTER INSERT ON j BEGIN UPDATE p SET x = NEW.n; END");
  auto named = [&](const std::string& operation, const std::string& what) {
    std::set<std::string> tables;
    for (auto& touch : plan_yaml("operations:\n  - " + operation + "\n").touches)
      if (touch.column == what) tables.insert(touch.table);
    return tables;
  };
  auto rewritten = [&](const std::string& operation) { return named(operation, "*rewritten"); };
  using Tables = std::set<std::string>;
  EXPECT_EQ(rewritten("rename_table: {from: p, to: q}"), (Tables{"c", "j"}));
  EXPECT_EQ(rewritten("rename_table: {from: c, to: q}"), Tables{});
  EXPECT_EQ(rewritten("rename_column: {table: p, from: id, to: q}"), Tables{"c"});
  EXPECT_EQ(rewritten("rename_column: {table: p, from: x, to: q}"), Tables{"j"});
  EXPECT_EQ(rewritten("rename_column: {table: p, from: y, to: q}"), Tables{});
  EXPECT_EQ(named("alter_column: {table: c, column: n, type: INTEGER}", "*compared"), Tables{"c"});
  EXPECT_EQ(named("alter_column: {table: c, column: n, type: VARCHAR(9)}", "*compared"), Tables{});
}

ColumnEdit append(const std::string& sql, const std::string& column) {
  const auto text = parse_create_table(sql);
  const auto* written = text->column(column);
  return column_edit(sql, *text, *written, {written->range.end, written->range.end}, " X");
}

TEST(ColumnEdit, IsFoundWhenOthersHaveGone) {
  using Names = std::vector<std::string>;
  auto edit = append("CREATE TABLE t (id INTEGER PRIMARY KEY, a INT)", "a");
  EXPECT_EQ(edit.edit.from, ", a INT");
  EXPECT_EQ(edit.edit.to, ", a INT X");
  EXPECT_EQ(edit.others, Names{});
  // What stands before the name is the comment about the column before it, which goes with it.
  edit = append("CREATE TABLE t (x INT, -- x\n  p INT, -- p\n  a INT)", "a");
  EXPECT_EQ(edit.edit.from, " a INT");
  EXPECT_EQ(edit.others, Names{"x"});
  edit = append("CREATE TABLE t (\n  x INT, -- x\n  p INT, -- p\n  a INT)", "a");
  EXPECT_EQ(edit.others, Names{});
  edit = append("CREATE TABLE t (x INT, a INT)", "a");
  EXPECT_EQ(edit.edit.from, " a INT");
  EXPECT_EQ(edit.others, Names{"x"});
  edit = append("CREATE TABLE t (id INTEGER PRIMARY KEY, b, a, UNIQUE (b, a))", "a");
  EXPECT_EQ(edit.edit.from, " b, a");
  EXPECT_EQ(edit.others, Names{"b"});
}

}  // namespace
}  // namespace migrate::sqlite
