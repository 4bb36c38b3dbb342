// Columns whose type is a domain: its default is what an INSERT gets that leaves the column out.
#include <fmt/format.h>

#include "schema/facts.hpp"
#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"

namespace migrate::postgres::test {

using Lines = std::vector<std::string>;

const auto own_default =
    "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'users'::regclass";

SERVER_TEST(PostgresDomain, RenameTellsItsDefaultFromAValue) {
  run("CREATE DOMAIN nm AS text DEFAULT 'unknown'");
  run("CREATE DOMAIN checked AS nm CHECK (VALUE <> 'root')");
  run("CREATE DOMAIN code AS text DEFAULT 'c' || gen_random_uuid()::text");
  // Type of the column, and what it holds that is left out; "~": NULL.
  for (auto [type, left_out] : {std::pair{"nm", "unknown"},
                                {"checked", "unknown"},
                                {"nm DEFAULT 'own'", "own"},
                                {"checked DEFAULT 'own'", "own"},
                                {"nm DEFAULT NULL", "~"},
                                {"code", "c"}}) {
    SCOPED_TRACE(type);
    run("DROP TABLE IF EXISTS users");
    run(fmt::format("CREATE TABLE users (id int PRIMARY KEY, name {})", type));
    run("INSERT INTO users VALUES (1, 'Ada'), (2, NULL)");
    run("INSERT INTO users (id) VALUES (3)");
    const auto before = rows(own_default);
    auto p = plan("  - rename_column: {table: users, from: name, to: full_name}\n");
    run_phase(p, Phase::expand);
    run("INSERT INTO users (id, name) VALUES (10, 'Jane Roe')");
    run("INSERT INTO users (id, full_name) VALUES (11, 'Joan Roe')");
    run("INSERT INTO users (id) VALUES (12)");
    run("UPDATE users SET name = 'Grace' WHERE id = 1");
    EXPECT_EQ(rows("SELECT id, left(name, 8), left(full_name, 8) FROM users WHERE id IN (1, 10, "
                   "11) ORDER BY id"),
              (Lines{"1|Grace|Grace", "10|Jane Roe|Jane Roe", "11|Joan Roe|Joan Roe"}));
    run_phase(p, Phase::backfill);
    run_phase(p, Phase::contract);
    run("INSERT INTO users (id) VALUES (13)");
    EXPECT_EQ(rows("SELECT id, CASE WHEN full_name LIKE 'c%-%' THEN 'c' ELSE full_name END FROM "
                   "users WHERE id IN (2, 3, 12, 13) ORDER BY id"),
              (Lines{"2|~", fmt::format("3|{}", left_out), fmt::format("12|{}", left_out),
                     fmt::format("13|{}", left_out)}));
    EXPECT_EQ(rows(own_default), before);
  }
}

SERVER_TEST(PostgresDomain, ItsDefaultIsNoFactOfTheTable) {
  run("CREATE DOMAIN nm AS text DEFAULT 'unknown'");
  run("CREATE TABLE users (id int PRIMARY KEY, name nm)");
  auto schema = inspect();
  EXPECT_FALSE(schema.table("users")->column("name")->default_sql);
  for (auto& fact : facts_of(schema)) {
    if (fact.object != "column name") continue;
    EXPECT_EQ(fact.text(), "nm default none");
    EXPECT_EQ(fact.before, "nm default none");
  }
}

SERVER_TEST(PostgresDomain, DownReplacesTheDefaultOfAnOldColumn) {
  run("CREATE DOMAIN nm AS text DEFAULT 'unknown'");
  run("CREATE TABLE users (id int PRIMARY KEY, name nm NOT NULL, nick nm NOT NULL)");
  run("INSERT INTO users VALUES (1, 'Ada Love', 'countess')");
  auto p = plan(
      "  - split_column:\n"
      "      table: users\n"
      "      column: name\n"
      "      into: [{name: first, type: text, up: \"split_part(name, ' ', 1)\"}, {name: last, "
      "type: text, up: \"split_part(name, ' ', 2)\"}]\n"
      "      down: first || ' ' || last\n"
      "  - drop_column: {table: users, column: nick, down: \"'n' || id\"}\n");
  run_phase(p, Phase::expand);
  run("INSERT INTO users (id, first, last) VALUES (2, 'Joan', 'Roe')");
  run("INSERT INTO users (id, name, nick) VALUES (3, 'Jane Roe', 'jay')");
  EXPECT_EQ(
      rows("SELECT id, name, first, last, nick FROM users ORDER BY id"),
      (Lines{"1|Ada Love|~|~|countess", "2|Joan Roe|Joan|Roe|n2", "3|Jane Roe|Jane|Roe|jay"}));
  run_phase(p, Phase::backfill);
  run_phase(p, Phase::contract);
}

SERVER_TEST(PostgresDomain, ADroppedColumnComesBackWithoutARewrite) {
  run("CREATE DOMAIN code AS uuid DEFAULT gen_random_uuid()");
  run("CREATE TABLE users (id int PRIMARY KEY, code code NOT NULL)");
  run("INSERT INTO users VALUES (1)");
  auto p = plan("  - drop_column: {table: users, column: code}\n");
  run_phase(p, Phase::contract);
  const auto file = value("SELECT pg_relation_filenode('users')");
  for (auto* step : p.of(Phase::contract)) {
    if (!step->copy) continue;
    for (auto& restored : step->copy->steps.back().restore)
      for (auto& sql : restored.sql) run(sql);
  }
  run("INSERT INTO users VALUES (2)");
  EXPECT_EQ(rows("SELECT id, code IS NULL FROM users ORDER BY id"), (Lines{"1|1", "2|0"}));
  EXPECT_EQ(value("SELECT pg_relation_filenode('users')"), file);
}

SERVER_TEST(PostgresDomain, ANewColumnIsEmptyAndWritesNoRow) {
  auto found = [&](const std::string& operations) {
    Lines all;
    const auto p = plan(operations);
    for (auto* step : p.of(Phase::expand))
      if (step->kind == StepKind::check)
        for (auto& line : rows(step->sql.at(0))) all.push_back(line);
    return all;
  };
  run("CREATE DOMAIN pos AS int CHECK (VALUE > 0)");
  run("CREATE DOMAIN pos2 AS pos");
  run("CREATE DOMAIN code AS uuid DEFAULT gen_random_uuid()");
  run("CREATE DOMAIN nm AS text DEFAULT 'unknown'");
  run("CREATE DOMAIN plain AS nm");
  run("ALTER DOMAIN plain DROP DEFAULT");
  run("CREATE TYPE pair AS (a pos2, b nm)");
  run("CREATE TABLE users (id int PRIMARY KEY, name text)");
  run("INSERT INTO users VALUES (1, 'Ada Love')");
  const std::string add = "  - add_column: {table: users, column: {name: c, type: ";
  for (auto [type, has] : {std::pair{"pos", "pos|constraints"},
                           {"pos2", "pos|constraints"},
                           {"code", "code|default gen_random_uuid()"},
                           {"nm", "nm|default 'unknown'::text"}}) {
    SCOPED_TRACE(type);
    auto lines = found(add + type + ", nullable: true}}\n");
    ASSERT_FALSE(lines.empty());
    EXPECT_EQ(lines.at(0), has);
  }
  EXPECT_EQ(found(add + "nm, nullable: true}, up: upper(name)}\n").size(), 1U);
  EXPECT_EQ(found(add + "nm, nullable: true, default: clock_timestamp()}}\n").size(), 1U);
  EXPECT_EQ(found("  - alter_column: {table: users, column: name, type: nm}\n").size(), 1U);
  EXPECT_EQ(found("  - split_column: {table: users, column: name, into: [{name: first, type: nm, "
                  "up: name}, {name: last, type: nm, up: name}], down: first}\n")
                .size(),
            2U);
  for (auto* type : {"'pos2[]'", "pair", "plain", "'nm[]'", "nm, default: \"'x'\""}) {
    SCOPED_TRACE(type);
    const auto file = value("SELECT pg_relation_filenode('users')");
    auto p = plan(add + type + ", nullable: true}}\n");
    run_phase(p, Phase::expand);
    EXPECT_EQ(value("SELECT pg_relation_filenode('users')"), file);
    undo(p);
  }
}

}  // namespace migrate::postgres::test
