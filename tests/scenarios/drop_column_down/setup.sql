CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL, handle VARCHAR(60) NOT NULL);
INSERT INTO users (id, name, handle) VALUES (1, 'Ada', 'countess'), (2, 'Grace', 'grace');
