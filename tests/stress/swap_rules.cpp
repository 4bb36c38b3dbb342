// Constraints and keys that are added, dropped, renamed or exchanged.
#include "tests/stress/swap_changes.hpp"

namespace migrate::test {
namespace {

// New code names both columns: whichever key there is finds the row.
Change primary_key_exchanged() {
  return {"create_constraint primary key in place of another",
          "CREATE TABLE sessions (id integer CONSTRAINT sessions_pkey PRIMARY KEY,"
          " code integer NOT NULL, amount integer NOT NULL);",
          "INSERT INTO sessions SELECT n, n + 1000000, n FROM generate_series(1, {}) n",
          "  - create_constraint: {name: sessions_key, table: sessions, type: primary_key, "
          "columns: [code]}",
          "{}",
          {"INSERT INTO sessions (id, code, amount) VALUES "
           "($1::integer, 1000000 + $1::integer, $2::integer) "
           "ON CONFLICT (id) DO UPDATE SET amount = excluded.amount",
           "UPDATE sessions SET amount = $2::integer WHERE id = $1::integer",
           "DELETE FROM sessions WHERE id = $1::integer",
           "SELECT amount::text FROM sessions WHERE id = $1::integer"},
          {"INSERT INTO sessions (id, code, amount) VALUES "
           "($1::integer, 1000000 + $1::integer, $2::integer)",
           "UPDATE sessions SET amount = $2::integer "
           "WHERE id = $1::integer AND code = 1000000 + $1::integer",
           "DELETE FROM sessions WHERE id = $1::integer AND code = 1000000 + $1::integer",
           "SELECT amount::text FROM sessions "
           "WHERE id = $1::integer AND code = 1000000 + $1::integer"},
          "SELECT count(*) FROM sessions"};
}

// Old code relies on ON DELETE CASCADE, new code deletes both rows. A piece without a basket
// makes the count wrong.
Change foreign_key_dropped() {
  Wording old_code = {
      "WITH b AS (INSERT INTO baskets (id, amount) VALUES ($1::integer, $2::integer) RETURNING id) "
      "INSERT INTO pieces (id, basket, amount) SELECT id, id, $2::integer FROM b",
      "WITH b AS (UPDATE baskets SET amount = $2::integer WHERE id = $1::integer RETURNING id) "
      "UPDATE pieces SET amount = $2::integer FROM b WHERE basket = b.id",
      "DELETE FROM baskets WHERE id = $1::integer",
      "SELECT b.amount || '/' || p.amount FROM baskets b JOIN pieces p ON p.basket = b.id "
      "WHERE b.id = $1::integer"};
  Wording new_code = old_code;
  new_code.remove =
      "WITH p AS (DELETE FROM pieces WHERE basket = $1::integer) "
      "DELETE FROM baskets WHERE id = $1::integer";
  return {"drop_constraint foreign key that cascades",
          "CREATE TABLE baskets (id integer PRIMARY KEY, amount integer NOT NULL);"
          "CREATE TABLE pieces (id integer PRIMARY KEY, basket integer NOT NULL"
          " CONSTRAINT pieces_basket REFERENCES baskets ON DELETE CASCADE,"
          " amount integer NOT NULL);"
          "CREATE INDEX pieces_of ON pieces (basket);",
          "WITH b AS (INSERT INTO baskets SELECT n, n FROM generate_series(1, {}) n RETURNING id)"
          " INSERT INTO pieces SELECT id, id, id FROM b",
          "  - drop_constraint: {table: pieces, name: pieces_basket}",
          "{0}/{0}",
          old_code,
          new_code,
          "SELECT count(*) FROM baskets b FULL JOIN pieces p ON p.basket = b.id"};
}

Change constraint_renamed() {
  auto wording = [](const std::string& target) {
    return Wording{
        "INSERT INTO seats (id, place, amount) VALUES ($1::integer, $1::integer, $2::integer) "
        "ON CONFLICT " +
            target + " DO UPDATE SET amount = excluded.amount",
        "UPDATE seats SET amount = $2::integer WHERE id = $1::integer",
        "DELETE FROM seats WHERE id = $1::integer",
        "SELECT amount::text FROM seats WHERE id = $1::integer"};
  };
  return {"rename_constraint",
          "CREATE TABLE seats (id integer PRIMARY KEY,"
          " place integer NOT NULL CONSTRAINT seats_place_key UNIQUE, amount integer NOT NULL);",
          "INSERT INTO seats SELECT n, n, n FROM generate_series(1, {}) n",
          "  - rename_constraint: {table: seats, from: seats_place_key, to: one_place}",
          "{}",
          wording("ON CONSTRAINT seats_place_key"),
          wording("(place)"),
          "SELECT count(*) FROM seats"};
}

// Old code writes an empty label with every third number; `up` mends it.
Change check_mended() {
  auto wording = [](const std::string& label, const std::string& read) {
    return Wording{
        "INSERT INTO notes (id, amount, label) VALUES ($1::integer, $2::integer, " + label + ")",
        "UPDATE notes SET amount = $2::integer, label = " + label + " WHERE id = $1::integer",
        "DELETE FROM notes WHERE id = $1::integer",
        "SELECT " + read + " FROM notes WHERE id = $1::integer"};
  };
  return {
      "create_constraint check with up",
      "CREATE TABLE notes (id integer PRIMARY KEY, amount integer NOT NULL, label text);",
      "INSERT INTO notes SELECT n, n, CASE WHEN n % 3 = 0 THEN '' ELSE 'L' || n END"
      " FROM generate_series(1, {}) n",
      "  - create_constraint:\n"
      "      name: notes_label\n"
      "      table: notes\n"
      "      type: check\n"
      "      columns: [label]\n"
      "      check: label <> ''\n"
      "      up: {label: \"(SELECT CASE WHEN label <> '' THEN label ELSE 'L' || amount END)\"}",
      "{}",
      wording("CASE WHEN $2::integer % 3 = 0 THEN '' ELSE 'L' || $2::integer END", "amount::text"),
      wording("'L' || $2::integer",
              "CASE WHEN label = 'L' || amount THEN amount::text "
              "ELSE concat_ws(' ', amount, 'has', label) END"),
      "SELECT count(*) FROM notes"};
}

// Old code writes boxes 10 and 11, which do not exist; `up` puts the thing into box 0.
Change foreign_key_mended() {
  auto wording = [](const std::string& box, const std::string& read) {
    return Wording{
        "INSERT INTO things (id, amount, box) VALUES ($1::integer, $2::integer, " + box + ")",
        "UPDATE things SET amount = $2::integer, box = " + box + " WHERE id = $1::integer",
        "DELETE FROM things WHERE id = $1::integer",
        "SELECT " + read + " FROM things WHERE id = $1::integer"};
  };
  return {"create_constraint foreign key with up",
          "CREATE TABLE boxes (id integer PRIMARY KEY);"
          "INSERT INTO boxes SELECT generate_series(0, 9);"
          "CREATE TABLE things (id integer PRIMARY KEY, amount integer NOT NULL,"
          " box integer NOT NULL);",
          "INSERT INTO things SELECT n, n, n % 12 FROM generate_series(1, {}) n",
          "  - create_constraint:\n"
          "      name: things_box\n"
          "      table: things\n"
          "      type: foreign_key\n"
          "      columns: [box]\n"
          "      references: {table: boxes, columns: [id]}\n"
          "      up: {box: \"(SELECT CASE WHEN EXISTS (SELECT 1 FROM boxes WHERE boxes.id = box) "
          "THEN box ELSE 0 END)\"}",
          "{}",
          wording("$2::integer % 12", "amount::text"),
          wording("CASE WHEN $2::integer % 12 < 10 THEN $2::integer % 12 ELSE 0 END",
                  "CASE WHEN box = CASE WHEN amount % 12 < 10 THEN amount % 12 ELSE 0 END "
                  "THEN amount::text ELSE concat_ws(' ', amount, 'is in', box) END"),
          "SELECT count(*) FROM things"};
}

// Nothing is exchanged, but partitions that are new get their part of the index under a lock.
Change index_of_partitions_built() {
  const Wording both = {"INSERT INTO visits (id, amount) VALUES ($1::integer, $2::integer)",
                        "UPDATE visits SET amount = $2::integer WHERE id = $1::integer",
                        "DELETE FROM visits WHERE id = $1::integer",
                        "SELECT amount::text FROM visits WHERE id = $1::integer"};
  return {"create_index, partitions",
          "CREATE TABLE visits (id integer PRIMARY KEY, amount integer NOT NULL)"
          " PARTITION BY RANGE (id);"
          "CREATE TABLE visits_first PARTITION OF visits FOR VALUES FROM (MINVALUE) TO (1000);"
          "CREATE TABLE visits_rest PARTITION OF visits DEFAULT;",
          "INSERT INTO visits SELECT n, n FROM generate_series(1, {}) n",
          "  - create_index: {name: visits_amount, table: visits, columns: [{column: amount}]}",
          "{}",
          both,
          both,
          "SELECT count(*) FROM visits"};
}

}  // namespace

std::vector<Change> rule_changes() {
  return {primary_key_exchanged(), foreign_key_dropped(), constraint_renamed(),
          check_mended(),          foreign_key_mended(),  index_of_partitions_built()};
}

}  // namespace migrate::test
