#!/usr/bin/env bash
# A migration that is expanded behind a newer one: what builds report as their schema is no proof that they know it.
. "$(dirname "$0")/lib.sh"
sample 3
mv migrations/20260101000000_full_name.yaml migrations/20260215000000_b.yaml
b=migrations/20260215000000_b.yaml
mv "$b" b.yaml
cat >migrations/20260301000000_c.yaml <<'YAML'
operations:
  - add_column: {table: users, column: {name: note, type: text, nullable: true}}
YAML
stage() { sql "SELECT stage FROM migrate_migration WHERE id = '20260215000000_b'"; }
beat() { run app heartbeat -u "$url" --app web --ttl 24h "$@" && exits 0; }

run up -u "$url" --contract
exits 0
beat --instance web-1 --app-version 1.0 # schema: the newest of the directory, c
cp b.yaml "$b"
run plan -u "$url"
exits 0
out_has "20260215000000_b is older than 20260301000000_c, which is recorded here already"
run expand -u "$url"
exits 0
err_has "20260215000000_b is older than 20260301000000_c"
run backfill -u "$url"
exits 0

# The build from before the merge is alive, and so is one from after it.
run contract -u "$url"
refused 7 MIG-GATE-CLOSED
err_has "web-1"
err_has "perhaps old code, since 20260301000000_c was recorded before 20260215000000_b was expanded"
beat --instance web-2 --app-version 2.0
run contract -u "$url"
refused 7 MIG-GATE-CLOSED
err_has "web-2"
equal "$(stage)" backfilled

# Versions tell them apart.
echo 'contract: {versions: {web: ">=2"}}' >migrate.yaml
run gate -u "$url"
exits 7
out_has "web-1"
run app retire -u "$url" --app web --instance web-1
run gate -u "$url"
exits 0
rm migrate.yaml

# So does the next migration. What was rolled back counts from its first expand, a late one from its last.
run app retire -u "$url" --app web
cat >migrations/20260401000000_d.yaml <<'YAML'
operations:
  - add_column: {table: users, column: {name: more, type: text, nullable: true}}
YAML
run up -u "$url"
exits 0
beat --instance web-3 --app-version 3.0
run gate b -u "$url"
exits 0
run rollback b -u "$url"
exits 0
run up b -u "$url"
exits 0
err_has "20260215000000_b is older than 20260401000000_d"
run gate b -u "$url"
exits 7
run rollback d -u "$url"
exits 0
run up d -u "$url"
exits 0
run gate b -u "$url"
exits 7
out_has "or newer than 20260401000000_d"
equal "$(stage)" backfilled

# Nobody has ever reported: as with any other.
run app retire -u "$url" --app web
run contract -u "$url" b
refused 7 MIG-GATE-CLOSED
err_has "no application has ever reported itself"
run contract -u "$url" b --force-gate "nobody is there"
exits 0
finish
