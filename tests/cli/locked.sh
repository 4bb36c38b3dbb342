#!/usr/bin/env bash
# A writer that does not end is named as the cause; contract offers no way back that is not there.
. "$(dirname "$0")/lib.sh"
sample 10
run up -u "$url"
exits 0
mkfifo writer
sqlite3 app.db <writer >/dev/null &
children+=($!)
exec 3>writer
echo "BEGIN IMMEDIATE;" >&3
for _ in $(seq 100); do
  sqlite3 app.db "BEGIN IMMEDIATE; ROLLBACK" 2>/dev/null || break
  sleep 0.05
done
run rollback -u "$url"
refused 1 MIG-LOCK-TIMEOUT
err_has "end or wait for that session"
echo "COMMIT;" >&3
exec 3>&-
wait
run rollback -u "$url"
exits 0

cat >migrations/20260101000001_later.yaml <<'YAML'
operations:
  - sql: {up: "INSERT INTO users (id) VALUES (1)", onComplete: true}
YAML
run up -u "$url"
exits 0
run contract -u "$url" later --force-gate "test"
exits 1
err_has MIG-STEP-FAILED
err_lacks "migrate rollback"
finish
