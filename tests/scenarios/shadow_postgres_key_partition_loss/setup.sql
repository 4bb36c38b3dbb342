CREATE TABLE orders (id bigint PRIMARY KEY, region text NOT NULL, total integer NOT NULL DEFAULT 0);
INSERT INTO orders VALUES (1, 'eu', 1), (2, 'us', 2), (3, 'eu', 3);
