#!/usr/bin/env bash
# lib.sh itself: what a script of this directory ends with. One that fails must never pass for one that did not.
# shellcheck disable=SC2016  # what is expanded in the scripts of its own
. "$(dirname "$0")/lib.sh"
here=$(dirname "$0")
# ends EXIT WHAT SCRIPT: lib.sh is read ahead of it.
ends() {
  printf '%s\n' ". '$here/lib.sh'" "$3" >one.sh
  ran="$2" code=$1
  bash "$work/one.sh" >out 2>err
  equal "$?" "$1" "$2"
}
ends 0 "all is well" 'equal 1 1; finish'
ends 1 "a failed assertion" 'equal 1 2; finish'
ends 1 "a failed assertion, and no finish" 'equal 1 2'
ends 1 "no finish" 'equal 1 1'
ends 1 "an end ahead of its finish" 'exit 0; finish'
ends 1 "an assertion behind its finish" 'finish; equal 1 2'
ends 1 "an assertion that failed in a subshell" '(equal 1 2); finish'
ends 1 "in a pipe" 'echo x | while read -r x; do equal "$x" y; done; finish'
ends 1 "in what a command is given" 'equal "$(equal 1 2 >/dev/null)" ""; finish'
ends 1 "a misspelt assertion" 'eqal 1 1; finish'
ends 1 "a library that is missing" '. ./lib_gone.sh; begin_database x y; finish'
ends 1 "a trap of its own" "trap 'true; leave' EXIT; equal 1 2; exit 0"
ends 1 "a variable that is not set" 'equal "$nowhere" ""; finish'
ends 77 "nothing to test it on" 'skip "no server"; equal 1 2; finish'
ends 77 "the same with a trap of its own" "trap 'true; leave' EXIT; skip 'no server'"
ends 1 "a failed assertion ahead of that" 'equal 1 2; skip "no server"; finish'
finish
