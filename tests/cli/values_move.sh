#!/usr/bin/env bash
# MySQL, MariaDB: a value of a unique index that the shadow has from its first row on moves to another row while the
# table is copied. The copy of the row that had it goes out of the way; two rows that have it are told by the key.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

mkdir migrations
# by ID TABLE ALTER: that migration, expanded.
by() {
  cat >"migrations/$1.yaml" <<YAML
operations:
  - alter_table: {table: $2, alter: "$3"}
YAML
  run expand -u "$url"
  exits 0
}
# What is copied first is there, and what comes last is not.
copied() { [ "$(on "SELECT COUNT(*) FROM migrate_$1__shadow")" -ge 10 ]; }
begin_copy() { # TABLE
  background backfill -u "$url" --workers 1 --batch 5 --rows-per-second 40
  until_true "the copy has begun" copied "$1"
  equal "$(on "SELECT COUNT(*) FROM migrate_$1__shadow WHERE id = 160")" 0 "row 160 is not copied yet"
}

tried=0
for server in "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  tried=$((tried + 1))
  begin_database "$server" "values_move_$$"
  on "CREATE TABLE lists (id INT PRIMARY KEY);
    CREATE TABLE entries (id INT PRIMARY KEY, list INT NOT NULL, place INT NOT NULL, v INT,
      UNIQUE KEY by_place (list, place), CONSTRAINT entries_list FOREIGN KEY (list) REFERENCES lists (id));
    CREATE TABLE parts (id INT PRIMARY KEY, code INT NOT NULL, v INT);
    INSERT INTO lists VALUES (1);
    INSERT INTO entries SELECT i, 1, i, i FROM $(numbers 160);
    INSERT INTO parts SELECT i, i, i FROM $(numbers 160)"

  # By a foreign key.
  by 20260101000000_wider entries "MODIFY v BIGINT"
  begin_copy entries
  on "UPDATE entries SET place = 1000 WHERE id = 1; UPDATE entries SET place = 1 WHERE id = 160"
  end_background
  exits 0
  equal "$(on "SELECT COUNT(*), SUM(place), SUM(v) FROM entries" | tr '\t' ,)" "160,13720,12880"
  run contract -u "$url" --force-gate "no application here"
  exits 0

  # Another primary key.
  by 20260102000000_code parts "DROP PRIMARY KEY, ADD PRIMARY KEY (code), ADD UNIQUE KEY parts_id (id)"
  begin_copy parts
  on "UPDATE parts SET code = 1000 WHERE id = 1; UPDATE parts SET code = 1 WHERE id = 160; UPDATE parts SET code = 2 WHERE id = 159"
  end_background
  exits 1
  err_has "error MIG-STEP-FAILED: "
  err_has "row id = 159: "
  on "UPDATE parts SET code = 1001 WHERE id = 159"
  run backfill -u "$url"
  exits 0
  run contract -u "$url" --force-gate "no application here"
  exits 0
  equal "$(on "SELECT COUNT(*), SUM(code), SUM(v) FROM parts" | tr '\t' ,)" "160,14562,12880"
  end_database
  rm migrations/*
done
[ "$tried" -gt 0 ] || skip "no MariaDB, no MySQL"
finish
