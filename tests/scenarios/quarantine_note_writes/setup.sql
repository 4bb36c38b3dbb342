CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL, nick VARCHAR(40) NOT NULL);
INSERT INTO users (id, name, nick) VALUES (1, 'Ada', 'countess');
CREATE TABLE visits (id INTEGER PRIMARY KEY, page VARCHAR(40));
INSERT INTO visits (id, page) VALUES (1, '/');
