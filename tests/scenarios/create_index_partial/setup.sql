CREATE TABLE jobs (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL, done INTEGER NOT NULL);
INSERT INTO jobs (id, name, done) VALUES (1, 'a', 1), (2, 'a', 1), (3, 'a', 0), (4, 'b', 0);
