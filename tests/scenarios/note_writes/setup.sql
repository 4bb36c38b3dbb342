CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name VARCHAR(40) NOT NULL DEFAULT 'nobody',
  nick VARCHAR(40)
);
INSERT INTO users (id, name, nick) VALUES (1, 'Ada', 'countess'), (2, 'Grace', NULL);
CREATE TABLE notes (id INTEGER PRIMARY KEY, body VARCHAR(40), draft VARCHAR(40));
INSERT INTO notes (id, body, draft) VALUES (1, 'hello', 'hell');
CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(80));
INSERT INTO people (id, name) VALUES (1, 'Ada Lovelace'), (2, 'Plato');
CREATE TABLE places (id INTEGER PRIMARY KEY, street VARCHAR(40), town VARCHAR(40));
INSERT INTO places (id, street, town) VALUES (1, 'High Street', 'Ely');
CREATE TABLE visits (id INTEGER PRIMARY KEY, page VARCHAR(40));
INSERT INTO visits (id, page) VALUES (1, '/');
