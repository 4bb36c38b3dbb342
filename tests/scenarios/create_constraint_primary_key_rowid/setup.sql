CREATE TABLE notes (id INTEGER, body TEXT, CONSTRAINT body_once UNIQUE (body) ON CONFLICT REPLACE);
INSERT INTO notes VALUES (70, 'a'), (50, 'b'), (60, 'c');
