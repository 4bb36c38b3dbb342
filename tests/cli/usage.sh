#!/usr/bin/env bash
# Command lines that are wrong: exit 2, one line that says what was expected.
. "$(dirname "$0")/lib.sh"

one_line() { [ "$(wc -l <err)" -eq 1 ] || fail "more than one line"; }

run
refused 2 MIG-USAGE && one_line
run expnad
refused 2 MIG-USAGE && one_line
err_has "did you mean 'expand'?"
run expand --lok-timeout 2s
refused 2 MIG-USAGE && one_line
err_has "did you mean '--lock-timeout'?"
run expand --lock-timeout 2
refused 2 MIG-USAGE
err_has "expected a duration"
run expand --lock-timeout 0 -u "$url"
refused 2 MIG-USAGE
run backfill --batch fast
refused 2 MIG-USAGE
run backfill -u "$url" --workers 65
refused 2 MIG-USAGE
err_has "from 1 to 64"
run status --format xml
refused 2 MIG-USAGE
run status --format markdown -u "$url"
refused 2 MIG-USAGE
run backfill -u "$url" --replica postgres://nobody@127.0.0.1:1/none
refused 2 MIG-USAGE
err_has "--max-lag"
run latest surplus
refused 2 MIG-USAGE
run app
refused 2 MIG-USAGE
run app lits
refused 2 MIG-USAGE
err_has "did you mean 'app list'?"
run approve
refused 2 MIG-USAGE
run wait
refused 2 MIG-USAGE
run new x --op renam_column
refused 2 MIG-USAGE
err_has "did you mean 'rename_column'?"

# The error is JSON where JSON was asked for, also when the command line is the error.
run expand --nonsense --format json
exits 2
out_empty
is_json err

run --help
exits 0
err_empty
for command in init new validate plan expand backfill contract up rollback status gate verify app \
  approve wait baseline latest version completion; do
  out_has "$command"
  "$MIGRATE_BIN" "$command" --help >help 2>&1 || fail "$command --help"
done
run --version
exits 0
run version
exits 0
out_has "migrate "
run version --format json
is_json

for shell in bash zsh fish; do
  run completion "$shell"
  exits 0
  out_has rollback
  out_has lock-timeout
done
run completion bash
bash -n out || fail "the completion script does not parse"
complete_line() {
  # shellcheck disable=SC1091
  (. ./out && COMP_WORDS=("$@") && COMP_CWORD=$(($# - 1)) && { _migrate; echo "${COMPREPLY[*]}"; })
}
equal "$(complete_line migrate roll)" rollback
equal "$(complete_line migrate expand --lock-w)" --lock-wait-total
equal "$(complete_line migrate app ret)" retire
equal "$(complete_line migrate -q app list --form)" --format
run completion tcsh
refused 2 MIG-USAGE
finish
