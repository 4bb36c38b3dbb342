"""Another process that writes to an SQLite file: one row of `orders` every five milliseconds, in a
transaction of its own, with the busy timeout that Python and most drivers have as their default, 5 s.

    writer.py FILE RESULT     until SIGTERM

RESULT then holds how long each statement took, commit included, in milliseconds, one a line; a statement
that failed stands there as "failed" with the words of the error.
"""
import signal
import sqlite3
import sys
import time

EVERY = 0.005
going = True


def stop(*_):
    global going
    going = False


def main():
    signal.signal(signal.SIGTERM, stop)
    connection = sqlite3.connect(sys.argv[1], timeout=5, isolation_level=None)
    last = connection.execute("SELECT max(id) FROM orders").fetchone()[0]
    lines = []
    number = 0
    due = time.monotonic()
    while going:
        number += 1
        began = time.monotonic()
        try:
            connection.execute(
                "UPDATE orders SET amount = amount + 1 WHERE id = ?", (1 + number * 7919 % last,)
            )
            lines.append("%.3f" % ((time.monotonic() - began) * 1000))
        except sqlite3.Error as error:
            lines.append("failed %s" % error)
        # One that was late waits for the next beat: catching up, it would write without a pause.
        now = time.monotonic()
        due += EVERY * (1 + max(0, now - due) // EVERY)
        time.sleep(due - now)
    connection.close()
    with open(sys.argv[2], "w") as file:
        file.write("\n".join(lines) + "\n")


main()
