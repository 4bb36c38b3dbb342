#!/usr/bin/env bash
# MySQL, MariaDB: a step that sets something for its session and then fails leaves the session as it was. Before
# each further attempt, and at the end, keys are checked again.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran=""
for kind in MYSQL MARIADB; do
  server=MIGRATE_TEST_${kind}_URL
  [ -n "${!server:-}" ] || continue
  ran=yes
  name=settings_${kind,,}_$$
  begin_database "${!server}" "$name"
  on "CREATE TABLE customers (id INT PRIMARY KEY);
    CREATE TABLE orders (id INT PRIMARY KEY, customer INT, KEY (customer));
    INSERT INTO customers VALUES (1); INSERT INTO orders VALUES (1, 1)"
  rm -rf migrations
  mkdir migrations
  cat >migrations/20260101000000_key.yaml <<'YAML'
operations:
  - create_constraint:
      {table: orders, name: orders_customer, type: foreign_key, columns: [customer],
       references: {table: customers, columns: [id], on_delete: "NO ACTION"}, up: {customer: customer}}
YAML
  run up -u "$url"
  exits 0
  # A transaction that has read both tables: the ALTER waits for it in vain.
  mkfifo "reader_$kind"
  login=${url#*://} login=${login%%@*} host=${url#*@}
  MYSQL_PWD=${login#*:} mariadb --no-defaults -N --unbuffered -u "${login%%:*}" -h "${host%%[:/]*}" \
    -P "$(sed -E 's#^[^:]*:([0-9]+).*#\1#' <<<"$host")" -D "$name" <"reader_$kind" >"held_$kind" &
  children+=($!)
  exec 3>"reader_$kind"
  echo "BEGIN; SELECT COUNT(*) FROM orders, customers;" >&3
  until [ -s "held_$kind" ]; do sleep 0.05; done
  on "SET GLOBAL log_output = 'TABLE'; SET GLOBAL general_log = ON"
  run contract -u "$url" --force-gate "test" --yes --lock-wait-total 3s
  refused 1 MIG-LOCK-TIMEOUT
  on "SET GLOBAL general_log = OFF"
  checks=$(on "SELECT CONVERT(argument USING utf8mb4) FROM mysql.general_log WHERE thread_id IN (SELECT thread_id FROM
    mysql.general_log WHERE command_type = 'Connect' AND argument LIKE '%on $name%') AND argument LIKE
    'SET SESSION foreign_key_checks = _' ORDER BY event_time")
  # Whenever they were switched off, the next word was to switch them on.
  [ "$(grep -c '= 0' <<<"$checks")" -gt 1 ] || fail "fewer than two attempts ($kind)"
  equal "$(uniq -c <<<"$checks" | awk '/= 0/ && $1 > 1' | wc -l)" 0 "attempts that began unchecked ($kind)"
  equal "$(tail -n 1 <<<"$checks")" "SET SESSION foreign_key_checks = 1" "the last word ($kind)"
  exec 3>&-
  wait "${children[-1]}"
  run contract -u "$url" --force-gate "test" --yes
  exits 0
  end_database
done
[ -n "$ran" ] || skip "no server"
finish
