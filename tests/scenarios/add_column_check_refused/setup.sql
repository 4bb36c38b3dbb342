CREATE TABLE crates (id INTEGER PRIMARY KEY, quantity INTEGER NOT NULL);
INSERT INTO crates (id, quantity) VALUES (1, 1), (2, 2), (3, 3), (4, 4), (5, 5);
