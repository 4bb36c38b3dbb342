# shellcheck shell=bash
# shellcheck disable=SC2153  # DATA, DIR, PASSWORD are those of scripts/servers
# MySQL 9.x. Debian 12 does not carry it; Debian unstable does, so it runs from a chroot.

# How unshare keeps our mounts to ourselves. Inside a chroot, whose root is no mount point, "private"
# cannot be asked for.
mount_namespace() {
  if unshare --mount --propagation private true 2>/dev/null; then
    echo "--mount --propagation private"
  else
    echo "--mount --propagation unchanged"
  fi
}

mysql_chroot() {
  server_chroot MySQL mysql-sid-chroot sid mysql-server usr/sbin/mysqld "${MIGRATE_MYSQL_FETCH_SECONDS:-600}"
}

# Prints the path of a chroot with a server of another release of Debian, making it when it is not there:
# about two minutes and 900 MB, once. debootstrap works in mount and process namespaces of its own: whatever it mounts or starts inside
# is gone when it ends, even when it is killed, so removing an unfinished chroot can never reach
# through a mounted /proc or /dev.
server_chroot() { # NAME FOLDER SUITE PACKAGE BINARY SECONDS
  local name=$1 cache chroot partial suite=$3 package=$4 binary=$5 seconds=$6
  cache=$(cache_dir)
  chroot=$cache/$2
  if [ -x "$chroot/$binary" ]; then
    echo "$chroot"
    return 0
  fi
  is_root || { say "$name needs root (a chroot)"; return 1; }
  command -v debootstrap >/dev/null || { say "$name needs debootstrap (scripts/deps chroot)"; return 1; }
  mkdir -p "$cache"
  (
    flock 9
    [ ! -x "$chroot/$binary" ] || exit 0
    partial=$chroot.partial
    rm -rf --one-file-system "$partial"
    say "Fetching $name from Debian $suite into $chroot (about two minutes, once)"
    # shellcheck disable=SC2046  # words
    timeout --foreground --signal=KILL "$seconds" unshare $(mount_namespace) --pid --fork --kill-child \
      debootstrap --variant=minbase --include="$package" "$suite" "$partial" \
      >"$chroot.log" 2>&1 9>&- || {
      say "debootstrap failed; the end of $chroot.log:"
      tail -n 5 "$chroot.log" >&2
      rm -rf --one-file-system "$partial"
      exit 1
    }
    rm -f "$partial"/var/cache/apt/archives/*.deb
    mv "$partial" "$chroot"
  ) 9>"$chroot.lock" || return 1
  echo "$chroot"
}

# Replaces this process by a command inside the chroot, with the data directory, /proc and /dev
# mounted there. The mount namespace ends with the command, and with it the mounts.
enter_chroot() { # CHROOT DATA USER command…
  local chroot=$1 data=$2 user=$3
  shift 3
  # shellcheck disable=SC2016,SC2046  # the inner shell expands it; words
  exec unshare $(mount_namespace) sh -c '
    set -e
    chroot=$1 data=$2 user=$3
    shift 3
    mount -t proc proc "$chroot/proc"
    mount --bind /dev "$chroot/dev"
    mount --bind "$data" "$chroot/mnt"
    exec chroot "$chroot" /usr/bin/setpriv --reuid="$user" --regid="$user" --clear-groups \
      --inh-caps=-all -- "$@"' sh "$chroot" "$data" "$user" "$@"
}

# Foreign keys by InnoDB, as in every version before 9.6: by default a cascade that a deadlock ends is
# answered with success from 9.6 on, and no test could count on what it was told.
launch_mysql() { # NAME CHROOT DATA option…
  local name=$1 chroot=$2 data=$3
  shift 3
  if [ "$DURABLE" = no ]; then
    set -- "$@" --innodb-flush-log-at-trx-commit=0 --innodb-flush-method=nosync --innodb-doublewrite=OFF
  fi
  : >"$DIR/$name.log"
  (enter_chroot "$chroot" "$data" mysql /usr/sbin/mysqld --no-defaults --datadir=/mnt/data --tmpdir=/mnt/tmp --port="$PORT" \
    --bind-address=127.0.0.1 --socket=/mnt/mysql.sock --pid-file=/mnt/mysql.pid --mysqlx=OFF \
    --init-file=/mnt/init.sql --skip-name-resolve --innodb-native-foreign-keys=ON \
    --local-infile=ON --secure-file-priv=/mnt/files \
    --innodb-buffer-pool-size=128M --innodb-redo-log-capacity=64M --max-connections=100 "$@") \
    </dev/null >>"$DIR/$name.log" 2>&1 &
  local pid=$!
  disown
  remember "$name" "$pid" TERM
  wait_until "$name" "$pid" grep -q 'ready for connections.*port: [1-9]' "$DIR/$name.log"
}

init_mysql() { # DATA [SQL]
  # Not into the binary log: the replica makes its own.
  cat >"$1/init.sql" <<SQL
SET sql_log_bin = 0;
CREATE DATABASE IF NOT EXISTS test;
CREATE USER root@'127.0.0.1' IDENTIFIED BY '$PASSWORD';
GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
ALTER USER root@localhost IDENTIFIED BY '$PASSWORD';
SET sql_log_bin = 1;
${2:-}
SQL
}

start_mysql() { # REPLICA
  local replica=$1 options=(--skip-log-bin) chroot data uid version primary_port number name
  chroot=$(mysql_chroot) || return 1
  data=$DATA/mysql
  uid=$(awk -F: '$1 == "mysql" {print $3 ":" $4}' "$chroot/etc/passwd")
  if [ "$replica" = yes ]; then
    options=(--server-id=1 --log-bin=primary --gtid-mode=ON --enforce-gtid-consistency=ON --sync-binlog=0)
  fi
  mkdir -p "$data/tmp" "$data/files"
  chmod 700 "$data"
  chown -R "$uid" "$data"
  (enter_chroot "$chroot" "$data" mysql /usr/sbin/mysqld --no-defaults --initialize-insecure \
    --datadir=/mnt/data --tmpdir=/mnt/tmp --innodb-flush-method=nosync --innodb-redo-log-capacity=64M) \
    </dev/null >"$DIR/mysql.log" 2>&1
  if [ "$replica" = yes ]; then
    # What a server is before its first start, but for its identity: a copy takes a tenth of the time.
    rm -f "$data/data/auto.cnf"
    for number in 1 2; do cp -a "$data" "$DATA/mysql-replica$number"; done
  fi
  init_mysql "$data"
  with_port mysql launch_mysql mysql "$chroot" "$data" "${options[@]}" ${SET[@]+"${SET[@]}"}
  rm -f "$data/init.sql"
  version=$(sed -n "s/.*ready for connections. Version: '\([0-9.]*\).*port: [1-9].*/\1/p" "$DIR/mysql.log")
  export_url MYSQL "mysql://root:$PASSWORD@127.0.0.1:$PORT/test" "$version"
  export_files MYSQL "$data/files"
  say "MySQL $version on port $PORT"
  [ "$replica" = yes ] || return 0
  primary_port=$PORT
  for number in 1 2; do
    name=mysql-replica$number
    init_mysql "$DATA/$name" "
CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=$primary_port, SOURCE_USER='root',
  SOURCE_PASSWORD='$PASSWORD', SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1;
START REPLICA;
SET GLOBAL super_read_only = ON;"
    with_port "$name" launch_mysql "$name" "$chroot" "$DATA/$name" --server-id=$((number + 1)) --skip-log-bin \
      --gtid-mode=ON --enforce-gtid-consistency=ON "$NOT_REPLICATED"
    rm -f "$DATA/$name/init.sql"
    export_url "MYSQL_REPLICA${number#1}" "mysql://root:$PASSWORD@127.0.0.1:$PORT/test"
    say "  its replica $number on port $PORT"
  done
}
