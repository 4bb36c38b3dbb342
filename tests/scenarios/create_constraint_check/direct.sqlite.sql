CREATE TABLE tickets_new (id INTEGER PRIMARY KEY, seat INTEGER NOT NULL, places INTEGER, title TEXT, CONSTRAINT tickets_seat CHECK (seat < places));
INSERT INTO tickets_new (id, seat, places, title) SELECT id, seat, places, title FROM tickets;
DROP TABLE tickets;
ALTER TABLE tickets_new RENAME TO tickets;
