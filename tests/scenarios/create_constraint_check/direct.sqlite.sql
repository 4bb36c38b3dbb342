CREATE TABLE tickets_new (id INTEGER PRIMARY KEY, seat INTEGER NOT NULL, rows INTEGER, title TEXT, CONSTRAINT tickets_seat CHECK (seat < rows));
INSERT INTO tickets_new (id, seat, rows, title) SELECT id, seat, rows, title FROM tickets;
DROP TABLE tickets;
ALTER TABLE tickets_new RENAME TO tickets;
