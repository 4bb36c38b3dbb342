CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, kind TEXT);
INSERT INTO posts (id, title, kind) VALUES (1, 'fine', 'a'), (2, 'no', 'b'), (3, 'x', NULL);
