#!/usr/bin/env bash
# MySQL, MariaDB: a foreign key that acts ON UPDATE alone stands on the shadow only once contract has made the new rules
# hold. What it changes in the table between the last comparison and that moment is in the new table nevertheless.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran=""
mkdir migrations
cat >migrations/20260101000000_books.yaml <<'YAML'
operations:
  - alter_table: {table: books, alter: "ADD CONSTRAINT books_v CHECK (v > 0)"}
YAML
reading() {
  [ "$(on "SELECT COUNT(*) FROM information_schema.INNODB_TRX t JOIN information_schema.PROCESSLIST p ON p.ID =
    t.TRX_MYSQL_THREAD_ID WHERE p.DB = '$database'")" -gt 0 ]
}

for kind in MYSQL MARIADB; do
  server=MIGRATE_TEST_${kind}_URL
  [ -n "${!server:-}" ] || continue
  # With its column in the primary key, a row comes under another one.
  for key in n shelf,n; do
    ran=yes
    database=cascade_${kind,,}_$$
    begin_database "${!server}" "$database"
    on "CREATE TABLE shelves (id INT NOT NULL PRIMARY KEY); INSERT INTO shelves VALUES (1), (2), (3);
      CREATE TABLE books (shelf INT NOT NULL, n INT NOT NULL, v INT NOT NULL, PRIMARY KEY ($key), KEY by_shelf (shelf),
        CONSTRAINT books_shelf FOREIGN KEY (shelf) REFERENCES shelves (id) ON UPDATE CASCADE);
      INSERT INTO books VALUES (1, 11, 5), (1, 12, 5), (2, 21, 5), (3, 31, 5)"
    run up -u "$url"
    exits 0
    # The key waits for whoever has read the shadow.
    rest=${url#*://} login=${rest%%@*} host=${rest#*@}
    rm -f reader
    mkfifo reader
    MYSQL_PWD=${login#*:} mariadb --no-defaults -N -u "${login%%:*}" -h "${host%%[:/]*}" \
      -P "$(sed -E 's#^[^:]*:([0-9]+).*#\1#' <<<"$host")" -D "$database" <reader >/dev/null 2>reader.err &
    children+=("$!")
    reader=$!
    exec 3>reader
    echo "BEGIN; SELECT COUNT(*) FROM migrate_books__shadow;" >&3
    pid=
    until_true "the reader has begun" reading
    run contract -u "$url" --yes --force-gate test --lock-wait-total 2s
    exits 1
    err_has 'error MIG-LOCK-TIMEOUT: "add foreign key books_shelf to the shadow"'
    echo "UPDATE shelves SET id = 10 WHERE id = 1; COMMIT;" >&3
    exec 3>&-
    wait "$reader"
    equal "$(cat reader.err)" "" "$kind, ($key): the update"
    run contract -u "$url" --yes --force-gate test
    exits 0
    equal "$(on "SELECT GROUP_CONCAT(CONCAT_WS(':', shelf, n, v) ORDER BY n) FROM books")" \
      "10:11:5,10:12:5,2:21:5,3:31:5" "$kind, ($key)"
    equal "$(on "SELECT COUNT(*) FROM books LEFT JOIN shelves ON id = shelf WHERE id IS NULL")" 0 "$kind, ($key): orphans"
    equal "$(on "SELECT COUNT(*) FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()")" 1 "$kind"
    end_database
  done
done
[ -n "$ran" ] || skip "no server"
finish
