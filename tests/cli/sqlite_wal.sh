#!/usr/bin/env bash
# The WAL: the tool never checkpoints while others have the database open, and waits when too much of it
# has grown: the reader that holds it back is named. Once it has gone and the application checkpoints, the
# backfill goes on. Alone with the file it does not wait for what nobody else can do.
. "$(dirname "$0")/lib.sh"
sqlite3 app.db 'PRAGMA journal_mode=WAL' >/dev/null
sample 30000
# Enough to pass SQLite's own threshold of 1000 pages (4 MB) well.
sql "UPDATE users SET name = name || hex(randomblob(100))"
run expand -u "$url"
exits 0
filled() { sql 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }
wal_size() { stat -c %s app.db-wal; }

# The application: a connection that stays open and checkpoints only when told to.
mkfifo application
sqlite3 app.db <application >application.out 2>application.err &
children+=($!)
exec 4>application
echo ".timeout 5000
PRAGMA wal_autocheckpoint=0;
SELECT 'there';" >&4
is_there() { grep -q there application.out; }
pid=
until_true "the application is there" is_there

# A reader that holds a snapshot.
mkfifo reader
sqlite3 app.db <reader >reader.out 2>&1 &
reader=$!
children+=("$reader")
exec 3>reader
echo "BEGIN; SELECT 'snapshot ' || count(*) FROM users;" >&3
has_snapshot() { grep -q snapshot reader.out; }
until_true "the reader has its snapshot" has_snapshot

background backfill -u "$url" --batch 500 --max-wal 512kB --rows-per-second 8000
until_waits "WAL waiting for a checkpoint"
grep -q "process $reader (sqlite3) reads it), limit 512 kB" out2 || fail "status does not name the reader: $(cat out2)"
before=$(filled)
[ "$before" -gt 0 ] && [ "$before" -lt 30000 ] || fail "paused with $before rows"
# A checkpoint cannot take in what came after the snapshot: it goes on waiting.
echo "PRAGMA wal_checkpoint(PASSIVE);" >&4
sleep 1.2
equal "$(filled)" "$before" "rows filled while the reader holds its snapshot"
[ "$(wal_size)" -lt 4000000 ] || fail "the WAL grew to $(wal_size)"
# The reader goes; still nobody has checkpointed, and it is not the tool's work while others are there.
printf 'COMMIT;\n.quit\n' >&3
exec 3>&-
wait "$reader"
sleep 1.2
equal "$(filled)" "$before" "rows filled before the application checkpointed"
until_waits "PRAGMA wal_checkpoint), limit 512 kB"
keep_checkpointing() {
  echo "PRAGMA wal_checkpoint(PASSIVE);" >&4
  ! kill -0 "$pid" 2>/dev/null
}
until_ended() {
  local i
  for ((i = 0; i < 600; i++)); do
    if keep_checkpointing; then return 0; fi
    sleep 0.1
  done
  fail "the backfill did not go on"
}
until_ended
end_background
exits 0
equal "$(filled)" 30000
[ "$(wal_size)" -lt 4000000 ] || fail "the WAL grew to $(wal_size)"

# Nobody told the application to checkpoint: nothing of what the tool commits does.
run rollback -u "$url" --yes
exits 0
run expand -u "$url"
exits 0
echo "PRAGMA wal_checkpoint(TRUNCATE);" >&4
is_empty() { [ "$(wal_size)" -eq 0 ]; }
pid=
until_true "the WAL is empty" is_empty
run backfill -u "$url"
exits 0
frames() { sqlite3 app.db "PRAGMA wal_autocheckpoint=0; PRAGMA wal_checkpoint(PASSIVE)" | tail -n 1; }
[ "$(wal_size)" -gt 6000000 ] || fail "the WAL is $(wal_size): a commit of the tool's checkpointed"
equal "$(frames | cut -d'|' -f1)" 0
echo ".quit" >&4
exec 4>&-

# Alone with the file.
run rollback -u "$url" --yes
exits 0
run expand -u "$url"
exits 0
run backfill -u "$url" --max-wal 256kB --batch 1000
exits 0
err_lacks "paused"
equal "$(sql 'SELECT count(*) FROM users WHERE name IS NOT full_name')" 0
equal "$(sql 'PRAGMA integrity_check')" ok

# A rollback journal has no WAL to wait for.
sql "PRAGMA journal_mode=delete" >/dev/null
run rollback -u "$url" --yes
run expand -u "$url"
run backfill -u "$url" --max-wal 4kB
exits 0
for bad in 0 5 5x ""; do
  run backfill -u "$url" --max-wal "$bad"
  exits 2
done
finish
