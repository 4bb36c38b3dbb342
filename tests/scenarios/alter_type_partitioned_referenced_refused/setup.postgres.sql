CREATE TABLE orders (id integer, day integer, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (10);
CREATE TABLE lines (id integer PRIMARY KEY, order_id integer, day integer, CONSTRAINT lines_order FOREIGN KEY (order_id, day) REFERENCES orders (id, day));
