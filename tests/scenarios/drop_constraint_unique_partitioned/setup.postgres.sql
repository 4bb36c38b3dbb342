CREATE TABLE orders (id integer, day integer NOT NULL, code text, CONSTRAINT orders_code UNIQUE (code, day)) PARTITION BY RANGE (day);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (10);
CREATE TABLE orders_2 PARTITION OF orders FOR VALUES FROM (10) TO (20);
INSERT INTO orders VALUES (1, 1, 'a'), (2, 11, 'a');
