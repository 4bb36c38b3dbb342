// PostgreSQL: tables that are exchanged for their shadows.
#include "tests/stress/swap_changes.hpp"

namespace migrate::test {
namespace {

// Keys that change and come back, rows that go and come back, in one statement and in several.
Wording of_items() {
  return {
      "INSERT INTO items (id, amount, place) VALUES ($1::integer, $2::integer, -$1::integer)",
      "UPDATE items SET amount = $2::integer WHERE id = $1::integer",
      "DELETE FROM items WHERE id = $1::integer",
      "SELECT amount::text FROM items WHERE id = $1::integer",
      {"INSERT INTO items (id, amount, place) VALUES ($1::integer, $2::integer, -$1::integer) ON "
       "CONFLICT (id) DO UPDATE SET amount = excluded.amount",
       "UPDATE items SET id = -id WHERE id = $1::integer;\nUPDATE items SET id = -id, amount = "
       "$2::integer WHERE id = -$1::integer",
       "DELETE FROM items WHERE id = $1::integer;\nINSERT INTO items (id, amount, place) VALUES "
       "($1::integer, $2::integer, -$1::integer)"}};
}

const std::string items =
    "CREATE TABLE owners (id integer PRIMARY KEY);"
    "INSERT INTO owners VALUES (1), (2);"
    "CREATE TABLE items (id integer PRIMARY KEY, amount integer NOT NULL, place integer NOT NULL "
    "UNIQUE, owner integer NOT NULL DEFAULT 1 REFERENCES owners);"
    "CREATE INDEX items_amount ON items (amount) INCLUDE (place);";

Change type_by_shadow() {
  return {"alter_column type through a shadow, exchanged after backfill",
          items,
          "INSERT INTO items SELECT n, n, -n FROM generate_series(1, {}) n",
          "  - alter_column: {table: items, column: amount, type: bigint, strategy: shadow}",
          "{}",
          of_items(),
          of_items(),
          "SELECT count(*) FROM items"};
}

Change rebuilt() {
  auto change = type_by_shadow();
  change.name = "rebuild_table";
  change.migration = "  - rebuild_table: {table: items}";
  return change;
}

Change rebuilt_in_order() {
  auto change = type_by_shadow();
  change.name = "rebuild_table in the order of an index";
  change.migration = "  - rebuild_table: {table: items, cluster_by: [amount]}";
  return change;
}

Change type_by_shadow_late() {
  const Wording both = {"INSERT INTO parts (id, code) VALUES ($1::integer, $2::integer)",
                        "UPDATE parts SET code = $2::integer WHERE id = $1::integer",
                        "DELETE FROM parts WHERE id = $1::integer",
                        "SELECT code::text FROM parts WHERE id = $1::integer"};
  return {"alter_column type through a shadow, exchanged in contract",
          "CREATE TABLE parts (id integer PRIMARY KEY, code text NOT NULL);"
          "CREATE INDEX parts_code ON parts (code);",
          "INSERT INTO parts SELECT n, n FROM generate_series(1, {}) n",
          "  - alter_column: {table: parts, column: code, type: integer, up: \"code::integer\", "
          "strategy: shadow}",
          "{}",
          both,
          both,
          "SELECT count(*) FROM parts"};
}

}  // namespace

std::vector<Change> rebuild_changes() {
  return {type_by_shadow(), type_by_shadow_late(), rebuilt(), rebuilt_in_order()};
}

}  // namespace migrate::test
