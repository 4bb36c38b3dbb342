#!/usr/bin/env bash
# What scripts/bench latency measures cannot look calm because a part of the application is gone.
here=$(cd "$(dirname "$0")/../../scripts" && pwd)
. "$(dirname "$0")/lib.sh"
# shellcheck source=scripts/lib.sh
. "$here/lib.sh"
# shellcheck source=scripts/bench.d/latency.sh
. "$here/bench.d/latency.sh"

# A server that ends all sessions but one after five transactions, and is then gone.
mkdir drivers
cat >drivers/MySQLdb.py <<'PY'
import threading
sessions = 0
lock = threading.Lock()
class Session:
    def __init__(self):
        global sessions
        with lock:
            sessions += 1
            self.stays = sessions < 3  # the first one only looks
        self.writes = 0
    def cursor(self): return self
    def execute(self, sql, values=()):
        self.writes += sql.startswith("UPDATE")
        if self.gone(): raise RuntimeError("server has gone away")
    def gone(self): return self.writes > 5 and not self.stays
    def fetchone(self): return (1000, 0)
    def commit(self): pass
    def rollback(self):
        if self.gone():
            with open("gone", "a") as file: file.write("one\n")
            raise RuntimeError("connection already closed")
    def close(self): pass
def connect(**_): return Session()
PY
ran="bench/application.py"
PASSWORD=x PYTHONPATH=$work/drivers python3 "$ROOT/bench/application.py" mysql 127.0.0.1 1 root bench "$work/load" >out 2>err &
pid=$!
children+=("$pid")
three_are_gone() { [ "$(grep -c one gone 2>/dev/null)" = 3 ]; }
until_true "three sessions are gone" three_are_gone
until_true "the application works" test -s load.port
kill -TERM "$pid"
wait "$pid"
code=$?
exits 0
err_empty
equal "$(grep -c '^failed RuntimeError: server has gone away' load.log)" 3 "statements that failed"
equal "$(grep -c '^failed RuntimeError: connection already closed' load.log)" 3 "sessions that ended"

# A window in which a session is missing is no measure.
ran="waits"
for ((i = 0; i < 800; i++)); do printf '%d.%03d 1.5\n' $((100 + i * 5 / 2000)) $((i * 5 / 2 % 1000)); done >whole.log
grep -v '[05] 1.5$' whole.log >part.log
(waits whole 100 102) >out 2>err
code=$?
exits 0
out_is "800 1.50 1.50 1.50"
(waits part 100 102) >out 2>err
code=$?
exits 2
err_has "transactions that were due are there"
out_empty

finish
