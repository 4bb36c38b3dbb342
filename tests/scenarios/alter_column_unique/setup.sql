CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR(60));
INSERT INTO users (id, email) VALUES (1, 'ada@example.org'), (2, NULL), (3, NULL);
