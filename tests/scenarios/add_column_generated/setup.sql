CREATE TABLE sales (id INTEGER PRIMARY KEY, price INTEGER, quantity INTEGER NOT NULL, note VARCHAR(20));
CREATE INDEX sales_price ON sales (price);
INSERT INTO sales (id, price, quantity) VALUES (1, 2, 2), (2, 3, 3), (3, 1, 0);
CREATE TABLE tags (id INTEGER PRIMARY KEY, note VARCHAR(20));
INSERT INTO tags (id) VALUES (1), (2);
