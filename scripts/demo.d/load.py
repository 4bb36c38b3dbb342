"""Makes the demo's database: the distribution's own package index, one row per package.

    apt-cache dumpavail | load.py packages.db
"""

import sqlite3
import sys

COLUMNS = ("Package", "Version", "Section", "Installed-Size", "Maintainer", "Description")


def stanzas(lines):
    fields, last = {}, None
    for line in lines:
        line = line.rstrip("\n")
        if not line:
            if fields:
                yield fields
            fields, last = {}, None
        elif line[0] in " \t":
            if last == "Description":
                fields[last] += "\n" + line.strip()
        else:
            key, _, value = line.partition(":")
            last = "Description" if key.startswith("Description") and "md5" not in key else key
            fields[last] = value.strip()
    if fields:
        yield fields


def main():
    db = sqlite3.connect(sys.argv[1])
    db.execute("PRAGMA journal_mode=WAL")
    db.executescript(
        """
        CREATE TABLE package (
          id           INTEGER PRIMARY KEY,
          name         TEXT NOT NULL,
          version      TEXT NOT NULL,
          section      TEXT,
          installed_kb INTEGER,
          maintainer   TEXT NOT NULL,
          description  TEXT
        );
        CREATE INDEX package_name ON package (name);
        CREATE INDEX package_maintainer ON package (maintainer);
        -- The demo's witness: every write of either application, in the transaction that made it.
        CREATE TABLE ledger (
          seq        INTEGER PRIMARY KEY AUTOINCREMENT,
          app        TEXT NOT NULL,
          package_id INTEGER NOT NULL,
          value      TEXT  -- NULL: the row was deleted
        );
        CREATE INDEX ledger_package ON ledger (package_id, seq);
        """
    )
    seen = set()
    with db:
        for stanza in stanzas(sys.stdin):
            key = (stanza.get("Package"), stanza.get("Version"))
            if None in key or key in seen:
                continue
            seen.add(key)
            row = [stanza.get(column) for column in COLUMNS]
            row[4] = row[4] or "nobody"
            db.execute(
                "INSERT INTO package (name, version, section, installed_kb, maintainer, description)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )
    if len(seen) < 100:
        sys.exit("apt-cache dumpavail gave only %d packages; run apt-get update" % len(seen))
    # Words of the language around each other: names beyond ASCII prove that nothing is re-encoded.
    beyond_ascii = db.execute(
        "SELECT count(*) FROM package WHERE maintainer GLOB '*[^ -~]*'"
    ).fetchone()[0]
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(len(seen), beyond_ascii)


main()
