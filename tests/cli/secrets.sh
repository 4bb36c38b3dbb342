#!/usr/bin/env bash
# A password never appears: not in errors, JSON, --verbose, or the process list.
. "$(dirname "$0")/lib.sh"
sample 3
password='s3cr3t-P%40ss'
plain='s3cr3t-P@ss'
quiet_about() {
  for file in out err; do
    for word in "$password" "$plain" s3cr3t; do
      ! grep -qF -e "$word" "$file" || fail "the password is in $file"
    done
  done
}

for kind in postgres postgresql mysql mariadb; do
  bad="$kind://app:$password@127.0.0.1:1/shop"
  for command in status "plan" "expand --verbose" "status --format json" "wait --for database --timeout 600ms"; do
    # shellcheck disable=SC2086
    run $command --url "$bad"
    [ "$code" -ne 0 ] || fail "connected to nothing"
    quiet_about
    # shellcheck disable=SC2086
    DATABASE_URL=$bad run $command
    quiet_about
  done
done
echo "url: postgres://app:$password@127.0.0.1:1/shop" >migrate.yaml
run status
quiet_about
rm migrate.yaml

# Addresses that are wrong, and addresses in the wrong place.
run status --url "postgres://app:$password@[broken/shop"
quiet_about
run status --url "nonsense://app:$password@h/d"
quiet_about
run plan -u "$url" "postgres://app:$password@h/d"
exits 2
quiet_about
run "postgres://app:$password@h/d"
exits 2
quiet_about
run plan -u "postgres://h/d?user=u&password=$password"
quiet_about
run backfill -u "$url" --replica "postgres://app:$password@127.0.0.1:1/shop"
quiet_about

# A password that may as well be a name: what runs is printed as it is, and the password nowhere.
echo 'operations: [{add_column: {table: users, column: {name: password, type: text, nullable: true}}}]' \
  >migrations/20260102000000_add_password.yaml
word=postgres://app:password@127.0.0.1:1/shop
export DATABASE_URL=$word
run latest
out_is 20260102000000_add_password
run plan -u "$url"
out_has 'ADD COLUMN "password"'
run plan -u "$url" --format json
out_has 'ADD COLUMN \"password\"'
out_has 20260102000000_add_password
run plan -u "$url" "$word"
exits 2
err_lacks "app:password"
run status -u "$word"
err_lacks "app:password"
printf 'hooks:\n  - {on: before_expand, command: "echo gave password up; exit 1"}\n' >migrate.yaml
run expand -u "$url"
exits 1
err_has "exit code 1: gave *** up"
rm migrate.yaml
unset DATABASE_URL

"$MIGRATE_BIN" wait --for database --url "postgres://app:$password@127.0.0.1:1/shop" --timeout 10s \
  >out 2>err </dev/null &
pid=$!
children+=("$pid")
sleep 0.5
tr '\0' ' ' <"/proc/$pid/cmdline" >out
quiet_about
out_has "wait --for database"
kill -KILL "$pid"
wait "$pid" 2>/dev/null
finish
