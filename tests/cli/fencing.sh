#!/usr/bin/env bash
# A runner whose fencing token is no longer the newest stops before its next write, and a second runner
# beside a living one is told who holds the lease.
. "$(dirname "$0")/lib.sh"
sample 2000
run expand -u "$url"
exits 0
filled() { sql 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }

touch stop.flag
background backfill -u "$url" --flag-file stop.flag
until_waits "flag file stop.flag exists"
run_beside contract -u "$url" && fail "a second runner was let in"
grep -q MIG-LEASE-HELD err2 || fail "the second runner is not told why"
grep -qF "running \`migrate backfill\`" err2 || fail "the holder is not named"

# Another runner took the lease while this one was not looking (a paused machine, a moved file).
sql 'UPDATE migrate_lease SET token = token + 1' >/dev/null
rm stop.flag
end_background
exits 1
err_has MIG-LEASE-LOST
err_has "run the same command again"
equal "$(filled)" 0 "rows written by a runner that was fenced off"
equal "$(sql 'SELECT released FROM migrate_lease')" 0 "it released a lease that is not its own"

run backfill -u "$url"
exits 0
equal "$(filled)" 2000

# Where there are workers: one batch at a time, and two that an interrupted run had claimed.
. "$(dirname "$0")/lib_servers.sh"
cat >migrations/*.yaml <<'YAML'
operations:
  - backfill: {table: orders, set: {qty: qty + 1}}
YAML
held() { ! on "SELECT id FROM orders WHERE id = 100 FOR UPDATE NOWAIT" >/dev/null 2>&1; }
begun() { on "SELECT count(*) FROM orders WHERE qty <> 1"; }
for kind in POSTGRES MYSQL MARIADB; do
  server=MIGRATE_TEST_${kind}_URL
  [ -n "${!server:-}" ] || continue
  begin_database "${!server}" "fencing_${kind,,}_$$"
  state=migrate_
  [ "$kind" != POSTGRES ] || state=migrate.
  on "CREATE TABLE orders (id INT PRIMARY KEY, qty INT NOT NULL)"
  on "INSERT INTO orders VALUES (1, 1)$(printf ', (%s, 1)' {2..100})"
  run expand -u "$url"
  exits 0
  for workers in 1 2; do
    if [ "$workers" -eq 2 ]; then
      # Both wait for rows that somebody holds, until he is told to end.
      rm -f holding && mkfifo holding
      session_of "$url" <holding >held 2>&1 &
      holder=$!
      children+=("$holder")
      exec 3>holding
      echo "BEGIN; SELECT id FROM orders FOR UPDATE;" >&3
      pid=
      until_true "the rows are held" held
      background backfill -u "$url" --batch 10 --workers 2
      claimed() { [ "$(on "SELECT count(*) FROM ${state}claim")" -ge 2 ]; }
      until_true "two batches are claimed" claimed
      kill -KILL "$pid"
      wait "$pid" 2>/dev/null
      exec 3>&-
      wait "$holder"
      claims=$(on "SELECT count(*) FROM ${state}claim")
    fi
    before=$(begun)
    touch stop.flag
    background backfill -u "$url" --batch 10 --workers "$workers" --flag-file stop.flag
    until_waits "flag file stop.flag exists"
    on "UPDATE ${state}lease SET token = token + 1"
    rm stop.flag
    end_background
    exits 1
    err_has MIG-LEASE-LOST
    equal "$(begun)" "$before" "$kind, $workers at once: rows written by a runner that was fenced off"
  done
  equal "$(on "SELECT count(*) FROM ${state}claim")" "$claims" "$kind: what is claimed is still to do"
  run backfill -u "$url"
  exits 0
  equal "$(begun)" 100 "$kind"
  end_database
done
finish
