// A table with everything on it is rebuilt and exchanged: pg_dump and the catalog tell no
// difference.
#include <iostream>

#include "tests/unit/dialects/postgres/attached_fixture.hpp"

namespace migrate::postgres {

using test::Rebuilt;

namespace {

constexpr auto everything = R"(
CREATE TABLE orders (
  id int GENERATED ALWAYS AS IDENTITY (START 100 INCREMENT 5 CACHE 3),
  serial_no serial,
  customer int NOT NULL DEFAULT 1,
  parent int,
  state text DEFAULT 'new' COLLATE "C",
  price numeric(10,2) DEFAULT 1,
  doubled numeric GENERATED ALWAYS AS (price * 2) STORED,
  place int DEFAULT nextval('loose'),
  during int4range,
  body text,
  CONSTRAINT orders_key PRIMARY KEY (id) WITH (fillfactor = 80),
  CONSTRAINT "Orders of a serial" UNIQUE (serial_no) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT orders_apart EXCLUDE USING gist (during WITH &&),
  CONSTRAINT orders_price CHECK (price > 0),
  CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers ON DELETE CASCADE,
  CONSTRAINT orders_parent FOREIGN KEY (parent) REFERENCES orders ON DELETE SET NULL
) WITH (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_vacuum_threshold = 77);
CREATE INDEX orders_state ON orders (state DESC NULLS LAST) INCLUDE (price) WHERE price > 1;
CREATE INDEX orders_lower ON orders (lower(state));
CREATE UNIQUE INDEX orders_place ON orders (place, customer);
COMMENT ON TABLE orders IS 'it''s all "orders"';
COMMENT ON COLUMN orders.state IS 'how far';
COMMENT ON INDEX orders_state IS 'by state';
COMMENT ON INDEX orders_key IS 'the key';
COMMENT ON CONSTRAINT orders_price ON orders IS 'no gifts';
COMMENT ON CONSTRAINT "Orders of a serial" ON orders IS 'once';
COMMENT ON CONSTRAINT orders_parent ON orders IS 'of itself';
ALTER TABLE orders ALTER state SET STATISTICS 500;
ALTER TABLE orders ALTER customer SET (n_distinct = -0.5, n_distinct_inherited = 7);
ALTER TABLE orders ALTER body SET STORAGE EXTERNAL;
ALTER INDEX orders_lower ALTER COLUMN 1 SET STATISTICS 300;
ALTER TABLE orders CLUSTER ON orders_place;
ALTER TABLE orders ALTER place SET NOT NULL;
ALTER TABLE orders REPLICA IDENTITY USING INDEX orders_place;
CREATE STATISTICS orders_related (dependencies, mcv) ON customer, state FROM orders;
ALTER STATISTICS orders_related SET STATISTICS 400;
COMMENT ON STATISTICS orders_related IS 'they hang together';
CREATE TRIGGER tell AFTER INSERT OR UPDATE OF state, price ON orders FOR EACH ROW
  WHEN (new.price > 0) EXECUTE FUNCTION note('told "ON public.orders " ');
CREATE TRIGGER "odd ON public.orders name" AFTER DELETE ON orders FOR EACH ROW EXECUTE FUNCTION note('gone ');
CREATE TRIGGER silent AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note('silent ');
CREATE TRIGGER always AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note('always ');
CREATE TRIGGER replica AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note('replica ');
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON orders DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION note('late ');
ALTER TABLE orders DISABLE TRIGGER silent;
ALTER TABLE orders ENABLE ALWAYS TRIGGER always;
ALTER TABLE orders ENABLE REPLICA TRIGGER replica;
COMMENT ON TRIGGER tell ON orders IS 'tells';
COMMENT ON CONSTRAINT late ON orders IS 'tells late';
CREATE RULE keep AS ON UPDATE TO orders WHERE old.state = 'kept' DO INSTEAD NOTHING;
CREATE RULE itself AS ON DELETE TO orders DO ALSO UPDATE orders SET parent = NULL WHERE parent = old.id;
ALTER TABLE orders DISABLE RULE itself;
COMMENT ON RULE keep ON orders IS 'kept';
ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON orders FOR SELECT TO ROLE USING (state <> 'hidden');
CREATE POLICY family ON orders AS RESTRICTIVE USING (parent IS NULL OR EXISTS
  (SELECT 1 FROM orders AS o WHERE o.id = orders.parent)) WITH CHECK (price < 1000);
COMMENT ON POLICY family ON orders IS 'looks at itself';
GRANT SELECT, INSERT ON orders TO ROLE WITH GRANT OPTION;
GRANT UPDATE ON orders TO PUBLIC;
GRANT UPDATE (state), SELECT (price, state) ON orders TO ROLE;
GRANT USAGE ON SEQUENCE orders_id_seq TO ROLE;
COMMENT ON SEQUENCE orders_id_seq IS 'numbers';
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT DELETE ON TABLES TO ROLE;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO ROLE;
CREATE TABLE lines (id int PRIMARY KEY, orders int CONSTRAINT lines_orders REFERENCES orders
  ON DELETE CASCADE DEFERRABLE, other int);
ALTER TABLE lines ADD CONSTRAINT lines_other FOREIGN KEY (other) REFERENCES orders NOT VALID;
COMMENT ON CONSTRAINT lines_orders ON lines IS 'whose';
ALTER TABLE lines ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON lines USING (EXISTS (SELECT 1 FROM orders AS o WHERE o.id = lines.orders));
CREATE RULE count AS ON INSERT TO lines DO ALSO UPDATE orders SET price = price + 1 WHERE id = new.orders;
ALTER TABLE lines DISABLE RULE count;
CREATE VIEW open_orders WITH (security_barrier = true) AS SELECT id, state, price FROM orders WHERE
  state = 'new' WITH LOCAL CHECK OPTION;
COMMENT ON VIEW open_orders IS 'still open';
GRANT SELECT ON open_orders TO ROLE;
CREATE VIEW dear AS SELECT o.*, l.id AS line FROM open_orders o JOIN lines l ON l.orders = o.id;
CREATE VIEW how_many AS SELECT count(*) AS n FROM orders;
CREATE VIEW grouped AS SELECT id, state FROM orders GROUP BY id;
CREATE VIEW whole AS SELECT o AS "order", 'orders'::regclass AS t FROM orders o;
CREATE RULE write AS ON INSERT TO how_many DO INSTEAD INSERT INTO orders (price) VALUES (new.n);
CREATE MATERIALIZED VIEW seen AS SELECT count(*) AS n FROM open_orders;
CREATE FUNCTION dear(orders_id int) RETURNS numeric LANGUAGE plpgsql AS $$
  DECLARE o orders%ROWTYPE; BEGIN SELECT * INTO o FROM orders WHERE id = orders_id; RETURN o.price; END $$;
CREATE PUBLICATION named FOR TABLE orders, lines;
)";

constexpr auto from_14 = R"(
ALTER TABLE orders ALTER body SET COMPRESSION pglz;
CREATE STATISTICS "orders words" ON (lower(state)), body, customer FROM orders;
CREATE FUNCTION total() RETURNS numeric LANGUAGE sql BEGIN ATOMIC SELECT sum(price) FROM orders; END;
)";
constexpr auto from_15 = R"(
CREATE UNIQUE INDEX orders_nulls ON orders (body) NULLS NOT DISTINCT;
CREATE PUBLICATION filtered FOR TABLE orders (id, customer, place, state) WHERE (place > 5 AND customer < 100);
)";
constexpr auto from_18 = R"(
ALTER TABLE orders ADD tripled numeric GENERATED ALWAYS AS (price * 3) VIRTUAL;
ALTER TABLE orders ADD CONSTRAINT has_body NOT NULL body;
COMMENT ON CONSTRAINT has_body ON orders IS 'a body';
ALTER TABLE lines ADD not_enforced int CONSTRAINT loose_end REFERENCES orders NOT ENFORCED;
)";

}  // namespace

