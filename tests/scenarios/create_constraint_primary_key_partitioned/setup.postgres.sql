CREATE TABLE orders (id integer, day integer NOT NULL, code text NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (10);
CREATE TABLE orders_2 PARTITION OF orders FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (day);
CREATE TABLE orders_2_a PARTITION OF orders_2 FOR VALUES FROM (10) TO (15);
CREATE TABLE orders_2_rest PARTITION OF orders_2 DEFAULT;
INSERT INTO orders (id, day, code) SELECT n, n % 20, 'code ' || n FROM generate_series(1, 60) AS n;
