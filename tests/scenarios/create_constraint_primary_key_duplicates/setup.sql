CREATE TABLE notes (id INTEGER, body TEXT);
INSERT INTO notes VALUES (7, 'a'), (8, 'b'), (7, 'c');