class EverythingTest : public test::AttachedTest {
 protected:
  void everything() {
    auto version = std::stoi(value("SHOW server_version_num"));
    std::string script = postgres::everything;
    if (version >= 140000) script += from_14;
    if (version >= 150000) script += from_15;
    if (version >= 180000) script += from_18;
    set_up(script);
    run("INSERT INTO customers VALUES (1, 'a')");
    run("ALTER TABLE orders DISABLE TRIGGER USER");
    run("INSERT INTO orders (body, during, price) SELECT 'b' || n, int4range(n, n + 1), n FROM "
        "generate_series(1, 50) AS n");
    run("ALTER TABLE orders ENABLE TRIGGER USER");
    run("ALTER TABLE orders DISABLE TRIGGER silent");
    run("ALTER TABLE orders ENABLE ALWAYS TRIGGER always");
    run("ALTER TABLE orders ENABLE REPLICA TRIGGER replica");
    run("ALTER TABLE orders OWNER TO " + owner_);
    run("UPDATE orders SET parent = 100 WHERE id > 200");
    run("INSERT INTO lines SELECT id, id FROM orders WHERE id < 150");
  }
};

ATTACHED_TEST(EverythingTest, IsCarriedOverAndBack) {
  everything();
  auto before = now();
  if (before.dump.empty()) std::cerr << "no pg_dump of this server's version: the catalog alone\n";
  auto notes = value("SELECT count(*) FROM notes");
  Rebuilt rebuilt(*app_, "orders");
  EXPECT_EQ(join(rebuilt.attached().refusals, "\n"), "");
  rebuilt.make();
  rebuilt.swap();
  EXPECT_EQ(value("SELECT count(*) FROM notes"), notes);
  EXPECT_EQ(value("SELECT n FROM how_many"), "50");
  EXPECT_EQ(value("SELECT dear(100)"), "1.00");
  // What comes next goes on, behind the numbers that a session may still have.
  run("INSERT INTO orders (body) VALUES ('next')");
  EXPECT_EQ(value("SELECT max(id), max(serial_no), max(place) FROM orders"), "355|51|51");
  EXPECT_EQ(value("SELECT string_agg(what, ',' ORDER BY id) FROM notes"),
            "always 355,told \"ON public.orders \" 355,late 355");
  // The old table fires nothing, and takes any value.
  run("INSERT INTO migrate_old_orders (id, body, place) VALUES (7, 'x', 999)");
  run("UPDATE migrate_old_orders SET id = 8, state = 'kept' WHERE id = 7");
  run("UPDATE migrate_old_orders SET price = 77 WHERE id = 8");
  EXPECT_EQ(value("SELECT price FROM migrate_old_orders WHERE id = 8"), "77.00");
  run("DELETE FROM migrate_old_orders WHERE id = 8");
  EXPECT_EQ(value("SELECT count(*) FROM notes"), "3");
  run("DELETE FROM orders WHERE id = 355");
  run("DELETE FROM notes");

  rebuilt.swap_back();
  EXPECT_EQ(value("SELECT last_value FROM orders_id_seq"),
            value("SELECT last_value FROM " + name_on_shadow(rebuilt.names(), "orders_id_seq")));
  rebuilt.swap();
  rebuilt.swap_back();
  run("DROP TABLE migrate_shadow_orders");
  expect_as(before);

  Rebuilt again(*app_, "orders");
  EXPECT_EQ(join(again.attached().refusals, "\n"), "");
  again.make();
  again.swap();
  again.drop_old();
  expect_as(before);
  // Nothing keeps the old one's identity.
  EXPECT_EQ(value("SELECT dear(100)"), "1.00");
  EXPECT_EQ(value("SELECT count(*) FROM orders o JOIN lines l ON l.orders = o.id"), "10");
  EXPECT_ANY_THROW(run("INSERT INTO lines VALUES (1, -1)"));
}

