// Tables that are exchanged for their shadows: MySQL and MariaDB.
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

// The row is replaced by one from a file, and put there by one when it is gone. A server that is
// not of scripts/servers reads no file of this machine.
Change with_files(Change change, EngineKind engine, const std::string& table,
                  const std::string& columns) {
  if (!files_of(engine)) return change;
  const auto load = [&](const char* how) {
    return "LOAD DATA INFILE '$FILE' " + std::string(how) + " INTO TABLE " + table +
           " FIELDS TERMINATED BY ',' " + columns;
  };
  const std::string away = "DELETE FROM " + table + " WHERE id = $1;\n";
  for (Wording* says : {&change.old_code, &change.new_code})
    for (const std::string& update : {load("REPLACE"), away + load(""), away + load("IGNORE")})
      says->other_updates.push_back(update);
  return change;
}

}  // namespace

std::vector<Change> shadow_changes(EngineKind engine) {
  return {with_files(table_altered(), engine, "items", "(id, amount) SET owner = id"),
          with_files(type_changed_late(), engine, "parts", "(id, code)"),
          with_files(made_unique(), engine, "seats", "(id, seat)")};
}

}  // namespace migrate::test
