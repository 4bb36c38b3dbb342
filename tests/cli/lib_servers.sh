# Sourced by the scripts here that need a server: its client, and databases of their own.
# shellcheck shell=bash

# URL parts: user:password@host:port
with_database() { sed -E "s#^([a-z]+://[^/]*)/[^?]*#\1/$2#" <<<"$1"; }

postgres() { PGOPTIONS='--client-min-messages=warning' psql -XqAt -v ON_ERROR_STOP=1 -d "$1" -c "$2"; }
# MariaDB and MySQL.
mariadb_at() { mariadb_session "$1" -e "$2"; } # URL SQL
mariadb_session() { # URL OPTIONS…
  local rest=${1#*://} login host port
  login=${rest%%@*} host=${rest#*@} port=${rest##*@*:}
  MYSQL_PWD=${login#*:} mariadb --no-defaults -N -u "${login%%:*}" -h "${host%%[:/]*}" \
    -P "${port%%/*}" -D "${host##*/}" "${@:2}"
}
# One session, of what it is told on standard input.
session_of() { # URL
  if [[ $1 == postgres* ]]; then psql -Xq -d "$1"; else mariadb_session "$1" --unbuffered; fi
}
# begin_database URL NAME: one of this script's own on that server; `on SQL` asks it, $url leads to it. It goes with
# end_database, or with the script.
begin_database() {
  database_client=mariadb_at database_server=$1 database_end="DROP DATABASE $2"
  [[ $1 != postgres* ]] || { database_client=postgres && database_end+=' WITH (FORCE)'; }
  "$database_client" "$1" "CREATE DATABASE $2"
  trap 'drop_database; leave' EXIT
  url=$(with_database "$1" "$2")
  on() { "$database_client" "$url" "$1"; }
}
drop_database() { "$database_client" "$database_server" "$database_end"; }
end_database() {
  trap leave EXIT
  drop_database
}
# numbers N: a FROM item for them, whose column is i; without a sequence engine and the limits of recursion.
numbers() {
  printf '(SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 1 AS i FROM %s HAVING i <= %s) AS n' \
    "$(for name in a b c e; do
      printf '%s(SELECT 0 AS d' "${comma:-}"
      printf ' UNION ALL SELECT %s' {1..9}
      printf ') AS %s' "$name"
      comma=', '
    done)" "$1"
}

# own_server POSTGRES|MYSQL|MARIADB OPTIONS…: a server of this script's own, with options of scripts/servers; its URL in
# $url. It ends with the script. With $SPEC: what that means to scripts/servers.
own_server() {
  local kind=$1
  shift
  "$(dirname "${BASH_SOURCE[0]}")/../../scripts/servers" --owner $$ "$@" start "$work/server-$kind" "${SPEC:-${kind,,}}" \
    >server.log 2>&1 || { fail "no server: $(tail -n 5 server.log)"; return 1; }
  url=$(sed -n "s/^export MIGRATE_TEST_${kind}_URL='\(.*\)'/\1/p" "$work/server-$kind/env")
}
# own_database KIND NAME: a database of this name on such a server, where the run has one of that kind.
own_database() {
  local named=MIGRATE_TEST_$1_URL
  [ -n "${!named:-}" ] && own_server "$1" && begin_database "$url" "$2"
}
end_own_server() { "$(dirname "${BASH_SOURCE[0]}")/../../scripts/servers" stop "$work/server-$1"; }
