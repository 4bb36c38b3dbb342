CREATE TABLE spans (id INTEGER PRIMARY KEY, width INTEGER, height INTEGER NOT NULL);
INSERT INTO spans (id, width, height) VALUES (1, 2, 3), (2, 4, 5);
