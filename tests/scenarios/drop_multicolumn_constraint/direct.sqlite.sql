CREATE TABLE tickets_new (id INTEGER PRIMARY KEY, seat INTEGER NOT NULL, rows INTEGER NOT NULL);
INSERT INTO tickets_new (id, seat, rows) SELECT id, seat, rows FROM tickets;
DROP TABLE tickets;
ALTER TABLE tickets_new RENAME TO tickets;
