CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR(60));
INSERT INTO users (id, email) VALUES (1, 'Ada@X'), (2, 'Bea@X');
CREATE TABLE members (id INTEGER PRIMARY KEY, name VARCHAR(60));
INSERT INTO members (id, name) VALUES (1, 'Ada'), (2, 'Bea'), (3, NULL);
CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(60));
INSERT INTO people (id, name) VALUES (1, 'Ada'), (2, 'Bea');
