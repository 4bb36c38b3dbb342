CREATE TABLE sessions (id INTEGER PRIMARY KEY, token VARCHAR(64) NOT NULL DEFAULT md5(random()::text));
INSERT INTO sessions (id, token) VALUES (1, 'one'), (2, 'two');
