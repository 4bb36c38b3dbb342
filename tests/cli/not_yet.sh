#!/usr/bin/env bash
# PostgreSQL: what an operation makes, drops or renames in backfill or contract is not taken for there, or for gone, by
# another one of the same migration that needs it before. Refused when planned; what can wait goes on.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no server"
begin_database "$MIGRATE_TEST_POSTGRES_URL" "not_yet_$$"
on "CREATE TABLE users (id integer CONSTRAINT users_pkey PRIMARY KEY, code integer NOT NULL, mail text,
      CONSTRAINT users_mail UNIQUE (mail), CONSTRAINT users_code CHECK (code > 0));
    CREATE TABLE orders (id integer PRIMARY KEY, code integer);
    CREATE TABLE events (day integer NOT NULL, n integer, CONSTRAINT events_n UNIQUE (day, n)) PARTITION BY LIST (day);
    CREATE TABLE events_1 PARTITION OF events FOR VALUES IN (1);
    CREATE VIEW taken AS SELECT 1 AS one;
    CREATE SEQUENCE numbers"
mkdir migrations
plan() { # OPERATION…
  { echo operations: && printf '  - %s\n' "$@"; } >migrations/20260101000000_not_yet.yaml
  run plan -u "$url"
}
no() { # WORDS OPERATION…
  words=$1 && shift
  plan "$@"
  refused 2 MIG-PLAN-UNSUPPORTED
  err_has "$words"
}
exists() { # WORDS OPERATION…
  words=$1 && shift
  plan "$@"
  refused 2 MIG-PLAN-EXISTS
  err_has "$words"
}
yes() { # OPERATION…
  plan "$@"
  exits 0
}
unique() { # TABLE NAME COLUMN
  echo "create_constraint: {table: $1, name: $2, type: unique, columns: [$3]}"
}
check() { # NAME [MORE]
  echo "create_constraint: {table: users, name: $1, type: check, columns: [code], check: code > 1${2:-}}"
}
drop() { # TABLE NAME
  echo "drop_constraint: {table: $1, name: $2}"
}
rename() { # FROM TO
  echo "rename_constraint: {table: users, from: $1, to: $2}"
}
key='create_constraint: {table: users, name: users_key, type: primary_key, columns: [code]}'

# A key and its successor.
no "create_constraint alone puts the new key in the place of the old one" "$(drop users users_pkey)" "$key"
yes "$key"
kept="is dropped by this migration, in contract"
no "$kept" "$(drop users users_pkey)" "$(unique users users_pkey code)"
no "$kept" "$(drop users users_pkey)" 'create_index: {table: orders, name: users_pkey, columns: [{column: code}]}'
no "$kept" "$(drop events events_n)" "$(unique events events_n 'day, n')"
yes "$(drop users users_mail)" "$(unique users users_mail mail)"

# Another name.
renamed='is renamed to "adults" by this migration, in contract'
no "$renamed" "$(rename users_code adults)" "$(drop users adults)"
no "$renamed" "$(rename users_code adults)" "$(drop users users_code)"
no "$renamed" "$(rename users_code adults)" "$(rename adults older)"
no "$renamed" "$(rename users_code adults)" "$(unique users users_code code)"
no "$renamed" "$(rename users_code adults)" "$(check users_code ', up: {code: abs(code)}')"
no "$renamed" "$(rename users_code adults)" \
  "add_column: {table: users, column: {name: a, type: integer, nullable: true, check: {name: users_code, constraint: a > 0}}}"
yes "$(rename users_code adults)" "$(check users_code)" # in contract, behind the other
yes "$(rename users_code adults)" "$(rename users_mail users_code)"
for name in taken numbers; do
  exists "\"$name\" has that name already" "$(rename users_mail "$name")"
  exists "\"$name\" has that name already" "$(unique users "$name" code)"
done
exists '"orders"' "$(rename users_mail orders)"
yes "$(rename users_code taken)" # a CHECK has no index

# Unique, but not yet.
backfilled="in a later migration, when this one has backfilled"
by_code=$(unique users users_by_code code)
reference="references: {table: users, columns: [code]}"
no "$backfilled" "$by_code" "add_column: {table: orders, column: {name: user_code, type: integer, nullable: true,
      references: {name: orders_code, table: users, column: code}}}"
no "$backfilled" "$by_code" "create_constraint: {table: orders, name: orders_code, type: foreign_key, columns: [code],
      up: {code: abs(code)}, $reference}"
no "$backfilled" "$by_code" "create_table: {name: bills, columns: [{name: id, type: integer, pk: true},
      {name: code, type: integer, references: {name: bills_code, table: users, column: code}}]}"
no "$backfilled" "$by_code" "create_table: {name: bills, columns: [{name: id, type: integer, pk: true}, {name: code, type: integer}],
      constraints: [{name: bills_code, type: foreign_key, columns: [code], references: {table: users, columns: [code]}}]}"
no "$backfilled" "$by_code" 'set_replica_identity: {table: users, identity: {type: index, index: users_by_code}}'
# In contract, or by an index that is built in expand.
yes "$by_code" "create_constraint: {table: orders, name: orders_code, type: foreign_key, columns: [code], $reference}"
yes 'create_index: {table: users, name: users_by_code, columns: [{column: code}], unique: true}' \
  "add_column: {table: orders, column: {name: user_code, type: integer, nullable: true,
      references: {name: orders_code, table: users, column: code}}}"
end_database
finish
