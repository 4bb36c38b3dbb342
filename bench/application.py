"""An application at a steady pace: THREADS sessions, each with a transaction of one read and one write of `orders`,
by the primary key, every EVERY seconds.

    application.py postgres|mysql HOST PORT USER DATABASE RESULT     until SIGTERM; the password in $PASSWORD

RESULT.log holds a line for each transaction that was due until then: when, in seconds since the epoch, and how long it
took from then until its commit, in milliseconds. One that begins late because the one before took long counts from when
it was due: whoever asked has waited since then. One that
a deadlock ended is said again, as applications do: on MySQL and MariaDB a statement of DDL that waits is in one with a
transaction that has read the table and now writes it. One that failed stands there as "failed" with the words of the
error; so does a session that ended before its time, and with it everything that it would have measured.
RESULT.port holds the port of an HTTP server that answers with the p99 of the last two seconds, in milliseconds; what
waits at that moment is in it with how long it has waited.
"""
import http.server
import os
import signal
import sys
import threading
import time

THREADS = 4
EVERY = 0.01
WINDOW = 2.0

engine, host, port, user, database, result = sys.argv[1:]
ends = float("inf")
lines = []
failed = []
waiting = [float("inf")] * THREADS  # since when


def connect():
    if engine == "postgres":
        import psycopg2

        return psycopg2.connect(
            host=host, port=int(port), user=user, password=os.environ["PASSWORD"], dbname=database,
            application_name="application",
        )
    import MySQLdb

    return MySQLdb.connect(host=host, port=int(port), user=user, passwd=os.environ["PASSWORD"], db=database)


def words(error):
    return "failed %s" % " ".join(("%s: %s" % (type(error).__name__, error)).split())


def work(number):
    try:
        session(number)
    except Exception as error:  # whatever it is: a thread that only ended would look like calm
        failed.append(words(error))
    waiting[number] = float("inf")


def session(number):
    connection = connect()
    cursor = connection.cursor()
    cursor.execute("SELECT max(id) FROM orders")
    last = cursor.fetchone()[0]
    connection.commit()
    count = number
    due = time.time() + EVERY * number / THREADS
    while due < ends:
        waiting[number] = due
        time.sleep(max(0, due - time.time()))
        count += THREADS
        row = 1 + count * 7919 % last
        for attempt in range(5):
            try:
                cursor.execute("SELECT amount, status FROM orders WHERE id = %s", (1 + count * 104729 % last,))
                cursor.fetchone()
                cursor.execute("UPDATE orders SET amount = amount + 1 WHERE id = %s", (row,))
                connection.commit()
                lines.append((due, (time.time() - due) * 1000))
                break
            except Exception as error:
                if attempt == 4 or "eadlock" not in str(error):
                    failed.append(words(error))
                    attempt = 4
                connection.rollback()  # fails where the session is gone
                if attempt == 4:
                    break
        due += EVERY
    connection.close()


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        now = time.time()
        recent = []
        for due, took in reversed(lines):
            if due < now - WINDOW:
                break
            recent.append(took)
        recent += [(now - since) * 1000 for since in list(waiting) if since < now]
        recent.sort()
        text = b"%.2f\n" % (recent[int((len(recent) - 1) * 0.99)] if recent else 0)
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


def stop(*_):
    global ends
    ends = min(ends, time.time())


def main():
    signal.signal(signal.SIGTERM, stop)
    connect().close()  # or it ends here
    threads = [threading.Thread(target=work, args=(i,)) for i in range(THREADS)]
    for thread in threads:
        thread.start()
    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with open(result + ".port", "w") as file:
        file.write("%d\n" % server.server_port)
    while time.time() < ends:
        time.sleep(0.05)
    for thread in threads:
        thread.join()
    with open(result + ".log", "w") as file:
        for due, took in lines:
            file.write("%.3f %.3f\n" % (due, took))
        for line in failed:
            file.write(line + "\n")


main()
