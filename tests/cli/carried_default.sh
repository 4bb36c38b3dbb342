#!/usr/bin/env bash
# PostgreSQL: what a column has by default must be a value of its new type, and the one that `up` makes of it. Where that
# cannot be told the file has to say a `default`: planned otherwise, each INSERT without the column would fail or be wrong
# from contract on.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no server"
begin_database "$MIGRATE_TEST_POSTGRES_URL" "carried_default_$$"
on "CREATE TABLE boxes (id integer PRIMARY KEY, size varchar(20) DEFAULT 'small', other integer,
      made timestamptz DEFAULT now(), code text DEFAULT md5('a'), amount numeric DEFAULT 1.50)"
mkdir migrations
plan() { # FIELDS
  printf 'operations:\n  - alter_column: {table: boxes, %s}\n' "$1" >migrations/20260101000000_default.yaml
  run plan -u "$url"
}
no() { # FIELDS WORDS
  plan "$1"
  refused 2 MIG-PLAN-NEEDS-DEFAULT
  err_has "$2"
}
yes() { # FIELDS DEFAULT
  plan "$1"
  exits 0
  out_has "SET DEFAULT $2"
}

for way in '' ', strategy: shadow'; do
  # A plain cast.
  no "column: size, type: integer, up: 'size::integer'$way" 'invalid input syntax for type integer: "small"'
  no "column: size, type: integer, up: 'size::integer + 1'$way" "\`up\` cannot map it: "
  no "column: size, type: integer, up: 'other + length(size)'$way" "reads more of the row than this column"
  no "column: size, type: integer, up: \"nullif(length(size), 5)\"$way" "\`up\` makes NULL of it"
  yes "column: made, type: timestamp, up: \"made AT TIME ZONE 'UTC'\"$way" \
    "CAST(((CAST((now()) AS timestamp with time zone)) AT TIME ZONE 'UTC') AS timestamp without time zone)"
  out_has "the default of boxes.made becomes what \`up\` makes of now()"
  yes "column: code, type: varchar(8), up: 'left(code, 8)'$way" \
    "CAST((left((CAST((md5('a'::text)) AS text)), 8)) AS character varying(8))"
  # What the session's settings decide, and what differs each time.
  no "column: made, type: text, up: \"made::text || ' o''clock'\"$way" "it is no constant"
  no "column: made, type: integer, up: 'extract(month from made)::integer'$way" "it is no constant"
  no "column: made, type: integer, up: 'extract(minute from made)::integer'$way" "it is no constant"
  no "column: code, type: varchar(8), up: 'left(code, other)'$way" "it is no constant"
  yes "column: made, type: timestamp, default: \"now() AT TIME ZONE 'UTC'\", up: \"made AT TIME ZONE 'UTC'\"$way" ""
  yes "column: amount, type: bigint, up: '(amount * 100)::bigint'$way" 150
  out_has "the default of boxes.amount becomes 150, which \`up\` makes of 1.50"
  yes "column: size, type: text, up: \"size || '''s'\"$way" "'small''s'::text"
  # As before: the cast gives what \`up\` gives.
  yes "column: size, type: integer, default: '0', up: 'size::integer'$way" ""
done
yes "column: amount, type: integer, up: 'floor(amount + 0.5)::integer'" "CAST((1.50) AS integer)"
end_database
finish