ATTACHED_TEST(test::AttachedTest, OfAnotherTypeIsCarriedToo) {
  set_up(
      "CREATE TABLE orders (id serial PRIMARY KEY, n int GENERATED BY DEFAULT AS IDENTITY, state "
      "varchar(10));"
      "CREATE TABLE lines (orders int REFERENCES orders);"
      "CREATE VIEW v AS SELECT id, state FROM orders;"
      "CREATE VIEW over_v AS SELECT max(id) AS id FROM v;"
      "CREATE VIEW states AS SELECT state FROM orders;"
      "CREATE POLICY p ON orders USING (id > 5 AND n > 6);"
      "CREATE POLICY q ON orders USING (EXISTS (SELECT 1 FROM orders AS o WHERE o.n = orders.id));"
      "CREATE TRIGGER t AFTER UPDATE ON orders FOR EACH ROW WHEN (old.id <> new.n) EXECUTE "
      "FUNCTION note('t');"
      "INSERT INTO orders (state) VALUES ('a'), ('b'); INSERT INTO lines VALUES (1)");
  Rebuilt rebuilt(*app_, "orders", {{{"id", "bigint"}, {"n", "bigint"}}, {}, {}, {}});
  EXPECT_EQ(join(rebuilt.attached().refusals, "\n"), "");
  auto before = now();
  rebuilt.make();
  rebuilt.swap();
  auto after = now();
  EXPECT_EQ(value("SELECT pg_typeof(max(id)) FROM over_v"), "bigint");
  run("SELECT setval('orders_id_seq', 3000000000), setval('orders_n_seq', 3000000000)");
  run("INSERT INTO orders (state) VALUES ('c')");
  EXPECT_EQ(value("SELECT max(id), max(n) FROM orders"), "3000000001|3000000001");
  run("DELETE FROM orders WHERE state = 'c'");
  run("SELECT setval('orders_id_seq', 2), setval('orders_n_seq', 2)");
  rebuilt.swap_back();
  run("DROP TABLE migrate_shadow_orders");
  expect_as(before);
}

