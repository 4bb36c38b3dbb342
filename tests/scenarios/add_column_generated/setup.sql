CREATE TABLE lines (id INTEGER PRIMARY KEY, price NUMERIC(8, 2), quantity INTEGER NOT NULL, note TEXT);
CREATE INDEX lines_price ON lines (price);
INSERT INTO lines (id, price, quantity) VALUES (1, 2.5, 2), (2, 3, 3), (3, 1, 0);
