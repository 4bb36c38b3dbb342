// What is tied to a column by its place in the table does not go along, and is named when planned.
#include <fmt/format.h>

#include <array>

#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"

namespace migrate::postgres::test {

namespace {

class LeftBehindTest : public ServerTest {
 protected:
  // Empty: it is planned. In a transaction, which is taken back.
  std::string refusal(const std::string& setup, const std::string& operation) {
    run("BEGIN");
    run(setup);
    std::string what;
    notes_.clear();
    try {
      auto schema = inspect();
      auto plan = dialect_->plan(migration("  - " + operation + "\n"), schema, app_.get());
      for (auto& note : plan.notes) notes_ += note + "\n";
    } catch (const Error& error) {
      what = error.report().what;
    }
    run("ROLLBACK");
    return what;
  }

  std::string notes_;
};

#define LEFT_BEHIND_TEST(name)                                                    \
  class LeftBehind##name : public LeftBehindTest {                                \
    void TestBody() override;                                                     \
  };                                                                              \
  [[maybe_unused]] const bool left_behind_##name =                                \
      register_server_test("PostgresLeftBehind", #name, __FILE__, __LINE__,       \
                           []() -> ServerTest* { return new LeftBehind##name; }); \
  void LeftBehind##name::TestBody()

const std::string widen = "alter_column: {table: t, column: n, type: bigint}";

// Values of the row type know a column by its place.
LEFT_BEHIND_TEST(StoredRowsAreRefused) {
  run("CREATE TABLE t (id int PRIMARY KEY, n int, words text)");
  run("CREATE TABLE p (id int, n int) PARTITION BY LIST (id)");
  run("CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1)");
  run("CREATE TYPE kind AS ENUM ('a', 'b')");
  run("CREATE TABLE k (id int PRIMARY KEY, kind kind)");
  struct Case {
    std::string setup, operation, held_by;
  };
  std::string in_table = "CREATE TABLE keeps (was t)", by_table = "column was of table keeps";
  for (auto& [setup, operation, held_by] : std::vector<Case>{
           {in_table, widen, by_table},
           {"CREATE TABLE keeps (was t[])", widen, by_table},
           {"CREATE MATERIALIZED VIEW keeps AS SELECT t AS was FROM t", widen,
            "column was of materialized view keeps"},
           {"CREATE TYPE keeps AS (was t)", widen, "column was of composite type keeps"},
           {"CREATE DOMAIN keeps AS t", widen, "type keeps"},
           {in_table, "alter_column: {table: t, column: n, type: text}", by_table},
           {"CREATE TABLE keeps (was p_1)", "alter_column: {table: p, column: n, type: bigint}",
            by_table},
           {"CREATE TABLE keeps (was k)", "alter_enum: {name: kind, rename: [{from: b, to: c}]}",
            by_table},
           {in_table,
            "merge_columns: {table: t, columns: [n, words], into: {name: all_of_it, type: text, "
            "up: "
            "\"words\"}, down: {n: \"1\", words: all_of_it}}",
            by_table}}) {
    SCOPED_TRACE(setup + "; " + operation);
    auto what = refusal(setup, operation);
    EXPECT_NE(what.find("would lose"), std::string::npos) << what;
    EXPECT_TRUE(what.ends_with(": " + held_by)) << what;
  }
  // Nothing is stored there.
  EXPECT_EQ(refusal("CREATE VIEW seen AS SELECT t AS one FROM t", widen), "");
  EXPECT_EQ(refusal("CREATE FUNCTION f(t) RETURNS int LANGUAGE sql AS 'SELECT 1'", widen), "");
  // The server takes a column out of the type, and the old column gets the new name.
  EXPECT_EQ(refusal(in_table, "drop_column: {table: t, column: n}"), "");
  EXPECT_EQ(refusal(in_table, "rename_column: {table: t, from: n, to: m}"), "");
  EXPECT_NE(notes_.find("have NULL in m until contract: " + by_table), std::string::npos) << notes_;
}

// No provider is loaded: rows of the catalog say the same.
LEFT_BEHIND_TEST(SecurityLabelsAreRefused) {
  run("CREATE TABLE t (id int PRIMARY KEY, n int, word varchar(9))");
  run("CREATE TABLE p (id int, n int) PARTITION BY LIST (id)");
  run("CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1)");
  auto label = [](const std::string& table, int place) {
    return fmt::format(
        "SET LOCAL allow_system_table_mods = on; INSERT INTO pg_seclabel VALUES ('{}'::regclass, "
        "'pg_class'::regclass, {}, 'mask', 'MASKED WITH VALUE NULL')",
        table, place);
  };
  for (auto& [setup, operation, table] : std::vector<std::array<std::string, 3>>{
           {label("t", 2), widen, "t"},
           {label("t", 2), "rename_column: {table: t, from: n, to: m}", "t"},
           {label("p_1", 2), "alter_column: {table: p, column: n, type: bigint}", "p"}}) {
    SCOPED_TRACE(setup + "; " + operation);
    auto what = refusal(setup, operation);
    EXPECT_TRUE(what.starts_with("\"" + table + "\".\"n\" has a security label of mask, ")) << what;
  }
  EXPECT_EQ(refusal(label("t", 1), widen), "");  // of another column
  EXPECT_EQ(refusal(label("t", 3), "alter_column: {table: t, column: word, type: text}"), "");
}

// DROP IDENTITY would fail on whatever else uses the sequence.
LEFT_BEHIND_TEST(SharedSequencesOfIdentitiesAreRefused) {
  run("CREATE TABLE t (id int, n int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, s serial)");
  auto used_by = [](const std::string& what) {
    return "the sequence of \"t\".\"n\", an identity column, is used by: " + what +
           "; the new column has one of its own";
  };
  EXPECT_EQ(refusal("CREATE TABLE o (id int DEFAULT nextval('t_n_seq'))", widen),
            used_by("default value for column id of table o"));
  EXPECT_EQ(refusal("ALTER TABLE t ALTER id SET DEFAULT nextval('t_n_seq')", widen),
            used_by("default value for column id of table t"));
  EXPECT_EQ(refusal("SELECT", widen), "");
  // One that a column owns goes along.
  EXPECT_EQ(refusal("CREATE TABLE o (id int DEFAULT nextval('t_s_seq'))",
                    "alter_column: {table: t, column: s, type: bigint}"),
            "");
}

// DROP COLUMN takes its sequence along, and fails on whatever else uses that.
LEFT_BEHIND_TEST(SequencesInUseGoWithNoColumn) {
  run("CREATE TABLE t (id int PRIMARY KEY, n int GENERATED BY DEFAULT AS IDENTITY, s serial)");
  run("CREATE TABLE p (id int, s serial) PARTITION BY LIST (id)");
  run("CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1)");
  auto drop = [](const std::string& column) {
    return "drop_column: {table: t, column: " + column + "}";
  };
  auto used_by = [](const std::string& column, const std::string& what) {
    return "the sequence of \"t\".\"" + column +
           "\", which contract drops with the column, is used by: " + what;
  };
  std::string default_of = "default value for column id of table o";
  EXPECT_EQ(refusal("CREATE TABLE o (id int DEFAULT nextval('t_n_seq'))", drop("n")),
            used_by("n", default_of));
  EXPECT_EQ(refusal("CREATE TABLE o (id int DEFAULT nextval('t_s_seq'))", drop("s")),
            used_by("s", default_of));
  EXPECT_EQ(refusal("ALTER TABLE t ALTER id SET DEFAULT nextval('t_s_seq')", drop("s")),
            used_by("s", "default value for column id of table t"));
  EXPECT_EQ(refusal("CREATE FUNCTION f(i bigint DEFAULT nextval('t_s_seq')) RETURNS bigint "
                    "LANGUAGE sql AS 'SELECT i'",
                    drop("s")),
            used_by("s", "function f(bigint)"));
  EXPECT_EQ(refusal("CREATE VIEW v AS SELECT last_value FROM t_s_seq", drop("s")),
            used_by("s", "rule _RETURN on view v"));
  // Its own default goes with it, and that of its partitions; a sequence of nobody's stays.
  for (std::string column : {"n", "s"}) EXPECT_EQ(refusal("SELECT", drop(column)), "");
  EXPECT_EQ(refusal("SELECT", "drop_column: {table: p, column: s}"), "");
  EXPECT_EQ(refusal("CREATE TABLE o (id int DEFAULT nextval('t_s_seq')); ALTER SEQUENCE t_s_seq "
                    "OWNED BY NONE",
                    drop("s")),
            "");
  // The migration itself may see to it.
  EXPECT_EQ(refusal("CREATE TABLE o (id int DEFAULT nextval('t_s_seq'), k int)",
                    drop("s") + "\n  - drop_column: {table: o, column: k}"),
            "");
  EXPECT_NE(notes_.find("contract will refuse while these use the sequence of t.s: " + default_of),
            std::string::npos)
      << notes_;
}

// Statistics objects are dropped and made again in the exchange.
LEFT_BEHIND_TEST(StatisticsOfOthersAreRefused) {
  run("CREATE TABLE t (id int PRIMARY KEY, n int)");
  auto owner = value("SELECT current_user"), role = "\"" + database_ + "_role\"";
  EXPECT_EQ(refusal("CREATE ROLE " + role + "; ALTER TABLE t OWNER TO " + role +
                        "; CREATE STATISTICS s ON id, n FROM t; SET LOCAL ROLE " + role,
                    widen),
            "\"t\".\"n\" is needed by: statistics object s, for whose owner " + owner +
                " this role may not act");
  EXPECT_EQ(refusal("CREATE STATISTICS s ON id, n FROM t", widen), "");
}

}  // namespace

}  // namespace migrate::postgres::test
