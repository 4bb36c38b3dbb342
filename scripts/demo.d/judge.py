"""The demo's judge: compares the table with what the applications wrote and with what stood there
before, and says so. Exit code 1 when anything is lost.

    judge.py DATABASE BEFORE COLUMN OLD.json NEW.json
"""

import json
import sqlite3
import sys

database, before, column, *reports = sys.argv[1:]
db = sqlite3.connect(database)
db.execute("ATTACH ? AS before", (before,))
one = lambda sql: db.execute(sql).fetchone()[0]
problems = []


def claim(text, value, expected):
    good = value == expected
    print("  %-66s %s" % (text, "%d of %d" % (value, expected) if good else "%s, expected %s  <<<" % (value, expected)))
    if not good:
        problems.append(text)


apps = [json.load(open(path, encoding="utf-8")) for path in reports]
for app in apps:
    in_ledger = one("SELECT count(*) FROM ledger WHERE app = '%s'" % app["app"])
    claim("writes of %s (version %s) that its ledger holds" % (app["app"], app["version"]), in_ledger, app["writes"])

# The last word on every row that anybody wrote to, against the table.
db.execute(
    "CREATE TEMP TABLE last AS SELECT package_id, value FROM ledger l"
    " WHERE seq = (SELECT max(seq) FROM ledger WHERE package_id = l.package_id)")
written = one("SELECT count(*) FROM temp.last")
kept = one(
    "SELECT count(*) FROM temp.last l LEFT JOIN main.package p ON p.id = l.package_id"
    " WHERE p.%s IS l.value AND (p.id IS NULL) = (l.value IS NULL)" % column)
claim("rows that were written to, and show the last write", kept, written)
untouched = one("SELECT count(*) FROM before.package WHERE id NOT IN (SELECT package_id FROM temp.last)")
same = one(
    "SELECT count(*) FROM before.package b JOIN main.package p USING (id)"
    " WHERE id NOT IN (SELECT package_id FROM temp.last) AND p.%s IS b.maintainer AND p.name IS b.name"
    " AND p.version IS b.version AND p.section IS b.section AND p.installed_kb IS b.installed_kb"
    " AND p.description IS b.description" % column)
claim("rows nobody wrote to, and are as they were", same, untouched)
claim("rows in the table", one("SELECT count(*) FROM main.package"),
      untouched + one("SELECT count(*) FROM temp.last WHERE value IS NOT NULL"))
claim("reads of the other version's writes that saw another value", sum(a["wrong_reads"] for a in apps), 0)
claim("statements of either application that failed", sum(a["errors"] for a in apps), 0)
columns = [row[1] for row in db.execute("PRAGMA main.table_info(package)")]
claim("columns named maintainer or responsible", sum(c in ("maintainer", "responsible") for c in columns), 1)
claim("triggers left on the database", one("SELECT count(*) FROM main.sqlite_master WHERE type = 'trigger'"), 0)
integrity = one("PRAGMA main.integrity_check")
print("  %-66s %s" % ("PRAGMA integrity_check", integrity))
if integrity != "ok":
    problems.append("integrity_check")
for app in apps:
    print("  %-66s %.0f ms" % ("longest that a write of %s took" % app["app"], app["slowest_ms"]))

total = " and ".join("%d writes of version %s" % (a["writes"], a["version"]) for a in apps)
reads = sum(a["reads_checked"] for a in apps)
print()
if problems:
    print("LOST OR WRONG: " + "; ".join(problems))
    sys.exit(1)
print("%s, %d of their reads checked: no write was lost." % (total, reads))
