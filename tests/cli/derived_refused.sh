#!/usr/bin/env bash
# MySQL, MariaDB: an `up` or `down` that a trigger would evaluate to something else than the fill: over a number that the
# server has not given yet, or in the time zone of whichever session writes. Refused when planned.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran_any=""
mkdir migrations
plan() { # OPERATION
  printf 'operations:\n  - %s\n' "$1" >migrations/20260101000000_derived.yaml
  run plan -u "$url"
}
no() { # OPERATION WORDS
  plan "$1"
  refused 2 MIG-PLAN-UNSUPPORTED
  err_has "$2"
}
yes() {
  plan "$1"
  exits 0
}

for kind in MYSQL MARIADB; do
  server=MIGRATE_TEST_${kind}_URL
  [ -n "${!server:-}" ] || continue
  ran_any=yes
  begin_database "${!server}" "derived_${kind,,}_$$"
  on "CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, parent INT NULL, name VARCHAR(40) NULL, size INT NULL,
      ts TIMESTAMP NULL, ended TIMESTAMP NULL, dt DATETIME NULL, epoch BIGINT NULL, state ENUM('a', 'b') NULL,
      word VARCHAR(40) NULL, nick VARCHAR(40) NOT NULL, born DATE NOT NULL,
      CONSTRAINT users_parent FOREIGN KEY (parent) REFERENCES users (id) ON DELETE CASCADE);
    CREATE TABLE plain (id INT AUTO_INCREMENT PRIMARY KEY, ts TIMESTAMP NULL, name VARCHAR(40) NULL, size INT NULL)"
  add() { echo "add_column: {table: users, column: {name: c, type: $1, nullable: true}, up: \"$2\"}"; }

  number='"id" is AUTO_INCREMENT: a trigger sees it before the server has given it a number'
  no "$(add 'VARCHAR(40)' "CONCAT('u', id)")" "$number"
  no "$(add 'VARCHAR(40)' "CONCAT('u', users.\`ID\`)")" "$number"
  yes "$(add 'VARCHAR(40)' "CONCAT('id', name)")"
  yes "$(add 'VARCHAR(40)' "(SELECT p.name FROM plain AS p WHERE p.id = users.parent)")"
  no "alter_column: {table: users, column: name, nullable: false, up: \"CONCAT('u', id)\"}" "$number"
  no "drop_column: {table: users, column: nick, down: \"CONCAT('u', id)\"}" "$number"
  # The triggers of a shadow come after the row. Where a table can have none, a column beside gets the value.
  yes 'alter_column: {table: plain, column: size, type: BIGINT, up: size + id}'
  if [ "$kind" = MYSQL ]; then no 'alter_column: {table: users, column: size, type: BIGINT, up: size + id}' "$number"; fi

  zone='depends on the time zone by'
  ask="say the zone: CONVERT_TZ(…, @@session.time_zone, '+00:00'), or UNIX_TIMESTAMP(…)"
  no "$(add DATE 'DATE(ts)')" "add_column users.c: DATE(ts) depends on the time zone by TIMESTAMP column ts"
  err_has "$ask"
  no "$(add DATE "DATE(users.\`ts\`)")" "$zone"
  no "$(add DATETIME ts)" "$zone"
  no "$(add INT 'ended > ts')" "$zone"
  no "$(add DATETIME 'FROM_UNIXTIME(epoch)')" "$zone FROM_UNIXTIME"
  no "$(add BIGINT 'UNIX_TIMESTAMP(dt)')" "$zone UNIX_TIMESTAMP of what is no TIMESTAMP"
  no "$(add DATE "DATE(CONVERT_TZ(ts, '+00:00', '+02:00'))")" "$zone"
  yes "$(add DATE "DATE(CONVERT_TZ(ts, @@session.time_zone, '+00:00'))")"
  yes "$(add DATE "DATE(CONVERT_TZ(ts, @@time_zone, '+02:00'))")"
  yes "$(add BIGINT 'UNIX_TIMESTAMP(ended) - UNIX_TIMESTAMP(users.ts)')"
  yes "$(add INT 'ended IS NOT NULL AND users.ts IS NULL OR ISNULL(ts)')"
  yes "$(add DATE 'DATE(dt)')"
  yes "$(add DATE "(SELECT DATE(p.ts) FROM plain AS p WHERE p.ts = users.dt)")"
  # The other way round: a time becomes a moment.
  no "$(add TIMESTAMP dt)" "depends on the time zone by DATETIME column dt"
  err_has "say the zone: CONVERT_TZ(…, '+00:00', @@session.time_zone)"
  no "$(add TIMESTAMP "COALESCE(ts, '2020-01-01 00:00:00')")" "$zone '2020-01-01 00:00:00'"
  no "$(add TIMESTAMP "NULLIF(word, '')")" "$zone VARCHAR column word"
  yes "$(add TIMESTAMP "IF(word = 'x', ts, ended)")"
  yes "$(add TIMESTAMP "CASE state WHEN 'a' THEN ts ELSE FROM_UNIXTIME(epoch) END")"
  yes "$(add TIMESTAMP "CONVERT_TZ(dt, '+00:00', @@session.time_zone)")"

  no 'alter_column: {table: users, column: epoch, nullable: false, up: "DAYOFMONTH(ts)"}' "$zone"
  no 'drop_column: {table: users, column: born, down: "DATE(ts)"}' "drop_column users.born: DATE(ts) $zone"
  no 'alter_column: {table: plain, column: ts, type: DATE, up: "DATE(ts)"}' "$zone"
  no 'split_column: {table: users, column: word, into: [{name: c, type: DATE, up: "DATE(ts)"}], down: c}' "$zone"
  no 'merge_columns: {table: users, columns: [word, epoch], into: {name: c, type: VARCHAR(80), up: "CONCAT(word, epoch)"},
      down: {word: c, epoch: "DAYOFMONTH(ts)"}}' "$zone"
  # The advice that the same without an `up` gets.
  no 'alter_column: {table: plain, column: ts, type: DATETIME}' "CONVERT_TZ(ts, @@session.time_zone, '+00:00')"
  end_database
done
[ -n "$ran_any" ] || skip "no server"
finish
