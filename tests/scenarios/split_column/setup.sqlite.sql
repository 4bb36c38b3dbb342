CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age integer);
CREATE INDEX users_name ON users (name);
INSERT INTO users (id, name) VALUES (1, 'Ada Lovelace'), (2, 'Grace Hopper'), (3, 'Plato');
