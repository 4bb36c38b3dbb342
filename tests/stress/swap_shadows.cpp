// MySQL and MariaDB: tables that are exchanged for their shadows, or renamed; columns beside
// others.
#include <fmt/format.h>

#include "tests/stress/swap_changes.hpp"
#include "tests/support/server.hpp"

namespace migrate::test {
namespace {

// Rows n of 1 to {0}.
const std::string numbers =
    "(SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n FROM digits a, digits "
    "b,"
    " digits c, digits e, digits f HAVING n <= {0}) AS numbers";

const std::string digits =
    "CREATE TABLE digits (d INT PRIMARY KEY);"
    "INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);";

// Each item has an owner of its own, so that it can go by a cascade.
Change table_altered() {
  const Wording both = {
      "INSERT INTO owners (id) VALUES ($1);\nINSERT INTO items (id, owner, amount) VALUES ($1, $1, "
      "$2)",
      "UPDATE items SET amount = $2 WHERE id = $1",
      "DELETE FROM owners WHERE id = $1",
      "SELECT amount FROM items WHERE id = $1",
      {"INSERT INTO items (id, owner, amount) VALUES ($1, $1, $2) ON DUPLICATE KEY UPDATE amount = "
       "VALUES(amount)",
       "REPLACE INTO items (id, owner, amount) VALUES ($1, $1, $2)",
       "DELETE FROM items WHERE id = $1;\nINSERT IGNORE INTO items (id, owner, amount) VALUES ($1, "
       "$1, $2)",
       "UPDATE items SET id = -id WHERE id = $1;\nUPDATE items SET id = -id, amount = $2 WHERE id "
       "= "
       "-$1"}};
  return {"alter_table, exchanged after backfill",
          digits +
              "CREATE TABLE owners (id INT PRIMARY KEY);"
              "CREATE TABLE items (id INT NOT NULL PRIMARY KEY, owner INT NOT NULL, amount INT NOT "
              "NULL, note VARCHAR(20) NOT NULL DEFAULT '', KEY items_amount (amount), CONSTRAINT "
              "items_owner FOREIGN KEY (owner) REFERENCES owners (id) ON DELETE CASCADE);",
          "INSERT INTO owners SELECT n FROM " + numbers +
              ";INSERT INTO items SELECT n, n, n, CONCAT('note ', n) FROM " + numbers,
          "  - alter_table: {table: items, alter: \"MODIFY amount BIGINT NOT NULL, ADD KEY "
          "items_note (note)\"}",
          "{}",
          both,
          both,
          "SELECT COUNT(*) FROM items",
          true};
}

Change type_changed_late() {
  const Wording both = {"INSERT INTO parts (id, code) VALUES ($1, $2)",
                        "UPDATE parts SET code = $2 WHERE id = $1",
                        "DELETE FROM parts WHERE id = $1",
                        "SELECT CAST(code AS CHAR) FROM parts WHERE id = $1",
                        {"REPLACE INTO parts (id, code) VALUES ($1, $2)"}};
  return {"alter_column type, exchanged in contract",
          digits +
              "CREATE TABLE parts (id INT NOT NULL PRIMARY KEY, code VARCHAR(20) NOT NULL, KEY "
              "parts_code (code));",
          "INSERT INTO parts SELECT n, n FROM " + numbers,
          "  - alter_column: {table: parts, column: code, type: int, up: \"CAST(code AS "
          "SIGNED)\", down: code}",
          "{}",
          both,
          both,
          "SELECT COUNT(*) FROM parts"};
}

// Two tables exchanged in one statement, with a foreign key that acts between them.
Change key_widened() {
  const std::string line = ";\nUPDATE order_lines SET amount = $2 WHERE order_id = $1";
  const Wording both = {
      "INSERT INTO orders (id, total) VALUES ($1, $2);\nINSERT INTO order_lines (id, order_id, "
      "amount) VALUES ($1, $1, $2)",
      "UPDATE orders SET total = $2 WHERE id = $1" + line,
      "DELETE FROM orders WHERE id = $1",
      "SELECT CONCAT(o.total, '/', l.amount) FROM orders o JOIN order_lines l ON l.order_id = o.id "
      "WHERE o.id = $1",
      {"INSERT INTO orders (id, total) VALUES ($1, $2) ON DUPLICATE KEY UPDATE total = "
       "VALUES(total)" +
           line,
       "DELETE FROM order_lines WHERE order_id = $1;\nUPDATE orders SET id = -id WHERE id = $1;\n"
       "UPDATE orders SET id = -id, total = $2 WHERE id = -$1;\nINSERT INTO order_lines (id, "
       "order_id, amount) VALUES ($1, $1, $2)"}};
  Change change = {
      "alter_column type of a key and of what refers to it",
      digits +
          "CREATE TABLE orders (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, total INT NOT NULL);"
          "CREATE TABLE order_lines (id INT NOT NULL PRIMARY KEY, order_id INT NOT NULL, amount "
          "INT NOT NULL, KEY lines_order (order_id), CONSTRAINT lines_order FOREIGN KEY "
          "(order_id) REFERENCES orders (id) ON DELETE CASCADE);",
      "INSERT INTO orders SELECT n, n FROM " + numbers +
          ";INSERT INTO order_lines SELECT n, n, n FROM " + numbers,
      "  - alter_column: {table: orders, column: id, type: bigint}\n"
      "  - alter_column: {table: order_lines, column: order_id, type: bigint}",
      "{0}/{0}",
      both,
      both,
      "SELECT COUNT(*) FROM orders o JOIN order_lines l ON l.order_id = o.id",
      true};
  change.per_second = 15;
  return change;
}

Change made_unique() {
  const Wording both = {"INSERT INTO seats (id, seat) VALUES ($1, $2)",
                        "UPDATE seats SET seat = $2 WHERE id = $1",
                        "DELETE FROM seats WHERE id = $1",
                        "SELECT seat FROM seats WHERE id = $1",
                        {"UPDATE IGNORE seats SET seat = $2 WHERE id = $1"}};
  return {"alter_table with a unique index, exchanged in contract",
          digits + "CREATE TABLE seats (id INT NOT NULL PRIMARY KEY, seat INT NOT NULL);",
          "INSERT INTO seats SELECT n, n FROM " + numbers,
          "  - alter_table: {table: seats, alter: \"ADD UNIQUE KEY seats_seat (seat), ADD CHECK "
          "(seat > 0)\"}",
          "{}",
          both,
          both,
          "SELECT COUNT(*) FROM seats"};
}

// MySQL: the table cannot have a shadow. MariaDB: it has one.
Change type_changed_beside() {
  Change change = type_changed_late();
  change.name = "alter_column type of a table that deletes from itself";
  change.setup =
      digits +
      "CREATE TABLE parts (id INT NOT NULL PRIMARY KEY, code VARCHAR(20) NOT NULL, parent "
      "INT, KEY parts_code (code), CONSTRAINT parts_parent FOREIGN KEY (parent) "
      "REFERENCES parts (id) ON DELETE CASCADE);";
  change.fill = "INSERT INTO parts (id, code) SELECT n, n FROM " + numbers;
  return change;
}

Wording of_number(const std::string& table) {
  return {"INSERT INTO " + table + " (id, name) VALUES ($1, $2)",
          "UPDATE " + table + " SET name = $2 WHERE id = $1",
          "DELETE FROM " + table + " WHERE id = $1",
          "SELECT name FROM " + table + " WHERE id = $1",
          {"INSERT INTO " + table +
               " (id, name) VALUES ($1, $2) ON DUPLICATE KEY UPDATE name = VALUES(name)",
           "REPLACE INTO " + table + " (id, name) VALUES ($1, $2)"}};
}

Change table_renamed() {
  return {"rename_table",
          digits + "CREATE TABLE customers (id INT NOT NULL PRIMARY KEY, name INT NOT NULL);",
          "INSERT INTO customers SELECT n, n FROM " + numbers,
          "  - rename_table: {from: customers, to: clients}",
          "{}",
          of_number("customers"),
          of_number("clients"),
          "SELECT COUNT(*) FROM clients"};
}

Wording of_people(const std::string& columns, const std::string& values, const std::string& set,
                  const std::string& read) {
  auto insert = "INTO people (id, " + columns + ") VALUES ($1, " + values + ")";
  return {"INSERT " + insert,
          "UPDATE people SET " + set + " WHERE id = $1",
          "DELETE FROM people WHERE id = $1",
          "SELECT " + read + " FROM people WHERE id = $1",
          {"REPLACE " + insert, "INSERT " + insert + " ON DUPLICATE KEY UPDATE " + set}};
}

Wording of_one() {
  return of_people("name", "CONCAT('F', $2, ' L', $2)", "name = CONCAT('F', $2, ' L', $2)", "name");
}

Wording of_two() {
  return of_people("first_name, last_name", "CONCAT('F', $2), CONCAT('L', $2)",
                   "first_name = CONCAT('F', $2), last_name = CONCAT('L', $2)",
                   "CONCAT(first_name, ' ', last_name)");
}

// Its columns lie beside the old one.
Change without_exchange(Change change) {
  change.exchanges = false;
  return change;
}

Change column_split() {
  return {"split_column",
          digits + "CREATE TABLE people (id INT NOT NULL PRIMARY KEY, name VARCHAR(60) NOT NULL);",
          "INSERT INTO people SELECT n, CONCAT('F', n, ' L', n) FROM " + numbers,
          "  - split_column:\n"
          "      table: people\n"
          "      column: name\n"
          "      into:\n"
          "        - {name: first_name, type: varchar(30), up: \"substring_index(name, ' ', 1)\"}\n"
          "        - {name: last_name, type: varchar(30), up: \"substring_index(name, ' ', -1)\"}\n"
          "      down: \"concat(first_name, ' ', last_name)\"",
          "F{0} L{0}",
          of_one(),
          of_two(),
          "SELECT COUNT(*) FROM people"};
}

Change columns_merged() {
  return {
      "merge_columns",
      digits +
          "CREATE TABLE people (id INT NOT NULL PRIMARY KEY, first_name VARCHAR(30), last_name "
          "VARCHAR(30));",
      "INSERT INTO people SELECT n, CONCAT('F', n), CONCAT('L', n) FROM " + numbers,
      "  - merge_columns:\n"
      "      table: people\n"
      "      columns: [first_name, last_name]\n"
      "      into: {name: name, type: varchar(60), up: \"concat(first_name, ' ', last_name)\"}\n"
      "      down:\n"
      "        first_name: \"substring_index(name, ' ', 1)\"\n"
      "        last_name: \"substring_index(name, ' ', -1)\"",
      "F{0} L{0}",
      of_two(),
      of_one(),
      "SELECT COUNT(*) FROM people"};
}

// The row is replaced by one from a file, and put there by one when it is gone: a file of the
// application's, which every server takes that has local_infile on (duplicates and values that do
// not fit are warnings then), and one of the server's, unless that is not of scripts/servers and
// reads no file of this machine.
Change with_files(Change change, EngineKind engine, const std::string& table,
                  const std::string& columns, const std::string& new_table = {}) {
  auto add = [&](Wording& says, const std::string& name) {
    const auto load = [&](const char* from, const char* how) {
      return fmt::format("LOAD DATA {} {} INTO TABLE {} FIELDS TERMINATED BY ',' {}", from, how,
                         name, columns);
    };
    const std::string away = "DELETE FROM " + name + " WHERE id = $1;\n";
    for (const char* from : {"LOCAL INFILE '$LOCAL'", "INFILE '$FILE'"}) {
      if (from[0] == 'I' && !files_of(engine)) continue;
      for (const std::string& update :
           {load(from, "REPLACE"), away + load(from, ""), away + load(from, "IGNORE")})
        says.other_updates.push_back(update);
    }
  };
  add(change.old_code, table);
  add(change.new_code, new_table.empty() ? table : new_table);
  return change;
}

}  // namespace

std::vector<Change> shadow_changes(EngineKind engine) {
  return {with_files(table_altered(), engine, "items", "(id, amount) SET owner = id"),
          with_files(type_changed_late(), engine, "parts", "(id, code)"),
          with_files(made_unique(), engine, "seats", "(id, seat)"),
          with_files(type_changed_beside(), engine, "parts", "(id, code)"),
          with_files(table_renamed(), engine, "customers", "(id, name)", "clients"),
          key_widened(),
          without_exchange(column_split()),
          without_exchange(columns_merged())};
}

}  // namespace migrate::test
