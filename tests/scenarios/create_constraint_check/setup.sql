CREATE TABLE tickets (id INTEGER PRIMARY KEY, seat INTEGER NOT NULL, places INTEGER, title TEXT);
INSERT INTO tickets (id, seat, places, title) VALUES (1, 4, 5, 'first'), (2, 9, NULL, 'second');
