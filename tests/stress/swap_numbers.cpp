// Columns that a sequence numbers. `drawn` keeps every number for ever: one that is given out twice
// is an error of the application, even where the first row is gone.
#include "tests/stress/swap_changes.hpp"

namespace migrate::test {
namespace {

Change key_drawn(const std::string& name, const std::string& key, const std::string& new_value) {
  auto wording = [](const std::string& id) {
    return Wording{"WITH t AS (INSERT INTO tickets (id, number, amount) VALUES (" + id +
                       ", $1::integer, $2::integer) RETURNING id) "
                       "INSERT INTO drawn SELECT id FROM t",
                   "UPDATE tickets SET amount = $2::integer WHERE number = $1::integer",
                   "DELETE FROM tickets WHERE number = $1::integer",
                   "SELECT amount::text FROM tickets WHERE number = $1::integer"};
  };
  return {name,
          "CREATE TABLE tickets (id " + key +
              " PRIMARY KEY, number integer NOT NULL UNIQUE, amount integer NOT NULL);"
              "CREATE TABLE drawn (number bigint PRIMARY KEY);",
          "WITH t AS (INSERT INTO tickets (number, amount)"
          " SELECT n, n FROM generate_series(1, {}) n RETURNING id)"
          " INSERT INTO drawn SELECT id FROM t",
          "  - alter_column: {table: tickets, column: id, type: bigint, up: id, down: id}",
          "{}",
          wording("DEFAULT"),
          wording(new_value),
          "SELECT count(*) FROM tickets JOIN drawn ON drawn.number = tickets.id"};
}

Change identity_added() {
  return {
      "add_column identity",
      "CREATE TABLE parcels (id integer PRIMARY KEY, amount integer NOT NULL);"
      "CREATE TABLE drawn (number bigint PRIMARY KEY);",
      "INSERT INTO parcels SELECT n, n FROM generate_series(1, {}) n",
      "  - add_column:\n"
      "      table: parcels\n"
      "      column:\n"
      "        name: number\n"
      "        type: bigint\n"
      "        unique: true\n"
      "        generated: {identity: {user_specified_values: ALWAYS, sequence_options: CACHE 5}}",
      "{}",
      {"INSERT INTO parcels (id, amount) VALUES ($1::integer, $2::integer)",
       "UPDATE parcels SET amount = $2::integer WHERE id = $1::integer",
       "DELETE FROM parcels WHERE id = $1::integer",
       "SELECT amount::text FROM parcels WHERE id = $1::integer"},
      {"WITH p AS (INSERT INTO parcels (id, amount) VALUES ($1::integer, $2::integer) "
       "RETURNING number) INSERT INTO drawn SELECT number FROM p",
       "UPDATE parcels SET amount = $2::integer WHERE id = $1::integer",
       "DELETE FROM parcels WHERE id = $1::integer",
       "SELECT CASE WHEN number IS NULL THEN 'without a number' ELSE amount::text END "
       "FROM parcels WHERE id = $1::integer"},
      "SELECT count(DISTINCT number) FROM parcels"};
}

}  // namespace

std::vector<Change> numbered_changes() {
  return {key_drawn("alter_column type of a serial key", "serial", "nextval('tickets_id_seq')"),
          key_drawn("alter_column type of an identity key",
                    "integer GENERATED ALWAYS AS IDENTITY (CACHE 20)", "DEFAULT"),
          identity_added()};
}

}  // namespace migrate::test
