CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, town VARCHAR(80));
INSERT INTO people (id, name, town) VALUES (1, 'Ada Lovelace', 'London'), (2, 'Grace Hopper', 'Arlington'), (3, 'Plato', NULL), (4, 'Alan Turing', 'Wilmslow');
