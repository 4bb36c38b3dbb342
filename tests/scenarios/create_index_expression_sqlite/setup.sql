CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, team INT);
INSERT INTO users VALUES (1, 'A@x', 1), (2, 'a@X', 2), (3, 'a@x', NULL);
