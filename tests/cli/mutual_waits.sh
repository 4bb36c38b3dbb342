#!/usr/bin/env bash
# Whoever takes locks on several things at once, and holds the one, waits for the next only so long that nobody can
# wait for them in turn: where the application goes the other way, neither is a deadlock found nor does it see an error.
# An attempt may wait for longer here than the server does before it looks for deadlocks, so that each such wait is one.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
. "$(dirname "$0")/lib_clients.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
begin_database "$MIGRATE_TEST_POSTGRES_URL" mutual_waits_$$
mkdir migrations

parent_then_child="BEGIN; UPDATE users SET posts = posts + 1 WHERE id = {n}; SELECT pg_sleep(0.25);
  INSERT INTO posts (author, editor) VALUES ({n}, {n}); COMMIT"
on "CREATE TABLE users (id int PRIMARY KEY, posts int NOT NULL);
  INSERT INTO users SELECT n, 0 FROM generate_series(1, 4) AS n;
  CREATE TABLE posts (id serial PRIMARY KEY, author int, editor int CONSTRAINT edited REFERENCES users (id))"

migration free <<'YAML'
operations:
  - drop_constraint: {table: posts, name: edited}
YAML
clients_begin "$parent_then_child"
up_back_and_to_the_end
clients_end "drop_constraint"

migration bind <<'YAML'
operations:
  - create_constraint:
      {table: posts, name: written, type: foreign_key, columns: [author], references: {table: users, columns: [id]}}
YAML
clients_begin "$parent_then_child"
up_back_and_to_the_end
clients_end "create_constraint"

migration mended <<'YAML'
operations:
  - create_constraint:
      table: posts
      name: edited_again
      type: foreign_key
      columns: [editor]
      references: {table: users, columns: [id]}
      up: {editor: "CASE WHEN editor < 5 THEN editor END"}
YAML
clients_begin "$parent_then_child"
up_back_and_to_the_end
clients_end "create_constraint with up"

# It reads, and writes then: between the two there is room for a lock that lets only reads through.
read_then_write="BEGIN; SELECT count(*) FROM posts; SELECT pg_sleep(0.25);
  UPDATE posts SET author = {n} WHERE author = {n}; COMMIT"
migration checked <<'YAML'
operations:
  - create_constraint:
      {table: posts, name: author_given, type: check, check: author > 0, columns: [author], up: {author: "1"}}
YAML
clients_begin "$read_then_write"
up_back_and_to_the_end
clients_end "create_constraint of a CHECK with up"

migration shorter <<'YAML'
operations:
  - drop_column: {table: posts, column: editor, down: author}
YAML
clients_begin "${parent_then_child//", editor) VALUES ({n}, {n})"/") VALUES ({n})"}"
up_back_and_to_the_end
clients_end "drop_column"

on "ALTER TABLE posts ADD CONSTRAINT liked FOREIGN KEY (author) REFERENCES users (id)"
migration wider <<'YAML'
operations:
  - alter_column: {table: posts, column: author, type: bigint, up: author, down: author}
YAML
clients_begin "${parent_then_child//", editor) VALUES ({n}, {n})"/") VALUES ({n})"}"
up_back_and_to_the_end
clients_end "alter_column of one that refers"

migration users <<'YAML'
operations:
  - alter_column: {table: users, column: id, type: bigint, up: id, down: id}
YAML
clients_begin "${parent_then_child//", editor) VALUES ({n}, {n})"/") VALUES ({n})"}"
up_back_and_to_the_end
clients_end "alter_column of one that is referred to"

# The number first, and what is numbered later (as Hibernate does).
number_then_row="BEGIN; SELECT nextval('orders_id_seq'); SELECT pg_sleep(0.25);
  INSERT INTO orders (id, n) VALUES (currval('orders_id_seq'), {n}); COMMIT"
on "CREATE TABLE orders (id serial PRIMARY KEY, n int)"
migration numbered <<'YAML'
operations:
  - alter_column: {table: orders, column: id, type: bigint, up: id, down: id}
YAML
clients_begin "$number_then_row"
up_back_and_to_the_end
clients_end "alter_column of a serial key"

migration anew <<'YAML'
operations:
  - rebuild_table: {table: orders}
YAML
clients_begin "$number_then_row"
up_back_and_to_the_end
clients_end "rebuild_table with a serial key"

# One partition, and another one later: the table above both is held from the first on.
on "CREATE TABLE parts (id int PRIMARY KEY, place int NOT NULL, n int NOT NULL);
  INSERT INTO parts SELECT n, 1 + n % 2, 0 FROM generate_series(1, 8) AS n"
migration apart <<'YAML'
operations:
  - rebuild_table:
      table: parts
      primary_key: [id, place]
      exchange: backfill
      partition_by: {list: [place], partitions: [{name: parts_1, values: ["1"]}, {name: parts_2, values: ["2"]}]}
YAML
clients_begin "BEGIN; UPDATE parts SET n = n + 1 WHERE id = 2 * {n} AND place = 1; SELECT pg_sleep(0.25);
  UPDATE parts SET n = n + 1 WHERE id = 2 * {n} - 1 AND place = 2; COMMIT"
goes up
goes rollback
goes up
# In which order the catalog has the triggers is up to its vacuum: those of the table come last here.
on "UPDATE pg_trigger SET tgname = tgname WHERE tgrelid = 'parts'::regclass"
goes contract --force-gate "no application here"
clients_end "rebuild_table into partitions"
finish
