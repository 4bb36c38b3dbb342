CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, age INTEGER);
INSERT INTO users (id, name) VALUES (1, 'Ada Lovelace'), (2, 'Grace Hopper'), (3, 'Edsger Dijkstra'), (4, '');
