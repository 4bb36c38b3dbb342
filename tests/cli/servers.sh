#!/usr/bin/env bash
# Wrong password, wrong database, wrong host on servers that run (MIGRATE_TEST_…_URL).
. "$(dirname "$0")/lib.sh"
mkdir migrations

tried=0
for variable in MIGRATE_TEST_POSTGRES_URL MIGRATE_TEST_MARIADB_URL MIGRATE_TEST_MYSQL_URL; do
  good=${!variable:-}
  [ -n "$good" ] || continue
  tried=$((tried + 1))
  run status -u "$good"
  exits 0
  address=${good#*://}
  password=$(sed -nE 's#^[a-z]+://[^:/@]*:([^@]*)@.*#\1#p' <<<"$good")
  if [ -n "$password" ]; then
    out_lacks "$password"
    err_lacks "$password"
  fi
  scheme=${good%%://*}
  host=${address#*@}
  run status -u "$scheme://nobody_at_all:wr0ng-passw0rd@$host"
  exits 2
  err_has "error MIG-CONNECT-"
  err_lacks wr0ng-passw0rd
  out_empty
  # The database is the path; parameters stay.
  run status -u "$(sed -E 's#^([a-z]+://[^/]*/)[^?]*#\1no_such_database_here#' <<<"$good")"
  exits 2
  err_has "error MIG-CONNECT-"
done
[ "$tried" -gt 0 ] || skip "no server"
finish
