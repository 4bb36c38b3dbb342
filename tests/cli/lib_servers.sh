# Sourced by the scripts here that need a server: its client, and databases of their own.
# shellcheck shell=bash

# URL parts: user:password@host:port
with_database() { sed -E "s#^([a-z]+://[^/]*)/[^?]*#\1/$2#" <<<"$1"; }

postgres() { PGOPTIONS='--client-min-messages=warning' psql -XqAt -v ON_ERROR_STOP=1 -d "$1" -c "$2"; }
# MariaDB and MySQL.
mariadb_at() { # URL SQL
  local rest=${1#*://} login host
  login=${rest%%@*} host=${rest#*@}
  MYSQL_PWD=${login#*:} mariadb --no-defaults -N -u "${login%%:*}" -h "${host%%[:/]*}" \
    -P "$(sed -E 's#^[^:]*:([0-9]+).*#\1#' <<<"$host")" -D "${host##*/}" -e "$2"
}

