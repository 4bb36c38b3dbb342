// Which changes of type PostgreSQL makes in the catalog alone: asked of the server.
#include "dialects/postgres/replace/type_change.hpp"

#include <fmt/format.h>

#include "tests/unit/dialects/postgres/support.hpp"

namespace migrate::postgres::test {

TEST(PostgresTypes, SpellsAsTheServerDoes) {
  EXPECT_EQ(canonical_type("INT8"), "bigint");
  EXPECT_EQ(canonical_type("VARCHAR( 40 )"), "character varying(40)");
  EXPECT_EQ(canonical_type("decimal(10, 2)"), "numeric(10,2)");
  EXPECT_EQ(canonical_type("timestamptz(3)"), "timestamp(3) with time zone");
  EXPECT_EQ(canonical_type("timestamp"), "timestamp without time zone");
  EXPECT_EQ(canonical_type("\"My Type\""), "\"My Type\"");
  EXPECT_EQ(base_type("timestamp(3) with time zone"), "timestamp with time zone");
}

TEST(PostgresTypes, SharesOnlyWhatKeepsEveryValue) {
  EXPECT_TRUE(can_share("integer", "bigint"));
  EXPECT_TRUE(can_share("smallint", "numeric"));
  EXPECT_TRUE(can_share("integer", "numeric(12,2)"));
  EXPECT_TRUE(can_share("numeric(8,2)", "numeric(12,4)"));
  EXPECT_FALSE(can_share("integer", "numeric(10,2)"));
  EXPECT_FALSE(can_share("bigint", "integer"));
  EXPECT_FALSE(can_share("integer", "text"));
  EXPECT_FALSE(can_share("text", "integer"));
  EXPECT_FALSE(can_share("numeric", "numeric(40,2)"));
  EXPECT_FALSE(can_share("numeric(8,2)", "numeric(9,4)"));
  EXPECT_FALSE(can_share("real", "double precision"));
  EXPECT_FALSE(can_share("timestamp without time zone", "timestamp with time zone"));
}

TEST(PostgresTypes, KnowsAPlainCast) {
  EXPECT_TRUE(is_plain_cast("id", "id", "bigint"));
  EXPECT_TRUE(is_plain_cast("\"id\"::int8", "id", "bigint"));
  EXPECT_TRUE(is_plain_cast("CAST(id AS bigint)", "id", "bigint"));
  EXPECT_TRUE(is_plain_cast("balance::numeric(12, 2)", "balance", "numeric(12,2)"));
  EXPECT_FALSE(is_plain_cast("id + 1", "id", "bigint"));
  EXPECT_FALSE(is_plain_cast("id::integer", "id", "bigint"));
  EXPECT_FALSE(is_plain_cast("coalesce(id, 0)::bigint", "id", "bigint"));
}

struct Pair {
  const char *from, *to, *value;
};

// `value`, behind the bar one that `from` cannot hold.
SERVER_TEST(PostgresTypeChange, BackIsOnlyWhatTheOldTypeHolds) {
  for (auto [from, to, value] :
       {Pair{"integer", "bigint", "7|3000000000"}, Pair{"smallint", "integer", "-5|40000"},
        Pair{"integer", "numeric", "7.00|7.5"}, Pair{"bigint", "numeric(30,2)", "7|1e25"},
        Pair{"integer", "numeric", "7|'NaN'"}, Pair{"numeric(10,2)", "numeric(12,4)", "1.25|1.255"},
        Pair{"numeric(10,2)", "numeric", "1.250|1.255"},
        Pair{"numeric(10,2)", "numeric(12,2)", "1.25|12345678901.25"},
        Pair{"varchar(3)", "varchar(9)", "'abc'|'abc '"},
        Pair{"varchar(3)", "text", "'äöü'|'abcd'"},
        Pair{"varbit(3)", "varbit(9)", "B'101'|B'1010'"},
        Pair{"timestamp(0)", "timestamp(3)", "'2026-01-01'|'2026-01-01 00:00:00.4'"},
        Pair{"timestamptz(3)", "timestamptz", "'2026-01-01'|'2026-01-01 00:00:00.0004'"},
        Pair{"time(0)", "time(3)", "'12:00'|'12:00:00.5'"},
        Pair{"interval(0)", "interval", "'1 month'|'0.5 s'"}}) {
    SCOPED_TRACE(fmt::format("{} -> {}", from, to));
    auto was = canonical_type(from), now = canonical_type(to);
    ASSERT_TRUE(can_share(was, now));
    auto back = cast_back("\"c\"", now, was);
    auto bar = std::string(value).find('|');
    auto read = [&](const std::string& one) {
      return fmt::format("SELECT {} FROM (VALUES (CAST({} AS {}))) AS v (c)", back, one, now);
    };
    auto fits = std::string(value).substr(0, bar), other = std::string(value).substr(bar + 1);
    EXPECT_EQ(rows(read(fits)), rows(fmt::format("SELECT CAST({} AS {})", fits, was)));
    EXPECT_EQ(rows(read("NULL")), rows("SELECT NULL"));
    try {
      run(read(other));
      ADD_FAILURE() << other << " came back as " << value;
    } catch (const db::DbError& error) {
      EXPECT_TRUE(db::is_about_a_row(error.failure())) << error.what();
    }
  }
}

SERVER_TEST(PostgresTypeChange, WhatDoesNotComeBackIsSaidPlainly) {
  try {
    run("SELECT " + cast_back("'one \"two\"'::text", "text", "character varying(5)"));
    ADD_FAILURE() << "it came back";
  } catch (const db::DbError& error) {
    EXPECT_STREQ(error.what(), "one \"two\" does not fit character varying(5)");
  }
}

// Every pair that is called catalog-only keeps the table's and its index's file.
SERVER_TEST(PostgresTypeChange, CatalogOnlyWritesNothing) {
  for (auto [from, to, value] :
       {Pair{"varchar(10)", "varchar(20)", "'a'"}, Pair{"varchar(10)", "varchar", "'a'"},
        Pair{"varchar(10)", "text", "'a'"}, Pair{"text", "varchar", "'a'"},
        Pair{"numeric(8,2)", "numeric(12,2)", "1.5"}, Pair{"numeric(8,2)", "numeric", "1.5"},
        Pair{"timestamp(3)", "timestamp(6)", "now()"},
        Pair{"timestamptz(0)", "timestamptz", "now()"}, Pair{"time(3)", "time(4)", "localtime"},
        Pair{"interval(2)", "interval", "'1 day'"}, Pair{"varbit(4)", "varbit(8)", "B'1'"},
        Pair{"timestamp", "timestamp(6)", "now()"}}) {
    SCOPED_TRACE(fmt::format("{} -> {}", from, to));
    EXPECT_TRUE(is_catalog_only(canonical_type(from), canonical_type(to)));
    run("DROP TABLE IF EXISTS t");
    run(
        fmt::format("CREATE TABLE t (id int PRIMARY KEY, c {}, CONSTRAINT c_set CHECK (c IS NOT "
                    "NULL))",
                    from));
    run("CREATE INDEX t_c ON t (c, id)");
    run(fmt::format("INSERT INTO t VALUES (1, {})", value));
    auto files = [&] {
      return rows(
          "SELECT pg_relation_filenode(oid) FROM pg_class WHERE relname IN ('t', 't_c') "
          "ORDER BY relname");
    };
    auto before = files();
    auto p = plan(fmt::format("  - alter_column: {{table: t, column: c, type: \"{}\"}}\n", to));
    ASSERT_TRUE(p.of(Phase::backfill).empty());
    run_phase(p, Phase::expand);
    EXPECT_EQ(files(), before);
  }
}

SERVER_TEST(PostgresTypeChange, OthersAreNotCalledCatalogOnly) {
  for (auto [from, to, value] :
       {Pair{"integer", "bigint", "1"}, Pair{"varchar(20)", "varchar(10)", "'a'"},
        Pair{"numeric(8,2)", "numeric(9,3)", "1.5"}, Pair{"char(4)", "char(8)", "'a'"},
        Pair{"timestamp(6)", "timestamp(3)", "now()"}}) {
    SCOPED_TRACE(fmt::format("{} -> {}", from, to));
    EXPECT_FALSE(is_catalog_only(canonical_type(from), canonical_type(to)));
    run("DROP TABLE IF EXISTS t");
    run(fmt::format("CREATE TABLE t (id int PRIMARY KEY, c {})", from));
    run(fmt::format("INSERT INTO t VALUES (1, {})", value));
    auto file = [&] { return this->value("SELECT pg_relation_filenode('t')"); };
    auto before = file();
    run(fmt::format("ALTER TABLE t ALTER COLUMN c TYPE {}", to));
    EXPECT_NE(file(), before);
  }
}

}  // namespace migrate::postgres::test
