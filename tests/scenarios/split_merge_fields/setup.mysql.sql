CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL);
CREATE TABLE places (id INTEGER PRIMARY KEY, zip TEXT, city TEXT);
INSERT INTO people VALUES (1, 'Ada Lovelace'), (2, 'Grace Hopper');
INSERT INTO places VALUES (1, '1', 'a'), (2, NULL, NULL);
