// What cannot be carried to another table is refused before anything is changed, in one sentence
// each.
#include "tests/unit/dialects/postgres/attached_fixture.hpp"

namespace migrate::postgres {

ATTACHED_TEST(test::AttachedTest, WhatCannotBeCarriedIsRefused) {
  set_up("");
  auto version = std::stoi(value("SHOW server_version_num"));
  run("CREATE ROLE " + quote_name(database_ + "_other"));
  auto plain = "CREATE TABLE orders (id int PRIMARY KEY, state text); ";
  std::string numbered = "CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY); ";
  std::string its_sequence =
      " the sequence of an identity column of table \"orders\", and the new table has one of its "
      "own";
  std::string whole =
      " \"whole\" is over the row of table \"orders\" as a whole: drop it, and create it again "
      "when this has contracted";
  std::vector<std::pair<std::string, std::string>> all = {
      {"CREATE TABLE orders (id int) PARTITION BY LIST (id)",
       "table \"orders\" is partitioned: its partitions have the rows"},
      {"CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE orders PARTITION OF p FOR "
       "VALUES IN (1)",
       "table \"orders\" is a partition of another table"},
      {std::string(plain) + "CREATE MATERIALIZED VIEW m AS SELECT id FROM orders",
       "materialized view public.m reads table \"orders\": to make it again would read all its "
       "rows under the lock"},
      {std::string(plain) + "CREATE FUNCTION f(orders) RETURNS int LANGUAGE sql AS 'SELECT 1'",
       "function public.f(public.orders) is built on the row type of table \"orders\""},
      {std::string(plain) +
           "CREATE FUNCTION f() RETURNS SETOF orders LANGUAGE sql AS 'SELECT * FROM orders'",
       "function public.f() is built on the row type of table \"orders\""},
      {std::string(plain) + "CREATE TABLE other (id int, o orders)",
       "column o of table public.other is built on the row type of table \"orders\""},
      {std::string(plain) + "CREATE TABLE other (id int, o orders[])",
       "column o of table public.other is built on the row type of table \"orders\""},
      {std::string(plain) + "CREATE DOMAIN d AS orders",
       "type public.d is built on the row type of table \"orders\""},
      {std::string(plain) + "CREATE TYPE pair AS (a orders)",
       "column a of composite type public.pair is built on the row type of table \"orders\""},
      {std::string(plain) + "CREATE VIEW v AS SELECT o FROM orders o; CREATE MATERIALIZED VIEW m "
                            "AS SELECT count(*) FROM v",
       "view v reads the row type of \"orders\" and cannot be made again: it is needed by "
       "materialized view public.m"},
      {std::string(plain) + "CREATE PUBLICATION every FOR ALL TABLES",
       "publication \"every\" publishes all tables: the new table would be sent to subscribers "
       "while it is filled"},
      {std::string(plain) + "CREATE TABLE kid () INHERITS (orders)",
       "table \"kid\" has columns or constraints that are only inherited: they would become its "
       "own"},
      {std::string(plain) + "CREATE TABLE a (); CREATE TABLE kid (id int NOT NULL, state text) "
                            "INHERITS (a); ALTER TABLE kid INHERIT orders",
       "table \"kid\" inherits from several tables, whose order would change"},
      {std::string(plain) + "CREATE TABLE other (id int); CREATE CONSTRAINT TRIGGER t AFTER INSERT "
                            "ON other FROM orders FOR EACH ROW EXECUTE FUNCTION note('x')",
       "trigger t on table public.other depends on table \"orders\""},
      {std::string(plain) + "CREATE TABLE other (id int CHECK ('orders'::regclass <> 0))",
       "constraint other_check on table public.other depends on table \"orders\""},
      {std::string(plain) + "INSERT INTO pg_seclabel VALUES ('orders'::regclass, "
                            "'pg_class'::regclass, 0, 'p', 'secret')",
       "table \"orders\" cannot be made anew: it has a security label"},
      {std::string(plain) +
           "GRANT SELECT ON orders TO @role WITH GRANT OPTION; SET ROLE @role; GRANT "
           "SELECT ON orders TO " +
           quote_name(database_ + "_other") + "; RESET ROLE",
       "table \"orders\" cannot be made anew: it has privileges that role " + database_ +
           "_role, not its owner, has granted"},
      {std::string(plain) + "CREATE TRIGGER migrate_notes AFTER INSERT ON orders FOR EACH ROW "
                            "EXECUTE FUNCTION note('x'); CREATE STATISTICS migrate_states ON id, "
                            "state FROM orders",
       "statistics object migrate_states has a name like the tool's own: rename it\n"
       "trigger migrate_notes has a name like the tool's own: rename it"},
      {std::string(plain) + "CREATE SCHEMA IF NOT EXISTS migrate; CREATE FUNCTION migrate.own() "
                            "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE "
                            "TRIGGER zz_migrate_log AFTER INSERT ON orders FOR EACH ROW EXECUTE "
                            "FUNCTION migrate.own()",
       ""},
      {numbered + "CREATE TABLE other (id int DEFAULT nextval('orders_id_seq'))",
       "default value for column id of table public.other uses" + its_sequence},
      {numbered + "ALTER TABLE orders ADD second int DEFAULT nextval('orders_id_seq')",
       "default value for column second of table public.orders uses" + its_sequence},
      {numbered + "CREATE VIEW v AS SELECT last_value FROM orders_id_seq",
       "public.v uses" + its_sequence},
      {numbered, ""},
      {"CREATE TABLE orders (id serial PRIMARY KEY); CREATE TABLE other (id int DEFAULT "
       "nextval('orders_id_seq'))",
       ""},
      {std::string(plain) + "CREATE INDEX whole ON orders ((orders IS NULL))", "index" + whole},
      {std::string(plain) + "CREATE INDEX whole ON orders (id) WHERE orders IS NOT NULL",
       "index" + whole},
      {std::string(plain) + "ALTER TABLE orders ADD CONSTRAINT whole EXCLUDE (id WITH =) WHERE "
                            "(orders IS NOT NULL)",
       "index" + whole},
      {std::string(plain) + "ALTER TABLE orders ADD CONSTRAINT whole CHECK (orders IS NOT NULL)",
       "constraint" + whole},
      {std::string(plain) + "CREATE INDEX states ON orders ((state IS NULL)) WHERE id > 0", ""},
      {std::string(plain) + "ALTER EXTENSION plpgsql ADD TABLE orders",
       "table \"orders\" cannot be made anew: it belongs to extension plpgsql"},
      {std::string(plain) + "ALTER TABLE customers ADD UNIQUE (name); CREATE TABLE parts (id int "
                            "REFERENCES orders) PARTITION BY LIST (id)",
       version >= 180000
           ? ""
           : "foreign key \"parts_id_fkey\" of table \"parts\", which is partitioned, "
             "can be given to another table only by reading all rows under the lock "
             "(PostgreSQL 18 can do without)"}};
  if (version >= 150000)
    all.push_back({std::string(plain) + "CREATE PUBLICATION every FOR TABLES IN SCHEMA public",
                   "publication \"every\" publishes schema public: the new table would be sent to "
                   "subscribers while it is filled"});
  if (version >= 140000)
    for (auto body :
         {"INSERT INTO orders VALUES (1)", "SELECT; UPDATE orders AS o SET state = ''",
          "DELETE FROM orders", "WITH gone AS (DELETE FROM orders RETURNING id) SELECT FROM gone",
          "SELECT FROM orders FOR UPDATE"})
      all.push_back(
          {std::string(plain) + "CREATE FUNCTION f() RETURNS void LANGUAGE sql BEGIN ATOMIC " +
               body + "; END",
           "function public.f() writes or locks rows of table \"orders\" in a parsed body: a call "
           "that waits at the exchange would do so in the old table (until contract give it a "
           "body that is a string, AS $$ … $$)"});
  if (version >= 140000)
    all.push_back({std::string(plain) +
                       "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC "
                       "INSERT INTO notes SELECT id, state FROM orders; SELECT 1; END",
                   ""});
  for (auto& [sql, sentence] : all) {
    SCOPED_TRACE(sql);
    run("BEGIN");
    if (sql.find("seclabel") != std::string::npos) run("SET LOCAL allow_system_table_mods = on");
    run(replace_all(sql, "@role", role_));
    EXPECT_EQ(join(refusals(), "\n"), sentence);
    run("ROLLBACK");
  }
  run("DROP ROLE " + quote_name(database_ + "_other"));
}

ATTACHED_TEST(test::AttachedTest, ColumnsThatGoAreRefusedWhereSomethingReadsThem) {
  set_up(
      "CREATE TABLE orders (id int PRIMARY KEY, state text);"
      "CREATE VIEW v AS SELECT state FROM orders;"
      "CREATE POLICY p ON orders USING (state <> '');"
      "CREATE STATISTICS s ON id, state FROM orders;"
      "CREATE TRIGGER t AFTER UPDATE OF state ON orders FOR EACH ROW EXECUTE FUNCTION note('t');"
      "CREATE RULE r AS ON UPDATE TO orders WHERE old.state = '' DO INSTEAD NOTHING;"
      "CREATE POLICY p ON notes USING (EXISTS (SELECT 1 FROM orders WHERE state = ''));"
      "CREATE TABLE lines (orders int REFERENCES orders)");
  auto name = ", which the new table has not by that name";
  EXPECT_EQ(join(refusals({{}, {{"state", "status"}}, {}, {}}), "\n"),
            fmt::format("statistics object \"s\" reads column \"state\"{0}\n"
                        "policy \"p\" of table \"orders\" reads column \"state\"{0}\n"
                        "trigger \"t\" of table \"orders\" reads column \"state\"{0}\n"
                        "view v reads column \"state\"{0}\n"
                        "rule \"r\" of table \"orders\" reads column \"state\"{0}\n"
                        "policy \"p\" of table \"notes\" reads column \"state\"{0}",
                        name));
  EXPECT_EQ(join(refusals({{}, {}, {"id"}, {}}), "\n"),
            fmt::format("statistics object \"s\" reads column \"id\"{0}\n"
                        "foreign key \"lines_orders_fkey\" of table \"lines\" reads column "
                        "\"id\"{0}",
                        name));
}

ATTACHED_TEST(test::AttachedTest, ForWhomThisRoleMayNotActIsRefused) {
  set_up(
      "CREATE TABLE orders (id int PRIMARY KEY, state text); CREATE TABLE lines (orders int);"
      "CREATE VIEW v AS SELECT state FROM orders;"
      "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'DECLARE o \"orders\" % ROWTYPE; BEGIN "
      "RETURN 1; END';"
      "CREATE STATISTICS s ON id, state FROM orders; CREATE PUBLICATION p FOR TABLE orders;"
      "ALTER TABLE lines ADD FOREIGN KEY (orders) REFERENCES orders");
  run("ALTER TABLE orders OWNER TO " + owner_);
  run("SET ROLE " + owner_);
  auto who = value("SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'lines'");
  EXPECT_EQ(
      join(refusals(), "\n"),
      fmt::format("function public.f() has a variable of orders%ROWTYPE and belongs to role {0}, "
                  "for which this role may not act\n"
                  "statistics object \"s\" belongs to role {0}, for which this role may not act\n"
                  "publication \"p\" belongs to role {0}, for which this role may not act\n"
                  "foreign key \"lines_orders_fkey\" of table \"lines\" belongs to role {0}, for "
                  "which this role may not act\n"
                  "view v reads table \"orders\" and belongs to role {0}, for which this role may "
                  "not act",
                  who));
  run("SET ROLE " + role_);
  EXPECT_NE(join(refusals(), "\n").find("table \"orders\" cannot be made anew: it belongs to role"),
            std::string::npos);
  run("RESET ROLE");
}

}  // namespace migrate::postgres
