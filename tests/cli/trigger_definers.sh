#!/usr/bin/env bash
# MySQL, MariaDB: triggers run with the rights of their definer, which the shadow of a table must not be beyond. Whoever
# has too few is named before anything is made, and with exactly what is named every write goes on.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran=""
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: accounts, alter: "MODIFY cents BIGINT NOT NULL"}
YAML
ours() {
  on "SELECT (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND
      (TABLE_NAME LIKE 'migrate\_%accounts%' OR TABLE_NAME LIKE 'migrate\_trial%')) +
    (SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND TRIGGER_NAME LIKE 'migrate%')"
}
# Each number is written by the application, changed and read again, and the triggers have told the journal of it.
writes() {
  on "INSERT INTO accounts (id, cents) VALUES ($1, $1); UPDATE accounts SET cents = cents + 1 WHERE id = $1" ||
    fail "$kind: the application's write fails $2"
  equal "$(on "SELECT cents FROM accounts WHERE id = $1")" $(($1 + 1)) "$2"
  equal "$(on "SELECT COUNT(*) FROM journal WHERE id = $1")" 1 "$2"
}

for kind in MYSQL MARIADB; do
  server=MIGRATE_TEST_${kind}_URL
  [ -n "${!server:-}" ] || continue
  ran=yes
  database=definers_${kind,,}_$$
  begin_database "${!server}" "$database"
  trap 'on "DROP USER IF EXISTS trg$$@localhost, few$$@localhost"; drop_database; leave' EXIT
  on "CREATE TABLE accounts (id INT NOT NULL PRIMARY KEY, cents INT NOT NULL); INSERT INTO accounts VALUES (1, 1), (2, 2);
    CREATE TABLE journal (seq INT AUTO_INCREMENT PRIMARY KEY, id INT);
    CREATE USER trg$$@localhost, few$$@localhost;
    GRANT SELECT, UPDATE, TRIGGER ON accounts TO trg$$@localhost; GRANT INSERT ON journal TO trg$$@localhost;
    GRANT SELECT, UPDATE, TRIGGER ON accounts TO few$$@localhost; GRANT TRIGGER ON $database.* TO few$$@localhost;
    CREATE DEFINER=trg$$@localhost TRIGGER accounts_changed AFTER UPDATE ON accounts FOR EACH ROW
      INSERT INTO journal (id) VALUES (NEW.id);
    CREATE DEFINER=few$$@localhost TRIGGER accounts_rule BEFORE UPDATE ON accounts FOR EACH ROW
      SET NEW.cents = GREATEST(NEW.cents, 0)"
  # MySQL keeps this semicolon as part of the trigger.
  on "DELIMITER \$\$
CREATE TRIGGER accounts_free BEFORE DELETE ON accounts FOR EACH ROW DO 0;
\$\$"
  before=$(ours)
  for command in plan expand up; do
    run "$command" -u "$url"
    refused 2 MIG-PLAN-PRIVILEGES
    err_has "  - GRANT SELECT, TRIGGER ON \`$database\`.* TO \`trg$$\`@\`localhost\`: trigger accounts_changed ("
    err_has "  - GRANT SELECT, TRIGGER ON \`$database\`.* TO \`few$$\`@\`localhost\`: trigger accounts_rule ("
    [ "$(grep -c '^  - ' err)" -eq 2 ] || fail "not two lines"
    equal "$(ours)" "$before" "$kind: made by $command"
  done
  writes 10 "before"

  # What was said, word by word.
  while read -r grant; do on "$grant"; done < <(sed -n 's/^  - \(GRANT .*\): trigger .*/\1/p' err)
  run expand -u "$url"
  exits 0
  writes 20 "after expand"
  run backfill -u "$url"
  exits 0
  writes 30 "after the exchange"
  run rollback -u "$url"
  exits 0
  writes 40 "after the rollback"
  run up -u "$url"
  exits 0
  run contract -u "$url" --yes --force-gate "test"
  exits 0
  writes 50 "after contract"
  equal "$(on "SELECT GROUP_CONCAT(TRIGGER_NAME ORDER BY TRIGGER_NAME) FROM information_schema.TRIGGERS WHERE
    TRIGGER_SCHEMA = DATABASE()")" accounts_changed,accounts_free,accounts_rule "$kind"
  trap 'drop_database; leave' EXIT
  on "DROP USER trg$$@localhost, few$$@localhost"
  end_database
done
[ -n "$ran" ] || skip "no server"
finish
