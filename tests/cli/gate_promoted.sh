#!/usr/bin/env bash
# PostgreSQL: a standby has counted the statements that were run on itself. Promoted, it proves nothing by them, however
# far they reach back, until they reach back far enough from there. On a server of this script's own, with two standbys.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
ran="" && : >out && : >err
SPEC=postgres+replica
own_server POSTGRES --set "shared_preload_libraries = 'pg_stat_statements'" || { finish; exit; }
standby=$(sed -n "s/^export MIGRATE_TEST_POSTGRES_REPLICA_URL='\(.*\)'/\1/p" "$work/server-POSTGRES/env")
[ -n "$standby" ] || skip "no pg_basebackup, so no standby"
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
postgres "$url" "CREATE EXTENSION pg_stat_statements; CREATE TABLE users (id int PRIMARY KEY, name varchar(40))"
run up -u "$url"
exits 0
run app heartbeat -u "$url" --app web --instance web-1 --ttl 10m
exits 0
# Old code, of which the standby knows nothing.
postgres "$url" "SELECT id FROM users WHERE name = 'ann'" >sink
echo 'contract: {quiet: 10s, require: [statements]}' >migrate.yaml
run gate -u "$url"
exits 7
out_has "users.name is named by a statement"

there() { postgres "$standby" "SELECT $1"; }
has_followed() { [ "$(there "count(*) FROM migrate.app_instance" 2>sink)" = 1 ]; }
until_true "the standby has what the server has" has_followed
is_up_for_long() { [ "$(there "now() - pg_postmaster_start_time() > interval '12 seconds'")" = t ]; }
until_true "the standby is up for longer than is asked for" is_up_for_long
there "pg_promote()" >sink
takes_writes() { [ "$(there "count(*) FROM pg_stat_activity WHERE backend_type = 'walwriter'")" = 1 ]; }
until_true "it takes writes" takes_writes
run gate -u "$standby"
exits 7
evidence fails statements
out_has "the server's statistics of statements reach back "
equal "$(grep -c ' fails ' out)" 1 "lines that fail"
run gate -u "$standby" --wait 60s
exits 0
out_has "no statement names users.name"
finish
