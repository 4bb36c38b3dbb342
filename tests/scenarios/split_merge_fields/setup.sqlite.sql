CREATE TABLE people (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE places (id integer PRIMARY KEY, zip text, city text);
INSERT INTO people VALUES (1, 'Ada Lovelace'), (2, 'Grace Hopper');
INSERT INTO places VALUES (1, '1', 'a'), (2, NULL, NULL);
