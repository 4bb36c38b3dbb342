CREATE TABLE orders (id INT NOT NULL PRIMARY KEY, quantity INT NOT NULL DEFAULT 1, total INT AS (quantity * 2) STORED, note VARCHAR(10));
INSERT INTO orders (id, quantity) VALUES (1, 1), (2, 2);
