#!/usr/bin/env bash
# contract and rollback ask on a terminal, and only there; declined is exit 3 and changes nothing.
. "$(dirname "$0")/lib.sh"
command -v script >/dev/null || { echo "script(1) is not there: nothing to ask on" && exit 1; }
sample 5
run up -u "$url"
exits 0

# on_terminal ANSWER ARGS…: with a terminal for all streams.
on_terminal() {
  local answer=$1
  shift
  ran="migrate $* on a terminal"
  { sleep 0.5 && printf '%s\n' "$answer"; } |
    TERM=xterm script -qefc "$(printf '%q ' "$MIGRATE_BIN" "$@")" typescript >out 2>err
  code=$?
}

before=$(dump)
on_terminal n rollback -u "$url"
exits 3
out_has "[y/N]"
out_has MIG-DECLINED
equal "$(dump)" "$before" "declined, yet changed"
on_terminal "" contract -u "$url" --force-gate test
exits 3
equal "$(dump)" "$before" "declined, yet changed"
on_terminal y rollback -u "$url"
exits 0
run up -u "$url"
on_terminal x rollback -u "$url" --yes
exits 0
out_lacks "[y/N]"
run up -u "$url"
MIGRATE_YES=1 on_terminal x contract -u "$url" --force-gate test
exits 0
out_lacks "[y/N]"
finish
