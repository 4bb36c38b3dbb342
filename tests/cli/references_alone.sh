#!/usr/bin/env bash
# Whoever has been given REFERENCES on a table, and no more, may not lock it: ALTER TABLE does, which needs no right for
# that. Foreign keys to such a table come and go, there and back. Without it they are refused before anything begins.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
name=references_alone_$$ server=$MIGRATE_TEST_POSTGRES_URL
ran=""
postgres "$server" "CREATE ROLE $name LOGIN PASSWORD 'quiet-Word1'"
postgres "$server" "CREATE DATABASE $name OWNER $name"
undo() {
  postgres "$server" "DROP DATABASE $name WITH (FORCE)"
  postgres "$server" "DROP ROLE $name"
}
trap 'undo; leave' EXIT
admin=$(with_database "$server" "$name")
url=$(sed -E "s#^([a-z]+://)[^@]*@#\1$name:quiet-Word1@#" <<<"$admin")
postgres "$admin" "CREATE TABLE users (id int PRIMARY KEY); INSERT INTO users VALUES (1);
  CREATE TABLE events (id int PRIMARY KEY) PARTITION BY HASH (id);
  CREATE TABLE events_0 PARTITION OF events FOR VALUES WITH (MODULUS 1, REMAINDER 0);
  GRANT SELECT, REFERENCES ON users, events TO $name; GRANT ALL ON SCHEMA public TO $name"
postgres "$url" "CREATE TABLE posts (id int PRIMARY KEY, author int CONSTRAINT written REFERENCES users (id),
    editor int, reader int REFERENCES users (id));
  INSERT INTO posts VALUES (1, 1, 1, 1)"
postgres "$url" "LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE" 2>refused && fail "it may lock the table"

mkdir migrations
cat >migrations/20260101000000_keys.yaml <<'YAML'
operations:
  - drop_constraint: {table: posts, name: written}
  - create_constraint:
      {table: posts, name: edited, type: foreign_key, columns: [editor], references: {table: users, columns: [id]}}
  - drop_column: {table: posts, column: reader, down: id}
  - create_table:
      name: visits
      columns:
        - {name: id, type: int, pk: true}
        - {name: event, type: int, references: {name: visited, table: events, column: id}}
YAML
run up -u "$url"
exits 0
run rollback -u "$url"
exits 0
run up -u "$url"
exits 0
run contract -u "$url" --force-gate "no application here"
exits 0
equal "$(postgres "$url" "SELECT conname FROM pg_constraint WHERE contype = 'f'
  AND conparentid = 0 ORDER BY 1" | xargs)" "edited visited"

# Without it the server would say so in contract only; the key's own column is enough.
postgres "$admin" "REVOKE REFERENCES ON users FROM $name"
cat >migrations/20260102000000_more.yaml <<'YAML'
operations:
  - create_constraint:
      {table: posts, name: written, type: foreign_key, columns: [author], references: {table: users, columns: [id]}}
YAML
run expand -u "$url"
refused 2 MIG-PLAN-PRIVILEGES
err_has "role $name has no REFERENCES on table \"users\""
err_has "GRANT REFERENCES ON \"public\".\"users\" TO $name"
postgres "$admin" "GRANT REFERENCES (id) ON users TO $name"
run up -u "$url"
exits 0
run contract -u "$url" --force-gate "no application here"
exits 0
equal "$(postgres "$url" "SELECT convalidated FROM pg_constraint WHERE conname = 'written'")" t
finish
