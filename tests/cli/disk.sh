#!/usr/bin/env bash
# A shadow table wants as much disk as its table: too little is seen before anything is made, and a disk
# that fills up in the middle ends the run with one error; then the same command goes on, or a rollback
# gives the space back. With servers of its own on a small disk in memory (root).
# shellcheck disable=SC2016
. "$(dirname "$0")/lib_apart.sh"
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran=""
chmod 755 "$work"
mkdir migrations disk
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: orders, alter: "MODIFY amount BIGINT NOT NULL"}
YAML
on() { mariadb_at "$url" "$1"; }
free_mb() { df -Pm disk | awk 'NR == 2 {print $4}'; }
fill_up() { # MB to leave
  rm -f disk/ballast
  head -c "$(($(free_mb) - $1))M" /dev/zero >disk/ballast
}
shapes() { on "SELECT GROUP_CONCAT(TABLE_NAME ORDER BY 1) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'test' AND TABLE_NAME LIKE 'migrate\_%orders%'"; }

tried=0
for kind in MARIADB MYSQL; do
  given=MIGRATE_TEST_${kind}_URL
  [ -n "${!given:-}" ] || continue
  tried=$((tried + 1))
  mount -t tmpfs -o size=420M,mode=755 tmpfs disk
  trap 'end_own_server "$kind"; leave' EXIT
  own_server "$kind" --data "$work/disk" || break
  on "CREATE TABLE orders (id INT PRIMARY KEY, amount INT NOT NULL, note TEXT);
    INSERT INTO orders SELECT i, i, REPEAT('x', 7000) FROM $(numbers 5000); ANALYZE TABLE orders" >/dev/null

  if [ "$kind" = MYSQL ]; then
    # In a chroot: what it calls /mnt/data is not to be seen here, nor taken for another directory.
    run plan -u "$url"
    exits 0
    out_has "the shadow of orders needs about"
    out_has "whether that is free cannot be seen from here"
    mount -t tmpfs tmpfs /mnt
    mkdir -p /mnt/data/test
    fill_up 30
    run plan -u "$url"
    exits 0
    out_has "whether that is free cannot be seen from here"
    mount --bind disk/migrate-servers.*/mysql /mnt
  fi
  # Seen before anything is made.
  fill_up 30
  run expand -u "$url"
  refused 2 MIG-PLAN-DISK
  err_has "a copy of orders needs about"
  equal "$(shapes)" NULL
  # By what the server tells itself (MariaDB's plugin), to a user who may not look into files here.
  if [ "$kind" = MARIADB ] && on "INSTALL SONAME 'disks'" 2>/dev/null; then
    echo "MariaDB tells of its disks itself"
    ran="as nobody"
    setpriv --reuid=nobody --regid=nogroup --clear-groups "$MIGRATE_BIN" plan -u "$url" >out 2>err </dev/null
    code=$?
    refused 2 MIG-PLAN-DISK
  fi
  rm disk/ballast
  run plan -u "$url"
  exits 0
  out_lacks "needs about"

  run expand -u "$url"
  exits 0
  fill_up 12
  run backfill -u "$url"
  exits 1
  err_has "error MIG-DISK-FULL: \"copy orders into its shadow\" failed because the disk is full"
  [ "$(grep -c '^error ' err)" -eq 1 ] || fail "not exactly one error"
  err_has "  state: all steps before backfill-1 are done and recorded; this one is not"
  err_has "  next:  free space on the disk that holds the database and run the same command again; \`migrate rollback 20260101000000_wider\`"
  run status -u "$url"
  exits 0
  out_has "last error: The table 'migrate_orders__shadow' is full"
  # What takes no room in the table goes on. MariaDB: more of it than the log has room for; the comparison
  # finds what the log was not told. MySQL runs no handler for it: its log has room of its own.
  cat /dev/zero >disk/rest 2>/dev/null
  for _ in 1 2 3 4; do
    on "UPDATE orders SET amount = amount + 1" || fail "a write of the application failed ($kind)"
  done
  on "DELETE FROM orders WHERE id % 1000 = 7" || fail "a deletion of the application failed ($kind)"
  logged=$(on "SELECT COUNT(*) FROM migrate_orders__log")
  written=$(on "SELECT COUNT(*), SUM(amount), SUM(CRC32(note)) FROM orders")
  rm disk/ballast disk/rest
  run backfill -u "$url"
  exits 0
  equal "$(on "SELECT COUNT(*), SUM(amount), SUM(CRC32(note)) FROM orders")" "$written" "rows after the exchange"
  equal "$(on "SELECT DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'test' AND TABLE_NAME = 'orders' AND COLUMN_NAME = 'amount'")" bigint
  run rollback -u "$url"
  exits 0
  run expand -u "$url"
  exits 0
  fill_up 12
  run backfill -u "$url"
  exits 1
  run rollback -u "$url"
  exits 0
  equal "$(shapes)" NULL
  [ "$(free_mb)" -ge 12 ] || fail "the rollback gave no space back"
  rm disk/ballast
  if [ "$kind" = MYSQL ]; then
    equal "$logged" 20005 "entries of the log"
  else
    [ "$logged" -lt 20005 ] || fail "the log had room for all: the test proves nothing ($kind)"
  fi
  echo "$kind: $logged of 20005 entries were taken"
  trap leave EXIT
  end_own_server "$kind"
  umount disk
done
[ "$tried" -gt 0 ] || skip "no server"
finish
