#!/usr/bin/env bash
# MySQL, MariaDB: what the optimizer has been told of the columns of a table it is told of the table's shadow.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran=""
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: lots, alter: "MODIFY price BIGINT NOT NULL, ADD KEY (grade)"}
YAML

for kind in MYSQL MARIADB; do
  server=MIGRATE_TEST_${kind}_URL
  [ -n "${!server:-}" ] || continue
  ran=yes
  begin_database "${!server}" "statistics_${kind,,}_$$"
  on "CREATE TABLE lots (id INT NOT NULL PRIMARY KEY, price INT NOT NULL, grade INT, plain INT);
    INSERT INTO lots SELECT i, i % 7, i % 3, i FROM $(numbers 500)"
  if [ "$kind" = MYSQL ]; then
    gather="ANALYZE TABLE lots UPDATE HISTOGRAM ON price, grade WITH 5 BUCKETS"
    told="SELECT COLUMN_NAME, JSON_EXTRACT(HISTOGRAM, '\$.\"number-of-buckets-specified\"') FROM
      information_schema.COLUMN_STATISTICS WHERE SCHEMA_NAME = DATABASE() AND TABLE_NAME = 'lots' ORDER BY 1"
  else
    gather="ANALYZE TABLE lots PERSISTENT FOR COLUMNS (price, grade) INDEXES ()"
    told="SELECT column_name, max_value FROM mysql.column_stats WHERE db_name = DATABASE() AND table_name = 'lots' AND
      column_name IN ('grade', 'price') ORDER BY 1"
  fi
  on "$gather" >/dev/null
  before=$(on "$told")
  [ -n "$before" ] || fail "$kind: nothing was gathered"
  run up -u "$url"
  exits 0
  equal "$(on "$told")" "$before" "$kind: after the exchange"
  run contract -u "$url" --yes --force-gate "test"
  exits 0
  equal "$(on "$told")" "$before" "$kind: after contract"
  equal "$(on "SELECT COLUMN_TYPE LIKE 'bigint%' FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND
    TABLE_NAME = 'lots' AND COLUMN_NAME = 'price'")" 1 "$kind"

  # Nothing more is asked where nobody has asked for anything.
  on "CREATE TABLE quiet (id INT NOT NULL PRIMARY KEY, n INT)"
  cat >quiet.yaml <<'YAML'
operations:
  - alter_table: {table: quiet, alter: MODIFY n BIGINT}
YAML
  mkdir -p quiet && mv quiet.yaml quiet/20260101000001_quiet.yaml
  run plan -u "$url" --dir quiet
  exits 0
  # shellcheck disable=SC2016  # the backquotes are SQL
  out_has 'ANALYZE TABLE `migrate_quiet__shadow`;'
  out_lacks PERSISTENT
  out_lacks HISTOGRAM
  end_database
done
[ -n "$ran" ] || skip "no server"
finish
