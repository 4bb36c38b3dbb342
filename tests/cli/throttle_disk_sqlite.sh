#!/usr/bin/env bash
# A limit on the free disk, and a filesystem that does not tell: the backfill waits and says why; a plan that needs room
# says that it could not look.
. "$(dirname "$0")/lib.sh"
sample 100
run expand -u "$url"
exits 0
filled() { sql 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }
export ASAN_OPTIONS=verify_asan_link_order=0
no_statvfs=$(helper no_statvfs)
export LD_PRELOAD=$no_statvfs
background backfill -u "$url" --min-free-disk 1kB
unset LD_PRELOAD
until_waits "free disk unreadable: the room on the disk of "
until_waits "Input/output error"
equal "$(filled)" 0 "rows filled although nobody knows how much room there is"
stop_background
exits 6
run backfill -u "$url" --min-free-disk 1kB
exits 0
equal "$(filled)" 100

run contract -u "$url" --force-gate "a test"
exits 0
cat >migrations/20260102000000_size.yaml <<'YAML'
operations:
  - alter_column: {table: users, column: full_name, type: integer, up: length(full_name)}
YAML
LD_PRELOAD=$no_statvfs run plan -u "$url"
exits 0
out_has "of disk; whether it is there cannot be told: the room on the disk of "
finish
