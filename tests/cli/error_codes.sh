#!/usr/bin/env bash
# Every MIG- code of the sources has its line in docs/errors.md, and the other way round.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
root=$(cd "$here/../.." && pwd)
ran="comparison of the sources with docs/errors.md"
: >out
: >err

sources() { grep -rhE "$1" "$root/src" "$root/dialects" --include='*.cpp' --include='*.hpp'; }
{
  sources '"MIG-' | grep -oE '"MIG-[A-Z]+(-[A-Z]+)*"' | tr -d '"' |
    grep -vxE 'MIG-(FILE|CONFIG|CONNECT|PLAN|URL)'
  # Readers of migration files and of migrate.yaml share their code; these two hold in one of them only.
  for code in $(sources 'source_error\(' | grep -oE 'source_error\([^"]*"[A-Z]+"' |
    grep -oE '"[A-Z]+"' | tr -d '"' | sort -u); do
    case $code in
      VARIABLE) echo "MIG-CONFIG-$code" ;;
      DUPLICATE | NAME | OPERATION | PLACEHOLDER) echo "MIG-FILE-$code" ;;
      *) echo "MIG-CONFIG-$code" "MIG-FILE-$code" ;;
    esac
  done | tr ' ' '\n'
  # The code of a long call stands on its second line.
  sources '' | tr '\n' ' ' | grep -oE 'bad_url\( *"[A-Z]+"' | sed -E 's/.*"([A-Z]+)"/MIG-URL-\1/'
} | sort -u >used
# shellcheck disable=SC2016
grep -oE '^\| `MIG-[A-Z-]+`' "$root/docs/errors.md" | grep -oE 'MIG-[A-Z-]+' >all
sort all | uniq -d >twice
sort -u all >documented
equal "$(comm -23 used documented | tr '\n' ' ')" "" "not in docs/errors.md"
equal "$(comm -13 used documented | tr '\n' ' ')" "" "in docs/errors.md only"
equal "$(cat twice)" "" "twice in docs/errors.md"

# Every command has its page.
for command in $("$MIGRATE_BIN" completion bash | sed -nE "s/^ *''\) words='(.*)' ;;/\1/p"); do
  [ -f "$root/docs/commands/$command.md" ] || fail "no docs/commands/$command.md"
done
# Every flag of a command is named in its page, in that of expand or backfill it refers to, or in README.
common=$(cat "$root"/docs/commands/{README,expand,backfill}.md)
while read -r command flags; do
  for flag in $flags; do
    grep -qF -e "$flag" "$root/docs/commands/${command%% *}.md" || grep -qF -e "$flag" <<<"$common" ||
      fail "$command $flag is not documented"
  done
done < <("$MIGRATE_BIN" completion bash | sed -nE "s/^ *'([a-z]+)( [a-z]+)?'\) words='(--.*)' ;;/\1 \3/p")
finish
