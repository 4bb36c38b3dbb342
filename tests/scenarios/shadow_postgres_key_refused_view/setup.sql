CREATE TABLE orders (id integer PRIMARY KEY, tenant integer NOT NULL);
CREATE VIEW by_order AS SELECT id, tenant, count(*) AS many FROM orders GROUP BY id;
