CREATE TABLE tickets (id INTEGER PRIMARY KEY, seat INTEGER NOT NULL, rows INTEGER, title TEXT);
INSERT INTO tickets (id, seat, rows, title) VALUES (1, 4, 5, 'first'), (2, 9, NULL, 'second');
