// Keys to walk by, indexes, tables, raw SQL, inspection.
#include <fmt/format.h>

#include "dialects/mysql/inspect.hpp"
#include "tests/unit/dialects/mysql/support.hpp"

namespace migrate::mysql::test {
namespace {

using Rows = std::vector<std::string>;

SERVER_TEST(Walk, every_kind_of_key_meets_each_row_once) {
  const std::vector<std::vector<std::string>> keys = {
      // the key's columns, then rows of key values
      {"a INT", "-5", "0", "2147483647", "-2147483648", "7", "8", "9"},
      {"a BIGINT UNSIGNED", "0", "18446744073709551615", "9223372036854775808", "1", "2"},
      {"a VARCHAR(20)", "'b'", "'A'", "'\xc3\xb6'", "'z z'", "''", "'\xf0\x9f\x98\x80'", "'it''s'"},
      {"a VARCHAR(20) CHARACTER SET latin1", "'b'", "'A'", "'\xc3\xbc'", "'z'"},
      {"a VARBINARY(20)", "x'00'", "x'ff00'", "x''", "x'61'", "x'6100'"},
      {"a DECIMAL(30,10)", "12345678901234567890.0000000001", "12345678901234567890.0000000002",
       "-1.5", "0", "10", "9"},
      {"a DATETIME(6)", "'2020-01-01 00:00:00.000001'", "'2020-01-01 00:00:00.000002'",
       "'1999-12-31'", "'2020-01-01'"},
      {"a DATE", "'2020-01-01'", "'1999-12-31'", "'2020-01-02'"},
      {"a TIME", "'-10:00:00'", "'09:00:00'", "'100:00:00'", "'-838:59:59'"},
      {"a TIME(6)", "'-10:00:00.000001'", "'-10:00:00'", "'100:00:00.5'"},
      {"a YEAR", "2020", "1999", "2155"},
      {"a CHAR(36) CHARACTER SET ascii", "'b'", "'a'", "'c'"},
      {"a FLOAT", "0.1", "0.2", "-3e30"},
      {"a TIMESTAMP(3)", "'2020-01-01 00:00:00.001'", "'2020-01-01 00:00:00.002'"},
      {"a ENUM('z','b','a')", "'a'", "'z'", "'b'"},
      {"a BIT(10)", "b'1'", "b'1111111111'", "b'10'"},
      {"a DOUBLE", "0.1", "1e300", "-5", "0.30000000000000004"},
      {"a INT, b VARCHAR(5), c INT UNSIGNED", "1, 'a', 1", "1, 'a', 2", "1, 'b', 0", "2, '', 5",
       "2, 'a', 4294967295", "0, 'z', 1", "1, 'B2', 1"},
      {"a BINARY(2), b BIGINT", "x'0001', -1", "x'0001', 1", "x'ff01', 0", "x'0000', 9"},
  };
  int n = 0;
  for (auto& key : keys) {
    SCOPED_TRACE(key[0]);
    auto table = fmt::format("k{}", n++);
    std::string columns;
    for (const char* name : {"a", "b", "c"})
      if (key[0].find(std::string(name) + " ") == 0 ||
          key[0].find(", " + std::string(name) + " ") != std::string::npos)
        columns += std::string(columns.empty() ? "" : ", ") + name;
    run(fmt::format("CREATE TABLE {} ({}, x INT, PRIMARY KEY ({}))", table, key[0], columns));
    for (std::size_t i = 1; i < key.size(); ++i)
      run(fmt::format("INSERT INTO {} VALUES ({}, {})", table, key[i], i));
    auto plan = this->plan("  - rename_column: {table: " + table + ", from: x, to: y}\n");
    run_phase(plan, Phase::expand);
    // Only the walk is looked at here: y is emptied again without x.
    run(fmt::format("DROP TRIGGER migrate_{}__y__update", table));
    for (auto* step : plan.of(Phase::backfill))
      if (only_walks(step->kind)) {
        // Nothing is filled yet: the walk names every row, five at most in each batch.
        EXPECT_EQ(walk(*step, 2).size(), key.size() - 1);
      }
    for (int batch : {1, 2, 100}) {
      run(fmt::format("UPDATE {} SET y = NULL", table));
      run_phase(plan, Phase::backfill, batch);
      EXPECT_EQ(value(fmt::format("SELECT COUNT(*) FROM {} WHERE x = y", table)),
                std::to_string(key.size() - 1));
    }
  }
}

SERVER_TEST(Walk, goes_by_a_unique_key_where_there_is_no_primary_one) {
  run("CREATE TABLE t (a INT NOT NULL, b INT NOT NULL, x INT, KEY kb (b), UNIQUE KEY uk (b, a))");
  run("INSERT INTO t VALUES (1, 1, 1), (2, 1, 2), (1, 2, 3), (0, 9, 4)");
  auto plan = this->plan("  - rename_column: {table: t, from: x, to: y}\n");
  run_phase(plan, Phase::expand);
  run_phase(plan, Phase::backfill, 2);
  EXPECT_EQ(value("SELECT COUNT(*) FROM t WHERE x = y"), "4");
  EXPECT_NE(plan.of(Phase::backfill)[0]->batch->work.sql.find("`uk`"), std::string::npos);
}

SERVER_TEST(Index, is_built_and_dropped_online) {
  run("CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(20), c TEXT)");
  run("CREATE TABLE u (id INT PRIMARY KEY, a INT, KEY same (a))");
  run("INSERT INTO t VALUES (1, 1, 'a', ''), (2, NULL, 'b', ''), (3, NULL, 'b', '')");
  auto plan = this->plan(
      "  - create_index: {name: by_a, table: t, unique: true, columns: [{column: a, sort: DESC}]}\n"
      "  - create_index: {name: same, table: t, columns: [{column: a}, {column: b}]}\n");
  run_phase(plan, Phase::expand);
  EXPECT_TRUE(inspect().table("t")->index("by_a")->parts[0].descending);
  EXPECT_FALSE(plan.has_contract());
  EXPECT_NE(refusal("  - drop_index: {name: same}\n").find("2 tables"), std::string::npos);
  auto drop = this->plan("  - drop_index: {name: same, table: t}\n  - drop_index: {name: by_a}\n");
  run_phase(drop, Phase::contract);
  EXPECT_EQ(inspect().table("t")->indexes.size(), 1u);
  auto unique = this->plan(
      "  - create_index: {name: by_b, table: t, unique: true, columns: [{column: b}]}\n");
  EXPECT_EQ(rows(unique.steps[0].sql[0]), Rows{"b|2|2, 3"});
  EXPECT_NE(
      refusal("  - create_index: {name: i, table: t, columns: [{column: c}]}\n").find("prefix"),
      std::string::npos);
  EXPECT_NE(
      refusal("  - create_index: {name: i, table: t, columns: [{column: a}], predicate: a > 1}\n")
          .find("partial"),
      std::string::npos);
  EXPECT_NE(
      refusal("  - create_index: {name: same, table: u, columns: [{column: id}]}\n").find("EXISTS"),
      std::string::npos);
}

SERVER_TEST(Table, is_created_with_all_it_says_and_dropped) {
  auto plan = this->plan(
      "  - create_table:\n      name: parent\n      columns: [{name: id, type: bigint, pk: true, "
      "generated: {identity: {user_specified_values: ALWAYS}}}]\n"
      "  - create_table:\n      name: child\n      comment: it's\n      columns:\n"
      "        - {name: id, type: bigint, pk: true}\n"
      "        - {name: parent_id, type: bigint, nullable: true, references: {name: fk, table: "
      "parent, "
      "column: id, on_delete: CASCADE}}\n"
      "        - {name: note, type: text, default: \"'none'\"}\n"
      "        - {name: kind, type: varchar(10), unique: true, comment: \"a 'kind'\"}\n"
      "        - {name: n, type: int, check: {name: n_positive, constraint: n > 0}}\n"
      "        - {name: twice, type: int, nullable: true, generated: {expression: n * 2}}\n"
      "      constraints:\n        - {name: both, type: unique, columns: [n, kind]}\n");
  run_phase(plan, Phase::expand);
  run("INSERT INTO parent () VALUES ()");
  run("INSERT INTO child (id, parent_id, kind, n) VALUES (1, 1, 'k', 4)");
  EXPECT_EQ(value("SELECT CONCAT_WS('/', note, twice) FROM child"), "none/8");
  EXPECT_EQ(failure("INSERT INTO child (id, kind, n) VALUES (2, 'l', 0)"),
            db::Failure::constraint_violation);
  EXPECT_EQ(failure("INSERT INTO child (id, parent_id, kind, n) VALUES (2, 99, 'l', 1)"),
            db::Failure::constraint_violation);
  EXPECT_EQ(runner_->query(plan.steps[1].loss).rows[0][0].as_int(), 1);
  auto schema = inspect();
  EXPECT_EQ(schema.table("child")->extra["comment"], "it's");
  EXPECT_EQ(schema.table("child")->foreign_keys.at(0).on_delete, "CASCADE");
  EXPECT_EQ(schema.table("parent")->referenced_by.at(0).table, "child");
  EXPECT_NE(refusal("  - drop_table: {name: parent}\n").find("foreign key"), std::string::npos);
  auto drop = this->plan("  - drop_table: {name: child}\n");
  EXPECT_TRUE(drop.steps.back().destructive);
  run_phase(drop, Phase::contract);
  undo(plan);
  EXPECT_TRUE(inspect().tables.empty());
}

// The server reads MATCH and forgets it, and knows no deferred key and no options of a counter.
SERVER_TEST(Table, is_refused_with_what_the_server_would_leave_out) {
  run("CREATE TABLE p (id INT PRIMARY KEY, a INT, UNIQUE KEY u (id, a))");
  auto with_key = [&](const std::string& references) {
    return refusal(
        "  - create_table:\n      name: t\n      columns:\n        - {name: id, type: int, "
        "references: {name: f, table: p, column: id, " +
        references + "}}\n");
  };
  auto with_two = [&](const std::string& match) {
    return refusal(
        "  - create_table:\n      name: t\n      columns: [{name: x, type: int}, {name: y, type: "
        "int}]\n      constraints:\n        - {name: f, type: foreign_key, columns: [x, y], "
        "references: {table: p, columns: [id, a], match_type: " +
        match + "}}\n");
  };
  const std::string numbered =
      "{name: n, type: int, generated: {identity: {sequence_options: START 5}}}";
  EXPECT_NE(with_key("deferrable: true").find("not deferrable"), std::string::npos);
  EXPECT_NE(with_key("initially_deferred: true").find("not deferrable"), std::string::npos);
  EXPECT_EQ(with_key("match_type: FULL"), "planned");
  EXPECT_EQ(with_two("SIMPLE"), "planned");
  for (auto* match : {"FULL", "PARTIAL"})
    EXPECT_NE(with_two(match).find(std::string("than SIMPLE, not ") + match), std::string::npos);
  EXPECT_NE(refusal("  - create_table: {name: t, columns: [" + numbered + "]}\n")
                .find("`sequence_options`"),
            std::string::npos);
  EXPECT_NE(
      refusal("  - add_column: {table: p, column: " + numbered + "}\n").find("`sequence_options`"),
      std::string::npos);
  // No table inherits here: every CHECK is one that no other table has.
  EXPECT_EQ(
      refusal("  - create_table:\n      name: t\n      columns: [{name: x, type: int}]\n"
              "      constraints: [{name: c, type: check, check: x > 0, no_inherit: true}]\n"),
      "planned");
}

SERVER_TEST(Table, comments_in_expressions_hide_nothing) {
  auto made = plan(
      "  - create_table:\n      name: t\n      columns:\n"
      "        - {name: id, type: int, pk: true, check: {name: k, constraint: \"id > 0 -- x\"}}\n"
      "        - {name: a, type: int, default: \"(5) -- five\", unique: true, comment: kept}\n");
  run_phase(made, Phase::expand);
  run("INSERT INTO t (id) VALUES (1)");
  EXPECT_EQ(value("SELECT a FROM t"), "5");
  EXPECT_EQ(failure("INSERT INTO t (id) VALUES (2)"), db::Failure::unique_violation);
  EXPECT_EQ(value("SELECT column_comment FROM information_schema.columns WHERE table_schema = "
                  "DATABASE() AND table_name = 't' AND column_name = 'a'"),
            "kept");
  auto added = plan(
      "  - add_column: {table: t, column: {name: b, type: int, nullable: true}, up: \"a + 1 # "
      "up\"}\n");
  run_phase(added, Phase::expand);
  run("INSERT INTO t (id, a) VALUES (3, 8)");
  EXPECT_EQ(value("SELECT b FROM t WHERE id = 3"), "9");
}

SERVER_TEST(Sql, each_statement_is_a_step_and_rows_commit_with_their_record) {
  run("CREATE TABLE t (id INT PRIMARY KEY, n INT)");
  run("INSERT INTO t VALUES (1, 1), (2, 2), (3, 3), (4, 4)");
  auto plan = this->plan(
      "  - sql:\n      up: |\n        ALTER TABLE t ADD COLUMN m INT;\n        UPDATE t SET m = "
      "1;\n"
      "      down: ALTER TABLE t DROP COLUMN m\n");
  ASSERT_EQ(plan.steps.size(), 2u);
  EXPECT_FALSE(plan.steps[0].transactional);
  EXPECT_TRUE(plan.steps[1].transactional);
  run_phase(plan, Phase::expand);
  Migration m = migration("  - sql: {up: SELECT 1}\n");
  SqlBackfill body;
  body.sql = SqlText{RawSql("UPDATE t SET m = id * 10 WHERE {{batch}} AND m = 1"), {}};
  body.table = Identifier("t");
  m.operations[0].body = body;
  auto schema = inspect();
  auto fill = dialect_->plan(m, schema, runner_.get());
  run_phase(fill, Phase::backfill, 3);
  EXPECT_EQ(value("SELECT SUM(m) FROM t"), "100");
  undo(plan);
  EXPECT_EQ(inspect().table("t")->columns.size(), 2u);
  EXPECT_NE(refusal("  - sql: {up: COMMIT}\n").find("runner"), std::string::npos);
}

SERVER_TEST(Inspect, defaults_can_be_used_again) {
  run("CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, a VARCHAR(20) NOT NULL DEFAULT 'it''s "
      "\\\\ "
      "b', b VARCHAR(10) DEFAULT '', d DECIMAL(10,2) DEFAULT 1.5, e ENUM('a','b') DEFAULT 'b', f "
      "DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), g VARCHAR(50) "
      "DEFAULT "
      "(CONCAT('it''s', 1)), h BIT(3) DEFAULT b'101', i INT INVISIBLE, j JSON, k INT AS (d + 1) "
      "VIRTUAL, l DATE DEFAULT '2020-01-01', m TEXT DEFAULT ('z')) COMMENT 'c'");
  auto t = *inspect().table("t");
  for (auto& column : t.columns) {
    if (!column.default_sql) continue;
    SCOPED_TRACE(column.name);
    run(fmt::format("CREATE TABLE c_{0} (x {1} DEFAULT {2})", column.name, column.type,
                    *column.default_sql));
    run(fmt::format("INSERT INTO c_{} VALUES ()", column.name));
    run("DELETE FROM t");
    run("INSERT INTO t () VALUES ()");
    if (column.name != "f") {
      EXPECT_EQ(value(fmt::format("SELECT x FROM c_{}", column.name)),
                value(fmt::format("SELECT {} FROM t", column.name)));
    }
  }
  EXPECT_TRUE(t.column("id")->identity);
  EXPECT_TRUE(t.column("f")->default_constant);
  EXPECT_FALSE(t.column("g")->default_constant);
  EXPECT_EQ(t.column("f")->extra["on_update"].substr(0, 3), is_mysql() ? "CUR" : "cur");
  EXPECT_EQ(t.column("i")->extra["invisible"], "1");
  EXPECT_EQ(t.column("j")->type, "json");
  EXPECT_TRUE(t.checks.empty());
  EXPECT_TRUE(t.column("k")->generated);
  std::set<std::string> none, one = {"t"};
  EXPECT_TRUE(dialect_->inspect(*runner_, &none).tables.empty());
  EXPECT_EQ(dialect_->inspect(*runner_, &one).tables.size(), 1u);
}

TEST(Encryption, is_read_from_the_options_of_a_table) {
  EXPECT_EQ(encryption("row_format=DYNAMIC ENCRYPTION='Y'"), "ENCRYPTION='Y'");
  EXPECT_EQ(encryption("ENCRYPTION=\"Y\""), "ENCRYPTION='Y'");
  EXPECT_EQ(encryption("ENCRYPTION='N'"), "");
  EXPECT_EQ(encryption("`ENCRYPTED`=YES `ENCRYPTION_KEY_ID`=12"),
            "ENCRYPTED=YES ENCRYPTION_KEY_ID=12");
  EXPECT_EQ(encryption("encrypted=yes"), "ENCRYPTED=YES");
  EXPECT_EQ(encryption("`ENCRYPTED`=NO partitioned"), "");
  EXPECT_EQ(encryption(""), "");
}

// Without a SELECT, which not every server takes.
SERVER_TEST(KeptColumn, has_the_type_of_what_is_dropped) {
  run("CREATE TABLE t (id VARCHAR(20) CHARACTER SET latin1 PRIMARY KEY, a TIMESTAMP(3) NULL, b "
      "ENUM('x','it''s') NULL, c JSON NULL, d VARCHAR(9) COLLATE utf8mb4_bin NOT NULL DEFAULT 'q', "
      "e POINT NULL, f DECIMAL(9,2) UNSIGNED NULL)");
  auto types = [&](const std::string& tables, const std::string& column) {
    return rows(
        "SELECT COLUMN_TYPE, COLLATION_NAME FROM information_schema.COLUMNS WHERE "
        "TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE '" +
        tables + "' AND COLUMN_NAME IN ('id', '" + column + "') ORDER BY COLUMN_NAME");
  };
  for (const char* column : {"a", "b", "c", "d", "e", "f"}) {
    auto plan = this->plan("  - drop_column: {table: t, column: " + std::string(column) + "}\n");
    auto& copy = plan.of(Phase::contract).back()->copy;
    ASSERT_TRUE(copy) << column;
    auto& create = copy->steps.at(0).sql;
    ASSERT_EQ(create.size(), 1u);
    EXPECT_EQ(create[0].find("SELECT"), std::string::npos);
    runner_->query(create[0]);
    EXPECT_EQ(types("migrate\\_kept%", column), types("t", column)) << column;
    run("DROP TABLE " + value("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA "
                              "= DATABASE() AND TABLE_NAME LIKE 'migrate\\_kept%'"));
  }
}

// They would end the RENAME in contract.
SERVER_TEST(RenameTable, is_refused_where_foreign_keys_would_get_too_long_names) {
  run("CREATE TABLE owners (id INT PRIMARY KEY)");
  run("CREATE TABLE t (id INT PRIMARY KEY, o INT, FOREIGN KEY (o) REFERENCES owners (id))");
  auto to = [](std::size_t length) {
    return "  - rename_table: {from: t, to: " + std::string(length, 'u') + "}\n";
  };
  ASSERT_EQ(inspect().table("t")->foreign_keys.at(0).name, "t_ibfk_1");
  EXPECT_EQ(refusal(to(57)), "planned");
  EXPECT_EQ(refusal(to(58)).find("MIG-PLAN-NAME"), 0u);
}

}  // namespace
}  // namespace migrate::mysql::test
