#!/usr/bin/env bash
# What a migration by a shadow table needs and the user has not: all of it is listed at once, before
# anything is made. With exactly what is listed it goes through, and back.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran=""
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: orders, alter: "MODIFY amount BIGINT NOT NULL"}
YAML
# Not the state tables, which expand makes before it plans.
ours() {
  mariadb_at "$admin" "SELECT (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = '$database'
      AND (TABLE_NAME LIKE 'migrate\_%orders%' OR TABLE_NAME LIKE 'migrate\_trial%')) +
    (SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = '$database' AND TRIGGER_NAME LIKE 'migrate%')"
}
# lacks WHAT LINE…: `plan` says these lines and no other; expand names the same; nothing is made.
lacks() {
  local what=$1 line
  shift
  run plan -u "$url"
  refused 2 MIG-PLAN-PRIVILEGES
  for line in "$@"; do err_has "  - $line"; done
  [ "$(grep -c '^  - ' err)" -eq "$#" ] || fail "not $# lines without $what"
  run expand -u "$url"
  exits 2
  out_empty
  grep -qE '^error MIG-(PREFLIGHT|PLAN-PRIVILEGES): ' err || fail "another error"
  for line in "$@"; do grep -qiF -e "${line%% on *}" err || fail "expand does not name $line"; done
  equal "$(ours)" 0 "tables of the tool's, without $what"
}

everything=(SELECT INSERT UPDATE DELETE CREATE DROP ALTER INDEX TRIGGER REFERENCES "LOCK TABLES")
tried=0
for kind in MARIADB MYSQL; do
  admin=MIGRATE_TEST_${kind}_URL
  [ -n "${!admin:-}" ] || continue
  tried=$((tried + 1))
  database=rights$$
  user=migrator$$
  server=${!admin}
  admin=$(with_database "$server" "$database")
  url=$(sed -E "s#^([a-z]+://)[^@]*@#\1$user:quiet-Word1@#" <<<"$admin")
  trusted=$(mariadb_at "$server" 'SELECT @@GLOBAL.log_bin_trust_function_creators')
  logs=$(mariadb_at "$server" 'SELECT @@GLOBAL.log_bin')
  mariadb_at "$server" "CREATE DATABASE $database; CREATE USER $user IDENTIFIED BY 'quiet-Word1'"
  undo() {
    mariadb_at "$server" "SET GLOBAL log_bin_trust_function_creators = $trusted; DROP DATABASE $database; DROP USER $user; DROP ROLE IF EXISTS r$user"
  }
  trap 'undo; leave' EXIT
  mariadb_at "$admin" "CREATE TABLE customers (id INT PRIMARY KEY); INSERT INTO customers VALUES (1);
    CREATE TABLE orders (id INT PRIMARY KEY, customer INT, amount INT NOT NULL,
      CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id));
    INSERT INTO orders VALUES (1, 1, 1); CREATE TABLE seen (id INT);
    CREATE TRIGGER orders_seen AFTER INSERT ON orders FOR EACH ROW INSERT INTO seen VALUES (NEW.id)"
  definer="SET USER"
  if [ "$kind" = MYSQL ]; then definer=SET_ANY_DEFINER; fi
  grant() { mariadb_at "$server" "GRANT $(printf '%s, ' "$@" | sed 's/, $//') ON $database.* TO $user"; }

  # All that is missing, at once.
  mariadb_at "$server" "SET GLOBAL log_bin_trust_function_creators = 0"
  grant SELECT INSERT
  words=()
  for right in UPDATE DELETE CREATE DROP ALTER INDEX TRIGGER REFERENCES "LOCK TABLES"; do words+=("$right on \`$database\`.*: "); done
  words+=("$definer on *.*: ")
  if [ "$logs" = 1 ]; then words+=("binary logging is on, log_bin_trust_function_creators is off"); fi
  lacks most "${words[@]}"
  mariadb_at "$server" "SET GLOBAL log_bin_trust_function_creators = 1"

  # Each alone.
  mariadb_at "$server" "GRANT $definer ON *.* TO $user"
  for right in "${everything[@]}"; do
    grant "${everything[@]}"
    mariadb_at "$server" "REVOKE $right ON $database.* FROM $user"
    if [ "$right" = SELECT ]; then continue; fi
    lacks "$right" "$right on \`$database\`.*: "
  done
  grant "${everything[@]}"
  mariadb_at "$server" "REVOKE $definer ON *.* FROM $user"
  lacks "$definer" "$definer on *.*: triggers of your own keep their definer"
  mariadb_at "$server" "GRANT $definer ON *.* TO $user"
  if [ "$logs" = 1 ]; then
    mariadb_at "$server" "SET GLOBAL log_bin_trust_function_creators = 0"
    lacks trust "binary logging is on"
    mariadb_at "$server" "SET GLOBAL log_bin_trust_function_creators = 1"
  fi

  # A definer with rights of his own that the user may not lend himself.
  if [ "$kind" = MYSQL ]; then
    lacks SYSTEM_USER "a trigger whose definer is \`root\`@\`"
    mariadb_at "$server" "GRANT SYSTEM_USER ON *.* TO $user"
  fi

  # With what is listed, to the end and back; and by a role.
  run up -u "$url"
  exits 0
  run rollback -u "$url"
  exits 0
  mariadb_at "$server" "REVOKE ALL PRIVILEGES, GRANT OPTION FROM $user; CREATE ROLE r$user; GRANT $definer ON *.* TO r$user"
  user=r$user grant "${everything[@]}"
  if [ "$kind" = MYSQL ]; then
    mariadb_at "$server" "GRANT SYSTEM_USER ON *.* TO r$user; GRANT r$user TO $user; SET DEFAULT ROLE r$user TO $user"
  else
    mariadb_at "$server" "GRANT r$user TO $user; SET DEFAULT ROLE r$user FOR $user"
  fi
  run up -u "$url"
  exits 0
  run rollback -u "$url"
  exits 0
  mariadb_at "$server" "REVOKE TRIGGER ON $database.* FROM r$user; DROP DATABASE $database; CREATE DATABASE $database"
  mariadb_at "$admin" "CREATE TABLE orders (id INT PRIMARY KEY, amount INT NOT NULL)"
  lacks TRIGGER "TRIGGER on \`$database\`.*: "
  trap leave EXIT
  undo
done
[ "$tried" -gt 0 ] || skip "no server"
finish
