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
finish
