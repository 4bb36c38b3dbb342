#!/usr/bin/env bash
# What the documentation shows is true: a page marked `<!-- runs on SQLite -->` prints what its commands print; every
# migration is one, the settings are, and every command, flag and file is there.
# shellcheck disable=SC2016  # backquotes are Markdown's
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
docs=$(cd "$here/../.." && pwd)
ran="" && : >out && : >err
pages() { find "$docs/README.md" "$docs/docs" -name '*.md' ! -path '*/decisions/*' | sort; }

# Times, rates and the widths of columns that follow them differ from run to run; of less than a row a second there is
# no rate.
steady() {
  sed -E 's/[0-9]+(\.[0-9]+)?(ms|s)([^a-z]|$)/TIME\3/g; s/, [0-9][0-9,]*\/s//g; s/ +/ /g; s/ $//' "$1" | sed '/^$/d'
}

# A page: its blocks ``` are sessions, one after the other; a block below `<!-- file: PATH -->` is that file.
run_page() {
  local page=$1 line command='' file='' block=''
  exec 5<"$page"
  : >shown && : >real && : >err
  finish_command() {
    [ -n "$command" ] || return 0
    ran="$command"
    echo "$ $command" >>real
    if [[ $command == 'export '* ]]; then
      eval "$command"
    else
      bash -c "$command" >>real 2>&1 </dev/null
      code=$?
      [ "$code" -eq 0 ] || echo "(exit code $code)" >>real
    fi
    command=
  }
  while IFS= read -r line <&5; do
    case $block:$line in
      :'<!-- file: '*) file=${line#'<!-- file: '} && file=${file%' -->'} ;;
      :'```'*) block=${file:-session} && file='' && [ "$block" = session ] || : >"$block" ;;
      :*) ;;
      *:'```') finish_command && block= ;;
      session:'$ '*) finish_command && command=${line#'$ '} && echo "$line" >>shown ;;
      session:*)
        # A quote that is open goes on in the next line.
        if [ -n "$command" ] && [ $(($(tr -dc '"' <<<"$command" | wc -c) % 2)) -eq 1 ]; then
          command+=$'\n'$line
        fi
        echo "$line" >>shown
        ;;
      *) echo "$line" >>"$block" ;;
    esac
  done
  exec 5<&-
  steady shown >shown.steady
  steady real >real.steady
  diff shown.steady real.steady >out 2>&1 || fail "$(basename "$page") shows something else (<) than there is (>)"
}
PATH=$(dirname "$MIGRATE_BIN"):$PATH
found=0
while read -r page; do
  grep -qxF '<!-- runs on SQLite -->' "$page" || continue
  found=$((found + 1))
  mkdir "page$found" && cd "page$found" || exit 1
  run_page "$page"
  unset DATABASE_URL
  cd .. || exit 1
done < <(pages)
[ "$found" -gt 0 ] || fail "no page runs"

# Migrations: each yaml block that begins with its operations or its description.
found=0
while read -r page; do
  rm -rf migrations && mkdir migrations
  awk -v base=migrations/ '
    /^```yaml/ {block = 1; text = ""; next}
    /^```/ {
      if (block && text ~ /(^|\n)operations:/) printf "%s", text > (base sprintf("%04d", FNR) ".yaml")
      block = 0
      next
    }
    block {text = text $0 "\n"}' "$page"
  [ -n "$(ls migrations)" ] || continue
  found=$((found + $(find migrations -type f | wc -l)))
  run validate
  [ "$code" -eq 0 ] || fail "$(basename "$page"): a migration that is none"
done < <(pages)
[ "$found" -gt 20 ] || fail "only $found migrations found"

# Settings: each yaml block that begins with one.
sql "CREATE TABLE t (id INTEGER PRIMARY KEY)"
found=0
rm -rf migrations
export WATCHER=x HOOK_TOKEN=x TOKEN=x SHOP_URL=sqlite:app.db
while read -r page; do
  rm -f settings.*
  awk -v fields='^(url|migrations|lock_timeout|lock_wait_total|backfill|throttle|contract|apps|hooks|abort_if):' '
    /^```yaml/ {block = 1; text = ""; next}
    /^```/ {
      if (block && text ~ fields && text !~ /(^|\n)operations:/) printf "%s", text > ("settings." FNR)
      block = 0
      next
    }
    block {text = text $0 "\n"}' "$page"
  for settings in settings.*; do
    [ -e "$settings" ] || continue
    found=$((found + 1))
    run status -u "$url" --config "$settings"
    [ "$code" -eq 0 ] || fail "$(basename "$page"): settings that are none, above line ${settings#settings.}"
  done
done < <(pages)
[ "$found" -gt 4 ] || fail "only $found settings found"

# Links to other files.
while read -r page; do
  ran="$page" && code=0 && : >out && : >err
  while read -r target; do
    [ -e "$(dirname "$page")/$target" ] || fail "$(basename "$page"): no $target"
  done < <(grep -oE '\]\([^)#]+' "$page" | sed 's/^](//' | grep -v '^https\?:')
done < <(find "$docs/README.md" "$docs/docs" -name '*.md')

# Commands and their flags, in text and in blocks.
"$MIGRATE_BIN" completion bash | sed -n "s/^    '') words='\(.*\)'.*/\1/p" | tr ' ' '\n' >commands
found=0
while read -r word rest; do
  [[ $word =~ ^[a-z]+$ ]] || continue
  ran="migrate $word $rest"
  sub=
  [ "$word" != app ] || { sub=${rest%% *} && [[ $sub =~ ^[a-z]+$ ]] || continue; }
  grep -qxF "$word" commands || { fail "there is no command $word"; continue; }
  found=$((found + 1))
  # shellcheck disable=SC2086
  [ -e "help.$word$sub" ] || "$MIGRATE_BIN" $word $sub --help >"help.$word$sub"
  while read -r flag; do
    grep -qE -- "(^|[ ,])$flag([ ,=]|$)" "help.$word$sub" || fail "migrate $word $sub has no $flag"
  done < <(grep -oE -- '--[a-z][a-z-]*' <<<"$rest")
done < <(pages | xargs cat | grep -oE '(`|^\$ )migrate [a-z][^`|&;#]*' | sed -E 's/^(`|\$ )migrate //' | sort -u)
[ "$found" -gt 40 ] || fail "only $found commands found"
finish
