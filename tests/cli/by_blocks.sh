#!/usr/bin/env bash
# Tables without a key, which are walked by blocks (PostgreSQL 14 and later): a batch of a partitioned one is a block of
# each partition, not the whole table, and a limit of rows per second counts the rows that a block holds.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
if [ -z "${MIGRATE_TEST_POSTGRES_URL:-}" ] ||
  [ "$(postgres "$MIGRATE_TEST_POSTGRES_URL" 'SHOW server_version_num')" -lt 140000 ]; then
  skip "no PostgreSQL from 14 on"
fi
ran="" && : >out && : >err
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
filled() { on 'SELECT count(full_name) FROM users'; }
some_filled() { [ "$(filled)" -gt 0 ]; }
begin_database "$MIGRATE_TEST_POSTGRES_URL" by_blocks_$$

# One partition is longer than the others.
on "CREATE TABLE users (id int NOT NULL, name text) PARTITION BY RANGE (id);
  CREATE TABLE users_a PARTITION OF users FOR VALUES FROM (0) TO (3001);
  CREATE TABLE users_b PARTITION OF users FOR VALUES FROM (3001) TO (6001);
  CREATE TABLE users_c PARTITION OF users FOR VALUES FROM (6001) TO (9001);
  CREATE TABLE users_d PARTITION OF users FOR VALUES FROM (9001) TO (20001);
  INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 20000) i; ANALYZE users"
run expand -u "$url"
exits 0
run backfill -u "$url" --batch 200 --workers 1
exits 0
equal "$(on 'SELECT count(*) FROM users WHERE full_name IS DISTINCT FROM name')" 0
longest=$(on "SELECT pg_relation_size('users_d') / current_setting('block_size')::int / 2")
read -r batches done_ < <(on "SELECT batches, rows_done FROM migrate.checkpoint WHERE step = 'backfill-1'" | tr '|' ' ')
[ "$batches" -ge $((longest / 2)) ] || fail "$batches batches over about $longest blocks"
if [ "$done_" -lt 15000 ] || [ "$done_" -gt 30000 ]; then fail "$done_ rows are recorded, of 20000"; fi
run rollback -u "$url" --yes
exits 0

# About 150 rows to a block, 50 a second: a block each three seconds.
on "DROP TABLE users; CREATE TABLE users (id int NOT NULL, name text);
  INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 3000) i; ANALYZE users"
run expand -u "$url"
exits 0
begun=$SECONDS
background backfill -u "$url" --rows-per-second 50
until_true "it begins" some_filled
sleep 6
filled=$(filled) lasted=$((SECONDS - begun + 1))
[ "$filled" -le $((50 * lasted + 400)) ] || fail "$filled rows in $lasted seconds"
stop_background
exits 6
end_database
echo "1 server"
finish
