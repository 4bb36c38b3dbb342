// Defaults whose value the session decides: in sessions with clocks of their own.
#include "dialects/postgres/operations/defaults.hpp"

#include <fmt/format.h>

#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"

namespace migrate::postgres::test {

using Lines = std::vector<std::string>;

TEST(PostgresDefaults, TellsWhatNoSessionChanges) {
  const std::string instant = "timestamp with time zone", clock = "timestamp without time zone";
  using Default = std::pair<const char*, std::string>;
  for (auto& [sql, type] :
       {Default{"now()", instant}, Default{"CURRENT_TIMESTAMP(3)", "timestamp(3) with time zone"},
        Default{"transaction_timestamp()", instant}, Default{"timezone('utc'::text, now())", clock},
        Default{"(now() AT TIME ZONE 'utc'::text)", clock},
        Default{"(now() AT TIME ZONE 'Europe/Berlin')", "timestamp(0) without time zone"},
        Default{"'2020-01-01 00:00:00'::timestamp without time zone", clock},
        Default{"'2020-01-01 00:00:00+00'::timestamp with time zone", instant},
        Default{"'2020-01-01'::date", "date"}, Default{"'1 day'::interval", "interval"},
        Default{"NULL::timestamp without time zone", clock}, Default{"0", "integer"},
        Default{"'new'::character varying", "character varying(20)"}, Default{"NULL", "text"},
        Default{"('a'::text)::character varying", "character varying(20)"}})
    EXPECT_TRUE(is_same_everywhere(sql, type)) << sql << " of " << type;
  for (auto& [sql, type] :
       {Default{"now()", clock}, Default{"now()", "date"}, Default{"now()", "text"},
        Default{"CURRENT_TIMESTAMP", clock}, Default{"LOCALTIMESTAMP", clock},
        Default{"LOCALTIMESTAMP", instant}, Default{"CURRENT_DATE", "date"},
        Default{"CURRENT_TIME", "time with time zone"}, Default{"(now())::date", "date"},
        Default{"((now() AT TIME ZONE 'utc'::text))::date", "date"},
        Default{"(now() AT TIME ZONE 'utc'::text)", instant},
        Default{"((now() AT TIME ZONE 'utc'::text) AT TIME ZONE 'utc'::text)", clock},
        Default{"('now'::text)::date", "date"},
        Default{"('now'::text)::timestamp without time zone", clock},
        Default{"'2020-01-01 00:00:00+00'::timestamp with time zone", clock},
        Default{"'2020-01-01'::date", instant}, Default{"'2020-01-01'::date", "text"},
        Default{"gen_random_uuid()", "uuid"}, Default{"my_clock()", instant}})
    EXPECT_FALSE(is_same_everywhere(sql, type)) << sql << " of " << type;
}

// In two of them it is another day than in UTC, one of the two at any moment.
const Lines zones = {"Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago",
                     "UTC"};

SERVER_TEST(PostgresTimeDefaults, RenameTellsATimeThatIsGivenInAnyZone) {
  for (auto& zone : zones) {
    SCOPED_TRACE(zone);
    run("DROP TABLE IF EXISTS t CASCADE");
    run("CREATE TABLE t (id int PRIMARY KEY, a timestamp NOT NULL DEFAULT now(), b date NOT NULL "
        "DEFAULT CURRENT_DATE, c timestamptz NOT NULL DEFAULT now(), d timestamp NOT NULL DEFAULT "
        "(now() AT TIME ZONE 'utc'), e date DEFAULT 'now'::text::date, f time DEFAULT LOCALTIME)");
    std::string operations;
    for (auto* column : {"a", "b", "c", "d", "e", "f"})
      operations +=
          fmt::format("  - rename_column: {{table: t, from: {0}, to: new_{0}}}\n", column);
    auto p = plan(operations);
    run_phase(p, Phase::expand);
    auto session = open().connection;
    session->query("SET TimeZone = '" + zone + "'");
    session->query("INSERT INTO t (id) VALUES (1)");
    session->query(
        "INSERT INTO t (id, a, b, c, d, e, f) VALUES (2, '2020-01-01', '2020-01-01', '2020-01-01', "
        "'2020-01-01', '2020-01-01', '00:00')");
    session->query(
        "INSERT INTO t (id, new_a, new_b, new_c, new_d, new_e, new_f) VALUES (3, '2020-01-01', "
        "'2020-01-01', '2020-01-01', '2020-01-01', '2020-01-01', '00:00')");
    run_phase(p, Phase::backfill);
    EXPECT_EQ(rows("SELECT id, a = new_a, b = new_b, c = new_c, d = new_d, e = new_e, f = new_f "
                   "FROM t ORDER BY id"),
              (Lines{"1|1|1|1|1|1|1", "2|1|1|1|1|1|1", "3|1|1|1|1|1|1"}));
    auto years =
        "SELECT id, extract(year FROM a), extract(year FROM b), extract(year FROM c AT "
        "TIME ZONE '" +
        zone +
        "'), extract(year FROM d), extract(year FROM e), f FROM t WHERE id > 1 "
        "ORDER BY id";
    EXPECT_EQ(rows(years), (Lines{"2|2020|2020|2020|2020|2020|00:00:00",
                                  "3|2020|2020|2020|2020|2020|00:00:00"}));
  }
}

// Of a default that cannot be told an INSERT that gives the new columns has left the old one out.
SERVER_TEST(PostgresTimeDefaults, SplitFollowsWhoGivesASideInAnyZone) {
  for (auto& zone : zones) {
    SCOPED_TRACE(zone);
    run("DROP TABLE IF EXISTS t CASCADE");
    run("CREATE TABLE t (id int PRIMARY KEY, at timestamp NOT NULL DEFAULT now(), k uuid NOT NULL "
        "DEFAULT gen_random_uuid(), utc timestamp NOT NULL DEFAULT (now() AT TIME ZONE 'utc'))");
    auto p = plan(
        "  - split_column:\n"
        "      table: t\n"
        "      column: at\n"
        "      into: [{name: day, type: date, up: \"at::date\"}, {name: clock, type: time, up: "
        "\"at::time\"}]\n"
        "      down: day + clock\n"
        "  - split_column:\n"
        "      table: t\n"
        "      column: k\n"
        "      into: [{name: key, type: text, up: \"k::text\"}]\n"
        "      down: key::uuid\n"
        "  - split_column:\n"
        "      table: t\n"
        "      column: utc\n"
        "      into: [{name: utc_day, type: date, up: \"utc::date\"}, {name: utc_clock, type: "
        "time, up: \"utc::time\"}]\n"
        "      down: utc_day + utc_clock\n");
    run_phase(p, Phase::expand);
    auto session = open().connection;
    session->query("SET TimeZone = '" + zone + "'");
    session->query("INSERT INTO t (id) VALUES (1)");
    session->query(
        "INSERT INTO t (id, at, k, utc) VALUES (2, '2020-01-01 10:00', "
        "'00000000-0000-0000-0000-000000000002', '2020-01-01 10:00')");
    session->query(
        "INSERT INTO t (id, day, clock, key, utc_day, utc_clock) VALUES (3, '2021-01-01', '11:00', "
        "'00000000-0000-0000-0000-000000000003', '2021-01-01', '11:00')");
    run_phase(p, Phase::backfill);
    EXPECT_EQ(rows("SELECT id, at = day + clock, k = key::uuid, utc = utc_day + utc_clock FROM t "
                   "ORDER BY id"),
              (Lines{"1|1|1|1", "2|1|1|1", "3|1|1|1"}));
    EXPECT_EQ(rows("SELECT id, at, right(key, 1), utc_clock FROM t WHERE id > 1 ORDER BY id"),
              (Lines{"2|2020-01-01 10:00:00|2|10:00:00", "3|2021-01-01 11:00:00|3|11:00:00"}));
  }
}

// Where it cannot be told the default stays, in whatever zone; else `down` takes its place.
SERVER_TEST(PostgresTimeDefaults, DropColumnFillsOnlyWhatIsToldFromAValue) {
  for (auto& zone : zones) {
    SCOPED_TRACE(zone);
    run("DROP TABLE IF EXISTS t CASCADE");
    run("CREATE TABLE t (id int PRIMARY KEY, year int, a timestamp NOT NULL DEFAULT now(), b "
        "timestamptz NOT NULL DEFAULT now(), c timestamp NOT NULL DEFAULT (now() AT TIME ZONE "
        "'utc'))");
    auto p = plan(
        "  - drop_column: {table: t, column: a, down: \"make_timestamp(year, 7, 1, 0, 0, 0)\"}\n"
        "  - drop_column: {table: t, column: b, down: \"make_timestamptz(year, 7, 1, 0, 0, 0, "
        "'UTC')\"}\n"
        "  - drop_column: {table: t, column: c, down: \"make_timestamp(year, 7, 1, 0, 0, 0)\"}\n");
    run_phase(p, Phase::expand);
    auto session = open().connection;
    session->query("SET TimeZone = '" + zone + "'");
    session->query("INSERT INTO t (id, year) VALUES (1, 2000)");
    session->query(
        "INSERT INTO t (id, year, a, b, c) VALUES (2, 2000, '2010-07-01', '2010-07-01', "
        "'2010-07-01')");
    EXPECT_EQ(
        rows("SELECT id, extract(year FROM a) > 2010, extract(year FROM b), extract(year FROM "
             "c) FROM t WHERE id = 1"),
        Lines{"1|1|2000|2000"});
    EXPECT_EQ(rows("SELECT extract(year FROM a), extract(year FROM b), extract(year FROM c) FROM t "
                   "WHERE id = 2"),
              Lines{"2010|2010|2010"});
  }
}

SERVER_TEST(PostgresColumn, ADefaultThatAChildHasOfItsOwnIsNotOverwritten) {
  auto refusal = [&](const std::string& what) -> std::string {
    auto schema = inspect();
    auto change = "  - alter_column: {table: " + what + "}\n";
    try {
      dialect_->plan(migration(change), schema, app_.get());
    } catch (const Error& error) {
      return error.report().what;
    }
    return "";
  };
  run("CREATE TABLE p (id int PRIMARY KEY, n int DEFAULT 1, m int)");
  run("CREATE TABLE c () INHERITS (p)");
  run("CREATE TABLE d () INHERITS (c)");
  EXPECT_EQ(refusal("p, column: n, default: \"2\""), "");
  EXPECT_EQ(refusal("p, column: n, default: null"), "");
  run("ALTER TABLE d ALTER n SET DEFAULT 5, ALTER m SET DEFAULT 5");
  for (auto* what : {"p, column: n, default: \"2\"", "p, column: n, default: null",
                     "c, column: n, default: \"2\"", "p, column: m, default: \"2\""})
    EXPECT_NE(refusal(what).find("has another default in child table d"), std::string::npos)
        << what;
  // Nothing is changed, or no other table.
  EXPECT_EQ(refusal("p, column: m, default: null"), "");
  EXPECT_EQ(refusal("d, column: n, default: \"2\""), "");
}

}  // namespace migrate::postgres::test
