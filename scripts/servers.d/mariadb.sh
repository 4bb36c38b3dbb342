# shellcheck shell=bash
# shellcheck disable=SC2153  # DATA, DIR, PASSWORD are those of scripts/servers
# MariaDB: the distribution's own (10.11), or 11.8 of Debian 13, from a chroot.

mariadb_user() {
  if is_root; then echo mysql; else id -un; fi
}

launch_mariadb() { # NAME DATA option…
  local name=$1 data=$2
  shift 2
  if [ "$DURABLE" = no ]; then
    set -- "$@" --innodb-flush-log-at-trx-commit=0 --innodb-flush-method=nosync --innodb-doublewrite=0
  fi
  : >"$DIR/$name.log"
  (cd / && as_user_exec "$(mariadb_user)" "$(command -v mariadbd || echo /usr/sbin/mariadbd)" \
    --no-defaults --datadir="$data/data" --tmpdir="$data/tmp" --port="$PORT" --bind-address=127.0.0.1 \
    --socket="$data/mariadb.sock" --pid-file="$data/mariadb.pid" --init-file="$data/init.sql" --secure-file-priv="$data/files" \
    --character-set-server=utf8mb4 --collation-server=utf8mb4_general_ci --skip-name-resolve \
    --innodb-buffer-pool-size=128M --innodb-log-file-size=64M --max-connections=100 "$@") \
    </dev/null >>"$DIR/$name.log" 2>&1 &
  local pid=$!
  disown
  remember "$name" "$pid" TERM
  wait_until "$name" "$pid" grep -q 'ready for connections' "$DIR/$name.log"
}

init_mariadb() { # NAME DATA [SQL]
  local name=$1 data=$2
  install -d -m 700 "$data" "$data/data"
  # Not into the binary log: the replica makes its own.
  cat >"$data/init.sql" <<SQL
SET sql_log_bin = 0;
CREATE DATABASE IF NOT EXISTS test;
CREATE USER IF NOT EXISTS root@'127.0.0.1';
ALTER USER root@'127.0.0.1' IDENTIFIED BY '$PASSWORD', root@localhost IDENTIFIED BY '$PASSWORD';
GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
SET sql_log_bin = 1;
${3:-}
SQL
  # At its start a server removes what it takes for temporary tables of its own, another server's too.
  mkdir "$data/tmp" "$data/files"
  if is_root; then chown -R "$(mariadb_user):" "$data"; fi
  (
    cd /
    as_user "$(mariadb_user)" mariadb-install-db --no-defaults --datadir="$data/data" --tmpdir="$data/tmp" \
      --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve
  ) >"$DIR/$name.log" 2>&1 || { tail -n 15 "$DIR/$name.log" >&2; return 1; }
}

mariadb_chroot() {
  server_chroot "MariaDB 11" mariadb-trixie-chroot trixie mariadb-server usr/sbin/mariadbd 600
}

launch_mariadb_in_chroot() { # NAME CHROOT DATA option…
  local name=$1 chroot=$2 data=$3
  shift 3
  if [ "$DURABLE" = no ]; then
    set -- "$@" --innodb-flush-log-at-trx-commit=0 --innodb-flush-method=nosync --innodb-doublewrite=0
  fi
  : >"$DIR/$name.log"
  (enter_chroot "$chroot" "$data" mysql /usr/sbin/mariadbd --no-defaults --datadir=/mnt/data --tmpdir=/mnt/tmp \
    --port="$PORT" --bind-address=127.0.0.1 --socket=/mnt/mariadb.sock --pid-file=/mnt/mariadb.pid \
    --init-file=/mnt/init.sql --secure-file-priv=/mnt/files --skip-name-resolve --skip-log-bin \
    --character-set-server=utf8mb4 --collation-server=utf8mb4_general_ci --character-set-collations='' \
    --innodb-buffer-pool-size=128M --innodb-log-file-size=64M --max-connections=100 "$@") \
    </dev/null >>"$DIR/$name.log" 2>&1 &
  local pid=$!
  disown
  remember "$name" "$pid" TERM
  wait_until "$name" "$pid" grep -q 'ready for connections' "$DIR/$name.log"
}

# A variable of its own (MIGRATE_TEST_MARIADB11_URL), as those of PostgreSQL's other versions.
start_mariadb11() {
  local chroot data=$DATA/mariadb11 uid version
  chroot=$(mariadb_chroot) || return 1
  uid=$(awk -F: '$1 == "mysql" {print $3 ":" $4}' "$chroot/etc/passwd")
  mkdir -p "$data/data" "$data/tmp" "$data/files"
  cat >"$data/init.sql" <<SQL
CREATE DATABASE IF NOT EXISTS test;
CREATE USER IF NOT EXISTS root@'127.0.0.1';
ALTER USER root@'127.0.0.1' IDENTIFIED BY '$PASSWORD', root@localhost IDENTIFIED BY '$PASSWORD';
GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
SQL
  chmod 700 "$data"
  chown -R "$uid" "$data"
  (enter_chroot "$chroot" "$data" mysql /usr/bin/mariadb-install-db --no-defaults --force --datadir=/mnt/data --tmpdir=/mnt/tmp \
    --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve) \
    </dev/null >"$DIR/mariadb11.log" 2>&1 || { tail -n 15 "$DIR/mariadb11.log" >&2; return 1; }
  with_port mariadb11 launch_mariadb_in_chroot mariadb11 "$chroot" "$data" ${SET[@]+"${SET[@]}"}
  rm -f "$data/init.sql"
  version=$(sed -n "s/^Version: '\([0-9.]*\).*/\1/p" "$DIR/mariadb11.log" | tail -n 1)
  export_url MARIADB11 "mariadb://root:$PASSWORD@127.0.0.1:$PORT/test" "$version"
  export_files MARIADB11 "$data/files"
  say "MariaDB $version on port $PORT"
}

start_mariadb() { # REPLICA
  local replica=$1 options=(--skip-log-bin) primary_port version number name
  command -v mariadb-install-db >/dev/null || { say "MariaDB is not installed (scripts/deps servers)"; return 1; }
  if [ "$replica" = yes ]; then
    options=(--server-id=1 --log-bin=primary --binlog-format=ROW --sync-binlog=0)
  fi
  init_mariadb mariadb "$DATA/mariadb"
  with_port mariadb launch_mariadb mariadb "$DATA/mariadb" "${options[@]}" ${SET[@]+"${SET[@]}"}
  rm -f "$DATA/mariadb/init.sql"
  version=$(sed -n "s/^Version: '\([0-9.]*\).*/\1/p" "$DIR/mariadb.log" | tail -n 1)
  export_url MARIADB "mariadb://root:$PASSWORD@127.0.0.1:$PORT/test" "$version"
  export_files MARIADB "$DATA/mariadb/files"
  say "MariaDB $version on port $PORT"
  [ "$replica" = yes ] || return 0
  primary_port=$PORT
  for number in 1 2; do
    name=mariadb-replica$number
    init_mariadb "$name" "$DATA/$name" "
CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=$primary_port, MASTER_USER='root', MASTER_PASSWORD='$PASSWORD', MASTER_USE_GTID=slave_pos;
START SLAVE;"
    with_port "$name" launch_mariadb "$name" "$DATA/$name" --server-id=$((number + 1)) --skip-log-bin \
      "$NOT_REPLICATED"
    rm -f "$DATA/$name/init.sql"
    export_url "MARIADB_REPLICA${number#1}" "mariadb://root:$PASSWORD@127.0.0.1:$PORT/test"
    say "  its replica $number on port $PORT"
  done
}