ATTACHED_TEST(test::AttachedTest, WhatHasNoMeaningForTheTypeFailsBeforeTheCopy) {
  for (auto* one :
       {"CREATE POLICY p ON orders USING (state LIKE 'a%')",
        "CREATE POLICY p ON orders USING (EXISTS (SELECT 1 FROM lines WHERE state LIKE 'a%'))",
        "CREATE TRIGGER t AFTER UPDATE ON orders FOR EACH ROW WHEN (new.state LIKE 'a%') EXECUTE "
        "FUNCTION note('t')",
        "CREATE VIEW v AS SELECT id FROM orders WHERE state LIKE 'a%'",
        "CREATE RULE r AS ON UPDATE TO orders WHERE old.state LIKE 'a%' DO INSTEAD NOTHING",
        "CREATE POLICY p ON lines USING (EXISTS (SELECT 1 FROM orders WHERE state LIKE 'a%'))",
        "ALTER TABLE orders ADD UNIQUE (state); CREATE TABLE kids (state text REFERENCES orders "
        "(state))"}) {
    SCOPED_TRACE(one);
    if (role_.empty())
      set_up("CREATE TABLE orders (id int PRIMARY KEY, state text); CREATE TABLE lines (id int)");
    run(std::string("DROP TABLE IF EXISTS kids, orders, lines CASCADE;"
                    "CREATE TABLE orders (id int PRIMARY KEY, state text);"
                    "CREATE TABLE lines (id int);") +
        one);
    Rebuilt rebuilt(*app_, "orders", {{{"state", "integer"}}, {}, {}, {}});
    EXPECT_EQ(join(rebuilt.attached().refusals, "\n"), "");
    auto before = now();
    try {
      rebuilt.make();
      ADD_FAILURE() << "nothing failed";
    } catch (const db::DbError&) {
      app_->rollback();
    }
    EXPECT_EQ(value("SELECT count(*) FROM migrate_shadow_orders"), "0");
    run("DROP TABLE migrate_shadow_orders");
    expect_as(before);
  }
}

