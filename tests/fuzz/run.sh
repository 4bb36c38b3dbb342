#!/usr/bin/env bash
# One target for so many seconds: first every seed, then what libFuzzer makes of them.
#   run.sh PROGRAM tests/fuzz SECONDS
# An input that breaks something is kept under crashes/ beside the program, and printed.
set -euo pipefail
program=$1 home=$2 seconds=$3
name=$(basename "$program")
seeds=$home/corpus/${name#fuzz_}
crashes=$(dirname "$program")/crashes
found=$(mktemp -d "${TMPDIR:-/tmp}/migrate-fuzz.XXXXXX")
trap 'rm -rf "$found"' EXIT
mkdir -p "$crashes"
[ -n "$(ls "$seeds")" ] || {
  echo "no seeds in $seeds" >&2
  exit 1
}
options=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=512 -max_len=8192
  -artifact_prefix="$crashes/$name-" -print_final_stats=1
  -dict="$home/dict/${name#fuzz_}")
code=0
"$program" "${options[@]}" "$found" "$seeds" >"$found.log" 2>&1 || code=$?
if [ "$code" -ne 0 ]; then
  tail -n 60 "$found.log"
  while IFS= read -r file; do
    printf '\n%s\n' "$file"
    od -A d -c "$file" | head -n 60
  done < <(sed -n 's/^.*Test unit written to //p' "$found.log")
  echo "again: $program FILE" >&2
else
  grep -E '^stat::(number_of_executed_units|average_exec_per_sec|slowest_unit|peak_rss)' "$found.log"
fi
rm -f "$found.log"
exit "$code"
