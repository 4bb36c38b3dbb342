#!/usr/bin/env bash
# A database that has the effect of the first migrations already is adopted up to there, and moved on from there.
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/cli/lib_servers.sh
. "$(dirname "$0")/lib_servers.sh"

mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
cat >migrations/20260102000000_age.yaml <<'YAML'
operations:
  - add_column: {table: users, column: {name: age, type: integer, nullable: true}}
YAML
cat >migrations/20260103000000_called.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: full_name, to: called}
YAML

adopts() { # URL
  begin_database "$1" baseline_$$
  on "CREATE TABLE users (id integer PRIMARY KEY, full_name varchar(40), age integer);
      INSERT INTO users VALUES (1, 'Ada', 36), (2, 'Grace', NULL)"
  run baseline -u "$url" --to 20260104000000
  exits 2
  run baseline -u "$url" --to 20260102000000_age
  exits 0
  out_is "$(printf 'baselined %s\n' 20260101000000_full_name 20260102000000_age)"
  equal "$(on "SELECT count(*) FROM $2migration WHERE stage = 'baselined'")" 2
  run drift -u "$url"
  exits 0
  # What was adopted cannot be taken back: nobody knows how it was made.
  run rollback 20260102000000_age -u "$url"
  refused 2 MIG-ROLLBACK-CONTRACTED
  err_has "migrate baseline --forget 20260102000000_age"
  # What waits is not swept along.
  run baseline -u "$url"
  refused 2 MIG-BASELINE-PENDING
  # By mistake: it is pending again, and nothing but the record has changed.
  run baseline -u "$url" --forget called
  refused 2 MIG-CLI-MIGRATION
  run baseline -u "$url" --to called
  exits 0
  run baseline -u "$url" --forget called
  exits 0
  out_is "forgotten 20260103000000_called"
  equal "$(on "SELECT count(*) FROM $2migration")" 2
  for phase in expand backfill "contract --force-gate test"; do
    # shellcheck disable=SC2086
    run $phase -u "$url"
    exits 0
  done
  equal "$(on "SELECT called FROM users ORDER BY id")" "$(printf 'Ada\nGrace')"
  run status -u "$url" --exit-code
  exits 0
  run drift -u "$url"
  exits 0
  run baseline -u "$url" --forget called
  refused 2 MIG-BASELINE-NOT
  # Once more, with everything done: nothing is left to record.
  run baseline -u "$url"
  exits 0
  out_empty
  equal "$(on "SELECT count(*) FROM $2migration WHERE stage = 'contracted'")" 1
  end_database
}

[ -z "${MIGRATE_TEST_POSTGRES_URL:-}" ] || adopts "$MIGRATE_TEST_POSTGRES_URL" migrate.
[ -z "${MIGRATE_TEST_MARIADB_URL:-}" ] || adopts "$MIGRATE_TEST_MARIADB_URL" migrate_
[ -z "${MIGRATE_TEST_MYSQL_URL:-}" ] || adopts "$MIGRATE_TEST_MYSQL_URL" migrate_
finish
