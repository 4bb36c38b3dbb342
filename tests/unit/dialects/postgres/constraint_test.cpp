// Rules on rows that exist: what is refused, and what a rollback says about rows that break them.
#include <gmock/gmock.h>

#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"

namespace migrate::postgres::test {

using testing::HasSubstr;

class Refusals : public ServerTest {
 protected:
  void refused(const std::string& operation, const std::string& says) {
    try {
      plan("  - " + operation + "\n");
      ADD_FAILURE() << "was planned: " << operation;
    } catch (const Error& error) {
      EXPECT_EQ(error.exit(), ExitCode::usage) << operation;
      EXPECT_THAT(error.report().what, HasSubstr(says)) << operation;
    }
  }
};

class ConstraintsThatCannotBe : public Refusals {
  void TestBody() override {
    run("CREATE TABLE parts (id integer PRIMARY KEY, code text, no integer NOT NULL, "
        "r int4range, CONSTRAINT parts_r EXCLUDE USING gist (r WITH &&))");
    run("CREATE UNIQUE INDEX parts_some ON parts (no) WHERE no > 0");
    run("CREATE UNIQUE INDEX parts_code ON parts (code)");
    run("CREATE TABLE uses (id integer, part integer, CONSTRAINT uses_part FOREIGN KEY (part) "
        "REFERENCES parts)");
    run("CREATE TABLE days (day date, no integer) PARTITION BY RANGE (day)");
    run("CREATE PUBLICATION all_rows FOR TABLE parts");
    refused(
        "create_constraint: {name: x, table: parts, type: exclude, exclude: {elements: no WITH =}}",
        "without blocking its writes");
    refused(
        "create_constraint: {name: x, table: parts, type: unique, columns: [no], up: {no: no + 1}}",
        "`up` for no");
    refused("create_constraint: {name: x, table: parts, type: primary_key, columns: [no]}",
            "foreign key uses_part of table uses needs constraint \"parts_pkey\"");
    refused("create_constraint: {name: x, table: parts, type: unique, columns: [nope]}",
            "no column \"nope\"");
    refused("create_constraint: {name: x, table: days, type: unique, columns: [no]}",
            "\"day\" is missing");
    for (auto* operation :
         {"create_constraint: {name: x, table: days, type: check, check: no > 0, no_inherit: true}",
          "alter_column: {table: days, column: no, check: {name: x, constraint: no > 0, "
          "no_inherit: true}}",
          "add_column: {table: days, column: {name: m, type: integer, nullable: true, check: "
          "{name: x, constraint: m > 0, no_inherit: true}}}"})
      refused(operation, "NO INHERIT");
    refused("create_constraint: {name: parts_r, table: parts, type: check, check: no > 0}",
            "constraint \"parts_r\" already");
    for (auto* columns : {"no", "code, no"})
      refused(
          std::string("create_constraint: {name: x, table: uses, type: foreign_key, columns: [") +
              (columns == std::string("no") ? "part" : "id, part") +
              "], references: {table: parts, columns: [" + columns + "]}}",
          "no unique index");
    refused(
        "alter_column: {table: uses, column: part, references: {name: x, table: nope, column: id}}",
        "no table \"nope\"");
    refused("alter_column: {table: parts, column: id, nullable: true}", "primary key");
    // New code's rows have the default there.
    run("CREATE TABLE slots (id integer PRIMARY KEY, place integer DEFAULT 1 UNIQUE, n integer "
        "DEFAULT 1, free integer UNIQUE, UNIQUE (n, free))");
    refused("drop_column: {table: slots, column: place}", "unique index slots_place_key");
    for (auto fits : {"place, down: id", "n", "free"})
      plan(std::string("  - drop_column: {table: slots, column: ") + fits + "}\n");
    refused(
        "alter_column: {table: uses, column: part, type: text, references: {name: x, table: parts, "
        "column: id}}",
        "parts.id, which is integer");
    refused(
        "alter_column: {table: parts, column: code, type: varchar, check: {name: x, constraint: "
        "length(code) < no}}\n"
        "  - alter_column: {table: parts, column: no, type: bigint}",
        "constraint x needs \"parts\".\"no\"");
    refused(
        "alter_column: {table: uses, column: part, type: bigint, references: {name: x, table: "
        "parts, column: id}}\n"
        "  - alter_column: {table: parts, column: id, type: bigint}",
        "constraint x needs \"parts\".\"id\"");
    run("CREATE TABLE pairs (id integer PRIMARY KEY, a integer, b integer, c varchar(9), "
        "CONSTRAINT "
        "apart CHECK (a <> b))");
    run("CREATE INDEX pairs_ac ON pairs (a, c)");
    refused(
        "alter_column: {table: pairs, column: a, type: bigint}\n"
        "  - alter_column: {table: pairs, column: b, type: bigint}",
        "constraint apart of table \"pairs\" needs both \"a\" and \"b\"");
    refused(
        "alter_column: {table: pairs, column: c, type: integer}\n"
        "  - alter_column: {table: pairs, column: a, type: bigint}",
        "index pairs_ac of table \"pairs\" needs both \"c\" and \"a\"");
    plan(
        "  - alter_column: {table: pairs, column: a, type: bigint}\n"
        "  - alter_column: {table: pairs, column: c, type: text}\n");
    refused("alter_column: {table: parts, column: code, type: integer, unique: {name: parts_code}}",
            "parts_code");
    refused("alter_column: {table: parts, column: no, unique: {name: x}, up: no + 1}", "`unique`");
    refused("drop_constraint: {table: parts, name: parts_r}", "exclusion");
    refused("drop_constraint: {table: parts, name: parts_pkey}", "uses_part");
    refused("drop_constraint: {table: uses, name: uses_parts}", "did you mean \"uses_part\"");
    refused("drop_constraint: {table: uses, name: uses_part, up: part + 1}", "`up` gives part");
    refused("rename_constraint: {table: uses, from: uses_part, to: migrate_x}", "migrate_");
    refused("set_replica_identity: {table: parts, identity: {type: nothing}}", "all_rows");
    refused("set_replica_identity: {table: parts, identity: {type: index, index: parts_some}}",
            "partial");
    refused("set_replica_identity: {table: parts, identity: {type: index, index: parts_code}}",
            "may be NULL");
    refused("set_replica_identity: {table: parts, identity: {type: index, index: nope}}",
            "no index \"nope\"");
    run("CREATE TABLE logs (day integer) PARTITION BY RANGE (day)");
    run("CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (2)");
    run("CREATE PUBLICATION day_1 FOR TABLE logs_1");
    refused("set_replica_identity: {table: logs, identity: {type: nothing}}",
            "table \"logs_1\" is published (day_1)");
    run("CREATE SCHEMA away");
    run("CREATE TABLE away.logs_2 PARTITION OF logs FOR VALUES FROM (2) TO (3)");
    refused("set_replica_identity: {table: logs, identity: {type: full}}", "away.logs_2");
    plan("  - set_replica_identity: {table: logs_1, identity: {type: full}}\n");
  }
};
[[maybe_unused]] static const bool registered =
    register_server_test("Constraints", "what_cannot_be_is_refused_with_its_reason", __FILE__,
                         __LINE__, []() -> ServerTest* { return new ConstraintsThatCannotBe; });

// Nothing tries a key without `up` before contract.
class KeysThatCannotBe : public Refusals {
  void TestBody() override {
    run("CREATE TABLE owners (a integer, b integer, PRIMARY KEY (a, b))");
    run("CREATE UNLOGGED TABLE caches (a integer, b integer, PRIMARY KEY (a, b))");
    run("CREATE TABLE pets (id integer PRIMARY KEY, a integer, b integer, c integer, g integer "
        "GENERATED ALWAYS AS (a + 1) STORED)");
    auto key = [](const std::string& columns, const std::string& parent,
                  const std::string& actions = "") {
      return "create_constraint: {name: x, table: pets, type: foreign_key, columns: [" + columns +
             "], references: {table: " + parent + ", columns: [a, b]" + actions + "}}";
    };
    refused(key("a, b", "caches"), "\"caches\", which it refers to, is UNLOGGED");
    for (auto* actions : {", on_delete: SET NULL", ", on_delete: set default",
                          ", on_update: CASCADE", ", on_update: SET NULL"})
      refused(key("a, g", "owners", actions), "\"pets\".\"g\" is a generated column");
    refused(key("a, b", "owners", ", on_delete: CASCADE, on_delete_set_columns: [b]"),
            "goes with SET NULL and SET DEFAULT, and `on_delete` is CASCADE");
    refused(key("a, b", "owners", ", on_delete: SET NULL, on_delete_set_columns: [b, c]"),
            "names \"c\", which is no column of the key");
    plan("  - " + key("a, g", "owners", ", on_delete: CASCADE") + "\n");
    plan("  - " + key("a, b", "owners", ", on_delete: SET NULL, on_update: CASCADE") + "\n");
    if (inspect().version_number >= 180000) {
      run("ALTER TABLE pets ADD v integer GENERATED ALWAYS AS (a + 2)");
      refused(key("a, v", "owners"), "virtual generated column");
    }
    run("ALTER TABLE pets SET UNLOGGED");
    plan("  - " + key("a, b", "caches") + "\n");
  }
};
[[maybe_unused]] static const bool keys_registered = register_server_test(
    "Constraints", "keys_that_the_server_would_refuse_in_contract_are_refused_at_once", __FILE__,
    __LINE__, []() -> ServerTest* { return new KeysThatCannotBe; });

class TemporalConstraints : public Refusals {
  void TestBody() override {
    if (inspect().version_number < 180000) GTEST_SKIP();
    run("CREATE EXTENSION btree_gist");
    run("CREATE TABLE rooms (id integer, at daterange, CONSTRAINT rooms_key PRIMARY KEY (id, at "
        "WITHOUT OVERLAPS))");
    run("CREATE TABLE stays (id integer, room integer, at daterange, CONSTRAINT stays_once UNIQUE "
        "(room, at WITHOUT OVERLAPS), CONSTRAINT in_room FOREIGN KEY (room, PERIOD at) REFERENCES "
        "rooms (id, PERIOD at))");
    refused("drop_constraint: {table: stays, name: stays_once}", "WITHOUT OVERLAPS");
    refused("drop_constraint: {table: stays, name: in_room}", "compares periods");
    refused(
        "create_constraint: {name: x, table: stays, type: foreign_key, columns: [room, at], "
        "references: {table: rooms, columns: [id, at]}}",
        "no unique index");
    // In contract, without a way back, and one that no row is compared for.
    run("ALTER TABLE stays DROP CONSTRAINT in_room");
    plan("  - drop_constraint: {table: rooms, name: rooms_key}\n");
    run("ALTER TABLE stays ADD CONSTRAINT in_room FOREIGN KEY (room, PERIOD at) REFERENCES rooms "
        "(id, PERIOD at) NOT VALID");
    auto made = plan("  - drop_constraint: {table: stays, name: in_room}\n");
    run_phase(made, Phase::expand);
    undo(made);
    EXPECT_EQ(value("SELECT count(*) FROM pg_constraint WHERE conname = 'in_room'"), "1");
  }
};
[[maybe_unused]] static const bool temporal_registered = register_server_test(
    "Constraints", "temporal_ones_are_dropped_where_a_rollback_could_put_them_back", __FILE__,
    __LINE__, []() -> ServerTest* { return new TemporalConstraints; });

SERVER_TEST(Constraints, rows_that_stand_in_the_way_back_are_counted_and_named) {
  for (auto* operation : {"  - drop_constraint: {table: t, name: t_v}\n",
                          "  - drop_constraint: {table: t, name: t_u}\n",
                          "  - drop_constraint: {table: t, name: t_p}\n",
                          "  - alter_column: {table: t, column: n, nullable: true}\n"}) {
    SCOPED_TRACE(operation);
    run("CREATE TABLE p (id integer PRIMARY KEY)");
    run("CREATE TABLE t (id integer PRIMARY KEY, v integer CONSTRAINT t_v CHECK (v > 0), u integer "
        "CONSTRAINT t_u UNIQUE, p integer CONSTRAINT t_p REFERENCES p, n integer NOT NULL)");
    run("INSERT INTO t VALUES (1, 1, 1, NULL, 1)");
    auto made = plan(operation);
    for (auto* step : made.of(Phase::expand))
      if (step->probe.empty() || value(step->probe) == "0")
        for (auto& sql : step->sql) run(sql);
    // Each statement breaks one of the rules; the other three refuse it.
    for (auto* write : {"UPDATE t SET v = 0", "INSERT INTO t VALUES (2, 1, 1, NULL, 1)",
                        "UPDATE t SET p = 9", "UPDATE t SET n = NULL"}) {
      try {
        run(write);
      } catch (const db::DbError&) {
      }
    }
    const Step* guarded = nullptr;
    for (auto& step : made.steps)
      if (!step.loss.empty()) guarded = &step;
    ASSERT_NE(guarded, nullptr);
    EXPECT_GT(run(guarded->loss).rows.at(0).at(0).as_int(), 0);
    try {
      run(guarded->undo.at(0));
      ADD_FAILURE() << "the rows do not stop it";
    } catch (const db::DbError& error) {
      EXPECT_THAT(error.what(), HasSubstr("(id) = (1)"));
    }
    run("DELETE FROM t");
    EXPECT_EQ(value(guarded->loss), "0");
    undo(made);
    EXPECT_THROW(run("INSERT INTO t VALUES (3, 1, 1, NULL, 1), (4, 0, 1, 9, NULL)"), db::DbError);
    run("DROP TABLE t");
    run("DROP TABLE p");
  }
}

SERVER_TEST(Constraints, what_a_way_back_names_has_to_stay) {
  run("CREATE TABLE p (id integer PRIMARY KEY)");
  run("CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer, CONSTRAINT t_c CHECK (a < b), "
      "CONSTRAINT t_p FOREIGN KEY (a) REFERENCES p)");
  auto touches = plan("  - drop_constraint: {table: t, name: t_c}\n").touches;
  EXPECT_THAT(touches, testing::IsSupersetOf({Touch{"t", "*reads a"}, Touch{"t", "*reads b"}}));
  touches = plan("  - drop_constraint: {table: t, name: t_p}\n").touches;
  EXPECT_THAT(touches, testing::IsSupersetOf({Touch{"t", "*reads a"}, Touch{"p", "*reads id"}}));
}

SERVER_TEST(Constraints, nulls_not_distinct_sees_two_nulls) {
  if (inspect().version_number < 150000) GTEST_SKIP();
  run("CREATE TABLE t (id integer PRIMARY KEY, v integer)");
  run("INSERT INTO t VALUES (1, NULL), (2, NULL)");
  auto made = plan(
      "  - create_constraint: {name: t_v, table: t, type: unique, columns: [v], "
      "nulls_not_distinct: true}\n");
  EXPECT_FALSE(run(made.of(Phase::backfill).at(0)->sql.at(0)).rows.empty());
  run("DELETE FROM t WHERE id = 2");
  run_phase(made, Phase::backfill);
  EXPECT_THROW(run("INSERT INTO t VALUES (3, NULL)"), db::DbError);
  EXPECT_THAT(value("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 't_v'"),
              HasSubstr("NULLS NOT DISTINCT"));
}

SERVER_TEST(Constraints, on_delete_set_columns_names_them) {
  if (inspect().version_number < 150000) GTEST_SKIP();
  run("CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b))");
  run("CREATE TABLE t (id integer PRIMARY KEY, a integer NOT NULL, b integer)");
  run("INSERT INTO p VALUES (1, 1)");
  run("INSERT INTO t VALUES (1, 1, 1)");
  auto made = plan(
      "  - create_constraint: {name: t_p, table: t, type: foreign_key, columns: [a, b], "
      "references: "
      "{table: p, columns: [a, b], on_delete: SET NULL, on_delete_set_columns: [b]}}\n");
  run_phase(made, Phase::expand);
  run_phase(made, Phase::backfill);
  run_phase(made, Phase::contract);
  run("DELETE FROM p");
  EXPECT_EQ(value("SELECT a || ' ' || coalesce(b::text, 'NULL') FROM t"), "1 NULL");
}

}  // namespace migrate::postgres::test
