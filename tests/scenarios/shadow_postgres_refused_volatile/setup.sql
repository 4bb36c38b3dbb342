CREATE TABLE things (id integer PRIMARY KEY, token text);
INSERT INTO things VALUES (1, 'a');
