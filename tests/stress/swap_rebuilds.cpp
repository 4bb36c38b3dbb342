// PostgreSQL: tables that are exchanged for their shadows.
#include "tests/stress/swap_changes.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

// Keys that change and come back, rows that go and come back, in one statement and in several; by
// COPY, by a function with a variable of the table's row type. (Statements with parameters are
// prepared once in each session.)
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
       "($1::integer, $2::integer, -$1::integer)",
       "DELETE FROM items WHERE id = $1::integer;\nCOPY items (id, amount, place) FROM PROGRAM "
       "'echo "
       "$1,$2,-$1' (FORMAT csv)",
       "SELECT put_item($1::integer, $2::integer)"}};
}

// All rows are there again behind it. It keeps all others waiting.
Change with_truncate(Change change) {
  for (auto* says : {&change.old_code, &change.new_code})
    says->rare_update = "SELECT empty_and_fill($1::integer, $2::integer)";
  return change;
}

const std::string items =
    "CREATE TABLE owners (id integer PRIMARY KEY);"
    "INSERT INTO owners VALUES (1), (2);"
    "CREATE TABLE items (id integer PRIMARY KEY, amount integer NOT NULL, place integer NOT NULL "
    "UNIQUE, owner integer NOT NULL DEFAULT 1 REFERENCES owners);"
    "CREATE INDEX items_amount ON items (amount) INCLUDE (place);"
    "CREATE FUNCTION put_item(of integer, content integer) RETURNS integer LANGUAGE plpgsql AS $$\n"
    "DECLARE item items%ROWTYPE;\n"
    "BEGIN\n"
    "  SELECT * INTO STRICT item FROM items WHERE id = of;\n"
    "  item.amount := content;\n"
    "  UPDATE items SET amount = item.amount, place = item.place WHERE id = item.id;\n"
    "  RETURN item.id;\n"
    "END $$;"
    "CREATE FUNCTION empty_and_fill(of integer, content integer) RETURNS integer LANGUAGE plpgsql "
    "AS $$\n"
    "DECLARE ids integer[]; amounts bigint[]; places integer[]; owners integer[];\n"
    "BEGIN\n"
    "  PERFORM pg_advisory_xact_lock_shared(4711);\n"  // LockWatch tells it by that
    "  LOCK TABLE items IN ACCESS EXCLUSIVE MODE;\n"
    "  SELECT array_agg(id), array_agg(amount), array_agg(place), array_agg(owner)\n"
    "    INTO ids, amounts, places, owners FROM items;\n"
    "  TRUNCATE items;\n"
    "  INSERT INTO items (id, amount, place, owner)\n"
    "    SELECT * FROM unnest(ids, amounts, places, owners);\n"
    "  UPDATE items SET amount = content WHERE id = of;\n"
    "  RETURN of;\n"
    "END $$;";

Change type_by_shadow() {
  Change change{"alter_column type through a shadow, exchanged after backfill",
                items,
                "INSERT INTO items SELECT n, n, -n FROM generate_series(1, {}) n",
                "  - alter_column: {table: items, column: amount, type: bigint, strategy: shadow}",
                "{}",
                of_items(),
                of_items(),
                "SELECT count(*) FROM items"};
  change.copy_in = "COPY items (id, amount, place) FROM STDIN (FORMAT csv)";
  change.copy_row = "{0},{0},-{0}";
  return change;
}

Change type_by_shadow_and_back() {
  auto change = type_by_shadow();
  change.name = "alter_column type through a shadow, and back by a rollback";
  change.goes_back = true;
  return change;
}

Change rebuilt_and_back() {
  auto change = type_by_shadow();
  change.name = "rebuild_table, and back by a rollback, under long transactions";
  change.migration = "  - rebuild_table: {table: items}";
  change.goes_back = change.long_transactions = true;
  return change;
}

Change rebuilt() {
  auto change = type_by_shadow();
  change.name = "rebuild_table under long transactions";
  change.long_transactions = true;
  change.migration = "  - rebuild_table: {table: items}";
  return change;
}

Change emptied_while_rebuilt() {
  auto change = with_truncate(rebuilt());
  change.name = "rebuild_table of a table that is emptied, under long transactions";
  return change;
}

Change rebuilt_in_order() {
  auto change = type_by_shadow();
  change.name = "rebuild_table in the order of an index";
  change.migration = "  - rebuild_table: {table: items, cluster_by: [amount]}";
  return change;
}

// A row whose key changes sign moves to another partition, mostly.
Change partitioned() {
  auto change = type_by_shadow();
  change.name = "rebuild_table into partitions";
  change.setup = replace_all(change.setup, "NOT NULL UNIQUE", "NOT NULL");
  change.migration =
      "  - rebuild_table:\n      table: items\n      partition_by:\n        hash: [id]\n"
      "        partitions: [{name: items_0, modulus: 3, remainder: 0}, {name: items_1, modulus: 3, "
      "remainder: 1}, {name: items_2, modulus: 3, remainder: 2}]";
  return change;
}

Change partitioned_and_back() {
  auto change = partitioned();
  change.name = "rebuild_table into partitions, and back by a rollback, under long transactions";
  change.goes_back = change.long_transactions = true;
  return change;
}

// Rows change the key by which the copy knows them, and the new one.
Change with_another_key() {
  auto change = type_by_shadow();
  change.name = "rebuild_table with another primary key";
  change.migration =
      "  - rebuild_table: {table: items, primary_key: [place, owner], exchange: backfill}";
  for (auto* says : {&change.old_code, &change.new_code})
    says->other_updates.push_back(
        "UPDATE items SET id = -id, place = -place WHERE id = $1::integer;\n"
        "UPDATE items SET id = -id, place = -place, amount = $2::integer WHERE id = -$1::integer");
  return change;
}

Change with_another_key_and_back() {
  auto change = with_another_key();
  change.name = "rebuild_table with another primary key, and back by a rollback";
  change.goes_back = true;
  return change;
}

// By a column that the old key does not hold: no ON CONFLICT over that any more.
Change partitioned_by_another_key() {
  auto change = with_another_key();
  change.name = "rebuild_table into partitions by a column outside of the key";
  for (auto* says : {&change.old_code, &change.new_code})
    says->other_updates.erase(says->other_updates.begin());
  change.migration =
      "  - rebuild_table:\n      table: items\n      primary_key: [id, place]\n"
      "      exchange: backfill\n      partition_by:\n        hash: [place]\n"
      "        partitions: [{name: items_0, modulus: 2, remainder: 0}, {name: items_1, modulus: 2, "
      "remainder: 1}]";
  return change;
}

Change partitioned_by_another_key_and_back() {
  auto change = partitioned_by_another_key();
  change.name = "rebuild_table into partitions by a column outside of the key, and back";
  change.goes_back = true;
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
  return {with_truncate(type_by_shadow()),
          with_truncate(type_by_shadow_and_back()),
          type_by_shadow_late(),
          rebuilt(),
          emptied_while_rebuilt(),
          rebuilt_and_back(),
          rebuilt_in_order(),
          with_truncate(with_another_key()),
          with_another_key_and_back(),
          with_truncate(partitioned_by_another_key()),
          partitioned_by_another_key_and_back(),
          with_truncate(partitioned()),
          partitioned_and_back()};
}

}  // namespace migrate::test
