CREATE TABLE tickets (id INTEGER PRIMARY KEY, seat INTEGER NOT NULL, rows INTEGER NOT NULL, CONSTRAINT tickets_seat CHECK (seat < rows));
INSERT INTO tickets (id, seat, rows) VALUES (1, 4, 5);
