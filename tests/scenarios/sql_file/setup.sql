CREATE TABLE orders (id INTEGER PRIMARY KEY, cents INTEGER NOT NULL, note VARCHAR(20));
INSERT INTO orders (id, cents, note) VALUES (1, 150, 'a'), (2, 250, NULL), (3, 350, 'c'), (4, 450, 'd'), (5, 550, 'e');
