#!/usr/bin/env bash
# MySQL, MariaDB: the hour that a writer's clock shows twice when summer ends. What a trigger copies of a TIMESTAMP is
# the moment that was written, not the other one that is called the same.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran=""
mkdir migrations
cat >migrations/20260101000000_moments.yaml <<'YAML'
operations:
  - rename_column: {table: visits, from: at, to: seen_at}
  - alter_table: {table: orders, alter: MODIFY n BIGINT}
YAML
moments=(1792888200 1792891800) # 00:30 and 01:30 UTC on the 25th of October 2026: 02:30 twice
zone=migrate_test_$$
# In the zone, at the moment, as an application that takes dates as they come. MySQL's NOW() is a local time, too.
at() {
  local now="NOW()"
  [ "$kind" = MARIADB ] || now="'$(date -u -d "@$1" '+%F %T')+00:00'"
  on "SET time_zone = '$zone', sql_mode = 'ALLOW_INVALID_DATES', timestamp = $1; ${2//NOW()/$now}"
}
differ() { # TABLE OTHER
  on "SELECT COUNT(*) FROM $1 AS one JOIN $2 AS other USING (id) WHERE
    NOT UNIX_TIMESTAMP(one.made) <=> UNIX_TIMESTAMP(other.made) OR NOT one.day <=> other.day"
}
other_moment() { on "SELECT GROUP_CONCAT(id) FROM visits WHERE NOT UNIX_TIMESTAMP(at) <=> UNIX_TIMESTAMP(seen_at)"; }

for kind in MYSQL MARIADB; do
  server=MIGRATE_TEST_${kind}_URL
  [ -n "${!server:-}" ] || continue
  ran=yes
  begin_database "${!server}" "moments_${kind,,}_$$"
  on "INSERT INTO mysql.time_zone (Use_leap_seconds) VALUES ('N'); SET @zone = LAST_INSERT_ID();
    INSERT INTO mysql.time_zone_name VALUES ('$zone', @zone);
    INSERT INTO mysql.time_zone_transition_type VALUES (@zone, 0, 3600, 0, 'CET'), (@zone, 1, 7200, 1, 'CEST');
    INSERT INTO mysql.time_zone_transition VALUES (@zone, 0, 0), (@zone, 1774746000, 1), (@zone, 1792890000, 0)"
  gone="SET @zone = (SELECT Time_zone_id FROM mysql.time_zone_name WHERE Name = '$zone')"
  for table in time_zone time_zone_name time_zone_transition time_zone_transition_type; do
    gone+="; DELETE FROM mysql.$table WHERE Time_zone_id = @zone"
  done
  trap 'on "$gone"; drop_database; leave' EXIT
  on "CREATE TABLE visits (id INT NOT NULL PRIMARY KEY, at TIMESTAMP NULL, day DATE);
    CREATE TABLE orders (id INT NOT NULL PRIMARY KEY, made TIMESTAMP NULL, day DATE, n INT);
    INSERT INTO visits (id) VALUES (1), (2); INSERT INTO orders (id) VALUES (1), (2)"
  at "${moments[1]}" "UPDATE visits SET at = NOW() WHERE id = 1; UPDATE orders SET made = NOW() WHERE id = 1"
  run expand -u "$url"
  exits 0
  for i in 0 1; do
    at "${moments[i]}" "INSERT INTO visits (id, at) VALUES (1$i, NOW()); INSERT INTO visits (id, seen_at) VALUES (2$i, NOW())"
    at "${moments[i]}" "INSERT INTO visits (id, at, day) VALUES (3$i, NOW(), '2026-02-30'), (4$i, NOW(), '0000-00-00')"
  done
  equal "$(other_moment)" 1 "$kind: inserted" # the one that is not filled yet
  for i in 0 1; do
    at "${moments[1 - i]}" "UPDATE visits SET at = NOW() WHERE id = 1$i; UPDATE visits SET seen_at = NOW() WHERE id = 2$i"
  done
  equal "$(other_moment)" 1 "$kind: changed"
  equal "$(on "SELECT UNIX_TIMESTAMP(seen_at) FROM visits WHERE id IN (10, 20)")" "${moments[1]}
${moments[1]}"

  run backfill -u "$url" --hold-cutover
  exits 0
  equal "$(other_moment)" NULL "$kind: filled"
  for i in 0 1; do
    at "${moments[i]}" "INSERT INTO orders (id, made, day) VALUES (1$i, NOW(), '2026-02-30'), (2$i, NOW(), '0000-00-00'),
      (3$i, NOW(), NULL)"
    at "${moments[1 - i]}" "UPDATE orders SET made = NOW() WHERE id = 3$i"
  done
  equal "$(on "SELECT COUNT(*) FROM migrate_orders__shadow")" 8
  equal "$(differ orders migrate_orders__shadow)" 0 "$kind: beside the table"
  run backfill -u "$url"
  exits 0
  for i in 0 1; do
    at "${moments[i]}" "INSERT INTO orders (id, made, day) VALUES (4$i, NOW(), '2026-02-30'), (5$i, NOW(), NULL)"
    at "${moments[1 - i]}" "UPDATE orders SET made = NOW() WHERE id = 5$i"
  done
  equal "$(on "SELECT COUNT(*) FROM migrate_orders__old")" 12
  equal "$(differ orders migrate_orders__old)" 0 "$kind: behind the exchange"
  run contract -u "$url" --yes --force-gate "test"
  exits 0
  equal "$(on "SELECT COUNT(DISTINCT UNIX_TIMESTAMP(seen_at)) FROM visits WHERE id > 2")" 2
  on "$gone"
  end_database
done
[ -n "$ran" ] || skip "no server"
finish
