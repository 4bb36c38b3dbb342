CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, age INTEGER);
CREATE INDEX users_name ON users (name);
INSERT INTO users (id, name) VALUES (1, 'Ada Lovelace'), (2, 'Grace Hopper'), (3, 'Plato');