// The server words the row with the table's name.
ATTACHED_TEST(test::AttachedTest, PoliciesOverTheWholeRowAreMadeInTheExchange) {
  set_up(
      "CREATE TABLE orders (id int PRIMARY KEY, state text); INSERT INTO orders VALUES (1, 'a');"
      "CREATE POLICY p ON orders USING (to_jsonb(orders.*) ->> 'state' <> 'x');"
      "CREATE POLICY q ON orders WITH CHECK (orders IS NOT NULL)");
  auto before = now();
  Rebuilt rebuilt(*app_, "orders");
  EXPECT_EQ(join(rebuilt.attached().refusals, "\n"), "");
  rebuilt.make();
  rebuilt.swap();
  rebuilt.swap_back();
  run("DROP TABLE migrate_shadow_orders");
  expect_as(before);
  Rebuilt again(*app_, "orders");
  again.make();
  again.swap();
  again.drop_old();
  expect_as(before);
}

class MeanwhileTest : public test::AttachedTest {
 protected:
  // Statements, and what the exchange says of each.
  void all_stop(const Rebuilt& rebuilt,
                const std::vector<std::pair<std::string, std::string>>& all) {
    for (auto& [sql, part] : all) {
      SCOPED_TRACE(sql);
      run("BEGIN");
      run(sql);
      run("SAVEPOINT s");
      try {
        auto& swap = rebuilt.attached().swap;
        for (auto* list : {&swap.checks, &swap.views, &swap.under_lock})
          for (auto& statement : *list) run(statement);
        ADD_FAILURE() << "nobody noticed";
      } catch (const db::DbError& e) {
        EXPECT_NE(std::string(e.what()).find(part), std::string::npos) << e.what();
      }
      run("ROLLBACK");
    }
  }
};

ATTACHED_TEST(MeanwhileTest, WhatComesMeanwhileStopsTheExchange) {
  set_up(
      "CREATE TABLE orders (id int PRIMARY KEY, state text); CREATE TABLE lines (id int);"
      "CREATE VIEW v AS SELECT state FROM orders");
  std::vector<std::pair<std::string, std::string>> all = {
      {"GRANT SELECT ON orders TO " + role_, "owner and privileges"},
      {"COMMENT ON COLUMN orders.state IS 'x'", "comments"},
      {"CREATE POLICY p ON orders USING (true)", "policies"},
      {"CREATE TRIGGER t AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note('x')",
       "triggers"},
      {"CREATE INDEX i ON orders (state)", "indexes"},
      {"ALTER TABLE orders ADD CHECK (id > 0)", "constraints"},
      {"ALTER TABLE orders ADD more int", "columns"},
      {"ALTER TABLE orders SET (fillfactor = 50)", "settings"},
      {"ALTER TABLE orders ENABLE ROW LEVEL SECURITY", "settings"},
      {"ALTER TABLE lines ADD FOREIGN KEY (id) REFERENCES orders", "foreign keys to it"},
      {"CREATE PUBLICATION p FOR TABLE orders", "publications"},
      {"CREATE STATISTICS s ON id, state FROM orders", "statistics"},
      {"CREATE RULE r AS ON DELETE TO orders DO ALSO NOTHING", "rules"},
      {"CREATE TABLE kid () INHERITS (orders)", "inheritance"},
      {"CREATE POLICY p ON lines USING (EXISTS (SELECT 1 FROM orders))",
       "policies or rules that read it"},
      {"CREATE VIEW w AS SELECT state FROM orders", "left on the table that orders was: public.w"},
      {"CREATE MATERIALIZED VIEW w AS SELECT state FROM orders", "orders was: public.w"},
      {"CREATE FUNCTION f(orders) RETURNS int LANGUAGE sql AS 'SELECT 1'", "function public.f("},
      {"CREATE SEQUENCE mine OWNED BY orders.id", "sequence public.mine"},
      {"CREATE OR REPLACE VIEW v AS SELECT state || 'x' AS state FROM orders", "\"v\""}};
  Rebuilt rebuilt(*app_, "orders");
  rebuilt.make();
  all_stop(rebuilt, all);
  rebuilt.swap();
}

