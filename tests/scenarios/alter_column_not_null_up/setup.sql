CREATE TABLE reviews (id INTEGER PRIMARY KEY, product TEXT NOT NULL, review TEXT);
INSERT INTO reviews (id, product, review) VALUES (1, 'apple', 'crisp'), (2, 'pear', NULL), (3, 'plum', NULL);
