#!/usr/bin/env bash
# Partitions come and go while a column of a partitioned table is replaced: those that the plan does not
# know get what they need, by hand where they are large, and those that are gone are not missed, in the
# exchange and in its rollback. On the server that MIGRATE_TEST_POSTGRES_URL names.
# shellcheck disable=SC2016  # `undo` expands when it runs
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"

database=partitions_$$
server=$MIGRATE_TEST_POSTGRES_URL url=$(with_database "$MIGRATE_TEST_POSTGRES_URL" "$database")
undo() { postgres "$server" "DROP DATABASE $database WITH (FORCE)"; }
postgres "$server" "CREATE DATABASE $database"
trap 'undo; leave' EXIT
postgres "$url" 'CREATE TABLE logs (id int, day int, note text, CONSTRAINT logs_key PRIMARY KEY (id, day),
    CONSTRAINT logs_once UNIQUE (id, note, day)) PARTITION BY RANGE (day);
  CREATE INDEX logs_note ON logs (note, id);
  CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (2);
  CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (2) TO (3);
  INSERT INTO logs SELECT n, 1 + n % 2, n FROM generate_series(1, 50) AS n'
mkdir migrations
cat >migrations/20260101000000_id.yaml <<'YAML'
operations:
  - alter_column: {table: logs, column: id, type: bigint}
YAML
# partition NUMBER [ROWS]: rows of about 1 kB, about 16 MB are small.
partition() {
  postgres "$url" "CREATE TABLE logs_$1 PARTITION OF logs FOR VALUES FROM ($1) TO ($1 + 1);
    INSERT INTO logs (id, day, note) SELECT n, $1, n || repeat('x', 1000) FROM generate_series(1, ${2:-10}) AS n"
}
# whole TYPE PARTITIONS: the keys and indexes of all of them, by name, none of them ours, all valid. Where
# a partition is born with two such indexes, the server itself counts.
whole() {
  equal "$(postgres "$url" "SELECT format_type(atttypid, -1) FROM pg_attribute WHERE attrelid = 'logs'::regclass AND attname = 'id'")" "$1"
  equal "$(postgres "$url" "SELECT count(*) FROM pg_index WHERE NOT indisvalid")" 0
  for partition in $2; do
    equal "$(postgres "$url" "SELECT string_agg(regexp_replace(i.indexrelid::regclass::text, '1\$', '') || ' of ' || h.inhparent::regclass, ', ' ORDER BY h.inhparent::regclass::text)
      FROM pg_index AS i JOIN pg_inherits AS h ON h.inhrelid = i.indexrelid
      WHERE i.indrelid = 'logs_$partition'::regclass AND h.inhparent::regclass::text !~ 'migrate_'")" \
      "logs_${partition}_pkey of logs_key, logs_${partition}_note_id_idx of logs_note, logs_${partition}_id_note_day_key of logs_once"
  done
}
# as_told COMMAND: again and again, each time after the statement that it asks for; how often in $told.
as_told() {
  local statement
  for told in 0 1 2 3 4; do
    run "$@"
    [ "$code" -ne 0 ] || return 0
    exits 1
    statement=$(sed -n 's/.*run this, then the command again: \(CREATE .*\); CONTEXT.*/\1/p' err)
    case $statement in *'INDEX CONCURRENTLY migrate_'*) ;; *) fail "no statement" && return ;; esac
    postgres "$url" "$statement"
  done
}

run expand -u "$url"
exits 0
partition 3
partition 4 30000
as_told backfill -u "$url"
exits 0
equal "$told" 3 'once for the index, the constraint, the key'
whole bigint '1 2 3 4'

# Between backfill and contract: a day ends, another one begins.
partition 5
postgres "$url" 'DROP TABLE logs_1'
as_told rollback -u "$url" --yes
exits 0
equal "$told" 1 'for the key of logs_4'
whole integer '2 3 4 5'
equal "$(postgres "$url" "SELECT count(*) FROM pg_class WHERE relname LIKE 'migrate_%' AND relnamespace = 'public'::regnamespace")" 0

run expand -u "$url"
exits 0
run backfill -u "$url"
exits 0
whole bigint '2 3 4 5'
partition 6 30000
as_told rollback -u "$url" --yes
exits 0
equal "$told" 1 'for the key of logs_6'
whole integer '2 3 4 5 6'

run expand -u "$url"
exits 0
run backfill -u "$url"
exits 0
partition 7
postgres "$url" 'DROP TABLE logs_2'
run contract -u "$url" --force-gate test
exits 0
whole bigint '3 4 5 6 7'
finish