ATTACHED_TEST(MeanwhileTest, WhatComesToAnIdentityStopsTheExchange) {
  set_up("CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state text)");
  Rebuilt rebuilt(*app_, "orders");
  rebuilt.make();
  auto sequences = "roll this migration back): sequences of identity columns";
  all_stop(rebuilt, {{"ALTER TABLE orders ALTER id SET CACHE 7", sequences},
                     {"GRANT USAGE ON SEQUENCE orders_id_seq TO " + role_, sequences},
                     {"COMMENT ON SEQUENCE orders_id_seq IS 'numbers'", sequences},
                     {"CREATE TABLE other (id int DEFAULT nextval('orders_id_seq'))",
                      "left on the table that orders was: default value for column id of table "
                      "public.other"}});
  // Where it stands is no part of it.
  run("INSERT INTO orders (state) VALUES ('a')");
  rebuilt.swap();
}

ATTACHED_TEST(test::AttachedTest, InheritanceIsCarriedWhereItLeavesNoTrace) {
  set_up(
      "CREATE TABLE base (id int, state text);"
      "CREATE TABLE orders (id int PRIMARY KEY, state text) INHERITS (base);"
      "CREATE TABLE kid (id int NOT NULL, state text, more int);"
      "ALTER TABLE kid INHERIT orders;"
      "INSERT INTO orders VALUES (1, 'a'); INSERT INTO kid VALUES (2, 'b')");
  auto before = now();
  Rebuilt rebuilt(*app_, "orders");
  EXPECT_EQ(join(rebuilt.attached().refusals, "\n"), "");
  rebuilt.make();
  rebuilt.swap();
  EXPECT_EQ(value("SELECT count(*) FROM base"), "2");
  EXPECT_EQ(value("SELECT count(*) FROM orders"), "2");
  EXPECT_EQ(value("SELECT count(*) FROM migrate_old_orders"), "1");
  rebuilt.swap_back();
  run("DROP TABLE migrate_shadow_orders");
  expect_as(before);
}

ATTACHED_TEST(test::AttachedTest, ATablespaceIsKept) {
  // In the server's own directory: minor versions of 2022 and later.
  auto space = quote_name(database_ + "_space");
  run("SET allow_in_place_tablespaces = on");
  run("CREATE TABLESPACE " + space + " LOCATION ''");
  set_up("CREATE TABLE orders (id int PRIMARY KEY, state text) TABLESPACE " + space +
         "; INSERT INTO orders VALUES (1, 'a')");
  auto before = now();
  Rebuilt rebuilt(*app_, "orders");
  EXPECT_EQ(join(rebuilt.attached().refusals, "\n"), "");
  rebuilt.make();
  rebuilt.swap();
  EXPECT_EQ(value("SELECT spcname FROM pg_class AS c JOIN pg_tablespace AS s ON s.oid = "
                  "c.reltablespace WHERE relname = 'orders'"),
            database_ + "_space");
  rebuilt.drop_old();
  expect_as(before);
  run("DROP TABLE orders");
  run("DROP TABLESPACE " + space);
}

}  // namespace migrate::postgres
