CREATE TABLE users (id integer PRIMARY KEY, name text);
INSERT INTO users (id, name) VALUES (1, 'Ada Lovelace'), (2, NULL);
