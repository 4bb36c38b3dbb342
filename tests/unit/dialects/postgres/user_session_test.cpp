#include "dialects/postgres/operations/user_session.hpp"

#include <gtest/gtest.h>

#include "tests/unit/dialects/postgres/support.hpp"
#include "util/text.hpp"

namespace migrate::postgres {
namespace {

using Texts = std::vector<std::string>;

// "settings > statements" of each part.
Texts shown(const Texts& statements) {
  Texts out;
  for (auto& part : parts_of(statements).all)
    out.push_back((part.settings.empty() ? "" : join(part.settings, "; ") + " > ") +
                  join(part.statements, "; "));
  return out;
}

constexpr auto apart = "CREATE INDEX CONCURRENTLY i ON t (a)";

TEST(PostgresUserSessionText, SettingsGoWithEachPart) {
  EXPECT_EQ(shown({"SET search_path = app", "UPDATE t SET a = 1"}),
            (Texts{"SET search_path = app; UPDATE t SET a = 1"}));
  EXPECT_EQ(shown({"SET search_path = app", apart, "UPDATE t SET a = 1"}),
            (Texts{std::string("SET search_path = app > ") + apart,
                   "SET search_path = app > UPDATE t SET a = 1"}));
  EXPECT_EQ(
      shown({"SET SESSION a.b = 1", "SET work_mem = '1MB'", "SELECT 1", "SET ROLE x",
             "SET work_mem = '2MB'", apart}),
      (Texts{"SET SESSION a.b = 1; SET work_mem = '1MB'; SELECT 1; SET ROLE x; SET work_mem "
             "= '2MB'",
             std::string("SET SESSION a.b = 1; SET ROLE x; SET work_mem = '2MB' > ") + apart}));
  EXPECT_TRUE(parts_of({apart, "RESET ROLE"}).idle_settings);
  EXPECT_EQ(shown({apart, "RESET ROLE"}), Texts{apart});
}

TEST(PostgresUserSessionText, KnowsWhatOnlySets) {
  for (auto* sql : {"SET search_path = app, public", "set session authorization x", "RESET ALL",
                    "LOAD 'age'", "SELECT pg_catalog.set_config('search_path', '', false)",
                    "SELECT set_config('a.b', 'c', false) AS x, set_config('d.e', 'f', false)"})
    EXPECT_TRUE(only_sets_session(sql)) << sql;
  for (auto* sql : {"SET LOCAL a.b = 1", "SET CONSTRAINTS ALL DEFERRED",
                    "SET TRANSACTION READ ONLY", "SELECT set_config('a.b', 'c', true)",
                    "SELECT set_config('a.b', max(id)::text, false) FROM t", "SELECT 1"})
    EXPECT_FALSE(only_sets_session(sql)) << sql;
}

TEST(PostgresUserSessionText, KnowsWhatEndsWithItsPart) {
  for (auto* sql : {"SET LOCAL a.b = 1", "SELECT set_config('a.b', 'c', true)",
                    "PREPARE p AS SELECT 1", "DECLARE c CURSOR FOR SELECT 1",
                    "CREATE TEMP TABLE x (id int)", "CREATE LOCAL TEMPORARY TABLE x (id int)",
                    "SELECT 1 INTO TEMP x", "CREATE TABLE pg_temp.x (id int)",
                    "DO $$ BEGIN PERFORM set_config('a.b', 'c', false); END $$"})
    EXPECT_NE(ends_with_its_part(sql), "") << sql;
  for (auto* sql : {"SET a.b = 1", "CREATE TABLE temp_x (id int)", "SELECT 1 INTO x",
                    "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT set_config('a.b', "
                    "'c', false) $$"})
    EXPECT_EQ(ends_with_its_part(sql), "") << sql;
}

using test::ServerTest;

SERVER_TEST(PostgresUserSession, DownBelongsToItsOwnStepBesideOtherOperations) {
  run("CREATE TABLE t (id int PRIMARY KEY, name text)");
  const auto made = plan(
      "  - rename_column: {table: t, from: name, to: label}\n"
      "  - sql: {up: CREATE TABLE u (id int), down: DROP TABLE u}\n");
  for (auto& step : made.steps) {
    const bool own = step.kind == StepKind::sql;
    EXPECT_EQ(own, step.undo == Texts{"DROP TABLE u"}) << step.id;
    EXPECT_EQ(own, step.own_session.has_value()) << step.id;
  }
}

SERVER_TEST(PostgresUserSession, NothingIsLeft) {
  auto opened = open();
  auto& session = *opened.connection;
  const auto told = [&] {
    return session
        .query(
            "SELECT concat_ws(' ', current_setting('search_path'), "
            "current_setting('lock_timeout'), current_user, "
            "current_setting('row_security'), to_regclass('pg_temp.x'))")
        .rows.at(0)
        .at(0)
        .text;
  };
  session.limit_lock_wait(std::chrono::milliseconds(500));
  const auto before = told();
  session.begin();
  session.query("CREATE TEMP TABLE x (id int)");
  session.query("SET search_path = pg_catalog; SET lock_timeout = 0; SET ROLE pg_monitor");
  session.query("SET row_security = on");
  session.restore_settings();
  session.commit();
  EXPECT_TRUE(session.forget_session());
  EXPECT_EQ(told(), before);
  session.query("PREPARE p AS SELECT 1");
  EXPECT_FALSE(session.forget_session());
}

}  // namespace
}  // namespace migrate::postgres
