CREATE TABLE sessions (id INTEGER PRIMARY KEY, token VARCHAR(64) NOT NULL DEFAULT (lower(hex(randomblob(8)))));
INSERT INTO sessions (id, token) VALUES (1, 'one'), (2, 'two');
