#!/usr/bin/env bash
# Webhooks of migrate.yaml, sent to a real server; secrets of the URL and of the headers stay inside.
. "$(dirname "$0")/lib.sh"
sample 20
cat >server.py <<'PY'
import http.server, json
class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with open("posts", "a") as f:
            f.write(" ".join([self.path, self.headers.get("Authorization", "-"), body["event"], body["migration"],
                              body["phase"]]) + "\n")
        self.send_response(503 if "full" in self.path else 200)
        self.end_headers()
    def log_message(self, *a): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Hook)
with open("port.new", "w") as f: f.write(str(server.server_port))
import os; os.rename("port.new", "port")
server.serve_forever()
PY
python3 server.py &
children+=("$!")
until_true "the server listens" test -e port
port=$(cat port)

cat >migrate.yaml <<YAML
hooks:
  - on: [after_expand, after_backfill]
    webhook: http://127.0.0.1:$port/ok?token=query-secret
    headers: {Authorization: "Bearer \${TOKEN}"}
  - on: after_backfill
    webhook: http://ann:user-secret@127.0.0.1:$port/full?token=query-secret
    on_failure: stop
YAML
export TOKEN=header-secret
run up -u "$url"
refused 1 MIG-HOOK-FAILED
err_has "hook after_backfill (webhook http://127.0.0.1:$port/full) failed: HTTP 503"
for secret in query-secret user-secret header-secret; do
  err_lacks "$secret"
  ! sql .dump | grep -q "$secret" || fail "$secret is recorded"
done
equal "$(cut -d' ' -f2- posts | sed 1,2!d)" \
  "Bearer header-secret after_expand 20260101000000_full_name expand
Bearer header-secret after_backfill 20260101000000_full_name backfill"
grep -q '^/full?token=query-secret Basic ' posts || fail "the second was not sent: $(cat posts)"

# What is not set is told where it is needed, before a phase begins, and stops nothing else.
unset TOKEN
run status -u "$url"
exits 0
run app heartbeat -u "$url" --app web --instance 1 --app-version 2 --schema 1
exits 0
run rollback -u "$url" --yes
exits 0
before=$(dump_work)
for command in expand up; do
  run "$command" -u "$url"
  refused 2 MIG-CONFIG-VARIABLE
  err_has "environment variable TOKEN is not set"
  err_has migrate.yaml:4
done
equal "$(dump_work)" "$before" "nothing was begun"
run expand -u "$url" --dry-run
exits 0
finish
