CREATE TABLE notes (id INTEGER, body VARCHAR(20), serial INTEGER NOT NULL UNIQUE);
INSERT INTO notes VALUES (7, 'a', 1), (8, 'b', 2), (7, 'c', 3);
