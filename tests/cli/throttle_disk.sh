#!/usr/bin/env bash
# MariaDB tells how much room its disk has where its DISKS plugin is installed: a backfill waits while there is too
# little. On a server of its own, on a small disk in memory (root).
. "$(dirname "$0")/lib_apart.sh"
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran="" && : >out && : >err
[ -n "${MIGRATE_TEST_MARIADB_URL:-}" ] || skip "no MariaDB"
chmod 755 "$work"
mkdir migrations disk
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
mount -t tmpfs -o size=420M,mode=755 tmpfs disk
trap 'end_own_server MARIADB; umount disk; leave' EXIT
own_server MARIADB --data "$work/disk" || { finish; exit; }
on() { mariadb_at "$url" "$1"; }
filled() { on 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }
free_mb() { df -Pm disk | awk 'NR == 2 {print $4}'; }

on "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40)); INSERT INTO users SELECT i, CONCAT('user ', i) FROM $(numbers 2000)"
run expand -u "$url"
exits 0
# Without the plugin it is not told: who asks for it is not left to believe that it is looked at.
background backfill -u "$url" --min-free-disk 100MB
until_waits 'free disk not told by this server (min_free_disk; a query or a metric may tell it), limit at least 100 MB'
equal "$(filled)" 0 "rows filled where the room is not told"
stop_background
exits 6
if ! on "INSTALL SONAME 'disks'" 2>/dev/null; then
  echo "skipped: this MariaDB has no DISKS plugin"
  finish
  exit
fi
before=$(filled)
head -c "$(($(free_mb) - 50))M" /dev/zero >disk/ballast
background backfill -u "$url" --min-free-disk 100MB
until_waits "free disk "
grep -qE 'free disk [0-9.]+ MB, limit at least 100 MB' out2 || fail "the room is not a size: $(cat out2)"
equal "$(filled)" "$before" "rows filled while paused"
rm disk/ballast
end_background
exits 0
equal "$(on 'SELECT count(*) FROM users WHERE NOT (full_name <=> name)')" 0
echo "1 server"
finish
