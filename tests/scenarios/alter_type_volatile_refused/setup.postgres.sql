CREATE TABLE things (id integer PRIMARY KEY, token text);
INSERT INTO things (id, token) VALUES (1, 'a'), (2, 'b');
