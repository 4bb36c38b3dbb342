"""A small application that edits packages all the time: the demo's old and new version.

    app.py DATABASE NAME VERSION COLUMN [SCHEMA]

It knows the person behind a package by COLUMN alone ("maintainer" in the old version,
"responsible" in the new one). It never heard of the migration, but for one upsert that tells the
migrate tool, every two seconds, which version runs here. On SIGTERM it says what it did and ends.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time

database, name, version, column = sys.argv[1:5]
schema = sys.argv[5] if len(sys.argv) > 5 else ""

PEOPLE = ["Ada Lovelace", "Bjørn Ærø", "Søren Kierkegaard", "Зинаида Гиппиус", "樋口一葉", "O'Brien; --",
          "José Ñandú", "Grace Hopper", "Zoë 🦀", "Έλλη Αλεξίου"]

HEARTBEAT = open(os.path.join(os.path.dirname(__file__), "heartbeat.sql"), encoding="utf-8").read()

done = {"app": name, "version": version, "writes": 0, "inserts": 0, "updates": 0, "deletes": 0,
        "reads_checked": 0, "wrong_reads": 0, "errors": 0, "slowest_ms": 0.0}
running = True


def stop(*_):
    global running
    running = False


signal.signal(signal.SIGTERM, stop)
signal.signal(signal.SIGINT, stop)

db = sqlite3.connect(database, timeout=30, isolation_level=None)
db.execute("PRAGMA synchronous=NORMAL")


def write(rng, highest):
    """One transaction: one change and its line in the ledger. Returns the rows changed by kind."""
    kind = rng.choices(("updates", "inserts", "deletes"), (75, 20, 5))[0]
    person = "%s <%s-%d@example.org>" % (rng.choice(PEOPLE), name, done["writes"])
    # Every third write goes to a few rows that both versions fight over.
    package = rng.randint(1, 300 if rng.random() < 0.33 else highest)
    db.execute("BEGIN IMMEDIATE")
    if kind == "inserts":
        package = db.execute(
            "INSERT INTO package (name, version, section, installed_kb, %s, description)"
            " VALUES (?, '1.0-1', 'demo', 1, ?, 'made by the demo')" % column,
            ("demo-%s-%d" % (name, done["writes"]), person)).lastrowid
        changed = 1
    elif kind == "updates":
        changed = db.execute("UPDATE package SET %s = ? WHERE id = ?" % column, (person, package)).rowcount
    else:
        changed = db.execute("DELETE FROM package WHERE id = ?", (package,)).rowcount
        person = None
    if changed:
        db.execute("INSERT INTO ledger (app, package_id, value) VALUES (?, ?, ?)", (name, package, person))
    db.execute("COMMIT")
    done["writes"] += changed
    done[kind] += changed


def check_read(rng, last):
    """A package that somebody, perhaps the other version, wrote lately must read as written."""
    db.execute("BEGIN")
    row = db.execute(
        "SELECT l.package_id, l.value FROM ledger l WHERE l.seq = (SELECT max(seq) FROM ledger"
        " WHERE package_id = (SELECT package_id FROM ledger WHERE seq = ?))", (last - rng.randint(0, 50),)
    ).fetchone()
    if row:
        found = db.execute("SELECT %s FROM package WHERE id = ?" % column, (row[0],)).fetchone()
        done["reads_checked"] += 1
        if (found[0] if found else None) != row[1]:
            done["wrong_reads"] += 1
            print("%s read %r where %r was written" % (name, found, row[1]), file=sys.stderr)
    db.execute("COMMIT")


def main():
    rng = random.Random(name)
    highest = db.execute("SELECT max(id) FROM package").fetchone()[0]
    next_beat = 0.0
    while running:
        begun = time.monotonic()
        try:
            if begun >= next_beat:
                db.execute(HEARTBEAT, {"app": "packages", "instance": name, "version": version, "schema": schema})
                next_beat = begun + 2
            write(rng, highest)
            done["slowest_ms"] = max(done["slowest_ms"], (time.monotonic() - begun) * 1000)
            last = db.execute("SELECT max(seq) FROM ledger").fetchone()[0] or 0
            check_read(rng, last)
        except sqlite3.Error as error:
            done["errors"] += 1
            print("%s: %s" % (name, error), file=sys.stderr)
            if db.in_transaction:
                db.execute("ROLLBACK")
        time.sleep(0.004)
    print(json.dumps(done))


main()
