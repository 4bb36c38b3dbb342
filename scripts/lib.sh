# shellcheck shell=bash
# Shared by the scripts of this folder; sourced, never run.

# shellcheck disable=SC2034  # used by those who source this
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }
heading() { printf '\n== %s\n' "$*" >&2; }
die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 2
}

is_root() { [ "$(id -u)" -eq 0 ]; }

# Runs a command as root: directly, or through sudo.
as_root() {
  if is_root; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo -- "$@"
  else
    die "this needs root (or sudo): $*"
  fi
}

# Runs a command as an unprivileged user; the _exec form replaces the shell it is called in, so that
# the pid of a background subshell is the pid of the command.
as_user() {
  (as_user_exec "$@")
}

as_user_exec() { # USER command…
  local user=$1
  shift
  if is_root; then
    exec setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups --inh-caps=-all -- "$@"
  else
    exec "$@"
  fi
}

# Where downloads that are worth keeping between runs live.
cache_dir() {
  if [ -n "${MIGRATE_CACHE:-}" ]; then
    echo "$MIGRATE_CACHE"
  elif is_root; then
    echo /var/cache/migrate-test
  else
    echo "${XDG_CACHE_HOME:-$HOME/.cache}/migrate-test"
  fi
}

# A new directory in memory when there is room for two gigabytes, on disk otherwise.
fast_temp_dir() {
  local free_kb
  free_kb=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 {print $4}')
  if [ -w /dev/shm ] && [ "${free_kb:-0}" -gt 2000000 ]; then
    mktemp -d "/dev/shm/$1.XXXXXX"
  else
    mktemp -d "${TMPDIR:-/tmp}/$1.XXXXXX"
  fi
}

# A process is named by its pid and its start time: a pid alone may be used again by a stranger.
process_start() { awk '{sub(/^.*\) /, ""); print $20}' "/proc/$1/stat" 2>/dev/null || true; }

process_alive() { # PID START
  [ -n "$1" ] && [ "$(process_start "$1")" = "$2" ] && [ -n "$2" ] &&
    ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null
}

# Ends a process politely, then surely. Returns once it is gone.
end_process() { # PID START SIGNAL SECONDS
  local i
  process_alive "$1" "$2" || return 0
  kill -s "$3" "$1" 2>/dev/null || true
  for ((i = 0; i < $4 * 20; i++)); do
    process_alive "$1" "$2" || return 0
    sleep 0.05
  done
  kill -s KILL "$1" 2>/dev/null || true
  for ((i = 0; i < 100; i++)); do
    process_alive "$1" "$2" || return 0
    sleep 0.05
  done
  return 1
}

# Runs a command in a process group of its own and waits for it, so that a trap runs at once and can
# end all of it, grandchildren too. GROUP_FILE, where set, tells the servers' watchdog of it: when this
# process is killed and no trap runs, the group ends with the servers.
GROUP=""
run_group() {
  local code=0
  setsid -- "$@" &
  GROUP=$!
  if [ -n "${GROUP_FILE:-}" ]; then printf '%s %s\n' "$GROUP" "$(process_start "$GROUP")" >"$GROUP_FILE"; fi
  wait "$GROUP" || code=$?
  GROUP=""
  rm -f "${GROUP_FILE:-}"
  return "$code"
}

end_group() {
  [ -n "$GROUP" ] || return 0
  local group=$GROUP i
  GROUP=""
  kill -TERM -- "-$group" 2>/dev/null || return 0
  for ((i = 0; i < 60; i++)); do
    kill -0 -- "-$group" 2>/dev/null || return 0
    sleep 0.05
  done
  kill -KILL -- "-$group" 2>/dev/null || true
}

# A port on the loopback address that nobody listens on, below the range that the kernel hands out.
free_port() {
  local port hex
  for _ in $(seq 200); do
    port=$((20000 + RANDOM % 12000))
    hex=$(printf ':%04X ' "$port")
    if ! cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '{print $2 " "}' |
      grep "$hex" >/dev/null; then
      echo "$port"
      return 0
    fi
  done
  die "found no free port"
}

human_seconds() {
  local s=$1
  if ((s >= 60)); then printf '%d min %02d s' $((s / 60)) $((s % 60)); else printf '%d s' "$s"; fi
}
