// Enumeration types: what is refused, and what a rollback and a contract meet that scenarios cannot
// stage.
#include <gmock/gmock.h>

#include "dialects/postgres/operations/enum_words.hpp"
#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"

namespace migrate::postgres::test {

using testing::HasSubstr;
using Lines = std::vector<std::string>;

const std::string rename_b =
    "  - alter_enum: {name: kind, rename: [{from: b, to: c}], drop: [{value: z, replace_with: "
    "a}]}\n";

class EnumsTest : public ServerTest {
 protected:
  void refused(const std::string& operations, const std::string& code, const std::string& says) {
    SCOPED_TRACE(operations);
    try {
      plan(operations);
      ADD_FAILURE() << "planned";
    } catch (const Error& error) {
      EXPECT_EQ(error.report().code, code) << error.report().what;
      EXPECT_EQ(error.exit(), ExitCode::usage);
      EXPECT_THAT(error.report().what, HasSubstr(says));
      EXPECT_THAT(error.report().where, HasSubstr("test.yaml"));
    }
  }
};

class EnumsThatCannotBe : public EnumsTest {
  void TestBody() override {
    run("CREATE TYPE kind AS ENUM ('a', 'b', 'z')");
    const std::string unsupported = "MIG-PLAN-UNSUPPORTED";
    for (auto& [make, says] : std::vector<std::pair<std::string, std::string>>{
             {"CREATE TABLE t (id int PRIMARY KEY, k kind); CREATE MATERIALIZED VIEW v AS SELECT k "
              "FROM t",
              "materialized view"},
             {"CREATE TABLE t (k kind) PARTITION BY LIST (k)", "partition"},
             {"CREATE TABLE t (id int, k kind) PARTITION BY LIST (id); CREATE TABLE t_1 PARTITION "
              "OF "
              "t DEFAULT; CREATE INDEX i ON t_1 (k)",
              "of partition t_1 alone"},
             {"CREATE TABLE t (id int PRIMARY KEY, k kind, l kind); CREATE INDEX pair ON t (k, l)",
              "index pair"},
             {"CREATE TABLE t (id int PRIMARY KEY, k kind, l kind, CONSTRAINT two CHECK (k <> l))",
              "constraint two"},
             {"CREATE TABLE t (id int PRIMARY KEY, k kind CHECK (k <> 'z'))", "it needs 'z'"},
             {"CREATE TABLE t (id int PRIMARY KEY, k kind CHECK (k::text <> 'b'))", "'b' as text"},
             {"CREATE TABLE t (id int PRIMARY KEY, s text CHECK (s::kind = 'a'))", "constraint"},
             {"CREATE TABLE t (id int PRIMARY KEY, k kind CHECK (k = ANY ('{a,z}'::kind[])))",
              "it needs 'z'"},
             {"CREATE TABLE t (id int PRIMARY KEY, s text[] CHECK (s::kind[] <> '{a}'))",
              "constraint"},
             {"CREATE TABLE t (id int PRIMARY KEY, k kind[] CHECK (k::text[] <> '{b}'))",
              "'b' as text"},
             {"CREATE TABLE t (id int PRIMARY KEY, k kind, g bool GENERATED ALWAYS AS (k = 'a') "
              "STORED)",
              "column g of table t"},
             {"CREATE TABLE t (id int PRIMARY KEY, k kind); ALTER TABLE t ENABLE ROW LEVEL "
              "SECURITY; CREATE POLICY p ON t USING (k = 'a')",
              "policy p"},
             {"CREATE TABLE u (k kind PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, k kind "
              "REFERENCES u)",
              "foreign key"},
             {"CREATE DOMAIN d AS kind", "d"},
             {"CREATE FUNCTION f(k kind) RETURNS int LANGUAGE sql AS 'SELECT 1'", "f(kind)"},
             {"CREATE SCHEMA other; CREATE TABLE other.t (k kind)", "other.t"}}) {
      run("BEGIN");
      run(make);
      refused(rename_b, unsupported, says);
      run("ROLLBACK");
    }
    run("CREATE TABLE t (id int PRIMARY KEY, k kind)");
    auto alter = [](const std::string& what) {
      return "  - alter_enum: {name: kind, " + what + "}\n";
    };
    refused("  - create_enum: {name: t, values: [x]}\n", "MIG-PLAN-EXISTS", "\"t\"");
    refused("  - create_enum: {name: migrate_x, values: [x]}\n", "MIG-PLAN-NAME", "migrate_");
    refused("  - create_enum: {name: x, values: [" + std::string(64, 'x') + "]}\n", "MIG-PLAN-NAME",
            "64 bytes");
    refused("  - drop_enum: {name: kinds}\n", "MIG-PLAN-NO-TYPE", "did you mean \"kind\"");
    refused("  - drop_enum: {name: kind}\n", unsupported, "column k of table t");
    refused(
        "  - drop_table: {name: t}\n  - create_table: {name: u, columns: [{name: k, type: kind}]}\n"
        "  - drop_enum: {name: kind}\n",
        unsupported, "column k of table u");
    refused(alter("add: [{value: x, after: bb}]"), "MIG-PLAN-NO-VALUE", "did you mean");
    refused(alter("rename: [{from: q, to: r}]"), "MIG-PLAN-NO-VALUE", "\"q\"");
    refused(alter("rename: [{from: a, to: z}]"), unsupported, "'z' already");
    refused(alter("rename: [{from: a, to: x}, {from: b, to: x}]"), unsupported, "both become 'x'");
    refused(alter("rename: [{from: a, to: x}], drop: [{value: a}]"), unsupported, "changed twice");
    refused(alter("drop: [{value: a, replace_with: b}, {value: b}]"), "MIG-PLAN-NO-VALUE", "\"b\"");
    refused(alter("drop: [{value: a}, {value: b}, {value: z}]"), unsupported, "no value left");
    refused(alter("rename: [{from: a, to: b}], drop: [{value: b}]"), unsupported, "'b'");
    refused(alter("drop: [{value: a}]") + alter("add: [{value: y}]"), unsupported,
            "another operation");
    refused(alter("drop: [{value: a}]") +
                "  - add_column: {table: t, column: {name: n, type: kind, nullable: true}}\n",
            unsupported, "\"t\".\"n\"");
    refused(alter("drop: [{value: a}]") + "  - drop_column: {table: t, column: k}\n", unsupported,
            "drop_column");
    refused(
        "  - create_enum: {name: fresh, values: [a]}\n  - alter_enum: {name: fresh, drop: "
        "[{value: a}]}\n",
        unsupported, "created by this migration");
  }
};
[[maybe_unused]] static const bool registered =
    register_server_test("PostgresEnum", "WhatCannotBeIsRefusedWithItsReason", __FILE__, __LINE__,
                         []() -> ServerTest* { return new EnumsThatCannotBe; });

SERVER_TEST(PostgresEnum, WordsOfExpressionsFollow) {
  Schema schema;
  Plan made;
  auto file = migration("  - drop_table: {name: t}\n");
  std::string path = "public";
  Planning p{file, schema, made, path, nullptr, &file.operations.at(0)};
  Words words{p, "kind", "\"s\".\"new\"", {{{"b", "it's"}, {"e\\", "f"}}, {{"z", "a"}}}, "here"};
  EXPECT_EQ(words.of_expression("(k = ANY (ARRAY['a'::kind, 'b'::kind]))"),
            "(k = ANY (ARRAY['a'::\"s\".\"new\", 'it''s'::\"s\".\"new\"]))");
  EXPECT_EQ(words.of_expression("(k <> E'e\\\\'::kind) AND (\"'b'::kind\" > 'x'::text)"),
            "(k <> 'f'::\"s\".\"new\") AND (\"'b'::kind\" > 'x'::text)");
  EXPECT_EQ(words.of_expression("(n = 'c'::kinds)"), "(n = 'c'::kinds)");
  EXPECT_EQ(words.of_default("'z'::kind"), "'a'::\"s\".\"new\"");
  EXPECT_EQ(words.of_expression("(k <> '[0:1]={NULL,b}'::kind[])"),
            "(k <> '[0:1]={NULL,\"it''s\"}'::\"s\".\"new\"[])");
  EXPECT_EQ(words.of_expression("(k <> E'{\"e\\\\\\\\\",\"x,\\\\\"\"}'::kind[])"),
            "(k <> E'{\"f\",\"x,\\\\\"\"}'::\"s\".\"new\"[])");
  EXPECT_EQ(words.of_default("'{{a,z},{\"NULL\",NULL}}'::kind[]"),
            "'{{\"a\",\"a\"},{\"NULL\",NULL}}'::\"s\".\"new\"[]");
  for (auto* sql : {"'z'::kind", "k::text = 'b'::text", "s::kind", "'{a,z}'::kind[]", "k::kind[]",
                    "'b'::kinds", "'b'::kind.x"})
    EXPECT_THROW(words.of_expression(sql), Error) << sql;
}

SERVER_TEST(PostgresEnum, RollbackOfCreateCountsOnlyWhatOthersMade) {
  auto p = plan(
      "  - create_enum: {name: kind, values: [a, b]}\n"
      "  - create_table: {name: t, columns: [{name: k, type: kind, nullable: true, default: "
      "\"'a'\"}]}\n");
  auto& create = *p.of(Phase::expand).at(0);
  EXPECT_EQ(value(create.loss), "0");
  run_phase(p, Phase::expand);
  run("CREATE INDEX i ON t ((1)) WHERE k = 'a'");
  EXPECT_EQ(value(create.loss), "0");
  run("CREATE TABLE u (k kind[])");
  EXPECT_EQ(value(create.loss), "1");
  EXPECT_THROW(undo(p), db::DbError);
  run("ROLLBACK");
  run("DROP TABLE u");
  undo(p);
  EXPECT_EQ(rows("SELECT 1 FROM pg_type WHERE typname = 'kind'"), Lines{});
}

// Owner, grants and comment are the type's; a second expand meets the name that the first one left.
SERVER_TEST(PostgresEnum, NewTypeIsTheOldOnesEqualAfterASecondExpand) {
  run("CREATE TYPE kind AS ENUM ('a', 'b', 'z')");
  run("COMMENT ON TYPE kind IS 'what it is'");
  run("REVOKE ALL ON TYPE kind FROM PUBLIC");
  run("GRANT USAGE ON TYPE kind TO pg_monitor WITH GRANT OPTION");
  run("ALTER TYPE kind OWNER TO pg_signal_backend");
  run("CREATE TABLE t (id int PRIMARY KEY, k kind NOT NULL DEFAULT 'z')");
  run("GRANT SELECT (k) ON t TO PUBLIC");
  run("INSERT INTO t SELECT i, (ARRAY['a', 'b', 'z']::kind[])[i % 3 + 1] FROM "
      "generate_series(1, 9) i");
  auto facts = [&] {
    return rows(
        "SELECT typowner::regrole, typacl, obj_description(t.oid, 'pg_type'), "
        "enum_range(NULL::kind)::text FROM pg_type t WHERE typname = 'kind'");
  };
  auto first = plan(rename_b);
  EXPECT_TRUE(std::find(first.touches.begin(), first.touches.end(), Touch{"t", "k"}) !=
              first.touches.end());
  run_phase(first, Phase::expand);
  run("UPDATE t SET k = 'c' WHERE id = 1");
  EXPECT_EQ(value("SELECT k FROM t WHERE id = 1"), "b");
  run_phase(first, Phase::backfill);
  undo(first);
  EXPECT_EQ(facts(),
            (Lines{"pg_signal_backend|{pg_signal_backend=U/pg_signal_backend,pg_monitor=U*/"
                   "pg_signal_backend}|what it is|{a,b,c,z}"}));

  auto again = plan(rename_b);
  run("UPDATE t SET k = 'c' WHERE id = 4");
  EXPECT_EQ(rows(again.of(Phase::expand).at(0)->sql.at(0)).size(), 1U);
  run("UPDATE t SET k = 'b' WHERE id = 4");
  auto last = plan(rename_b);
  run_phase(last, Phase::expand);
  run_phase(last, Phase::backfill);
  run_phase(last, Phase::contract);
  EXPECT_EQ(facts(),
            (Lines{"pg_signal_backend|{pg_signal_backend=U/pg_signal_backend,pg_monitor=U*/"
                   "pg_signal_backend}|what it is|{a,c}"}));
  EXPECT_EQ(rows("SELECT k, count(*) FROM t GROUP BY k ORDER BY k"), (Lines{"a|6", "c|3"}));
  run("INSERT INTO t (id) VALUES (100)");
  EXPECT_EQ(value("SELECT k FROM t WHERE id = 100"), "a");
}

// A session that has run them before goes on with the user's functions after the exchange.
SERVER_TEST(PostgresEnum, FunctionsOfOpenSessionsGoOn) {
  run("CREATE TYPE kind AS ENUM ('a', 'b', 'z')");
  run("CREATE TABLE t (id int PRIMARY KEY, k kind)");
  run("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ DECLARE v kind; "
      "BEGIN v := NEW.k; IF v = 'a' THEN NEW.id := NEW.id + 1000; END IF; RETURN NEW; END $$");
  run("CREATE TRIGGER f BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()");
  run("CREATE PROCEDURE g(n int) LANGUAGE plpgsql AS $$ DECLARE v t.k%TYPE; BEGIN SELECT k INTO v "
      "FROM t WHERE id > 1000; UPDATE t SET k = v WHERE id = n; END $$");
  auto session = open();
  auto write = [&](int id) {
    session.connection->query("INSERT INTO t VALUES (" + std::to_string(id) + ", 'a')");
    session.connection->query("CALL g(1)");
  };
  write(1);
  auto p = plan(rename_b);
  for (auto phase : {Phase::expand, Phase::backfill, Phase::contract}) {
    run_phase(p, phase);
    write(10 + static_cast<int>(phase));
  }
  EXPECT_EQ(rows("SELECT id, k FROM t ORDER BY id"),
            (Lines{"1001|a", "1010|a", "1011|a", "1012|a"}));
  EXPECT_EQ(value("SELECT count(*) FROM pg_proc WHERE proname = 'f' AND prosecdef"), "1");
}

// Something came to the old type after the plan: contract takes all of the exchange back.
SERVER_TEST(PostgresEnum, ContractMeetsALateUse) {
  run("CREATE TYPE kind AS ENUM ('a', 'b', 'z')");
  run("CREATE TABLE t (id int PRIMARY KEY, k kind)");
  run("INSERT INTO t VALUES (1, 'b')");
  auto p = plan(rename_b);
  run_phase(p, Phase::expand);
  run_phase(p, Phase::backfill);
  run("CREATE TABLE late (k kind)");
  EXPECT_THROW(run_phase(p, Phase::contract), db::DbError);
  run("ROLLBACK");
  EXPECT_EQ(value("SELECT k FROM t"), "b");
  run("UPDATE t SET k = 'c'");
  EXPECT_EQ(value("SELECT k FROM t"), "b");
  run("DROP TABLE late");
  run_phase(p, Phase::contract);
  EXPECT_EQ(value("SELECT k FROM t"), "c");
}

}  // namespace migrate::postgres::test
