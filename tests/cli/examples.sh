#!/usr/bin/env bash
# migrations/: every example runs to its end, and back, with rows in the tables, on each engine that it
# is for; on the others it is not there and holds nothing up.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
. "$here/lib_servers.sh"
examples=$(cd "$here/../../migrations" && pwd)

ask() { # SQL, by the engine's own client
  case $engine in
    sqlite) sqlite3 -cmd '.timeout 5000' -separator ' ' app.db "$1" ;;
    postgres) postgres "$url" "$1" | tr '|' ' ' ;;
    *) mariadb_at "$url" "$1" | tr '\t' ' ' ;;
  esac
}
new_database() {
  if [ "$engine" = sqlite ]; then
    rm -f app.db*
    url=sqlite:app.db
  else
    url=$server
    ask "DROP DATABASE IF EXISTS $name"
    ask "CREATE DATABASE $name"
    url=$(with_database "$server" "$name")
  fi
}
# What stands there that is not the tool's own record (docs/state.md). A query that fails is not one that finds nothing.
record="'migrate_layout', 'migrate_migration', 'migrate_step', 'migrate_checkpoint', 'migrate_claim', 'migrate_history', 'migrate_schema_fact',
  'migrate_app_instance', 'migrate_approval', 'migrate_control', 'migrate_lease', 'migrate_event', 'migrate_guard'"
tables() { found || fail "what stands there cannot be asked for ($engine)"; }
found() (
  set -o pipefail
  case $engine in
    sqlite) ask "SELECT name FROM sqlite_master WHERE type IN ('table', 'view', 'trigger') AND name NOT IN ($record) AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY 1" ;;
    postgres) ask "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace UNION ALL SELECT proname FROM pg_proc WHERE pronamespace IN ('public'::regnamespace, to_regnamespace('migrate')) UNION ALL SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e' ORDER BY 1" ;;
    *) ask "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name NOT IN ($record) UNION ALL SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()" ;;
  esac
)
mine() { # the ids that this engine runs
  local file
  for file in "$examples"/*.yaml "$examples"/*.json "$examples"/*.sql; do
    if ! grep -q '^engines:' "$file" || grep -q "^engines:.*$engine" "$file"; then
      basename "${file%.*}"
    fi
  done | sort
}
# All of them in flight at once, with rows in each table that came before its changes.
with_rows() {
  new_database
  run up -u "$url" --dir "$examples" --to 20260101000100_create_table
  exits 0
  ask "INSERT INTO users (id, email, name, nickname) VALUES (1, 'Ada@Example.org', 'Ada Lovelace', 'ada'), (2, 'bob@example.org', 'Bob', 'bob');
       INSERT INTO orders (id, user_id, placed_at, quantity, price_cents) VALUES (1, 1, '2026-01-02 03:04:05', 3, 250)"
  run up -u "$url" --dir "$examples" --to 20260101001100_addresses
  exits 0
  ask "INSERT INTO carriers (id, name) VALUES (1, 'Post'), (2, 'Bike');
       INSERT INTO scans (id, day) VALUES (1, '2026-01-02'), (2, '2020-01-01');
       INSERT INTO legs (id, parcel_id, number) VALUES (1, 2, 1), (2, 1, 2), (3, 1, 1);
       INSERT INTO notices (id, body, kind) VALUES (1, 'On its way', 'mail');
       INSERT INTO depots (id, city) VALUES (1, 'London');
       INSERT INTO addresses (id, recipient, street, house, postcode, city) VALUES (1, 'Ada Lovelace', 'Main St', '7', 'W1', 'London'), (2, 'Bob', 'Lane', NULL, NULL, 'Leeds');
       INSERT INTO parcels (id, address_id, grams, height) VALUES (1, 1, 500, 10), (2, 2, 0, NULL)"
  run up -u "$url" --dir "$examples"
  exits 0
  equal "$(sed -n 's/^moved //p' out)" "$(mine | sed '1,/_addresses$/d')" "$engine"
}

try() {
  name=migrate_examples_$$
  with_rows
  run contract -u "$url" --dir "$examples" --force-gate "a test" --yes
  exits 0
  run status -u "$url" --dir "$examples" --exit-code
  exits 0
  equal "$(grep -c ' contracted ' out)" "$(mine | wc -l)" "$engine"
  equal "$(ask "SELECT id, full_name, email_lower, status FROM users ORDER BY id")" \
    "1 Ada Lovelace ada@example.org active
2 Bob bob@example.org active"
  equal "$(ask "SELECT total_cents FROM orders")" 750
  equal "$(ask "SELECT order_id, kind, points FROM order_events")" "1 placed 10" "$engine"
  equal "$(ask "SELECT id, first_name, COALESCE(last_name, ''), street_line, weight_limit FROM addresses ORDER BY id")" \
    "1 Ada Lovelace Main St, 7 1000
2 Bob  Lane 1000" "$engine"
  equal "$(ask "SELECT city FROM warehouses")" London "$engine"
  if [ "$engine" = postgres ]; then
    equal "$(ask "SELECT id, grams, '[' || remark || ']', kind FROM parcels ORDER BY id")" "1 500 [] box
2 1 [] box"
    equal "$(ask "SELECT id, tableoid::regclass FROM scans ORDER BY id")" "1 scans_2026
2 scans_rest"
    equal "$(ask "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'legs'::regclass AND contype IN ('p', 'u') ORDER BY 1")" \
      "legs_id_key UNIQUE (id)
legs_pkey PRIMARY KEY (parcel_id, number)"
    equal "$(ask "SELECT id FROM legs ORDER BY parcel_id, number")" "3
2
1"
    equal "$(ask "SELECT * FROM notices")" "1 mail  On its way"
    equal "$(ask "SELECT 'tube'::parcel_kind, relreplident, to_regtype('parcel_speed') IS NULL FROM pg_class WHERE relname = 'parcels'")" "tube f t"
    equal "$(ask "SELECT conname FROM pg_constraint WHERE conrelid IN ('carriers'::regclass, 'addresses'::regclass, 'parcels'::regclass) AND contype IN ('c', 'u') ORDER BY 1")" \
      "carriers_have_a_name
carriers_phone_once
parcels_grams_some
parcels_remark_short"
  fi

  with_rows
  for id in $(mine | tac); do
    run rollback "$id" -u "$url" --dir "$examples" --discard-new-data --yes
    exits 0
  done
  equal "$(tables)" "" "$engine"
  if [ "$engine" != sqlite ]; then
    url=$server
    ask "DROP DATABASE $name"
  fi
}

engine=sqlite
try
for variable in MIGRATE_TEST_POSTGRES_URL MIGRATE_TEST_MARIADB_URL MIGRATE_TEST_MYSQL_URL; do
  server=${!variable:-}
  [ -n "$server" ] || continue
  engine=$(tr '[:upper:]' '[:lower:]' <<<"${variable#MIGRATE_TEST_}")
  engine=${engine%_url}
  try
done
finish
